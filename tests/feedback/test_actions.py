import pytest
from django.urls import reverse

from headship.core.errors import PolicyError
from headship.core.models import AuditEvent
from headship.feedback import actions, policies, queries
from headship.feedback.models import Cycle, Nomination, Participant
from headship.instruments.models import Instrument
from headship.surveys.models import Invitation, Subject
from tests.factories import make_person, make_school
from tests.feedback import rounds


@pytest.fixture
def nominating(participant, leader):
    actions.open_nominations(cycle=participant.cycle, by=leader)
    return rounds.reload(participant)


@pytest.fixture
def nomination(nominating, principal, riverside):
    [made] = actions.nominate(
        participant=nominating,
        nominees=rounds.make_people(riverside, 1),
        group="peer",
        by=principal,
    )
    return made


def last_event():
    return AuditEvent.objects.order_by("pk").last().event


def test_cycle_asks_four_groups_and_promises_each_its_minimum(leader):
    cycle = rounds.make_cycle(leader, minimums={"teacher": 7, "self": 9})

    groups = cycle.survey.groups.values_list("key", "is_anonymous", "minimum")

    assert list(groups) == [
        ("self", False, 1),
        ("supervisor", False, 1),
        ("teacher", True, 7),
        ("peer", True, 5),
    ]


def test_cycle_takes_the_organizations_higher_minimum(leader):
    leader.organization.minimum_group = 8

    cycle = rounds.make_cycle(leader, minimums={"teacher": 5})

    assert cycle.survey.groups.get(key="teacher").minimum == 8


def test_cycle_needs_the_questionnaire(leader):
    cycle = rounds.make_cycle(leader)
    cycle.survey.parts.all().delete()
    Instrument.objects.filter(organization=None).delete()

    with pytest.raises(PolicyError, match="is not installed"):
        actions.create_cycle(
            plan=actions.CyclePlan(name="Next", closes_at=cycle.survey.closes_at),
            by=leader,
        )


def test_leader_is_asked_about_themselves_and_the_supervisor_too(
    participant, principal, supervisor
):
    asked = queries.invited(participant).values_list("group__key", "member")

    assert set(asked) >= {("self", principal.pk), ("supervisor", supervisor.pk)}


def test_leader_without_a_supervisor_has_none_to_ask(cycle, leader, riverside):
    boss = make_person(riverside, "Alone", "leader")

    part = actions.add_leader(cycle=cycle, leader=boss, by=leader)

    assert [it.group.key for it in queries.invited(part)] == ["self"]


def test_teacher_is_not_added_as_a_leader(cycle, leader, teacher):
    with pytest.raises(PolicyError, match="not an active leader"):
        actions.add_leader(cycle=cycle, leader=teacher, by=leader)


def test_archived_leader_is_not_added(cycle, leader, principal):
    principal.status = "archived"

    with pytest.raises(PolicyError, match="not an active leader"):
        actions.add_leader(cycle=cycle, leader=principal, by=leader)


def test_staff_of_the_leaders_schools_are_asked_once(cycle, leader, principal, school):
    here = rounds.make_people(leader.organization, 2, schools=[school])
    elsewhere = make_school(leader.organization, "Elsewhere")
    rounds.make_people(leader.organization, 1, schools=[elsewhere])
    rounds.make_people(leader.organization, 1, schools=[school], status="archived")

    [part] = actions.add_leaders(
        cycle=cycle, leaders=[principal], ask_staff=True, by=leader
    )

    teachers = Invitation.objects.filter(subject=part.subject, group__key="teacher")
    assert set(teachers.values_list("member", flat=True)) == {it.pk for it in here}
    assert actions.invite_roster(participant=part, by=leader) == 0


def test_leaders_may_be_added_without_their_staff(cycle, leader, principal, staff):
    [part] = actions.add_leaders(
        cycle=cycle, leaders=[principal], ask_staff=False, by=leader
    )

    assert not part.subject.invitations.filter(group__key="teacher").exists()


