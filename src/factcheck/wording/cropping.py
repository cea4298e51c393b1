"""Words that all stand there, and mean something else where they stand: cut out of a denial, a doubt, a condition, a
question, or out of what somebody else is said to say.

Invariant: a warning names words of the source that stand in the same sentence, or open the next one; none is
given where the article says as much in its own words beside the quotation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.domain import Span
from factcheck.language import doubting, negation
from factcheck.language.sentences import sentences
from factcheck.wording import lexicon
from factcheck.wording.quotation import QuotedWords
from factcheck.wording.sources import Source
from factcheck.wording.tokens import Words, is_number, read

_REACH = 40  # words on either side that are looked at
_BESIDE = 400  # code points of the article beside the quotation
_NEAR = 4  # words before, within which a verb or an adverb bears on what follows
_NEAREST = 2  # the same of "may", "nearly", "only"
_ASIDE = 7  # words at most between two commas that part a verb from what it denies
_MAIN = 6  # words at most of the main clause before the words, behind its condition
_REMARK = 9  # words at most of the sentence that takes back the one before
_BREAK = re.compile(r"[;:“”\"]|\n[ \t\r]*\n|[—–]| -+ ")
_LINE_END = re.compile(r"(?<!\n)[ \t\r]*\n(?![ \t\r]*\n)")  # within a paragraph
_MARK = re.compile(r"[“”\"]")
_PAUSE = re.compile(r"[,()]")
_NEGATIONS = negation.WORDS | negation.NEARLY
_LONGEST = 90  # code points of the words that a warning names


def warnings(quotation: QuotedWords, source: Source, first: int, last: int, in_turn: bool) -> tuple[str, ...]:
    """What stands before or behind words ``first`` to ``last`` of ``source`` that turns their sense, each in a line.

    ``in_turn`` says that one person speaks there, so that "the mayor says" hands on what another says.
    """
    theirs = _Side(source.words, source.text, first, last)
    made = []
    if (before := theirs.before(in_turn)) and not _Side.of_quotation(quotation).holds_before():
        made.append(f"right before them stands “{_shown(before.of(source.text))}”")
    if (behind := theirs.behind()) and not _Side.of_quotation(quotation).holds_behind():
        made.append(f"right after them stands “{_shown(behind.of(source.text))}”")
    if not made and theirs.asked and not _asks(quotation):
        made.append("they stand in a question")
    return tuple(made)


def _shown(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rpartition(' ')[0]} …"


def _asks(quotation: QuotedWords) -> bool:
    end = quotation.pieces[-1].end
    return "?" in quotation.text[quotation.words.ends[-1] : end + 2]


@dataclass(frozen=True, slots=True)
class _Side:
    """Words ``first`` to ``last`` of a text and the sentence around them."""

    words: Words
    text: str
    first: int
    last: int

    @classmethod
    def of_quotation(cls, quotation: QuotedWords) -> _Side:
        """The words in marks, in the article around them."""
        start, end = quotation.pieces[0].start, quotation.pieces[-1].end
        around = Span(max(0, start - _BESIDE), min(len(quotation.text), end + _BESIDE))
        words = read(quotation.text, (around,))
        inside = [at for at in range(len(words)) if start <= words.starts[at] < end] or [0]
        return cls(words, quotation.text, inside[0], inside[-1])

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
        around = self.words.span(start, self.first)
        flat = _LINE_END.sub(lambda found: " " * len(found.group()), around.of(self.text))
        begins = around.start + sentences(flat)[-1].start
        for at in range(self.first - 1, start - 1, -1):
            gap = self.gap(at)
            if at == self.first - 1 and self.marked:
                gap = _MARK.sub("", gap, count=1)
            if self.words.starts[at] < begins or _BREAK.search(gap):
                return range(at + 1, self.first)
        return range(start, self.first)

    @property
    def marked(self) -> bool:
        """Whether quotation marks open right before the words: what stands before is a reporter's."""
        return self.first > 0 and _MARK.search(self.gap(self.first - 1)) is not None

    def before(self, in_turn: bool) -> Span | None:
        """What stands in the sentence before the words and turns them."""
        lead = self.lead
        if not lead:
            return None
        condition = self._condition(lead)
        if condition is not None:
            return self.words.span(condition, self.first - 1)
        clause, complement = self._clause(lead)
        at = self._turning(clause, complement, in_turn) if clause else None
        if at is None and complement and in_turn and self._hearsay(clause):
            at = clause.start
        if at is None:
            return None
        return self.words.span(clause.start if complement else at, self.first - 1)

    def holds_before(self) -> bool:
        """Whether anything in the sentence before the words denies, doubts or makes conditional."""
        return any(_is_turn(self.words.keys[at]) for at in self.lead)

    def _condition(self, lead: range) -> int | None:
        """Where the condition begins under which the sentence stands."""
        keys = self.words.keys
        line = " ".join(keys[at] for at in lead)
        if any(phrase in line for phrase in doubting.NO_CONDITIONS):
            return None
        for at in reversed(lead):
            if self._parts(at, lead.stop) and keys[at] in ("but", "and", "so", "because"):
                return None
            alone = " ".join(keys[at : at + 4]) + " "
            opens = self._opens(at) or alone.startswith(doubting.CONDITIONAL_PHRASES)
            if opens and self._since_pause(lead) > _MAIN:
                return None
            if opens and not (at > lead.start and keys[at - 1] in _NEGATIONS | {"know", "ask", "or"}):
                return None if keys[at] == "without" and self._affirms(range(at, lead.stop)) else at
        inverted = keys[lead.start] in lexicon.INVERTED and not self.asked
        return lead.start if inverted and "," in self.gap(self.first - 1) else None

    def _since_pause(self, lead: range) -> int:
        """How many words stand before the first one behind the last comma."""
        return next((lead.stop - 1 - at for at in reversed(lead) if _PAUSE.search(self.gap(at))), 0)

    def _opens(self, at: int) -> bool:
        """Whether word ``at`` opens a condition."""
        key = self.words.keys[at]
        following = self.words.keys[at + 1] if at + 1 < len(self.words) else ""
        return key in doubting.CONDITIONS or (key in doubting.PARTICIPLES and following in lexicon.SUBJECTS)

    def _clause(self, lead: range) -> tuple[range, bool]:
        """The words that may govern what follows, and whether they are told to: "… that", "nobody believes"."""
        keys = self.words.keys
        spoken = [at for at in lead if keys[at] not in lexicon.HEARERS]
        last = keys[spoken[-1]] if spoken else ""
        complement = keys[lead.stop - 1] in lexicon.COMPLEMENTS or last in lexicon.SAYING or keys[self.first] == "that"
        if keys[lead.stop - 1] == "to":
            complement = False
        at = lead.stop - 1
        while at >= lead.start:
            if _PAUSE.search(self.gap(at)):
                aside = self._aside(lead, at)
                if aside is None:
                    break
                at = aside
            if self._parts(at, lead.stop):
                break
            at -= 1
        return range(at + 1, lead.stop), complement

    def _aside(self, lead: range, at: int) -> int | None:
        """The word before the comma with which an aside begins that ends behind word ``at``: "not, as you know,"."""
        for before in range(at - 1, max(lead.start, at - _ASIDE) - 1, -1):
            if _PAUSE.search(self.gap(before)):
                return before
        return None

    def _parts(self, at: int, end: int) -> bool:
        """Whether a clause of its own goes on behind word ``at``: "and | the bridge …"."""
        if self.words.keys[at] not in lexicon.COORDINATORS or (at and self.words.keys[at - 1] in _NEGATIONS):
            return False
        return at + 1 >= end - 1 or self.words.keys[at + 1] in lexicon.SUBJECTS or "," in self.gap(at - 1 if at else at)

    def _turning(self, clause: range, complement: bool, in_turn: bool) -> int | None:
        """The first word of ``clause`` that denies or doubts what follows; None if one denies the other.

        A reporter's "she thought that" is no doubt of hers: opinions count in a turn, and those of "I" and "we".
        """
        keys = self.words.keys
        if self._affirms(clause):
            return None
        held = {keys[at] for at in clause}
        opinions = in_turn or not held.isdisjoint(("i", "we"))
        for at in clause:
            near = clause.stop - at
            if keys[at] in _NEGATIONS or keys[at : at + 2] in doubting.DENYING_PAIRS:
                return at
            if complement and (keys[at] in doubting.DENIALS | doubting.DOUBTS or (opinions and keys[at] in _OPINIONS)):
                return at
            infinitive = keys[clause.stop - 1] in ("to", "from")
            if not complement and infinitive and keys[at] in doubting.DENIALS and near <= _NEAR:
                return at
            if not complement and near <= _NEAREST and self._limits(at, clause.stop):
                return at
        return None if complement else self._phrase(clause)

    def _phrase(self, clause: range) -> int | None:
        """Where a phrase begins that limits what follows right behind it: "in theory", "at least"."""
        line = f" {' '.join(self.words.keys[at] for at in clause)}"
        limits = (phrase for phrase in lexicon.QUALIFYING_PHRASES if line.endswith(f" {phrase}"))
        return next((clause.stop - len(phrase.split()) for phrase in limits), None)

    def _limits(self, at: int, end: int) -> bool:
        """Whether a qualifier right before the words bears on them: "may | close", "nearly | 40"."""
        keys = self.words.keys
        if keys[at] not in lexicon.QUALIFIERS or (keys[at] in lexicon.COUNTING and not is_number(keys[end])):
            return False
        return end - at == 1 or keys[at + 1] in ("a", "an", "the", "be", "have")

    def _affirms(self, clause: range) -> bool:
        """Whether a negation is itself denied: "nobody doubts that", "not only"."""
        keys = self.words.keys
        return any(
            keys[at] in _NEGATIONS and not doubting.AFFIRMED.isdisjoint(keys[at + 1 : min(at + 5, clause.stop)])
            for at in clause
        )

    def _hearsay(self, clause: range) -> bool:
        held = {self.words.keys[at] for at in clause}
        return not held.isdisjoint(lexicon.HEARSAY) and held.isdisjoint(("i", "we"))

    # -- behind -----------------------------------------------------------------------------

    @property
    def tail(self) -> range:
        """The words of the sentence behind the last one."""
        end = min(len(self.words), self.last + 1 + _REACH)
        for at in range(self.last, end - 1):
            if re.search(r"[.!?…][\s\"”’)]|[;:“”\"]|\n[ \t\r]*\n", self.gap(at)):
                return range(self.last + 1, at + 1)
        return range(self.last + 1, end)

    @property
    def asked(self) -> bool:
        """Whether the sentence ends with a question mark."""
        tail = self.tail
        return "?" in re.split(r"[“”\"]", self.gap(tail.stop - 1))[0]

    def behind(self) -> Span | None:
        """What stands behind the words in their sentence, or opens the next one, and turns them."""
        tail = self.tail
        if not tail:
            return self._taken_back()
        keys = self.words.keys
        phrase = f"{' '.join(keys[tail.start : tail.start + 5])} "
        turns = self._opens(tail.start) or phrase.startswith(
            tuple(f"{each} " for each in (*doubting.CONDITIONAL_PHRASES, *lexicon.RESERVATIONS))
        )
        adjoins = keys[tail.start] in _NEGATIONS - {"without"} and not _PAUSE.search(self.gap(self.last))
        if (turns and not phrase.startswith(("if not ", "if any"))) or (adjoins and not self._affirms(tail)):
            return self.words.span(tail.start, self._end_of_clause(tail))
        return self._predicate(tail)

    def holds_behind(self) -> bool:
        return any(_is_turn(self.words.keys[at]) for at in self.tail)

    def _end_of_clause(self, tail: range) -> int:
        return next((at for at in tail if _PAUSE.search(self.gap(at))), tail.stop - 1)

    def _predicate(self, tail: range) -> Span | None:
        """ "The idea that … | is absurd": the words are what is said to be false."""
        lead = self.lead
        told = self.words.keys[self.first] == "that" or (lead and self.words.keys[lead.stop - 1] == "that")
        if not told or self._affirms(tail):
            return None
        said = [at for at in tail if self.words.keys[at] in doubting.DENIALS]
        return self.words.span(tail.start, said[0]) if said and self.words.keys[tail.start] in _COPULAS else None

    def _taken_back(self) -> Span | None:
        """The next sentence, if it is short and says that this one is not so."""
        start = self.last + 1
        if (
            start >= len(self.words)
            or "\n\n" in self.gap(self.last)
            or self.words.keys[start] not in lexicon.RETRACTING
        ):
            return None
        end = next((at for at in range(start, min(len(self.words), start + _REMARK)) if _ends(self.gap(at))), None)
        if end is None:
            return None
        line = f" {' '.join(self.words.keys[start : end + 1])} "
        if any(f" {phrase} " in line for phrase in lexicon.RETRACTIONS) and not self._affirms(range(start, end + 1)):
            return self.words.span(start, end)
        return None


_OPINIONS = doubting.OPINIONS
_COPULAS = frozenset("is was are were 's be sounds seems".split())


def _ends(gap: str) -> bool:
    return any(char in gap for char in ".!?…\n")


def _is_turn(key: str) -> bool:
    turns = (_NEGATIONS, doubting.DENIALS, doubting.DOUBTS, doubting.CONDITIONS, lexicon.QUALIFIERS, _OPINIONS)
    return any(key in words for words in turns)
