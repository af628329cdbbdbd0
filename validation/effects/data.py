"""Write the seeded tables that R and the tests compute effect sizes of.

Run: ``python -m validation.effects.data``. Hard conditions are included: groups of two
or three, very unequal groups, empty cells, correlations near 1.
"""

import csv
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent / "data"


def means(rng: np.random.Generator) -> list[dict[str, float]]:
    """Return 24 two-group studies."""
    rows: list[dict[str, float]] = []
    for _ in range(24):
        n_1, n_2 = rng.integers(2, 200, size=2)
        center, spread = rng.uniform(-50, 500), rng.uniform(0.5, 60)
        rows.append(
            {
                "m1": round(center + rng.normal(0.3, 0.5) * spread, 3),
                "m2": round(center, 3),
                "sd1": round(spread * rng.uniform(0.5, 2), 3),
                "sd2": round(spread, 3),
                "n1": int(n_1),
                "n2": int(n_2),
            }
        )
    rows.append({"m1": 3, "m2": 3, "sd1": 1, "sd2": 1, "n1": 2, "n2": 2})
    return rows


def tables(rng: np.random.Generator) -> list[dict[str, float]]:
    """Return 24 fourfold tables, some with an empty cell."""
    rows: list[dict[str, float]] = []
    for _ in range(20):
        n_1, n_2 = rng.integers(5, 400, size=2)
        a, c = rng.binomial(n_1, rng.uniform(0.1, 0.9)), rng.binomial(n_2, 0.4)
        rows.append({"a": a, "b": n_1 - a, "c": c, "d": n_2 - c})
    rows += [
        {"a": 0, "b": 12, "c": 4, "d": 9},
        {"a": 7, "b": 0, "c": 3, "d": 5},
        {"a": 1, "b": 999, "c": 2, "d": 998},
        {"a": 50, "b": 50, "c": 50, "d": 50},
    ]
    return rows


def correlations(rng: np.random.Generator) -> list[dict[str, float]]:
    """Return 20 correlations with sizes."""
    rows = [
        {"r": round(float(rng.uniform(-0.9, 0.9)), 4), "n": int(rng.integers(5, 900))}
        for _ in range(17)
    ]
    return [*rows, {"r": 0.999, "n": 5}, {"r": -0.98, "n": 8}, {"r": 0.0, "n": 30}]


def changes(rng: np.random.Generator) -> list[dict[str, float]]:
    """Return 12 one-group changes."""
    return [
        {
            "post": round(float(rng.normal(12, 3)), 3),
            "pre": round(float(rng.normal(10, 3)), 3),
            "sd_post": round(float(rng.uniform(1, 9)), 3),
            "sd_pre": round(float(rng.uniform(1, 9)), 3),
            "n": int(rng.integers(3, 120)),
            "r": round(float(rng.uniform(-0.2, 0.97)), 3),
        }
        for _ in range(12)
    ]


def main() -> None:
    """Write all tables."""
    FOLDER.mkdir(exist_ok=True)
    for make in (means, tables, correlations, changes):
        rows = make(np.random.default_rng(20261122))
        path = FOLDER / f"{make.__name__}.csv"
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
