"""What is known of a place: of a school, and of the sample of a study, in one form.

Vocabulary: a *dimension* is one property by which places differ (locale, grades, …); a
*distribution* says how the people of one place are spread over its *categories*; a
*context* holds the distributions that are known of one place; a *place* is the school
a visitor compares with, whoever told us about it. What is not known is absent, which is
never the same as zero.
"""

from headship.evidence.contexts.dimensions import Context, Dimension, Distribution
from headship.evidence.contexts.figures import Figures, FiguresError, read_figures
from headship.evidence.contexts.places import Place, of_figures, of_own, of_public
from headship.evidence.contexts.samples import Sample, sample_context

__all__ = [
    "Context",
    "Dimension",
    "Distribution",
    "Figures",
    "FiguresError",
    "Place",
    "Sample",
    "of_figures",
    "of_own",
    "of_public",
    "read_figures",
    "sample_context",
]