def test_removing_a_leader_takes_the_raters_off(participant, leader):
    actions.remove_leader(participant=participant, by=leader)

    assert not Participant.objects.exists()
    assert not Subject.objects.exists()
    assert not Invitation.objects.exists()
    assert last_event() == "leader_removed"


def test_removing_a_rater(participant, leader):
    [first, *others] = rounds.raters(participant, "teacher")

    actions.remove_rater(participant=participant, invitation=first, by=leader)

    assert rounds.raters(participant, "teacher") == others


def test_nomination_waits_for_the_supervisor(nomination):
    assert nomination.state == Nomination.State.PROPOSED
    assert not Invitation.objects.filter(member=nomination.member).exists()
    assert last_event() == "rater_nominated"


def test_approved_nominee_is_asked(nomination, supervisor):
    actions.approve_nomination(nomination=nomination, by=supervisor)

    asked = Invitation.objects.get(member=nomination.member)
    assert asked.group.key == "peer"
    assert (nomination.state, nomination.decided_by) == ("approved", supervisor)


def test_declined_nominee_is_not_asked(nomination, supervisor):
    actions.decline_nomination(nomination=nomination, by=supervisor)

    assert nomination.state == "declined"
    assert not Invitation.objects.filter(member=nomination.member).exists()


def test_nomination_is_decided_once(nomination, supervisor):
    actions.decline_nomination(nomination=nomination, by=supervisor)

    with pytest.raises(PolicyError, match="decided already"):
        actions.approve_nomination(nomination=nomination, by=supervisor)


def test_nomination_is_withdrawn_until_decided(nomination, principal):
    actions.withdraw_nomination(nomination=nomination, by=principal)

    assert not Nomination.objects.exists()
    assert last_event() == "nomination_withdrawn"


def test_nominations_have_their_time(participant, principal, riverside):
    with pytest.raises(PolicyError, match="not open"):
        actions.nominate(
            participant=participant,
            nominees=rounds.make_people(riverside, 1),
            group="peer",
            by=principal,
        )


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("principal", "rate yourself"),
        ("supervisor", "supervisor rates you"),
        ("archived", "has left"),
    ],
)
def test_nominees_who_rate_otherwise_are_refused(
    nominating, principal, riverside, request, who, why
):
    nominee = (
        make_person(riverside, "Gone", status="archived")
        if who == "archived"
        else request.getfixturevalue(who)
    )

    with pytest.raises(PolicyError, match=why):
        policies.check_nominee(nominating, nominee)


def test_initiative_goes_into_the_questions(participant, principal):
    actions.name_initiative(
        participant=participant, initiative=" Team planning ", by=principal
    )

    assert participant.initiative == "Team planning"
    assert participant.subject.words["initiative"] == "Team planning"


def test_initiative_taken_back_leaves_no_question(participant, principal):
    actions.name_initiative(participant=participant, initiative="X", by=principal)
    actions.name_initiative(participant=participant, initiative=" ", by=principal)

    assert participant.subject.words == {"leader": str(principal)}


def test_cycle_without_leaders_is_not_opened(cycle, leader):
    with pytest.raises(PolicyError, match="at least one leader"):
        actions.open_cycle(cycle=cycle, by=leader)


def test_cycle_with_undecided_nominations_is_not_opened(nomination, leader):
    with pytest.raises(PolicyError, match="1 nomination waits"):
        actions.open_cycle(cycle=nomination.participant.cycle, by=leader)


def test_cycle_opens_without_those_nobody_decided_on(nomination, leader):
    """A supervisor who is away holds up nobody, and decides for nobody either."""
    cycle = nomination.participant.cycle

    actions.open_cycle(cycle=cycle, by=leader, without_undecided=True)

    nomination.refresh_from_db()
    assert (nomination.state, nomination.decided_by) == ("declined", leader)
    assert not Invitation.objects.filter(member=nomination.member).exists()
    opened = AuditEvent.objects.get(event="cycle_opened")
    assert opened.details == {"nominations_left_out": 1}


def test_leader_without_a_supervisor_is_told_before_nominating(nominating, principal):
    principal.supervisor = None
    principal.save(update_fields=["supervisor"])

    with pytest.raises(PolicyError, match="Nobody is named as your supervisor"):
        policies.check_can_nominate(rounds.reload(nominating))


