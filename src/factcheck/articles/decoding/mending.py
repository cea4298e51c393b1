"""Text that was harmed on its way: bytes of another encoding in UTF-8, controls for marks, text encoded twice.

Invariant: what is mended is certain and said with its lines; where one doubt is left, nothing is changed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from factcheck.articles.decoding import letters

_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_C1 = re.compile(r"[\x80-\x9f]")
# The characters of windows-1252 at 0x80 to 0x9F, where ISO 8859-1 has controls that no text holds.
_MARKS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
# UTF-8 that was read as windows-1252. Behind "Ã" a closing mark may be one ("A IRMÃ”"): not by itself a sign.
_GARBLED = re.compile(
    r"[âÃÂÅÄ][\x80-\x9f]|â€|â‚¬|Ã(?=[^\W\d_])?[¡-¿\xa0€‚ƒ„†‡ˆ‰Š‹ŒŽ‘’•˜™š›œžŸ]|Â[\xa0-¿](?!\w)|[ÅÄ][\x81¡-¿‚ƒ†‡ˆ‰]"
)
_CUT_MARK = re.compile(r"â€(?![\w“”‘’–—¦™œ˜¢\x9d\ufffd])")  # the byte of ” that windows-1252 lacks was lost


def is_damaged(data: bytes) -> bool:
    """Whether whole multi-byte characters of UTF-8 outnumber the bytes that belong to none.

    In a legacy encoding a run of high bytes that is valid UTF-8 is rare; in a damaged UTF-8
    file it is the rule. A lead byte that the file's end cuts off is damage as well.
    """
    whole = len(_MULTIBYTE.findall(data))
    return whole >= len(_HIGH.findall(_MULTIBYTE.sub(b"", data)))


def with_strays(data: bytes) -> tuple[str, list[int]] | None:
    """``data`` as UTF-8 with the bytes that are none read as windows-1252, and the numbers of the lines that have some.

    None where that is not certain: where a byte may be the rest of a character that was cut, or of another encoding.
    """
    if not _MULTIBYTE.search(data):
        return None
    lines, mended = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"), []
    read: list[str] = []
    for number, line in enumerate(lines, 1):
        try:
            read.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            try:
                read.append(line.decode("utf-8", _AS_WESTERN))
            except UnicodeDecodeError:
                return None
            if not letters.is_plain(read[-1]):
                return None
            mended.append(number)
    return "\n".join(read), mended


def _as_western(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    try:
        return problem.object[problem.start : problem.start + 1].decode("cp1252"), problem.start + 1
    except UnicodeDecodeError:
        raise problem from None


_AS_WESTERN = "factcheck.as-western"
codecs.register_error(_AS_WESTERN, _as_western)


def with_marks(text: str) -> tuple[str, list[int]]:
    """``text`` with the marks of windows-1252 in the place of C1 controls, as browsers read them, and the lines."""
    if not _C1.search(text):
        return text, []
    made = text.translate(_MARKS)
    return made, _lines_that_differ(text, made)


def garbled_lines(text: str) -> list[int]:
    """The numbers of the lines of ``text`` that were UTF-8 and were encoded again from another reading of it."""
    return [number for number, line in enumerate(text.split("\n"), 1) if not line.isascii() and _GARBLED.search(line)]


def ungarbled(text: str, numbers: Iterable[int]) -> str | None:
    """``text`` with its lines ``numbers`` as they once were, or None if something in them stays garbled."""
    import ftfy

    lines = text.split("\n")
    for number in numbers:
        once = ftfy.fix_encoding(_CUT_MARK.sub("â€\x9d", lines[number - 1]))
        if _GARBLED.search(once) or "\ufffd" in once:
            return None
        lines[number - 1] = once
    return "\n".join(lines)


def _lines_that_differ(one: str, other: str) -> list[int]:
    pairs = zip(one.split("\n"), other.split("\n"), strict=True)
    return [number for number, (before, after) in enumerate(pairs, 1) if before != after]
