"""Components that a person presses, follows or fills in."""

from typing import Any

from django.forms import BoundField, Form
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from headship.core.components.rendering import render_component

GROUPED = {"radioselect", "checkboxselectmultiple"}


def button(label: str, kind: str = "primary", **options: Any) -> SafeString:
    """Write a button; ``refused`` is the sentence why it cannot be pressed now.

    Kinds: primary, secondary, quiet, danger. Options: type, name, value, icon, form,
    refused, data (a ``data-`` attribute's name, for a module to find it by).
    """
    return render_component(
        "button", label=label, kind=kind, **{"type": "submit"} | options
    )


def link_button(label: str, url: str, kind: str = "secondary", icon: str = "") -> Any:
    """Write a link that looks like a button."""
    return render_component("link_button", label=label, url=url, kind=kind, icon=icon)


def field(bound: BoundField, hint: str = "", label: str = "") -> SafeString:
    """Write a form field with its label, hint and errors, linked for screen readers."""
    hint = hint or str(bound.help_text)
    kind = type(bound.field.widget).__name__.lower()
    described_by = _described_by(bound, hint)
    attrs: dict[str, str | bool] = (
        {}
        if kind in GROUPED or not described_by
        else {"aria-describedby": described_by}
    )
    return render_component(
        "field",
        field=bound,
        label=label or bound.label,
        hint=hint,
        kind="hidden" if bound.is_hidden else kind,
        is_group=kind in GROUPED,
        is_checkbox=kind == "checkboxinput",
        described_by=described_by,
        widget=bound.as_widget(attrs=attrs),
    )


def _described_by(bound: BoundField, hint: str) -> str:
    ids = [f"{bound.auto_id}_hint"] if hint else []
    ids += [f"{bound.auto_id}_error"] if bound.errors else []
    return " ".join(ids)


def form_errors(form: Form, title: Any = "") -> SafeString:
    """Write what is wrong in a form, each line leading to its field."""
    problems = [
        {
            "label": form[name].label,
            "target": form[name].id_for_label or form[name].auto_id,
            "words": words,
        }
        for name, errors in form.errors.items()
        if name != "__all__"
        for words in errors
    ]
    return render_component(
        "form_errors",
        title=title or _("This could not be saved yet."),
        problems=problems,
        general=form.non_field_errors(),
        is_shown=bool(form.errors),
    )


def orgurl(context: dict[str, Any], name: str, **parts: Any) -> str:
    """Return the address of a page in the current member's organization."""
    member = context.get("member") or context["request"].member
    return reverse(name, kwargs={"org": member.organization.slug, **parts})
