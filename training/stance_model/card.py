"""The model card, from ``card.md``: what the model is made of, how good it is and what it is bad at.

Invariant: every figure in it is handed in by whoever measured it; the words around them claim none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from data import SETS, TURNED, UNRELATED, Pool
from fit import AVERAGED_EVERY, CLAIM, WINDOW, Options

_TEMPLATE = Path(__file__).with_name("card.md")


def written(options: Options, size: int, pool: Pool, figures: Iterable[str]) -> str:
    """The card as Markdown, of a run by ``size`` processes."""
    rows = (
        f"| {one.name} | {pool.counts[one.name]:,} | {one.weight:g} | {one.licence} | {one.credit} |" for one in SETS
    )
    return _TEMPLATE.read_text(encoding="utf-8").format(
        **asdict(options), window=WINDOW, claim=CLAIM, averaged=AVERAGED_EVERY, turned=TURNED, unrelated=UNRELATED,
        size=size, command=_command(options, size), sets="\n".join(rows), altered=pool.counts["altered"],
        retrieved=pool.counts["retrieved"], figures="\n".join(figures),
    )  # fmt: skip


def _command(options: Options, size: int) -> str:
    start = f"torchrun --standalone --nproc-per-node {size}" if size > 1 else "python"
    script = "training/stance_model/__main__.py" if size > 1 else "training/stance_model"
    given = f"--examples {options.examples} --fall {options.fall} --rate {options.rate} --seed {options.seed}"
    return f"{start} {script} DATA --out FOLDER {given}"
