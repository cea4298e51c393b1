"""JSON as feeds have it: one value, several one after another, or one with broken places in it.

Invariant: what can be read is given once and in order, and each broken place is named; nothing is guessed of what was
meant there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

_DECODER = json.JSONDecoder(
    strict=False, parse_constant=lambda _: None
)  # a line break in a string, and NaN, do no harm
_STRING_OR_COMMA = re.compile(r'("(?:[^"\\]|\\.)*+")|,(?=\s*[\]}])', re.DOTALL)


class Value(NamedTuple):
    """A value and where it begins. ``whole`` is False for what may be a piece of a broken one."""

    at: int
    value: object
    whole: bool = True


class Broken(NamedTuple):
    """A place that cannot be read, and why."""

    at: int
    problem: str


def values(text: str) -> Iterator[Value | Broken]:
    """The JSON values of ``text``: itself, or else every object in it that can be read, with what is broken between.

    Raises ValueError if nothing can be read, RecursionError if it is nested too deep.
    """
    try:
        yield Value(0, _DECODER.decode(text))
    except json.JSONDecodeError as problem:
        pieces = list(_pieces(_STRING_OR_COMMA.sub(lambda match: match[1] or " ", text)))
        if not any(isinstance(piece, Value) for piece in pieces):
            raise ValueError(f"not valid JSON: {problem}") from None
        yield from pieces


def _pieces(text: str) -> Iterator[Value | Broken]:
    """Every object that can be read, the outermost first. Those around a broken place fail where it is, as it does."""
    broken: set[int] = set()
    at = text.find("{")
    while at >= 0:
        try:
            value, end = _DECODER.raw_decode(text, at)
        except json.JSONDecodeError as problem:
            if problem.pos not in broken:
                broken.add(problem.pos)
                yield Broken(problem.pos, f"not valid JSON: {problem.msg.removesuffix(' at')}")
            at = text.find("{", at + 1)
        else:
            yield Value(at, value, not broken)
            at = text.find("{", end)
