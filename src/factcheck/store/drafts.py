"""Which articles are drafts of one story, which files they were read from, and how far the desk is with each.

Invariant: what is looked up needs nothing of SQLAlchemy (see ``plain``). No function here commits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from factcheck.store.plain import rows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.store.plain import Source

_CURRENT = (
    "FROM articles LEFT JOIN article_standing ON article_standing.article_id = articles.id "
    "WHERE NOT coalesce(retired, false) AND"
)
_PROGRESS = (
    'SELECT articles.id, title, publisher, published AS "published/date", url, source, file, file_sha256, '
    "coalesce(story_id, articles.id) AS story_id, coalesce(draft, 1) AS draft, "
    'coalesce(retired, false) AS "retired/bool", coalesce(closed, false) AS "closed/bool", article_standing.due, '
    "article_standing.assigned, coalesce(shown, 0) AS claims, coalesce(waiting, 0) AS waiting, "
    "coalesce(open, 0) AS open, coalesce(stale, 0) AS stale, coalesce(contradicted, 0) AS contradicted, "
    "coalesce(second, 0) AS second, coalesce(disputed, 0) AS disputed FROM articles "
    "LEFT JOIN article_standing ON article_standing.article_id = articles.id "
    "LEFT JOIN (SELECT claim_standing.article_id, count(*) AS shown, "
    "count(*) FILTER (WHERE state IN ('open', 'reopened', 'stale', 'second check', 'disputed')) AS waiting, "
    "count(*) FILTER (WHERE claim_standing.verdict IS NULL AND state NOT IN ('dismissed', 'replaced')) AS open, "
    "count(*) FILTER (WHERE state = 'stale') AS stale, "
    "count(*) FILTER (WHERE claim_standing.verdict = 'contradicted' AND state = 'decided') AS contradicted, "
    "count(*) FILTER (WHERE state = 'second check') AS second, "
    "count(*) FILTER (WHERE state = 'disputed') AS disputed "
    "FROM claim_standing JOIN claims ON claims.id = claim_standing.claim_id WHERE active OR entries > 0 "
    "GROUP BY claim_standing.article_id) AS counted ON counted.article_id = articles.id "
)


@dataclass(frozen=True, slots=True)
class ArticleProgress:
    """How far the desk is with an article. ``waiting`` claims wait for somebody; ``open`` ones have no verdict."""

    id: str
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    source: str | None
    file: str | None
    file_sha256: str | None
    story_id: str
    draft: int
    retired: bool
    closed: bool
    due: str | None
    assigned: str | None
    claims: int
    waiting: int
    open: int
    stale: int
    contradicted: int  # and confirmed by whoever had to
    second: int
    disputed: int


class StoryDraft(NamedTuple):
    """One draft of a story; ``retired``: a later one has taken its place."""

    id: str
    title: str | None
    draft: int
    retired: bool


def current_at(
    source: Source, *, file: str | None = None, name: str | None = None, url: str | None = None
) -> list[str]:
    """The ids of the articles that no later draft has replaced, and that were read from ``file``, or called ``name``
    where nobody knows their file, or published at ``url``."""
    given = {"file": file, "name": name, "url": url}
    wanted = {"file": "file = :file", "name": "file IS NULL AND source = :name", "url": "url = :url"}
    parts = [wanted[which] for which, value in given.items() if value]
    if not parts:
        return []
    asked = {which: value for which, value in given.items() if value}
    found = rows(source, f"SELECT articles.id {_CURRENT} ({' OR '.join(parts)}) ORDER BY articles.id", **asked)
    return [row.id for row in found]


def titled(source: Source, title: str) -> list[str]:
    """The ids of the articles that no later draft has replaced and that have this headline."""
    found = rows(source, f"SELECT articles.id {_CURRENT} title = :title ORDER BY articles.id", title=title)
    return [row.id for row in found]


def at_file(source: Source, file: str, file_sha256: str) -> str | None:
    """The id of the article that was read from ``file`` when its bytes were these: the current draft, if any."""
    found = rows(
        source,
        "SELECT articles.id FROM articles LEFT JOIN article_standing ON article_standing.article_id = articles.id "
        "WHERE file = :file AND file_sha256 = :sha256 "
        "ORDER BY coalesce(retired, false), coalesce(draft, 1) DESC LIMIT 1",
        file=file,
        sha256=file_sha256,
    )
    return found[0].id if found else None


def put_file(session: Session, article_id: str, file: str, file_sha256: str) -> None:
    """Keep where an article was read from."""
    from sqlalchemy import update

    from factcheck.store.tables import ArticleRow

    row = update(ArticleRow).where(ArticleRow.id == article_id)
    session.execute(row.values(file=file, file_sha256=file_sha256))


def move_leases(session: Session, claims: Mapping[str, str]) -> None:
    """Let whoever is at a claim be at another: ``claims`` has the new id by the old."""
    from sqlalchemy import select, update

    from factcheck.store.tables import LeaseRow

    taken = set(session.scalars(select(LeaseRow.claim_id)))
    for old, new in claims.items():
        if old in taken and new not in taken:
            session.execute(update(LeaseRow).where(LeaseRow.claim_id == old).values(claim_id=new))


def end_leases(session: Session, claim_ids: Sequence[str]) -> list[tuple[str, str, dict[str, Any]]]:
    """End the leases on claims, and tell of those with work: claim, holder and work."""
    from sqlalchemy import delete, select

    from factcheck.store.tables import LeaseRow

    leases = [lease for lease in session.scalars(select(LeaseRow)) if lease.claim_id in set(claim_ids)]
    found = [(lease.claim_id, lease.by, lease.work) for lease in leases if lease.work]
    session.execute(delete(LeaseRow).where(LeaseRow.claim_id.in_([lease.claim_id for lease in leases])))
    return found


def story_of(source: Source, article_id: str) -> frozenset[str]:
    """The ids of all drafts of the story that an article is a draft of, its own among them."""
    found = rows(
        source,
        "SELECT others.article_id FROM article_standing JOIN article_standing AS others "
        "ON others.story_id = article_standing.story_id WHERE article_standing.article_id = :id",
        id=article_id,
    )
    return frozenset((article_id, *(row.article_id for row in found)))


def drafts_of(source: Source, article_id: str) -> list[StoryDraft]:
    """All drafts of the story that an article is a draft of, itself too, oldest first."""
    found = rows(
        source,
        'SELECT articles.id, title, draft, retired AS "retired/bool" FROM article_standing '
        "JOIN articles ON articles.id = article_standing.article_id WHERE story_id = "
        "(SELECT story_id FROM article_standing WHERE article_id = :id) ORDER BY draft, articles.id",
        id=article_id,
    )
    return [StoryDraft(**vars(row)) for row in found]


def progress(source: Source, *, retired: bool = False) -> list[ArticleProgress]:
    """How far the desk is with every article, by id; with drafts that were replaced only where ``retired`` asks so."""
    which = "WHERE coalesce(retired, false) <= :retired ORDER BY articles.id"
    return [ArticleProgress(**vars(row)) for row in rows(source, f"{_PROGRESS} {which}", retired=retired)]


def waiting(source: Source, article_id: str) -> list[int]:
    """The numbers of the claims of an article that wait for somebody."""
    found = rows(
        source, "SELECT number FROM claim_standing WHERE article_id = :id AND waiting ORDER BY number", id=article_id
    )
    return [row.number for row in found]
