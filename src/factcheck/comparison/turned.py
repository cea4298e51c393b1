"""What turns a statement round: a negation on one side, an opposite, another quantity, the other side of a time.

Invariant: a difference is sure only where the rest of a clause of the claim is nearly all in one sentence of the
passage, and neither of the two is a condition or a possibility.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from factcheck.comparison.contexts import LIGHT_SENSES
from factcheck.comparison.texts import ReadClause, ReadSentence, TextRead
from factcheck.comparison.ties import covered, telling
from factcheck.comparison.times import tells_of_another_time
from factcheck.comparison.words import ReadWord, denies, meaning
from factcheck.domain import Span
from factcheck.domain.comparison import Aspect, Likeness, Point
from factcheck.language.denial import rejections
from factcheck.language.opposites import OPPOSITES
from factcheck.language.quantity import BESIDES, CONTRARY, QUANTITIES, SIDES, UNREAL
from factcheck.language.verbs import is_verb

_LIKE, _ALIKE = 0.6, 0.75  # of a clause's words: held so that a turn is told, and that it is sure
_LEAST = 2  # words shared beside what turns
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_WHOLE = frozenset("no none nobody nothing neither never few".split())  # deny all that is said in the clause
_QUANTIFIED = frozenset("many all every everyone much most any".split())  # "not many" denies the verb
_EXCEPTS = re.compile(
    r"\b(?:no|none|nobody|nothing|not)\b.{0,12}\b(?:other|else|but|except|only|alone)\b"
    r"|\b(?:not|never|\w+n['’]t)\b.*\buntil\b|\bnever stop",
    re.IGNORECASE,
)
_AHEAD = frozenset(("will", "shall", "won't", "won’t"))
_TAKES_SIDES = frozenset(map(meaning, "vote argue campaign testify speak rule decide demonstrate fight lobby".split()))
_SAME_SIDE = {"less": "fewer", "greater": "more"}
_SURE_SIDES = frozenset("before after more fewer".split())
_BOUND = re.compile(r"up\s+to\b", re.IGNORECASE)
_MOVES = re.compile(
    r"\b(?:up(?!\s+to\b)|down)\b(?=\s+(?:from|on|by|to)?\s*(?:[£$€]?\d|the\b|a\b|last\b|year))", re.IGNORECASE
)
# Of these both may be true: what is up to a bound may be down, and what one has sold another has bought.
_UNSURE = frozenset(
    """before after earlier later first last over up down more less former bought buys acquired purchased sold sells
    attack attacked defend defended""".split()
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A clause of the claim and the clause of the passage that holds most of it."""

    claim: TextRead
    passage: TextRead
    ours: ReadClause
    theirs: ReadClause
    sentence: ReadSentence
    words: tuple[ReadWord, ...]  # what the claim's clause is about
    others: tuple[ReadWord, ...]  # and the passage's

    def held(self, leaving: str = "") -> float:
        """The share of the claim's clause in the passage's sentence, names wherever in the passage."""
        names = {word.sense for word in self.words if word.is_name} & self.passage.senses
        return covered(self.words, self.sentence.senses | names, {leaving})

    def shared(self, leaving: str = "") -> int:
        return len({word.sense for word in self.words if word.sense != leaving} & self.sentence.senses)


def turns(
    claim: TextRead, passage: TextRead, claim_date: date | None = None, passage_date: date | None = None
) -> Iterator[Point]:
    """What turns the claim's clauses round in the passage's."""
    for pair in _pairs(claim, passage):
        if _unreal(claim.text, pair.ours) or _unreal(passage.text, pair.theirs):
            continue
        if _ahead(claim.text, pair.ours) != _ahead(passage.text, pair.theirs):
            continue
        if tells_of_another_time(claim.text, passage.text, pair.sentence.span, claim_date, passage_date):
            continue
        yield from _negated(pair)
        yield from _opposed(pair)
        yield from _moved(pair)
        yield from _quantified(pair)
        yield from _on_the_other_side(pair)
        yield from _besides(pair)


def _pairs(claim: TextRead, passage: TextRead) -> Iterator[_Pair]:
    """Each clause of the claim with the clause of each sentence of the passage that holds most of it. Numbers are left
    out: they are compared as figures."""
    for ours in (each for whole in claim.sentences if not whole.asks for each in whole.clauses):
        words = _plain(claim, ours)
        for sentence in passage.sentences:
            if sentence.asks or len({word.sense for word in words} & sentence.senses) == 0:
                continue
            theirs = max(sentence.clauses, key=lambda each: covered(words, each.senses))
            pair = _Pair(claim, passage, ours, theirs, sentence, words, _plain(passage, theirs))
            if pair.held() > 0:
                yield pair


