"""The verbs of the desk: what one person does with one claim.

Invariant: each is one entry of the log, and refused whole where the rules of ``desk`` refuse it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.desk import decisions
from factcheck.desk.references import by_rank, reused
from factcheck.domain import Article, Attribution, Decision, LogEntry, UnverifiedReason, Verdict
from factcheck.report.model import ClaimReport
from factcheck.store import queue
from factcheck.store.queue import Filters, QueueItem
from factcheck.workspace.opened import OpenWorkspace, at_least, one_of

if TYPE_CHECKING:
    from factcheck.store import Source


class DeskVerbs(OpenWorkspace):
    """The verbs of the desk: what one person does with one claim."""

    def queue(
        self, wanted: Filters | None = None, *, article: str | Path | None = None, limit: int = 20, offset: int = 0
    ) -> tuple[list[QueueItem], int]:
        """A page of the claims that wait for somebody (or, with ``wanted.decided``, of those that do not), the most
        urgent first, and how many there are in all. ``article`` is the beginning of an id, or a file that was checked.

        Raises UsageError for a ``limit`` below 1, a negative ``offset`` and an unknown article.
        """
        at_least(1, limit=limit)
        at_least(0, offset=offset)

        def look(source: Source) -> tuple[list[QueueItem], int]:
            asked = wanted or Filters()
            if article is not None:
                asked = replace(asked, article=self._article_id(source, article))
            now = time.time()
            page = queue.page(source, asked, now=now, limit=limit, offset=offset)
            return page, queue.length(source, asked, now=now)

        return self._look(look)

    def show(self, claim: str, *, by: str = "") -> tuple[Article, ClaimReport]:  # noqa: ARG002
        """One claim with its evidence and decisions. ``claim`` may be a unique beginning of its id."""
        from factcheck.checking.reporting import claim_reports

        def look(source: Source) -> tuple[Article, ClaimReport]:
            claim_id = self._claim_id(source, claim)
            found, number = store.dossier.claim(source, claim_id)
            article = store.dossier.article(source, found.article_id)
            (item,) = claim_reports(source, article, [(found, number)], self._precedents_file)
            return article, item

        return self._look(look)

    def mark(
        self,
        claim: str,
        verdict: Verdict | str | None = None,
        *,
        attribution: Attribution | str | None = None,
        cite: str | Sequence[str] = (),
        reason: UnverifiedReason | str | None = None,
        note: str = "",
        by: str = "",
        after: int | None = None,
        reuse: str | None = None,
        over: bool = False,
    ) -> Decision:
        """Decide a claim; see :func:`factcheck.desk.decisions.decide` for the rules. ``cite`` is one citation or
        several: ``PASSAGE`` or ``PASSAGE:exact words``, a passage being known by its id or by the number that
        ``show`` gives it. ``reuse`` may be a unique beginning of the other claim's id.

        Raises UsageError if the rules are not met or there is no such verdict, attribution or reason, ConflictError
        for a stale ``after`` and where a colleague's decision stands.
        """
        cited = [cite] if isinstance(cite, str) else cite
        with self.database.writing() as session:
            claim_id = self._claim_id(session, claim)
            return decisions.decide(
                session,
                claim_id,
                one_of(Verdict, "verdict", verdict) if verdict else None,
                attribution=one_of(Attribution, "attribution", attribution) if attribution else None,
                cite=by_rank(session, claim_id, cited),
                reason=one_of(UnverifiedReason, "reason", reason) if reason else None,
                note=note,
                by=by or self.settings.user,
                after=after,
                reuse=reused(session, reuse) if reuse else None,
                over=over,
            )

    def reopen(self, claim: str, *, note: str, by: str = "", after: int | None = None) -> Decision:
        """Put a decided claim back into the queue."""
        with self.database.writing() as session:
            claim_id = self._claim_id(session, claim)
            return decisions.reopen(session, claim_id, note=note, by=by or self.settings.user, after=after)

    def history(self, claim: str | None = None) -> list[LogEntry]:
        """The log: what was done with one claim, or all of it, oldest first."""

        def look(source: Source) -> list[LogEntry]:
            ids = None if claim is None else [self._claim_id(source, claim)]
            return store.dossier.entries(source, ids)

        return self._look(look)
