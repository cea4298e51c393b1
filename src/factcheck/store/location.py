"""Where the database of a workspace is, and what to say if there is none.

Invariant: a path is never written into a URL by hand: it may hold "?" and "%". Nothing here makes a file.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, exc
from sqlalchemy.engine import make_url

from factcheck.errors import FactcheckError, UsageError
from factcheck.settings import Settings, default_workspace
from factcheck.store.plain import DATABASE_FILE

NAME_ANOTHER = "Make the workspace writable or name another with --workspace."


def url_of(settings: Settings) -> URL:
    """The SQLAlchemy URL of the database of ``settings``. Raises UsageError if they name no URL."""
    if not settings.database_url:
        return URL.create("sqlite", database=str(settings.workspace / DATABASE_FILE))
    try:
        return make_url(settings.database_url)
    except exc.ArgumentError as problem:
        raise UsageError(f"database URL {settings.database_url!r}: {problem}. Write sqlite:///PATH.") from problem


def path_of(settings: Settings) -> Path:
    """The file of the database. Raises UsageError if ``settings`` name a database that is none."""
    url = url_of(settings)
    if url.get_backend_name() != "sqlite":
        raise UsageError(
            f"{url.render_as_string()}: this version stores in SQLite only. Use a URL that starts with sqlite:///."
        )
    if url.database in (None, "", ":memory:"):
        raise UsageError("a database in memory would forget every decision. Name a file: sqlite:///PATH.")
    return Path(str(url.database))


def exists(settings: Settings) -> bool:
    """Whether there is a database. A file without content is one that somebody is making."""
    return has_content(path_of(settings))


def nothing_there(settings: Settings) -> UsageError:
    """What to say to somebody who asks a workspace that is not there, with the likely neighbour."""
    if settings.workspace == default_workspace() and not settings.database_url:
        return UsageError(
            "nothing here yet: `factcheck corpus add` puts in reference material, `factcheck check` an article. "
            "--workspace names a workspace that is elsewhere."
        )
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
