"""`evaluate desk`: reading cases, a check beside a reader's claims, the figures, and the command on a small desk."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import numpy as np
import pytest

from factcheck.domain import Evidence, Passage, Span, Stance, StanceJudgement, Verdict
from factcheck.errors import InputError
from factcheck.evaluate.desk import Outcome, case_folders, read_gold, score
from factcheck.evaluate.desk.cases import ReadersClaim
from factcheck.evaluate.desk.judging import area

Run = Callable[..., CompletedProcess[str]]

TEXT = """Velm bridge to close

The Arden bridge carried 4,000 lorries a day in 2023, engineer Dana Orlov said.

A ferry will replace the Arden bridge from June.
"""
NOTES = {
    "count": "The road office counted 4,000 lorries a day on the Arden bridge in 2023.",
    "other": "A survey counted 900 lorries a day on the Arden bridge in 2023.",
    "paint": "The pier at Ostrava was painted green.",
}


def claim(words: str, **fields: object) -> dict[str, object]:
    start = TEXT.index(words)
    return {"content": words, "char_start": start, "char_end": start + len(words), **fields}


BRIDGE = claim(
    "The Arden bridge carried 4,000 lorries a day in 2023",
    speaker="Dana Orlov",
    gold_verdict="supported",
    evidence_ids=["count"],
    conflicting_evidence_ids=["other"],
)
FERRY = claim(
    "A ferry will replace the Arden bridge from June.", speaker=None, gold_verdict="unverified", evidence_ids=[]
)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return made(tmp_path / "desk" / "velm")


def made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "article.txt").write_text(TEXT, encoding="utf-8")
    notes = ({"id": name, "text": text, "published": "2024-01-05"} for name, text in NOTES.items())
    (folder / "reference.jsonl").write_text("".join(f"{json.dumps(note)}\n" for note in notes), encoding="utf-8")
    write(folder / "gold.json", {"claims": [BRIDGE, FERRY]})
    write(folder / "meta.json", {"title": "Velm bridge to close", "published": "2024-05-02", "publisher": None})
    pairs = [("count", "supports"), ("other", "contradicts"), ("paint", "neutral")]
    lines = ({"claim": BRIDGE["content"], "note_id": note, "stance": stance} for note, stance in pairs)
    (folder / "pairs.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return folder


def write(file: Path, value: object) -> None:
    file.write_text(json.dumps(value), encoding="utf-8")


# -- cases ----------------------------------------------------------------------------------


def test_a_case_has_its_article_its_claims_and_its_pairs(case: Path) -> None:
    read = read_gold(case)
    assert (read.name, read.given.published, read.given.publisher) == ("velm", date(2024, 5, 2), None)
    bridge, ferry = read.claims
    assert (bridge.speaker, bridge.verdict, bridge.evidence) == ("Dana Orlov", Verdict.SUPPORTED, frozenset({"count"}))
    assert bridge.stances == {
        "count": Stance.SUPPORTS,
        "other": Stance.CONTRADICTS,
        "paint": Stance.NEUTRAL,
    }
    assert (ferry.speaker, ferry.stances) == ("", {})
    assert [pair.label for pair in read.pairs] == [Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.UNVERIFIED]
    assert read.pairs[0].evidence == NOTES["count"]


def test_without_pairs_the_sides_of_notes_follow_from_the_verdict(case: Path) -> None:
    (case / "pairs.jsonl").unlink()
    (case / "meta.json").unlink()
    write(case / "gold.json", {"published": "2024-05-03", "claims": [{**BRIDGE, "gold_verdict": "contradicted"}]})
    read = read_gold(case)
    assert read.claims[0].stances == {"count": Stance.CONTRADICTS, "other": Stance.SUPPORTS}
    assert (read.pairs, read.given.published) == ((), date(2024, 5, 3))


def test_folders_of_cases_are_looked_into_and_a_case_is_taken_once(case: Path) -> None:
    second = made(case.parent / "arden")
    assert case_folders([case.parent, case]) == [second, case]
    with pytest.raises(InputError, match=r"no case in it\. A case is a folder with"):
        case_folders([case.parent, second.parent.parent / "nowhere"])


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("gold.json", "{oops", r"gold\.json: not valid JSON"),
        ("gold.json", "[]", r"gold\.json: no JSON object"),
        ("gold.json", '{"claims": [{"content": "x"}]}', r"gold\.json: not as it should be .*evidence_ids"),
        ("gold.json", '{"claims": []}', r"gold\.json: no claim in it"),
        ("meta.json", '{"published": "May"}', r"meta\.json: not as it should be"),
        ("reference.jsonl", '{"id": "count", "text": "x"}', "no note 'other' in reference.jsonl"),
        ("reference.jsonl", '{"id": "count"}', r'reference\.jsonl, line 1: no "text"'),
        ("pairs.jsonl", '{"claim": "x", "note_id": "count"}', r'pairs\.jsonl, line 1: no "stance"'),
        ("pairs.jsonl", '{"claim": "x", "note_id": "count", "stance": "maybe"}', "write one of supports, contradicts"),
        ("pairs.jsonl", '{"claim": "x", "note_id": "lost", "stance": "neutral"}', "no note 'lost'"),
    ],
)
def test_what_is_wrong_with_a_case_is_named_with_its_file(case: Path, file: str, text: str, told: str) -> None:
    (case / file).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        read_gold(case)


def test_a_case_without_an_article_or_its_notes_says_so(case: Path) -> None:
    (case / "article.txt").rename(case / "story.txt")
    with pytest.raises(InputError, match=r"no article in it. Name it one of article\.txt, article\.html"):
        read_gold(case)
    (case / "reference.jsonl").unlink()
    with pytest.raises(InputError, match=r"reference\.jsonl"):
        read_gold(case)


# -- figures --------------------------------------------------------------------------------


def shown(name: str, stance: Stance) -> Evidence:
    passage = Passage(id=f"{name}#0", document_id=name, version=1, text="…", span=Span(0, 1))
    return Evidence(
        passage,
        1,
        1.0,
        0.5,
        None,
        StanceJudgement(stance, 0.9, "rules", shown=None if stance is Stance.NEUTRAL else stance),
    )


def outcome(
    verdict: Verdict | None, stances: dict[str, Stance], evidence: Sequence[Evidence] = (), **fields: Any
) -> Outcome:
    gold = ReadersClaim("…", Span(0, 1), "", verdict, frozenset(stances), stances)
    documents = frozenset(one.passage.document_id for one in evidence)
    return Outcome(gold, found=True, evidence=tuple(evidence), shown=documents, wider=documents, **fields)


def counts(outcomes: Sequence[Outcome]) -> dict[str, tuple[int, int]]:
    return {name: (one.count, one.of) for name, one in score(outcomes, 0).figures.items()}


SUPPORTS, CONTRADICTS, NEUTRAL = Stance.SUPPORTS, Stance.CONTRADICTS, Stance.NEUTRAL


def test_stances_count_where_they_are_shown_and_somebody_labelled_them() -> None:
    labels = {"a": SUPPORTS, "b": SUPPORTS, "c": NEUTRAL, "d": CONTRADICTS}
    evidence = [shown("a", SUPPORTS), shown("b", CONTRADICTS), shown("c", SUPPORTS), shown("d", NEUTRAL)]
    outcomes = [outcome(Verdict.SUPPORTED, labels, [*evidence, shown("nobody", SUPPORTS)])]
    figures = counts(outcomes)
    assert figures["supports: said rightly"] == (1, 2)
    assert figures["supports: true and said"] == (1, 2)
    assert figures["contradicts: said rightly"] == (0, 1)
    assert figures["contradicts: true and said"] == (0, 1)
    assert figures["gold evidence as its opposite"] == (1, 3)
    assert score(outcomes, 0).unknown == 1


@pytest.mark.parametrize(
    ("verdict", "proposed", "counted"),
    [
        (Verdict.SUPPORTED, Verdict.SUPPORTED, {"suggestions right": (1, 1), "right of those proposed": (1, 1)}),
        (Verdict.SUPPORTED, None, {"suggestions right": (0, 1), "silent": (1, 1), "right of those proposed": (0, 0)}),
        (Verdict.CONTRADICTED, Verdict.SUPPORTED, {"opposite": (1, 1), "right of those proposed": (0, 1)}),
        (Verdict.UNVERIFIED, Verdict.SUPPORTED, {"too strong": (1, 1), "opposite": (0, 0)}),
        (Verdict.UNVERIFIED, None, {"too strong": (0, 1), "silent": (0, 0)}),
        (None, Verdict.SUPPORTED, {"too strong": (0, 0), "right of those proposed": (0, 0)}),
    ],
)
def test_a_suggestion_is_right_silent_opposite_or_too_strong(
    verdict: Verdict | None, proposed: Verdict | None, counted: dict[str, tuple[int, int]]
) -> None:
    figures = counts([outcome(verdict, {}, proposed=proposed)])
    assert {name: figures[name] for name in counted} == counted


def test_a_figure_of_nothing_has_no_share_and_one_of_all_has_no_width() -> None:
    figures = score([outcome(None, {}), outcome(None, {})], 3).figures
    assert figures["suggestions right"].share is None
    found = figures["claims found"].share
    assert found is not None
    assert (found.value, found.low, found.high) == (1, 1, 1)


@pytest.mark.parametrize(
    ("scores", "expected"), [([1, 2, 3, 4], 1.0), ([4, 3, 2, 1], 0.0), ([1, 1, 1, 1], 0.5), ([1, 3, 2, 4], 0.75)]
)
def test_the_area_counts_pairs_in_the_right_order_and_equals_half(scores: list[float], expected: float) -> None:
    true = np.array([False, False, True, True])
    weights = np.array([[1, 1, 1, 1], [2, 2, 2, 2], [1, 1, 0, 0]])
    assert area(np.array(scores, float), true, weights).tolist() == [expected, expected, 0.5]


# -- the command ----------------------------------------------------------------------------


def test_a_desk_is_checked_case_by_case_and_scored_in_all(run: Run, case: Path) -> None:
    done = run("evaluate", "desk", case.parent, "--json", FACTCHECK_CROSS_ENCODER="rules")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert list(found["cases"]) == ["velm"]
    figures = found["all"]["figures"]
    assert (figures["claims found"]["count"], figures["claims found"]["of"]) == (2, 2)
    assert figures["speakers right"]["value"] == 1
    assert (figures["evidence among those shown"]["count"], figures["evidence among those shown"]["of"]) == (1, 1)
    assert found["all"]["judge"]["pairs"] == 3
    assert 0 <= found["all"]["judge"]["accuracy"]["value"] <= 1
    table = run("evaluate", "desk", case, FACTCHECK_CROSS_ENCODER="rules").stdout
    assert table.startswith("velm: 2 claims")
    assert "evidence among those shown" in table


def test_a_folder_that_is_no_case_ends_the_command_with_what_a_case_is(run: Run, tmp_path: Path) -> None:
    done = run("evaluate", "desk", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "A case is a folder with article.txt, reference.jsonl, gold.json" in done.stderr
