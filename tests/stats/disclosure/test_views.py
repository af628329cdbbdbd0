import pytest

from headship.stats.disclosure import UnsafePair, unsafe_pairs, views_are_safe


def test_early_and_late_report_that_differ_by_one_rater_are_unsafe():
    views = {"May": range(8), "June": range(9)}

    assert unsafe_pairs(views) == (
        UnsafePair(first="May", second="June", n_only_first=0, n_only_second=1),
    )
    assert not views_are_safe(views)


def test_one_rater_swapped_for_another_is_unsafe():
    views = {"before": range(8), "after": range(1, 9)}

    assert unsafe_pairs(views)[0].n_only_first == 1
    assert not views_are_safe(views)


def test_identical_views_and_distant_views_are_safe():
    views = {"page": range(8), "export": range(8), "all": range(13)}

    assert unsafe_pairs(views) == ()
    assert views_are_safe(views)


def test_minimum_can_be_raised():
    views = {"school": range(10), "district": range(16)}

    assert unsafe_pairs(views) == ()
    assert len(unsafe_pairs(views, minimum=7)) == 1


def test_complement_of_several_views_is_found():
    views = {"all": range(23), "a": range(10), "b": range(10, 20)}

    assert unsafe_pairs(views) == ()
    assert not views_are_safe(views)


def test_overlap_of_two_subgroups_is_found_through_their_union():
    # women + new - (women or new) = new women: two people.
    women, new = set(range(12)), set(range(10, 24))
    views = {"women": women, "new": new, "either": women | new}

    assert unsafe_pairs(views) == ()
    assert not views_are_safe(views)


def test_view_of_too_few_is_unsafe_by_itself():
    assert not views_are_safe({"peers": range(4)})
    assert views_are_safe({"peers": range(5)})


def test_overlaps_too_many_to_prove_anything_are_unsafe():
    # Each person is in another set of views: 100 cells of one person.
    views = {
        f"view {bit}": [person for person in range(100) if person >> bit & 1 == 0]
        for bit in range(7)
    }
    views |= {f"half {i}": range(i, i + 50) for i in range(0, 50, 2)}

    assert not views_are_safe(views)


def test_no_views_and_empty_views_are_safe():
    assert views_are_safe({})
    assert views_are_safe({"nobody": []})


@pytest.mark.parametrize("check", [unsafe_pairs, views_are_safe])
def test_minimum_is_never_lowered(check):
    with pytest.raises(ValueError, match="minimum"):
        check({"a": range(9)}, minimum=4)
