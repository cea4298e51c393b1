"""A day of publication that lies ahead: an embargo, or a mistake.

Invariant: one rule for the day that a file says of itself and for the one that a person gives. As far ahead as an
embargo lasts it is kept, and said; further ahead it is not believed, and never dropped in silence.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

from factcheck.domain import Article, Document
from factcheck.errors import UsageError

EMBARGO_DAYS = 7
Text = TypeVar("Text", Article, Document)


def check_given(day: date | None, today: date) -> None:
    """Raises UsageError if a person gives a day that lies too far ahead."""
    if day is not None and (day - today).days > EMBARGO_DAYS:
        raise UsageError(
            f"the publication date {day} lies more than {EMBARGO_DAYS} days ahead. Mend it or leave it out."
        )


def believed(text: Text, today: date) -> tuple[Text, str]:
    """A text with its day of publication if that can be believed, and what to say of a day that lies ahead.

    Raises UsageError if a person gave the day, and it cannot.
    """
    day = text.published
    if day is None or day <= today:
        return text, ""
    if text.published_from == "given":
        check_given(day, today)
    if (day - today).days <= EMBARGO_DAYS:
        return text, f"the publication date {day} lies ahead and is taken for that of an embargo."
    said = f"the publication date {day}, read from the {text.published_from}, lies far ahead and is not believed."
    return replace(text, published=None, published_from=None), said
