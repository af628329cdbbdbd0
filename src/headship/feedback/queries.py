"""Reading cycles, leaders and raters."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from headship.feedback.models import Cycle, Nomination, Participant, ReportShare
from headship.orgs.models import Membership, Organization, Role, School
from headship.surveys.models import Invitation, RaterGroup


def cycles(organization: Organization) -> QuerySet[Cycle]:
    """Return an organization's cycles with the number of leaders, newest first."""
    return (
        Cycle.objects.filter(organization=organization)
        .select_related("survey", "organization")
        .annotate(leader_count=Count("participants"))
        .order_by("-pk")
    )


def participants(cycle: Cycle) -> QuerySet[Participant]:
    """Return a cycle's leaders with their schools."""
    return cycle.participants.select_related(
        "member__supervisor", "subject", "cycle__organization"
    ).prefetch_related("member__schools")


def possible_leaders(cycle: Cycle) -> QuerySet[Membership]:
    """Return active leaders who are not in the cycle yet."""
    return (
        Membership.objects.active()
        .filter(organization=cycle.organization, role=Role.LEADER)
        .exclude(participations__cycle=cycle)
        .prefetch_related("schools")
    )


def roster_teachers(participant: Participant) -> QuerySet[Membership]:
    """Return the staff of the leader's schools."""
    return (
        Membership.objects.active()
        .filter(
            organization=participant.organization,
            role=Role.STAFF,
            schools__in=participant.member.schools.all(),
        )
        .distinct()
    )


def possible_raters(participant: Participant) -> QuerySet[Membership]:
    """Return who a leader may nominate: those of the own schools first.

    Active colleagues who are not nominated yet.
    """
    near = Membership.schools.through.objects.filter(
        membership=OuterRef("pk"), school__in=participant.member.schools.all()
    )
    return (
        Membership.objects.active()
        .filter(organization=participant.organization)
        .exclude(pk__in=[participant.member_id, participant.member.supervisor_id or 0])
        .exclude(pk__in=participant.nominations.values("member"))
        .order_by(Exists(near).desc(), "family_name", "given_name", "pk")
        .prefetch_related("schools")
    )


def called(people: QuerySet[Membership], words: Sequence[str]) -> QuerySet[Membership]:
    """Return those in whose name or address all words occur."""
    for word in words:
        people = people.filter(
            Q(given_name__icontains=word)
            | Q(family_name__icontains=word)
            | Q(email__icontains=word)
        )
    return people


def reviews(member: Membership) -> QuerySet[Participant]:
    """Return the member's own parts in cycles, newest first."""
    return (
        Participant.objects.filter(member=member)
        .select_related("cycle__survey", "cycle__organization", "member")
        .order_by("-pk")
    )


def shared_reports(member: Membership) -> QuerySet[ReportShare]:
    """Return the reports that others share with this member."""
    return ReportShare.objects.filter(
        member=member, participant__cycle__organization=member.organization
    ).select_related("participant__member", "participant__cycle__organization")


def nominations_to_decide(supervisor: Membership) -> QuerySet[Nomination]:
    """Return nominations that wait for this supervisor."""
    return Nomination.objects.filter(
        state=Nomination.State.PROPOSED,
        participant__member__supervisor=supervisor,
        participant__cycle__state=Cycle.State.NOMINATING,
    ).select_related(
        "participant__member", "participant__cycle__organization", "member"
    )


def invited(
    participant: Participant, words: Sequence[str] = ()
) -> QuerySet[Invitation]:
    """Return who is asked about a leader; never whether they have answered."""
    asked = Invitation.objects.filter(subject=participant.subject)
    for word in words:
        asked = asked.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return (
        asked.select_related("group")
        .defer("has_answered", "has_declined", "reminder_count")
        .order_by("group__position", "name", "pk")
    )


def undecided(cycle: Cycle) -> QuerySet[Nomination]:
    """Return a cycle's nominations that no supervisor has decided on."""
    return Nomination.objects.filter(
        participant__cycle=cycle, state=Nomination.State.PROPOSED
    )


def asked_on_paper(cycle: Cycle) -> QuerySet[Invitation]:
    """Return those asked in a cycle who have no address to write to."""
    return Invitation.objects.filter(survey=cycle.survey_id, email="")


def earlier_review(participant: Participant, reader: Membership) -> Participant | None:
    """Return the leader's last review before this one whose report a reader may read."""
    closed_before: datetime | None = participant.cycle.survey.closed_at
    return (
        Participant.objects.filter(
            Q(member=reader)
            | Exists(
                ReportShare.objects.filter(participant=OuterRef("pk"), member=reader)
            ),
            member=participant.member,
            cycle__state=Cycle.State.CLOSED,
            cycle__survey__closed_at__lt=closed_before,
        )
        .select_related(
            "cycle__survey", "cycle__organization", "subject__survey", "member"
        )
        .order_by("-cycle__survey__closed_at")
        .first()
    )


def nominations_by_leader(cycle: Cycle) -> QuerySet[Participant]:
    """Return a cycle's leaders with their nominations."""
    nominations = Nomination.objects.select_related("member")
    return participants(cycle).prefetch_related(
        Prefetch("nominations", queryset=nominations)
    )


def shares(participant: Participant) -> QuerySet[ReportShare]:
    """Return who may read a leader's report beside the leader."""
    return participant.shares.select_related("member", "participant")


def leaders_by_school(cycle: Cycle) -> dict[School, list[Participant]]:
    """Return an opened cycle's leaders by their one school when it opened."""
    found: dict[School, list[Participant]] = {}
    for participant in cycle.participants.select_related("school", "subject"):
        if participant.school is not None:
            found.setdefault(participant.school, []).append(participant)
    return dict(sorted(found.items(), key=lambda item: (item[0].name, item[0].pk)))


def nominations(participant: Participant) -> QuerySet[Nomination]:
    """Return whom a leader has nominated."""
    return participant.nominations.select_related("member", "participant__cycle")


def invited_counts(participant: Participant) -> QuerySet[RaterGroup]:
    """Return the rater groups with how many are asked about a leader."""
    return participant.subject.survey.groups.annotate(
        asked=Count("invitations", filter=Q(invitations__subject=participant.subject))
    )


def possible_readers(participant: Participant) -> QuerySet[Membership]:
    """Return colleagues with accounts to share a report with, supervisor first."""
    return (
        Membership.objects.active()
        .filter(organization=participant.organization, user__isnull=False)
        .exclude(pk=participant.member_id)
        .exclude(pk__in=participant.shares.values("member"))
    )


def due_to_close(instant: datetime) -> QuerySet[Cycle]:
    """Return open cycles whose closing date has passed, in every organization."""
    due = Cycle.objects.filter(state=Cycle.State.OPEN, survey__closes_at__lte=instant)
    return due.select_related("survey__organization", "organization")
