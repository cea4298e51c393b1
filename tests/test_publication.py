"""A day of publication that lies ahead, in the file or given: kept for an embargo, not believed beyond it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from factcheck import Article, UsageError
from factcheck.checking.publication import EMBARGO_DAYS, believed

Run = Callable[..., "CompletedProcess[str]"]

TODAY = date(2025, 11, 3)


def article(days_ahead: int, published_from: str) -> Article:
    return Article("Words.", (), published=TODAY + timedelta(days_ahead), published_from=published_from)


@pytest.mark.parametrize("published_from", ["given", "metadata", "dateline"])
@pytest.mark.parametrize("days", [-1000, -1, 0])
def test_a_day_that_has_come_is_kept_without_a_word(days: int, published_from: str) -> None:
    asked = article(days, published_from)
    assert believed(asked, TODAY) == (asked, "")


@pytest.mark.parametrize("published_from", ["given", "metadata", "dateline"])
@pytest.mark.parametrize("days", [1, EMBARGO_DAYS])
def test_a_day_under_embargo_is_kept_and_said(days: int, published_from: str) -> None:
    asked = article(days, published_from)
    kept, said = believed(asked, TODAY)
    assert kept == asked
    assert str(asked.published) in said
    assert "embargo" in said


def test_a_day_further_ahead_is_not_believed_of_a_file_and_refused_of_a_person() -> None:
    kept, said = believed(article(EMBARGO_DAYS + 1, "metadata"), TODAY)
    assert (kept.published, kept.published_from) == (None, None)
    assert "2025-11-11, read from the metadata, lies far ahead and is not believed" in said
    with pytest.raises(UsageError, match="2025-11-11 lies more than 7 days ahead"):
        believed(article(EMBARGO_DAYS + 1, "given"), TODAY)


def test_an_article_without_a_day_has_none() -> None:
    asked = Article("Words.", ())
    assert believed(asked, TODAY) == (asked, "")


@pytest.mark.parametrize(
    ("ahead", "in_file", "code", "said"),
    [
        (1, True, 0, "is taken for that of an embargo"),
        (1, False, 0, "is taken for that of an embargo"),
        (400, True, 0, "is not believed"),
        (400, False, 2, "lies more than 7 days ahead"),
    ],
)
def test_front_matter_and_flag_are_treated_alike(
    run: Run, tmp_path: Path, ahead: int, in_file: bool, code: int, said: str
) -> None:
    day = date.today() + timedelta(ahead)
    story = tmp_path / "story.md"
    head = f"---\ntitle: A wall\npublished: {day}\n---\n" if in_file else ""
    story.write_text(f"{head}# A wall\n\nThe wall is 350 km long, Jane Roe said.\n", encoding="utf-8")
    done = run("check", story, *(() if in_file else ("--published", str(day))))
    assert done.returncode == code, done.stderr
    assert f"{day}" in done.stderr
    assert said in done.stderr
    if code == 0:
        assert (str(day) in run("articles").stdout) is (ahead == 1)
