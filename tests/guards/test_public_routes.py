"""No page is public by accident; to add one, write it into ``pages/<app>.py``."""

from tests.guards.routes import MEMBER, all_routes, public_pages

# Pages that need signing in and belong to no organization.
PERSONAL = {
    "me/": "a person's own pages",
    "accounts/": "passwords and second factors",
    "evidence/curate/": "the library belongs to no organization; curators only",
}


def open_routes():
    return {
        route
        for route, _, view in all_routes()
        if not getattr(view, "login_required", True)
    }


def test_public_pages_are_those_listed():
    assert sorted(open_routes() - public_pages().keys()) == []


def test_no_listed_page_is_stale():
    assert sorted(public_pages().keys() - open_routes()) == []


def test_all_other_pages_belong_to_an_organization_or_a_person():
    others = [
        route
        for route, _, _ in all_routes()
        if route not in open_routes() and not route.startswith((MEMBER, *PERSONAL))
    ]

    assert others == []


def test_every_personal_prefix_is_used():
    used = {p for p in PERSONAL for route, _, _ in all_routes() if route.startswith(p)}

    assert used == PERSONAL.keys()


def test_every_public_page_has_a_reason():
    assert [route for route, reason in public_pages().items() if len(reason) < 10] == []
