"""What holds for any text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from quoting import article

from factcheck.domain import BlockKind
from factcheck.quotes import extract

WORDS = st.sampled_from(
    """“ ” " ' ‘ ’ '' , . ? : — ( ) said Ruiz Ana Omar Haddad he she they told reporters that the bridge is safe
    according to and but adding saying who mayor of Lund report claim not “We won,” "No," U.S. Mr. 12 \n""".split(" ")
)
NEWSLIKE = st.lists(WORDS, max_size=60).map(" ".join)
ANY = st.text(max_size=200) | NEWSLIKE


@settings(max_examples=300)
@given(ANY)
def test_any_text_is_read_and_spans_lie_in_it_in_order(text: str) -> None:
    found = extract(article(text))
    assert [q.content[0] for q in found] == sorted(q.content[0] for q in found)
    for quotation in found:
        assert quotation.content
        assert 0 <= quotation.confidence <= 1
        spans = [*quotation.content, *filter(None, (quotation.cue, quotation.source, quotation.addressee))]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert list(quotation.content) == sorted(quotation.content)


@settings(max_examples=150)
@given(NEWSLIKE)
def test_a_second_run_finds_the_same(text: str) -> None:
    assert extract(article(text)) == extract(article(text))


@settings(max_examples=150)
@given(NEWSLIKE)
def test_a_later_paragraph_without_marks_or_cues_changes_nothing(text: str) -> None:
    text = text.replace("\n", " ").strip()
    assert extract(article(text)) == extract(article(text + "\nrain fell all night on empty roads"))


@settings(max_examples=100)
@given(NEWSLIKE)
def test_what_a_caption_says_is_never_a_quotation(text: str) -> None:
    text = text.replace("\n", " ")
    assert extract(article(text, {0: BlockKind.CAPTION})) == ()


def test_texts_made_to_be_slow_are_read() -> None:
    """Read in proportion to their length these take seconds; a quadratic reading would take minutes."""
    for text in ("“" * 50_000, '"a" ' * 10_000, "'as' " * 10_000, "he said, " * 3_000, "Lund. She said so.\n" * 2_000):
        assert all(quotation.content for quotation in extract(article(text)))
