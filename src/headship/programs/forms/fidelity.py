"""How each block of a session went, as a facilitator fills it in."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from headship.programs.actions.fidelity import Account
from headship.programs.models import Block, FidelityLine

Outcome = FidelityLine.Outcome
LONGEST_BLOCK = 900  # Minutes; a block that fills two days at most.


class BlockForm(forms.Form):
    """One block: as planned, adapted or left out; how long; and why."""

    outcome = forms.ChoiceField(
        label=_("How it went"), choices=Outcome, widget=forms.RadioSelect
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=0, max_value=LONGEST_BLOCK
    )
    note = forms.CharField(
        label=_("What was different"), max_length=300, required=False
    )

    def __init__(self, *args, block: Block, **kwargs):
        super().__init__(*args, **kwargs)
        self.block = block

    def clean(self):
        outcome = self.cleaned_data.get("outcome")
        minutes = self.cleaned_data.get("minutes")
        if outcome == Outcome.LEFT_OUT:
            self.cleaned_data["minutes"] = 0
        elif minutes == 0:
            self.add_error("minutes", _("A block that took place took some minutes."))
        if (
            outcome in {Outcome.ADAPTED, Outcome.LEFT_OUT}
            and not (self.cleaned_data.get("note") or "").strip()
        ):
            self.add_error("note", _("Say in a few words what was different."))
        return self.cleaned_data

    @property
    def account(self) -> Account:
        told = self.cleaned_data
        return Account(
            outcome=told["outcome"], minutes=told["minutes"], note=told["note"].strip()
        )


class RemarksForm(forms.Form):
    """What else there is to say about the session."""

    remarks = forms.CharField(
        label=_("Remarks"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def block_forms(blocks: Sequence[Block], data=None) -> list[BlockForm]:
    """Return a form for each block, in order; as planned unless told otherwise."""
    return [
        BlockForm(
            data,
            block=block,
            prefix=f"b{place}",
            initial={"outcome": Outcome.DONE, "minutes": block.minutes},
        )
        for place, block in enumerate(blocks, start=1)
    ]
