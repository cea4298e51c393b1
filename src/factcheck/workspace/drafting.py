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
from factcheck.store.drafts import ArticleProgress, StoryDraft
from factcheck.workspace.opened import OpenWorkspace, at_least

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

    def articles_page(
        self, *, retired: bool = False, closed: bool = False, limit: int = 20, offset: int = 0
    ) -> tuple[list[ArticleLine], int]:
        """A page of ``articles`` in the same order, and how many there are in all; with ``closed`` those that are done
        with too. Only of the articles on the page it is asked why they are held, and whether their files were edited.

        Raises UsageError for a ``limit`` below 1 and a negative ``offset``.
        """
        at_least(1, limit=limit)
        at_least(0, offset=offset)

        def look(source: Source) -> tuple[list[ArticleLine], int]:
            found = [one for one in store.drafts.progress(source, retired=retired) if closed or not one.closed]
            page = sorted(found, key=_place)[offset : offset + limit]
            return [self._line(source, one) for one in page], len(found)

        return self._look(look)

    def drafts_of(self, article: str | Path) -> list[StoryDraft]:
        """All drafts of the story that an article is a draft of, itself too, oldest first."""
        return self._look(lambda source: store.drafts.drafts_of(source, self._article_id(source, article)))

    def find_article(self, article: str | Path) -> str:
        """The id of the article that is meant by the beginning of it, or by its file. Raises UsageError."""
        return self._look(lambda source: self._article_id(source, article))

    def current_articles(self) -> list[ArticleProgress]:
        """Every article that was checked, in its current draft, with how far the desk is: what ``articles`` has, but
        for what takes a whole report to know."""
        return self._look(store.drafts.progress)

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
        """Whether the article is held, and why in short, as the hold line of its report has it; of one that nobody
        works on, what waits in it."""
        if one.retired or one.closed:
            waits = {"open": one.open, "stale": one.stale, "second check": one.second, "disputed": one.disputed}
            return None, ", ".join(f"{number} {what}" for what, number in waits.items() if number)
        from factcheck.checking.reporting import article_report

        made = article_report(source, one.id, None, unused=self._unused)
        return made.holds, ", ".join(made.hold_reasons(numbered=False))


def _order(line: ArticleLine) -> tuple[bool, bool, str, str, int, str]:
    return _place(line.article)


def _place(one: ArticleProgress) -> tuple[bool, bool, str, str, int, str]:
    """By what articles are ordered in a list."""
    return one.retired, one.closed, one.due or store.standing.NEVER, (one.title or "").casefold(), -one.draft, one.id
