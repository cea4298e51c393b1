"""What lies over the desk while something is asked, marked or read.

Invariant: each dialog gets one key after the other from the desk and answers with words or a place; it decides nothing.
"""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from factcheck.report.plain import clean
from factcheck.tui.acting import ReadingPage
from factcheck.tui.evidence import passage_lines
from factcheck.tui.looks import content
from factcheck.tui.marking import Marker
from factcheck.tui.pieces import Line, Styled, wrapped
from factcheck.workspace.reviewing import Asking, Marking

LEAVE = "escape"
_SCROLLS = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "space": 10}


class Dialog(ModalScreen[None]):
    """A box with a title, lines that scroll, and a foot. ``typed`` gives the answer, or None while there is none."""

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > Vertical { width: 92%; max-width: 110; height: auto; max-height: 92%; border: round $accent;
        padding: 0 1; background: $surface; }
    Dialog .title { text-style: bold; height: auto; }
    Dialog VerticalScroll { height: auto; max-height: 66vh; scrollbar-size-vertical: 1; }
    Dialog .foot { color: $text-muted; height: auto; }
    """
    FOOT = ""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = clean(title)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self._title, classes="title", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static(id="body")
            yield Static(self.FOOT, classes="foot", markup=False)

    def on_mount(self) -> None:
        self.draw()

    def on_resize(self) -> None:
        self.draw()

    def room(self) -> int:
        """Columns for a line."""
        return max(20, min(110, int(self.app.size.width * 0.92)) - 6)

    def lines(self) -> list[Line]:
        """What is shown."""
        return []

    def draw(self) -> None:
        self.query_one("#body", Static).update(content(self.lines()))

    def typed(self, key: str, sign: str) -> Any:  # noqa: ARG002 (dialogs that are written in heed it)
        """What a key comes to: the answer, or None if there is none yet. ``sign`` is what it writes."""
        self.scroll(key)

    def scroll(self, key: str) -> None:
        if key in _SCROLLS:
            self.query_one(VerticalScroll).scroll_relative(y=_SCROLLS[key], animate=False)


class ChoiceDialog(Dialog):
    """One of several answers, by its number or its first letter; arrows and Enter where there are more than nine."""

    FOOT = "a number answers · ↑↓ and Enter · Esc leaves it as it is"

    def __init__(self, asked: Asking, claim: str) -> None:
        super().__init__(asked.text)
        self._asked, self._claim = asked, claim
        self._at = 0

    def lines(self) -> list[Line]:
        made: list[Line] = []
        for number, option in enumerate(self._asked.options, start=1):
            here = Styled("▸" if number - 1 == self._at else " ", "strong")
            if self._asked.hits:
                hit = self._asked.hits[number - 1]
                told = list(passage_lines(self._claim, hit, number, self.room() - 2))
                made += [(here, Styled(" "), *told[0]), *((Styled("  "), *line) for line in told[1:])]
                continue
            name = "" if option.name == option.words else f"{option.name.replace('-', ' ')}: "
            label = "Enter" if self._asked.enter and number == 1 else str(number)
            sign = f"{here.words} {label}  "
            words = [Styled(name, "strong"), Styled(option.words)]
            made += wrapped(words, self.room(), Styled(sign, "number"), " " * len(sign))
        return made

    def typed(self, key: str, sign: str) -> Any:
        options = self._asked.options
        if key == LEAVE:
            return LEAVE
        if sign.isdecimal() and 1 <= int(sign) <= len(options):
            return sign
        if key == "enter":
            return str(self._at + 1)
        if key in ("up", "down"):
            self._at = (self._at + (1 if key == "down" else -1)) % len(options)
            self.draw()
        else:
            self.scroll(key)
        return None


class WritingDialog(Dialog):
    """Words of the person's own, in one line that breaks where it must."""

    FOOT = "Enter: done · Esc: leave it as it is · Ctrl+U: empty"

    def __init__(self, asked: Asking) -> None:
        super().__init__(asked.text)
        self._text = clean(asked.before)
        self._at = len(self._text)

    def lines(self) -> list[Line]:
        under = self._text[self._at : self._at + 1] or " "
        parts = [
            Styled(self._text[: self._at]),
            Styled(under.replace(" ", "\u2588"), "cursor"),
            Styled(self._text[self._at + 1 :]),
        ]
        return wrapped(parts, self.room())

    def typed(self, key: str, sign: str) -> Any:
        if key == LEAVE:
            return LEAVE
        if key == "enter":
            return self._text
        self._edit(key, sign)
        self.draw()
        return None

    def pasted(self, words: str) -> None:
        """Words from the clipboard, their line breaks made spaces."""
        self._put(" ".join(clean(words).split("\n")))
        self.draw()

    def _edit(self, key: str, sign: str) -> None:
        before, behind = self._text[: self._at], self._text[self._at :]
        if key in ("backspace", "ctrl+h"):
            self._text, self._at = before[:-1] + behind, max(0, self._at - 1)
        elif key == "delete":
            self._text = before + behind[1:]
        elif key == "ctrl+u":
            self._text, self._at = behind, 0
        elif key == "ctrl+w":
            kept = before.rstrip().rpartition(" ")
            self._text, self._at = kept[0] + kept[1] + behind, len(kept[0] + kept[1])
        elif key in ("left", "right"):
            self._at = min(max(0, self._at + (1 if key == "right" else -1)), len(self._text))
        elif key in ("home", "ctrl+a", "end", "ctrl+e"):
            self._at = 0 if key in ("home", "ctrl+a") else len(self._text)
        else:
            self._put(clean(sign))

    def _put(self, words: str) -> None:
        self._text = self._text[: self._at] + words + self._text[self._at :]
        self._at += len(words)


class MarkingDialog(Dialog):
    """Words of a text, marked with the arrows."""

    FOOT = "←→ move · Shift+←→ the end · < > the beginning · Tab: by word or sentence · Enter: these · Esc"

    def __init__(self, asked: Marking) -> None:
        super().__init__(asked.prompt)
        self._marker = Marker(asked)

    def lines(self) -> list[Line]:
        return wrapped(list(self._marker.pieces()), self.room())

    def draw(self) -> None:
        super().draw()
        made = self.lines()
        first = next((at for at, line in enumerate(made) if any(piece.look == "marked" for piece in line)), 0)
        self.query_one(VerticalScroll).scroll_to(y=max(0, first - 3), animate=False)

    def typed(self, key: str, sign: str) -> Any:  # noqa: ARG002
        if key == LEAVE:
            return LEAVE
        if key == "enter":
            return self._marker.span
        if self._marker.press(key):
            self.draw()
        return None


class ReadingDialog(Dialog):
    """Something to be read."""

    FOOT = "↑↓ Space scroll · Esc back"

    def __init__(self, page: ReadingPage) -> None:
        super().__init__(page.title)
        self._page = page

    def lines(self) -> list[Line]:
        address = [(Styled(clean(self._page.url), "dim"),)] if self._page.url else []
        return [*address, *self._page.lines(self.room())]

    def typed(self, key: str, sign: str) -> Any:  # noqa: ARG002
        if key in (LEAVE, "enter", "q", "w", "o"):
            return LEAVE
        self.scroll(key)
        return None
