"""How tables of words are written down in one string, and read.

Invariant: a table that says two things of one word is refused when it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of ``text``, which commas separate: "at least, more than"."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))


def pairs(text: str) -> dict[str, str]:
    """Word → meaning, of entries like "km:kilometre mi:mile". Raises ValueError for a word that is listed twice."""
    return _once(entry.split(":") for entry in text.split())


def by_sense(senses: Mapping[str, str]) -> dict[str, str]:
    """Word → sense, of words listed behind each sense. Raises ValueError for a word that is listed twice."""
    return _once([word, sense] for sense, words in senses.items() for word in words.split())


def _once(entries: Iterable[list[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for word, meaning in entries:
        if word in found:
            raise ValueError(f"{word!r} stands twice in a table of words, as {found[word]!r} and {meaning!r}")
        found[word] = meaning
    return found
