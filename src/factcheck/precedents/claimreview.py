"""ClaimReview feeds: JSON of several shapes to ClaimReviews.

Invariant: one item that cannot be used is named and the rest go on; nothing in a feed is ever anything but text.

Shapes: schema.org's ClaimReview alone, in a list, a ``@graph``, a DataFeed or an ItemList, inside the page or the claim
that it is about, and what Google's Fact Check Tools API answers; as one JSON text or several, one a line or not.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from factcheck.domain import ClaimReview
from factcheck.errors import InputError
from factcheck.files import FileKind, ItemError, explained, kind_of, read_lines
from factcheck.precedents.broken_json import Broken, Value, values
from factcheck.precedents.linked import DEEPEST, REFERENCE, Fields, LinkedData, kinds, listed, objects
from factcheck.precedents.reviews import schema_org, tools_answer, tools_page

_WRAPPERS = (
    *("@graph", "itemListElement", "dataFeedElement", "item", "items", "mainEntity", "mainEntityOfPage", "hasPart"),
    *(
        "subjectOf",
        "review",
        "reviews",
        "claims",
        "claim",
        "results",
        "claimReviewMarkupPages",
        "associatedClaimReview",
    ),
)
_MEDIA = "MediaReview"
_NO_REVIEW = 'no ClaimReview: an object with "claimReviewed" is wanted'
_LINES_LOOKED_AT = 20  # until one says what a file of JSON lines holds


class Unread(NamedTuple):
    """An item that is no ClaimReview and says so: a MediaReview, which judges a picture or a recording."""

    place: str
    kind: str


Item = ClaimReview | ItemError | Unread


def is_feed(path: Path) -> bool:
    """Whether a file is read as ClaimReviews: JSON always is, JSONL if the first line that says what it is holds one.

    Raises InputError if it cannot be read.
    """
    if kind_of(path) is not FileKind.JSON_LINES:
        return kind_of(path) is FileKind.JSON
    for line in islice(read_lines(path), _LINES_LOOKED_AT):
        if not isinstance(line, ItemError):
            for value in _values_of(line.value):
                if isinstance(value, dict) and value:
                    return _holds_reviews(LinkedData(value).fields(value))
    return False


def _values_of(line: str) -> list[object]:
    try:
        return [found.value for found in values(line) if not isinstance(found, Broken) and found.whole]
    except (ValueError, RecursionError):
        return []


def _holds_reviews(fields: Fields) -> bool:
    wraps = not {"id", "text"} <= set(fields) and any(isinstance(fields.get(name), list | dict) for name in _WRAPPERS)
    return _is_review(fields) or "claimReview" in fields or _MEDIA in kinds(fields) or wraps


def read_feed(path: Path, max_bytes: int) -> Iterator[Item]:
    """The ClaimReviews of a file, with an ItemError in the place of each that cannot be used.

    Raises InputError if the file cannot be read, is too large or is not JSON.
    """
    read = _of_lines if kind_of(path) is FileKind.JSON_LINES else _of_json
    passed = Counter[bool]()
    for item in read(path, max_bytes):
        other = isinstance(item, Unread) and item.kind != _MEDIA
        passed[other] += 1
        if not other:
            yield item
    if passed[True] and not passed[False]:
        yield ItemError(str(path), _NO_REVIEW)


def _of_json(path: Path, max_bytes: int) -> Iterator[Item]:
    with explained(path), path.open("rb") as file:
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise InputError(f"{path}: larger than {max_bytes:,} bytes. Split it or raise max_bytes.")
    encoding = json.detect_encoding(data)
    # A byte that is not UTF-8 spoils the string it stands in, and no other.
    wrong = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    yield from _of_text(data.decode(encoding, wrong), path)


def _of_text(text: str, path: Path) -> Iterator[Item]:
    line, counted = 1, 0
    try:
        for found in values(text):
            line, counted = line + text.count("\n", counted, found.at), found.at
            if isinstance(found, Broken):
                column = found.at - text.rfind("\n", 0, found.at)
                yield ItemError(f"{path}, line {line}, column {column}", found.problem)
            else:
                yield from _reviews(found, f"{path}, line {line}" if found.at else str(path))
    except RecursionError:
        raise InputError(f"{path}: nested too deep to be read.") from None
    except ValueError as problem:
        raise InputError(f"{path}: {problem}.") from problem


def _of_lines(path: Path, max_bytes: int) -> Iterator[Item]:
    for line in read_lines(path, max_bytes):
        if isinstance(line, ItemError):
            yield line
            continue
        try:
            for found in values(line.value):
                if isinstance(found, Broken):
                    yield ItemError(f"{line.place}, column {found.at + 1}", found.problem)
                else:
                    yield from _reviews(found, line.place)
        except RecursionError:
            yield ItemError(line.place, "nested too deep to be read")
        except ValueError as problem:
            yield ItemError(line.place, str(problem))


# -- shapes -------------------------------------------------------------------------------


def _reviews(found: Value, place: str) -> Iterator[Item]:
    """Every ClaimReview inside a value, whatever stands around it. Of a piece only they matter."""
    for item in _Walk(LinkedData(found.value)).items(found.value, place):
        if found.whole or not (isinstance(item, ItemError) and item.problem == _NO_REVIEW):
            yield item


class _Walk:
    """The way through the value of a file to what reviews claims."""

    def __init__(self, data: LinkedData) -> None:
        self._data = data

    def items(self, value: object, place: str, depth: int = 0, around: Fields | None = None) -> Iterator[Item]:
        """What is found in ``value``, which stands in the claim ``around``. What is empty is no failure."""
        if depth > DEEPEST:
            yield ItemError(place, "nested too deep")
        elif isinstance(value, list):
            for number, item in enumerate(value, start=1):
                yield from self.items(item, f"{place}, item {number}", depth + 1, around)
        elif isinstance(value, dict):
            if (
                "@id" not in value or not set(value) <= REFERENCE
            ):  # what it refers to stands elsewhere, and is read there
                yield from self._of_object(self._data.fields(value), place, depth, around or {})
        elif value is not None and value != "":
            yield ItemError(place, _NO_REVIEW)

    def _of_object(self, fields: Fields, place: str, depth: int, around: Fields) -> Iterator[Item]:
        if "claimReview" in fields:
            yield from self._each(fields, "claimReview", tools_answer, place)
        elif "claimReviewMarkups" in fields:
            yield from self._each(fields, "claimReviewMarkups", tools_page, place)
        elif _is_review(fields):
            yield from self._read(lambda review: schema_org(review, around), fields, place)
        else:
            inside = [fields[name] for name in _WRAPPERS if name in fields]
            if _MEDIA in kinds(fields) or (kinds(fields) and not inside):
                yield Unread(place, _MEDIA if _MEDIA in kinds(fields) else "other")
            elif fields and not inside:
                yield ItemError(place, _NO_REVIEW)
            claim = objects(self._data.plain(fields))[0] if "Claim" in kinds(fields) else around
            for one in inside:
                if isinstance(one, list | dict):
                    yield from self.items(one, place, depth + 1, claim)

    def _each(
        self, fields: Fields, name: str, read: Callable[[Fields, Fields], list[ClaimReview]], place: str
    ) -> Iterator[Item]:
        for review in listed(fields[name]):
            if review is not None:
                yield from self._read(lambda review: read(fields, review), review, place)

    def _read(self, read: Callable[[Fields], list[ClaimReview]], value: object, place: str) -> Iterator[Item]:
        plain = self._data.plain(value)
        try:
            if not isinstance(plain, dict):
                raise ValueError("not a JSON object")
            yield from read(plain)
        except ValueError as problem:
            yield ItemError(place, str(problem))


def _is_review(fields: Fields) -> bool:
    said = kinds(fields)
    return "ClaimReview" in said or ("claimReviewed" in fields and _MEDIA not in said)
