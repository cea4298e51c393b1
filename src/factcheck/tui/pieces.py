"""Styled words, broken into lines: what both the screen and the plain lines are made of.

Invariant: all text here is clean, so that nothing from outside can act on a terminal, and no line is wider than asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from factcheck.report.plain import clean, columns

_TOKEN = re.compile(r"[^\S\u00a0]+|[\S\u00a0]+")  # lines break at spaces, and not at those that hold words together
_NARROWEST = 8  # columns that are left for words, whatever is asked


class Styled(NamedTuple):
    """Words of one look; ``look`` is a name that a screen gives a colour, "" the usual one."""

    words: str
    look: str = ""


Line = tuple[Styled, ...]


def plain(line: Iterable[Styled]) -> str:
    """The words alone."""
    return "".join(piece.words for piece in line).rstrip()


def wrapped(pieces: Iterable[Styled], width: int, indent: str | Styled = "", hanging: str | None = None) -> list[Line]:
    """``pieces`` broken at spaces into lines of ``width`` columns; the first begins with ``indent``, the others with
    ``hanging`` (default: the same). A word wider than a line is cut, so that a long address pushes nothing aside."""
    first = indent if isinstance(indent, Styled) else Styled(indent)
    made = _Lines(first, first.words if hanging is None else hanging, width)
    for word in _words(pieces):
        made.put(word)
    return [_joined(line) for line in made.lines]


class _Lines:
    """Lines while they are filled."""

    def __init__(self, first: Styled, hanging: str, width: int) -> None:
        self.hanging, self.width = hanging, width
        self.lines = [[first]]
        self.taken = self.begun = columns(first.words)

    def put(self, word: list[Styled]) -> None:
        """A word, with the space before it in front if there is one."""
        bare = word[1:] if word[0].words == " " else word
        most = max(_NARROWEST, self.width - columns(self.hanging))
        if _broad(bare) > most:
            for part in _cut(bare, most):
                self.put(part)
        elif bare:
            if self.taken > self.begun and self.taken + _broad(word) > self.width:
                self.lines.append([Styled(self.hanging)])
                self.taken = self.begun = columns(self.hanging)
            put = bare if self.taken == self.begun else word
            self.lines[-1] += put
            self.taken += _broad(put)


def _broad(word: list[Styled]) -> int:
    return sum(columns(piece.words) for piece in word)


def _words(pieces: Iterable[Styled]) -> Iterator[list[Styled]]:
    """The words, each with the space before it in front if there is one; a word may be of several looks."""
    word: list[Styled] = []
    for piece in pieces:
        for token in _TOKEN.findall(clean(piece.words)):
            if token.isspace():
                if word:
                    yield word
                word = [Styled(" ", piece.look)]
            else:
                word = [*word, Styled(token, piece.look)]
    if word:
        yield word


def _cut(word: list[Styled], most: int) -> list[list[Styled]]:
    """A word in parts of at most ``most`` columns."""
    parts: list[list[Styled]] = [[]]
    for piece in word:
        for char in piece.words:
            if _broad([*parts[-1], Styled(char)]) > most:
                parts.append([])
            parts[-1].append(Styled(char, piece.look))
    return [part for part in parts if part]


def _joined(line: list[Styled]) -> Line:
    """Neighbours of one look made one."""
    made: list[Styled] = []
    for piece in line:
        if made and made[-1].look == piece.look:
            made[-1] = Styled(made[-1].words + piece.words, piece.look)
        elif piece.words:
            made.append(piece)
    return tuple(made)
