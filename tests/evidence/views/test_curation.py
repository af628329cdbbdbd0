"""Pages of curators, and what everyone else sees of them."""

import csv
import io

import pytest
from django.urls import reverse

from headship.accounts.models import User
from headship.core.audit import System
from headship.evidence.actions.curation import appoint_curator
from headship.evidence.actions.records import ship_evidence
from headship.evidence.models import Change, Finding, Intervention, Study
from tests.conftest import OutsideClient
from tests.evidence.places import make_public_school
from tests.evidence.records import make_finding, make_intervention, make_study

pytestmark = pytest.mark.django_db

KINDS = ("intervention", "study", "finding", "rating")


@pytest.fixture
def curators():
    """Return two curators' browsers."""
    users = [User.objects.create_user(f"{name}@example.org") for name in ("ada", "ben")]
    browsers = []
    for user in users:
        appoint_curator(user=user, by=System())
        browser = OutsideClient()
        browser.force_login(user)
        browsers.append(browser)
    return browsers


def pages(change):
    """Return the address of every page of curators."""
    record = Intervention.objects.first()
    return [
        *(reverse(f"evidence:{name}") for name in ("change_list", "change_list_csv")),
        *(reverse(f"evidence:{name}") for name in ("record_list", "record_list_csv")),
        *(reverse("evidence:record_create", args=[kind]) for kind in KINDS),
        reverse("evidence:record_change", args=["intervention", record.ref]),
        reverse("evidence:change_detail", args=[change.ref]),
        reverse("evidence:change_edit", args=[change.ref]),
    ]


def propose(browser, record, **changes):
    """Fill in the form as it stands, but for some fields."""
    kind = type(record).__name__.lower()
    url = reverse("evidence:record_change", args=[kind, record.ref])
    form = browser.get(url).context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, dict):
            parts = bound.field.widget.decompress(value)
            names = bound.field.names
            data |= {
                f"{bound.name}_{name}": part
                for name, part in zip(names, parts, strict=True)
                if part is not None
            }
        elif value not in (None, "", False):
            prepared = bound.field.prepare_value(value)
            data[bound.name] = prepared
    return browser.post(url, data | {"reason": "Page 3."} | changes)


def test_pages_do_not_exist_for_others_and_ask_nobody_to_sign_in(
    curators, leader, sign_in, client, everywhere
):
    record = make_intervention(cost="Free")
    propose(curators[0], record, cost="$12")
    change = Change.objects.get()
    stranger = sign_in(leader)

    for url in pages(change):
        assert curators[1].get(url, follow=True).status_code == 200, url
        assert stranger.get(url).status_code == 404, url
        assert client.get(url).status_code == 302, url
    for name in ("submit", "withdraw", "publish", "decline"):
        url = reverse(f"evidence:change_{name}", args=[change.ref])
        assert stranger.post(url).status_code == 404, url
        assert client.post(url).status_code == 302, url
    assert Change.objects.get().state == "draft"


def test_dismissed_curator_is_a_stranger(curators):
    user = User.objects.get(email="ada@example.org")
    user.curator.dismissed_at = user.curator.appointed_at
    user.curator.save()

    assert curators[0].get(reverse("evidence:change_list")).status_code == 404


def test_a_change_goes_from_form_to_library_in_twos(
    curators, client, django_capture_on_commit_callbacks
):
    ada, ben = curators
    record = make_intervention(cost="Free", grades=["K", "1"])

    response = propose(ada, record, cost="$12 a person", grades="K\n1\n2")

    change = Change.objects.get()
    assert response.url == change.get_absolute_url()
    rows = ada.get(response.url).context["page"].differences
    assert [(row.label, row.before, row.after) for row in rows] == [
        ("Grades", "K, 1", "K, 1, 2"),
        ("Cost", "Free", "$12 a person"),
    ]
    ada.post(reverse("evidence:change_submit", args=[change.ref]))
    page = ben.get(change.get_absolute_url())
    assert page.context["page"].can_review
    with django_capture_on_commit_callbacks(execute=True):
        ben.post(reverse("evidence:change_publish", args=[change.ref]))
    record.refresh_from_db()
    assert (record.cost, record.grades) == ("$12 a person", ["K", "1", "2"])
    past = reverse("evidence:record_history", args=["intervention", record.ref])
    text = client.get(past).content.decode()
    assert "Free" in text
    assert "Page 3." in text
    assert "ada@example.org" not in text


