"""spaCy's small English pipeline, its tagger and its parser only, from the files shipped beside this module.

Invariant: nothing is fetched; the same text gets the same words, whatever was parsed before it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from factcheck.errors import IntegrityError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_MODEL = Path(__file__).with_name("model")
_LEFT_OUT = ("ner", "lemmatizer", "senter", "attribute_ruler")  # not shipped, not needed
_BATCH = 64  # texts at once: the network runs over all their words together
_REMEMBERED = 2048  # texts: an article is read by extraction, the profile and explanations


class Word(NamedTuple):
    """A word or mark at ``text[start:end]``.

    ``tag`` is its part of speech in the Penn Treebank's scheme ("VBD"), ``relation`` what it is to its head in
    ClearNLP's ("nsubj"), ``head`` the index of that head among the words of the text, its own for a sentence's root.
    """

    start: int
    end: int
    tag: str
    relation: str
    head: int


def parse(texts: Sequence[str]) -> list[tuple[Word, ...]]:
    """The words of each of ``texts``, which are a sentence or a few each, in order."""
    missing = [text for text in dict.fromkeys(texts) if text not in _known]
    fresh = dict(zip(missing, _parsed(missing), strict=True))
    found = [fresh[text] if text in fresh else _known[text] for text in texts]
    _known.update(islice(fresh.items(), _REMEMBERED))
    for text in list(islice(_known, max(0, len(_known) - _REMEMBERED))):
        del _known[text]
    return found


_known: dict[str, tuple[Word, ...]] = {}


def _parsed(texts: Sequence[str]) -> Iterator[tuple[Word, ...]]:
    if texts:
        yield from map(_words, _pipeline().pipe(texts, batch_size=_BATCH))


def _words(doc: Doc) -> tuple[Word, ...]:
    return tuple(Word(t.idx, t.idx + len(t), t.tag_, t.dep_, t.head.i) for t in doc)


@cache
def _pipeline() -> Language:
    try:
        with _without_torch():
            import spacy
        return spacy.load(_MODEL, exclude=_LEFT_OUT)
    except (ImportError, OSError, ValueError) as problem:
        wanted = "factcheck's parser cannot be loaded: spaCy or a file of syntax/model is missing or damaged"
        again = "Run: pip install --force-reinstall --no-cache-dir factcheck"
        raise IntegrityError(f"{wanted} ({type(problem).__name__}). {again}") from problem


@contextmanager
def _without_torch() -> Iterator[None]:
    """spaCy's network library imports torch where that is installed, which takes seconds, and runs on numpy anyhow."""
    hidden = "torch" not in sys.modules
    if hidden:
        sys.modules["torch"] = None  # type: ignore[assignment]  # what Python itself reads as "not there"
    try:
        yield
    finally:
        if hidden:
            del sys.modules["torch"]
