import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.stats.disclosure import MINIMUM_GROUP, Reason, suppress_groups

NAMED = {"self": 1, "supervisor": 1}


def cells(decision):
    return [(cell.members, cell.n) for cell in decision.cells]


def test_large_groups_are_shown_alone_in_the_callers_order():
    decision = suppress_groups({"teachers": 9, "peers": 5}, order=["peers"])

    assert cells(decision) == [(("peers",), 5), (("teachers",), 9)]
    assert decision.suppressed == ()
    assert decision.total_is_safe
    assert decision.anonymous_total_is_safe


def test_small_group_merges_with_the_next_smallest_not_the_largest():
    decision = suppress_groups({"teachers": 30, "peers": 4, "parents": 8})

    assert cells(decision) == [(("teachers",), 30), (("peers", "parents"), 12)]
    assert decision.cell_of("peers").is_merged
    assert not decision.cell_of("teachers").is_merged


def test_small_groups_keep_merging_until_the_cell_is_large_enough():
    decision = suppress_groups({"teachers": 30, "a": 1, "b": 1, "c": 2, "d": 2})

    assert cells(decision) == [(("teachers",), 30), (("a", "b", "c", "d"), 6)]


def test_named_groups_never_merge_with_anonymous_ones():
    decision = suppress_groups(
        {"self": 1, "supervisor": 1, "teachers": 3}, minimum=NAMED
    )

    assert cells(decision) == [(("self",), 1), (("supervisor",), 1)]
    assert decision.reason_for("teachers") is Reason.TOO_FEW
    assert decision.cell_of("teachers") is None
    assert decision.reason_for("self") is None
    # The total less the two named answers would be the three teachers.
    assert not decision.total_is_safe
    assert not decision.anonymous_total_is_safe
    assert [cell.is_named for cell in decision.cells] == [True, True]


def test_merged_cell_obeys_the_larger_minimum_of_its_members():
    counts = {"teachers": 6, "peers": 3, "parents": 4}

    decision = suppress_groups(counts, minimum={"peers": 10})

    assert cells(decision) == [(("teachers", "peers", "parents"), 13)]


def test_group_without_answers_is_named_as_such_and_not_merged():
    decision = suppress_groups({"teachers": 8, "peers": 0})

    assert cells(decision) == [(("teachers",), 8)]
    assert decision.reason_for("peers") is Reason.NO_ANSWERS
    assert decision.total_is_safe


def test_without_merging_the_total_takes_a_second_group_with_it():
    counts = {"teachers": 30, "peers": 3, "parents": 8}

    decision = suppress_groups(counts, merge=False)

    assert cells(decision) == [(("teachers",), 30)]
    assert decision.reason_for("peers") is Reason.TOO_FEW
    assert decision.reason_for("parents") is Reason.COMPLEMENTARY
    assert decision.total_is_safe


def test_without_merging_or_total_only_the_small_group_is_suppressed():
    counts = {"teachers": 30, "peers": 3}

    decision = suppress_groups(counts, merge=False, publish_total=False)

    assert cells(decision) == [(("teachers",), 30)]
    assert not decision.total_is_safe


def test_without_merging_nothing_is_left_if_all_together_are_too_few():
    decision = suppress_groups({"a": 2, "b": 2}, merge=False)

    assert decision.cells == ()
    assert not decision.total_is_safe


def test_nobody_answered_shows_nothing():
    decision = suppress_groups({"teachers": 0})

    assert decision.cells == ()
    assert not decision.total_is_safe
    assert not decision.anonymous_total_is_safe


@pytest.mark.parametrize(
    ("minimum", "word"),
    [
        (4, "minimum"),
        (1, "minimum"),
        ({"teachers": 4}, "teachers"),
        ({"teachers": 0}, "teachers"),
        ({"teachers": 2}, "got 2"),
        ({"nobody": 5}, "nobody"),
    ],
)
def test_minimum_is_never_lowered(minimum, word):
    with pytest.raises(ValueError, match=word):
        suppress_groups({"teachers": 9}, minimum=minimum)


def test_minimum_may_be_raised():
    decision = suppress_groups({"teachers": 9}, minimum=10)

    assert decision.reason_for("teachers") is Reason.TOO_FEW


@pytest.mark.parametrize("count", [-1, 2.5, float("nan")])
def test_broken_counts_are_refused(count):
    with pytest.raises(ValueError, match="teachers"):
        suppress_groups({"teachers": count})


@pytest.mark.parametrize("order", [["nobody"], ["teachers", "teachers"]])
def test_broken_order_is_refused(order):
    with pytest.raises(ValueError, match="order"):
        suppress_groups({"teachers": 9}, order=order)


@settings(deadline=None, max_examples=50)
@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 9), max_size=6),
    st.integers(MINIMUM_GROUP, 8),
    st.booleans(),
)
def test_every_published_or_subtractable_figure_has_enough_people(
    counts, minimum, merge
):
    decision = suppress_groups(counts, minimum=minimum, merge=merge)

    shown = [group for cell in decision.cells for group in cell.members]
    hidden = [item.group for item in decision.suppressed]
    rest = sum(counts.values()) - sum(cell.n for cell in decision.cells)
    assert sorted(shown + hidden) == sorted(counts)
    assert all(cell.n >= minimum for cell in decision.cells)
    assert all(c.n == sum(counts[g] for g in c.members) for c in decision.cells)
    if decision.total_is_safe:
        assert rest == 0 or rest >= minimum
