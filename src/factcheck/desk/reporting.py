"""Who was given which report: an entry on the article.

Invariant: an entry is added only where something was done since the person's last one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck import store
from factcheck.desk import log
from factcheck.domain import Action, LogEntry

if TYPE_CHECKING:
    from factcheck.store import Session


def enter(session: Session, article_id: str, hold: str, *, by: str) -> LogEntry | None:
    """Enter that ``by`` was given the report on an article as it stands now, with its hold line."""
    for entry in reversed(store.dossier.entries_about(session, article_id)):
        if entry.action is not Action.REPORTED:
            break
        if entry.by == by.strip():
            return None
    return log.append(session, Action.REPORTED, article_id, by=by, content={"hold": hold}, refresh=False)
