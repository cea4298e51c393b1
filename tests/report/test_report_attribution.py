"""What an editor is told of the attribution itself: its limits, and what is told within a quotation."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from report_samples import FERRO, article, claim, report_on, sample, whole

from factcheck import report
from factcheck.domain import ClaimKind, Reported, Span, Speaker
from factcheck.report import ArticleReport, ClaimReport, render_brief
from factcheck.report.plain import one_line

LIMIT = "not in English, so attribution is limited: a speaker only where a <name> is plain."


def nested() -> ArticleReport:
    """A quotation of the harbour master in which she tells what the board has said."""
    text = article()
    said = claim(text, ClaimKind.DIRECT, "that the toll is “a fair price” and that it pays for dredging", speaker=FERRO)
    start = said.spans[0].start
    words, cue, source = (Span(start + at, start + at + 4) for at in (5, 0, 9))
    inner = Reported((words,), cue, source, Speaker("harbour board", "the board"))
    return report_on(text, ClaimReport(1, said, None, within=(inner,)))


@pytest.mark.parametrize("format_", ["text", "md", "html"])
def test_every_form_shows_what_is_told_within_a_quotation(format_: str) -> None:
    made = one_line(whole(nested(), format_))
    assert "Within it" in made
    assert "(harbour board)" in made
    assert "Within it" not in whole(sample(), format_)


def test_the_json_gives_it_with_its_places() -> None:
    (inner,) = json.loads(report.render(nested(), "json"))["claims"][0]["within"]
    text = article().text
    assert set(inner) == {"spans", "cue", "source", "speaker"}
    assert text[slice(*inner["cue"])] == "that"
    assert inner["speaker"]["name"] == "harbour board"


@pytest.mark.parametrize("format_", ["text", "md", "html"])
def test_every_form_tells_of_limits_above_the_article(format_: str) -> None:
    made = one_line(whole(replace(sample(), limits=(LIMIT,)), format_))
    assert "attribution is limited" in made
    assert made.index("attribution is limited") < made.index("The article")
    assert "<name>" not in made or format_ != "html"
    assert "attribution is limited" not in whole(sample(), format_)


def test_the_brief_tells_of_limits_in_a_line_and_the_json_in_full() -> None:
    limited = replace(sample(), limits=(LIMIT,))
    assert "! not in English, so attribution is limited\n" in render_brief(limited)
    assert json.loads(report.render(limited, "json"))["summary"]["limits"] == [LIMIT]
