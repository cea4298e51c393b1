"""Bytes to text, or a refusal that says why.

Invariant: no byte is ever dropped or replaced. A file that is UTF-8 but for a few broken
bytes is refused, not read as some other encoding that happens to accept them.
"""

from __future__ import annotations

import re

from factcheck.errors import InputError

_REMEDY = "Export it as plain text, Markdown or HTML and hand in that."
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (Word, OpenDocument and EPUB files are such)"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
)
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
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_LETTER = re.compile(rb"[A-Za-z\x80-\xff]")
_MOSTLY_ASCII = 1 / 8  # of the letters may be non-ASCII in an English file of cp1252


def decode(data: bytes, name: str) -> str:
    """The text of ``data`` without its byte order mark, with ``\\n`` as its only line end.

    Order: byte order mark, UTF-8, the charset an HTML page declares, cp1252 where nearly all
    is ASCII, then charset-normalizer. Raises InputError naming ``name`` if ``data`` is empty,
    blank, binary, or text in no encoding that can be trusted.
    """
    _refuse_known_binaries(data, name)
    text = _decoded(data, name).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise InputError(f"{name}: nothing but white space. Hand in a file that holds the article's text.")
    return text


def _refuse_known_binaries(data: bytes, name: str) -> None:
    if not data:
        raise InputError(f"{name}: empty, 0 bytes. Hand in a file that holds the article's text.")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"{name}: this is {kind}, not text. {_REMEDY}")


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, name, skipped=len(mark))
    if (nul := data.find(b"\0")) >= 0:
        raise InputError(
            f"{name}: binary data (NUL at byte {nul}), or UTF-16 without its byte order mark. "
            "Export it as plain text in UTF-8 and hand in that."
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        if _is_broken_utf8(data):
            raise _broken(name, "utf-8", problem.start, data) from problem
    return _legacy(data, name)


def _strictly(data: bytes, encoding: str, name: str, skipped: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        raise _broken(name, encoding, problem.start + skipped, data) from problem


def _broken(name: str, encoding: str, offset: int, data: bytes) -> InputError:
    line = data.count(b"\n", 0, offset) + 1
    return InputError(
        f"{name}: broken {encoding.upper()} at byte {offset} (line {line}). "
        "The file was cut or mixed from two encodings: save it again as UTF-8."
    )


def _is_broken_utf8(data: bytes) -> bool:
    """Whether whole multi-byte characters outnumber the bytes that belong to none.

    In a legacy encoding a run of high bytes that is valid UTF-8 is rare; in a damaged UTF-8
    file it is the rule. A lead byte that the file's end cuts off is damage as well.
    """
    whole = len(_MULTIBYTE.findall(data))
    stray = len(_HIGH.findall(_MULTIBYTE.sub(b"", data)))
    return whole >= stray


def _legacy(data: bytes, name: str) -> str:
    if (declared := _CHARSET.search(data[:4096])) is not None:
        name_in_ascii = declared.group(1) or declared.group(2)
        charset = name_in_ascii.decode("ascii")
        try:
            if name_in_ascii.decode(charset) == charset:  # or it is none in which it could have been read here
                return data.decode(charset)
        except (LookupError, ValueError):
            pass  # an unknown or wrong declaration says nothing
    if len(_HIGH.findall(data)) <= _MOSTLY_ASCII * len(_LETTER.findall(data)):
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            pass
    return _guessed(data, name)


def _guessed(data: bytes, name: str) -> str:
    import charset_normalizer

    best = charset_normalizer.from_bytes(data).best()
    if best is None:
        raise InputError(f"{name}: text in no encoding that could be told. Save it as UTF-8.")
    return str(best)
