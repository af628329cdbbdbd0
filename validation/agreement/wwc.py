"""Findings the WWC published, recomputed: which formula belongs to which row.

The recorded values of the reference file hold no WWC rules; this topic is judged by the
vectors (findings whose published effect size a stated formula reproduces) and by the
full export.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from headship.stats import wwc

TOLERANCE: dict[str, float] = {}
NOT_IMPLEMENTED: dict[str, str] = {}

# Effect sizes and p-values of the vectors were selected by these bounds.
SIZE_TOLERANCE = 1e-5
P_TOLERANCE = 1e-6

VECTORS = "data/wwc/wwc_formula_test_vectors.csv"
EXPORT = "data/wwc/WWC_2025-08-25_Interventions_Studies_And_Findings.csv"

EXPORT_COLUMNS = {
    *wwc.EXPORT_NUMBERS.values(),
    "f_Effect_Size_WWC",
    "f_ESSA_Rating",
    "f_FindingID",
    "f_Finding_Rating",
    "f_Improvement_Index",
    "f_Is_Statistically_Significant",
    "f_Is_Subgroup",
    "f_Outcome_Domain",
    "f_Outcome_Sample_Size",
    "f_p_Value_WWC",
    "i_Effectiveness_Rating",
    "i_InterventionID",
    "i_NumStudiesMeetingStandards",
    "i_Outcome_Domain",
    "i_Protocol",
    "i_Protocol_Version",
    "s_Multisite",
    "s_Standards_Version",
    "s_StudyID",
    "s_Study_Rating",
}

# Edition whose error reproduces the published p-value, where it is not the finding's.
_ERROR_EDITION = {
    "t=g/sqrt(a+g^2/2N), df=N-2 (v<=4.0 individual)": "4.0",
    "t40*c, df=h (v<=4.0 cluster correction F.1)": "4.0",
    "t=g/(omega*sqrt(a+g^2/2N)), df=N-2 (v4.1+ individual)": "4.1",
}


def values(shared: Path) -> dict[tuple[str, str], float]:
    """Return nothing: no recorded value of the reference file belongs here."""
    del shared
    return {}


def columns(path: Path) -> dict[str, list[str]]:
    """Read a file of the shared folder by columns, of the export the ones in use."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines)
        header = next(reader)
        kept = [at for at, name in enumerate(header) if _is_used(name)]
        rows = [[row[at] for at in kept] for row in reader]
    # The rows are one list of columns once turned; most of 285 columns are not needed.
    return {
        header[at]: list(column)
        for at, column in zip(kept, zip(*rows, strict=True), strict=True)
    }


def _is_used(name: str) -> bool:
    is_export = name[:2] in {"i_", "s_", "f_"}
    return not is_export or name in EXPORT_COLUMNS


def vector_findings(
    vectors: Mapping[str, list[str]], *, by_formula: bool
) -> wwc.Findings:
    """Return the vectors as findings.

    By formula, the row's own statement decides on omega of the Cox index; else the
    edition does.
    """
    number = {name: _numbers(vectors[name]) for name in vectors if name in _COLUMNS}
    formulas = np.array(vectors["es_formula_reproducing"])
    dichotomous = np.array(vectors["outcome_type"]) == "dichotomous"
    clustered = (np.array(vectors["level"]) == "cluster") & np.isfinite(number["icc"])
    standards = np.array(vectors["standards_version"])
    if by_formula:
        without = np.char.startswith(formulas, "cox=") & (standards == "3.0")
        standards = np.where(without, "4.1", standards)
    means = np.stack([number["mean_intervention"], number["mean_comparison"]])
    percent = dichotomous & (means > 1).any(axis=0)
    means = np.where(percent, means / 100, means)
    return wwc.Findings(
        standards=[str(edition) for edition in standards],
        is_dichotomous=dichotomous,
        n_treated=number["n_intervention"],
        n_control=number["n_comparison"],
        mean_treated=means[0],
        mean_control=means[1],
        sd_treated=number["sd_intervention"],
        sd_control=number["sd_comparison"],
        is_clustered=clustered,
        clusters_treated=number["clusters_intervention"],
        clusters_control=number["clusters_comparison"],
        icc=number["icc"],
        lower_is_better=np.zeros(len(standards), dtype=bool),
    )


def plain_sizes(vectors: Mapping[str, list[str]]) -> np.ndarray:
    """Return where the row's statement leaves the cluster factors out of the size."""
    formulas = np.array(vectors["es_formula_reproducing"])
    return ~np.char.startswith(formulas, "g=omega(h)")


def lost_dof(vectors: Mapping[str, list[str]]) -> np.ndarray:
    """Return what the row's statement takes from N for the degrees of freedom."""
    formulas = np.array(vectors["p_formula_reproducing"])
    return np.where(np.char.find(formulas, "df=N-1") >= 0, 1, 2)


def error_editions(vectors: Mapping[str, list[str]]) -> list[str]:
    """Return the edition whose standard error each vector names."""
    return [
        _ERROR_EDITION.get(formula, edition)
        for formula, edition in zip(
            vectors["p_formula_reproducing"], vectors["standards_version"], strict=True
        )
    ]


def expected(vectors: Mapping[str, list[str]], name: str) -> np.ndarray:
    """Return a published column as numbers."""
    return _numbers(vectors[name])


_COLUMNS = {
    "n_intervention",
    "n_comparison",
    "clusters_intervention",
    "clusters_comparison",
    "mean_intervention",
    "mean_comparison",
    "sd_intervention",
    "sd_comparison",
    "icc",
}


def _numbers(texts: list[str]) -> np.ndarray:
    return np.array([float(text) if text else np.nan for text in texts])
