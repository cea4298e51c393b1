"""`evaluate`: what the program finds beside what people marked, in figures; one module for each measure."""

from __future__ import annotations

import click

from factcheck.cli import LazyGroup

# Where each measure lives and what help says of it.
MEASURES = {
    "quotes": ("evaluate.quotes", "Score quotations and their sources."),
    "matching": ("evaluate.matching", "Score how well earlier checks of a claim are found."),
    "checkworthiness": ("evaluate.checkworthiness", "Score how well sentences worth checking come first."),
    "stance": ("evaluate.stance", "Score stances beside gold labels."),
}


@click.group(cls=LazyGroup, places=MEASURES)
def evaluate() -> None:
    """Score what the program finds beside what people marked.

    \b
    Example:
      factcheck evaluate quotes gold.jsonl
    """
