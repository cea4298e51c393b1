"""Words that were copied, and where they stand in a text.

Invariant: a place is found in the text as it is stored, and its words are given as they stand there, however they were
copied: with other white space, quotation marks or dashes, without what nobody sees, with what a report puts around
them. Figures and letters must be the same, capitals too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from factcheck.domain import Span

_QUOTES = "\"'“”„‟‘’‚‛«»‹›`´ʼ″′"
_DASHES = "-‐‑‒–—―−﹘﹣－"
_SIGNS = str.maketrans(dict.fromkeys(_QUOTES, "'") | dict.fromkeys(_DASHES, "-"))
_MARKED = "»«"  # what reports put around words that differ
_AROUND = f"{_QUOTES}….,;: \t\n"
_UNSEEN = ("Cc", "Cf", "Cs")  # Unicode's categories of what has no place of its own in print
_ELLIPSES = ("…", "...", "[…]", "[...]")


def places(text: str, words: str) -> list[Span]:
    """Every place of ``text`` where ``words`` stand: letter by letter, or else as they look."""
    if exact := list(_all(text, words)):
        return [Span(start, start + len(words)) for start in exact]
    for asked, ignored in ((words, ""), (words, _MARKED), (words.strip(_AROUND), _MARKED)):
        if found := list(_alike(text, asked, ignored)):
            return found
    return []


def leaves_out(words: str) -> bool:
    """Whether an ellipsis stands between two parts of ``words``, which are then two places."""
    within = words.strip(_AROUND)
    return any(sign in within for sign in _ELLIPSES)


def _alike(text: str, words: str, ignored: str) -> Iterator[Span]:
    letters, at = _look(text, ignored)
    asked = _look(words, ignored)[0].strip()
    found = (Span(at[start], at[start + len(asked) - 1] + 1) for start in _all(letters, asked))
    yield from dict.fromkeys(found)


def _look(text: str, ignored: str) -> tuple[str, list[int]]:
    """``text`` as it looks, and for each of those letters the offset of the one in ``text`` that it is of."""
    letters: list[str] = []
    at: list[int] = []
    for offset, char in enumerate(text):
        if char.isspace():
            look = "" if letters and letters[-1] == " " else " "
        elif char in ignored or unicodedata.category(char) in _UNSEEN:
            look = ""
        else:
            look = unicodedata.normalize("NFKD", char.translate(_SIGNS))
        letters += look
        at += [offset] * len(look)
    return "".join(letters), at


def _all(text: str, words: str) -> Iterator[int]:
    """Where ``words`` begin in ``text``, overlapping ones too."""
    start = text.find(words) if words else -1
    while start >= 0:
        yield start
        start = text.find(words, start + 1)
