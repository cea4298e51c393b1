from __future__ import annotations

import pytest
from quoting import article, only, said

from factcheck.domain import BlockKind, SpeakerKind
from factcheck.quotes import extract

ANALYSTS = (
    'The plan is "sound," economic analyst Tariq al-Haddad said.\n'
    '"The port will pay for itself," he told The Lund Courier.\n'
    "Al-Haddad noted that ships wait for days.\n"
    'Marine analyst Salma bin Yusuf said "nobody has asked the crews."\n'
    '"They will strike," she told The Lund Courier.'
)


def speakers(text: str) -> list[str | None]:
    return [found.speaker for found in said(text)]


def test_pronouns_and_surnames_stand_for_the_last_fitting_speaker_across_paragraphs() -> None:
    assert speakers(ANALYSTS) == ["Tariq al-Haddad"] * 3 + ["Salma bin Yusuf"] * 2


def test_a_role_holds_for_every_mention() -> None:
    assert {(found.speaker, found.role) for found in said(ANALYSTS)} == {
        ("Tariq al-Haddad", "economic analyst"),
        ("Salma bin Yusuf", "Marine analyst"),
    }


def test_he_and_she_are_told_apart_by_given_names_and_titles() -> None:
    text = "Mr. Holm met Mary Lind. She said the vote was fair. He said it was not."
    assert speakers(text) == ["Mary Lind", "Holm"]


def test_a_hearer_is_not_taken_for_the_next_he() -> None:
    text = "Peter Holm told John Lind that it was late. He said nobody had come."
    assert speakers(text)[0] == "Peter Holm"
    assert speakers(text)[1] == "Peter Holm"


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Norwegian Prime Minister Ola van der Berg said no.", "Ola van der Berg", "Norwegian Prime Minister"),
        ("Ana Ruiz, an analyst at the Meridian Institute, said no.", "Ana Ruiz", "analyst at the Meridian Institute"),
        ("Ana Ruiz, 45, a nurse from Lund, said no.", "Ana Ruiz", "nurse from Lund"),
        ("One of her aides, Omar Haddad, said no.", "Omar Haddad", "her aides"),
        ("The Secretary of Roads Ana Ruiz said no.", "Ana Ruiz", "Secretary of Roads"),
        ("Sen. Ana Ruiz said no.", "Ana Ruiz", "Sen."),
        ("Dr. Ana Ruiz said no.", "Ana Ruiz", None),
    ],
)
def test_names_and_roles_are_read_as_the_article_gives_them(text: str, name: str, role: str | None) -> None:
    assert (only(text).speaker, only(text).role) == (name, role)


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("The Department of Roads said the bridge is safe.", SpeakerKind.BODY, "Department of Roads"),
        ("A survey by the Lund Courier found that rents fell.", SpeakerKind.DOCUMENT, "survey by the Lund Courier"),
        ("Senior officials said the bridge is safe.", SpeakerKind.ANONYMOUS, "Senior officials"),
        ("Ana Ruiz said the bridge is safe.", SpeakerKind.PERSON, "Ana Ruiz"),
    ],
)
def test_people_bodies_documents_and_unnamed_sources_are_told_apart(text: str, kind: SpeakerKind, name: str) -> None:
    (quotation,) = extract(article(text))
    assert quotation.speaker is not None
    assert (quotation.speaker.kind, quotation.speaker.name) == (kind, name)


def test_initials_stand_for_the_body_they_abbreviate() -> None:
    text = "The Lund Harbour Authority (LHA) met on Monday. The LHA said the port is full."
    assert speakers(text) == ["Lund Harbour Authority"]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Sean O'Brien", "O’Brien"),
        ("José Muñoz", "Munoz"),
        ("Bo de Witte", "De Witte"),
        ("Samir al-Haddad", "Haddad"),
        ("Dana Orlov", "D. Orlov"),
        ("Lund Harbour Authority", "LHA"),
    ],
)
def test_a_name_in_another_form_is_the_same_speaker(full: str, short: str) -> None:
    text = f'"The pier is old," {full} said. Nobody was hurt. "It will close in May," {short} told reporters.'
    assert speakers(text) == [full, full]


