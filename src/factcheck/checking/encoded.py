"""Noting that everything has a vector, so that the next who asks asks only about what came since.

Invariant: nothing is written where nothing came, so that a database that cannot be written is searched all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from factcheck.store import Database, Session


class Encoded(Protocol):
    """What has vectors. Implemented by the modules store.corpus and store.precedents."""

    def is_behind(self, session: Session, encoder: str, /) -> bool: ...

    def note_encoded(self, session: Session, encoder: str, /) -> None: ...


def note(database: Database, of: Encoded, encoder: str) -> None:
    """Note that all ``of`` has a vector by ``encoder``, if it has and that was not noted yet."""
    with database.reading() as session:
        behind = of.is_behind(session, encoder)
    if behind:
        with database.writing() as session:
            of.note_encoded(session, encoder)