def test_own_proposal_offers_no_decision_and_refuses_one(curators):
    ada, _ben = curators
    record = make_intervention(cost="Free")
    propose(ada, record, cost="$12")
    change = Change.objects.get()
    ada.post(reverse("evidence:change_submit", args=[change.ref]))

    page = ada.get(change.get_absolute_url())
    refused = ada.post(reverse("evidence:change_publish", args=[change.ref]))

    assert not page.context["page"].can_review
    assert refused.status_code == 409
    assert "Another curator has to look at it" in refused.content.decode()


def test_declined_with_a_note(curators):
    ada, ben = curators
    propose(ada, make_intervention(), cost="$12")
    change = Change.objects.get()
    ada.post(reverse("evidence:change_submit", args=[change.ref]))
    url = reverse("evidence:change_decline", args=[change.ref])

    assert ben.post(url, {"note_text": ""}).status_code == 409
    ben.post(url, {"note_text": "The report says $14."})

    assert "The report says $14." in ada.get(change.get_absolute_url()).content.decode()


def test_sample_keeps_what_has_no_input_and_tells_blank_from_zero(curators):
    study = make_study(
        context={"race": {"white": 0.9}, "frpl": 0.47, "school_type": ["public"]}
    )

    propose(
        curators[0],
        study,
        context_frpl="",
        context_english_learners="0",
        context_grades="k, 12",
    )

    change = Change.objects.get()
    rows = curators[0].get(change.get_absolute_url()).context["page"].differences
    assert [row.after for row in rows] == [
        "English learners: 0 %\nGrades: K, 12\nRace: White 90 %\nKinds of schools: public"
    ]
    assert change.payload["context"] == {
        "race": {"white": 0.9},
        "school_type": ["public"],
        "english_learners": 0.0,
        "grades": ["K", "12"],
    }


def test_school_sizes_of_a_study_are_entered_and_then_compared(
    curators, client, django_capture_on_commit_callbacks
):
    ada, ben = curators
    study = make_study(context={"frpl": 0.5})
    make_finding(make_intervention("Lead Well"), study)
    place = make_public_school(enrollment=180)
    fit = (
        f"{reverse('evidence:intervention_fit', args=['lead-well'])}?at={place.nces_id}"
    )
    before = client.get(fit)

    propose(ada, study, context_fewest="120", context_most="1250")
    change = Change.objects.get()
    ada.post(reverse("evidence:change_submit", args=[change.ref]))
    shown = ben.get(change.get_absolute_url()).text
    with django_capture_on_commit_callbacks(execute=True):
        ben.post(reverse("evidence:change_publish", args=[change.ref]))
    after = client.get(fit)

    assert "School size: the study does not report it" in before.text
    assert "The clearinghouse publishes no school size of any study." in before.text
    assert "Students of a school: 120 to 1,250" in shown
    assert change.payload["context"]["school_size"] == {"fewest": 120, "most": 1250}
    assert "120 to 1,250" in client.get(study.get_absolute_url()).text
    assert "School size: the study does not" not in after.text
    known = [len(it.context["page"].fit.known) for it in (before, after)]
    covered = [it.context["page"].fit.overall.coverage for it in (before, after)]
    assert known == [1, 2]
    assert covered == pytest.approx([1 / 8, 2 / 8])


def test_size_of_one_school_fills_both_fields(curators):
    study = make_study(context={"school_size": 340})

    propose(curators[0], study, title="Another")

    assert Change.objects.get().payload["context"] == {"school_size": 340}


