"""factcheck: who said what, and is it borne out by the record."""

from typing import TYPE_CHECKING

from factcheck.version import __version__

if TYPE_CHECKING:
    from factcheck.workspace import Workspace as Workspace

__all__ = ["Workspace", "__version__"]


def __getattr__(name: str) -> object:
    # SQLAlchemy takes a third of a second to import: not before somebody asks.
    if name == "Workspace":
        from factcheck.workspace import Workspace

        return Workspace
    raise AttributeError(f"module 'factcheck' has no attribute '{name}'")
