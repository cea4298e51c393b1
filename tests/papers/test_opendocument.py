"""OpenDocument texts: what stands there, what was left out, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from office_files import odt, package

from factcheck import articles
from factcheck.articles.office import opendocument
from factcheck.domain import BlockKind
from factcheck.errors import InputError


def test_headings_lists_and_styles_tell_what_a_paragraph_is() -> None:
    styles = '<style:style style:name="P1" style:parent-style-name="Quotations"/>'
    article = articles.parse(
        odt(
            '<text:p text:style-name="Title">Rents rise in Orvale</text:p><text:h>The mayor answers</text:h>'
            '<text:p>“Nobody will lose a home,” said<text:s text:c="2"/>Petra Oswin,'
            "<text:line-break/>the mayor.</text:p>"
            '<text:p text:style-name="P1">We were promised a freeze.</text:p>'
            "<text:list><text:list-item><text:p>The first of two demands</text:p></text:list-item></text:list>",
            styles,
            "<dc:creator>Petra Oswin</dc:creator><dc:date>2026-05-03T10:00:00</dc:date>",
        ),
        source="story.odt",
    )
    assert [block.kind for block in article.blocks] == [
        BlockKind.TITLE,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.BLOCK_QUOTE,
        BlockKind.LIST_ITEM,
    ]
    assert "said Petra Oswin, the mayor." in article.text
    assert (article.byline, article.published) == ("Petra Oswin", date(2026, 5, 3))


def test_deletions_annotations_and_hidden_words_are_told_and_are_no_text() -> None:
    styles = '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    by = "<office:change-info><dc:creator>Ada Lind</dc:creator></office:change-info>"
    changes = (
        f"<text:tracked-changes><text:changed-region><text:deletion>{by}<text:p>surely </text:p></text:deletion>"
        f"</text:changed-region><text:changed-region><text:insertion>{by}</text:insertion></text:changed-region>"
        "</text:tracked-changes>"
    )
    text = (
        f"{changes}<text:p>The bridge would <text:change-start/>not<text:change-end/> <text:change/>reopen"
        "<office:annotation><dc:creator>Petra Oswin</dc:creator><text:p>Is that so?</text:p></office:annotation>"
        '<text:span text:style-name="T1">, they say</text:span>.</text:p>'
    )
    draft = opendocument.draft(odt(text, styles), "story.odt")
    assert draft.text == "The bridge would not reopen."
    assert draft.notices == (
        "tracked changes by Ada Lind: 1 insertion read as text, 1 deletion left out",
        "1 comment by Petra Oswin left out",
        "1 stretch of hidden text left out",
    )


def test_notes_stand_behind_the_text_and_their_marks_are_no_part_of_it() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>2</text:note-citation>'
        "<text:note-body><text:p>Without the board.</text:p></text:note-body></text:note>"
    )
    article = articles.parse(odt(f"<text:p>Arrears rose to 4,000{note} in a year.</text:p>"))
    assert article.text == "Arrears rose to 4,000 in a year.\n\nWithout the board."
    assert article.blocks[-1].kind is BlockKind.OTHER


def test_tables_are_rows_and_a_cell_that_spans_is_said_with_each() -> None:
    def cell(words: str, attributes: str = "") -> str:
        return f"<table:table-cell {attributes}><text:p>{words}</text:p></table:table-cell>"

    wide, covered = 'table:number-columns-spanned="2"', "<table:covered-table-cell/>"
    table = (
        "<table:table><table:table-header-rows>"
        f"<table:table-row>{cell('')}{cell('Arrears', wide)}{covered}</table:table-row>"
        f"<table:table-row>{cell('Town')}{cell('2024')}{cell('2025')}</table:table-row></table:table-header-rows>"
        f"<table:table-row>{cell('Orvale')}{cell('1,200')}{cell('1,450')}</table:table-row></table:table>"
    )
    assert opendocument.draft(odt(table), "story.odt").text == "Orvale — Arrears 2024: 1,200; Arrears 2025: 1,450"


def test_an_encrypted_text_is_refused_with_what_to_do() -> None:
    data = package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": "<manifest:encryption-data/>",
            "content.xml": b"\x00\x01",
        }
    )
    with pytest.raises(InputError, match=r"^closed\.odt: protected by a password\. Save it without one"):
        articles.parse(data, source="closed.odt")


def test_a_document_type_is_refused() -> None:
    content = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>'
    data = package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})
    with pytest.raises(InputError, match=r"^bad\.odt: content\.xml declares a document type"):
        articles.parse(data, source="bad.odt")
