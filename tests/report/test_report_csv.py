"""The report as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace

from desk_samples import worked_report
from report_samples import HOSTILE, bare, hostile, sample

from factcheck.report import ArticleReport, render
from factcheck.report.spreadsheet import BOM, cell

COLUMNS = (
    "number,words,kind,place,speaker,role,attribution,verdict,reason,holds,signed off,state,decided by,decided at,note,"
    "cited words,publisher,date,link,passage id,second check,reply,proposal,claim id,article id"
).split(",")


def table(report: ArticleReport) -> list[dict[str, str]]:
    made = render(report, "csv")
    assert made.startswith(BOM)
    return list(csv.DictReader(io.StringIO(made.removeprefix(BOM), newline="")))


def test_it_looks_as_it_did(golden: Callable[[str, str], None]) -> None:
    golden("sample.csv", render(sample(), "csv").replace("\r\n", "\n"))
    golden("worked.csv", render(worked_report(), "csv").replace("\r\n", "\n"))


def test_the_columns_are_those_that_are_promised() -> None:
    assert list(table(sample())[0]) == COLUMNS


def test_every_claim_has_a_row_and_what_was_dismissed_too() -> None:
    report = worked_report()
    rows = {int(row["number"]): row for row in table(report)}
    assert set(rows) == {item.number for item in (*report.claims, *report.dismissed)}
    assert rows[8]["state"] == "dismissed"
    assert "not ours" in rows[8]["note"]
    assert "of the caption" in rows[8]["note"]


def test_rows_stand_in_the_order_of_the_text() -> None:
    report = sample()
    moved = replace(report, claims=report.claims[::-1])
    assert [row["number"] for row in table(moved)] == [row["number"] for row in table(report)]


def test_what_several_passages_say_stands_on_lines_of_one_number() -> None:
    row = next(row for row in table(worked_report()) if row["number"] == "4")
    assert row["cited words"] == "[1] 212 berths in use\n[2] a single crossing costs 14 crowns"
    assert row["publisher"] == "[1] Office for Island Statistics\n[2] Lowmere Harbour Board"
    assert row["date"] == "[1] 2025-01-03\n[2] 2025-01-01"
    assert row["link"].splitlines()[1] == "[2] https://records.example/lw-001"


def test_what_was_signed_off_says_who_when_and_why_and_holds_no_more() -> None:
    row = next(row for row in table(worked_report()) if row["number"] == "3")
    assert row["signed off"] == "single source: mia, 2025-03-14T11:30:00+00:00, the minutes are the record"
    assert row["holds"] == ""
    assert "the board has confirmed it by telephone (leo, 2025-03-14T10:30:00+00:00)" in row["note"]


def test_second_checks_and_replies_are_told() -> None:
    rows = {row["number"]: row for row in table(worked_report())}
    assert rows["1"]["second check"] == "waits for somebody else"
    assert rows["2"]["second check"].startswith("differs: said so · contradicted, by leo")
    assert rows["7"]["reply"] == "the board was asked (mail), 2025-03-12 (entered by ana)"


def test_a_claim_that_nobody_looked_at_is_not_unverified() -> None:
    (row,) = table(bare())
    assert (row["verdict"], row["state"], row["decided by"]) == ("not yet checked", "open", "")


def test_hostile_text_begins_no_formula_and_stays_in_its_cell() -> None:
    report = hostile()
    for words in ("=cmd|'/C calc'!A0", '"\r\n=1', HOSTILE, "\0@SUM(1)", "\t-1"):
        (item,) = report.claims
        claim = replace(item.claim, speaker=replace(item.claim.speaker, name=words, role=words))  # type: ignore[type-var]
        (row,) = table(replace(report, claims=(replace(item, claim=claim),)))
        assert list(row) == COLUMNS
        assert row["speaker"] == row["role"] == cell(words)
        assert row["link"] == "no address of the web: javascript:alert(5)//https://ok.example"
