"""Which claims somebody takes, and the way they came by: carried in addresses and forms, so that two windows of one
person do not disturb each other.

Invariant: nothing in an address is believed: what is no filter, no id and no number is refused or left out, and no
file of this machine is looked at for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from fastapi import HTTPException

from factcheck import store
from factcheck.desk.references import the_one
from factcheck.errors import UsageError
from factcheck.store.queue import Filters
from factcheck.workspace import Workspace
from factcheck.workspace.reviewing.filters import NAMES, made

_ID = re.compile(r"[0-9a-f]{4,64}")
_KEPT = 9  # claims that can be gone back to
_LONGEST = 200  # characters of a filter
DECIDED, MINE, BACK, AT = "decided", "mine", "back", "at"


@dataclass(frozen=True, slots=True)
class DeskWay:
    """``back`` are the claims before this one, the last one last. ``at`` is the place of this one in a list of claims
    that wait for nobody: what was decided, or all where nothing can be stored. ``mine`` wants only what waits for who
    asks."""

    wanted: Filters = Filters()  # noqa: RUF009 (frozen)
    back: tuple[str, ...] = ()
    at: int | None = None
    mine: bool = False

    def pairs(self) -> Iterator[tuple[str, str]]:
        """As fields of a form, or of an address."""
        yield from self.filters()
        if self.back:
            yield BACK, ".".join(self.back[-_KEPT:])
        if self.at is not None:
            yield AT, str(self.at)

    def filters(self) -> Iterator[tuple[str, str]]:
        """The filters alone."""
        for name in NAMES:
            if value := getattr(self.wanted, name):
                yield name, str(value).replace(" ", "-") if name == "state" else str(value)
        if self.wanted.decided:
            yield DECIDED, "1"
        if self.mine:
            yield MINE, "1"

    @property
    def query(self) -> str:
        """ "?flag=misquoted&back=…", or nothing."""
        told = urlencode([*self.pairs()])
        return f"?{told}" if told else ""

    @property
    def in_words(self) -> str:
        """The filters for a person."""
        return ", ".join(f"{name} {value}" for name, value in self.filters() if name not in (DECIDED, MINE)) + (
            " decided" if self.wanted.decided else ""
        )

    def leaving(self, claim_id: str) -> DeskWay:
        """The way on from a claim."""
        return replace(self, back=(*(one for one in self.back if one != claim_id), claim_id)[-_KEPT:])

    def to_queue(self, **changed: object) -> str:
        """The queue with the same filters."""
        found = dict(self.filters()) | {name: str(value) for name, value in changed.items() if value}
        told = urlencode({name: value for name, value in found.items() if name not in changed or changed[name]})
        return f"/queue?{told}" if told else "/queue"

    def to(self, claim_id: str, **more: str) -> str:
        """A claim's page by this way."""
        told = urlencode([*self.pairs(), *more.items()])
        return f"/claims/{claim_id}?{told}" if told else f"/claims/{claim_id}"


def way(here: Workspace, given: Mapping[str, object]) -> DeskWay:
    """The way in the fields of an address or a form. Raises UsageError for a state, a proposal and an article that
    there is not."""
    told = {name: str(given.get(name) or "").strip()[:_LONGEST] for name in NAMES}
    found = {name: value for name, value in told.items() if value}
    if "article" in found:
        found["article"] = article_id(here, found["article"])
    wanted = made(found, here.settings.user, decided=bool(given.get(DECIDED)))
    back = tuple(filter(_ID.fullmatch, str(given.get(BACK) or "")[:1000].split(".")))[-_KEPT:]
    at = str(given.get(AT) or "")
    return DeskWay(
        wanted, back, int(at) if at.isascii() and at.isdecimal() and len(at) < 9 else None, bool(given.get(MINE))
    )


def article_id(here: Workspace, asked: str) -> str:
    """The id of the article whose id begins so. Raises UsageError if there is none, or several."""
    if not _ID.fullmatch(asked):
        raise UsageError(f"no article '{asked}'. An article is called by its id, or four of its letters or more.")
    return the_one(here._look(lambda source: store.dossier.find_articles(source, asked)), "article", asked)


def claim_id(here: Workspace, asked: str) -> str:
    """The id of the claim whose id begins so. Raises HTTPException 404 if there is none, or several."""
    if _ID.fullmatch(asked):
        found = here._look(lambda source: store.dossier.find_claims(source, asked))
        if len(found) == 1:
            return found[0]
    raise HTTPException(404, f"no claim '{asked[:64]}' here.")
