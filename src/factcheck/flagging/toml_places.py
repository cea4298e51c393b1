"""Where in a TOML file something is written, for messages.

Invariant: a place is a line of the file or none; a file that is written in an unusual way loses lines in messages and
nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence


class TomlPlaces:
    """The places of one file. ``file`` is what messages call it."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._lines = text.splitlines()

    def of(self, header: str = "", number: int = 0, key: str = "") -> str:
        """ "rules.toml, line 7": where ``key`` is set in the table under ``[header]``, the ``number``-th of that name
        from 0; of the header itself without a key, and without a header the key at the top of the file."""
        start = self._header(header, number) if header else -1
        if start is None:
            return self._file
        line = self._key(start + 1, key) if key else start
        if line is None:
            line = start
        return self._file if line < 0 else f"{self._file}, line {line + 1}"

    def _header(self, header: str, number: int) -> int | None:
        names = r"\s*\.\s*".join(rf"[\"']?{re.escape(part)}[\"']?" for part in header.split("."))
        pattern = re.compile(rf"\s*\[\[?\s*{names}\s*\]\]?")
        found: Sequence[int] = [at for at, line in enumerate(self._lines) if pattern.match(line)]
        return found[number] if number < len(found) else None

    def _key(self, start: int, key: str) -> int | None:
        pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]")
        for at in range(start, len(self._lines)):
            if re.match(r"\s*\[", self._lines[at]):
                return None
            if pattern.match(self._lines[at]):
                return at
        return None
