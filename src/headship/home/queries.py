"""What is next for one member, gathered from the rooms below."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.utils.translation import gettext as _

from headship.feedback import queries as feedback
from headship.feedback.models import Cycle
from headship.home.lines import Line, local, to
from headship.home.programs import program_lines
from headship.orgs.models import Membership
from headship.orgs.permissions import Permission, has_permission
from headship.practice import queries as practice
from headship.practice.models import Practice
from headship.surveys import queries as surveys

MOST_LINES = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """At most seven lines, the most urgent first."""

    lines: tuple[Line, ...]
    more: int


def next_for(member: Membership) -> Home:
    """Return what is next for a member; dates are the organization's."""
    own = list(practice.practices(member))
    found = list(
        chain(
            _answers(member),
            _reviews(member, own),
            _practices(own),
            _approvals(member),
            _cycles(member),
            program_lines(member),
        )
    )
    found.sort(key=lambda line: line.due or date.max)
    return Home(lines=tuple(found[:MOST_LINES]), more=max(0, len(found) - MOST_LINES))


def _answers(member: Membership) -> Iterator[Line]:
    for invitation in surveys.waiting_for(member):
        is_self = invitation.group.perspective == "self"
        yield Line(
            text=_("Rate your own leadership")
            if is_self
            else _("Give feedback for %(name)s") % {"name": invitation.subject.label},
            url=to(member, "surveys_member:answer", ref=invitation.ref),
            due=local(invitation.survey.closes_at),
            minutes=8,
            is_post=True,
        )


def _reviews(member: Membership, own: list[Practice]) -> Iterator[Line]:
    if not has_permission(member, Permission.OWN_REPORT_VIEW):
        return
    with_practice = {it.origin_ref for it in own}
    for review in feedback.reviews(member)[:MOST_LINES]:
        if review.cycle.state == Cycle.State.NOMINATING:
            yield Line(
                text=_("Name your initiative and nominate raters"),
                url=review.get_absolute_url(),
                minutes=5,
            )
        elif review.cycle.is_closed and review.ref not in with_practice:
            yield Line(
                text=_("Read your report and choose what to practice: %(cycle)s")
                % {"cycle": review.cycle.name},
                url=to(member, "feedback:report_detail", ref=review.ref),
                minutes=15,
            )


def _practices(own: list[Practice]) -> Iterator[Line]:
    for it in own:
        if it.is_open:
            yield Line(text=it.what, url=it.get_absolute_url(), due=it.due_on)


def _approvals(member: Membership) -> Iterator[Line]:
    if not has_permission(member, Permission.NOMINATION_APPROVE):
        return
    count = feedback.nominations_to_decide(member).count()
    if count:
        yield Line(
            text=_("Decide on %(count)d nominated raters") % {"count": count},
            url=to(member, "feedback:approval_list"),
            minutes=3,
        )


def _cycles(member: Membership) -> Iterator[Line]:
    if not has_permission(member, Permission.CYCLE_MANAGE):
        return
    unfinished = feedback.cycles(member.organization).exclude(state=Cycle.State.CLOSED)
    for cycle in unfinished[:MOST_LINES]:
        words = (
            _("Watch the answers come in: %(cycle)s")
            if cycle.is_open
            else _("Finish preparing: %(cycle)s")
        )
        yield Line(
            text=words % {"cycle": cycle.name},
            url=cycle.get_absolute_url(),
            due=local(cycle.survey.closes_at),
        )
