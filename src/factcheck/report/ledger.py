"""What a speaker said, or an outlet wrote, over time, and how it fared.

Invariant: days and counts, and what they are counts of; never a score, a rate or a rank of people. What an outlet made
of somebody's words counts for the outlet; of the speaker it is told as what was done to them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from factcheck.domain import Attribution, LedgerLine, LedgerName, LedgerOutcome
from factcheck.report.plain import json_text
from factcheck.report.spreadsheet import csv_text


class LedgerOf(StrEnum):
    """Whose ledger it is."""

    SPEAKER = "speaker"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class LedgerTally:
    """How many claims fared how. ``outcomes`` and ``attributions`` have every value as a key; the outcomes add up to
    ``claims``. ``differing`` are the open ones whose words are others than the record has, as the machine finds."""

    claims: int
    outcomes: Mapping[LedgerOutcome, int]
    attributions: Mapping[Attribution, int]
    differing: int

    @classmethod
    def of(cls, lines: Iterable[LedgerLine]) -> LedgerTally:
        told = list(lines)
        fared = Counter(line.outcome for line in told)
        said = Counter(line.answered for line in told)
        return cls(
            len(told),
            {outcome: fared[outcome] for outcome in LedgerOutcome},
            {attribution: said[attribution] for attribution in Attribution},
            sum(line.differs for line in told),
        )

    @property
    def misquoted(self) -> int:
        """How many a person found said otherwise, or not said by that speaker."""
        return self.outcomes[LedgerOutcome.MISQUOTED]


@dataclass(frozen=True, slots=True)
class LedgerPeriod:
    """A month ("2026-03") or a quarter ("2026 Q1"), "" where the day is not known: what was quoted and what was the
    outlet's own."""

    name: str
    quoted: LedgerTally
    own: LedgerTally


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was found of a speaker or an outlet, from ``since`` to ``until``, both days included; oldest first.

    ``names`` are the forms of the name under which it was found, ``name`` the one it is shown under.
    """

    of: LedgerOf
    name: str
    names: tuple[str, ...]
    lines: tuple[LedgerLine, ...]
    since: date | None = None
    until: date | None = None

    @property
    def quoted(self) -> LedgerTally:
        """What was quoted: of a speaker all, of an outlet whatever it had somebody say."""
        return LedgerTally.of(line for line in self.lines if not line.own)

    @property
    def own(self) -> LedgerTally:
        """What an outlet stated itself; nothing of a speaker."""
        return LedgerTally.of(line for line in self.lines if line.own)

    @property
    def first(self) -> date | None:
        return min((line.day for line in self.lines if line.day), default=None)

    @property
    def last(self) -> date | None:
        return max((line.day for line in self.lines if line.day), default=None)

    @property
    def articles(self) -> int:
        return len({line.article_id for line in self.lines})

    @property
    def months(self) -> tuple[LedgerPeriod, ...]:
        return self._periods(lambda day: f"{day.year:04}-{day.month:02}")

    @property
    def quarters(self) -> tuple[LedgerPeriod, ...]:
        return self._periods(lambda day: f"{day.year:04} Q{(day.month + 2) // 3}")

    def _periods(self, name: Callable[[date], str]) -> tuple[LedgerPeriod, ...]:
        """Those in which something was found, oldest first, the unknown day last."""
        found: dict[str, list[LedgerLine]] = {}
        for line in self.lines:
            found.setdefault(name(line.day) if line.day else "", []).append(line)
        names = sorted(found, key=lambda period: (not period, period))
        return tuple(
            LedgerPeriod(
                period,
                LedgerTally.of(line for line in found[period] if not line.own),
                LedgerTally.of(line for line in found[period] if line.own),
            )
            for period in names
        )


# -- for programs -----------------------------------------------------------------------------


def ledger_as_dict(ledger: Ledger) -> dict[str, Any]:
    """A ledger in dictionaries, lists, strings and numbers only. Days are ISO, null where they are not known."""
    return {
        "of": ledger.of.value,
        "name": ledger.name,
        "names": list(ledger.names),
        "since": _day(ledger.since),
        "until": _day(ledger.until),
        "first": _day(ledger.first),
        "last": _day(ledger.last),
        "articles": ledger.articles,
        "quoted": tally_as_dict(ledger.quoted),
        "own": tally_as_dict(ledger.own),
        "months": [_period(period) for period in ledger.months],
        "quarters": [_period(period) for period in ledger.quarters],
        "claims": [_line(line) for line in ledger.lines],
    }


def tally_as_dict(tally: LedgerTally) -> dict[str, Any]:
    return {
        "claims": tally.claims,
        **{outcome.value: number for outcome, number in tally.outcomes.items()},
        "attributions": {attribution.value: number for attribution, number in tally.attributions.items()},
        "words_differ": tally.differing,
    }


def named_as_dict(named: LedgerName) -> dict[str, Any]:
    """A speaker or an outlet that a ledger can be asked of."""
    return {
        "name": named.name,
        "names": list(named.names),
        "kind": named.kind.value if named.kind else None,
        "articles": named.articles,
        "claims": named.claims,
        "first": _day(named.first),
        "last": _day(named.last),
    }


def _period(period: LedgerPeriod) -> dict[str, Any]:
    return {
        "period": period.name or None,
        "quoted": tally_as_dict(period.quoted),
        "own": tally_as_dict(period.own),
    }


def _line(line: LedgerLine) -> dict[str, Any]:
    speaker = line.speaker
    return {
        "day": _day(line.day),
        "day_of": "publication" if line.published else "check" if line.day else None,
        "claim_id": line.claim_id,
        "number": line.number,
        "article": {"id": line.article_id, "title": line.title, "publisher": line.outlet, "url": line.url},
        "text": line.words,
        "kind": line.kind.value,
        "speaker": {"name": speaker.name, "role": speaker.role, "kind": speaker.kind.value} if speaker else None,
        "outcome": line.outcome.value,
        "attribution": line.attribution.value if line.attribution else None,
        "verdict": line.verdict.value if line.verdict else None,
        "state": line.state.value,
        "denied": line.denied,
        "words_differ": line.differs,
        "hidden": line.hidden,
        "by": line.by,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def render_ledger_json(ledger: Ledger) -> str:
    """``ledger_as_dict`` as indented JSON, with a line feed at its end."""
    return json_text(ledger_as_dict(ledger))


# -- for a spreadsheet ------------------------------------------------------------------------

_COLUMNS: Mapping[str, Callable[[LedgerLine], object]] = {
    "day": lambda line: _day(line.day),
    "day of": lambda line: "publication" if line.published else "check" if line.day else "",
    "outlet": lambda line: line.outlet,
    "headline": lambda line: line.title,
    "number": lambda line: line.number,
    "words": lambda line: line.words,
    "kind": lambda line: line.kind.value,
    "speaker": lambda line: line.speaker.name if line.speaker else "",
    "role": lambda line: line.speaker.role if line.speaker else "",
    "how it fared": lambda line: line.outcome.value,
    "attribution": lambda line: line.attribution.value.replace("-", " ") if line.attribution else "",
    "verdict": lambda line: line.verdict.value if line.verdict else "",
    "state": lambda line: line.state.value,
    "words differ": lambda line: "yes" if line.differs else "",
    "decided by": lambda line: line.by,
    "claim id": lambda line: line.claim_id,
    "article id": lambda line: line.article_id,
}


def render_ledger_csv(ledger: Ledger) -> str:
    """A row a claim; see ``spreadsheet.csv_text``."""
    return csv_text([tuple(_COLUMNS), *([write(line) for write in _COLUMNS.values()] for line in ledger.lines)])