def _plain(read: TextRead, clause: ReadClause) -> tuple[ReadWord, ...]:
    return tuple(word for word in telling(read.text, clause.words) if not word.is_number)


def _unreal(text: str, clause: ReadClause) -> bool:
    """Whether a clause is a condition or a possibility; "May" is a month."""
    return any(word in UNREAL for word in _WORD.findall(text, clause.span.start, clause.span.end))


def _ahead(text: str, clause: ReadClause) -> bool:
    return not _AHEAD.isdisjoint(_lowered(text, clause.span))


def _lowered(text: str, span: Span) -> list[str]:
    return [word.lower() for word in _WORD.findall(text, span.start, span.end)]


# -- negation ---------------------------------------------------------------------------


def _negated(pair: _Pair) -> Iterator[Point]:
    """What one side says and the other denies: its verb, or the thing that there is."""
    spans = pair.ours.span.of(pair.claim.text), pair.theirs.span.of(pair.passage.text)
    here, there = map(denies, spans)
    if here == there or any(map(_EXCEPTS.search, spans)) or rejections(pair.passage.text, pair.theirs.span):
        return
    text, clause = (pair.claim.text, pair.ours) if here else (pair.passage.text, pair.theirs)
    denied = _predicates(text, clause)
    plain = {word.sense: word for word in (pair.theirs if here else pair.ours).words if not word.negation}
    for word in denied:
        other = plain.get(word.sense)
        if other is None or word.is_name or word.is_number or _said_so_too(pair, word, here):
            continue
        sure = (pair.held() >= _ALIKE and pair.shared() >= _LEAST) or (here and _whole_thing(denied, plain))
        if sure or pair.held() >= _LIKE:
            ours, theirs = (word, other) if here else (other, word)
            words = f"denied by the {'claim' if here else 'passage'} alone: “{_with_negation(text, clause, word)}”"
            yield Point(Aspect.NEGATION, Likeness.DIFFERS, words, (ours.span,), (theirs.span,), sure)
            return


def _said_so_too(pair: _Pair, word: ReadWord, denied_by_claim: bool) -> bool:
    """Whether some sentence of the passage has the word as the claim has it."""
    there = [each for whole in pair.passage.sentences for each in whole.words if each.sense == word.sense]
    return any(bool(each.negation) == denied_by_claim for each in there if each.negation or not denied_by_claim) and (
        denied_by_claim or len(there) > 1
    )


def _with_negation(text: str, clause: ReadClause, word: ReadWord) -> str:
    """The words from the negation to what it denies."""
    negations = [match for match in _WORD.finditer(text, clause.span.start, word.span.start) if denies(match.group())]
    return text[negations[-1].start() if negations else word.span.start : word.span.end]


def _predicates(text: str, clause: ReadClause) -> list[ReadWord]:
    """What a clause denies: the first word behind each negation, or all its verbs where that denies the whole."""
    found: list[ReadWord] = []
    negation = ""
    for word in clause.words:
        if word.negation and (word.negation != negation or _of_a_thing(word.negation)):
            found.append(word)
        negation = word.negation
    lowered = _lowered(text, clause.span)
    if any(word in _WHOLE for word in lowered) or any(
        one == "not" and two in _QUANTIFIED for one, two in pairwise(lowered)
    ):
        found += [word for word in clause.words if is_verb(word.text.lower()) and word.sense not in LIGHT_SENSES]
    return found


def _of_a_thing(negation: str) -> bool:
    return negation.lower() in ("no", "without", "lacked", "lacks", "lack")


def _whole_thing(denied: Iterable[ReadWord], plain: dict[str, ReadWord]) -> bool:
    """Whether a thing of at least two words that the claim says there is none of is in the passage, its words side
    by side: "no escape hatch" and "an escape hatch"."""
    things = [word for word in denied if _of_a_thing(word.negation)]
    for one, two in pairwise(things):
        first, second = plain.get(one.sense), plain.get(two.sense)
        if two.span.start - one.span.end == 1 and first and second and second.span.start - first.span.end == 1:
            return True
    return False


# -- opposites --------------------------------------------------------------------------


def _opposed(pair: _Pair) -> Iterator[Point]:
    """A word of the claim whose opposite stands in the passage's clause, while it does not, and neither is denied."""
    here = {word.text.lower() for word in pair.ours.words}
    for word in pair.ours.words:
        lower = word.text.lower()
        for other in pair.theirs.words:
            if other.text.lower() not in OPPOSITES.get(lower, ()) or word.sense in pair.theirs.senses:
                continue
            if other.text.lower() in here or bool(word.negation) != bool(other.negation):
                continue
            if _BOUND.match(pair.passage.text, other.span.start):
                continue
            held, shared = pair.held(word.sense), pair.shared(word.sense)
            if held < _LIKE or not shared:
                continue
            sure = lower not in _UNSURE and held >= _ALIKE and shared >= min(_LEAST, len(pair.words) - 1)
            words = f"“{word.text}” / “{other.text}”: opposites"
            yield Point(Aspect.OPPOSITE, Likeness.DIFFERS, words, (word.span,), (other.span,), sure)
            return


