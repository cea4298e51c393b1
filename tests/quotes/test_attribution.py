"""One test a rule, each with its own sentence."""

from __future__ import annotations

import pytest
from quoting import article, only, said

from factcheck.domain import BlockKind
from factcheck.quotes import extract


@pytest.mark.parametrize(
    ("rule", "text", "content", "source"),
    [
        (
            "cue before content",
            "Drivers who carry bricks to the bridge say that it is safe.",
            "that it is safe",
            "Drivers who carry bricks to the bridge",
        ),
        (
            "inverted after content",
            '"The bridge is safe," said Ana Ruiz, the city engineer.',
            "The bridge is safe,",
            "Ana Ruiz, the city engineer",
        ),
        (
            "inverted after content",
            "The bridge is safe, says veteran diplomat Omar Haddad.",
            "The bridge is safe",
            "veteran diplomat Omar Haddad",
        ),
        (
            "source and cue after content",
            '"The bridge is safe," Ana Ruiz said on Monday.',
            "The bridge is safe,",
            "Ana Ruiz",
        ),
        (
            "source and cue after content",
            "The bridge is safe, the engineer told reporters.",
            "The bridge is safe",
            "the engineer",
        ),
        ("source and cue after content", '"Is it safe?" Ana Ruiz asked.', "Is it safe?", "Ana Ruiz"),
        ("as somebody said", "The bridge is safe, as Ana Ruiz noted.", "The bridge is safe", "Ana Ruiz"),
        ("according to", "Rents fell by a third, according to the survey.", "Rents fell by a third", "the survey"),
        ("according to", "According to the survey, rents fell by a third.", "rents fell by a third", "the survey"),
        (
            "inverted before content",
            'But, said Ana Ruiz, "the bridge will be safe by May."',
            "the bridge will be safe by May.",
            "Ana Ruiz",
        ),
        (
            "cue before content",
            "The engineer said on Monday that the bridge is safe.",
            "that the bridge is safe",
            "The engineer",
        ),
        (
            "cue before content",
            "Ana Ruiz, the mayor of Lund, said the bridge is safe.",
            "the bridge is safe",
            "Ana Ruiz, the mayor of Lund,",
        ),
        ("cue before content", "Ruiz stressed the need for a second bridge.", "the need for a second bridge", "Ruiz"),
        (
            "cue before content",
            "Ruiz urged the council to close the bridge.",
            "the council to close the bridge",
            "Ruiz",
        ),
        ("cue before content", "Ruiz vowed to close the bridge.", "to close the bridge", "Ruiz"),
        ("relative clause", "It pleased Ana Ruiz, who said the bridge is safe.", "the bridge is safe", "who"),
        ("participle", "Ana Ruiz reopened the bridge, saying that it is safe.", "that it is safe", "Ana Ruiz"),
        (
            "wording of a document",
            "The council sent out a letter saying that the bridge is safe.",
            "that the bridge is safe",
            "a letter",
        ),
        ("second verb", "Ana Ruiz toured the site and said the bridge is safe.", "the bridge is safe", "Ana Ruiz"),
        (
            "noun of saying",
            "Nobody trusts the mayor's claim that the bridge is safe.",
            "that the bridge is safe",
            "the mayor's",
        ),
        (
            "passive",
            "Residents were told by the city engineer that the bridge is safe.",
            "that the bridge is safe",
            "the city engineer",
        ),
        (
            "cue before content",
            "A Courier poll showed a narrow lead for Ruiz.",
            "a narrow lead for Ruiz",
            "A Courier poll",
        ),
        ("second verb", "Ruiz often visits Lund and says the bridge is safe.", "the bridge is safe", "Ruiz"),
        ("colon before content", 'Ana Ruiz was blunt: "The bridge is safe."', "The bridge is safe.", "Ana Ruiz"),
    ],
)
def test_a_rule_joins_content_and_source(rule: str, text: str, content: str, source: str) -> None:
    found = only(text)
    assert (found.rule, found.content, found.source) == (rule, (content,), source)


def test_a_rule_can_be_left_out() -> None:
    text = article("Rents fell by a third, according to the survey.")
    assert extract(text)
    assert not extract(text, without=["according to"])


def test_content_cut_in_two_by_its_cue_is_one_quotation() -> None:
    assert only('"The bridge," said Ana Ruiz, "is safe."').content == ("The bridge,", "is safe.")
    assert only('"The bridge is safe," Ruiz said. "Nobody need worry."').content == (
        "The bridge is safe,",
        "Nobody need worry.",
    )
    assert only("Many of the roads, she said, have been closed.").content == ("Many of the roads", "have been closed")


