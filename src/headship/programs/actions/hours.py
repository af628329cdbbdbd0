"""Layouts of hour reports."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from headship.core import audit
from headship.core.errors import PolicyError
from headship.orgs.models import Membership
from headship.programs.events import Event
from headship.programs.hour_columns import Column
from headship.programs.models import HoursLayout


@transaction.atomic
def save_layout(
    *, layout: HoursLayout | None, name: str, columns: list[Column], by: Membership
) -> HoursLayout:
    """Keep the columns of a report under a name."""
    layout = layout or HoursLayout(organization=by.organization)
    layout.name, layout.columns = name, [list(column) for column in columns]
    try:
        with transaction.atomic():
            layout.save()
    except IntegrityError:
        raise PolicyError(
            _("There is a layout of this name. Choose another name.")
        ) from None
    audit.record(Event.HOURS_LAYOUT_SAVED, subject=layout, by=by)
    return layout


@transaction.atomic
def remove_layout(*, layout: HoursLayout, by: Membership) -> None:
    """Forget a layout; reports that were made with it stay with whoever has them."""
    audit.record(Event.HOURS_LAYOUT_REMOVED, subject=layout, by=by)
    layout.delete()
