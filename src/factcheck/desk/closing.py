"""An article as the desk has it: closed when it is done with, brought back when it is not.

Invariant: closing hides no claim that waits without somebody saying so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck import store
from factcheck.desk import log, standing
from factcheck.domain import Action, LogEntry
from factcheck.domain.text import counted
from factcheck.errors import UsageError

if TYPE_CHECKING:
    from factcheck.store import Session


def close(session: Session, article_id: str, *, by: str, note: str = "", over: bool = False) -> LogEntry:
    """Take an article's claims out of the queue. ``over`` does so though some wait, which wants a note.

    Raises UsageError where claims wait and nobody said ``over``, and for one that is closed or replaced already.
    """
    stands = standing.article(session, article_id)
    if stands.closed:
        raise UsageError(f"article {article_id} is closed already. `factcheck reopen-article {article_id}` reopens it.")
    if stands.retired:
        raise UsageError(
            f"article {article_id} is draft {stands.draft}, which a later one has replaced: close that one."
        )
    waiting = store.drafts.waiting(session, article_id)
    if waiting and not over:
        told = ", ".join(f"#{number}" for number in waiting[:10]) + (", …" if len(waiting) > 10 else "")
        raise UsageError(
            f"{counted(len(waiting), 'claim')} of article {article_id} still {'wait' if len(waiting) > 1 else 'waits'} "
            f"({told}). Decide or dismiss them, or close it with --over and a --note that says why."
        )
    if waiting and not note.strip():
        raise UsageError(f"closing over {counted(len(waiting), 'claim')} wants a reason: --note 'why'.")
    return log.append(session, Action.CLOSED, article_id, by=by, note=note)


def reopen(session: Session, article_id: str, *, by: str, note: str = "") -> LogEntry:
    """Bring a closed article back into the queue; or one that a later draft has replaced, as a story of its own.

    Raises UsageError where it is there.
    """
    stands = standing.article(session, article_id)
    if not stands.closed and not stands.retired:
        raise UsageError(f"article {article_id} is neither closed nor replaced: its claims are in the queue.")
    if stands.retired:
        content = {"previous": None, "story": article_id, "draft": 1}
        log.append(session, Action.RESTORED, article_id, by=by, note=note, refresh=False)
        return log.append(session, Action.DRAFTED, article_id, by=by, content=content)
    return log.append(session, Action.ARTICLE_REOPENED, article_id, by=by, note=note)
