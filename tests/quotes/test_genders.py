"""Gender told by a pronoun beside a name."""

from __future__ import annotations

import pytest
from quoting import said

_BOTH = "Imre Solt, the ferry captain, met Odd Brekke, the cook.\n"


def test_a_pronoun_beside_a_name_tells_who_the_next_one_is_not() -> None:
    story = _BOTH + "When Brekke needed a boat, she asked Solt.\nHe said the boat was sold."
    assert said(story)[-1].speaker == "Imre Solt"


def test_a_verb_of_saying_between_them_tells_nothing() -> None:
    story = _BOTH + "Brekke said she was a thief.\nHe said the boat was sold."
    assert said(story)[-1].speaker == "Odd Brekke"


def test_two_names_before_the_pronoun_tell_nothing() -> None:
    story = _BOTH + "Solt and Brekke rowed until she slept.\nHe said the boat was sold."
    assert said(story)[-1].speaker in ("Imre Solt", "Odd Brekke")


def test_a_given_name_weighs_more_than_pronouns() -> None:
    story = "Ana Ruiz, a nurse, slept.\nWhen Ruiz came home, he barked.\nShe said the dog was hungry."
    assert said(story)[-1].speaker == "Ana Ruiz"


@pytest.mark.parametrize(
    ("story", "speaker"),
    [
        ("Then Tess Oyelaran, a barista, tried it. “I'd buy the old one,” she said.", "Tess Oyelaran"),
        ("Then Brask Foods, a snack company, sold it. “I'd buy the old one,” she said.", "Ana Ruiz"),
        ("Then Tom Oyelaran, a barista, tried it. “I'd buy the old one,” she said.", "Ana Ruiz"),
    ],
)
def test_the_subject_right_before_is_nearer_than_a_woman_further_back(story: str, speaker: str) -> None:
    assert said("Ana Ruiz hated it. “It's loud,” she said.\n" + story)[-1].speaker == speaker


@pytest.mark.parametrize(
    ("story", "speaker", "role"),
    [
        ("Born in Leith, the daughter of a chandler, Beatrix Lomond left. “I sang,” she said.", "Beatrix Lomond", None),
        ("Raised in Orlen, the son of a miner, Kwabena Holt left. “I sang,” he said.", "Kwabena Holt", None),
        ("She confided in Ruiz, the mayor, on Friday. “I sang,” Ruiz said.", "Ruiz", "mayor"),
    ],
)
def test_where_somebody_was_born_is_nobody(story: str, speaker: str, role: str | None) -> None:
    assert [(one.speaker, one.role) for one in said(story)] == [(speaker, role)]
