"""Parts of speech and grammatical relations of English words: ``parse(texts)``, and what follows of its ``shape``.

Invariant: a sentence's parse depends on its text and the shipped weights alone, and ``text[word.start:word.end]``
is the word. The only room that knows spaCy, which is loaded with the first text.
"""

from __future__ import annotations

from factcheck.syntax.pipeline import Word, parse
from factcheck.syntax.shape import FINITE, SUBJECTS, below, children, is_finite, is_order, main_clauses, subject

__all__ = [
    "FINITE",
    "SUBJECTS",
    "Word",
    "below",
    "children",
    "is_finite",
    "is_order",
    "main_clauses",
    "parse",
    "subject",
]
