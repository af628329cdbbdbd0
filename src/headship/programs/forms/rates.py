"""What people enter about prices."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headship.programs.models import RateCard
from headship.programs.models.scopes import RATE_WORDS
from headship.programs.options.problem import Rates

CURRENCIES = [("USD", "USD"), ("CAD", "CAD"), ("EUR", "EUR"), ("GBP", "GBP")]
MOST_MONEY = Decimal("20000000")  # What the tables can hold in cents.


class MoneyField(forms.DecimalField):
    """An amount in whole units and cents, kept in cents."""

    def __init__(self, **options: Any) -> None:
        limits: dict[str, Any] = {
            "min_value": 0,
            "max_value": MOST_MONEY,
            "decimal_places": 2,
        }
        super().__init__(**(limits | options))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return Decimal(value) / 100
        return value

    def clean(self, value: Any) -> int | None:
        amount = super().clean(value)
        return None if amount is None else int(amount * 100)


class RateForm(forms.Form):
    """A provider's prices."""

    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    people_per_facilitator = forms.IntegerField(
        label=RATE_WORDS["people_per_facilitator"],
        min_value=1,
        max_value=500,
        help_text=_("A larger group gets another facilitator."),
    )

    def __init__(self, *args: Any, card: RateCard, **options: Any) -> None:
        kept = {name: getattr(card, name) for name in self.amounts()}
        kept["currency"] = card.currency
        kept["people_per_facilitator"] = card.people_per_facilitator
        super().__init__(*args, **{"initial": kept, **options})
        for name in self.amounts():
            self.fields[name] = MoneyField(label=RATE_WORDS[name])

    @staticmethod
    def amounts() -> list[str]:
        """Return the names of the prices, in the order of the form."""
        every = Rates.__dataclass_fields__
        return [name for name in every if name != "people_per_facilitator"]

    @property
    def rates(self) -> Rates:
        """Return what was entered; call after is_valid."""
        names = Rates.__dataclass_fields__
        return Rates(**{name: self.cleaned_data[name] for name in names})
