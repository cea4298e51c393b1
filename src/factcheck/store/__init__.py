"""SQLAlchemy tables and queries. The only package that knows there is SQL.

Invariant: no function here commits; whoever opened the transaction decides when it ends.

``location`` knows where the database is, ``database`` opens and upgrades it, ``corpus`` holds the
reference material, ``desk`` the articles, claims, proposals and decisions, ``precedents`` what
was checked before.
"""

from sqlalchemy.orm import Session

from factcheck.store import corpus, desk, precedents
from factcheck.store.database import Database, back_up, open_database
from factcheck.store.location import exists, nothing_there

__all__ = ["Database", "Session", "back_up", "corpus", "desk", "exists", "nothing_there", "open_database", "precedents"]
