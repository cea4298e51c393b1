"""Which key does what at the desk.

Invariant: each action has one key and each key one action, on the screen and line by line; digits always cite.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from factcheck.errors import UsageError


class Act(StrEnum):
    """What a key does. Its name is what ``[keys]`` of factcheck.toml and a script call it."""

    SUPPORT = "support"
    CONTRADICT = "contradict"
    UNVERIFIED = "unverified"
    ATTRIBUTE = "attribute"
    WORDS = "words"
    NOTE = "note"
    SEARCH = "search"
    ADD = "add"
    DISMISS = "dismiss"
    CORRECT = "correct"
    CLAIM = "claim"
    OPEN = "open"
    PASSAGE = "passage"
    NEXT = "next"
    PREVIOUS = "previous"
    ARTICLE = "article"
    FILTER = "filter"
    UNDO = "undo"
    HELP = "help"
    QUIT = "quit"


DEFAULTS: Mapping[Act, tuple[str, str, str]] = {
    Act.SUPPORT: ("s", "support", "supported by what is cited; goes on to the next claim"),
    Act.CONTRADICT: ("c", "contradict", "contradicted by what is cited; goes on to the next claim"),
    Act.UNVERIFIED: ("u", "unverified", "unverified: asks why; goes on to the next claim"),
    Act.ATTRIBUTE: ("t", "told", "whether the speaker said this: kept for the verdict, or Enter decides it alone"),
    Act.WORDS: ("e", "words", "choose other words of the passage last cited: by sentence, then by word"),
    Act.NOTE: ("n", "note", "write a note: kept with the verdict, or by itself"),
    Act.SEARCH: ("/", "search", "search the corpus; a digit takes a hit as evidence"),
    Act.ADD: ("a", "add", "add a file, or a text, to the corpus as evidence"),
    Act.DISMISS: ("x", "dismiss", "this is no claim: asks why; kept in the log and counted"),
    Act.CORRECT: ("m", "mend", "correct the claim: speaker, role, extent, split, join"),
    Act.CLAIM: ("+", "new", "add a claim: mark its words in the article"),
    Act.OPEN: ("o", "open", "read the whole document that a passage is of"),
    Act.PASSAGE: ("w", "whole", "read the whole passage and its neighbours"),
    Act.NEXT: ("j", "next", "pass the claim over"),
    Act.PREVIOUS: ("k", "back", "go back to the claim before"),
    Act.ARTICLE: ("g", "article", "take claims of one article, or of all"),
    Act.FILTER: ("f", "filter", "take claims by speaker, state, flag, proposal, person"),
    Act.UNDO: ("z", "undo", "take back the last thing you did, by an entry of its own"),
    Act.HELP: ("?", "help", "this list"),
    Act.QUIT: ("q", "quit", "leave the desk; the claim is let go"),
}
_ALLOWED = re.compile(r"[^\s\d\x00-\x1f\x7f]|f([1-9]|1[0-2])|ctrl\+[abd-puvwxyz]")
_PLACE = "[keys] in factcheck.toml"


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a desk."""

    by_act: Mapping[Act, str]

    def act(self, key: str) -> Act | None:
        """What ``key`` does; None if nothing."""
        return next((act for act, its in self.by_act.items() if its == key), None)

    def act_named(self, word: str) -> Act | None:
        """What a word of a script does: a key, or an action by its name."""
        return self.act(word) or next((act for act in Act if act.value == word.casefold()), None)

    def ways(self, names: tuple[str, ...]) -> str:
        """The keys that lead out of a refusal: "1–9, / or a"."""
        shown = ["1–9" if name == "cite" else self.by_act[Act(name)] for name in names]
        return " or ".join(filter(None, (", ".join(shown[:-1]), shown[-1]))) if shown else ""


def keys(given: Mapping[str, str]) -> Keys:
    """The usual keys but for those ``given``, by action.

    Raises UsageError for an action that there is not, a key that cannot be one, and a key that two actions have.
    """
    known = {act.value for act in Act}
    for name, key in given.items():
        if name not in known:
            raise UsageError(f"{_PLACE}: no action '{name}'. Known: {', '.join(sorted(known))}.")
        if not isinstance(key, str) or not _ALLOWED.fullmatch(key):
            raise UsageError(
                f"{_PLACE}: '{name}' wants one sign that is no digit, f1 to f12, or ctrl+ and a letter, not {key!r}."
            )
    made = {act: given.get(act.value, default) for act, (default, _, _) in DEFAULTS.items()}
    taken: dict[str, Act] = {}
    for act, key in made.items():
        if key in taken:
            raise UsageError(
                f"{_PLACE}: '{key}' is the key of both {taken[key].value} and {act.value}. Give one of them another."
            )
        taken[key] = act
    return Keys(made)
