"""Sign-ins without a password exist in the demonstration, and nowhere else."""

import pytest
from django.contrib.auth import get_user
from django.core.exceptions import ImproperlyConfigured
from django.urls import NoReverseMatch, include, path, reverse

from headship import env
from headship import urls as product
from headship.accounts import demo
from headship.accounts import urls as accounts_urls

LOCAL = ["localhost", "127.0.0.1", "[::1]"]
urlpatterns: list = []  # Filled by ``demonstration``.


@pytest.fixture
def demonstration(settings, monkeypatch, teacher):
    """Serve the product as it is with DEMO=1, the teacher being the only persona."""
    settings.DEMO = True
    pages = (accounts_urls.demo_pages(), "accounts")
    urlpatterns[:] = [path("", include(pages, "demo")), *product.urlpatterns]
    settings.ROOT_URLCONF = __name__
    persona = demo.Persona(
        user_ref=teacher.user.ref, name="Teacher Doe", words="answers questionnaires"
    )
    monkeypatch.setattr(demo, "_sources", [lambda: [persona]])


def test_persona_signs_in_with_one_button(demonstration, client, teacher):
    response = client.post("/accounts/demo/", {"persona": teacher.user.ref})

    assert response.status_code == 302
    assert get_user(client) == teacher.user


def test_persona_must_be_offered(demonstration, client, leader):
    response = client.post("/accounts/demo/", {"persona": leader.user.ref})

    assert response.status_code == 404
    assert not get_user(client).is_authenticated


def test_page_does_not_exist_outside_the_demonstration(client, teacher):
    response = client.post("/accounts/demo/", {"persona": teacher.user.ref})

    assert response.status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("accounts:demo_sign_in")


def test_page_refuses_even_if_it_were_served(demonstration, client, teacher, settings):
    settings.DEMO = False

    response = client.post("/accounts/demo/", {"persona": teacher.user.ref})

    assert response.status_code == 404
    assert not get_user(client).is_authenticated


def test_sign_in_page_offers_nobody_outside_the_demonstration(client, teacher):
    assert "Teacher Doe" not in client.get("/accounts/login/").text


def test_demonstration_starts_on_this_machine():
    env.check_demo(demo=True, debug=True, hosts=LOCAL)


def test_demonstration_refuses_to_start_without_debug():
    with pytest.raises(ImproperlyConfigured, match="needs DEBUG=1"):
        env.check_demo(demo=True, debug=False, hosts=LOCAL)


def test_demonstration_refuses_a_public_host():
    with pytest.raises(ImproperlyConfigured, match=r"names demo\.example\.org"):
        env.check_demo(demo=True, debug=True, hosts=[*LOCAL, "demo.example.org"])


def test_public_host_is_fine_without_the_demonstration():
    env.check_demo(demo=False, debug=False, hosts=["headship.example.org"])
