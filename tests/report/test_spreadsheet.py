"""Cells that no spreadsheet takes for a formula, and that lose nothing."""

from __future__ import annotations

import csv
import io
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factcheck.report.spreadsheet import BOM, cell, csv_text

FORMULA = "=+-@＝＋－＠﹦﹢﹣﹫"
OPENS = f"{FORMULA}\t\r\n\0"
TRICKS = [
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\0=1",
    "  =1",
    '"=1',
    "' =1",
    "“=1",
    "\u200b=1",
    "\ufeff=1",
    "\u202e=1",
    "\u00a0=1",
    "＝1+1",
    "＠SUM",
    "\x1b=1",
    "\xad\u2060\u3000=1",
]
text = st.text(st.sampled_from("ab =+-@\t\r\n\0\"';,|＝\u200b\u202e\x85\u2028x\ud800") | st.characters(), max_size=30)


def read(made: str, **dialect: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.removeprefix(BOM), newline=""), **dialect))  # type: ignore[arg-type]


def begins(words: str) -> str:
    """The first letter that a program would look at: behind white space, quotation marks and what has no shape."""
    unseen = "\"'`´“”„‟‘’‚‛«»‹›\u2800\u3164\u115f"
    return next(
        (
            one
            for one in words
            if one in OPENS or not (one.isspace() or one in unseen or unicodedata.category(one)[0] == "C")
        ),
        "",
    )


@pytest.mark.parametrize("trick", TRICKS)
def test_what_could_be_a_formula_gets_an_apostrophe_in_front(trick: str) -> None:
    assert cell(trick).startswith("'")
    assert read(csv_text([[trick, "x"]])) == [[cell(trick), "x"]]


@pytest.mark.parametrize(
    "plain", ["", "a=b", "2 + 2", "ana@example.org", "“We counted”", "12–14", "– she said", "£4", "a\nb", "1,5; 2"]
)
def test_plain_words_stay_as_they_are(plain: str) -> None:
    assert cell(plain) == plain


@given(st.lists(text, min_size=1, max_size=4))
@example([";=1", "|+1", "x\n@SUM(1)", 'a";""=1'])
def test_every_cell_comes_back_and_none_begins_a_formula(cells: list[str]) -> None:
    made = csv_text([cells, cells])
    assert read(made) == [[cell(one) for one in cells]] * 2
    assert made.startswith(BOM)
    assert made.endswith("\r\n")
    for row in read(made):
        assert all(begins(one) not in set(OPENS) or one.startswith("'") for one in row)


@given(text, text)
@example('"', ";=1")
@example("x", "a\n=1")
@example("", 'a\t""-1')
@pytest.mark.parametrize("between", [";", "\t", "|"])
def test_no_formula_begins_where_a_program_parts_lines_elsewhere(between: str, one: str, other: str) -> None:
    for row in read(csv_text([[one, other]]), delimiter=between):
        for found in row:
            assert begins(found) not in set(FORMULA) or "'" in found[: found.index(begins(found))], found


@given(text)
def test_nothing_that_is_seen_is_lost(words: str) -> None:
    kept = [one for one in words if unicodedata.category(one)[0] not in "CZ"]
    made = iter(cell(words))
    assert all(one in made for one in kept)


@given(text)
def test_what_is_written_can_be_stored_and_does_nothing_to_a_terminal(words: str) -> None:
    made = cell(words)
    made.encode("utf-8")
    assert not set(made) & set("\0\x1b\x9b\r\x07\u202e\u2066")


def test_controls_are_shown_by_their_pictures() -> None:
    assert cell("a\0b\x1b[31mc\x7f\x9bd\u202ee\rf\r\ng\ud800") == "a␀b␛[31mc␡⟨U+009B⟩d⟨U+202E⟩e␍f\ng⟨U+D800⟩"


def test_numbers_and_nothing_are_written_plainly() -> None:
    assert [cell(12), cell(None), cell(True)] == ["12", "", "True"]


@pytest.mark.parametrize(
    "many", ["=" * 5_000_000, "\n" * 5_000_000, " ;" * 2_500_000, '"' * 5_000_000, "\u200b" * 5_000_000]
)
def test_ten_megabytes_of_one_letter_take_no_time(many: str) -> None:
    assert len(cell(many)) >= len(many)
