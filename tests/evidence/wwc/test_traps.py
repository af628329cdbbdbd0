"""Each oddity of the export: handled, and counted."""

import pytest

from headship.evidence.wwc import SENTENCES, Trap, read_export
from tests.evidence.wwc.exports import FINDING, write_csv

MEANS = {"f_Intervention_Mean": "10", "f_Comparison_Mean": "9"}
SPREADS = {
    "f_Intervention_Standard_Deviation": "2",
    "f_Comparison_Standard_Deviation": "2",
}
SCORES = MEANS | SPREADS
CLUSTERS = {"f_Intervention_Clusters_SS": "6", "f_Comparison_Clusters_SS": "6"}


def finding_with(tmp_path, changes, trap):
    export = read_export([write_csv(tmp_path, [FINDING | changes])])
    assert export.traps[trap] == 1
    return export.findings[1]


@pytest.mark.parametrize(
    ("trap", "changes", "expected"),
    [
        (
            Trap.PERCENT_SCALE,
            {"f_Intervention_Mean": "24", "f_Comparison_Mean": "40"},
            {"mean_treated": 0.24, "mean_control": 0.4, "is_percent": True},
        ),
        (
            Trap.CLUSTERS_EQUAL_N,
            {"f_Intervention_Clusters_SS": "62", "f_Comparison_Clusters_SS": "62"},
            {"clusters_treated": None, "is_clustered": False, "level": "individual"},
        ),
        (
            Trap.ICC_ONE,
            CLUSTERS | {"f_ICC": "1"},
            {"icc": 1.0, "is_clustered": False, "level": "cluster"},
        ),
        (
            Trap.NEGATIVE_SPREAD,
            SCORES | {"f_Comparison_Standard_Deviation": "-0.12"},
            {"sd_treated": 2.0, "sd_control": None, "outcome_type": "continuous"},
        ),
        (
            Trap.SIGN_AGAINST_INDEX,
            {"f_Improvement_Index": "-17"},
            {"wwc_effect_size": 0.450067538, "wwc_improvement_index": -17},
        ),
        (
            Trap.DIRECTION_CONTRADICTED,
            {"f_FavorableUnfavorableDesignation": "Unfavorable"},
            {"favorable": "unknown"},
        ),
        (
            Trap.NO_EFFECT_SIZE,
            {"f_Effect_Size_WWC": ""},
            {"wwc_effect_size": None},
        ),
        (Trap.NO_COMPARISON_PEOPLE, {"f_Outcome_Comparison_SS": "0"}, {"n_control": 0}),
    ],
)
def test_oddity_of_a_finding(tmp_path, trap, changes, expected):
    finding = finding_with(tmp_path, changes, trap)

    assert {name: finding[name] for name in expected} == expected


def test_people_in_clusters_are_told_from_people(tmp_path):
    changes = CLUSTERS | {"f_ICC": "0.2"}

    finding = read_export([write_csv(tmp_path, [FINDING | changes])]).findings[1]

    assert (finding["is_clustered"], finding["level"]) == (True, "cluster")


def test_outcome_is_not_known_without_spreads_where_means_are_no_shares(tmp_path):
    changes = {"f_Intervention_Mean": "-3", "f_Comparison_Mean": "450"}

    finding = read_export([write_csv(tmp_path, [FINDING | changes])]).findings[1]

    assert (finding["outcome_type"], finding["mean_control"]) == ("other", 450.0)


