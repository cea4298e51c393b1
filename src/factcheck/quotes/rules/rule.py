"""What a rule is: its name, its function, what that reads, how sure it is, and examples.

Invariant: a rule is known by its name alone, which quotations carry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from factcheck.domain import QuotationKind, Speaker


class Reads(StrEnum):
    """What the function of a rule is given to read, and so what it gives back."""

    CUE_BEHIND = "a verb of saying behind the words said"  # (statement, cue, first token that is free) → attribution
    STATEMENT = "a statement"  # (statement, what was found in it) → attributions
    CUE_BEFORE = "a verb of saying before the words said"  # as CUE_BEHIND
    REMAINDER = "what is left of a statement"  # as STATEMENT
    WORDS_APART = "words set apart"  # (story so far, statement, its words) → quotation
    ARTICLE = "paragraphs of the article"  # each in its own way; assembly calls them
    FOREIGN = "text that is not English"  # likewise; foreign/reading calls them


@dataclass(frozen=True, slots=True)
class Example:
    """What a rule reads in ``text``, a line a paragraph: pieces of content, source (None if nobody's), kind.

    "# " opens a headline.
    """

    text: str
    content: tuple[str, ...]
    source: str | None
    kind: QuotationKind

    @property
    def line(self) -> str:
        """The text on one line, ¶ between its paragraphs."""
        return " ¶ ".join(self.text.removeprefix("# ").split("\n"))


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by the name that quotations carry. The first line of its function says what it reads.

    ``confidence`` is halved where nobody can be named, and 0 for a rule that gives none of its own;
    ``unsure`` is that of the less certain of two constructions.
    """

    name: str
    func: Callable[..., Any]
    reads: Reads
    confidence: float
    examples: tuple[Example, ...]
    unsure: float | None = None

    def certainty(self, sure: bool) -> float:
        return self.confidence if sure or self.unsure is None else self.unsure

    def confidence_for(self, speaker: Speaker | None) -> float:
        return self.confidence if speaker is not None else self.confidence / 2
