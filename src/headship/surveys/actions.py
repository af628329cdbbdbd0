"""Changing surveys, and taking answers in.

Actions of members are audited. A rater's own steps are not: an audit line with a
time beside each answer would undo the anonymity that the tables keep.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django_scopes import scopes_disabled

from headship.core import audit, mail, tokens
from headship.core.clock import now
from headship.instruments.models import InstrumentVersion
from headship.orgs.models import Membership
from headship.surveys import policies, queries, sealing
from headship.surveys.emails import INVITATION, REMINDER
from headship.surveys.events import Event
from headship.surveys.models import (
    Draft,
    Invitation,
    RaterGroup,
    Subject,
    Survey,
    SurveyPart,
)
from headship.surveys.models.responses import Comment, Response

PURPOSE = "rater"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPlan:
    """A rater group to create, with its promise."""

    key: str
    label: str
    perspective: str
    is_anonymous: bool
    minimum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyPlan:
    """What a survey asks and until when."""

    title: str
    purpose: str
    sender: str
    closes_at: datetime
    versions: tuple[InstrumentVersion, ...]
    groups: tuple[GroupPlan, ...]


@transaction.atomic
def create_survey(*, plan: SurveyPlan, by: audit.Actor) -> Survey:
    """Create a draft survey with its parts and rater groups."""
    survey = Survey.objects.create(
        organization=by.organization,
        title=plan.title,
        purpose=plan.purpose,
        sender=plan.sender,
        closes_at=plan.closes_at,
    )
    SurveyPart.objects.bulk_create(
        SurveyPart(survey=survey, position=position, version=version)
        for position, version in enumerate(plan.versions)
    )
    RaterGroup.objects.bulk_create(
        RaterGroup(
            survey=survey,
            key=group.key,
            label=group.label,
            perspective=group.perspective,
            position=position,
            is_anonymous=group.is_anonymous,
            minimum=group.minimum,
        )
        for position, group in enumerate(plan.groups)
    )
    audit.record(Event.SURVEY_CREATED, subject=survey, by=by)
    return survey


@transaction.atomic
def add_subject(
    *, survey: Survey, label: str, words: dict[str, str], by: audit.Actor
) -> Subject:
    """Add what the survey is about; audited by the app that knows what it is."""
    policies.check_is_draft(survey)
    return Subject.objects.create(survey=survey, label=label, words=words)


@transaction.atomic
def change_subject(*, subject: Subject, words: dict[str, str], by: Membership) -> None:
    """Change the words put into the questions, while nobody has read them."""
    policies.check_is_draft(subject.survey)
    subject.words = words
    subject.save(update_fields=["words"])


@transaction.atomic
def invite(
    *, subject: Subject, group: RaterGroup, members: list[Membership], by: audit.Actor
) -> list[Invitation]:
    """Ask people about a subject, leaving out those asked before."""
    policies.check_is_draft(subject.survey)
    asked = set(subject.invitations.values_list("member_id", flat=True))
    invitations = [
        _invitation(subject, group, member)
        for member in members
        if member.pk not in asked
    ]
    Invitation.objects.bulk_create(invitations)
    details = {"subject": subject.label, "group": group.key, "count": len(invitations)}
    audit.record(Event.RATERS_INVITED, subject=subject.survey, by=by, details=details)
    return invitations


@transaction.atomic
def invite_later(
    *, subject: Subject, group: RaterGroup, members: list[Membership], by: audit.Actor
) -> list[Invitation]:
    """Ask people who came after a survey opened; nobody, if they would stand out.

    Whatever arrives from now on comes from those who have not answered yet, so these
    must be as many as the group was promised. And each person asked later raises what
    is needed for figures and own words by one: whoever adds people after seeing how
    many answered never helps a small group over the line.
    """
    survey = Survey.objects.select_for_update().get(pk=subject.survey_id)
    policies.check_can_invite_later(survey)
    group = RaterGroup.objects.get(pk=group.pk)
    late = queries.not_asked(subject, members)
    alike = queries.unanswered(survey).filter(subject=subject, group=group)
    waiting = list(alike.select_for_update(of=("self",)))
    promised = max([group.minimum, *(it.organization.minimum_group for it in late)])
    if not late or len(waiting) + len(late) < promised:
        return []
    invitations = [_invitation(subject, group, it) for it in late]
    Invitation.objects.bulk_create(invitations)
    _raise_minimum(survey, group, promised, len(late))
    mail.queue(_envelopes(survey, INVITATION, round_number=0))
    details = {"subject": subject.label, "group": group.key, "count": len(late)}
    audit.record(Event.RATERS_INVITED, subject=survey, by=by, details=details)
    return invitations


def _raise_minimum(survey: Survey, group: RaterGroup, promised: int, late: int) -> None:
    group.minimum = promised + late
    group.save(update_fields=["minimum"])
    survey.text_minimum += late
    survey.save(update_fields=["text_minimum"])


@transaction.atomic
def remove_invitation(*, invitation: Invitation, by: Membership) -> None:
    """Take a rater off before the survey opens."""
    policies.check_is_draft(invitation.survey)
    details = {"rater": invitation.name, "subject": invitation.subject.label}
    audit.record(Event.RATER_REMOVED, subject=invitation.survey, by=by, details=details)
    invitation.delete()


@transaction.atomic
def open_survey(*, survey: Survey, by: audit.Actor) -> Survey:
    """Open a survey and send the invitations.

    What the organization promises by now holds for groups planned under less.
    """
    policies.check_can_open(survey)
    survey.groups.filter(
        is_anonymous=True, minimum__lt=survey.organization.minimum_group
    ).update(minimum=survey.organization.minimum_group)
    survey.state, survey.opened_at = Survey.State.OPEN, now()
    survey.save(update_fields=["state", "opened_at"])
    count = mail.queue(_envelopes(survey, INVITATION, round_number=0))
    audit.record(Event.SURVEY_OPENED, subject=survey, by=by, details={"mails": count})
    return survey


@transaction.atomic
def extend_survey(*, survey: Survey, closes_at: datetime, by: Membership) -> Survey:
    """Move the closing date of a survey that has not closed."""
    policies.check_can_change_deadline(survey, closes_at)
    survey.closes_at = closes_at
    survey.save(update_fields=["closes_at"])
    details = {"closes_at": closes_at.isoformat()}
    audit.record(Event.SURVEY_EXTENDED, subject=survey, by=by, details=details)
    return survey


@transaction.atomic
def close_survey(*, survey: Survey, by: audit.Actor) -> Survey:
    """Close a survey for good and seal its answers; unsent drafts are deleted."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    policies.check_can_close(survey)
    survey.state, survey.closed_at = Survey.State.CLOSED, now()
    survey.save(update_fields=["state", "closed_at"])
    sealing.seal(survey)
    Draft.objects.filter(invitation__survey=survey).delete()
    # No count: less the rates that are shown, it would tell who of a small group answered.
    audit.record(Event.SURVEY_CLOSED, subject=survey, by=by)
    return survey


