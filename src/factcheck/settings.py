"""One frozen Settings, made once from flags > environment > the workspace's factcheck.toml.

Invariant: everything that changes a result is here, is checked before anything runs, is passed
down, and is never read from the environment anywhere else.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from factcheck.errors import UsageError

SETTINGS_FILE = "factcheck.toml"
ENV_PREFIX = "FACTCHECK_"
JUDGE_KEY = f"{ENV_PREFIX}JUDGE_KEY"
WEBHOOK_KEY = f"{ENV_PREFIX}WEBHOOK_KEY"
DEFAULT_ENCODER = "all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on. Field names are the keys of ``factcheck.toml``, and in upper case
    behind ``FACTCHECK_`` the environment variables."""

    workspace: Path
    cache: Path
    database_url: str = ""  # empty: SQLite in the workspace
    index: str = "auto"  # where vectors are searched: "faiss" beside each workspace, "pgvector" in the database
    encoder: str = DEFAULT_ENCODER  # a sentence-transformers name or folder
    judge: str = "factcheck"  # the shipped model; "rules"; a model by folder or name; "chat:MODEL" at judge_url
    judge_url: str = ""  # a server with the OpenAI chat interface, up to where its /chat/completions begins
    judge_requests: int = 4  # requests to it at a time
    judge_timeout: float = 60.0  # seconds that it may take for an answer
    judge_price_in: float = 0.0  # for a million tokens that it reads, in any currency
    judge_price_out: float = 0.0  # for a million tokens that it writes
    allow_endpoint: tuple[str, ...] = ()  # hosts beyond this machine that texts may be sent to; from the file alone
    allow_network: bool = False  # URLs may be fetched
    allow_private: tuple[
        str, ...
    ] = ()  # hosts ("wiki.newsroom.lan", "127.0.0.1:8080") that may be; from the file alone
    temperature: float = 1.0  # divides the logits of a model that was not measured
    evidence_shown: int = 5  # passages kept for each claim
    minimum_similarity: float = 0.25  # cosine below which a passage without a word match is not shown
    minimum_checkworthiness: float = 0.1  # assertions below it are not claims
    user: str = ""  # who decides, when --as is not given; else the name of the system's user (see ``system_user``)
    lease_minutes: int = 15  # how long a claim that was taken is kept for who took it, unless renewed
    second_check: tuple[str, ...] = ()  # claims that two people decide: flags, "misquoted", "restated", "all"
    second_check_share: float = 0.0  # and so many of all others, chosen by their ids
    second_check_blind: bool = True  # the second does not see what the first decided
    editors: tuple[str, ...] = ()  # who decides where two disagree; nobody named: any third person
    max_bytes: int = 50_000_000  # larger input files are refused
    max_characters: int = 300_000  # of an article that are read for claims; that there is more is said
    keys: Mapping[str, str] = field(default_factory=dict)  # action of the review desk → key; from the file alone
    hold: Mapping[str, bool] = field(default_factory=dict)  # rule of the hold line → whether it holds; all do, unless
    outlet: str = ""  # who publishes the ClaimReviews
    outlet_url: str = ""
    browser: str = ""  # what prints a report as PDF, by path or name; empty: a Chromium, Chrome or Edge that is found


# The least and the most that a number may be. Outside, a run would find nothing, everything, or never end.
RANGES: Mapping[str, tuple[float, float]] = {
    "judge_requests": (1, 64),
    "judge_timeout": (0.1, 3600),
    "judge_price_in": (0, 1_000_000),
    "judge_price_out": (0, 1_000_000),
    "temperature": (0.01, 100),
    "evidence_shown": (1, 100),
    "minimum_similarity": (-1, 1),  # a cosine
    "minimum_checkworthiness": (0, 1),
    "max_bytes": (1, 10_000_000_000),
    "max_characters": (1_000, 1_000_000_000),
    "lease_minutes": (1, 1440),
    "second_check_share": (0, 1),
}
RENAMED: Mapping[str, str] = {"cross_encoder": "judge"}  # what settings were called before; still understood
# A host is allowed, and the rules of the desk are made, by whoever keeps the workspace: no variable that is set in
# passing sends a story away or makes an editor.
_IN_FILE_ALONE = frozenset(
    {
        "allow_endpoint",
        "allow_private",
        "keys",
        "hold",
        "second_check",
        "second_check_share",
        "second_check_blind",
        "editors",
    }
)
_MAY_BE_EMPTY = frozenset({"database_url", "user", "judge_url", "outlet", "outlet_url", "browser"})


