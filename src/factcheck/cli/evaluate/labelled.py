"""`evaluate quotes --labelled`: what a run makes of findings that a person labelled, as JSON and as lines.

Invariant: whatever a person should look at is named with its document and its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from factcheck.cli.evaluate import showing
from factcheck.report.plain import one_line

if TYPE_CHECKING:
    from factcheck.evaluate.quotes import Departure, DocumentOutcome, LabelledScores

_COUNTED = ("kept", "invented again", "new")  # told of each document


def as_dict(scores: LabelledScores) -> dict[str, object]:
    """The shares with their intervals, and every document with its own and with what to look at."""
    return {
        "documents": len(scores.documents),
        "figures": {
            name: {
                **showing.share_as_dict(tally),
                "interval": showing.interval(scores.estimates[name]) if name in scores.estimates else None,
            }
            for name, tally in scores.figures.items()
        },
        "by_document": [
            {
                "doc_id": outcome.id,
                "figures": {name: showing.share_as_dict(tally) for name, tally in outcome.figures.items()},
                "departures": [_departure(departure) for departure in outcome.departures],
            }
            for outcome in scores.documents
        ],
    }


def _departure(departure: Departure) -> dict[str, str | None]:
    return {name: value or None for name, value in asdict(departure).items()}


def as_lines(scores: LabelledScores) -> Iterator[str]:
    """Each document with what to look at, then a table of the shares."""
    for outcome in scores.documents:
        yield f"{one_line(outcome.id)}: {', '.join(_counts(outcome, name) for name in _COUNTED)}"
        yield from (_line(departure) for departure in outcome.departures)
        yield ""
    count = len(scores.documents)
    yield f"{f'{count:,} documents' if count != 1 else '1 document':<26}{'share':>9}   {'95 % interval':<16} {'of':>7}"
    for name, tally in scores.figures.items():
        if tally.gold:
            between = showing.interval_words(scores.estimates[name]) if name in scores.estimates else "–"
            yield f"{name:<26}{tally.recall:>9.3f}   {between:<16} {tally.gold:>7,}"


def _counts(outcome: DocumentOutcome, name: str) -> str:
    tally = outcome.figures[name]
    return f"{name} {tally.found} of {tally.gold}"


def _line(departure: Departure) -> str:
    before, now = one_line(departure.before) or "–", one_line(departure.now) or "–"
    named = before if before == now or departure.what == "lost" else f"{before} → {now}"
    return f"  {departure.what}: {one_line(departure.words)} ({now if departure.what == 'new' else named})"
