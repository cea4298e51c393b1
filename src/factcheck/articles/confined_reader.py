"""The process in which a risky file is read: ``python -m factcheck.articles.confined_reader KIND NAME MB SECONDS``.

Invariant: its limits hold before the first byte is read; it writes one value of JSON to standard output, a draft or a
problem, and nothing anywhere else.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from factcheck.articles.confined import as_json
from factcheck.articles.draft import Draft
from factcheck.errors import InputError
from factcheck.files import FileKind

MAX_CHARACTERS = 30_000_000  # of text in a file
_REMEDY = "Hand in a part of it, or export its text (.txt, .html) and hand in that."


def main(kind: str, name: str, megabytes: int, seconds: int) -> None:
    _limit(megabytes, seconds)
    json.dump(_answer(FileKind(kind), name, megabytes, sys.stdin.buffer.read()), sys.stdout)


def _answer(kind: FileKind, name: str, megabytes: int, data: bytes) -> dict[str, object]:
    try:
        draft = _reader(kind)(data, name)
    except InputError as problem:
        return {"problem": str(problem)}
    except MemoryError:
        return {"problem": f"{name}: reading it takes more than the {megabytes:,} MB of memory allowed. {_REMEDY}"}
    except Exception as problem:  # whatever a damaged file makes a parser do
        told = type(problem).__name__
        return {"problem": f"{name}: damaged, or not what its name says ({told}). Save it again from its program."}
    if len(draft.text) > MAX_CHARACTERS:
        return {"problem": f"{name}: more than {MAX_CHARACTERS:,} characters of text. Hand in a part of it."}
    return as_json(draft)


def _reader(kind: FileKind) -> Callable[[bytes, str], Draft]:
    if kind is FileKind.PDF:
        from factcheck.articles.pdf import reading

        return reading.draft
    from factcheck.articles.office import opendocument, spreadsheet, word

    return {
        FileKind.WORD: word.draft,
        FileKind.OPEN_DOCUMENT: opendocument.draft,
        FileKind.EXCEL: spreadsheet.draft,
    }[kind]


def _limit(megabytes: int, seconds: int) -> None:
    """Hold this process to its limits, where the system has such."""
    try:
        import resource
    except ImportError:  # Windows: the time that the other process waits is the limit
        return
    for limit, most in (
        (resource.RLIMIT_AS, megabytes * 1_000_000),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        held = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (held, held))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
