"""Text to words that can be compared: one key for each, whatever case, apostrophe, accent or spelling it stands in.

Invariant: words are in order and never overlap, and slicing the text with a word's offsets gives
the letters it was read from; two words of one key differ in nothing that a listener could hear,
but for British and American forms of one word and for accents that were left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeVar

from factcheck.domain import Span
from factcheck.language.folding import MARKS, UNSEEN, without_accents, written_out
from factcheck.language.numbers import SMALL, TENS
from factcheck.language.spelling import american

_LETTER = rf"[^\W_][{MARKS}]*"
_IN_BRACKETS = r"\[[^\W\d_]+\]"  # "[W]e", "walk[ed]"
_SPACES = " \u00a0\u2007\u2009\u202f"  # that part thousands
_GROUPED = rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?:[.,]\d+)?(?!\d)"
_BREAK = r"(?:(?<=\u00ad)|[-\u2010\u00ac])[ \t]*\r?\n[ \t>]*"  # a hyphen, and the line ends: "evalu-⏎ated"
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"  # scripts without spaces: a sign is a word
    rf"|[$£€¥]?(?:(?<![\d.,]){_GROUPED}|\d+(?:[.,'’\u066b\u066c]\d+)*)"
    rf"|%|(?:{_LETTER})+(?:{_BREAK}(?:{_LETTER})+)+(?:['’ʼ＇](?:{_LETTER})+)*"
    rf"|(?:{_LETTER}|{_IN_BRACKETS})+(?:['’ʼ＇](?:{_LETTER})+)*"
)
_UNSEEN = re.compile(rf"[\[\]{UNSEEN}]")
_BROKEN = re.compile(_BREAK)
_NO_LETTER = re.compile(rf"{_UNSEEN.pattern}|[-\u2010\u00ac\s>]")
_BETWEEN_GROUPS = re.compile(rf"(?<=\d)[,'’\u066c{_SPACES}](?=\d{{3}})|(?<=\d),(?=\d\d,)")  # also "1,00,000"
_POINTS_BETWEEN_GROUPS = re.compile(r"\D?\d{1,3}(?:\.\d{3}){2,}")
_HYPHENS = frozenset("-\u2010\u2011")
_OTHER_DIGIT = re.compile(r"[^\W\x00-\x7f]")
_SHORTENED = {"'re": "are", "'ll": "will", "'ve": "have", "'m": "am", "'s": "'s", "'d": "'d"}
_NOT = {"ca": "can", "wo": "will", "sha": "shall"}
_JOINED = {
    "cannot": ("can", 3, "not"),
    "gonna": ("going", 3, "to"),
    "wanna": ("want", 3, "to"),
    "gotta": ("got", 3, "to"),
}
_NUMBERS = {word: str(value) for word, value in (*SMALL.items(), *TENS.items())}


class OtherReading(NamedTuple):
    """Another way to read words ``first`` up to ``end`` (not included): ``keys`` at ``starts`` and ``ends``."""

    first: int
    end: int
    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: keys, and where each starts and ends; ``others`` are other ways to read some of them."""

    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    others: tuple[OtherReading, ...] = ()

    def __len__(self) -> int:
        return len(self.keys)

    def span(self, first: int, last: int) -> Span:
        """From the beginning of word ``first`` to the end of word ``last`` (which is included)."""
        return Span(self.starts[first], self.ends[last])

    def fitted(self, wanted: Container[str]) -> Words:
        """The same words, read in the other way where only that gives words which are ``wanted``."""
        chosen: list[OtherReading] = []
        for other in self.others:
            if chosen and other.first < chosen[-1].end:
                continue
            plain = self.keys[other.first : other.end]
            if all(key in wanted for key in other.keys) and not all(key in wanted for key in plain):
                chosen.append(other)
        return self._with(chosen) if chosen else self

    def _with(self, chosen: Sequence[OtherReading]) -> Words:
        return Words(
            _spliced(self.keys, [(other.first, other.end, other.keys) for other in chosen]),
            _spliced(self.starts, [(other.first, other.end, other.starts) for other in chosen]),
            _spliced(self.ends, [(other.first, other.end, other.ends) for other in chosen]),
        )


_Item = TypeVar("_Item")


def _spliced(own: tuple[_Item, ...], others: Sequence[tuple[int, int, tuple[_Item, ...]]]) -> tuple[_Item, ...]:
    """``own`` with the items from one place up to another exchanged, place after place."""
    made: list[_Item] = []
    at = 0
    for first, end, items in others:
        made += (*own[at:first], *items)
        at = end
    return (*made, *own[at:])


