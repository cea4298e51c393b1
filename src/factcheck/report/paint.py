"""Colour for the terminal, or none.

Invariant: with colour off every method returns its text unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from factcheck.domain import Stance
from factcheck.report import phrases
from factcheck.report.model import ClaimReport

_BOLD, _FAINT, _RED, _GREEN, _YELLOW = "1", "2", "31", "32", "33"
_PARTS = {"quoted": "4;36", "source": "1", "cue": "35"}  # underlined cyan, bold, magenta
_TONES = {
    "supported": _GREEN,
    "contradicted": _RED,
    "stale": _RED,
    "unverified": _YELLOW,
    "pending": _YELLOW,
    "dismissed": _FAINT,
    "unchecked": _BOLD,
}
_STANCES = {Stance.SUPPORTS: _GREEN, Stance.CONTRADICTS: _RED}

_DIFF_SIGN = re.compile(r"(\[-|-\]|\{\+|\+\})")
_DIFF_COLOURS = {"[-": _RED, "{+": _GREEN}


@dataclass(frozen=True, slots=True)
class Paint:
    """Wraps whole lines or words in ANSI colours. Give it cleaned text only."""

    colour: bool

    def strong(self, text: str) -> str:
        return self._in(_BOLD, text)

    def faint(self, text: str) -> str:
        return self._in(_FAINT, text)

    def warning(self, text: str) -> str:
        return self._in(_YELLOW, text)

    def status(self, text: str, item: ClaimReport) -> str:
        return self._in(_TONES[phrases.tone(item)], text)

    def hold(self, text: str, holds: bool) -> str:
        return self._in(f"{_BOLD};{_RED if holds else _GREEN}", text)

    def stance(self, text: str, stance: Stance | None) -> str:
        return self._in(_STANCES[stance], text) if stance in _STANCES else text

    def diff(self, lines: Iterable[str]) -> Iterator[str]:
        """The lines of a word diff, what stands in [-…-] red and in {+…+} green, also across lines."""
        code = ""
        for line in lines:
            pieces = []
            for piece in _DIFF_SIGN.split(line):
                code = _DIFF_COLOURS.get(piece, code)
                pieces.append(self._in(code, piece) if code else piece)
                code = "" if piece in ("-]", "+}") else code
            yield "".join(pieces)

    def part(self, text: str, part: str) -> str:
        """``text`` as "quoted" words, "source" or "cue"; anything else stays as it is."""
        return self._in(_PARTS[part], text) if part in _PARTS else text

    def _in(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text
