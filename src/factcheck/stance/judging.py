"""Claim and passage to a stance, with the words that show why.

Invariant: the same texts, dates, similarity and model give the same judgement, and each reason
names words or figures that stand in the two texts. Text is only ever compared, never obeyed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from factcheck.comparison import compare
from factcheck.comparison.reading import read
from factcheck.domain import Comparison, CrossEncoder, Scored, Span, Stance, StanceJudgement
from factcheck.figures import compare_texts
from factcheck.stance import rules
from factcheck.stance.figure_shifts import corrected
from factcheck.stance.showing import shown
from factcheck.stance.windows import STANCES

RULES = "rules"  # the basis of a judgement made without a model
RULES_SURE = {Stance.SUPPORTS: 0.6}  # the least probability from which what rules say is shown
_SURELY_NEUTRAL = {Stance.SUPPORTS: 0.0, Stance.CONTRADICTS: 0.0, Stance.NEUTRAL: 1.0}


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
    beside = [compare(one.claim, one.passage, one.claim_date, one.passage_date) for one in questions]
    asked = list(zip(questions, beside, strict=True))
    if cross_encoder is None:
        return [_by_rules(*pair) for pair in asked]
    scored = iter(cross_encoder.score([one[:2] for one in questions if _has_words(one.passage)]))
    return [
        _by_model(one, comparison, cross_encoder, next(scored)) if _has_words(one.passage) else _wordless(comparison)
        for one, comparison in asked
    ]


def _has_words(passage: str) -> bool:
    return any(map(str.isalnum, passage))


def _wordless(comparison: Comparison) -> StanceJudgement:
    told = ("the passage has no words",)
    return StanceJudgement(Stance.NEUTRAL, 1.0, RULES, told, scores=_SURELY_NEUTRAL, comparison=comparison)


def _by_rules(question: Question, comparison: Comparison) -> StanceJudgement:
    reading = read(question.claim, question.passage, question.claim_date, question.passage_date)
    if reading is None:
        return _wordless(comparison)
    stance, probability = rules.decide(reading, question.similarity)
    # Only what the rules decide may be shown: they know of similarity, and of words that turn a sentence round.
    sure = RULES_SURE if stance is Stance.SUPPORTS else {}
    scores = _rounded(rules.probabilities(reading))
    return StanceJudgement(
        stance,
        round(probability, 4),
        RULES,
        reasons(comparison),
        reading.sentence,
        scores,
        comparison,
        shown(scores, comparison, sure),
    )


def _by_model(question: Question, comparison: Comparison, model: CrossEncoder, scored: Scored) -> StanceJudgement:
    alone = _rounded(scored.probabilities)
    found = compare_texts(question.claim, question.passage, question.claim_date, question.passage_date)
    scores = _rounded(corrected(scored.probabilities, found))
    stance = max((Stance.NEUTRAL, Stance.CONTRADICTS, Stance.SUPPORTS), key=lambda each: scores[each])
    told = [f"{model.name}: {_listed(scores)}"]
    if scores != alone:
        told.append(f"before figures were compared: {_listed(alone)}")
    return StanceJudgement(
        stance,
        scores[stance],
        model.name,
        (*told, *reasons(comparison)),
        _decisive(comparison.sentence, scored.window),
        scores,
        comparison,
        shown(scores, comparison, model.sure),
    )


def _decisive(sentence: Span | None, window: Span) -> Span:
    return sentence if sentence and window.contains(sentence) else window


def reasons(comparison: Comparison) -> tuple[str, ...]:
    """What the two texts have to do with each other, each reason in words that can be checked."""
    told = tuple(dict.fromkeys(f"{point.likeness}: {point.words}" for point in comparison.points))
    return told or ("no word of the claim in the passage",)


def _listed(scores: Mapping[Stance, float]) -> str:
    return ", ".join(f"{each} {scores[each]:.2f}" for each in STANCES)


def _rounded(chances: Mapping[Stance, float]) -> dict[Stance, float]:
    return {stance: round(chances[stance], 4) for stance in STANCES}
