"""Where a passage says that what the claim says is not so, and who says it.

Invariant: what is denied is the claim's: most words of one of its clauses, or its very figure, stand in what the
passage denies, and the claim denies nothing itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from factcheck.comparison.contexts import context, figures_of, is_date
from factcheck.comparison.texts import ReadClause, TextRead, clause_at
from factcheck.comparison.ties import covered, telling
from factcheck.comparison.words import ReadWord, denies
from factcheck.domain import Span
from factcheck.domain.comparison import Aspect, Likeness, Point
from factcheck.figures import Figure, FigureKind, shown
from factcheck.language.denial import Rejection, rejections

_MOST, _FEW = 0.6, 0.15  # of a clause's words: where no figure is denied, and where its figure is
_LEAST = 2  # words shared
_LONGEST = 70  # characters of a source
_DISTINCT = 1000  # a count from which two texts that have it speak of the same
_OF_IT = re.compile(r"\b(?:figure|number|estimate|claim|total|toll|count|sum)\s+of\s+(?:\w+\s+)?$", re.IGNORECASE)
_MEANT_BEFORE = re.compile(r"\W*(?:but|and|yet)?\W*(?:it|this|that|these|such|all of this)\b", re.IGNORECASE)


def denials(
    claim: TextRead, passage: TextRead, claim_date: date | None = None, passage_date: date | None = None
) -> Iterator[Point]:
    """The first denial of the claim in the passage, with the words that deny and who does."""
    if denies(claim.text) or any(rejections(claim.text, each.span) for each in claim.sentences):
        return
    for place, sentence in enumerate(passage.sentences):
        for found in () if sentence.asks else rejections(passage.text, sentence.span):
            meant = [found.denied]
            if place and _MEANT_BEFORE.match(passage.text, sentence.span.start):
                meant.append(passage.sentences[place - 1].span)
            for stretch in meant:
                if (said := _denied(claim, passage, stretch, (claim_date, passage_date))) is not None:
                    yield _point(passage, found, said)
                    return


def _denied(
    claim: TextRead, passage: TextRead, stretch: Span, dates: tuple[date | None, date | None]
) -> ReadClause | None:
    """The clause of the claim that the passage denies in ``stretch``."""
    theirs = [figure for figure in figures_of(passage.text, dates[1]) if stretch.contains(figure.span)]
    counts = [figure for figure in figures_of(claim.text, dates[0]) if not is_date(figure)]
    for part in (each for whole in claim.sentences for each in whole.clauses):
        words = [word for word in telling(claim.text, part.words) if not word.is_number]
        ours = [figure for figure in counts if part.span.contains(figure.span)]
        if _same_figure(passage, words, ours, theirs) if ours else _mostly(words, _senses(passage, stretch)):
            return part
    return None


def _senses(passage: TextRead, stretch: Span) -> set[str]:
    return {word.sense for each in passage.sentences for word in each.words if stretch.contains(word.span)}


def _same_figure(
    passage: TextRead, words: Sequence[ReadWord], ours: Sequence[Figure], theirs: Sequence[Figure]
) -> bool:
    """Whether a clause's own figure is denied: spoken of as such, or in a passage on the same subject."""
    same = [other for other in theirs if any(_alike(each, other) for each in ours)]
    if not same:
        return False
    return covered(words, passage.senses) >= _FEW or any(_named(passage.text, each) for each in same)


def _mostly(words: Sequence[ReadWord], senses: Collection[str]) -> bool:
    """Whether most of ``words``, and more than one, are among ``senses``."""
    return len([word for word in words if word.sense in senses]) >= _LEAST and covered(words, senses) >= _MOST


def denied_figures(
    claim: TextRead, passage: TextRead, claim_date: date | None = None, passage_date: date | None = None
) -> Iterator[Point]:
    """The claim's figures that the passage has behind a negation, of the same thing: "there were not a million"."""
    for ours in figures_of(claim.text, claim_date):
        for theirs in figures_of(passage.text, passage_date):
            if _tells_when(ours) or ours.denied or not theirs.denied or not _alike(ours, theirs):
                continue
            one, other = context(claim.text, ours), context(passage.text, theirs)
            if one and other and one.about & other.about:
                words = f"{shown(ours)}: the passage says that it is not so"
                yield Point(Aspect.DENIAL, Likeness.DIFFERS, words, (ours.span,), (theirs.span,), sure=True)


def _tells_when(figure: Figure) -> bool:
    """A date, or a stretch of time of nothing named: "not in over a decade" denies what happened, not how long."""
    return is_date(figure) or (figure.kind is FigureKind.MEASURE and not figure.noun)


def _named(text: str, figure: Figure) -> bool:
    """Whether a figure is spoken of as such, and is not one of many: "the claim of a million"."""
    distinct = figure.high >= _DISTINCT or bool(figure.unit)
    return distinct and _OF_IT.search(text[max(figure.span.start - 30, 0) : figure.span.start]) is not None


def _alike(one: Figure, other: Figure) -> bool:
    return one.kind is other.kind and (one.low, one.high, one.unit) == (other.low, other.high, other.unit)


def _point(passage: TextRead, found: Rejection, said: ReadClause) -> Point:
    word = found.words.of(passage.text)
    source = _source(passage, found.words) if found.by else ""
    words = f"{source} {word} it" if source else f"said of it: “{word}”"
    return Point(Aspect.DENIAL, Likeness.DIFFERS, words, (said.span,), (found.words,), sure=True)


def _source(passage: TextRead, mark: Span) -> str:
    """Who denies: the words before the verb in its clause, from the last comma on."""
    sentence = passage.sentence_at(mark.start)
    if sentence is None:
        return ""
    before = passage.text[clause_at(sentence, mark.start).span.start : mark.start].strip()
    before = re.sub(r"^(?:but|and|while|though|although|however)\b,?\s*", "", before, flags=re.IGNORECASE)
    who = re.split(r"[,;:]\s+", before)[-1] or before
    return who if 0 < len(who) <= _LONGEST else ""
