"""How much a sentence is worth checking: a sum of a few named points.

Invariant: the reasons name every point given or taken, with the words that earned it, and
nothing else moves the score.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from factcheck import figures
from factcheck.claims import lexicon
from factcheck.figures import FigureKind

BASE = 0.2  # a plain statement
_POINTS = (
    ("comparison", lexicon.COMPARISON, 0.10),
    ("cause", lexicon.CAUSE, 0.05),
    ("event", lexicon.EVENT, 0.10),
    ("measure", lexicon.MEASURE, 0.15),
    ("span of time", lexicon.SPAN_OF_TIME, 0.10),
    ("quantity", lexicon.QUANTITY, 0.10),
    ("institution", lexicon.INSTITUTION, 0.10),
    ("conduct", lexicon.CONDUCT, 0.10),
    ("past", lexicon.PAST, 0.05),
    ("judgement", lexicon.JUDGEMENT, -0.10),
    ("feeling", lexicon.FEELING, -0.20),
    ("recommendation", lexicon.RECOMMENDATION, -0.10),
    ("future", lexicon.FUTURE, -0.10),
    ("speculation", lexicon.SPECULATION, -0.15),
    ("vague", lexicon.VAGUE, -0.05),
    ("talk of the talk", lexicon.TALK, -0.10),
    ("speaks of me or you", lexicon.ADDRESS, -0.05),
    ("ideal", lexicon.IDEAL, -0.10),
)
_FIGURE, _SECOND_FIGURE, _DATE, _NAMES, _ON_TOP = 0.20, 0.05, 0.10, 0.10, 0.10
_SHORT, _FEW_WORDS = -0.15, 5
_CAPITALISED = r"(?:(?:al|el|bin|ibn|de|da|van|von)[- ])?[A-Z][\w'’.-]*"
_NAME = re.compile(rf"{_CAPITALISED}(?:\s(?:of\s)?{_CAPITALISED})*")
_SHOUTED = 0.6  # share of capitalised words from which capitals name nothing


class Worth(NamedTuple):
    """``score`` is in 0..1; ``reasons`` read "figure: 250 to 350 (+0.20)"."""

    score: float
    reasons: tuple[str, ...]


def of(text: str, published: date | None = None, *, on_top: bool = False) -> Worth:
    """How much the statement ``text`` is worth checking; ``on_top`` if every reader sees it first."""
    points = [*([("headline or standfirst", _ON_TOP)] if on_top else []), *_points(text, published)]
    score = min(1.0, max(0.0, BASE + sum(value for _, value in points)))
    return Worth(round(score, 2), tuple(f"{reason} ({value:+.2f})" for reason, value in points))


def _points(text: str, published: date | None) -> Iterator[tuple[str, float]]:
    found = figures.find(text, published)
    dates = [figure for figure in found if figure.kind is FigureKind.DATE]
    amounts = [figure for figure in found if figure.kind is not FigureKind.DATE]
    if amounts:
        yield f"figure: {amounts[0].text}", _FIGURE
    if len(amounts) > 1:
        yield f"another figure: {amounts[1].text}", _SECOND_FIGURE
    if dates:
        yield f"date: {dates[0].text}", _DATE
    if named := names(text):
        yield f"name: {named[0]}", _NAMES
    for reason, pattern, value in _POINTS:
        if match := pattern.search(text):
            yield f"{reason}: {' '.join(match.group().split())}", value
    if len(text.split()) < _FEW_WORDS and not amounts:
        yield "few words", _SHORT


def names(text: str) -> list[str]:
    """Capitalised names in ``text``, not counting a word that only opens the sentence."""
    tokens = re.findall(r"[^\W\d_][\w'’-]*", text)
    capitals = sum(token[0].isupper() for token in tokens)
    if len(tokens) > 3 and capitals > _SHOUTED * len(tokens):
        return [token for token in tokens if len(token) > 1 and token.isupper()]
    opening = re.match(r"\W*(?P<word>[\w'’-]+)", text)
    found = []
    for match in _NAME.finditer(text):
        opens = opening is not None and match.start() <= opening.start("word")
        name = match.group().rstrip("'’-") if "." in match.group()[:-1] else match.group().rstrip(".'’-")
        if opens and not name.isupper():
            _, _, name = name.partition(" ")
        if len(name) > 1:
            found.append(name)
    return found
