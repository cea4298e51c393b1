"""A claim beside a passage as the rules for stance measure it: shared words, what is denied, which figures agree.

Invariant: everything measured here can be shown to a person as words of the two texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from factcheck.comparison.words import ReadWord, content_words, denies, weights
from factcheck.domain import Question, Span
from factcheck.figures import FigureComparison, Relation, compare_texts
from factcheck.language.negation import REJECTIONS
from factcheck.language.opposites import OPPOSITES
from factcheck.language.sentences import sentences

_OUTDATED = 365  # days
_COMPATIBLE = (Relation.CONTAINS, Relation.WITHIN, Relation.OVERLAPS)


@dataclass(frozen=True, slots=True)
class EvidenceReading:
    """A claim beside a passage, looked at through the passage's closest sentence."""

    sentence: Span
    missing: tuple[str, ...]  # content words of the claim that the whole passage lacks
    coverage: float  # weighed share of the claim's words in the sentence, 0..1
    passage_coverage: float  # the same in the whole passage
    focus: float  # share of the sentence's words that are the claim's
    negated: tuple[tuple[str, str, bool], ...]  # (word, negation, whether it stands in the claim)
    opposed: tuple[tuple[str, str], ...]  # (word of the claim, its opposite in the sentence)
    rejection: str  # "false", "debunked": the evidence speaks of the claim
    comparisons: tuple[FigureComparison, ...]
    claim_words: int  # of those that mean something
    passage_words: int
    age: int  # days from the passage to the claim, 0 if either has no date

    @property
    def outdated(self) -> bool:
        """The passage is so much older that a count may have changed since."""
        return self.age > _OUTDATED

    @property
    def agreeing(self) -> tuple[FigureComparison, ...]:
        return tuple(c for c in self.comparisons if c.agrees)

    @property
    def compatible(self) -> tuple[FigureComparison, ...]:
        return tuple(c for c in self.comparisons if c.relation in _COMPATIBLE and not c.agrees)

    @property
    def differing(self) -> tuple[FigureComparison, ...]:
        """Those that surely count the same thing at the same time, in the closest sentence."""
        return tuple(c for c in self.comparisons if c.relation is Relation.DIFFERS and self._sure(c))

    @property
    def perhaps_differing(self) -> tuple[FigureComparison, ...]:
        return tuple(c for c in self.comparisons if c.relation is Relation.DIFFERS and not self._sure(c))

    def _sure(self, comparison: FigureComparison) -> bool:
        held = comparison.evidence
        if held is None or comparison.weak or self.outdated:
            return False
        return self.sentence.contains(held.span)

    @property
    def unmatched(self) -> tuple[FigureComparison, ...]:
        return tuple(c for c in self.comparisons if c.evidence is None)


@lru_cache(maxsize=1024)  # what is compared first to choose what is shown is judged afterwards
def read_question(question: Question) -> EvidenceReading | None:
    """``read`` for a question, remembered."""
    return read(question.claim, question.passage, question.claim_date, question.passage_date)


def read(
    claim: str, passage: str, claim_date: date | None = None, passage_date: date | None = None
) -> EvidenceReading | None:
    """Lays ``claim`` beside ``passage``; None if the passage has no words."""
    ours = content_words(claim)
    spans, readings = _read_passage(passage)
    if not spans:
        return None
    wanted = weights(ours)
    scores = [_covered(wanted, {word.stem for word in theirs}) for theirs in readings]
    chosen = max(range(len(spans)), key=lambda n: (scores[n], -len(readings[n]), -n))
    theirs = readings[chosen]
    everything = {word.stem for reading in readings for word in reading}
    return EvidenceReading(
        sentence=spans[chosen],
        missing=_texts(word for word in ours if word.stem not in everything),
        coverage=scores[chosen],
        passage_coverage=_covered(wanted, everything),
        focus=_covered(weights(theirs), set(wanted)),
        negated=_negated(ours, theirs) if denies(claim) != denies(spans[chosen].of(passage)) else (),
        opposed=_opposed(ours, theirs),
        rejection=_rejection(ours, theirs),
        comparisons=compare_texts(claim, passage, claim_date, passage_date),
        claim_words=len(wanted),
        passage_words=sum(map(len, readings)),
        age=(claim_date - passage_date).days if claim_date and passage_date else 0,
    )


@lru_cache(maxsize=1 << 10)  # laid beside every claim that finds it
def _read_passage(passage: str) -> tuple[Sequence[Span], Sequence[Sequence[ReadWord]]]:
    """The sentences that assert something, and the words of each, counted from its start."""
    spans = _assertions(passage)
    return spans, [content_words(span.of(passage)) for span in spans]


def _assertions(passage: str) -> list[Span]:
    """The sentences that are not questions: who asks the claim as a question says nothing of it."""
    spans = sentences(passage)
    return [span for span in spans if not span.of(passage).endswith("?")] or spans


def _texts(found: Iterable[ReadWord]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.text for word in found))


def _covered(wanted: dict[str, float], held: set[str]) -> float:
    total = sum(wanted.values())
    return sum(weight for stem, weight in wanted.items() if stem in held) / total if total else 0.0


# -- what turns it ---------------------------------------------------------------------


def _negated(ours: Sequence[ReadWord], theirs: Sequence[ReadWord]) -> tuple[tuple[str, str, bool], ...]:
    """Shared words that are denied on one side, while the other side denies nothing at all.

    Where both deny something, who denies what is beyond a reading without grammar. Names are left
    out: it is what is said of them that is denied.
    """
    here = {word.stem: word for word in reversed(ours)}
    there = {word.stem: word for word in reversed(theirs)}
    found = []
    for common in here.keys() & there.keys():
        one, other = here[common], there[common]
        if (one.negation or other.negation) and one.weight == 1.0:
            found.append((one.text, one.negation or other.negation, bool(one.negation)))
    return tuple(sorted(found))


def _opposed(ours: Sequence[ReadWord], theirs: Sequence[ReadWord]) -> tuple[tuple[str, str], ...]:
    """Words of the claim whose opposite stands in the sentence, while they do not, and nothing is denied."""
    held = {word.text.lower(): word for word in theirs}
    stems = {word.stem for word in theirs}
    found = []
    for word in ours:
        others = OPPOSITES.get(word.text.lower(), frozenset()) & held.keys()
        if others and word.stem not in stems:
            other = held[min(others)]
            if bool(word.negation) == bool(other.negation):
                found.append((word.text, other.text))
    return tuple(found)


def _rejection(ours: Sequence[ReadWord], theirs: Sequence[ReadWord]) -> str:
    claimed = {word.text.lower() for word in ours}
    for word in theirs:
        if word.text.lower() in REJECTIONS and word.text.lower() not in claimed and not word.negation:
            return word.text
    return ""
