"""Questions told by a participle or a passive."""

from __future__ import annotations

import pytest
from quoting import article, said

from factcheck.quotes import extract


@pytest.mark.parametrize(
    ("text", "question", "source", "hearer"),
    [
        (
            "Asked whether the bridge is safe, the engineer shrugged.",
            "whether the bridge is safe",
            None,
            "the engineer",
        ),
        (
            "Asked by a reporter about the bridge, Ana Ruiz shrugged.",
            "the bridge",
            "a reporter",
            "Ana Ruiz",
        ),
        ("Ana Ruiz was asked why the bridge had moved.", "why the bridge had moved", None, "Ana Ruiz"),
        ("Ana Ruiz was asked by Radio Lund to explain the delay.", "to explain the delay", "Radio Lund", "Ana Ruiz"),
        ('Ana Ruiz was asked, "Who pays for the bridge?"', "Who pays for the bridge?", None, "Ana Ruiz"),
        ("Pressed on the cost, the mayor left the room.", "the cost", None, "the mayor"),
    ],
)
def test_a_question_is_found_with_who_was_asked(
    text: str, question: str, source: str | None, hearer: str | None
) -> None:
    (found,) = said(text)
    assert (found.rule, found.content[0]) == ("question put", question)
    assert (found.source, found.addressee) == (source, hearer)


def test_the_answer_is_a_quotation_of_its_own() -> None:
    question, answer = said("Asked whether the bridge is safe, Ana Ruiz said it had been tested twice.")
    assert question.speaker is None
    assert (answer.content, answer.source) == (("it had been tested twice",), "Ana Ruiz")


def test_an_aside_between_a_name_and_its_verb_may_be_a_question() -> None:
    question, answer = said('Ana Ruiz, asked about the cost, said, "It is too early to tell."')
    assert (question.content, answer.source) == (("the cost",), "Ana Ruiz, asked about the cost,")


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz, a nurse, asked how much the council had lost.",
        "Ana Ruiz measured the piers and asked whether the bridge was safe.",
    ],
)
def test_whoever_asks_is_the_source(text: str) -> None:
    assert [found.speaker for found in said(text)] == ["Ana Ruiz"]


def test_what_is_said_after_a_question_is_not_the_asker_s() -> None:
    _, answer, more = said('Asked about the cost, Ana Ruiz said nobody knew. "We shall see in the spring."')
    assert answer.speaker == more.speaker == "Ana Ruiz"


def test_questions_can_be_left_out() -> None:
    assert not extract(article("Asked whether the bridge is safe, the engineer shrugged."), without=["question put"])
