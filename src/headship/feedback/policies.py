"""What is possible now in a 360 cycle."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headship.core.errors import PolicyError
from headship.feedback import queries
from headship.feedback.models import Cycle, Nomination, Participant
from headship.orgs.models import Membership, Role
from headship.surveys.models.surveys import MINIMUM_SUBJECTS

# In a unit of a group report, so that no leader's figure shows.
MINIMUM_LEADERS = MINIMUM_SUBJECTS


def check_is_prepared(cycle: Cycle) -> None:
    """Refuse changes once raters have read the promises."""
    if not cycle.is_prepared:
        raise PolicyError(_("The cycle has opened, so leaders and raters are fixed."))


def check_can_lead(member: Membership) -> None:
    """Refuse to put someone in a cycle who does not lead."""
    if member.role not in {Role.LEADER, Role.SUPERVISOR} or member.is_archived:
        raise PolicyError(
            _("%(name)s is not an active leader. Change the role first, then add them.")
            % {"name": member}
        )


def check_can_nominate(participant: Participant) -> None:
    """Refuse nominations outside their time."""
    if participant.cycle.state != Cycle.State.NOMINATING:
        raise PolicyError(_("Nominations are not open for this cycle."))
    if participant.member.supervisor_id is None:
        raise PolicyError(
            _(
                "Nobody is named as your supervisor, so nobody could approve. Ask your "
                "administrator to name one."
            )
        )


def check_nominee(participant: Participant, nominee: Membership) -> None:
    """Refuse nominees who rate in another way."""
    if nominee.pk == participant.member_id:
        raise PolicyError(_("You rate yourself anyway. Choose other people."))
    if nominee.pk == participant.member.supervisor_id:
        raise PolicyError(_("Your supervisor rates you anyway. Choose other people."))
    if nominee.is_archived:
        raise PolicyError(
            _("%(name)s has left. Choose someone else.") % {"name": nominee}
        )


def check_can_decide(nomination: Nomination) -> None:
    """Refuse to decide twice or too late."""
    check_is_prepared(nomination.participant.cycle)
    if nomination.state != Nomination.State.PROPOSED:
        raise PolicyError(_("This nomination has been decided already."))


def check_can_open(cycle: Cycle, *, without_undecided: bool = False) -> None:
    """Refuse to open without leaders, or to leave nominees out by accident."""
    check_is_prepared(cycle)
    if not cycle.participants.exists():
        raise PolicyError(_("Add at least one leader before you open the cycle."))
    count = queries.undecided(cycle).count()
    if count and not without_undecided:
        raise PolicyError(
            ngettext(
                "%(count)d nomination waits for a supervisor's decision. Wait for it, "
                "or tick that the cycle opens without this rater.",
                "%(count)d nominations wait for a supervisor's decision. Wait for it, "
                "or tick that the cycle opens without these raters.",
                count,
            )
            % {"count": count}
        )


def check_can_close(cycle: Cycle) -> None:
    """Refuse to close what is not open."""
    if not cycle.is_open:
        raise PolicyError(_("Only an open cycle can be closed."))


def check_can_read(participant: Participant) -> None:
    """Refuse a report before its cycle has closed."""
    if not participant.cycle.is_closed:
        raise PolicyError(
            _(
                "The report appears when the cycle has closed. Until then nobody sees answers."
            )
        )


def check_has_closed(cycle: Cycle) -> None:
    """Refuse a group report before the cycle has closed."""
    if not cycle.is_closed:
        raise PolicyError(_("The group report appears when the cycle has closed."))


def check_can_share(participant: Participant, reader: Membership) -> None:
    """Refuse to share with oneself or with someone who has left."""
    check_can_read(participant)
    if reader.pk == participant.member_id or reader.is_archived:
        raise PolicyError(_("Choose an active colleague to share the report with."))


def schools_shown(leader_counts: dict[int, int], in_cycle: int) -> set[int]:
    """Return the schools whose group figures may stand beside the whole cycle's.

    A school needs three leaders. The leaders left out, of other schools or of none,
    must also be three or none, or the whole minus the schools shown would describe
    too few; if they are fewer, the next smallest school is left out as well.
    """
    ordered = sorted(leader_counts, key=lambda pk: (-leader_counts[pk], pk))
    shown = [pk for pk in ordered if leader_counts[pk] >= MINIMUM_LEADERS]
    left_out = in_cycle - sum(leader_counts[pk] for pk in shown)
    while shown and 0 < left_out < MINIMUM_LEADERS:
        left_out += leader_counts[shown.pop()]
    return set(shown)


def check_can_hand_on(is_shown: bool) -> None:
    """Refuse needs of a group that is too small to be shown."""
    if not is_shown:
        raise PolicyError(
            _(
                "This cycle has too few leaders for a group report, so nothing of it "
                "can be handed on."
            )
        )
