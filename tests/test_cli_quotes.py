"""`factcheck quotes`: in context, as a table, as JSON lines, with reasons and with a profile."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.cli.quoted import in_context, in_table
from factcheck.domain import Article, Block, BlockKind, Quotation, QuotationKind, Span, Speaker, SpeakerKind
from factcheck.report.paint import Paint
from factcheck.report.plain import columns

Run = Callable[..., CompletedProcess[str]]

STORY = """Bridge to reopen

“The bridge is safe,” Ana Ruiz, an engineer at Lund University, told the Lund Courier. “We tested it twice.”

The ferry arrived late.

She added that the ferry would stop on Monday. Officials said that they knew of no delay.
"""
GERMAN = (
    "Brücke gesperrt\n\nDer Hafen von Lund bleibt bis auf weiteres geschlossen. „Wir haben die Brücke dreimal "
    "geprüft“, sagte Ingrid Holm am Montag. Die Reparatur dauert nach Angaben der Stadt noch mindestens vier "
    "Wochen, und die Fähren fahren so lange nur am Wochenende.\n"
)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def read(done: CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def test_paragraphs_with_quotations_are_shown_with_words_source_and_cue_marked(run: Run, story: Path) -> None:
    shown = " ".join(run("quotes", story).stdout.split())
    assert "“‹The bridge is safe,›1” [Ana Ruiz, an engineer at Lund University,] _told_ the Lund Courier." in shown
    assert "“‹We tested it twice.›1”" in shown
    assert (
        "1 direct · Ana Ruiz (engineer at Lund University) – told, to the Lund Courier (interview) · 0.95 by source"
        in shown
    )
    assert "[She] _added_" in shown
    assert "Officials (anonymous)" in shown
    assert "The mayor arrived late" not in shown


def test_the_table_has_a_line_a_quotation_and_fits_the_terminal(run: Run, story: Path) -> None:
    for width in ("60", "80", "100"):
        head, *rows = run("quotes", story, "-f", "table", COLUMNS=width).stdout.splitlines()
        assert head.split() == ["#", "kind", "speaker", "role", "cue", "to", "words"]
        assert [row.split()[0] for row in rows] == ["1", "2", "3"]
        assert max(map(len, (head, *rows))) <= int(width)


def test_json_is_another_word_for_jsonl_and_its_shape_stays(run: Run, story: Path) -> None:
    found = read(run("quotes", story, "--json"))
    assert found == read(run("quotes", story, "--format", "jsonl"))
    assert set(found) == {"doc_id", "source", "text", "limits", "quotes"}
    for item in found["quotes"]:
        assert list(item) == [
            "id",
            "kind",
            "content",
            "cue",
            "source",
            "speaker",
            "role",
            "speaker_kind",
            "addressee",
            "spoke",
            "rule",
            "confidence",
            "within",
        ]
        assert all(found["text"][start:end] for start, end in (*item["content"], *item["cue"], *item["source"]))


def test_explain_names_the_rule_with_its_example_and_what_was_considered(run: Run, story: Path) -> None:
    shown = " ".join(run("quotes", story, "--explain").stdout.split())
    assert "rule: source and cue after content – The bridge is safe, the engineer told reporters on Monday." in shown
    assert "✓ Ana Ruiz: the last spoken of that “she” can mean: a woman" in shown
    second = read(run("quotes", story, "--explain", "--json"))["quotes"][1]
    assert second["explanation"]["example"]
    assert {"name": "Ana Ruiz", "chosen": True, "why": "the last spoken of that “she” can mean: a woman"} in second[
        "explanation"
    ]["candidates"]


def test_what_a_speaker_tells_of_others_is_shown_beneath_the_quotation(run: Run) -> None:
    text = "Bridge to reopen\n\nThe ministry said that the mayor had told them that the bridge is safe.\n"
    assert "within: the mayor – had told: “that the bridge is safe”" in run("quotes", "-", stdin=text).stdout
    found = read(run("quotes", "-", "--json", stdin=text))
    (quotation,) = found["quotes"]
    (told,) = quotation["within"]
    assert (quotation["speaker"], told["speaker"], told["role"]) == ("ministry", "mayor", None)
    start, end = told["content"][0]
    assert found["text"][start:end] == "that the bridge is safe"


def test_the_profile_tells_who_is_quoted_how_much_and_how_they_spoke(run: Run, story: Path) -> None:
    lines = run("quotes", story, "--profile").stdout.splitlines()
    assert lines[0].startswith("3 quotations of 2 sources, ")
    assert "! anonymous sources: 1 of 3 quotations (33%) from sources not named" in lines
    assert "Ana Ruiz, engineer at Lund University" in lines
    assert "     spoke: interview" in lines
    assert "     also: she" in lines
    found = read(run("quotes", story, "--profile", "--json"))
    ruiz = found["profile"]["sources"][0]
    assert (ruiz["name"], ruiz["quotations"], ruiz["to"]) == ("Ana Ruiz", 2, ["the Lund Courier"])
    assert found["text"][ruiz["first"] :].startswith("The bridge is safe")


def test_options_that_exclude_each_other_are_refused(run: Run, story: Path) -> None:
    for options in (("-f", "table", "--explain"), ("-f", "table", "--profile"), ("--explain", "--profile")):
        done = run("quotes", story, *options)
        assert (done.returncode, done.stdout) == (2, "")


def test_other_languages_give_their_marked_quotations_and_one_notice(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mixed.jsonl"
    documents = [{"doc_id": name, "text": text} for name, text in (("a", GERMAN), ("b", STORY), ("c", GERMAN))]
    path.write_text("\n".join(map(json.dumps, documents)), encoding="utf-8")
    done = run("quotes", path, "--json")
    assert done.returncode == 0
    first, second, _ = map(json.loads, done.stdout.splitlines())
    assert [(item["speaker"], item["rule"]) for item in first["quotes"]] == [("Ingrid Holm", "name beside marks")]
    assert "attribution is limited" in first["limits"]
    assert second["limits"] is None
    start, end = first["quotes"][0]["content"][0]
    assert first["text"][start:end] == "Wir haben die Brücke dreimal geprüft"
    assert second["quotes"][0]["speaker"] == "Ana Ruiz"
    assert done.stderr.count("attribution is limited") == 1
    assert "and 1 more" in done.stderr
    assert run("--quiet", "quotes", path, "--json").stderr == ""
    assert "Ingrid Holm – sagte" in run("quotes", "-", stdin=GERMAN).stdout


def test_several_documents_are_told_apart(run: Run, story: Path) -> None:
    shown = run("quotes", story, story).stdout
    assert shown.count("== ") == 2
    assert shown.count("‹The bridge is safe,›1") == 2


def test_an_article_without_quotations_says_so_in_every_form(run: Run) -> None:
    for options in ((), ("-f", "table"), ("--profile",), ("--explain",)):
        assert run("quotes", "-", *options, stdin="A quiet day\n\nNothing.\n").stdout == "No quotation found.\n"
    assert read(run("quotes", "-", "--json", "--profile", stdin="A quiet day\n"))["profile"]["sources"] == []


# -- marking ------------------------------------------------------------------------------

LETTERS = st.text(alphabet="abc öü\t\n漢", min_size=1, max_size=60)
SPANS = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@st.composite
def marked(draw: st.DrawFn) -> tuple[Article, list[Quotation]]:
    """A text of two blocks and quotations anywhere in it: nested, overlapping, across the blocks."""
    text = draw(LETTERS) + draw(LETTERS)
    cut = draw(st.integers(0, len(text)))
    blocks = (Block(BlockKind.PARAGRAPH, Span(0, cut)), Block(BlockKind.PARAGRAPH, Span(cut, len(text))))

    def clipped(span: Span | None) -> Span | None:
        return Span(min(span.start, len(text) - 1), min(span.end, len(text))) if span else None

    made = []
    for contents, cue, source in draw(
        st.lists(st.tuples(st.lists(SPANS, min_size=1, max_size=3), st.none() | SPANS, st.none() | SPANS), max_size=4)
    ):
        content = tuple(span for span in map(clipped, contents) if span)
        speaker = Speaker("Ana Ruiz", "she", None, SpeakerKind.PERSON)
        made.append(Quotation(QuotationKind.DIRECT, content, clipped(cue), clipped(source), None, speaker, "rule", 0.5))
    return Article(text, blocks), made


def paragraphs(lines: list[str]) -> str:
    """The article's words among the lines: those without the lines that say whose the words are."""
    kept, skipping = [], False
    for line in lines:
        skipping = bool(re.match(r" +\d+  (?:direct|goes on)", line)) or (skipping and line.startswith("     "))
        kept += [] if skipping else [line]
    return "".join("".join(kept).split())


