"""One value of a TOML file set, and everything else in it left as its owner wrote it.

Invariant: what comes out says what went in said, but for that value: it is parsed and compared before it is given back.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import Any

from factcheck.errors import UsageError

_VALUE = r"""(?:"(?:[^"\\\r\n]|\\.)*"|'[^'\r\n]*'|[^#\r\n"']*?)"""
_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)


def with_value(text: str, key: str, value: str, formerly: Sequence[str] = ()) -> str:
    """``text`` with ``value`` for ``key``, in the place of what it was, or was by another name (``formerly``), or else
    in a line of its own.

    Raises UsageError if ``text`` is no TOML, or is written in a way in which this cannot be done.
    """
    try:
        before = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise UsageError(f"not valid TOML: {problem}. Mend or remove the file.") from problem
    wanted = {name: held for name, held in before.items() if name not in formerly} | {key: value}
    line = f"{key} = {json.dumps(value, ensure_ascii=False)}"
    for changed in _ways(text, line, [key, *formerly]):
        if _says(changed, wanted):
            return changed
    raise UsageError(f"cannot be changed without changing more than '{key}' in it. Write into it by hand: {line}")


def _ways(text: str, line: str, names: Sequence[str]) -> Iterator[str]:
    """Ways to set the value, the one that changes least first."""
    for name in names:
        quoted = re.escape(name)
        pattern = re.compile(
            rf"""^[ \t]*(?:{quoted}|"{quoted}"|'{quoted}')[ \t]*=[ \t]*{_VALUE}(?=[ \t]*(?:\#|\r?$))""", re.M
        )
        for match in pattern.finditer(text):
            yield text[: match.start()] + line + text[match.end() :]
    end = "\r\n" if "\r\n" in text else "\n"
    for header in _HEADER.finditer(text):
        yield f"{text[: header.start()]}{line}{end}{end}{text[header.start() :]}"
    yield f"{text}{'' if not text or text.endswith(end) else end}{line}{end}"


def _says(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False
