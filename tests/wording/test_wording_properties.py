"""What holds for any text: spans slice, substrings are found, a "not" is never overlooked."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from factcheck.domain import DiffOperation, Document, Wording, WordingFinding
from factcheck.wording import Source, compare, quotation, read

FOUND = (WordingFinding.VERBATIM, WordingFinding.AMBIGUOUS)
_PROSE = st.lists(
    st.sampled_from("the bridge is safe, can't say no more “than” it’s 41 metres… [or] so. \n — Ruiz half".split(" ")),
    min_size=1,
    max_size=60,
).map(" ".join)
_TEXT = st.one_of(st.text(max_size=200), _PROSE, st.text("aAıİßﬁ½'’-[]….\u0301\u00ad 1,%", max_size=60))


def _sound(made: Wording, quoted: str, source: str) -> None:
    assert all(place.span.of(source) == place.exact for place in made.places)
    for part in made.diff:
        assert 0 <= part.quoted.start <= part.quoted.end <= len(quoted)
        assert 0 <= part.source.start <= part.source.end <= len(source)
        if part.operation is DiffOperation.SAME and part.quoted.start < part.quoted.end:
            assert part.quoted.of(quoted).strip()
            assert part.source.of(source).strip()
    starts = [part.quoted.start for part in made.diff]
    assert starts == sorted(starts)


@given(_TEXT, _TEXT)
def test_any_two_texts_can_be_compared_and_every_span_slices(quoted: str, source: str) -> None:
    made = compare(quotation(quoted), [Source(Document("a", source))])
    _sound(made, quoted, source)
    assert 0 <= made.similarity <= 1


@given(_TEXT)
def test_words_slice_to_their_letters_and_never_overlap(text: str) -> None:
    words = read(text)
    assert all(start < end for start, end in zip(words.starts, words.ends, strict=True))
    assert list(words.starts) == sorted(words.starts)
    assert all(end <= start for end, start in zip(words.ends, words.starts[1:], strict=False))
    assert all(
        any(char.isalnum() or char in "%$£€¥" for char in text[a:b])
        for a, b in zip(words.starts, words.ends, strict=True)
    )


@given(_TEXT, st.data())
def test_what_stands_between_two_words_of_a_text_is_verbatim_in_it(text: str, data: st.DataObject) -> None:
    words = read(text)
    assume(len(words))
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    part = words.span(first, last).of(text)
    assume(read(part).keys == words.keys[first : last + 1])  # a bracket or a per cent cut in two is another word
    made = compare(quotation(part), [Source(Document("a", text))])
    assert made.finding in FOUND
    assert any(place.span == words.span(first, last) for place in made.places)


@given(_PROSE, st.data())
@settings(max_examples=60)
def test_a_not_that_was_put_in_is_never_verbatim(text: str, data: st.DataObject) -> None:
    words = read(text)
    assume(len(words) > 4)
    at = words.starts[data.draw(st.integers(1, len(words) - 1))]
    altered = f"{text[:at]} not {text[at:]}"
    made = compare(quotation(altered), [Source(Document("a", text))])
    assert made.finding is not WordingFinding.VERBATIM
    if made.finding is WordingFinding.ALTERED:
        assert made.changes_meaning
