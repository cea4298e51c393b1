"""Mutes: what somebody wants no flags of.

Invariant: none is deleted. One that was lifted says by whom and when. No function here commits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from factcheck.domain import Mute, MuteKind
from factcheck.store.plain import rows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.store.plain import Row, Source

_MUTES = 'SELECT key, what, value, note, "by", at, until AS "until/date", lifted_by, lifted_at FROM mutes'


@dataclass(frozen=True, slots=True)
class KeptMute:
    """A mute, and who lifted it when (ISO 8601, UTC), if anybody has."""

    mute: Mute
    lifted_by: str | None = None
    lifted_at: str | None = None


def kept(source: Source, *, lifted: bool = False) -> list[KeptMute]:
    """Those that nobody has lifted, run out or not, oldest first; with ``lifted`` all."""
    where = "" if lifted else " WHERE lifted_at IS NULL"
    return [_kept(row) for row in rows(source, f"{_MUTES}{where} ORDER BY key")]


def of(source: Source, key: int) -> KeptMute | None:
    """The mute of that number."""
    found = rows(source, f"{_MUTES} WHERE key = :key", key=key)
    return _kept(found[0]) if found else None


def put(session: Session, what: MuteKind, value: str, *, note: str, by: str, at: str, until: date | None) -> Mute:
    """Keep a new mute, and return it with its number."""
    from sqlalchemy import insert

    from factcheck.store.tables import MuteRow

    row = insert(MuteRow).values(
        what=what.value, value=value, note=note, by=by, at=at, until=until.isoformat() if until else None
    )
    key = session.scalars(row.returning(MuteRow.key)).one()
    return Mute(key, what, value, by, at, note, until)


def lift(session: Session, key: int, *, by: str, at: str) -> None:
    """Say that a mute holds no more, and since when by whom."""
    from sqlalchemy import update

    from factcheck.store.tables import MuteRow

    session.execute(update(MuteRow).where(MuteRow.key == key).values(lifted_by=by, lifted_at=at))


def _kept(row: Row) -> KeptMute:
    mute = Mute(row.key, MuteKind(row.what), row.value, row.by, row.at, row.note, row.until)
    return KeptMute(mute, row.lifted_by, row.lifted_at)
