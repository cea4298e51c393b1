"""What stands beside a passage: where it differs from the claim, what it shares, and what that comes to.

Invariant: what can be checked in the two texts comes first, and a stance only behind what it rests on; nothing is said
twice, and nothing that a model alone thinks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from factcheck.domain import (
    Aspect,
    Comparison,
    Evidence,
    Fact,
    Likeness,
    PassageFlag,
    Point,
    Span,
    Stance,
    StanceJudgement,
    Standing,
)
from factcheck.report.cutting import end_within
from factcheck.report.excerpts import Excerpt

_STANDINGS = (Standing.SPOKEN_AGAINST, Standing.MENTIONED, Standing.ABSENT)
_VERBS = {
    Standing.SPOKEN_AGAINST: "speaks against",
    Standing.MENTIONED: "mentions, without what decides it",
    Standing.ABSENT: "does not mention",
}
_PART = 60  # characters of a part of the claim that are quoted
EARLIER = "by an earlier version of factcheck; check the article again to see what differs"
SAID_AGAIN = "by the claim's own speaker, which bears out that it was said, not that it is so"
SAID_OTHERWISE = "by the claim's own speaker, perhaps otherwise: see what differs"
ON_THE_SUBJECT = "on the subject"
DIFFERS = "differs"
MAY_DIFFER = "may differ"  # it may be of something else, or of another time
NOT_COMPARABLE = "not comparable"  # of another time, scope or unit
SHARES = "shares"
LACKS = "lacks"
PARTS = "parts"
SAID = "said again"
COMPARED = "compared"
_GRAVEST_LAST = ("", SHARES, MAY_DIFFER, DIFFERS)


class Remark(NamedTuple):
    """One line: ``label`` says what kind of thing it is, ``text`` what was found."""

    label: str
    text: str


def remarks(claim: str, evidence: Evidence) -> Iterator[Remark]:
    """What a reader is told of a passage beside the words of ``claim``: differences first, then what both have, what of
    the claim the passage lacks, which parts it bears out, and the stance, if one may be shown."""
    comparison = evidence.judgement.comparison
    if comparison is None:
        yield Remark(COMPARED, EARLIER)
        return
    yield from _listed(DIFFERS, (point.words for point in comparison.against))
    yield from _listed(MAY_DIFFER, (point.words for point in comparison.of(Likeness.DIFFERS) if not point.sure))
    yield from _listed(SHARES, (_agreement(claim, evidence.passage.text, point) for point in comparison.agreeing))
    yield from _listed(NOT_COMPARABLE, (point.words for point in comparison.of(Likeness.UNCLEAR)))
    yield from _listed(LACKS, _missing(claim, comparison))
    if PassageFlag.SAME_SPEAKER in evidence.flags:
        yield Remark(SAID, SAID_OTHERWISE if any(comparison.of(Likeness.DIFFERS)) else SAID_AGAIN)
        return
    if len(comparison.facts) > 1:
        yield Remark(PARTS, parts(claim, comparison.facts))
    if stance := evidence.judgement.shown:
        yield Remark(stance, _rests_on(stance, comparison, evidence.judgement.basis))


def stance(judgement: StanceJudgement) -> str:
    """The stance that is shown, or that none is."""
    return judgement.shown or ON_THE_SUBJECT


def differs(evidence: Evidence) -> bool:
    """Whether anything surely differs, or may."""
    comparison = evidence.judgement.comparison
    return comparison is not None and any(comparison.of(Likeness.DIFFERS))


def parts(claim: str, facts: Iterable[Fact]) -> str:
    """ "bears out 2 of 3 parts; does not mention: “…”", in words of the claim."""
    known = list(facts)
    borne_out = sum(fact.standing is Standing.BORNE_OUT for fact in known)
    told = [f"bears out {borne_out or 'none'} of {len(known)} parts"]
    for standing in _STANDINGS:
        quoted = [f"“{_part(fact.span.of(claim))}”" for fact in known if fact.standing is standing]
        told += [f"{_VERBS[standing]}: {', '.join(quoted)}"] if quoted else []
    return "; ".join(told)


def _listed(label: str, words: Iterable[str]) -> Iterator[Remark]:
    told = list(dict.fromkeys(words))
    if told:
        yield Remark(label, "; ".join(told))


def _agreement(claim: str, passage: str, point: Point) -> str:
    """What both have, in their own words: "Baghdad", "250 to 350 / 250–350"; what is compatible only is explained."""
    ours, theirs = (
        ", ".join(span.of(text) for span in spans) for text, spans in ((claim, point.claim), (passage, point.passage))
    )
    if point.likeness is Likeness.WITHIN or not ours:
        return point.words
    alike = point.aspect in (Aspect.WORDS, Aspect.QUOTED) or ours.casefold() == theirs.casefold()
    return ours if alike or not theirs else f"{ours} / {theirs}"


def _missing(claim: str, comparison: Comparison) -> Iterator[str]:
    """What of the claim the passage lacks, in the claim's words, but what stands in a part that it lacks altogether."""
    absent = [fact.span for fact in comparison.facts if fact.standing is Standing.ABSENT and len(comparison.facts) > 1]
    for point in comparison.of(Likeness.MISSING):
        if not any(part.contains(span) for part in absent for span in point.claim):
            yield ", ".join(span.of(claim) for span in point.claim) or point.words


