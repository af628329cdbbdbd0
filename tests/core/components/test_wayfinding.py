from django.core.paginator import Paginator
from tests.core.components.pages import parse

from headship.core.components.wayfinding import Tab


def test_breadcrumbs_end_where_one_is(render):
    page = parse(render('{% breadcrumbs "People" "/p/" "Ada" %}'))

    assert [(a.get("href"), a.text) for a in page.tags("a")] == [("/p/", "People")]
    assert [li.text for li in page.tags("li") if li.has("aria-current")] == ["Ada"]


def test_tabs_mark_the_current_part(render):
    tabs = [Tab(label="A", url="/a/"), Tab(label="B", url="/b/", is_current=True)]

    page = parse(render('{% tabs tabs "Parts" %}', tabs=tabs))

    assert [a.text for a in page.tags("a") if a.has("aria-current")] == ["B"]


def test_stepper_marks_done_and_current_steps(render):
    page = parse(render("{% stepper steps 2 %}", steps=["A", "B", "C"]))

    assert [li.get("class") for li in page.tags("li")] == [
        "stepper-done",
        "stepper-current",
        "stepper-ahead",
    ]
    assert [li.text for li in page.tags("li") if li.has("aria-current")] == ["2 B"]


def test_pagination_keeps_search_and_sort(render, rf):
    page = Paginator(range(50), 10).page(2)

    parsed = parse(
        render("{% pagination page %}", page=page, request=rf.get("/?q=a%26b&page=2"))
    )

    hrefs = [a.get("href") for a in parsed.tags("a")]
    assert hrefs == [f"?q=a%26b&page={number}" for number in (1, 3, 4, 5)]


def test_pagination_with_a_target_replaces_that_part(render, rf):
    page = Paginator(range(50), 10).page(1)

    parsed = parse(
        render('{% pagination page target="rows" %}', page=page, request=rf.get("/"))
    )

    assert {a.get("hx-target") for a in parsed.tags("a")} == {"#rows"}


def test_single_page_needs_no_pagination(render, rf):
    page = Paginator(range(5), 10).page(1)

    written = render("{% pagination page %}", page=page, request=rf.get("/"))

    assert written.strip() == ""


def test_language_switch_comes_back_to_the_same_page(render, rf):
    page = parse(render("{% language_switch %}", request=rf.get("/r/3/?x=1")))

    fields = {tag.get("name"): tag.get("value") for tag in page.tags("input")}
    assert fields["next"] == "/r/3/?x=1"
    assert [b.get("lang") for b in page.tags("button")] == ["en", "es"]
