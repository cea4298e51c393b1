"""Who is quoted, in every form of the report."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from report_samples import FERRO, LINES, article, bare, claim, report_on, sample, whole

from factcheck import report
from factcheck.domain import ClaimKind
from factcheck.report import ArticleReport, ClaimReport
from factcheck.report.plain import one_line


def leaning() -> ArticleReport:
    """Three quotations of one speaker, and the outlet's own words."""
    text = article()
    parts = ("We counted 212 berths in use", "a fair price", "traffic had not fallen")
    claims = [claim(text, ClaimKind.DIRECT, part, speaker=FERRO) for part in parts]
    claims.append(claim(text, ClaimKind.ASSERTION, LINES[10][1]))
    return report_on(text, *(ClaimReport(number, one, None) for number, one in enumerate(claims, start=1)))


@pytest.mark.parametrize("format_", ["text", "md", "html"])
def test_every_form_tells_who_is_quoted_and_warns_of_a_single_source(format_: str) -> None:
    made = one_line(whole(leaning(), format_))
    assert "Who is quoted" in made
    assert "3 quotations of 1 source, 13 words; Ada Ferro has 100% of the words" in made
    assert "single source: all 3 quotations are from Ada Ferro" in made


def test_the_json_counts_by_speaker_and_names_the_claims() -> None:
    quoted = json.loads(report.render(sample(), "json"))["quoted"]
    assert [(one["name"], one["claims"]) for one in quoted["speakers"]] == [
        ("Ada Ferro", [4, 5]),
        ("Joren Vask", [6, 7, 8]),
        ("officials", [10]),
    ]
    assert quoted["quotations"] == sum(one["quotations"] for one in quoted["speakers"])


def test_the_outlet_does_not_quote_itself() -> None:
    assert leaning().voices.count == 3
    assert "Nobody is quoted." in whole(bare(), "text")


def test_a_quotation_without_a_speaker_is_counted_and_told() -> None:
    first, *others = leaning().claims
    unnamed = replace(first, claim=replace(first.claim, speaker=None))
    made = replace(leaning(), claims=(unnamed, *others))
    assert made.voices.warnings == ("no speaker found: 1 of 3 quotations",)
