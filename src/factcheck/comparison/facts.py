"""A long claim parted into the facts it is made of, and what a passage does to each.

Invariant: facts are contiguous stretches of the claim's text, in order, that do not overlap and together hold every
content word. Time is linear in the claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from factcheck.comparison.contexts import figures_of, is_date
from factcheck.comparison.texts import ReadSentence, TextRead, read_text
from factcheck.comparison.ties import covered, telling
from factcheck.comparison.words import ReadWord
from factcheck.domain import Span
from factcheck.domain.comparison import Aspect, Fact, Likeness, Point, Standing
from factcheck.figures import Figure

_SHORT = 8  # content words up to which a claim is one fact
_LEAST = 2  # content words of a fact
_BORNE_OUT, _MENTIONED = 0.75, 0.34  # of a fact's weighed words
_OPENS = re.compile(r"[,;]\s+(?:and\s+)?|\s+and\s")  # the next item of a list
# A stretch between commas that says what somebody or something is.
_APPOSITION = re.compile(r",\s(?:an?|the|its|his|her|their|one of|who|which)\s[^,;]{12,}(?=[,;])")


@lru_cache(maxsize=1 << 10)
def facts(claim: str) -> tuple[Span, ...]:
    """The facts of ``claim``; a short one is one fact, and a text without words none."""
    read = read_text(claim)
    words = [word for sentence in read.sentences for word in sentence.words]
    if not read.sentences:
        return ()
    if len(words) <= _SHORT:
        return (Span(read.sentences[0].span.start, read.sentences[-1].span.end),)
    figures = [figure for figure in figures_of(claim, None) if not is_date(figure)]
    parts = [part for sentence in read.sentences for part in _parts(claim, sentence, figures)]
    return tuple(_merged(parts, words))


def _parts(text: str, sentence: ReadSentence, figures: Sequence[Figure]) -> Iterator[Span]:
    """A sentence cut at its clauses, its appositions, and a list's items that have figures."""
    cuts = {clause.span.start for clause in sentence.clauses[1:]}
    span = sentence.span
    for match in _APPOSITION.finditer(text, span.start, span.end):
        cuts |= {match.start() + 2, match.end() + 1}
    cuts |= set(_items(text, span, figures))
    places = [span.start, *sorted(cut for cut in cuts if span.start < cut < span.end), span.end]
    for start, end in pairwise(places):
        held = text[start:end]
        if held.strip():
            yield Span(start + len(held) - len(held.lstrip()), start + len(held.rstrip()))


def _items(text: str, span: Span, figures: Sequence[Figure]) -> Iterator[int]:
    """Where the items of a list begin that have a figure each: "two schools, | three pools | and ten parks"."""
    inside = [figure for figure in figures if span.contains(figure.span)]
    listed = False
    for one, other in pairwise(inside):
        gaps = list(_OPENS.finditer(text, one.span.end, other.span.start))
        if gaps and (listed or text[gaps[-1].start()] in ",;"):
            listed = True
            yield gaps[-1].start() + 1


def _merged(parts: Sequence[Span], words: Sequence[ReadWord]) -> Iterator[Span]:
    """``parts``, of which those with too few words are joined to the one before, or the first to the one behind."""
    held: Span | None = None
    place = 0
    for part in parts:
        count = 0
        while place < len(words) and words[place].span.start < part.end:
            place, count = place + 1, count + 1
        if held is None:
            held, held_count = part, count
        elif count < _LEAST or held_count < _LEAST:
            held, held_count = Span(held.start, part.end), held_count + count
        else:
            yield held
            held, held_count = part, count
    if held is not None:
        yield held


def standings(claim: TextRead, passage: TextRead, points: Sequence[Point]) -> tuple[Fact, ...]:
    """Each fact of the claim with what the passage does to it, as far as the ``points`` and its words show."""
    words = [word for sentence in claim.sentences for word in telling(claim.text, sentence.words)]
    return tuple(_standing(span, _inside(words, span), passage, points) for span in facts(claim.text))


def _inside(words: Sequence[ReadWord], span: Span) -> list[ReadWord]:
    return [word for word in words if span.contains(word.span)]


def _standing(span: Span, words: Sequence[ReadWord], passage: TextRead, points: Sequence[Point]) -> Fact:
    mine = [point for point in points if any(span.overlaps(each) for each in point.claim)]
    held, sentence = _closest(words, passage)
    against = next((point for point in mine if point.likeness is Likeness.DIFFERS and point.sure), None)
    if against is not None:
        place = passage.sentence_at(against.passage[0].start) if against.passage else None
        return Fact(span, Standing.SPOKEN_AGAINST, place.span if place else sentence)
    open_points = (Likeness.DIFFERS, Likeness.UNCLEAR)
    lacking = any(
        point.likeness in open_points
        or (point.likeness is Likeness.MISSING and point.aspect in (Aspect.FIGURE, Aspect.NAME))
        for point in mine
    )
    if held >= _BORNE_OUT and not lacking:
        return Fact(span, Standing.BORNE_OUT, sentence)
    if held >= _MENTIONED:
        return Fact(span, Standing.MENTIONED, sentence)
    return Fact(span, Standing.ABSENT, sentence if held > 0 else None)


def _closest(words: Sequence[ReadWord], passage: TextRead) -> tuple[float, Span | None]:
    """The most of ``words`` that one sentence or two neighbours hold, and the sentence that holds most alone."""
    if not passage.sentences or not words:
        return 0.0, None
    asserted = [each for each in passage.sentences if not each.asks] or list(passage.sentences)
    alone = [covered(words, each.senses) for each in asserted]
    best = max(range(len(alone)), key=lambda place: (alone[place], -place))
    pairs = [covered(words, one.senses | two.senses) for one, two in pairwise(asserted)]
    return max(alone[best], *pairs, 0.0), asserted[best].span if alone[best] > 0 else None
