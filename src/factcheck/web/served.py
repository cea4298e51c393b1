"""What all requests share: one open workspace, with models and index opened once.

Invariant: each request acts as one person, on a workspace of its own beside the shared one; whatever asks a model
(searching, checking, adding to the corpus) takes its turn at ``models``.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.web.people import Person
    from factcheck.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Served:
    """``usual`` is the name that a browser is offered; ``hosts`` are the names under which the server may be asked."""

    workspace: Workspace
    hosts: frozenset[str]
    usual: str = ""
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))  # signs cookies until the server ends
    models: Lock = field(default_factory=Lock)

    def of(self, person: Person) -> Workspace:
        """The workspace as ``person`` acts on it."""
        return self.workspace.beside(person.name, authenticated=person.proof)
