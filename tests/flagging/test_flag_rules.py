"""Which rules a claim meets, and what is said of it: what was found, not what the rule says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flag_samples import ARTICLE, BODY, RUIZ, claim, differs, evidence, precedent, report, search

from factcheck.domain import (
    Alteration,
    Aspect,
    BlockKind,
    ClaimKind,
    DiffOperation,
    DiffPart,
    MatchLevel,
    PassageFlag,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    Wording,
    WordingFinding,
    WordingPlace,
)
from factcheck.flagging import phrases
from factcheck.flagging.flag_rule import FlagRule
from factcheck.flagging.naming import is_outlet, is_speaker
from factcheck.flagging.rules import CHECK_WORTHY, DEFAULT, flags_of


def why(item: Any, **wants: Any) -> str:
    """What is said of a claim that meets a rule; "" if it does not meet it."""
    names = {name.replace("_", "-"): value for name, value in wants.items()}
    return next((flag.why for flag in flags_of([FlagRule("watched", names)], item, ARTICLE)), "")


# -- phrases and names --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("gas plant", "Two Gas Plants stay shut", "Gas Plants"),
        ("tax rise", "the tax, rising again", "tax, rising"),
        ("cafe", "The Café’s bill", "Café’s"),
        ("US", "He told us", None),
        ("US", "He told the US embassy", "US"),
        ("us", "He told the US embassy", "US"),
        ("gas-fired", "a gas fired boiler", "gas fired"),
        ("gas", "gasoline and biogas", None),
        ("tax rise", "the rise of the tax", None),
        ("", "anything", None),
        ("–", "a – b", None),
    ],
)
def test_a_phrase_is_found_in_the_forms_of_its_words_and_in_whole_words_only(
    phrase: str, text: str, found: str | None
) -> None:
    span = phrases.find(phrase, text)
    assert (span.of(text) if span else None) == found


@pytest.mark.parametrize(
    ("name", "speaker", "met"),
    [
        ("Ruiz", RUIZ, True),
        ("A. Ruiz", RUIZ, True),
        ("Harbour master Ana Ruiz", RUIZ, True),
        ("Eva Ruiz", RUIZ, False),
        ("LHA", BODY, True),
        ("lund harbour authority", BODY, True),
        ("Officials", Speaker("officials", "they", None, SpeakerKind.ANONYMOUS), True),
        ("Ruiz", Speaker("officials", "they", None, SpeakerKind.ANONYMOUS), False),
        ("Ruiz", None, False),
    ],
)
def test_a_speaker_is_known_by_any_form_of_the_name(name: str, speaker: Speaker | None, met: bool) -> None:
    assert is_speaker(name, speaker) is met


def test_an_outlet_is_known_by_its_name() -> None:
    assert is_outlet("the saltmarsh ledger", "The Saltmarsh Ledger")
    assert not is_outlet("The Saltmarsh Courier", "The Saltmarsh Ledger")
    assert not is_outlet("The Saltmarsh Ledger", None)


# -- conditions ---------------------------------------------------------------------------


def test_who_said_it_in_what_role_and_where_it_stands() -> None:
    assert why(report(), speakers=("Orlov", "Ruiz")) == "said by Ana Ruiz (harbour master)"
    assert why(report(), roles=("harbour masters",)) == "said by Ana Ruiz, harbour master"
    assert (
        why(report(), outlets=("Saltmarsh Ledger, The", "The Saltmarsh Ledger")) == "published by The Saltmarsh Ledger"
    )
    assert why(report(), topics=("lorry", "attack")) == "“attacks”, “lorries” in the claim"
    assert why(report(), topics=("gas plant",)) == "“Gas plants” in the headline"
    assert why(report(), kinds=(ClaimKind.DIRECT,)) == "a direct quotation"
    assert why(report(), checkworthiness=0.5) == "check-worthiness 0.50 (figure: 4 (+0.20))"
    for unmet in (
        {"speakers": ("Orlov",)},
        {"roles": ("mayor",)},
        {"outlets": ("The Courier",)},
        {"topics": ("flood",)},
        {"kinds": (ClaimKind.ASSERTION,)},
        {"checkworthiness": 0.51},
    ):
        assert not why(report(), **unmet)


def test_all_conditions_must_hold_and_none_of_the_exceptions() -> None:
    both = {"speakers": ("Ruiz",), "topics": ("lorry",)}
    assert why(report(), **both) == "said by Ana Ruiz (harbour master); “lorries” in the claim"
    assert not why(report(), speakers=("Ruiz",), topics=("flood",))
    rule = FlagRule("watched", both, {"outlets": ("The Saltmarsh Ledger",)})
    assert flags_of([rule], report(), ARTICLE) == ()
    assert flags_of([rule], report(), replace(ARTICLE, publisher="The Courier")) != ()


def test_a_contradiction_is_told_as_a_proposal_with_both_sides() -> None:
    shown = report(
        search=search(evidence("The ministry counted 14 attacks on lorries.", differs(), shown=Stance.CONTRADICTS))
    )
    assert why(shown, contradicted=True) == "the record may contradict it: “14 attacks” in iq-112#0 against “4 attacks”"
    later = evidence(
        "The ministry counted 14 attacks on lorries.", shown=Stance.CONTRADICTS, flags=(PassageFlag.LATER,)
    )
    assert why(report(search=search(later)), contradicted=True) == (
        "the record may contradict it: “The ministry counted 14 attacks on lorries.” in iq-112#0 (published later)"
    )
    for silent in (
        search(evidence()),
        search(evidence(shown=Stance.SUPPORTS)),
        search(evidence(shown=Stance.CONTRADICTS, flags=(PassageFlag.SAME_SPEAKER,))),
        search(evidence(shown=Stance.CONTRADICTS, flags=(PassageFlag.CIRCULAR,))),
        None,
    ):
        assert not why(report(search=silent), contradicted=True)


def test_a_figure_differs_where_it_surely_is_of_the_same_thing() -> None:
    def told(point: Any, *flags: str) -> str:
        found = search(evidence("The ministry counted 14 attacks on lorries.", point, flags=flags))
        return why(report(search=found), figure_differs=True)

    assert told(differs()) == "“14 attacks” in iq-112#0 against “4 attacks”"
    assert told(differs(Aspect.DATE)) == "“14 attacks” in iq-112#0 against “4 attacks”"
    assert told(differs(), PassageFlag.SAME_SPEAKER).startswith("“14 attacks” in iq-112#0 (the same speaker) against")
    assert told(replace(differs(), claim=(), passage=())) == "4 attacks / 14 attacks: differs by 10, in iq-112#0"
    assert not told(differs(sure=False))
    assert not told(differs(Aspect.NAME))
    assert not told(differs(), PassageFlag.CIRCULAR)


def wording(part: DiffPart, *, same_speaker: bool | None = None) -> Wording:
    exact = "There were no 14 attacks on lorries this year"
    place = WordingPlace("notes-1", Span(0, len(exact)), exact, speaker="Dana Orlov", same_speaker=same_speaker)
    return Wording(WordingFinding.ALTERED, (place,), (part,))


def test_what_was_misquoted_is_told_in_both_wordings() -> None:
    at = claim().spans[0].start
    changed = DiffPart(
        DiffOperation.REPLACED, Span(at + 11, at + 12), Span(14, 16), 0, (Alteration.CHANGED_FIGURE,), True
    )
    told = why(report(search=search(wording=wording(changed))), misquoted=True)
    assert told == "the record may have other words in notes-1: changed figure: “14” there, “4” here"
    dropped = DiffPart(DiffOperation.DROPPED, Span(at, at), Span(11, 13), 0, (Alteration.DROPPED_NEGATION,), True)
    assert "“no” was left out" in why(report(search=search(wording=wording(dropped))), misquoted=True)
    somebody = why(report(search=search(wording=wording(changed, same_speaker=False))), misquoted=True)
    assert somebody == "its words are Dana Orlov's in notes-1"
    harmless = replace(changed, grave=False)
    assert not why(report(search=search(wording=wording(harmless))), misquoted=True)
    assert not why(report(search=search()), misquoted=True)


def test_an_opinion_that_the_headline_gives_as_fact() -> None:
    top = claim(restates="0123456789ab", block=BlockKind.TITLE)
    assert why(report(claim=top), restated_opinion=True).startswith(
        "the headline gives as fact what is a quotation below"
    )
    assert not why(report(), restated_opinion=True)


def test_what_is_known_to_be_false_is_the_same_claim_plainly_rated_so() -> None:
    told = why(report(precedents=(precedent(),)), known_false=True)
    assert told == (
        "the same was rated “False” by Eastmarch Fact Desk, 2026-10-01: “There were four attacks on lorries”"
    )
    own = precedent(own=True, id="0123456789ab", by="leo")
    assert why(report(precedents=(own,)), known_false=True) == (
        "the same was found contradicted by leo, 2026-10-01: “There were four attacks on lorries” (claim 0123456789ab)"
    )
    for other in (
        precedent(level=MatchLevel.NEAR_MISS),
        precedent(verdict=None, rating="Exaggerated"),
        precedent(problems=("its citation no longer holds",)),
    ):
        assert not why(report(precedents=(other,)), known_false=True)


# -- without a file -----------------------------------------------------------------------


def test_without_a_file_every_new_claim_is_flagged_and_the_gravest_reason_comes_first() -> None:
    plain = report(claim=claim(checkworthiness=0.1, kind=ClaimKind.ASSERTION, speaker=None))
    (new,) = flags_of(DEFAULT, plain, ARTICLE)
    assert (new.rule, new.why) == ("new", "the outlet's own statement that was not known before")
    grave = report(
        precedents=(precedent(),),
        search=search(evidence("The ministry counted 14 attacks on lorries.", differs(), shown=Stance.CONTRADICTS)),
    )
    names = [flag.rule for flag in flags_of(DEFAULT, grave, ARTICLE)]
    assert names == ["known-false", "contradicted", "figure-differs", "check-worthy", "new"]
    assert CHECK_WORTHY == 0.5


def test_what_is_said_of_a_claim_stays_on_one_line_and_does_nothing_to_a_terminal() -> None:
    hostile = Speaker("Ana\n\x1b[31mRuiz", "she", "harbour\r\nmaster")
    item = report(claim=claim(speaker=hostile), precedents=(precedent(rating="False\n\x1b]0;x", by="a\u202eb"),))
    article = replace(ARTICLE, title="Gas\nplants", published=date(2026, 11, 2))
    rule = FlagRule("all", {"kinds": (ClaimKind.DIRECT,), "topics": ("lorry",), "known-false": True, "new": True})
    (flag,) = flags_of([rule], item, article)
    assert not set(flag.why) & set("\n\r\x1b\u202e")
