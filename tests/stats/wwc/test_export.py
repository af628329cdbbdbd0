"""The whole export of August 2025: 13,023 findings."""

from collections import Counter

import numpy as np
import pytest
from validation.agreement import wwc as agreement
from validation.wwc.interventions import ratings

from headship.stats import wwc
from headship.stats.wwc.export import parse_numbers


@pytest.fixture(scope="module")
def export(shared):
    return agreement.columns(shared / agreement.EXPORT)


@pytest.fixture(scope="module")
def evaluation(export):
    return wwc.evaluate(wwc.read_findings(export))


def test_every_finding_has_figures_or_a_named_problem(evaluation):
    fine = evaluation.problem == wwc.Problem.NONE

    assert len(fine) == 13023
    for values in (evaluation.estimate, evaluation.se, evaluation.p_value):
        assert np.isfinite(values[fine]).all()
    assert np.isnan(evaluation.se[~fine]).all()
    assert fine.sum() == 10772
    assert ((evaluation.p_value[fine] >= 0) & (evaluation.p_value[fine] <= 1)).all()


def test_sizes_agree_where_the_review_used_what_the_export_carries(export, evaluation):
    published = parse_numbers(export["f_Effect_Size_WWC"])

    agree = np.abs(np.abs(evaluation.estimate) - np.abs(published)) < 1e-5

    # The others rest on adjusted means or changes that the export does not carry.
    assert agree.sum() >= 8045


def test_benjamini_hochberg_agrees_better_with_published_flags_up_to_4_1(export):
    p = parse_numbers(export["f_p_Value_WWC"])
    flags = np.array(export["f_Is_Statistically_Significant"])
    main = np.array(export["f_Is_Subgroup"]) == "False"
    editions = np.array(export["s_Standards_Version"])
    pairs = list(zip(export["ReviewID"], export["f_Outcome_Domain"], strict=True))
    known = np.isfinite(p) & (flags != "") & main

    for edition in ("1.0", "2.0", "2.1", "3.0", "4.0", "4.1"):
        rows = np.flatnonzero(known & (editions == edition))
        corrected = wwc.benjamini_hochberg(p[rows], groups=[pairs[i] for i in rows])
        published = flags[rows] == "True"
        agreement_rate = (corrected.is_significant == published).mean()
        assert agreement_rate > ((p[rows] < 0.05) == published).mean(), edition


def test_tiers_agree_with_the_published_ones_but_for_27(export):
    published = np.array(
        [int(text[-1]) if text else 0 for text in export["f_ESSA_Rating"]]
    )

    found = wwc.essa_tiers(
        wwc.read_ratings(export),
        is_significant_positive=np.array(export["f_Is_Statistically_Significant"])
        == "True",
        n=parse_numbers(export["f_Outcome_Sample_Size"]),
        is_multisite=np.array(export["s_Multisite"]) == "True",
        standards=export["s_Standards_Version"],
    )

    tiered = published > 0
    differing = tiered & (found != published)
    pairs = Counter(
        zip(published[differing].tolist(), found[differing].tolist(), strict=True)
    )
    assert tiered.sum() == 2097
    # Published as 1 or 2 with fewer than 350 people; published with no significance.
    assert pairs == {(1, 3): 12, (2, 3): 6, (3, 0): 6, (1, 0): 3}


def test_ratings_of_interventions_agree_with_nine_in_ten_published_ones(export):
    pairs = ratings(export)

    # The rest had more studies, sizes or judgment than the export carries.
    assert len(pairs) == 441
    assert sum(published == found for published, found in pairs) == 409


def test_export_without_a_column_is_refused():
    with pytest.raises(KeyError):
        wwc.read_findings({"s_Standards_Version": ["4.0"]})


def test_unknown_rating_does_not_meet_standards():
    found = wwc.read_ratings(
        {"f_Finding_Rating": ["", "odd"], "s_Study_Rating": ["", ""]}
    )

    assert found == ["does_not_meet", "does_not_meet"]
