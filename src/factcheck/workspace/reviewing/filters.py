"""Filters of the queue as a person writes them in one line.

Invariant: what is no filter is refused with those there are; nothing is guessed.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from factcheck.domain import State, Verdict
from factcheck.errors import UsageError
from factcheck.store.queue import Filters

NAMES = ("article", "speaker", "state", "flag", "proposal", "person")
EXAMPLE = "speaker=raman flag=misquoted state=stale proposal=supported person=me article=9c1e"


def parsed(words: str, by: str) -> Filters:
    """ "speaker=raman flag=misquoted" as filters; "person=me" is the person ``by``, "decided" what waits for nobody.

    Raises UsageError for another name, and for a state or a proposal that there is not.
    """
    try:
        parts = shlex.split(words)
    except ValueError:
        parts = words.split()
    found: dict[str, str] = {}
    for part in parts:
        name, equals, value = part.partition("=")
        if part != "decided" and (name not in NAMES or not equals or not value):
            raise UsageError(f"'{part}' is no filter. Write some of: {EXAMPLE}, or decided, or nothing for all.")
        found[name] = value
    return made(found, by, decided="decided" in found)


def made(found: Mapping[str, str], by: str, *, decided: bool = False) -> Filters:
    """The same, each by its name. Raises UsageError for a state or a proposal that there is not."""
    state, proposal, person = (found.get(name) for name in ("state", "proposal", "person"))
    if proposal not in (None, "none", *Verdict):
        raise UsageError(f"no proposal '{proposal}'. One of {', '.join((*Verdict, 'none'))}.")
    return Filters(
        article=found.get("article"),
        speaker=found.get("speaker"),
        state=_state(state) if state else None,
        flag=found.get("flag"),
        proposal=proposal,
        person=by if person == "me" else person,
        decided=decided,
    )


def in_words(wanted: Filters) -> str:
    """The same filters in one line."""
    told = [f"{name}={value}" for name in NAMES if (value := getattr(wanted, name))]
    return " ".join([*told, "decided"] if wanted.decided else told)


def _state(asked: str) -> State:
    try:
        return State(asked.replace("-", " "))
    except ValueError as problem:
        known = ", ".join(one.value.replace(" ", "-") for one in State)
        raise UsageError(f"no state '{asked}'. One of {known}.") from problem
