"""What a player of subtitles or a reader of a transcript needs and nobody says: numbers, times, tags, sounds.

Invariant: what is left stands where it stood, at the same offsets; a time that opens a line is a stamp only where
several do, one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from factcheck.domain import Span
from factcheck.wording import lexicon

TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,:]\d{1,3})?"
_TIMED = re.compile(rf"[ \t]*{TIME}[ \t]*(?:-->|,)[ \t]*{TIME}.*")  # the line of a cue: SubRip, WebVTT, YouTube
_STAMP = re.compile(
    rf"[ \t]*(?P<open>[\[(]?)(?P<time>{TIME})(?:[ \t]*[-\u2013\u2014][ \t]*{TIME})?[\])]?(?=[ \t]+\S|[ \t]*$)"
)
_IN_BRACKETS = re.compile(rf"\[{TIME}\]")
_TAG = re.compile(
    r"</?(?:v|c|i|b|u|ruby|rt|lang|font)(?:[.\s][^<>\n]*)?>|<(?:\d+:)?\d\d:\d\d\.\d{3}>|\{\\[^{}\n]{1,30}\}"
)
_SOUND = re.compile(rf"[\[(](?:{'|'.join(sorted(lexicon.SOUNDS))})[.!]?[\])]", re.IGNORECASE)
_MAY_HOLD = re.compile(rf"\d:\d\d|<v[.\s]|^\ufeff?WEBVTT|{_SOUND.pattern}", re.IGNORECASE | re.MULTILINE)
_LINE = re.compile(r".*")
_OFTEN = 3  # of so many lines one must open with a time, for all of them to be stamps


def spoken(text: str, unsaid: Iterable[Span] = ()) -> str:
    """``text`` with spaces in the place of what nobody says, and of the stretches ``unsaid``."""
    covered = [*unsaid]
    if _MAY_HOLD.search(text):
        lines = [
            Span(*line.span()) for line in _LINE.finditer(text) if line.end() > line.start() or _starts(text, line)
        ]
        covered += _cues(text, lines)
        covered += _stamps(text, lines)
        covered += (Span(*one.span()) for pattern in (_TAG, _SOUND, _IN_BRACKETS) for one in pattern.finditer(text))
    return _blanked(text, covered)


def _starts(text: str, line: re.Match[str]) -> bool:
    """Whether an empty match is an empty line, and not the end of one."""
    return line.start() == 0 or text[line.start() - 1] == "\n"


def _blanked(text: str, spans: Iterable[Span]) -> str:
    made, at = [], 0
    for span in sorted(spans):
        if span.end > at:
            start = max(at, span.start)
            made += [text[at:start], " " * (span.end - start)]
            at = span.end
    return "".join((*made, text[at:]))


def _cues(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """The heads of cues with the line ends around them, so that a sentence reads on from cue to cue; and the blocks
    of a WebVTT file that are none."""
    empty = [not text[line.start : line.end].strip("\ufeff \t\r") for line in lines]
    if lines and text[lines[0].start :].lstrip("\ufeff").startswith("WEBVTT"):
        yield from _blocks(text, lines, empty)
    for number, line in enumerate(lines):
        if not _TIMED.fullmatch(text, *line):
            continue
        first = number
        if number and (_is_number(text, lines[number - 1]) or _stands_alone(empty, number - 1)):
            first = number - 1
        while first and empty[first - 1]:
            first -= 1
        yield Span(lines[first - 1].end if first else 0, min(line.end + 1, len(text)))


def _is_number(text: str, line: Span) -> bool:
    return line.of(text).strip("\ufeff \t\r").isdigit()


def _stands_alone(empty: Sequence[bool], number: int) -> bool:
    """Whether a line opens a block: the name of a cue."""
    return not empty[number] and (number == 0 or empty[number - 1])


def _blocks(text: str, lines: Sequence[Span], empty: Sequence[bool]) -> Iterator[Span]:
    """The head, the notes and the styles of a WebVTT file, up to the empty line behind each."""
    inside = False
    for line, blank in zip(lines, empty, strict=True):
        opens = line.of(text).lstrip("\ufeff").startswith(("WEBVTT", "NOTE", "STYLE", "REGION"))
        inside = not blank and (inside or opens)
        if inside and not _TIMED.fullmatch(text, *line):
            yield line


def _stamps(text: str, lines: Sequence[Span]) -> list[Span]:
    """The times that open lines, if enough lines do and the times never run back."""
    filled = [line for line in lines if line.of(text).strip() and not _TIMED.fullmatch(text, *line)]
    found = [match for line in filled if (match := _STAMP.match(text, *line)) is not None]
    times = [_seconds(match["time"]) for match in found]
    if len(found) < 2 or _OFTEN * len(found) < len(filled) or any(one > other for one, other in pairwise(times)):
        return [Span(*match.span()) for match in found if match["open"]]
    return [_with_line_ends(text, Span(*match.span())) for match in found]


def _with_line_ends(text: str, stamp: Span) -> Span:
    """A stamp that has a line for itself, with the end of that line; any, with that of the line before if there is
    no end of a sentence."""
    end = stamp.end + 1 if text[stamp.end : stamp.end + 1] == "\n" else stamp.end
    before = len(text[: stamp.start].rstrip())
    goes_on = before and (text[before - 1].isalnum() or text[before - 1] in ",;-")
    return Span(before if goes_on else stamp.start, end)


def _seconds(time: str) -> float:
    clock, _, part = re.sub(r"[.,]", " ", time).partition(" ")
    total = 0
    for unit in clock.split(":"):
        total = 60 * total + int(unit)
    return total + float(f"0.{part or 0}")
