"""Claims of one article that say the same are one claim with several places; what differs stays apart."""

from __future__ import annotations

import pytest

from factcheck import claims
from factcheck.claims.grouping import grouped
from factcheck.domain import Article, Block, BlockKind, Claim, ClaimKind, Quotation, QuotationKind, Span, Speaker

ANNA, COUNCIL = Speaker("Anna Crewe", "she"), Speaker("Tarn Council", "the council")


def made(
    *given: tuple[str, BlockKind | None] | tuple[str, BlockKind | None, Speaker],
    kind: ClaimKind = ClaimKind.INDIRECT,
    cue: str | None = None,
) -> list[Claim]:
    """Claims of one article, one behind another: words, the kind of block, and whoever says them."""
    found, at = [], 0
    for words, block, *speaker in given:
        found.append(
            Claim(
                "a" * 16,
                kind if speaker else ClaimKind.ASSERTION,
                words,
                (Span(at, at + len(words)),),
                block or BlockKind.PARAGRAPH,
                speaker=speaker[0] if speaker else None,
                cue=cue if speaker else None,
            )
        )
        at += len(words) + 1
    return found


TITLE, BULLET, TEXT = BlockKind.TITLE, BlockKind.LIST_ITEM, None

SAME = [
    [("Council cuts 42 posts", TITLE), ("The council has cut 42 posts since April.", TEXT)],
    [("42 posts to go", TITLE), ("Forty-two posts will go, the largest cut in ten years.", TEXT)],
    [("Two people are missing.", TEXT), ("1,200 homes evacuated, two people missing", BULLET)],
    [("River Alder reached 5.87 metres", BULLET), ("The river Alder reached 5.87 metres on Monday night.", TEXT)],
    [("Mill owner arrested", TITLE), ("The mill owner was arrested on Friday in Tarn.", TEXT)],
    [("The mill shut in May.", TEXT), ("The mill shut in May.", TEXT)],
    [("Dues rose by 4%", TITLE), ("Harbour dues rose by 4 per cent in a year.", TEXT)],
]

APART = [
    [("It rose by 4 per cent in a year.", TEXT), ("It rose by 4 per cent in a year.", TEXT)],
    [("The wall is 100 km long", TEXT), ("The wall is 102 km long", TEXT)],
    [("Dues rose by £1 million", TITLE), ("Dues rose by £1.2 million.", TEXT)],
    [("More than 40 mills shut", TITLE), ("More than 400 mills shut in May.", TEXT)],
    [("Council cuts 42 posts", TITLE), ("The council has cut 43 posts since April.", TEXT)],
    [("Council cuts 42 posts", TITLE), ("The council has not cut 42 posts.", TEXT)],
    [("Council cuts 42 posts", TITLE), ("The council will cut 42 posts.", TEXT)],
    [("Council cuts 42 posts", TITLE), ("The council may cut 42 posts.", TEXT)],
    [("Council cuts 42 posts", TITLE), ("The council’s plan to cut 42 posts was rejected.", TEXT)],
    [("Council cuts 42 posts", TITLE), ("The council cut nearly 42 posts.", TEXT)],
    [("Tarn council cuts 42 posts", TITLE), ("Lund council cuts 42 posts", TEXT)],
    [("Most libraries shut in May", TITLE), ("The libraries shut in May.", TEXT)],
    [("The first mill shut in May", TITLE), ("The mill of Tarn shut in May.", TEXT)],
    [("The mill is shut", TEXT), ("The mill is shut to visitors", TEXT)],
    [("The mayor sued the bank", TITLE), ("The bank sued the mayor in May.", TEXT)],
]


@pytest.mark.parametrize("given", SAME)
def test_what_says_the_same_is_one_claim_with_several_places(given: list[tuple[str, BlockKind | None]]) -> None:
    first, second = made(*given)
    (one,) = grouped([first, second])
    kept, other = (first, second) if one.id == first.id else (second, first)
    assert (one.id, one.spans, one.also) == (kept.id, kept.spans, (other.spans,))
    assert len(kept.text) >= len(other.text)


