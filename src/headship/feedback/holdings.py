"""Whose rows the tables of feedback hold."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from headship.core.holdings import Holding, Table, register, register_figures
from headship.feedback import queries
from headship.feedback.models import Cycle
from headship.feedback.reports.group import group_report, group_table
from headship.orgs.models import Organization

LEADERS = _("A leader's report, raters and readers are the leader's own.")

register(
    Holding("feedback.Cycle", columns="ref name state survey", hidden="organization"),
    Holding(
        "feedback.Participant",
        organization="cycle__organization",
        person="member__user",
        columns="ref cycle member subject school",
        own="initiative",
        because=_("what a leader named as their initiative"),
    ),
    Holding(
        "feedback.ReportShare",
        organization="participant__cycle__organization",
        person="participant__member__user",
        own="participant member shared_at",
        because=LEADERS,
    ),
    Holding(
        "feedback.Nomination",
        organization="participant__cycle__organization",
        person="participant__member__user",
        own="ref participant member__given_name member__family_name group state",
        hidden="member decided_by",
        because=LEADERS,
    ),
)


def group_figures(organization: Organization) -> Iterator[Table]:
    """Yield the group report of each closed cycle, as its page gives it."""
    with scope(organization=organization):
        for cycle in queries.cycles(organization).filter(state=Cycle.State.CLOSED):
            header, rows = group_table(group_report(cycle, None))
            name = f"feedback/group-report-{cycle.ref}"
            yield Table(name=name, header=header, rows=rows)


register_figures(group_figures)
