"""Pages of feedback.

``leader`` tries every row, so the part in a cycle that a row names is put into
``leader``'s hands although an administrator is never rated.
"""

from datetime import timedelta

from headship.core.clock import today
from headship.feedback import actions
from headship.orgs.permissions import Permission
from tests.factories import make_member
from tests.feedback import rounds
from tests.guards.rows import Row

VIEW, MANAGE = Permission.CYCLE_VIEW, Permission.CYCLE_MANAGE
OWN, APPROVE = Permission.OWN_REPORT_VIEW, Permission.NOMINATION_APPROVE
GROUP = Permission.GROUP_REPORT_VIEW

LATER = str(today() + timedelta(days=40))
NEW = {"name": "Fall", "closes_on": LATER, "minimum": 5}


def _leader(get):
    riverside, boss = get("riverside"), get("leader")
    return rounds.make_people(riverside, 1, "leader", supervisor=boss)[0]


def _part(get, cycle=None):
    by = get("leader")
    cycle = cycle or rounds.make_cycle(by)
    staff = rounds.make_people(get("riverside"), 6)
    return rounds.add_leader(cycle, by, _leader(get), teachers=staff)


def _own(get, part):
    part.member = get("leader")
    part.save(update_fields=["member"])
    return {"ref": part.ref}


def prepared(get):
    return {"ref": _part(get).cycle.ref}


def opened(get):
    return {"ref": rounds.open_cycle(_part(get).cycle, get("leader")).ref}


def closed(get):
    return {"ref": _closed_part(get).cycle.ref}


def _closed_part(get):
    part = _part(get)
    rounds.open_cycle(part.cycle, get("leader"))
    rounds.answer(part, "teacher", rounds.varied(3, 6))
    rounds.close_cycle(part.cycle, get("leader"))
    return part


def part(get):
    return {"ref": _part(get).ref}


def opened_part(get):
    made = _part(get)
    rounds.open_cycle(made.cycle, get("leader"))
    return {"ref": made.ref}


def rater(get):
    made = _part(get)
    return {"ref": made.ref, "invitation": rounds.raters(made, "teacher")[0].ref}


def own(get):
    return _own(get, _part(get))


def own_nominating(get):
    made = _part(get)
    actions.open_nominations(cycle=made.cycle, by=get("leader"))
    return _own(get, made)


def own_nomination(get):
    made = _nominated(get)
    return {"ref": _own(get, made.participant)["ref"], "nomination": made.ref}


def own_report(get):
    return _own(get, _closed_part(get))


def reader(get):
    parts = own_report(get)
    made = _participant(parts["ref"])
    colleague = make_member(get("riverside"), "Reader", "coach")
    actions.share_report(participant=made, reader=colleague, by=get("leader"))
    return {**parts, "reader": colleague.ref}


def _participant(ref):
    from headship.feedback.models import Participant  # noqa: PLC0415 -- needs the apps

    return Participant.objects.select_related("cycle").get(ref=ref)


def _nominated(get):
    made = _part(get)
    actions.open_nominations(cycle=made.cycle, by=get("leader"))
    return actions.nominate(
        participant=made,
        nominees=rounds.make_people(get("riverside"), 1),
        group="peer",
        by=made.member,
    )[0]


def nomination(get):
    return {"ref": _nominated(get).ref}


def more_cycles(get, count):
    for _number in range(count):
        _part(get)


def more_reviews(get, count):
    for _number in range(count):
        made = _part(get)
        _own(get, made)
        other = _closed_part(get)
        actions.share_report(
            participant=_participant(other.ref), reader=get("leader"), by=other.member
        )


def more_nominations(get, count):
    for _number in range(count):
        _nominated(get)


def more_leaders(get, count):
    cycle = _cycles().last()
    for _number in range(count):
        _part(get, cycle)


def _cycles():
    from headship.feedback.models import Cycle  # noqa: PLC0415 -- needs the apps

    return Cycle.objects.order_by("pk")


def more_raters(get, count):
    made = _cycles().last().participants.get()
    people = rounds.make_people(get("riverside"), count)
    actions._invite(made, "peer", people, get("leader"))


