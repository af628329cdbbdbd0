"""Pages of attendance and calendars.

``leader`` tries every row; where being assigned to a session admits, they are.
"""

from headship.orgs.permissions import Permission
from tests.guards.rows import Row
from tests.programs import learning

VIEW, LEARN = Permission.PROGRAM_VIEW, Permission.LEARNING_TAKE_PART

PUBLIC = {
    "programs/door/": "whoever stands at a door has not signed in yet; a code admits",
    "programs/calendar/mine.ics": "calendar programs sign in with a key, not a session",
    "programs/calendar/cohorts/<uuid:ref>.ics": "the same key, for one cohort",
}


def _session(get):
    cohort = learning.make_cohort(get("riverside"))
    learning.enroll_people(cohort, get("riverside"), 2)
    session = learning.make_session(cohort, days_ago=0)
    learning.assign(session, get("leader"))
    return session


def led_day(get):
    return {"ref": _session(get).days.get().ref}


def cohort(get):
    return {"ref": _session(get).cohort.ref}


def own_session(get):
    session = _session(get)
    learning.enroll(session.cohort, get("leader"))
    return {"ref": session.ref}


def more_people(get, count):
    newest = learning.Cohort.objects.order_by("pk").last()
    learning.enroll_people(newest, get("riverside"), count)


ROWS = [
    Row("programs:door", "GET", None, target=led_day, grow=more_people),
    Row("programs:door", "POST", None, target=led_day),
    Row("programs:attendance_day", "GET", None, target=led_day, grow=more_people),
    Row("programs:attendance_day", "POST", None, target=led_day),
    Row("programs:attendance_day_csv", "GET", None, target=led_day, grow=more_people),
    Row("programs:sign_in_sheet", "GET", None, target=led_day),
    Row("programs:cohort_attendance", "GET", VIEW, target=cohort, grow=more_people),
    Row("programs:cohort_attendance_csv", "GET", VIEW, target=cohort, grow=more_people),
    Row("programs:cohort_calendar_ics", "GET", VIEW, target=cohort),
    Row("programs:my_calendar", "GET", LEARN),
    Row("programs:my_calendar_ics", "GET", LEARN),
    Row("programs:my_session_ics", "GET", LEARN, target=own_session),
    Row("programs:calendar_key", "POST", LEARN),
    Row("programs:calendar_key_revoke", "POST", LEARN),
]
