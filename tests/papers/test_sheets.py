"""Tables as files: workbooks, OpenDocument tables, CSV."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_files import ods, row, xlsx

from factcheck import articles
from factcheck.articles.office import opendocument, spreadsheet
from factcheck.articles.office.cells import shown
from factcheck.domain import BlockKind, place_of
from factcheck.errors import InputError

RENTS = row(1, "Town", "2024", "2025") + row(2, "Orvale", 1200.0, 1450.0) + row(4, "Lorn", 900.0)


def test_a_workbook_is_rows_under_the_names_of_its_sheets_each_known_by_its_row() -> None:
    article = articles.parse(
        xlsx({"Rents": f"<sheetData>{RENTS}</sheetData>", "Empty": "<sheetData/>"}), source="rents.xlsx"
    )
    assert article.text == "Rents\n\nOrvale — 2024: 1200; 2025: 1450\n\nLorn — 2024: 900"
    assert [block.kind for block in article.blocks] == [BlockKind.HEADING, BlockKind.ROW, BlockKind.ROW]
    assert [place_of(article.places, block.span) for block in article.blocks] == [
        "sheet Rents, row 2",
        "sheet Rents, row 2",
        "sheet Rents, row 4",
    ]


@pytest.mark.parametrize(
    ("value", "code", "written"),
    [
        ("0.142", "0.0%", "14.2%"),
        ("0.5", "0%", "50%"),
        ("1450", "#,##0", "1,450"),
        ("1450.5", '"£"#,##0.00', "£1,450.50"),
        ("1450", "[$€-407] #,##0", "€ 1,450"),
        ("-3.25", "0.0;(0.0)", "(3.3)"),
        ("12000000", '#,##0.0,,"m"', "12.0m"),
        ("46145", "d mmm yyyy", "3 May 2026"),
        ("46145.5", "yyyy-mm-dd hh:mm", "3 May 2026 12:00"),
        ("46145", "mmm-yy", "May 2026"),
        ("0.25", "h:mm", "06:00"),
        ("0.1", "", "0.1"),
        ("0.30000000000000004", "General", "0.3"),
        ("1450", "General", "1450"),
        ("12345678901234", "General", "12345678901000"),
        ("3.5", "# ?/?", "3.5"),
        ("3", "0.##", "3"),
        ("n/a", "0.0", "n/a"),
    ],
)
def test_a_number_is_read_as_the_program_shows_it(value: str, code: str, written: str) -> None:
    assert shown(value, code) == written


@given(st.floats(), st.text(max_size=12))
def test_no_format_makes_a_number_fail(value: float, code: str) -> None:
    assert isinstance(shown(str(value), code), str)


def test_formats_merged_cells_and_shared_strings() -> None:
    sheet = (
        "<sheetData>"
        + row(1, "", "Arrears", "", "Share")
        + row(2, "Town", "2024", "2025", "2025")
        + row(3, "Orvale", (1200.0, 1), (1450.0, 1), (0.142, 2))
        + '<row r="4"><c r="A4" t="s"><v>0</v></c><c r="B4"><v>900</v></c></row></sheetData>'
        + '<mergeCells><mergeCell ref="B1:C1"/></mergeCells>'
    )
    strings = "<si><r><t>Lo</t></r><r><t>rn</t></r><rPh><t>pronounced</t></rPh></si>"
    draft = spreadsheet.draft(xlsx({"Rents": sheet}, formats="#,##0\n0.0%", strings=strings), "rents.xlsx")
    assert draft.text == (
        "Rents\n\nOrvale — Arrears 2024: 1,200; Arrears 2025: 1,450; Share 2025: 14.2%\n\nLorn — Arrears 2024: 900"
    )


def test_what_is_hidden_is_not_read_and_is_told() -> None:
    sheets = {
        "Rents": f"<sheetData>{RENTS}{row(5, 'Brask', 31.0, 29.0, hidden=True)}</sheetData>",
        "Notes": f"<sheetData>{row(1, 'Nobody should see this')}</sheetData>",
    }
    draft = spreadsheet.draft(xlsx(sheets, states={"Notes": "hidden"}), "rents.xlsx")
    assert "Brask" not in draft.text
    assert "Nobody" not in draft.text
    assert draft.notices == (
        "sheet “Rents”: 1 hidden row not read",
        "the sheet “Notes” is hidden and was not read",
    )


def test_formulas_whose_value_was_never_stored_are_told() -> None:
    formula = '<row r="9"><c r="A9" t="str"><f>A1</f><v>Total</v></c><c r="B9"><f>SUM(B2:B4)</f></c></row>'
    draft = spreadsheet.draft(xlsx({"Rents": f"<sheetData>{RENTS}{formula}</sheetData>"}), "rents.xlsx")
    assert draft.text.endswith("Total")
    assert draft.notices[0].startswith("sheet “Rents”: 1 formula without a stored value, not read. Open the file")


def test_another_table_below_an_empty_row_has_headings_of_its_own() -> None:
    more = row(6, "Year", "Evictions", "Homes") + row(7, "2025", 12.0, 13.0)
    draft = spreadsheet.draft(xlsx({"Rents": f"<sheetData>{RENTS}{more}</sheetData>"}), "rents.xlsx")
    assert draft.text.endswith("Year 2025 — Evictions: 12; Homes: 13")


# -- OpenDocument -------------------------------------------------------------------------


def cell(words: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{words}</text:p></table:table-cell>"


def test_an_opendocument_table_is_read_as_it_shows_and_repeated_cells_are_repeated() -> None:
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    twice = cell("1,200", 'table:number-columns-repeated="2"')
    rows = (
        f"<table:table-row>{cell('Town')}{cell('2024')}{cell('2025')}</table:table-row>"
        f"<table:table-row>{cell('Orvale')}{twice}</table:table-row>"
        f'<table:table-row table:visibility="collapse">{cell("Brask")}{cell("31")}</table:table-row>'
    )
    table = f'<table:table table:name="Rents">{rows}{empty}</table:table>'
    draft = opendocument.draft(ods(table), "rents.ods")
    assert draft.text == "Rents\n\nOrvale — 2024: 1,200; 2025: 1,200"
    assert draft.places[-1].name == "sheet Rents, row 2"
    assert draft.notices == ("sheet “Rents”: 1 hidden row not read",)


# -- CSV ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('Town,2024,2025\nOrvale,"1,200","1,450"\n', ["Orvale — 2024: 1,200; 2025: 1,450"]),
        (
            "Town;2024;2025\nOrvale;1,5;2,5\nLorn;3,5;4,5\n",
            ["Orvale — 2024: 1,5; 2025: 2,5", "Lorn — 2024: 3,5; 2025: 4,5"],
        ),
        ("Town\t2024\t2025\nOrvale\t1,200\t1,450\n", ["Orvale — 2024: 1,200; 2025: 1,450"]),
        (
            "Rents in Orvale\nSource: the council\n\nTown,2024,2025\nOrvale,12,13\n",
            ["Rents in Orvale", "Source: the council", "Orvale — 2024: 12; 2025: 13"],
        ),
        ('Town,Said,Year\nOrvale,"We ""never""\nagreed",2025\n', ['Town: Orvale; Said: We "never" agreed; Year: 2025']),
        ("name,role,town\nPetra Oswin,mayor,Orvale\n", ["name: Petra Oswin; role: mayor; town: Orvale"]),
    ],
    ids=["commas", "semicolons and decimal commas", "tabs", "lines above", "quotation marks", "words only"],
)
def test_csv_is_rows_with_their_headings(source: str, lines: list[str]) -> None:
    article = articles.parse(source.encode(), format="csv")
    assert article.text.split("\n\n") == lines


def test_a_row_of_csv_is_known_by_its_line_in_the_file() -> None:
    article = articles.parse(b'Town,Said,No\nOrvale,"one\ntwo",1\nLorn,three,2\n', format="csv")
    assert [place.name for place in article.places] == ["row 2", "row 4"]


def test_csv_in_another_encoding_is_read() -> None:
    assert "Málaga" in articles.parse("Town,2024\nMálaga,12\n".encode("cp1252"), format="csv").text


def test_a_quotation_mark_that_never_ends_is_refused_by_its_line() -> None:
    source = 'Town,2024\n"Orvale,12\n' + "Lorn,13\n" * 200_000
    with pytest.raises(InputError, match=r"^rents\.csv: line 2 cannot be read as CSV .*quotation mark\."):
        articles.parse(source.encode(), format="csv", source="rents.csv")


def test_a_table_makes_no_claims() -> None:
    from factcheck import claims, quotes

    article = articles.parse(b"Town,2024,2025\nOrvale,1,2\nLorn,3,4\n", format="csv")
    assert claims.find(article, quotes.extract(article)) == ()
