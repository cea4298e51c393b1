"""Words in marks are somebody's, whatever verb stands beside them."""

from __future__ import annotations

import re

import pytest
from quoting import said

# What stands in the first marks is the content; whose it is.
BESIDE_ANY_VERB = (
    # a verb behind, then its subject
    ("“The sluice has leaked since April,” muttered the lock-keeper.", "lock-keeper"),
    ("“Not one of us was paid for the third week,” whispered Rosa Imber.", "Rosa Imber"),
    ("“Who signed for the gravel?” shot Councillor Edda Marsh.", "Edda Marsh"),
    ("“Two of the boats never came home,” posted Levin Oake on Sunday night.", "Levin Oake"),
    ("‘The road is gone,’ texted Piet Quill from the pass.", "Piet Quill"),
    ("“The ice will not carry a sledge this year,” deadpanned the ferryman.", "ferryman"),
    # a subject behind, then its verb
    ("“The harvest is a third smaller than last year,” Ines Calder calculated.", "Ines Calder"),
    ("“It was never about the money,” she shrugged.", None),
    ("“The fare rises by four crowns in June,” read the notice.", "notice"),
    ("“The school will not open on Monday,” a caretaker gestured from the gate.", "caretaker"),
    ("“We pay for the water twice,” Bram Teale later grumped.", "Bram Teale"),
    ("“The tower has stood for six hundred years”, Ottilie Brand smiled.", "Ottilie Brand"),
    ("“Turn the lamps off, all of them,” a woman can be heard shouting.", "woman"),
    ("“They took the bell in the night,” Father Amon, who has served since 1998, recollected.", "Amon"),
    ("“The nets were cut,” Solveig Tarn, a fisher in Averton, Holm, and once in Lund, Marsh, wrote.", "Solveig Tarn"),
    ("“I cannot leave the set,” the “Salt Road” actor once said.", "“Salt Road” actor"),
    ("“I have counted the sheep twice and eleven are missing!” Jon Birk despaired.", "Jon Birk"),
    ("“The dam holds,’’ Rosa Imber said.", "Rosa Imber"),  # two apostrophes close
    # before the marks
    ("Rosa Imber blogged: “The third week was never paid.”", "Rosa Imber"),
    ("Levin Oake nodded, “Two of the boats never came home.”", "Levin Oake"),
    ("Mayor Una Frost rolled her eyes, “The tram was never my idea.”", "Una Frost"),
    ("Edda Marsh's answer: “Nobody signed for the gravel.”", "Edda Marsh"),
    ("The mayor's reply came at noon, “We have no money left for this.”", "mayor"),
    ("Ines Calder winked. “The harvest will be better next year.”", "Ines Calder"),
    ("Bram Teale leaned over the fence and grinned: “We pay for the water twice.”", "Bram Teale"),
    ("As Rosa Imber once put it, “Did anybody ask the crew?”", "Rosa Imber"),
    ("Levin Oake texted “nine boats were lost on the bar in March” to his wife.", "Levin Oake"),
    # the hearer is none of it
    ("Una Frost urged voters, “Look at the bridge before you vote.”", "Una Frost"),
    ("Rosa Imber reminded the crew: “Nobody signs for gravel without me.”", "Rosa Imber"),
    # behind a ! or ?, whoever heard it
    ("“Not on my watch!” Una Frost told the chamber.", "Una Frost"),
    ("“Is the road gone?” Piet Quill asked the warden on Friday.", "Piet Quill"),
    ("“Get out!” Bram Teale told a reporter from Radio Vell.", "Bram Teale"),
    # nobody is named
    ("From the wall came “we are not going home without our pay”.", None),
    ("“Boil the water first,” residents were told.", None),
)

NOT_SAID_THERE = (
    "The film “The Long Way to Averton” opened on Friday.",
    "“The Salt Road,” directed by Ines Calder, won the prize of the jury.",
    "The report was titled “Who pays for the tram?” and ran to 40 pages.",
    "The article “Who pays for the tram?” ran to 40 pages.",
    "The so-called “quiet zone” is loud.",
    "The band played “Bring the boats home” twice.",
    "The word “sluice” is older than the town.",
    "Rosa Imber, known as “the Duchess of Averton,” left at noon.",
    "He has been voted out of “Dancing with the Sharks.”",
    "Her editorial, “Who pays for the dike?,” drew 300 letters.",
    "Edda Marsh's column, “Sell the harbour, then the boats,” was reprinted.",
    "Re. “Council sells the harbour for a song,” page 4, June 4",
    "Levin Oake will now advise the board “in a purely private role” until May.",
)

# A closing mark forgotten; whose words are whose.
FORGOTTEN = (
    (
        "“The sluice leaks and must close, a warden said.\n“It holds,” said Piet Quill.",
        ["warden", "Piet Quill"],
    ),
    ("“The sluice leaks, said Una Frost, the mayor.\n“It holds,” Piet Quill said.", ["Una Frost", "Piet Quill"]),
    ('"The tide came at six, a warden told Radio Averton.\n"We saw nothing," Jon Birk said.', ["warden", "Jon Birk"]),
    ("“We have asked twice and heard nothing.\n“So we shall ask again,” Rosa Imber said.", ["Rosa Imber"]),
    ("“I went in, and the clerk told me to wait.\n“So I waited, and waited,” Rosa Imber said.", ["Rosa Imber"]),
)


@pytest.mark.parametrize(("text", "speaker"), BESIDE_ANY_VERB)
def test_words_beside_any_verb_are_a_quotation(text: str, speaker: str | None) -> None:
    marked = re.search(r"[“‘](.+?)(?:”|’(?!\w))", text)
    assert marked is not None
    assert ((marked[1],), speaker) in [(one.content, one.speaker) for one in said(text)]


@pytest.mark.parametrize("text", NOT_SAID_THERE)
def test_names_titles_and_single_words_in_marks_are_none(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(("text", "speakers"), FORGOTTEN)
def test_a_forgotten_mark_gives_nobodys_words_to_the_next(text: str, speakers: list[str]) -> None:
    assert [one.speaker for one in said(text)] == speakers