ROWS = [
    Row("feedback:cycle_list", "GET", VIEW, grow=more_cycles),
    Row("feedback:cycle_list_csv", "GET", VIEW, grow=more_cycles),
    Row("feedback:cycle_create", "GET", MANAGE),
    Row("feedback:cycle_create", "POST", MANAGE, data=NEW),
    Row("feedback:cycle_detail", "GET", VIEW, target=prepared, grow=more_leaders),
    Row("feedback:cycle_leaders", "GET", MANAGE, target=prepared),
    Row("feedback:cycle_leaders", "POST", MANAGE, target=prepared),
    Row("feedback:cycle_nominations", "POST", MANAGE, target=prepared),
    Row("feedback:cycle_open", "GET", MANAGE, target=prepared, grow=more_leaders),
    Row("feedback:cycle_open", "POST", MANAGE, target=prepared),
    Row("feedback:cycle_extend", "GET", MANAGE, target=opened),
    Row("feedback:cycle_extend", "POST", MANAGE, target=opened),
    Row("feedback:cycle_remind", "POST", MANAGE, target=opened),
    Row("feedback:cycle_close", "GET", MANAGE, target=opened),
    Row("feedback:cycle_close", "POST", MANAGE, target=opened),
    Row("feedback:cycle_rates_csv", "GET", VIEW, target=prepared, grow=more_leaders),
    Row("feedback:group_report", "GET", GROUP, target=closed),
    Row("feedback:group_needs", "GET", GROUP, target=closed),
    Row("feedback:group_needs", "POST", GROUP, target=closed),
    Row("feedback:group_report_csv", "GET", GROUP, target=closed),
    Row("feedback:leader_remove", "GET", MANAGE, target=part),
    Row("feedback:leader_remove", "POST", MANAGE, target=part),
    Row("feedback:leader_raters", "GET", MANAGE, target=part, grow=more_raters),
    Row("feedback:leader_raters_csv", "GET", MANAGE, target=part, grow=more_raters),
    Row("feedback:leader_ask_staff", "POST", MANAGE, target=part),
    Row("feedback:leader_links", "POST", MANAGE, target=opened_part),
    Row("feedback:rater_remove", "GET", MANAGE, target=rater),
    Row("feedback:rater_remove", "POST", MANAGE, target=rater),
    Row("feedback:review_list", "GET", None, grow=more_reviews),
    Row("feedback:review_list_csv", "GET", None, grow=more_reviews),
    Row("feedback:review_detail", "GET", OWN, target=own),
    Row("feedback:review_nominate", "GET", OWN, target=own_nominating),
    Row("feedback:review_nominate", "POST", OWN, target=own_nominating),
    Row("feedback:nomination_withdraw", "POST", OWN, target=own_nomination),
    Row("feedback:review_initiative", "GET", OWN, target=own),
    Row("feedback:review_initiative", "POST", OWN, target=own),
    Row("feedback:report_share", "GET", OWN, target=own_report),
    Row("feedback:report_share", "POST", OWN, target=own_report),
    Row("feedback:report_unshare", "POST", OWN, target=reader),
    Row("feedback:next_step", "GET", OWN, target=own_report),
    Row("feedback:next_step", "POST", OWN, target=own_report),
    Row("feedback:approval_list", "GET", APPROVE, grow=more_nominations),
    Row("feedback:approval_list_csv", "GET", APPROVE, grow=more_nominations),
    Row("feedback:nomination_approve", "POST", APPROVE, target=nomination),
    Row("feedback:nomination_decline", "POST", APPROVE, target=nomination),
    Row("feedback:report_detail", "GET", None, target=own_report),
    Row("feedback:report_pdf", "GET", None, target=own_report),
    Row("feedback:report_csv", "GET", None, target=own_report),
    Row("feedback:report_technical", "GET", None, target=own_report),
    Row("feedback:report_technical_csv", "GET", None, target=own_report),
    Row("feedback:report_change", "GET", None, target=own_report),
    Row("feedback:report_change_csv", "GET", None, target=own_report),
]
