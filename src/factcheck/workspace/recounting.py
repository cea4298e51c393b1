"""The verbs of the record for those who leaf through it.

Invariant: a page tells each of its entries as the whole story does, and costs what its own claims and articles cost.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from factcheck import store
from factcheck.domain import LogEntry
from factcheck.report.story import tell
from factcheck.store.logbook import EntryName, LogFilter
from factcheck.workspace.opened import OpenWorkspace, at_least
from factcheck.workspace.record import TELLING, names_of

if TYPE_CHECKING:
    from factcheck.store import Source


class ToldEntry(NamedTuple):
    """An entry of the log and the sentence that tells it, which begins with when it was made."""

    entry: LogEntry
    words: str


class LogPage(NamedTuple):
    """A page of the log, newest first; how many entries there are in all of what was asked for, who has entered
    anything at all, and the hash of the newest entry of the whole chain ("" of an empty one)."""

    told: tuple[ToldEntry, ...]
    total: int
    people: tuple[str, ...]
    newest: str


class RecountingVerbs(OpenWorkspace):
    """The verbs of the record for those who leaf through it."""

    def log_page(
        self,
        *,
        person: str | None = None,
        article: str | Path | None = None,
        limit: int = 50,
        offset: int = 0,
        by: str = "",
    ) -> LogPage:
        """A page of the log: all of it, or what ``person`` entered, or what is about an article and its claims.

        Named, ``by`` is told no decision on a claim that he has still to check blind. Raises UsageError for a
        ``limit`` below 1, a negative ``offset`` and an unknown article.
        """
        at_least(1, limit=limit)
        at_least(0, offset=offset)

        def look(source: Source) -> LogPage:
            wanted = self._wanted_entries(source, person, article, by)
            names = store.logbook.page(source, wanted, limit=limit, offset=offset)
            told = _told(source, names)
            return LogPage(
                tuple(told[name] for name in names),
                store.logbook.length(source, wanted),
                tuple(store.logbook.people(source)),
                store.logbook.newest_hash(source),
            )

        return self._look(look)

    def _wanted_entries(self, source: Source, person: str | None, article: str | Path | None, by: str) -> LogFilter:
        from factcheck.desk import standing

        hides = self._hidden_from(by)
        between = store.logbook.claims_between_two(source) if by.strip() else []
        hidden = [claim_id for claim_id, stands in standing.claims(source, between).items() if hides(stands)]
        return LogFilter(
            person=person,
            article_id=None if article is None else self._article_id(source, article),
            reader=by,
            hidden_claims=hidden,
            hidden_articles=sorted({claim.article_id for claim, _ in store.dossier.claims(source, hidden)}),
            telling=TELLING,
        )


def _told(source: Source, names: list[EntryName]) -> dict[EntryName, ToldEntry]:
    """Each entry of ``names`` in words. What is told of one may rest on what was said before of the same thing, so the
    whole stories are told."""
    entries = store.dossier.entries(source, sorted({name.claim_id for name in names if name.claim_id}))
    for article_id in sorted({name.article_id for name in names if not name.claim_id}):
        entries += store.dossier.entries(source, article_id=article_id)
    lines = tell(entries, names_of(source, entries), naming=True)
    return {
        EntryName(entry.article_id, entry.claim_id, entry.number): ToldEntry(entry, words)
        for entry, words in zip(entries, lines, strict=True)
    }
