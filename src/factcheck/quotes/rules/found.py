"""What a rule hands back: an attribution in tokens of one statement.

Invariant: ranges are half-open and lie within the statement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from factcheck.quotes.grammar.cues import Cue
from factcheck.quotes.grammar.endings import Range
from factcheck.quotes.grammar.statements import Statement


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution. ``content`` is empty when it is still to come ("He said:")."""

    content: tuple[Range, ...]
    cue: Range | None
    source: Range | None
    hearer: Range | None
    confidence: float
    rule: str = ""

    def parts(self) -> Iterator[Range]:
        """Content, cue and source."""
        yield from self.content
        if self.cue is not None:
            yield self.cue
        if self.source is not None:
            yield self.source


CueRule = Callable[[Statement, Cue, int], Found | None]
"""Reads one cue; the integer is the first token that no earlier attribution has taken."""

StatementRule = Callable[[Statement, Iterable[Found]], Iterable[Found]]
"""Reads a statement without a verb of saying to hold on to, given what was found already."""
