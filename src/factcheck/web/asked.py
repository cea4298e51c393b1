"""What a request asks for: words, numbers, days, addresses.

Invariant: whatever a browser or a stranger sends is read without failing, or refused in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from urllib.parse import quote, urlencode

from fastapi import HTTPException, Request
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.datastructures import FormData

from factcheck.errors import ConflictError, FactcheckError, InputError, UsageError
from factcheck.report.plain import HALVES

_MOST_PAGES = 1_000_000
REFUSALS = (UsageError, ConflictError, InputError)
"""What a person can mend: it is said on the page that was asked from, with what was typed."""


class _IdConvertor(StringConvertor):
    """The beginning of an id: hexadecimal digits. So ``/articles/new`` is no article."""

    regex = "[0-9a-f]{4,64}"


register_url_convertor("id", _IdConvertor())


def words(given: FormData | Mapping[str, str], name: str) -> str:
    """A field as it was typed, its line ends as everywhere else; "" where there is none, or a file.

    Raises UsageError for what cannot be stored.
    """
    value = given.get(name, "")
    if not isinstance(value, str):
        return ""
    if HALVES.search(value) or "\0" in value:
        raise UsageError(f"{name}: holds signs that are no letters and cannot be stored.")
    return value.replace("\r\n", "\n").replace("\r", "\n")


def line(given: FormData | Mapping[str, str], name: str) -> str:
    """A field of one line, without white space around it."""
    return " ".join(words(given, name).split())


def page_number(request: Request) -> int:
    """Which page of a list is wanted, from 1; 1 for whatever is no number."""
    asked = request.query_params.get("page", "1")
    return min(max(int(asked), 1), _MOST_PAGES) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1


def day(given: FormData | Mapping[str, str], name: str) -> date | None:
    """A day of the form 2026-12-01; None if nothing was given. Raises UsageError for anything else."""
    asked = line(given, name)
    try:
        return date.fromisoformat(asked) if asked else None
    except ValueError as problem:
        raise UsageError(f"'{asked}' is no day. Write 2026-12-01.") from problem


def moment(given: FormData | Mapping[str, str], day_name: str, time_name: str) -> date | datetime | None:
    """A day, or with a time of the form 14:30 a moment of this machine's zone; None without a day."""
    when, hour = day(given, day_name), line(given, time_name)
    if when is None or not hour:
        return when
    try:
        return datetime.combine(when, time.fromisoformat(hour))
    except ValueError as problem:
        raise UsageError(f"'{hour}' is no time. Write 14:30.") from problem


def address(path: str, **asked: object) -> str:
    """An address of ours: ``path``, whose outside parts were quoted, and what is asked for but for what is empty."""
    given = {name: str(value) for name, value in asked.items() if value not in (None, "", False)}
    return f"{path}?{urlencode(given)}" if given else path


def joined(path: str, **asked: object) -> str:
    """The same for an address that asks for something already."""
    more = address("", **asked).removeprefix("?")
    return path if not more else f"{path}{'&' if '?' in path else '?'}{more}"


def part(name: str) -> str:
    """Any text as one part of a path."""
    return quote(name, safe="")


def missing(problem: Exception | str) -> HTTPException:
    """What is raised where there is no such thing."""
    return HTTPException(404, str(problem))


def refusal_status(problem: FactcheckError) -> int:
    """The HTTP status of one of ``REFUSALS``."""
    return 409 if isinstance(problem, ConflictError) else 422
