"""Changing 360 cycles."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from headship.core import audit
from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.feedback import policies, queries, raters
from headship.feedback.events import Event
from headship.feedback.models import Cycle, Nomination, Participant, ReportShare
from headship.instruments.models import InstrumentVersion
from headship.instruments.queries import shipped_version
from headship.orgs.models import Membership
from headship.surveys import actions as surveys
from headship.surveys.models import Invitation

INSTRUMENTS = ("leadership-360", "change-magnitude")
GroupKey = Nomination.Group


@dataclass(frozen=True, slots=True, kw_only=True)
class CyclePlan:
    """What an administrator decides about a cycle."""

    name: str
    closes_at: datetime
    purpose: str = ""
    minimums: dict[str, int] = field(default_factory=dict)


@transaction.atomic
def create_cycle(*, plan: CyclePlan, by: Membership) -> Cycle:
    """Create a cycle, asking the newest published Leadership 360."""
    survey = surveys.create_survey(
        plan=surveys.SurveyPlan(
            title=plan.name,
            purpose=plan.purpose,
            sender=by.organization.name,
            closes_at=plan.closes_at,
            versions=tuple(_shipped(key) for key in INSTRUMENTS),
            groups=raters.group_plans(by.organization, plan.minimums),
        ),
        by=by,
    )
    cycle = Cycle.objects.create(
        organization=by.organization, name=plan.name, survey=survey
    )
    audit.record(Event.CYCLE_CREATED, subject=cycle, by=by)
    return cycle


@transaction.atomic
def add_leader(*, cycle: Cycle, leader: Membership, by: Membership) -> Participant:
    """Put a leader into a cycle, with self and supervisor as raters."""
    policies.check_is_prepared(cycle)
    policies.check_can_lead(leader)
    subject = surveys.add_subject(
        survey=cycle.survey, label=str(leader), words={"leader": str(leader)}, by=by
    )
    participant = Participant.objects.create(
        cycle=cycle, member=leader, subject=subject
    )
    _invite(participant, "self", [leader], by)
    if leader.supervisor:
        _invite(participant, "supervisor", [leader.supervisor], by)
    audit.record(
        Event.LEADER_ADDED, subject=cycle, by=by, details={"leader": str(leader)}
    )
    return participant


@transaction.atomic
def add_leaders(
    *, cycle: Cycle, leaders: list[Membership], ask_staff: bool, by: Membership
) -> list[Participant]:
    """Put leaders into a cycle, and ask the staff of their schools if wanted."""
    added = [add_leader(cycle=cycle, leader=leader, by=by) for leader in leaders]
    if ask_staff:
        for participant in added:
            invite_roster(participant=participant, by=by)
    return added


@transaction.atomic
def remove_leader(*, participant: Participant, by: Membership) -> None:
    """Take a leader out of a cycle that has not opened."""
    policies.check_is_prepared(participant.cycle)
    cycle, subject = participant.cycle, participant.subject
    details = {"leader": str(participant)}
    audit.record(Event.LEADER_REMOVED, subject=cycle, by=by, details=details)
    participant.delete()
    subject.delete()


@transaction.atomic
def invite_roster(*, participant: Participant, by: Membership) -> int:
    """Ask all staff of the leader's schools; return how many are new."""
    policies.check_is_prepared(participant.cycle)
    staff = list(queries.roster_teachers(participant))
    return len(_invite(participant, GroupKey.TEACHER, staff, by))


@transaction.atomic
def open_nominations(*, cycle: Cycle, by: Membership) -> Cycle:
    """Let leaders nominate raters."""
    policies.check_is_prepared(cycle)
    cycle.state = Cycle.State.NOMINATING
    cycle.save(update_fields=["state"])
    audit.record(Event.NOMINATIONS_OPENED, subject=cycle, by=by)
    return cycle


@transaction.atomic
def nominate(
    *, participant: Participant, nominees: list[Membership], group: str, by: Membership
) -> list[Nomination]:
    """Propose raters to the supervisor."""
    policies.check_can_nominate(participant)
    for nominee in nominees:
        policies.check_nominee(participant, nominee)
    nominations = [
        Nomination(participant=participant, member=nominee, group=group)
        for nominee in nominees
    ]
    Nomination.objects.bulk_create(nominations)
    details = {"count": len(nominations), "group": str(group)}
    audit.record(Event.RATER_NOMINATED, subject=participant, by=by, details=details)
    return nominations


@transaction.atomic
def withdraw_nomination(*, nomination: Nomination, by: Membership) -> None:
    """Take back a nomination that nobody has decided yet."""
    policies.check_can_decide(nomination)
    details = {"rater": str(nomination.member)}
    audit.record(
        Event.NOMINATION_WITHDRAWN,
        subject=nomination.participant,
        by=by,
        details=details,
    )
    nomination.delete()


@transaction.atomic
def approve_nomination(*, nomination: Nomination, by: Membership) -> Nomination:
    """Turn a nomination into an invitation."""
    _decide(nomination, Nomination.State.APPROVED, by)
    _invite(nomination.participant, nomination.group, [nomination.member], by)
    audit.record(Event.NOMINATION_APPROVED, subject=nomination, by=by)
    return nomination


@transaction.atomic
def decline_nomination(*, nomination: Nomination, by: Membership) -> Nomination:
    """Say no to a nomination."""
    _decide(nomination, Nomination.State.DECLINED, by)
    audit.record(Event.NOMINATION_DECLINED, subject=nomination, by=by)
    return nomination


