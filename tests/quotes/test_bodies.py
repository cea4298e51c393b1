"""Bodies under their full names, short forms, initials and common nouns."""

from __future__ import annotations

import pytest
from quoting import article, said

from factcheck.domain import SpeakerKind
from factcheck.quotes import extract


def speakers(text: str) -> list[str | None]:
    return [found.speaker for found in said(text)]


@pytest.mark.parametrize(
    "name",
    [
        "Lund Ports and Harbour Protection",
        "Norwegian Fish and Wildlife Service",
        "Justice Department",
        "Lund General Hospital",
        "Department of Roads and Bridges",
    ],
)
def test_the_name_of_a_body_is_not_cut_at_an_and_or_a_title(name: str) -> None:
    (quotation,) = extract(article(f"The {name} said the gates would open in May."))
    assert quotation.speaker is not None
    assert (quotation.speaker.name, quotation.speaker.kind) == (name, SpeakerKind.BODY)


def test_an_acronym_introduced_in_brackets_stands_for_the_full_name() -> None:
    text = "U.S. Ports and Harbour Protection (PHP) met. The PHP said it was late. PHP said nobody was hurt."
    assert speakers(text) == ["U.S. Ports and Harbour Protection"] * 2


def test_an_acronym_that_spells_a_small_word_is_a_body() -> None:
    text = "The Wetland Heritage Organisation (WHO) met on Monday. WHO said the marsh was dry."
    assert speakers(text) == ["Wetland Heritage Organisation"]


def test_a_body_is_known_without_its_country_and_a_company_without_its_form() -> None:
    text = "U.S. Ports and Harbour Protection said no. Ports and Harbour Protection said so again."
    assert speakers(text) == ["U.S. Ports and Harbour Protection"] * 2
    assert speakers("Meridian Airlines grew. Meridian said fares would rise.") == ["Meridian Airlines"]


def test_a_common_noun_stands_for_the_body_whose_name_holds_it() -> None:
    text = "Lund General Hospital met the Lund Harbour Authority. The hospital said it was full."
    assert speakers(text) == ["Lund General Hospital"]


def test_a_general_noun_stands_for_a_body_only_where_there_is_one() -> None:
    assert speakers("The Lund Harbour Authority met. The agency said the port is full.") == ["Lund Harbour Authority"]
    two = "The Lund Harbour Authority met Lund General Hospital. The agency said the port is full."
    assert speakers(two) == ["agency"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Holt Council said rents rose. The ministry said that was wrong.", "ministry"),
        ("The Holt Council said rents rose. The agency said that was wrong.", "agency"),
        ("Brask Foods grew. Brask Foods said profits rose. The government said they fell.", "government"),
        ("The Vell Bank said rates rose. The court said they fell.", "court"),
        ("The Justice Department said no. The ministry said it would stay so.", "Justice Department"),
        ("Norland Constabulary met. The police said the road was shut.", "Norland Constabulary"),
        ("The MOW said roads were shut. The ministry said they would open.", "MOW"),
        ("Fennick, a bank, said rates fell. The bank said it would close.", "Fennick"),
        ("Lorn Rovers lost. The club said the pitch was wet.", "Lorn Rovers"),
        ("Brask Foods said profits rose. The company said it would hire.", "Brask Foods"),
    ],
)
def test_the_name_of_a_body_tells_what_it_may_be_called(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


def test_critics_including_somebody_are_not_that_person() -> None:
    assert speakers('Critics, including Ana Ruiz, called the plan a "disgrace to the town".') == ["Critics"]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Meridian Airlines grew. A Meridian spokesperson said no.", "Meridian Airlines", "spokesperson"),
        ("A spokeswoman for the Lund Harbour Authority said no.", "Lund Harbour Authority", "spokeswoman"),
        ('"No," said a spokesman for Meridian.', "Meridian", "spokesman"),
    ],
)
def test_an_unnamed_spokesperson_is_the_body_speaking(text: str, name: str, role: str) -> None:
    (quotation,) = extract(article(text))
    assert quotation.speaker is not None
    assert quotation.speaker.kind is SpeakerKind.BODY
    assert (quotation.speaker.name, quotation.speaker.role) == (name, role)


def test_the_spokeswoman_and_she_go_back_to_the_body_she_speaks_for() -> None:
    text = "A spokeswoman for Meridian Airlines said no. She said it was late. The spokeswoman said so again."
    assert speakers(text) == ["Meridian Airlines"] * 3


def test_the_spokesman_of_a_person_is_somebody_unnamed() -> None:
    (quotation,) = extract(article("Mayor Ana Ruiz was away. A spokesman for Ruiz said she was ill."))
    assert quotation.speaker is not None
    assert (quotation.speaker.name, quotation.speaker.kind) == ("spokesman for Ana Ruiz", SpeakerKind.ANONYMOUS)


def test_an_acronym_in_brackets_belongs_to_the_source() -> None:
    (found,) = said("According to the Lund Harbour Authority (LHA), rents fell by a third.")
    assert (found.content, found.source) == (("rents fell by a third",), "the Lund Harbour Authority (LHA)")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A 2021 Lund University study found that rents fell.", "Lund University"),
        ("The port is full, according to Harbour Authority figures.", "Harbour Authority"),
        ("Meridian Airlines grew. A Meridian promotional video says fares are low.", "Meridian Airlines"),
        ("Ana Ruiz resigned. Ruiz’s statement said the bridge was closed.", "Ana Ruiz"),
    ],
)
def test_a_document_named_after_who_issued_it_is_that_body_or_person_speaking(text: str, name: str) -> None:
    assert speakers(text) == [name]


def test_the_study_goes_back_to_the_body_whose_study_it_was() -> None:
    text = "A Lund University study found that rents fell. The study said wages fell as well."
    assert speakers(text) == ["Lund University"] * 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ana Ruiz was charged. The Ruiz indictment says the money is gone.", "Ruiz indictment"),
        ("A U.S. report found that rents fell.", "U.S. report"),
        ("A Northwood poll found that rents fell.", "Northwood poll"),
    ],
)
def test_a_document_about_somebody_or_of_a_place_stays_a_document(text: str, name: str) -> None:
    (quotation,) = extract(article(text))
    assert quotation.speaker is not None
    assert (quotation.speaker.name, quotation.speaker.kind) == (name, SpeakerKind.DOCUMENT)


def test_an_act_of_a_parliament_is_no_body() -> None:
    text = "The Lund Council voted. The Council Bill is long. They said rents would fall."
    assert speakers(text) == ["Lund Council"]
