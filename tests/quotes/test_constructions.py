"""Constructions that only a whole sentence shows: tails, asides, relatives, infinitives, marks gone wrong."""

from __future__ import annotations

import pytest
from quoting import only, said


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ('"The bridge is safe," Ruiz told a diver who had doubted it.', "Ruiz"),
        ('"The bridge is safe," Ruiz said in a film that won a prize in May.', "Ruiz"),
        ('"The bridge is safe," Ruiz told the divers as she left the pier.', "Ruiz"),
        ('"The bridge is safe," Ruiz said in her speech that evening.', "Ruiz"),
        ('"The bridge is safe," Ruiz wrote in what became her last letter.', "Ruiz"),
        ('"The bridge is safe," said Rep. Ana Ruiz (D-Ore.) on Monday.', "Rep. Ana Ruiz (D-Ore.)"),
        ('"The bridge is safe," Rep. Ana Ruiz (D-Ore.) said.', "Rep. Ana Ruiz (D-Ore.)"),
        ('"The bridge is safe," says a narrator.', "a narrator"),
        ('"The bridge is safe," Ruiz, the mayor, recently told the divers.', "Ruiz, the mayor,"),
        ('"Is it safe?" the 43-year-old asked in the film.', "the 43-year-old"),
    ],
)
def test_quoted_words_keep_their_source_whatever_the_sentence_adds(text: str, source: str) -> None:
    found = only(text)
    assert (found.kind, found.source) == ("direct", source)
    assert len(found.content) == 1


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ('"The bridge is safe," Ruiz told "Lund This Week."', "The bridge is safe,"),
        ('"The bridge is safe," Ruiz said on "Good Evening Lund."', "The bridge is safe,"),
        ('Nobody was pleased - "It is a bad plan," Ruiz said - but they voted.', "It is a bad plan,"),
        ("“The bridge is safe,“ Ruiz said.", "The bridge is safe,"),
        ("''The bridge is safe,'' Ruiz said.", "The bridge is safe,"),
        ("“ The bridge is safe,” Ruiz said.", " The bridge is safe,"),
        ('Ruiz called it "an old debt," blaming the last council.', 'it "an old debt,"'),
        ("What Ruiz called ''the old way,'' the council never saw.", "the old way,"),
    ],
)
def test_a_content_starts_and_ends_at_its_marks(text: str, content: str) -> None:
    assert content in [part for found in said(text) for part in found.content]


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("The plan, which Ana Ruiz called unsafe, was dropped.", ("which", "unsafe"), "Ana Ruiz"),
        ("The plan, which officials said would cost less, was dropped.", ("which",), "officials"),
        ("The council bought a boat that Ana Ruiz said was rotten.", ("that", "was rotten"), "Ana Ruiz"),
    ],
)
def test_a_relative_pronoun_is_what_is_spoken_of(text: str, content: tuple[str, ...], source: str) -> None:
    found = only(text)
    assert (found.rule, found.source) == ("object relative", source)
    assert found.content[: len(content)] == content


@pytest.mark.parametrize("text", ["The council met in May, in which Ruiz said the bridge was safe."])
def test_a_relative_behind_a_preposition_is_not_spoken_of(text: str) -> None:
    assert [found.content for found in said(text)] == [("the bridge was safe",)]


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("The engineer went on the radio to say that the bridge is safe.", "that the bridge is safe", "The engineer"),
        ('The vote led her to say, "The bridge is safe."', "The bridge is safe.", "her"),
    ],
)
def test_an_infinitive_may_tell_what_was_said(text: str, content: str, source: str) -> None:
    found = only(text)
    assert (found.rule, found.content, found.source) == ("infinitive", (content,), source)


def test_an_infinitive_without_words_told_is_a_plan() -> None:
    assert said("The engineer wants to criticise the council.") == []


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Ruiz praised the plan in an interview on Monday.", ["the plan"]),
        ("Ruiz announced the plan on Facebook.", ["the plan"]),
        ("Ruiz said, twice, that the bridge is safe.", ["that the bridge is safe"]),
        ("Ruiz said the road - and the bridge - would open.", ["the road - and the bridge - would open"]),
        ("Half said they would stay; most nurses said they would leave.", ["they would stay", "they would leave"]),
        ("Ruiz asked the nurses if they were tired.", ["if they were tired"]),
        ("Ruiz reminded viewers about the flood.", ["the flood"]),
        ("Ruiz spoke openly about the flood.", ["the flood"]),
        ("Ruiz explained the flood by saying: “It rained all night.”", ["It rained all night."]),
        ("Ruiz would not comment on the flood.", ["the flood"]),
        ("A poll of nurses released on Monday showed a narrow lead.", ["a narrow lead"]),
        ("The lawsuit — filed in May — claims that the pier was rotten.", ["that the pier was rotten"]),
    ],
)
def test_the_edges_of_what_is_told(text: str, contents: list[str]) -> None:
    assert [found.content[0] for found in said(text)] == contents