@pytest.mark.parametrize("given", APART)
def test_what_differs_stays_apart(given: list[tuple[str, BlockKind | None]]) -> None:
    assert grouped(made(*given)) == made(*given)


def test_headline_bullet_and_story_are_one_claim_of_three_places() -> None:
    title, bullet, text = made(
        ("Council cuts 42 posts", TITLE), ("Council cuts 42 posts", BULLET), ("The council has cut 42 posts.", TEXT)
    )
    (one,) = grouped([title, bullet, text])
    assert (one.id, one.also) == (text.id, (title.spans, bullet.spans))


def test_a_line_that_two_claims_could_be_meant_by_is_neither() -> None:
    given = made(
        ("Council cuts posts in schools", TITLE),
        ("The council has cut 42 posts in schools.", TEXT),
        ("The council has cut 17 posts in schools of Lund.", TEXT),
    )
    assert grouped(given) == given


def test_a_headline_that_says_more_than_the_story_is_a_claim_of_its_own() -> None:
    given = made(("Tarn council cuts 42 posts in schools", TITLE), ("The Tarn council cuts 42 posts.", TEXT))
    assert grouped(given) == given


def test_quotations_of_one_speaker_are_one_and_those_of_two_are_two() -> None:
    words = "the mill shut in May"
    (one,) = grouped(made((words, TEXT, ANNA), (f"{words} for good", TEXT, ANNA)))
    assert one.text == f"{words} for good"
    assert len(grouped(made((words, TEXT, ANNA), (words, TEXT, COUNCIL)))) == 2
    assert len(grouped(made((words, TEXT, ANNA), (words, TEXT)))) == 2


def test_what_is_denied_is_not_what_is_said() -> None:
    said, denied = made(("the mill shut in May", TEXT, ANNA), ("the mill shut in May", TEXT, ANNA))
    denied = Claim(**{**{name: getattr(denied, name) for name in Claim.__slots__}, "cue": "denied"})
    assert len(grouped([said, denied])) == 2


def test_the_same_words_in_marks_are_one_claim_whatever_stands_around_them() -> None:
    leader = Speaker("opposition leader", "opposition leader")
    beckwith = Speaker("Tom Beck", "He", "opposition leader")
    (one,) = grouped(
        made(
            ("it “a raid on crews”", TITLE, leader),
            ("the dues “a raid on crews”", TEXT, beckwith),
            kind=ClaimKind.MIXED,
        )
    )
    assert one.speaker == beckwith
    two = made(
        ("the mayor “a friend of crews”", TEXT, ANNA),
        ("the owner “a friend of crews”", TEXT, ANNA),
        kind=ClaimKind.MIXED,
    )
    assert len(grouped(two)) == 2


def test_a_headline_that_tells_a_quotation_as_fact_stays_a_claim_of_its_own() -> None:
    text = "Harbour dues doubled in one year\n\nHarbour dues doubled in one year, Anna Crewe said."
    start = text.rindex("Harbour")
    said = Span(start, start + len("Harbour dues doubled in one year"))
    article = Article(
        text,
        (
            Block(TITLE, Span(0, len("Harbour dues doubled in one year"))),
            Block(BlockKind.PARAGRAPH, Span(start, len(text))),
        ),
        title="Harbour dues doubled in one year",
    )
    cue = Span(text.index("said"), text.index("said") + 4)
    source = Span(text.index("Anna"), text.index(" said"))
    quotation = Quotation(QuotationKind.INDIRECT, (said,), cue, source, None, ANNA, "test", 0.9)
    headline, quoted = claims.find(article, [quotation])
    assert headline.restates == quoted.id
    assert not headline.also


def test_grouping_again_changes_nothing() -> None:
    once = grouped(made(*SAME[0]))
    assert grouped(once) == once
