"""The search, scored stage by stage: ``read_gold``, ``run`` and ``score`` for a collection of queries.

``places`` has the same three for the claims of one article.

Invariant: the stages measured are those that a check uses.
"""

from __future__ import annotations

from factcheck.evaluate.retrieval.collection import Collection, read_gold
from factcheck.evaluate.retrieval.ranking import MEASURES, Run, run, score, trec_lines

__all__ = ["MEASURES", "Collection", "Run", "read_gold", "run", "score", "trec_lines"]
