"""What a speaker tells of others in the words quoted."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from quoting import article

from factcheck.quotes import extract
from factcheck.quotes.assembly import _Reader


class Told(NamedTuple):
    speaker: str | None
    source: str | None
    cue: str | None
    content: tuple[str, ...]


def told(text: str) -> list[Told]:
    return [
        Told(
            one.speaker.name if one.speaker else None,
            one.source.of(text) if one.source else None,
            one.cue.of(text) if one.cue else None,
            tuple(span.of(text) for span in one.content),
        )
        for quotation in extract(article(text))
        for one in quotation.within
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The ministry said that the mayor had told them that the bridge is safe.",
            Told("mayor", "the mayor", "had told", ("that the bridge is safe",)),
        ),
        (
            "“The mayor told us that the bridge is safe,” Ana Ruiz said.",
            Told("mayor", "The mayor", "told", ("that the bridge is safe",)),
        ),
        ("Ana Ruiz said, “He told me, ‘The bridge is safe.’”", Told(None, "He", "told", ("The bridge is safe.",))),
        ("“I told him, ‘You are late,’” Ana Ruiz recalled.", Told("Ana Ruiz", "I", "told", ("You are late,",))),
        (
            "Ana Ruiz, the engineer, said she had told the council that the bridge is safe.",
            Told("Ana Ruiz", "she", "had told", ("that the bridge is safe",)),
        ),
        (
            "Ruiz said that the Lund Courier reported that the mayor said that the bridge is safe.",
            Told("Lund Courier", "the Lund Courier", "reported", ("that the mayor said that the bridge is safe",)),
        ),
        (
            "Police said witnesses reported that a man shouted “get out” before the fire.",
            Told("witnesses", "witnesses", "reported", ("that a man shouted “get out” before the fire",)),
        ),
        (
            "Officials said the company had denied that it knew of the leak.",
            Told("company", "the company", "had denied", ("that it knew of the leak",)),
        ),
    ],
)
def test_the_inner_attribution_is_kept_with_its_own_source(text: str, expected: Told) -> None:
    assert told(text) == [expected]
    assert len(extract(article(text))) == 1


def test_the_outermost_attribution_is_the_quotation() -> None:
    (found,) = extract(article("The ministry said that the mayor had told them that the bridge is safe."))
    assert found.speaker is not None
    assert (found.speaker.name, len(found.within)) == ("ministry", 1)


def test_each_sentence_of_a_long_quotation_is_looked_into_and_its_order_kept() -> None:
    text = (
        "“Holm told us the bridge is safe. Nobody asked. Then the council said that it was not,” Ana Ruiz said. "
        "“The mayor claimed that nobody knew.”"
    )
    assert [one.source for one in told(text)] == ["Holm", "the council", "The mayor"]


def test_a_turn_of_a_transcript_is_looked_into() -> None:
    text = "RUIZ: The mayor told me that the bridge is safe. It is not.\nHOLM: Why not?\nRUIZ: It is old."
    assert [(one.source, one.content) for one in told(text)] == [("The mayor", ("that the bridge is safe",))]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz said the bridge is safe.",
        "Ana Ruiz said that we must continue to warn people.",
        "Ana Ruiz said the mayor believes the bridge is safe.",
        "“We have shown the world what we can do,” Ana Ruiz said.",
    ],
)
def test_what_nobody_else_said_is_no_detail(text: str) -> None:
    assert told(text) == []


def test_looking_into_quotations_changes_nobody_who_is_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "Ana Ruiz said that Omar Haddad, the mayor, had told her that he knew. He added that it was late.\n"
        "“They told me that the report says no,” she said. It found that the bridge is safe.\n"
    )
    found = extract(article(text))
    bare = [replace(one, within=()) for one in found]
    monkeypatch.setattr(_Reader, "_looked_into", lambda self, statements: iter(statements))
    assert list(extract(article(text))) == bare != list(found)


WORDS = st.sampled_from(
    """“ ” ‘ ’ , . said told that the mayor he she they Ana Ruiz Omar Haddad her denied according to report
    bridge is safe had I who we \n""".split(" ")
)


@settings(max_examples=80)
@example("Omar is “ ‘ said said said said ” said the")
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_what_is_told_lies_in_the_words_quoted(text: str) -> None:
    for quotation in extract(article(text)):
        for one in quotation.within:
            for span in (*one.content, *filter(None, (one.cue, one.source))):
                assert any(part.contains(span) for part in quotation.content)
                assert span.of(text).strip() == span.of(text) != ""
