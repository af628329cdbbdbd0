"""Pages of programs, cohorts, sessions and facilitators.

``leader`` tries every row: as the provider's administrator, and, on the pages of a
district or a participant, in a cohort of another provider.
"""

from datetime import timedelta

from headship.core.clock import now
from headship.orgs.permissions import Permission
from headship.programs.actions import cohorts, facilitators, participants, programs
from tests.factories import make_person
from tests.guards.rows import Row
from tests.programs import consortium

VIEW, MANAGE = Permission.PROGRAM_VIEW, Permission.PROGRAM_MANAGE
LEAD, LEARN = Permission.SESSION_LEAD, Permission.LEARNING_TAKE_PART
KEY = {"key": "year_one"}


def template(_get):
    return KEY


def case(_get):
    return {"key": "timetable"}


def _draft(get):
    return programs.start_program(template_key="district", by=get("leader"))


def draft(get):
    return {"ref": _draft(get).ref}


def offered(get):
    return {"ref": consortium.make_program(get("leader"), "district").ref}


def planned(get):
    return {"ref": _draft(get).sessions.first().ref}


def block(get):
    return {"ref": _draft(get).sessions.first().blocks.first().ref}


def _program(get):
    return consortium.make_program(get("leader"), "district")


def _cohort(get, **fields):
    return consortium.make_cohort(get("leader"), _program(get), **fields)


def cohort(get):
    return {"ref": _cohort(get).ref}


def unopened(get):
    by = get("leader")
    found = cohorts.plan_cohort(program=_program(get), plan=consortium.plan(), by=by)
    return {"ref": found.ref}


def _place(get, found=None):
    found = found or _cohort(get)
    return consortium.enroll(found, get("principal"), get("leader"))


def place(get):
    return {"ref": _place(get).ref}


def running(get):
    found = _cohort(get)
    _place(get, found)
    cohorts.start_cohort(cohort=found, by=get("leader"))
    return {"ref": found.ref}


def startable(get):
    found = _cohort(get)
    _place(get, found)
    return {"ref": found.ref}


def application(get):
    found = participants.apply(
        cohort=_cohort(get), leader_role="principal", by=get("principal")
    )
    return {"ref": found.ref}


def part(get):
    found = cohorts.invite_district(
        cohort=_cohort(get), district=get("hillside"), by=get("leader")
    )
    return {"ref": found.ref}


def make_up(get):
    by, program = get("leader"), _program(get)
    own, other = (consortium.make_cohort(by, program) for _ in range(2))
    missed = consortium.schedule(own, by)
    held = consortium.schedule(other, by)
    found = participants.assign_make_up(
        participant=_place(get, own), missed=missed, session=held, by=by
    )
    return {"ref": found.ref}


def trainer_place(get):
    by = get("leader")
    program = consortium.make_program(by, "training_of_trainers")
    return {"ref": _place(get, consortium.make_cohort(by, program)).ref}


def session(get):
    return {"ref": consortium.schedule(_cohort(get), get("leader")).ref}


def assigned(get):
    """Return a session that ``leader`` co-leads, whatever the role may do."""
    by = get("leader")
    own = facilitators.add_facilitator(member=by, by=by)
    return {"ref": consortium.schedule(_cohort(get), by, co_leads=(own,)).ref}


def venue(get):
    return {"ref": consortium.make_venue(get("leader")).ref}


def _facilitator(get):
    return consortium.make_facilitator(get("leader"))


def facilitator(get):
    return {"ref": _facilitator(get).ref}


def own_facilitator(get):
    by = get("leader")
    facilitators.add_facilitator(member=by, by=by)
    return {}


def qualification(get):
    return {"ref": _facilitator(get).qualifications.first().ref}


def absence(get):
    found = facilitators.add_absence(
        facilitator=_facilitator(get),
        starts_at=now(),
        ends_at=now() + timedelta(days=1),
        by=get("leader"),
    )
    return {"ref": found.ref}


def trainee(get):
    by = get("leader")
    found = facilitators.add_facilitator(member=get("coach"), reach="trainee", by=by)
    return {"ref": consortium.qualify(found, by).ref}


