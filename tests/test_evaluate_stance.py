"""`evaluate stance`: what the figures count, what they stand beside, and the command."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from factcheck.domain import Stance, StanceJudgement, Verdict
from factcheck.evaluate.stance import (
    JudgedPairs,
    baselines,
    best_temperature,
    calibration_error,
    judged_pairs,
    macro_f1,
    majority,
    run,
    score,
    together,
    word_overlap,
)
from factcheck.stance.pairs import Pair

Run = Callable[..., subprocess.CompletedProcess[str]]
RULES = {"FACTCHECK_JUDGE": "rules"}
PAIRS = [
    ("1", "The mayor of Velm hired 300 nurses.", "The mayor of Velm hired 120 nurses.", "contradicted"),
    ("2", "The mayor of Velm hired 300 nurses.", "The mayor of Velm hired 300 nurses in May.", "supported"),
    ("3", "The port of Velm is closed.", "Gulls nest on the cliffs of Lorn.", "unverified"),
    ("4", "The bridge at Orlo is open.", "The bridge at Orlo is not open.", None),
]


def pairs(*labels: Verdict) -> list[Pair]:
    return [Pair(str(number), "a claim", "a text", label) for number, label in enumerate(labels)]


def judged(gold: list[int], chances: list[list[float]]) -> JudgedPairs:
    table = np.array(chances)
    return JudgedPairs([("a", "b")] * len(gold), np.array(gold), table, table.argmax(axis=1))


SURE = {0: [0.9, 0.05, 0.05], 1: [0.05, 0.9, 0.05], 2: [0.05, 0.05, 0.9]}


# -- the measures -------------------------------------------------------------------------


def test_accuracy_and_f1_are_as_computed_by_hand() -> None:
    found = score(judged([0, 0, 1, 2], [SURE[0], SURE[1], SURE[1], SURE[2]]))
    assert (found.pairs, found.accuracy) == (4, 0.75)
    supports, contradicts, neutral = found.classes.values()
    assert (supports.precision, supports.recall, supports.f1, supports.gold) == (1, 0.5, pytest.approx(2 / 3), 2)
    assert (contradicts.precision, contradicts.recall) == (0.5, 1)
    assert neutral.f1 == 1
    assert found.macro_f1 == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)


def test_a_class_that_the_set_lacks_does_not_count_and_one_never_said_counts_as_missed() -> None:
    assert macro_f1(np.array([0, 0]), np.array([0, 0]))[0] == 1
    assert macro_f1(np.array([0, 1]), np.array([0, 0]))[0] == pytest.approx((2 / 3 + 0) / 2)


def test_weights_count_a_pair_as_often_as_it_was_drawn() -> None:
    gold, said = np.array([0, 1, 2]), np.array([0, 1, 1])
    drawn = macro_f1(gold, said, np.array([[2, 0, 1], [1, 1, 1]]))
    assert drawn.tolist() == pytest.approx([(1 + 0 + 0) / 3, macro_f1(gold, said)[0]])


def test_the_curve_says_on_how_many_a_side_is_taken_and_how_often_rightly() -> None:
    found = score(judged([0, 1, 2, 2], [SURE[0], [0.1, 0.6, 0.3], [0.1, 0.6, 0.3], SURE[2]]))
    curve = {point.threshold: (point.coverage, point.accuracy) for point in found.curve}
    assert curve[0.5] == (0.75, pytest.approx(2 / 3))
    assert curve[0.8] == (0.25, 1)
    assert curve[0.95] == (0, None)
    against = {point.threshold: (point.coverage, point.accuracy) for point in found.contradicts}
    assert (against[0.5], against[0.8]) == ((0.5, 0.5), (0, None))


def test_whoever_is_as_often_right_as_sure_has_no_calibration_error() -> None:
    right = np.array([True] * 9 + [False])
    assert calibration_error(right, np.full(10, 0.9)) == pytest.approx(0)
    assert calibration_error(right, np.full(10, 0.5)) == pytest.approx(0.4)


def test_the_best_temperature_undoes_too_much_certainty() -> None:
    gold = np.array([0] * 7 + [1] * 3)
    assert best_temperature(gold, np.tile([0.99, 0.005, 0.005], (10, 1))) > 1.5
    assert best_temperature(gold, np.tile([0.4, 0.35, 0.25], (10, 1))) < 1


def test_the_majority_is_the_sets_own() -> None:
    assert majority(np.array([2, 2, 2, 0])).tolist() == [[0.25, 0, 0.75]] * 4


@pytest.mark.parametrize(
    ("evidence", "stance"),
    [
        ("The port of Velm is closed again.", 0),
        ("The port of Velm is not closed.", 1),
        ("Gulls nest on the cliffs of Lorn.", 2),
    ],
)
def test_shared_words_and_a_denial_are_the_overlap_baseline(evidence: str, stance: int) -> None:
    assert word_overlap([("The port of Velm is closed.", evidence)]).argmax() == stance


def test_baselines_judge_the_same_pairs_whatever_the_model_said() -> None:
    sets = judged([0, 0, 2], [SURE[1]] * 3)
    assert score(sets).accuracy == 0
    assert baselines(sets)["majority"].accuracy == pytest.approx(2 / 3)


# -- from pairs to answers ----------------------------------------------------------------


def test_every_pair_is_asked_once_in_order_and_progress_is_heard() -> None:
    asked, heard = [], []

    def judge(questions: list) -> list[StanceJudgement]:
        asked.append(len(questions))
        return [StanceJudgement(Stance.NEUTRAL, 1.0, "made up", ()) for _ in questions]

    made = pairs(*[Verdict.SUPPORTED] * 300)
    assert len(list(run("velm", made, judge, lambda *words: heard.append(words)))) == 300
    assert sum(asked) == 300
    assert heard[-1] == ("pairs of velm", 300, 300)


def test_sets_are_put_together_with_every_pair_once() -> None:
    scores = {Stance.SUPPORTS: 0.2, Stance.CONTRADICTS: 0.7, Stance.NEUTRAL: 0.1}
    said = [StanceJudgement(Stance.CONTRADICTS, 0.7, "made up", (), scores=scores)]
    one = judged_pairs(pairs(Verdict.CONTRADICTED), said)
    whole = together([one, judged([0, 2], [SURE[0], SURE[0]])])
    assert whole.gold.tolist() == [1, 0, 2]
    assert whole.said.tolist() == [1, 0, 0]
    assert whole.chances[0].tolist() == [0.2, 0.7, 0.1]
    assert len(whole.texts) == 3


# -- the command --------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "velm.jsonl")


def write(path: Path) -> Path:
    rows = [{"id": i, "claim": claim, "evidence": held, "label": label} for i, claim, held, label in PAIRS]
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_command_shows_the_model_beside_what_anybody_could_say(run: Run, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "run.jsonl"
    done = run("evaluate", "stance", file, "--judge", "rules", "--run-out", out)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].split()[:3] == ["set", "pairs", "accuracy"]
    assert lines[1].split()[:2] == ["velm", "3"]
    assert lines[2].split()[:2] == ["all", "3"]
    assert "best temperature on top: " in done.stdout
    written = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in written] == ["1", "2", "3"], "the pair without a label is left out"
    assert written[2]["stance"] == "neutral"


def test_json_holds_every_set_and_files_of_one_name_are_told_apart(run: Run, file: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other" / "velm.jsonl")
    shown = json.loads(run("evaluate", "stance", file, other, "--limit", 2, "--json", **RULES).stdout)
    assert shown["sets"].keys() == {str(file), str(other)}
    assert shown["sets"][str(file)].keys() == {"model", "majority", "word overlap"}
    assert shown["all"]["pairs"] == 4


def test_a_bad_line_is_named_and_a_file_without_a_labelled_pair_is_refused(run: Run, file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "{oops\n", encoding="utf-8")
    done = run("evaluate", "stance", file, **RULES)
    assert done.returncode == 3
    assert f"{file}, line 5: not valid JSON" in done.stderr
    file.write_text('{"claim": "a", "evidence": "b"}\n', encoding="utf-8")
    done = run("evaluate", "stance", file, **RULES)
    assert (done.returncode, done.stdout) == (1, "")
    assert "no labelled pair in it" in done.stderr


def test_a_run_that_could_not_be_written_is_refused_before_the_work(run: Run, file: Path, tmp_path: Path) -> None:
    done = run("evaluate", "stance", file, "--run-out", tmp_path / "nowhere" / "run.jsonl", **RULES)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"there is no folder {tmp_path / 'nowhere'}" in done.stderr
