"""What two people answered to one claim of an article, and what was made of it where they differ.

Invariant: both answers are told as they were given, whatever stands now; what was taken back is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from factcheck.domain import Decision, DecisionKind
from factcheck.report.model import ArticleReport, ClaimReport


@dataclass(frozen=True, slots=True)
class SecondLook:
    """A claim that two people decided. ``editor`` is who decided between them, None while nobody has."""

    number: int
    first: Decision
    second: Decision
    editor: Decision | None = None

    @property
    def alike(self) -> bool:
        """Whether they gave the same answers; a question that only one of them answered is none."""
        pairs = (
            (self.first.attribution, self.second.attribution),
            (self.first.verdict, self.second.verdict),
        )
        return all(one is other for one, other in pairs if one is not None and other is not None)


def second_looks(report: ArticleReport) -> tuple[SecondLook, ...]:
    """Every claim of the article that two people decided, in their order; of each the newest two answers."""
    return tuple(found for item in report.claims for found in _of(item))


def _of(item: ClaimReport) -> Iterator[SecondLook]:
    """What two people made of a claim last; nothing if one alone decided, or the reader is not to know."""
    first: Decision | None = None
    found: SecondLook | None = None
    for one in item.decisions:
        if one.number in item.undone:
            continue
        if not one.decided:
            first = found = None
        elif one.answer is DecisionKind.ADJUDICATED:
            found = replace(found, editor=one) if found else None
        elif one.answer is DecisionKind.SECOND and first is not None:
            found = SecondLook(item.number, first, one)
        else:
            first = one
    if found and not item.hidden:
        yield found
