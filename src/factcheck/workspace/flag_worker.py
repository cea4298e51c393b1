"""What a worker of an unattended run does with an item: read it, check it, say what became of it.

Invariant: a process opens the workspace once, and its models when the first item needs them. An item whose text was
checked as that of another is not checked again.
"""

from __future__ import annotations

import platform
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from factcheck import store
from factcheck.checking import drafts, provenance
from factcheck.checking.accepting import accepted
from factcheck.checking.checked_files import CheckedFile
from factcheck.domain import Article, SourceItem, silent
from factcheck.errors import UsageError
from factcheck.flagging.running import Checked
from factcheck.flagging.sources.article import article_of
from factcheck.store import location
from factcheck.workspace.opened import OpenWorkspace

if TYPE_CHECKING:
    from factcheck.flagging.listing import Work
    from factcheck.settings import Settings

_opened: list[FlagWorker] = []  # the one of this process


class FlagWorker(OpenWorkspace):
    """A workspace that is open in a worker. It says nothing of itself but what is worth a notice of an item's. In the
    process of the run it has the models of the workspace ``here``."""

    def __init__(self, settings: Settings, here: OpenWorkspace | None = None) -> None:
        self.said: list[str] = []
        self._begin(settings, silent, self.said.append)
        if here is not None:
            self._opened: Any = here
            self._opening = here._opening

    def check(self, work: Work) -> Checked:
        """What became of an item. Raises FactcheckError."""
        self.said.clear()
        seconds: defaultdict[str, float] = defaultdict(float)
        with _timed(seconds, "parsing"):
            article = provenance.signed(article_in(work, self.settings.max_bytes))
        about = _about(article)
        if is_older(article, work):
            return Checked(article.id, about, older=True, seconds=seconds)
        with self.database.reading() as session:
            if store.flags.stands_elsewhere(session, article.id, work.key):
                return Checked(article.id, about, seconds=seconds)
            stored = store.dossier.known_article(session, article.id) if work.before == article.id else None
        file = CheckedFile(work.content.file, work.content.sha256) if work.content.file else None
        origin = drafts.TextOrigin(file, None, self.settings.user or drafts.PROGRAM, work.before)
        most = self.settings.max_characters
        article = accepted(self.database, article, origin, self._notice, most=most, asked=False)
        if article == stored:
            return Checked(article.id, about, unchanged=True, seconds=seconds)
        with _timed(seconds, "checking"):
            self._check(article, origin, work.content.fetch)
        return Checked(article.id, _about(article), notices=tuple(self.said), seconds=seconds)

    def _check(self, article: Article, origin: drafts.TextOrigin, fetch: int | None) -> None:
        from factcheck.checking import precedents
        from factcheck.checking.article import check

        precedents.encode_missing(self.database, self.encoder, self.progress)
        check(self.checker, article, origin=origin, fetch=fetch)


def article_in(work: Work, max_bytes: int) -> Article:
    """The article that an item holds. Raises InputError."""
    item = SourceItem(work.key, work.source, work.place, lambda: work.content, work.said)
    return article_of(item, work.content, max_bytes=max_bytes)


def is_older(article: Article, work: Work) -> bool:
    """Whether an article says that it is from before the days that matter."""
    return bool(work.since and article.published and article.published < work.since)


def open_worker(settings: Settings, here: OpenWorkspace | None = None) -> None:
    """Open the workspace in this process; with ``here``, the workspace that is open, its models are the worker's."""
    close_worker()
    _opened.append(FlagWorker(settings, here))


def begin_elsewhere(settings: Settings) -> Callable[[], None]:
    """What opens the workspace in another process, of this machine or of one that sees the same database."""
    return partial(_open_elsewhere, settings, _file_of(settings))


def _open_elsewhere(settings: Settings, file: str | None) -> None:
    """Raises UsageError where the database is a file that is not to be seen from here."""
    if _file_of(settings) != file:
        raise UsageError(
            f"{location.path_of(settings)}: this database is a file of another machine than {platform.node()}, "
            "where a worker was to open it. Move the workspace to PostgreSQL (database_url), which all nodes reach, "
            "or leave out --on."
        )
    settings.workspace.mkdir(parents=True, exist_ok=True)  # on another machine: for its copy of the index
    open_worker(settings)


def _file_of(settings: Settings) -> str | None:
    """Which file the database is, on which machine; None where it is a server's."""
    if location.url_of(settings).get_backend_name() != "sqlite":
        return None
    try:
        found = location.path_of(settings).stat()
    except OSError:
        return f"none on {platform.node()}"
    return f"{found.st_ino} of {found.st_dev} on {platform.node()}"


def close_worker() -> None:
    """Let go of the workspace in this process, if one was opened."""
    while _opened:
        _opened.pop().close()


def check_item(work: Work) -> Checked:
    """What became of an item, in the workspace that was opened in this process. Raises FactcheckError."""
    return _opened[-1].check(work)


def _about(article: Article) -> Mapping[str, Any]:
    day = article.published.isoformat() if article.published else None
    return {"title": article.title, "publisher": article.publisher, "published": day, "url": article.url}


@contextmanager
def _timed(seconds: defaultdict[str, float], step: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    seconds[step] += time.monotonic() - began
