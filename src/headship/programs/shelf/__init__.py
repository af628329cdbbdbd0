"""The program templates and case studies that ship with Headship.

Vocabulary: a *template* is a program to start from, made of *units*; a *unit* is one
topic with *blocks*, of which those of the first day are its core and those of the
second deepen it; a *shape* is how many sessions of how many days; *fitting* a template
to a shape says which block goes into which session and what is left out.
"""

from headship.programs.shelf.fitting import fit
from headship.programs.shelf.plans import (
    BlockPlan,
    Case,
    Decision,
    Figure,
    Fitted,
    FittedSession,
    Option,
    Shape,
    ShelfError,
    Template,
    Unit,
)
from headship.programs.shelf.reading import ORDER, SHIPPED, cases, templates

__all__ = [
    "ORDER",
    "SHIPPED",
    "BlockPlan",
    "Case",
    "Decision",
    "Figure",
    "Fitted",
    "FittedSession",
    "Option",
    "Shape",
    "ShelfError",
    "Template",
    "Unit",
    "cases",
    "fit",
    "templates",
]
