"""The review desk on a full screen.

Invariant: keys are acted on one after the other, in the order they were pressed, whatever lies over the desk; what
takes long runs beside it, and the screen is drawn meanwhile.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from factcheck.domain import Span
from factcheck.errors import FactcheckError
from factcheck.report.plain import clean
from factcheck.tui.acting import ReadingPage, Shown, perform
from factcheck.tui.dialogs import LEAVE, ChoiceDialog, Dialog, MarkingDialog, ReadingDialog, WritingDialog
from factcheck.tui.heading import head
from factcheck.tui.looks import content
from factcheck.tui.pieces import Styled, wrapped
from factcheck.tui.sheet import sheet
from factcheck.workspace.reviewing import Answered, Asking, Marking, RefusedError, Review
from factcheck.workspace.reviewing.acting import cite
from factcheck.workspace.reviewing.keys import DEFAULTS, Act, Keys

BESIDE = 110  # columns from which on the evidence stands beside the claim
RENEW_SECONDS = 30.0
_COLOURLESS = "ansi-dark"  # the terminal's own colours, which Textual then leaves out
_SCROLLS = {"up": ("claim", -1), "down": ("claim", 1), "pageup": ("evidence", -8), "pagedown": ("evidence", 8)}
_FOOT = (Act.SUPPORT, Act.CONTRADICT, Act.UNVERIFIED, Act.NOTE, Act.WORDS, Act.SEARCH, Act.ADD, Act.DISMISS)
_MORE = (Act.CORRECT, Act.ATTRIBUTE, Act.PASSAGE, Act.NEXT, Act.PREVIOUS, Act.UNDO, Act.HELP, Act.QUIT)


class Desk(App[None]):
    """The desk. ``busy`` counts what runs beside it."""

    CSS = """
    #head { height: 2; background: $panel; }
    #claim-pane, #evidence-pane { width: 1fr; scrollbar-size-vertical: 1; }
    #evidence-pane { display: none; border-left: solid $panel; padding-left: 1; }
    .beside #evidence-pane { display: block; }
    #said { height: auto; max-height: 4; color: $text-accent; }
    #said.problem { color: $text-warning; text-style: bold; }
    #foot { height: auto; max-height: 2; background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "quit", "quit", priority=True, show=False)]
    TITLE = "factcheck review"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, review: Review, keys: Keys, renew_seconds: float = RENEW_SECONDS) -> None:
        colourless = bool(os.environ.get("NO_COLOR"))
        super().__init__(ansi_color=colourless or None)
        if colourless:
            self.theme = _COLOURLESS
        self.review, self.keys = review, keys
        self.busy = 0
        self._drawn = False
        self._renew_seconds = renew_seconds
        self._turn = asyncio.Lock()
        self._asked: Asking | Marking | None = None

    # -- what is shown -------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        yield Static(id="head")
        with Horizontal(id="panes"):
            with VerticalScroll(id="claim-pane", can_focus=False):
                yield Static(id="claim")
            with VerticalScroll(id="evidence-pane", can_focus=False):
                yield Static(id="evidence")
        yield Static(id="said")
        yield Static(id="foot")

    def on_mount(self) -> None:
        self.set_interval(self._renew_seconds, self._renew)
        self._drawn = True
        self._draw()
        self._follow()

    def on_resize(self, event: events.Resize) -> None:
        if self._drawn:
            self._draw(event.size.width)

    def _draw(self, width: int | None = None, *, top: bool = False) -> None:
        width = width or self.size.width
        beside = width >= BESIDE
        self.screen_stack[0].set_class(beside, "beside")
        half = width // 2 - 2
        made = sheet(self.review, half if beside else width - 2, half - 2 if beside else None)
        self._update("head", content(head(self.review, width)))
        self._update("claim", content(made.claim if beside else [*made.claim, (), *made.evidence]))
        self._update("evidence", content(made.evidence))
        self._update("foot", content(self._foot(width)))
        self._say(self.review.last)
        if top:
            for name in ("claim", "evidence"):
                self._pane(name).scroll_home(animate=False)

    def _foot(self, width: int) -> list[tuple[Styled, ...]]:
        parts = [Styled("1–9", "number"), Styled("\u00a0cite ")]
        for act in (*_FOOT, *_MORE):
            parts += [Styled(self.keys.by_act[act], "number"), Styled(f"\u00a0{DEFAULTS[act][1]} ")]
        return wrapped(parts, width)[:2]

    def _say(self, said: Answered) -> None:
        line = self.screen_stack[0].query_one("#said", Static)
        line.set_class(said.problem, "problem")
        line.update(content(wrapped([Styled(said.words)], self.size.width)[:4]))

    def _update(self, name: str, shown: object) -> None:
        self.screen_stack[0].query_one(f"#{name}", Static).update(shown)  # type: ignore[arg-type]

    def _pane(self, name: str) -> VerticalScroll:
        beside = self.screen_stack[0].has_class("beside")
        return self.screen_stack[0].query_one(f"#{name if beside else 'claim'}-pane", VerticalScroll)

    # -- keys ----------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Keys are taken here, one at a time: a fast hand's next key waits for the dialog that this one opens."""
        if isinstance(event, events.Key) and event.key not in ("ctrl+c", "ctrl+q"):
            await self._typed(event.key, event.character or "" if event.is_printable else "")
        elif isinstance(event, events.Paste) and isinstance(self.screen, WritingDialog):
            self.screen.pasted(event.text)
        else:
            await super().on_event(event)

    async def _typed(self, key: str, sign: str) -> None:
        if isinstance(self.screen, Dialog):
            answer = self.screen.typed(key, sign)
            if answer is not None:
                await self._answer(answer)
            return
        act = self.keys.act(sign or key)
        if sign.isdecimal() and sign != "0":
            await self._do(lambda: cite(self.review, int(sign)))
        elif key == "enter":
            await self._do(self.review.enter)
        elif act is Act.QUIT:
            self.exit()
        elif act is not None:
            await self._do(lambda: perform(self.review, self.keys, act))
        elif key in _SCROLLS:
            name, by = _SCROLLS[key]
            self._pane(name).scroll_relative(y=by, animate=False)

    async def _answer(self, answer: str | Span) -> None:
        """What was answered in the dialog that lies over the desk, which goes away."""
        await self.pop_screen()
        asked, self._asked = self._asked, None
        if asked is None or answer == LEAVE:
            return
        if isinstance(asked, Marking):
            place = asked.marked
            await self._do(lambda: place(answer) if isinstance(answer, Span) else asked.answer(answer))
        elif asked.slow:
            self.review.last = Answered("searching …")
            self._say(self.review.last)
            self._beside(lambda: asked.answer(str(answer)))
        else:
            await self._do(lambda: asked.answer(str(answer)))

    # -- acting --------------------------------------------------------------------------------

    async def _do(self, call: Callable[[], Shown]) -> None:
        """Act in a thread of its own while the screen is drawn; the next key waits for it."""
        async with self._turn:
            shown = await self._called(call)
        await self._show(shown)
        self._follow()

    def _follow(self) -> None:
        """Do beside the screen what may take long: search anew for what was changed, count what is left."""
        if self.review.to_search:
            self.busy += 1
            self.run_worker(self._search_changed(), exit_on_error=False)
        if self.review.uncounted:
            self.run_worker(self._count(), exit_on_error=False)

    async def _search_changed(self) -> None:
        try:
            searched = await asyncio.to_thread(self.review.search_changed)
            async with self._turn:
                said = await asyncio.to_thread(self.review.show_searched, searched)
        except FactcheckError as problem:
            said = self.review.last = Answered(clean(str(problem)), problem=True)
        finally:
            self.busy -= 1
        if said is not None:
            self._draw()

    async def _count(self) -> None:
        await asyncio.to_thread(self.review.count)
        self._update("head", content(head(self.review, self.size.width)))

    def _beside(self, call: Callable[[], Shown]) -> None:
        """Act while further keys are acted on too."""
        self.busy += 1
        self.run_worker(self._slow(call), exit_on_error=False)

    async def _slow(self, call: Callable[[], Shown]) -> None:
        before = self.review.here.claim.id if self.review.here else None
        try:
            shown = await self._called(call)
            now = self.review.here.claim.id if self.review.here else None
            if before != now and not isinstance(shown, Answered):
                shown = Answered("what you searched for was found, but you had gone on: search again here")
            if isinstance(shown, Answered):
                self.review.last = shown
            await self._show(shown)
        finally:
            self.busy -= 1

    async def _called(self, call: Callable[[], Shown]) -> Shown:
        try:
            return await asyncio.to_thread(call)
        except FactcheckError as problem:
            ways = problem.ways if isinstance(problem, RefusedError) else ()
            told = f"{clean(str(problem))}{f' Press {self.keys.ways(ways)}.' if ways else ''}"
            self.review.last = Answered(told, problem=True)
            return self.review.last

    async def _show(self, shown: Shown) -> None:
        if isinstance(shown, ReadingPage):
            await self.push_screen(ReadingDialog(shown))
        elif isinstance(shown, Marking):
            await self._ask(shown, MarkingDialog(shown))
        elif isinstance(shown, Asking):
            claim = self.review.here.claim.text if self.review.here else ""
            await self._ask(shown, WritingDialog(shown) if shown.told else ChoiceDialog(shown, claim))
        else:
            self._draw(top=True)

    async def _ask(self, asked: Asking | Marking, dialog: Dialog) -> None:
        if isinstance(self.screen, Dialog):  # something else is being asked; what came late is told and not asked
            self.review.last = Answered("found something while you were busy: search again", problem=True)
            return
        self._asked = asked
        await self.push_screen(dialog)

    async def _renew(self) -> None:
        """Keep the lease, and show what others have done meanwhile."""
        if self._turn.locked():
            return
        async with self._turn:
            try:
                said = await asyncio.to_thread(self.review.refresh)
            except FactcheckError as problem:
                said = self.review.last = Answered(clean(str(problem)), problem=True)
        if said is not None:
            self._draw()
        self._follow()


def run(review: Review, keys: Keys) -> None:
    """Work at the desk on the whole terminal; without the mouse, so that words can be marked and copied as usual."""
    Desk(review, keys).run(mouse=False)
