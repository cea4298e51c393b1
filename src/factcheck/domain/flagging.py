"""What unattended runs are given, and what they find worth a person's time.

Invariant: an item is known by its key, whatever it is called; a claim is flagged once, with the names of the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of an item.

    ``name`` tells by its suffix what they are ("story.html") and is what the article is said to be read from; ``file``
    is where they stand, from the root, if they are a file; ``media_type`` and ``charset`` are what a server said.
    ``fetch`` is the key of the answer they came with, where they were fetched.
    """

    data: bytes
    name: str
    sha256: str
    file: str | None = None
    media_type: str | None = None
    charset: str | None = None
    fetch: int | None = None


@dataclass(frozen=True, slots=True)
class SourceItem:
    """One article that a source names. ``read`` gets it: it raises InputError, which names the item.

    ``key`` tells it from every other item of every source: the path from the root, the URL, or either with the line's
    own id behind "#". ``place`` is where it stands, for people ("wire.jsonl, line 17"). ``said`` is what the source
    says of it (fields of ``articles.Metadata``: title, publisher, published, url), ``language`` an ISO 639 code, and
    ``modified`` when it was changed, where that is known without reading it. ``stamp`` is different whenever the item
    is, and costs nothing to look at, where there is such a thing (an ``updated`` in a feed); else None. ``since`` is
    the first day that matters, for an article that tells its own.
    """

    key: str
    source: str
    place: str
    read: Callable[[], Content]
    said: Mapping[str, Any] = field(default_factory=dict)
    language: str | None = None
    modified: datetime | None = None
    stamp: str | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Unusable:
    """Something a source holds that is no article that can be read, and what a person reads about it."""

    source: str
    place: str
    problem: str


@dataclass(frozen=True, slots=True)
class Flag:
    """The name of a rule that a claim met, and why in words: what was found, not what the rule says."""

    rule: str
    why: str


class MuteKind(StrEnum):
    CLAIM = "claim"
    SPEAKER = "speaker"
    RULE = "rule"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Mute:
    """Somebody wants no flags of a claim (by its id), of a speaker, by a rule, or of claims that hold these words."""

    key: int
    what: MuteKind
    value: str
    by: str
    at: str  # ISO 8601, UTC
    note: str = ""
    until: date | None = None  # the last day


@dataclass(frozen=True, slots=True)
class Appearance:
    """Where a claim stands that was said before, or first: the claim's own id, and its article's."""

    claim_id: str
    article_id: str
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    source: str | None
