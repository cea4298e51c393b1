"""SQLAlchemy tables and queries. The only package that knows there is SQL.

Invariant: no function here commits; whoever opened the transaction decides when it ends.

``database`` opens and upgrades, ``corpus`` holds the reference material, ``desk`` the
articles, claims, proposals and decisions, ``precedents`` what was checked before.
"""

from sqlalchemy.orm import Session

from factcheck.store import corpus, desk, precedents
from factcheck.store.database import Database, back_up, exists, nothing_there, open_database

__all__ = ["Database", "Session", "back_up", "corpus", "desk", "exists", "nothing_there", "open_database", "precedents"]
