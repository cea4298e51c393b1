"""One frozen Settings, made once from flags > environment > the workspace's factcheck.toml.

Invariant: everything that changes a result is here, is passed down, and is never read
from the environment anywhere else.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from factcheck.errors import UsageError

SETTINGS_FILE = "factcheck.toml"
ENV_PREFIX = "FACTCHECK_"
DEFAULT_ENCODER = "all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on. Field names are the keys of ``factcheck.toml``, and in upper case
    behind ``FACTCHECK_`` the environment variables."""

    workspace: Path
    cache: Path
    database_url: str = ""  # empty: SQLite in the workspace
    encoder: str = DEFAULT_ENCODER  # a sentence-transformers name or folder
    cross_encoder: str = "factcheck"  # the shipped model; "rules": none; or a CrossEncoder with three labels
    temperature: float = 1.0  # divides the logits of a cross-encoder that is not the shipped one
    evidence_shown: int = 5  # passages kept for each claim
    minimum_similarity: float = 0.25  # cosine below which a passage without a word match is not shown
    minimum_checkworthiness: float = 0.2  # assertions below it are not claims
    user: str = ""  # who decides, when --as is not given
    max_bytes: int = 50_000_000  # larger input files are refused

    @property
    def database(self) -> str:
        """The SQLAlchemy URL of the database."""
        return self.database_url or f"sqlite:///{self.workspace / 'factcheck.db'}"


def load(flags: Mapping[str, object] | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from ``flags`` (None values are skipped), the environment and the workspace file.

    Raises UsageError naming the file or variable for an unknown key or a value of the wrong type.
    """
    env = os.environ if environ is None else environ
    given = {key: value for key, value in (flags or {}).items() if value is not None}
    workspace = Path(str(given.get("workspace") or env.get("FACTCHECK_WORKSPACE") or _platform_folder("data")))
    cache = Path(str(given.get("cache") or env.get("FACTCHECK_CACHE") or _platform_folder("cache")))
    settings = Settings(workspace=workspace.expanduser(), cache=cache.expanduser())
    settings = _with(settings, _from_file(settings.workspace / SETTINGS_FILE), f"{settings.workspace / SETTINGS_FILE}")
    settings = _with(settings, _from_environment(env), "environment")
    return _with(settings, {k: v for k, v in given.items() if k not in ("workspace", "cache")}, "command line")


def _platform_folder(which: str) -> str:
    import platformdirs

    folder = platformdirs.user_data_path if which == "data" else platformdirs.user_cache_path
    return str(folder("factcheck", appauthor=False))


def _from_file(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise UsageError(f"{path}: not valid TOML: {problem}. Mend or remove the file.") from problem


def _from_environment(env: Mapping[str, str]) -> dict[str, object]:
    names = {field.name for field in fields(Settings)} - {"workspace", "cache"}
    return {name: env[ENV_PREFIX + name.upper()] for name in sorted(names) if env.get(ENV_PREFIX + name.upper())}


def _with(settings: Settings, values: Mapping[str, object], origin: str) -> Settings:
    known = {field.name: type(getattr(settings, field.name)) for field in fields(Settings)}
    changes = {}
    for key, value in values.items():
        if key not in known or key == "workspace":
            raise UsageError(
                f"{origin}: unknown setting '{key}'. Known: {', '.join(sorted(set(known) - {'workspace'}))}."
            )
        try:
            changes[key] = Path(str(value)) if key == "cache" else known[key](value)
        except (TypeError, ValueError) as problem:
            raise UsageError(f"{origin}: setting '{key}' wants {known[key].__name__}, got {value!r}.") from problem
    return replace(settings, **changes)  # type: ignore[arg-type]
