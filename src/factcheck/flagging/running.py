"""An unattended run: from what sources hold to claims that were flagged and told.

Invariant: what a run finds of an item becomes visible whole, in one transaction, in the order of the items, after its
article was stored; a flag is told after that, and kept as told after it was taken. So a run that was killed anywhere
and is run again ends in the state of an undisturbed one: nothing is flagged twice, and nothing that was flagged stays
untold. Items that did not change are read and no more.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from factcheck import store
from factcheck.checking.reporting import claim_reports
from factcheck.desk.log import now
from factcheck.domain import WAITING, Article, Flag, Mute, SourceItem, Unusable
from factcheck.errors import FactcheckError
from factcheck.flagging import same
from factcheck.flagging.listing import Listing, Plan, Work
from factcheck.flagging.muting import without_muted
from factcheck.flagging.outcome import FailedItem, FlaggedClaim, Summary, is_known
from factcheck.flagging.telling import flagged_claims
from factcheck.store.flags import DONE, FAILED, LookedAt
from factcheck.store.plain import batches
from factcheck.workers import in_order

if TYPE_CHECKING:
    from factcheck.checking.index_file import IndexFile
    from factcheck.report.model import ClaimReport
    from factcheck.store import Database, Source

    FlagsOf = Callable[[ClaimReport, Article, str], tuple[Flag, ...]]

OUTPUT = "output"  # the channel of what a run prints


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of an item: the article that it holds, by id, and what the item says of it (title, publisher,
    published as an ISO day, url). ``unchanged``: it holds the text that it held, whatever its bytes are; ``older``: it
    is from before the days that matter, and was left as it was. ``notices`` are for people, ``seconds`` went to each
    step."""

    article_id: str
    about: Mapping[str, Any]
    unchanged: bool = False
    older: bool = False
    notices: tuple[str, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)


def _nobody(*_: object) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class RunMeans:
    """What a run works with.

    ``work`` checks an item, in a process of its own if there are several workers, each of which has run ``start``.
    ``flags_of`` tells which rules a claim of an article of a source meets, ``stop`` whether to begin no more items.
    ``looked`` hears the place of each item that is done, ``notice`` what a person should know; ``mutes`` is what nobody
    wants to hear of.
    """

    database: Database
    precedents_file: IndexFile[Source]
    work: Callable[[Work], Checked]
    start: Callable[[], None]
    flags_of: FlagsOf
    stop: Callable[[], bool] = lambda: False
    looked: Callable[[str], None] = _nobody
    notice: Callable[[str], None] = _nobody
    mutes: Sequence[Mute] = ()


def run(
    means: RunMeans, items: Iterable[SourceItem | Unusable], plan: Plan, summary: Summary
) -> Iterator[FlaggedClaim | FailedItem]:
    """Look at every item that is new or changed, and tell what was flagged and what failed; ``summary`` is kept up."""
    with means.database.reading() as session:
        known = store.flags.looked_at(session)
    listing = Listing(items, plan, known, summary, means.stop)
    for work, outcome in _worked(means, listing, plan, summary):
        yield from _failures(means, listing)
        if isinstance(outcome, FactcheckError):
            failed = FailedItem(work.key, work.source, work.place, str(outcome))
            summary.failed += 1
            _keep_failed(means, failed, work.before)
            yield failed
        elif outcome.older:
            summary.older += 1
        else:
            _count(summary, known, work, outcome)
            for words in outcome.notices:
                means.notice(words)
            with _timed(summary, "flagging"):
                _keep(means, work, outcome, summary)
        means.looked(work.place)
        if plan.at_once:
            yield from _told(means, summary)
    yield from _failures(means, listing)
    yield from _told(means, summary)