@transaction.atomic
def remove_rater(
    *, participant: Participant, invitation: Invitation, by: Membership
) -> None:
    """Take a rater off before the cycle opens."""
    policies.check_is_prepared(participant.cycle)
    surveys.remove_invitation(invitation=invitation, by=by)


@transaction.atomic
def name_initiative(
    *, participant: Participant, initiative: str, by: Membership
) -> Participant:
    """Name the one initiative that raters are asked about; empty asks nothing."""
    policies.check_is_prepared(participant.cycle)
    participant.initiative = initiative.strip()
    participant.save(update_fields=["initiative"])
    words = {"leader": str(participant.member)}
    if participant.initiative:
        words["initiative"] = participant.initiative
    surveys.change_subject(subject=participant.subject, words=words, by=by)
    audit.record(Event.INITIATIVE_NAMED, subject=participant, by=by)
    return participant


@transaction.atomic
def open_cycle(
    *, cycle: Cycle, by: Membership, without_undecided: bool = False
) -> Cycle:
    """Fix leaders, raters and promises, and send the invitations.

    Nominees whom no supervisor has decided on can be left out knowingly: a supervisor
    who is away must not hold up a cycle.
    """
    policies.check_can_open(cycle, without_undecided=without_undecided)
    left_out = queries.undecided(cycle).update(
        state=Nomination.State.DECLINED, decided_by=by
    )
    surveys.open_survey(survey=cycle.survey, by=by)
    _fix_schools(cycle)
    cycle.state = Cycle.State.OPEN
    cycle.save(update_fields=["state"])
    details = {"nominations_left_out": left_out} if left_out else {}
    audit.record(Event.CYCLE_OPENED, subject=cycle, by=by, details=details)
    return cycle


@transaction.atomic
def extend_cycle(*, cycle: Cycle, closes_at: datetime, by: Membership) -> Cycle:
    """Move the closing date of a cycle that has not closed."""
    surveys.extend_survey(survey=cycle.survey, closes_at=closes_at, by=by)
    details = {"closes_at": closes_at.isoformat()}
    audit.record(Event.CYCLE_CHANGED, subject=cycle, by=by, details=details)
    return cycle


@transaction.atomic
def remind(*, cycle: Cycle, by: audit.Actor) -> int:
    """Remind everyone who has neither answered nor declined."""
    return surveys.remind(survey=cycle.survey, by=by)


@transaction.atomic
def close_cycle(*, cycle: Cycle, by: audit.Actor) -> Cycle:
    """Close a cycle so that no further responses are accepted and reports appear."""
    policies.check_can_close(cycle)
    cycle.survey = surveys.close_survey(survey=cycle.survey, by=by)
    cycle.state = Cycle.State.CLOSED
    cycle.save(update_fields=["state"])
    audit.record(Event.CYCLE_CLOSED, subject=cycle, by=by)
    return cycle


def close_due_cycles() -> int:
    """Close every cycle whose last day has passed; return how many.

    Called on a timer, with scopes disabled. Each cycle closes in a transaction of its
    own, so that one that cannot be closed does not hold up the others.
    """
    due = list(queries.due_to_close(now()))
    for cycle in due:
        close_cycle(cycle=cycle, by=audit.System(organization=cycle.organization))
    return len(due)


@transaction.atomic
def print_links(*, participant: Participant, by: Membership) -> None:
    """Record that someone saw personal links in order to hand them out on paper."""
    audit.record(Event.LINKS_PRINTED, subject=participant, by=by)


@transaction.atomic
def hand_on_needs(*, cycle: Cycle, needs: Sequence[str], by: Membership) -> None:
    """Record that someone consents to pass on names of responsibilities."""
    policies.check_has_closed(cycle)
    details = {"responsibilities": list(needs)}
    audit.record(Event.NEEDS_HANDED_ON, subject=cycle, by=by, details=details)


@transaction.atomic
def share_report(
    *, participant: Participant, reader: Membership, by: Membership
) -> ReportShare:
    """Let one colleague read the leader's report until the leader takes it back."""
    policies.check_can_share(participant, reader)
    share, _created = ReportShare.objects.get_or_create(
        participant=participant, member=reader, defaults={"shared_at": now()}
    )
    details = {"reader": str(reader)}
    audit.record(Event.REPORT_SHARED, subject=participant, by=by, details=details)
    return share


@transaction.atomic
def unshare_report(*, share: ReportShare, by: Membership) -> None:
    """Stop letting a colleague read the report."""
    details = {"reader": str(share.member)}
    audit.record(
        Event.REPORT_UNSHARED, subject=share.participant, by=by, details=details
    )
    share.delete()


def _invite(
    participant: Participant, group: str, members: list[Membership], by: Membership
) -> list[Invitation]:
    key = participant.cycle.survey.groups.get(key=group)
    return surveys.invite(
        subject=participant.subject, group=key, members=members, by=by
    )


def _fix_schools(cycle: Cycle) -> None:
    participants = list(queries.participants(cycle))
    for it in participants:
        it.school = next(iter(it.member.schools.all()), None)
    Participant.objects.bulk_update(participants, ["school"], batch_size=500)


def _decide(nomination: Nomination, state: str, by: Membership) -> None:
    policies.check_can_decide(nomination)
    nomination.state, nomination.decided_by = state, by
    nomination.save(update_fields=["state", "decided_by"])


def _shipped(key: str) -> InstrumentVersion:
    version = shipped_version(key)
    if version is None:
        raise PolicyError(
            _("The questionnaire %(key)s is not installed. Run ship_instruments first.")
            % {"key": key}
        )
    return version
