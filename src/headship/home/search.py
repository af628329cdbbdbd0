"""Finding one thing by its name, whatever room it is in."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from headship.core.naming import name_of
from headship.feedback import queries as feedback
from headship.frameworks.responsibilities import load_responsibilities
from headship.orgs import queries as orgs
from headship.orgs.models import Membership
from headship.orgs.permissions import Permission, has_permission
from headship.practice import queries as practice

MOST_OF_A_KIND = 6
LONGEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing that was found."""

    name: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The things of one kind, at most ``MOST_OF_A_KIND`` of them."""

    title: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """What one member found with some words."""

    words: str
    kinds: tuple[Kind, ...]
    evidence_url: str


def search(member: Membership, words: str) -> SearchPage:
    """Look for what a member may see; no words find nothing."""
    words = words.strip()[:LONGEST]
    found = [
        Kind(title=title, found=tuple(islice(look(member, words), MOST_OF_A_KIND)))
        for title, look in _kinds(member)
        if words
    ]
    return SearchPage(
        words=words,
        kinds=tuple(kind for kind in found if kind.found),
        evidence_url=reverse("evidence:home"),
    )


Look = Callable[[Membership, str], Iterator[Found]]


def _kinds(member: Membership) -> Iterator[tuple[str, Look]]:
    if has_permission(member, Permission.PERSON_VIEW):
        yield _("People"), _people
    if has_permission(member, Permission.SCHOOL_VIEW):
        yield _("Schools"), _schools
    if has_permission(member, Permission.CYCLE_VIEW):
        yield _("360 cycles"), _cycles
    if has_permission(member, Permission.PRACTICE_MANAGE):
        yield _("My practices"), _practices
    yield _("Responsibilities"), _responsibilities


def _people(member: Membership, words: str) -> Iterator[Found]:
    people = orgs.find_people(member.organization, {"search": words})
    for it in people[:MOST_OF_A_KIND]:
        note = " · ".join([it.get_role_display(), *_names(it.schools.all())])
        yield Found(name=str(it), url=it.get_absolute_url(), note=note)


def _schools(member: Membership, words: str) -> Iterator[Found]:
    schools = orgs.find_schools(member.organization, {"search": words})
    for it in schools[:MOST_OF_A_KIND]:
        yield Found(name=it.name, url=it.get_absolute_url(), note=it.city)


def _cycles(member: Membership, words: str) -> Iterator[Found]:
    cycles = feedback.cycles(member.organization).filter(name__icontains=words)
    for it in cycles[:MOST_OF_A_KIND]:
        yield Found(
            name=it.name, url=it.get_absolute_url(), note=str(it.get_state_display())
        )


def _practices(member: Membership, words: str) -> Iterator[Found]:
    practices = practice.practices(member).filter(what__icontains=words)
    for it in practices[:MOST_OF_A_KIND]:
        yield Found(
            name=it.what,
            url=it.get_absolute_url(),
            note=name_of(it.responsibility),
        )


def _responsibilities(_member: Membership, words: str) -> Iterator[Found]:
    for it in load_responsibilities():
        names = (name_of(it), it.name, *it.also_known_as)
        if any(words.casefold() in name.casefold() for name in names):
            url = reverse(
                "responsibilities:responsibility_detail", kwargs={"slug": it.slug}
            )
            yield Found(name=name_of(it), url=url)


def _names(things: Iterable[Any]) -> list[str]:
    return [thing.name for thing in things]
