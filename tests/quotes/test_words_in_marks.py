"""Words in marks are somebody's, whatever verb stands beside them."""

from __future__ import annotations

import pytest
from quoting import said

BESIDE_ANY_VERB = (
    # verb behind, then its subject
    ("“The sluice has leaked since April,” muttered the lock-keeper.", "The sluice has leaked since April,", "lock-keeper"),
    ("“Not one of us was paid for the third week,” whispered Rosa Imber.", "Not one of us was paid for the third week,", "Rosa Imber"),
    ("“Who signed for the gravel?” shot Councillor Edda Marsh.", "Who signed for the gravel?", "Edda Marsh"),
    ("“Two of the boats never came home,” posted Levin Oake on Sunday night.", "Two of the boats never came home,", "Levin Oake"),
    # subject, then verb
    ("“The harvest is a third smaller than last year,” Ines Calder calculated.", "The harvest is a third smaller than last year,", "Ines Calder"),
    ("“It was never about the money,” she shrugged.", "It was never about the money,", None),
    ("“The school will not open on Monday,” a caretaker gestured from the gate.", "The school will not open on Monday,", "caretaker"),
    ("“We pay for the water twice,” Bram Teale later grumped.", "We pay for the water twice,", "Bram Teale"),
    ("“The tower has stood for six hundred years”, Ottilie Brand smiled.", "The tower has stood for six hundred years", "Ottilie Brand"),
    ("‘The road is gone,’ texted Piet Quill from the pass.", "The road is gone,", "Piet Quill"),
    ("“Turn the lamps off, all of them,” a woman can be heard shouting.", "Turn the lamps off, all of them,", "woman"),
    ("“They took the bell in the night,” Father Amon, who has served the parish since 1998, recollected.", "They took the bell in the night,", "Amon"),
    # before the marks
    ("Rosa Imber blogged: “The third week was never paid.”", "The third week was never paid.", "Rosa Imber"),
    ("Levin Oake nodded, “Two of the boats never came home.”", "Two of the boats never came home.", "Levin Oake"),
    ("Edda Marsh's answer: “Nobody signed for the gravel.”", "Nobody signed for the gravel.", "Edda Marsh"),
    ("Her reply was short. “Nobody signed for the gravel.”", "Nobody signed for the gravel.", None),
    ("Ines Calder winked. “The harvest will be better next year.”", "The harvest will be better next year.", "Ines Calder"),
    ("Bram Teale leaned over the fence and grinned: “We pay for the water twice.”", "We pay for the water twice.", "Bram Teale"),
)  # fmt: skip

NOT_SAID_THERE = (
    "The film “The Long Way to Averton” opened on Friday.",
    "“The Salt Road,” directed by Ines Calder, won the prize of the jury.",
    "She sang “We shall row home” at the end.",
    "A choir called “We sing for Averton” has forty members.",
    "The so-called “quiet zone” is loud.",
    "The band played “Bring the boats home” twice.",
    "The word “sluice” is older than the town.",
    "Rosa Imber, known as “the Duchess of Averton,” left at noon.",
)


@pytest.mark.parametrize(("text", "content", "speaker"), BESIDE_ANY_VERB)
def test_words_beside_any_verb_are_a_quotation(text: str, content: str, speaker: str | None) -> None:
    found = [(one.content, one.speaker) for one in said(text)]
    assert ((content,), speaker) in found


@pytest.mark.parametrize("text", NOT_SAID_THERE)
def test_names_titles_and_single_words_in_marks_are_none(text: str) -> None:
    assert said(text) == []
