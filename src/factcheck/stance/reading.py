"""A claim laid beside a passage: which words they share, what is denied, which figures agree.

Invariant: everything measured here can be shown to a person as words of the two texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from factcheck.domain import Span
from factcheck.figures import Comparison, FigureKind, Relation, canonical, compare_texts
from factcheck.language.negation import is_negation
from factcheck.language.sentences import sentences
from factcheck.language.stems import stem
from factcheck.stance import lexicon

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[;:.!?—(),]")
_NAME_WEIGHT = 2.0
_OUTDATED = 365  # days
_SCOPE, _SCOPE_OF_A_NOUN = 6, 3  # content words that a negation reaches at most
_AGREES = (Relation.EQUAL, Relation.CONTAINS)
_OWN_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


NEAR = 0.6  # the part of the claim's words that a sentence must hold to contradict it


@dataclass(frozen=True, slots=True)
class Word:
    """A content word: its stem, how much it weighs, and whether it stands behind a negation."""

    text: str
    stem: str
    weight: float
    negation: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceReading:
    """A claim beside a passage, looked at through the passage's closest sentence."""

    sentence: Span
    shared: tuple[str, ...]  # content words of the claim that the sentence holds
    missing: tuple[str, ...]  # content words of the claim that the whole passage lacks
    coverage: float  # weighed share of the claim's words in the sentence, 0..1
    passage_coverage: float  # the same in the whole passage
    name_coverage: float  # of its names and numbers in the passage; 1 if it has none
    focus: float  # share of the sentence's words that are the claim's
    negated: tuple[tuple[str, str, bool], ...]  # (word, negation, whether it stands in the claim)
    opposed: tuple[tuple[str, str], ...]  # (word of the claim, its opposite in the sentence)
    rejection: str  # "false", "debunked": the evidence speaks of the claim
    comparisons: tuple[Comparison, ...]
    age: int  # days from the passage to the claim, 0 if either has no date

    @property
    def outdated(self) -> bool:
        """The passage is so much older that a count may have changed since."""
        return self.age > _OUTDATED

    @property
    def agreeing(self) -> tuple[Comparison, ...]:
        return tuple(c for c in self.comparisons if c.relation in _AGREES)

    @property
    def surely_agreeing(self) -> tuple[Comparison, ...]:
        """Those that surely count the same thing; a date alone counts nothing."""
        return tuple(c for c in self.agreeing if not c.weak and c.claim.noun and c.claim.kind is not FigureKind.DATE)

    @property
    def compatible(self) -> tuple[Comparison, ...]:
        return tuple(c for c in self.comparisons if c.relation in (Relation.WITHIN, Relation.OVERLAPS))

    @property
    def differing(self) -> tuple[Comparison, ...]:
        """Those that surely count the same thing at the same time, in the closest sentence."""
        return tuple(c for c in self.comparisons if c.relation is Relation.DIFFERS and self._sure(c))

    @property
    def perhaps_differing(self) -> tuple[Comparison, ...]:
        return tuple(c for c in self.comparisons if c.relation is Relation.DIFFERS and not self._sure(c))

    def _sure(self, comparison: Comparison) -> bool:
        held = comparison.evidence
        if held is None or comparison.weak or self.outdated:
            return False
        return self.sentence.contains(held.span)

    @property
    def unborne(self) -> Comparison | None:
        """The first figure of the claim that the passage does not bear out, so that nothing may be *supported* by it:
        one that differs, surely or perhaps, or has no counterpart. Of dates only those that surely differ, or that name
        their year: "on Monday" and "the first" are told in other words too often."""
        return next((c for c in self.comparisons if _is_unborne(c)), None)

    @property
    def turned(self) -> bool:
        """A figure, a negation or an opposite in a sentence that holds most of the claim turns it round."""
        return bool(self.differing or self.negated or self.opposed) and self.coverage >= NEAR

    @property
    def marked(self) -> tuple[tuple[Span, Span], ...]:
        """Where the figures compared stand: in the claim, and in the passage."""
        return tuple((c.claim.span, c.evidence.span) for c in self.comparisons if c.evidence)

    @property
    def unmatched(self) -> tuple[Comparison, ...]:
        return tuple(c for c in self.comparisons if c.evidence is None)


def _is_unborne(comparison: Comparison) -> bool:
    match comparison.claim.kind:
        case FigureKind.DATE:
            named = _OWN_YEAR.search(comparison.claim.text) is not None
            return comparison.is_sure_difference or (named and (comparison.is_missing or comparison.is_weak_difference))
        case FigureKind.ORDINAL:
            return comparison.is_sure_difference or comparison.is_weak_difference
    return comparison.is_missing or comparison.relation is Relation.DIFFERS


