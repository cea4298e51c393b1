"""Which encoding a file is in that is not in UTF-8 and does not say in which.

Invariant: whatever is not plainly windows-1252 is a guess that is said, and where no reading makes words there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from factcheck.articles.decoding import letters
from factcheck.language.identification import is_english

# In the order in which they are met with: of two that read the same, the first is taken.
_EIGHT_BITS = (
    *("cp1252", "cp1250", "mac-roman", "iso8859-2", "cp1251", "koi8-r", "cp1253", "cp1254", "cp1257", "koi8-u"),
    *("iso8859-5", "iso8859-7", "cp866", "mac-cyrillic", "cp852", "mac-latin2", "cp850", "cp1255", "cp1256"),
)
_LINE = re.compile(rb"[^\r\n]{0,500}[\x80-\xff][^\r\n]{0,500}")
_SAMPLE = 100_000  # bytes, of lines with bytes beyond ASCII
_AMISS = 0.04  # share of words beyond ASCII that may look strange in any file
_ENGLISH = 8  # words in ASCII to one beyond it: names and loanwords in a text of another language


class Guess(NamedTuple):
    """An encoding, whether it is plain, and some words by which a reader sees if it is right."""

    codec: str
    plain: bool
    words: tuple[str, ...] = ()


def guess(data: bytes) -> Guess | None:
    """The encoding of ``data``, which is in no UTF; None where none can be told."""
    sample = b"\n".join(_LINE.findall(data))[:_SAMPLE]
    best = min(_readings(data, sample), key=lambda reading: reading[0], default=None)
    if best is None or best[0] > _AMISS:
        return _by_statistics(data)
    _, codec, text = best
    if codec == _EIGHT_BITS[0]:
        doubtful = letters.doubtful(text)
        return Guess(codec, not doubtful, tuple(doubtful[:3]))
    return Guess(codec, False, tuple(dict.fromkeys(letters.beyond_ascii(text)))[:3])


def _readings(data: bytes, sample: bytes) -> Iterator[tuple[float, str, str]]:
    """How strange ``sample`` looks in each encoding in which all of ``data`` can be read: share, codec, text."""
    ascii_only = sample.decode("ascii", "ignore")
    for codec in _EIGHT_BITS:
        try:
            text = sample.decode(codec)
            data.decode(codec)
        except UnicodeDecodeError:
            continue
        words = letters.beyond_ascii(text)
        english = len(ascii_only.split()) > _ENGLISH * len(words) and is_english(ascii_only)
        yield letters.strange(text, of_one_language=not english) / max(1, len(words)), codec, text


def _by_statistics(data: bytes) -> Guess | None:
    """What charset-normalizer makes of ``data``: scripts with more letters than a byte can tell apart."""
    import charset_normalizer

    best = charset_normalizer.from_bytes(data).best()
    if best is None or best.encoding in _EIGHT_BITS:
        return None
    try:
        words = letters.beyond_ascii(data.decode(best.encoding))
    except UnicodeDecodeError:
        return None
    return Guess(best.encoding, False, tuple(dict.fromkeys(word[:12] for word in words))[:3])


def wide(data: bytes) -> str | None:
    """UTF-16 without its byte order mark, told by the NUL bytes that every second byte then is in most texts."""
    pairs = len(data) // 2
    if pairs < 16 or len(data) % 2:
        return None
    nul = {"utf-16-le": data[1::2].count(0), "utf-16-be": data[0::2].count(0)}
    codec = max(nul, key=lambda name: nul[name])
    if nul[codec] < pairs / 2 or sum(nul.values()) > nul[codec]:
        return None
    return codec
