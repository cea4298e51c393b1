"""What a site lets programs fetch, by its robots.txt (RFC 9309), and how often.

Invariant: each site is asked once in a run, and where it cannot be asked, nothing else of it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from factcheck.fetching.http import FetchError

if TYPE_CHECKING:
    from protego import Protego

    from factcheck.fetching.asking import PageAnswer

PRODUCT = "factcheck"  # the name that a robots.txt calls this program by
_BUSY = 429
_UNASKED = "nothing is fetched of a site whose robots.txt cannot be asked for"


class _Site(NamedTuple):
    rules: Protego | None = None  # None: all is allowed
    refused: str | None = None  # why nothing is
    passing: bool = False


class Robots:
    """The rules of the sites of a run. ``ask`` gets a robots.txt; it raises FetchError."""

    def __init__(self, ask: Callable[[str], PageAnswer]) -> None:
        self._ask = ask
        self._sites: dict[str, _Site] = {}

    def check(self, url: str) -> None:
        """Raises FetchError where the site does not let this program fetch ``url``, or does not say."""
        site = self._site(url)
        if site.refused:
            raise FetchError(f"{url}: {site.refused}", passing=site.passing)
        if site.rules is not None and not site.rules.can_fetch(url, PRODUCT):
            raise FetchError(
                f"{url}: the site's robots.txt asks programs to leave this page alone. Open it in a browser, save the "
                "page, and give that file.",
                passing=False,
            )

    def delay(self, url: str) -> float:
        """The seconds that the site wants between two requests; 0 where it does not say."""
        rules = self._site(url).rules
        return float((rules and rules.crawl_delay(PRODUCT)) or 0)

    def _site(self, url: str) -> _Site:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._sites:
            self._sites[origin] = self._asked(f"{origin}/robots.txt")
        return self._sites[origin]

    def _asked(self, address: str) -> _Site:
        from protego import Protego

        try:
            answer = self._ask(address)
        except FetchError as problem:
            why = str(problem).removeprefix(f"{address}: ")
            return _Site(refused=f"{_UNASKED}: {why}" if problem.passing else why, passing=problem.passing)
        if answer.status == 200:
            return _Site(Protego.parse(answer.body.decode("utf-8", "replace")))
        if 400 <= answer.status < 500 and answer.status != _BUSY:
            return _Site()
        return _Site(
            refused=f"{_UNASKED} (status {answer.status}). Try again later.",
            passing=True,
        )
