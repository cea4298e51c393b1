"""What was done with an article since somebody was last given the report on it.

Invariant: nothing that the report itself keeps from its reader is told here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from factcheck.domain import Action, LogEntry
from factcheck.errors import UsageError
from factcheck.report.model import ClaimReport, Since
from factcheck.report.plain import shorten
from factcheck.report.story import ClaimNames, tell

_WORDS = 60  # letters of a claim


class Reader(NamedTuple):
    """Who reads a report, and since when they want to know (None: since their last report)."""

    by: str
    since: str | None = None


def since(entries: Sequence[LogEntry], items: Sequence[ClaimReport], reader: Reader) -> Since | None:
    """What ``entries`` of an article (oldest first) tell ``reader``, of claims only what ``items`` hold; None where it
    is their first report.

    Raises UsageError for a ``reader.since`` that is no day or time.
    """
    shown = {(item.claim.id, entry.number) for item in items for entry in item.entries}
    told = [one for one in entries if one.claim_id is None or (one.claim_id, one.number) in shown]
    if reader.since is not None:
        begin = moment(reader.since)
        return _since(reader.since, "", [one for one in told if datetime.fromisoformat(one.at) >= begin], items)
    own = [place for place, one in enumerate(told) if one.action is Action.REPORTED and one.by == reader.by]
    for place in reversed(own):
        if any(one.action is not Action.REPORTED for one in told[place + 1 :]):
            return _since(told[place].at, told[place].content["hold"], told[place + 1 :], items)
    return _since(told[own[-1]].at, told[own[-1]].content["hold"], [], items) if own else None


def moment(asked: str) -> datetime:
    """An ISO day or time; of this machine's zone if it has none. Raises UsageError."""
    try:
        if len(asked) == len("2026-11-30"):
            return datetime.combine(date.fromisoformat(asked), time()).astimezone(UTC)
        return datetime.fromisoformat(asked).astimezone(UTC)
    except (OverflowError, ValueError) as problem:
        raise UsageError(f"--since {asked}: no day or time. Write 2026-11-30 or 2026-11-30T14:30.") from problem


def _since(at: str, hold: str, entries: Sequence[LogEntry], items: Sequence[ClaimReport]) -> Since:
    done = [one for one in entries if one.action is not Action.REPORTED]
    numbers = {item.claim.id: item.number for item in items}
    names = ClaimNames({item.claim.id: f"#{item.number} “{shorten(item.claim.text, _WORDS)}”" for item in items})
    touched = sorted({numbers[one.claim_id] for one in done if one.claim_id in numbers})
    return Since(at, hold, tuple(tell(done, names, naming=True)), tuple(touched))
