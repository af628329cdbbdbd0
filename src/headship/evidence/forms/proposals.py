"""What all forms of curators share: a record as it should be, and why.

Every field that is left blank is *not reported*, which is never zero.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from headship.evidence.actions.curation import Proposal
from headship.evidence.models import Finding, Intervention, Study


def address_field(label: Any) -> forms.URLField:
    """Return an input for an address, which may be left blank."""
    return forms.URLField(
        label=label, required=False, max_length=500, assume_scheme="https"
    )


class LinesField(forms.CharField):
    """A list, one entry a line; blank is not reported."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in (value or "").splitlines()]
        return [line for line in lines if line] or None

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value or []))


class NumbersField(LinesField):
    """Public numbers of findings, one a line or with commas between."""

    def to_python(self, value: Any) -> Any:
        words = (value or "").replace(",", "\n")
        try:
            numbers = sorted({int(it) for it in super().to_python(words) or []})
        except ValueError:
            raise ValidationError(
                _("Write numbers of findings, one on a line.")
            ) from None
        known = set(
            Finding.objects.filter(number__in=numbers).values_list("number", flat=True)
        )
        if missing := sorted(set(numbers) - known):
            raise ValidationError(
                _("There is no finding %(numbers)s."),
                params={"numbers": ", ".join(map(str, missing))},
            )
        return numbers

    def run_validators(self, value: Any) -> None:
        forms.CharField.run_validators(self, " ".join(map(str, value)))


class RecordForm(forms.ModelForm):
    """Any of the forms: fields of one kind of record, and why."""

    SECTIONS: tuple[tuple[Any, tuple[str, ...]], ...] = ()

    reason = forms.CharField(
        label=_("Why this change"),
        help_text=_(
            "With the source, so that the second curator can check it. It stands in the "
            "public history."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )

    def __init__(self, *args: Any, editable: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        closed = set(self.fields) - {*editable, "reason"}
        for name in closed:
            del self.fields[name]
        # The models know blank as null; a form of theirs would insist on a value.
        nullable = {it.name for it in self._meta.model._meta.fields if it.null}  # noqa: SLF001
        for name in nullable & set(self.fields):
            self.fields[name].required = False

    @property
    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return the fields in groups, as they stand on the page."""
        found = [
            (title, [self[name] for name in names if name in self.fields])
            for title, names in self.SECTIONS
        ]
        return [(title, fields) for title, fields in found if fields]

    @property
    def payload(self) -> dict[str, Any]:
        """Return the record as it was written here, in plain values."""
        return {
            name: _plain(self.cleaned_data[name])
            for name in self.fields
            if name != "reason"
        }

    def proposal(self, kind: str, record: Any) -> Proposal:
        """Return what was written as a proposal about a record or a new one."""
        names = ("name", "title", "citation", "outcome_measure", "whose")
        texts = [str(self.cleaned_data.get(name) or "") for name in names]
        return Proposal(
            kind=kind,
            target=record.ref if record else None,
            label=str(record) if record else next(filter(None, texts), ""),
            payload=self.payload,
            reason=self.cleaned_data["reason"],
        )

    def offer(self, name: str, rows: QuerySet[Any]) -> None:
        """Let a field choose among records."""
        if name in self.fields:
            chosen: Any = self.fields[name]
            chosen.queryset = rows
            chosen.label_from_instance = _short

    def _post_clean(self) -> None:
        """Leave the model alone: what is proposed is not yet a record."""


def _short(record: Any) -> str:
    return str(getattr(record, "citation", record))[:110]


def _plain(value: Any) -> Any:
    if isinstance(value, Intervention | Study):
        return str(value.ref)
    return value.isoformat() if isinstance(value, date) else value
