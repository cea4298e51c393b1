"""How often a judge is right, from where on it may be believed, and that this is used afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from chat_server import Canned, said, serving, wrote
from tiny_models import make_model

from factcheck.domain import Opinion, Question, Span, Stance, Verdict
from factcheck.errors import InputError
from factcheck.evaluate.judges import DESK_SHARES, FEWEST, Measured, examples, measure
from factcheck.settings import Settings
from factcheck.stance import RuleJudge, load
from factcheck.stance.cross_encoder import SentenceTransformersCrossEncoder
from factcheck.stance.measured import FILE, NEVER, Measurement
from factcheck.stance.pairs import Pair

SUPPORTS, CONTRADICTS, NEUTRAL = Stance.SUPPORTS, Stance.CONTRADICTS, Stance.NEUTRAL
LABELS = {SUPPORTS: Verdict.SUPPORTED, CONTRADICTS: Verdict.CONTRADICTED, NEUTRAL: Verdict.UNVERIFIED}
Answer = Callable[[Question], tuple[Stance, float] | None]


class Told:
    """A judge that says what it is told to, with so much probability, and can be measured."""

    name, remote, ranks, fingerprint = "told", False, False, "told-1"

    def __init__(self, kept: Path, answer: Answer) -> None:
        self.kept, self.answer = kept, answer
        self.sure = dict.fromkeys((SUPPORTS, CONTRADICTS), NEVER)
        self.measurements: list[Measurement] = []

    def measure_with(self, found: Measurement) -> None:
        self.measurements.append(found)

    def judge(self, questions: Sequence[Question]) -> list[Opinion | None]:
        return [self._opinion(one) for one in questions]

    def _opinion(self, question: Question) -> Opinion | None:
        given = self.answer(question)
        if given is None:
            return None
        stance, sure = given
        chances = {each: sure if each is stance else (1 - sure) / 2 for each in Stance}
        return Opinion(chances, Span(0, len(question.passage)), stance=stance)


def pairs(**counts: int) -> list[Pair]:
    """Labelled pairs: the passage says what the label is, and its number; what contradicts differs in a word."""
    return [
        Pair(f"example-{stance}-{n}", "Rents rose in Velm.", f"{stance} {n} : {_words(stance)}", LABELS[Stance(stance)])
        for stance, count in counts.items()
        for n in range(count)
    ]


def _words(stance: str) -> str:
    return "rents fell in Velm." if stance == "contradicts" else "rents rose in Velm."


def label(question: Question) -> Stance:
    return Stance(question.passage.split()[0])


def number(question: Question) -> int:
    return int(question.passage.split()[1])


def measured(judge: Any, given: Sequence[Pair]) -> Measured:
    return measure(judge, given, lambda *_: None)


def test_a_side_that_is_always_right_is_sure_from_its_least_probability_on(tmp_path: Path) -> None:
    judge = Told(tmp_path, lambda one: (label(one), 0.9 if number(one) % 2 else 0.7))
    found = measured(judge, pairs(supports=20, contradicts=20, neutral=20))
    for side in (SUPPORTS, CONTRADICTS):
        assert found.sides[side].threshold == 0.7
        assert (found.sides[side].said, found.sides[side].right, found.sides[side].share) == (20, 20, 1)
    assert found.scores.accuracy == 1
    assert json.loads((tmp_path / FILE).read_text())["sure"] == {"supports": 0.7, "contradicts": 0.7}
    assert judge.measurements[-1].sure == {SUPPORTS: 0.7, CONTRADICTS: 0.7}


def test_only_where_it_is_right_often_enough_does_a_side_count(tmp_path: Path) -> None:
    def answer(one: Question) -> tuple[Stance, float]:
        # Says *supports* of everything, and is surer of what is so.
        return SUPPORTS, 0.95 if label(one) is SUPPORTS and number(one) < 12 else 0.6

    found = measured(Told(tmp_path, answer), pairs(supports=20, contradicts=20, neutral=20))
    side = found.sides[SUPPORTS]
    assert (side.threshold, side.said, side.right, side.share) == (0.95, 12, 12, 0.6)
    assert found.sides[CONTRADICTS].threshold == NEVER
    assert "right less than 85%" in found.sides[CONTRADICTS].why


def test_contradictions_are_weighed_as_rare_as_they_are(tmp_path: Path) -> None:
    """Nine of ten right in equal shares are fewer where contradictions are one pair in six."""

    def answer(one: Question) -> tuple[Stance, float]:
        return (CONTRADICTS, 0.9) if label(one) is CONTRADICTS or number(one) == 0 else (NEUTRAL, 0.9)

    given = [
        replace(pair, evidence=pair.evidence.replace("rose", "fell")) if number(pair.question) == 0 else pair
        for pair in pairs(supports=20, contradicts=20, neutral=20)
    ]
    found = measured(Told(tmp_path, answer), given)
    weight = {each: DESK_SHARES[each] / 20 for each in Stance}
    precision = 20 * weight[CONTRADICTS] / (20 * weight[CONTRADICTS] + weight[SUPPORTS] + weight[NEUTRAL])
    assert 20 / 22 > 0.85 > precision
    assert found.sides[CONTRADICTS].threshold == NEVER
    assert sum(DESK_SHARES.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("counts", "why"),
    [({"supports": 9, "contradicts": 9, "neutral": 9}, "too few pairs: 27"), ({"supports": 40, "neutral": 9}, "")],
)
def test_with_too_few_pairs_nothing_is_sure_and_that_is_said(tmp_path: Path, counts: dict[str, int], why: str) -> None:
    found = measured(Told(tmp_path, lambda one: (label(one), 0.9)), pairs(**counts))
    assert found.sides[CONTRADICTS].threshold == NEVER
    assert found.sides[CONTRADICTS].why.startswith(why or "too few pairs: 49, 0 of them contradicts")
    assert (found.sides[SUPPORTS].threshold == NEVER) is (counts["supports"] < FEWEST)


def test_what_was_not_judged_is_counted_and_left_out(tmp_path: Path) -> None:
    judge = Told(tmp_path, lambda one: None if number(one) < 5 else (label(one), 0.9))
    found = measured(judge, pairs(supports=20, contradicts=20, neutral=20))
    assert (found.dropped, found.scores.pairs, sum(found.pairs.values())) == (15, 45, 45)
    with pytest.raises(InputError, match="nothing was measured"):
        measured(Told(tmp_path, lambda _: None), pairs(supports=20))


def test_one_that_is_too_sure_of_itself_is_cooled(tmp_path: Path) -> None:
    def answer(one: Question) -> tuple[Stance, float]:
        return (label(one) if number(one) % 3 else NEUTRAL), 0.99

    judge = Told(tmp_path, answer)
    assert measured(judge, pairs(supports=30, contradicts=30)).temperature > 1.5
    assert judge.measurements[0].temperature == 1


def test_a_judge_that_brings_its_own_figures_is_measured_and_left_as_it_is() -> None:
    found = measured(RuleJudge(), examples())
    assert found.kept is None
    assert found.scores.pairs == len(examples())


def test_the_examples_are_labelled_pairs_of_a_claim_and_sentences() -> None:
    given = examples()
    assert len({(pair.claim, pair.evidence) for pair in given}) == len(given) >= 60
    for verdict in Verdict:
        assert sum(pair.label is verdict for pair in given) >= FEWEST
    assert all(len(pair.evidence.split()) > len(pair.claim.split()) for pair in given)
    shared = {pair.claim for pair in given if pair.label is Verdict.SUPPORTED}
    assert len(shared & {pair.claim for pair in given if pair.label is Verdict.CONTRADICTED}) >= FEWEST


def test_a_model_of_ones_own_is_measured_and_loaded_so(tmp_path: Path) -> None:
    folder = make_model(tmp_path / "tiny", window=128)
    found = measured(SentenceTransformersCrossEncoder(str(folder), shelf=tmp_path), examples())
    assert found.kept == folder / FILE
    assert found.sides[SUPPORTS].why  # it says *supports* of everything
    again = SentenceTransformersCrossEncoder(str(folder), shelf=tmp_path)
    assert again.measured
    assert again._temperature == found.temperature


def test_a_chat_model_is_measured_and_its_bad_answers_are_counted(tmp_path: Path) -> None:
    gold = {pair.evidence: pair for pair in examples()}

    def answer(_: int, body: dict[str, Any]) -> Canned:
        passage = json.loads(body["messages"][1]["content"])["passage"]
        if gold[passage].id == "example-01":
            return wrote("I would rather not say.")
        words = passage.split(". ")[0]
        stance = {verdict: stance for stance, verdict in LABELS.items()}[gold[passage].label]  # type: ignore[index]
        return said(stance, "" if stance is NEUTRAL else words)

    with serving(answer) as server:
        settings = Settings(tmp_path, tmp_path, judge="chat:small", judge_url=server.url)
        found = measured(load(settings, notice=lambda _: None), examples())
        again = load(settings, notice=pytest.fail)
    assert found.dropped >= 1
    assert found.scores.accuracy == 1
    assert again.sure[SUPPORTS] == pytest.approx(found.sides[SUPPORTS].threshold, abs=1e-4)
    assert 0.5 < again.sure[SUPPORTS] <= 1