@transaction.atomic
def remind(*, survey: Survey, by: audit.Actor) -> int:
    """Remind those who have neither answered nor declined; return how many."""
    policies.check_can_remind(survey)
    invitations = queries.unanswered(survey)
    round_number = 1 + max(
        invitations.values_list("reminder_count", flat=True), default=0
    )
    invitations.update(reminder_count=round_number)
    count = mail.queue(_envelopes(survey, REMINDER, round_number=round_number))
    survey.reminded_at = now()
    survey.save(update_fields=["reminded_at"])
    # No count: beside the response rate of one group it could tell who is left.
    audit.record(Event.RATERS_REMINDED, subject=survey, by=by)
    return count


@transaction.atomic
def save_draft(
    *,
    invitation: Invitation,
    values: dict[int, int],
    texts: dict[str, str],
    blank: bytes,
    sitting: str,
) -> Draft:
    """Keep what a rater has answered so far; other answers of the draft stay.

    A draft that another browser began from a card is replaced, never continued.

    Waits for answers being sent at the same moment and is then refused, so that no
    draft outlives the response.
    """
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("survey")
    policies.check_can_answer(locked.get(pk=invitation.pk))
    draft = Draft.objects.select_for_update().filter(invitation=invitation).first()
    if draft is None or not draft.may_go_on(sitting):
        draft = Draft(invitation=invitation, answers=blank)
    draft.sitting = sitting
    draft.answers = overlay(bytes(draft.answers), values)
    draft.texts = {**draft.texts, **texts}
    draft.save()
    return draft


