"""Models of the Hugging Face hub: what one consists of, and bringing it here.

Invariant: only files that cannot run anything are brought (safetensors, tokenizers, configurations), each is what the
hub says it is, by its hash, before it counts as here, and what a broken download left is gone on from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from factcheck.domain import Progress
from factcheck.errors import InputError, IntegrityError

if TYPE_CHECKING:
    from huggingface_hub.hf_api import RepoSibling

WEIGHTS = ".safetensors"
_WANTED = frozenset({".json", ".txt", ".model", WEIGHTS})
_ALSO_WANTED = frozenset({"README.md", "LICENSE", "LICENSE.md", "NOTICE"})
_NEVER = frozenset({"trainer_state.json", "all_results.json", "eval_results.json", "train_results.json"})
_CHUNK = 1 << 20
_REMEDY = (
    "On a machine without network, fetch the model elsewhere (hf download NAME --local-dir FOLDER), bring the folder "
    "or an archive of it, and give its path: factcheck models get ./FOLDER"
)


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file of a model. ``digest`` is its SHA-256, or the SHA-1 that git gives a file that is not large."""

    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class HubModel:
    """What the hub says of a model, at one revision."""

    name: str
    revision: str
    licence: str
    files: tuple[HubFile, ...]
    origin: str  # the address of the hub

    @property
    def size(self) -> int:
        """Bytes to bring."""
        return sum(file.size for file in self.files)


def wanted(name: str) -> bool:
    """Whether a file of a model, by its name, is one that a judge needs or that says what it is."""
    return "/" not in name and name not in _NEVER and (Path(name).suffix in _WANTED or name in _ALSO_WANTED)


def look_up(name: str) -> HubModel:
    """What the hub has by this name. Raises InputError if it has none, cannot be asked, or has pickled weights only."""
    from huggingface_hub import HfApi

    api = HfApi()
    with _in_words(name):
        info = api.model_info(name, files_metadata=True, timeout=30)
        siblings = sorted(info.siblings or (), key=lambda one: one.rfilename)
        files = tuple(_file(each) for each in siblings if wanted(each.rfilename))
    if not any(file.name.endswith(WEIGHTS) for file in files):
        raise InputError(
            f"{name} has no weights as safetensors on the hub. Other forms can run code when they are read, so they "
            "are not taken. Choose another model, or one whose authors publish safetensors."
        )
    licence = (info.card_data.license if info.card_data else None) or "not said"
    return HubModel(name, str(info.sha), str(licence), files, api.endpoint)


def _file(sibling: RepoSibling) -> HubFile:
    if sibling.lfs:
        return HubFile(sibling.rfilename, sibling.lfs.size, sibling.lfs.sha256)
    if sibling.size is None or sibling.blob_id is None:
        raise ValueError(f"it gives no hash for {sibling.rfilename}")
    return HubFile(sibling.rfilename, sibling.size, sibling.blob_id)


def bring(model: HubModel, folder: Path, progress: Progress) -> None:
    """The files of ``model`` to ``folder``, whose directory exists; what is there already and right stays.

    Raises InputError if the hub breaks off, IntegrityError if a file is not what the hub says.
    """
    from huggingface_hub.utils import disable_progress_bars  # type: ignore[attr-defined]

    disable_progress_bars()  # ours says how far it is
    done = 0
    for file in model.files:
        path = folder / file.name
        if not (path.is_file() and digest_of(path, file.digest) == file.digest):
            _bring_one(model, file, path, done, progress)
        done += file.size
        progress(f"fetching {model.name}", done, model.size)


def _bring_one(model: HubModel, file: HubFile, path: Path, done: int, progress: Progress) -> None:
    from huggingface_hub import hf_hub_url
    from huggingface_hub.file_download import http_get
    from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]

    part = path.with_name(f"{path.name}.{file.digest[:12]}.part")
    url = hf_hub_url(model.name, file.name, revision=model.revision)
    with part.open("ab") as kept, _in_words(model.name):
        if kept.tell() > file.size:
            kept.truncate(0)
            kept.seek(0)
        told = _Told(kept, model, done, progress)
        http_get(url, told, resume_size=kept.tell(), headers=build_hf_headers(), expected_size=file.size)  # type: ignore[arg-type]
    found = digest_of(part, file.digest)
    if found != file.digest:
        part.unlink()
        raise IntegrityError(
            f"{file.name} of {model.name} is not the file that the hub lists (hash {found} where {file.digest} is "
            "promised). It was thrown away; try again, and from another network if it comes wrong again."
        )
    part.replace(path)


class _Told:
    """A file that says how far it is."""

    def __init__(self, file: IO[bytes], model: HubModel, done: int, progress: Progress) -> None:
        self._file, self._model, self._done, self._progress = file, model, done, progress

    def write(self, data: bytes) -> int:
        written = self._file.write(data)
        self._progress(f"fetching {self._model.name}", self._done + self._file.tell(), self._model.size)
        return written

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)


def digest_of(path: Path, like: str = "0" * 64) -> str:
    """The hash of a file, of the kind that ``like`` is: SHA-256, or git's SHA-1 where it has 40 digits."""
    digest = hashlib.sha256()
    if len(like) == 40:
        digest = hashlib.sha1(b"blob %d\0" % path.stat().st_size, usedforsecurity=False)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def cached(name: str) -> Path | None:
    """The folder of a hub model in the hub's local cache, None if it is not there. The hub is not asked."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError, OSError):
        return None


@contextmanager
def _in_words(name: str) -> Iterator[None]:
    """Whatever goes wrong with the hub as an InputError."""
    from huggingface_hub import errors

    try:
        yield
    except errors.OfflineModeIsEnabled:
        raise InputError(f"{name} is not fetched: HF_HUB_OFFLINE forbids it. Unset it. {_REMEDY}") from None
    except errors.GatedRepoError:
        raise InputError(
            f"{name} is on the hub only for those who accept its terms there. Do so, log in with `hf auth login`, and "
            "try again."
        ) from None
    except (errors.RepositoryNotFoundError, errors.HFValidationError):
        raise InputError(
            f"The hub has no public model '{name}'. `factcheck models list` names some that do. {_REMEDY}"
        ) from None
    except (InputError, IntegrityError):
        raise
    except Exception as problem:  # whatever the libraries below raise for a broken line, a full disk, a bad answer
        why = str(problem).strip().splitlines()
        raise InputError(
            f"{name} could not be fetched from the hub ({why[0] if why else type(problem).__name__}). What is here "
            f"stays; give the command again to go on. {_REMEDY}"
        ) from problem