@pytest.mark.parametrize(("one", "other"), [("Peter Holm Jr.", "Peter Holm Sr."), ("J. Holm", "P. Holm")])
def test_names_that_differ_are_two_speakers(one: str, other: str) -> None:
    assert speakers(f'"The pier is old," {one} said. "It will close in May," {other} told reporters.') == [one, other]


def test_the_judge_is_the_person_the_article_calls_a_judge() -> None:
    text = "Judge Ana Ruiz heard the case. The judge said that it was late."
    assert speakers(text) == ["Ana Ruiz"]


def test_names_given_later_in_the_article_complete_earlier_surnames() -> None:
    assert speakers('"It is late," Ruiz said.\nAna Ruiz is the mayor of Lund.') == ["Ana Ruiz"]


def test_a_floating_quotation_goes_to_the_last_speaker_with_less_confidence() -> None:
    text = "Ana Ruiz said the bridge is safe.\n“Nobody need worry about it at all.”"
    first, floating = extract(article(text))
    assert floating.speaker is not None
    assert floating.speaker.name == "Ana Ruiz"
    assert floating.rule == "floating quotation"
    assert floating.confidence < first.confidence


def test_a_quotation_nobody_can_be_named_for_is_returned_without_a_speaker() -> None:
    (quotation,) = extract(article("“Nobody need worry about it at all.”"))
    assert quotation.speaker is None


def test_a_quotation_that_runs_over_paragraphs_with_repeated_marks_is_one() -> None:
    found = only("“The bridge is safe,” Ana Ruiz said. “It was built to last.\n“It will outlive us all.”")
    assert found.content == ("The bridge is safe,", "It was built to last.", "It will outlive us all.")
    assert found.speaker == "Ana Ruiz"


def test_a_colon_at_the_end_of_a_paragraph_announces_the_next_one() -> None:
    found = only("Ana Ruiz said in a statement:\n“The bridge is safe and it will stay safe.”")
    assert (found.content, found.speaker) == (("The bridge is safe and it will stay safe.",), "Ana Ruiz")


def test_captions_credits_bylines_and_headings_are_not_read() -> None:
    text = "Ana Ruiz said the bridge is safe.\nAna Ruiz said so."
    for kind in (BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.BYLINE, BlockKind.HEADING, BlockKind.OTHER):
        assert len(said(text, {1: kind})) == 1


def test_a_block_quote_needs_no_marks_behind_the_words_that_announce_it() -> None:
    text = "Ana Ruiz wrote to staff:\nWe have failed you. We will do better.\nThe council met."
    (found,) = said(text, {1: BlockKind.BLOCK_QUOTE})
    assert found.content == ("We have failed you.", "We will do better.")
    assert found.speaker == "Ana Ruiz"


def test_quoted_words_after_indirect_speech_keep_its_speaker() -> None:
    first, second = said('Ana Ruiz said the bridge is safe. "It was built to last a hundred years."')
    assert (first.speaker, second.speaker, second.rule) == ("Ana Ruiz", "Ana Ruiz", "quotation after indirect speech")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ana Ruiz and engineer Omar Haddad said no.", "Ana Ruiz and Omar Haddad"),
        ("Ana Ruiz, Omar Haddad and Li Wei said no.", "Ana Ruiz, Omar Haddad and Li Wei"),
        ("Ana Ruiz, the mayor, and Omar Haddad, an engineer, said no.", "Ana Ruiz and Omar Haddad"),
        ("Brian and Mary Curry said no.", "Brian Curry and Mary Curry"),
        ('"No," said Sens. Ruiz and Haddad.', "Ruiz and Haddad"),
        ("Ana Ruiz, who met Bo and Omar Haddad, said no.", "Ana Ruiz"),
        ("Ana Ruiz, director of Parks and Product Development, said no.", "Ana Ruiz"),
    ],
)
def test_people_with_one_voice_stay_together(text: str, name: str) -> None:
    assert only(text).speaker == name


def test_they_are_the_people_who_spoke_together() -> None:
    assert speakers("Ana Ruiz and Omar Haddad said no. They said it was late.") == ["Ana Ruiz and Omar Haddad"] * 2


def test_a_surname_in_the_plural_is_the_family_the_article_names() -> None:
    text = 'Brian and Mary Curry moved in May. "We love it here," the Currys said.'
    assert speakers(text) == ["Brian Curry and Mary Curry"]
    assert speakers("The Jameses met. The Currys said no.") == ["Currys"]


