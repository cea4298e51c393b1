"""Numbers, ranges, units, dates and percentages: found in a text, and compared between two.

Invariant: slicing the text with a figure's span gives the words it was read from.
"""

from factcheck.figures.comparing import compare, in_brief
from factcheck.figures.finding import find
from factcheck.figures.formatting import formatted, parse, shown
from factcheck.figures.matching import FiguresBeside, beside, best, compare_texts
from factcheck.figures.model import Figure, FigureComparison, FigureKind, Hedge, Relation, Role
from factcheck.figures.spelling import canonical

__all__ = [
    "Figure",
    "FigureComparison",
    "FigureKind",
    "FiguresBeside",
    "Hedge",
    "Relation",
    "Role",
    "beside",
    "best",
    "canonical",
    "compare",
    "compare_texts",
    "find",
    "formatted",
    "in_brief",
    "parse",
    "shown",
]
