"""The verbs of judges: stance alone, and which model judges.

Invariant: the network is used by ``models_get`` alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.domain import StanceJudgement
from factcheck.workspace.opened import OpenWorkspace

if TYPE_CHECKING:
    from factcheck.evaluate.judges import Measured
    from factcheck.stance import Question
    from factcheck.stance.shelf import ShelvedModel


class JudgingVerbs(OpenWorkspace):
    """The verbs of judges: stance alone, and which model judges."""

    def stances(self, questions: Sequence[Question]) -> list[StanceJudgement]:
        """What each text does to the claim beside it; nothing is stored. See :func:`factcheck.stance.judge`."""
        from factcheck import stance

        return stance.judge(questions, self.judge)

    # -- judges -------------------------------------------------------------------------

    def models_list(self) -> list[ShelvedModel]:
        """The models that were brought to this machine, by name."""
        from factcheck.stance import shelf

        return shelf.shelved(shelf.of(self.settings))

    def models_get(self, source: str, name: str | None = None) -> ShelvedModel:
        """Bring a model here, from the hub by its name or from a folder or archive; see
        :func:`factcheck.stance.shelf.get`. For a hub model this is the one verb that uses the network."""
        from factcheck.stance import shelf

        at = shelf.of(self.settings)
        return shelf.get(source, at, name=name, notice=self._notice, progress=self.progress)

    def models_use(self, name: str, url: str | None = None) -> Path:
        """Let ``name`` judge in this workspace from now on, at ``url`` if it is a server's model, and say which file
        that was written into; see :func:`factcheck.checking.judges.use`."""
        from factcheck.checking.judges import use

        return use(self.settings, name, url, self._notice)

    def models_measure(self) -> Measured:
        """Measure how often the judge is right on the pairs that come with factcheck and on those of the desk's own
        verdicts, and keep that; see :func:`factcheck.evaluate.judges.measure`."""
        from factcheck.evaluate import judges

        pairs = [*judges.examples(), *(self._look(judges.desk_pairs) if store.exists(self.settings) else ())]
        return judges.measure(self.judge, pairs, self.progress)
