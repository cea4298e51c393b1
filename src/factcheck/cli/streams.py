"""Standard output and standard error, made fit for whatever is written to them.

Invariant: no letter stops a command. What an encoding does not have is written with plain letters
or as an escape; a stream in UTF-8 gets every letter as it is.
"""

from __future__ import annotations

import codecs
import re
import sys
from typing import TextIO

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛ʼ＇‹›", "'"),
        **dict.fromkeys("–—−‐‑─═", "-"),
        **dict.fromkeys("│‖", "|"),
        **dict.fromkeys("•·", "*"),
        **dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}", " "),
        "…": "...",
        "→": "->",
        "≠": "!=",
        "≤": "<=",
        "✓": "+",
        "✗": "x",
        "○": "o",
    }
)
_ERRORS = "factcheck-plain"
# click takes a stream in ASCII for one that nobody has set up, and writes UTF-8 to it. Under another
# name it is taken at its word.
_ASCII = "factcheck-ascii"
_BEYOND_ASCII = re.compile(r"[^\0-\x7f]")


def fit() -> None:
    """Make both streams write what they cannot show in plain letters or as escapes."""
    codecs.register_error(_ERRORS, _plain)
    codecs.register(_ascii)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # None if it was closed, something else inside a test or a notebook
            encoding = _ASCII if codecs.lookup(stream.encoding).name == "ascii" else None
            stream.reconfigure(encoding=encoding, errors=_ERRORS)


def is_unicode(stream: TextIO | None) -> bool:
    """Whether a stream has every letter."""
    encoding = getattr(stream, "encoding", None)
    return not encoding or codecs.lookup(encoding).name.startswith("utf-")


def in_ascii(json_text: str) -> str:
    """The same JSON, valid and with nothing lost, in ASCII alone: for an output that has not every letter."""
    return _BEYOND_ASCII.sub(lambda found: _escaped(found.group()), json_text)


def _escaped(letter: str) -> str:
    units = letter.encode("utf-16-be")
    return "".join(f"\\u{units[place : place + 2].hex()}" for place in range(0, len(units), 2))


def _plain(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    letters = problem.object[problem.start : problem.end].translate(_PLAIN)
    return letters.encode("ascii", "backslashreplace").decode("ascii"), problem.end


def _ascii(name: str) -> codecs.CodecInfo | None:
    if name != _ASCII.replace("-", "_"):
        return None
    plain = codecs.lookup("ascii")
    return codecs.CodecInfo(
        plain.encode,
        plain.decode,
        plain.streamreader,
        plain.streamwriter,
        plain.incrementalencoder,
        plain.incrementaldecoder,
        name=_ASCII,
    )
