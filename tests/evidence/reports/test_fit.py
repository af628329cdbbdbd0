import pytest

from headship.evidence.contexts import Figures, of_figures, of_public, read_figures
from headship.evidence.reports.fit import fit_page, fit_table
from headship.evidence.reports.fit_list import (
    FitChoice,
    fit_list_table,
    fit_rows,
)
from headship.evidence.reports.places import facts_of
from tests.evidence.places import make_public_school
from tests.evidence.records import make_finding, make_intervention, make_study

pytestmark = pytest.mark.django_db

KNOWN = {
    "locale": ["rural"],
    "grades": ["K", "1", "2", "3", "4", "5"],
    "frpl": 0.6,
    "race": {"white": 0.7, "hispanic": 0.3},
    "gender": {"female": 0.5, "male": 0.5},
    "english_learners": 0.0,
    "special_education": 0.12,
}


@pytest.fixture
def place():
    return of_public(make_public_school())


def studied(name, *contexts, rating="without_reservations", **finding):
    intervention = make_intervention(name)
    for number, context in enumerate(contexts):
        study = make_study(f"{name} study {number}", rating=rating, context=context)
        make_finding(intervention, study, **finding)
    return intervention


def test_page_tells_fit_with_coverage_and_who_was_missing(place):
    page = fit_page(studied("Lead Well", KNOWN, wwc_effect_size=0.1), place)

    assert page.sentences == (
        "There is one study of Lead Well, and it meets standards.",
        (
            "7 of 8 characteristics can be compared, 88\u00a0% of the whole. On those the "
            "fit is 0.99: very much alike."
        ),
        (
            "So what was found is a fair guide for a place like Cottonwood School, as far "
            "as these characteristics go. For those of whom the study had none, listed "
            "below, it shows nothing."
        ),
        (
            "Fit says where something was studied, not that it works. There is 1 main "
            "finding that meets standards. Better than the comparison beyond chance: 0; "
            "worse: 0; no difference beyond chance: 0; not reported: 1."
        ),
    )
    assert page.warnings == (
        "English learners: 10\u00a0% of your students. The study had none.",
    )
    assert [one.key for one in page.dimensions] == [
        *("locale", "grades", "frpl", "race", "gender"),
        *("english_learners", "special_education", "size"),
    ]
    assert page.dimensions[7].title == "School size: the study does not report it"


def test_a_dimension_without_anyone_like_here_decides_the_sentence(place):
    page = fit_page(studied("Lead Well", {**KNOWN, "locale": ["city"]}), place)

    assert page.dimensions[0].title == "Locale: the study had none like yours"
    assert page.warnings[0] == "Rural: the study had no such school."
    assert page.sentences[2] == (
        "So this evidence does not show what happens at a place like Cottonwood School: "
        "the study had nobody like those there in Locale."
    )


def test_little_knowledge_is_no_fit(place):
    page = fit_page(studied("Lead Well", {"locale": ["rural"]}), place)

    assert page.level == "Too little known"
    assert page.sentences[1] == (
        "1 of 8 characteristics can be compared, 13\u00a0% of the whole; that is too "
        "little to judge by. On those the fit is 1.00."
    )
    assert page.sentences[2].startswith(
        "So whether this carries over to a place like Cottonwood School is open"
    )


def test_the_nearest_study_that_meets_standards_is_shown_and_each_can_be(place):
    far = {"locale": ["city"], "frpl": 0.1}
    intervention = studied("Lead Well", far, KNOWN)
    poor = make_study("Poor", rating="does_not_meet", context=KNOWN)
    make_finding(intervention, poor)

    page = fit_page(intervention, place)
    chosen = fit_page(intervention, place, str(poor.ref))

    assert [str(row.study) for row in page.studies] == [
        "Lead Well study 1",
        "Lead Well study 0",
        "Poor",
    ]
    assert [row.without for row in page.studies] == ["", "Locale", ""]
    assert str(page.shown) == "Lead Well study 1"
    assert chosen.shown == poor
    assert page.sentences[0] == (
        "2 of 3 studies of Lead Well meet standards. The one most like your place is "
        "compared here."
    )


