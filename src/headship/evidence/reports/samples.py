"""Who and where was studied: shares by category, over one study or several."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from headship.evidence.contexts.dimensions import CATEGORY_WORDS, GRADES, Dimension
from headship.evidence.contexts.wordings import sizes_words
from headship.evidence.models import Study
from headship.evidence.reports.sample_figures import (
    draw_grades,
    draw_shares,
    draw_study_counts,
)

Words = str | Promise
Context = dict[str, Any]

RACES = (
    *("native_american", "asian", "black", "hispanic", "pacific_islander", "white"),
    *("two_or_more", "other"),
)
OTHER_WORDS: dict[str, Words] = {"other": _("Other or unknown")}
SHARES: tuple[tuple[str, Words], ...] = (
    ("frpl", _("Economically disadvantaged (free or reduced-price lunch)")),
    ("english_learners", _("English learners")),
    ("special_education", _("Students with disabilities")),
)
LOCALES = ("city", "suburb", "town", "rural")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One category: the share in each study that reports it."""

    label: Words
    shares: tuple[float, ...]

    @property
    def lowest(self) -> float | None:
        return min(self.shares, default=None)

    @property
    def highest(self) -> float | None:
        return max(self.shares, default=None)

    @property
    def middle(self) -> float | None:
        return median(self.shares) if self.shares else None

    @property
    def count(self) -> int:
        return len(self.shares)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One question about the sample with its drawing and its table.

    ``reporting`` of ``total`` studies say anything about it; none is *not reported*.
    """

    key: str
    title: Words
    question: Words
    rows: tuple[Row, ...]
    svg: SafeString
    reporting: int
    total: int
    is_counted: bool = False
    note: Words = ""

    @property
    def is_reported(self) -> bool:
        return self.reporting > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The charts of one study or several, and what is said of the place in words."""

    charts: tuple[Chart, ...]
    states: tuple[str, ...]
    regions: tuple[str, ...]
    school_types: tuple[str, ...]
    school_sizes: tuple[str, ...]
    study_count: int


def sample_of(studies: Sequence[Study]) -> Sample:
    """Gather who was studied; what no study reports is shown as not reported."""
    contexts = [study.context or {} for study in studies]
    return Sample(
        charts=(
            _race(contexts),
            _gender(contexts),
            _others(contexts),
            _locale(contexts),
            _grades(contexts),
        ),
        states=_named(contexts, "state"),
        regions=_named(contexts, "region"),
        school_types=_named(contexts, "school_type"),
        school_sizes=tuple(
            sizes_words(one["school_size"])
            for one in contexts
            if one.get("school_size") is not None
        ),
        study_count=len(contexts),
    )


def _race(contexts: list[Context]) -> Chart:
    return _share_chart(
        "race",
        _("Race and ethnicity"),
        _("What was the racial and ethnic breakdown of the sample?"),
        _rows(contexts, "race", RACES, Dimension.RACE),
        sum(_has_share(one.get("race")) for one in contexts),
        contexts,
        _("Ethnicity is often reported apart from race, so shares need not add up."),
    )


def _gender(contexts: list[Context]) -> Chart:
    return _share_chart(
        "gender",
        _("Gender"),
        _("What was the gender breakdown of the sample?"),
        _rows(contexts, "gender", ("female", "male"), Dimension.GENDER),
        sum(_has_share(one.get("gender")) for one in contexts),
        contexts,
    )


def _others(contexts: list[Context]) -> Chart:
    rows = tuple(
        Row(label=label, shares=_known(one.get(key) for one in contexts))
        for key, label in SHARES
    )
    reporting = sum(
        any(one.get(key) is not None for key, _label in SHARES) for one in contexts
    )
    return _share_chart(
        "others",
        _("Other characteristics"),
        _("Which other groups were in the sample?"),
        rows,
        reporting,
        contexts,
    )


def _locale(contexts: list[Context]) -> Chart:
    words = CATEGORY_WORDS[Dimension.LOCALE]
    counts = [(name, _naming(contexts, "locale", name)) for name in LOCALES]
    rows = [(words[name], count) for name, count in counts if count or name != "town"]
    reporting = sum(bool(one.get("locale")) for one in contexts)
    return _counted(
        "locale",
        _("Geographical setting"),
        _("In what setting was it studied?"),
        rows,
        draw_study_counts(_("Geographical setting"), rows, reporting),
        (reporting, len(contexts)),
    )


def _grades(contexts: list[Context]) -> Chart:
    words = CATEGORY_WORDS[Dimension.GRADES]
    rows = [(g, words[g], _naming(contexts, "grades", g)) for g in GRADES]
    reporting = sum(bool(one.get("grades")) for one in contexts)
    return _counted(
        "grades",
        _("Grades"),
        _("In which grades was it studied?"),
        [(label, count) for _grade, label, count in rows if count],
        draw_grades(_("Grades"), rows, reporting),
        (reporting, len(contexts)),
    )


def _share_chart(  # noqa: PLR0917 -- the parts of one chart, in its order
    key: str,
    title: Words,
    question: Words,
    rows: tuple[Row, ...],
    reporting: int,
    contexts: list[Context],
    note: Words = "",
) -> Chart:
    pairs = [(row.label, row.shares) for row in rows]
    return Chart(
        key=key,
        title=title,
        question=question,
        rows=rows,
        svg=draw_shares(title, pairs, is_single=len(contexts) == 1),
        reporting=reporting,
        total=len(contexts),
        note=note,
    )


def _counted(  # noqa: PLR0917 -- the parts of one chart, in its order
    key: str,
    title: Words,
    question: Words,
    rows: list[tuple[Words, int]],
    svg: SafeString,
    reporting: tuple[int, int],
) -> Chart:
    return Chart(
        key=key,
        title=title,
        question=question,
        rows=tuple(Row(label=label, shares=(1.0,) * count) for label, count in rows),
        svg=svg,
        reporting=reporting[0],
        total=reporting[1],
        is_counted=True,
    )


def _rows(
    contexts: list[Context], key: str, names: Iterable[str], dimension: Dimension
) -> tuple[Row, ...]:
    """Return a row for each category that some study reports, or all if none does."""
    words = CATEGORY_WORDS[dimension] | OTHER_WORDS
    rows = {
        name: _known((one.get(key) or {}).get(name) for one in contexts)
        for name in names
    }
    said = {name: shares for name, shares in rows.items() if shares}
    return tuple(Row(label=words[name], shares=shares) for name, shares in said.items())


def _known(values: Iterable[float | None]) -> tuple[float, ...]:
    return tuple(float(value) for value in values if value is not None)


def _has_share(shares: Context | None) -> bool:
    return any(value is not None for value in (shares or {}).values())


def _naming(contexts: list[Context], key: str, name: str) -> int:
    return sum(name in (one.get(key) or ()) for one in contexts)


def _named(contexts: list[Context], key: str) -> tuple[str, ...]:
    return tuple(sorted({name for one in contexts for name in one.get(key) or ()}))