def test_a_relative_clause_before_a_verb_is_no_content() -> None:
    assert said("Ruiz, who works as an analyst, wrote the report.") == []


def test_whoever_holds_an_office_is_a_person_though_not_named() -> None:
    mayor, _ = extract(article("The mayor said the bridge is safe. Senior officials said no."))
    assert mayor.speaker is not None
    assert (mayor.speaker.name, mayor.speaker.kind) == ("mayor", SpeakerKind.PERSON)


@pytest.mark.parametrize("both", ["Both women", "Both", "The two women", "The pair", "The two"])
def test_both_are_the_last_two_people_named(both: str) -> None:
    text = f"Omar Haddad left. Ana Ruiz and Maria Lind teach in Lund. {both} said they were dismissed."
    assert speakers(text) == ["Ana Ruiz and Maria Lind"]


def test_both_sides_are_nobody_named() -> None:
    text = "Ana Ruiz and Maria Lind teach in Lund. Both sides said they were ready."
    assert speakers(text) == ["Both sides"]


@pytest.mark.parametrize("noun", ["researcher", "45-year-old"])
def test_a_trade_not_spoken_of_before_is_whoever_has_just_spoken(noun: str) -> None:
    text = f"“We were late,” Ana Ruiz said.\nNobody had asked the crews, the {noun} added."
    assert speakers(text) == ["Ana Ruiz", "Ana Ruiz"]


@pytest.mark.parametrize(
    ("before", "noun"),
    [
        ("“We were late,” Ana Ruiz said.", "lawyer representing the port"),
        ("“We were late,” Ana Ruiz said.", "woman"),
        ("Ana Ruiz left early. Omar Haddad stayed.", "researcher"),
        ("A researcher in Oslo said it was late. “We were late,” Ana Ruiz said.", "researcher"),
    ],
)
def test_others_are_not_taken_for_whoever_has_just_spoken(before: str, noun: str) -> None:
    assert speakers(f"{before}\nThe {noun} said nobody had asked the crews.")[-1] != "Ana Ruiz"


@pytest.mark.parametrize(
    ("told", "role"),
    [
        ("Ana Ruiz is the coach of the Lund rowing team.", "coach of the Lund rowing team"),
        ("Ana Ruiz is now a nurse, and lives in Lund.", "nurse"),
        ("Ana Ruiz, who is also the chair of the council, left.", "chair of the council"),
        ("Ana Ruiz, as the first female mayor of Lund, was cheered.", "first female mayor of Lund"),
        ("Ana Ruiz was the winner of the night.", None),
        ("Ana Ruiz is not a nurse.", None),
        ("Ana Ruiz is a mystery to the mayor.", None),
    ],
)
def test_a_role_told_in_another_sentence_is_the_speakers(told: str, role: str | None) -> None:
    quotation = extract(article(f"{told}\n“We were late,” Ruiz said on Friday."))[-1]
    assert quotation.speaker is not None
    assert quotation.speaker.role == role


@pytest.mark.parametrize(
    "sentence",
    [
        "WHAT IS HEARD AND HOPED There is growing support for the plan.",
        "WHAT IS KNOWN AND PLANNED There is a growing body of evidence for the role of salt.",
    ],
)
def test_a_heading_of_two_things_of_which_none_is_known_ends_no_reading(sentence: str) -> None:
    assert speakers(f'{sentence}\n"It works," Mary Lind said.') == ["Mary Lind"]


@pytest.mark.parametrize("which", ["The other", "The former", "The latter", "The younger"])
def test_which_of_two_unnamed_people_it_was_is_not_the_last_who_has_a_name(which: str) -> None:
    found = extract(
        article(
            "The minister, Pavel Dorn, spoke on Monday. “I stand by every word,” he told reporters.\n"
            "Two clerks said the letter had been printed. “It lay there for a week,” one of them said. "
            f"{which} added that “people whispered about it”."
        )
    )
    speakers = [one.speaker for one in found if one.speaker is not None]
    assert [one.name for one in speakers] == ["Pavel Dorn", "Two clerks", "one of them", which]
    assert speakers[-1].kind is SpeakerKind.ANONYMOUS
