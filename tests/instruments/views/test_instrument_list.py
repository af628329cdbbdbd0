import pytest

from headship.instruments import actions


def test_list_shows_own_and_shipped_versions(
    published, leadership_360, coach, sign_in, address
):
    page = sign_in(coach).get(address("instrument_list")).content.decode()

    assert page.count('<th scope="row">') == 5
    assert f"/o/riverside/instruments/{leadership_360.ref}/" in page
    assert f"/o/riverside/instruments/{published.ref}/" in page
    assert "Import a questionnaire" not in page


@pytest.fixture
def of_hillside(small, outsider):
    text = small.replace('"Pulse"', '"Hillside pulse"')
    return actions.import_instrument(text=text, filename="h.toml", by=outsider)


def test_list_does_not_show_what_hillside_has(draft, of_hillside, browser, address):
    page = browser.get(address("instrument_list")).content.decode()

    assert "Pulse" in page
    assert "Hillside pulse" not in page


def test_empty_list_says_how_to_begin(address, browser):
    page = browser.get(address("instrument_list")).content.decode()

    assert "No questionnaire yet" in page
    assert address("instrument_import") in page


@pytest.fixture(params=[1, 3])
def some(request, small, leader):
    for number in range(request.param):
        text = small.replace('"pulse"', f'"pulse_{number}"')
        actions.import_instrument(text=text, filename="p.toml", by=leader)


def test_list_costs_the_same_for_1_and_3_instruments(
    some, browser, address, django_assert_num_queries
):
    with django_assert_num_queries(5):  # Session, user, member, instruments, versions.
        browser.get(address("instrument_list"))


def test_list_as_csv_has_a_row_per_version(published, leader, address, noon, browser):
    actions.create_draft_version(version=published, by=leader)

    rows = browser.get(address("instrument_list_csv")).getvalue().decode()

    lines = rows.lstrip("\ufeff").splitlines()
    assert lines[0] == "name,key,version,state,published,languages"
    assert lines[1] == 'Pulse,pulse,2,Draft,,"English, Spanish"'
    assert lines[2].startswith("Pulse,pulse,1,Published,20")
