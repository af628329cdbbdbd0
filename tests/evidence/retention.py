"""The three findings on keeping school leaders, as the clearinghouse published them."""

from headship.evidence.actions.recomputing import set_computed
from headship.evidence.models import Finding
from tests.evidence.records import make_finding, make_intervention, make_study

DOMAIN = "School leader retention at the school"
WITH, WITHOUT = "with_reservations", "without_reservations"

BALANCED = {
    "number": 26896,
    "outcome_measure": "Principal turnover at the school after 3 years",
    "n_total": 124,
    "n_treated": 62,
    "n_control": 62,
    "mean_treated": 0.24,
    "mean_control": 0.40,
    "outcome_type": "dichotomous",
    "favorable": "lower",
    "reported_p": 0.1,
    "wwc_effect_size": 0.450067538,
    "wwc_improvement_index": 17,
    "wwc_p": 0.0621433749269896,
    "wwc_is_significant": False,
    "wwc_rating": WITHOUT,
}
SUPPORT = {
    "number": 52214,
    "outcome_measure": "Principal Retention",
    "n_total": 82,
    "n_treated": 28,
    "n_control": 54,
    "sd_treated": 0.25,
    "sd_control": 0.35,
    "wwc_effect_size": 0.195166507577316,
    "wwc_improvement_index": 8,
    "wwc_p": 0.405494224948316,
    "wwc_is_significant": False,
    "wwc_rating": WITH,
}
ASPIRING = {
    "number": 55958,
    "outcome_measure": "Principal Retention",
    "n_total": 1061,
    "n_treated": 113,
    "n_control": 948,
    "mean_treated": 0.9192,
    "mean_control": 0.8326,
    "outcome_type": "dichotomous",
    "is_percent": True,
    "wwc_effect_size": 0.501074846805631,
    "wwc_improvement_index": 19,
    "wwc_p": 0.0208725968564477,
    "wwc_is_significant": True,
    "wwc_rating": WITH,
    "essa_tier": 2,
}


def make_balanced_leadership(**fields):
    """Store Balanced Leadership's finding, recomputed."""
    lead = make_intervention("Balanced Leadership")
    study = make_study(
        "Jacob, R. (2015). Exploring.",
        year=2015,
        rating=WITHOUT,
        context={"multisite": True},
    )
    return _computed(make_finding(lead, study, **(_stored(BALANCED) | fields)))


def make_retention():
    """Store the three findings, recomputed, each of a program of its own."""
    first = make_balanced_leadership()
    support = make_intervention("Intensive Support")
    aspiring = make_intervention("Aspiring Principals")
    second = make_study("Daugherty, L. (2020). Support.", year=2020, rating=WITH)
    third = make_study("Gates, S. (2019). Aspiring.", year=2019, rating=WITH)
    return [
        first,
        _computed(make_finding(support, second, **_stored(SUPPORT))),
        _computed(make_finding(aspiring, third, **_stored(ASPIRING))),
    ]


def _stored(values):
    return values | {"outcome_domain": DOMAIN, "origin": "wwc"}


def _computed(finding):
    found = Finding.objects.select_related("review", "study", "intervention")
    finding = found.get(pk=finding.pk)
    set_computed([finding])
    finding.save()
    return finding
