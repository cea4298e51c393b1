"""A source as it is named, and what its readers have at hand.

Invariant: a source is a value: naming one opens nothing and asks nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from factcheck.domain import flagging
from factcheck.errors import InputError
from factcheck.files import is_address, kind_of, written
from factcheck.files.kinds import FileKind

Fetch = Callable[[str], flagging.Content]
Found = flagging.SourceItem | flagging.Unusable

STANDARD_INPUT = "standard input"


class SourceKind(StrEnum):
    """What a source is, in the words of a sources file where it can stand in one."""

    FOLDER = "folder"
    FEED = "feed"
    SITEMAP = "sitemap"
    URLS = "urls"  # a text file of addresses
    URL = "url"  # a page, a feed or a sitemap: told by what is fetched
    JSONL = "jsonl"
    FILE = "file"  # an article, or whatever else its content tells
    STDIN = "standard input"


@dataclass(frozen=True, slots=True)
class ArticleSource:
    """Where articles come from. ``location`` is a path, an address, or "-"; the rest is what a person says of it.

    ``rules`` is the rules file for what it holds, ``since`` the first day that matters of what tells its day.
    """

    kind: SourceKind
    location: str
    name: str = ""
    publisher: str | None = None
    language: str | None = None
    rules: Path | None = None
    since: date | None = None

    @property
    def title(self) -> str:
        """What it is called in messages and in what is stored."""
        return self.name or (STANDARD_INPUT if self.kind is SourceKind.STDIN else written(self.location))


@dataclass(frozen=True, slots=True)
class Means:
    """How content is got: ``fetch`` for addresses, None where the network is not allowed; at most ``max_bytes``."""

    fetch: Fetch | None
    max_bytes: int

    def get(self, url: str) -> flagging.Content:
        """The answer of ``url``. Raises InputError."""
        if self.fetch is None:
            raise InputError(
                f"{url}: an address, and the network is not allowed. --allow-network allows it, or "
                "allow_network = true in factcheck.toml."
            )
        return self.fetch(url)


def source_of(argument: str) -> ArticleSource:
    """The source that an argument of the command line names: "-", an address, a folder, or a file."""
    if argument == "-":
        kind = SourceKind.STDIN
    elif is_address(argument):
        kind = SourceKind.URL
    elif _is_folder(argument):
        kind = SourceKind.FOLDER
    else:
        kind = SourceKind.JSONL if kind_of(argument) is FileKind.JSON_LINES else SourceKind.FILE
    return ArticleSource(kind, argument)


def _is_folder(argument: str) -> bool:
    try:
        return Path(argument).is_dir()
    except (OSError, ValueError):  # whoever opens it says what is wrong
        return False


def unusable(source: ArticleSource, place: str, problem: object) -> flagging.Unusable:
    """Something that is no article, ``place`` not said again in the ``problem``."""
    return flagging.Unusable(source.title, place, str(problem).removeprefix(f"{place}: "))