class _Switches(dict[str, bool]):
    """A table of names that are on or off."""


_KINDS: Mapping[str, type] = {each.name: type(each.default) for each in fields(Settings)[2:]} | {
    "cache": Path,
    "keys": dict,
    "hold": _Switches,
}
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}
_Said = Mapping[str, tuple[object, str]]  # setting → what is said of it, and where
_IN_WORDS = {
    int: "a whole number",
    float: "a number",
    str: "a text in UTF-8, in quotation marks",
    bool: "true or false",
    Path: "a folder",
    tuple: "a list of texts",
    dict: "a table of texts",
    _Switches: "a table of true and false",
}


def load(
    flags: Mapping[str, object] | None = None,
    environ: Mapping[str, str] | None = None,
    notice: Callable[[str], None] = lambda _: None,
) -> Settings:
    """Settings from ``flags`` (None values are skipped), the environment and the workspace file.

    ``notice`` is told of settings that go by another name now.

    Raises UsageError for an unknown key and for a value of the wrong type or outside its range, naming
    the file with the line, or the variable.
    """
    env = os.environ if environ is None else environ
    given = {key: value for key, value in (flags or {}).items() if value is not None}
    named = given.pop("workspace", None) or env.get(f"{ENV_PREFIX}WORKSPACE")
    workspace = Path(str(named)).expanduser() if named else default_workspace()
    values: dict[str, Any] = {}
    for source in (_in_file(workspace / SETTINGS_FILE), _in_environment(env), _in_flags(given)):
        values |= _checked_all(source, notice)
    values["user"] = values.get("user") or system_user()
    cache = Path(values.pop("cache", None) or _platform_folder("cache")).expanduser()
    return Settings(workspace=workspace, cache=cache, **values)


def cores() -> int:
    """How many threads of models may run at a time: as many as there are cores for this process, and no more than
    OMP_NUM_THREADS says, as for the libraries beneath. It changes no result."""
    found = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    said = os.environ.get("OMP_NUM_THREADS", "")
    return min(found, max(1, int(said))) if said.isdecimal() else found


def system_user() -> str:
    """The name of the account that runs this program; empty if it has none.

    It identifies who acts and proves nothing: whoever has the account, or writes another name behind ``--as``, acts
    under that name.
    """
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return ""


def default_workspace() -> Path:
    """The workspace of those who name none."""
    return Path(_platform_folder("data"))


def _platform_folder(which: str) -> str:
    import platformdirs

    folder = platformdirs.user_data_path if which == "data" else platformdirs.user_cache_path
    return str(folder("factcheck", appauthor=False))


def _in_file(path: Path) -> _Said:
    try:
        text = path.read_text(encoding="utf-8")
        said = tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except NotADirectoryError as problem:
        raise UsageError(f"{path.parent}: not a folder. Name a folder with --workspace.") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise UsageError(f"{path}: not valid TOML: {problem}. Mend or remove the file.") from problem
    except OSError as problem:
        raise UsageError(f"{path}: cannot be read ({problem.strerror}). Grant it or remove the file.") from problem
    return {key: (value, f"{path}{_line(text, key)}") for key, value in said.items()}


def _line(text: str, key: str) -> str:
    """Where ``key`` is set in a TOML file, in words; nothing where it is written in an unusual way."""
    found = re.search(rf"^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*=", text, re.MULTILINE)
    return f", line {text.count(chr(10), 0, found.start()) + 1}" if found else ""


def _in_environment(env: Mapping[str, str]) -> _Said:
    names = {key: ENV_PREFIX + key.upper() for key in sorted({*_KINDS, *RENAMED} - _IN_FILE_ALONE)}
    return {key: (_plain(key, env[name]), name) for key, name in names.items() if env.get(name)}


