"""What became of a quotation's words, said for people."""

from __future__ import annotations

import pytest

from factcheck.domain import (
    Alteration,
    DiffOperation,
    DiffPart,
    Span,
    Wording,
    WordingFinding,
    WordingPlace,
)
from factcheck.report import wordings

TEXT = "The ferry will never sail, she said."
SOURCE = "The old ferry will not sail before May."
PLACE = WordingPlace("lw-7", Span(0, len(SOURCE)), SOURCE, publisher="Radio Lund", speaker="Ana Ruiz")


def part(operation: DiffOperation, quoted: str, source: str) -> DiffPart:
    at, there = TEXT.index(quoted), SOURCE.index(source)
    return DiffPart(operation, Span(at, at + len(quoted)), Span(there, there + len(source)))


DIFF = (
    part(DiffOperation.SAME, "The", "The"),
    part(DiffOperation.DROPPED, "", "old"),
    part(DiffOperation.SAME, "ferry will", "ferry will"),
    part(DiffOperation.REPLACED, "never", "not"),
    part(DiffOperation.SAME, "sail", "sail"),
    part(DiffOperation.JUMP, "", ""),
    part(DiffOperation.ADDED, "she said", ""),
)


def test_a_replaced_stretch_shows_the_sources_words_before_the_quotations() -> None:
    wording = Wording(WordingFinding.ALTERED, (PLACE,), DIFF)
    assert wordings.in_line(wording, TEXT) == "The [-old-] ferry will [-not-] {+never+} sail ‖ {+she said+}"


@pytest.mark.parametrize(
    ("speaker", "same", "expected"),
    [
        ("Ana Ruiz", True, "said by Ana Ruiz"),
        ("Ana Ruiz", None, "said by Ana Ruiz"),
        ("Ana Ruiz", False, "said by Ana Ruiz, not by the speaker whom the article names"),
        (None, False, "not by the speaker whom the article names"),
        (None, None, ""),
    ],
)
def test_it_is_said_who_speaks_at_a_place_and_whether_the_article_names_another(
    speaker: str | None, same: bool | None, expected: str
) -> None:
    place = WordingPlace("lw-7", Span(12, 80), "…", publisher="Radio Lund", speaker=speaker, same_speaker=same)
    assert wordings.origin(place) == "; ".join(filter(None, ("lw-7, characters 12–80", "Radio Lund", expected)))


@pytest.mark.parametrize(
    ("finding", "places", "expected"),
    [
        (WordingFinding.VERBATIM, 1, "verbatim"),
        (WordingFinding.VERBATIM, 2, "verbatim, in 2 reports of one statement"),
        (WordingFinding.AMBIGUOUS, 3, "ambiguous – 3 equally good places"),
    ],
)
def test_several_places_are_counted(finding: WordingFinding, places: int, expected: str) -> None:
    assert wordings.summary(Wording(finding, (PLACE,) * places)) == expected


def test_a_grave_alteration_is_said_to_change_what_was_said() -> None:
    grave = DiffPart(
        DiffOperation.DROPPED, Span(4, 4), Span(4, 7), alterations=(Alteration.DROPPED_QUALIFIER,), grave=True
    )
    said = wordings.summary(Wording(WordingFinding.ALTERED, (PLACE,), (grave,)))
    assert said == "altered: dropped qualifier – changes what was said"


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        (0, "no document shares its words"),
        (1, "1 document: d1"),
        (4, "4 documents: d1, d2, d3, d4"),
        (5, "5 documents: d1, d2, d3, d4, …"),
    ],
)
def test_the_documents_compared_are_counted_and_the_first_four_named(documents: int, expected: str) -> None:
    compared = tuple(f"d{number}" for number in range(1, documents + 1))
    assert wordings.compared(Wording(WordingFinding.NOT_FOUND, compared=compared)) == expected


def test_the_middle_of_a_long_place_is_left_out() -> None:
    words = "a" * 200 + "b" * 200
    shown = wordings.exact(WordingPlace("lw-7", Span(0, 400), words))
    assert shown == "a" * 150 + " […] " + "b" * 150
    assert wordings.exact(PLACE) == SOURCE


def test_a_warning_stands_in_the_summary_and_not_again_among_the_reasons() -> None:
    warning = "right before them stands “not”"
    wording = Wording(
        WordingFinding.VERBATIM, (PLACE,), reasons=("spelled in another way", warning), warnings=(warning,)
    )
    assert wordings.summary(wording) == f"verbatim – {warning}"
    assert wordings.because(wording) == ("spelled in another way",)
