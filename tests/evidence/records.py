"""Records for tests: the least that is valid, anything else by keyword."""

import itertools

from headship.evidence.actions.catalogs import make_catalog
from headship.evidence.models import Finding, Intervention, Rating, Review, Study

_numbers = itertools.count(1)


def make_intervention(name="Lead Well", **fields):
    """Return a published intervention whose address is its name."""
    fields.setdefault("slug", name.lower().replace(" ", "-"))
    return Intervention.objects.create(name=name, **fields)


def make_study(citation="Doe, J. (2015). Leading well.", *, rating="unknown", **fields):
    """Return a study with one review."""
    reviewed_on = fields.pop("reviewed_on", None)
    study = Study.objects.create(citation=citation, **fields)
    Review.objects.create(
        study=study,
        reviewer="What Works Clearinghouse",
        standards_version="4.0",
        rating=rating,
        reviewed_on=reviewed_on,
    )
    return study


def make_finding(intervention, study=None, **fields):
    """Return a finding of a study of its own, unless one is given."""
    study = study or make_study()
    fields.setdefault("number", 900_000_000 + next(_numbers))
    fields.setdefault("outcome_measure", "Teacher survey")
    fields.setdefault("outcome_domain", "School climate")
    return Finding.objects.create(
        intervention=intervention, study=study, review=study.reviews.get(), **fields
    )


def make_rating(intervention, verdict="potentially_positive", **fields):
    """Return a verdict."""
    fields.setdefault("outcome_domain", "School climate")
    fields.setdefault("whose", "What Works Clearinghouse")
    return Rating.objects.create(intervention=intervention, verdict=verdict, **fields)


def make_library():
    """Publish three programs that differ in everything one can filter by."""
    lead = make_intervention(
        "Balanced Leadership",
        delivery_methods=["Whole school"],
        target_groups=["School leaders"],
        about="Professional development for principals.",
    )
    rural = make_study(
        "Jacob, R. (2015). Exploring leadership.",
        rating="without_reservations",
        year=2015,
        design="rct",
        context={"locale": ["rural"], "grades": ["K", "5"], "state": ["Michigan"]},
    )
    make_finding(
        lead,
        rural,
        number=26896,
        outcome_measure="Principal turnover",
        outcome_domain="School leader retention",
        wwc_effect_size=0.45,
        wwc_p=0.062,
        wwc_is_significant=False,
        our_se=0.24,
        origin="wwc",
    )
    read = make_intervention("Reading Together", delivery_methods=["Individual"])
    city = make_study(
        "Roe, R. (2019). Reading.",
        rating="with_reservations",
        year=2019,
        design="qed",
        context={"locale": ["city"], "grades": ["3"]},
    )
    reads = {"outcome_domain": "Reading achievement", "wwc_is_significant": True}
    make_finding(read, city, wwc_effect_size=0.3, our_se=0.1, essa_tier=2, **reads)
    make_finding(read, city, wwc_effect_size=-0.2, our_se=0.05, **reads)
    calm = make_intervention("Calm Halls")
    make_finding(calm, outcome_domain="Student behavior")
    make_catalog()
    return lead, read, calm