def _plain(key: str, written: str) -> object:
    """What a variable says; a text that is true or false where the setting wants that."""
    return _TRUTHS.get(written.strip().lower(), written) if _KINDS.get(key) is bool else written


def _in_flags(flags: Mapping[str, object]) -> _Said:
    for key in _IN_FILE_ALONE & flags.keys():
        raise UsageError(f"'{key}' can be set in the workspace's {SETTINGS_FILE} alone.")
    return {key: (value, "flag or keyword") for key, value in flags.items()}


def _checked_all(said: _Said, notice: Callable[[str], None]) -> dict[str, Any]:
    """The settings of one source by the names of today. Raises UsageError for one that is there by both names."""
    found: dict[str, Any] = {}
    for key, (value, place) in said.items():
        now = RENAMED.get(key, key)
        if now != key and now in said:
            raise UsageError(f"{place}: '{key}' is called '{now}' now, and both are set. Remove '{key}'.")
        if now != key:
            notice(f"{place}: '{key}' is called '{now}' now. It is understood; rename it.")
        found[now] = _checked(now, value, place)
    return found


def _checked(key: str, value: object, place: str) -> Any:
    """``value`` as the setting ``key`` wants it. Raises UsageError, naming ``place``."""
    if key not in _KINDS:
        raise UsageError(f"{place}: unknown setting '{key}'. {_known(key)}")
    made = _MAKE[_KINDS[key]](value)
    low, high = RANGES.get(key, (None, None))
    fits = made is not None and (low is None or high is None or low <= made <= high)
    if not fits or (made == "" and key not in _MAY_BE_EMPTY):
        allowed = _IN_WORDS[_KINDS[key]] + ("" if low is None else f" from {low:,} to {high:,}")
        raise UsageError(f"{place}: '{key}' wants {allowed}, not {value!r}.")
    return made


def _known(key: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, _KINDS, n=1)
    return f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(sorted(_KINDS))}."


def _number(kind: type) -> Callable[[object], int | float | None]:
    """What makes a number of a value: of itself, or of its digits. True is no number, and 2.5 no whole one."""

    def make(value: object) -> int | float | None:
        if isinstance(value, bool) or not isinstance(value, kind | int | str):
            return None
        try:
            made: int | float = kind(value)
        except (ValueError, OverflowError):
            return None
        return made

    return make


def _text(value: object) -> str | None:
    return os.fspath(value) if isinstance(value, str | os.PathLike) else None


def _words(value: object) -> str | None:
    """A text that can be stored, which one with bytes that are no UTF-8 cannot."""
    text = _text(value)
    return None if text is None or any("\ud800" <= char <= "\udfff" for char in text) else text


def _texts(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        return None
    return tuple(value)


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _table(value: object) -> dict[str, str] | None:
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        return None
    return dict(value)


def _switches(value: object) -> _Switches | None:
    if not isinstance(value, dict) or not all(isinstance(each, bool) for each in value.values()):
        return None
    return _Switches(value)


_MAKE: Mapping[type, Callable[[object], Any]] = {
    int: _number(int),
    float: _number(float),
    str: _words,
    bool: _truth,
    Path: _text,
    tuple: _texts,
    dict: _table,
    _Switches: _switches,
}


def judge_key(environ: Mapping[str, str] | None = None) -> str:
    """The key for the server at ``judge_url``, empty if there is none. It is no setting: it is neither kept nor shown.

    Raises UsageError for one that no header can carry, without showing it.
    """
    return _key(JUDGE_KEY, environ)


def webhook_key(environ: Mapping[str, str] | None = None) -> str:
    """The secret that webhooks are signed with, empty if there is none; as little a setting as ``judge_key``."""
    return _key(WEBHOOK_KEY, environ)


def _key(name: str, environ: Mapping[str, str] | None) -> str:
    env = os.environ if environ is None else environ
    key = env.get(name, "").strip()
    if not all("!" <= letter <= "~" for letter in key):
        raise UsageError(f"{name}: a key holds letters, digits and signs of ASCII alone, without spaces.")
    return key


def environment_without_keys() -> dict[str, str]:
    """The environment for a program of somebody else's, which our keys are none of the business of."""
    return {name: value for name, value in os.environ.items() if name not in (JUDGE_KEY, WEBHOOK_KEY)}
