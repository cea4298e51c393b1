"""`evaluate checkworthiness`: what the figures count, and the files it reads."""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import InputError
from factcheck.evaluate.checkworthiness import Sentence, average_precision, precision_at, read_gold, run, score

Run = Callable[..., CompletedProcess[str]]
Order = list[tuple[int, bool]]  # score and whether it is worth checking


def write(path: Path, *items: object) -> Path:
    text = "".join(f"{json.dumps(item)}\n" for item in items)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def ties(order: Order) -> tuple[np.ndarray, np.ndarray]:
    """How many have each score, best first, and how many of those are worth checking: a row each."""
    scores = sorted({value for value, _ in order}, reverse=True)
    groups = [[worthy for value, worthy in order if value == one] for one in scores]
    return np.array([[len(group) for group in groups]]), np.array([[sum(group) for group in groups]])


def by_hand(ranked: list[bool]) -> float:
    hits = [place for place, worthy in enumerate(ranked, start=1) if worthy]
    return sum(number / place for number, place in enumerate(hits, start=1)) / max(1, len(hits))


@given(st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=6))
def test_among_equal_scores_a_figure_is_the_mean_over_all_orders(order: Order) -> None:
    orders = [[worthy for _, worthy in sorted(one, key=lambda item: -item[0])] for one in itertools.permutations(order)]
    assert average_precision(*ties(order))[0] == pytest.approx(np.mean([by_hand(one) for one in orders]))
    assert precision_at(2, *ties(order))[0] == pytest.approx(np.mean([sum(one[:2]) / 2 for one in orders]))


def test_a_score_that_all_share_says_no_more_than_chance() -> None:
    sentences = [Sentence("It is so.", worthy) for worthy in [True] * 50 + [False] * 50]
    for ranking in score(sentences, run(sentences)).rankings.values():
        assert ranking.average_precision.value == pytest.approx(0.5, abs=0.03)
        assert ranking.average_precision.low < 0.5 < ranking.average_precision.high
        assert ranking.at == {50: pytest.approx(0.5), 100: pytest.approx(0.5)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{oops", "line 1: not valid JSON"),
        ("[]", "line 1: not a JSON object"),
        ('{"text": "So.", "label": 2}', 'line 1: no "label"'),
    ],
)
def test_a_line_that_holds_no_sentence_is_returned_as_the_error_that_names_it(
    tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(f'{text}\n\n{{"text": "So.", "label": 1}}\n')
    bad, good = read_gold(file)
    assert told in str(bad)
    assert good == Sentence("So.", True)


def test_a_file_that_is_not_what_its_name_says_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl.gz").write_text("plain")
    with pytest.raises(InputError, match=r"gold\.jsonl\.gz: cannot be read"):
        list(read_gold(tmp_path / "gold.jsonl.gz"))


def test_sentences_with_figures_come_before_talk(run: Run, tmp_path: Path) -> None:
    gold = write(
        tmp_path / "gold.jsonl.gz",
        {"text": "Unemployment fell by 3 percent since 2019.", "label": 1},
        {"text": "Thank you, let me answer that question.", "label": 0},
        {"text": "I believe in hope.", "label": 0},
        {"label": 1},
    )
    done = run("evaluate", "checkworthiness", gold, "--run-out", tmp_path / "out.jsonl", "--json")
    assert done.returncode == 3
    assert "line 4" in done.stderr
    assert json.loads(done.stdout)["orders"]["factcheck"]["average_precision"] == 1.0
    first = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert "measure: Unemployment (+0.15)" in first["reasons"]


def test_sentences_of_one_kind_only_are_refused(run: Run, tmp_path: Path) -> None:
    done = run("evaluate", "checkworthiness", write(tmp_path / "gold.jsonl", {"text": "It is so.", "label": 1}))
    assert done.returncode == 1
    assert "only one of the two kinds" in done.stderr


def test_the_table_has_a_row_an_order_and_one_for_each_tenth_of_the_score(run: Run, tmp_path: Path) -> None:
    rows = [{"text": f"Rents rose by {n} percent since 2019.", "label": 1} for n in range(2, 32)]
    rows += [{"text": f"I believe in hope {'so ' * n}much.", "label": 0} for n in range(30)]
    lines = run("evaluate", "checkworthiness", write(tmp_path / "gold.jsonl", *rows)).stdout.splitlines()
    assert lines[0] == "60 sentences, 30 of them worth checking"
    assert lines[2].split()[-2:] == ["first", "50"]
    assert [line.split()[0] for line in lines[3:6]] == ["factcheck", "figures", "length"]
    assert lines[3].split()[1:5] == ["1.000", "1.000", "to", "1.000"]
    assert sum(int(line.split()[2]) for line in lines[8:]) == 60
    assert len(lines[8:]) == 10
