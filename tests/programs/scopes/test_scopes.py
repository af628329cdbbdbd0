from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from headship.core.errors import PolicyError
from headship.core.models import AuditEvent
from headship.programs.actions import programs as design
from headship.programs.actions import scopes as actions
from headship.programs.models import Cohort, Program, Scope
from headship.programs.options.problem import Mode
from headship.programs.queries import scopes as queries
from headship.programs.queries.candidates import sources, variants_of
from headship.programs.reports import scopes as reports
from tests.programs.options.problems import RATES
from tests.programs.scopes import asking


def url(name, **parts):
    return reverse(f"programs:{name}", kwargs={"org": "riverside", **parts})


def events():
    return list(AuditEvent.objects.order_by("pk").values_list("event", flat=True))


def test_scope_keeps_its_options_and_what_they_come_from(leader):
    scope = asking.make_scope(leader)

    problem = queries.problem_of(scope)
    assert problem == asking.make_problem()
    assert 2 <= len(scope.found["options"]) <= 3
    assert events() == ["scope_created"]


def test_nothing_is_costed_without_rates(leader):
    with pytest.raises(PolicyError, match="Set your rates first"):
        asking.make_scope(leader, rates=replace(RATES, facilitator_day=0))


def test_new_rates_leave_a_scope_as_it_is_until_asked(leader):
    asking.make_rates(leader)
    scope = asking.make_chosen(leader)
    before = queries.choice_of(scope).cost
    dearer = replace(RATES, facilitator_day=RATES.facilitator_day + 10_000)
    actions.save_rates(rates=dearer, currency="USD", by=leader)

    same = queries.choice_of(Scope.objects.get()).cost
    actions.use_current_rates(scope=scope, by=leader)

    assert same == before
    assert queries.choice_of(scope).cost > before


def test_scope_without_an_option_says_why_and_what_would_fit(leader):
    scope = asking.make_scope(leader, budget=100_000)

    page = reports.scope_page(scope)

    assert page.options == ()
    assert page.because == "What stands in the way: the budget."
    assert page.nearest[0].startswith("Raise the budget to $")
    wanted = [it for it in page.nearest if "percent" in it or "%" in it]
    assert all("be content with" in it for it in wanted)


def test_sessions_are_put_in_and_taken_out(leader):
    scope = asking.make_chosen(leader)
    before = queries.choice_of(scope)
    key = before.keys[0]

    actions.switch_session(scope=scope, key=key, by=leader)
    without = queries.choice_of(scope)
    actions.switch_session(scope=scope, key=key, by=leader)

    assert key not in without.keys
    assert without.cost < before.cost
    assert queries.choice_of(scope).keys == before.keys


def test_longer_session_takes_the_shorter_ones_place(leader):
    scope = asking.make_scope(leader)
    for key in ("year_one/focus/1", "year_one/focus/2"):
        actions.switch_session(scope=scope, key=key, by=leader)

    assert queries.choice_of(scope).keys == ("year_one/focus/2",)


def test_edited_option_says_which_limits_it_breaks(leader):
    scope = asking.make_scope(leader, budget=1_500_000)
    for unit in ("overview", "change", "focus"):
        actions.switch_session(scope=scope, key=f"year_one/{unit}/2", by=leader)

    page = reports.scope_page(scope)

    over = page.chosen.option.cost - 1_500_000
    assert page.chosen.problems == (
        f"It is ${over // 100:,} over the budget.",
        "Its sessions find no place in the free days, in this order.",
    )


def test_people_can_meet_in_another_way(leader):
    scope = asking.make_chosen(leader)

    actions.switch_mode(scope=scope, mode=Mode.CENTRAL, by=leader)

    assert queries.choice_of(scope).mode is Mode.CENTRAL


def test_unknown_choices_are_refused(leader):
    scope = asking.make_scope(leader)

    with pytest.raises(PolicyError, match="no longer offered"):
        actions.choose_option(scope=scope, number=9, by=leader)
    with pytest.raises(PolicyError, match="cannot be chosen"):
        actions.switch_session(scope=scope, key="year_nine/x/1", by=leader)


