"""Whatever the bytes and the tables: offsets slice to the words, and nothing but an InputError comes out."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import docx, odt, p, row, xlsx
from pdf_kinds import headings, table

from factcheck import articles
from factcheck.articles.confined_reader import _answer
from factcheck.domain import place_of
from factcheck.errors import InputError
from factcheck.files import FileKind

WHOLE = {
    FileKind.PDF: table().data,
    FileKind.WORD: docx(p("Rents in Orvale", "Titel") + p("Rents rose in May.")),
    FileKind.OPEN_DOCUMENT: odt("<text:h>Rents</text:h><text:p>Rents rose in May.</text:p>"),
    FileKind.EXCEL: xlsx({"Rents": f"<sheetData>{row(1, 'Town', '2024')}{row(2, 'Orvale', 12.0)}</sheetData>"}),
}


@pytest.mark.parametrize("kind", WHOLE, ids=str)
@given(cut=st.integers(0, 3_000), at=st.integers(0, 3_000), byte=st.integers(0, 255))
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_read_or_refused_in_words(kind: FileKind, cut: int, at: int, byte: int) -> None:
    whole = WHOLE[kind]
    at %= len(whole)
    data = whole[:at] + bytes([byte]) + whole[at + 1 :]
    data = data[: len(data) - cut % len(data)]
    answer = _answer(kind, "paper", 1_024, data)
    assert str(answer.get("problem", "paper: ")).startswith("paper: ") or "text" in answer


def test_what_a_parser_raises_is_told_as_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: bytes, name: str) -> None:
        raise KeyError(data)

    monkeypatch.setattr("factcheck.articles.confined_reader._reader", lambda kind: broken)
    answer = _answer(FileKind.WORD, "story.docx", 1_024, b"x")
    assert answer == {
        "problem": "story.docx: damaged, or not what its name says (KeyError). Save it again from its program."
    }


@pytest.mark.parametrize("make", [table, headings], ids=["table", "headings"])
def test_blocks_of_a_pdf_slice_to_whole_words_and_each_has_a_page(make: Callable[[], object]) -> None:
    article = articles.parse(make().data, source="report.pdf")  # type: ignore[attr-defined]
    for block in article.blocks:
        words = block.span.of(article.text)
        assert words == words.strip() != ""
        assert (place_of(article.places, block.span) or "").startswith("p. ")


@given(st.lists(st.lists(st.text(max_size=12), max_size=5), max_size=8))
@settings(deadline=None)
def test_any_table_is_rows_whose_offsets_slice_to_their_words(cells: list[list[str]]) -> None:
    import csv
    import io

    file = io.StringIO()
    csv.writer(file).writerows(cells)
    with contextlib.suppress(InputError):
        article = articles.parse(file.getvalue().encode("utf-8", "replace"), format="csv")
        assert all(block.span.of(article.text).strip() for block in article.blocks)
        assert len(article.places) >= len(article.blocks)
