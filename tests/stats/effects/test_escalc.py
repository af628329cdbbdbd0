"""Our own seeded data beside metafor's values, recorded in references/escalc.json."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from headship.stats import effects

# Closed forms in both programs; what remains is rounding, and cancellation in the
# unbiased variance of groups of two.
TOLERANCE = 1e-9

HERE = Path(__file__).parent
REFERENCE = json.loads((HERE / "references/escalc.json").read_text("utf-8"))["values"]
DATA = HERE.parents[2] / "validation/effects/data"


def columns(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return {key: np.array([float(row[key]) for row in rows]) for key in rows[0]}


def ours(measure):
    means = list(columns("means").values())
    table = list(columns("tables").values())
    pairs = list(columns("correlations").values())
    post, pre, sd_post, sd_pre, n, r = columns("changes").values()
    return {
        "SMD.LS": lambda: effects.standardized_difference(*means),
        "SMD.UB": lambda: effects.standardized_difference(*means, variance="unbiased"),
        "SMD.LS2": lambda: effects.standardized_difference(
            *means, variance="borenstein"
        ),
        "SMDH": lambda: effects.heteroscedastic_difference(*means),
        "MD": lambda: effects.raw_difference(*means),
        "OR": lambda: effects.log_odds_ratio(*table),
        "OR2DN": lambda: effects.log_odds_ratio(*table, scale="cox"),
        "OR2DL": lambda: effects.log_odds_ratio(*table, scale="d"),
        "YUQ": lambda: effects.log_odds_ratio(*table, scale="yule_q"),
        "RR": lambda: effects.log_risk_ratio(*table),
        "RD": lambda: effects.risk_difference(*table),
        "AS": lambda: effects.arcsine_difference(*table),
        "PHI": lambda: effects.phi_coefficient(*table),
        "PBIT": lambda: effects.probit_difference(*table),
        "PETO": lambda: effects.peto_odds_ratio(*table, add=0.5),
        "IRR": lambda: effects.log_rate_ratio(
            table[0], 2 * (table[0] + table[1]), table[2], 3 * (table[2] + table[3])
        ),
        "COR": lambda: effects.correlation(*pairs),
        "UCOR": lambda: effects.correlation(*pairs, unbiased=True),
        "ZCOR": lambda: effects.fisher_z(*pairs),
        "SMCC": lambda: effects.change_in_change_units(
            post, pre, sd_post, sd_pre, n, correlation=r
        ),
        "SMCR": lambda: effects.change_in_raw_units(
            post, pre, sd_pre, n, correlation=r
        ),
    }[measure]()


@pytest.mark.parametrize("measure", sorted(REFERENCE))
def test_measure_agrees_with_metafor_on_our_own_data(measure):
    effect = ours(measure)

    expected = REFERENCE[measure]
    np.testing.assert_allclose(
        effect.estimate, expected["yi"], rtol=TOLERANCE, atol=1e-14
    )
    np.testing.assert_allclose(effect.variance, expected["vi"], rtol=TOLERANCE)
