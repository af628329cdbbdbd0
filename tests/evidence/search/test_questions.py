"""What a catalog answers."""

import pytest

from headship.evidence.search.catalog import (
    gather_catalog,
    read_catalog,
    write_catalog,
)
from headship.evidence.search.questions import Answer, Question, Sort
from headship.evidence.search.sources import (
    ClaimSource,
    InterventionSource,
    RowSource,
    StudySource,
)


def row(pk, intervention, study=1, effect=None, text="", **fields):
    return RowSource(
        pk=pk,
        intervention=intervention,
        study=study,
        effect=effect,
        fields=((text, 3.0),),
        values={"tier": fields.pop("tier", ())},
        **fields,
    )


def intervention(pk, name):
    return InterventionSource(pk=pk, name=name, fields=((name, 10.0),))


INTERVENTIONS = [
    intervention(1, "Alpha Reading"),
    intervention(2, "Beta Math"),
    intervention(3, "Gamma"),
]
STUDIES = [
    StudySource(pk=1, year=2010, standing=1, values={"grade": ("1", "2")}),
    StudySource(pk=2, year=2020, standing=2, values={"grade": ("2",)}),
]
ROWS = [
    row(11, 1, 1, 0.5, "letter sounds", tier=("1",), se=0.3),
    row(12, 1, 2, -0.1, "reading speed", se=0.1),
    row(21, 2, 1, 0.9, "fractions", tier=("1",), se=0.2),
    row(22, 2, 1, None, "attendance in reading"),
    RowSource(pk=0, intervention=3, study=None),
]

CLAIMS = [
    ClaimSource(key="one", kind="overall", statement="S1", fields=(("Alpha", 1.0),)),
    ClaimSource(
        key="two", kind="district", statement="S2", fields=(("Alpha board", 5.0),)
    ),
]


@pytest.fixture(scope="module", params=["built", "read"])
def catalog(request):
    labels = {"tier": {"1": "One"}}
    built = gather_catalog("v1", INTERVENTIONS, STUDIES, ROWS, labels, claims=CLAIMS)
    return built if request.param == "built" else read_catalog(write_catalog(built))


@pytest.fixture
def ask(catalog):
    def answer(words="", sort=None, **chosen):
        return Answer(catalog, Question(words=words, chosen=chosen, sort=sort))

    return answer


def findings(answer):
    return answer.catalog.columns.finding[answer.finding_order()].tolist()


def interventions(answer):
    return [group.pk for group in answer.groups(0, 10)]


def test_nothing_asked_finds_everything(ask):
    answer = ask()

    assert sorted(findings(answer)) == [11, 12, 21, 22]
    assert (answer.intervention_count, answer.study_count) == (3, 2)


def test_a_file_holds_the_whole_catalog(catalog):
    assert (catalog.version, catalog.labels) == ("v1", {"tier": {"1": "One"}})
    assert catalog.names == ("alpha reading", "beta math", "gamma")


def test_all_words_must_be_there_wherever_they_stand(ask):
    assert findings(ask("alpha speed")) == [12]


def test_the_beginning_of_a_word_finds_it(ask):
    assert findings(ask("frac")) == [21]


def test_a_name_comes_before_a_mention(ask):
    assert interventions(ask("reading")) == [1, 2]


def test_a_slip_is_corrected_and_said(ask):
    answer = ask("fractoins")

    assert findings(answer) == [21]
    assert answer.reading.corrected == (("fractoin", "fraction"),)


def test_words_that_never_meet_find_what_has_most_of_them(ask):
    answer = ask("fractions letter")

    assert sorted(findings(answer)) == [11, 21]
    assert answer.reading.is_loose


def test_an_unknown_word_is_named_and_the_others_still_find(ask):
    answer = ask("qqqqqq fractions")

    assert findings(answer) == [21]
    assert answer.reading.unknown == ("qqqqqq",)


def test_only_unknown_words_find_nothing(ask):
    assert findings(ask("qqqqqq")) == []


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("alpha", ["two", "one"]),  # What says most comes first.
        ("alpha boards", ["two"]),
        ("alpha baord", ["two"]),  # A slip.
        ("alpha fractions", []),  # Some of the words are not enough.
        ("qqqqqq alpha", []),
        ("", []),
    ],
)
def test_claims_are_found_by_all_words(ask, words, keys):
    assert [claim.key for claim in ask(words).claims] == keys


def test_claims_have_nothing_to_filter_by(ask):
    assert ask("alpha", grade=("1",)).claims == []


