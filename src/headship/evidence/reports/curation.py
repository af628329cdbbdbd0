"""The pages of curators: proposals with what they change, and records with their past."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from headship.core.errors import PolicyError
from headship.evidence.contexts.wordings import (
    DISTRIBUTIONS,
    OTHERS,
    SHARES,
    sizes_words,
)
from headship.evidence.models import (
    CURATED_MODELS,
    Change,
    Curator,
    Intervention,
    Revision,
    Study,
)
from headship.evidence.policies import curation as policies
from headship.evidence.queries.records import FIELDS, revisions_of

State = Change.State
Rows = Iterable[Iterable[Any]]

# Words for what is no field of its own.
LABELS = {
    "reviewer": gettext_lazy("Reviewer"),
    "standards_version": gettext_lazy("Standards"),
    "intervention": gettext_lazy("Intervention"),
    "study": gettext_lazy("Study"),
    "findings": gettext_lazy("Findings"),
    "edition": gettext_lazy("Edition of the export"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field, before and after, as texts; empty is not reported."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage:
    """A proposal for one curator: what it changes and what they may do with it."""

    change: Change
    differences: tuple[Difference, ...]
    record: Any
    is_own: bool
    can_write: bool
    can_submit: bool
    can_withdraw: bool
    can_review: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PastChange:
    """One change of a record: when, why, and what stood there before."""

    at: datetime
    number: int
    cause: str
    reason: str
    before: tuple[tuple[str, str], ...]


def change_page(change: Change, curator: Curator) -> ChangePage:
    """Gather a proposal for the curator who looks at it."""
    record = None
    if change.target:
        manager = CURATED_MODELS[change.kind]._default_manager  # noqa: SLF001
        record = manager.filter(ref=change.target).first()
    return ChangePage(
        change=change,
        differences=differences(change),
        record=record,
        is_own=change.proposed_by_id == curator.pk,
        can_write=_is_allowed(policies.check_can_write, change, curator),
        can_submit=_is_allowed(policies.check_can_submit, change, curator),
        can_withdraw=_is_allowed(policies.check_can_withdraw, change, curator),
        can_review=_is_allowed(policies.check_can_review, change, curator),
    )


def differences(change: Change) -> tuple[Difference, ...]:
    """Return the fields that a proposal changes, in the order of the form."""
    names = [name for name in FIELDS[change.kind] if name in change.payload]
    return tuple(
        Difference(
            label=field_label(change.kind, name),
            before=spoken(change.kind, name, change.base.get(name)),
            after=spoken(change.kind, name, change.payload[name]),
        )
        for name in names
        if change.payload[name] != change.base.get(name, _blank(change.payload[name]))
    )


def history(record: Any, kind: str) -> tuple[PastChange, ...]:
    """Return the changes of a record, newest first; curators are not named here."""
    return tuple(
        PastChange(
            at=revision.at,
            number=revision.number,
            cause=_cause(revision),
            reason=revision.change.reason if revision.change else "",
            before=tuple(
                (field_label(kind, name), spoken(kind, name, value))
                for name, value in revision.before.items()
            ),
        )
        for revision in revisions_of(record.ref)
    )


def history_rows(changes: Iterable[PastChange]) -> tuple[list[str], Rows]:
    """Return a history as a table."""
    header = [_("When"), _("Cause"), _("Reason"), _("Field"), _("Before")]
    return header, (
        (change.at.isoformat(), change.cause, change.reason, label, before)
        for change in changes
        for label, before in change.before
    )


def change_rows(changes: Iterable[Change]) -> tuple[list[str], Rows]:
    """Return proposals as a table."""
    header = [
        *(
            _("Kind of record"),
            pgettext("entry", "Record"),
            _("State"),
            _("Proposed by"),
        ),
        *(_("Proposed at"), _("Reason"), _("Reviewed by"), _("Note")),
    ]
    return header, (
        (
            *(it.get_kind_display(), it.label, it.get_state_display()),
            *(it.proposed_by, it.proposed_at.isoformat(), it.reason),
            *(it.reviewed_by or "", it.note),
        )
        for it in changes
    )


def record_rows(kind: str, records: Iterable[Any]) -> tuple[list[str], Rows]:
    """Return records as a table."""
    header = [
        _("Kind of record"),
        pgettext("entry", "Record"),
        _("Origin"),
        _("Reference"),
    ]
    return header, ((kind, str(it), it.get_origin_display(), it.ref) for it in records)


def field_label(kind: str, name: str) -> str:
    """Return the words for a field of a record."""
    if name in LABELS:
        return str(LABELS[name])
    model: Any = CURATED_MODELS[kind]
    return str(model._meta.get_field(name).verbose_name).capitalize()  # noqa: SLF001


def spoken(kind: str, name: str, value: Any) -> str:
    """Return a value as a curator reads it."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if name == "context":
        return "\n".join(_sample_line(key, it) for key, it in sorted(value.items()))
    if isinstance(value, list):
        return _inline(value)
    return _referred(name, value) or _chosen(kind, name, value)


def _referred(name: str, value: Any) -> str:
    models: Mapping[str, Any] = {"intervention": Intervention, "study": Study}
    if name not in models or not isinstance(value, str):
        return ""
    found = models[name].objects.filter(ref=value).first()
    return str(found) if found else ""


def _chosen(kind: str, name: str, value: Any) -> str:
    model: Any = CURATED_MODELS.get(kind)
    names = {it.name for it in model._meta.fields} if model else set()  # noqa: SLF001
    if model is None or name not in names:
        return str(value)
    choices = dict(model._meta.get_field(name).flatchoices)  # noqa: SLF001
    return str(choices.get(value, value))


def _sample_line(key: str, value: Any) -> str:
    """Return one line of a study's sample, shares as percentages."""
    if key in DISTRIBUTIONS:
        title, names = DISTRIBUTIONS[key]
        shares = [
            f"{names.get(name, name)} {_percent(it)}" for name, it in value.items()
        ]
        return f"{title}: {', '.join(shares)}"
    if key in SHARES:
        return f"{SHARES[key]}: {_percent(value)}"
    if key == "school_size":
        value = sizes_words(value)
    return f"{OTHERS.get(key, key)}: {_inline(value)}"


def _percent(value: float) -> str:
    return f"{value * 100:g} %"


def _inline(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _blank(value: Any) -> Any:
    """Return what a new record holds where nothing is entered."""
    return value if value in (None, "", [], {}, False) else None


def _cause(revision: Revision) -> str:
    if revision.change:
        return _("A curator changed it; another reviewed the change.")
    if revision.load and revision.load.edition:
        return _("The export of %(day)s was loaded.") % {
            "day": revision.load.edition.isoformat()
        }
    return _("A release of Headship renewed it.")


def _is_allowed(check: Any, change: Change, curator: Curator) -> bool:
    try:
        check(change, curator)
    except PolicyError:
        return False
    return True
