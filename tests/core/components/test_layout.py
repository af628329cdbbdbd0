import pytest
from tests.core.components.pages import parse

from headship.core.suppression import Suppressed


def test_card_keeps_the_markup_inside_and_escapes_values(render):
    written = render(
        "{% card title=title %}<em>{{ name }}</em>{% endcard %}",
        title="A & B",
        name="<Ada>",
    )

    assert "<em>&lt;Ada&gt;</em>" in written
    assert '<h2 class="card-title">A &amp; B</h2>' in written


def test_card_title_takes_the_level_of_its_place(render):
    assert "<h3" in render('{% card title="x" level=3 %}{% endcard %}')


@pytest.mark.parametrize(
    ("kind", "role"),
    [("info", None), ("success", "status"), ("warn", "status"), ("danger", "alert")],
)
def test_notice_is_announced_as_urgently_as_it_is(render, kind, role):
    page = parse(render("{% notice kind=kind %}x{% endnotice %}", kind=kind))

    assert page.first("div").get("role") == role


def test_table_has_a_caption_a_scroll_region_and_csv(render):
    page = parse(
        render(
            '{% table caption="Leaders" csv="/x.csv" %}<tbody></tbody>{% endtable %}'
        )
    )

    region = next(tag for tag in page.all if tag.get("role") == "region")
    assert region.get("tabindex") == "0"
    assert page.text(f"#{region.get('aria-labelledby')}") == "Leaders"
    assert page.first("a").get("href") == "/x.csv"
    assert page.text("a") == "CSV: Leaders"


def test_figure_says_its_finding_and_hides_the_table_behind_one_click(render):
    page = parse(
        render('{% figure title="They agree" svg="s" %}<p>rows</p>{% endfigure %}')
    )

    assert page.text("figcaption") == "They agree"
    assert page.text("details") == "Show the numbers as a table rows"


def test_figure_without_a_table_has_nothing_to_open(render):
    written = render('{% figure title="They agree" svg="s" %} {% endfigure %}')

    assert "<details" not in written


def test_figure_escapes_a_drawing_that_is_not_marked_safe(render):
    written = render('{% figure title="x" svg=svg %}{% endfigure %}', svg="<svg>")

    assert "&lt;svg&gt;" in written


def test_empty_state_offers_the_first_step(render):
    page = parse(
        render(
            '{% empty_state title="No cycle" url="/new/" action="Plan one" %}'
            "Why{% endempty_state %}"
        )
    )

    assert page.text("h2") == "No cycle"
    assert (page.first("a").get("href"), page.text("a")) == ("/new/", "Plan one")


def test_empty_state_can_stand_in_a_loop_that_is_not_empty(render):
    written = render(
        "{% for one in things %}{% empty_state title=one %}t{% endempty_state %}"
        "{% empty %}none{% endfor %}",
        things=["first"],
    )

    assert "first" in written
    assert "none" not in written


def test_facts_show_what_is_unknown_and_what_is_withheld(render):
    page = parse(
        render(
            "{% facts pairs %}",
            pairs=[("Pupils", 12), ("Grades", None), ("Mean", Suppressed())],
        )
    )

    assert [tag.text for tag in page.tags("dd")] == [
        "12",
        "unknown",
        "not shown: fewer than 5 answers",
    ]


def test_progress_is_a_bar_and_words(render):
    page = parse(render('{% progress 1200 6600 "Answered" %}'))

    bar = page.first("progress")
    assert (bar.get("value"), bar.get("max")) == ("1200", "6600")
    assert bar.get("aria-label") == "Answered"
    assert page.text(".progress-words") == "1,200 of 6,600"
