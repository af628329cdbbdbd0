"""What is possible now with enquiries and testimonials."""

from django.utils.translation import gettext as _

from headship.core.errors import PolicyError
from headship.orgs.models import Membership, Organization
from headship.orgs.permissions import Permission, has_permission
from headship.programs.models import Enquiry, Participant, Testimonial
from headship.programs.queries import enquiries as queries

State = Testimonial.State


def check_takes_enquiries(organization: Organization) -> None:
    """Refuse questions to an organization that offers nothing."""
    if not queries.takes_enquiries(organization):
        raise PolicyError(_("This organization offers no programs at present."))


def check_owner(enquiry: Enquiry, owner: Membership | None) -> None:
    """Refuse an owner who could not see the enquiry."""
    if owner is None:
        return
    is_ours = owner.organization_id == enquiry.organization_id
    if (
        not is_ours
        or owner.is_archived
        or not has_permission(owner, Permission.PROGRAM_MANAGE)
    ):
        raise PolicyError(_("Choose somebody who runs programs here."))


def check_can_erase(enquiry: Enquiry) -> None:
    """Refuse to erase what is still being worked on."""
    if not enquiry.is_closed:
        raise PolicyError(_("Close the enquiry first, then erase it."))


def check_can_offer(participant: Participant) -> None:
    """Refuse words of people who have not been there, and a second text."""
    if not participant.takes_part:
        raise PolicyError(_("Only those who take part can say what it was like."))
    if queries.testimonial_of(participant):
        raise PolicyError(
            _("You have offered your words already. Withdraw them to write new ones.")
        )


def check_can_publish(testimonial: Testimonial) -> None:
    """Refuse to publish what was withdrawn or is public."""
    if testimonial.state != State.OFFERED:
        raise PolicyError(_("Only words on offer can be published."))


def check_can_unpublish(testimonial: Testimonial) -> None:
    """Refuse to take down what is not public."""
    if testimonial.state != State.PUBLISHED:
        raise PolicyError(_("These words are not public."))


def check_can_withdraw(testimonial: Testimonial) -> None:
    """Refuse to withdraw twice."""
    if testimonial.state == State.WITHDRAWN:
        raise PolicyError(_("You have withdrawn these words already."))
