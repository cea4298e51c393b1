"""Models that come as a folder or an archive instead of over a network.

Invariant: nothing of an archive is written outside of the folder that was named, no link is followed or made, nothing
that could run is taken, and what it unpacks to has a limit whatever its headers say.
"""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from factcheck.domain import Progress
from factcheck.errors import InputError
from factcheck.fetching.hub import WEIGHTS, wanted

MOST_BYTES = 20_000_000_000
_CHUNK = 1 << 20
_ENDINGS = (".zip", ".tar.gz", ".tgz", ".tar")

Member = tuple[str, int, Callable[[], IO[bytes]]]  # path within the archive, size, what opens it


def is_archive(path: Path) -> bool:
    return path.name.lower().endswith(_ENDINGS)


def name_of(path: Path) -> str:
    """What a model is called that comes from ``path``: the folder's name, or the archive's without its endings."""
    name = path.resolve().name
    return next((name[: -len(end)] for end in _ENDINGS if is_archive(path) and name.lower().endswith(end)), name)


def copy_in(source: Path, folder: Path, progress: Progress) -> None:
    """The files of the model in ``source``, a folder or an archive, to ``folder``, which exists.

    Raises InputError, naming ``source`` and the place in it, for an archive that cannot be read, is damaged, holds
    links or paths that lead out of it, is larger than 20 GB, or has no weights as safetensors.
    """
    try:
        if source.is_dir():
            _write(source, _in_folder(source), folder, progress)
        elif zipfile.is_zipfile(source):
            with zipfile.ZipFile(source) as archive:
                _write(source, _in_zip(source, archive), folder, progress)
        else:
            with tarfile.open(source) as archive:
                _write(source, _in_tar(source, archive), folder, progress)
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, NotImplementedError, RuntimeError, zlib.error) as problem:
        raise InputError(
            f"{source}: no archive that can be read ({problem}). Give a folder, a .zip or a .tar.gz; copy it "
            "again if it was cut short."
        ) from problem


def _in_folder(folder: Path) -> Iterator[Member]:
    for path in sorted(folder.iterdir()):
        if path.is_file():
            yield path.name, path.stat().st_size, lambda path=path: path.open("rb")  # type: ignore[misc]


def _in_zip(source: Path, archive: zipfile.ZipFile) -> Iterator[Member]:
    for info in archive.infolist():
        if (info.external_attr >> 16) & 0o170000 not in (0, 0o100000, 0o040000):
            raise _hostile(source, info.filename, "is a link or a device")
        if info.flag_bits & 1:
            raise InputError(f"{source}: {info.filename} is encrypted. Give the archive without a password.")
        if not info.is_dir():
            yield info.filename, info.file_size, lambda info=info: archive.open(info)  # type: ignore[misc]


def _in_tar(source: Path, archive: tarfile.TarFile) -> Iterator[Member]:
    for info in archive:
        if not info.isreg() and not info.isdir():
            raise _hostile(source, info.name, "is a link or a device")
        if info.isreg():
            yield info.name, info.size, lambda info=info: archive.extractfile(info)  # type: ignore[misc]


def _write(source: Path, members: Iterable[Member], folder: Path, progress: Progress) -> None:
    """The wanted files that stand where the first configuration does: at the top, or in one folder below it."""
    found, total = [], 0
    for name, size, opened in members:
        total += size
        if total > MOST_BYTES:
            raise InputError(f"{source}: unpacks to more than the {MOST_BYTES:,} bytes that are taken.")
        found.append((_plain(source, name), size, opened))
    tops = sorted({path.parent for path, _, _ in found if path.name == "config.json"}, key=lambda one: len(one.parts))
    if not tops:
        raise InputError(f"{source}: no config.json in it. Give the folder that holds the model, or an archive of it.")
    chosen = [(path, size, opened) for path, size, opened in found if path.parent == tops[0] and wanted(path.name)]
    if not any(path.suffix == WEIGHTS for path, _, _ in chosen):
        raise InputError(
            f"{source}: no weights as {WEIGHTS} beside {tops[0] / 'config.json'}. Other forms can run code when they "
            "are read, so they are not taken. Convert them where you trust them (save_pretrained writes safetensors)."
        )
    total, done = sum(size for _, size, _ in chosen), 0
    for path, size, opened in chosen:
        with opened() as data, (folder / path.name).open("wb") as file:
            _copy(source, path, data, file, size)
        done += size
        progress(f"copying {source.name}", done, total)


def _copy(source: Path, path: PurePosixPath, data: IO[bytes], file: IO[bytes], size: int) -> None:
    left = size + 1  # a byte more than promised is one too many
    while left and (chunk := data.read(min(_CHUNK, left))):
        file.write(chunk)
        left -= len(chunk)
    if left != 1:
        raise InputError(f"{source}: {path} is not as long as the archive says. Make or copy the archive again.")


def _plain(source: Path, name: str) -> PurePosixPath:
    """The path of a member, refused if it leads anywhere but into the archive's own folders."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\0" in name or not path.name:
        raise _hostile(source, name, "leads out of the archive")
    return path


def _hostile(source: Path, name: str, why: str) -> InputError:
    return InputError(f"{source}: {name!r} {why}. Nothing was taken; do not trust this archive.")
