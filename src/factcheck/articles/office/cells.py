"""A number in a cell as the program shows it: "14.2%", "£1,450", "3 May 2026".

Invariant: a format that is not understood shows the number as it is stored; no digit that is shown is invented.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from math import floor

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|[_*].|\[[^\]]*\]')
_DIGITS = re.compile(r"[#0?]+(?:,[#0?]+)*(,*)(?:\.([#0?]+))?(,*)")
_DAY_PART = re.compile(r"[dmyhs]", re.IGNORECASE)
_SHOWN_DIGITS = 11  # of a number without a format
_MOST_DECIMALS = 15


def shown(value: str, code: str, *, is_1904: bool = False) -> str:
    """``value`` by the format ``code``: "0.0%", "#,##0", '"£"#,##0', "d mmm yyyy"."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite():
        return value
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    section = sections[1] if number < 0 and len(sections) > 1 and sections[1] else sections[0]
    plain = _LITERAL.sub("", section)
    if not section or plain.strip().lower() in ("general", "@", ""):
        return _general(number)
    if not re.search(r"[#0?]", plain) and _DAY_PART.search(plain):
        return _day(number, plain.lower(), is_1904) or _general(number)
    if "e+" in plain.lower() or "/" in plain:
        return _general(number)
    return _formatted(abs(number) if section is not sections[0] else number, section)


def _general(number: Decimal) -> str:
    rounded = f"{float(number):.{_SHOWN_DIGITS}g}"
    return f"{Decimal(rounded):f}" if "e" in rounded else rounded


def _formatted(number: Decimal, section: str) -> str:
    """The number between what the format writes around it."""
    bare = _LITERAL.sub(lambda found: found[1] or found[2] or found[3] or "", section)
    digits = _DIGITS.search(_LITERAL.sub(lambda found: "\0" * len(found[1] or found[2] or found[3] or ""), section))
    if digits is None:
        return _general(number)
    number *= Decimal(100) ** bare.count("%")
    number /= Decimal(1000) ** len(digits[1] + digits[3])
    decimals = digits[2] or ""
    step = Decimal(1).scaleb(-min(len(decimals), _MOST_DECIMALS))
    grouped = "," if "," in digits[0].rstrip(",").partition(".")[0].rstrip(",") else ""
    try:
        written = f"{number.quantize(step, ROUND_HALF_UP):{grouped}f}"
    except InvalidOperation:
        return _general(number)
    optional = len(decimals) - len(decimals.rstrip("#?"))
    while optional and "." in written and written.endswith("0"):
        written, optional = written[:-1], optional - 1
    return (bare[: digits.start()] + written.rstrip(".") + bare[digits.end() :]).strip()


def _day(number: Decimal, code: str, is_1904: bool) -> str:
    """A day, time or both; what the format leaves out is left out, and days are written without doubt."""
    serial = float(number)
    if not -657_434 <= serial < 2_958_466:  # the years 100 to 9999; some programs reckon back from 1900
        return ""
    start = (
        datetime(1904, 1, 1)
        if is_1904
        else datetime(1899, 12, 30)
        if serial >= 60 or serial < 0
        else datetime(1899, 12, 31)
    )
    at = start + timedelta(days=floor(serial), seconds=round(serial % 1 * 86_400))
    month = re.search(r"(?<![h:])m+(?!m*:)", code)
    day, year = "d" in code, "y" in code
    date_parts = [str(at.day)] * day + [f"{at:%B}"] * bool(month and (day or year)) + [str(at.year)] * year
    time = f"{at:%H:%M:%S}" if "s" in code else f"{at:%H:%M}"
    return " ".join([*date_parts, *([time] if "h" in code or "s" in code else [])])
