"""Tables as lines that stand alone, and what figures make of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck import figures
from factcheck.articles.rows import numbered, rows


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        (
            [["", "2024", "Since"], ["Rents (£m)", "3.5", "2019"], ["Lorn Vane (M)", "4", "2020"]],
            ["Rents (£m) — 2024: £3.5m; Since: 2019", "Lorn Vane (M) — 2024: 4; Since: 2020"],
        ),
        ([["Place", "Opened"], ["Canal", "1954"], ["Mill", "1960"]], ["Canal — Opened: 1954", "Mill — Opened: 1960"]),
        ([["Place", "Opened"], ["Canal", "1954"]], ["Canal — Opened: 1954"]),
        ([["Town", "Lorn"], ["Founded", "1954"]], ["Town: Lorn", "Founded: 1954"]),
        (
            [["Town", "2024", "2025"], ["Orvale", "1,200", "1,450"], ["Lorn", "900", "–"]],
            ["Orvale — 2024: 1,200; 2025: 1,450", "Lorn — 2024: 900"],
        ),
        (
            [["Year", "Rent arrears", "Evictions"], ["2024", "1,200", "32"], ["2025", "1,450", "34"]],
            ["Year 2024 — Rent arrears: 1,200; Evictions: 32", "Year 2025 — Rent arrears: 1,450; Evictions: 34"],
        ),
        (
            [["Town", "Year", "Arrears"], ["Orvale", "2024", "1,200"], ["Orvale", "2025", "1,450"]],
            ["Orvale, Year 2024 — Arrears: 1,200", "Orvale, Year 2025 — Arrears: 1,450"],
        ),
        (
            [["id", "town", "sum"], ["1", "Orvale", "30"], ["2", "Lorn", "40"]],
            ["id: 1; town: Orvale; sum: 30", "id: 2; town: Lorn; sum: 40"],
        ),
        ([["Name", "Petra Oswin"], ["Role", "Mayor"]], ["Name: Petra Oswin", "Role: Mayor"]),
        (
            [["Name", "Role", "Town"], ["Petra Oswin", "Mayor", "Orvale"]],
            ["Name: Petra Oswin; Role: Mayor; Town: Orvale"],
        ),
        ([["Orvale", "12"], ["Lorn", "13"]], ["Orvale: 12", "Lorn: 13"]),
        ([["2024", "2025"], ["1", "2"]], ["2024: 1; 2025: 2"]),
    ],
    ids=[
        "units of rows",
        "years below a heading",
        "one year below a heading",
        "pairs with a year",
        "towns by years",
        "years",
        "town and year",
        "numbers of items",
        "pairs",
        "words only",
        "no headings",
        "periods",
    ],
)
def test_a_row_is_said_with_its_headings(cells: list[list[str]], lines: list[str]) -> None:
    assert rows(cells) == lines


@pytest.mark.parametrize(
    "upper",
    [["", "Rents", "", "Evictions", ""], ["", "Rents", "Rents", "Evictions", "Evictions"]],
    ids=["once", "each"],
)
def test_headings_of_several_levels_are_joined(upper: list[str]) -> None:
    table = [upper, ["Town", "2024", "2025", "2024", "2025"], ["Orvale", "1,200", "1,450", "3", "4"]]
    assert rows(table) == ["Orvale — Rents 2024: 1,200; Rents 2025: 1,450; Evictions 2024: 3; Evictions 2025: 4"]


def test_what_stands_above_and_below_a_table_stands_alone_and_a_group_before_its_rows() -> None:
    table = [["Table 3: rents"], [], ["Town", "2024", "2025"], ["North"], ["Orvale", "1", "2"], ["Rounded figures."]]
    assert list(numbered(table)) == [
        (0, "Table 3: rents"),
        (4, "North, Orvale — 2024: 1; 2025: 2"),
        (5, "Rounded figures."),
    ]


@pytest.mark.parametrize(
    ("heading", "value", "written"),
    [
        ("Rent, million crowns", "12", "Rent, million crowns: 12 million crowns"),
        ("Cost (£m)", "3", "Cost (£m): £3m"),
        ("Tax, $bn", "2", "Tax, $bn: $2bn"),
        ("Share (%)", "14.2", "Share (%): 14.2%"),
        ("Households ('000s)", "4", "Households ('000s): 4 thousand"),
        ("Debt in thousands", "7", "Debt in thousands: 7 thousand"),
        ("Length (km)", "12", "Length (km): 12 km"),
        ("Cost (£m)", "£3m", "Cost (£m): £3m"),
        ("Cost (estimated)", "3", "Cost (estimated): 3"),
        ("Tonnes", "3", "Tonnes: 3 Tonnes"),
        ("Years", "3", "Years: 3"),
        ("Hour", "3", "Hour: 3"),
        ("Age (years)", "3", "Age (years): 3 years"),
        ("Cost (£m)", "not known", "Cost (£m): not known"),
    ],
)
def test_a_unit_in_a_heading_is_said_with_each_bare_number(heading: str, value: str, written: str) -> None:
    assert rows([["Town", heading], ["Orvale", value]], header_rows=1, header_columns=1) == [f"Orvale — {written}"]


def test_a_unit_on_a_line_of_its_own_belongs_to_the_heading_above() -> None:
    table = [["Town", "Rent", "Share"], ["", "£m", "%"], ["Orvale", "12", "14.2"]]
    assert rows(table) == ["Orvale — Rent, £m: £12m; Share, %: 14.2%"]


def test_values_that_are_the_same_are_each_said() -> None:
    assert rows([["2024", "2025"], ["0", "0"], ["0", "1"]]) == ["2024: 0; 2025: 0", "2024: 0; 2025: 1"]
    assert rows([["Orvale", "5", "5"]]) == ["Orvale: 5; 5"]


def test_what_the_caller_knows_of_headings_is_not_guessed() -> None:
    table = [["Orvale", "12"], ["Lorn", "13"]]
    assert rows(table, header_rows=1, header_columns=0) == ["Orvale: Lorn; 12: 13"]
    assert rows(table, header_rows=0, header_columns=0) == ["Orvale; 12", "Lorn; 13"]


def test_figures_compare_a_row_with_a_claim() -> None:
    (line,) = rows([["Year", "Rent arrears", "Evictions"], ["2025", "1,450", "34"]])
    (found, year) = figures.compare_texts("Orvale's rent arrears rose to 1,450 in 2025.", line)
    assert found.agrees
    assert not found.weak
    assert year.agrees
    (other, _) = figures.compare_texts("Orvale's rent arrears rose to 1,900 in 2025.", line)
    assert other.relation is figures.Relation.DIFFERS


def test_the_year_in_a_column_heading_says_which_value_is_meant() -> None:
    (line,) = rows([["Town", "2024", "2025"], ["Orvale", "1,200", "1,450"]])
    (found, _) = figures.compare_texts("Orvale's rent arrears were 1,200 in 2025.", line)
    assert found.evidence is not None
    assert found.evidence.text == "1,450"


@given(
    st.lists(
        st.lists(st.sampled_from(["", "a", "Orvale", "12", "2024", "£m", "x y", "Rounded."]), max_size=4), max_size=6
    )
)
def test_nothing_that_stands_below_the_headings_is_lost(cells: list[list[str]]) -> None:
    said = " ".join(rows(cells, header_rows=0, header_columns=0))
    assert all(cell in said for row in cells for cell in row)
    assert all(line.strip() for line in rows(cells))