def test_an_intervention_without_a_study_has_no_page(place):
    assert fit_page(make_intervention(), place) is None


def test_every_study_and_dimension_is_in_the_table(place):
    header, rows = fit_table(studied("Lead Well", KNOWN, {"frpl": 0.6}), place)

    assert len(rows) == 2 * 9
    assert {len(row) for row in rows} == {len(header)}
    english = dict(zip(header, rows[5], strict=True))
    assert english["dimension"] == "english_learners"
    assert english["none_in_study"] == "yes"


def test_figures_are_drawn_for_both_sides_with_unknown_marked(place):
    page = fit_page(studied("Lead Well", {"race": {"white": 0.4}}), place)

    race = next(one for one in page.dimensions if one.key == "race")
    assert [(str(row.label), row.place, row.study) for row in race.rows] == [
        ("Hispanic or Latino", 0.3, None),
        ("White", 0.7, 0.4),
    ]
    assert race.svg.count("not reported") == 2  # Once in each width.
    assert "60\u00a0%" in race.svg
    assert [str(note) for note in race.notes] == [
        (
            "The study does not say how many were Hispanic or Latino; they may be counted "
            "under any race."
        )
    ]


def test_the_list_puts_first_what_is_telling_then_what_is_certain(place):
    good = {"wwc_effect_size": 0.3, "wwc_is_significant": True}
    studied("Alike", KNOWN, **good)
    studied("Elsewhere", {**KNOWN, "locale": ["city"]}, **good)
    half = ("locale", "grades", "frpl", "special_education")
    studied("Half known", {name: KNOWN[name] for name in half}, **good)
    studied("Hardly known", {"locale": ["rural"]}, **good)
    studied("No difference", KNOWN, wwc_effect_size=0.3, wwc_is_significant=False)

    rows = fit_rows(place, FitChoice())
    every = fit_rows(place, FitChoice(evidence="any", sort="name"))

    assert [(row.record.name, row.without) for row in rows] == [
        ("Alike", ""),
        ("Half known", ""),
        ("Elsewhere", "Locale"),
        ("Hardly known", ""),
    ]
    assert rows[2].fit.overall.lower > rows[1].fit.overall.lower
    assert [row.record.name for row in every] == [
        *("Alike", "Elsewhere", "Half known", "Hardly known", "No difference"),
    ]
    assert [row.record.name for row in fit_rows(place, FitChoice(words="LIKE"))] == [
        "Alike"
    ]


def test_the_list_can_put_evidence_first(place):
    good = {"wwc_effect_size": 0.3, "wwc_is_significant": True}
    studied("Alike", KNOWN, essa_tier=3, **good)
    studied("Proven", {"frpl": 0.1}, essa_tier=1, **good)

    rows = fit_rows(place, FitChoice(sort="evidence"))
    header, cells = fit_list_table(rows)

    assert [row.record.name for row in rows] == ["Proven", "Alike"]
    assert {len(row) for row in cells} == {len(header)}


def test_the_sentence_follows_the_band_and_names_typed_figures():
    typed = of_figures(read_figures("loc-rural~lo-K~hi-5~ed-60~sp-12~el-10"))
    half = {**KNOWN, "english_learners": 0.1, "frpl": 0.02, "special_education": 0.9}
    half |= {"locale": ["rural", "city"], "grades": ["5"]}

    alike = fit_page(studied("Alike", {**KNOWN, "english_learners": 0.1}), typed)
    partly = fit_page(studied("Partly", half), typed)

    assert alike.sentences[2] == (
        "So what was found is a fair guide for a place like the one you described, as "
        "far as these characteristics go."
    )
    assert partly.sentences[2].startswith("So what was found may or may not carry over")


def test_what_is_not_known_of_a_place_is_empty():
    facts = facts_of(
        of_figures(Figures(locale="town", lowest_grade="9", highest_grade="12"))
    )

    assert [words for _name, words in facts] == [
        *("Town", "Grade 9 to Grade 12", "", "", "", "", "", ""),
    ]
