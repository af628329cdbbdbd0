"""Our values for the recorded item response and many-facet Rasch models."""

from pathlib import Path

import numpy as np

from headship.stats import measurement
from validation.agreement._measurement_data import Array, Values, labels, long, numbers

PREFIXES = (
    "science4.",
    "lq2002.grm",
    "pcmdat2.",
    "rsmdat.",
    "tam.",
    "ratings1.mfr",
)

_CONDITIONAL = "conditional likelihood; ours is marginal"
NOT_IMPLEMENTED = {
    "pcmdat2.PCM.eRm": _CONDITIONAL,
    "rsmdat.RSM.eRm": _CONDITIONAL,
    "science4.polychoric": "polychoric correlations are not offered",
}

# Effects and thresholds are in logits around zero, so differences are absolute too.
TOLERANCE = {
    # ltm integrates with 61 Gauss-Hermite points, good to 3e-6 in the likelihood.
    "science4.grm.ltm": 1e-8,
    "science4.": 2e-5,
    # mirt's Rasch fit stops earlier than its others (blas_reldiff 7e-6).
    "science4.Rasch.mirt": 1e-4,
    "lq2002.grm": 2e-5,
    # TAM stops when a parameter moves by less than 1e-4.
    "tam.": 3e-4,
    "ratings1.mfr": 2e-4,
}

ITEMS = ("Comfort", "Work", "Future", "Benefit")
ANSWERS = ("strongly disagree", "disagree", "agree", "strongly agree")


def tolerance(test_id: str, quantity: str) -> tuple[float, float]:
    """Return the relative and absolute difference allowed."""
    if quantity in {"deviance", "logLik"}:
        return 1e-5, 0.0
    longest = max((p for p in TOLERANCE if test_id.startswith(p)), key=len)
    return TOLERANCE[longest], TOLERANCE[longest]


def values(shared: Path) -> Values:
    """Return our value for each recorded result."""
    return _science(shared) | _leadership(shared) | _simulated(shared) | _essays(shared)


def _science(shared: Path) -> Values:
    columns = [labels(shared, "ltm_Science.csv", item) for item in ITEMS]
    answers = np.column_stack(
        [[float(ANSWERS.index(text)) for text in column] for column in columns]
    )
    graded = measurement.item_response(answers, n_nodes=121)
    found: Values = {
        ("science4.grm.ltm", "logLik"): graded.log_likelihood,
        ("science4.grm.mirt", "logLik"): graded.log_likelihood,
    }
    found |= _graded("science4.grm.mirt", ITEMS, graded)
    credit = measurement.item_response(answers, model="partial_credit", n_nodes=121)
    found["science4.gpcm.mirt", "logLik"] = credit.log_likelihood
    found |= _credit("science4.gpcm.mirt", credit.discrimination, credit.intercepts)
    return found | _rasch(answers)


def _graded(
    test: str, items: tuple[str, ...], fit: measurement.ItemResponseFit
) -> Values:
    found: Values = {}
    for item, slope, edges in zip(
        items, fit.discrimination, fit.thresholds, strict=True
    ):
        found[test, f"{item}.a"] = float(slope)
        for step, edge in enumerate(edges, 1):
            if np.isfinite(edge):
                found[test, f"{item}.b{step}"] = float(edge)
    return found


def _credit(test: str, slopes: Array, intercepts: Array) -> Values:
    found: Values = {}
    for item, slope, row in zip(ITEMS, slopes, intercepts, strict=True):
        found[test, f"{item}.a1"] = float(slope)
        for score, intercept in enumerate([0.0, *row]):
            found[test, f"{item}.ak{score}"] = score
            found[test, f"{item}.d{score}"] = float(intercept)
    return found


def _rasch(answers: Array) -> Values:
    n, p = answers.shape
    fit = measurement.many_facet_rasch(
        answers.ravel(),
        persons=np.repeat(np.arange(n), p),
        facets={"item": np.tile(np.arange(p), n)},
        steps_by="item",
        grid=(6.0, 121),
    )
    level = fit.facets["item"].estimate[:, None] + fit.steps
    found = _credit("science4.Rasch.mirt", np.ones(p), -np.cumsum(level, axis=1))
    found["science4.Rasch.mirt", "logLik"] = -fit.deviance / 2
    return found


def _leadership(shared: Path) -> Values:
    items = tuple(f"LEAD{i:02d}" for i in range(1, 12))
    fit = measurement.item_response(numbers(shared, "multilevel_lq2002.csv", items))
    found = _graded("lq2002.grm.mirt", items, fit)
    found["lq2002.grm.mirt", "logLik"] = fit.log_likelihood
    for person in range(10):
        found["lq2002.grm.mirt", f"EAP{person + 1}"] = float(fit.score[person])
        found["lq2002.grm.mirt", f"EAPse{person + 1}"] = float(fit.score_sd[person])
    return found


def _simulated(shared: Path) -> Values:
    items = [f"X{i}" for i in range(1, 6)]
    keys = {"person": "pid", "rater": "rater", "topic": "topic"}
    ratings, facets = long(shared, "TAM_sim_mfr_long.csv", items, keys)
    facets["item"] = np.char.replace(facets["item"], "X", "I")
    persons = facets.pop("person")
    found: Values = {}
    for test, names in (
        ("tam.simmfr.mfr.RSM", ("item", "rater", "topic")),
        ("tam.simmfr.rater.RSM", ("item", "rater")),
    ):
        fit = measurement.many_facet_rasch(
            ratings,
            persons=persons,
            facets={name: facets[name] for name in names},
            grid=(6.0, 21),
        )
        found |= _facets(test, fit)
    return found


def _essays(shared: Path) -> Values:
    items = [f"k{i}" for i in range(1, 6)]
    keys = {"person": "idstud", "rater": "rater"}
    ratings, facets = long(shared, "sirt_data.ratings1.csv", items, keys)
    persons = facets.pop("person")
    found: Values = {}
    for test, steps_by in (("ratings1.mfr.RSM", None), ("ratings1.mfr.PCM", "item")):
        fit = measurement.many_facet_rasch(
            ratings,
            persons=persons,
            facets=facets,
            steps_by=steps_by,
            standard_errors="complete_data",
            grid=(8.0, 81),
        )
        found |= _facets(test, fit, errors=True)
        found[test, "npar"] = fit.n_parameters
    return found


def _facets(test: str, fit: measurement.FacetFit, *, errors: bool = False) -> Values:
    found: Values = {
        (test, "deviance"): fit.deviance,
        (test, "var"): fit.variance,
        (test, "EAP.rel"): fit.reliability,
    }
    named: dict[str, tuple[float, float]] = {}
    for facet, effects in fit.facets.items():
        prefix = "item:" if facet == "item" else f"{facet}:{facet}"
        for level, value, se in zip(
            effects.levels, effects.estimate, effects.se, strict=True
        ):
            named[f"{prefix}{level}"] = float(value), float(se)
    common = len(fit.steps) == 1
    for level, row, row_se in zip(
        fit.step_levels, fit.steps, fit.steps_se, strict=True
    ):
        for step, (value, se) in enumerate(zip(row, row_se, strict=True), 1):
            name = f"step:step{step}" if common else f"item:step:{level}:step{step}"
            named[name] = float(value), float(se)
    for name, (value, se) in named.items():
        found[test, name] = value
        if errors:
            found[test, f"se:{name}"] = se
    return found
