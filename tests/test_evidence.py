"""How lists become one, copies one source, and a long list the few that are shown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck import evidence, quotes
from factcheck.domain import (
    Article,
    Block,
    BlockKind,
    Claim,
    ClaimKind,
    Passage,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    StanceJudgement,
)
from factcheck.evidence import Candidate, Ranking, copies, flags, fusion

WIRE = (
    "Work on the Ostrava ferry terminal will stop for two weeks from Monday, the port authority said, "
    "after cracks were found in the northern pier by divers who had been sent to look for a lost anchor."
)


def passage(text: str, key: int = 1, published: date | None = None, **fields: str) -> Passage:
    return Passage(f"d{key}#0", f"d{key}", 1, text, Span(0, len(text)), published=published, **fields)


def article(text: str, **fields: object) -> Article:
    return Article(text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),), **fields)  # type: ignore[arg-type]


def claim(text: str, speaker: str | None = None, kind: SpeakerKind = SpeakerKind.PERSON) -> Claim:
    who = Speaker(speaker, speaker, kind=kind) if speaker else None
    return Claim("a", ClaimKind.INDIRECT, text, (Span(0, len(text)),), speaker=who)


def judged(*stances: str) -> list[StanceJudgement]:
    """Judgements of which these stances are shown: of "neutral" ones none, whatever was computed."""
    return [
        StanceJudgement(Stance.CONTRADICTS, 0.8, "test", shown=None if stance == "neutral" else Stance(stance))
        for stance in stances
    ]


# -- fusing -------------------------------------------------------------------------------


def test_fused_scores_are_the_mean_of_each_lists_spread_scores() -> None:
    dense = [(1, 0.9), (2, 0.6), (3, 0.5)]
    lexical = [(3, 12.0), (4, 4.0), (2, 2.0)]
    fused = evidence.fuse([Ranking(dense), Ranking(lexical)])
    assert fused == {1: 0.5, 2: pytest.approx(0.125), 3: 0.5, 4: pytest.approx(0.1)}


def test_a_context_counts_less_than_the_claims_own_words() -> None:
    fused = evidence.fuse([Ranking([(1, 2.0), (2, 1.0)]), Ranking([(2, 2.0), (1, 1.0)], weight=0.5)])
    assert fused == {1: pytest.approx(2 / 3), 2: pytest.approx(1 / 3)}


def test_a_list_of_one_gives_it_all_and_an_empty_list_nothing() -> None:
    assert evidence.fuse([Ranking([(7, 0.3)]), Ranking([])]) == {7: 0.5}
    assert evidence.fuse([]) == {}


lists = st.lists(st.tuples(st.integers(1, 30), st.floats(-5, 5)), unique_by=lambda item: item[0])


@given(st.lists(lists, min_size=1, max_size=5))
def test_fused_scores_lie_between_zero_and_one_and_hold_everything_found(found: list[list[tuple[int, float]]]) -> None:
    fused = evidence.fuse([Ranking(each) for each in found])
    assert all(0 <= score <= 1 for score in fused.values())
    assert fused.keys() == {key for each in found for key, _ in each}


def test_each_context_is_searched_in_front_of_the_claims_own_words() -> None:
    asked = Claim("a", ClaimKind.ASSERTION, "It has\nclosed.", (Span(0, 14),), context=("Meridian", "The mill stood."))
    assert fusion.queries_for(asked) == ["It has closed.", "Meridian It has closed.", "The mill stood. It has closed."]


def test_of_equals_what_was_known_at_the_time_goes_first() -> None:
    found = [Candidate(key, 0.5, 0.5, None) for key in (1, 2, 3)]
    assert [one.key for one in evidence.ordered(found, later={1})] == [2, 3, 1]


# -- copies -------------------------------------------------------------------------------


def test_a_wire_story_that_was_shortened_and_given_a_lead_is_a_copy() -> None:
    shortened = "OSTRAVA – " + WIRE.removesuffix(" by divers who had been sent to look for a lost anchor.") + "."
    other = "The port authority said on Friday that the ferry terminal in Ostrava had made a profit for two years."
    assert copies.grouped([WIRE, other, shortened], 5) == [[0, 2], [1]]


def test_two_reports_of_one_event_in_their_own_words_are_two_sources() -> None:
    own = "Divers looking for an anchor found cracks in a pier at Ostrava, and the terminal will close for a fortnight."
    assert copies.grouped([WIRE, own], 5) == [[0], [1]]


def test_texts_too_short_for_a_run_of_five_are_copies_only_if_they_are_equal() -> None:
    assert copies.grouped(["Pier closed.", "PIER CLOSED", "Pier open.", "", "…"], 9) == [[0, 1], [2], [3], [4]]


def test_copies_of_the_first_groups_are_found_however_many_there_are() -> None:
    others = [f"Report number {n} on something else again." for n in range(9)]
    assert copies.grouped([*[WIRE] * 40, *others, WIRE], 2) == [[*range(40), 49], [40]]


def test_a_copy_known_at_the_time_stands_for_its_group() -> None:
    found = [Candidate(1, 0.9, 0.8, None), Candidate(2, 0.4, 0.7, 3)]
    passages = {1: passage(WIRE, 1), 2: passage(WIRE, 2)}
    (group,) = evidence.grouped(found, passages, later={1})
    assert (group.key, group.score, group.copies) == (2, 0.9, (1,))
    (group,) = evidence.grouped(found, passages, later=set())
    assert (group.key, group.copies) == (1, (2,))


# -- flags --------------------------------------------------------------------------------

STORY = article(
    f"{WIRE} Residents were told by letter.",
    title="Ferry terminal at Ostrava to close for two weeks",
    publisher="Northwood Gazette",
    published=date(2024, 5, 3),
    url="https://www.northwood.example/news/ferry/?utm_source=x",
)


def test_the_article_is_circular_under_its_address_headline_or_words() -> None:
    address = passage("Read on.", url="http://northwood.example/news/ferry")
    headline = passage("Text.", title="Ferry terminal at Ostrava to close for two weeks", publisher="Another Paper")
    words = passage(f"From other papers: {WIRE}", publisher="Another Paper")
    for repeated in (address, headline, words):
        assert "circular" in evidence.flags_for(repeated, STORY)


def test_another_page_of_the_outlet_or_one_shared_phrase_is_not_circular() -> None:
    other = passage("Read on.", url="https://northwood.example/news/ferry-2", publisher="Northwood Gazette")
    phrase = passage("The pier is old. Cracks were found in the northern pier last year, too, by an engineer.")
    page = passage("Read on.", url="https://northwood.example/page?id=2")
    by_number = article("Other words.", url="https://northwood.example/page?id=1")
    assert "circular" not in {*evidence.flags_for(other, STORY), *evidence.flags_for(phrase, STORY)}
    assert "circular" not in evidence.flags_for(page, by_number)


def test_what_was_there_before_the_article_is_not_circular_for_the_same_words() -> None:
    assert evidence.flags_for(passage(WIRE, published=date(2024, 5, 2)), STORY) == ()
    assert evidence.flags_for(passage(WIRE, published=date(2024, 5, 3)), STORY) == ("circular",)


def test_later_is_after_the_article_and_undated_is_neither() -> None:
    assert evidence.flags_for(passage("Text.", published=date(2024, 5, 4)), STORY) == ("later",)
    assert evidence.flags_for(passage("Text.", published=date(2024, 5, 3)), STORY) == ()
    assert evidence.flags_for(passage("Text."), STORY) == ("undated",)


def says_again(asked: Claim, text: str) -> bool:
    return flags.says_again(asked, text, quotes.extract(article(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Minister Oda Lindqvist said that unemployment had fallen to its lowest level since 1990.",
        "“Unemployment is at its lowest since 1990,” Lindqvist told a news conference.",
    ],
)
def test_the_speaker_saying_it_again_is_no_witness(text: str) -> None:
    asked = claim("unemployment has fallen to its lowest level since 1990", "Oda Lindqvist")
    assert says_again(asked, text)


@pytest.mark.parametrize(
    "text",
    [
        "The statistics office said that unemployment had fallen to its lowest level since 1990.",
        "Lindqvist said that she would travel to Lisbon. Unemployment has fallen to its lowest level since 1990.",
        "Bo Lindqvist said that unemployment had fallen to its lowest level since 1990.",
        "Lindqvist said that she liked the sea.",
    ],
)
def test_somebody_else_or_something_else_is_not_the_speaker_again(text: str) -> None:
    assert not says_again(claim("unemployment has fallen to its lowest level since 1990", "Oda Lindqvist"), text)


@pytest.mark.parametrize(
    ("name", "kind", "source", "again"),
    [
        ("Dana Orlov", SpeakerKind.PERSON, "D. Orlov told Radio Velm", True),
        ("Dana Orlov", SpeakerKind.PERSON, "Ms Orlov told Radio Velm", True),
        ("Dana Orlov", SpeakerKind.PERSON, "said Dana Orlov, the harbour master", True),
        ("Dana Orlov", SpeakerKind.PERSON, "Harbour Master Dana Orlov said", True),
        ("Dana Orlov", SpeakerKind.PERSON, "B. Orlov told Radio Velm", False),
        ("D. Orlov", SpeakerKind.PERSON, "Dana Orlov told Radio Velm", True),
        ("J. R. Ruiz", SpeakerKind.PERSON, "J.R. Ruiz told Radio Velm", True),
        ("J. R. Ruiz", SpeakerKind.PERSON, "J. M. Ruiz told Radio Velm", False),
        ("Peter Holm Jr.", SpeakerKind.PERSON, "Peter Holm Sr. told Radio Velm", False),
        ("Ola van der Berg", SpeakerKind.PERSON, "Van der Berg told Radio Velm", True),
        ("Samir al-Haddad", SpeakerKind.PERSON, "Samir Haddad told Radio Velm", True),
        ("Lund Harbour Authority", SpeakerKind.BODY, "the LHA told Radio Velm", True),
        ("LHA", SpeakerKind.BODY, "the Lund Harbour Authority told Radio Velm", True),
        ("Port Authority", SpeakerKind.BODY, "the Ostrava Port Authority told Radio Velm", True),
        ("Port Authority", SpeakerKind.BODY, "the Ostrava Fire Authority told Radio Velm", False),
        ("harbour ministry", SpeakerKind.BODY, "harbour ministry officials told Radio Velm", True),
        ("officials", SpeakerKind.ANONYMOUS, "officials told Radio Velm", False),
    ],
)
def test_the_speaker_is_known_under_other_forms_of_the_name(
    name: str, kind: SpeakerKind, source: str, again: bool
) -> None:
    asked = claim("the northern pier will be closed for two weeks from Monday", name, kind)
    assert says_again(asked, f"The northern pier will be closed for two weeks from Monday, {source}.") is again


# -- choosing -----------------------------------------------------------------------------


def test_what_speaks_against_the_claim_gets_the_place_of_the_last_that_says_nothing() -> None:
    stances = judged("supports", "neutral", "supports", "neutral", "contradicts")
    assert evidence.shown(stances, [True] * 5, 3) == ([0, 2, 4], True)


def test_what_speaks_for_the_claim_gets_a_place_if_all_that_is_shown_speaks_against_it() -> None:
    stances = judged("contradicts", "contradicts", "neutral", "supports")
    assert evidence.shown(stances, [True] * 4, 2) == ([0, 3], True)


def test_no_place_is_kept_where_both_sides_are_shown_or_the_other_is_not_or_no_witness() -> None:
    both = judged("supports", "contradicts", "contradicts")
    assert evidence.shown(both, [True] * 3, 2) == ([0, 1], False)
    unsure = judged("supports", "neutral", "neutral")
    assert evidence.shown(unsure, [True] * 3, 2) == ([0, 1], False)
    later = judged("supports", "neutral", "contradicts")
    assert evidence.shown(later, [True, True, False], 2) == ([0, 1], False)


def test_what_cannot_bear_anything_out_does_not_fill_the_place_of_counter_evidence() -> None:
    stances = judged("supports", "contradicts", "contradicts")
    assert evidence.shown(stances, [True, False, True], 2) == ([0, 2], True)


def test_a_single_place_goes_to_the_best_passage_and_nothing_found_shows_nothing() -> None:
    assert evidence.shown(judged("supports", "contradicts"), [True, True], 1) == ([0], False)
    assert evidence.shown([], [], 5) == ([], False)


def test_a_passage_that_says_it_in_one_sentence_is_closer_than_one_that_scatters_the_words() -> None:
    shares = evidence.closest_sentences(
        "The ferry to Ostrava sank in March.",
        {
            1: ("", "Last March a ferry bound for Ostrava sank. Nobody was hurt."),
            2: ("", "The ferry was new. In March it snowed. Ostrava lies inland. A mine sank."),
            3: ("", "Wheat is dear."),
        },
    )
    assert shares[1] == 1 > shares[2] > shares[3] == 0


def test_a_rare_word_weighs_more_than_one_that_every_passage_holds() -> None:
    held = {n: ("", f"The council of Velm met for the {n}th time.") for n in range(4, 9)}
    bought = {1: ("", "A dredger was bought.")}
    shares = evidence.closest_sentences("The council of Velm bought a dredger.", held | bought)
    assert shares[1] > 2 * max(shares[n] for n in held)


@pytest.mark.parametrize("claim", ["", "…", "It was said to be so.", "的"])
def test_a_claim_without_a_word_to_weigh_is_close_to_nothing(claim: str) -> None:
    assert evidence.closest_sentences(claim, {1: ("", "Snow fell."), 2: ("Snow", "")}) == {1: 0.0, 2: 0.0}


def test_a_title_names_what_its_sentences_speak_of() -> None:
    text = "It sank in March. Nobody was hurt."
    shares = evidence.closest_sentences("The ferry sank in March.", {1: ("", text), 2: ("The ferry of Ostrava", text)})
    assert 1 > shares[2] > shares[1] > 0


@given(st.text(max_size=60), st.lists(st.tuples(st.text(max_size=9), st.text(max_size=80)), max_size=5))
def test_any_texts_give_shares_and_their_order_does_not_matter(claim: str, texts: list[tuple[str, str]]) -> None:
    given_so = dict(enumerate(texts))
    shares = evidence.closest_sentences(claim, given_so)
    assert shares.keys() == given_so.keys()
    assert all(0 <= share <= 1 + 1e-9 for share in shares.values())
    assert evidence.closest_sentences(claim, dict(reversed(given_so.items()))) == shares


def test_shares_are_fused_as_they_are_and_other_scores_spread() -> None:
    fused = evidence.fuse([Ranking([(1, 8.0), (2, 4.0)]), Ranking([(1, 0.5), (2, 0.25)], shares=True)])
    assert fused == {1: 0.75, 2: 0.125}


def test_a_claim_that_says_enough_needs_less_context() -> None:
    short, long = (
        "They left.",
        "The harbour authority of Lund sold nine dredgers and four tugs to a Danish firm in 2019.",
    )
    assert evidence.context_weight(short) > 2 * evidence.context_weight(long) > 0
