"""What holds of any two texts laid beside each other."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.comparison import compare, facts
from factcheck.comparison.words import content_words
from factcheck.domain import Likeness

PIECES = """The council|of Velm|closed|did not close|denied that|it is false that|three|12 percent of|£4 million
in Leeds|on 3 May 2021|“a raid”|and|, while|, which|because|before the vote|Anna Berg|rose|fell|.|?|;|—
no evidence of|schools|[the mayor]|said that|, according to the WHO|more than|nobody|1973|since|the captain
was|will|may""".replace("\n", "|")
sentences = st.lists(st.sampled_from(PIECES.split("|")), max_size=25).map(" ".join)
texts = st.one_of(st.text(max_size=120), sentences)


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_every_span_lies_in_its_text(claim: str, passage: str) -> None:
    found = compare(claim, passage)
    for point in found.points:
        assert point.words
        assert all(0 <= span.start < span.end <= len(claim) for span in point.claim)
        assert all(0 <= span.start < span.end <= len(passage) for span in point.passage)
        assert point.likeness is Likeness.DIFFERS or not point.sure
    for fact in found.facts:
        assert 0 <= fact.span.start < fact.span.end <= len(claim)
        assert fact.sentence is None or fact.sentence.end <= len(passage)


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_no_point_is_made_twice(claim: str, passage: str) -> None:
    found = compare(claim, passage)
    assert found == compare(claim, passage)
    assert len(set(found.points)) == len(found.points)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_facts_hold_every_word_once(claim: str) -> None:
    spans = facts(claim)
    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert all(sum(span.contains(word.span) for span in spans) == 1 for word in content_words(claim))


@settings(max_examples=50, deadline=None)
@given(sentences)
def test_nothing_differs_from_itself(text: str) -> None:
    denied = {point.aspect.value for point in compare(text, text).against} - {"denial"}
    assert not denied or len(text.split()) < 3
