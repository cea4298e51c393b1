"""Whether a claim says the very same as one that was checked before: what differs, in words.

Invariant: nothing is found to differ only if no content word was replaced, added or left out, no figure, name, negation
or voice is another, and all times that both name are the same days. Inflection, words that only join, where a part of
the sentence stands, and how a figure is written may differ. What cannot be told is a difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property
from itertools import chain

from factcheck import figures
from factcheck.figures import Figure, FigureKind, Relation
from factcheck.language.calendar import MONTHS, WEEKDAYS
from factcheck.language.folding import composed, folded
from factcheck.language.inflection import uninflected
from factcheck.language.tokens import WHOLE_WORD

# These say nothing by themselves. Forms of "be" do: "sued" is not "was sued"; so do most prepositions.
_LIGHT = frozenset("a an the that of have do".split())
_BEFORE_TIMES = frozenset("in on during".split())
_BE = "be"
# Who is meant by these follows from who speaks, or from what was said before.
_OF_WHO_SPEAKS = frozenset("i we me us my our mine ours myself ourselves you your".split())
_POINTING = frozenset("he she they it his her their its this these those".split())
# They are seen from the day of a text, and say of no day which.
_LOOSE_TIMES = frozenset("ago now currently presently recently lately nowadays soon".split())
_STEPS = frozenset("last past previous this next coming".split())
_STRETCHES = frozenset(
    """minute hour day night morning afternoon evening weekend week fortnight month quarter season term year decade
    century spring summer autumn fall winter""".split()
)
_SHORT = (("won't", "will not"), ("can't", "can not"), ("shan't", "shall not"), ("cannot", "can not"))
_ENDINGS = (("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'m", " am"))
_WITH_IS = frozenset("it he she there that who what here".split())
_QUESTION = re.compile(r"\?[\s\"'”’»)]*$")
_ANY_DAY = date(2000, 7, 15)
_LONG, _FEWEST_LONG = 4, 3  # letters of a word that a headline sets with a capital, and how many of them
_DAYS_AND_MONTHS = frozenset({*MONTHS, *WEEKDAYS})
_FIGURE, _TIME = "figure", "time"


@dataclass(frozen=True, slots=True)
class Dated:
    """Words, and the day from which "last year" in them is seen."""

    text: str
    day: date | None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word, or a figure or time in its place: what it is compared by, and as it stands there."""

    key: str
    shown: str
    figure: Figure | None = None

    def equals(self, other: _Piece) -> bool:
        if self.figure is None or other.figure is None:
            return self.key == other.key
        return _equal(self.figure, other.figure)


def unlike(claim: Dated, earlier: Dated) -> tuple[str, ...]:
    """What is not the same in ``claim`` as in ``earlier``, the earlier words first; empty if both say the very same."""
    ours, theirs = _Read(claim), _Read(earlier)
    words = tuple(_words(ours.said, theirs.said))
    found = (*words, *_times(ours, theirs), *_unknown(ours, theirs))
    return tuple(dict.fromkeys(found))


class _Read:
    """A text as it is compared."""

    def __init__(self, dated: Dated) -> None:
        text = composed(dated.text).replace("’", "'")
        self.text, self.day = _as_a_sentence(text), dated.day
        self.figures = [_alone(figure) for figure in _apart(figures.find(self.text, self.day))]

    @cached_property
    def times(self) -> list[Figure]:
        return [figure for figure in self.figures if figure.kind is FigureKind.DATE]

    @cached_property
    def said(self) -> list[_Piece]:
        """What is said, without times and without what only joins."""
        pieces = _without_progressive(list(self._pieces()))
        kept: list[_Piece] = []
        for piece in pieces:
            if piece.key == _TIME and kept and kept[-1].key in _BEFORE_TIMES:
                kept.pop()
            if piece.key not in _LIGHT:
                kept.append(piece)
        return [piece for piece in kept if piece.key != _TIME]

    def _pieces(self) -> Iterator[_Piece]:
        at = 0
        for figure in self.figures:
            yield from _plain(self.text[at : figure.span.start])
            key = _TIME if figure.kind is FigureKind.DATE else _FIGURE
            yield _Piece(key, " ".join(figure.text.split()), figure)
            at = figure.span.end
        yield from _plain(self.text[at:])

    @property
    def asks(self) -> bool:
        return _QUESTION.search(self.text) is not None

    @property
    def open_time(self) -> str:
        """The words of a time of which no day is known; "" if there is none."""
        for figure in self.times:
            if figure.start is None and figure.end is None:
                return figure.text
        if self.day is None:
            known = {(figure.span, figure.low, figure.high) for figure in self.times}
            for figure in figures.find(self.text, _ANY_DAY):
                if figure.kind is FigureKind.DATE and (figure.span, figure.low, figure.high) not in known:
                    return figure.text
        return next(_loose(self.said), "")

    @property
    def open_person(self) -> str:
        """A word that means whoever speaks, or whoever was named before the text begins; "" if there is none."""
        speaking = (piece.shown for piece in self.said if piece.key in _OF_WHO_SPEAKS)
        first = (piece.shown for piece in self.said[:1] if piece.key in _POINTING)
        return next(chain(speaking, first), "")


def _as_a_sentence(text: str) -> str:
    """A text that is set IN CAPITALS or In Capitals Throughout, as figures are read: "half of all" in May."""
    long = [word for word in WHOLE_WORD.findall(text) if len(word) >= _LONG]
    if len(long) < _FEWEST_LONG or any(word[0].islower() for word in long):
        return text
    return WHOLE_WORD.sub(lambda match: _lower(match.group()), text)


def _lower(word: str) -> str:
    return word.capitalize() if word.lower() in _DAYS_AND_MONTHS else word.lower()


