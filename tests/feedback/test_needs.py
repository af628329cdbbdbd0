"""Handing needs on: names of responsibilities, with consent, and nothing else."""

from django.urls import reverse

from headship.core.models import AuditEvent
from headship.feedback.reports.group import group_report
from headship.feedback.reports.needs import lowest
from tests.feedback import rounds

FIVE = [3, 4, 4, 5, 2]


def url(cycle):
    parts = {"org": "riverside", "ref": cycle.ref}
    return reverse("feedback:group_needs", kwargs=parts)


def closed(leader, count=3):
    return rounds.closed_round(leader, [{"teacher": FIVE}] * count)[0].cycle


def test_three_lowest_are_offered_and_the_choice_is_recorded(leader, sign_in):
    cycle = closed(leader)
    browser = sign_in(leader)

    offered = browser.get(url(cycle)).context["form"]["needs"].value()
    chosen = {"needs": ["focus", "input"], "consent": "on"}
    page = browser.post(url(cycle), chosen, follow=True)

    assert len(offered) == 3
    assert offered == lowest(group_report(cycle, None))
    assert page.redirect_chain[0][0].endswith("?need=focus&need=input")
    assert "<strong>Focus, Input</strong>" in page.content.decode()
    event = AuditEvent.objects.get(event="needs_handed_on")
    assert event.details == {"responsibilities": ["focus", "input"]}


def test_nothing_is_handed_on_without_consent(leader, sign_in):
    cycle = closed(leader)

    response = sign_in(leader).post(url(cycle), {"needs": ["focus"]})

    assert response.status_code == 200
    assert not AuditEvent.objects.filter(event="needs_handed_on").exists()


def test_too_small_a_group_hands_nothing_on(leader, sign_in):
    response = sign_in(leader).get(url(closed(leader, count=2)))

    assert response.status_code == 409
    assert "too few leaders" in response.content.decode()


def test_address_carries_known_names_only(leader, sign_in):
    cycle = closed(leader)

    page = sign_in(leader).get(url(cycle) + "?need=focus&need=%3Cb%3E")

    assert page.context["names"] == "Focus"
    assert page.context["query"] == "need=focus"