def _worked(
    means: RunMeans, listing: Listing, plan: Plan, summary: Summary
) -> Iterator[tuple[Work, Checked | FactcheckError]]:
    """Each work with what became of it. No worker is started where there is none."""
    work = listing.work()
    for first in work:
        yield from in_order(
            means.work,
            chain((first,), work),
            workers=plan.spread.workers,
            on=plan.spread.on,
            start=means.start,
            seconds=plan.seconds,
            memory=summary.held,
        )


def _count(summary: Summary, known: Mapping[str, LookedAt], work: Work, checked: Checked) -> None:
    for step, seconds in checked.seconds.items():
        summary.seconds[step] += seconds
    if checked.unchanged:
        summary.unchanged += 1
    elif work.key in known and known[work.key].article_id is not None:
        summary.changed += 1
    else:
        summary.new += 1


@contextmanager
def _timed(summary: Summary, step: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    summary.seconds[step] += time.monotonic() - began


# -- what is kept -------------------------------------------------------------------------


def _keep(means: RunMeans, work: Work, checked: Checked, summary: Summary) -> None:
    """Which claims of an article are new and which of those are flagged, with its item, in one transaction."""
    first_of: dict[str, str] = {}
    flags: dict[str, tuple[Flag, ...]] = {}
    texts: dict[str, str] = {}
    if not checked.unchanged:
        with means.database.reading() as session:
            article = store.dossier.article(session, checked.article_id)
            claims = store.dossier.claims_of(session, article.id)
            first_of = same.firsts(session, article, [claim for claim, _ in claims])
            new = [(claim, number) for claim, number in claims if first_of.get(claim.id) == claim.id]
            reports = claim_reports(session, article, new, means.precedents_file) if new else ()
            texts = {claim.id: claim.text for claim, _ in new}
            # What a person decided before, or says is no claim, is news to nobody.
            waiting = [one for one in reports if one.standing.state in WAITING]
            met = {one.claim.id: means.flags_of(one, article, work.source) for one in waiting}
            flags = {claim_id: some for claim_id, some in met.items() if some}
            summary.claims_new += len(new)
            summary.claims_known += sum(is_known(one.precedents) for one in reports)
            summary.claims_again += len(first_of) - len(new)
            summary.flagged += len(flags)
    at = now()
    item = LookedAt(
        key=work.key,
        source=work.source,
        place=work.place,
        sha256=work.sha256,
        state=DONE,
        problem="",
        article_id=checked.article_id,
        stamp=work.stamp,
        about=checked.about,
        at=at,
    )
    with means.database.writing() as session:
        store.flags.put_appearances(session, first_of, texts, at)
        store.flags.put_flags(session, flags, at)
        store.flags.put_item(session, item)


def _keep_failed(means: RunMeans, failed: FailedItem, before: str | None) -> None:
    """Keep that an item failed, so that it is tried again; the article that it held before stays known."""
    item = LookedAt(failed.key, failed.source, failed.place, "", FAILED, failed.problem, before, None, {}, now())
    with means.database.writing() as session:
        store.flags.put_item(session, item)


def _failures(means: RunMeans, listing: Listing) -> Iterator[FailedItem]:
    """The items that could not be read, kept and told."""
    while listing.failed:
        failed, before = listing.failed.popleft()
        if failed.key:
            _keep_failed(means, failed, before)
        yield failed


# -- what is told -------------------------------------------------------------------------


def _told(means: RunMeans, summary: Summary) -> Iterator[FlaggedClaim]:
    """Every flag that was not told yet, those that an earlier run left included. Whoever takes the next one has used
    the one before; of a few that were handed on and not kept as told, a run that is killed then tells again."""
    with means.database.reading() as session:
        untold = store.flags.untold(session, OUTPUT)
    for some in batches(untold):
        with _timed(summary, "telling"), means.database.reading() as session:
            flagged = flagged_claims(session, some, means.precedents_file)
        for one in flagged:
            if heard := without_muted(means.mutes, one, date.today()):
                yield heard
                summary.told += 1
        with means.database.writing() as session:
            store.flags.put_told(session, (one.key for one in flagged), OUTPUT, now())
