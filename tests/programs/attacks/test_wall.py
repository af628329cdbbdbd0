"""Who tries to look over the wall between districts, and sees nothing.

Northland runs a cohort for Riverside and Hillside. Alma Secretname is of Riverside,
Hugo Ownname of Hillside.
"""

import pytest
from django.urls import reverse
from django_scopes import scope

from headship.core.models import AuditEvent
from headship.orgs.models import Role
from headship.programs.actions import participants
from headship.programs.queries import crossing
from tests.factories import make_member
from tests.programs import consortium

pytestmark = pytest.mark.usefixtures("everywhere")
SECRET = "Secretname"


@pytest.fixture
def manager(db):
    return consortium.make_provider()


@pytest.fixture
def cohort(manager, leader, outsider):
    program = consortium.make_program(manager, "district")
    cohort = consortium.make_cohort(manager, program, capacity=2)
    consortium.join(cohort, leader, manager)
    consortium.join(cohort, outsider, manager)
    return cohort


@pytest.fixture
def alma(riverside, cohort, manager):
    member = make_member(riverside, "Alma", Role.LEADER, family_name=SECRET)
    return consortium.enroll(cohort, member, manager)


@pytest.fixture
def hugo(hillside, cohort, manager, alma):
    member = make_member(hillside, "Hugo", Role.LEADER, family_name="Ownname")
    return consortium.enroll(cohort, member, manager)


@pytest.fixture
def session(cohort, manager):
    fay = consortium.make_facilitator(manager)
    return consortium.schedule(cohort, manager, lead=fay)


def _get(browser, org, name, **parts):
    return browser.get(reverse(f"programs:{name}", kwargs={"org": org, **parts}))


def _body(response):
    if response.streaming:
        return b"".join(response.streaming_content).decode()
    return response.content.decode()


def test_district_sees_its_own_people_only(alma, hugo, session, outsider, sign_in):
    browser = sign_in(outsider)
    cohort = hugo.cohort
    pages = [
        _get(browser, "hillside", "joined_list"),
        _get(browser, "hillside", "joined_list_csv"),
        _get(browser, "hillside", "joined_people_csv"),
        _get(browser, "hillside", "joined_detail", ref=cohort.ref),
        _get(browser, "hillside", "joined_send", ref=cohort.ref),
    ]

    assert [page.status_code for page in pages] == [200] * 5
    shown = "".join(_body(page) for page in pages)
    assert "Ownname" in shown
    assert SECRET not in shown
    assert "Riverside" not in shown


def test_district_learns_no_number_of_the_others(alma, hugo, outsider):
    with scope(organization=outsider.organization):
        part = crossing.joined_cohorts(outsider.organization)[0]
        people = crossing.home_participants(outsider.organization, hugo.cohort)

    assert part.our_count == 1
    assert people == [hugo]


def test_participants_of_one_cohort_do_not_see_each_other(alma, hugo, session, sign_in):
    browser = sign_in(hugo.member)
    pages = [
        _get(browser, "hillside", "my_learning"),
        _get(browser, "hillside", "my_cohort", ref=hugo.ref),
        _get(browser, "hillside", "my_session", ref=session.ref),
        _get(browser, "hillside", "my_sessions_csv"),
    ]

    assert [page.status_code for page in pages] == [200] * 4
    shown = "".join(_body(page) for page in pages)
    assert "Fay Doe" in shown
    assert SECRET not in shown
    assert "Riverside" not in shown


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("my_cohort", "alma"),
        ("my_withdraw", "alma"),
        ("my_decline", "alma"),
        ("joined_withdraw", "alma"),
        ("participant_detail", "alma"),
        ("participant_withdraw", "alma"),
        ("cohort_detail", "cohort"),
        ("cohort_roster_csv", "cohort"),
        ("session_detail", "session"),
        ("session_reschedule", "session"),
        ("make_up_assign", "alma"),
    ],
)
def test_no_address_leads_to_another_districts_person(
    name, whose, alma, hugo, session, cohort, outsider, sign_in, request
):
    ref = request.getfixturevalue(whose).ref
    for member in (outsider, hugo.member):
        assert _get(sign_in(member), "hillside", name, ref=ref).status_code == 404


def test_posts_reach_nobody_else(alma, hugo, outsider, sign_in):
    for member in (outsider, hugo.member):
        browser = sign_in(member)
        for name in (
            "my_accept",
            "my_withdraw",
            "joined_withdraw",
            "participant_admit",
        ):
            kwargs = {"org": "hillside", "ref": alma.ref}
            url = reverse(f"programs:{name}", kwargs=kwargs)
            assert browser.post(url, {}).status_code == 404
    alma.refresh_from_db()
    assert alma.is_enrolled


def test_audit_of_a_district_never_names_another_districts_people(
    alma, hugo, riverside, cohort, manager, sign_in, outsider
):
    """Hugo leaves; Wanda of Riverside moves up; Hillside's log says only the first."""
    waiting = make_member(riverside, "Wanda", Role.LEADER, family_name=SECRET)
    assert consortium.enroll(cohort, waiting, manager).state == "waiting"

    with scope(organization=outsider.organization):
        participants.withdraw(participant=hugo, by=hugo.member)

    events = AuditEvent.objects.filter(organization_ref=outsider.organization.ref)
    assert "participant_withdrawn" in {it.event for it in events}
    told = " ".join(
        f"{it.subject_label} {it.actor_label} {it.details}" for it in events
    )
    assert SECRET not in told
    url = reverse("orgs:audit_log", kwargs={"org": "hillside"})
    assert SECRET not in sign_in(outsider).get(url).content.decode()
    assert AuditEvent.objects.filter(
        organization_ref=manager.organization.ref, subject_label=f"Wanda {SECRET}"
    ).exists()


