"""`evaluate`: what the program finds beside what people marked, in figures; one module for each measure."""

from __future__ import annotations

import click

from factcheck.cli import LazyGroup

# Where each measure lives and what help says of it.
MEASURES = {
    "desk": ("evaluate.desk", "Score a whole check beside a careful reader's claims."),
    "figures": ("evaluate.figures", "Measure what comparing figures adds to a stance."),
    "quotes": ("evaluate.quotes", "Score quotations and their sources."),
    "retrieval": ("evaluate.retrieval", "Score the stages of the search."),
    "matching": ("evaluate.matching", "Score how well earlier checks of a claim are found."),
    "checkworthiness": ("evaluate.checkworthiness", "Score how well sentences worth checking come first."),
    "stance": ("evaluate.stance", "Score stances beside gold labels."),
    "reading": ("evaluate.reading", "Score how saved pages are read: story, title, author, date."),
    "wording": ("evaluate.wording", "Score the comparison of wordings on quotations altered in known ways."),
}


@click.group(cls=LazyGroup, places=MEASURES)
def evaluate() -> None:
    """Score what the program finds beside what people marked.

    \b
    Examples:
      factcheck evaluate quotes gold.jsonl
      factcheck evaluate retrieval scifact --split test
    """
