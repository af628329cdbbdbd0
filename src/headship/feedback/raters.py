"""The rater groups of a 360 and the promise made to each."""

from django.utils.translation import gettext_noop

from headship.orgs.models import Organization
from headship.surveys.actions import GroupPlan

# Key, label, whether answers are anonymous. Self and supervisor are one person by
# design and are told so before they answer.
GROUPS = (
    ("self", gettext_noop("Self"), False),
    ("supervisor", gettext_noop("Supervisor"), False),
    ("teacher", gettext_noop("Teachers and staff"), True),
    ("peer", gettext_noop("Peers"), True),
)
NAMED_MINIMUM = 1


def group_plans(
    organization: Organization, minimums: dict[str, int]
) -> tuple[GroupPlan, ...]:
    """Return the four groups; a minimum may be raised above the organization's."""
    return tuple(
        GroupPlan(
            key=key,
            label=label,
            perspective=key,
            is_anonymous=is_anonymous,
            minimum=_minimum(key, is_anonymous, organization, minimums),
        )
        for key, label, is_anonymous in GROUPS
    )


def _minimum(
    key: str, is_anonymous: bool, organization: Organization, minimums: dict[str, int]
) -> int:
    if not is_anonymous:
        return NAMED_MINIMUM
    return max(organization.minimum_group, minimums.get(key, 0))
