"""Subtitles, SubRip and WebVTT: what is said in them, as paragraphs, with the time at which each cue begins.

Invariant: numbers, times, tags, sounds and notes are no words; a line that scrolls by twice is said once; where one
speaker goes on, sentences run on from cue to cue.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from factcheck.articles import text
from factcheck.articles.draft import Draft, Metadata, Piece, drafted
from factcheck.domain import BlockKind, Place

_TIME = r"(?:(?P<{0}h>\d{{1,3}}):)?(?P<{0}m>\d{{1,2}}):(?P<{0}s>\d{{2}}(?:[.,]\d{{1,3}})?)"
_TIMED = re.compile(rf"[ \t]*{_TIME.format('a')}[ \t]*-->[ \t]*{_TIME.format('b')}[^\n]*$")
_NO_CUE = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)\b")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+(?P<name>[^<>\n]{1,80})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>|<[\d:.]+>|\{\\[^{}\n]{1,60}\}")
_SOUND = re.compile(r"\[[^\[\]\n]{1,60}\]|\((?:[A-Z][A-Z ,']{2,60}|[a-z][a-z ]{0,40}(?:s|ing|music|applause))\)|[♪♫]+")
_LYRICS = re.compile(r"^\W*[♪♫#].*[♪♫#]\W*$")
_TURN = re.compile(r"(?:>>+|[-–—])\s*")
_LABEL = re.compile(r"(?P<name>[A-Z][\w.'’-]*(?: (?:[A-Z(][\w.'’)-]*|de|of|van|von|the)){0,5}):\s+(?=\S)")
_STOP = re.compile(r"[.!?…][\"'”’)]*$")
_GAP = 3.0  # seconds of silence that end a paragraph
_LONG = 600  # characters after which a paragraph ends with its sentence
_ROLLS = 2  # lines back that a scrolling caption shows again


class _Cue(NamedTuple):
    start: float
    end: float
    lines: tuple[str, ...]


class _Said(NamedTuple):
    """Words of one cue; ``turn`` says that somebody else begins, ``name`` who, where that is written."""

    cue: _Cue
    words: str
    turn: bool = False
    name: str = ""


@dataclass(slots=True)
class _Paragraph:
    name: str = ""
    said: list[_Said] = field(default_factory=list)

    def ends_before(self, other: _Said) -> bool:
        last = self.said[-1]
        if other.name:
            return other.name != self.name
        silent = other.cue.start - last.cue.end >= _GAP
        long = sum(len(one.words) for one in self.said) > _LONG
        return other.turn or (bool(_STOP.search(last.words)) and (silent or long))

    def parts(self) -> Iterator[tuple[float, str]]:
        """Each cue's time and words, the label of the speaker before the first."""
        label = f"{self.name}: " if self.name else ""
        for number, one in enumerate(self.said):
            yield one.cue.start, (label if number == 0 else "") + one.words


def draft(source: str) -> Draft:
    """What is said in ``source``. A file without a single cue is read as plain text."""
    cues = list(_cues(source))
    if not cues:
        return text.draft(source)
    paragraphs = list(_paragraphs(_said(cues)))
    made = drafted((Piece(_words(one), BlockKind.PARAGRAPH, "spoken") for one in paragraphs), Metadata())
    starts = [line.span.start for line in made.lines]
    places = [place for start, one in zip(starts, paragraphs, strict=True) for place in _places(start, one)]
    return Draft(made.text, made.lines, places=tuple(_each_once(places)))


def _words(paragraph: _Paragraph) -> str:
    return " ".join(words for _, words in paragraph.parts())


def _places(start: int, paragraph: _Paragraph) -> Iterator[Place]:
    for seconds, words in paragraph.parts():
        yield Place(start, clock(seconds))
        start += len(words) + 1


def _each_once(places: list[Place]) -> Iterator[Place]:
    yield from places[:1]
    yield from (after for before, after in pairwise(places) if before.name != after.name)


def clock(seconds: float) -> str:
    """ "00:01:13"."""
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def _cues(source: str) -> Iterator[_Cue]:
    lines = source.split("\n")
    heads = [(number, timed) for number, line in enumerate(lines) if (timed := _TIMED.match(line))]
    webvtt = lines[0].startswith("WEBVTT")
    for (number, timed), (after, _) in pairwise([*heads, (len(lines) + 1, None)]):
        inside = lines[number + 1 : _head(lines, after)]
        if webvtt and "" in inside:  # notes and styles may follow
            inside = inside[: inside.index("")]
        if timed is not None:
            yield _Cue(_seconds(timed, "a"), _seconds(timed, "b"), tuple(filter(None, map(str.strip, inside))))


def _head(lines: list[str], timed: int) -> int:
    """The line in which the cue begins whose time stands in line ``timed``: its number or name may stand before it."""
    before = lines[timed - 1].strip() if 0 < timed <= len(lines) else ""
    alone = before and (before.isdigit() or timed < 2 or not lines[timed - 2].strip())
    return timed - 1 if alone and not _TIMED.match(before) else timed


def _seconds(timed: re.Match[str], side: str) -> float:
    hours, minutes, seconds = (timed[f"{side}{unit}"] for unit in "hms")
    return 3600 * int(hours or 0) + 60 * int(minutes) + float(seconds.replace(",", "."))


def _said(cues: Iterable[_Cue]) -> Iterator[_Said]:
    shown: list[str] = []
    last = 0.0
    for cue in cues:
        rolling = cue.start - last < _GAP
        for raw in cue.lines:
            for one in _voices(cue, raw):
                if not (rolling and one.words in shown[-_ROLLS:]):
                    shown.append(one.words)
                    yield one
        last = cue.end


def _voices(cue: _Cue, raw: str) -> Iterator[_Said]:
    """What is said in a line, the words of each voice apart."""
    at, name = 0, ""
    for voice in (*_VOICE.finditer(raw), None):
        if one := _of_line(cue, raw[at : voice.start() if voice else None], name):
            yield one
        if voice is not None:
            at, name = voice.end(), " ".join(voice["name"].split())


def _of_line(cue: _Cue, raw: str, name: str) -> _Said | None:
    words = " ".join(html.unescape(_TAG.sub("", raw)).split())
    if not words or _LYRICS.match(words) or _NO_CUE.fullmatch(words):
        return None
    words = " ".join(_SOUND.sub(" ", words).split())
    turn = _TURN.match(words)
    words = words[turn.end() :] if turn else words
    if not name and (label := _LABEL.match(words)):
        name, words = label["name"], words[label.end() :]
    return _Said(cue, words, turn is not None or bool(name), name) if words else None


def _paragraphs(said: Iterable[_Said]) -> Iterator[_Paragraph]:
    current: _Paragraph | None = None
    for one in said:
        if current is not None and current.ends_before(one):
            yield current
            current = None
        if current is None:
            current = _Paragraph(one.name)
        current.said.append(one)
    if current is not None:
        yield current
