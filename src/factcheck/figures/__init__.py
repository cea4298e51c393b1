"""Numbers, ranges, units, dates and percentages: found in a text, and compared between two.

Invariant: slicing the text with a figure's span gives the words it was read from.
"""

from factcheck.figures.comparing import best, canonical, compare, compare_texts
from factcheck.figures.finding import find
from factcheck.figures.model import Comparison, Figure, FigureKind, Relation

__all__ = ["Comparison", "Figure", "FigureKind", "Relation", "best", "canonical", "compare", "compare_texts", "find"]
