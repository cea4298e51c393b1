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
    Likeness,
    MatchLevel,
    PassageFlag,
    Point,
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
    top = claim("The tax plan is theft", restates="0123456789ab", block=BlockKind.TITLE, kind=ClaimKind.ASSERTION)
    below = claim("The tax plan is theft,", speaker=Speaker("Petra Lund", "she", "mayor"))

    def told(**changes: Any) -> str:
        return why(report(claim=top, restated=replace(below, **changes)), restated_opinion=True)

    assert told() == "given as fact; “The tax plan is theft” is what Petra Lund (mayor) said"
    assert told(kind=ClaimKind.MIXED) == told()
    assert told(speaker=None) == "given as fact; “The tax plan is theft” is a quotation below"
    assert told(kind=ClaimKind.INDIRECT, cue="believes") == told()
    assert told(kind=ClaimKind.INDIRECT, cue="said", flags=("opinion",)) == told()
    assert not told(kind=ClaimKind.INDIRECT, cue="said")
    assert not why(report(claim=top), restated_opinion=True)
    assert not why(report(), restated_opinion=True)


def test_where_a_negation_is_what_differs_both_sides_are_told_with_it() -> None:
    plant = "The plant will not close."
    record = "The ministry said: the plant will close on 31 March."

    def told(aspect: Aspect, ours: str, theirs: str, text: str = plant, other: str = record) -> str:
        here, there = Span(text.index(ours), text.index(ours) + len(ours)), other.index(theirs)
        point = Point(aspect, Likeness.DIFFERS, "in words", (here,), (Span(there, there + len(theirs)),), sure=True)
        found = search(evidence(other, point, shown=Stance.CONTRADICTS))
        return why(report(claim=claim(text), search=found), contradicted=True).partition(": ")[2]

    both = "iq-112#0 says “the plant will close on 31 March”, the claim says “The plant will not close”"
    assert told(Aspect.NEGATION, "close", "close") == both
    assert told(Aspect.NEGATION, "close", "close", record, plant) == (
        "iq-112#0 says “The plant will not close”, the claim says “the plant will close on 31 March”"
    )
    far = "Nobody who works at the old plant by the river closed it."
    assert "says “Nobody who works at the old plant by the river closed it”" in told(
        Aspect.NEGATION, "close", "closed", other=far
    )
    assert told(Aspect.DENIAL, "The plant will not close", "denies", other="The ministry denies that it closes.") == (
        "iq-112#0 says “The ministry denies that it closes”, the claim says “The plant will not close”"
    )
    assert told(Aspect.FIGURE, "5 %", "5%", "Rents rose by 5 %.", "Rents fell by 5% in May.") == (
        "iq-112#0 says “Rents fell by 5% in May”, the claim says “Rents rose by 5 %” (in words)"
    )
    assert told(Aspect.DATE, "31 March", "31 March", "On 31 March", "on 31 March") == "in words, in iq-112#0"
    assert told(Aspect.OPPOSITE, "rose", "fell", "Rents rose.", "Rents fell.") == "“fell” in iq-112#0 against “rose”"


def test_what_is_known_to_be_false_is_the_same_claim_plainly_rated_so() -> None:
    told = why(report(precedents=(precedent(),)), known_false=True)
    assert told == (
        "the same was rated “False” by Eastmarch Fact Desk, 2026-10-01: “There were four attacks on lorries this year”"
    )
    own = precedent(own=True, id="0123456789ab", by="leo")
    assert why(report(precedents=(own,)), known_false=True) == (
        "the same was found contradicted by leo, 2026-10-01: “There were four attacks on lorries this year” "
        "(claim 0123456789ab)"
    )
    assert not why(report(precedents=(own, precedent())), like_false=True)
    for other in (
        precedent(level=MatchLevel.NEAR_MISS, differs=("a → b",)),
        precedent(claim="There were four attacks on buses this year"),
        precedent(verdict=None, rating="Exaggerated"),
        precedent(problems=("its citation no longer holds",)),
    ):
        assert not why(report(precedents=(other,)), known_false=True)


NIGHT = "Half of all night trains were cancelled last year."
OWNS = "The minister owns three houses in Port Calder."


@pytest.mark.parametrize(
    ("words", "before", "changes", "differs"),
    [
        ("Half of all day trains were cancelled last year.", NIGHT, {}, "night → day"),
        ("Half of all night buses were cancelled last year.", NIGHT, {}, "trains → buses"),
        ("Half of all night trains were delayed last year.", NIGHT, {}, "cancelled → delayed"),
        (
            "The rumour that half of all night trains were cancelled last year is untrue.",
            NIGHT,
            {},
            "with “rumour”; with “is untrue”",
        ),
        (NIGHT, NIGHT, {"published": date(2024, 3, 4)}, "last year (2025) → last year (2023)"),
        (NIGHT, NIGHT, {"published": None}, "with “last year”"),
        ("The mayor owns three houses in Port Calder.", OWNS, {}, "minister → mayor"),
        ("The minister sold three houses in Port Calder.", OWNS, {}, "owns → sold"),
        ("The minister owns four houses in Port Calder.", OWNS, {}, "three → four"),
        (OWNS, OWNS, {"flags": ("denied",)}, "its speaker does not say that it is so"),
        (OWNS, OWNS, {"cue": "denies"}, "its speaker does not say that it is so"),
        (OWNS, OWNS, {"cue": "doubts"}, "its speaker does not say that it is so"),
        ("The minister denies that he owns three houses in Port Calder.", OWNS, {}, "with “denies he”"),
    ],
)
def test_what_is_only_like_a_false_claim_is_told_with_what_differs(
    words: str, before: str, changes: dict[str, Any], differs: str
) -> None:
    article = replace(ARTICLE, published=changes.pop("published", date(2026, 2, 9)))
    known = precedent(claim=before, by="Desk", at="2026-02-02")
    for level in (MatchLevel.SAME, MatchLevel.NEAR_MISS):
        item = report(claim=claim(words, kind=ClaimKind.INDIRECT, **changes), precedents=(replace(known, level=level),))
        (flag, *_) = flags_of(DEFAULT, item, article)
        assert flag.rule == "like-false"
        assert flag.why.startswith(f"like what was rated “False” by Desk, 2026-02-02, but: {differs}")
    assert not why(report(claim=claim(words), precedents=(replace(known, level=MatchLevel.RELATED),)), like_false=True)


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
