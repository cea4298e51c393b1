"""Word documents: what stands there, what was left out, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from office_files import CORE, TYPES, W, docx, p, package, r

from factcheck import articles
from factcheck.articles.office import word
from factcheck.domain import BlockKind
from factcheck.errors import InputError


def texts(data: bytes) -> list[str]:
    draft = word.draft(data, "story.docx")
    return [line.span.of(draft.text) for line in draft.lines]


def test_styles_tell_what_a_paragraph_is_in_whatever_language_the_program_speaks() -> None:
    data = docx(
        p("Rents rise in Orvale", "Titel")
        + p("The mayor answers", "Hausstil")
        + p("“Nobody will lose a home,” said Petra Oswin, the mayor of Orvale.")
        + p("We were promised a freeze.", "Zitat")
        + p("The first of two demands", properties='<w:numPr><w:numId w:val="1"/></w:numPr>')
    )
    article = articles.parse(data, source="story.docx")
    assert article.title == "Rents rise in Orvale"
    assert [block.kind for block in article.blocks] == [
        BlockKind.TITLE,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.BLOCK_QUOTE,
        BlockKind.LIST_ITEM,
    ]


def test_insertions_are_text_deletions_are_not_and_both_are_told() -> None:
    data = docx(
        p(
            r("The bridge would ")
            + f'<w:ins w:author="Ada Lind">{r("not ")}</w:ins>'
            + '<w:del w:author="Petra Oswin"><w:r><w:delText>surely </w:delText></w:r></w:del>'
            + r("reopen.")
        )
    )
    draft = word.draft(data, "story.docx")
    assert draft.text == "The bridge would not reopen."
    assert draft.notices == ("tracked changes by Ada Lind, Petra Oswin: 1 insertion read as text, 1 deletion left out",)


def test_a_deleted_end_of_a_paragraph_joins_it_with_the_next() -> None:
    mark = '<w:rPr><w:del w:author="Ada Lind"/></w:rPr>'
    assert texts(docx(p("The bridge would ", properties=mark) + p("not reopen."))) == ["The bridge would not reopen."]


def test_moved_words_stand_where_they_were_moved_to() -> None:
    body = (
        f"<w:moveFrom>{r('In May, ')}</w:moveFrom>{r('the bridge closed')}<w:moveTo>{r(' in May')}</w:moveTo>{r('.')}"
    )
    assert texts(docx(p(body))) == ["the bridge closed in May."]


def test_comments_hidden_words_and_macros_are_told_and_are_no_text() -> None:
    comments = f'<w:comments {W}><w:comment w:author="Ada Lind">{p("Is that so?")}</w:comment></w:comments>'
    body = r("The bridge is closed") + r(", they say", "<w:vanish/>") + r(".") + r("", '<w:vanish w:val="0"/>')
    data = docx(p(body), {"word/comments.xml": comments, "word/vbaProject.bin": b"x"})
    draft = word.draft(data, "story.docm")
    assert draft.text == "The bridge is closed."
    assert draft.notices == (
        "1 comment by Ada Lind left out",
        "1 stretch of hidden text left out",
        "it holds macros; they were not run",
    )


def test_links_fields_breaks_and_signs_are_read_as_they_look() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("12")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        f"<w:hyperlink>{r('The report')}</w:hyperlink><w:r><w:br/></w:r>{r('has ')}{field}<w:r><w:tab/></w:r>"
        f"{r('well')}<w:r><w:noBreakHyphen/></w:r>{r('known pa')}<w:r><w:softHyphen/></w:r>{r('ges')}"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{r('.')}</w:sdtContent></w:sdt>"
    )
    assert texts(docx(p(body))) == ["The report has 12 well-known pages."]


def test_marks_of_notes_are_no_part_of_figures_and_exponents_are() -> None:
    up = '<w:vertAlign w:val="superscript"/>'
    body = r("Of 4,000") + r("2", up) + r(" people on 12 km") + r("2", up) + r(", the 3") + r("rd", up) + r(" left.")
    assert texts(docx(p(body))) == ["Of 4,000 people on 12 km², the 3rd left."]


def test_footnotes_stand_behind_the_text_and_make_no_claims() -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator">{p("—")}</w:footnote>'
        f"<w:footnote>{p(r('Without the harbour board.'))}</w:footnote></w:footnotes>"
    )
    data = docx(p(r("Arrears rose.") + '<w:r><w:footnoteReference w:id="1"/></w:r>'), {"word/footnotes.xml": notes})
    article = articles.parse(data)
    assert article.text == "Arrears rose.\n\nWithout the harbour board."
    assert article.blocks[-1].kind is BlockKind.OTHER
    assert article.notices == ("1 note put behind the text; they make no claims",)


def test_text_boxes_are_read_once_behind_their_paragraph() -> None:
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><w:txbxContent>'
        f"{p('In the box.')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{p('In the box.')}"
        "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(docx(p(r("Beside the box.") + box) + p("After it."))) == [
        "Beside the box.",
        "In the box.",
        "After it.",
    ]


def tc(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(words)}</w:tc>"


def test_tables_are_rows_with_their_headings() -> None:
    merged = '<w:gridSpan w:val="2"/>'
    table = (
        f"<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{tc('')}{tc('Arrears', merged)}</w:tr>"
        f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{tc('Town')}{tc('2024')}{tc('2025')}</w:tr>"
        f"<w:tr>{tc('Orvale')}{tc('1,200')}{tc('1,450')}</w:tr></w:tbl>"
    )
    article = articles.parse(docx(p("Arrears grew in every town.") + table))
    assert article.text.endswith("\n\nOrvale — Arrears 2024: 1,200; Arrears 2025: 1,450")
    assert article.blocks[-1].kind is BlockKind.ROW


def test_a_table_that_only_arranges_text_is_read_as_paragraphs() -> None:
    table = f"<w:tbl><w:tr>{tc('The mayor of Orvale spoke.')}</w:tr><w:tr>{tc('The tenants answered.')}</w:tr></w:tbl>"
    assert texts(docx(table)) == ["The mayor of Orvale spoke.", "The tenants answered."]


def test_properties_say_title_author_and_day() -> None:
    core = CORE.format(
        "<dc:title>Rents in Orvale</dc:title><dc:creator>Petra Oswin</dc:creator>"
        "<dcterms:created>2026-05-03T10:00:00Z</dcterms:created>"
    )
    article = articles.parse(docx(p("Rents rose in May."), {"docProps/core.xml": core}))
    assert (article.title, article.byline, article.published) == ("Rents in Orvale", "Petra Oswin", date(2026, 5, 3))
    assert article.published_from == "document properties"


def test_running_titles_are_dropped() -> None:
    header = f"<w:hdr {W}>{p('Council of Orvale')}</w:hdr>"
    draft = word.draft(docx(p("Rents rose."), {"word/header1.xml": header}), "story.docx")
    assert draft.text == "Rents rose."
    assert [(one.words, one.why) for one in draft.dropped] == [("Council of Orvale", "header or footer of the pages")]


# -- made to do harm ----------------------------------------------------------------------

LAUGHS = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 9))


UTF_16 = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE d [<!ENTITY x "y">]><d>&x;</d>'


def document(prolog: str, words: str) -> bytes:
    text = f"{prolog}<w:document {W}><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>"
    return package({"[Content_Types].xml": TYPES, "word/document.xml": text})


@pytest.mark.parametrize(
    "data",
    [
        document('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>', "&x;"),
        document('<!DOCTYPE d SYSTEM "http://feeds.example/d.dtd">', "Rents rose."),
        document(f'<!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]>', "&l8;"),
        package({"[Content_Types].xml": TYPES, "word/document.xml": UTF_16.encode("utf-16")}),
    ],
    ids=["external entity", "external type", "billion laughs", "in UTF-16"],
)
def test_a_part_that_declares_a_document_type_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^bad\.docx: word/document\.xml declares a document type"):
        articles.parse(data, source="bad.docx")


def test_an_archive_that_unpacks_to_far_more_is_refused() -> None:
    data = package({"[Content_Types].xml": TYPES, "word/document.xml": b" " * 30_000_000})
    with pytest.raises(InputError, match=r"^bad\.docx: word/document\.xml unpacks to 30,000,000 bytes or more"):
        articles.parse(data, source="bad.docx")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (docx(p("Rents rose."))[:-30], "damaged"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old Microsoft Office file|one with a password"),
        (package({"[Content_Types].xml": TYPES, "word/document.xml": "<w:document>"}), "no well-formed XML"),
        (package({"[Content_Types].xml": TYPES, "word/document.xml": "<a>" * 5_000 + "</a>" * 5_000}), "damaged"),
    ],
    ids=["cut short", "encrypted or old", "broken XML", "nested without end"],
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=rf"^bad\.docx: .*(?:{problem})"):
        articles.parse(data, source="bad.docx", format="docx")


def test_a_document_without_words_is_refused_for_that() -> None:
    with pytest.raises(InputError, match=r"^empty\.docx: no text was found in it, only pictures or nothing"):
        articles.parse(docx(p("")), source="empty.docx")
