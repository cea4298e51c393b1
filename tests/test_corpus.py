"""Reading reference material and splitting it into passages."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck import corpus
from factcheck.domain import Document, Encoder, Span
from factcheck.errors import InputError
from factcheck.files import ItemError


class WordEncoder:
    """An Encoder whose pieces are runs of at most four letters, and which sees ``window`` of them."""

    key = "words"
    dimension = 2

    def __init__(self, window: int = 12) -> None:
        self.window = window

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        return np.ones((len(texts), 2), dtype=np.float32) / np.sqrt(2)

    def pieces(self, text: str) -> list[Span]:
        return [Span(*piece.span()) for piece in re.finditer(r"\S{1,4}", text)]


ENCODER: Encoder = WordEncoder()


def read(path: Path, *lines: object) -> list[Document | ItemError]:
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    path.write_bytes(b"\n".join(raw))
    return list(corpus.read_jsonl(path))


def test_a_document_keeps_its_fields_and_what_else_it_has(tmp_path: Path) -> None:
    (document,) = read(tmp_path / "a.jsonl", {"id": "a", "text": "Words.", "published": "2025-10-20", "figures": [1]})
    assert document == Document(id="a", text="Words.", published=date(2025, 10, 20), extra={"figures": [1]})


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (b"{", "not valid JSON"),
        (b"[1]", "not a JSON object"),
        ({"text": "no id"}, 'no "id"'),
        ({"id": "", "text": "empty id"}, 'no "id"'),
        ({"id": "a"}, 'no "text"'),
        ({"id": "a", "text": "  "}, 'no "text"'),
        ({"id": "a", "text": 5}, '"text" is not a string'),
        ({"id": "a", "text": "x", "published": "soon"}, '"published"'),
        ({"id": "a", "text": "x\0y"}, "NUL"),
        (b'{"id": "a", "text": "\\ud800"}', "surrogate"),
        (b'{"id": "a", "text": "\xff"}', "not UTF-8 at byte 21"),
        (b"[" * 100_000, "nested too deep"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path, line: object, complaint: str) -> None:
    good = [{"id": "one", "text": "First."}, {"id": "two", "text": "Second."}]
    first, bad, second = read(tmp_path / "a.jsonl", good[0], line, good[1])
    assert isinstance(bad, ItemError)
    assert bad.place.endswith("a.jsonl, line 2")
    assert complaint in bad.problem
    assert [item.id for item in (first, second) if isinstance(item, Document)] == ["one", "two"]


def test_an_id_that_stands_twice_is_a_bad_line(tmp_path: Path) -> None:
    _, bad = read(tmp_path / "a.jsonl", {"id": "a", "text": "x"}, {"id": "a", "text": "y"})
    assert isinstance(bad, ItemError)
    assert "line 1" in bad.problem


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        list(corpus.read_jsonl(tmp_path / "none.jsonl"))


@given(st.text(min_size=1, max_size=400), st.integers(min_value=3, max_value=40))
def test_every_word_lies_in_exactly_one_passage_that_fits_the_window(text: str, window: int) -> None:
    encoder = WordEncoder(window)
    spans = corpus.split(Document(id="d", text=text), encoder)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert re.sub(r"\s", "", "".join(span.of(text) for span in spans)) == re.sub(r"\s", "", text)
    assert all(len(encoder.pieces(span.of(text))) <= window for span in spans)


def test_passages_are_whole_sentences_where_they_fit() -> None:
    text = "One two three. Four five six. Seven eight nine. Ten eleven twelve."
    passages = [span.of(text) for span in corpus.split(Document(id="d", text=text), ENCODER)]
    assert passages == ["One two three. Four five six.", "Seven eight nine. Ten eleven twelve."]


def test_a_word_longer_than_the_window_is_divided_not_cut() -> None:
    text = "x" * 1000
    spans = corpus.split(Document(id="d", text=text), ENCODER)
    assert "".join(span.of(text) for span in spans) == text


def test_a_shown_field_that_changes_makes_another_fingerprint() -> None:
    document = Document(id="d", text="Words.", publisher="The Example")
    assert document.sha256 != Document(id="d", text="Words.", publisher="The Sample").sha256
    assert document.sha256 == Document(id="d", text="Words.", publisher="The Example", extra={"note": 1}).sha256
