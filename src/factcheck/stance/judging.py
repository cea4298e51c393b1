"""Claim and passage to a stance, with the words that show why.

Invariant: the same texts, dates, similarity and model give the same judgement, and each reason
names words or figures that stand in the two texts. Text is only ever compared, never obeyed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from factcheck.domain import CrossEncoder, Passage, Stance, StanceJudgement
from factcheck.figures import Comparison, Relation
from factcheck.stance import rules
from factcheck.stance.reading import Reading, read

RULES = "rules"  # the basis of a judgement made without a model
_SHOWN = 6  # words listed in a reason


def judge(
    claim: str,
    passage: str,
    *,
    claim_date: date | None = None,
    passage_date: date | None = None,
    similarity: float | None = None,
    cross_encoder: CrossEncoder | None = None,
) -> StanceJudgement:
    """What the text ``passage`` does to ``claim``.

    The dates say when each was written, so that "last month" can be compared. ``similarity`` is the
    cosine of their vectors, of use to the rules only. Without ``cross_encoder`` the judgement rests on
    shared words, figures and negation alone.
    """
    reading = read(claim, passage, claim_date, passage_date)
    if cross_encoder is None or reading is None:
        return _by_rules(reading, similarity)
    return _by_model(reading, cross_encoder.name, cross_encoder.probabilities([(claim, passage)])[0])


def judge_all(
    claim: str,
    passages: Sequence[Passage],
    *,
    claim_date: date | None = None,
    similarities: Sequence[float | None] | None = None,
    cross_encoder: CrossEncoder | None = None,
) -> list[StanceJudgement]:
    """``judge`` for each passage, in order; the cross-encoder reads all of them in one batch."""
    readings = [read(claim, passage.text, claim_date, passage.published) for passage in passages]
    if cross_encoder is None:
        known = similarities or [None] * len(passages)
        return [_by_rules(reading, similarity) for reading, similarity in zip(readings, known, strict=True)]
    chances = cross_encoder.probabilities([(claim, passage.text) for passage in passages])
    return [
        _by_model(reading, cross_encoder.name, scores) if reading else _by_rules(None, None)
        for reading, scores in zip(readings, chances, strict=True)
    ]


def _by_rules(reading: Reading | None, similarity: float | None) -> StanceJudgement:
    if reading is None:
        return StanceJudgement(Stance.NEUTRAL, 1.0, RULES, ("the passage has no words",))
    stance, probability = rules.decide(reading, similarity)
    return StanceJudgement(stance, round(probability, 4), RULES, reasons(reading), reading.sentence)


def _by_model(reading: Reading, name: str, scores: Mapping[Stance, float]) -> StanceJudgement:
    stance = max((Stance.NEUTRAL, Stance.CONTRADICTS, Stance.SUPPORTS), key=lambda each: scores[each])
    shown = ", ".join(f"{each} {scores[each]:.2f}" for each in rules.STANCES)
    told = (f"{name}: {shown}", *reasons(reading))
    return StanceJudgement(stance, round(scores[stance], 4), name, told, reading.sentence)


# -- reasons ----------------------------------------------------------------------------


def reasons(reading: Reading) -> tuple[str, ...]:
    """What the two texts have to do with each other, each reason in words that can be checked.

    What speaks against the claim comes first, then the figures that agree, then the shared words.
    """
    differing = [f"figures: {comparison.words}" for comparison in reading.differing]
    figures = [f"figures: {comparison.words}" for comparison in reading.comparisons if _tells(comparison)]
    age = f"age: the passage is {reading.age} days older than the claim"
    found = [*differing, *_turned(reading), *figures, *([age] if reading.outdated and figures else []), _words(reading)]
    return tuple(dict.fromkeys(found))


def _turned(reading: Reading) -> Iterator[str]:
    if reading.negated:
        word, negation, in_claim = reading.negated[0]
        where, other = ("claim", "passage") if in_claim else ("passage", "claim")
        yield f"negation: the {where} has “{negation}” before “{word}”, the {other} denies nothing"
    yield from (f"opposites: “{ours}” in the claim, “{theirs}” in the passage" for ours, theirs in reading.opposed)
    if reading.rejection:
        yield f"rejection: the passage says “{reading.rejection}”"


def _tells(comparison: Comparison) -> bool:
    """A date or rank that differs from one of a text's many says nothing."""
    return not (comparison.relation is Relation.DIFFERS and comparison.weak and not comparison.claim.noun)


def _words(reading: Reading) -> str:
    percent = f"{reading.coverage:.0%} of the claim's words in its closest sentence"
    if not reading.shared:
        return "no word of the claim in the passage" if not reading.passage_coverage else percent
    more = len(reading.shared) - _SHOWN
    listed = ", ".join(reading.shared[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
    return f"words: {percent}: {listed}"
