import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django_scopes import scopes_disabled

from headship.core.errors import PolicyError
from headship.orgs.models import Organization
from headship.programs import models  # "Testimonial" would be taken for a test.
from headship.programs.actions import testimonials as actions
from tests.factories import make_member
from tests.programs import learning

WORDS = "We stopped four of nine initiatives."
ASK = "/programs/ask/riverside/"


@pytest.fixture
def manager(riverside):
    riverside.kind = Organization.Kind.PROVIDER
    riverside.save(update_fields=["kind"])
    return make_member(riverside, "Manager", "manager")


@pytest.fixture
def place(riverside, hillside, manager):
    """Return the place of somebody of Hillside in a cohort of Riverside."""
    cohort = learning.make_cohort(riverside, districts=[hillside])
    return learning.enroll(cohort, make_member(hillside, "Pia", "leader"))


def offer(place):
    return actions.offer_testimonial(
        participant=place,
        text=WORDS,
        attribution="Principal, Hillside",
        consent_text="I agree.",
        by=place.member,
    )


@pytest.fixture
def published(place, manager):
    return actions.publish_testimonial(testimonial=offer(place), by=manager)


def address(place):
    return reverse(
        "programs:my_testimonial", kwargs={"org": "hillside", "ref": place.ref}
    )


def test_nothing_is_public_before_it_is_published(client, place):
    offer(place)

    assert WORDS not in client.get(ASK).content.decode()


def test_published_words_are_public_as_the_person_chose(client, published):
    page = client.get(ASK).content.decode()

    assert WORDS in page
    assert "Principal, Hillside" in page
    assert "Pia" not in page


def test_withdrawn_words_are_gone_at_once(client, published, place, sign_in):
    sign_in(place.member).post(f"{address(place)}withdraw/")

    published.refresh_from_db()
    assert WORDS not in client.get(ASK).content.decode()
    assert (published.state, published.text, published.attribution) == (
        "withdrawn",
        "",
        "",
    )
    assert published.consented_at < published.withdrawn_at


def test_provider_cannot_publish_what_was_withdrawn(published, place, manager):
    actions.withdraw_testimonial(testimonial=published, by=place.member)

    with pytest.raises(PolicyError, match="Only words on offer"):
        actions.publish_testimonial(testimonial=published, by=manager)
    with pytest.raises(PolicyError, match="withdrawn these words already"):
        actions.withdraw_testimonial(testimonial=published, by=place.member)


def test_provider_takes_words_down_and_up_again(client, published, manager):
    actions.unpublish_testimonial(testimonial=published, by=manager)
    assert WORDS not in client.get(ASK).content.decode()
    with pytest.raises(PolicyError, match="not public"):
        actions.unpublish_testimonial(testimonial=published, by=manager)

    actions.publish_testimonial(testimonial=published, by=manager)
    assert WORDS in client.get(ASK).content.decode()


def test_form_stores_nothing_without_consent(place, sign_in):
    form = {"text": WORDS, "shown_as": "2"}

    page = sign_in(place.member).post(address(place), form).content.decode()

    assert "Without your consent nothing is stored." in page
    with scopes_disabled():
        assert not models.Testimonial.objects.exists()


def test_form_stores_the_very_sentence_of_the_consent(place, sign_in, everywhere):
    form = {"text": WORDS, "shown_as": "2", "agrees": "on"}

    sign_in(place.member).post(address(place), form)

    found = models.Testimonial.objects.get()
    assert found.consent_text.startswith("I agree that Riverside publishes my words")
    assert found.attribution == "Principal"
    assert found.state == "offered"


def test_only_one_text_is_on_offer(place):
    offer(place)

    with pytest.raises(PolicyError, match="offered your words already"):
        offer(place)


def test_people_who_left_offer_nothing(place):
    place.state = "withdrawn"

    with pytest.raises(PolicyError, match="Only those who take part"):
        offer(place)


def test_nobody_else_withdraws_or_reads_the_offer(
    published, place, outsider, leader, sign_in
):
    theirs = address(place)

    assert sign_in(outsider).get(theirs).status_code == 404
    assert sign_in(outsider).post(f"{theirs}withdraw/").status_code == 404
    ours = theirs.replace("hillside", "riverside")
    assert sign_in(leader).post(f"{ours}withdraw/").status_code == 404


def test_database_keeps_no_words_of_what_was_withdrawn(published):
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Testimonial.objects.update(state="withdrawn")
