"""Which claim of a draft is which of the draft before: pure, one to one, and never lenient with figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.desk.aligning import AlignedClaims, align, diff, differences, same_words
from factcheck.desk.relocating import relocated
from factcheck.domain import Claim, ClaimKind, EditKind, Span, Speaker, SpeakerKind
from factcheck.domain.drafts import in_line

ROE = Speaker("Jane Roe", "she")
POE = Speaker("Edgar Poe", "he")
OFFICIALS = Speaker("officials", "officials", kind=SpeakerKind.ANONYMOUS)


def claim(
    text: str,
    speaker: Speaker | None = None,
    kind: ClaimKind | None = None,
    cue: str | None = None,
    restates: str | None = None,
    place: int = 0,
) -> Claim:
    made = kind or (ClaimKind.INDIRECT if speaker else ClaimKind.ASSERTION)
    cue = cue or ("said" if speaker else None)
    return Claim("a" * 16, made, text, (Span(place, place + len(text)),), speaker=speaker, cue=cue, restates=restates)


SOME = st.builds(
    claim,
    text=st.lists(st.sampled_from("the wall is 350 360 km long – “and” high".split()), min_size=1, max_size=7).map(
        " ".join
    ),
    speaker=st.sampled_from([None, ROE, POE, OFFICIALS, Speaker("Roe", "Roe")]),
    cue=st.sampled_from(["said", "denied", "told"]),
    restates=st.sampled_from([None, "0" * 12]),
)
DRAFT = st.lists(SOME, max_size=9)


# -- what holds for all drafts ------------------------------------------------------------


@given(DRAFT, st.randoms(use_true_random=False))
def test_whatever_order_claims_come_in_all_are_kept(old: list[Claim], chance) -> None:  # type: ignore[no-untyped-def]
    new = list(old)
    chance.shuffle(new)
    made = align(old, new)
    assert (len(made.kept), made.changed, made.vanished, made.new) == (len(old), (), (), ())


@given(DRAFT, DRAFT)
def test_each_claim_of_either_draft_is_told_of_once(old: list[Claim], new: list[Claim]) -> None:
    made = align(old, new)
    pairs = (*made.kept, *made.changed)
    assert sorted([*(before for before, _ in pairs), *made.vanished]) == list(range(len(old)))
    assert sorted([*(after for _, after in pairs), *made.new]) == list(range(len(new)))


@given(DRAFT, DRAFT)
def test_as_many_claims_have_a_partner_of_the_same_words_either_way(old: list[Claim], new: list[Claim]) -> None:
    def same(one: list[Claim], other: list[Claim], made: AlignedClaims) -> int:
        return sum(same_words(one[before].text, other[after].text) for before, after in (*made.kept, *made.changed))

    assert same(old, new, align(old, new)) == same(new, old, align(new, old))


@given(DRAFT, DRAFT)
def test_what_is_kept_says_the_same_and_what_is_changed_does_not(old: list[Claim], new: list[Claim]) -> None:
    made = align(old, new)
    assert all(differences(old[before], new[after]) == () for before, after in made.kept)
    assert all(differences(old[before], new[after]) for before, after in made.changed)


WORDS = st.lists(st.sampled_from('the wall is 350 360 km long, – — “long” "long"'.split()), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_a_diff_has_all_words_of_both(old: str, new: str) -> None:
    edits = diff(old, new)
    assert " ".join(words for kind, words in edits if kind is not EditKind.GONE) == new
    gone = Counter(" ".join(words for kind, words in edits if kind is EditKind.GONE).split())
    assert gone <= Counter(old.split())
    assert len([words for kind, some in edits if kind is not EditKind.NEW for words in some.split()]) == len(
        old.split()
    )


# -- case by case -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The wall is 350 km long", "The  wall\nis 350\u00a0km long"),
        ("“The wall,” he said", '"The wall," he said'),
        ("the county's wall", "the county’s wall"),
        ("the wall – all of it – is long", "the wall—all of it—is long"),
        ("from 2019–20", "from 2019-20"),
        ("fami\u00adlies", "families"),
        ("Mun\u0303oz", "Mu\u00f1oz".replace("\u00f1", "n\u0303")),
        ("The wall is long,", "The wall is long."),
        ("He waited …", "He waited ..."),
    ],
)
def test_marks_dashes_white_space_and_what_nobody_sees_are_the_same(one: str, other: str) -> None:
    assert same_words(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("350 km", "360 km"),
        ("3.1 million", "31 million"),
        ("3,100 people", "3.100 people"),
        ("£5", "$5"),
        ("5%", "5"),
        ("minus −5 degrees", "minus 5 degrees"),
        ("He may go", "He May go"),
        ("a “small” wall", "a small wall"),
        ("Is it long?", "Is it long"),
        ("the wall, which is long", "the wall which is long"),
    ],
)
def test_figures_signs_and_capitals_are_not(one: str, other: str) -> None:
    assert not same_words(one, other)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (claim("It is long", ROE), claim("It is long", POE), "its speaker is Edgar Poe now; before, Jane Roe"),
        (claim("It is long", ROE), claim("It is long", None, ClaimKind.INDIRECT, "said"), "nobody named now"),
        (
            claim("It is long", ROE),
            claim("It is long"),
            "it is the outlet's own now; before, somebody is",
        ),
        (
            claim("It is long"),
            claim("It is long", ROE),
            "quoted with it now; before, it is the outlet's own",
        ),
        (claim("It is long", ROE), claim("It is long", ROE, cue="denied"), "its cue is “denied” now; before, “said”"),
        (claim("It is long", ROE), claim("It is long", ROE, ClaimKind.DIRECT), "more of it stands in quotation marks"),
        (claim("It is long"), claim("It is long", restates="0" * 12), "it repeats a quotation as fact now"),
        (claim("It is long", restates="0" * 12), claim("It is long"), "it repeats no quotation as fact any more"),
    ],
)
def test_the_same_words_said_otherwise_are_changed_and_why_is_told(old: Claim, new: Claim, why: str) -> None:
    made = align([old], [new])
    assert (made.kept, made.changed) == ((), ((0, 0),))
    assert any(why in told for told in differences(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (claim("It is long", ROE), claim("It is long", Speaker("Roe", "Roe"))),
        (claim("It is long", OFFICIALS), claim("It is long", OFFICIALS)),
        (claim("It is long", ROE, ClaimKind.DIRECT), claim("It is long", ROE, ClaimKind.INDIRECT)),
        (claim("It is long", ROE), replace(claim("It is long", ROE), speaker=replace(ROE, role="mayor"))),
    ],
    ids=["shorter name", "nobody's name", "fewer marks", "another role"],
)
def test_a_speaker_by_another_name_fewer_marks_or_a_new_role_make_no_other_claim(old: Claim, new: Claim) -> None:
    assert align([old], [new]).kept == ((0, 0),)


def test_the_same_sentence_twice_is_matched_in_its_order() -> None:
    old = [claim("It is long", ROE), claim("It is long", ROE), claim("It is long", POE)]
    assert align(old, old).kept == ((0, 0), (1, 1), (2, 2))
    assert align(old, old[1:]).kept == ((0, 0), (2, 1))
    assert align(old, old[1:]).vanished == (1,)


def test_of_several_like_it_the_most_alike_is_the_claim_that_changed() -> None:
    old = [claim("The wall is 350 km long and very old", ROE), claim("The wall is 350 km long", ROE)]
    made = align(old, [claim("The wall is 360 km long", ROE), claim("The wall is 350 km long and quite old", ROE)])
    assert made.changed == ((1, 0), (0, 1))


def test_changed_words_of_another_speaker_are_another_claim() -> None:
    made = align([claim("The wall is 350 km long", ROE)], [claim("The wall is 360 km long", POE)])
    assert (made.changed, made.vanished, made.new) == ((), (0,), (0,))


def test_a_diff_in_a_line_shows_what_went_and_what_came() -> None:
    assert in_line(diff("The wall is 350 km long", "The new wall is 360 km")) == (
        "The {+new+} wall is [-350-] {+360+} km [-long-]"
    )


@pytest.mark.parametrize(
    ("after", "near", "expected"),
    [
        ("So the\nwall “is” long.", None, "the\nwall “is” long"),
        ("the wall is long", None, None),
        ('the wall "is" long, and the wall "is" long', 40, 'the wall "is" long'),
    ],
)
def test_words_are_sought_where_they_stand_now(after: str, near: int | None, expected: str | None) -> None:
    found = relocated([Span(0, 18)], 'the wall "is" long', after, near=near)
    assert (found[0].of(after) if found else None) == expected
    assert near is None or (found and found[0].start == 24)
