"""What holds for any text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st
from quoting import article

from factcheck.domain import BlockKind, Quotation, Span
from factcheck.quotes import extract

WORDS = st.sampled_from(
    """“ ” " ' ‘ ’ '' , . ? : — ( ) said Ruiz Ana Omar Haddad he she they told reporters that the bridge is safe
    according to and but adding saying who mayor of Lund report claim not “We won,” "No," U.S. Mr. 12 \n""".split(" ")
)
NEWSLIKE = st.lists(WORDS, max_size=60).map(" ".join)
PARAGRAPHS = st.lists(st.lists(WORDS, max_size=25).map(" ".join), max_size=5).map("\n".join)
PLAIN = st.sampled_from("rain fell all night on empty roads and the ferry was late in a grey cold wind".split())
ANY = st.text(max_size=200) | NEWSLIKE


@settings(max_examples=120)
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


@settings(max_examples=60)
@given(NEWSLIKE)
def test_a_second_run_finds_the_same(text: str) -> None:
    assert extract(article(text)) == extract(article(text))


@settings(max_examples=50)
@given(PARAGRAPHS, st.lists(PLAIN, min_size=1, max_size=12).map(" ".join))
def test_a_last_paragraph_without_marks_cues_or_names_changes_nothing(text: str, last: str) -> None:
    assert extract(article(f"{text}\n{last}")) == extract(article(text))


@settings(max_examples=50)
@given(PARAGRAPHS, PARAGRAPHS)
def test_what_stands_in_a_later_paragraph_moves_no_quotation_before_it(text: str, later: str) -> None:
    """Two documented rules read ahead and are left out: labels of a transcript, and pull quotes. A paragraph
    between the two keeps marks that were left open from going on. Speakers may become known by name."""
    without = ("speaker label", "pull quote")
    text = f"{text}\nrain fell all night on empty roads"
    alone = [_where(one) for one in extract(article(text), without)]
    followed = [_where(one) for one in extract(article(f"{text}\n{later}"), without)]
    assert followed[: len(alone)] == alone
    assert all(content[0].start > len(text) for content, *_ in followed[len(alone) :])


def _where(one: Quotation) -> tuple[tuple[Span, ...], Span | None, Span | None, str]:
    return one.content, one.cue, one.source, one.rule


@settings(max_examples=50)
@given(PARAGRAPHS)
def test_no_two_quotations_share_a_word(text: str) -> None:
    spans = sorted(span for one in extract(article(text)) for span in one.content)
    assert all(first.end <= second.start for first, second in pairwise(spans))


@settings(max_examples=50)
@given(PARAGRAPHS)
@example("The engineer told “ ”")
@example('The engineer TOLD:"0,"')
@example("The engineer told “ to that")
def test_every_part_of_a_quotation_slices_to_words(text: str) -> None:
    for one in extract(article(text)):
        for span in (*one.content, *filter(None, (one.cue, one.source, one.addressee))):
            assert any(char.isalnum() for char in span.of(text)), span.of(text)


@settings(max_examples=50)
@given(NEWSLIKE)
def test_what_a_caption_says_is_never_a_quotation(text: str) -> None:
    text = text.replace("\n", " ")
    assert extract(article(text, {0: BlockKind.CAPTION})) == ()


def test_texts_made_to_be_slow_are_read() -> None:
    """Read in proportion to their length these take seconds; a quadratic reading would take minutes."""
    for text in (
        "“" * 50_000,
        '"a" ' * 10_000,
        "'as' " * 10_000,
        "he said, " * 3_000,
        "Lund. She said so.\n" * 2_000,
        "“a b c d” — Ana Ruiz\n" * 3_000,
        "“a b c\n“d,” she said.\n" * 3_000,
        "‘a “b” c,’ " * 5_000,
        '\'a "b" ' * 5_000,
        "‘" * 20_000,
        "RUIZ: I say no.\nHOLM: “Why?”\n" * 2_000,
        "The council met. They said he said she said no. " * 1_000,
    ):
        assert all(quotation.content for quotation in extract(article(text)))
