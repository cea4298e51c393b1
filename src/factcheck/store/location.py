"""Where the database of a workspace is, and what to say if there is none.

Invariant: a path is never written into a URL by hand: it may hold "?" and "%". Nothing here makes a file, and nothing
shows a password.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, exc
from sqlalchemy.engine import make_url

from factcheck.errors import FactcheckError, UsageError
from factcheck.settings import Settings, default_workspace
from factcheck.store.plain import DATABASE_FILE, NAME_ANOTHER
from factcheck.store.remedies import without_password

WORKSPACE = "{workspace}"  # in a URL of PostgreSQL: the name of the workspace's schema
_POSTGRES = frozenset({"postgres", "postgresql", "postgresql+psycopg"})
_SHAPES = "Write sqlite:///PATH or postgresql+psycopg://USER@HOST/DATABASE."


def url_of(settings: Settings) -> URL:
    """The SQLAlchemy URL of the database of ``settings``. Raises UsageError if they name no URL of a kind that is
    known."""
    if not settings.database_url:
        return URL.create("sqlite", database=str(settings.workspace / DATABASE_FILE))
    try:
        url = make_url(settings.database_url.replace(WORKSPACE, schema_of(settings.workspace)))
    except (exc.ArgumentError, ValueError) as problem:
        # What cannot be read as a URL may hold a password anywhere.
        raise UsageError(f"the database URL cannot be read as one. {_SHAPES}") from problem
    if url.drivername in _POSTGRES:
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite":
        return make_url(settings.database_url)
    raise UsageError(f"database URL {url.render_as_string()}: of a kind that is not known. {_SHAPES}")


def on_server(settings: Settings) -> bool:
    """Whether the database of ``settings`` is PostgreSQL's."""
    return bool(settings.database_url) and url_of(settings).get_backend_name() == "postgresql"


def schema_of(workspace: Path) -> str:
    """What ``{workspace}`` stands for in a database URL: a name of its own for each folder."""
    return f"ws_{hashlib.sha256(os.fsencode(workspace.resolve())).hexdigest()[:16]}"


def path_of(settings: Settings) -> Path:
    """The file of the database. Raises UsageError if ``settings`` name a database that is none."""
    url = url_of(settings)
    if url.get_backend_name() != "sqlite":
        raise UsageError("the database is PostgreSQL's and no file. Its own tools (pg_dump) do this.")
    if url.database in (None, "", ":memory:"):
        raise UsageError("a database in memory would forget every decision. Name a file: sqlite:///PATH.")
    return Path(str(url.database))


def exists(settings: Settings) -> bool:
    """Whether there is a database. A file without content is one that somebody is making."""
    if not on_server(settings):
        return has_content(path_of(settings))
    from factcheck.store import postgres

    return postgres.exists(url_of(settings))


def nothing_there(settings: Settings) -> UsageError:
    """What to say to somebody who asks a workspace that is not there, with the likely neighbour."""
    if settings.workspace == default_workspace() and not settings.database_url:
        return UsageError(
            "nothing here yet: `factcheck corpus add` puts in reference material, `factcheck check` an article. "
            "--workspace names a workspace that is elsewhere."
        )
    if on_server(settings):
        place = without_password(url_of(settings).render_as_string())
        return UsageError(f"{place}: nothing there yet. `factcheck check` and `factcheck corpus add` make a workspace.")
    from difflib import get_close_matches

    folder = path_of(settings).absolute().parent
    near = get_close_matches(folder.name, _neighbours(folder), n=1)
    hint = f"Did you mean {folder.with_name(near[0])}?" if near else "Mend the name."
    return UsageError(
        f"{path_of(settings)}: no such database. {hint} `factcheck check` and `factcheck corpus add` make a workspace."
    )


def _neighbours(folder: Path) -> list[str]:
    try:
        return sorted(file.parent.name for file in folder.parent.glob(f"*/{DATABASE_FILE}"))
    except OSError:
        return []


def has_content(path: Path) -> bool:
    """Whether the file is there and not empty. Raises FactcheckError if nobody may look."""
    try:
        return path.stat().st_size > 0
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as problem:
        raise FactcheckError(f"{path}: cannot be looked at ({problem.strerror}). {NAME_ANOTHER}") from problem


def as_setting(database_url: str) -> str:
    """``database_url`` as a settings file has it, which is read from any folder and by anybody: with a whole path, and
    without a password."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        return url.set(database=str(Path(str(url.database)).absolute())).render_as_string()
    if without_password(database_url) == database_url:
        return database_url
    secret = [name for name in url.query if "password" in name]
    plain = url.difference_update_query(secret)._replace(password=None).render_as_string()
    return plain.replace(quote(WORKSPACE), WORKSPACE)