def test_words_in_and_outside_marks_make_a_mixed_quotation() -> None:
    found = only('The bridge is "as safe as houses," Ana Ruiz said.')
    assert (found.kind, found.content) == ("mixed", ('The bridge is "as safe as houses,"',))
    assert only("Ana Ruiz said the bridge is safe.").kind == "indirect"
    assert only('"The bridge is safe," Ana Ruiz said.').kind == "direct"


@pytest.mark.parametrize(
    ("text", "hearer"),
    [
        ('"The bridge is safe," she told Radio Lund.', "Radio Lund"),
        ('"The bridge is safe," she told the Lund Courier on Monday.', "the Lund Courier"),
        ("She told reporters on Monday that the bridge is safe.", "reporters"),
        ("She told him the bridge is safe.", "him"),
        ("She said the bridge is safe.", None),
    ],
)
def test_the_hearer_is_named_where_told(text: str, hearer: str | None) -> None:
    assert only(text).addressee == hearer


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Ruiz said the bridge is safe, adding that the road is not.", ["the bridge is safe", "that the road is not"]),
        ("Ruiz praised the plan and said that the bridge is safe.", ["the plan", "that the bridge is safe"]),
        ("Ruiz praised the plan, which had taken all night.", ["the plan"]),
        ("After Ruiz said that the bridge was safe, the council met.", ["that the bridge was safe"]),
        ('Ruiz called it "a shame," and the council met.', ['it "a shame,"']),
        ('Ruiz said it was "a shame" and called the vote late.', ['it was "a shame"', "the vote late"]),
        ('Ruiz shouted "not in our town" until Haddad left.', ["not in our town"]),
        ("Ruiz declined to speak as she left the hall.", ["to speak"]),
        ("Ruiz told a crowd in Ystad, Skane on Monday that it was late.", ["that it was late"]),
        (
            'Asked when it would open, Ruiz said, "It will open in May."',
            ["when it would open", "It will open in May."],
        ),
        ('While the band played on, Ruiz said, "It will open in May."', ["It will open in May."]),
    ],
)
def test_a_content_ends_where_the_outlet_or_another_attribution_goes_on(text: str, contents: list[str]) -> None:
    assert [found.content[0] for found in said(text)] == contents


def test_only_the_outermost_of_nested_attributions_is_returned() -> None:
    found = only('"She told me that he said no," Ana Ruiz said.')
    assert (found.content, found.speaker) == (("She told me that he said no,",), "Ana Ruiz")
    assert only("The Courier reports that Ruiz said no, according to an aide.").source == "an aide"


def test_two_finds_of_one_rule_never_share_words() -> None:
    text = "Nobody believed the engineer's claim that Ruiz's report that the bridge is safe was lost."
    assert only(text).content == ("that Ruiz's report that the bridge is safe was lost",)


@pytest.mark.parametrize(
    "text",
    [
        'The "Free State of Lund" (FSL) was founded in May.',
        'She starred in "The Bridge" last year.',
        'Omar "Lefty" Haddad ran for mayor.',
        'The so-called "experts" stayed at home.',
        "The bridge was closed in May.",
        "The cook added some more salt to the soup.",
    ],
)
def test_names_titles_nicknames_and_scare_quotes_are_no_quotations(text: str) -> None:
    assert said(text) == []


def test_a_headline_names_its_source_before_a_colon() -> None:
    (found,) = said("Ruiz: Bridge is safe\nAna Ruiz, the mayor, came.", {0: BlockKind.TITLE})
    assert (found.content, found.source) == (("Bridge is safe",), "Ruiz")
    assert said("Ruiz: Bridge is safe\nAna Ruiz, the mayor, came.", {0: BlockKind.CAPTION}) == []


def test_a_name_in_quotation_marks_does_not_hide_the_source_behind_it() -> None:
    found = only('In a talk on "Lund This Week," Ana Ruiz said the bridge is safe.')
    assert (found.content, found.source) == (("the bridge is safe",), "Ana Ruiz")


def test_a_source_without_anything_said_is_no_quotation() -> None:
    assert said("ACCORDING TO\x1b:\x1b") == []


def test_a_passive_without_an_agent_names_who_was_told_and_no_speaker() -> None:
    found = only("Residents were warned that the bridge might fall.")
    assert (found.content, found.speaker, found.addressee) == (("that the bridge might fall",), None, "Residents")
