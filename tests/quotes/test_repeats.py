"""Pull quotes that repeat the body."""

from __future__ import annotations

from quoting import said

_STORY = (
    '"Nobody asked the crews about the bridge in all those years," Ana Ruiz said.\n'
    "Omar Haddad, a nurse, said the crews were tired.\n"
    '"{pull}"'
)


def test_a_pull_quote_is_whose_the_repeated_words_are() -> None:
    found = said(_STORY.format(pull="Nobody asked the crews about the bridge in all those years."))[-1]
    assert (found.rule, found.speaker, found.source) == ("repeated quotation", "Ana Ruiz", "Ana Ruiz")


def test_a_few_words_in_common_are_no_repeat() -> None:
    found = said(_STORY.format(pull="Nobody asked the crews whether they wanted to sleep that night."))[-1]
    assert (found.rule, found.speaker) == ("floating quotation", "Omar Haddad")


def test_a_pull_quote_before_the_words_it_repeats_is_found_too() -> None:
    pull, *_ = said('"Nobody asked the crews about the bridge in all those years."\n' + _STORY.split("\n")[0])
    assert (pull.rule, pull.speaker) == ("repeated quotation", "Ana Ruiz")
