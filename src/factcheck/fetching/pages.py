"""Pages, feeds and files from the web, fetched politely and kept.

Invariant: nothing is fetched unless that was allowed; each redirect is checked as if it had been asked for itself; what
is handed on lies in the archive, where there is one, with the hash that is handed on with it. No cookie is kept or
sent, no script runs.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from factcheck.errors import InputError, UsageError
from factcheck.fetching.address import is_loopback
from factcheck.fetching.asking import Asker, FetchLimits, Headers, PageAnswer, first_of, read_url
from factcheck.fetching.http import FetchError, asked_pause
from factcheck.fetching.pacing import Pace
from factcheck.fetching.permitted import without_secret
from factcheck.fetching.robots import Robots

if TYPE_CHECKING:
    import httpx

    from factcheck.fetching.guarded import Resolve
    from factcheck.fetching.warc import Archive, Archived

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_UNASKED_PAUSE = 5.0  # seconds for a busy server that does not say how long it will be
_NOT_MODIFIED = 304
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)


class Validators(NamedTuple):
    """What is known of an earlier answer to the same request: which page it came from, what its server called that
    state, and the SHA-256 of its bytes, which are kept."""

    final_url: str
    etag: str | None
    last_modified: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. ``at`` is ISO 8601, UTC; ``sha256`` is of ``body``, which is unpacked.

    ``unchanged`` says that the earlier answer holds still; after status 304 the body is b"" and the hash the earlier
    one's. ``charset`` is the label that the server gave, believed by nobody yet.
    """

    url: str
    final_url: str
    at: str
    status: int
    headers: Headers
    body: bytes
    sha256: str
    media_type: str | None
    charset: str | None
    unchanged: bool = False
    archived: Archived | None = None


def not_allowed(url: str) -> UsageError:
    """What to say of a URL where the network was not allowed."""
    return UsageError(
        f"{without_secret(url)}: an address, and nothing is fetched unless that is allowed: by --allow-network for one "
        "command, or by allow_network = true in the workspace's factcheck.toml. Or save the page in a browser and give "
        "that file."
    )


def media_type_of(headers: Headers) -> str | None:
    """What a server says that it sent, in small letters: "text/html"."""
    said = (first_of(headers, "content-type") or "").partition(";")[0].strip().lower()
    return said if "/" in said else None


def charset_of(headers: Headers) -> str | None:
    """The name of the encoding that a server says a text is in."""
    found = _CHARSET.search(first_of(headers, "content-type") or "")
    return found.group(1) if found else None


