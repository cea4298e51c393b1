"""The review desk line by line: what a pipe and a screen reader get.

Invariant: the same keys do the same as on the screen; each error says the way out, and the end of the input is a way to
leave as good as any.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from factcheck.errors import FactcheckError
from factcheck.report.plain import HALVES, clean, one_line
from factcheck.tui.acting import ReadingPage, Shown, perform
from factcheck.tui.evidence import passage_lines
from factcheck.tui.heading import spoken_head
from factcheck.tui.pieces import Line, plain
from factcheck.tui.sheet import sheet
from factcheck.workspace.reviewing import Answered, Asking, Marking, RefusedError, Review
from factcheck.workspace.reviewing.acting import answered, cite
from factcheck.workspace.reviewing.keys import Act, Keys

# What takes the rest of its line as words; the others may stand several in a line.
_TAKES_WORDS = frozenset(Act) - {Act.SUPPORT, Act.CONTRADICT, Act.NEXT, Act.PREVIOUS, Act.UNDO, Act.HELP, Act.QUIT}


class PlainDesk:
    """The desk on two streams of text. ``prompt`` is written before each line is read, for those who type."""

    def __init__(self, review: Review, keys: Keys, out: TextIO, width: int, prompt: str = "") -> None:
        self._review, self._keys, self._out, self._width, self._prompt = review, keys, out, width, prompt
        self._asked: Asking | Marking | None = None
        self._on_show = ""
        self._left = False
        self._line = 0
        self._refused: list[int] = []  # the lines of which something was refused

    def work(self, lines: Iterable[str]) -> list[int]:
        """Act on each line until the input ends or the person leaves, and say which lines were refused, from 1."""
        self._show_claim()
        self._write(self._prompt, end="")
        for line in lines:
            self._line += 1
            self._one(line.rstrip("\n"))
            if self._left:
                break
            self._show_claim()
            self._write(self._prompt, end="")
        if self._review.uncounted:
            self._review.count()
        left = self._review.left
        self._write(f"{left.done} done, {left.all} left.")
        return self._refused

    # -- reading -----------------------------------------------------------------------------

    def _one(self, line: str) -> None:
        try:
            if HALVES.search(line):
                raise RefusedError("not UTF-8. Write it anew, in a terminal or a file that is UTF-8.")
            if self._asked is not None:
                self._answer(self._asked, line)
            else:
                self._act(line)
        except FactcheckError as problem:
            ways = problem.ways if isinstance(problem, RefusedError) else ()
            self._refuse(f"{problem}{f' Press {self._keys.ways(ways)}.' if ways else ''}")

    def _answer(self, asked: Asking | Marking, line: str) -> None:
        words = line.strip()
        free = isinstance(asked, Marking) or asked.told is not None
        if not words and not free and not (isinstance(asked, Asking) and asked.enter):
            self._asked = None
            self._write("left as it is.")
            return
        if not free and not words.isdecimal() and self._keys.act(words) is Act.QUIT:
            self._left = True
            return
        self._asked = None
        try:
            self._show(answered(asked, words) if words else asked.answer(""))
        except FactcheckError:
            self._asked = asked if not free else None
            raise

    def _act(self, line: str) -> None:
        """All that one line says: "2 s" cites and decides."""
        rest = line.strip()
        if not rest:
            self._show(self._review.enter() if self._by_enter() else Answered(""))
            return
        while rest and not self._left:
            head, _, after = rest.partition(" ")
            if head.isdecimal():
                self._show(cite(self._review, int(head), keep=bool(after.strip())))
                rest = after.strip()
                continue
            act, rest = self._named(head, after.strip())
            if act is Act.QUIT:
                self._left = True
                return
            given, rest = (rest, "") if act in _TAKES_WORDS else ("", rest)
            self._show(perform(self._review, self._keys, act, given))
            if rest and self._asked is not None:
                asked, self._asked = self._asked, None
                self._show(answered(asked, rest))
                return

    def _named(self, head: str, after: str) -> tuple[Act, str]:
        """What the first word of a line does, and the words behind it. A sign may stand right before them: "/tax"."""
        act = self._keys.act_named(head)
        if act is not None:
            return act, after
        sign = self._keys.act(head[0])
        if sign is not None and not head[0].isalpha():
            return sign, f"{head[1:]} {after}".strip()
        raise RefusedError(f"'{one_line(head)}' does nothing here.", "help")

    def _by_enter(self) -> bool:
        """Whether an empty line decides: by an attribution that was said; a verdict that went stale is kept by it
        where a person types, and not by an empty line of a file."""
        here = self._review.here
        return here is not None and bool(self._review.pending.attribution or (here.former and self._prompt))

    # -- writing -----------------------------------------------------------------------------

    def _show(self, shown: Shown) -> None:
        if isinstance(shown, Answered):
            if shown.problem:
                self._refuse(shown.words)
            elif shown.words:
                self._write(clean(shown.words))
        elif isinstance(shown, ReadingPage):
            self._write(clean(shown.title))
            self._lines(shown.lines(self._width))
        elif isinstance(shown, Marking):
            self._asked = shown
            self._write(f"{shown.prompt} Write the words.")
        else:
            self._ask(shown)

    def _refuse(self, words: str) -> None:
        """Say what was refused, and of which line where nobody sees what they type."""
        place = "" if self._prompt else f"line {self._line}: "
        self._write(f"! {place}{clean(words)}")
        if self._line not in self._refused:
            self._refused.append(self._line)

    def _ask(self, asked: Asking) -> None:
        self._asked = asked
        self._write(clean(asked.text) + (" Enter: yes." if asked.enter else ""))
        claim = self._review.here.claim.text if self._review.here else ""
        for number, option in enumerate(asked.options, start=1):
            if asked.hits:
                self._lines(passage_lines(claim, asked.hits[number - 1], number, self._width))
            else:
                self._write(clean(f"  {number} {option.name}: {option.words}"))

    def _show_claim(self) -> None:
        """The claim at hand, if it is another than the one shown last, or stands otherwise."""
        self._search_changed()
        here = self._review.here
        if here is None:
            if self._on_show != "nothing":
                self._write(self._review.nothing)
            self._on_show = "nothing"
            return
        found = [one.passage.id for one in self._review.evidence]
        name = f"{here.claim.id} {here.seen} {found} {here.claim.spans}"
        if name == self._on_show:
            return
        self._on_show = name
        if self._review.uncounted:
            self._review.count()
        self._write("")
        for words in spoken_head(self._review):
            self._write(clean(words))
        made = sheet(self._review, self._width, aloud=True)
        self._lines([*made.claim, (), *made.evidence])

    def _search_changed(self) -> None:
        if not self._review.to_search:
            return
        try:
            told = self._review.show_searched(self._review.search_changed())
        except FactcheckError as problem:
            self._refuse(str(problem))
            return
        if told is not None:
            self._write(told.words)

    def _lines(self, lines: Iterable[Line]) -> None:
        for line in lines:
            self._write(plain(line))

    def _write(self, words: str, end: str = "\n") -> None:
        self._out.write(words + end)
        self._out.flush()


def work(review: Review, keys: Keys, lines: Iterable[str], out: TextIO, width: int, prompt: str = "") -> list[int]:
    """Work at the desk line by line, and say which lines were refused, from 1."""
    return PlainDesk(review, keys, out, width, prompt).work(lines)
