"""Texts with characters that nobody sees (soft hyphens, spaces of no width, marks of direction), read without them.

Invariant: what is found stands at its place in the text as it is stored; slicing that gives the words with all that is
unseen within them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from factcheck.domain import Article, Block, Span
from factcheck.language.folding import UNSEEN

_UNSEEN = re.compile(f"[{UNSEEN}]")
_Found = TypeVar("_Found")
_More = ParamSpec("_More")


def as_seen(
    find: Callable[Concatenate[Article, _More], _Found],
) -> Callable[Concatenate[Article, _More], _Found]:
    """``find`` for articles of any text: it is given the text as it looks, and what it finds is put in its place."""

    @wraps(find)
    def found(article: Article, /, *args: _More.args, **named: _More.kwargs) -> _Found:
        if not _UNSEEN.search(article.text):
            return find(article, *args, **named)
        kept = [at for at, char in enumerate(article.text) if not _UNSEEN.match(char)]
        moved: _Found = _moved(find(_without(article, kept), *args, **named), kept)
        return moved

    return found


def _without(article: Article, kept: Sequence[int]) -> Article:
    """``article`` with the characters at ``kept`` alone."""
    before = [0]  # how many are kept before each place
    for at in range(len(article.text)):
        before.append(before[-1] + (before[-1] < len(kept) and kept[before[-1]] == at))
    text = "".join(article.text[at] for at in kept)
    blocks = (Block(kind, Span(before[span.start], before[span.end])) for kind, span in article.blocks)
    return replace(
        article, text=text, blocks=tuple(block for block in blocks if block.span.of(text).strip()), places=()
    )


def _moved(value: Any, kept: Sequence[int]) -> Any:
    """``value`` with every span in it at the place that it has among all characters."""
    if isinstance(value, Span):
        start = kept[value.start] if value.start < len(kept) else kept[-1] + 1
        return Span(start, max(start, kept[value.end - 1] + 1) if value.end > value.start else start)
    if isinstance(value, tuple):
        made = [_moved(one, kept) for one in value]
        return type(value)(*made) if hasattr(value, "_fields") else tuple(made)
    if is_dataclass(value) and not isinstance(value, type):
        held = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
        return replace(value, **{name: _moved(one, kept) for name, one in held.items()})
    return value
