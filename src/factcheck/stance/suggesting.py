"""From the evidence for a claim to one proposal, which a person accepts or not.

Invariant: abstains (*unverified*) rather than choose between passages that disagree, and never
rests on a passage that was published after the article, or only repeats it or the speaker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from factcheck.domain import Evidence, Stance, Suggestion, Verdict
from factcheck.stance.rules import RULES, RULES_SURE

CONFLICT = 0.4  # probability from which a passage on the other side stands against a suggestion
_LEFT_OUT = {
    "later": "published after the article",
    "circular": "repeats the article itself",
    "same speaker": "the speaker saying it again",
}
_VERBS = {Stance.SUPPORTS: "supports", Stance.CONTRADICTS: "contradicts", Stance.NEUTRAL: "is neutral"}
_HONESTY = "rests on shared words, figures and negation only: no model has read the sentences"
_DENIED = "the speaker denies these words: what passages do to them, they do not do to the speaker"
_QUOTED = 160  # characters of a sentence that a reason shows


def suggest(
    evidence: Sequence[Evidence],
    basis: str = RULES,
    *,
    sure: Mapping[Stance, float] = RULES_SURE,
    denied: bool = False,
) -> Suggestion:
    """The proposed verdict on a claim, from its evidence.

    ``sure`` has, for *supports* and *contradicts*, the least probability that carries a suggestion.
    ``probability``: for *supported* and *contradicted* that of the best passage; for *unverified*
    that every passage is neutral, or, where passages conflict, that both sides are read rightly; in
    both cases its upper bound, the least of the single probabilities. 1 where nothing was found or said.
    ``denied`` is for words that their speaker says are not so: what supports them speaks against the
    speaker, and which of the two a verdict is about is left to a person.
    """
    usable = [item for item in evidence if not _LEFT_OUT.keys() & set(item.flags)]
    supporting, contradicting = (_taking(usable, stance, sure) for stance in (Stance.SUPPORTS, Stance.CONTRADICTS))
    notes = [*_left_out(evidence), *_doubted(usable), *([_HONESTY] if basis == RULES and usable else [])]
    if denied:
        return Suggestion(
            Verdict.UNVERIFIED, 1.0, (_DENIED, *map(_told, [*supporting[:1], *contradicting[:1]]), *notes)
        )
    if supporting and contradicting:
        return _conflict(supporting, contradicting, notes)
    for verdict, side in ((Verdict.SUPPORTED, supporting), (Verdict.CONTRADICTED, contradicting)):
        if side and _carries(side[0], sure):
            plain = [item for item in side if not item.judgement.doubt]
            told = (*map(_told, plain[:2]), _sources(plain), *notes)
            return Suggestion(verdict, side[0].judgement.probability, told)
    return _abstention(usable, notes)


def _conflict(supporting: Sequence[Evidence], contradicting: Sequence[Evidence], notes: Sequence[str]) -> Suggestion:
    for_it = _counted(len(supporting), "supports", "support")
    against = _counted(len(contradicting), "contradicts", "contradict")
    shown = (f"conflict: {for_it}, {against}", _told(supporting[0]), _told(contradicting[0]))
    sure = min(side[0].judgement.probability for side in (supporting, contradicting))
    return Suggestion(Verdict.UNVERIFIED, sure, (*shown, *notes))


def _abstention(usable: Sequence[Evidence], notes: Sequence[str]) -> Suggestion:
    if not usable:
        return Suggestion(Verdict.UNVERIFIED, 1.0, ("no passage of the record to judge by", *notes))
    neutral = [item.judgement.probability for item in usable if item.judgement.stance is Stance.NEUTRAL]
    unsure = [1 - item.judgement.probability for item in usable if item.judgement.stance is not Stance.NEUTRAL]
    said = f"none of {_counted(len(usable), '')} surely supports or contradicts the claim"
    closest = f"closest: {_told(usable[0])}"
    return Suggestion(Verdict.UNVERIFIED, round(min(neutral + unsure), 4), (said, closest, *notes))


def _taking(usable: Sequence[Evidence], stance: Stance, sure: Mapping[Stance, float]) -> list[Evidence]:
    """The passages that take this stance with some certainty, surest first, those in doubt last: they carry nothing,
    and stand against the other side only where the model is as sure as a suggestion asks."""
    taking = [item for item in usable if item.judgement.stance is stance]
    found = [
        item for item in taking if item.judgement.probability >= (sure[stance] if item.judgement.doubt else CONFLICT)
    ]
    return sorted(found, key=lambda item: (bool(item.judgement.doubt), -item.judgement.probability, item.rank))


def _carries(item: Evidence, sure: Mapping[Stance, float]) -> bool:
    judged = item.judgement
    return not judged.doubt and judged.probability >= sure[judged.stance]


def _sources(side: Sequence[Evidence]) -> str:
    """How many sources say so that are independent as far as their names tell; copies count once already."""
    origins = dict.fromkeys(item.passage.publisher or item.passage.document_id for item in side)
    if len(origins) == 1:
        return f"a single source: {next(iter(origins))}"
    return f"{len(origins)} independent sources: {', '.join(origins)}"


def _told(item: Evidence) -> str:
    """ "doc-7#1 (The Daily, 2024-05-02) supports, 0.81: “…rose 41%…”: figures: …": with the sentence and the weightiest
    reason; the passage itself, shown beside the suggestion, carries all of them."""
    passage, judgement = item.passage, item.judgement
    origin = ", ".join(str(part) for part in (passage.publisher, passage.published) if part)
    where = f"{passage.id} ({origin})" if origin else passage.id
    sentence = f": “{_shortened(judgement.exact.of(passage.text))}”" if judgement.exact else ""
    numbers = (f"{judgement.basis}: ", "before figures were compared: ")
    told = [reason for reason in judgement.reasons if not reason.startswith(numbers)]
    why = f": {told[0]}" if told else ""
    return f"{where} {_VERBS[judgement.stance]}, {judgement.probability:.2f}{sentence}{why}"


def _shortened(sentence: str) -> str:
    words = " ".join(sentence.split())
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED].rsplit(' ', 1)[0]} …"


def _left_out(evidence: Sequence[Evidence]) -> list[str]:
    return [
        f"{item.passage.id} left out: {reason}"
        for item in evidence
        for flag, reason in _LEFT_OUT.items()
        if flag in item.flags
    ]


def _doubted(usable: Sequence[Evidence]) -> list[str]:
    doubted = [(item.passage.id, item.judgement) for item in usable if item.judgement.doubt]
    return [
        f"{name} not counted ({judged.stance}, {judged.probability:.2f}): {judged.doubt}"
        for name, judged in doubted
        if judged.probability >= CONFLICT
    ]


def _counted(count: int, one: str, more: str = "") -> str:
    return f"1 passage {one}".rstrip() if count == 1 else f"{count} passages {more}".rstrip()
