"""What figures add to a stance: the correction itself, its measure, and the command that prints it."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain import Stance, Verdict
from factcheck.errors import InputError
from factcheck.evaluate import Estimate
from factcheck.evaluate.figures import answer, read_scores, score, stance_files
from factcheck.figures import compare_texts
from factcheck.stance.figure_shifts import SHIFTS, Finding, corrected, findings
from factcheck.stance.pairs import Pair

Run = Callable[..., subprocess.CompletedProcess[str]]
UNSURE = {Stance.SUPPORTS: 0.4, Stance.CONTRADICTS: 0.3, Stance.NEUTRAL: 0.3}
PAIRS = [
    ("1", "The mayor of Velm hired 300 nurses.", "The mayor of Velm hired 120 nurses.", "contradicted"),
    ("2", "The mayor of Velm hired 300 nurses.", "The mayor of Velm hired 300 nurses in May.", "supported"),
    ("3", "The port of Velm is closed.", "The port of Velm is closed for repairs.", "supported"),
    ("4", "The bridge at Orlo opened in 2009.", "The bridge at Orlo opened in 2011.", "contradicted"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [{"id": i, "claim": claim, "evidence": held, "label": label} for i, claim, held, label in PAIRS]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "plain.jsonl").write_text(text, encoding="utf-8")
    with gzip.open(tmp_path / "packed.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(text)
    return tmp_path


SHOWN = [
    ("It hired 300 nurses.", "It hired 120 nurses.", {Finding.COUNT_DIFFERS}),
    ("It hired 300 nurses.", "It hired 300 nurses.", {Finding.ALL_AGREE}),
    ("It hired 300 nurses.", "It hired nurses.", {Finding.FIGURE_MISSING}),
    ("It hired nurses.", "It hired 300 nurses.", set()),
    ("It opened in 2009.", "It opened in 2011.", {Finding.DATE_DIFFERS}),
    ("The club opened in 2009.", "The club was praised in 2011.", {Finding.DATE_MAY_DIFFER}),
    ("It opened in 2009.", "It was praised in 2011.", {Finding.DATE_MISSING}),
    ("It opened in 2009.", "It opened.", {Finding.DATE_MISSING}),
    ("In 2009 it hired 300 nurses.", "In 2009 it hired nurses.", {Finding.SOME_AGREE, Finding.FIGURE_MISSING}),
    ("It cost $5 million.", "It cost $9 million.", {Finding.SIZE_MAY_DIFFER}),
    ("It has a budget of $5 million.", "It has a budget of $9 million.", {Finding.SIZE_DIFFERS}),
    ("It was the third attack.", "It was the fourth attack.", {Finding.RANK_DIFFERS}),
]


@pytest.mark.parametrize(("claim", "evidence", "expected"), SHOWN)
def test_a_comparison_shows_this(claim: str, evidence: str, expected: set[Finding]) -> None:
    assert findings(compare_texts(claim, evidence)) == expected


def test_a_figure_that_differs_speaks_against_the_claim() -> None:
    scores = corrected(UNSURE, compare_texts("It hired 300 nurses.", "It hired 120 nurses."))
    assert scores[Stance.CONTRADICTS] > 0.5 > UNSURE[Stance.CONTRADICTS]
    assert scores[Stance.SUPPORTS] < UNSURE[Stance.SUPPORTS]


@pytest.mark.parametrize("evidence", ["It hired 300 nurses.", "It hired about 300 nurses.", "It hired nurses."])
def test_figures_that_agree_or_are_missing_leave_the_scores_alone(evidence: str) -> None:
    scores = corrected(UNSURE, compare_texts("It hired 300 nurses.", evidence))
    assert scores == pytest.approx(UNSURE)


def test_without_a_figure_in_the_claim_nothing_changes() -> None:
    assert corrected(UNSURE, compare_texts("It hired nurses.", "It hired 120 nurses.")) == UNSURE


@given(
    st.lists(st.floats(0, 1), min_size=3, max_size=3).filter(lambda drawn: sum(drawn) > 0.01),
    st.sampled_from([(claim, evidence) for claim, evidence, _ in SHOWN]),
)
def test_corrected_scores_are_probabilities(drawn: list[float], texts: tuple[str, str]) -> None:
    scores = dict(zip(Stance, (each / sum(drawn) for each in drawn), strict=True))
    after = corrected(scores, compare_texts(*texts))
    assert sum(after.values()) == pytest.approx(1, abs=1e-4)
    assert all(0 <= chance <= 1 for chance in after.values())


def test_no_shift_goes_the_wrong_way() -> None:
    for finding, (supports, contradicts) in SHIFTS.items():
        if "differ" in finding:
            assert supports <= 0 <= contradicts
        if "agree" in finding:
            assert contradicts <= 0 <= supports


# -- the measure ------------------------------------------------------------------------


def test_pairs_without_figures_stay_as_they_are_and_figures_right_the_wrong() -> None:
    supports = {Stance.SUPPORTS: 0.5, Stance.CONTRADICTS: 0.3, Stance.NEUTRAL: 0.2}
    pairs = [Pair(number, claim, held, Verdict(label)) for number, claim, held, label in PAIRS]
    figures, moved, rest, everything = score([answer("one", pair, supports) for pair in pairs])
    assert (figures.part, figures.pairs, figures.accuracy.before, figures.accuracy.after) == ("figures", 3, 1 / 3, 1.0)
    assert (figures.changed, figures.right_before, figures.right_after) == (2, 0, 2)
    assert (moved.part, moved.pairs, moved.accuracy.before, moved.accuracy.after) == ("moved", 2, 0.0, 1.0)
    assert (rest.part, rest.pairs, rest.changed, rest.accuracy.change) == ("rest", 1, 0, Estimate(0.0, 0.0, 0.0))
    assert everything.pairs == 4
    assert everything.f1.after == pytest.approx(1.0)


def test_a_folder_gives_its_files_by_name_and_an_empty_one_is_an_error(folder: Path, tmp_path: Path) -> None:
    assert [path.name for path in stance_files([folder])] == ["packed.jsonl.gz", "plain.jsonl"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=r"no \.jsonl"):
        stance_files([tmp_path / "empty"])


def test_scores_without_a_stance_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "scores.jsonl"
    file.write_text('{"id": "1", "scores": {"supports": 1}}\n')
    with pytest.raises(InputError, match="line 1: no scores"):
        read_scores(file)


# -- the command ------------------------------------------------------------------------


def test_the_command_prints_a_table_and_writes_both_answers(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "answers"
    found = run("evaluate", "figures", folder, "--run-out", out)
    assert found.returncode == 0, found.stderr
    assert "all sets" in found.stdout
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["figures"] for row in rows[:4]] == [True, True, False, True]
    assert {"without", "with", "label", "scores"} <= rows[0].keys()


def test_the_command_takes_the_scores_of_a_model(run: Run, folder: Path, tmp_path: Path) -> None:
    scores = tmp_path / "scores"
    row = {"id": "1", "scores": {"supports": 0.5, "contradicts": 0.3, "neutral": 0.2}}
    scores.write_text(json.dumps(row) + "\n", encoding="utf-8")
    found = run("evaluate", "figures", folder / "plain.jsonl", "--scores", scores, "--json")
    (figures, *_) = json.loads(found.stdout)["sets"]
    assert (figures["pairs"], figures["changed"]) == (1, {"answers": 1, "right_before": 0, "right_after": 1})


def test_pairs_that_the_scores_lack_are_left_out_and_nothing_left_is_refused(run: Run, folder: Path) -> None:
    scores = folder / "scores"
    row = {"id": "another", "scores": {"supports": 0.5, "contradicts": 0.3, "neutral": 0.2}}
    scores.write_text(json.dumps(row) + "\n", encoding="utf-8")
    found = run("evaluate", "figures", folder / "plain.jsonl", "--scores", scores)
    assert (found.returncode, found.stdout) == (1, "")
    assert "no labelled pair to measure with" in found.stderr


def test_evidence_without_a_word_is_neutral_with_figures_and_without() -> None:
    judged = answer("one", Pair("1", "It hired 300 nurses.", "", Verdict.SUPPORTED))
    assert judged.before == judged.after == {stance: float(stance is Stance.NEUTRAL) for stance in Stance}
    with pytest.raises(ValueError, match="without a label"):
        answer("one", Pair("1", "It hired 300 nurses.", "It did."))


def test_a_bad_line_is_named_and_the_exit_code_says_so(run: Run, folder: Path) -> None:
    with (folder / "plain.jsonl").open("a", encoding="utf-8") as out:
        out.write("{}\n")
    found = run("evaluate", "figures", folder)
    assert found.returncode == 3
    assert "plain.jsonl, line 5" in found.stderr