@pytest.mark.parametrize("state", ["applied", "invited", "waiting", "withdrawn"])
def test_dates_are_for_people_with_a_seat(state, alma, session, sign_in):
    from headship.core.clock import now  # noqa: PLC0415 -- only here

    alma.state = state
    alma.waiting_since = now() if state == "waiting" else None
    alma.save(update_fields=["state", "waiting_since"])
    browser = sign_in(alma.member)

    page = _get(browser, "riverside", "my_session", ref=session.ref)
    assert page.status_code == 404
    assert session.title not in _body(
        _get(browser, "riverside", "my_cohort", ref=alma.ref)
    )
    assert "Overview" not in _body(_get(browser, "riverside", "my_sessions_csv"))


def test_participant_of_another_cohort_sees_nothing(alma, session, manager, sign_in):
    other = consortium.make_cohort(manager, session.cohort.program, title="Other")
    member = make_member(manager.organization, "Otto", Role.LEADER)
    consortium.enroll(other, member, manager)

    page = _get(sign_in(member), "northland", "my_session", ref=session.ref)
    assert page.status_code == 404


def test_facilitator_sees_only_the_sessions_they_are_assigned_to(
    session, cohort, manager, sign_in
):
    colleague = make_member(manager.organization, "Cole", Role.FACILITATOR)
    browser = sign_in(colleague)
    assert (
        _get(browser, "northland", "session_detail", ref=session.ref).status_code == 404
    )
    assert (
        _get(browser, "northland", "cohort_detail", ref=cohort.ref).status_code == 403
    )


def test_participant_never_sees_facilitator_notes(alma, cohort, manager, sign_in):
    planned = cohort.program.sessions.first()
    block = planned.blocks.first()
    session = consortium.schedule(cohort, manager, program_session=planned)

    shown = _body(
        _get(sign_in(alma.member), "riverside", "my_session", ref=session.ref)
    )
    assert block.title in shown
    assert block.facilitator_notes not in shown


def test_district_that_only_was_invited_sees_no_dates(
    cohort, manager, session, sign_in
):
    other = make_member(_district("Lakeside"), "Lea", Role.ADMINISTRATOR)
    from headship.programs.actions import cohorts  # noqa: PLC0415 -- only here

    cohorts.invite_district(cohort=cohort, district=other.organization, by=manager)
    shown = _body(_get(sign_in(other), "lakeside", "joined_detail", ref=cohort.ref))
    assert "Shall your district take part?" in shown
    assert "Overview" not in shown


def _district(name):
    from tests.factories import make_organization  # noqa: PLC0415 -- only here

    return make_organization(name)


def test_uninvited_district_finds_no_cohort(cohort, sign_in):
    other = make_member(_district("Lakeside"), "Lea", Role.ADMINISTRATOR)
    page = _get(sign_in(other), "lakeside", "joined_detail", ref=cohort.ref)
    assert page.status_code == 404
    assert crossing.cohorts_open_to(other) == []
    url = reverse("programs:my_apply", kwargs={"org": "lakeside", "ref": cohort.ref})
    assert sign_in(other).post(url, {"leader_role": "principal"}).status_code == 404


def test_provider_cannot_list_a_districts_people(cohort, manager, alma, sign_in):
    """Only who has a place is known to the provider; others by exact address."""
    make_member(alma.organization, "Hidden", Role.LEADER, family_name="Colleague")
    browser = sign_in(manager)
    for name in ("cohort_detail", "participant_invite", "cohort_roster_csv"):
        shown = _body(_get(browser, "northland", name, ref=cohort.ref))
        assert "Colleague" not in shown
    url = reverse(
        "programs:participant_invite", kwargs={"org": "northland", "ref": cohort.ref}
    )
    answer = browser.post(
        url, {"email": "nobody@x.example", "leader_role": "principal"}
    )
    assert (
        "No district that agreed knows this address: nobody@x.example."
        in answer.content.decode()
    )


def test_provider_never_sees_a_report_or_a_practice(alma, cohort, manager, sign_in):
    """The pages about a person hold no link into the person's own rooms."""
    browser = sign_in(manager)
    shown = _body(_get(browser, "northland", "participant_detail", ref=alma.ref))
    for room in ("/feedback/", "/practice/", "/people/"):
        assert f"/o/riverside{room}" not in shown
    for name, parts in (
        ("feedback:review_list", {}),
        ("orgs:person_detail", {"ref": alma.member.ref}),
    ):
        url = reverse(name, kwargs={"org": "riverside", **parts})
        assert browser.get(url).status_code == 404
    url = reverse(
        "orgs:person_detail", kwargs={"org": "northland", "ref": alma.member.ref}
    )
    assert browser.get(url).status_code == 404


def test_explicit_filters_hold_without_the_scoped_managers(alma, hugo, outsider):
    """Scopes are disabled here, so only the functions' own filters stand."""
    from django.http import Http404  # noqa: PLC0415 -- only here

    from headship.programs import access  # noqa: PLC0415 -- only here

    with pytest.raises(Http404):
        access.get_home_participant(outsider, alma.ref)
    with pytest.raises(Http404):
        access.get_my_participation(hugo.member, alma.ref)
    for getter in (access.get_cohort, access.get_participant):
        with pytest.raises(Http404):
            getter(outsider, alma.cohort.ref)
