"""Findings of an earlier run that a person labelled: the file, the shares, the command, and how a labelling begins."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from factcheck import articles
from factcheck.domain import Quotation, QuotationKind, Span, Speaker
from factcheck.errors import InputError
from factcheck.evaluate.quotes import (
    Departure,
    DocumentOutcome,
    Labelled,
    LabelledDocument,
    NameLabel,
    SpanLabel,
    read_labelled,
    score_labelled,
)

Run = Callable[..., subprocess.CompletedProcess[str]]
TEXT = "Mara Ellwood said the quay is unsafe and shut. The team scanned ten hearts. Teo Brandvik said rents rose."
CONTENT, SCANNED, ROSE = "the quay is unsafe and shut", "ten hearts", "rents rose"


def spans(words: str) -> tuple[Span, ...]:
    start = TEXT.index(words)
    return (Span(start, start + len(words)),)


def now(words: str, speaker: str | None = None, role: str | None = None) -> Quotation:
    found = Speaker(speaker, speaker, role) if speaker else None
    return Quotation(QuotationKind.INDIRECT, spans(words), None, None, None, found, "a rule", 0.9)


def outcome(findings: list[Labelled], found: list[Quotation]) -> DocumentOutcome:
    document = LabelledDocument("quay", articles.parse(TEXT.encode(), format="text"), tuple(findings))
    (only,) = score_labelled([document], [found]).documents
    return only


def labelled(words: str, span: str, speaker: str = "", is_: str | None = None, role: str = "", **more: Any) -> Labelled:
    return Labelled(spans(words), SpanLabel(span), speaker, NameLabel(is_) if is_ else None, role, **more)


# -- the measure ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "found", "figure", "counts"),
    [
        ("right", CONTENT, "kept", (1, 1)),
        ("right", "the quay is unsafe and", "kept", (1, 1)),  # 22 of 27 characters
        ("right", "the quay is unsafe", "kept", (0, 1)),  # 18 of 27
        ("right", SCANNED, "kept", (0, 1)),
        ("invented", "the quay is unsafe", "invented again", (1, 1)),
        ("invented", "the quay", "invented again", (0, 1)),
        ("wrong", CONTENT, "wrong span again", (1, 1)),
        ("wrong", "the quay is unsafe and", "wrong span again", (0, 1)),
        ("right", "the quay", "new", (1, 1)),  # less than three tenths of what was labelled
        ("right", "the quay is", "new", (0, 1)),
    ],
)
def test_a_finding_is_made_again_where_it_shares_enough(
    label: str, found: str, figure: str, counts: tuple[int, int]
) -> None:
    tally = outcome([labelled(CONTENT, label)], [now(found)]).figures[figure]
    assert (tally.found, tally.gold) == counts


@pytest.mark.parametrize(
    ("before", "label", "after", "kept", "changed", "what"),
    [
        ("Mara Ellwood", "right", "Ellwood", (1, 1), (0, 0), None),
        ("Mara Ellwood", "right", "Teo Brandvik", (0, 1), (0, 0), "other speaker"),
        ("", "right", None, (1, 1), (0, 0), None),
        ("", "right", "Teo Brandvik", (0, 1), (0, 0), "other speaker"),
        ("", "missing", "Mara Ellwood", (0, 0), (1, 1), "speaker was missing"),
        ("quay Mara Ellwood", "garbled", "quay Mara Ellwood", (0, 0), (0, 1), "speaker was garbled"),
        ("Mara Ellwood", None, "Teo Brandvik", (0, 0), (0, 0), None),
    ],
)
def test_a_right_speaker_is_to_be_kept_and_a_wrong_one_to_be_another(
    before: str,
    label: str | None,
    after: str | None,
    kept: tuple[int, int],
    changed: tuple[int, int],
    what: str | None,
) -> None:
    result = outcome([labelled(CONTENT, "right", before, label)], [now(CONTENT, after)])
    figures = result.figures
    assert [(figures[name].found, figures[name].gold) for name in ("speaker kept", "speaker changed")] == [
        kept,
        changed,
    ]
    assert [departure.what for departure in result.departures] == ([what] if what else [])


def test_a_role_is_judged_apart_from_its_speaker() -> None:
    finding = labelled(CONTENT, "right", "Mara Ellwood", "right", "Meet pilot", role_is=NameLabel.GARBLED)
    result = outcome([finding], [now(CONTENT, "Mara Ellwood", "pilot")])
    assert (result.figures["role changed"].found, result.figures["speaker kept"].found) == (1, 1)
    assert result.departures == (Departure("role was garbled", CONTENT, "Meet pilot", "pilot"),)


def test_precision_counts_what_nobody_labelled_against_the_run() -> None:
    findings = [labelled(CONTENT, "right"), labelled(SCANNED, "invented")]
    result = outcome(findings, [now(CONTENT), now(SCANNED, "team"), now(ROSE, "Teo Brandvik")])
    assert (result.figures["precision"].found, result.figures["precision"].gold) == (1, 3)
    assert result.departures == (
        Departure("invented again", SCANNED, "", "team"),
        Departure("new", ROSE, "", "Teo Brandvik"),
    )


# -- the file -------------------------------------------------------------------------------


def line(**changes: Any) -> str:
    finding = {"span": "right", "content": [[18, 45]], "speaker": "Mara Ellwood", "speaker_is": "right"}
    return json.dumps({"doc_id": "quay", "text": TEXT, "found": [finding | changes]})


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (line(span=None), 'finding 1, “the quay is unsafe and shut”: "span" is None; write one of right, wrong, inv'),
        (line(span="rihgt"), "\"span\" is 'rihgt'; write one of right, wrong, invented"),
        (line(span=["right"]), "\"span\" is ['right']; write"),
        (line(speaker_is="maybe"), "\"speaker_is\" is 'maybe'; write one of right, wrong, garbled"),
        (line(content=[[18, 999]]), "the content of finding 1 is [18, 999]"),
        (line(content=[]), 'finding 1 has no content; write {"doc_id"'),
        (line(speaker=7), '"speaker" is not a string'),
        ('{"doc_id": "quay", "text": "Rain fell."}', 'write {"doc_id", "text", "found"'),
        ('{"doc_id": "quay", "text": "Rain fell.", "found": [7]}', 'write {"doc_id", "text", "found"'),
    ],
)
def test_a_bad_line_is_named_with_its_finding_and_the_others_are_read(tmp_path: Path, bad: str, said: str) -> None:
    file = tmp_path / "labelled.jsonl"
    file.write_text(f"{line()}\n{bad}\n")
    document, problem = read_labelled(file)
    assert isinstance(document, LabelledDocument)
    assert isinstance(problem, InputError)
    assert str(problem).startswith(f"{file}, line 2: ")
    assert said in str(problem)


def test_a_json_file_holds_one_document_over_many_lines(tmp_path: Path) -> None:
    file = tmp_path / "quay.json"
    file.write_text(json.dumps(json.loads(line()), indent=1))
    (document,) = read_labelled(file)
    assert isinstance(document, LabelledDocument)
    assert document.findings == (labelled(CONTENT, "right", "Mara Ellwood", "right"),)
    file.write_text('{"doc_id": "quay",\n "text": oops}')
    (problem,) = read_labelled(file)
    assert str(problem).startswith(f"{file}, line 2: not valid JSON at column 10")


# -- the command ----------------------------------------------------------------------------


def test_a_labelling_is_begun_filled_in_and_scored(run: Run, tmp_path: Path) -> None:
    story, gold = tmp_path / "quay.html", tmp_path / "quay.json"
    story.write_text(
        "<html><body><article><h1>Quay to stay shut</h1><p>“The quay is unsafe,” said Mara Ellwood.</p>"
        "<p>Rents rose, she said.</p></article></body></html>"
    )
    begun = run("quotes", story, "--format", "labelling")
    gold.write_text(begun.stdout)
    assert json.loads(begun.stdout)["doc_id"] == "quay"
    unfilled = run("evaluate", "quotes", "--labelled", gold)
    assert (unfilled.returncode, unfilled.stdout) == (1, "")
    assert f'{gold}: finding 1, “The quay is unsafe,”: "span" is None; write one of' in unfilled.stderr

    gold.write_text(begun.stdout.replace('"span": null', '"span": "right"').replace('_is": null', '_is": "right"'))
    scored = run("evaluate", "quotes", "--labelled", gold, gold)
    assert scored.returncode == 0, scored.stderr
    assert "quay: kept 2 of 2, invented again 0 of 0, new 0 of 2" in scored.stdout
    shown = json.loads(run("evaluate", "quotes", "--labelled", gold, "--json").stdout)
    shares = {name: figure["share"] for name, figure in shown["figures"].items() if figure["of"]}
    assert shares == {"kept": 1, "speaker kept": 1, "role kept": 1, "new": 0, "precision": 1}
    assert shown["by_document"][0]["departures"] == []

    lost = run(
        "evaluate", "quotes", "--labelled", gold, "--without", "inverted after content", "--without", "words in marks"
    )
    assert "lost: The quay is unsafe, (Mara Ellwood)" in lost.stdout


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["quotes", "{story}", "{story}", "--format", "labelling"], "a labelling holds one document"),
        (["quotes", "{story}", "--format", "labelling", "--explain"], "a labelling has no room for --explain"),
        (["evaluate", "quotes", "--labelled", "{story}", "--pieces"], "--labelled goes without"),
    ],
)
def test_what_does_not_go_together_is_refused(run: Run, tmp_path: Path, command: list[str], said: str) -> None:
    story = tmp_path / "quay.txt"
    story.write_text(TEXT)
    done = run(*(word.format(story=story) for word in command))
    assert done.returncode == 2
    assert said in done.stderr


def test_shares_are_those_of_the_shared_scorer(shared: Path, tmp_path: Path, run: Run) -> None:
    gold, out = shared / "data" / "quotes" / "news20_dev.jsonl", tmp_path / "found.jsonl"
    ours = json.loads(run("evaluate", "quotes", "--labelled", gold, "--json", "--run-out", out).stdout)["figures"]
    scorer = [sys.executable, str(shared / "scorers" / "score_news.py"), str(gold), str(out), "--json"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    theirs = json.loads(subprocess.run(scorer, capture_output=True, check=True, text=True, env=environment).stdout)
    names = {"kept": "kept", "invented again": "invented", "speaker kept": "speaker", "precision": "precision"}
    assert {name: ours[name]["share"] for name in names} == {
        name: pytest.approx(theirs[key], abs=5e-5) for name, key in names.items()
    }
