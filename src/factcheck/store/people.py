"""People who have a token: their names, and the hashes of their tokens.

Invariant: no token is here. What was done in a person's name stays when the person is removed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from factcheck.store.plain import rows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.store.plain import Source


class TokenHolder(NamedTuple):
    """A person with a token, and when it was made (ISO 8601, UTC)."""

    name: str
    token_sha256: str
    since: str


def everybody(source: Source) -> list[TokenHolder]:
    """All who have a token, by name."""
    found = rows(source, "SELECT name, token_sha256, since FROM people ORDER BY name")
    return [TokenHolder(row.name, row.token_sha256, row.since) for row in found]


def put(session: Session, person: TokenHolder) -> None:
    """Keep a person's token in the place of any before."""
    from sqlalchemy import insert

    from factcheck.store.tables import PersonRow

    remove(session, person.name)
    session.execute(insert(PersonRow).values(person._asdict()))


def remove(session: Session, name: str) -> bool:
    """Forget a person's token, and say whether there was one."""
    from sqlalchemy import delete

    from factcheck.store.tables import PersonRow

    known = name in {one.name for one in everybody(session)}
    session.execute(delete(PersonRow).where(PersonRow.name == name))
    return known
