"""The day that a feed gives, in the forms that feeds give it in.

Invariant: the day is that of the place where it was written; one that can be read in two ways is none.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from factcheck.language.calendar import MONTHS

_MONTH = rf"(?P<month>{'|'.join(MONTHS)})\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        rf"{_YEAR}([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}})(?!\d)",  # 2025-03-04 20:30:17 UTC
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?:T|\b)",  # 20250304T203017Z
        rf"(?:[a-z]+,?\s+)?{_DAY}[\s-]+(?:of\s+)?{_MONTH},?[\s-]+{_YEAR}\b",  # Tue, 04 Mar 2025 20:30:17 GMT
        rf"(?:[a-z]+,?\s+)?{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",  # March 4, 2025
    )
)
_NUMBERS = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2{_YEAR}\b", re.ASCII)
_SECONDS = re.compile(r"(\d{9,10})(?:\d{3}|\.\d+)?", re.ASCII)  # since 1970, or so many milliseconds


def day(value: object) -> date | None:
    """The day in ``value``, text or a number of seconds since 1970, or None: an unreadable date is no reason to lose
    an item, and none is guessed."""
    text = str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    if seconds := _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(seconds[1]), UTC).date()
    for form in _FORMS:
        if found := form.match(text):
            month = found["month"]
            return _real(found["year"], month if month.isdigit() else MONTHS[month.lower()], found["day"])
    if found := _NUMBERS.match(text):
        days = {_real(found["year"], *pair) for pair in ((found[1], found[3]), (found[3], found[1]))} - {None}
        return days.pop() if len(days) == 1 else None
    return None


def _real(year: str, month: str | int, of_month: str) -> date | None:
    try:
        return date(int(year), int(month), int(of_month))
    except ValueError:
        return None