def test_smallest_school_is_not_larger_than_the_largest(curators):
    sizes = {"context_fewest": "500", "context_most": "300"}

    response = propose(curators[0], make_study(), **sizes)

    assert "The smallest school has more students than the largest." in response.text


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("context_fewest", "300", "both the smallest and the largest school"),
        ("context_most", "300", "both the smallest and the largest school"),
        ("context_fewest", "0", "greater than or equal to 1"),
        ("context_race_white", "120", "less than or equal to 100"),
        ("context_race_black", "20", "The percentages by race add up to more than 100"),
        ("context_locale", "moon", "“moon” is not one of city, suburb, rural."),
        ("citation", "", "This field is required."),
        ("reason", "", "This field is required."),
    ],
)
def test_form_says_what_is_wrong(curators, field, value, message):
    study = make_study(context={"race": {"white": 0.9}})

    response = propose(curators[0], study, **{field: value})

    assert response.status_code == 200
    assert message in response.content.decode()
    assert not Change.objects.exists()


def test_what_the_clearinghouse_published_has_no_field(curators):
    finding = make_finding(make_intervention(), origin="wwc", number=17)
    url = reverse("evidence:record_change", args=["finding", finding.ref])

    fields = set(curators[0].get(url).context["form"].fields)

    assert "n_treated" in fields
    assert not fields & {"wwc_effect_size", "wwc_rating", "essa_tier", "study"}


def test_a_share_above_one_is_refused(curators):
    finding = make_finding(make_intervention(), outcome_type="dichotomous")

    response = propose(curators[0], finding, mean_treated="24")

    assert "Write a share from 0 to 1." in response.content.decode()


def test_new_study_and_rating_begin_empty(curators):
    ada, _ben = curators
    url = reverse("evidence:record_create", args=["study"])

    ada.post(url, {"citation": "Doe (2020).", "design": "rct", "reason": "New."})

    change = Change.objects.get()
    assert (change.target, change.label) == (None, "Doe (2020).")
    assert change.payload["year"] is None
    rows = ada.get(change.get_absolute_url()).context["page"].differences
    assert [row.label for row in rows] == ["Citation", "Design"]
    assert not Study.objects.exists()
    rating = reverse("evidence:record_create", args=["rating"])
    wrong = {"findings": "12", "whose": "Us", "reason": "New."}
    assert "There is no finding 12." in ada.post(rating, wrong).content.decode()
    assert ada.get("/evidence/curate/new/nonsense/").status_code == 404


def test_records_are_found_by_kind_and_words(curators):
    ship_evidence()
    url = reverse("evidence:record_list")

    found = curators[0].get(url, {"of": "finding", "q": "climate"}).context["page"]

    assert [it.number for it in found] == [900000002, 900000003]
    by_number = curators[0].get(url, {"of": "finding", "q": "26896"}).context["page"]
    assert [it.number for it in by_number] == [26896]
    table = curators[0].get(reverse("evidence:record_list_csv"), {"q": "mcrel"})
    rows = list(csv.reader(io.StringIO(table.getvalue().decode("utf-8-sig"))))
    assert [row[1] for row in rows] == ["Record", "McREL Balanced Leadership"]


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_number_of_questions(
    curators, count, django_assert_num_queries
):
    for number in range(count):
        record = make_intervention(f"Program {number}")
        make_finding(record)
        propose(curators[0], record, cost="$12")
    with django_assert_num_queries(6):
        curators[1].get(reverse("evidence:change_list"))
    with django_assert_num_queries(5):
        curators[1].get(reverse("evidence:record_list"), {"of": "finding"})


def test_history_of_an_unpublished_program_does_not_exist(client):
    record = make_intervention(state="draft")
    finding = make_finding(record)

    for kind, one in (("intervention", record), ("finding", finding)):
        url = reverse("evidence:record_history", args=[kind, one.ref])
        assert client.get(url).status_code == 404


def test_history_of_a_record_that_never_changed(client):
    study = make_study()

    page = client.get(reverse("evidence:record_history", args=["study", study.ref]))

    assert "This record has not changed" in page.content.decode()
    assert Finding.objects.count() == 0
    wrong = client.get(reverse("evidence:record_history", args=["load", study.ref]))
    assert wrong.status_code == 404
