"""The model card, from ``card.md``: what the model is made of, how good it is and what it is bad at.

Invariant: every figure in it is handed in by whoever measured it; the words around them claim none.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from data import SETS, Pool
from fit import CLAIM, WINDOW, Options

_TEMPLATE = Path(__file__).with_name("card.md")


def written(options: Options, pool: Pool, figures: Iterable[str]) -> str:
    """The card as Markdown."""
    rows = (
        f"| {one.name} | {pool.counts[one.name]:,} | {one.weight:g} | {one.licence} | {one.credit} |" for one in SETS
    )
    return _TEMPLATE.read_text(encoding="utf-8").format(
        window=WINDOW,
        claim=CLAIM,
        examples=options.examples,
        seed=options.seed,
        smoothing=options.smoothing,
        rate=options.rate,
        tokens=options.tokens,
        fall=options.fall,
        sets="\n".join(rows),
        altered=pool.counts["altered"],
        retrieved=pool.counts["retrieved"],
        figures="\n".join(figures),
    )