def test_empty_scope_is_not_proposed(leader):
    with pytest.raises(PolicyError, match="at least one session"):
        actions.propose_scope(scope=asking.make_scope(leader), by=leader)


def test_proposed_figures_are_fixed(leader):
    scope = asking.make_proposed(leader)
    text = actions.ScopeText(title="Other", client="Other")

    with pytest.raises(PolicyError, match="figures are fixed"):
        actions.choose_option(scope=scope, number=1, by=leader)
    with pytest.raises(PolicyError, match="figures are fixed"):
        actions.switch_session(scope=scope, key="year_one/focus/1", by=leader)
    with pytest.raises(PolicyError, match="figures are fixed"):
        actions.change_scope(
            scope=scope, text=text, problem=asking.make_problem(), by=leader
        )
    with pytest.raises(PolicyError, match="figures are fixed"):
        actions.use_current_rates(scope=scope, by=leader)


def test_accepted_scope_becomes_a_program_and_a_cohort(leader):
    asking.make_rates(leader)
    scope = asking.make_proposed(leader)
    chosen = queries.choice_of(scope)

    asking.accept(scope, leader)

    program, cohort = Program.objects.get(), Cohort.objects.get()
    sessions = list(program.sessions.all())
    assert [it.days for it in sessions] == [it.days for it in chosen.sessions]
    assert [it.title for it in sessions] == [it.title for it in chosen.sessions]
    assert all(it.blocks.exists() for it in sessions)
    assert program.is_offered
    assert (cohort.capacity, cohort.budget_cents) == (24, chosen.cost)
    scope.refresh_from_db()
    assert (scope.cohort, scope.decided_by) == (cohort, leader)
    assert scope.decided_by_name == "Jo Hill, superintendent"
    assert events()[-1] == "scope_accepted"


def test_scope_accepted_twice_makes_one_cohort(leader):
    scope = asking.make_proposed(leader)
    in_another_tab = Scope.objects.get(pk=scope.pk)
    asking.accept(scope, leader)

    with pytest.raises(PolicyError, match="Only a proposed scope"):
        asking.accept(in_another_tab, leader)
    assert Cohort.objects.count() == Program.objects.count() == 1


def test_only_a_proposal_is_decided_on(leader):
    draft = asking.make_chosen(leader)

    with pytest.raises(PolicyError, match="Only a proposed scope"):
        asking.accept(draft, leader)
    with pytest.raises(PolicyError, match="Only a proposed scope"):
        actions.decline_scope(scope=draft, by_name="Jo", reason="", by=leader)


def test_declined_scope_can_become_a_draft_again(leader):
    scope = asking.make_proposed(leader)
    actions.decline_scope(scope=scope, by_name="Jo", reason="Too late.", by=leader)
    declined = scope.state, scope.reason
    actions.take_back_scope(scope=scope, by=leader)

    assert declined == ("declined", "Too late.")
    assert (scope.state, scope.decided_by_name, scope.reason) == ("draft", "", "")
    with pytest.raises(PolicyError, match="can go back"):
        actions.take_back_scope(scope=scope, by=leader)


def test_templates_that_changed_are_named(leader, monkeypatch):
    scope = asking.make_proposed(leader)
    monkeypatch.setattr(actions, "variants_of", lambda _organization, _keys: ())

    with pytest.raises(PolicyError, match="no longer have"):
        asking.accept(scope, leader)


@pytest.mark.parametrize(
    "change",
    [{"state": "proposed"}, {"state": "accepted"}, {"decided_by_name": "Somebody"}],
)
def test_the_database_knows_what_a_state_needs(leader, change):
    scope = asking.make_scope(leader)

    with pytest.raises(IntegrityError), transaction.atomic():
        Scope.objects.filter(pk=scope.pk).update(**change)


def test_cost_table_adds_up_to_each_option(leader):
    page = reports.scope_page(asking.make_chosen(leader))

    _header, rows = reports.cost_table(page)

    totals = {}
    for name, *_rest, total, _currency in rows:
        totals[name] = totals.get(name, 0) + round(float(total) * 100)
    assert totals == {
        **{str(it.number): it.option.cost for it in page.options},
        "chosen": page.chosen.option.cost,
    }


