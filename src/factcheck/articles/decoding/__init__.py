"""Bytes to text, or a refusal that says why.

Invariant: no byte is dropped or replaced. An encoding that the file does not say is told by its words and named, unless
it is plainly windows-1252; what is mended is named with its lines; what is neither is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from factcheck.articles import magic
from factcheck.articles.decoding import mending
from factcheck.articles.decoding.guessing import belies, guess, wide
from factcheck.articles.decoding.labels import codec_of, known_codec, shown
from factcheck.errors import InputError

__all__ = ["Decoded", "codec_of", "decode", "known_codec"]

_OTHERWISE = "--encoding NAME reads it in another"
# The four-byte marks stand first: UTF-32's little-endian mark begins with UTF-16's.
_MARKS = (
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xff\xfe", "utf-16-le"),
)
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([\w.:-]{2,40})""", re.I
)
_ASCII = bytes(range(0x20, 0x7F))
_LINES_NAMED = 5


class Decoded(NamedTuple):
    """A text with ``\\n`` as its only line end, and what its reader should know of how it was read."""

    text: str
    notices: tuple[str, ...] = ()


def decode(data: bytes, name: str, encoding: str | None = None, said: str | None = None) -> Decoded:
    """The text of ``data`` without its byte order mark.

    Order: ``encoding`` if it is given, and then nothing is mended, byte order mark, UTF-8, the charset a page declares,
    the one that its server ``said``, if that makes words of it, what its words look like. Raises InputError naming
    ``name`` if ``data`` is empty, blank, binary, not in ``encoding``, or text in no encoding that can be trusted.
    """
    _refuse_unread(data, name)
    read = Decoded(_strictly(data, known_codec(encoding), name)) if encoding else _decoded(data, name, said)
    text = read.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise InputError(f"{name}: nothing but white space. Hand in a file that holds the article's text.")
    return Decoded(text) if encoding else settled(Decoded(text, read.notices))


def settled(read: Decoded) -> Decoded:
    """A text with the marks it was written with: what was encoded twice, and controls that stand for marks."""
    text, notices = read.text, [*read.notices]
    if garbled := mending.garbled_lines(text):
        repaired = mending.ungarbled(text, garbled)
        text = repaired or text
        notices.append(_of_garbled(_lines(garbled), repaired is not None))
    text, controls = mending.with_marks(text)
    if controls:
        where = _lines(controls)
        notices.append(f"control characters in {where} were read as the marks of windows-1252, as browsers do.")
    return Decoded(text, tuple(notices))


def _of_garbled(where: str, repaired: bool) -> str:
    if repaired:
        return f"{where}: garbled before (“â€œ” for “), and repaired. Compare the original, or save it again as UTF-8."
    return (
        f"{where}: garbled (“â€œ” for “), so quotations may be missed. Save the original again as UTF-8, or name its "
        "encoding with --encoding."
    )


def _refuse_unread(data: bytes, name: str) -> None:
    if not data:
        raise InputError(f"{name}: empty, 0 bytes. Hand in a file that holds the article's text.")
    if what := magic.unread(data):
        raise InputError(f"{name}: this is {what}.")


def _decoded(data: bytes, name: str, said: str | None) -> Decoded:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data, codec, name, skipped=len(mark)))
    if (nul := data.find(b"\0")) >= 0:
        return _of_wide(data, name, nul)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as problem:
        western = _of_strays(data)
        if western is None and mending.is_damaged(data):
            raise _broken(name, "utf-8", problem.start, data) from problem
    return western or _legacy(data, name, said)


def _strictly(data: bytes, codec: str, name: str, skipped: int = 0) -> str:
    try:
        return data[skipped:].decode(codec)
    except UnicodeDecodeError as problem:
        raise _broken(name, codec, problem.start + skipped, data) from problem


def _broken(name: str, codec: str, offset: int, data: bytes) -> InputError:
    return InputError(
        f"{name}: broken {shown(codec).upper()} at byte {offset} (line {_line_of(data, offset)}). The file was cut or "
        "mixed from two encodings: save it again as UTF-8, or name its encoding with --encoding."
    )


def _line_of(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _of_wide(data: bytes, name: str, nul: int) -> Decoded:
    codec = wide(data)
    try:
        if codec is not None and (text := data.decode(codec)).isprintable() | ("\n" in text) and "\0" not in text:
            return Decoded(text, (f"read as {codec}, which the file does not say; {_OTHERWISE}.",))
    except UnicodeDecodeError:
        pass
    raise InputError(
        f"{name}: binary data (NUL at byte {nul}), or UTF-16 without its byte order mark. "
        "Export it as plain text in UTF-8, or name its encoding with --encoding."
    )


def _of_strays(data: bytes) -> Decoded | None:
    """UTF-8 in which some bytes are windows-1252, if that is certain, and all of it is not windows-1252."""
    mended = mending.with_strays(data)
    if mended is None or (not mending.is_damaged(data) and (western := guess(data)) is not None and western.plain):
        return None
    text, lines = mended
    notice = f"bytes in {_lines(lines)} are not UTF-8 as the rest is, and were read as windows-1252; {_OTHERWISE}."
    return Decoded(text, (notice,))


def _legacy(data: bytes, name: str, said: str | None) -> Decoded:
    """A file in no UTF: in the encoding that it declares or its server says, or in the one that makes words of it."""
    declared = _CHARSET.search(data[:4096])
    label = (declared.group(1) or declared.group(2)).decode("ascii") if declared else None
    failed = f"it declares the charset {label}, which "
    if label is None and said:
        label, failed = said, f"its server says the charset {said}, which "
    codec = codec_of(label) if label else None
    notices: tuple[str, ...] = ()
    if label and (codec is None or not _holds_ascii(codec)):
        notices = (f"{failed}is none that it could be in; it was passed over.",)
    elif codec:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError as problem:
            where = f"byte {problem.start} (line {_line_of(data, problem.start)})"
            notices = (f"{failed}{where} is not in; the charset was passed over.",)
        else:
            if declared or not belies(data, codec):  # servers say one charset of all that they have
                return Decoded(text)
            notices = (f"{failed}makes no words of it; the charset was passed over.",)
    return _guessed(data, name, notices)


def _holds_ascii(codec: str) -> bool:
    """Whether the declaration could have been read where it stands."""
    try:
        return _ASCII.decode(codec) == _ASCII.decode()
    except UnicodeError:
        return False


def _guessed(data: bytes, name: str, notices: tuple[str, ...]) -> Decoded:
    found = guess(data)
    if found is None:
        raise InputError(
            f"{name}: text in no encoding that could be told. Save it as UTF-8, or name its encoding with --encoding."
        )
    if not found.plain:
        seen = f" ({', '.join(found.words)})" if found.words else ""
        said = f"read as {shown(found.codec)}{seen}, which the file does not say; {_OTHERWISE}."
        notices = (*notices, said)
    return Decoded(data.decode(found.codec), notices)


def _lines(numbers: Sequence[int]) -> str:
    """ "line 3", "lines 3 and 7", "lines 3, 4, 5, 9, 12 and 8 more"."""
    if len(numbers) == 1:
        return f"line {numbers[0]}"
    if len(numbers) > _LINES_NAMED:
        return f"lines {', '.join(map(str, numbers[:_LINES_NAMED]))} and {len(numbers) - _LINES_NAMED} more"
    return f"lines {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
