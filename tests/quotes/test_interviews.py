"""Interviews without labels, and lists of questions that are none."""

from __future__ import annotations

import pytest
from quoting import article

from factcheck.domain import BlockKind
from factcheck.quotes import extract

TALKS = "The mayor of Orvale, Petra Oswin, talks about the harbour bridge."
QA = (
    "Why close it now?",
    "Because of the piers. Two have cracks.",
    "Who pays?",
    "The county does. It has put 12 million aside.",
)


@pytest.mark.parametrize(
    ("lead", "lines", "expected"),
    [
        (TALKS, QA, "Petra Oswin"),
        ("We spoke to Liv Arne, who kept the lamp at Skerry.", QA, "Liv Arne"),
        ("Liv Arne kept the lamp. The Coast Post asked her about it.", QA, "Liv Arne"),
        ("Liv Arne kept the lamp. Here she looks back.", QA, "Liv Arne"),
        (
            "Liv Arne kept the lamp.",
            ("Do you miss it?", "I do. Who would not?", "Would you go back?", "I would."),
            "Liv Arne",
        ),
        ("The mayor Petra Oswin and the engineer Ola Fen talk about the bridge.", QA, None),
    ],
)
def test_answers_below_questions_are_whose_is_said_to_talk(lead: str, lines: tuple[str, ...], expected: str) -> None:
    text = article("\n".join((lead, *lines)), {1: BlockKind.HEADING, 3: BlockKind.HEADING})
    found = [one for one in extract(text) if one.rule == "answer below a question"]
    assert [one.speaker.name if one.speaker else None for one in found] == [expected, expected]
    assert found[0].content[0].of(text.text) == lines[1]


@pytest.mark.parametrize(
    ("lead", "lines"),
    [
        ("The bridge at Orvale is shut. We explain what that means for the town.", QA),
        ("The bridge was shut by the mayor, Petra Oswin, in May. Here is what that means.", QA),
        ("Skerry Point is dark. The Coast Post answers the questions that readers have sent in.", QA),
        (
            "Petra Oswin spoke to reporters.",
            ("Why now?", "“Because of the piers,” Petra Oswin said.", "Who pays?", "The county does."),
        ),
        (
            "Nobody speaks of the rock.",
            ("Why is that?", "I think it is shame.", "What would he say?", "I know what he would say."),
        ),
        (TALKS, QA[:2]),
    ],
)
def test_an_outlet_that_answers_its_own_questions_is_not_interviewed(lead: str, lines: tuple[str, ...]) -> None:
    text = article("\n".join((lead, *lines)), {1: BlockKind.HEADING, 3: BlockKind.HEADING})
    assert "answer below a question" not in {one.rule for one in extract(text)}


def test_a_question_in_a_paragraph_of_its_own_is_nobodys_statement_and_an_answer_ends_with_who_speaks() -> None:
    lines = (
        TALKS,
        "When engineers told you that it was rotten, what did you say?",
        "I said close it.",
        "And now?",
        "It is shut.",
        "I sleep.",
        "The council met.",
    )
    text = article("\n".join(lines))
    found = [
        [span.of(text.text) for span in one.content] for one in extract(text) if one.rule == "answer below a question"
    ]
    assert found == [["I said close it."], ["It is shut.", "I sleep."]]
    assert not any("rotten" in span.of(text.text) for one in extract(text) for span in one.content)


def test_an_answer_that_has_its_label_is_one_below_questions_set_apart() -> None:
    lines = (
        "Ama Nkem ran the vaccine store at Pell for six years. We met at her home.",
        "Q: When did you learn of it?",
        "A: On the Monday. The trust said “use them”.",
        "Q: How many doses?",
        "A: 412.",
    )
    text = article("\n".join(lines), {1: BlockKind.QUESTION, 3: BlockKind.QUESTION})
    found = [
        (one.content[0].of(text.text), one.speaker.name if one.speaker else None, one.within) for one in extract(text)
    ]
    assert [one[:2] for one in found] == [(lines[2][3:], "Ama Nkem"), (lines[4][3:], "Ama Nkem")]
    assert [one.speaker.name for one in found[0][2] if one.speaker] == ["trust"]


@pytest.mark.parametrize("asked", [("When did you learn of it?", "How many doses?"), ("When did you learn of it?", "")])
@pytest.mark.parametrize("whose", ["trust", "union", "director", "foreman"])
def test_whoever_is_spoken_of_in_an_interview_is_not_who_is_interviewed(asked: tuple[str, str], whose: str) -> None:
    lines = (
        "Ama Nkem ran the vaccine store at Pell for six years. We met at her home.",
        asked[0],
        f"On the Monday. The {whose} said “use them”.",
        asked[1],
        f"412. The {whose} says that it was 300.",
        f"The {whose} said that it “does not recognise these figures”.",
    )
    found = extract(article("\n".join(lines)))
    assert [one.speaker.name if one.speaker else None for one in found] == [whose] * 3
