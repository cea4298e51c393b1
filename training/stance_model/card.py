"""The model card, from ``card.md``: what the model is made of, how good it is and what it is bad at.

Invariant: every figure in it is handed in by whoever measured it; the words around them claim none.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import data
import desk
import general
from fit import CLAIM, WINDOW
from upper import LOWER

_TEMPLATE = Path(__file__).with_name("card.md")


def written(on_the_desk: Iterable[str], on_sentences: Iterable[str]) -> str:
    """The card as Markdown, with the tables of both measurements."""
    first = (f"| {one.name} | {one.weight:g} | {one.licence} | {one.credit} |" for one in data.SETS)
    second = (f"| {one.name} | {one.rows:,} | {one.licence} | {one.credit} |" for one in general.SETS)
    return _TEMPLATE.read_text(encoding="utf-8").format(
        window=WINDOW,
        claim=CLAIM,
        first="\n".join(first),
        second="\n".join(second),
        lower=LOWER,
        folds=desk.FOLDS,
        epochs=desk.COURSE.epochs,
        rate=desk.COURSE.rate,
        replayed=desk.REPLAYED,
        on_the_desk="\n".join(on_the_desk),
        on_sentences="\n".join(on_sentences),
    )
