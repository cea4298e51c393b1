"""Who speaks in a transcript is read from the labels of its turns."""

from __future__ import annotations

import pytest

from factcheck.checking.wordings import Library
from factcheck.domain import Document, Span, Speaker, SpeakerKind
from factcheck.wording.labels import turns


def who(text: str) -> list[tuple[str, str]]:
    """Of each turn: who speaks, a "?" for somebody unnamed, and the first word."""
    return [
        ("?" if speaker is None or speaker.kind is SpeakerKind.ANONYMOUS else speaker.name, span.of(text).split()[0])
        for span, speaker in turns(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HOST: Is it safe, minister?\n\nRUIZ: We think so.\n", [("?", "Is"), ("RUIZ", "We")]),
        ("Q. Is it safe?\nA. It is, I think.\n", [("?", "Is"), ("?", "It")]),
        ("**Dunn:** We voted.\n\n**Ruiz (mayor):** You did not.\n", [("Dunn", "We"), ("Ruiz", "You")]),
        ("Speaker 1: I came late.\nSpeaker 2: You did.\n", [("?", "I"), ("?", "You")]),
        ("[00:03] Dana Orlov: I am here.\n[00:09] Bo Holm: And I.\n", [("Dana Orlov", "I"), ("Bo Holm", "And")]),
        ("Dana Orlov  0:03\nI am here.\n\nBo Holm  0:09\nAnd I.\n", [("Dana Orlov", "I"), ("Bo Holm", "And")]),
        ("MR. SPEAKER: Order!\n\nMs. DE LA CRUZ: I thank you.\n", [("?", "Order!"), ("Ms. DE LA CRUZ", "I")]),
        (
            "Jean-Luc O’Neill: We lost.\n\nDr. van den Berg: I know.\n",
            [("Jean-Luc O’Neill", "We"), ("Dr. van den Berg", "I")],
        ),
        ("THE PRESIDENT: My friends.\n\nQ: Sir?\n\nTHE PRESIDENT: Yes?\n", [("?", "My"), ("?", "Sir?"), ("?", "Yes?")]),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud Dana Orlov>It rains.\n", [("Dana Orlov", "It")]),
        (
            "Speech (transcript as delivered)\n\nAna Ruiz, minister for roads: Good day. I am glad.\n\nWe build.\n\n"
            "Question from the floor: When?\n\nAna Ruiz: Soon.\n",
            [("Ana Ruiz", "Good"), ("?", "When?"), ("Ana Ruiz", "Soon.")],
        ),
    ],
)
def test_a_label_opens_a_turn(text: str, expected: list[tuple[str, str]]) -> None:
    assert who(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Update: We have corrected this story. You may read more.\n\nNote: We asked the mayor.\n",
        "Where: The town hall\nWhen: Monday\nPrice: £5\nWhat: We dance.\n",
        "New York: Rents rose by five per cent.\nLos Angeles: Rents fell.\nSan Francisco: Rents stood still.\n",
        "Ruiz: I will not resign\n\nThe mayor of Lund said on Monday that she stays.\n",
        "The council voted on three points: I list them here.\n\nIt is late: we go.\n",
        "Ingredients: two eggs\nMethod: You beat them.\n",
        "Budget 2026: What you need to know\n\nTax: It rises, and you pay.\nFuel: It falls.\n",
        "Monday: We swim.\nTuesday: We walk.\n",
        "LUND: The harbour is closed, and we know why.\n",
        "A man said: I am late.\n\nA woman said: You are.\n",
    ],
)
def test_a_word_before_a_colon_is_not_always_a_label(text: str) -> None:
    assert not turns(text)


def heard(text: str, words: str, speaker: str) -> tuple[str | None, bool | None]:
    """Who is found to say ``words``, and whether that is ``speaker``."""
    library = Library()
    quoted = Speaker(speaker, speaker)
    source = library.source(Document("a", text))
    (place, *_) = library.compare(words, (Span(0, len(words)),), quoted, [source]).places
    return place.speaker, place.same_speaker


def test_the_speaker_is_the_label_whatever_the_words_say_of_others() -> None:
    text = "DANA ORLOV: I have never said that the council wants to close the pier.\n\nBO HOLM: We shall see.\n"
    assert heard(text, "the council wants to close the pier", "Dana Orlov") == ("Dana Orlov", True)
    assert heard(text, "the council wants to close the pier", "Bo Holm") == ("Dana Orlov", False)


def test_a_turn_goes_on_over_paragraphs_without_a_label() -> None:
    text = "Dana Orlov: I came late.\n\nThe pier is old, the mayor knows.\n\nBo Holm: You did.\n"
    assert heard(text, "The pier is old", "Dana Orlov") == ("Dana Orlov", True)


def test_a_label_with_a_surname_is_the_person_whom_the_text_names_in_full() -> None:
    text = "Minister Ana Ruiz spoke on the radio.\n\nHOST: Is it safe?\n\nRUIZ: We have built the pier anew.\n"
    assert heard(text, "We have built the pier anew", "Ana Ruiz") == ("Ana Ruiz", True)
    assert heard(text, "We have built the pier anew", "Rosa Ruiz") == ("Ana Ruiz", False)


def test_words_in_marks_within_a_turn_are_whose_they_are_said_to_be() -> None:
    text = "DANA ORLOV: I was there. “We will close the pier by May,” said Bo Holm.\n\nEVA LUND: We know.\n"
    assert heard(text, "We will close the pier by May", "Bo Holm") == ("Bo Holm", True)
