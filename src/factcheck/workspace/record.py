"""The verbs of the record: is everything stored still what was stored?

Invariant: nothing that was stored is changed by looking at it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.workspace.opened import OpenWorkspace

if TYPE_CHECKING:
    from factcheck.desk.verifying import Verified


class RecordVerbs(OpenWorkspace):
    """The verbs of the record: is everything stored still what was stored?"""

    def verify(self) -> Verified:
        """Everything stored that no longer matches its own fingerprints, and the verdicts that are stale, in words."""
        from factcheck.desk import verifying

        with self.database.reading() as session:
            return verifying.verify(session)