def read(
    claim: str, passage: str, claim_date: date | None = None, passage_date: date | None = None
) -> EvidenceReading | None:
    """Lays ``claim`` beside ``passage``; None if the passage has no words."""
    ours = content_words(claim)
    spans = _assertions(passage)
    if not spans:
        return None
    readings = [content_words(span.of(passage)) for span in spans]
    wanted = _weights(ours)
    scores = [_covered(wanted, {word.stem for word in theirs}) for theirs in readings]
    chosen = max(range(len(spans)), key=lambda n: (scores[n], -len(readings[n]), -n))
    theirs = readings[chosen]
    everything = {word.stem for reading in readings for word in reading}
    here = {word.stem for word in theirs}
    names = {stem: weight for stem, weight in wanted.items() if weight > 1}
    return EvidenceReading(
        sentence=spans[chosen],
        shared=_texts(word for word in ours if word.stem in here),
        missing=_texts(word for word in ours if word.stem not in everything),
        coverage=scores[chosen],
        passage_coverage=_covered(wanted, everything),
        name_coverage=_covered(names, everything) if names else 1.0,
        focus=_covered(_weights(theirs), set(wanted)),
        negated=_negated(ours, theirs) if denies(claim) != denies(spans[chosen].of(passage)) else (),
        opposed=_opposed(ours, theirs),
        rejection=_rejection(ours, theirs),
        comparisons=compare_texts(claim, passage, claim_date, passage_date),
        age=(claim_date - passage_date).days if claim_date and passage_date else 0,
    )


def _assertions(passage: str) -> list[Span]:
    """The sentences that are not questions: who asks the claim as a question says nothing of it."""
    spans = sentences(passage)
    return [span for span in spans if not span.of(passage).endswith("?")] or spans


def _texts(found: Iterable[Word]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.text for word in found))


def _weights(found: list[Word]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for word in found:
        weights[word.stem] = max(word.weight, weights.get(word.stem, 0.0))
    return weights


def _covered(wanted: dict[str, float], held: set[str]) -> float:
    total = sum(wanted.values())
    return sum(weight for stem, weight in wanted.items() if stem in held) / total if total else 0.0


# -- words ------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def root(word: str) -> str:
    """What all forms and spellings of a word have in common, and words that count the same: "dead" and "deaths"."""
    return stem(canonical(word.lower().removesuffix("'s").removesuffix("’s")))


def content_words(text: str) -> list[Word]:
    """The words of ``text`` that mean something, each with the negation it stands behind."""
    written = [match.group() for match in _TOKEN.finditer(text)]
    found: list[Word] = []
    negation, reach = "", 0
    for place, word in enumerate(written):
        lower = word.lower()
        if (
            lower in lexicon.CLAUSE_ENDS
            or lower in lexicon.TURNS
            or (lower == "and" and negation.lower() in lexicon.OF_A_NOUN)
        ):
            negation = ""
        elif _negates([each.lower() for each in written[place : place + 3]]):
            negation, reach = word, _SCOPE_OF_A_NOUN if lower in lexicon.OF_A_NOUN else _SCOPE
        elif (lower not in lexicon.STOP_WORDS or word == "US") and word[0].isalnum():
            named = word[0].isdigit() or (word[0].isupper() and (place > 0 or word.isupper()))
            weight = _NAME_WEIGHT if named else 1.0
            found.append(Word(word, root(word), weight, negation if reach > 0 else ""))
            reach -= 1
    return found


def _negates(here: list[str]) -> bool:
    """Whether the first of up to three words in lower case denies what follows."""
    word, following = here[0], here[1] if len(here) > 1 else ""
    if following in lexicon.AFTER_NO:
        return False
    if word in lexicon.BEFORE_TO:
        return following == "to"
    if word == "too":
        return here[2:] == ["to"]  # "too weak to attack"
    return word in lexicon.NEGATIONS or is_negation(word)


def denies(text: str) -> bool:
    """Whether anything at all is denied in ``text``."""
    tokens = [match.group().lower() for match in _TOKEN.finditer(text)]
    return any(_negates(tokens[place : place + 3]) for place in range(len(tokens)))


def _negated(ours: list[Word], theirs: list[Word]) -> tuple[tuple[str, str, bool], ...]:
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


def _opposed(ours: list[Word], theirs: list[Word]) -> tuple[tuple[str, str], ...]:
    """Words of the claim whose opposite stands in the sentence, while they do not, and nothing is denied."""
    held = {word.text.lower(): word for word in theirs}
    stems = {word.stem for word in theirs}
    found = []
    for word in ours:
        others = lexicon.OPPOSITES.get(word.text.lower(), frozenset()) & held.keys()
        if others and word.stem not in stems:
            other = held[min(others)]
            if bool(word.negation) == bool(other.negation):
                found.append((word.text, other.text))
    return tuple(found)


def _rejection(ours: list[Word], theirs: list[Word]) -> str:
    claimed = {word.text.lower() for word in ours}
    for word in theirs:
        if word.text.lower() in lexicon.REJECTIONS and word.text.lower() not in claimed and not word.negation:
            return word.text
    return ""
