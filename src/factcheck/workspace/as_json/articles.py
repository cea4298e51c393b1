"""Articles of the desk: where each stands, and what reading one again changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factcheck.checking.rereading import Reread
    from factcheck.workspace import ArticleLine


def line_as_dict(line: ArticleLine) -> dict[str, Any]:
    """An article of the list."""
    one = line.article
    return {
        "id": one.id,
        "title": one.title,
        "publisher": one.publisher,
        "published": one.published.isoformat() if one.published else None,
        "url": one.url,
        "source": one.source,
        "file": one.file,
        "edited": line.edited,
        "story": one.story_id,
        "draft": one.draft,
        "retired": one.retired,
        "closed": one.closed,
        "hold": line.hold,
        "why": line.why,
        "claims": one.claims,
        "waiting": one.waiting,
        "open": one.open,
        "stale": one.stale,
        "due": one.due,
        "assigned": one.assigned,
    }


def reread_as_dict(item: Reread) -> dict[str, Any]:
    """One text read again, as JSON; ``before`` is None where nobody had read it."""
    return {
        "id": item.id,
        "reader": item.reader,
        "before": item.before,
        "quotations": item.quotations,
        "unreadable": item.unreadable,
        "counts": item.counts,
        "changes": [
            {"what": change.what, "words": change.words, "speaker": change.speaker, "before": change.before}
            for change in item.changes
        ],
    }
