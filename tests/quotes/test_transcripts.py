"""Turns of a transcript, by the label each opens with."""

from __future__ import annotations

import pytest
from quoting import article, said

from factcheck.domain import SpeakerKind
from factcheck.quotes import extract

DEBATE = (
    "Mayor Clara Dunn and engineer Omar Haddad spoke on Radio Lund.\n"
    "DUNN: The bridge will open in May. It is safe.\n"
    "HADDAD: I have my doubts about that. Ana Ruiz said no.\n"
    "We measured it twice.\n"
    "HOST: Why is that?\n"
    "[Applause]\n"
    "DUNN: No.\n"
    "The debate ended late."
)
INTERVIEW = (
    "The Courier spoke to Ana Ruiz, a hydrologist at Lund University.\n"
    "Q: What went wrong?\n"
    "A: Nobody looked at the numbers.\n"
    "Q: And now?\n"
    "A: We start again.\n"
    "She said that it was late."
)


def turns(text: str) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(found.speaker, found.content) for found in said(text) if found.rule == "speaker label"]


def test_a_label_is_resolved_to_the_full_name_and_its_turn_runs_to_the_next() -> None:
    assert turns(DEBATE) == [
        ("Clara Dunn", ("The bridge will open in May. It is safe.",)),
        ("Omar Haddad", ("I have my doubts about that. Ana Ruiz said no.", "We measured it twice.")),
        ("host", ("Why is that?",)),
        ("Clara Dunn", ("No.",)),
    ]


def test_answers_belong_to_the_one_person_who_was_introduced() -> None:
    assert [speaker for speaker, _ in turns(INTERVIEW)] == ["interviewer", "Ana Ruiz"] * 2
    assert said(INTERVIEW)[-1].speaker == "Ana Ruiz"


def test_answers_have_no_speaker_where_two_people_could_have_given_them() -> None:
    two = INTERVIEW.replace("spoke to Ana Ruiz", "and Mr. Omar Haddad spoke to Ana Ruiz")
    assert [speaker for speaker, _ in turns(two)] == ["interviewer", None] * 2


def test_q_and_a_may_end_with_a_stop() -> None:
    assert len(turns(INTERVIEW.replace("Q:", "Q.").replace("A:", "A."))) == 4


def test_a_name_in_capitals_is_a_person_and_loses_them() -> None:
    text = "JANE WEBER, HOST: The bridge is safe.\nSMITH: I do not think that it is.\nWEBER: Why not?"
    found = extract(article(text))
    assert [(q.speaker.name, q.speaker.kind) for q in found if q.speaker] == [
        ("Jane Weber", SpeakerKind.PERSON),
        ("Smith", SpeakerKind.PERSON),
        ("Jane Weber", SpeakerKind.PERSON),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The latest count.\nAna Ruiz: 1,769.\nOmar Haddad: 1,501.",
        "UPDATE: The bridge is closed.\nNOTE: The bridge was closed.\nWhere: Lund Hall is open.",
        "Lund: The council met on Monday.\nMalmo: The council has met since.",
        "Ana Ruiz: The bridge is safe.",
    ],
)
def test_lists_notes_and_single_labels_are_no_transcript(text: str) -> None:
    assert turns(text) == []


def test_the_rule_can_be_left_out() -> None:
    assert extract(article(INTERVIEW), without=["speaker label"]) != extract(article(INTERVIEW))


def test_every_paragraph_with_a_full_name_before_it_is_that_persons_turn_where_each_speaks_to_somebody() -> None:
    heard = "Petra Oswin: We have lost seven million crowns.\nLorn Vane: You cut 112 posts in a year.\n"
    found = extract(article(heard))
    assert [one.speaker.name for one in found if one.speaker] == ["Petra Oswin", "Lorn Vane"]
    told = "Sea Level: It rises by 3 mm a year.\nHigh Tide: We saw it at 9 metres.\n"
    assert list(extract(article(told))) == []


def test_the_number_of_a_question_is_no_name() -> None:
    asked = "Q14 Petra Oswin: How many posts will go?\n\nLorn Vane: We shall cut 112.\n\n"
    record = f"{asked}Q15 Petra Oswin: You lost 9 million."
    found = extract(article(record))
    assert [one.speaker.name for one in found if one.speaker] == ["Petra Oswin", "Lorn Vane", "Petra Oswin"]


def test_a_voice_alone_in_its_recording_speaks() -> None:
    (found,) = extract(article("Petra Oswin: Nobody told us that the pier was closed.\n"))
    assert found.speaker
    assert found.speaker.name == "Petra Oswin"
