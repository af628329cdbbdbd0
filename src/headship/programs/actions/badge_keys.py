"""The keys that sign an organization's badges."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from headship.core import audit
from headship.core.audit import Actor
from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.orgs.models import Membership
from headship.programs.badges import keys
from headship.programs.events import Event
from headship.programs.models import BadgeKey
from headship.programs.queries import certificates as queries


def signing_key(by: Actor) -> tuple[BadgeKey, Ed25519PrivateKey]:
    """Return the organization's key, opened; the first is made when it is needed."""
    found = queries.active_key(by.organization) or _first_key(by)
    try:
        return found, keys.unseal(found.sealed_key, _secrets())
    except keys.SealedKeyError:
        raise PolicyError(
            _(
                "The key that signs badges cannot be opened: SECRET_KEY has changed. "
                "Put the earlier one into SECRET_KEY_FALLBACKS, or replace the key."
            )
        ) from None


@transaction.atomic
def rotate_key(*, by: Membership) -> BadgeKey:
    """Sign with a new key from now on; badges of the earlier one stay valid."""
    BadgeKey.objects.filter(
        organization=by.organization, state=BadgeKey.State.ACTIVE
    ).update(state=BadgeKey.State.RETIRED, retired_at=now())
    made = _new_key(by)
    audit.record(Event.BADGE_KEY_ROTATED, subject=made, by=by)
    return made


def _first_key(by: Actor) -> BadgeKey:
    """Make an organization's first key, unless another worker just did."""
    try:
        with transaction.atomic():
            made = _new_key(by)
            audit.record(Event.BADGE_KEY_MADE, subject=made, by=by)
            return made
    except IntegrityError:
        return BadgeKey.objects.get(
            organization=by.organization, state=BadgeKey.State.ACTIVE
        )


def _new_key(by: Actor) -> BadgeKey:
    key = keys.new_key()
    return BadgeKey.objects.create(
        organization=by.organization,
        public_key=keys.public_multibase(key),
        sealed_key=keys.seal(key, _secrets()),
        created_at=now(),
    )


def _secrets() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
