"""The names that files give their encodings, and what browsers read under them.

Invariant: a label means what it means in a browser (WHATWG Encoding Standard), where pages were looked at: most pages
that call themselves iso-8859-1 or ASCII are windows-1252.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping

from factcheck.errors import InputError

# Codec of Python → labels. What is not here is looked up among Python's own names.
_LABELS = {
    "cp1252": "ascii us-ascii ansi ansi_x3.4-1968 iso-8859-1 iso8859-1 iso_8859-1 iso88591 iso-ir-100 latin1 latin-1 "
    "l1 cp819 ibm819 windows-1252 cp1252 x-cp1252",
    "cp1254": "iso-8859-9 iso8859-9 iso_8859-9 iso88599 latin5 l5 windows-1254 cp1254 x-cp1254",
    "cp874": "tis-620 iso-8859-11 iso8859-11 dos-874 windows-874",
    "iso8859-8": "iso-8859-8 iso-8859-8-i iso-8859-8-e logical visual hebrew",
    "mac-roman": "macintosh mac csmacintosh x-mac-roman macroman mac-roman",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "koi8-u": "koi8-u koi8-ru",
    "gb18030": "gb2312 gb_2312-80 gbk x-gbk gb18030 chinese csgb2312 iso-ir-58",
    "big5hkscs": "big5 big5-hkscs cn-big5 x-x-big5",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji windows-31j ms932",
    "cp949": "euc-kr ks_c_5601-1987 ksc5601 korean windows-949",
    "euc-jp": "euc-jp x-euc-jp",
    "iso2022-jp": "iso-2022-jp csiso2022jp",
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 x-unicode20utf8",
    "utf-16-le": "utf-16le unicode csunicode ucs-2 iso-10646-ucs-2",
}
_CODEC_OF: Mapping[str, str] = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}
# What Python can decode and no text is written in.
_NO_TEXT = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
_EXAMPLES = "utf-8, windows-1252, windows-1250, iso-8859-2, macintosh, koi8-r, shift_jis"


def codec_of(label: str) -> str | None:
    """Python's name of the encoding that ``label`` means, or None if it is the name of no encoding of text."""
    plain = label.strip().lower()
    if plain in _CODEC_OF:
        return _CODEC_OF[plain]
    try:
        found = codecs.lookup(plain).name
    except (LookupError, ValueError):
        return None
    if found in _NO_TEXT:
        return None
    try:
        b"a".decode(found)  # which codecs that are none of text refuse
    except UnicodeError:  # a unit of two or four bytes
        return found
    except (LookupError, ValueError):
        return None
    return found


def known_codec(label: str) -> str:
    """The same for a label that a person gave. Raises InputError with examples if there is no such encoding."""
    if (codec := codec_of(label)) is None:
        raise InputError(f"{label!r}: the name of no encoding. Names are, for example, {_EXAMPLES}.")
    return codec


def shown(codec: str) -> str:
    """The name that a reader knows: "windows-1252" for "cp1252"."""
    return f"windows-{codec[2:]}" if codec.startswith("cp125") else codec.replace("iso8859-", "iso-8859-")
