"""Whose turn it is to use the models: a lock that is given in the order of asking.

Invariant: one thread has the turn, and whoever has asked first gets it next.
"""

from __future__ import annotations

from collections import deque
from threading import Condition, get_ident

from factcheck.errors import ConflictError


class EndingError(ConflictError):
    """The server is ending: what was asked is not begun, or not gone on with."""


class Turns:
    """Use it as a lock: ``with turns: …``. The thread that has the turn may ask again and has it at once.

    Raises EndingError for whoever asks, or still waits, once the server is ending.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._waiting: deque[object] = deque()
        self._holder: int | None = None
        self._depth = 0
        self._ended = False

    def __enter__(self) -> Turns:
        with self._changed:
            if self._holder == get_ident():
                self._depth += 1
                return self
            self._wait()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._depth -= 1
            if not self._depth:
                self._holder = None
                self._changed.notify_all()

    def give_way(self) -> None:
        """Let all who wait by now have their turns first, if there are any. Only for who has the turn, once, and is in
        no transaction: they may want to write."""
        with self._changed:
            if self._depth != 1 or not self._waiting:
                return
            self._holder, self._depth = None, 0
            self._changed.notify_all()
            self._wait()

    def end(self) -> None:
        """The server is ending: nobody gets a turn any more."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _wait(self) -> None:
        ticket = object()
        self._waiting.append(ticket)
        try:
            self._changed.wait_for(lambda: self._ended or (self._holder is None and self._waiting[0] is ticket))
        finally:
            self._waiting.remove(ticket)
            self._changed.notify_all()
        if self._ended:
            raise EndingError("the server is ending. Ask again when it was started anew.")
        self._holder, self._depth = get_ident(), 1
