"""What a request may hold: lengths, numbers and days, bounded before anything is asked of the desk.

Invariant: what a schema allows can be stored, and a name that it does not know is refused rather than passed over.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

from fastapi import Path
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt

LONGEST_ID = 500  # characters; an address may be the id of a document
LONGEST_LINE = 1_000
LONGEST_NOTE = 20_000
LONGEST_WORDS = 100_000  # of a claim or a citation
LARGEST = 2**31 - 1
_UNFIT = re.compile("[\x00\ud800-\udfff]")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

Item = TypeVar("Item")


class ApiBody(BaseModel):
    """What is sent with a request."""

    model_config = ConfigDict(extra="forbid")


def storable(text: str) -> str:
    """Text that can be kept. Raises ValueError for half a surrogate pair and for NUL."""
    if found := _UNFIT.search(text):
        what = "NUL" if found.group() == "\x00" else "half a surrogate pair"
        raise ValueError(f"{what} at character {found.start()}, which cannot be stored")
    return text


def _iso_day(value: Any) -> Any:
    """A day as it is written in JSON. Numbers are none."""
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        return date.fromisoformat(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise ValueError("a day is written 2026-11-30")


def _is_moment(value: str) -> str:
    """An ISO day or time. Raises ValueError."""
    moment(value)
    return value


def moment(value: str) -> date | datetime:
    """The day or time that is meant. Raises ValueError."""
    try:
        return date.fromisoformat(value) if _ISO_DAY.fullmatch(value) else datetime.fromisoformat(value)
    except ValueError as problem:
        raise ValueError("a day is written 2026-11-30, a time 2026-11-30T14:30") from problem


Text = Annotated[str, AfterValidator(storable)]
Id = Annotated[Text, Field(min_length=1, max_length=LONGEST_ID)]
Line = Annotated[Text, Field(min_length=1, max_length=LONGEST_LINE)]
AnyLine = Annotated[Text, Field(max_length=LONGEST_LINE)]
Note = Annotated[Text, Field(max_length=LONGEST_NOTE)]
Words = Annotated[Text, Field(min_length=1, max_length=LONGEST_WORDS)]
Day = Annotated[date, BeforeValidator(_iso_day)]
Moment = Annotated[
    Text,
    Field(max_length=40, description="A day, 2026-11-30, or a time, 2026-11-30T14:30."),
    AfterValidator(_is_moment),
]
Flag = StrictBool
Number = Annotated[StrictInt, Field(ge=0, le=LARGEST)]
FromOne = Annotated[StrictInt, Field(ge=1, le=LARGEST)]
Offsets = Annotated[list[Number], Field(min_length=2, max_length=2)]
Places = Annotated[
    list[Offsets],
    Field(min_length=1, max_length=1_000, description="Pairs of code points into the article's text: [start, end)."),
]
After = Annotated[
    Number | None,
    Field(description="The claim's `entries` that you have seen: refused with 409 if there are more by now."),
]
Attempt = Annotated[
    Number | None,
    Field(description="The `attempt` with which you took the claim: refused with 409 if it was taken again since."),
]

ArticleId = Annotated[
    Text,
    Path(min_length=1, max_length=LONGEST_ID, description="Its id, or four letters or more of its beginning."),
]
ClaimId = Annotated[
    Text,
    Path(
        min_length=1,
        max_length=LONGEST_ID,
        description="The claim's id, four letters or more of its beginning, or ARTICLE%238 for number 8 of a report.",
    ),
]