def test_undecided_nominations_are_left_out_knowingly(nomination, leader, sign_in):
    cycle = nomination.participant.cycle
    url = reverse("feedback:cycle_open", kwargs={"org": "riverside", "ref": cycle.ref})
    browser = sign_in(leader)

    page = browser.get(url).content.decode()
    browser.post(url)
    cycle.refresh_from_db()
    before = cycle.state
    browser.post(url, {"without_undecided": "on"})
    cycle.refresh_from_db()

    assert "leave this person out" in page
    assert (before, cycle.state) == ("nominating", "open")


def test_open_cycle_is_fixed(opened, leader, principal):
    changes = [
        lambda: actions.add_leader(cycle=opened.cycle, leader=principal, by=leader),
        lambda: actions.remove_leader(participant=opened, by=leader),
        lambda: actions.invite_roster(participant=opened, by=leader),
        lambda: actions.open_nominations(cycle=opened.cycle, by=leader),
        lambda: actions.open_cycle(cycle=opened.cycle, by=leader),
        lambda: actions.name_initiative(participant=opened, initiative="X", by=leader),
    ]

    for change in changes:
        with pytest.raises(PolicyError, match="leaders and raters are fixed"):
            change()


def test_opening_fixes_the_schools_of_leaders(opened, school):
    assert opened.school == school


def test_extending_moves_the_last_day(opened, leader, noon):
    later = opened.cycle.survey.closes_at.replace(year=2030)

    actions.extend_cycle(cycle=opened.cycle, closes_at=later, by=leader)

    assert rounds.reload(opened).cycle.survey.closes_at == later
    assert last_event() == "cycle_changed"


def test_cycle_is_closed_once(closed, leader):
    assert closed.cycle.state == Cycle.State.CLOSED
    with pytest.raises(PolicyError, match="Only an open cycle"):
        actions.close_cycle(cycle=closed.cycle, by=leader)


def test_sharing_twice_is_sharing_once(closed, coach, principal):
    first = actions.share_report(participant=closed, reader=coach, by=principal)
    again = actions.share_report(participant=closed, reader=coach, by=principal)

    assert first == again
    assert [it.member for it in queries.shares(closed)] == [coach]


def test_report_is_not_shared_with_its_leader_or_the_archived(closed, principal, coach):
    coach.status = "archived"

    for reader in (principal, coach):
        with pytest.raises(PolicyError, match="active colleague"):
            actions.share_report(participant=closed, reader=reader, by=principal)


def test_report_is_not_shared_before_it_is_there(opened, principal, coach):
    with pytest.raises(PolicyError, match="when the cycle has closed"):
        actions.share_report(participant=opened, reader=coach, by=principal)


def test_group_report_waits_for_closing(opened):
    with pytest.raises(PolicyError, match="group report appears"):
        policies.check_has_closed(opened.cycle)


@pytest.mark.parametrize(
    ("counts", "in_cycle", "shown"),
    [
        ({}, 0, set()),
        ({1: 3}, 3, {1}),
        ({1: 2, 2: 2}, 4, set()),
        ({1: 3, 2: 3}, 6, {1, 2}),
        ({1: 3, 2: 3, 3: 1}, 7, {1}),
        ({1: 3, 2: 3}, 7, {1}),  # One leader has no school.
        ({1: 3, 2: 3}, 9, {1, 2}),
        ({1: 3, 2: 1}, 4, set()),
    ],
)
def test_schools_shown_leave_no_small_rest(counts, in_cycle, shown):
    assert policies.schools_shown(counts, in_cycle) == shown


def test_closing_date_is_checked_on_opening(participant, leader, noon):
    participant.cycle.survey.closes_at = participant.cycle.survey.closes_at.replace(
        year=2020
    )

    with pytest.raises(PolicyError, match="closing date has passed"):
        actions.open_cycle(cycle=participant.cycle, by=leader)


def test_printing_links_is_recorded(opened, leader):
    actions.print_links(participant=opened, by=leader)

    assert last_event() == "links_printed"
