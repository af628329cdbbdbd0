"""What people enter about materials."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from headship.core.clock import today
from headship.core.errors import PolicyError
from headship.core.files import ENDINGS, check
from headship.orgs.models import Organization
from headship.practice.forms import responsibility_choices
from headship.programs.actions.materials import Content, MaterialText
from headship.programs.forms.fields import FilterForm, choice_filter, search_field
from headship.programs.models import Cohort, Material, MaterialAccess
from headship.programs.policies.materials import MOST_BYTES

EVERY_COHORT = "all"
END_OF_DAY = time(23, 59)
USUAL_LINK_DAYS = 14


class MaterialForm(forms.Form):
    """What the library says of a material."""

    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Material.Kind.choices)
    summary = forms.CharField(
        label=_("What it is for"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=300,
        help_text=_("Who wrote it, when, where it was published."),
    )
    license = forms.ChoiceField(label=_("License"), choices=Material.License.choices)
    license_note = forms.CharField(
        label=_("Note on the license"), required=False, max_length=300
    )
    responsibilities = forms.MultipleChoiceField(
        label=_("Responsibilities"),
        required=False,
        choices=responsibility_choices,
        widget=forms.CheckboxSelectMultiple,
    )

    @property
    def material_text(self) -> MaterialText:
        """Return what was entered; call after is_valid."""
        found = self.cleaned_data
        return MaterialText(
            title=found["title"],
            kind=found["kind"],
            summary=found["summary"],
            source=found["source"],
            license=found["license"],
            license_note=found["license_note"],
            responsibilities=tuple(found["responsibilities"]),
        )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        note = found.get("license_note", "").strip()
        if found.get("license") == Material.License.PERMITTED and not note:
            self.add_error(
                "license_note", _("Write down who gave permission, and for what.")
            )
        return found


class VersionForm(forms.Form):
    """A file, a text or a link."""

    upload = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ENDINGS)}),
        help_text=_("At most 25 MB: documents, slides, tables, pictures or text."),
    )
    text = forms.CharField(
        label=_("Or text"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Markdown: # for headings, - for lists, ** for what is strong."),
    )
    url = forms.CharField(
        label=_("Or link"),
        required=False,
        max_length=500,
        widget=forms.URLInput,
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={"invalid": _("Give a link that begins with https://.")},
    )
    note = forms.CharField(label=_("What is new"), required=False, max_length=300)

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        if upload is not None:
            try:
                check(upload, most_bytes=MOST_BYTES)
            except PolicyError as error:
                raise forms.ValidationError(str(error)) from error
        return upload

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        given = [name for name in ("upload", "text", "url") if found.get(name)]
        if not self.errors and len(given) != 1:
            self.add_error(None, _("Give one of the three: a file, a text or a link."))
        return found

    @property
    def content(self) -> Content:
        """Return what was entered; call after is_valid."""
        return Content(**self.cleaned_data)


class AccessForm(forms.Form):
    """Who has a material."""

    audiences = forms.MultipleChoiceField(
        label=_("Who has it"),
        required=False,
        choices=MaterialAccess.Audience.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    cohorts = forms.MultipleChoiceField(
        label=_("In which cohorts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, cohorts: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._cohorts = {str(it.ref): it for it in cohorts}
        self.fields["cohorts"].choices = [  # type: ignore[attr-defined]
            (EVERY_COHORT, _("All cohorts, also later ones")),
            *((ref, it.title) for ref, it in self._cohorts.items()),
        ]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("audiences") and not found.get("cohorts"):
            self.add_error("cohorts", _("Choose all cohorts, or at least one."))
        return found

    @property
    def chosen_cohorts(self) -> list[Cohort | None]:
        """Return the cohorts, None for all of them; call after is_valid."""
        chosen = self.cleaned_data["cohorts"]
        if EVERY_COHORT in chosen:
            return [None]
        return [self._cohorts[ref] for ref in chosen]


def access_initial(access: Any) -> dict[str, Any]:
    """Return who has a material as the form above shows it."""
    return {
        "audiences": sorted({it.audience for it in access}),
        "cohorts": [str(it.cohort.ref) if it.cohort else EVERY_COHORT for it in access],
    }


class LinkForm(forms.Form):
    """A link that ends."""

    label = forms.CharField(label=_("For whom"), max_length=200)
    last_day = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, organization: Organization, **options: Any) -> None:
        usual = today(organization.time_zone) + timedelta(days=USUAL_LINK_DAYS)
        super().__init__(*args, **{"initial": {"last_day": usual}, **options})
        self._zone = ZoneInfo(organization.time_zone)

    @property
    def expires_at(self) -> datetime:
        """Return the last moment of the last day; call after is_valid."""
        return datetime.combine(self.cleaned_data["last_day"], END_OF_DAY, self._zone)


class CodeForm(forms.Form):
    """The code of a link."""

    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        widget=forms.TextInput(attrs={"data-code": "", "autocomplete": "off"}),
    )


class MaterialFilterForm(FilterForm):
    """The filters above the list of materials."""

    search = search_field()
    kind = choice_filter(_("Kind"), _("All kinds"), Material.Kind.choices)
    responsibility = forms.ChoiceField(label=_("Responsibility"), required=False)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("In the library")), ("withdrawn", _("Withdrawn"))],
    )
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[("", _("Title")), ("newest", _("Newest version first"))],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["responsibility"].choices = [  # type: ignore[attr-defined]
            ("", _("All")),
            *responsibility_choices(),
        ]


class LibraryFilterForm(MaterialFilterForm):
    """The filters above one's own library."""

    status = None  # type: ignore[assignment]
    sort = None  # type: ignore[assignment]
