"""Lines of styled words, and marking words with the arrows: what holds whatever the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain import Span
from factcheck.report.plain import clean, columns
from factcheck.tui.marking import Marker
from factcheck.tui.pieces import Styled, plain, wrapped
from factcheck.workspace.reviewing import Answered, Marking

TEXTS = st.text(st.sampled_from("ab é漢🚢ʼ\u0301م \n\t\x1b\u202e.“”-"), max_size=80)
LOOKS = st.sampled_from(["", "dim", "claim"])
PIECES = st.lists(st.builds(Styled, TEXTS, LOOKS), max_size=6)
KEYS = st.lists(
    st.sampled_from(
        ["left", "right", "shift+left", "shift+right", "tab", "home", "end", "less_than_sign", "greater_than_sign"]
    ),
    max_size=12,
)


@given(PIECES, st.integers(16, 60), st.integers(0, 6))
def test_no_line_is_wider_than_asked_and_no_word_is_lost(pieces: list[Styled], width: int, indent: int) -> None:
    lines = wrapped(pieces, width, "", " " * indent)
    assert max(columns("".join(piece.words for piece in line)) for line in lines) <= width
    letters = "".join("".join(plain(line).split()) for line in lines)
    assert letters == "".join(clean("".join(piece.words for piece in pieces)).split())


@given(PIECES, st.integers(16, 60))
def test_nothing_in_a_line_can_act_on_the_terminal(pieces: list[Styled], width: int) -> None:
    for line in wrapped(pieces, width):
        assert not {"\x1b", "\u202e", "\n", "\t"} & set(plain(line))


@given(st.text(st.sampled_from("Ab c. “”\n"), min_size=1, max_size=60), KEYS, st.booleans(), st.data())
def test_what_is_marked_lies_in_the_text_and_is_no_empty_place(
    text: str, pressed: list[str], point: bool, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    at = Span(start, data.draw(st.integers(start + 1, len(text))))
    done = Answered("")
    marker = Marker(Marking("?", text, at, Span(0, len(text)), lambda _: done, lambda _: done, point))
    for key in pressed:
        marker.press(key)
        assert 0 <= marker.span.start < marker.span.end <= len(text)
        if text.strip():
            assert marker.span.of(text) == marker.span.of(text).strip()


def test_lines_do_not_break_at_a_space_that_holds_words_together() -> None:
    keys = [Styled("s"), Styled("\u00a0support "), Styled("c"), Styled("\u00a0contradict "), Styled("x")]
    assert [plain(line) for line in wrapped(keys, 15)] == ["s\u00a0support", "c\u00a0contradict x"]