def test_words_of_claims_alone_find_no_row_and_are_known(ask):
    answer = ask("board")

    assert (findings(answer), answer.reading.unknown) == ([], ())
    assert answer.claims[0] == ("two", "district", "S2")


def test_values_of_one_facet_widen_and_facets_narrow(ask):
    assert sorted(findings(ask(grade=("1", "2")))) == [11, 12, 21, 22]
    assert sorted(findings(ask(grade=("1",), tier=("1",)))) == [11, 21]


def test_an_unknown_value_finds_nothing(ask):
    assert findings(ask(tier=("7",))) == []


def test_counts_of_interventions_count_each_once(ask):
    assert ask().counts("grade", of_rows=False) == {"1": 2, "2": 2, "none": 1}


def test_counts_of_rows_count_findings_and_what_is_not_reported(ask):
    assert ask().counts("tier", of_rows=True) == {"1": 2, "none": 3}


def test_a_facet_counts_as_if_it_were_not_chosen_itself(ask):
    answer = ask(grade=("1",), tier=("1",))

    assert answer.counts("tier", of_rows=True) == {"1": 2, "none": 1}
    assert answer.counts("grade", of_rows=True) == {"1": 2, "2": 2, "none": 0}


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.EFFECT, [21, 11, 12, 22]),
        (Sort.HARM, [12, 11, 21, 22]),
        (Sort.CERTAINTY, [12, 21, 11, 22]),
        (Sort.YEAR, [12, 11, 21, 22]),
        (Sort.NAME, [11, 12, 21, 22]),
    ],
)
def test_findings_are_sorted_with_the_unknown_last(ask, sort, order):
    assert findings(ask(sort=sort)) == order


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.EFFECT, [2, 1, 3]),  # Medians: 0.9 and 0.2; the third has none.
        (Sort.HARM, [1, 2, 3]),
        (Sort.CERTAINTY, [1, 2, 3]),  # By studies that meet standards.
        (Sort.YEAR, [1, 2, 3]),
        (Sort.NAME, [1, 2, 3]),
        (Sort.RELEVANCE, [1, 2, 3]),  # Without words there is none: as certainty.
    ],
)
def test_interventions_are_sorted_by_what_is_typical_of_them(ask, sort, order):
    assert interventions(ask(sort=sort)) == order


def test_an_empty_catalog_answers():
    answer = Answer(gather_catalog("", [], [], [], {}), Question(words="reading"))

    assert (answer.intervention_count, answer.groups(0, 5)) == (0, [])
    assert findings(answer) == []


def catalog_of(interventions, rows):
    return gather_catalog("v", interventions, [StudySource(pk=1)], rows, {})


def test_one_lucky_finding_does_not_lead_by_effect():
    rows = [
        row(1, 1, effect=0.1),
        row(2, 1, effect=1.4),
        row(3, 1, effect=0.2),
        row(4, 2, effect=0.3),
    ]
    catalog = catalog_of([intervention(1, "Lucky"), intervention(2, "Steady")], rows)

    assert interventions(Answer(catalog, Question(sort=Sort.EFFECT))) == [2, 1]
    assert interventions(Answer(catalog, Question(sort=Sort.HARM))) == [1, 2]


def test_a_name_with_the_words_in_their_order_comes_first():
    named = [
        intervention(1, "Alpha Together Reading"),
        intervention(2, "Reading Together"),
    ]
    catalog = catalog_of(named, [row(1, 1), row(2, 2)])

    answer = Answer(catalog, Question(words="reading together"))
    assert interventions(answer) == [2, 1]


def test_a_rare_word_says_more_than_a_common_one():
    texts = ["common", "common", "common", "rare"]
    rows = [row(pk, 1, text=text) for pk, text in enumerate(texts, start=1)]
    catalog = catalog_of([intervention(1, "Any")], rows)

    answer = Answer(catalog, Question(words="common rare"))
    assert findings(answer)[0] == 4


def test_findings_on_what_was_asked_for_come_before_others_of_the_same_study():
    one = InterventionSource(pk=1, name="Stay", fields=(("Stay", 10.0),))
    about = (("Coaching and the retention of principals", 5.0),)
    rows = [
        row(1, 1, 1, 0.1, "grade point average"),
        row(2, 1, 1, 0.1, "retention at the school"),
        row(3, 1, 1, 0.1, "credits"),
    ]
    catalog = gather_catalog("v1", [one], [StudySource(pk=1, fields=about)], rows, {})

    answer = Answer(catalog, Question(words="retention"))

    assert findings(answer) == [2, 1, 3]
