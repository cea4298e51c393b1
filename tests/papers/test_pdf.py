"""PDF files: what a person reads in them, and where; and those that cannot be read."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pdf_kinds import KINDS, LEFT, TOP, Made, Sheet, lines_of, paragraph, picture_page, plain
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from factcheck import articles
from factcheck.articles.pdf import reading
from factcheck.articles.pdf.paragraphs import joined
from factcheck.domain import BlockKind, place_of
from factcheck.errors import InputError


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_page_is_read_as_a_person_reads_it(kind: Callable[[], Made]) -> None:
    made = kind()
    draft = reading.draft(made.data, "report.pdf")
    assert tuple(line.span.of(draft.text) for line in draft.lines) == made.paragraphs
    assert not any(words in draft.text for words in made.left_out)
    dropped = " ".join(one.words for one in draft.dropped)
    assert all(words in dropped for words in made.left_out)


def test_a_paragraph_that_goes_on_overleaf_stands_on_both_pages() -> None:
    draft = reading.draft(plain().data, "report.pdf")
    places = [place_of(draft.places, line.span) for line in draft.lines]
    assert places[0] == "p. 1"
    assert "p. 1–2" in places


def test_pages_are_called_what_the_file_calls_them() -> None:
    sheet = Sheet()
    sheet.canvas.addPageLabel(0, style="ROMAN_LOWER", start=3)
    sheet.write(lines_of(paragraph(0), 400))
    draft = reading.draft(sheet.done(), "report.pdf")
    assert [place.name for place in draft.places] == ["p. iii"]


def test_an_article_has_title_author_and_day_of_its_properties_and_no_file_name_for_a_title() -> None:
    sheet = Sheet(title="Rents in Orvale", author="Petra Oswin")
    sheet.write(lines_of(paragraph(0), 400))
    article = articles.parse(sheet.done(), source="report.pdf")
    assert (article.title, article.byline) == ("Rents in Orvale", "Petra Oswin")
    assert article.published_from == "document properties"
    assert article.source == "report.pdf"
    sheet = Sheet(title="Microsoft Word - draft3.docx", author="admin")
    sheet.write(lines_of(paragraph(0), 400))
    article = articles.parse(sheet.done())
    assert (article.title, article.byline) == (None, None)


def test_a_title_in_the_largest_type_and_headings_are_told_apart() -> None:
    sheet = Sheet()
    sheet.write(["Rents in Orvale"], size=22)
    sheet.write(lines_of(paragraph(0), 400))
    sheet.write(["What was found"], size=13)
    sheet.write(lines_of(paragraph(1), 400))
    article = articles.parse(sheet.done())
    assert article.title == "Rents in Orvale"
    assert [block.kind for block in article.blocks] == [
        BlockKind.TITLE,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]


def test_a_number_alone_at_the_foot_of_a_page_is_its_number_and_one_in_the_text_is_not() -> None:
    sheet = Sheet()
    sheet.write(lines_of(paragraph(0), 400))
    sheet.write(["1,450"])
    sheet.write(lines_of(paragraph(1), 400))
    sheet.canvas.drawString(300, 30, "– 7 –")
    draft = reading.draft(sheet.done(), "report.pdf")
    assert "1,450" in draft.text
    assert [(one.words, one.why) for one in draft.dropped] == [("– 7 –", "page number")]


def test_words_across_the_page_and_outside_of_it_are_no_part_of_the_text() -> None:
    sheet = Sheet()
    sheet.write(lines_of(paragraph(0), 400))
    sheet.canvas.drawString(LEFT, -40, "Cut off below")
    sheet.canvas.saveState()
    sheet.canvas.rotate(45)
    sheet.canvas.drawString(400, 0, "DRAFT")
    sheet.canvas.restoreState()
    draft = reading.draft(sheet.done(), "report.pdf")
    assert draft.text == paragraph(0)
    assert [one.words for one in draft.dropped] == ["DRAFT"]


@pytest.mark.parametrize(
    ("upper", "lower", "known", "line"),
    [
        ("was to be rein-", "forced soon", (), "was to be reinforced soon"),
        ("the well-", "known engineer", ("well", "known"), "the well-known engineer"),
        ("the co-", "operative said", ("cooperative",), "the cooperative said"),
        ("the co-", "operative said", ("co-operative",), "the co-operative said"),
        ("for nine-", "teen months", ("nine", "teen"), "for nineteen months"),
        ("between 2024-", "25 and now", (), "between 2024-25 and now"),
        ("the Orvale-", "Lorn line", (), "the Orvale-Lorn line"),
        ("har\u00ad", "bour", (), "harbour"),
        ("the wall—", "all of it", (), "the wall—all of it"),
        ("the wall –", "all of it", (), "the wall – all of it"),
    ],
)
def test_lines_are_joined_by_what_the_text_itself_knows(
    upper: str, lower: str, known: tuple[str, ...], line: str
) -> None:
    assert joined(upper, lower, frozenset(known)) == line


def test_a_scan_is_named_as_one_with_what_to_do() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for _ in range(12):
        picture_page(canvas)
    canvas.save()
    with pytest.raises(InputError, match=r"scan\.pdf: 12 pages, pictures only\. Run OCR .*ocrmypdf"):
        articles.parse(file.getvalue(), source="scan.pdf")


def test_pages_that_were_scanned_among_others_are_told() -> None:
    sheet = Sheet()
    sheet.write(lines_of(paragraph(0), 400))
    sheet.turn()
    picture_page(sheet.canvas)
    sheet.write(lines_of(paragraph(1), 400))
    article = articles.parse(sheet.done())
    assert article.notices == (
        "p. 2: pictures only, not read. Run OCR on it (ocrmypdf in.pdf out.pdf) and hand in the result.",
    )


def encrypted(user: str) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, encrypt=StandardEncryption(user, "owner", strength=128, canPrint=0))
    canvas.drawString(LEFT, TOP, "Nobody in Orvale was to read this.")
    canvas.save()
    return file.getvalue()


def test_a_file_that_needs_a_password_is_refused_and_one_that_only_forbids_printing_is_read() -> None:
    with pytest.raises(InputError, match=r"closed\.pdf: this PDF is encrypted\. Open it with its password"):
        articles.parse(encrypted("secret"), source="closed.pdf")
    assert articles.parse(encrypted("")).text == "Nobody in Orvale was to read this."


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\nnothing of the kind",
        plain().data[:900],
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\n",
    ],
    ids=["no PDF", "cut short", "an object that holds itself"],
)
def test_what_is_damaged_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^report\.pdf: .*\."):
        articles.parse(data, source="report.pdf")


def test_a_file_of_ten_thousand_pages_is_refused_with_the_limit() -> None:
    pages = 10_000
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {pages}/Kids[{'3 0 R ' * pages}]>>"]
    objects.append("<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>")
    body = "%PDF-1.4\n" + "".join(f"{at} 0 obj\n{one}\nendobj\n" for at, one in enumerate(objects, 1))
    data = f"{body}trailer\n<</Root 1 0 R/Size 4>>\n%%EOF".encode()
    with pytest.raises(InputError, match=r"long\.pdf: 10,000 pages, more than the 2,000 that are read"):
        articles.parse(data, source="long.pdf")


def test_a_pdf_is_known_by_its_bytes_whatever_it_is_called(tmp_path: Path) -> None:
    for name in ("report.pdf", "report", "report.txt"):
        (tmp_path / name).write_bytes(plain().data)
        assert articles.read(tmp_path / name).text.startswith("The council of Orvale raised")
