"""Work that takes longer than a page may.

Invariant: whoever asks for it is led to a page at once, and whatever asks a model takes its turn.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from factcheck.domain import Progress
from factcheck.domain.interfaces import silent
from factcheck.web.people import Person
from factcheck.web.served import Served

Work = Callable[[Progress, Callable[[str], None]], str]
"""What is to be done, told how to say how far it is and what a person should know; it has its turn at the models
meanwhile. It returns the address to go to."""


def address_of(shared: Served, person: Person, kind: str, what: str, work: Work) -> str:
    """The address of the page that tells of ``work`` on ``what``, which has begun."""
    jobs: Any = getattr(shared, "jobs", None)
    if jobs is None:
        with shared.models:
            return work(silent, lambda _: None)
    return f"/jobs/{jobs.start(kind, what, person, work).id}"
