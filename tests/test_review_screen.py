"""The review desk on a full screen, driven key by key."""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import databases
import pytest
from review_samples import CRANES, FEES, MINUTES, SHIPS, lay_out, sitting

from factcheck import Workspace
from factcheck.domain import Span, Verdict
from factcheck.tui.dialogs import ChoiceDialog, MarkingDialog, ReadingDialog, WritingDialog
from factcheck.tui.marking import Marker
from factcheck.tui.screen import Desk
from factcheck.workspace.reviewing import Answered, Marking, Review
from factcheck.workspace.reviewing.keys import keys

PROGRAM = Path(sys.executable).with_name("factcheck")

SMALL, USUAL, LARGE = (80, 24), (120, 40), (200, 60)


def text_of(app: Desk) -> str:
    """What stands on the screen, line by line."""
    strips = app.screen._compositor.render_strips(app.size)
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def drive(
    folder: Path,
    *pressed: str,
    size: tuple[int, int] = USUAL,
    then: Callable[[Desk], object] = text_of,
    desk: Callable[[Review], Desk] = lambda review: Desk(review, keys({})),
) -> object:
    """What ``then`` finds after the keys were pressed, all at once, as a fast hand would."""

    async def run() -> object:
        with sitting(folder) as review:
            app = desk(review)
            async with app.run_test(size=size) as pilot:
                await pilot.press(*pressed)
                await settled(app)
                await pilot.pause()
                return then(app)

    return asyncio.run(run())


async def settled(app: Desk) -> None:
    for _ in range(200):
        await asyncio.sleep(0.02)
        if not app.busy:
            return


def verdicts(folder: Path) -> dict[str, str | None]:
    with Workspace(folder) as workspace:
        return {
            item.claim.id: item.decision.verdict
            for claim in (FEES, SHIPS, CRANES)
            for _, item in [workspace.show(claim.id)]
            if item.decision
        }


@pytest.mark.parametrize("size", [SMALL, USUAL, LARGE, (80, 10)])
def test_the_claim_is_on_the_screen_whatever_its_size(tmp_path: Path, size: tuple[int, int]) -> None:
    shown = str(drive(tmp_path, size=size))
    assert "2/5" in shown
    assert "MISQUOTED" in shown
    assert "We turned away »40« ships in May" in shown
    assert max(map(len, shown.splitlines())) <= size[0]


def test_evidence_stands_beside_the_claim_where_there_is_room(tmp_path: Path) -> None:
    wide, narrow = str(drive(tmp_path, size=USUAL)), str(drive(tmp_path, size=SMALL))
    assert any("Harbour" in line and "EVIDENCE" in line for line in wide.splitlines())
    assert not any("Harbour" in line and "EVIDENCE" in line for line in narrow.splitlines())


def test_a_digit_and_a_letter_decide_and_the_next_claim_comes(tmp_path: Path) -> None:
    shown = str(drive(tmp_path, "1", "c"))
    assert "#2 said otherwise · contradicted" in shown
    assert "1/5" in shown
    assert verdicts(tmp_path) == {SHIPS.id: "contradicted"}


def test_keys_pressed_at_once_are_acted_on_in_their_order(tmp_path: Path) -> None:
    drive(tmp_path, "c", "enter", "s", "enter", "u", "3", "u", "1")
    assert verdicts(tmp_path) == {SHIPS.id: "contradicted", FEES.id: "supported", CRANES.id: "unverified"}


def test_a_question_lies_over_the_desk_and_escape_leaves_it(tmp_path: Path) -> None:
    assert isinstance(drive(tmp_path, "j", "u", then=lambda app: app.screen), ChoiceDialog)
    assert not isinstance(drive(tmp_path, "j", "u", "escape", then=lambda app: app.screen), ChoiceDialog)
    assert verdicts(tmp_path) == {}


def test_a_refusal_says_which_keys_lead_out_of_it(tmp_path: Path) -> None:
    shown = str(drive(tmp_path, "j", "j", "j", "s"))
    assert "supported rests on nothing yet. Cite what it rests on. Press 1–9, / or a." in shown


def test_a_note_is_written_and_kept_with_the_verdict(tmp_path: Path) -> None:
    drive(tmp_path, "n", "a", "s", "k", "space", "h", "e", "r", "backspace", "i", "m", "enter", "1", "c")
    with Workspace(tmp_path) as workspace:
        made = workspace.show(SHIPS.id)[1].decision
    assert made is not None
    assert made.note == "ask heim"