@given(marked(), st.integers(20, 90))
def test_marks_add_signs_and_change_no_word_however_they_overlap(
    case: tuple[Article, list[Quotation]], width: int
) -> None:
    article, quotations = case
    lines = list(in_context(article, quotations, (), width, Paint(False)))
    shown = paragraphs(lines) if quotations else ""
    blocks = [
        block.span.of(article.text)
        for block in article.blocks
        if any(span.overlaps(block.span) for item in quotations for span in item.content)
    ]
    assert re.sub(r"[‹›\[\]_0-9]", "", shown) == "".join("".join(blocks).split())
    assert shown.count("‹") == shown.count("›")
    assert shown.count("[") == shown.count("]")


@given(marked(), st.integers(20, 90))
def test_colour_shows_the_same_words_and_every_colour_ends(case: tuple[Article, list[Quotation]], width: int) -> None:
    article, quotations = case
    lines = list(in_context(article, quotations, (), width, Paint(True)))
    plain = [re.sub(r"[‹›\[\]_0-9]", "", line) for line in in_context(article, quotations, (), 10_000, Paint(False))]
    bare = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹0-9]", "", _COLOUR.sub("", "\n".join(lines)))
    assert bare.split() == "\n".join(plain).split() or "".join(bare.split()) == "".join("".join(plain).split())
    for line in lines:
        assert line.count("\x1b[0m") * 2 == line.count("\x1b[")


@given(marked(), st.integers(40, 120))
def test_no_line_of_the_table_is_wider_than_the_terminal(case: tuple[Article, list[Quotation]], width: int) -> None:
    article, quotations = case
    assert all(columns(line) <= width for line in in_table(article, quotations, width, Paint(False)))


def test_an_encoding_that_is_named_is_taken_and_a_name_of_none_is_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_bytes(
        "“We have no choice,” said Petra Oświn, the mayor of Orvale, on Monday in the hall.\n".encode("cp1250")
    )
    assert "Petra Oświn" in run("quotes", file, "--encoding", "windows-1250").stdout
    told = run("quotes", file, "--encoding", "martian")
    assert told.returncode == 2
    assert "'martian': the name of no encoding" in told.stderr
    guessed = run("quotes", file)
    assert "--encoding NAME reads it in another" in guessed.stderr
