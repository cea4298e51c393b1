"""Claim and passage to a stance, with the words that show why.

Invariant: the same texts, dates, similarity and model give the same judgement, and each reason
names words or figures that stand in the two texts. Text is only ever compared, never obeyed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from factcheck.domain import CrossEncoder, Scored, Stance, StanceJudgement
from factcheck.figures import Comparison, FigureKind
from factcheck.stance import rules
from factcheck.stance.figure_shifts import corrected
from factcheck.stance.reading import EvidenceReading, read
from factcheck.stance.windows import STANCES

RULES = "rules"  # the basis of a judgement made without a model
_SHOWN = 6  # words listed in a reason
_SURELY_NEUTRAL = {Stance.SUPPORTS: 0.0, Stance.CONTRADICTS: 0.0, Stance.NEUTRAL: 1.0}
_WORDLESS = StanceJudgement(Stance.NEUTRAL, 1.0, RULES, ("the passage has no words",), scores=_SURELY_NEUTRAL)


class Question(NamedTuple):
    """What does ``passage`` do to ``claim``?

    The dates say when each was written, so that "last month" can be compared. ``similarity`` is the
    cosine of their vectors, of use to the rules only.
    """

    claim: str
    passage: str
    claim_date: date | None = None
    passage_date: date | None = None
    similarity: float | None = None


def judge(questions: Sequence[Question], cross_encoder: CrossEncoder | None = None) -> list[StanceJudgement]:
    """An answer to each question, in order.

    Without ``cross_encoder`` they rest on shared words, figures and negation alone.
    """
    readings = [read(one.claim, one.passage, one.claim_date, one.passage_date) for one in questions]
    if cross_encoder is None:
        return [_by_rules(reading, one.similarity) for reading, one in zip(readings, questions, strict=True)]
    scored = iter(cross_encoder.score([one[:2] for one, reading in zip(questions, readings, strict=True) if reading]))
    return [_by_model(reading, cross_encoder.name, next(scored)) if reading else _WORDLESS for reading in readings]


def _by_rules(reading: EvidenceReading | None, similarity: float | None) -> StanceJudgement:
    if reading is None:
        return _WORDLESS
    stance, probability = rules.decide(reading, similarity)
    scores = _rounded(rules.probabilities(reading))
    told, doubt = reasons(reading), _unborne(stance, reading)
    return StanceJudgement(stance, round(probability, 4), RULES, told, reading.sentence, scores, reading.marked, doubt)


def _by_model(reading: EvidenceReading, name: str, scored: Scored) -> StanceJudgement:
    alone = _rounded(scored.probabilities)
    scores = _rounded(corrected(scored.probabilities, reading.comparisons))
    stance = max((Stance.NEUTRAL, Stance.CONTRADICTS, Stance.SUPPORTS), key=lambda each: scores[each])
    told = [f"{name}: {_listed(scores)}"]
    if scores != alone:
        told.append(f"before figures were compared: {_listed(alone)}")
    exact = reading.sentence if reading.sentence and scored.window.contains(reading.sentence) else scored.window
    return StanceJudgement(
        stance, scores[stance], name, (*told, *reasons(reading)), exact, scores, reading.marked, _doubt(stance, reading)
    )


def _doubt(stance: Stance, reading: EvidenceReading) -> str:
    """Why nobody should rest a suggestion on what a model says, if the words beside it do not bear it out.

    On the development sets *contradicts* is right twice as often where such a cue stands beside it, and *supports* is
    mostly wrong there.
    """
    if stance is Stance.CONTRADICTS and not reading.turned:
        return "no figure, negation or opposite in a sentence close to the claim shows why"
    if stance is Stance.SUPPORTS and reading.turned:
        return "a figure, negation or opposite speaks against it"
    return _unborne(stance, reading)


def _unborne(stance: Stance, reading: EvidenceReading) -> str:
    """Which figure keeps a passage from carrying *supported*, in the words of its comparison."""
    unborne = reading.unborne if stance is Stance.SUPPORTS else None
    return f"not all figures of the claim are borne out: {unborne.words}" if unborne else ""


def _listed(scores: Mapping[Stance, float]) -> str:
    return ", ".join(f"{each} {scores[each]:.2f}" for each in STANCES)


def _rounded(chances: Mapping[Stance, float]) -> dict[Stance, float]:
    return {stance: round(chances[stance], 4) for stance in STANCES}


# -- reasons ----------------------------------------------------------------------------


def reasons(reading: EvidenceReading) -> tuple[str, ...]:
    """What the two texts have to do with each other, each reason in words that can be checked.

    What speaks against the claim comes first, then the figures that agree, then the shared words.
    """
    differing = [f"figures: {comparison.words}" for comparison in reading.differing]
    figures = [f"figures: {comparison.words}" for comparison in reading.comparisons if _tells(comparison)]
    age = f"age: the passage is {reading.age} days older than the claim"
    found = [*differing, *_turned(reading), *figures, *([age] if reading.outdated and figures else []), _words(reading)]
    return tuple(dict.fromkeys(found))


def _turned(reading: EvidenceReading) -> Iterator[str]:
    if reading.negated:
        word, negation, in_claim = reading.negated[0]
        where, other = ("claim", "passage") if in_claim else ("passage", "claim")
        yield f"negation: the {where} has “{negation}” before “{word}”, the {other} denies nothing"
    yield from (f"opposites: “{ours}” in the claim, “{theirs}” in the passage" for ours, theirs in reading.opposed)
    if reading.rejection:
        yield f"rejection: the passage says “{reading.rejection}”"


def _tells(comparison: Comparison) -> bool:
    """A date that differs from one of a text's many says nothing; a sum that may differ is named."""
    dated = comparison.claim.kind is FigureKind.DATE and not comparison.claim.noun
    return not (comparison.is_weak_difference and dated)


def _words(reading: EvidenceReading) -> str:
    percent = f"{reading.coverage:.0%} of the claim's words in its closest sentence"
    if not reading.shared:
        return "no word of the claim in the passage" if not reading.passage_coverage else percent
    more = len(reading.shared) - _SHOWN
    listed = ", ".join(reading.shared[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
    return f"words: {percent}: {listed}"
