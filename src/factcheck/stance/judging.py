"""Claim and passage to a stance, with the words that show why.

Invariant: the same texts, dates, similarity and model give the same judgement, and each reason
names words or figures that stand in the two texts. Text is only ever compared, never obeyed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from factcheck.domain import Judge, Opinion, Question, Stance, StanceJudgement
from factcheck.figures import Comparison, Relation
from factcheck.stance.figure_shifts import corrected
from factcheck.stance.reading import EvidenceReading, read_question
from factcheck.stance.rules import RULES, RuleJudge
from factcheck.stance.windows import STANCES

_SHOWN = 6  # words listed in a reason
_SURELY_NEUTRAL = {Stance.SUPPORTS: 0.0, Stance.CONTRADICTS: 0.0, Stance.NEUTRAL: 1.0}
_WORDLESS = StanceJudgement(Stance.NEUTRAL, 1.0, RULES, ("the passage has no words",), scores=_SURELY_NEUTRAL)
_UNKNOWN = dict.fromkeys(STANCES, 0.3333)  # of a passage that was not judged
NOT_JUDGED = "not judged"  # how the reason begins


def judge(questions: Sequence[Question], by: Judge | None = None) -> list[StanceJudgement]:
    """An answer to each question, in order; without ``by`` by rules.

    A question that the judge has no valid answer to is *neutral*, with a reason that says so.
    """
    by = by or RuleJudge()
    readings = [read_question(one) for one in questions]
    opinions = iter(by.judge([one for one, reading in zip(questions, readings, strict=True) if reading]))
    return [_judgement(reading, by.name, next(opinions)) if reading else _WORDLESS for reading in readings]


def _judgement(reading: EvidenceReading, name: str, opinion: Opinion | None) -> StanceJudgement:
    if opinion is None:
        why = f"{NOT_JUDGED}: {name} gave no answer that can be used"
        return StanceJudgement(
            Stance.NEUTRAL, 0.3333, name, (why, *reasons(reading)), reading.sentence, _UNKNOWN, reading.marked
        )
    alone = _rounded(opinion.probabilities)
    if opinion.stance is None:
        scores = _rounded(corrected(opinion.probabilities, reading.comparisons))
        stance = max((Stance.NEUTRAL, Stance.CONTRADICTS, Stance.SUPPORTS), key=lambda each: scores[each])
        doubt = _doubt(stance, reading)
    else:
        scores, stance, doubt = alone, opinion.stance, ""
    told = [] if name == RULES else [f"{name}: {_listed(scores)}"]
    if opinion.reason:
        told.append(f"{name} says: {opinion.reason}")
    if scores != alone:
        told.append(f"before figures were compared: {_listed(alone)}")
    exact = reading.sentence if opinion.window.contains(reading.sentence) else opinion.window
    return StanceJudgement(
        stance, scores[stance], name, (*told, *reasons(reading)), exact, scores, reading.marked, doubt
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
    return ""


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
    """A date or rank that differs from one of a text's many says nothing."""
    return not (comparison.relation is Relation.DIFFERS and comparison.weak and not comparison.claim.noun)


def _words(reading: EvidenceReading) -> str:
    percent = f"{reading.coverage:.0%} of the claim's words in its closest sentence"
    if not reading.shared:
        return "no word of the claim in the passage" if not reading.passage_coverage else percent
    more = len(reading.shared) - _SHOWN
    listed = ", ".join(reading.shared[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
    return f"words: {percent}: {listed}"
