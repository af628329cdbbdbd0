"""Figures about closed surveys, each through the disclosure rule.

Nothing else in the product turns answers into numbers, and nothing leaves here but
figures: means with their uncertainty, distributions, agreement, and free text of
groups that are large enough.
"""

from headship.surveys.analysis.change import ScaleChange, scale_changes
from headship.surveys.analysis.figures import (
    Cell,
    ScaleFigure,
    SubjectFigures,
    subject_figures,
)
from headship.surveys.analysis.quality import ScaleQuality, scale_qualities
from headship.surveys.analysis.shares import Threshold, shares_at_least
from headship.surveys.analysis.units import UnitFigures, unit_figures

__all__ = [
    "Cell",
    "ScaleChange",
    "ScaleFigure",
    "ScaleQuality",
    "SubjectFigures",
    "Threshold",
    "UnitFigures",
    "scale_changes",
    "scale_qualities",
    "shares_at_least",
    "subject_figures",
    "unit_figures",
]
