"""The rules of the hold line: named, documented, switched off, signed off."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from desk_samples import worked_report
from report_samples import sample, without_claims

from factcheck.domain import BlockKind, LeftOut, LeftOutReason, Span
from factcheck.errors import UsageError
from factcheck.report.holding import RULES, ArticleBlocker, Blocker, rule_named, unused

DOCS = Path(__file__).parents[2] / "docs" / "method.md"


def test_every_reason_has_a_rule_and_the_undecided_are_four() -> None:
    assert list(RULES) == [*Blocker, *ArticleBlocker]
    undecided = [rule.name for rule in RULES.values() if rule.undecided]
    assert undecided == ["stale", "disagreement", "second-check-pending", "not-yet-checked"]


def test_the_documentation_has_every_rule_as_the_program_has_it() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (.+) \| (.+) \| (.+) \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    told = [(rule.name, rule.when, rule.clears, "no" if rule.undecided else "yes") for rule in RULES.values()]
    assert rows == told


@pytest.mark.parametrize("asked", ["single-source", "single source", "single_source", " Single  Source "])
def test_a_rule_is_known_by_its_name_and_by_the_words_of_the_hold_line(asked: str) -> None:
    assert rule_named(asked).says is Blocker.SINGLE_SOURCE


def test_an_unknown_rule_names_the_near_one_or_all() -> None:
    with pytest.raises(UsageError, match=r"unknown hold rule 'singel-source'\. Did you mean 'single-source'\?"):
        rule_named("singel-source")
    with pytest.raises(UsageError, match=r"unknown hold rule 'zzz'\. Known: contradicted, not-said, "):
        rule_named("zzz")


@pytest.mark.parametrize(
    ("switches", "told"),
    [
        ({"singel-source": False}, r"^w/factcheck\.toml, \[hold\]: unknown hold rule 'singel-source'"),
        ({"stale": False}, r"^w/factcheck\.toml, \[hold\]: 'stale' cannot be switched off"),
        ({"not-yet-checked": False}, "cannot be switched off"),
        ({"single-source": False, "single_source": True}, "'single-source' is both true and false"),
    ],
)
def test_a_table_that_cannot_be_followed_is_refused_with_its_place(switches: dict[str, bool], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        unused(switches, "w/factcheck.toml")


def test_what_is_switched_off_is_found_and_what_is_switched_on_changes_nothing() -> None:
    assert unused({"stale": True, "misquoted": True}, "") == ()
    found = unused({"words-in-no-claim": False, "single-source": False}, "")
    assert [rule.says for rule in found] == [Blocker.SINGLE_SOURCE, ArticleBlocker.IN_NO_CLAIM]


@pytest.mark.parametrize("blocker", [blocker for blocker in Blocker if not RULES[blocker].undecided])
def test_a_rule_that_is_not_used_holds_nothing_and_changes_no_other(blocker: Blocker) -> None:
    for item in (*sample().claims, *worked_report().claims):
        without = replace(item, unused=frozenset({blocker}))
        assert without.blockers == tuple(other for other in item.blockers if other is not blocker)
        assert without.misquoted == item.misquoted  # what was found stays found


def test_an_article_without_claims_is_held_unless_the_desk_does_without_that_rule() -> None:
    assert without_claims().holds
    clear = replace(without_claims(), unused=(RULES[ArticleBlocker.NO_CLAIM],))
    assert (clear.holds, clear.hold_line) == (False, "CLEAR: 0 claims")


def test_words_in_no_claim_are_listed_but_hold_nothing_where_the_rule_is_not_used_or_signed_off() -> None:
    left = LeftOut(Span(0, 7), BlockKind.PARAGRAPH, LeftOutReason.UNREAD)
    report = replace(worked_report(), claims=(), left_out=(left,))
    assert report.standing is not None
    assert "1 statement in quotation marks in no claim" in report.hold_line
    unused_rule = replace(report, unused=(RULES[ArticleBlocker.IN_NO_CLAIM],))
    signed = {"blocker": "words in no claim", "by": "mia", "at": "", "note": "a song"}
    signed_off = replace(report, standing=replace(report.standing, signed_off=(signed,)))
    for made in (unused_rule, signed_off):
        assert "in no claim" not in made.hold_line
        assert made.left_out == (left,)


@pytest.mark.parametrize("blocker", ["awaiting reply", "awaiting reply on the article", None])
def test_a_reply_on_the_article_is_waited_for_until_it_is_signed_off_by_either_name(blocker: str | None) -> None:
    report = worked_report()
    assert report.standing is not None
    assert report.hold_line.endswith("awaiting reply on the article")
    signed = {"blocker": blocker, "by": "mia", "at": "", "note": "they will not answer"}
    cleared = replace(report, standing=replace(report.standing, signed_off=(signed,)))
    assert "awaiting reply on the article" not in cleared.hold_line
    assert "on the article" not in replace(report, unused=(RULES[ArticleBlocker.REPLY],)).hold_line
