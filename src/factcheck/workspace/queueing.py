"""The verbs of the queue: what waits for whom, who is at it, whose it is, until when, and who looks a second time.

Invariant: two people are never given the same claim; each verb that changes something is one short transaction.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck import store
from factcheck.desk import leases, log, second, standing
from factcheck.desk.references import one_of_either
from factcheck.domain import Action, LogEntry, State
from factcheck.errors import ConflictError, UsageError
from factcheck.store import queue
from factcheck.store.leases import Lease
from factcheck.store.leases import held as leases_of
from factcheck.store.queue import Filters, QueueItem, Waiting
from factcheck.workspace.opened import OpenWorkspace, at_least

if TYPE_CHECKING:
    from factcheck.evaluate.agreement import Agreement
    from factcheck.store import Session, Source


class QueueVerbs(OpenWorkspace):
    """The verbs of the queue: what waits for whom, who is at it, whose it is, until when, who looks a second time."""

    # -- what waits -----------------------------------------------------------------------

    def queue(
        self,
        wanted: Filters | None = None,
        *,
        article: str | Path | None = None,
        limit: int = 20,
        offset: int = 0,
        by: str = "",
    ) -> tuple[list[QueueItem], int]:
        """A page of the claims that wait for somebody (or, with ``wanted.decided``, of those with a verdict), the most
        urgent first, and how many there are in all. ``article`` is the beginning of an id, or a file that was checked;
        ``by`` is who looks: what a blind second check hides from him is left out.

        Raises UsageError for a ``limit`` below 1, a negative ``offset`` and an unknown article.
        """
        at_least(1, limit=limit)
        at_least(0, offset=offset)

        def look(source: Source) -> tuple[list[QueueItem], int]:
            asked = self._wanted(source, wanted, article)
            page = queue.page(source, asked, now=time.time(), limit=limit, offset=offset)
            return page, queue.length(source, asked)

        page, total = self._look_once(("queue", wanted, article, limit, offset), look)
        if any(_by_one(item) for item in page):
            page = self._look(lambda source: self._shown_to(source, page, by))
        return list(page), total

    def waiting(self, article: str | Path | None = None, *, by: str = "") -> Waiting:
        """How many claims wait: in all, for ``by``, of ``article``, until today's end; and whose they are."""

        def look(source: Source) -> Waiting:
            here = None if article is None else self._article_id(source, article)
            tomorrow = (date.today() + timedelta(days=1)).isoformat()
            return queue.waiting(source, self.waits_for(by), article=here, now=time.time(), tomorrow=tomorrow)

        return self._look_once(("waiting", article, by, self.settings.user, date.today()), look)

    def waits_for(self, by: str = "", wanted: Filters | None = None) -> Filters:
        """``wanted``, and of that what this person may decide next."""
        who = by or self.settings.user
        return replace(wanted or Filters(), waits_for=who, adjudicates=self._policy.adjudicates(who))

    # -- who is at it ---------------------------------------------------------------------

    def take(
        self,
        claim: str | None = None,
        *,
        by: str = "",
        wanted: Filters | None = None,
        article: str | Path | None = None,
        after_claim: str | None = None,
        attempt: int | None = None,
    ) -> QueueItem | None:
        """Take a claim, or the next one of ``wanted`` that waits for this person and that nobody else is at, for
        ``lease_minutes``; None if there is none. ``after_claim`` is the id of one to begin behind.

        Whoever took ``claim`` before says with which ``attempt``. Raises ConflictError if it is somebody else's just
        now, or was taken again since.
        """
        who = by or self.settings.user
        if claim is not None:
            with self.database.writing() as session:
                return self._taken(session, self._claim_id(session, claim), who, attempt)
        while True:
            # Whoever takes the next waits for nobody who writes, and so writes nothing into the log.
            with self.database.claiming() as session:
                asked = self.waits_for(who, self._wanted(session, wanted, article))
                found = queue.next_free(session, asked, by=who, now=time.time(), after=after_claim)
                if found is None:
                    return None
                if not leases.leaves_work(session, found, by=who):
                    return self._taken(session, found, who)
            with suppress(ConflictError), self.database.writing() as session:
                return self._taken(session, found, who)

    def _taken(self, session: Session, claim_id: str, who: str, attempt: int | None = None) -> QueueItem:
        leases.take(session, claim_id, by=who, minutes=self.settings.lease_minutes, attempt=attempt)
        (item,) = self._shown_to(session, queue.items(session, [claim_id], now=time.time()), who)
        return item

    def renew(
        self, claim: str, *, by: str = "", work: Mapping[str, Any] | None = None, attempt: int | None = None
    ) -> Lease:
        """Keep a claim that was taken, with this ``attempt`` if that is known, for another ``lease_minutes``, with
        ``work`` (note, citations) that is not yet decided. Raises ConflictError if the time ran out and it was taken
        again."""
        with self.database.writing() as session:
            claim_id, who = self._claim_id(session, claim), by or self.settings.user
            minutes = self.settings.lease_minutes
            return leases.renew(session, claim_id, by=who, minutes=minutes, work=work, attempt=attempt)

    def release(self, claim: str, *, by: str = "", attempt: int | None = None) -> None:
        """Let go of a claim, unless it was taken again since this ``attempt``. Work that was not decided is kept."""
        with self.database.writing() as session:
            leases.release(session, self._claim_id(session, claim), by=by or self.settings.user, attempt=attempt)

    def at_work(self, article: str | Path) -> dict[str, str]:
        """Who is at which claim of an article just now, by the claim's id."""
        return self._look(lambda source: leases_of(source, self._article_id(source, article), now=time.time()))

    # -- whose it is, and until when ------------------------------------------------------

    def assign(self, what: str | Path, to: str | None, *, by: str = "") -> LogEntry | None:
        """Give a claim or an article to somebody, or with None to nobody. None if it is so already."""
        with self.database.writing() as session:
            article_id, claim_id = self._either(session, what)
            name = (to or "").strip() or None
            stands = (
                standing.claims(session, [claim_id])[claim_id] if claim_id else standing.article(session, article_id)
            )
            if stands.assigned == name:
                return None
            return log.append(
                session, Action.ASSIGNED, article_id, claim_id, by=by or self.settings.user, content={"to": name}
            )

    def due(self, article: str | Path, when: date | datetime | None, *, by: str = "") -> LogEntry | None:
        """Say until when an article has to be checked: a day, a time (of this machine's zone if it has none), or None.
        None if it is so already."""
        with self.database.writing() as session:
            article_id = self._article_id(session, article)
            told = _told(when)
            if standing.article(session, article_id).due == told:
                return None
            return log.append(session, Action.DUE, article_id, by=by or self.settings.user, content={"when": told})

    # -- two people -----------------------------------------------------------------------

    def second_check(self, claim: str, *, by: str = "", blind: bool | None = None) -> LogEntry:
        """Want a second person's decision on a claim; ``blind`` hides the first from him (None: as the desk does).

        Raises UsageError where one is wanted already.
        """
        with self.database.writing() as session:
            claim_id = self._claim_id(session, claim)
            hides = self.settings.second_check_blind if blind is None else blind
            who, editors = by or self.settings.user, self.settings.editors
            return second.ask(session, claim_id, by=who, blind=hides, editors=editors)

    def agreement(
        self, *, since: date | None = None, until: date | None = None, pair: tuple[str, str] | None = None
    ) -> Agreement:
        """How often two people who decided the same claims agreed, on attribution and on substance, and where they did
        not; see :mod:`factcheck.evaluate.agreement`. ``until`` is the last day that counts."""
        from factcheck.evaluate import agreement

        twice = self._look(agreement.twice_decided)
        return agreement.measure(twice, since=since, until=until, pair=pair)

    # -- helpers --------------------------------------------------------------------------

    @property
    def _policy(self) -> second.Policy:
        return second.Policy.of(self.settings)

    def _wanted(self, source: Source, wanted: Filters | None, article: str | Path | None) -> Filters:
        asked = wanted or Filters()
        return asked if article is None else replace(asked, article=self._article_id(source, article))

    def _shown_to(self, source: Source, items: list[QueueItem], by: str) -> list[QueueItem]:
        """The lines without what a blind second check keeps from ``by``."""
        who = by or self.settings.user
        stands = standing.claims(source, [item.claim.id for item in items if _by_one(item)])
        hidden = {claim_id for claim_id, one in stands.items() if second.hidden_from(one, who)}
        return [_veiled(item) if item.claim.id in hidden else item for item in items]

    def _either(self, source: Source, asked: str | Path) -> tuple[str, str | None]:
        """The id of the article that is meant, and of the claim where one is."""
        if "#" in str(asked) and not self.names_file(asked):
            claim_id = self._claim_id(source, str(asked))
        elif self.names_file(asked):
            return self._article_id(source, asked), None
        else:
            claims, articles = (
                find(source, str(asked)) for find in (store.dossier.find_claims, store.dossier.find_articles)
            )
            claim_id, article_id = one_of_either(claims, articles, str(asked))
            if article_id:
                return article_id, None
        return store.dossier.claim(source, claim_id)[0].article_id, claim_id


def _by_one(item: QueueItem) -> bool:
    """Whether somebody has answered, in part or wholly, and no second person: it may be hidden."""
    return item.by is not None and item.second_by is None and item.state not in (State.DECIDED, State.DISPUTED)


def _veiled(item: QueueItem) -> QueueItem:
    return replace(item, verdict=None, attribution=None, by=None, hidden=True)


def _told(when: date | datetime | None) -> str | None:
    """A day or time as the log has it. Raises UsageError for a time that the calendar has not in UTC."""
    if isinstance(when, datetime):
        try:
            return when.astimezone(UTC).isoformat(timespec="minutes")
        except (OverflowError, ValueError) as problem:
            raise UsageError(f"{when}: no time that the calendar has.") from problem
    return when.isoformat() if when else None
