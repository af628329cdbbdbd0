"""What the findings of each intervention in a list come to."""

from dataclasses import replace

import numpy as np

from headship.evidence.search.catalog import gather_catalog
from headship.evidence.search.questions import Answer, Question
from headship.evidence.search.sources import InterventionSource, RowSource, StudySource
from headship.evidence.search.tallies import BINS, count_bars, tally

INTERVENTIONS = [InterventionSource(pk=pk, name=f"Number {pk}") for pk in (1, 2, 3)]
STUDIES = [StudySource(pk=1), StudySource(pk=2)]


def row(pk, intervention, study, effect, direction, domain):
    values = {"effect": (direction,) if direction else (), "domain": (domain,)}
    is_sure = direction.endswith("sure")
    return RowSource(
        pk=pk,
        intervention=intervention,
        study=study,
        effect=effect,
        is_significant=is_sure,
        values=values,
    )


ROWS = [
    row(11, 1, 1, 0.5, "better-sure", "reading"),
    row(12, 1, 1, -2.0, "worse-chance", "math"),
    row(13, 1, 2, 0.0, "zero", "math"),
    row(14, 1, 2, None, "", "reading"),
    row(15, 1, 2, 0.5, "better-sure", "math"),
    row(21, 2, 2, -0.4, "worse-sure", "reading"),
    RowSource(pk=0, intervention=3, study=None),
]


def tallies(question, start=0, end=10):
    catalog = gather_catalog("v1", INTERVENTIONS, STUDIES, ROWS, {})
    return tally(catalog, Answer(catalog, question).groups(start, end))


def test_each_intervention_is_counted_by_itself():
    first, second, third = tallies(Question())

    assert (first.findings, first.studies) == (5, 2)
    assert first.directions == {
        "better-sure": 2,
        "worse-chance": 1,
        "zero": 1,
        "none": 1,
    }
    assert first.domains == ("math", "reading")
    assert (second.findings, second.studies) == (1, 1)
    assert second.directions == {"worse-sure": 1}
    assert third == replace(
        third, findings=0, studies=0, directions={}, domains=(), sure=[0] * BINS
    )


def test_bars_count_every_known_effect_once_far_ones_at_the_ends():
    first, _second, _third = tallies(Question())

    assert (sum(first.sure), sum(first.chance)) == (2, 2)
    assert first.chance[0] == 1
    assert first.chance[BINS // 2] == 1


def test_only_what_was_asked_for_is_counted():
    (first,) = tallies(Question(chosen={"effect": ("better-sure",)}))

    assert (first.findings, first.studies) == (2, 2)
    assert sum(first.chance) == 0


def test_without_a_group_there_is_nothing_to_count():
    assert tallies(Question(words="nothing of this")) == []


def test_an_unknown_effect_stands_in_no_bar():
    sure, chance = count_bars(
        np.array([np.nan, 1.0]), np.array([True, True]), np.array([0, 1]), 2
    )

    assert [sum(one) for one in sure] == [0, 1]
    assert [sum(one) for one in chance] == [0, 0]
