"""Whose rows the tables of surveys hold.

Answers are named by their tables' names alone: nothing here may hold a row of them.
"""

from typing import Any

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from headship.core.holdings import Holding, register

ANSWERS = _(
    "Answers are anonymous. They leave as figures only, when enough people gave them."
)
ASKED = _("Who was asked stays beside who has answered, so neither is given out.")
SAID: dict[str, Any] = {
    "organization": "survey__organization",
    "hidden": "id survey subject group",
    "because": ANSWERS,
}
# Whoever asked keeps the count of those asked and of those who answered; the code
# opens nothing any more.
NOBODY = {
    "name": "",
    "email": "",
    "language": "en",
    "code_hash": Concat(Value("gone-"), Cast(F("pk"), CharField())),
}

register(
    Holding(
        "surveys.Survey",
        columns="ref title purpose sender state closes_at opened_at closed_at "
        "text_minimum",
        hidden="organization reminded_at",
    ),
    Holding(
        "surveys.SurveyPart",
        organization="survey__organization",
        columns="survey position version",
    ),
    Holding(
        "surveys.Subject",
        organization="survey__organization",
        columns="ref survey label",
        hidden="words",
        because=_("what a leader named as their initiative"),
    ),
    Holding(
        "surveys.RaterGroup",
        organization="survey__organization",
        columns="survey key label perspective position is_anonymous minimum",
    ),
    Holding(
        "surveys.Invitation",
        organization="survey__organization",
        person="member__user",
        hidden="survey subject group ref member name email language code_hash "
        "has_answered has_declined reminder_count",
        because=ASKED,
    ),
    Holding(
        "surveys.Invitation",
        organization="member__organization",
        host="survey__organization",
        because=ASKED,
        blank=NOBODY,
    ),
    Holding(
        "surveys.Draft",
        organization="invitation__survey__organization",
        hidden="invitation answers texts sitting",
        because=ANSWERS,
    ),
    Holding(
        "surveys.Draft",
        organization="invitation__member__organization",
        host="invitation__survey__organization",
        because=ANSWERS,
    ),
    Holding("surveys.Response", **SAID | {"hidden": f"{SAID['hidden']} answers"}),
    Holding("surveys.Comment", **SAID | {"hidden": f"{SAID['hidden']} question text"}),
    Holding(
        "surveys.Sheet",
        **SAID | {"hidden": f"{SAID['hidden']} n width answers comments"},
    ),
)
