"""All 21 on one public page, with the table behind the figure."""

import csv
import html

import pytest

from headship.frameworks.responsibilities import load_responsibilities

EVERY = load_responsibilities()
LIST = "/responsibilities/"


def test_list_shows_every_responsibility_with_its_definition_and_link(open_page):
    response, text = open_page(LIST)

    assert response.status_code == 200
    for one in EVERY:
        assert one.definition in text
        assert f'href="/responsibilities/{one.slug}/"' in response.content.decode()


def test_list_says_plainly_what_the_figure_does_not_say(open_page):
    _response, text = open_page(LIST)

    assert "These are correlations." in text
    assert "Do not rank the responsibilities by r." in text
    assert "Most leadership was rated by teachers." in text
    assert "The intervals overlap" in text
    assert "r = .14" in text


def test_list_draws_one_row_for_each_responsibility(client):
    page = client.get(LIST).content.decode()

    drawing = page[page.index("<svg", page.index('class="figure-drawing"')) :]
    drawing = drawing[: drawing.index("</svg>")]
    assert [one.short_name in html.unescape(drawing) for one in EVERY] == [True] * 21


@pytest.mark.django_db
def test_list_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(LIST)


def test_list_refuses_post(client):
    response = client.post(LIST)

    assert response.status_code == 405


def test_csv_holds_the_numbers_of_all_21(client):
    response = client.get("/responsibilities/evidence.csv")

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["responsibility"] for row in rows] == [one.name for one in EVERY]
    assert rows[-1] == {
        "responsibility": "Visibility",
        "headship_component": "community",
        "r_2005": "0.2",
        "interval_lower": "0.11",
        "interval_upper": "0.28",
        "studies": "13",
        "schools": "477",
        "source_2005": "Marzano, Waters & McNulty (2005)",
        "certainty_2005": "confident",
        "r_2003": "0.16",
        "source_2003": "Waters, Marzano & McNulty (2003)",
        "certainty_2003": "confident",
        "first_order_rank": "",
        "second_order_role": "none",
        "second_order_rank": "",
    }


def test_members_may_read_it_too(leader, sign_in):
    response = sign_in(leader).get(LIST)

    assert response.status_code == 200