def read(text: str, spans: Sequence[Span] | None = None) -> Words:
    """The words of ``text``, or of the stretches ``spans`` of it."""
    reader = _Reader(text)
    for span in spans if spans is not None else (Span(0, len(text)),):
        reader.read(span)
    return Words(tuple(reader.keys), tuple(reader.starts), tuple(reader.ends), tuple(reader.others))


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.keys: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.others: list[OtherReading] = []

    def read(self, span: Span) -> None:
        for match in _WORD.finditer(self.text, *span):
            at, raw, first = match.start(), match.group(), len(self.keys)
            for key, length in _parts(raw):
                if key == "cent" and self.keys and self.keys[-1] == "per":
                    self.keys[-1], self.ends[-1] = "percent", at + length
                else:
                    self.keys.append(key)
                    self.starts.append(at)
                    self.ends.append(at + length)
                at += length
            if len(self.keys) > first:
                if not (raw.isascii() and raw.isalpha()):
                    self._otherwise(raw, match.start(), first)
                if first and self.text[self.ends[first - 1] : match.start()] in _HYPHENS:
                    self._joined(first)

    def _otherwise(self, raw: str, start: int, first: int) -> None:
        """The other ways to read the word ``raw``, whose first key is number ``first``."""
        for pieces in _other_parts(raw):
            starts = tuple(start + at for _, at, _ in pieces)
            ends = tuple(start + end for _, _, end in pieces)
            self.others.append(OtherReading(first, len(self.keys), tuple(key for key, _, _ in pieces), starts, ends))

    def _joined(self, first: int) -> None:
        """Word ``first`` and the one before its hyphen as one: "co-operate" is "cooperate"."""
        joined = american(self.keys[first - 1] + self.keys[first])
        self.others.append(
            OtherReading(first - 1, first + 1, (joined,), (self.starts[first - 1],), (self.ends[first],))
        )


@lru_cache(maxsize=1 << 16)
def _parts(raw: str) -> tuple[tuple[str, int], ...]:
    """A word's key with its length, or those of both parts of a contraction."""
    whole = _BROKEN.sub("", raw) if _joins(raw) else raw
    low = _low(whole)
    if whole is raw and "\n" in raw:
        return tuple((key, length) for (key, _, _), length in zip(_split(raw), _lengths(raw), strict=True))
    if low in _JOINED:
        first, length, second = _JOINED[low]
        return _two(raw, first, length, second)
    if low.endswith("n't") and len(low) > 3:
        return _two(raw, _NOT.get(low[:-3], low[:-3]), len(low) - 3, "not")
    base, apostrophe, ending = low.rpartition("'")
    if apostrophe and f"'{ending}" in _SHORTENED:
        return _two(raw, _plain(base), len(base), _SHORTENED[f"'{ending}"])
    return ((_plain(low), len(raw)),)


def _low(raw: str) -> str:
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", raw)).casefold().replace("’", "'").replace("ʼ", "'")


def _two(raw: str, first: str, letters: int, second: str) -> tuple[tuple[str, int], ...]:
    """A contraction cut behind as many ``letters`` as can be seen."""
    length = 0
    while letters and length < len(raw) - 1:
        letters -= not (_NO_LETTER.match(raw[length]) or unicodedata.combining(raw[length]))
        length += 1
    while length < len(raw) - 1 and unicodedata.combining(raw[length]):
        length += 1
    return ((first, length), (second, len(raw) - length))


def _joins(raw: str) -> bool:
    """Whether a word that a line end breaks reads on there: "evalu-⏎ated", and not "Anglo-⏎Saxon"."""
    broken = list(_BROKEN.finditer(raw))
    return bool(broken) and all(raw[match.end()].islower() or raw.isupper() for match in broken)


@lru_cache(maxsize=1 << 14)
def _other_parts(raw: str) -> tuple[tuple[tuple[str, int, int], ...], ...]:
    return tuple(_each_other(raw))


def _each_other(raw: str) -> Iterator[tuple[tuple[str, int, int], ...]]:
    """Other readings of a word as (key, start, end) each: parted where it was joined, its umlauts as two letters,
    a point between thousands, a comma before decimals."""
    low = _low(raw)
    if _joins(raw) and "\u00ad" not in raw:
        yield _split(raw)
    elif low[-1:].isdigit():
        for other in (low.replace(".", ""), low.replace(",", ".")):
            if other != low and low.count(".") + low.count(",") == 1:
                yield ((_plain(other), 0, len(raw)),)
        if any(space in raw for space in _SPACES):
            yield tuple((part.group(), *part.span()) for part in re.finditer(r"\d+", raw))
    elif "\n" not in raw and (spelt := american(written_out(low))) != _plain(low):
        yield ((spelt, 0, len(raw)),)


def _split(raw: str) -> tuple[tuple[str, int, int], ...]:
    """The parts of a word before and behind each line end in it."""
    edges = [0, *(edge for match in _BROKEN.finditer(raw) for edge in match.span()), len(raw)]
    return tuple((_plain(_low(raw[at:end])), at, end) for at, end in zip(edges[::2], edges[1::2], strict=True))


def _lengths(raw: str) -> list[int]:
    """How far each part of a word reaches, the line end behind it included but for the last."""
    ends = [match.end() for match in _BROKEN.finditer(raw)]
    return [end - start for start, end in zip([0, *ends], [*ends, len(raw)], strict=True)]


def _plain(low: str) -> str:
    if low in _NUMBERS:
        return _NUMBERS[low]
    if low == "%":
        return "percent"
    if low[-1:].isdigit():
        return _figure(low)
    return american(without_accents(low))


def _figure(low: str) -> str:
    """A number in digits that are ASCII's, without what parts its thousands."""
    plain = _OTHER_DIGIT.sub(lambda match: str(unicodedata.digit(match.group(), "") or match.group()), low)
    if _POINTS_BETWEEN_GROUPS.fullmatch(plain):
        plain = plain.replace(".", "")
    return _BETWEEN_GROUPS.sub("", plain).replace("\u066b", ".")


def is_number(key: str) -> bool:
    return key[-1:].isdigit()
