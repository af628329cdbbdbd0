"""The words for what is kept of a study's sample, as curators write and read it."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LOCALES = {"city": _("City"), "suburb": _("Suburb"), "rural": _("Rural")}
RACES = {
    "asian": _("Asian"),
    "black": _("Black"),
    "hispanic": _("Hispanic"),
    "native_american": _("Native American"),
    "pacific_islander": _("Pacific Islander"),
    "white": _("White"),
    "other": _("Other or unknown"),
}
ETHNICITIES = {"hispanic": _("Hispanic"), "not_hispanic": _("Not Hispanic")}
GENDERS = {"female": _("Girls or women"), "male": _("Boys or men")}
GROUPS = {
    "frpl": _("Free or reduced-price lunch"),
    "english_learners": _("English learners"),
    "special_education": _("Special education"),
}
SHARES = GROUPS | {"autism": _("Autism"), "minority": _("Minority")}
DISTRIBUTIONS = {
    "race": (_("Race"), RACES),
    "ethnicity": (_("Ethnicity"), ETHNICITIES),
    "gender": (_("Gender"), GENDERS),
}
OTHERS = {
    "locale": _("Locales"),
    "grades": _("Grades"),
    "state": _("States"),
    "region": _("Regions"),
    "school_type": _("Kinds of schools"),
    "multisite": _("More than one site"),
    "size": _("People or units in the sample"),
    "school_size": _("Students of a school"),
}


def sizes_words(reported: Any) -> str:
    """Return the students of a study's school, or of the smallest and the largest."""
    if not isinstance(reported, dict):
        return f"{reported:,}"
    ends = {name: f"{students:,}" for name, students in reported.items()}
    return gettext("%(fewest)s to %(most)s") % ends
