"""Reading what may be made to do harm – PDF, Office – in a process of its own, with limits of memory and time.

Invariant: whatever the bytes, this process neither parses them nor waits without end for it; what comes back is a
draft whose lines lie in its text, or an InputError that names the file and the remedy. The other process gets the
bytes and nothing else: no handle, no file of the user's, and it can write none.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import date
from itertools import pairwise
from typing import Any

from factcheck.articles.draft import Draft, Dropped, Line, Metadata
from factcheck.domain import BlockKind, Place, Span
from factcheck.errors import InputError
from factcheck.files import FileKind

MEGABYTES = 1_024  # of memory that the reader may have
SECONDS = 120  # of computing that it may take
_PATIENCE = 2  # how much longer it may take where it has to share the processor
_REMEDY = "Hand in a part of it, or export its text (.txt, .html) and hand in that."
_OUT_OF_TIME = frozenset({-signal.SIGXCPU, -signal.SIGKILL})


def read(data: bytes, name: str, kind: FileKind, *, megabytes: int = MEGABYTES, seconds: int = SECONDS) -> Draft:
    """The draft of ``data``, read by the reader of ``kind`` in another process.

    Raises InputError naming ``name`` for what the reader refuses, and where it needs more than it may have or breaks
    off.
    """
    said, status = _run([str(kind), name, str(megabytes), str(seconds)], data, _PATIENCE * seconds)
    if status in _OUT_OF_TIME:
        raise InputError(f"{name}: reading it takes more than the {seconds} seconds allowed. {_REMEDY}")
    try:
        answer = json.loads(said)
        problem = answer.get("problem")
        draft = None if problem else _draft(answer)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{name}: its reader broke off ({_ended(status)}): the file is damaged. {_REMEDY}") from error
    if draft is None:
        raise InputError(f"{problem}")
    return draft


def _run(arguments: list[str], data: bytes, seconds: int) -> tuple[bytes, int]:
    """What the reader says, and how it ended: a signal as a negative number, also for one that was stopped."""
    path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path)  # noqa: PTH100 (an entry may be empty)
    process = subprocess.Popen(  # noqa: S603 (this Python, and a module of ours)
        [sys.executable, "-P", "-m", "factcheck.articles.confined_reader", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
        cwd=os.path.abspath(os.sep),  # noqa: PTH100
    )
    with process:
        try:
            said, _ = process.communicate(data, timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return b"", -signal.SIGKILL
        except BaseException:
            process.kill()
            raise
    return said, process.returncode


def _ended(status: int) -> str:
    return signal.Signals(-status).name if status < 0 else f"exit {status}"


# -- the draft on its way ---------------------------------------------------------------


def as_json(draft: Draft) -> dict[str, Any]:
    """A draft as the reader's process writes it."""
    said = draft.metadata
    return {
        "text": draft.text,
        "lines": [[*line.span, line.hint, line.why] for line in draft.lines],
        "metadata": {
            name: str(value) for name in Metadata.__dataclass_fields__ if (value := getattr(said, name)) is not None
        },
        "notices": draft.notices,
        "places": draft.places,
        "dropped": draft.dropped,
    }


def _draft(answer: dict[str, Any]) -> Draft:
    """The draft that the reader's process wrote. Raises ValueError for one that is none."""
    text = str(answer["text"])
    lines = tuple(
        Line(Span(int(start), int(end)), BlockKind(hint) if hint else None, str(why))
        for start, end, hint, why in answer["lines"]
    )
    ends = [0, *(at for line in lines for at in line.span), len(text)]
    if any(one > other for one, other in pairwise(ends)):
        raise ValueError("lines that overlap or lie outside the text")
    said = {name: str(value) for name, value in answer["metadata"].items() if name in Metadata.__dataclass_fields__}
    day = date.fromisoformat(said.pop("published")) if "published" in said else None
    return Draft(
        text,
        lines,
        Metadata(**said, published=day),
        notices=tuple(map(str, answer["notices"])),
        places=tuple(Place(int(start), str(name)) for start, name in answer["places"]),
        dropped=tuple(Dropped(int(at), str(words), str(why)) for at, words, why in answer["dropped"]),
    )
