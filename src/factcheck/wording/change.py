"""One stretch of a quotation beside what its source has there.

Invariant: keys of words come in their order; a month is never read as "may".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.wording.quotation import QuotedWords
from factcheck.wording.tokens import Words


@dataclass(frozen=True, slots=True)
class Change:
    """Words ``quoted`` of the quotation that stand where the source has its words ``missing``.

    Both are numbers of words, a range where nothing was taken out of them; ``marked`` says that the writer put an
    ellipsis there.
    """

    quotation: QuotedWords
    quoted: Sequence[int]
    text: str  # of the source
    words: Words  # of the source
    missing: Sequence[int]
    marked: bool = False

    @property
    def bracketed(self) -> list[int]:
        return [at for at in self.quoted if at in self.quotation.bracketed]

    @property
    def ours(self) -> list[str]:
        """The keys on the quotation's side."""
        return [_key(self.quotation.text, self.quotation.words, at) for at in self.quoted]

    @property
    def theirs(self) -> list[str]:
        """The keys on the source's side."""
        return [_key(self.text, self.words, at) for at in self.missing]


def _key(text: str, words: Words, at: int) -> str:
    """The key of a word; "May" is none of "may"."""
    key = words.keys[at]
    month = key == "may" and text[words.starts[at]].isupper() and not opens(text, words.starts[at])
    return key.capitalize() if month else key


def opens(text: str, start: int) -> bool:
    """Whether a word begins a sentence, and has its capital from that."""
    before = text[max(0, start - 4) : start].rstrip(" \"'“‘(")
    return not before or before[-1] in ".!?:\n"
