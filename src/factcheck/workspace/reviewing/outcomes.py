"""What an action at the desk comes to: words to be shown, a question to be answered, or a refusal with its way out.

Invariant: no screen is known here. A choice is taken by its key or by its name, so that a script and a finger may.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from factcheck.domain import Evidence, Span
from factcheck.errors import UsageError


class RefusedError(UsageError):
    """What cannot be done as things stand. ``ways`` names the actions that lead out of it."""

    def __init__(self, words: str, *ways: str) -> None:
        super().__init__(words)
        self.ways = ways


@dataclass(frozen=True, slots=True)
class Answered:
    """What was done, or why not (``problem``)."""

    words: str
    problem: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a question: ``name`` is what a script writes, ``words`` what a person reads. ``asks`` says that it
    wants words of its own."""

    name: str
    words: str
    act: Callable[[], Outcome]
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """A question that must be answered before anything is stored.

    Either one of ``options`` answers it, the first of them by Enter where ``enter`` says so, or words of the person's
    own, which ``told`` takes; ``before`` are words to begin with. ``slow``: what follows the answer takes as long as
    a search. ``hits`` are the passages that the options take, in their order, where it is about passages.
    """

    text: str
    options: tuple[Option, ...] = ()
    enter: bool = False
    told: Callable[[str], Outcome] | None = None
    before: str = ""
    slow: bool = False
    hits: tuple[Evidence, ...] = ()

    def answer(self, asked: str) -> Outcome:
        """What follows from an answer: the number of an option, its name, its beginning, or words.

        Raises RefusedError where it is none of them.
        """
        given = asked.strip()
        if self.told is not None:
            return self.told(given)
        option = self.option(given)
        if option is None:
            choices = ", ".join(f"{number} {one.name}" for number, one in enumerate(self.options, start=1))
            raise RefusedError(f"'{given}' answers nothing here. {self.text} {choices}.")
        return option.act()

    def option(self, asked: str) -> Option | None:
        """The option that is meant by its number, its name or the beginning of that; by nothing at all the first,
        where Enter takes it."""
        if not asked:
            return self.options[0] if self.enter else None
        if asked.isdecimal():
            return self.options[int(asked) - 1] if 1 <= int(asked) <= len(self.options) else None
        low = asked.casefold().replace(" ", "-")
        named = [one for one in self.options if one.name.startswith(low)]
        exact = [one for one in named if one.name == low]
        return (exact or named)[0] if len(exact or named) == 1 else None


@dataclass(frozen=True, slots=True)
class Marking:
    """Words of ``text`` that must be marked, from ``at`` on: by their place (``marked``) or written out (``written``).
    Where ``point`` is true only the place where they begin counts. The place lies within ``within``."""

    prompt: str
    text: str
    at: Span
    within: Span
    marked: Callable[[Span], Outcome]
    written: Callable[[str], Outcome]
    point: bool = False

    def answer(self, asked: str) -> Outcome:
        """What follows from the words written out."""
        return self.written(asked.strip())


Outcome = Answered | Asking | Marking