def _away(get, title="Away"):
    """Return a cohort of another provider that invited Riverside."""
    manager = consortium.make_provider(title)
    program = consortium.make_program(manager, "district")
    return consortium.make_cohort(manager, program), manager


def invited(get):
    found, manager = _away(get)
    cohorts.invite_district(cohort=found, district=get("riverside"), by=manager)
    return {"ref": found.ref}


def _joined(get, title="Away"):
    found, manager = _away(get, title)
    consortium.join(found, get("leader"), manager)
    return found, manager


def joined(get):
    return {"ref": _joined(get)[0].ref}


def sent(get):
    found, manager = _joined(get)
    return {"ref": consortium.enroll(found, get("principal"), manager).ref}


def my_invitation(get):
    found, manager = _joined(get)
    return {"ref": consortium.invite(found, get("leader"), manager).ref}


def my_place(get):
    found, manager = _joined(get)
    return {"ref": consortium.enroll(found, get("leader"), manager).ref}


def my_session(get):
    found, manager = _joined(get)
    consortium.enroll(found, get("leader"), manager)
    return {"ref": consortium.schedule(found, manager).ref}


def nothing_more(_get, _count):
    """Grow nothing: what ships is as long as it is."""


def more_programs(get, count):
    for _number in range(count):
        _draft(get)


def more_cohorts(get, count):
    program = _program(get)
    for number in range(count):
        found = consortium.make_cohort(get("leader"), program)
        consortium.schedule(found, get("leader"), consortium.day_plan(30 + number))


def more_people(get, count):
    from headship.programs.models import Cohort  # noqa: PLC0415 -- needs the apps

    found = Cohort.objects.order_by("pk").last()
    for number in range(count):
        member = make_person(get("riverside"), f"More{number}x{count}", "leader")
        consortium.enroll(found, member, get("leader"))


def more_sessions(get, count):
    found = _cohort(get)
    for number in range(count):
        consortium.schedule(found, get("leader"), consortium.day_plan(60 + number))


def more_venues(get, count):
    from headship.programs.models import Venue  # noqa: PLC0415 -- needs the apps

    first = Venue.objects.count()
    for number in range(first, first + count):
        consortium.make_venue(get("leader"), f"Hall {number}")


def more_facilitators(get, count):
    from headship.programs.models import Facilitator  # noqa: PLC0415 -- needs the apps

    first = Facilitator.objects.count()
    for number in range(first, first + count):
        consortium.make_facilitator(get("leader"), f"Fay{number}")


def more_joined(get, count):
    from headship.programs.models import CohortDistrict  # noqa: PLC0415 -- needs the apps

    first = CohortDistrict.objects.count()
    for number in range(first, first + count):
        _joined(get, f"Away {number}")


def more_places(get, count):
    from headship.programs.models import CohortDistrict  # noqa: PLC0415 -- needs the apps

    first = CohortDistrict.objects.count()
    for number in range(first, first + count):
        found, manager = _joined(get, f"Away {number}")
        consortium.enroll(found, get("leader"), manager)
        consortium.schedule(found, manager)


