"""What a sentence says around a figure: its words, its scope, and when it holds.

Invariant: every word kept stands in the figure's own sentence, and figures of one sentence share their setting but for
what stands in their own clause.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import accumulate

from factcheck.domain import Span
from factcheck.figures.lexicon import bounds, counted, money, scope
from factcheck.figures.model import Figure, FigureKind
from factcheck.figures.spelling import canonical
from factcheck.language.calendar import TIME_WORDS
from factcheck.language.numbers import ORDINALS, SCALES, SMALL, TENS
from factcheck.language.sentences import sentences
from factcheck.language.stems import stem
from factcheck.language.stop_words import GRAMMAR

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[,;:()\[\]—–]")
_BEFORE = re.compile(r"(?:([^\W\d_]+)\s+)?\b([^\W\d_]+)\W+(?:the\s+)?$")
_BESIDE = 30  # characters on either side of a figure in which it is said what became of what is counted
_NEAR = 40  # characters in which the two words before a figure stand
_RESTRICTED = re.compile(r"(?:[-\s]+[^\W\d_]+){1,3}?\s+(?:who|whose|that|which)\b")
_SHARED_OUT = re.compile(r"\s+(?:for|on|to|at|with|in)\s")
_PARTS_OF_DAYS = frozenset("morning afternoon evening night".split())
_SAYS_NOTHING = GRAMMAR.union(
    *(TIME_WORDS, SMALL, TENS, SCALES, ORDINALS, counted.STEPPED_OVER, money.CURRENCY_WORDS),
    *(phrase.split() for phrase in bounds.EFFECTS),
    "said say says told tell according reported report reports percent per cent points there member members".split(),
)


Stretches = tuple[tuple[float, float], ...]  # of days, as ordinals


@dataclass(frozen=True, slots=True)
class Setting:
    """Stems of the content words of a sentence, and of those of the clause in which a figure stands, without the words
    that numbers and units are written with; ``names`` are those that carry a capital, and
    ``restricted`` is true where what is counted goes on with "who" or "that".

    ``scope``, ``expected`` and ``possible`` are the clause's words of ``lexicon.scope``, and ``running`` is true for a
    number that goes on growing. ``days`` are the stretches of days that the
    sentence names; ``written`` is the day of the text, or None.
    """

    sentence: frozenset[str]
    clause: frozenset[str]
    names: frozenset[str]
    restricted: bool
    scope: frozenset[str]
    expected: frozenset[str]
    possible: frozenset[str]
    running: bool
    days: Stretches
    written: float | None


class Surroundings:
    """A text with its figures, each of which has its ``Setting``."""

    def __init__(self, text: str, figures: Sequence[Figure], written: date | None) -> None:
        self._text, self.figures = text, figures
        self._written = float(written.toordinal()) if written else None
        self._found: dict[int, Setting] = {}
        spans = sorted((figure.span.start, figure.span.end) for figure in figures)
        self._starts, self._ends = [start for start, _ in spans], list(accumulate((end for _, end in spans), max))

    @cached_property
    def _sentences(self) -> list[Span]:
        return sentences(self._text)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of the whole text: a pronoun stands for them in other sentences."""
        words = (match.group() for match in _WORD.finditer(self._text))
        return _stems(word for word in words if word[0].isupper())

    def sentence_of(self, figure: Figure) -> Span:
        place = bisect_right(self._sentences, figure.span.start, key=lambda span: span.start) - 1
        return self._sentences[max(place, 0)]

    def beside(self, figure: Figure) -> list[Figure]:
        """The other figures of its sentence."""
        sentence = self.sentence_of(figure)
        return [each for each in self.figures if each is not figure and sentence.contains(each.span)]

    def ends_a_time(self, figure: Figure) -> bool:
        """Whether a date stands behind "since", "until" or the like; "the evening of 3 May" is the day itself."""
        found = _BEFORE.search(self._text[max(figure.span.start - _NEAR, 0) : figure.span.start])
        if found is None:
            return False
        part, word = found.group(1) or "", found.group(2).lower()
        return word in scope.ENDS_OF_TIME and not (word == "of" and part.lower() in _PARTS_OF_DAYS)

    def of(self, figure: Figure) -> Setting:
        if figure.span.start not in self._found:
            self._found[figure.span.start] = self._read(figure)
        return self._found[figure.span.start]

    def own_words(self, figure: Figure) -> frozenset[str]:
        """Stems of what is said of this figure alone among those of its sentence: what stands between it and the one
        before, or, where a "for" or the like follows, the one behind ("£5m for the pier")."""
        sentence = self.sentence_of(figure)
        ends = [each.span.end for each in self.beside(figure) if each.span.end <= figure.span.start]
        starts = [each.span.start for each in self.beside(figure) if each.span.start >= figure.span.end]
        behind = Span(figure.span.end, min(starts, default=sentence.end))
        before = Span(max(ends, default=sentence.start), figure.span.start)
        stretch = behind if _SHARED_OUT.match(behind.of(self._text)) else before
        return _stems(match.group() for match in _WORD.finditer(stretch.of(self._text)) if match.group()[0].isalpha())

    def _read(self, figure: Figure) -> Setting:
        sentence = self.sentence_of(figure)
        clause = _clause(self._text, sentence, figure.span)
        words = [match for match in _WORD.finditer(self._text, sentence.start, sentence.end) if self._is_word(match)]
        near = [match for match in words if clause.start <= match.start() < clause.end]
        marks = frozenset(match.group() for match in near)
        dated = [each for each in self.beside(figure) if each.kind is FigureKind.DATE and each.unit == "day"]
        return Setting(
            sentence=_stems(match.group() for match in words),
            clause=_stems(match.group() for match in near),
            names=_stems(match.group() for match in words if match.group()[0].isupper()),
            restricted=_RESTRICTED.match(self._text, figure.span.end) is not None,
            scope=marks & scope.SCOPE,
            expected=marks & scope.EXPECTED,
            possible=marks & scope.POSSIBLE,
            running=self._runs_on(figure),
            days=tuple((each.low, each.high) for each in dated),
            written=self._written,
        )

    def _runs_on(self, figure: Figure) -> bool:
        beside = self._text[max(figure.span.start - _BESIDE, 0) : figure.span.end + _BESIDE].lower()
        nouns = {root(word) for word in figure.noun.split()}
        return bool(nouns & _RUNNING) or not scope.HARMED.isdisjoint(_WORD.findall(beside))

    def _is_word(self, match: re.Match[str]) -> bool:
        """Whether it is a word outside all figures."""
        if not match.group()[0].isalpha():
            return False
        place = bisect_right(self._starts, match.start()) - 1
        return place < 0 or self._ends[place] <= match.start()


def _clause(text: str, sentence: Span, span: Span) -> Span:
    """The stretch around ``span`` up to the next comma or word that opens a clause."""
    start, end = sentence.start, sentence.end
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        if match.group()[0].isalpha() and match.group() not in scope.CLAUSES:
            continue
        if match.end() <= span.start:
            start = match.end()
        elif match.start() >= span.end:
            end = match.start()
            break
    return Span(start, end)


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(root(word) for word in words if _tells(word.lower()))


@lru_cache(maxsize=8192)
def _tells(word: str) -> bool:
    return len(word) > 1 and word not in _SAYS_NOTHING


@lru_cache(maxsize=8192)
def root(word: str) -> str:
    """One form for a word and what counts the same: "dead" and "deaths"."""
    return stem(canonical(word.lower().removesuffix("'s").removesuffix("’s")))


_RUNNING = frozenset(root(word) for word in scope.RUNNING)
