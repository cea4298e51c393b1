"""Who is quoted in an article, how much, and how they spoke."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quoting import article

from factcheck.domain import QuotationKind, Speaker, SpeakerKind
from factcheck.domain.voices import Said, count
from factcheck.quotes import extract
from factcheck.quotes.profile import Profile, SpeakerProfile, Way, profile


def made(text: str) -> Profile:
    return profile(article(text), extract(article(text)))


def only(text: str) -> SpeakerProfile:
    (source,) = made(text).sources
    return source


def said(name: str | None, words: int = 5, kind: SpeakerKind = SpeakerKind.PERSON, place: int = 0) -> Said:
    return Said(Speaker(name, name, kind=kind) if name else None, QuotationKind.DIRECT, words, place)


def test_a_source_has_its_full_name_its_role_and_every_form_of_its_name() -> None:
    source = only(
        "The bridge was tested by Ana Ruiz, an engineer at Lund University.\n"
        "“The bridge is safe,” Ruiz said. She added that it would reopen on Monday.\n"
    )
    assert (source.voice.name, source.voice.role) == ("Ana Ruiz", "engineer at Lund University")
    assert source.forms == ("Ana Ruiz", "Ruiz", "she")


def test_quotations_are_counted_by_kind_with_their_words_and_first_place() -> None:
    text = "“The bridge is safe,” Ana Ruiz said. She added that it would reopen on Monday.\n"
    source = only(text)
    assert source.voice.kinds == {QuotationKind.DIRECT: 1, QuotationKind.INDIRECT: 1}
    assert source.voice.words in (10, 11)  # with or without "that"
    assert text[source.first :].startswith("The bridge")


@pytest.mark.parametrize(
    ("sentence", "way"),
    [
        ("“The bridge is safe,” Ana Ruiz said in a written statement.", Way.STATEMENT),
        ("“The bridge is safe,” Ana Ruiz said in an interview on Monday.", Way.INTERVIEW),
        ("“The bridge is safe,” Ana Ruiz told the Lund Courier.", Way.INTERVIEW),
        ("“The bridge is safe,” Ana Ruiz wrote on Facebook.", Way.POST),
        ("“The bridge is safe,” Ana Ruiz wrote on X.", Way.POST),
        ("“The bridge is safe,” Ana Ruiz said at a news conference.", Way.NEWS_CONFERENCE),
        ("“The bridge is safe,” Ana Ruiz said at Monday’s press briefing.", Way.NEWS_CONFERENCE),
        ("“The bridge is safe,” Ana Ruiz testified.", Way.TESTIMONY),
        ("“The bridge is safe,” Ana Ruiz told the inquiry.", Way.TESTIMONY),
        ("The bridge is safe, according to the audit.", Way.REPORT),
    ],
)
def test_the_way_of_speaking_is_read_beside_the_quotation(sentence: str, way: Way) -> None:
    assert only(f"{sentence}\n").ways == (way,)


@pytest.mark.parametrize(
    "sentence",
    [
        "“The bridge is safe,” Ana Ruiz told reporters.",
        "“I read it in a statement and in an interview,” Ana Ruiz said.",
        "“The bridge is safe,” Ana Ruiz wrote on x.",
        "“The bridge is safe,” Ana Ruiz said after the council held a press conference.",
    ],
)
def test_no_way_is_told_where_the_article_tells_none(sentence: str) -> None:
    assert only(f"{sentence}\n").ways == ()


def test_to_whom_somebody_spoke_is_kept_as_worded() -> None:
    assert only("“The bridge is safe,” Ana Ruiz told the Lund Courier.\n").hearers == ("the Lund Courier",)


def test_a_source_that_carries_more_than_four_fifths_of_three_quotations_is_a_single_source() -> None:
    assert count([said("Ruiz"), said("Ruiz")]).warnings == ()
    assert count([said("Ruiz")] * 3).warnings == ("single source: all 3 quotations are from Ruiz",)
    assert count([*[said("Ruiz")] * 4, said("Holm")]).warnings == ()
    (warning,) = count([*[said("Ruiz")] * 5, said("Holm")]).warnings
    assert warning == "single source: 5 of 6 quotations are from Ruiz"


def test_anonymous_sources_and_missing_speakers_are_told_with_their_share() -> None:
    found = count([said("Ruiz"), said("Holm"), said("officials", kind=SpeakerKind.ANONYMOUS), said(None)])
    assert found.warnings == (
        "anonymous sources: 1 of 4 quotations (25%) from sources not named",
        "no speaker found: 1 of 4 quotations",
    )


def test_the_most_quoted_comes_first_and_its_share_is_of_all_words() -> None:
    found = count([said("Holm", 10), said("Ruiz", 30), said(None, 20)])
    assert [voice.name for voice in found.voices] == ["Ruiz", "Holm"]
    assert found.share == 0.5
    assert count([]).share == 0.0


@given(st.lists(st.tuples(st.sampled_from(["Ruiz", "Holm", None]), st.integers(0, 50))))
def test_everything_said_is_counted_once(parts: list[tuple[str | None, int]]) -> None:
    found = count(said(name, words, place=at) for at, (name, words) in enumerate(parts))
    assert sum(voice.count for voice in found.voices) + found.unnamed == found.count == len(parts)
    assert found.words == sum(words for _, words in parts)
    assert 0.0 <= found.share <= 1.0