@pytest.mark.parametrize(
    ("trap", "changes", "expected"),
    [
        (
            Trap.RACE_UNKNOWN,
            {"s_Race_White": "", "s_Race_Other": "100"},
            {"frpl": 0.47},
        ),
        (
            Trap.SHARES_ABOVE_ONE,
            {"s_Race_White": "95", "s_Race_Other": "30"},
            {"frpl": 0.47},
        ),
        (
            Trap.ZERO_MEANS_BLANK,
            {"s_Gender_Female": "0", "s_Gender_Male": "0"},
            {"race": {"white": 0.9, "other": 0.1}, "frpl": 0.47},
        ),
        (
            Trap.ZERO_MEANS_BLANK,
            {"s_Demographics_Sample_FRPL": "0", "s_Demographics_Sample_ELL": "0"},
            {"race": {"white": 0.9, "other": 0.1}},
        ),
        (
            Trap.FLAG_ABOVE_ONE,
            {"s_Grade_K": "2.00"},
            {"race": {"white": 0.9, "other": 0.1}, "frpl": 0.47},
        ),
    ],
)
def test_oddity_of_a_sample(tmp_path, trap, changes, expected):
    export = read_export([write_csv(tmp_path, [FINDING | changes])])

    context = export.reviews[70]["context"]
    places = {"locale", "grades", "state", "multisite"}
    assert {name: it for name, it in context.items() if name not in places} == expected
    assert context["grades"] == ["K", "12"]
    assert export.traps[trap] == 1


def test_zero_beside_other_shares_is_zero(tmp_path):
    changes = {
        "s_Demographics_Sample_ELL": "0",
        "s_Gender_Female": "100",
        "s_Gender_Male": "0",
    }

    export = read_export([write_csv(tmp_path, [FINDING | changes])])

    context = export.reviews[70]["context"]
    assert (context["english_learners"], context["frpl"]) == (0.0, 0.47)
    assert context["gender"] == {"female": 1.0, "male": 0.0}


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        (("60", "", "40"), {"white": 0.6, "hispanic": 0.4}),
        (("60", "40", "30"), {"white": 0.6, "other": 0.4}),
    ],
)
def test_hispanic_is_a_race_only_where_it_makes_the_whole(tmp_path, shares, expected):
    names = ("s_Race_White", "s_Race_Other", "s_Ethnicity_Hispanic")
    changes = dict(zip(names, shares, strict=True))

    export = read_export([write_csv(tmp_path, [FINDING | changes])])

    assert export.reviews[70]["context"]["race"] == expected


@pytest.mark.parametrize(
    ("printed", "expected"), [("2004b", 2004), ("June 2009", 2009), ("in press", None)]
)
def test_year_is_found_in_text(tmp_path, printed, expected):
    changes = {"s_Publication_Date": printed}

    export = read_export([write_csv(tmp_path, [FINDING | changes])])

    assert export.studies[500]["year"] == expected
    assert export.traps[Trap.YEAR_WITH_TEXT] == 1


def test_newest_review_speaks_for_a_study_and_others_fill_its_gaps(tmp_path):
    older = FINDING | {
        "ReviewID": "60",
        "f_FindingID": "2",
        "s_Posting_Date": "",
        "s_Demographics_Sample_FRPL": "20.00",
        "s_Gender_Male": "48.00",
    }

    export = read_export([write_csv(tmp_path, [older, FINDING])])

    context = export.studies[500]["context"]
    assert (context["frpl"], context["gender"]) == (0.47, {"male": 0.48})
    assert export.reviews[60]["context"]["frpl"] == 0.2
    assert export.traps[Trap.REVIEWS_DIFFER] == 1


def test_design_is_read_in_any_capitals(tmp_path):
    changes = {"s_Study_Design": "Randomized controlled trial"}

    export = read_export([write_csv(tmp_path, [FINDING | changes])])

    assert export.reviews[70]["design"] == "rct"
    assert export.traps[Trap.DESIGN_SPELLING] == 1


def test_not_measured_is_no_verdict(tmp_path):
    changes = {"i_Effectiveness_Rating": "Not Measured"}

    export = read_export([write_csv(tmp_path, [FINDING | changes])])

    assert export.ratings == {}
    assert export.traps[Trap.NOT_A_VERDICT] == 1


def test_every_trap_says_what_was_done():
    assert set(SENTENCES) == set(Trap)
    assert all(sentence.endswith(".") for sentence in SENTENCES.values())
