"""Work that takes longer than a page may.

Invariant: whoever asks for it is led to a page at once, and whatever asks a model takes its turn.
"""

from __future__ import annotations

from factcheck.web.jobs import Notice, Work
from factcheck.web.people import Person
from factcheck.web.served import Served

__all__ = ["Notice", "Work", "address_of"]


def address_of(shared: Served, person: Person, kind: str, what: str, work: Work) -> str:
    """The address of the page that tells of ``work`` on ``what``, which has begun or waits for its turn.

    Raises ConflictError where too much waits already.
    """
    return f"/jobs/{shared.jobs.start(kind, what, person, work).id}"
