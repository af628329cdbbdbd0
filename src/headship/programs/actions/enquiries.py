"""Taking enquiries in and following them up."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from headship.core import audit
from headship.core.clock import now
from headship.orgs.models import Membership, Organization
from headship.programs.events import Event
from headship.programs.models import Enquiry, EnquiryNote, Program
from headship.programs.policies import enquiries as policies


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody outside wants to know, and how to answer them."""

    name: str
    message: str
    answer_by: str
    email: str = ""
    phone: str = ""
    district: str = ""
    program: Program | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Where an enquiry stands, who looks after it and until when."""

    state: str
    owner: Membership | None
    follow_up_on: date | None


@transaction.atomic
def receive_enquiry(*, question: Question, organization: Organization) -> Enquiry:
    """Take in what an anonymous visitor asks; nobody is signed in."""
    policies.check_takes_enquiries(organization)
    by = audit.System(organization=organization)
    return _store(question, Enquiry.CameBy.FORM, by)


@transaction.atomic
def record_enquiry(*, question: Question, came_by: str, by: Membership) -> Enquiry:
    """Write down an enquiry that came by phone or e-mail."""
    return _store(question, came_by, by)


@transaction.atomic
def follow_up(*, enquiry: Enquiry, plan: FollowUp, by: Membership) -> Enquiry:
    """Change where an enquiry stands; closing it ends the follow-up."""
    policies.check_owner(enquiry, plan.owner)
    is_closed = plan.state == Enquiry.State.CLOSED
    enquiry.state, enquiry.owner = plan.state, plan.owner
    enquiry.follow_up_on = None if is_closed else plan.follow_up_on
    enquiry.save(update_fields=["state", "owner", "follow_up_on"])
    details = {"state": enquiry.state, "owner": str(plan.owner or "")}
    audit.record(Event.ENQUIRY_CHANGED, subject=enquiry, by=by, details=details)
    return enquiry


@transaction.atomic
def note_enquiry(*, enquiry: Enquiry, text: str, by: Membership) -> EnquiryNote:
    """Write down what was said or done."""
    note = EnquiryNote.objects.create(enquiry=enquiry, by=by, at=now(), text=text)
    audit.record(Event.ENQUIRY_NOTED, subject=enquiry, by=by)
    return note


@transaction.atomic
def erase_enquiry(*, enquiry: Enquiry, by: Membership) -> None:
    """Delete an enquiry with its notes: the person asked for it, or it is spam.

    The audit log keeps that it happened, without the name.
    """
    policies.check_can_erase(enquiry)
    Enquiry.objects.filter(pk=enquiry.pk).update(name=_("erased"), district="")
    enquiry.refresh_from_db(fields=["name", "district"])
    audit.record(Event.ENQUIRY_ERASED, subject=enquiry, by=by)
    enquiry.delete()


def _store(question: Question, came_by: str, by: audit.Actor) -> Enquiry:
    enquiry = Enquiry.objects.create(
        organization=by.organization,
        came_by=came_by,
        received_at=now(),
        name=question.name,
        message=question.message,
        answer_by=question.answer_by,
        email=question.email,
        phone=question.phone,
        district=question.district,
        program=question.program,
    )
    audit.record(Event.ENQUIRY_RECEIVED, subject=enquiry, by=by)
    return enquiry
