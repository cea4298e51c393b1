"""What `check --again` and `corpus reread` say: which quotations are not what they were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from factcheck.cli import common
from factcheck.report.plain import clean, one_line, shorten

if TYPE_CHECKING:
    from factcheck.checking.rereading import Reread, RereadChange


def lines(item: Reread) -> Iterator[str]:
    """What became of one text: a line of counts, and a line for each quotation that is not what it was."""
    yield clean(one_line(f"{item.id}: {_outcome(item)}"))
    for change in item.changes:
        who = change.speaker or "no speaker"
        before = f", before: {change.before or 'no speaker'}" if change.speaker_changed else ""
        words = shorten(one_line(change.words), max(20, common.width() - 30))
        yield clean(f"    {change.what}: “{words}” – {one_line(who + before)}")


def _outcome(item: Reread) -> str:
    if item.unreadable:
        return "too long to be read for quotations"
    if item.before is None:
        return f"read for the first time, {_quotations(item.quotations)}"
    return f"{counted(item.changes)}, {_quotations(item.quotations)}"


def counted(changes: Sequence[RereadChange]) -> str:
    """ "2 new, 1 gone", or that nothing changed."""
    from factcheck.checking.rereading import What

    counts = Counter(change.what for change in changes)
    return ", ".join(f"{counts[what]} {what}" for what in What if counts[what]) or "nothing changed"


def _quotations(number: int) -> str:
    return f"{number:,} quotation{'' if number == 1 else 's'}"
