"""Make the data sets of our own that R and we both analyze: ``python -m validation.measurement.data``.

Hard conditions are in: missing answers, groups of one, an unused answer, a rater who
rates few, an item of little worth, unbalanced crossing.
"""

import csv
from pathlib import Path

import numpy as np
import numpy.typing as npt

FOLDER = Path(__file__).resolve().parents[2] / "tests/stats/measurement/references"
Array = npt.NDArray[np.float64]


def survey() -> tuple[list[str], Array]:
    """Return ratings of 40 leaders of 1 to 12 raters on six items of one scale."""
    rng = np.random.default_rng(20261)
    sizes = np.concatenate([[1, 1, 2], rng.integers(3, 13, size=37)])
    leader = np.repeat(np.arange(40), sizes)
    place = rng.normal(size=40)[leader] * 0.6 + rng.normal(size=len(leader)) * 0.6
    loading = np.array([1.0, 0.9, 0.8, 0.7, 0.9, 0.2])
    level = 3.4 + place[:, None] * loading + rng.normal(size=(len(leader), 6)) * 0.7
    items = np.clip(np.round(level), 1, 5)
    items[rng.random(items.shape) < 0.08] = np.nan
    names = ["leader", *(f"i{k}" for k in range(1, 7))]
    return names, np.column_stack([leader, items])


def table() -> tuple[list[str], Array]:
    """Return complete ratings of 15 lessons by four observers."""
    rng = np.random.default_rng(20262)
    lesson = rng.normal(size=(15, 1))
    level = (
        3 + lesson + np.array([0.0, 0.4, -0.5, 0.1]) + rng.normal(size=(15, 4)) * 0.6
    )
    return [f"o{k}" for k in range(1, 5)], np.clip(np.round(level), 1, 5)


def crossed() -> tuple[list[str], Array]:
    """Return unbalanced scores of 30 leaders by 8 raters on 4 items."""
    rng = np.random.default_rng(20263)
    leader, rater, item = (
        x.ravel() for x in np.meshgrid(np.arange(30), range(8), range(4), indexing="ij")
    )
    score = (
        3.0
        + rng.normal(size=30)[leader]
        + rng.normal(size=8)[rater] * 0.5
        + rng.normal(size=(30, 8))[leader, rater] * 0.6
        + rng.normal(size=4)[item] * 0.3
        + rng.normal(size=len(leader)) * 0.7
    )
    keep = rng.random(len(score)) < 0.6
    columns = np.column_stack([leader, rater, item, np.round(score, 3)])
    return ["leader", "rater", "item", "score"], columns[keep]


def bias() -> tuple[list[str], Array]:
    """Return answers of two groups to an item that favors one of them."""
    rng = np.random.default_rng(20264)
    focal = (rng.random(600) < 0.35).astype(float)
    trait = rng.normal(size=600) - 0.3 * focal
    matching = np.clip(np.round(4 + 2 * trait), 0, 8)
    level = 1.2 * trait - 0.7 * focal + rng.logistic(size=600)
    answer = np.digitize(level, [-1.5, 0.0, 1.5]).astype(float)
    return ["answer", "focal", "matching"], np.column_stack([answer, focal, matching])


def leaders() -> tuple[list[str], Array]:
    """Return self-ratings, others' ratings and an outcome of 120 leaders."""
    rng = np.random.default_rng(20265)
    own, other = np.round(rng.normal(3.5, 0.7, size=(2, 120)), 2)
    y = 0.2 * own + 0.6 * other - 0.3 * (own - other) ** 2
    y += rng.normal(size=120) * 0.6
    return ["self", "other", "outcome"], np.column_stack([own, other, np.round(y, 3)])


DATA = {
    "survey": survey,
    "table": table,
    "crossed": crossed,
    "bias": bias,
    "leaders": leaders,
}


def main() -> None:
    """Write each data set to a CSV file beside the tests."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in DATA.items():
        columns, rows = make()
        path = FOLDER / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.writer(lines, lineterminator="\n")
            writer.writerow(columns)
            for row in rows.tolist():
                writer.writerow(["" if x != x else f"{x:g}" for x in row])  # noqa: PLR0124 -- a test for NaN


if __name__ == "__main__":
    main()