ROWS = [
    Row("programs:template_list", "GET", VIEW, grow=nothing_more),
    Row("programs:template_detail", "GET", VIEW, target=template),
    Row("programs:template_coverage_csv", "GET", VIEW, target=template),
    Row("programs:template_start", "POST", MANAGE, target=template),
    Row("programs:case_list", "GET", LEAD, grow=nothing_more),
    Row("programs:case_detail", "GET", LEAD, target=case),
    Row("programs:program_list", "GET", VIEW, grow=more_programs),
    Row("programs:program_list_csv", "GET", VIEW),
    Row("programs:program_create", "GET", MANAGE),
    Row("programs:program_create", "POST", MANAGE, data={"title": "Ours"}),
    Row("programs:program_detail", "GET", VIEW, target=draft),
    Row("programs:program_outline_csv", "GET", VIEW, target=draft),
    Row("programs:program_coverage_csv", "GET", VIEW, target=draft),
    Row("programs:program_change", "GET", MANAGE, target=draft),
    Row("programs:program_change", "POST", MANAGE, target=draft),
    Row("programs:program_copy", "GET", MANAGE, target=offered),
    Row("programs:program_copy", "POST", MANAGE, target=offered),
    Row("programs:program_offer", "GET", MANAGE, target=draft),
    Row("programs:program_offer", "POST", MANAGE, target=draft),
    Row("programs:program_retire", "GET", MANAGE, target=offered),
    Row("programs:program_retire", "POST", MANAGE, target=offered),
    Row("programs:program_session_add", "GET", MANAGE, target=draft),
    Row("programs:program_session_add", "POST", MANAGE, target=draft),
    Row("programs:program_session_change", "GET", MANAGE, target=planned),
    Row("programs:program_session_change", "POST", MANAGE, target=planned),
    Row("programs:program_session_move", "POST", MANAGE, target=planned),
    Row("programs:program_session_remove", "GET", MANAGE, target=planned),
    Row("programs:program_session_remove", "POST", MANAGE, target=planned),
    Row("programs:block_add", "GET", MANAGE, target=planned),
    Row("programs:block_add", "POST", MANAGE, target=planned),
    Row("programs:block_change", "GET", MANAGE, target=block),
    Row("programs:block_change", "POST", MANAGE, target=block),
    Row("programs:block_move", "POST", MANAGE, target=block),
    Row("programs:block_remove", "GET", MANAGE, target=block),
    Row("programs:block_remove", "POST", MANAGE, target=block),
    Row("programs:cohort_plan", "GET", MANAGE, target=offered),
    Row("programs:cohort_plan", "POST", MANAGE, target=offered),
    Row("programs:cohort_list", "GET", VIEW, grow=more_cohorts),
    Row("programs:cohort_list_csv", "GET", VIEW, grow=more_cohorts),
    Row("programs:cohort_detail", "GET", VIEW, target=cohort, grow=more_people),
    Row("programs:cohort_roster_csv", "GET", VIEW, target=cohort, grow=more_people),
    Row("programs:cohort_change", "GET", MANAGE, target=cohort),
    Row("programs:cohort_change", "POST", MANAGE, target=cohort),
    Row("programs:cohort_open", "POST", MANAGE, target=unopened),
    Row("programs:cohort_start", "POST", MANAGE, target=startable),
    Row("programs:cohort_finish", "GET", MANAGE, target=running),
    Row("programs:cohort_finish", "POST", MANAGE, target=running),
    Row("programs:cohort_cancel", "GET", MANAGE, target=cohort),
    Row("programs:cohort_cancel", "POST", MANAGE, target=cohort),
    Row("programs:district_invite", "GET", MANAGE, target=cohort),
    Row("programs:district_invite", "POST", MANAGE, target=cohort),
    Row("programs:district_remove", "POST", MANAGE, target=part),
    Row("programs:participant_invite", "GET", MANAGE, target=cohort),
    Row("programs:participant_invite", "POST", MANAGE, target=cohort),
    Row("programs:participant_detail", "GET", VIEW, target=place),
    Row("programs:participant_admit", "POST", MANAGE, target=application),
    Row("programs:participant_decline", "GET", MANAGE, target=application),
    Row("programs:participant_decline", "POST", MANAGE, target=application),
    Row("programs:participant_withdraw", "GET", MANAGE, target=place),
    Row("programs:participant_withdraw", "POST", MANAGE, target=place),
    Row("programs:participant_transfer", "GET", MANAGE, target=place),
    Row("programs:participant_transfer", "POST", MANAGE, target=place),
    Row("programs:participant_complete", "GET", MANAGE, target=place),
    Row("programs:participant_complete", "POST", MANAGE, target=place),
    Row("programs:make_up_assign", "GET", MANAGE, target=place),
    Row("programs:make_up_assign", "POST", MANAGE, target=place),
    Row("programs:make_up_remove", "POST", MANAGE, target=make_up),
    Row("programs:training_begin", "POST", MANAGE, target=trainer_place),
    Row("programs:session_list", "GET", VIEW, grow=more_sessions),
    Row("programs:session_list_csv", "GET", VIEW, grow=more_sessions),
    Row("programs:session_schedule", "GET", MANAGE, target=cohort),
    Row("programs:session_schedule", "POST", MANAGE, target=cohort),
    Row("programs:session_detail", "GET", None, target=assigned),
    Row("programs:session_reschedule", "GET", MANAGE, target=session),
    Row("programs:session_reschedule", "POST", MANAGE, target=session),
    Row("programs:session_lead", "GET", MANAGE, target=session),
    Row("programs:session_lead", "POST", MANAGE, target=session),
    Row("programs:session_cancel", "GET", MANAGE, target=session),
    Row("programs:session_cancel", "POST", MANAGE, target=session),
    Row("programs:session_hold", "POST", MANAGE, target=session),
    Row("programs:venue_list", "GET", VIEW, grow=more_venues),
    Row("programs:venue_list_csv", "GET", VIEW),
    Row("programs:venue_add", "GET", MANAGE),
    Row("programs:venue_add", "POST", MANAGE),
    Row("programs:venue_change", "GET", MANAGE, target=venue),
    Row("programs:venue_change", "POST", MANAGE, target=venue),
    Row("programs:facilitator_list", "GET", MANAGE, grow=more_facilitators),
    Row("programs:facilitator_list_csv", "GET", MANAGE, grow=more_facilitators),
    Row("programs:facilitator_add", "GET", MANAGE),
    Row("programs:facilitator_add", "POST", MANAGE),
    Row("programs:facilitator_detail", "GET", MANAGE, target=facilitator),
    Row("programs:facilitator_ledger_csv", "GET", MANAGE, target=facilitator),
    Row("programs:facilitator_mentor", "GET", MANAGE, target=facilitator),
    Row("programs:facilitator_mentor", "POST", MANAGE, target=facilitator),
    Row("programs:qualification_add", "GET", MANAGE, target=facilitator),
    Row("programs:qualification_add", "POST", MANAGE, target=facilitator),
    Row("programs:qualification_remove", "GET", MANAGE, target=qualification),
    Row("programs:qualification_remove", "POST", MANAGE, target=qualification),
    Row("programs:qualification_revoke", "GET", MANAGE, target=qualification),
    Row("programs:qualification_revoke", "POST", MANAGE, target=qualification),
    Row("programs:absence_add", "GET", MANAGE, target=facilitator),
    Row("programs:absence_add", "POST", MANAGE, target=facilitator),
    Row("programs:absence_remove", "POST", MANAGE, target=absence),
    Row("programs:facilitator_retire", "POST", MANAGE, target=facilitator),
    Row("programs:facilitator_return", "POST", MANAGE, target=facilitator),
    Row("programs:facilitator_admit", "GET", MANAGE, target=trainee),
    Row("programs:facilitator_admit", "POST", MANAGE, target=trainee),
    Row("programs:my_ledger", "GET", LEARN, target=own_facilitator),
    Row("programs:joined_list", "GET", VIEW, grow=more_joined),
    Row("programs:joined_list_csv", "GET", VIEW, grow=more_joined),
    Row("programs:joined_people_csv", "GET", VIEW),
    Row("programs:joined_detail", "GET", VIEW, target=joined),
    Row("programs:joined_feedback", "GET", VIEW, target=joined),
    Row("programs:joined_feedback_csv", "GET", VIEW, target=joined),
    Row("programs:joined_agree", "POST", MANAGE, target=invited),
    Row("programs:joined_decline", "POST", MANAGE, target=invited),
    Row("programs:joined_send", "GET", MANAGE, target=joined),
    Row("programs:joined_send", "POST", MANAGE, target=joined),
    Row("programs:joined_withdraw", "GET", MANAGE, target=sent),
    Row("programs:joined_withdraw", "POST", MANAGE, target=sent),
    Row("programs:my_learning", "GET", LEARN, grow=more_places),
    Row("programs:my_sessions_csv", "GET", LEARN, grow=more_places),
    Row("programs:my_cohort", "GET", LEARN, target=my_place),
    Row("programs:my_session", "GET", LEARN, target=my_session),
    Row("programs:my_accept", "POST", LEARN, target=my_invitation),
    Row("programs:my_decline", "GET", LEARN, target=my_invitation),
    Row("programs:my_decline", "POST", LEARN, target=my_invitation),
    Row("programs:my_withdraw", "GET", LEARN, target=my_place),
    Row("programs:my_withdraw", "POST", LEARN, target=my_place),
    Row("programs:my_apply", "GET", LEARN, target=joined),
    Row("programs:my_apply", "POST", LEARN, target=joined),
]
