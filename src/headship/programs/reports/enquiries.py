"""Enquiries and testimonials as pages and tables."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from headship.programs.models import Enquiry, Participant, Testimonial
from headship.programs.queries import enquiries as queries

Table = tuple[list[str], list[list[object]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TestimonialPage:
    """A participant's own words on a program, or the offer to write them."""

    participant: Participant
    testimonial: Testimonial | None
    attributions: list[str]
    consent_text: str


def testimonial_page(participant: Participant) -> TestimonialPage:
    """Gather what a participant can agree to, in the words that are kept."""
    role = participant.get_leader_role_display()
    district = participant.organization.name
    provider = participant.cohort.organization.name
    consent = _(
        "I agree that %(provider)s publishes my words on its page, shown as I chose "
        "above. I can withdraw them here at any time; they are then deleted."
    )
    return TestimonialPage(
        participant=participant,
        testimonial=queries.testimonial_of(participant),
        attributions=[
            f"{participant}, {role}, {district}",
            f"{role}, {district}",
            role,
        ],
        consent_text=consent % {"provider": provider},
    )


def enquiry_table(enquiries: Iterable[Enquiry]) -> Table:
    """Return enquiries for a spreadsheet."""
    header = [
        *("received_at", "state", "name", "district", "email", "phone", "came_by"),
        *("answer_by", "program", "owner", "follow_up_on", "message"),
    ]
    return header, [
        [
            it.received_at.isoformat(timespec="minutes"),
            it.state,
            it.name,
            it.district,
            it.email,
            it.phone,
            it.came_by,
            it.answer_by,
            it.program.title if it.program else "",
            str(it.owner or ""),
            it.follow_up_on,
            it.message,
        ]
        for it in enquiries
    ]


def testimonial_table(testimonials: Iterable[Testimonial]) -> Table:
    """Return testimonials with their consents for a spreadsheet."""
    header = [
        *("state", "attribution", "text", "program"),
        *("consent_text", "consented_at", "published_at", "withdrawn_at"),
    ]
    return header, [
        [
            it.state,
            it.attribution,
            it.text,
            it.participant.cohort.program.title,
            it.consent_text,
            *(
                instant.isoformat(timespec="minutes") if instant else ""
                for instant in (it.consented_at, it.published_at, it.withdrawn_at)
            ),
        ]
        for it in testimonials
    ]
