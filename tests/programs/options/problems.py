"""Problems to search, small enough to compare with trying everything."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from headship.programs.options.problem import (
    Candidate,
    Mode,
    Problem,
    Rates,
    Term,
)

KEYS = ("focus", "culture", "input", "order", "optimizer")
FALL = Term(name="Fall", first=date(2026, 9, 7), last=date(2026, 12, 11), days=4)
SPRING = Term(name="Spring", first=date(2027, 1, 11), last=date(2027, 5, 14), days=4)
RATES = Rates(
    facilitator_day=200_000,
    co_facilitator_day=120_000,
    preparation_day=50_000,
    trip=80_000,
    travel_day=25_000,
    participant_travel_day=6_000,
    venue_day=90_000,
    online_day=10_000,
    materials_person=4_500,
    coaching_hour=15_000,
)


def session(key, days=1, weeks=0, **minutes):
    """Return a session that works so many minutes on each responsibility."""
    return Candidate(
        key=key,
        title=key.title(),
        days=days,
        minutes=minutes,
        weeks_after_previous=weeks,
    )


YEAR = (
    session("overview", days=1, focus=40, culture=40, input=40),
    session("change", days=2, weeks=4, optimizer=120, culture=60),
    session("focus", days=1, weeks=4, focus=120),
    session("community", days=2, weeks=4, culture=90, input=90),
    session("routines", days=1, order=60),
)
PROBLEM = Problem(
    needs={"focus": 3, "culture": 2, "input": 1},
    candidates=YEAR,
    terms=(FALL, SPRING),
    rates=RATES,
    group=24,
    budget=3_000_000,
)


def ask(**changes):
    """Return the problem above with some things different."""
    return replace(PROBLEM, **changes)


MUST = ("s0", "s1", "a", "b")  # Two sessions by key, two units.
minutes = st.dictionaries(st.sampled_from(KEYS), st.integers(10, 120), max_size=3)
sessions = st.builds(
    lambda days, weeks, taught: (days, weeks, taught),
    st.integers(1, 3),
    st.integers(0, 5),
    minutes,
)


@st.composite
def problems(draw, most=6):
    """Draw a problem with up to so many sessions."""
    drawn = draw(st.lists(sessions, min_size=1, max_size=most))
    units = sorted(draw(st.sampled_from(["", "a", "b", "c"])) for _ in drawn)
    return Problem(
        needs=draw(
            st.dictionaries(st.sampled_from(KEYS), st.integers(1, 3), min_size=1)
        ),
        candidates=tuple(
            replace(session(f"s{number}", days, weeks, **taught), unit=unit)
            for number, ((days, weeks, taught), unit) in enumerate(
                zip(drawn, units, strict=True)
            )
        ),
        terms=(
            replace(FALL, days=draw(st.integers(0, 4))),
            replace(SPRING, days=draw(st.integers(0, 5))),
        ),
        rates=RATES,
        group=draw(st.integers(1, 70)),
        districts=draw(st.integers(1, 3)),
        modes=tuple(
            draw(st.lists(st.sampled_from(Mode), min_size=1, max_size=2, unique=True))
        ),
        budget=draw(st.none() | st.integers(100_000, 6_000_000)),
        avoid=frozenset(draw(st.lists(st.dates(FALL.first, SPRING.last), max_size=4))),
        coaching_hours=draw(st.integers(0, 1)),
        least_percent=draw(st.sampled_from([0, 20, 50, 80, 100])),
        must=frozenset(draw(st.lists(st.sampled_from(MUST), max_size=2))),
    )