class Fetcher:
    """Fetches, for one run: what sites allow and when they may be asked again is remembered.

    ``allowed`` is whether anything is fetched at all, ``private`` has the hosts ("host", "host:port") that may stand
    on private addresses. ``known`` tells what is known of an earlier answer to a URL. ``resolver`` and ``sleep`` are
    this machine's own, unless a test has others.
    """

    def __init__(
        self,
        *,
        allowed: bool,
        private: Sequence[str] = (),
        archive: Archive | None = None,
        known: Callable[[str], Validators | None] = lambda _: None,
        limits: FetchLimits | None = None,
        notice: Callable[[str], None] = lambda _: None,
        resolver: Resolve | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._allowed, self._private, self._resolver = allowed, tuple(private), resolver
        self._archive, self._known = archive, known
        self._limits = limits or FetchLimits()
        self._pace = Pace(self._limits.longest_pause, sleep, notice)
        self._robots = Robots(self._ask_robots)
        self._asker: Asker | None = None

    def get(self, url: str, *, anew: bool = False) -> Fetched:
        """What ``url`` leads to. ``anew``: whatever is known of it.

        Raises UsageError where nothing may be fetched, FetchError (an InputError) with what happened and what to do.
        """
        if not self._allowed:
            raise not_allowed(url)
        start = read_url(url)
        known = None if anew else self._known(str(start))
        try:
            answer = self._patiently(start, known)
        except FetchError as problem:
            if problem.passing:
                self._pace.failed(start.host)
            raise
        self._pace.answered(start.host)
        if answer.status == _NOT_MODIFIED and known is not None:
            return self._fetched(url, answer, known.sha256, unchanged=True)
        if answer.status != 200:
            raise _no_page(answer)
        sha256 = hashlib.sha256(answer.body).hexdigest()
        return self._fetched(url, answer, sha256, unchanged=known is not None and known.sha256 == sha256)

    def _fetched(self, url: str, answer: PageAnswer, sha256: str, *, unchanged: bool) -> Fetched:
        at = datetime.now(UTC)
        archived = None
        if self._archive is not None and not unchanged:
            archived = self._archive.keep(answer, at)
        return Fetched(
            str(read_url(url)),
            answer.url,
            at.isoformat(timespec="seconds"),
            answer.status,
            answer.headers,
            answer.body,
            sha256,
            media_type_of(answer.headers),
            charset_of(answer.headers),
            unchanged,
            archived,
        )

    def _patiently(self, start: httpx.URL, known: Validators | None) -> PageAnswer:
        """The answer at the end of all redirects; asked for again where a server says that it is busy."""
        for tries_left in reversed(range(self._limits.tries)):
            answer = self._followed(start, known, polite=True, most=self._limits.size)
            if answer.status not in _BUSY:
                return answer
            asked = asked_pause(answer.header("retry-after") or "")
            self._pace.next_after(read_url(answer.url).host, _UNASKED_PAUSE if asked is None else asked)
            if not tries_left:
                return answer
        raise AssertionError  # the last try returns

    def _followed(
        self, start: httpx.URL, known: Validators | None, *, polite: bool, most: int, cut: bool = False
    ) -> PageAnswer:
        """The answer at the end of all redirects. ``polite``: each page is asked for only where and when its site
        allows that."""
        url, seen, seconds = start, [str(start)], self._limits.total
        while True:
            began = time.monotonic()
            try:
                answer = self._one(url, known, polite=polite, seconds=seconds, most=most, cut=cut)
            except FetchError as problem:
                if len(seen) == 1:
                    raise
                raise FetchError(f"{start} redirects: {problem}", passing=problem.passing) from None
            seconds = max(0.001, seconds - (time.monotonic() - began))
            location = answer.header("location")
            if answer.status not in _REDIRECTS or not location:
                return answer
            url = _next(url, location, str(start))
            if str(url) in seen:
                raise _astray(start, f"redirects in a circle, back to {url}")
            if len(seen) > self._limits.redirects:
                raise _astray(start, f"redirects more than {self._limits.redirects} times, at last to {url}")
            seen.append(str(url))

    def _one(
        self, url: httpx.URL, known: Validators | None, *, polite: bool, seconds: float, most: int, cut: bool
    ) -> PageAnswer:
        """The answer of one page, after the pause that its host wants."""
        if polite:
            self._robots.check(str(url))
            self._pace.wait(url.host, str(url))
        answer = self._asked().ask(url, _conditions(url, known), seconds=seconds, most=most, cut=cut)
        if polite and not is_loopback(url.host):
            self._pace.next_after(url.host, max(self._limits.pause, self._robots.delay(str(url))))
        return answer

    def _ask_robots(self, address: str) -> PageAnswer:
        return self._followed(read_url(address), None, polite=False, most=self._limits.robots_size, cut=True)

    def _asked(self) -> Asker:
        if self._asker is None:
            self._asker = Asker(self._limits, self._private, self._resolver)
        return self._asker


def _conditions(url: httpx.URL, known: Validators | None) -> Mapping[str, str]:
    """What asks a server to send a page only if it has changed."""
    if known is None or known.final_url != str(url):
        return {}
    said = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in said.items() if value}


def _next(url: httpx.URL, location: str, start: str) -> httpx.URL:
    """Where a redirect leads. Raises FetchError for a place that is not gone to."""
    import httpx

    with suppress(UnicodeDecodeError):  # a header is read letter by letter, and most sites write UTF-8
        location = location.encode("latin-1").decode()
    try:
        found = read_url(str(url.join(location)))
    except (InputError, httpx.InvalidURL, UnicodeError, ValueError) as problem:
        why = str(problem) if isinstance(problem, InputError) else "no address"
        raise FetchError(f"{start}: redirects to what is not fetched: {why}", passing=False) from None
    if url.scheme == "https" and found.scheme == "http":
        raise _astray(start, f"redirects from https to {found}, which anybody on the way could read and change")
    return found


def _astray(start: httpx.URL | str, why: str) -> FetchError:
    return FetchError(f"{start}: {why}. Open it in a browser, and give the address where you end up.", passing=False)


def _no_page(answer: PageAnswer) -> FetchError:
    """What to say of a status that comes without a page."""
    status = f"(status {answer.status})"
    if answer.status in (404, 410):
        return FetchError(f"{answer.url}: no such page there {status}. Check the address.", passing=False)
    if answer.status in (401, 402, 403, 407, 451):
        return FetchError(
            f"{answer.url}: the site gives this page to nobody without a login, or to no program {status}. Open it in "
            "a browser, save the page, and give that file.",
            passing=False,
        )
    if answer.status in _BUSY:
        asked = asked_pause(answer.header("retry-after") or "")
        when = "later" if asked is None else f"in {asked:,.0f} seconds, as it asks"
        return FetchError(f"{answer.url}: the site is too busy to answer {status}. Try again {when}.", passing=True)
    if answer.status >= 500:
        return FetchError(f"{answer.url}: the site failed {status}. Try again later.", passing=True)
    return FetchError(f"{answer.url}: answered with no page {status}. Check the address in a browser.", passing=False)
