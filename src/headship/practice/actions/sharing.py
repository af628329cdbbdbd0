"""Sharing a practice, and saying something about one."""

from collections.abc import Collection

from django.db import transaction

from headship.core import audit
from headship.core.clock import now
from headship.orgs.models import Membership
from headship.practice import policies
from headship.practice.events import Event
from headship.practice.models import Practice, PracticeFeedback, Share

COHORT = {Share.Audience.FACILITATOR.value, Share.Audience.PEERS.value}


@transaction.atomic
def share_practice(
    *,
    practice: Practice,
    audiences: Collection[str],
    coach: Membership | None,
    by: Membership,
) -> Practice:
    """Let exactly these people read a practice with its evidence from now on."""
    wanted = COHORT & set(audiences)
    if wanted:
        policies.check_can_share_with_cohort(practice)
    kept = Share.objects.filter(practice=practice, audience__in=wanted)
    Share.objects.filter(practice=practice).exclude(pk__in=kept.values("pk")).delete()
    for audience in sorted(wanted - set(kept.values_list("audience", flat=True))):
        Share.objects.create(practice=practice, audience=audience, shared_at=now())
    if coach is not None:
        Share.objects.create(
            practice=practice,
            audience=Share.Audience.COACH,
            member=coach,
            shared_at=now(),
        )
    audit.record(
        Event.PRACTICE_SHARED,
        subject=practice,
        by=by,
        details={"with": sorted(wanted) + ["coach"] * bool(coach)},
    )
    return practice


@transaction.atomic
def give_feedback(
    *, practice: Practice, part: str, text: str, by: Membership
) -> PracticeFeedback:
    """Say something about a practice that is shared with the author.

    The author may belong to another organization than the practice; whoever calls has
    found the practice through an access function that admits the author.
    """
    feedback: PracticeFeedback = PracticeFeedback.objects.create(
        practice=practice,
        author=by,
        author_name=str(by),
        part=part,
        text=text,
        given_at=now(),
    )
    audit.record(Event.PRACTICE_ANSWERED, subject=practice, by=by)
    return feedback
