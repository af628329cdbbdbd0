"""Personal links on paper, for raters without e-mail."""

from dataclasses import dataclass

import segno
from django.utils.safestring import SafeString, mark_safe

from headship.core import tokens
from headship.feedback import queries
from headship.feedback.models import Participant
from headship.surveys.emails import answer_link, code_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCard:
    """One rater's card to cut out."""

    name: str
    group: str
    code: str
    qr: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksPage:
    """Cards for the raters of one leader."""

    participant: Participant
    cards: tuple[LinkCard, ...]
    entry: str


def links_page(participant: Participant) -> LinksPage:
    """Make a card for everyone who is asked about a leader."""
    raters = list(queries.invited(participant).filter(email=""))
    return LinksPage(
        participant=participant,
        cards=tuple(
            LinkCard(
                name=rater.name,
                group=rater.group.title,
                code=tokens.spell(code_of(rater)),
                qr=_qr(answer_link(rater)),
            )
            for rater in raters
        ),
        entry=answer_link(raters[0]).partition("#")[0] if raters else "",
    )


def _qr(link: str) -> SafeString:
    code = segno.make(link, error="m")
    svg = code.svg_inline(scale=3, border=2, dark="#000", light="#fff", omitsize=False)
    return mark_safe(svg)  # noqa: S308 -- segno draws it; the link is not in it as text
