"""Pages of program health, feedback, fidelity, enquiries and testimonials.

``leader`` tries every row; where being assigned to a session admits, they are.
"""

from headship.orgs.permissions import Permission
from tests.guards.rows import Row
from tests.programs import learning

VIEW, MANAGE = Permission.PROGRAM_VIEW, Permission.PROGRAM_MANAGE
LEARN = Permission.LEARNING_TAKE_PART

PUBLIC = {
    "programs/ask/<slug:provider>/": "anyone may ask a provider about its programs",
    "programs/ask/<slug:provider>/sent/": "confirms that a question arrived",
}
QUESTION = {
    "came_by": "phone",
    "name": "Pia Park",
    "message": "When?",
    "answer_by": "phone",
    "phone": "512 555 0123",
}
FIDELITY = {
    f"b{place}-{name}": value
    for place in (1, 2, 3)
    for name, value in (("outcome", "done"), ("minutes", "60"))
}


def _session(get):
    """Make a session that ``leader`` leads, with people of the organization."""
    cohort = learning.make_cohort(get("riverside"))
    learning.enroll_people(cohort, get("riverside"), 2)
    session = learning.make_session(cohort, days_ago=1)
    learning.assign(session, get("leader"))
    return session


def led(get):
    return {"ref": _session(get).ref}


def cohort(get):
    return {"ref": _session(get).cohort.ref}


def _opened(get):
    from headship.instruments.actions import ship_instruments  # noqa: PLC0415 -- needs the apps
    from headship.programs.actions.feedback import open_feedback  # noqa: PLC0415

    ship_instruments()
    return open_feedback(session=_session(get), by=get("leader"))


def opened(get):
    return {"ref": _opened(get).session.ref}


def _asked(get, state="new"):
    from headship.programs.actions import enquiries  # noqa: PLC0415 -- needs the apps

    question = enquiries.Question(
        name="Pia", message="When?", answer_by="phone", phone="512 555 0123"
    )
    made = enquiries.record_enquiry(
        question=question, came_by="phone", by=get("leader")
    )
    plan = enquiries.FollowUp(state=state, owner=None, follow_up_on=None)
    return enquiries.follow_up(enquiry=made, plan=plan, by=get("leader"))


def enquiry(get):
    return {"ref": _asked(get).ref}


def settled(get):
    return {"ref": _asked(get, "closed").ref}


def place(get):
    made = learning.make_cohort(get("riverside"))
    return {"ref": learning.enroll(made, get("leader")).ref}


def _offered(get):
    from headship.programs.actions import testimonials  # noqa: PLC0415 -- needs the apps

    made = learning.make_cohort(get("riverside"))
    return testimonials.offer_testimonial(
        participant=learning.enroll_people(made, get("riverside"), 1)[0],
        text="It helped.",
        attribution="Principal",
        consent_text="I agree.",
        by=get("leader"),
    )


def offered(get):
    return {"ref": _offered(get).ref}


def published(get):
    from headship.programs.actions import testimonials  # noqa: PLC0415 -- needs the apps

    made = testimonials.publish_testimonial(testimonial=_offered(get), by=get("leader"))
    return {"ref": made.ref}


def own_words(get):
    from headship.programs.actions import testimonials  # noqa: PLC0415 -- needs the apps

    made = learning.make_cohort(get("riverside"))
    own = learning.enroll(made, get("leader"))
    testimonials.offer_testimonial(
        participant=own,
        text="It helped.",
        attribution="Principal",
        consent_text="I agree.",
        by=get("leader"),
    )
    return {"ref": own.ref}


def more_sessions(get, count):
    newest = learning.Cohort.objects.order_by("pk").last()
    for _ in range(count):
        learning.make_session(newest, program_session=None)


def more_cohorts(get, count):
    for _ in range(count):
        _session(get)


def more_enquiries(get, count):
    for _ in range(count):
        _asked(get)


def more_testimonials(get, count):
    for _ in range(count):
        _offered(get)


def _row(noun, method, permission, **fields):
    return Row(f"programs:{noun}", method, permission, **fields)


ROWS = [
    _row("health", "GET", VIEW, grow=more_cohorts),
    _row("health_csv", "GET", VIEW, grow=more_cohorts),
    _row("health_xlsx", "GET", VIEW, grow=more_cohorts),
    _row("my_cohorts", "GET", None, grow=more_cohorts),
    _row("my_cohorts_csv", "GET", None, grow=more_cohorts),
    _row("session_feedback", "GET", None, target=opened),
    _row("session_feedback_csv", "GET", None, target=opened),
    _row("feedback_open", "POST", None, target=led),
    _row("feedback_remind", "POST", None, target=opened),
    _row("feedback_close", "GET", None, target=opened),
    _row("feedback_close", "POST", None, target=opened),
    _row("cohort_feedback", "GET", VIEW, target=cohort, grow=more_sessions),
    _row("cohort_feedback_csv", "GET", VIEW, target=cohort, grow=more_sessions),
    _row("session_fidelity", "GET", None, target=led),
    _row("fidelity_record", "GET", None, target=led),
    _row("fidelity_record", "POST", None, target=led, data=FIDELITY),
    _row("cohort_fidelity", "GET", VIEW, target=cohort, grow=more_sessions),
    _row("cohort_fidelity_csv", "GET", VIEW, target=cohort, grow=more_sessions),
    _row("enquiry_list", "GET", MANAGE, grow=more_enquiries),
    _row("enquiry_list_csv", "GET", MANAGE, grow=more_enquiries),
    _row("enquiry_record", "GET", MANAGE),
    _row("enquiry_record", "POST", MANAGE, data=QUESTION),
    _row("enquiry_detail", "GET", MANAGE, target=enquiry),
    _row("enquiry_detail", "POST", MANAGE, target=enquiry, data={"state": "answered"}),
    _row("enquiry_note", "POST", MANAGE, target=enquiry, data={"text": "Called."}),
    _row("enquiry_erase", "GET", MANAGE, target=settled),
    _row("enquiry_erase", "POST", MANAGE, target=settled),
    _row("testimonial_list", "GET", MANAGE, grow=more_testimonials),
    _row("testimonial_list_csv", "GET", MANAGE, grow=more_testimonials),
    _row("testimonial_publish", "POST", MANAGE, target=offered),
    _row("testimonial_unpublish", "POST", MANAGE, target=published),
    _row("my_testimonial", "GET", LEARN, target=place),
    _row("my_testimonial", "POST", LEARN, target=place),
    _row("my_testimonial_withdraw", "POST", LEARN, target=own_words),
]
