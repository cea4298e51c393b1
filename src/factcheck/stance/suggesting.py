"""From the evidence for a claim to one proposal, which a person accepts or not.

Invariant: a proposal rests only on stances that are shown, and on none that stands against another; never on a passage
that was published after the article, or only repeats it or the speaker. Where nothing is proposed, the reasons say what
to look at instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from factcheck.domain import (
    Aspect,
    Comparison,
    Evidence,
    Likeness,
    Passage,
    PassageFlag,
    Point,
    Span,
    Stance,
    Standing,
    Suggestion,
    Verdict,
)
from factcheck.domain.text import counted
from factcheck.stance.showing import hindrances

_NOT_COUNTED = {
    PassageFlag.LATER: "published after the article",
    PassageFlag.CIRCULAR: "the article itself again",
    PassageFlag.SAME_SPEAKER: "the claim's own speaker again, which bears out only that it was said",
}
_DENIED = "the speaker denies these words: what passages do to them, they do not do to the speaker"
MISSING = 1 / 3  # of the claim's words, from which too much of it stands in no passage that supports it
SURE = 0.8  # probability of *supports* from which a dated passage carries a proposal
_TELLING = (Aspect.FIGURE, Aspect.QUOTED, Aspect.WORDS)
_SHORT = 3  # letters
_NAMED = 2  # passages that a proposal names
_SHOWN = 90  # characters of a part of the claim that a reason shows


def suggest(claim: str, evidence: Sequence[Evidence], *, denied: bool = False) -> Suggestion:
    """The proposed verdict on the words of ``claim``, from its evidence.

    *Contradicted* rests on two sources that are independent as far as their names tell, *supported* on a passage of
    which is known when it was published and of which the judge is as sure as SURE. *Supported* needs besides that no
    passage which carries it has a figure against the claim or lacks one of it, and that they speak of all of its parts
    and have most of its words.

    ``denied`` is for words that their speaker says are not so: what supports them speaks against the speaker, and which
    of the two a verdict is about is left to a person.
    """
    usable = [item for item in evidence if item.counts]
    supporting = [item for item in usable if item.judgement.shown is Stance.SUPPORTS and _is_whole(item)]
    contradicting = [item for item in usable if item.judgement.shown is Stance.CONTRADICTS]
    notes = _not_counted(evidence)
    if denied:
        return Suggestion(None, None, (_DENIED, *notes))
    if supporting and contradicting:
        return Suggestion(None, None, (_conflict(supporting, contradicting), *notes))
    if _several(contradicting):
        return _proposal(Verdict.CONTRADICTED, contradicting, notes)
    if any(map(_carries, supporting)) and not _unmentioned(supporting) and _missing(claim, supporting) < MISSING:
        return _proposal(Verdict.SUPPORTED, supporting, notes)
    return Suggestion(None, None, (*_instead(claim, usable), *notes))


def _proposal(verdict: Verdict, side: Sequence[Evidence], notes: Sequence[str]) -> Suggestion:
    best = side[0].judgement
    probability = best.probability if best.stance is best.shown else None
    return Suggestion(verdict, probability, (*map(_told, side[:_NAMED]), _sources(side), *notes))


def _several(side: Sequence[Evidence]) -> bool:
    return len(_origins(side)) > 1


def _carries(item: Evidence) -> bool:
    """Whether *supported* may rest on a passage that supports."""
    return PassageFlag.UNDATED not in item.flags and item.judgement.probability >= SURE


def _is_whole(item: Evidence) -> bool:
    return not hindrances(_comparison(item))


def _unmentioned(usable: Sequence[Evidence]) -> list[Span]:
    """The parts of the claim that none of the passages speaks of, in text order."""
    absent = [{fact.span for fact in _comparison(item).facts if fact.standing is Standing.ABSENT} for item in usable]
    return sorted(set.intersection(*absent)) if absent else []


def _missing(claim: str, side: Sequence[Evidence]) -> float:
    """The part of the claim's words that stand in none of the passages, 0..1, about: short words count as none."""
    lacking = [
        {
            span
            for point in _comparison(item).of(Likeness.MISSING)
            if point.aspect is Aspect.WORDS
            for span in point.claim
        }
        for item in side
    ]
    words = sum(len(word) > _SHORT for word in claim.split())
    return len(set.intersection(*lacking)) / max(1, words)


