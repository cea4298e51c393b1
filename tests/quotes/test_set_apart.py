"""Quotations set apart: block quotes, pull quotes, names behind a dash, and those left open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quoting import Said, article, said

from factcheck import articles
from factcheck.domain import BlockKind
from factcheck.quotes import extract
from factcheck.quotes.rules.pull_quotes import without_pull_quotes
from factcheck.quotes.rules.set_apart import FLOATING

STORY = "“We tested the bridge twice,” Ana Ruiz said. “It will outlive us all.”\n"


def who(found: list[Said]) -> list[tuple[str | None, tuple[str, ...], str]]:
    return [(one.speaker, one.content, one.rule) for one in found]


@pytest.mark.parametrize(
    "pulled",
    [
        "“It will outlive us all.”",
        "“We tested the bridge twice”",
        "“we tested THE bridge twice!”",
        "“It will outlive us all.” — Omar Haddad said so.",
    ],
)
def test_words_pulled_out_of_the_story_are_not_quoted_again(pulled: str) -> None:
    only_words = pulled.partition(" —")[0]
    for text in (STORY + only_words, only_words + "\n" + STORY):
        assert [one.content for one in said(text)] == [("We tested the bridge twice,", "It will outlive us all.")]


def test_a_block_quote_that_repeats_the_story_is_a_pull_quote() -> None:
    assert len(said(STORY + "It will outlive us all.", {1: BlockKind.BLOCK_QUOTE})) == 1


def test_other_words_set_apart_stay_and_so_do_words_said_twice() -> None:
    assert len(said(STORY + "“It will outlive nobody at all.”")) == 2
    assert len(said(STORY + "“It will outlive us all,” Omar Haddad said.")) == 2


def test_pull_quotes_can_be_kept() -> None:
    assert len(extract(article(STORY + "“It will outlive us all.”"), without=["pull quote"])) == 2


@pytest.mark.parametrize(
    "text",
    [
        "“It will outlive us all.” — Ana Ruiz, engineer",
        "“It will outlive us all” – Ana Ruiz",
        "“It will outlive us all,” -- Ana Ruiz.",
        "“It will outlive us all.”\n— Ana Ruiz, an engineer of Lund",
        "Omar Haddad said no.\n“It will outlive us all.”\n– Ana Ruiz",
    ],
)
def test_a_name_behind_a_dash_has_said_what_stands_before_it(text: str) -> None:
    found = said(text)[-1]
    assert (found.speaker, found.rule) == ("Ana Ruiz", "name behind a dash")
    assert found.content[0].strip(".,") == "It will outlive us all"


def test_a_dash_before_anything_else_names_nobody() -> None:
    for text in ("“It will outlive us all” – a bold claim.", "“It will outlive us all.” — Ana Ruiz laughed."):
        assert "name behind a dash" not in {one.rule for one in said(text)}


def test_a_signed_block_quote_ends_before_its_name() -> None:
    found = said("The bridge is the finest in the land. – Clara Dunn, historian", {0: BlockKind.BLOCK_QUOTE})
    assert who(found) == [("Clara Dunn", ("The bridge is the finest in the land.",), "name behind a dash")]


def test_a_block_quote_that_nobody_announces_is_whose_words_stand_right_before_it_or_nobodys() -> None:
    quote = "A citizen of this town must be heard."
    before = said("Ana Ruiz said the plan was late.\n" + quote, {1: BlockKind.BLOCK_QUOTE})
    apart = said("Ana Ruiz said the plan was late.\nThe council met.\n" + quote, {2: BlockKind.BLOCK_QUOTE})
    assert (before[-1].speaker, before[-1].content) == ("Ana Ruiz", (quote,))
    assert (apart[-1].speaker, apart[-1].content) == (None, (quote,))


def test_a_block_quote_goes_on_only_while_it_stands_together() -> None:
    text = (
        "Ana Ruiz wrote to staff:\nWe have failed you.\nWe will do better.\nThe council met.\nNobody shall go unheard."
    )
    found = said(text, dict.fromkeys((1, 2, 4), BlockKind.BLOCK_QUOTE))
    assert [one.content for one in found] == [
        ("We have failed you.", "We will do better."),
        ("Nobody shall go unheard.",),
    ]


def test_paragraphs_left_open_belong_to_whoever_is_named_at_their_end() -> None:
    found = said("“The bridge is safe. It was built to last.\n“We tested it twice,” Ana Ruiz said.")
    assert [one.speaker for one in found] == ["Ana Ruiz"]
    assert found[0].content == ("The bridge is safe. It was built to last.", "We tested it twice,")
    closed = said("“The bridge is safe. It was built to last.”\n“We tested it twice,” Ana Ruiz said.")
    assert [one.speaker for one in closed] == [None, "Ana Ruiz"]


def test_captions_that_repeat_the_story_are_not_read() -> None:
    page = (
        "<html><body><article><h1>Bridge to reopen in May</h1><figure><img src='a.jpg'><figcaption>Ana Ruiz said the "
        "bridge is safe.</figcaption></figure><p>The bridge at Lund will reopen in May, the town decided on Monday.</p>"
        "<p>“We tested the bridge twice,” Ana Ruiz, an engineer, told the Courier. “It will outlive us all.”</p>"
        "<blockquote class='pull-quote'>“It will outlive us all”</blockquote><p>The road opens later.</p>"
        "</article></body></html>"
    )
    (found,) = extract(articles.parse(page.encode(), format="html"))
    assert found.speaker is not None
    assert (found.speaker.name, len(found.content)) == ("Ana Ruiz", 2)


WORDS = st.lists(st.sampled_from("“ ” the bridge is safe Ana Ruiz said . , — \n".split(" ")), max_size=40).map(" ".join)


@given(WORDS)
def test_only_quotations_that_name_nobody_are_left_out_and_a_second_time_changes_nothing(text: str) -> None:
    found = extract(article(text), without=["pull quote"])
    kept = without_pull_quotes(text, found)
    named = [[one for one in some if one.source is not None and one.rule != FLOATING] for some in (found, kept)]
    assert named[0] == named[1]
    assert without_pull_quotes(text, kept) == kept
