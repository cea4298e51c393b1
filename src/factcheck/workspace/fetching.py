"""The verbs of pages on the web: fetching them, and showing later what was fetched.

Invariant: nothing is fetched unless the settings allow it, and what is read of an answer lies in the archive before the
database names it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from factcheck import store
from factcheck.domain.flagging import Content
from factcheck.errors import IntegrityError, UnknownError, UsageError
from factcheck.files import address, is_address
from factcheck.store.fetches import DocumentOrigin, KeptFetch
from factcheck.workspace.opened import OpenWorkspace, once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from factcheck.articles import Inspected, Metadata
    from factcheck.domain import Article
    from factcheck.fetching.pages import Fetched, Fetcher, Validators
    from factcheck.settings import Settings
    from factcheck.store import Source


class PassageSource(NamedTuple):
    """Where a passage is from. ``fetched`` is the answer that its document was read from, None if it was no address;
    ``record`` is the answer in whose record the bytes lie, which is an earlier one where nothing had changed."""

    passage_id: str
    document: DocumentOrigin
    fetched: KeptFetch | None
    record: KeptFetch | None


class FetchVerbs(OpenWorkspace):
    """The verbs of pages on the web."""

    def fetch(self, url: str) -> tuple[Content, Fetched]:
        """What an address leads to, kept in the archive.

        A page that has not changed since it was fetched last is not sent again, and its row stays the earlier one's.
        Raises UsageError where nothing may be fetched, InputError with what happened and what to do.
        """
        fetched = self._fetcher.get(url)
        if fetched.unchanged:
            try:
                return self._as_before(fetched)
            except IntegrityError:  # the record is gone or damaged
                fetched = self._fetcher.get(url, anew=True)
        with self._to_fill().writing() as session:
            key = store.fetches.put(session, _row(fetched))
        return _content(fetched, key), fetched

    def fetch_unkept(self, url: str) -> Content:
        """What an address leads to; nothing is kept. Raises as ``fetch`` does."""
        return _content(self._looker.get(url), None)

    def article_in(self, content: Content, given: Metadata | None = None, *, encoding: str | None = None) -> Article:
        """The article in what was fetched; nothing is stored. Raises InputError."""
        from factcheck.articles import inspect_content

        return inspect_content(content, given=given, max_bytes=self.settings.max_bytes, encoding=encoding).article

    def corpus_source(self, passage: str) -> PassageSource:
        """Where the document of a passage came from. Raises UsageError if there is no such passage."""
        from factcheck.checking import fetched

        def look(source: Source) -> PassageSource:
            origin = store.fetches.origin_of(source, passage)
            if origin is None:
                raise UnknownError(
                    f"no passage '{passage}'. A passage's id looks like DOCUMENT#0; `factcheck corpus search` and "
                    "`factcheck show` name them."
                )
            answer = store.fetches.by_key(source, origin.fetch_key) if origin.fetch_key is not None else None
            return PassageSource(passage, origin, answer, fetched.record_of(source, answer) if answer else None)

        return self._look(look)

    def corpus_source_bytes(self, passage: str) -> bytes:
        """The document of a passage as it was fetched, to the byte.

        Raises UsageError for what was not fetched, IntegrityError where the archive has other bytes now.
        """
        from factcheck.checking import fetched

        found = self.corpus_source(passage)
        if found.fetched is None:
            raise UsageError(
                f"{passage}: read from {found.document.source or 'what is not known'}, and not fetched by factcheck; "
                "no copy was kept."
            )
        return fetched.bytes_of(found.record, self.settings.workspace)

    def _check_network(self, names: Iterable[str | Path]) -> None:
        """Raises UsageError if one of ``names`` is an address and nothing may be fetched."""
        asked = next((address(name) for name in names if is_address(name)), None)
        if asked is not None and not self.settings.allow_network:
            from factcheck.fetching.pages import not_allowed

            raise not_allowed(asked)

    @once
    def _fetcher(self) -> Fetcher:
        """What fetches, for the life of the workspace: it knows which site allows what, and when."""
        if self._opened is not None:
            return self._opened._fetcher
        from factcheck.fetching.warc import FOLDER, Archive

        return fetcher_of(
            self.settings, self._notice, archive=Archive(self.settings.workspace / FOLDER), known=self._known
        )

    @once
    def _looker(self) -> Fetcher:
        """What fetches for those who only look."""
        return fetcher_of(self.settings, self._notice)

    def _known(self, url: str) -> Validators | None:
        """What is known of an earlier answer to ``url`` whose bytes are kept."""
        from factcheck.fetching.asking import first_of
        from factcheck.fetching.pages import Validators

        if "database" not in self.__dict__ and not store.exists(self.settings):
            return None
        last = self._look(lambda source: store.fetches.newest(source, url))
        if last is None:
            return None
        etag, modified = (first_of(last.headers, name) for name in ("etag", "last-modified"))
        return Validators(last.final_url, etag, modified, last.sha256)

    def _as_before(self, fetched: Fetched) -> tuple[Content, Fetched]:
        """An answer that the earlier one holds still, with its bytes. Raises IntegrityError if they are gone."""
        from factcheck.checking.fetched import bytes_of, record_of
        from factcheck.fetching.pages import charset_of, media_type_of

        def look(source: Source) -> tuple[KeptFetch | None, KeptFetch | None]:
            last = store.fetches.newest(source, fetched.url)
            return last, record_of(source, last) if last else None

        last, record = self._look(look)
        if last is None:
            raise IntegrityError(f"{fetched.url}: not known any more.")
        body = bytes_of(record, self.settings.workspace)
        whole = replace(
            fetched,
            body=body,
            media_type=fetched.media_type or media_type_of(last.headers),
            charset=fetched.charset or charset_of(last.headers),
        )
        return _content(whole, last.key), whole


def fetcher_of(settings: Settings, notice: Callable[[str], None], **more: object) -> Fetcher:
    """What fetches as ``settings`` allow; it keeps nothing unless ``more`` has an archive."""
    from factcheck.fetching.asking import FetchLimits
    from factcheck.fetching.pages import Fetcher

    limits = FetchLimits(size=settings.max_bytes)
    return Fetcher(
        allowed=settings.allow_network,
        private=settings.allow_private,
        limits=limits,
        notice=notice,
        **more,  # type: ignore[arg-type]
    )


def inspect_address(
    settings: Settings,
    url: str,
    notice: Callable[[str], None],
    *,
    given: Metadata | None = None,
    encoding: str | None = None,
) -> Inspected:
    """The article at an address with what became of everything on the page; nothing is kept."""
    from factcheck.articles import inspect_content

    content = _content(fetcher_of(settings, notice).get(url), None)
    return inspect_content(content, given=given, max_bytes=settings.max_bytes, encoding=encoding)


def _content(fetched: Fetched, key: int | None) -> Content:
    return Content(
        fetched.body,
        fetched.final_url,
        fetched.sha256,
        media_type=fetched.media_type,
        charset=fetched.charset,
        fetch=key,
    )


def _row(fetched: Fetched) -> KeptFetch:
    from factcheck.fetching.warc import FOLDER

    record = fetched.archived
    return KeptFetch(
        0,
        fetched.url,
        fetched.final_url,
        fetched.at,
        fetched.status,
        fetched.headers,
        fetched.sha256,
        len(fetched.body),
        f"{FOLDER}/{record.file}" if record else None,
        record.offset if record else None,
        record.record_id if record else None,
    )