def _comparison(item: Evidence) -> Comparison:
    return item.judgement.comparison or Comparison()


# -- what is said of it -------------------------------------------------------------------


def _told(item: Evidence) -> str:
    """ "doc-7#1 (The Daily, 2024-05-02) contradicts: 14 attacks / 4 attacks", with the first point that it rests on."""
    comparison, stance = _comparison(item), item.judgement.shown
    differing = (*comparison.against, *comparison.of(Likeness.DIFFERS))
    points = differing if stance is Stance.CONTRADICTS else sorted(comparison.agreeing, key=_weight)
    return f"{_where(item.passage)} {stance}" + (f": {points[0].words}" if points else "")


def _weight(point: Point) -> int:
    """Sums, quoted words and other words say more of what is borne out than names and days, which any passage has."""
    return _TELLING.index(point.aspect) if point.aspect in _TELLING else len(_TELLING)


def _where(passage: Passage) -> str:
    origin = ", ".join(str(part) for part in (passage.publisher, passage.published) if part)
    return f"{passage.id} ({origin})" if origin else passage.id


def _conflict(supporting: Sequence[Evidence], contradicting: Sequence[Evidence]) -> str:
    return f"the record is divided: {_told(supporting[0])}; {_told(contradicting[0])}"


def _sources(side: Sequence[Evidence]) -> str:
    """How many sources say so that are independent as far as their names tell; copies count once already."""
    origins = _origins(side)
    if len(origins) == 1:
        return f"a single source: {origins[0]}"
    return f"{len(origins)} independent sources: {', '.join(origins)}"


def _origins(side: Sequence[Evidence]) -> list[str]:
    return list(dict.fromkeys(item.passage.publisher or item.passage.document_id for item in side))


def _instead(claim: str, usable: Sequence[Evidence]) -> Iterator[str]:
    """What a person may look at: the passage that shares most, a point that differs, a part that nobody mentions."""
    if not usable:
        yield "no passage of the record to judge by"
        return
    if not any(any(_comparison(item).closeness) for item in usable):
        yield "the passages found have nothing of the claim"
        return
    taken = [item for item in usable if item.judgement.shown][:_NAMED]
    yield from (f"too little to propose on: {_told(item)}" for item in taken)
    closest = max(usable, key=lambda item: (_comparison(item).closeness, -item.rank))
    if closest not in taken:
        yield f"look at {_where(closest.passage)}, which shares most with the claim"
    others = [item for item in usable if item not in taken]
    differing = ((item.passage.id, point) for item in others for point in _comparison(item).of(Likeness.DIFFERS))
    for name, point in islice(differing, 1):
        yield f"{name} differs, if it is of the same thing: {point.words}"
    for span in _unmentioned(usable)[:1]:
        yield f"no passage mentions “{_shortened(span.of(claim))}”"


def _not_counted(evidence: Sequence[Evidence]) -> list[str]:
    """The passages that carry nothing, by the first reason that holds: "2 passages not counted, published after …"."""
    grouped: dict[PassageFlag, list[str]] = {}
    for item in evidence:
        if flag := next((flag for flag in _NOT_COUNTED if flag in item.flags), None):
            grouped.setdefault(flag, []).append(item.passage.id)
    return [
        f"{counted(len(ids), 'passage')} not counted, {_NOT_COUNTED[flag]}: {', '.join(ids)}"
        for flag, ids in grouped.items()
    ]


def _shortened(words: str) -> str:
    words = " ".join(words.split()).strip(" ,;:")
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rsplit(' ', 1)[0]} …"
