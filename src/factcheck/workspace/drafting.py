"""The verbs of articles as the desk has them: which there are, what a new draft changed, closing.

Invariant: an article is never deleted; one that is closed or replaced leaves the queue and can be brought back.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.desk import closing, draft_changes
from factcheck.domain import DraftChanges, LogEntry
from factcheck.report.holding import Blocker
from factcheck.store.drafts import ArticleProgress
from factcheck.workspace.opened import OpenWorkspace

if TYPE_CHECKING:
    from factcheck.store import Source


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article in a list. ``hold`` says whether it should not run as it is, ``why`` in a few words why; None of one
    that is closed or replaced, where nobody asks. ``edited`` says that its file is not what was checked."""

    article: ArticleProgress
    hold: bool | None
    why: str
    edited: bool


class DraftVerbs(OpenWorkspace):
    """The verbs of articles as the desk has them: which there are, what a new draft changed, closing."""

    def articles(self, *, retired: bool = False, article: str | Path | None = None) -> list[ArticleLine]:
        """Every article that was checked, in its current draft; with ``retired`` all drafts. Those still worked on
        come first, by their deadline, then by headline."""

        def look(source: Source) -> list[ArticleLine]:
            only = None if article is None else self._article_id(source, article)
            found = store.drafts.progress(source, retired=retired or only is not None)
            return [self._line(source, one) for one in found if only in (None, one.id)]

        return sorted(self._look(look), key=_order)

    def draft_changes(self, article: str | Path) -> DraftChanges | None:
        """What became of the claims of the draft before an article, by the beginning of its id or its file: which
        say the same, which changed and how, which vanished, which are new. None of a first draft."""
        return self._look(lambda source: draft_changes.changes(source, self._article_id(source, article)))

    def close_article(self, article: str | Path, *, note: str = "", by: str = "", over: bool = False) -> LogEntry:
        """Take an article's claims out of the queue. ``over`` does so though some wait, which wants a note.

        Raises UsageError where claims wait and nobody said ``over``, and for one that is closed or replaced already.
        """
        with self.database.writing() as session:
            article_id = self._article_id(session, article)
            return closing.close(session, article_id, note=note, by=by or self.settings.user, over=over)

    def reopen_article(self, article: str | Path, *, note: str = "", by: str = "") -> LogEntry:
        """Bring an article that was closed back into the queue; or, as a story of its own, one that a later draft has
        replaced. Raises UsageError where it is there."""
        with self.database.writing() as session:
            article_id = self._article_id(session, article)
            return closing.reopen(session, article_id, note=note, by=by or self.settings.user)

    def _line(self, source: Source, one: ArticleProgress) -> ArticleLine:
        from factcheck.checking import checked_files

        hold, why = self._hold(source, one)
        edited = not one.retired and checked_files.is_edited(one.file, one.file_sha256, one.id, self.settings.max_bytes)
        return ArticleLine(one, hold, why, edited)

    def _hold(self, source: Source, one: ArticleProgress) -> tuple[bool | None, str]:
        """Whether the article is held, and why in short. The whole report is asked only where nothing waits."""
        waits = (
            (one.open, "open"),
            (one.stale, "stale"),
            (one.second, "second check"),
            (one.disputed, "disputed"),
        )
        found = 0 if Blocker.CONTRADICTED in {rule.says for rule in self._unused} else one.contradicted
        told = [f"{number} {what}" for number, what in (*waits, (found, "contradicted")) if number]
        if one.retired or one.closed:
            return None, ", ".join(told)
        if any(number for number, _ in waits):
            return True, ", ".join(told)
        from factcheck.checking.reporting import article_report

        made = article_report(source, one.id, None, unused=self._unused)
        return made.holds, ", ".join(made.hold_reasons(numbered=False))


def _order(line: ArticleLine) -> tuple[bool, bool, str, str, int, str]:
    one = line.article
    return one.retired, one.closed, one.due or store.standing.NEVER, (one.title or "").casefold(), -one.draft, one.id
