"""What holds for all figures, whoever draws them."""

import re
from xml.etree import ElementTree

import pytest
from django.utils.safestring import SafeString
from tests.core.charts.samples import DRAWINGS, EVIL

from headship.core.charts.ink import PRINT

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=DRAWINGS)
def drawing(request):
    return DRAWINGS[request.param]()


@pytest.fixture
def pictures(drawing):
    """Return each drawing of the figure as a tree; malformed text would raise."""
    return list(ElementTree.fromstring(f"<all>{drawing}</all>"))  # noqa: S314 -- ours


def test_figure_is_safe_to_print_into_a_page(drawing):
    assert isinstance(drawing, SafeString)


def test_every_text_is_escaped(drawing):
    assert "<script" not in drawing
    assert EVIL not in drawing


def test_figure_needs_no_inline_style_or_script(drawing):
    assert not re.search(r"\sstyle=|<style|\son\w+=", drawing)


def test_figure_is_an_image_with_a_name(pictures):
    for picture in pictures:
        first = picture[0]
        assert picture.get("role") == "img"
        assert first.tag == f"{SVG}title"
        assert first.text == EVIL
        assert first.get("id") in picture.get("aria-labelledby").split()


def test_names_within_a_page_are_unique(pictures):
    ids = [tag.get("id") for one in pictures for tag in one.iter() if tag.get("id")]

    assert len(ids) == len(set(ids))


def test_paper_has_one_drawing_only(pictures):
    shown = [picture for picture in pictures if picture.get("display") != "none"]

    assert len(shown) == 1


def test_every_shape_has_its_ink_on_paper_and_its_class_on_a_page(pictures):
    for picture in pictures:
        for tag in picture.iter():
            for kind in ("fill", "stroke"):
                ink = tag.get(kind)
                if ink and ink != "none":
                    names = [name for name, value in PRINT.items() if value == ink]
                    wanted = {f"{kind}-{name}" for name in names}
                    assert wanted & set(tag.get("class").split())


def test_nothing_is_drawn_outside_the_paper(pictures):
    for picture in pictures:
        _, _, width, height = map(float, picture.get("viewBox").split())
        for tag in picture.iter():
            for name, limit in (("x", width), ("cx", width), ("y", height)):
                if tag.get(name) is not None:
                    assert -1 <= float(tag.get(name)) <= limit + 1
