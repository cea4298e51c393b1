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
_USUAL = "cp1252"
_EIGHT_BITS = (
    *(
        "cp1252",
        "iso8859-15",
        "cp1250",
        "mac-roman",
        "iso8859-2",
        "cp1251",
        "koi8-r",
        "cp1253",
        "cp1254",
        "cp1257",
        "koi8-u",
    ),
    *("iso8859-5", "iso8859-7", "cp866", "mac-cyrillic", "cp852", "mac-latin2", "cp850", "cp1255", "cp1256"),
)
_LINE = re.compile(rb"[^\r\n]{0,500}[\x80-\xff][^\r\n]{0,500}")
_SAMPLE = 100_000  # bytes, of lines with bytes beyond ASCII
_AMISS = 0.04  # share of words beyond ASCII that may look strange in any file
_AMISS_IN_USUAL = 0.15  # the same in the encoding that nearly every such file is in, which then is said
_ENGLISH = 3  # words in ASCII to one beyond it: names and loanwords in a text of another language


_MANY_BYTES = ("big5", "cp932", "cp949", "euc", "gb", "iso2022", "johab", "shift_jis", "cp874", "tis_620")


class Guess(NamedTuple):
    """An encoding, whether it is plain, and some words by which a reader sees if it is right."""

    codec: str
    plain: bool
    words: tuple[str, ...] = ()


class _Reading(NamedTuple):
    codec: str
    text: str
    strange: float  # how much of it is, to a word beyond ASCII


def guess(data: bytes) -> Guess | None:
    """The encoding of ``data``, which is in no UTF; None where none can be told."""
    sample = b"\n".join(_LINE.findall(data))[:_SAMPLE]
    readings = list(_readings(data, sample))
    usual = next((reading for reading in readings if reading.codec == _USUAL), None)
    doubtful = letters.doubtful(usual.text) if usual is not None else []
    if usual is not None and usual.strange <= (_AMISS if doubtful else _AMISS_IN_USUAL):
        return Guess(_USUAL, usual.strange <= _AMISS and not doubtful, tuple(doubtful[:3]))
    best = min(readings, key=lambda reading: reading.strange, default=None)
    if best is None or best.strange > _AMISS:
        return _by_statistics(data)
    return Guess(best.codec, False, tuple(dict.fromkeys(letters.beyond_ascii(best.text)))[:3])


def belies(data: bytes, codec: str) -> bool:
    """Whether ``data``, which can be read in ``codec``, is plainly in another encoding: its words look strange in this
    one, and do not in that."""
    found = guess(data)
    if found is None or data.decode(found.codec) == data.decode(codec):
        return False
    sample = b"\n".join(_LINE.findall(data))[:_SAMPLE]
    return found.plain or (codec in _EIGHT_BITS and _reading(sample, codec).strange > _AMISS)


def _readings(data: bytes, sample: bytes) -> Iterator[_Reading]:
    """``sample`` in each encoding in which all of ``data`` can be read."""
    for codec in _EIGHT_BITS:
        try:
            data.decode(codec)
            yield _reading(sample, codec)
        except UnicodeDecodeError:
            continue


def _reading(sample: bytes, codec: str) -> _Reading:
    """Raises UnicodeDecodeError where the sample cannot be read so."""
    text, ascii_only = sample.decode(codec), sample.decode("ascii", "ignore")
    words = letters.beyond_ascii(text)
    english = len(ascii_only.split()) > _ENGLISH * len(words) and is_english(ascii_only)
    return _Reading(codec, text, letters.strange(text, of_one_language=not english) / max(1, len(words)))


def _by_statistics(data: bytes) -> Guess | None:
    """What charset-normalizer makes of ``data``: scripts with more letters than a byte can tell apart."""
    import charset_normalizer

    best = charset_normalizer.from_bytes(data).best()
    if best is None or not best.encoding.startswith(_MANY_BYTES):
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