def test_pages_lead_from_rates_to_a_cohort(leader, sign_in):
    browser = sign_in(leader)
    prices = dict.fromkeys(RATES.__dataclass_fields__, "1000.00")
    prices |= {"currency": "USD", "people_per_facilitator": "30"}

    browser.post(url("rate_edit"), prices)
    detail = browser.post(url("scope_create"), asking.FORM).url
    scope = Scope.objects.get()
    parts = {"ref": scope.ref}
    shown = browser.get(detail).content.decode()
    browser.post(url("scope_choose", number=1, **parts))
    proposal = browser.get(url("scope_proposal", **parts)).content.decode()
    browser.post(url("scope_propose", **parts))
    answer = {
        "by_name": "Jo Hill",
        "cohort_title": "Hillside 2027",
        "starts_on": "2027-01-11",
        "ends_on": "2027-05-21",
    }
    browser.post(url("scope_accept", **parts), answer)

    assert scope.problem["needs"] == {"focus": 3, "order": 2, "culture": 2, "input": 2}
    assert "Option 1" in shown
    assert "Hillside" in proposal
    assert Cohort.objects.get().title == "Hillside 2027"


@pytest.fixture
def own(leader):
    """Return an offered program of Riverside's own, its days longer than usual."""
    program = design.create_program(
        text=design.ProgramText(title="Riverside reads", day_minutes=480), by=leader
    )
    session = design.add_session(
        program=program,
        text=design.SessionText(title="Reading together", areas=("focus",), days=2),
        by=leader,
    )
    for title in ("Morning", "Afternoon"):
        text = design.BlockText(
            title=title,
            minutes=450,
            responsibilities=("focus", "culture"),
            practice_task="Read with a class.",
        )
        design.add_block(session=session, text=text, by=leader)
    return design.offer_program(program=program, by=leader)


def _own_form(own, **change):
    return asking.FORM | {"templates": [f"program-{own.ref}"]} | change


def test_own_program_is_a_candidate_and_becomes_the_cohorts(own, leader, sign_in):
    asking.make_rates(leader)
    browser = sign_in(leader)
    assert "Riverside reads" in browser.get(url("scope_create")).content.decode()

    browser.post(url("scope_create"), _own_form(own))
    scope = Scope.objects.get()
    assert [it["title"] for it in scope.problem["candidates"]] == ["Reading together"]
    actions.choose_option(scope=scope, number=1, by=leader)
    cohort = asking.accept(actions.propose_scope(scope=scope, by=leader), leader).cohort

    (session,) = cohort.program.sessions.all()
    blocks = [(it.title, it.minutes, it.practice_task) for it in session.blocks.all()]
    assert blocks == [
        ("Morning", 450, "Read with a class."),
        ("Afternoon", 450, "Read with a class."),
    ]
    assert (session.days, cohort.program.day_minutes) == (2, 450)
    titles = [it.title for it in sources(leader.organization) if it.is_own]
    assert titles == ["Riverside reads"]  # Not the one that was made for Hillside.


def test_programs_of_others_and_drafts_are_no_candidates(own, outsider, leader):
    assert not [it for it in sources(outsider.organization) if it.is_own]
    assert variants_of(outsider.organization, [f"program-{own.ref}"]) == ()
    design.retire_program(program=own, by=leader)
    assert not [it for it in sources(leader.organization) if it.is_own]


def test_session_that_must_be_in_is_named_in_the_form(own, leader, sign_in):
    asking.make_rates(leader)
    browser = sign_in(leader)
    unit = f"program-{own.ref}/{own.sessions.get().ref}"
    must = {"must": [unit, "year_one/community"], "term1_days": "6", "budget": ""}

    browser.post(url("scope_create"), asking.FORM | must)
    scope = Scope.objects.get()
    problem = queries.problem_of(scope)

    assert problem.must == {unit, "year_one/community"}
    for number in range(len(scope.found["options"])):
        keys = scope.found["options"][number]["keys"]
        assert f"{unit}/2" in keys
        assert any(key.startswith("year_one/community/") for key in keys)
    html = browser.get(scope.get_absolute_url()).content.decode()
    assert "A purposeful community, Reading together</dd>" in html
    form = browser.get(url("scope_change", ref=scope.ref)).context["form"]
    assert form["must"].value() == sorted(must["must"])
    assert form["templates"].value() == ["year_one"]


