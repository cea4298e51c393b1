"""What all requests share: one open workspace, with models and index opened once.

Invariant: each request acts as one person, on a workspace of its own beside the shared one; whatever asks a model
(searching, checking, adding to the corpus) takes its turn at ``models``, and whatever prints at
``printing``.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from factcheck.web.attempts import Attempts
from factcheck.web.jobs import Jobs
from factcheck.web.sessions import Sessions
from factcheck.web.turns import Turns

if TYPE_CHECKING:
    from factcheck.report.model import ArticleReport
    from factcheck.web.people import Person
    from factcheck.workspace import Workspace


@dataclass(slots=True, eq=False)
class Served:
    """``hosts`` are the names under which the server may be asked, beside addresses where it is ``open`` to others than
    this machine; ``usual`` is the name that a browser is offered; ``public`` is where a proxy in front offers it
    ("https://desk.example.org"), "" without one; ``port`` is where it listens."""

    workspace: Workspace
    hosts: frozenset[str]
    usual: str = ""
    public: str = ""
    open: bool = False
    port: int = 0
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)  # until the server ends
    models: Turns = field(default_factory=Turns)
    printing: Turns = field(default_factory=lambda: Turns(8, "a browser that prints"))
    sessions: Sessions = field(default_factory=Sessions)
    attempts: Attempts = field(default_factory=Attempts)
    jobs: Jobs = field(init=False)
    _tokens_needed: bool = False

    def __post_init__(self) -> None:
        self.workspace.share()
        self.jobs = Jobs(self.models)

    def of(self, person: Person) -> Workspace:
        """The workspace as ``person`` acts on it."""
        return self.workspace.beside(person.name, authenticated=person.proof)

    def printed(self, report: ArticleReport) -> bytes:
        """A report as PDF, one at a time. Raises as ``printing.printed`` does, and BusyError where too many wait."""
        from factcheck.report import printing, render

        with self.printing:
            return printing.printed(render(report, "html"), self.workspace.settings.browser).data

    def end(self) -> None:
        """Let nobody wait any more."""
        self.jobs.end()
        self.printing.end()

    def tokens(self) -> dict[str, str] | None:
        """The hashes of all tokens by the names of who has them; None where none is needed.

        Once one was needed, it is until the server ends: removing the last person opens no door.
        """
        known = {one.name: one.token_sha256 for one in self.workspace.users()}
        self._tokens_needed = self._tokens_needed or self.open or bool(self.public or known)
        return known if self._tokens_needed else None

    @property
    def https(self) -> bool:
        return self.public.startswith("https:")

    @property
    def cookie(self) -> str:
        """The name of the cookie. Browsers keep one jar for all ports of a host, so that each port has a name of its
        own; behind https they see to it that nobody but this very host has set it."""
        return "__Host-factcheck" if self.https else f"factcheck-{self.port}"

    def is_own(self, origin: str, host: str) -> bool:
        """Whether a page from ``origin`` is one of this server, which was asked as ``host``."""
        return origin == self.public or (origin == f"http://{host}" and host != urlsplit(self.public).netloc)
