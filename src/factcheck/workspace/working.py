"""The workspace of a process that works for another: opened once, with its models, for all items that it is handed.

Invariant: in a process there is one such workspace, whatever it works on; in the process that hands out the work it is
the very one that was given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.settings import Settings
    from factcheck.workspace import Workspace


class Start:
    """What ``flagging.pool.in_order`` is to start its workers with, so that ``here`` is the workspace there.

    It travels as the settings of ``workspace``: the database is opened anew, and the models that check articles are
    loaded. In this process it is ``workspace`` itself, which loads them when they are needed.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._settings = workspace.settings
        self._workspace: Workspace | None = workspace

    def __getstate__(self) -> Settings:
        return self._settings

    def __setstate__(self, settings: Settings) -> None:
        self._settings, self._workspace = settings, None

    def __call__(self) -> None:
        if self._workspace is None:
            from factcheck.workspace import Workspace

            self._workspace = Workspace.of(self._settings)
            _ = self._workspace.checker, self._workspace.judge
        _opened[:] = [self._workspace]


_opened: list[Workspace] = []


def here() -> Workspace:
    """The workspace of this process. Raises RuntimeError where nothing was started."""
    if not _opened:
        raise RuntimeError("this process was not started with a workspace")
    return _opened[0]