def test_long_form_that_must_be_in_is_named_with_its_blocks(leader, sign_in):
    asking.make_rates(leader)
    browser = sign_in(leader)
    html = browser.get(url("scope_create")).content.decode()
    assert "What a good day of leading looks like" in html
    assert "Adds Order and Discipline: guarding the hours" in html
    must = {"must": ["year_one/overview/2"], "term1_days": "6", "budget": ""}

    browser.post(url("scope_create"), asking.FORM | must)

    scope = Scope.objects.get()
    for option in scope.found["options"]:
        assert "year_one/overview/2" in option["keys"]
        assert "year_one/overview/1" not in option["keys"]
    html = browser.get(scope.get_absolute_url()).content.decode()
    assert "Overview: 21 things leaders do, in 2 days</dd>" in html
    form = browser.get(url("scope_change", ref=scope.ref)).context["form"]
    assert form["must"].value() == ["year_one/overview/2"]
    assert form["templates"].value() == ["year_one"]


def test_needs_come_with_a_link(leader, sign_in):
    asking.make_rates(leader)
    address = f"{url('scope_create')}?need=focus&need=input&need=magic"

    form = sign_in(leader).get(address).context["form"]

    assert (form["need_focus"].value(), form["need_input"].value()) == ("2", "2")
    assert form["need_order"].value() == "0"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"pasted_needs": "Focus, Magic"}, "“Magic” is not one of the 21"),
        (
            {"pasted_needs": "Magic; Focus\nLuck, and Input"},
            "“Magic”, “Luck” are not among the 21",
        ),
        ({"avoid": "next week"}, "year-month-day"),
        ({"term1_days": ""}, "needs both dates"),
        ({"term1_last": "2026-01-01"}, "ends after it begins"),
        (
            {"need_focus": "0", "need_culture": "0", "pasted_needs": ""},
            "at least one need",
        ),
        (
            {"templates": ["year_one", "year_two", "training_of_trainers"]},
            "at most 20 can be compared",
        ),
        ({"term1_first": "", "term1_last": "", "term1_days": ""}, "at least one term"),
        ({"templates": []}, "Choose at least one program."),
        ({"must": ["year_one/nothing"]}, "not one of the available choices"),
    ],
)
def test_form_says_what_is_wrong(leader, sign_in, change, words):
    asking.make_rates(leader)

    response = sign_in(leader).post(url("scope_create"), asking.FORM | change)

    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Scope.objects.exists()


def test_what_is_asked_for_can_be_changed(leader, sign_in):
    scope = asking.make_scope(leader)
    browser = sign_in(leader)

    shown = browser.get(url("scope_change", ref=scope.ref)).context["form"]
    browser.post(url("scope_change", ref=scope.ref), asking.FORM | {"group": "7"})

    assert shown["group"].value() == 24
    assert shown["budget"].value() == 40_000
    scope.refresh_from_db()
    assert scope.problem["group"] == 7


def test_proposal_is_a_pdf(leader, sign_in):
    scope = asking.make_chosen(leader)

    response = sign_in(leader).get(url("scope_pdf", ref=scope.ref))

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


def test_list_is_found_by_client_and_state_and_has_a_csv(leader, sign_in):
    asking.make_scope(leader, title="One")
    asking.make_proposed(leader)
    browser = sign_in(leader)

    found = browser.get(url("scope_list"), {"search": "hill", "state": "proposed"})
    table = browser.get(url("scope_list_csv")).getvalue().decode()

    assert [it.state for it in found.context["page"]] == ["proposed"]
    assert "Leading together,Hillside,proposed" in table
