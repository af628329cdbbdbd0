"""What is kept until something is published."""

from headship.evidence.queries.shelves import Shelf


def test_things_are_kept_for_one_version():
    shelf = Shelf(most=5)
    shelf.of("one")["a"] = 1

    assert shelf.of("one") == {"a": 1}
    assert shelf.of("two") == {}
    assert shelf.of("one") == {}


def test_a_full_shelf_is_begun_anew():
    shelf = Shelf(most=1)
    shelf.of("one").update(a=1, b=2)

    assert shelf.of("one") == {}