@transaction.atomic
def send_response(
    *, invitation: Invitation, answers: bytes, texts: dict[str, str]
) -> None:
    """Store what was said, and separately that this person has answered.

    Nothing shows which open questions were left out. The row is written before the invitation is claimed: if the survey is being
    closed, the write waits for it, the claim then finds it closed, and nothing stays.
    """
    policies.check_can_answer(invitation)
    about = {
        "survey_id": invitation.survey_id,
        "subject_id": invitation.subject_id,
        "group_id": invitation.group_id,
    }
    Response.objects.create(**about, answers=answers)
    Comment.objects.bulk_create(
        Comment(**about, question=question, text=text.strip())
        for question, text in {**_left_out(invitation), **texts}.items()
    )
    if not _claim(invitation):
        raise policies.gone(invitation)


@transaction.atomic
def decline(*, invitation: Invitation) -> None:
    """Leave a rater alone from now on."""
    policies.check_can_answer(invitation)
    Invitation.objects.filter(pk=invitation.pk, has_answered=False).update(
        has_declined=True
    )
    Draft.objects.filter(invitation=invitation).delete()


def overlay(answers: bytes, values: dict[int, int]) -> bytes:
    """Return a row of answers with some of them replaced."""
    row = bytearray(answers)
    for position, value in values.items():
        row[position] = value
    return bytes(row)


def _left_out(invitation: Invitation) -> dict[str, str]:
    """Return an empty text for each open question that a rater is asked."""
    questions = queries.get_questionnaire(invitation, "en").questions
    return dict.fromkeys((it.key for it in questions), "")


def _claim(invitation: Invitation) -> bool:
    """Mark an open invitation as answered and delete its draft; say whether it was.

    Without the scope's join the row itself carries the condition, so that PostgreSQL
    tries it again when two requests meet at the row.
    """
    with scopes_disabled():
        open_surveys = Survey.objects.filter(
            state=Survey.State.OPEN, closes_at__gt=now(), pk=invitation.survey_id
        )
        claimed = Invitation.objects.filter(
            pk=invitation.pk,
            has_answered=False,
            has_declined=False,
            survey__in=open_surveys,
        ).update(has_answered=True)
        Draft.objects.filter(pk=invitation.pk).delete()
    return bool(claimed)


def _invitation(subject: Subject, group: RaterGroup, member: Membership) -> Invitation:
    invitation = Invitation(
        survey=subject.survey,
        subject=subject,
        group=group,
        member=member,
        name=str(member),
        email=member.email,
        language=member.language,
    )
    code = tokens.derive(PURPOSE, invitation.ref)
    invitation.code_hash = tokens.fingerprint(code)
    return invitation


def _envelopes(survey: Survey, kind: str, *, round_number: int) -> list[mail.Envelope]:
    """Write one envelope a person, however many subjects they are asked about."""
    first: dict[str, UUID] = {}
    rows = queries.unanswered(survey).exclude(email="").order_by("pk")
    for email, ref in rows.values_list("email", "ref"):
        first.setdefault(email.lower(), ref)
    return [
        mail.Envelope(
            kind=kind,
            subject_ref=ref,
            to=email,
            once_key=f"{kind}:{ref}:{round_number}",
            organization_ref=survey.organization.ref,
        )
        for email, ref in first.items()
    ]
