"""Claim and passage to a stance, with what the two share and where they differ.

Invariant: the same texts, dates, similarity and judge give the same judgement, and each reason names what stands in the
two texts. Text is only ever compared, never obeyed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from factcheck.comparison import compare
from factcheck.domain import Comparison, Judge, Opinion, Question, Span, Stance, StanceJudgement
from factcheck.figures import compare_texts
from factcheck.stance.figure_shifts import corrected
from factcheck.stance.rules import RULES, RuleJudge
from factcheck.stance.showing import shown
from factcheck.stance.windows import STANCES

NOT_JUDGED = "not judged"  # how the reason begins
_SURELY_NEUTRAL = {Stance.SUPPORTS: 0.0, Stance.CONTRADICTS: 0.0, Stance.NEUTRAL: 1.0}
_UNKNOWN = dict.fromkeys(STANCES, 0.3333)  # of a passage that was not judged


def judge(questions: Sequence[Question], by: Judge | None = None) -> list[StanceJudgement]:
    """An answer to each question, in order; without ``by`` by rules.

    A question that the judge has no valid answer to is *neutral*, with a reason that says so.
    """
    by = by or RuleJudge()
    opinions = iter(by.judge([one for one in questions if _has_words(one.passage)]))
    return [_judgement(one, by, next(opinions)) if _has_words(one.passage) else _wordless(one) for one in questions]


def _has_words(passage: str) -> bool:
    return any(map(str.isalnum, passage))


def _compared(question: Question) -> Comparison:
    return compare(question.claim, question.passage, question.claim_date, question.passage_date)


def _wordless(question: Question) -> StanceJudgement:
    told = ("the passage has no words",)
    return StanceJudgement(Stance.NEUTRAL, 1.0, RULES, told, scores=_SURELY_NEUTRAL, comparison=_compared(question))


def _judgement(question: Question, by: Judge, opinion: Opinion | None) -> StanceJudgement:
    comparison = _compared(question)
    if opinion is None:
        why = f"{NOT_JUDGED}: {by.name} gave no answer that can be used"
        told = (why, *reasons(comparison))
        return StanceJudgement(
            Stance.NEUTRAL,
            _UNKNOWN[Stance.NEUTRAL],
            by.name,
            told,
            comparison.sentence,
            _UNKNOWN,
            comparison,
            shown(_UNKNOWN, comparison, {}),
        )
    alone, scores = _rounded(opinion.probabilities), _rounded(_final(question, opinion))
    stance = opinion.stance or max((Stance.NEUTRAL, Stance.CONTRADICTS, Stance.SUPPORTS), key=lambda one: scores[one])
    told = () if by.name == RULES else (f"{by.name}: {_listed(scores)}",)
    told += (f"{by.name} says: {opinion.reason}",) if opinion.reason else ()
    told += (f"before figures were compared: {_listed(alone)}",) if scores != alone else ()
    sure = {side: least for side, least in by.sure.items() if side is stance}  # what it does not say is not shown
    return StanceJudgement(
        stance,
        scores[stance],
        by.name,
        (*told, *reasons(comparison)),
        _decisive(comparison.sentence, opinion.window),
        scores,
        comparison,
        shown(scores, comparison, sure),
    )


def _final(question: Question, opinion: Opinion) -> Mapping[Stance, float]:
    """What the judge says, in the light of the figures if it has not compared them itself."""
    if opinion.stance is not None:
        return opinion.probabilities
    compared = compare_texts(question.claim, question.passage, question.claim_date, question.passage_date)
    return corrected(opinion.probabilities, compared)


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