def test_what_stands_between_commas_is_the_source_and_not_an_appositive() -> None:
    found = only("Ana Ruiz, officials said, has become tired of the bridge.")
    assert (found.content, found.source) == (("Ana Ruiz", "has become tired of the bridge"), "officials")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The bridge is old, Ruiz said, adding that the road is new.", "Ruiz"),
        ("Ruiz built the pier that Haddad had planned, saying it would last.", "Ruiz"),
        ("Haddad left, but Ruiz stayed for a week, saying the pier would last.", "Ruiz"),
        ("Ruiz met people displaced by the flood and said the pier would last.", "Ruiz"),
    ],
)
def test_a_participle_or_a_second_verb_has_the_subject_of_its_own_clause(text: str, source: str) -> None:
    assert said(text)[-1].source == source


@pytest.mark.parametrize(
    "text",
    [
        "Ruiz counted the pledged delegates.",
        "Ruiz made an emotionally charged visit to the border.",
        "The crew maintained the boats over the winter.",
    ],
)
def test_verbs_that_mean_something_else_say_nothing(text: str) -> None:
    assert said(text) == []


def test_a_floating_quotation_rests_on_the_words_that_name_its_speaker() -> None:
    story = '"The bridge is safe," Ana Ruiz said.\n"We tested it twice in the spring."'
    found = said(story)[-1]
    assert (found.rule, found.source, found.speaker) == ("floating quotation", "Ana Ruiz", "Ana Ruiz")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Lund School District opened a school.\nDistrict leaders said it was full.", "Lund School District"),
        ("The Lund School District met.\nOfficials at the district said it was full.", "Lund School District"),
        ("The Lund School District met the Ystad School District.\nDistrict leaders said no.", "District leaders"),
        (
            "Omar Haddad hired a firm.\nHaddad's lawyers, from the firm Holm Law Group, said no.",
            "Haddad's lawyers, Holm Law Group",
        ),
    ],
)
def test_leaders_and_lawyers_speak_for_the_one_body_they_can_mean(text: str, speaker: str) -> None:
    assert only(text).speaker == speaker


def test_her_lawyers_are_those_the_text_has_spoken_of() -> None:
    first, second = said("Ana Ruiz's lawyers said no.\nHer attorneys said the case was closed.")
    assert first.speaker == second.speaker


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("However, the coach said, the water was cold.", ("the water was cold",)),
        ("But, Ana Ruiz warned, the ice will not hold.", ("the ice will not hold",)),
        ("Meanwhile, he added, prices have doubled.", ("prices have doubled",)),
        ("Later, the coach said, the water rose.", ("Later", "the water rose")),
        ("Rents, officials said, have fallen.", ("Rents", "have fallen")),
    ],
)
def test_a_word_that_joins_sentences_is_the_outlets(text: str, content: tuple[str, ...]) -> None:
    assert only(text).content == content


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        # the name of a work or a group at the end of who speaks
        ("Edda Marsh, host of “The Salt Road,” said the harbour was sold.", "the harbour was sold", "Edda Marsh"),
        ("Piet Quill, founder of “Save Our Sluice,” claimed the map was lost.", "the map was lost", "Piet Quill"),
        ("Some of the “Keep Vell Dry” campaigners argue that it leaks.", "that it leaks", "campaigners"),
        # "is" behind an apostrophe
        ("It's warning that the reef “will be dead in a decade.”", "that the reef “will be dead in a decade.”", None),
        ("Una Frost left. She's saying the ferry will not sail.", "the ferry will not sail", None),
        # a participle behind a preposition
        ("The judge was rebuked for saying that the witness had lied.", "that the witness had lied", "judge"),
        ("After admitting that the ledger was lost, the treasurer resigned.", "that the ledger was lost", "treasurer"),
        ("While insisting that the ice was thick, Ines Calder stayed.", "that the ice was thick", "Ines Calder"),
        # a clause between the hearer and what was said
        ("The captain told the cook as the storm rose that supper was late.", "that supper was late", "captain"),
    ],
)
def test_who_says_a_clause_that_stands_far_from_them(text: str, content: str, speaker: str | None) -> None:
    found = only(text)
    assert found.content == (content,)
    assert speaker is None or found.speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Oake was fined for claiming benefits.",
        "Jon Birk told the crew as he laid the stones.",
        "Rosa Imber recalled of a trip she had taken with her crew.",
        "Edda Marsh, who declined to speak on Friday, was fined twice.",
        "Edda Marsh, who refused to comment, resigned in June.",
        "Nobody asked about the gravel.",
        "None of the guests mentioned the missing bell.",
        "Una Frost argued that:",
    ],
)
def test_clauses_of_other_words_and_what_nobody_said_are_no_content(text: str) -> None:
    assert said(text) == []
