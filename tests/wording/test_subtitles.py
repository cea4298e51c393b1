"""Numbers, times, tags and sounds of subtitles and transcripts are nobody's words."""

from __future__ import annotations

import pytest
from comparing import found
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain import Document, WordingFinding
from factcheck.wording.subtitles import spoken

WORDS = "The harbour board has measured the environmental consequences of the dredging"
ONE, TWO = "The harbour board has measured the", "environmental consequences of the dredging."
TEXTS = [
    f"1\n00:00:01,000 --> 00:00:04,000\n{ONE}\n\n2\n00:00:04,000 --> 00:00:08,000\n{TWO}\n",
    f"1\n00:00:01,000 --> 00:00:04,000\n{ONE}\n2\n00:00:04,000 --> 00:00:08,000\n{TWO}\n",
    f"\ufeff7\r\n00:00:01,000 --> 00:00:04,000\r\n{ONE}\r\n\r\n8\r\n00:00:04,000 --> 00:00:08,000\r\n{TWO}\r\n",
    f"WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ana Ruiz>{ONE}\n\n00:04.000 --> 00:08.000\n<v Ana Ruiz>{TWO}\n",
    "WEBVTT - Council\nKind: captions\n\nNOTE made by hand\nin a hurry\n\nintro\n00:01.000 --> 00:04.000 align:start\n"
    f"<c.yellow>{ONE}</c>\n\nnext-2\n00:04.000 --> 00:08.000\n<00:05.500><i>{TWO}</i>\n",
    f"0:00:01.000,0:00:04.000\n{ONE}\n\n0:00:04.000,0:00:08.000\n{TWO}\n",
    f"0:01\n{ONE}\n0:04\n{TWO}\n",
    f"00:01 {ONE}\n00:04 {TWO}\n",
    f"[00:00:01] {ONE} [00:00:04] {TWO}\n",
    f"[00:12.00]{ONE}\n[00:14.20]{TWO}\n",
    f"(00:01) {ONE}\n(00:04) {TWO}\n",
    f"00:00:01 - 00:00:04 {ONE}\n00:00:04 - 00:00:08 {TWO}\n",
    f"1\n00:00:01,000 --> 00:00:04,000\n{{\\an8}}{ONE} [Applause]\n\n"
    f"2\n00:00:04,000 --> 00:00:08,000\n(laughter) {TWO}\n",
    f"1\n00:00:01,000 --> 00:00:04,000\nRUIZ: {ONE}\n\n2\n00:00:04,000 --> 00:00:08,000\nRUIZ: {TWO} I know.\n",
    "1\n00:00:01,000 --> 00:00:04,000\nThe harbour board has measured the environ-\n\n"
    "2\n00:00:04,000 --> 00:00:08,000\nmental consequences of the dredging.\n",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_quotation_over_two_subtitles_is_verbatim(text: str) -> None:
    made = found(WORDS, Document("a", text))
    assert made.finding is WordingFinding.VERBATIM
    assert not made.alterations
    assert text[made.places[0].span.start :].startswith("The")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("We meet at 10:30 on the old quay every Monday", "We meet at\n10:30 on the old quay every Monday."),
        ("We sold 2 of the boats in the spring", "We sold\n2\nof the boats in the spring."),
        ("The boats left at 09:15 and at 10:45 as planned", "The boats left at 09:15 and at\n10:45 as planned."),
        ("From 10:45 to 09:15 nobody was on the quay", "From\n10:45 to\n09:15 nobody was on the quay."),
    ],
)
def test_a_time_or_number_that_is_said_stays_a_word(words: str, text: str) -> None:
    assert found(words, Document("a", text)).finding is WordingFinding.VERBATIM


def test_what_another_says_in_between_is_no_word_of_the_one_before() -> None:
    text = "DUNN: The pier is sound and we\n\nRUIZ: will close it, I fear.\n\nDUNN: never said more.\n"
    assert found("The pier is sound and we never said more", Document("a", text)).finding is not WordingFinding.VERBATIM


_PIECES = st.sampled_from(
    [
        "1",
        "\n",
        "\n\n",
        "00:01",
        "00:00:01,000 --> 00:00:04,000",
        "WEBVTT",
        "<v A>",
        "[laughter]",
        "RUIZ: I",
        "NOTE",
        " x ",
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_whatever_is_taken_out_the_rest_stands_where_it_stood(text: str) -> None:
    left = spoken(text)
    assert len(left) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, left, strict=True))
    assert "x" not in text or "x" in left or "NOTE" in text or "WEBVTT" in text or "-->" in text
