"""Text to words that can be compared: one key for each, whatever case, apostrophe or spelling it stands in.

Invariant: words are in order and never overlap, and slicing the text with a word's offsets gives
the letters it was read from; two words of one key differ in nothing that a listener could hear,
but for British and American forms of one word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from factcheck.domain import Span
from factcheck.language.numbers import SMALL, TENS
from factcheck.language.spelling import american

_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"  # accents set apart, and what is not seen at all
_LETTER = rf"[^\W_][{_MARKS}]*"
_IN_BRACKETS = r"\[[^\W\d_]+\]"  # "[W]e", "walk[ed]"
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"  # scripts without spaces: a sign is a word
    r"|[$£€¥]?\d+(?:[.,]\d+)*"
    rf"|%|(?:{_LETTER}|{_IN_BRACKETS})+(?:['’ʼ＇](?:{_LETTER})+)*"
)
_UNSEEN = re.compile(r"[\[\]\u00ad\u200b-\u200d\u2060\ufeff]")
_COMMA_BETWEEN_DIGITS = re.compile(r"(?<=\d),(?=\d{3})")
_SHORTENED = {"'re": "are", "'ll": "will", "'ve": "have", "'m": "am", "'s": "'s", "'d": "'d"}
_NOT = {"ca": "can", "wo": "will", "sha": "shall"}
_JOINED = {
    "cannot": ("can", 3, "not"),
    "gonna": ("going", 3, "to"),
    "wanna": ("want", 3, "to"),
    "gotta": ("got", 3, "to"),
}
_NUMBERS = {word: str(value) for word, value in (*SMALL.items(), *TENS.items())}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: keys, and where each starts and ends."""

    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.keys)

    def span(self, first: int, last: int) -> Span:
        """From the beginning of word ``first`` to the end of word ``last`` (which is included)."""
        return Span(self.starts[first], self.ends[last])


def read(text: str, spans: Sequence[Span] | None = None) -> Words:
    """The words of ``text``, or of the stretches ``spans`` of it."""
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for span in spans if spans is not None else (Span(0, len(text)),):
        for match in _WORD.finditer(text, *span):
            at = match.start()
            for key, length in _parts(match.group()):
                if key == "cent" and keys and keys[-1] == "per":
                    keys[-1], ends[-1] = "percent", at + length
                else:
                    keys.append(key)
                    starts.append(at)
                    ends.append(at + length)
                at += length
    return Words(tuple(keys), tuple(starts), tuple(ends))


@lru_cache(maxsize=1 << 16)
def _parts(raw: str) -> tuple[tuple[str, int], ...]:
    """A word's key with its length, or those of both parts of a contraction."""
    low = unicodedata.normalize("NFKC", _UNSEEN.sub("", raw)).casefold().replace("’", "'").replace("ʼ", "'")
    if len(low) != len(raw):  # offsets into what was folded are none into what stands there
        return ((_plain(low), len(raw)),)
    if low in _JOINED:
        first, length, second = _JOINED[low]
        return ((first, length), (second, len(raw) - length))
    if low.endswith("n't") and len(low) > 3:
        return ((_NOT.get(low[:-3], low[:-3]), len(raw) - 3), ("not", 3))
    base, apostrophe, ending = low.rpartition("'")
    if apostrophe and f"'{ending}" in _SHORTENED:
        return ((_plain(base), len(base)), (_SHORTENED[f"'{ending}"], len(raw) - len(base)))
    return ((_plain(low), len(raw)),)


def _plain(low: str) -> str:
    if low in _NUMBERS:
        return _NUMBERS[low]
    if low == "%":
        return "percent"
    if low[-1:].isdigit():
        return _COMMA_BETWEEN_DIGITS.sub("", low).replace(" ", "")
    return american(low)


def is_number(key: str) -> bool:
    return key[-1:].isdigit()
