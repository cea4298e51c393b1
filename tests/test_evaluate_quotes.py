"""Quotations beside what people marked: the gold file, the measures, the classes, the rules, the command."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck import articles
from factcheck.domain import Quotation, QuotationKind, Span, Speaker
from factcheck.errors import InputError
from factcheck.evaluate.quotes import (
    Convention,
    GoldDocument,
    GoldQuotation,
    Scores,
    extraction,
    read_gold,
    score,
    worth_of_rules,
)
from factcheck.evaluate.quotes.classes import CLASSES, classes_of
from factcheck.evaluate.quotes.kinds import inside_marks, kind_of

Run = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[1]

STORY = """Quay to stay shut

“The quay is unsafe,” said Mara Ellwood, the harbour master. “Nobody may go there.”

She told reporters on Monday that the repairs would take a year.

According to the tenants' union, rents have doubled. Teo Brandvik called the plan a “disgrace”.
"""


def read(marked: str) -> tuple[str, dict[str, list[Span]]]:
    """A text in which ``{c1 words}`` marks a part, without its marks, and where each part stands."""
    parts: dict[str, list[Span]] = {}
    text = ""
    for piece in re.split(r"(\{\w+ [^{}]*\})", marked):
        name, words = piece[1:-1].split(" ", 1) if piece.startswith("{") else ("", piece)
        parts.setdefault(name, []).append(Span(len(text), len(text) + len(words)))
        text += words
    return text, parts


def gold_of(marked: str, **fields: Any) -> GoldDocument:
    """A document whose quotations are marked ``{c1 content}``, ``{q1 cue}`` and ``{s1 source}``."""
    text, parts = read(marked)
    numbers = sorted({name[1:] for name in parts if name.startswith("c")})
    quotations = tuple(
        GoldQuotation(*(tuple(parts.get(f"{part}{number}", ())) for part in "cqs"), **fields) for number in numbers
    )
    return GoldDocument("story", articles.parse(text.encode(), format="text"), quotations)


def found_in(marked: str, name: str = "") -> list[Quotation]:
    """Quotations marked as in ``gold_of``, as if the program had found them."""
    document = gold_of(marked)
    return [
        Quotation(
            QuotationKind.INDIRECT,
            item.content,
            None,
            item.source[0] if item.source else None,
            None,
            Speaker(name, name) if name else None,
            "a rule",
            0.9,
        )
        for item in document.quotations
    ]


def compare(gold: str, found: str, convention: Convention | None = None, name: str = "", **fields: Any) -> Scores:
    assert read(gold)[0] == read(found)[0], "the two must mark one text"
    return score([gold_of(gold, **fields)], [found_in(found, name)], convention)


# -- the measures ---------------------------------------------------------------------------


def test_what_is_found_scores_in_full_beside_itself() -> None:
    article = articles.parse(STORY.encode(), format="text")
    (found,) = extraction.run([GoldDocument("story", article, ())])
    gold = tuple(
        GoldQuotation(item.content, source=(item.source,) if item.source else (), speaker=item.speaker.name)
        for item in found
        if item.speaker
    )
    assert len(gold) == len(found) > 3
    scores = score([GoldDocument("story", article, gold)], [found])
    assert {tally.f1 for tally in scores.figures.values()} == {1.0}
    assert {tally.recall for tally in scores.shares.values() if tally.gold} == {1.0}


def test_nothing_found_is_no_recall_and_no_division_by_zero() -> None:
    scores = compare("{s1 Ruiz} {q1 said} {c1 rents rose}.", "Ruiz said rents rose.")
    assert scores.figures["exact"].f1 == scores.figures["words"].recall == 0
    assert scores.figures["exact, direct"].f1 == 1, "none were asked for and none found"


def test_marks_and_punctuation_at_the_edges_do_not_count() -> None:
    scores = compare("Ruiz said: {c1 “Rents rose.”}", "Ruiz said{c1 : “Rents rose}.”")
    assert scores.figures["exact"].f1 == 1


@pytest.mark.parametrize(
    ("found", "matched"), [("{c1 one two three four} five.", 1), ("{c1 one two three} four five.", 0)]
)
def test_relaxed_asks_for_four_fifths_of_all_words(found: str, matched: int) -> None:
    scores = compare("{c1 one two three four five}.", found)
    assert (scores.figures["relaxed"].found, scores.figures["exact"].found) == (matched, 0)


def test_each_quotation_is_matched_once_and_the_most_alike_first() -> None:
    marked = "{c1 one two three four} {c2 five}."
    document = gold_of("{c1 one two three four five}.")
    whole, most = found_in("{c1 one two three four five}."), found_in(marked)
    scores = score([document], [[*most, *whole]])
    assert (scores.figures["relaxed"].found, scores.figures["relaxed"].predicted) == (1, 3)
    assert scores.figures["exact"].right == 1


def test_words_are_blind_to_where_quotations_are_cut() -> None:
    scores = compare("{c1 one two three four}.", "{c1 one two} {c2 three four}.")
    assert (scores.figures["words"].f1, scores.figures["relaxed"].f1) == (1, 0)


def test_recall_counts_gold_kinds_and_precision_those_found() -> None:
    scores = compare("Ruiz said {c1 rents “rose”}.", "Ruiz said rents “{c1 rose}”.")
    assert scores.figures["relaxed, mixed"].gold == 1
    assert scores.figures["relaxed, mixed"].predicted == 0
    assert scores.figures["relaxed, direct"].predicted == 1


def test_the_kind_that_the_gold_states_is_believed() -> None:
    scores = compare("Ruiz said {c1 rents rose}.", "Ruiz said {c1 rents rose}.", kind=QuotationKind.MIXED)
    assert (scores.figures["exact, mixed"].recall, scores.figures["exact, indirect"].predicted) == (1, 1)


def test_of_speech_only_beliefs_are_neither_missed_nor_held_against_anybody() -> None:
    gold, whole, inner = (
        "Ruiz hopes {c1 rents will fall}.",
        "Ruiz hopes {c1 rents will fall}.",
        "Ruiz hopes rents {c1 will fall}.",
    )
    for found in (whole, inner, read(gold)[0]):
        figures = compare(gold, found, Convention(speech_only=True), spoken=False).figures
        assert {(figures[name].gold, figures[name].predicted) for name in ("exact", "relaxed", "words")} == {(0, 0)}
    assert compare(gold, whole, spoken=False).figures["exact"].f1 == 1


def test_pieces_end_with_their_paragraph() -> None:
    joined, split = "“{c1 Rents rose.\n\n“Nobody asked why.}”", "“{c1 Rents rose.}\n\n“{c2 Nobody asked why.}”"
    assert compare(joined, split).figures["exact"].f1 == 0
    assert compare(joined, split, Convention(pieces=True)).figures["exact"] == (2, 2, 2, 2)


@pytest.mark.parametrize(
    ("found", "name", "right"),
    [
        ("{c1 Rents rose}, said {s1 Ana Ruiz}, a lawyer. Mr. Ruiz paid Ellwood.", "", 1),
        ("{c1 Rents rose}, said Ana Ruiz, {s1 a lawyer}. Mr. Ruiz paid Ellwood.", "", 0),
        ("{c1 Rents rose}, said Ana Ruiz, a lawyer. {s1 Mr. Ruiz} paid Ellwood.", "", 1),
        ("{c1 Rents rose}, said Ana Ruiz, a lawyer. Mr. Ruiz paid {s1 Ellwood}.", "", 0),
        ("{c1 Rents rose}, said Ana Ruiz, a lawyer. Mr. Ruiz paid Ellwood.", "Ana Maria Ruiz", 1),
        ("{c1 Rents rose}, said Ana Ruiz, a lawyer. Mr. Ruiz paid Ellwood.", "", 0),
    ],
)
def test_a_source_is_right_where_it_overlaps_or_ends_in_the_same_word(found: str, name: str, right: int) -> None:
    scores = compare("{c1 Rents rose}, said {s1 Ana Ruiz}, a lawyer. Mr. Ruiz paid Ellwood.", found, name=name)
    assert scores.shares["source"] == (right, 1, 0, 0)
    assert scores.figures["with the right source"].f1 == right


def test_a_source_that_the_gold_does_not_name_must_not_be_invented() -> None:
    invented = compare("“{c1 Rents rose.}” Ruiz left.", "“{c1 Rents rose.}” {s1 Ruiz} left.")
    assert invented.figures["with the right source"].f1 == 0
    left_open = compare("“{c1 Rents rose.}” Ruiz left.", "“{c1 Rents rose.}” Ruiz left.")
    assert left_open.figures["with the right source"].f1 == 1


@pytest.mark.parametrize(
    ("name", "full", "last"),
    [("Ana Ruiz", 1, 1), ("Sen. Ana Ruiz", 1, 1), ("Leo Ruiz Jr.", 0, 1), ("Ana Ellwood", 0, 0)],
)
def test_a_speaker_is_compared_by_full_and_by_last_name(name: str, full: int, last: int) -> None:
    scores = compare(
        "{s1 She} {q1 said} {c1 rents rose}.", "{s1 She} said {c1 rents rose}.", name=name, speaker="Ana Ruiz"
    )
    assert (scores.shares["full name"].found, scores.shares["last name"].found) == (full, last)
    assert scores.shares["source, pronoun"].gold == 1


def test_intervals_hold_the_figure_and_are_the_same_every_time() -> None:
    good, bad = "{s1 Ruiz} said {c1 rents rose}.", "Ruiz said {c1 rents} rose."
    documents = [gold_of(good)] * 20
    found = [found_in(good)] * 15 + [found_in(bad)] * 5
    scores, again = score(documents, found), score(documents, found)
    assert scores.estimates == again.estimates
    exact = scores.estimates["exact"]
    assert exact.value == scores.figures["exact"].f1 == 0.75
    assert 0.4 < exact.low < 0.75 < exact.high < 1
    assert score(documents[:1], found[:1]).estimates == {}, "one document tells nothing of others"


# -- kinds, by the marks of the text --------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He said “rents rose” twice.", "“rents rose”"),
        ('He said "rents rose" twice.', '"rents rose"'),
        ("He said ``rents rose'' twice.", "``rents rose''"),
        ("He said 'rents rose' twice.", "'rents rose'"),
        ("He said «rents rose» twice.", "«rents rose»"),
        ("The tenants' rents and the owner's pay", ""),
        ('A 12" pipe and a rent', ""),
        ("“Rents rose.\n\nNobody asked.", "“Rents rose."),
        ("“It's ‘rent’ day” came", "“It's ‘rent’ day”"),
        ("the '90s and rock 'n' roll", ""),
    ],
)
def test_words_inside_marks(text: str, inside: str) -> None:
    told = inside_marks(text)
    assert "".join(character for character, mark in zip(text, told, strict=True) if mark) == inside


@given(st.text(alphabet=st.sampled_from("ab .\n'\"“”‘’«»„`1")))
def test_any_text_can_be_told_and_marks_stay_in_their_paragraph(text: str) -> None:
    told = inside_marks(text)
    assert len(told) == len(text)
    assert not any(told[at] for at, character in enumerate(text) if character == "\n")
    for line in re.finditer(r"[^\n]+", text):
        assert inside_marks(line.group()) == told[line.start() : line.end()]


def test_a_content_is_mixed_where_only_part_of_it_stands_in_marks() -> None:
    text = "rents “rose” by half"
    told = inside_marks(text)
    assert kind_of(text, [Span(0, 20)], told) is QuotationKind.MIXED
    assert kind_of(text, [Span(7, 11)], told) is QuotationKind.DIRECT
    assert kind_of(text, [Span(13, 20)], told) is QuotationKind.INDIRECT


# -- classes --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{s1 She} {q1 said} {c1 rents rose by a third}.", {"pronoun for a source"}),
        ("Ana Ruiz came. {s1 Mrs. Ruiz} {q1 said} {c1 rents rose by a third}.", {"surname for a source"}),
        ("{s1 Ruiz} {q1 said} {c1 rents rose by a third}.", set()),
        ("{s1 Other officials} {q1 said} {c1 rents rose by a third}.", {"group or nameless source"}),
        ("{s1 a lawyer close to Ruiz} {q1 said} {c1 rents rose by a third}.", {"group or nameless source"}),
        ("{s1 A poll of 900 people} {q1 found} {c1 rents rose by a third}.", {"document or poll as source"}),
        (
            "{s1 Ana Ruiz, a lawyer at the Harbour Law Centre}, {q1 said} {c1 rents rose by a third}.",
            {"long source with a comma"},
        ),
        ("“{c1 Rents rose by a third.}”", {"no source marked"}),
        ("“{c1 Rents rose by a third},” {q1 said} {s1 Ana Ruiz}.", {"verb before its source"}),
        ("“{c1 Rents rose},” {s1 Ana Ruiz} {q1 said}, “{c1 by a third}.”", {"content split by the cue"}),
        ("{s1 Ana Ruiz} {q1 called} it {c1 “a disgrace”}.", {"one to three words"}),
        ("{s1 Ana Ruiz} {q1 said}: “{c1 Rents rose.}\n\n“{c1 Nobody asked why.}”", {"several paragraphs"}),
        ("{s1 Ruiz}: {c1 Rents rose by a third}", {"colon or dash, no verb"}),
        ("{s1 Ana Ruiz} {q1 told} us {c1 rents rose by a third}.", {"told somebody"}),
        ("{s1 Ana Ruiz} {q1 has not said} {c1 whether rents rose again}.", {"denied or declined"}),
    ],
)
def test_a_class_is_told_from_the_gold(marked: str, expected: set[str]) -> None:
    document = gold_of(marked)
    assert classes_of(document.quotations[0], document.text) - {"all"} == expected


def test_every_class_has_its_counts() -> None:
    scores = compare("{s1 She} said {c1 rents rose by a third}.", "{s1 She} said {c1 rents rose} by a third.")
    assert list(scores.classes) == list(CLASSES)
    assert scores.classes["pronoun for a source"] == scores.classes["all"] == (0, 1, 0, 0)
    assert scores.class_edges["all"].found == 0, "two words of five are not most of them"
    assert scores.class_sources["all"].gold == 0


# -- gold files -----------------------------------------------------------------------------


def line(**changes: Any) -> str:
    fields = {
        "doc_id": "a",
        "text": "Ruiz said rents rose.",
        "quotes": [{"id": "q1", "content": [[10, 20]], "source": [[0, 4]]}],
    }
    return json.dumps(fields | changes)


def test_gold_is_read_plain_and_compressed(tmp_path: Path) -> None:
    words = f"{line()}\n\n{line(doc_id='b')}\n"
    plain, packed = tmp_path / "gold.jsonl", tmp_path / "gold.jsonl.gz"
    plain.write_text(words)
    packed.write_bytes(gzip.compress(words.encode()))
    for file in (plain, packed):
        documents = list(read_gold(file))
        assert [item.id for item in documents if isinstance(item, GoldDocument)] == ["a", "b"]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("{", "not valid JSON"),
        ("[]", "not a JSON object; write {"),
        ('{"doc_id": "a"}', 'no "text"; write {"doc_id"'),
        ("[" * 100_000, "nested too deep"),
        (line(text=7), '"text" is not a string'),
        (line(text="half \ud800"), '"text" holds half a surrogate pair'),
        (line(text=""), "line 1"),
        (line(text="Ruiz said\r\nrents rose."), "not as it is read"),
        (line(quotes=[{"id": "q7", "content": [[10, 99]]}]), "the content of q7 is [10, 99]"),
        (line(quotes=[{"id": "q7", "content": [[9, 9]]}]), "the content of q7 is [9, 9]"),
        (line(quotes=[{"id": "q7", "content": [["a", 9]]}]), "the content of q7"),
        (line(quotes=[{"id": "q7", "content": []}]), "q7 has no content"),
        (line(quotes=["q7"]), "some field is not as it should be; write {"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path, bad: str, said: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(f"{bad}\n{line()}\n")
    problem, document = read_gold(file)
    assert isinstance(problem, InputError)
    assert f"{file}, line 1" in str(problem)
    assert said in str(problem)
    assert isinstance(document, GoldDocument)


@pytest.mark.parametrize("content", [b"no gzip", gzip.compress(line().encode() * 50)[:-20]], ids=["none", "cut"])
def test_a_broken_archive_is_an_error_that_names_it(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "gold.jsonl.gz"
    file.write_bytes(content)
    with pytest.raises(InputError, match=r"gold\.jsonl\.gz: cannot be read"):
        list(read_gold(file))


# -- rules ----------------------------------------------------------------------------------


def test_a_rule_that_is_switched_off_is_missed_where_it_fired() -> None:
    document = gold_of("“{c1 The quay is unsafe},” {q1 said} {s1 Mara Ellwood}. Rain fell.")
    worth = {one.name: one for one in worth_of_rules([document])}
    assert worth["inverted after content"].fired == 1
    assert worth["inverted after content"].without.figures["with the right source"].f1 == 0
    assert worth["according to"].fired == 0
    assert worth["according to"].without.figures["exact"].f1 == 1


def test_the_page_on_quotations_shows_the_modules_and_rules_as_they_are() -> None:
    tool = [sys.executable, str(ROOT / "tools" / "quotation_tables.py"), "--check"]
    done = subprocess.run(tool, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


# -- the command ----------------------------------------------------------------------------


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    text, parts = read(
        "“{c1 The quay is unsafe},” {q1 said} {s1 Mara Ellwood}.\n\n"
        "{s2 She} {q2 told} reporters {c2 the repairs take a year}."
    )
    quotes = [
        {
            "id": f"q{n}",
            "content": parts[f"c{n}"],
            "cue": parts[f"q{n}"],
            "source": parts[f"s{n}"],
            "cue_class": "speech",
        }
        for n in (1, 2)
    ]
    file = tmp_path / "gold.jsonl"
    file.write_text("\n".join(json.dumps({"doc_id": name, "text": text, "quotes": quotes}) for name in ("a", "b")))
    return file


def test_the_command_prints_figures_classes_and_rules(run: Run, gold_file: Path) -> None:
    done = run("evaluate", "quotes", gold_file, "--speech-only", "--pieces", "--rules")
    assert done.returncode == 0, done.stderr
    assert "2 documents, speech only, piece by piece" in done.stdout
    assert re.search(r"^exact +1\.000 +1\.000 +1\.000", done.stdout, re.MULTILINE)
    assert re.search(r"^verb before its source +2 +1\.000 +1\.000", done.stdout, re.MULTILINE)
    assert re.search(r"^inverted after content +2 +0\.\d", done.stdout, re.MULTILINE)


def test_json_holds_what_the_lines_hold(run: Run, gold_file: Path) -> None:
    done = run("evaluate", "quotes", gold_file, "--json", "--rules", "--without", "inverted after content")
    shown = json.loads(done.stdout)
    assert (shown["documents"], shown["without"]) == (2, ["inverted after content"])
    assert shown["figures"]["exact"].keys() == {"precision", "recall", "f1", "gold", "found", "interval"}
    assert shown["figures"]["with the right source"]["recall"] < 1
    assert shown["classes"]["all"]["recall"]["of"] == 4
    assert "inverted after content" not in [one["rule"] for one in shown["rules"]]


def test_what_was_found_is_written_in_the_shape_of_the_command_quotes(
    run: Run, gold_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "found.jsonl"
    assert run("evaluate", "quotes", gold_file, "--run-out", out).returncode == 0
    written = [json.loads(text) for text in out.read_text().splitlines()]
    plain = [json.loads(text) for text in run("quotes", gold_file, "--json").stdout.splitlines()]
    assert [item["quotes"] for item in written] == [item["quotes"] for item in plain]
    assert [item["doc_id"] for item in written] == ["a", "b"]


def test_a_bad_line_is_skipped_and_the_exit_code_says_so(run: Run, gold_file: Path) -> None:
    gold_file.write_text(gold_file.read_text() + "\n{oops\n")
    done = run("evaluate", "quotes", gold_file)
    assert done.returncode == 3
    assert f"{gold_file}, line 3: not valid JSON" in done.stderr
    assert "2 documents" in done.stdout


@pytest.mark.parametrize("content", ["", "{oops\n"])
def test_a_file_without_a_document_is_a_failure(run: Run, tmp_path: Path, content: str) -> None:
    file = tmp_path / "empty.jsonl"
    file.write_text(content)
    done = run("evaluate", "quotes", file)
    assert (done.returncode, done.stdout) == (1, "")
    assert "no gold document" in done.stderr
    assert run("evaluate", "quotes", tmp_path / "absent.jsonl").returncode == 1


def test_an_unknown_rule_is_refused_and_the_known_are_named(run: Run, gold_file: Path) -> None:
    done = run("evaluate", "quotes", gold_file, "--without", "magic")
    assert done.returncode == 2
    assert "according to" in done.stderr


# -- beside another scorer ------------------------------------------------------------------

THEIRS = {"words": "tokens", "with the right source": "end-to-end"} | {
    f"{ours}{kind and ', '}{kind}": f"{theirs}/{kind or 'all'}"
    for ours, theirs in (("exact", "strict"), ("relaxed", "relaxed"))
    for kind in ("", *QuotationKind)
}


TEXTS = 20  # of another scorer's set: what it counts otherwise shows in a few


@pytest.mark.parametrize("flags", [[], ["--speech-only", "--pieces"]], ids=["whole", "speech in pieces"])
def test_figures_are_those_of_the_shared_scorer(shared: Path, tmp_path: Path, run: Run, flags: list[str]) -> None:
    gold, out = tmp_path / "gold.jsonl", tmp_path / "found.jsonl"
    lines = gzip.decompress((shared / "data" / "quotes" / "polnear_dev.jsonl.gz").read_bytes()).splitlines(True)
    gold.write_bytes(b"".join(lines[:TEXTS]))
    ours = json.loads(run("evaluate", "quotes", gold, *flags, "--json", "--run-out", out).stdout)
    scorer = [sys.executable, str(shared / "scorers" / "score_quotes.py"), str(gold), str(out), "--json", *flags]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    theirs = json.loads(subprocess.run(scorer, capture_output=True, check=True, text=True, env=environment).stdout)
    for name, figure in ours["figures"].items():
        assert figure["f1"] == pytest.approx(theirs[THEIRS[name]]["F1"], abs=0.0005), name
    for name, share in (("source", "all"), ("source, noun", "nominal"), ("source, pronoun", "pronoun")):
        assert ours["shares"][name]["share"] == pytest.approx(theirs[f"source/{share}"]["acc"], abs=0.0005), name
