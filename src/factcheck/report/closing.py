"""What a report says of its sources and of agreement, at its end.

Invariant: a number is never given without the claims that it is of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factcheck.domain.text import counted
from factcheck.report import phrases
from factcheck.report.model import hashed
from factcheck.report.sources import IndependentSource, SourceDocument
from factcheck.report.twice import SecondLook


def profile(source: IndependentSource) -> str:
    """What one publisher is to the report: "2 documents, 1 January 2025 – 3 March 2025; cited for #1, #3; #3 rests on
    it alone". The day of a single document stands beside its title."""
    days = " – ".join(phrases.day(one) for one in source.days) if len(source.documents) > 1 else ""
    alone = f"{hashed(source.alone_for)} {'rests' if len(source.alone_for) == 1 else 'rest'} on it alone"
    told = (
        ", ".join(filter(None, (counted(len(source.documents), "document"), days))),
        f"cited for {hashed(source.cited_for)}" if source.cited else "",
        f"proposed for {hashed(source.proposed_for)}" if source.proposed_for else "",
        alone if source.alone_for else "",
    )
    return "; ".join(filter(None, told))


def once(document: SourceDocument) -> str:
    """Why a document counts less than it seems to: it has copies, or is the article itself again; or ""."""
    told = (
        f"told as one with its copies {', '.join(document.copies)}" if document.copies else "",
        f"the article itself again, counts for nothing in {hashed(document.circular_for)}"
        if document.circular_for
        else "",
    )
    return "; ".join(filter(None, told))


def resting(publishers: int, numbers: Iterable[int]) -> str:
    """How many verdicts rest on so many publishers: "3 verdicts rest on 2 independent publishers: #1, #4, #5"."""
    found = list(numbers)
    on = counted(publishers, "independent publisher") if publishers else "no independent publisher"
    return f"{counted(len(found), 'verdict')} {'rests' if len(found) == 1 else 'rest'} on {on}: {hashed(found)}"


def agreed(looks: Sequence[SecondLook]) -> str:
    """ "3 claims decided twice, 2 alike"."""
    alike = sum(one.alike for one in looks)
    return f"{counted(len(looks), 'claim')} decided twice, {alike or 'none'} alike"


def differing(look: SecondLook) -> str:
    """What two people answered, and who decided between them."""
    told = [f"{one.by}: {phrases.answers(one)}" for one in (look.first, look.second)]
    told += [f"decided by {look.editor.by}: {phrases.answers(look.editor)}" if look.editor else "an editor decides"]
    return "; ".join(told)
