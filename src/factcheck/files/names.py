"""Names of files as text that can be stored, shown and found again.

Invariant: two names are never written alike, what is written is valid UTF-8 on one line, and ``named`` gives back the
name of which ``written`` made it. A name without odd bytes stays as it is.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

# Control characters and line ends, and the halves of surrogate pairs that stand for bytes which are no UTF-8.
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LIKE_AN_ESCAPE = r"\x"  # a name that holds this is written with its backslashes doubled
_ESCAPE = re.compile(rb"\\(?:\\|x([0-9a-f]{2}))")


def written(name: str | Path) -> str:
    """ "caf\\xe9.txt" for a name with a byte that is no UTF-8; "story.txt" for itself."""
    text = str(name)
    if not _ODD.search(text) and _LIKE_AN_ESCAPE not in text:
        return text
    return _ODD.sub(_escaped, text.replace("\\", "\\\\"))


def named(text: str) -> str:
    """The name that was ``written`` so."""
    if _LIKE_AN_ESCAPE not in text:
        return text
    return os.fsdecode(_ESCAPE.sub(_byte, text.encode("utf-8", "surrogateescape")))


def _escaped(found: re.Match[str]) -> str:
    char = found.group()
    is_byte = "\udc80" <= char <= "\udcff"  # else a half of a pair that stands for nothing
    return "".join(f"\\x{byte:02x}" for byte in char.encode("utf-8", "surrogateescape" if is_byte else "surrogatepass"))


def _byte(found: re.Match[bytes]) -> bytes:
    return bytes([int(found.group(1), 16)]) if found.group(1) else b"\\"
