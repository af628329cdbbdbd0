"""Pages of rates and scopes of work."""

from headship.orgs.permissions import Permission
from tests.guards.rows import Row
from tests.programs.scopes import asking

VIEW, MANAGE = Permission.PROGRAM_VIEW, Permission.PROGRAM_MANAGE
PRICES = {"currency": "USD", "people_per_facilitator": "30", "facilitator_day": "1000"}
DECIDED = {
    "by_name": "Jo Hill",
    "cohort_title": "Hillside",
    "starts_on": "2027-01-11",
    "ends_on": "2027-05-21",
}


def rated(get):
    asking.make_rates(get("leader"))
    return {}


def draft(get):
    return {**rated(get), "ref": asking.make_scope(get("leader")).ref}


def chosen(get):
    return {"ref": asking.make_chosen(get("leader")).ref}


def proposed(get):
    return {"ref": asking.make_proposed(get("leader")).ref}


def first(get):
    return {**draft(get), "number": 1}


def central(get):
    return {**chosen(get), "mode": "central"}


def more_scopes(get, count):
    for number in range(count):
        asking.make_scope(get("leader"), title=f"Scope {number}")


def _row(name, method, permission, **options):
    return Row(f"programs:{name}", method, permission, **options)


ROWS = [
    _row("rate_edit", "GET", MANAGE),
    _row("rate_edit", "POST", MANAGE, data=PRICES),
    _row("scope_list", "GET", VIEW, grow=more_scopes),
    _row("scope_list_csv", "GET", VIEW, grow=more_scopes),
    _row("scope_create", "GET", MANAGE, target=rated),
    _row("scope_create", "POST", MANAGE, target=rated, data=asking.FORM),
    _row("scope_detail", "GET", VIEW, target=draft),
    _row("scope_costs_csv", "GET", VIEW, target=draft),
    _row("scope_change", "GET", MANAGE, target=draft),
    _row("scope_change", "POST", MANAGE, target=draft, data=asking.FORM),
    _row("scope_choose", "POST", MANAGE, target=first),
    _row(
        "scope_session", "POST", MANAGE, target=chosen, data={"key": "year_one/focus/1"}
    ),
    _row("scope_mode", "POST", MANAGE, target=central),
    _row("scope_rates", "POST", MANAGE, target=draft),
    _row("scope_propose", "POST", MANAGE, target=chosen),
    _row("scope_take_back", "POST", MANAGE, target=proposed),
    _row("scope_accept", "GET", MANAGE, target=proposed),
    _row("scope_accept", "POST", MANAGE, target=proposed, data=DECIDED),
    _row("scope_decline", "GET", MANAGE, target=proposed),
    _row("scope_decline", "POST", MANAGE, target=proposed, data={"by_name": "Jo"}),
    _row("scope_proposal", "GET", VIEW, target=chosen),
    _row("scope_pdf", "GET", VIEW, target=chosen),
]