def test_other_words_are_chosen_by_sentence_and_then_by_word(tmp_path: Path) -> None:
    def chosen(app: Desk) -> str:
        (made,) = app.review.pending.cited.values()
        return made.words

    assert drive(tmp_path, "1", "e", "right", "enter", then=chosen) == "The motion was carried."
    assert drive(tmp_path, "1", "e", "tab", "right", "shift+left", "shift+left", "enter", then=chosen) == (
        '"We turned away 30 ships in'
    )
    assert drive(tmp_path, "1", "e", "tab", "greater_than_sign", "enter", then=chosen) == (
        '"We turned away 30 ships in May."'
    )


def test_the_extent_of_a_claim_is_mended_with_the_arrows(tmp_path: Path) -> None:
    drive(tmp_path, "m", "3", "shift+left", "shift+left", "enter")
    with Workspace(tmp_path) as workspace:
        assert workspace.show(SHIPS.id)[1].claim.text.strip("“”") == "We turned away 40 ships"


def test_a_claim_is_split_at_a_word(tmp_path: Path) -> None:
    drive(tmp_path, "j", "j", "m", "4", "right", "right", "right", "right", "right", "enter")
    with Workspace(tmp_path) as workspace:
        words = {item.claim.text for item in workspace.queue()[0]}
    assert {"The port has 14 cranes", "the wall is 350 metres long"} <= words


def test_a_missed_claim_is_marked_and_given_to_the_outlet(tmp_path: Path) -> None:
    drive(tmp_path, "+", "home", "enter", "enter")
    with Workspace(tmp_path) as workspace:
        assert workspace.queue()[1] == 6


def test_the_passage_the_source_and_help_are_read_and_left(tmp_path: Path) -> None:
    assert "The motion was carried." in str(drive(tmp_path, "w"))
    assert "https://example.org/minutes" in str(drive(tmp_path, "o"))
    assert "leave the desk" in str(drive(tmp_path, "?", size=LARGE))
    assert not isinstance(drive(tmp_path, "w", "escape", then=lambda app: app.screen), ReadingDialog)


def test_undo_takes_the_decision_back_and_shows_its_claim(tmp_path: Path) -> None:
    shown = str(drive(tmp_path, "1", "c", "z"))
    assert "taken back" in shown
    assert "2/5" in shown
    assert verdicts(tmp_path) == {}


def test_an_article_and_a_filter_are_chosen(tmp_path: Path) -> None:
    assert "Harbour fees rise by 12 per cent (5 waiting)" in str(drive(tmp_path, "g"))
    assert "2 wait by this filter" in str(drive(tmp_path, "f", *"speaker=ferro", "enter"))


def test_words_that_are_pasted_are_written(tmp_path: Path) -> None:
    from textual import events

    async def run() -> str:
        with sitting(tmp_path) as review:
            app = Desk(review, keys({}))
            async with app.run_test(size=USUAL) as pilot:
                await pilot.press("n")
                app.post_message(events.Paste("two\nlines\x1b[31m"))
                await pilot.pause()
                assert isinstance(app.screen, WritingDialog)
                await pilot.press("enter")
                await settled(app)
                return review.pending.note

    assert asyncio.run(run()) == "two lines[31m"


def test_searching_runs_beside_the_screen_which_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    gate = threading.Event()

    async def run() -> list[str]:
        with sitting(tmp_path) as review:
            monkeypatch.setattr(review, "search", lambda words: (gate.wait(5), Answered(f"found {words}"))[1])
            app, seen = Desk(review, keys({})), []
            async with app.run_test(size=USUAL) as pilot:
                await pilot.press("slash", "m", "a", "y", "enter")
                await pilot.pause()
                seen.append(text_of(app))
                await pilot.press("j")
                await pilot.pause(0.2)
                seen.append(text_of(app))
                gate.set()
                await settled(app)
                await pilot.pause()
                seen.append(text_of(app))
            return seen

    searching, moved, found = asyncio.run(run())
    assert "searching …" in searching
    assert "1/5" in moved.splitlines()[0]
    assert "found may" in found


def test_the_screen_follows_the_terminal_when_it_is_resized(tmp_path: Path) -> None:
    async def run() -> list[bool]:
        with sitting(tmp_path) as review:
            app = Desk(review, keys({}))
            async with app.run_test(size=USUAL) as pilot:
                beside = [app.screen.has_class("beside")]
                await pilot.resize_terminal(*SMALL)
                await pilot.pause()
                return [*beside, app.screen.has_class("beside")]

    assert asyncio.run(run()) == [True, False]


