"""The catalogue's names in the reader's language.

The catalogue knows no Django, so the names that translators need stand here; a test
compares the two. Texts of the catalogue stay English and are marked so.
"""

from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy


class Named(Protocol):
    """A responsibility of the catalogue."""

    @property
    def name(self) -> str: ...

    @property
    def short_name(self) -> str: ...


CONTEXT = "responsibility"
NAMES: tuple[Promise, ...] = (
    pgettext_lazy("responsibility", "Contingent Rewards"),
    pgettext_lazy("responsibility", "Discipline"),
    pgettext_lazy("responsibility", "Focus"),
    pgettext_lazy(
        "responsibility", "Involvement in Curriculum, Instruction and Assessment"
    ),
    pgettext_lazy("responsibility", "Involvement in CIA"),
    pgettext_lazy("responsibility", "Order"),
    pgettext_lazy("responsibility", "Outreach"),
    pgettext_lazy("responsibility", "Resources"),
    pgettext_lazy("responsibility", "Change Agent"),
    pgettext_lazy("responsibility", "Flexibility"),
    pgettext_lazy("responsibility", "Ideals/Beliefs"),
    pgettext_lazy("responsibility", "Intellectual Stimulation"),
    pgettext_lazy(
        "responsibility", "Knowledge of Curriculum, Instruction and Assessment"
    ),
    pgettext_lazy("responsibility", "Knowledge of CIA"),
    pgettext_lazy("responsibility", "Monitoring/Evaluating"),
    pgettext_lazy("responsibility", "Optimizer"),
    pgettext_lazy("responsibility", "Affirmation"),
    pgettext_lazy("responsibility", "Communication"),
    pgettext_lazy("responsibility", "Culture"),
    pgettext_lazy("responsibility", "Input"),
    pgettext_lazy("responsibility", "Relationships"),
    pgettext_lazy("responsibility", "Situational Awareness"),
    pgettext_lazy("responsibility", "Visibility"),
)


def name_of(responsibility: Named) -> str:
    """Return a responsibility's name in the reader's language."""
    return pgettext(CONTEXT, responsibility.name)


def short_name_of(responsibility: Named) -> str:
    """Return the name for where a figure has no room."""
    return pgettext(CONTEXT, responsibility.short_name)
