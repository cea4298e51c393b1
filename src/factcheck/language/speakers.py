"""Whether two speakers can be one, and whether a text may name one.

Invariant: only two people with names can be known to be different; of somebody unnamed nothing is known.
"""

from __future__ import annotations

from functools import lru_cache

from factcheck.domain import Speaker, SpeakerKind
from factcheck.language.bodies import LINKS, initials, read_body, same_body
from factcheck.language.folding import folded, written_words
from factcheck.language.people import called, same_person
from factcheck.language.spelling import american


def same_speaker(one: Speaker | None, other: Speaker | None) -> bool | None:
    """Whether two speakers are one; None where that cannot be known."""
    if one is None or other is None or SpeakerKind.ANONYMOUS in (one.kind, other.kind):
        return None
    if one.kind is other.kind is SpeakerKind.PERSON:
        return same_person(one.name, other.name)
    return same_body(one.name, other.name)


def may_be_named(speaker: Speaker, text: str) -> bool:
    """Whether ``text`` holds a word by which ``speaker`` may be called. Quick, and never too strict."""
    if speaker.kind is SpeakerKind.ANONYMOUS:
        return False
    held, capitals = _held(text)
    body = read_body(speaker.name)
    names = body.short | body.acronyms
    if speaker.kind is SpeakerKind.PERSON:
        names |= called(speaker.name)
    return not held.isdisjoint(names) or (len(body.acronym) > 1 and body.acronym in capitals)


@lru_cache(maxsize=1 << 10)  # claims of one article find the same passages
def _held(text: str) -> tuple[frozenset[str], str]:
    """The words of ``text``, folded as names are, and the initials of its capitalised words, with and without "of"."""
    written = written_words(text)
    plain = [folded(word) for word in written]
    pairs = zip(written, plain, strict=True)
    capitals = [(low, word[0].isupper()) for word, low in pairs if word[0].isupper() or word in LINKS]
    spelt = initials([low for low, _ in capitals]), initials([low for low, capital in capitals if capital])
    return frozenset((*plain, *map(american, plain))), " ".join(spelt)
