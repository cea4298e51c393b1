"""The full-text rows of a database that was filled from elsewhere.

Invariant: a row of full text holds what those write who add a passage, an earlier check or an appearance. No function
here commits; who is stopped in the middle goes on where he was.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import text

from factcheck.language.folding import composed
from factcheck.store import full_text

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class _Source(NamedTuple):
    """Of what a table of full text is made: a statement for the rows after :after, and what it reads of which table."""

    rows: str
    reads: dict[str, frozenset[str]]
    compose: bool  # whether letters with accents are made one first


_SOURCES = {
    "passages_text": _Source(
        "SELECT passages.key, coalesce(documents.title, '') AS title, passages.text AS text FROM passages "
        "JOIN documents ON documents.key = passages.document_key WHERE passages.key > :after",
        {"passages": frozenset({"key", "document_key", "text"}), "documents": frozenset({"key", "title"})},
        compose=True,
    ),
    "precedents_text": _Source(
        "SELECT key, claim, coalesce(title, '') AS title FROM precedents WHERE key > :after",
        {"precedents": frozenset({"key", "claim", "title"})},
        compose=False,
    ),
    "appearances_text": _Source(
        "SELECT appearances.key, claims.text AS claim FROM appearances JOIN claims ON claims.id = claim_id "
        "WHERE claim_id = first_id AND appearances.key > :after",
        {"appearances": frozenset({"key", "claim_id", "first_id"}), "claims": frozenset({"id", "text"})},
        compose=True,
    ),
}
NAMES = tuple(_SOURCES)


def fill(session: Session, name: str, count: int) -> int:
    """Make the next ``count`` rows that the full text ``name`` lacks, and say how many there were."""
    asked = text(f"{_SOURCES[name].rows} ORDER BY 1 LIMIT :count")
    given = {"after": full_text.last_key(session, name), "count": count}
    found = [dict(row._mapping) for row in session.execute(asked, given)]
    if _SOURCES[name].compose:
        found = [{key: composed(value) if key != "key" else value for key, value in row.items()} for row in found]
    full_text.put(session, name, found)
    return len(found)


def fill_all(session: Session) -> None:
    """Make all rows of full text that are lacking."""
    for name in NAMES:
        while fill(session, name, 1_000):
            pass


def forget_for(session: Session, table: str, columns: Collection[str] | None = None) -> None:
    """Empty the full text that is made of ``table``, some of whose rows are removed or change in ``columns``."""
    for name, source in _SOURCES.items():
        read = source.reads.get(table, frozenset())
        if read and (columns is None or not read.isdisjoint(columns)):
            full_text.empty(session, name)