def test_a_colleague_s_entry_is_shown_while_the_claim_lies_open(tmp_path: Path) -> None:
    async def run() -> str:
        with sitting(tmp_path) as review, Workspace(tmp_path) as other:
            app = Desk(review, keys({}), renew_seconds=0.05)
            async with app.run_test(size=USUAL) as pilot:
                other.note(SHIPS.id, "look at the log", by="leo")
                await pilot.pause(0.5)
                return text_of(app)

    shown = asyncio.run(run())
    assert "leo: noted" in shown
    assert "look at the log" in shown


def test_hostile_wide_and_right_to_left_text_keeps_the_screen_whole(tmp_path: Path) -> None:
    shown = str(drive(tmp_path, "j", "j", "j", size=SMALL))
    assert "Nobody knows when the new quay will open 🚢" in shown
    assert "مرحبا" in shown
    assert "\x1b" not in shown


def in_a_terminal(folder: Path, pressed: str, **environment: str) -> tuple[int, str]:
    """The program in a terminal of 80 columns and 24 rows: its exit code, and all that it wrote."""
    lay_out(folder)
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("FACTCHECK_", "NO_COLOR"))}
    given = {"FACTCHECK_WORKSPACE": str(folder), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **environment}
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        os.execve(PROGRAM, [str(PROGRAM), "review", "--as", "ana"], {**inherited, **databases.environment(), **given})
    written = b""
    for key in ("", *pressed):
        os.write(terminal, key.encode())
        written += _quiet(terminal, 20.0 if not key else 1.0)
    written += _quiet(terminal, 10.0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), written.decode("utf-8", "replace")


def _quiet(terminal: int, patience: float) -> bytes:
    """What is written until nothing is for a moment."""
    written, end = b"", time.monotonic() + patience
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.3)[0]:
            try:
                written += os.read(terminal, 65536)
            except OSError:  # the program has left
                return written
        elif b"quit" in written or b"decided" in written:
            return written
    return written


def test_in_a_terminal_a_claim_is_decided_and_the_rest_is_counted(tmp_path: Path) -> None:
    code, written = in_a_terminal(tmp_path, "1cq")
    assert code == 0
    assert written.rstrip().endswith("1 done, 4 left.")
    assert verdicts(tmp_path) == {SHIPS.id: "contradicted"}


def test_no_colour_is_sent_where_none_is_wanted(tmp_path: Path) -> None:
    _, written = in_a_terminal(tmp_path, "jq", NO_COLOR="1")
    sent = {code for codes in re.findall(r"\x1b\[([0-9;:]*)m", written) for code in codes.split(";")}
    assert "harbour master" in written
    assert sent <= {"", "0", "1", "2", "4", "7", "9", "39", "49"}, "signs, and the terminal's own colours"


def test_q_leaves_and_nothing_is_lost(tmp_path: Path) -> None:
    def left(app: Desk) -> bool:
        return app._exit

    assert drive(tmp_path, "n", "x", "enter", "q", then=left)
    with Workspace(tmp_path) as workspace:
        assert workspace.show(SHIPS.id)[1].standing.notes == ("x",)


def test_when_all_is_decided_the_desk_says_so(tmp_path: Path) -> None:
    shown = str(drive(tmp_path, "c", "enter", "s", "enter", "s", "enter", "u", "3", "u", "3"))
    assert "Nothing that is wanted waits" in shown
    assert "5 done by you now" in shown


def test_the_offered_words_are_the_deciding_sentence(tmp_path: Path) -> None:
    drive(tmp_path, "j", "s", "enter")
    with Workspace(tmp_path) as workspace:
        made = workspace.show(FEES.id)[1].decision
    assert made is not None
    assert made.verdict is Verdict.SUPPORTED
    assert made.citations[0].exact == MINUTES.text.partition(" Ferro:")[0]


def test_marking_is_a_dialog_of_its_own(tmp_path: Path) -> None:
    assert isinstance(drive(tmp_path, "e", then=lambda app: app.screen), MarkingDialog)


def test_a_long_text_is_marked_without_being_drawn_whole() -> None:
    text = "One sentence follows another. " * 4000
    asked = Marking(
        "Which?", text, Span(60000, 60010), Span(0, len(text)), lambda _: Answered(""), lambda _: Answered("")
    )
    drawn = "".join(piece.words for piece in Marker(asked).pieces())
    assert len(drawn) < 5000
    assert drawn.startswith("…")
