"""A ledger in its forms."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from report_samples import HOSTILE

from factcheck.domain import Attribution, ClaimKind, LedgerLine, LedgerName, Speaker, SpeakerKind, State, Verdict
from factcheck.report.ledger import Ledger, LedgerOf, ledger_as_dict, render_ledger_csv, render_ledger_json
from factcheck.report.ledger_text import render_ledger_text, render_names_text
from factcheck.report.plain import columns
from factcheck.report.spreadsheet import BOM, cell

FERRO = Speaker("Ada Ferro", "she", "harbour master")
LINE = LedgerLine(
    claim_id="3f2a00000000",
    number=4,
    article_id="9c1e000000000000",
    title="Ferry tolls at Lowmere have doubled since 2019",
    outlet="The Lowmere Courier",
    url="https://courier.example/tolls",
    day=date(2025, 3, 14),
    published=True,
    words="We counted 212 berths in use",
    kind=ClaimKind.DIRECT,
    speaker=FERRO,
    state=State.DECIDED,
    attribution=Attribution.SAID_SO,
    verdict=Verdict.SUPPORTED,
    by="ana",
)
OTHERWISE = replace(
    LINE, number=5, claim_id="3f2b00000000", attribution=Attribution.SAID_OTHERWISE, words="the lowest ever"
)
OPEN = replace(
    LINE, number=6, claim_id="3f2c00000000", attribution=None, verdict=None, by=None, state=State.OPEN, differs=True
)
HIDDEN = replace(OPEN, number=7, claim_id="3f2d00000000", state=State.SECOND, hidden=True, differs=False)
DENIED = replace(LINE, number=8, claim_id="3f2e00000000", denied=True, verdict=Verdict.CONTRADICTED)
LATER = replace(LINE, claim_id="4f2a00000000", day=date(2025, 6, 2), published=False, verdict=Verdict.CONTRADICTED)
UNDATED = replace(LINE, claim_id="5f2a00000000", day=None, published=False, title=None, outlet=None)
OWN = replace(LINE, claim_id="6f2a00000000", kind=ClaimKind.ASSERTION, speaker=None, attribution=None)
LINES = (LINE, OTHERWISE, OPEN, HIDDEN, DENIED, LATER, UNDATED)
SPEAKER = Ledger(LedgerOf.SPEAKER, "Ada Ferro", ("A. Ferro", "Ada Ferro"), LINES)
OUTLET = Ledger(LedgerOf.OUTLET, "The Lowmere Courier", ("The Lowmere Courier",), (*LINES, OWN), since=date(2025, 1, 1))


def test_it_looks_as_it_did(golden: Callable[[str, str], None]) -> None:
    golden("speaker.txt", render_ledger_text(SPEAKER))
    golden("outlet.txt", render_ledger_text(OUTLET))
    golden("outlet.json", render_ledger_json(OUTLET))


def test_the_outcomes_add_up_and_no_share_of_anything_is_told() -> None:
    for ledger in (SPEAKER, OUTLET):
        told = ledger_as_dict(ledger)
        for tally in (told["quoted"], told["own"]):
            outcomes = ("supported", "contradicted", "unverified", "open", "misquoted", "denied")
            assert sum(tally[outcome] for outcome in outcomes) == tally["claims"]
        for made in (render_ledger_text(ledger), render_ledger_json(ledger)):
            assert "%" not in made
            assert "per cent" not in made
        assert not any(isinstance(value, float) for value in told["quoted"].values())


def test_what_is_kept_from_the_reader_is_open_for_everybody() -> None:
    known = replace(HIDDEN, hidden=False, attribution=Attribution.NOT_SAID, verdict=Verdict.CONTRADICTED)
    assert replace(SPEAKER, lines=(HIDDEN,)).quoted == replace(SPEAKER, lines=(known,)).quoted


def test_days_that_are_not_known_come_last_and_are_told_as_such() -> None:
    assert [period.name for period in SPEAKER.months] == ["2025-03", "2025-06", ""]
    assert [period.name for period in SPEAKER.quarters] == ["2025 Q1", "2025 Q2", ""]
    assert "no day" in render_ledger_text(SPEAKER)
    assert "2025-06-02 (checked)" in render_ledger_text(SPEAKER)


def test_of_many_months_quarters_are_told() -> None:
    months = tuple(replace(LINE, day=date(2024 + n // 12, n % 12 + 1, 1)) for n in range(20))
    told = render_ledger_text(replace(SPEAKER, lines=months))
    assert "QUARTER" in told
    assert "2025 Q3" in told
    assert "MONTH" in render_ledger_text(replace(SPEAKER, lines=months[:12]))


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for ledger in (SPEAKER, OUTLET):
        assert max(map(columns, render_ledger_text(ledger, width).splitlines())) <= width


def test_a_ledger_without_a_claim_is_one() -> None:
    told = render_ledger_text(replace(SPEAKER, lines=()))
    assert told == "Ada Ferro (also: A. Ferro)\n0 claims in 0 articles\n"


def test_hostile_text_stays_text_in_every_form() -> None:
    speaker = replace(FERRO, name=HOSTILE, role=f"=1+1{HOSTILE}")
    line = replace(
        LINE, words=f"@SUM(1) {HOSTILE}", title=f"\t=1 {HOSTILE}", outlet=f"-1 {HOSTILE}", speaker=speaker, by=HOSTILE
    )
    ledger = Ledger(LedgerOf.SPEAKER, HOSTILE, (HOSTILE, "other"), (line,))
    names = [LedgerName(HOSTILE, (HOSTILE,), 1, frozenset({"a"}), None, None, SpeakerKind.PERSON)]
    for made in (render_ledger_text(ledger), render_ledger_json(ledger), render_names_text(names, names)):
        assert not set(made) & set("\x1b\x9b\u202e\u2066\x00\x07\ud800")
    assert json.loads(render_ledger_json(ledger))["claims"][0]["text"] == line.words
    (row,) = csv.DictReader(io.StringIO(render_ledger_csv(ledger).removeprefix(BOM), newline=""))
    assert (row["words"], row["role"], row["headline"]) == (cell(line.words), cell(speaker.role), cell(line.title))
    assert all(row[name].startswith("'") for name in ("words", "role", "headline", "outlet"))
