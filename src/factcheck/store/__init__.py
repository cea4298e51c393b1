"""SQLAlchemy tables and queries. The only package that knows there is SQL.

Invariant: no function here commits; whoever opened the transaction decides when it ends.

``location`` knows where the database is, ``database`` opens and upgrades it, ``corpus`` holds the
reference material, ``quotations`` what texts were read into, ``desk`` the articles, claims, proposals
and decisions, ``precedents`` what was checked before. ``dossier`` reads what is known of an article,
``queue`` what waits, ``leases`` who is at it, ``people`` who has a token, ``catalogue`` the corpus and ``logbook`` the
log a page at a time, ``ledger`` what became of claims over many articles, ``remembered`` looks earlier checks
up, ``fetches`` says what was fetched and what was read from it, ``flags`` has what unattended runs found. ``copying``
carries all of it into another database, ``backups`` and ``restoring`` into files and back.
SQLAlchemy is imported with the first module that needs it: ``dossier``, ``queue``, ``people``, ``catalogue``,
``logbook``, ``ledger``, ``remembered``, ``fetches``, ``flags`` and ``plain`` do not.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from factcheck.store import (
    catalogue,
    dossier,
    drafts,
    flag_lines,
    flags,
    health,
    kept,
    leases,
    logbook,
    mutes,
    people,
    plain,
    queue,
    remembered,
    standing,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.store import compacting, corpus, desk, fetches, ledger, log, precedents, quotations
    from factcheck.store.database import Database, open_database
    from factcheck.store.location import exists, nothing_there, on_server
    from factcheck.store.plain import Source

__all__ = [
    "Database",
    "Session",
    "Source",
    "catalogue",
    "compacting",
    "corpus",
    "desk",
    "dossier",
    "drafts",
    "exists",
    "fetches",
    "flag_lines",
    "flags",
    "health",
    "kept",
    "leases",
    "ledger",
    "listening",
    "log",
    "logbook",
    "mutes",
    "nothing_there",
    "on_server",
    "open_database",
    "people",
    "plain",
    "precedents",
    "queue",
    "quotations",
    "remembered",
    "standing",
]

_HOMES = {
    "Session": "sqlalchemy.orm",
    **dict.fromkeys(("Database", "open_database"), "factcheck.store.database"),
    **dict.fromkeys(("exists", "nothing_there", "on_server"), "factcheck.store.location"),
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
