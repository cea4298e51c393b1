"""Which items of a run are new or changed, and the work that each of them is.

Invariant: an item that did not change since it was looked at whole is no work; one that failed is tried again. An item
that several sources name is looked at once in a run, as the first of them names it.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from factcheck.domain import Content, SourceItem, Unusable
from factcheck.errors import FactcheckError
from factcheck.flagging.outcome import FailedItem, Summary
from factcheck.store.flags import DONE, LookedAt
from factcheck.workers import HERE, Spread
from factcheck.workers.serving import unexpected


@dataclass(frozen=True, slots=True)
class Plan:
    """How much a run does: at most ``limit`` items that are new or changed, none from before ``since``, none begun
    after ``deadline`` (seconds since 1970), only those that failed before. ``publisher`` is whose the articles are
    where no source says so. ``at_once``: the items come as they are made, perhaps without end, and what is flagged is
    told with each; else at the end, when all places of a claim are known. ``seconds`` is what one item may take;
    ``spread`` is where items are checked.
    """

    spread: Spread = HERE
    limit: int | None = None
    since: date | None = None
    deadline: float | None = None
    publisher: str | None = None
    only_failed: bool = False
    at_once: bool = False
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """An item to be checked: its bytes, what is said of it, and the article that it held before. It can be pickled."""

    key: str
    source: str
    place: str
    content: Content
    said: Mapping[str, Any]
    sha256: str  # of the content and of what is said of it
    stamp: str | None
    before: str | None
    since: date | None = None  # an article that says an earlier day of itself is left out


@dataclass(slots=True)
class Listing:
    """The items of a run, one after the other. ``failed`` has those that could not be read and that nobody took yet."""

    items: Iterable[SourceItem | Unusable]
    plan: Plan
    known: Mapping[str, LookedAt]
    summary: Summary
    stop: Callable[[], bool]
    taken: int = 0
    seen: set[str] = field(default_factory=set)
    failed: deque[tuple[FailedItem, str | None]] = field(default_factory=deque)

    def work(self) -> Iterator[Work]:
        """What is to be checked. After the end that the plan sets the rest is only counted, and not read."""
        for item in self.items:
            if isinstance(item, Unusable):
                self._fails("", item.source, item.place, item.problem)
                continue
            if item.key in self.seen:
                continue
            self.seen.add(item.key)
            if self._is_over():
                self.summary.left += 1
                if self.plan.at_once:
                    return
            elif self._is_asked(item) and (made := self._made(item)) is not None:
                self.taken += 1
                yield made

    def _is_over(self) -> bool:
        if not self.summary.stopped:
            ends = (
                ("interrupt", self.stop()),
                ("deadline", self.plan.deadline is not None and time.time() >= self.plan.deadline),
                ("limit", self.plan.limit is not None and self.taken >= self.plan.limit),
            )
            self.summary.stopped = next((why for why, is_so in ends if is_so), "")
        return bool(self.summary.stopped)

    def _is_asked(self, item: SourceItem) -> bool:
        known, said = self.known.get(item.key), item.said.get("published")
        if self.plan.only_failed and (known is None or known.state == DONE):
            return False
        day = said or (item.modified.date() if item.modified else None)
        if self.plan.since and isinstance(day, date) and day < self.plan.since:
            self.summary.older += 1
            return False
        if known and known.state == DONE and item.stamp and known.stamp == stamp_of(item, self.plan):
            self.summary.unchanged += 1
            return False
        return True

    def _made(self, item: SourceItem) -> Work | None:
        """The item read, if it is not what it was."""
        known = self.known.get(item.key)
        began = time.monotonic()
        try:
            content = item.read()
        except Exception as problem:  # whatever reading one item meets, the others are looked at
            told = problem if isinstance(problem, FactcheckError) else unexpected(item.place, problem)
            self._fails(item.key, item.source, item.place, str(told))
            return None
        finally:
            self.summary.seconds["reading"] += time.monotonic() - began
        said = said_of(item, self.plan)
        sha256 = _fingerprint(content.sha256, said, item.language)
        if known and known.state == DONE and known.sha256 == sha256:
            self.summary.unchanged += 1
            return None
        before = known.article_id if known else None
        since = max(filter(None, (self.plan.since, item.since)), default=None)
        stamp = stamp_of(item, self.plan)
        return Work(item.key, item.source, item.place, content, said, sha256, stamp, before, since)

    def _fails(self, key: str, source: str, place: str, problem: str) -> None:
        self.summary.failed += 1
        known = self.known.get(key)
        self.failed.append((FailedItem(key, source, place, problem), known.article_id if known else None))


def said_of(item: SourceItem, plan: Plan) -> Mapping[str, Any]:
    """What is said of an item, by its source first."""
    return ({"publisher": plan.publisher} if plan.publisher else {}) | dict(item.said)


def stamp_of(item: SourceItem, plan: Plan) -> str | None:
    """An item's stamp with what is said of it, which may change alone; None if it has no stamp."""
    return _fingerprint(item.stamp, said_of(item, plan), item.language) if item.stamp else None


def _fingerprint(first: str, said: Mapping[str, Any], language: str | None) -> str:
    whole = json.dumps([first, dict(said), language], sort_keys=True, default=str)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
