"""How far long work is, on standard error.

Invariant: on a terminal one line is written over and over and is gone before anything else is
printed; elsewhere there is a line every ten seconds, also while a step says nothing of itself.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread
from typing import TextIO

from factcheck.report.plain import one_line, shorten

_ON_TERMINAL, _ELSEWHERE = 0.1, 10.0  # seconds between two lines
_BEAT = 1.0  # seconds between two looks at a step that says nothing
_NAME = 40  # columns of the name of an item
_START_OF_LINE = "\r\033[K"


class ProgressLine:
    """Hears what is being done, how much of it is done, and of how many (0: not known).

    ``stream`` None is for those who want to see nothing.
    """

    def __init__(self, stream: TextIO | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._terminal = stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"
        self._lock = Lock()
        self._closed = Event()
        self._beating = False
        self._about = ""
        self._what, self._done, self._total, self._item = "", 0, 0, ""
        self._since = self._written = clock()
        self._shown = self._hidden = False

    def __call__(self, what: str, done: int, total: int, item: str = "") -> None:
        """``item`` is the name of the one that was done last."""
        if self._stream is None:
            return
        with self._lock:
            what = f"{self._about}{what}"
            if what != self._what:
                self._what, self._since = what, self._clock()
            self._done, self._total, self._hidden, self._item = done, total, False, item
            if total and done >= total:
                self._write(f"{what}: {done:,} of {total:,}", last=True)
                self._what = ""
            else:
                self._beat()
        self._start_beating()

    @contextmanager
    def about(self, name: str) -> Iterator[None]:
        """Steps that are all about one of many things, which is named before each."""
        self._about = f"{one_line(name)}: "
        try:
            yield
        finally:
            self._about = ""

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Work of which nothing is known but that it goes on."""
        self(what, 0, 0)
        try:
            yield
        finally:
            self.clear()

    def hide(self) -> None:
        """Take the line away until the next call, so that something else can be printed."""
        with self._lock:
            self._hidden = True
            if self._shown and self._stream is not None:
                self._stream.write(_START_OF_LINE)
                self._stream.flush()
                self._shown = False

    def clear(self) -> None:
        """Be done with the step, however far it came."""
        with self._lock:
            self._what = ""
        self.hide()

    def close(self) -> None:
        self.clear()
        self._closed.set()

    def _beat(self) -> None:
        """Write how far the step is, if it is time to."""
        if (
            self._what
            and not self._hidden
            and self._clock() - self._written >= (_ON_TERMINAL if self._terminal else _ELSEWHERE)
        ):
            told = _told(self._what, self._done, self._total, self._clock() - self._since)
            self._write(f"{told} ({shorten(self._item, _NAME)})" if self._item else told, last=False)

    def _write(self, line: str, *, last: bool) -> None:
        if self._stream is None:
            return
        start, end = (_START_OF_LINE, "\n" if last else "") if self._terminal else ("", "\n")
        self._stream.write(f"{start}{line}{end}")
        self._stream.flush()
        self._written = self._clock()
        self._shown = self._terminal and not last

    def _start_beating(self) -> None:
        if not self._beating:
            self._beating = True
            Thread(target=self._keep_beating, daemon=True).start()

    def _keep_beating(self) -> None:
        while not self._closed.wait(_BEAT):
            with self._lock:
                self._beat()


def _told(what: str, done: int, total: int, seconds: float) -> str:
    rate = done / seconds if seconds >= 1 else 0.0
    parts = [f"{done:,} of {total:,}" if total else f"{done:,}" if done else ""]
    if rate:
        parts.append(f"{rate:,.0f} a second" if rate >= 10 else f"{rate:.1f} a second")
    if seconds >= 1:
        parts.append(f"{_time((total - done) / rate)} left" if total and rate else _time(seconds))
    told = ", ".join(filter(None, parts))
    return f"{what}: {told}" if told else what


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
