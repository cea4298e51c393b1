"""Marking words of a text with the arrow keys: by sentence, then by word. No widget is known here.

Invariant: what is marked is a stretch of whole words or sentences of the text, within the bounds that were given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.domain import Span
from factcheck.language.sentences import sentences
from factcheck.tui.pieces import Styled
from factcheck.workspace.reviewing import Marking

_WORD = re.compile(r"\S+")
_AROUND = 2000  # characters


class Marker:
    """What is marked while keys are pressed. ``units`` are sentences at first, and words after Tab or Space."""

    def __init__(self, asked: Marking) -> None:
        self.asked = asked
        text, within = asked.text, asked.within
        self._sentences = sentences(text, within) or [within]
        self._words = [
            Span(within.start + one.start(), within.start + one.end()) for one in _WORD.finditer(within.of(text))
        ] or [within]
        self.by_word = asked.point or not self._is_of(self._sentences, asked.at)
        self.first, self.last = self._over(asked.at)
        if asked.point:
            self.first = self.last = min(self.first + 1, len(self._units) - 1)

    @property
    def _units(self) -> list[Span]:
        return self._words if self.by_word else self._sentences

    @property
    def span(self) -> Span:
        """The place marked."""
        return Span(self._units[self.first].start, self._units[self.last].end)

    def press(self, key: str) -> bool:
        """Act on a key, and say whether it meant anything: arrows move, with shift they move the end; Tab or Space
        goes from sentences to words and back."""
        moves = {"left": -1, "up": -1, "right": 1, "down": 1}
        if key in ("tab", "space"):
            self._switch()
        elif key in moves:
            self._move(moves[key])
        elif key.removeprefix("shift+") in moves and not self.asked.point:
            self._extend(moves[key.removeprefix("shift+")])
        elif key in ("less_than_sign", "greater_than_sign") and not self.asked.point:
            self._widen(-1 if key == "less_than_sign" else 1)
        elif key in ("home", "end"):
            self.first = self.last = 0 if key == "home" else len(self._units) - 1
        else:
            return False
        return True

    def pieces(self) -> Iterator[Styled]:
        """What is marked, with as much of the text around it as may be looked at; a long text is not drawn whole."""
        text, span = self.asked.text, self.span
        start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
        yield Styled(("…" if start else "") + text[start : span.start], "dim")
        yield Styled(span.of(text), "marked")
        yield Styled(text[span.end : end] + ("…" if end < len(text) else ""), "dim")

    def _switch(self) -> None:
        if self.asked.point:
            return
        span = self.span
        self.by_word = not self.by_word
        self.first, self.last = self._over(span)

    def _move(self, by: int) -> None:
        """By sentence: to the next one. By word: what is marked moves as a whole, a single one goes step by step."""
        size = self.last - self.first if self.by_word else 0
        start = (self.first if by < 0 or self.by_word else self.last) + by
        self.first = min(max(0, start), len(self._units) - 1 - size)
        self.last = self.first + size

    def _extend(self, by: int) -> None:
        self.last = min(max(self.first, self.last + by), len(self._units) - 1)

    def _widen(self, by: int) -> None:
        """Move the beginning."""
        self.first = min(max(0, self.first + by), self.last)

    def _over(self, span: Span) -> tuple[int, int]:
        """The first and the last unit that ``span`` touches."""
        touched = [at for at, unit in enumerate(self._units) if unit.overlaps(span)] or [0]
        return touched[0], touched[-1]

    def _is_of(self, units: list[Span], span: Span) -> bool:
        return {span.start, span.end} <= {edge for unit in units for edge in unit}