def _alone(figure: Figure) -> Figure:
    """``figure`` without what the words around it say, which are compared themselves."""
    if figure.kind is FigureKind.CHANGE:
        return replace(figure, when=None)
    return replace(figure, when=None, denied=False, direction=0, trend=0)


def _apart(found: Sequence[Figure]) -> list[Figure]:
    """Figures in text order, none of them within another."""
    kept: list[Figure] = []
    for figure in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if not kept or figure.span.start >= kept[-1].span.end:
            kept.append(figure)
    return kept


def _plain(text: str) -> Iterator[_Piece]:
    """The words of a stretch without figures, contractions written out."""
    for match in WHOLE_WORD.finditer(text):
        for word in _written_out(match.group().casefold()).split():
            yield _Piece(folded(uninflected(word)), word if " " in _written_out(match.group()) else match.group())


def _written_out(word: str) -> str:
    """ "did not" for "didn't", "minister" for "minister's"."""
    for short, long in _SHORT:
        if word.casefold() == short:
            return long
    for ending, long in _ENDINGS:
        if word.endswith(ending):
            return word.removesuffix(ending) + long
    if word.endswith("'s"):
        word = word.removesuffix("'s")
        return f"{word} is" if word.casefold() in _WITH_IS else word
    return word


def _without_progressive(pieces: Sequence[_Piece]) -> list[_Piece]:
    """``pieces`` without the "be" of "is closing" and of "has been"; that of "was closed" stays."""
    kept = []
    for number, piece in enumerate(pieces):
        following = next((one for one in pieces[number + 1 :] if one.key not in _LIGHT), None)
        progressive = following is not None and (following.key == _BE or following.shown.casefold().endswith("ing"))
        if piece.key != _BE or not progressive:
            kept.append(piece)
    return kept


# -- what differs -------------------------------------------------------------------------


def _words(ours: Sequence[_Piece], theirs: Sequence[_Piece]) -> Iterator[str]:
    if _same_row(ours, theirs):
        return
    now, then = _keys(ours, theirs), _keys(theirs, theirs)
    if sorted(now) == sorted(then):
        yield "the order of the words"
        return
    for tag, start, end, first, last in SequenceMatcher(None, then, now, False).get_opcodes():
        if tag == "equal":
            continue
        before, after = (" ".join(piece.shown for piece in some) for some in (theirs[start:end], ours[first:last]))
        yield f"{before} → {after}" if before and after else f"with “{after}”" if after else f"without “{before}”"


def _same_row(ours: Sequence[_Piece], theirs: Sequence[_Piece]) -> bool:
    """Whether both have the same words in one order, or what begins one ends the other: "In Ruston trains stopped"."""
    if len(ours) != len(theirs):
        return False
    turned = ([*ours[at:], *ours[:at]] for at in range(max(1, len(ours))))
    return any(all(one.equals(two) for one, two in zip(row, theirs, strict=True)) for row in turned)


def _keys(pieces: Sequence[_Piece], named: Sequence[_Piece]) -> list[str]:
    """A key for each piece; a figure that equals one of ``named`` has the key of the first such."""
    keys = []
    for piece in pieces:
        if piece.figure is None:
            keys.append(piece.key)
            continue
        place = next((at for at, one in enumerate(named) if one.figure and piece.equals(one)), None)
        keys.append(f"{_FIGURE} {piece.shown if place is None else place}")
    return keys


def _equal(one: Figure, other: Figure) -> bool:
    """Whether two figures are one to the digit: "7%" and "7 per cent", but not 100 km and 102 km."""
    found = figures.compare(one, other)
    apart = found.difference if found.difference is not None else (one.low, one.high) != (other.low, other.high)
    turned = (one.hedge, one.denied, one.role, one.direction)
    other_turned = (other.hedge, other.denied, other.role, other.direction)
    return found.relation is Relation.EQUAL and not apart and turned == other_turned


def _times(ours: _Read, theirs: _Read) -> Iterator[str]:
    now, then = list(ours.times), list(theirs.times)
    for time in list(now):
        if (same := next((one for one in then if _stretch(one) == _stretch(time)), None)) is not None:
            now.remove(time)
            then.remove(same)
    while now and then:
        yield f"{_when(then.pop(0))} → {_when(now.pop(0))}"
    yield from (f"with “{_when(time)}”" for time in now)
    yield from (f"without “{_when(time)}”" for time in then)


def _stretch(time: Figure) -> tuple[object, ...]:
    return time.low, time.high, time.hedge, time.denied


def _when(time: Figure) -> str:
    """ "last year (2025)": the words, and the days that they mean."""
    words, days = " ".join(time.text.split()), _days(time.start, time.end)
    return words if not days or days in words else f"{words} ({days})"


def _days(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    return first.isoformat() if first == last else f"{first} to {last}"


def _loose(pieces: Sequence[_Piece]) -> Iterator[str]:
    """Words of times that are seen from the day of the text, and are no figure."""
    for number, piece in enumerate(pieces):
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        if piece.key in _LOOSE_TIMES:
            yield piece.shown
        elif following and piece.key in _STEPS and following.shown.casefold().removesuffix("s") in _STRETCHES:
            yield f"{piece.shown} {following.shown}"


def _unknown(ours: _Read, theirs: _Read) -> Iterator[str]:
    """What keeps it open whether both mean the same."""
    if not ours.said:
        yield "no words to compare"
    if ours.asks != theirs.asks:
        yield "a question now" if ours.asks else "it was a question"
    if words := theirs.open_time or ours.open_time:
        yield f"which day “{words}” means is not known"
    if words := theirs.open_person or ours.open_person:
        yield f"“{words}” may be somebody or something else"
