"""Schools a visitor may compare with: those of the public directory, and their own.

``own_schools`` and ``own_school`` read across organizations: the library's pages belong
to none, and what is returned is filtered by the person's own memberships.
"""

import re
from collections import Counter
from functools import lru_cache

import numpy as np
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, IntegerField, Max, Q, QuerySet, Value, When
from django_scopes import scopes_disabled

from headship.accounts.models import User
from headship.evidence.models import PublicSchool
from headship.evidence.search.spelling import Speller
from headship.evidence.search.words import bare
from headship.orgs.models import Membership, School
from headship.orgs.permissions import ROLE_PERMISSIONS, Permission

MOST_WORDS = 8  # Of a search; no school's name needs more to be found.
WORD = re.compile(r"[a-z0-9]+")

Person = User | AnonymousUser


def find_schools(words: str, state: str = "") -> tuple[QuerySet[PublicSchool], str]:
    """Find schools by name, district, city or number.

    Where nothing has all the words, each word that no school has is read as the nearest
    one that some school has. The second value is what was searched for then, or empty.
    """
    schools = PublicSchool.objects.all()
    if state:
        schools = schools.filter(state=state)
    wanted = WORD.findall(bare(words))[:MOST_WORDS]
    found = _with_words(schools, wanted)
    if not wanted or found.exists():
        return found, ""
    meant = [_corrected(word) for word in wanted]
    if meant == wanted:
        return found, ""
    return _with_words(schools, meant), " ".join(meant)


def _with_words(
    schools: QuerySet[PublicSchool], words: list[str]
) -> QuerySet[PublicSchool]:
    """Return the schools that have every word, those named so first."""
    named = Q()
    for word in words:
        in_name = Q(folded_name__contains=word)
        schools = schools.filter(in_name | Q(folded_place__contains=word))
        named &= in_name
    if not words:
        return schools.order_by("name", "pk")
    rank = Case(
        When(named, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return schools.order_by(rank, "name", "pk")


def _corrected(word: str) -> str:
    """Return the word, or the nearest one if no school has it."""
    speller = _speller(directory_stamp())
    if any(word in known for known in speller.words):
        return word
    return speller.correct(word) or word


def directory_stamp() -> tuple[int, str]:
    """Return what is different after schools were added: their count and the newest."""
    newest = PublicSchool.objects.aggregate(pk=Max("pk"))["pk"]
    if newest is None:
        return 0, ""
    ref = PublicSchool.objects.filter(pk=newest).values_list("ref", flat=True)
    return PublicSchool.objects.count(), str(ref[0])


@lru_cache(maxsize=2)
def _speller(_stamp: tuple[int, str]) -> Speller:
    counts: Counter[str] = Counter()
    rows = PublicSchool.objects.values_list("folded_name", "folded_place")
    for row in rows.iterator(chunk_size=2000):
        counts.update(set(WORD.findall(" ".join(row))))
    words = sorted(counts)
    return Speller(words, np.array([counts[word] for word in words], dtype=np.int64))


def states() -> list[str]:
    """Return the states that have schools in the directory."""
    found = PublicSchool.objects.order_by("state").values_list("state", flat=True)
    return list(found.distinct())


def public_school(nces_id: str) -> PublicSchool | None:
    """Return one school of the directory, or None."""
    return PublicSchool.objects.filter(nces_id=nces_id).first()


def own_schools(person: Person) -> list[School]:
    """Return the active schools of the organizations a person may look at schools in."""
    if not person.is_authenticated:
        return []
    with scopes_disabled():
        return list(_reachable(person).order_by("organization__name", "name", "pk"))


def own_school(person: Person, ref: str) -> School | None:
    """Return one of the person's own schools; any other does not exist."""
    if not person.is_authenticated:
        return None
    with scopes_disabled():
        return _reachable(person).filter(ref=ref).first()


def _reachable(person: User) -> QuerySet[School]:
    roles = [role for role, may in ROLE_PERMISSIONS.items() if _looks(may)]
    memberships = Membership.objects.active().filter(user=person, role__in=roles)
    return School.objects.filter(
        organization__in=memberships.values("organization"), status=School.Status.ACTIVE
    ).select_related("context", "organization")


def _looks(permissions: frozenset[Permission]) -> bool:
    return Permission.SCHOOL_VIEW in permissions
