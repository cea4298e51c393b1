"""`evaluate quotes --desk`: what was found beside what a desk made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.cli.evaluate import showing
from factcheck.domain.text import counted
from factcheck.errors import UsageError

if TYPE_CHECKING:
    from factcheck.evaluate.quotes.desk import CorrectionScores, CorrectionTally


def run(ctx: click.Context, articles: Sequence[str], as_json: bool) -> int:
    """Score, show, and say which articles people are not done with. Raises UsageError if there is none to score."""
    with common.workspace(ctx) as workspace:
        scores = workspace.evaluate_corrections(*articles)
    if not scores.articles:
        raise UsageError(
            "no article is closed or has all its claims decided or dismissed, so the desk has made no gold yet. Name "
            "an article to score it as it stands."
        )
    for name in scores.waiting:
        common.notice(f"article {name}: claims still wait; those nobody has looked at count as right")
    showing.show(as_json, lambda: _as_dict(scores), lambda: _as_lines(scores))
    return 0


def _as_dict(scores: CorrectionScores) -> dict[str, object]:
    return {
        "articles": list(scores.articles),
        "waiting": list(scores.waiting),
        "kinds": {name: _tally(tally) for name, tally in scores.tallies.items()},
    }


def _tally(tally: CorrectionTally) -> dict[str, object]:
    return {
        "found": tally.found,
        "right": tally.right,
        "invented": tally.invented,
        "missed": tally.missed,
        "precision": _rounded(tally.precision),
        "recall": _rounded(tally.recall),
        "extents": _share(tally.extents_right, tally.right),
        "kinds": _share(tally.kinds_right, tally.right),
        "speakers": _share(tally.speakers_right, tally.speakers),
    }


def _share(right: int, of: int) -> dict[str, object]:
    return {"right": right, "of": of, "share": _rounded(right / of if of else None)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _as_lines(scores: CorrectionScores) -> Iterator[str]:
    yield f"{counted(len(scores.articles), 'article')} that people have looked at"
    yield ""
    yield f"{'':<10} {'found':>6} {'invented':>9} {'missed':>7} {'extents':>9} {'kinds':>9} {'speakers':>9}"
    for name, tally in scores.tallies.items():
        extents, kinds, speakers = (
            f"{right}/{of}"
            for right, of in (
                (tally.extents_right, tally.right),
                (tally.kinds_right, tally.right),
                (tally.speakers_right, tally.speakers),
            )
        )
        yield (
            f"{name:<10} {tally.found:>6} {tally.invented:>9} {tally.missed:>7} {extents:>9} {kinds:>9} {speakers:>9}"
        )
    every = scores.tallies["all"]
    yield ""
    yield f"precision {_words(every.precision)}, recall {_words(every.recall)}"


def _words(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