def _rests_on(stance: Stance, comparison: Comparison, basis: str) -> str:
    if stance is Stance.SUPPORTS:
        return f"rests on what both share, as judged by {basis}"
    if not comparison.against:
        return f"rests on what may differ, as judged by {basis}"
    return "rests on what differs, of the same thing at the same time"


def _part(words: str) -> str:
    words = " ".join(words.split()).strip(" ,;:")
    return words if len(words) <= _PART else f"{words[: end_within(words, _PART)]} …"


# -- marking ------------------------------------------------------------------------------


class Highlight(NamedTuple):
    """Words of a text, and whether they stand in a point that DIFFERS or MAY_DIFFER or that both texts SHARE, or in
    none ("")."""

    words: str
    kind: str


def in_claim(claim: str, comparison: Comparison | None) -> list[Highlight]:
    """The claim's words with what the passage shares and what differs."""
    spans = [(_kind(point), point.claim) for point in comparison.points] if comparison else []
    return _highlighted(claim, Span(0, len(claim)), spans)


def in_passage(evidence: Evidence, within: Span) -> list[Highlight]:
    """A stretch of the passage's text with what it shares with the claim and what differs."""
    comparison = evidence.judgement.comparison
    spans = [(_kind(point), point.passage) for point in comparison.points] if comparison else []
    return _highlighted(evidence.passage.text, within, spans)


def marked(evidence: Evidence, within: Span) -> str:
    """A stretch of the passage's text, what differs or may differ between »…«."""
    found = in_passage(evidence, within)
    return "".join(f"»{one.words}«" if one.kind in (DIFFERS, MAY_DIFFER) else one.words for one in found)


def in_words(evidence: Evidence, part: Excerpt) -> str:
    """The words of an excerpt, what differs between »…«, with an ellipsis where the passage goes on."""
    opening, closing = ("…" if cut else "" for cut in part.cuts(evidence.passage.text))
    return f"{opening}{marked(evidence, Span(part.before.start, part.after.end))}{closing}"


def _kind(point: Point) -> str:
    if point.likeness is Likeness.DIFFERS:
        return DIFFERS if point.sure else MAY_DIFFER
    return SHARES if point.likeness in (Likeness.SAME, Likeness.WITHIN) else ""


def _highlighted(text: str, within: Span, points: Iterable[tuple[str, tuple[Span, ...]]]) -> list[Highlight]:
    """``within`` cut at the edges of the points' spans; where several overlap, what surely differs goes before all."""
    kinds = [""] * (within.end - within.start)
    for kind, spans in sorted(points, key=lambda pair: _GRAVEST_LAST.index(pair[0])):
        for span in spans:
            for at in range(max(span.start, within.start), min(span.end, within.end)):
                kinds[at - within.start] = kind
    runs = groupby(zip(kinds, within.of(text), strict=True), key=itemgetter(0))
    return [Highlight("".join(char for _, char in run), kind) for kind, run in runs]
