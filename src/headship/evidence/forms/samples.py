"""The sample of a study as a curator enters it: blank is not reported."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from headship.evidence.contexts.wordings import GENDERS, GROUPS, LOCALES, RACES

GRADES = ("PS", "PK", "K", *(str(grade) for grade in range(1, 13)))
# Keys of a study's context that are entered here.
ENTERED = frozenset(
    {"race", "gender", "locale", "grades", "state", "size", "school_size", *GROUPS}
)
ROUNDING = 1.0  # Percentages that are rounded may add up to a little more than 100.


class _Percent(forms.FloatField):
    """A percentage that is kept as a share."""

    def __init__(self, label: Any) -> None:
        super().__init__(required=False, label=label, min_value=0, max_value=100)


class ContextWidget(forms.MultiWidget):
    """One group of inputs, each with its own label."""

    template_name = "evidence/forms/context.html"

    def __init__(self, fields: dict[str, forms.Field]) -> None:
        self.names = list(fields)
        self.labels = [field.label for field in fields.values()]
        super().__init__({name: field.widget for name, field in fields.items()})

    def decompress(self, value: Any) -> list[Any]:
        return _flat(value or {}, self.names)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        parts = context["widget"]["subwidgets"]
        context["labeled"] = list(zip(self.labels, parts, strict=True))
        return context


class ContextField(forms.MultiValueField):
    """A sample's shares and places; what is left blank stays out of it."""

    def __init__(self, *, label: Any) -> None:
        fields: dict[str, forms.Field] = {
            **{f"race_{key}": _Percent(text) for key, text in RACES.items()},
            **{f"gender_{key}": _Percent(text) for key, text in GENDERS.items()},
            **{key: _Percent(text) for key, text in GROUPS.items()},
            "locale": forms.CharField(
                required=False, label=_("Locales: city, suburb, rural")
            ),
            "grades": forms.CharField(
                required=False, label=_("Grades: PS, PK, K, 1 to 12")
            ),
            "state": forms.CharField(required=False, label=_("States")),
            "size": forms.IntegerField(
                required=False, min_value=1, label=_("People or units in the sample")
            ),
            "fewest": forms.IntegerField(
                required=False, min_value=1, label=_("Students of the smallest school")
            ),
            "most": forms.IntegerField(
                required=False, min_value=1, label=_("Students of the largest school")
            ),
        }
        self.names = list(fields)
        super().__init__(
            list(fields.values()),
            label=label,
            required=False,
            require_all_fields=False,
            widget=ContextWidget(fields),
            help_text=_(
                "Percentages, and lists with commas. Leave blank what is not reported; "
                "0 means that there was nobody."
            ),
        )

    def compress(self, data_list: list[Any]) -> dict[str, Any]:
        given = dict(
            zip(self.names, data_list or [None] * len(self.names), strict=True)
        )
        found: dict[str, Any] = {
            "race": _shares(given, "race_", RACES, _("race")),
            "gender": _shares(given, "gender_", GENDERS, _("gender")),
            "locale": _listed(given["locale"], LOCALES),
            "grades": _listed(given["grades"], GRADES),
            "state": _words(given["state"]),
            "size": given["size"],
            "school_size": _sizes(given["fewest"], given["most"]),
        }
        found |= {key: _share(given[key]) for key in GROUPS}
        return {key: it for key, it in found.items() if it not in (None, {}, [])}


def _flat(context: dict[str, Any], names: list[str]) -> list[Any]:
    """Return a sample as the inputs show it."""
    flat: dict[str, Any] = {
        **{key: _percent(context.get(key)) for key in GROUPS},
        **{key: ", ".join(context.get(key) or ()) for key in ("locale", "grades")},
        "state": ", ".join(context.get("state") or ()),
        "size": context.get("size"),
        **_ends(context.get("school_size")),
    }
    for group in ("race", "gender"):
        for key, share in (context.get(group) or {}).items():
            flat[f"{group}_{key}"] = _percent(share)
    return [flat.get(name) for name in names]


def _ends(sizes: Any) -> dict[str, int]:
    """Return the smallest and the largest school; a study of one school has one size."""
    if sizes is None or isinstance(sizes, dict):
        return sizes or {}
    return {"fewest": sizes, "most": sizes}


def _sizes(fewest: int | None, most: int | None) -> dict[str, int] | int | None:
    if fewest is None and most is None:
        return None
    if fewest is None or most is None:
        raise ValidationError(
            _(
                "Give the students of both the smallest and the largest school, or "
                "neither: an average does not say which schools were studied."
            )
        )
    if fewest > most:
        raise ValidationError(
            _("The smallest school has more students than the largest.")
        )
    return fewest if fewest == most else {"fewest": fewest, "most": most}


def _percent(share: float | None) -> float | None:
    return None if share is None else round(share * 100, 4)


def _share(percent: float | None) -> float | None:
    return None if percent is None else round(percent / 100, 6)


def _shares(
    given: dict[str, Any], prefix: str, names: Any, what: Any
) -> dict[str, float]:
    shares = {name: given[prefix + name] for name in names}
    known = {name: it for name, it in shares.items() if it is not None}
    if sum(known.values()) > 100 + ROUNDING:
        raise ValidationError(
            _("The percentages by %(what)s add up to more than 100."),
            params={"what": what},
        )
    return {name: round(it / 100, 6) for name, it in known.items()}


def _words(text: str | None) -> list[str]:
    return [word.strip() for word in (text or "").split(",") if word.strip()]


def _listed(text: str | None, known: Any) -> list[str]:
    spelled = {name.casefold(): name for name in known}
    words = _words(text)
    for word in words:
        if word.casefold() not in spelled:
            raise ValidationError(
                _("“%(word)s” is not one of %(known)s."),
                params={"word": word, "known": ", ".join(known)},
            )
    wanted = {spelled[word.casefold()] for word in words}
    return [name for name in known if name in wanted]
