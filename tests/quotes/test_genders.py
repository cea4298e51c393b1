"""Gender told by a pronoun beside a name."""

from __future__ import annotations

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
