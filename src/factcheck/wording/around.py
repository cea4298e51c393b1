"""Words of a text and the sentence around them: what leads up to them, what governs them, what follows.

Invariant: nothing is taken for the same sentence across a stop, a quotation mark or an empty line; at most forty
words on either side are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.domain import Span
from factcheck.language import doubting, negation
from factcheck.language.sentences import sentences
from factcheck.wording import lexicon
from factcheck.wording.quotation import QuotedWords
from factcheck.wording.tokens import Words, read

NEGATIONS = negation.WORDS | negation.NEARLY
PAUSE = re.compile(r"[,()]")
_REACH = 40  # words on either side
_BESIDE = 400  # code points of an article beside a quotation
_ASIDE = 7  # words at most between two commas that part a verb from what it denies
_MARK = re.compile(r"[“”\"]")
_BREAK = re.compile(r"[;:“”\"]|\n[ \t\r]*\n|[—–]| -+ ")
_STOP = re.compile(r"[.!?…][\s\"”’)]|[;:“”\"]|\n[ \t\r]*\n")
_LINE_END = re.compile(r"(?<!\n)[ \t\r]*\n(?![ \t\r]*\n)")  # within a paragraph


@dataclass(frozen=True, slots=True)
class Around:
    """Words ``first`` to ``last`` (included) of a text, and what stands around them."""

    words: Words
    text: str
    first: int
    last: int

    @classmethod
    def of_quotation(cls, quotation: QuotedWords) -> Around:
        """The words in marks, in the article around them."""
        start, end = quotation.pieces[0].start, quotation.pieces[-1].end
        beside = Span(max(0, start - _BESIDE), min(len(quotation.text), end + _BESIDE))
        words = read(quotation.text, (beside,))
        inside = [at for at in range(len(words)) if start <= words.starts[at] < end] or [0]
        return cls(words, quotation.text, inside[0], inside[-1])

    def key(self, at: int) -> str:
        return self.words.keys[at]

    def keys(self, among: Sequence[int]) -> tuple[str, ...]:
        return tuple(map(self.key, among))

    def line(self, at: int, count: int) -> str:
        """``count`` words from ``at`` on, a space behind each."""
        return "".join(f"{key} " for key in self.words.keys[max(at, 0) : at + count])

    def gap(self, at: int) -> str:
        """What stands between word ``at`` and the next."""
        end = self.words.starts[at + 1] if at + 1 < len(self.words) else len(self.text)
        return self.text[self.words.ends[at] : end]

    # -- before -----------------------------------------------------------------------------

    @property
    def lead(self) -> range:
        """The words of the sentence before the first one."""
        start = max(0, self.first - _REACH)
        if start == self.first:
            return range(self.first, self.first)
        reach = self.words.span(start, self.first)
        flat = _LINE_END.sub(lambda found: " " * len(found.group()), reach.of(self.text))
        begins = reach.start + sentences(flat)[-1].start
        for at in range(self.first - 1, start - 1, -1):
            gap = self.gap(at)
            if at == self.first - 1:
                gap = _MARK.sub("", gap, count=1)  # a reporter's marks open right before the words
            if self.words.starts[at] < begins or _BREAK.search(gap):
                return range(at + 1, self.first)
        return range(start, self.first)

    def is_told(self, lead: range) -> bool:
        """Whether ``lead`` says of the words that they are so, or not: "… that", "nobody believes"."""
        if not lead or self.key(lead.stop - 1) == "to":
            return False
        said = [key for key in self.keys(lead) if key not in lexicon.HEARERS]
        ends = self.key(lead.stop - 1) in lexicon.COMPLEMENTS or self.key(self.first) == "that"
        return ends or (bool(said) and said[-1] in lexicon.SAYING)

    def clause(self, lead: range) -> tuple[int, ...]:
        """The words of ``lead`` that may govern what follows; an aside between commas parts nothing, and is none."""
        found: list[int] = []
        at = lead.stop - 1
        while at >= lead.start:
            if PAUSE.search(self.gap(at)):
                aside = self._aside(lead, at)
                if aside is None:
                    break
                at = aside
            if self.parts(at, lead.stop):
                break
            found.append(at)
            at -= 1
        return tuple(reversed(found))

    def _aside(self, lead: range, at: int) -> int | None:
        """The word before the comma with which an aside begins that ends behind word ``at``: "not, as you know,"."""
        for before in range(at - 1, max(lead.start, at - _ASIDE) - 1, -1):
            if PAUSE.search(self.gap(before)):
                return before
        return None

    def parts(self, at: int, end: int) -> bool:
        """Whether a clause of its own goes on behind word ``at``: "and | the bridge …"."""
        if self.key(at) not in lexicon.COORDINATORS or (at and self.key(at - 1) in NEGATIONS):
            return False
        return at + 1 >= end - 1 or self.key(at + 1) in lexicon.SUBJECTS or "," in self.gap(at - 1 if at else at)

    def since_pause(self, lead: range) -> int:
        """How many words of ``lead`` stand behind its last comma."""
        return next((lead.stop - 1 - at for at in reversed(lead) if PAUSE.search(self.gap(at))), 0)

    # -- behind -----------------------------------------------------------------------------

    @property
    def tail(self) -> range:
        """The words of the sentence behind the last one."""
        end = min(len(self.words), self.last + 1 + _REACH)
        stops = (at for at in range(self.last, end - 1) if _STOP.search(self.gap(at)))
        return range(self.last + 1, next(stops, end - 1) + 1)

    @property
    def asked(self) -> bool:
        """Whether the sentence ends with a question mark."""
        return "?" in _MARK.split(self.gap(self.tail.stop - 1))[0]

    # -- what words do ----------------------------------------------------------------------

    def affirms(self, clause: Sequence[int]) -> bool:
        """Whether a negation is itself denied: "nobody doubts that", "not only"."""
        return any(
            self.key(at) in NEGATIONS
            and not doubting.AFFIRMED.isdisjoint(self.words.keys[at + 1 : min(at + 5, clause[-1] + 1)])
            for at in clause
        )

    def opens_condition(self, at: int) -> bool:
        """Whether word ``at`` opens a condition, and no "even if" or "if I may"."""
        here, before = self.line(at, 4), self.line(at - 1, 4)
        if any(
            f"{phrase} " in (here[: len(phrase) + 1], before[: len(phrase) + 1]) for phrase in doubting.NO_CONDITIONS
        ):
            return False
        if self.key(at) in doubting.PARTICIPLES:
            return not lexicon.SUBJECTS.isdisjoint(self.words.keys[at + 1 : at + 2])
        return self.key(at) in doubting.CONDITIONS or here.startswith(doubting.CONDITIONAL_PHRASES)
