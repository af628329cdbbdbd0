"""Curators: appointed by whoever runs the site, proposing and reviewing in twos."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from headship.accounts.models import User
from headship.core import audit
from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.evidence import tasks
from headship.evidence.actions.notices import tell_proposer, tell_reviewers
from headship.evidence.actions.publishing import publish
from headship.evidence.events import Event
from headship.evidence.models import CURATED_MODELS, Change, Curator
from headship.evidence.policies import curation as policies
from headship.evidence.queries.records import snapshot

State = Change.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A record as somebody would write it; ``target`` is None for a new one."""

    kind: str
    target: UUID | None
    label: str
    payload: dict[str, Any]
    reason: str


@transaction.atomic
def appoint_curator(*, user: User, by: audit.Actor) -> Curator:
    """Let a person write in the library, with a second curator's review."""
    curator, is_new = Curator.objects.get_or_create(
        user=user, defaults={"appointed_at": now()}
    )
    if is_new or curator.dismissed_at:
        curator.appointed_at, curator.dismissed_at = now(), None
        curator.save(update_fields=["appointed_at", "dismissed_at"])
        audit.record(Event.CURATOR_APPOINTED, subject=curator, by=by)
    return curator


@transaction.atomic
def dismiss_curator(*, curator: Curator, by: audit.Actor) -> Curator:
    """End an appointment; the person stays named in the history."""
    curator.dismissed_at = now()
    curator.save(update_fields=["dismissed_at"])
    audit.record(Event.CURATOR_DISMISSED, subject=curator, by=by)
    return curator


@transaction.atomic
def propose_change(*, proposal: Proposal, by: Curator) -> Change:
    """Write down a change of the library as a draft; nothing is published."""
    policies.check_can_propose(proposal.target)
    change = Change.objects.create(
        kind=proposal.kind,
        target=proposal.target,
        label=proposal.label[:250],
        payload=proposal.payload,
        base=_base(proposal),
        reason=proposal.reason,
        proposed_by=by,
        proposed_at=now(),
    )
    audit.record(Event.CHANGE_PROPOSED, subject=change, by=by)
    return change


@transaction.atomic
def revise_change(*, change: Change, proposal: Proposal, by: Curator) -> Change:
    """Write a draft anew, against the record as it is now."""
    policies.check_can_write(change, by)
    change.payload, change.base = proposal.payload, _base(proposal)
    change.label, change.reason = proposal.label[:250], proposal.reason
    change.proposed_at = now()
    change.save(update_fields=["payload", "base", "label", "reason", "proposed_at"])
    audit.record(Event.CHANGE_PROPOSED, subject=change, by=by)
    return change


@transaction.atomic
def submit_change(*, change: Change, by: Curator) -> Change:
    """Ask another curator to look at a draft."""
    policies.check_can_submit(change, by)
    change.state = State.REVIEW
    change.save(update_fields=["state"])
    audit.record(Event.CHANGE_SUBMITTED, subject=change, by=by)
    tell_reviewers(change)
    return change


@transaction.atomic
def withdraw_change(*, change: Change, by: Curator) -> None:
    """Take back a proposal that nobody has decided on."""
    policies.check_can_withdraw(change, by)
    audit.record(Event.CHANGE_WITHDRAWN, subject=change, by=by)
    change.delete()


@transaction.atomic
def publish_change(*, change: Change, by: Curator, note: str = "") -> Change:
    """Write a reviewed proposal into the library, and keep what was there before."""
    change = Change.objects.select_for_update().get(pk=change.pk)
    policies.check_can_review(change, by)
    _decide(change, State.PUBLISHED, by, note)
    publish(change)
    audit.record(Event.CHANGE_PUBLISHED, subject=change, by=by)
    transaction.on_commit(tasks.refresh_search.enqueue)
    return change


@transaction.atomic
def decline_change(*, change: Change, by: Curator, note: str) -> Change:
    """Refuse a proposal and say why."""
    change = Change.objects.select_for_update().get(pk=change.pk)
    policies.check_can_review(change, by)
    if not note.strip():
        raise PolicyError(_("Say why, so that the other curator can do it better."))
    _decide(change, State.DECLINED, by, note)
    audit.record(Event.CHANGE_DECLINED, subject=change, by=by)
    return change


def _decide(change: Change, state: State, by: Curator, note: str) -> None:
    change.state, change.note = state, note.strip()
    change.reviewed_by, change.reviewed_at = by, now()
    change.save(update_fields=["state", "note", "reviewed_by", "reviewed_at"])
    tell_proposer(change)


def _base(proposal: Proposal) -> dict[str, Any]:
    """Return what the record holds now in the fields that are proposed."""
    if proposal.target is None:
        return {}
    manager = CURATED_MODELS[proposal.kind]._default_manager  # noqa: SLF001
    held = snapshot(proposal.kind, manager.get(ref=proposal.target))
    return {name: held[name] for name in proposal.payload}
