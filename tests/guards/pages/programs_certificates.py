"""Pages of certificates, badge keys and hour reports."""

from headship.orgs.permissions import Permission
from tests.guards.rows import Row
from tests.programs import learning

MANAGE, LEARN = Permission.PROGRAM_MANAGE, Permission.LEARNING_TAKE_PART

PUBLIC = {
    "programs/verify/": "anyone may verify the number on a certificate",
    "programs/verify/<uuid:ref>/": "anyone who was shown a certificate may verify it",
    "programs/issuers/<uuid:ref>/revoked.json": "programs that verify badges ask it",
}
LAYOUT = {"name": "Texas", "columns": "HOURS = hours"}


def _attended(get):
    cohort = learning.make_cohort(get("riverside"))
    session = learning.make_session(cohort, days_ago=3)
    place = learning.enroll(cohort, get("leader"))
    learning.attend(place, session)
    return place, session


def cohort(get):
    return {"ref": _attended(get)[0].cohort.ref}


def participant(get):
    return {"ref": _attended(get)[0].ref}


def certificate(get):
    from headship.programs.actions import certificates  # noqa: PLC0415 -- needs the apps

    place, session = _attended(get)
    made = certificates.issue_certificate(
        participant=place, session=session, by=get("leader")
    )
    return {"ref": made.ref}


def batch(get):
    from headship.programs.actions import (  # noqa: PLC0415 -- needs the apps
        certificate_batches,
    )

    place, session = _attended(get)
    made = certificate_batches.start_batch(
        cohort=place.cohort, session=session, by=get("leader")
    )
    return {"ref": made.ref}


def layout(get):
    from headship.programs.actions import hours  # noqa: PLC0415 -- needs the apps

    made = hours.save_layout(
        layout=None, name="State", columns=[("H", "hours")], by=get("leader")
    )
    return {"ref": made.ref}


def more_certificates(get, count):
    from headship.programs.actions import certificates  # noqa: PLC0415 -- needs the apps

    newest = learning.Cohort.objects.order_by("pk").last()
    session = newest.sessions.get()
    for place in learning.enroll_people(newest, get("riverside"), count):
        learning.attend(place, session)
        certificates.issue_certificate(
            participant=place, session=session, by=get("leader")
        )


def more_keys(get, count):
    from headship.programs.actions import badge_keys  # noqa: PLC0415 -- needs the apps

    for _number in range(count):
        badge_keys.rotate_key(by=get("leader"))


def more_of_my_own(get, count):
    for _number in range(count):
        certificate(get)


def more_layouts(get, count):
    from headship.programs.models import HoursLayout  # noqa: PLC0415 -- needs the apps

    have = HoursLayout.objects.count()
    HoursLayout.objects.bulk_create(
        HoursLayout(organization=get("riverside"), name=f"Layout {have + it}")
        for it in range(count)
    )


ROWS = [
    Row(
        "programs:certificate_list",
        "GET",
        MANAGE,
        target=cohort,
        grow=more_certificates,
    ),
    Row(
        "programs:certificate_list_csv",
        "GET",
        MANAGE,
        target=cohort,
        grow=more_certificates,
    ),
    Row(
        "programs:certificate_people",
        "GET",
        MANAGE,
        target=cohort,
        grow=more_certificates,
    ),
    Row(
        "programs:certificate_people_csv",
        "GET",
        MANAGE,
        target=cohort,
        grow=more_certificates,
    ),
    Row("programs:completion_rule", "POST", MANAGE, target=cohort),
    Row("programs:certificate_issue", "POST", MANAGE, target=participant),
    Row("programs:certificate_issue_all", "POST", MANAGE, target=cohort),
    Row("programs:certificate_batch", "GET", MANAGE, target=batch),
    Row("programs:certificate_batch_resume", "POST", MANAGE, target=batch),
    Row("programs:certificate_revoke", "GET", MANAGE, target=certificate),
    Row("programs:certificate_revoke", "POST", MANAGE, target=certificate),
    Row("programs:certificate_pdf", "GET", MANAGE, target=certificate),
    Row("programs:certificate_badge", "GET", MANAGE, target=certificate),
    Row("programs:badge_key_list", "GET", MANAGE, grow=more_keys),
    Row("programs:badge_key_rotate", "POST", MANAGE),
    Row("programs:hours_report", "GET", MANAGE, grow=more_layouts),
    Row("programs:hours_report_csv", "GET", MANAGE, data={"kind": "session"}),
    Row("programs:hours_layout_create", "GET", MANAGE),
    Row("programs:hours_layout_create", "POST", MANAGE, data=LAYOUT),
    Row("programs:hours_layout_change", "GET", MANAGE, target=layout),
    Row("programs:hours_layout_change", "POST", MANAGE, target=layout, data=LAYOUT),
    Row("programs:hours_layout_remove", "POST", MANAGE, target=layout),
    Row("programs:my_certificates", "GET", LEARN, grow=more_of_my_own),
    Row("programs:my_certificates_csv", "GET", LEARN, grow=more_of_my_own),
    Row("programs:my_hours_csv", "GET", LEARN, grow=more_of_my_own),
    Row("programs:my_certificate_pdf", "GET", LEARN, target=certificate),
    Row("programs:my_certificate_badge", "GET", LEARN, target=certificate),
]
