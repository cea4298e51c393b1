"""A ledger for a terminal.

Invariant: the counts stand first and the claims behind them, so that each count can be counted again; no line is wider
than asked, but for a word that cannot be broken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from factcheck.domain import LedgerLine, LedgerName, LedgerOutcome
from factcheck.domain.text import counted
from factcheck.report import phrases
from factcheck.report.ledger import Ledger, LedgerOf, LedgerPeriod, LedgerTally
from factcheck.report.plain import columns, one_line, wrap

_MANY_MONTHS = 12  # beyond them quarters are told
_WIDE, _LEAST = 90, 60  # columns
_GAP = "  "
_SHORT = {
    LedgerOutcome.SUPPORTED: "supp.",
    LedgerOutcome.CONTRADICTED: "contr.",
    LedgerOutcome.UNVERIFIED: "unver.",
    LedgerOutcome.OPEN: "open",
    LedgerOutcome.MISQUOTED: "misq.",
    LedgerOutcome.DENIED: "denied",
}
NOTE = (
    "These are counts of what was checked at this desk. They are no score: what was never checked is in none of them."
)


def render_ledger_text(ledger: Ledger, width: int = 100) -> str:
    """A ledger as lines of at most ``width`` columns, ending with a line feed."""
    return "\n".join((*_head(ledger, width), "", *_lines(ledger.lines, width))).rstrip() + "\n"


def render_names_text(speakers: Sequence[LedgerName], outlets: Sequence[LedgerName], width: int = 100) -> str:
    """Of whom there are ledgers, as lines of at most ``width`` columns; empty where there is nobody."""
    parts = [list(_names(head, found, width)) for head, found in (("SPEAKER", speakers), ("OUTLET", outlets)) if found]
    return "".join(f"{line}\n" for line in "\n\n".join("\n".join(part) for part in parts).splitlines())


# -- one ledger -------------------------------------------------------------------------------


def _head(ledger: Ledger, width: int) -> Iterator[str]:
    yield from wrap(_name(ledger), width)
    days = f", {ledger.first} to {ledger.last}" if ledger.first else ""
    what = f"{counted(len(ledger.lines), 'claim')} in {counted(ledger.articles, 'article')}{days}"
    yield from wrap(f"{what}{_asked(ledger)}", width)
    for name, tally in _tallies(ledger):
        if tally.claims:
            yield from wrap(f"{name}: {_fared(tally, ledger.of)}", width, hanging=_GAP)
    if ledger.lines:
        yield ""
        yield from _table(ledger, width)
        yield ""
        yield from wrap(NOTE, width)


def _asked(ledger: Ledger) -> str:
    asked = (f"from {ledger.since}" if ledger.since else "", f"until {ledger.until}" if ledger.until else "")
    told = " ".join(filter(None, asked))
    return f" (asked for: {told})" if told else ""


def _tallies(ledger: Ledger) -> Iterator[tuple[str, LedgerTally]]:
    if ledger.of is LedgerOf.SPEAKER:
        yield "Said", ledger.quoted
    else:
        yield "Stated itself", ledger.own
        yield "Quoted", ledger.quoted


def _fared(tally: LedgerTally, of: LedgerOf) -> str:
    """ "7 claims: 3 supported, 1 contradicted, 2 open, was misquoted 1 time"."""
    told = [
        f"{number} {outcome.value}"
        for outcome, number in tally.outcomes.items()
        if number and outcome is not LedgerOutcome.MISQUOTED
    ]
    if tally.misquoted:
        was = "was misquoted" if of is LedgerOf.SPEAKER else "misquoted"
        told.append(f"{was} {counted(tally.misquoted, 'time')}")
    more = (
        f"; the words of {tally.differing} open {'one' if tally.differing == 1 else 'ones'} differ from the record, as "
        "the machine finds, and nobody has answered that"
    )
    return f"{', '.join(told)}{more if tally.differing else ''}"


def _table(ledger: Ledger, width: int) -> Iterator[str]:
    """How many fared how in each month, or quarter where there are many months."""
    many = len(ledger.months) > _MANY_MONTHS
    periods = ledger.quarters if many else ledger.months
    shown = [one for one in LedgerOutcome if any(tally.outcomes[one] for period in periods for tally in _both(period))]
    names = _SHORT if width < _WIDE else {outcome: outcome.value for outcome in LedgerOutcome}
    kinds = [""] if ledger.of is LedgerOf.SPEAKER else ["own", "quoted"]
    head = [
        "QUARTER" if many else "MONTH",
        *([""] if len(kinds) > 1 else []),
        "CLAIMS",
        *(names[one].upper() for one in shown),
    ]
    rows = [head]
    for period in periods:
        for kind in kinds:
            tally = period.own if kind == "own" else period.quoted
            if tally.claims:
                label = [period.name or "no day", *([kind] if kind else [])]
                rows.append([*label, str(tally.claims), *(str(tally.outcomes[one] or "·") for one in shown)])
    left = 1 + (len(kinds) > 1)
    yield from _columns(rows, left)


def _both(period: LedgerPeriod) -> tuple[LedgerTally, LedgerTally]:
    return period.quoted, period.own


def _columns(rows: Sequence[Sequence[str]], left: int) -> Iterator[str]:
    """``rows`` with their cells one below the other, the first ``left`` of them at the left, numbers at the right."""
    widths = [max(columns(row[number]) for row in rows) for number in range(len(rows[0]))]
    for row in rows:
        cells = (
            cell + " " * (wide - columns(cell)) if at < left else " " * (wide - columns(cell)) + cell
            for at, (cell, wide) in enumerate(zip(row, widths, strict=True))
        )
        yield _GAP.join(cells).rstrip()


def _lines(lines: Iterable[LedgerLine], width: int) -> Iterator[str]:
    for line in lines:
        day = str(line.day or "no day") + ("" if line.published or not line.day else " (checked)")
        yield from wrap(f"{day} · {fared(line)}", width, hanging=_GAP)
        who = "" if line.own or not line.speaker else f" – {one_line(line.speaker.name)}"
        yield from wrap(f"“{one_line(line.words)}”{who}", width, indent=_GAP * 2)
        article = f"“{one_line(line.title)}”" if line.title else f"article {line.article_id}"
        where = ", ".join(filter(None, (one_line(line.outlet or ""), article)))
        yield from wrap(f"{where} #{line.number} ({line.claim_id})", width, indent=_GAP * 2)


def fared(line: LedgerLine) -> str:
    """How a claim fared, in words: "said so · supported", "open: second check", "misquoted: said otherwise"."""
    if line.hidden:
        return "open: somebody has decided; how is shown to whoever decides once they have"
    said = phrases.ATTRIBUTIONS[line.attribution] if line.attribution else ""
    match line.outcome:
        case LedgerOutcome.MISQUOTED:
            told = f"misquoted: {said}"
        case LedgerOutcome.OPEN:
            told = " · ".join(filter(None, (f"open: {line.state}" if line.state != "open" else "open", said)))
        case LedgerOutcome.DENIED:
            told = f"denied by the speaker; the words: {line.verdict}"
        case outcome:
            told = " · ".join(filter(None, (said, outcome.value)))
    return f"{told} · the words differ from the record, as the machine finds" if line.differs else told


# -- of whom ----------------------------------------------------------------------------------


def _names(head: str, found: Sequence[LedgerName], width: int) -> Iterator[str]:
    rows = [
        (str(one.claims), str(one.articles), str(one.first or "–"), str(one.last or "–"), _name(one)) for one in found
    ]
    rows.insert(0, ("CLAIMS", "ARTICLES", "FIRST", "LAST", head))
    widths = [max(len(row[number]) for row in rows) for number in range(4)]
    for row in rows:
        before = _GAP.join(cell.rjust(wide) for cell, wide in zip(row, widths, strict=False))
        yield from wrap(row[-1], max(width, _LEAST), indent=before + _GAP, hanging=" " * (len(before) + 2 * len(_GAP)))


def _name(one: LedgerName | Ledger) -> str:
    others = "; ".join(one_line(name) for name in one.names if name != one.name)
    return f"{one_line(one.name)} (also: {others})" if others else one_line(one.name)
