"""What a database says when something goes wrong, what that is, and what the user can do.

Invariant: nothing that a person can do something about is shown as a traceback, and no password is shown at all.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from factcheck.errors import ConflictError, FactcheckError, InputError, IntegrityError, UsageError
from factcheck.store.plain import NAME_ANOTHER

LONGEST_WAIT = 60.0  # seconds that a writer waits for those before it
TOO_LONG = "another process has been writing for too long. Run the command again."
NOT_WRITABLE = f"it cannot be written. {NAME_ANOTHER}"
ONLY_READ = (
    "it can only be read: its server is a copy of another, or its role has no right to write. Name a server and a role "
    "that may with FACTCHECK_DATABASE_URL or database_url."
)
_STORED_NOTHING = "Nothing of this step was stored"
_NO_SPACE = f"no space left on the disk. {_STORED_NOTHING}; free some and run it again."
_APPENDED = "the log is appended to, never edited, and nothing in it is removed."
_AT_ONCE = f"somebody else wrote the same at the same time. {_STORED_NOTHING}; run the command again."
_GONE = f"its server went away in the middle. {_STORED_NOTHING}; run the command again once the server is back."
_NOT_THERE = "its server cannot be reached. See that it runs and that the database URL names its place."
_NO_OPTION = "PostgreSQL does not take what the database URL says after the question mark, or as the port. Mend it."
_FULL = "its server has no connection left. Wait and run the command again, or let the server take more."
_NOT_YET = "its server is starting or stopping. Run the command again in a moment."
_NO_RIGHT = "the role has no right to this. Give it the right (GRANT), or name another role in the database URL."

Remedy = tuple[str, type[FactcheckError], str]

# By what SQLite says.
_SQLITE: tuple[Remedy, ...] = (
    ("disk is full", FactcheckError, _NO_SPACE),
    ("disk I/O error", FactcheckError, f"the disk refused a write. {_STORED_NOTHING}; check it and run it again."),
    ("readonly database", FactcheckError, NOT_WRITABLE),
    ("unable to open database file", FactcheckError, f"it cannot be opened. {NAME_ANOTHER}"),
    ("database is locked", ConflictError, TOO_LONG),
    ("not a database", IntegrityError, "it is not an SQLite database. Restore a backup or name another workspace."),
    ("malformed", IntegrityError, "it is damaged. Restore a backup."),
    ("append-only", IntegrityError, _APPENDED),
)
# By how the five letters and digits begin with which PostgreSQL says it (SQLSTATE).
_SQLSTATES: tuple[Remedy, ...] = (
    ("28", FactcheckError, "its server refuses the name or the password. Mend them in the database URL."),
    ("3D000", FactcheckError, "its server has no such database. Make it (createdb), or mend the database URL."),
    ("53100", FactcheckError, _NO_SPACE),
    ("53300", FactcheckError, _FULL),
    ("55P03", ConflictError, TOO_LONG),
    ("57014", ConflictError, f"its server broke a statement off. {_STORED_NOTHING}; run the command again."),
    ("57P03", FactcheckError, _NOT_YET),
    ("57P", FactcheckError, _GONE),
    ("08", FactcheckError, _GONE),
    ("25006", FactcheckError, ONLY_READ),
    ("42501", FactcheckError, _NO_RIGHT),
    ("40", ConflictError, _AT_ONCE),
    ("23505", ConflictError, _AT_ONCE),
    ("25P02", FactcheckError, f"an earlier statement of the same step failed. {_STORED_NOTHING}; run it again."),
    ("22P02", InputError, f"a value is none that JSON has, such as NaN. {_STORED_NOTHING}; take it out."),
    ("P0FC1", IntegrityError, _APPENDED),  # raised by our own triggers
    ("XX001", IntegrityError, "it is damaged. Restore a backup."),
    ("XX002", IntegrityError, "an index of it is damaged. REINDEX it, or restore a backup."),
)
# By what is said where no connection is, and so no SQLSTATE.
_UNCONNECTED: tuple[Remedy, ...] = (
    ("password authentication failed", *_SQLSTATES[0][1:]),
    ("no password supplied", *_SQLSTATES[0][1:]),
    ("no pg_hba.conf entry", *_SQLSTATES[0][1:]),
    ("role ", *_SQLSTATES[0][1:]),
    ("too many clients", FactcheckError, _FULL),
    ("connection slots", FactcheckError, _FULL),
    ("too many connections", FactcheckError, _FULL),
    ("starting up", FactcheckError, _NOT_YET),
    ("shutting down", FactcheckError, _NOT_YET),
    ("database ", *_SQLSTATES[1][1:]),
    ("invalid connection option", UsageError, _NO_OPTION),
    ("invalid integer value", UsageError, _NO_OPTION),
    ("Is the server running", FactcheckError, _NOT_THERE),
    ("connection failed", FactcheckError, _NOT_THERE),
    ("connection timeout", FactcheckError, _NOT_THERE),
    ("failed to resolve host", FactcheckError, _NOT_THERE),
    ("connection is bad", FactcheckError, _GONE),
    ("closed the connection", FactcheckError, _GONE),
    ("connection is closed", FactcheckError, _GONE),
    ("connection is lost", FactcheckError, _GONE),
    ("could not receive data", FactcheckError, _GONE),
    # Said by the driver itself, before anything is sent.
    ("cannot contain NUL", InputError, f"a text holds a NUL character. {_STORED_NOTHING}; take it out."),
)


@contextmanager
def explained(place: str) -> Iterator[None]:
    """Raise what the database at ``place`` says as an error that names the place and the remedy."""
    try:
        yield
    except (exc.DBAPIError, sqlite3.Error) as problem:  # the driver's own where it copies whole databases
        cause = problem.orig if isinstance(problem, exc.DBAPIError) else problem
        for error, remedy in _remedies(cause):
            raise error(f"{place}: {remedy}") from problem
        raise


def _remedies(cause: BaseException | None) -> Iterator[tuple[type[FactcheckError], str]]:
    words = str(cause)
    if isinstance(cause, sqlite3.Error):
        yield from ((error, remedy) for fragment, error, remedy in _SQLITE if fragment in words)
    elif state := getattr(cause, "sqlstate", None):
        yield from ((error, remedy) for start, error, remedy in _SQLSTATES if state.startswith(start))
    else:
        yield from ((error, remedy) for fragment, error, remedy in _UNCONNECTED if fragment in words)


# A password may hold spaces and "@" where a URL is all that there is.
_PASSWORD = re.compile(
    r"(^[\w+.-]+://[^:/@\s]*:)[^@]*@(?:[^@/?]*@)*|(://[^:/@\s]*:)[^@\s]*@|([?&\s](?:ssl)?password=)[^&\s]*"
)


def without_password(words: str) -> str:
    """``words`` with every password of a URL in them made unreadable."""
    return _PASSWORD.sub(lambda found: f"{found[3]}***" if found[3] else f"{found[1] or found[2]}***@", words)
