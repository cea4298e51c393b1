"""Whose turn it is to use what one can use at a time, such as the models: a lock given in the order of asking.

Invariant: one thread has the turn, and whoever has asked first gets it next. No more wait than leave threads for those
who only read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, get_ident

from factcheck.errors import ConflictError


class EndingError(ConflictError):
    """The server is ending: what was asked is not begun, or not gone on with."""


class BusyError(ConflictError):
    """Too many wait already."""


class Turns:
    """Use it as a lock: ``with turns: …``. The thread that has the turn may ask again and has it at once.

    Raises BusyError for whoever asks while ``most`` wait, and EndingError for whoever asks, or still waits, once the
    server is ending. ``words`` say what they wait for.
    """

    def __init__(self, most: int = 20, words: str = "the models") -> None:
        self._most, self._words = most, words
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
            if len(self._waiting) >= self._most:
                raise BusyError(f"{len(self._waiting)} requests wait for {self._words} already. Ask again in a minute.")
            self._wait()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._depth -= 1
            if not self._depth:
                self._holder = None
                self._changed.notify_all()

    @contextmanager
    def patiently(self) -> Iterator[None]:
        """As a lock, however many wait already: for a thread that answers no request."""
        with self._changed:
            self._wait()
        try:
            yield
        finally:
            self.__exit__()

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
