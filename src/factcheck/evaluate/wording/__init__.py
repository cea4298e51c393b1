"""The comparison of words, scored on quotations altered in known ways: ``read_gold``, ``run``, ``score``.

Invariant: what is scored is what ``wording.compare`` returns.
"""

from __future__ import annotations

from factcheck.evaluate.quotes.gold import read_gold
from factcheck.evaluate.wording.altering import KINDS
from factcheck.evaluate.wording.scores import Case, WordingScores, run, score

__all__ = ["KINDS", "Case", "WordingScores", "read_gold", "run", "score"]
