"""Rate interventions from their findings and compare with the published ratings.

Run where the outside data are: ``python -m validation.wwc.interventions``. Exits with 1
if fewer than nine in ten agree.
"""

import os
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from scipy.special import ndtri

from headship.stats import wwc
from headship.stats.wwc.export import parse_numbers
from validation.agreement import wwc as agreement

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("HEADSHIP_SHARED", ROOT.parent / "shared"))

NAMES = {
    "Positive Effects": "positive",
    "Potentially Positive Effects": "potentially_positive",
    "Mixed Effects": "mixed",
    "No Discernible Effects": "no_discernible",
    "Potentially Negative Effects": "potentially_negative",
}

_KEY = ("i_InterventionID", "i_Protocol", "i_Protocol_Version", "i_Outcome_Domain")


def ratings(export: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    """Return published and recomputed ratings of interventions by domain.

    Main findings of the domain are averaged within studies. A study counts as
    significant if a finding is and none is significant the other way. Interventions
    whose export lacks a study or all its sizes are left out.
    """
    sizes = _sizes(export)
    rows: dict[tuple[str, ...], dict[str, list[int]]] = {}
    for row, rating in enumerate(export["i_Effectiveness_Rating"]):
        is_main = export["f_Is_Subgroup"][row] == "False"
        same = export["f_Outcome_Domain"][row] == export["i_Outcome_Domain"][row]
        if rating in NAMES and is_main and same:
            key = tuple(export[name][row] for name in _KEY)
            studies = rows.setdefault(key, defaultdict(list))
            studies[export["s_StudyID"][row]].append(row)
    pairs = []
    for studies in rows.values():
        found = [_study(export, sizes, members) for members in studies.values()]
        first = next(iter(studies.values()))[0]
        complete = export["i_NumStudiesMeetingStandards"][first] == str(len(found))
        known = [study for study in found if study is not None]
        if complete and len(known) == len(found):
            rated = wwc.rate_intervention(known, standards="4.0").rating.value
            pairs.append((NAMES[export["i_Effectiveness_Rating"][first]], rated))
    return pairs


def _sizes(export: Mapping[str, list[str]]) -> np.ndarray:
    """Return sizes with positive meaning favorable, from the index if need be."""
    size = parse_numbers(export["f_Effect_Size_WWC"])
    index = parse_numbers(export["f_Improvement_Index"])
    from_index = ndtri(np.clip((index + 50) / 100, 0.001, 0.999))
    turned = np.where(size * index < 0, -size, size)
    return np.where(np.isfinite(turned), turned, from_index)


def _study(
    export: Mapping[str, list[str]], sizes: np.ndarray, rows: list[int]
) -> wwc.DomainStudy | None:
    g = sizes[rows]
    if not np.isfinite(g).any():
        return None
    flags = export["f_Is_Statistically_Significant"]
    significant = np.array([flags[row] == "True" for row in rows])
    up, down = (significant & (g > 0)).any(), (significant & (g < 0)).any()
    mean = float(np.nanmean(g))
    rated = wwc.read_ratings(
        {
            name: [export[name][rows[0]]]
            for name in ("f_Finding_Rating", "s_Study_Rating")
        }
    )
    return wwc.DomainStudy(
        g=mean,
        se=1.0,
        rating=wwc.FindingRating(rated[0]),
        is_significant=bool((up and not down and mean > 0) or (down > up and mean < 0)),
    )


def main() -> int:
    """Print agreement and every kind of disagreement; return 1 below nine in ten."""
    pairs = ratings(agreement.columns(SHARED / agreement.EXPORT))
    same = sum(published == found for published, found in pairs)
    print(f"{same} of {len(pairs)} agree")
    for (published, found), count in Counter(pairs).most_common():
        if published != found:
            print(f"published {published}, by rule {found}: {count}")
    return int(same < 0.9 * len(pairs))


if __name__ == "__main__":
    sys.exit(main())
