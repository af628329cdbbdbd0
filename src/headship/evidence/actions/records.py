"""The records that ship with Headship: put in place, and renewed by a new release."""

import hashlib
from collections import Counter
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.db.models import Model

from headship.core import audit
from headship.core.clock import now
from headship.evidence.actions.catalogs import make_catalog
from headship.evidence.actions.merging import write_revisions
from headship.evidence.actions.recomputing import set_computed
from headship.evidence.events import Event
from headship.evidence.models import (
    Claim,
    Finding,
    Intervention,
    Load,
    Origin,
    Rating,
    Review,
    Revision,
    Study,
)
from headship.evidence.shipped.claims import shipped_claims
from headship.evidence.shipped.reading import FOLDER, read_shipped, tidy

RECORDS = (
    "balanced-leadership.toml",
    "new-leaders-aspiring-principals.toml",
    "targeted-intensive-school-support.toml",
)
LAYOUT = "shipped"
# Names of other records in the files, which are not fields.
NOT_FIELDS = frozenset({"key", "review", "reviews", "findings", "origin"})

Values = dict[str, Any]


@transaction.atomic
def ship_evidence() -> Counter[str]:
    """Put the shipped records and claims in place; return how many were new or changed.

    Safe to run at every start. What a curator has changed, and what an import of the
    clearinghouse has brought, stays as it is.
    """
    shipping = _Shipping()
    for name in RECORDS:
        shipping.record(read_shipped(name))
    for claim in shipped_claims():
        shipping.claim(claim)
    return shipping.finish()


class _Shipping:
    """One run: writes what differs, and counts it."""

    def __init__(self) -> None:
        self.done: Counter[str] = Counter()
        self.revised: list[tuple[Revision.Kind, Any, Values]] = []

    def record(self, record: Values) -> None:
        intervention = self._put(
            Intervention, Revision.Kind.INTERVENTION, record["intervention"], "wwc_id"
        )
        reviews = {}
        for study in record["studies"]:
            stored = self._put(Study, Revision.Kind.STUDY, study, "wwc_id")
            for review in study["reviews"]:
                reviews[review["key"]] = self._put(
                    Review, Revision.Kind.REVIEW, review, "wwc_id", study=stored
                )
        for finding in record["findings"]:
            review = reviews[finding["review"]]
            self._put(
                Finding,
                Revision.Kind.FINDING,
                finding,
                "number",
                intervention=intervention,
                study=review.study,
                review=review,
            )
        for rating in record["ratings"]:
            self._rating(rating, intervention)

    def claim(self, values: Values) -> None:
        self._put(Claim, Revision.Kind.CLAIM, values, "key")

    def finish(self) -> Counter[str]:
        """Keep the history, and tell of it once if anything was written."""
        if not self.done:
            return self.done
        at = now()
        load = Load.objects.create(
            layout=LAYOUT,
            files=[*RECORDS, "claims.toml"],
            sha256=_fingerprint(),
            counts=dict(self.done),
            started_at=at,
            finished_at=at,
        )
        for kind, stored, before in self.revised:
            write_revisions(kind, [(stored, before)], load=load)
        audit.record(
            Event.EVIDENCE_SHIPPED,
            subject=load,
            by=audit.System(),
            details=dict(self.done),
        )
        make_catalog()
        return self.done

    def _rating(self, rating: Values, intervention: Any) -> None:
        known = Rating.objects.filter(
            intervention=intervention,
            outcome_domain=rating["outcome_domain"],
            whose=rating["whose"],
            protocol=rating.get("protocol", ""),
        ).first()
        stored = self._put(
            Rating,
            Revision.Kind.RATING,
            rating | ({"ref": known.ref} if known else {}),
            "ref",
            intervention=intervention,
        )
        stored.findings.add(*Finding.objects.filter(number__in=rating["findings"]))

    def _put(
        self,
        model: type[Model],
        kind: Revision.Kind,
        record: Values,
        key: str,
        **references: Any,
    ) -> Any:
        """Return the stored record, written if it is new or differs."""
        values = _values(record, key) | references
        if model is not Claim:
            values["origin"] = Origin.WWC if "edition" in record else Origin.CURATED
        manager: Any = model._default_manager  # noqa: SLF001 -- Django's public name
        name = key if key in record else "ref"
        stored = manager.filter(**{name: record[name]}).first()
        if stored is None:
            stored = model(**values)
            _compute(stored)
            stored.save()
            self.done[f"{kind.value} new"] += 1
        elif not _is_taken_over(stored, values):
            self._renew(stored, kind, values)
        return stored

    def _renew(self, stored: Any, kind: Revision.Kind, values: Values) -> None:
        before = {
            name: _plain(getattr(stored, name))
            for name, value in values.items()
            if name not in {"ref", "slug"} and getattr(stored, name) != value
        }
        if not before:
            return
        for name in before:
            setattr(stored, name, values[name])
        _compute(stored)
        stored.save()
        self.revised.append((kind, stored, before))
        self.done[f"{kind.value} changed"] += 1


def _values(record: Values, key: str) -> Values:
    """Return the fields of a record in a file, texts tidied."""
    return {
        name: tidy(value) if isinstance(value, str) else value
        for name, value in record.items()
        if name not in NOT_FIELDS or name == key
    }


def _is_taken_over(stored: Any, values: Values) -> bool:
    """Tell whether a curator or an import speaks for a record by now."""
    if isinstance(stored, Claim):
        return False
    if values["origin"] == Origin.WWC:
        return True
    return Revision.objects.filter(ref=stored.ref, change__isnull=False).exists()


def _compute(stored: Any) -> None:
    if isinstance(stored, Finding):
        set_computed([stored])


def _plain(value: Any) -> Any:
    """Return a reference to another record as its ref, for the history."""
    is_record = isinstance(value, Intervention | Study | Review)
    return str(value.ref) if is_record else value


def _fingerprint() -> str:
    folder = files(FOLDER)
    texts = [folder.joinpath(name).read_bytes() for name in (*RECORDS, "claims.toml")]
    return hashlib.sha256(b"".join(texts)).hexdigest()