def _moved(pair: _Pair) -> Iterator[Point]:
    """ "grown to 61" and "61, down from 68": a verb of the claim, and the other way in the passage's clause."""
    there = [Span(*match.span()) for match in _MOVES.finditer(pair.passage.text, *pair.theirs.span)]
    ways = {span.of(pair.passage.text).lower() for span in there}
    for word in pair.ours.words:
        against = ways & OPPOSITES.get(word.text.lower(), frozenset())
        if len(ways) != 1 or not against or word.negation or word.sense in pair.theirs.senses:
            continue
        if pair.held(word.sense) >= _LIKE:
            words = f"“{word.text}” / “{there[0].of(pair.passage.text)}”: opposites"
            sure = pair.held(word.sense) >= _ALIKE
            yield Point(Aspect.OPPOSITE, Likeness.DIFFERS, words, (word.span,), (there[0],), sure)
            return


# -- quantities and sides ---------------------------------------------------------------


def _quantified(pair: _Pair) -> Iterator[Point]:
    """All here, none there."""
    ours = _marks(pair.claim.text, pair.ours.span)
    theirs = _marks(pair.passage.text, pair.theirs.span)
    if len({kind for kind, _ in ours}) != 1 or len({kind for kind, _ in theirs}) != 1 or pair.held() < _ALIKE:
        return
    (kind, one), (other, two) = ours[0], theirs[0]
    if kind == other or pair.shared() < _LEAST:
        return
    back = covered(pair.others, {word.sense for word in pair.words})
    sure = frozenset((kind, other)) in CONTRARY and back >= _LIKE
    words = f"“{one.of(pair.claim.text)}” / “{two.of(pair.passage.text)}”: another share"
    yield Point(Aspect.OPPOSITE, Likeness.DIFFERS, words, (one,), (two,), sure)


def _marks(text: str, span: Span) -> list[tuple[str, Span]]:
    found = _WORD.finditer(text, span.start, span.end)
    return [(QUANTITIES[low], Span(*match.span())) for match in found if (low := match.group().lower()) in QUANTITIES]


def _on_the_other_side(pair: _Pair) -> Iterator[Point]:
    """ "before the vote" and "after the vote"."""
    ours, theirs = _sides(pair.claim.text, pair.ours), _sides(pair.passage.text, pair.theirs)
    for (side, thing), span in ours.items():
        other = theirs.get((SIDES[side], thing))
        if other is not None and (side, thing) not in theirs and pair.held() >= _ALIKE and pair.shared() >= _LEAST:
            words = f"“{span.of(pair.claim.text)}” / “{other.of(pair.passage.text)}”"
            yield Point(Aspect.OPPOSITE, Likeness.DIFFERS, words, (span,), (other,), sure=_is_sure(pair, side))
            return


def _besides(pair: _Pair) -> Iterator[Point]:
    """ "Only residents may park": a passage that says nearly the same without "only" leaves it open."""
    there = _lowered(pair.passage.text, pair.sentence.span)
    for match in _WORD.finditer(pair.claim.text, pair.ours.span.start, pair.ours.span.end):
        if match.group().lower() in BESIDES and BESIDES.isdisjoint(there) and pair.held() >= _ALIKE:
            yield Point(Aspect.WORDS, Likeness.MISSING, f"“{match.group()}”", (Span(*match.span()),))
            return


def _is_sure(pair: _Pair, side: str) -> bool:
    """Whether a side is one whatever else is said: "for" is, behind "voted"."""
    if side in ("for", "against"):
        return not _TAKES_SIDES.isdisjoint(pair.ours.senses & pair.theirs.senses)
    return side in _SURE_SIDES


def _sides(text: str, clause: ReadClause) -> dict[tuple[str, str], Span]:
    """(side, sense of the next content word) → where it stands."""
    found = {}
    for match in _WORD.finditer(text, clause.span.start, clause.span.end):
        side = _SAME_SIDE.get(match.group().lower(), match.group().lower())
        following = next((word for word in clause.words if word.span.start > match.end()), None)
        if side in SIDES and following is not None and not following.is_number:
            found[side, following.sense] = Span(match.start(), following.span.end)
    return found
