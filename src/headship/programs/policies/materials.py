"""What is possible now with a material."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import formats
from django.utils.translation import gettext as _

from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.core.files import MEGABYTE
from headship.programs.models import Material, MaterialLink, MaterialVersion

MOST_BYTES = 25 * MEGABYTE
LONGEST_LINK = timedelta(days=90)  # A link that never ends is a leak.


class LinkEndedError(PolicyError):
    """The link was good once."""


def check_license(license_key: str, note: str) -> None:
    """Refuse a permission that is not written down."""
    if license_key == Material.License.PERMITTED and not note.strip():
        raise PolicyError(
            _("Write down who gave permission, and for what, in the license note.")
        )


def check_is_not_withdrawn(material: Material) -> None:
    """Refuse to go on with what is withdrawn."""
    if material.is_withdrawn:
        raise PolicyError(_("This material is withdrawn. Restore it first."))


def check_is_withdrawn(material: Material) -> None:
    """Refuse to restore what is there."""
    if not material.is_withdrawn:
        raise PolicyError(_("This material is in the library already."))


def check_has_one_content(given: Sequence[bool]) -> None:
    """Refuse a version of nothing, or of two things."""
    if sum(given) != 1:
        raise PolicyError(_("A version is a file, a text or a link: give one of them."))


def check_can_make_link(version: MaterialVersion, expires_at: datetime) -> None:
    """Refuse a link that leads nowhere, has ended already, or never ends."""
    check_is_not_withdrawn(version.material)
    if version.form == MaterialVersion.Form.LINK:
        raise PolicyError(_("This version is a link itself; pass that on."))
    if expires_at <= now():
        raise PolicyError(_("Choose a day that is still to come."))
    if expires_at > now() + LONGEST_LINK:
        raise PolicyError(
            _("A link lasts at most %(days)d days.") % {"days": LONGEST_LINK.days}
        )


def check_link_is_alive(link: MaterialLink) -> None:
    """Refuse a link whose time is over, or whose material is gone."""
    if link.version.material.is_withdrawn:
        raise LinkEndedError(
            _("%(title)s has been withdrawn. Ask %(provider)s what replaces it.")
            % {
                "title": link.version.material.title,
                "provider": link.organization.name,
            }
        )
    if link.expires_at <= now():
        raise LinkEndedError(
            _("This link expired on %(day)s. Ask %(provider)s for a new one.")
            % {
                "day": formats.date_format(link.expires_at, "DATE_FORMAT"),
                "provider": link.organization.name,
            }
        )
