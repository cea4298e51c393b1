"""What a rule hands back: an attribution in tokens of one statement.

Invariant: ranges are half-open and lie within the statement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.quotes.grammar.places import Range


@dataclass(frozen=True, slots=True)
class Attributed:
    """An attribution. ``content`` is empty when it is still to come ("He said:").

    ``sure`` is False where a rule met the less certain of its two constructions. ``rule`` and
    ``confidence`` are those of the table, and are set when the rule has been tried.
    """

    content: tuple[Range, ...]
    cue: Range | None
    source: Range | None
    hearer: Range | None = None
    sure: bool = True
    rule: str = ""
    confidence: float = 0.0

    def parts(self) -> Iterator[Range]:
        """Content, cue and source."""
        yield from self.content
        if self.cue is not None:
            yield self.cue
        if self.source is not None:
            yield self.source
