"""The verbs of the record: is everything stored still what was stored?

Invariant: nothing that was stored is changed by looking at it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.desk import verifying
from factcheck.workspace.opened import OpenWorkspace

if TYPE_CHECKING:
    pass


class RecordVerbs(OpenWorkspace):
    """The verbs of the record: is everything stored still what was stored?"""

    def verify(self) -> list[str]:
        """Everything stored that no longer matches its own fingerprints, in words; empty if all is sound."""
        with self.database.reading() as session:
            return list(verifying.problems(session))
