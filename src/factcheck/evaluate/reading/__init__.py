"""Saved pages beside what people marked in them: the story, its title, who wrote it, when it was published.

Invariant: what is scored is what a reader made of the page's bytes; the measure knows no rule of how pages are read.
"""

from __future__ import annotations

from factcheck.evaluate.reading.gold import LAYOUTS, GoldPage, PageSet, read_gold
from factcheck.evaluate.reading.running import PageOutcome, PageReading, readers, run
from factcheck.evaluate.reading.scores import PageScores, ReadingScores, Told, score

__all__ = [
    "LAYOUTS",
    "GoldPage",
    "PageOutcome",
    "PageReading",
    "PageScores",
    "PageSet",
    "ReadingScores",
    "Told",
    "read_gold",
    "readers",
    "run",
    "score",
]
