"""The models that were brought to this machine to judge, each in a folder of its own, known by name.

Invariant: a model is on the shelf whole or not at all: it is filled beside it, looked through, and put there by one
rename. What was brought is written down beside it: from where, which revision, which licence, which hashes.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.domain import Progress
from factcheck.errors import InputError, UsageError
from factcheck.settings import Settings
from factcheck.stance.model_files import check_model

if TYPE_CHECKING:
    from factcheck.fetching.hub import HubModel

ORIGIN = "factcheck.json"  # where a model came from, in its folder
_PARTIAL = ".partial"  # what is being brought, beside the shelf's models
_TAKEN = ("factcheck", "rules")
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(?:/[A-Za-z0-9][\w.-]*)?", re.ASCII)
_SPARE = 100_000_000  # bytes that must be left on the disk

Notice = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ShelvedModel:
    """A model on the shelf. ``size`` is in bytes; ``origin`` is the hub's address or the path it was copied from."""

    name: str
    folder: Path
    origin: str
    revision: str
    licence: str
    size: int


def of(settings: Settings) -> Path:
    """The folder of the shelf."""
    return settings.cache / "models"


def place_of(shelf: Path, name: str) -> Path:
    """The folder of the model called ``name``, there or not. Raises UsageError if no model may be called so."""
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"'{name}' is no name for a model. It wants letters, digits, points and hyphens, maybe with one slash: "
            "owner/model."
        )
    if name in _TAKEN:
        raise UsageError(f"'{name}' is the name of a judge that comes with factcheck. Choose another with --name.")
    return shelf / name.replace("/", "--")


def on_shelf(shelf: Path, name: str) -> Path | None:
    """The folder of the model called ``name``, None if it is not here."""
    if not _NAME.fullmatch(name):
        return None
    folder = place_of(shelf, name)
    return folder if (folder / "config.json").is_file() else None


def shelved(shelf: Path) -> list[ShelvedModel]:
    """Every model on the shelf, by name. Raises InputError for one whose description cannot be read."""
    folders = sorted(path.parent for path in shelf.glob(f"*/{ORIGIN}") if path.parent.name != _PARTIAL)
    return [_described(folder) for folder in folders]


def _described(folder: Path) -> ShelvedModel:
    path = folder / ORIGIN
    try:
        said: dict[str, Any] = json.loads(path.read_bytes())
        size = sum(each["bytes"] for each in said["files"].values())
        return ShelvedModel(said["name"], folder, said["origin"], said["revision"], said["licence"], size)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise InputError(f"{path}: cannot be read. Remove {folder} and get the model again.") from problem


def get(source: str, shelf: Path, *, name: str | None = None, notice: Notice, progress: Progress) -> ShelvedModel:
    """Bring a model to the shelf: from the folder or archive ``source``, or the hub model of that name.

    ``name`` is what it is called here, if not as there. One of that name that is here already is replaced when the new
    one is whole. ``notice`` is told size and licence before anything is fetched.

    Raises InputError if it cannot be had or is no judge, IntegrityError if a file is not what the hub says, UsageError
    for a name that cannot be.
    """
    from factcheck.fetching import archives

    path = Path(source).expanduser()
    if path.exists():
        return _copied(path, shelf, name or archives.name_of(path), progress)
    if source.startswith((".", "/", "~")) or archives.is_archive(path) or source.count("/") != 1:
        raise InputError(
            f"'{source}' is neither a folder nor an archive, and no name of a hub model (owner/model). "
            "`factcheck models list` names some."
        )
    return _fetched(source, shelf, name or source, notice, progress)


def _copied(source: Path, shelf: Path, name: str, progress: Progress) -> ShelvedModel:
    from factcheck.fetching import archives

    partial = _partial(shelf, name)
    shutil.rmtree(partial)
    partial.mkdir()
    try:
        archives.copy_in(source, partial, progress)
        check_model(partial, str(source))
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return _put(shelf, name, partial, {"origin": str(source.resolve()), "revision": "", "licence": "not said"})


def _fetched(source: str, shelf: Path, name: str, notice: Notice, progress: Progress) -> ShelvedModel:
    from factcheck.fetching import hub

    found = hub.look_up(source)
    notice(
        f"{source}: {found.size / 1e6:,.0f} MB from {found.origin}, licence {found.licence}, revision "
        f"{found.revision[:12]}."
    )
    if (here := _already(shelf, name, found)) is not None:
        notice(f"{name} is here already, as the hub has it.")
        return here
    partial = _partial(shelf, name)
    free = shutil.disk_usage(partial).free
    if free < found.size + _SPARE:
        raise InputError(
            f"{partial} lies on a disk with {free / 1e6:,.0f} MB left, and {source} needs {found.size / 1e6:,.0f} MB. "
            "Make room, or set FACTCHECK_CACHE to a folder elsewhere."
        )
    hub.bring(found, partial, progress)
    check_model(partial, source)
    origin = {"origin": found.origin, "revision": found.revision, "licence": found.licence}
    return _put(shelf, name, partial, origin)


def _already(shelf: Path, name: str, found: HubModel) -> ShelvedModel | None:
    folder = on_shelf(shelf, name)
    here = _described(folder) if folder and (folder / ORIGIN).is_file() else None
    return here if here and (here.origin, here.revision) == (found.origin, found.revision) else None


def _partial(shelf: Path, name: str) -> Path:
    """Where a model is put together; what an earlier try left there stays."""
    folder = shelf / _PARTIAL / place_of(shelf, name).name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise InputError(
            f"{folder}: cannot be made ({problem.strerror}). Grant it, or set FACTCHECK_CACHE to a folder elsewhere."
        ) from problem
    return folder


def _put(shelf: Path, name: str, partial: Path, origin: dict[str, str]) -> ShelvedModel:
    from factcheck.fetching.hub import digest_of, wanted

    for path in partial.iterdir():
        if not wanted(path.name) or path.name == ORIGIN:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    files = {path.name: {"bytes": path.stat().st_size, "sha256": digest_of(path)} for path in sorted(partial.iterdir())}
    said = {"name": name, **origin, "files": files}
    (partial / ORIGIN).write_text(json.dumps(said, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    folder = place_of(shelf, name)
    shutil.rmtree(folder, ignore_errors=True)
    partial.rename(folder)
    return _described(folder)
