"""The desk's page, and what is new on it.

Invariant: to show it takes no lease and stores nothing; who is at the claim is told, and what may be done follows from
it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import Request
from starlette.responses import HTMLResponse

from factcheck.desk.log import later_draft
from factcheck.errors import UsageError
from factcheck.report import wordings
from factcheck.web import acts, sheet
from factcheck.web.counting import counts
from factcheck.web.said import Saying
from factcheck.web.showing import page
from factcheck.web.way import DeskWay
from factcheck.workspace import Workspace
from factcheck.workspace.reviewing import Review
from factcheck.workspace.reviewing.keys import DEFAULTS, keys


@dataclass(frozen=True, slots=True)
class DeskRefusal:
    """What was refused, the actions that lead out of it, and the note that was typed and may not be kept."""

    words: str
    ways: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class AtIt:
    """Who is at a claim. ``mine``: who asks is; ``free``: nobody is, and it may be taken."""

    by: str | None
    until: str | None
    mine: bool
    unwritable: bool

    @property
    def free(self) -> bool:
        return self.by is None and not self.unwritable

    @property
    def may_act(self) -> bool:
        return (self.mine or self.free) and not self.unwritable


def at_it(review: Review) -> AtIt:
    """Who is at the claim that is looked at."""
    item = review.here.item if review.here else None
    by = item.held_by if item else None
    until = item.held_until if item else None
    return AtIt(by, time_of_day(until) if until else None, by is not None and by == review.by, review.unwritable)


def time_of_day(moment: float) -> str:
    """A moment (seconds since 1970) by the clock of this machine."""
    return datetime.fromtimestamp(moment).astimezone().strftime("%H:%M")


def desk_page(
    request: Request,
    here: Workspace,
    claim: str,
    way: DeskWay,
    *,
    status: int = 200,
    refusal: DeskRefusal | None = None,
    said: Saying | None = None,
    beside: Iterable[str] = (),
) -> HTMLResponse:
    """The page of one claim, as who asks may see it; ``beside`` are passages brought to it that are not yet cited."""
    review = here.review(claim=claim, looking=True)
    cited = acts.choice(review.pending.work)
    for name in beside:
        with suppress(UsageError):
            review.bring(name)
    assert review.here is not None
    shown = sheet.passages(review)
    article = review.here.article.id
    later = here._look(lambda source: later_draft(source, article, claim))
    values: Mapping[str, Any] = {
        "review": review,
        "here": review.here,
        "claim": review.here.claim,
        "report": review.here.report,
        "stands": review.here.report.standing,
        "where": sheet.status(review.here),
        "keeping": sheet.keeping(review.here),
        "restated": review.number_of(review.here.claim.restates) if review.here.claim.restates else None,
        "context": [*sheet.context(review)],
        "passages": shown,
        "ids": [one.evidence.passage.id for one in shown],
        "counts": sheet.counts(shown),
        "held": at_it(review),
        "later": later,
        "left": counts(request).of(here, article),
        "way": way,
        "chosen": cited,
        "noted": acts.note_name(review.pending.note),
        "found": found(review),
        "keys": keyed(here),
        "acts": DEFAULTS,
        "searching": "searching" in request.query_params and refusal is None,
        "refusal": refusal,
        "said": said,
        "wordings": wordings,
    }
    return page(request, "claim.html.j2", status, **values)


def keyed(here: Workspace) -> dict[str, str]:
    """The keys of the desk by what they do."""
    return {act.value: key for act, key in keys(here.settings.keys).by_act.items()}


def found(review: Review) -> str:
    """A name for what was found for the claim: another one after it was searched anew."""
    search = review.here.report.search if review.here else None
    told = [search.query, *(one.passage.id for one in search.evidence)] if search else []
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def news(here: Workspace, claim: str, seen: str) -> dict[str, Any]:
    """What a page that lies open wants to know: until when the claim is held, what was done with it since ``seen``, and
    what is found for it now."""
    review = here.review(claim=claim, looking=True)
    held = at_it(review)
    since = review.since(int(seen)) if seen.isascii() and seen.isdecimal() else ""
    return {"until": held.until, "by": held.by, "mine": held.mine, "said": since, "found": found(review)}
