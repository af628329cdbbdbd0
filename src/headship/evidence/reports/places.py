"""What is known of the place a visitor compares with, and the ways to choose one."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from headship.core.components.numbers import share
from headship.evidence.contexts.dimensions import YES, Dimension, Distribution
from headship.evidence.contexts.places import Place, of_own
from headship.evidence.queries.schools import Person, own_schools

Words = str | Promise
MOST_NAMED = 3  # Categories told of one dimension in a line.


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSchool:
    """One school of a visitor's organization, to choose."""

    place: Place
    organization: str
    known: int
    total: int


def facts_of(place: Place) -> list[tuple[Words, str]]:
    """Return each dimension with what is known of the place, empty if nothing is."""
    return [(one.words, _told(one, place.context.get(one))) for one in Dimension]


def own_places(person: Person) -> list[OwnSchool]:
    """Return the schools a person may choose as theirs."""
    found = []
    for school in own_schools(person):
        place = of_own(school)
        found.append(
            OwnSchool(
                place=place,
                organization=school.organization.name,
                known=len(place.context.distributions),
                total=len(Dimension),
            )
        )
    return found


def _told(dimension: Dimension, found: Distribution | None) -> str:
    if found is None:
        return ""
    known = found.known
    if dimension is Dimension.GRADES:
        return _range(dimension, list(known))
    if YES in known:
        return str(share(known[YES]))
    if len(known) == 1 and not found.unknown:
        return str(dimension.category(next(iter(known))))
    largest = sorted(known.items(), key=lambda pair: -pair[1])[:MOST_NAMED]
    return ", ".join(
        f"{dimension.category(name)} {share(one)}" for name, one in largest
    )


def _range(dimension: Dimension, grades: list[str]) -> str:
    first, last = dimension.category(grades[0]), dimension.category(grades[-1])
    if first == last:
        return str(first)
    return _("%(first)s to %(last)s") % {"first": first, "last": last}
