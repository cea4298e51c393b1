"""The names in a text, and which of one text's stand in another under whatever form.

Invariant: slicing the text with a name's span gives it; a word that only opens a sentence is a name where the same
text, or the one compared, shows it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from factcheck.domain import Span
from factcheck.language.bodies import same_body
from factcheck.language.calendar import MONTHS, WEEKDAYS
from factcheck.language.folding import folded, folded_words
from factcheck.language.function_words import SENTENCE_OPENERS
from factcheck.language.names import GIVEN_NAMES, HONORIFICS, NAME_PARTICLES, TITLES
from factcheck.language.people import same_person
from factcheck.language.peoples import same_country
from factcheck.language.sentences import sentences
from factcheck.language.stop_words import BESIDE_EVIDENCE

_TOKEN = re.compile(r"[^\W_](?:[\w’'&-]|\.(?=\w))*")
_LINKS = frozenset("of for the".split()) | NAME_PARTICLES
_NO_NAMES = frozenset((*MONTHS, *WEEKDAYS, "i", "mr", "mrs", "ms")) | SENTENCE_OPENERS
_GAP = re.compile(r"\s+|-|\.\s+")
_LONGEST = 8  # words of a name


@dataclass(frozen=True, slots=True)
class FoundName:
    """``parts``: its words, folded, without titles; ``opens``: it is the one word that opens a sentence."""

    text: str
    span: Span
    parts: tuple[str, ...]
    opens: bool


@lru_cache(maxsize=1 << 11)
def names_of(text: str) -> tuple[FoundName, ...]:
    """The capitalised names in ``text``, in order."""
    return tuple(name for sentence in sentences(text) for name in _names_in(text, sentence))


def _names_in(text: str, sentence: Span) -> Iterator[FoundName]:
    run: list[re.Match[str]] = []
    tokens = list(_TOKEN.finditer(text, sentence.start, sentence.end))
    for place, token in enumerate(tokens):
        opens = place == 0 or text[token.start() - 1] in '“"‘('
        if _is_capital(token.group(), opens):
            if run and not _joined(text, run[-1].end(), token.start()):
                yield from _named(text, run, tokens[0])
                run = []
            run.append(token)
        elif run and not _links_on(text, token, tokens[place + 1 : place + 3]):
            yield from _named(text, run, tokens[0])
            run = []
    yield from _named(text, run, tokens[0] if tokens else None)


def _is_capital(word: str, opens: bool) -> bool:
    low = word.lower().removesuffix("'s").removesuffix("’s")
    if not word[0].isupper() or low in _NO_NAMES:
        return False
    return low not in BESIDE_EVIDENCE or (not opens and len(word) > 1 and word.isupper())


def _joined(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return bool(_GAP.fullmatch(between)) or (all(word in _LINKS for word in between.split()) and "," not in between)


def _links_on(text: str, token: re.Match[str], following: Collection[re.Match[str]]) -> bool:
    """Whether a small word within a name goes on to a capital: "Ministry | of the | Interior"."""
    if token.group() not in _LINKS:
        return False
    for each in following:
        if each.group()[0].isupper():
            return _is_capital(each.group(), opens=False) and "," not in text[token.start() : each.start()]
        if each.group() not in _LINKS:
            return False
    return False


def _named(text: str, run: list[re.Match[str]], first: re.Match[str] | None) -> Iterator[FoundName]:
    if not run or len(run) > _LONGEST:
        return
    span = Span(run[0].start(), run[-1].end())
    words = folded_words(span.of(text))
    parts = tuple(word for word in words if word not in _LINKS and word not in TITLES and word not in HONORIFICS)
    if parts and not all(part.isdigit() for part in parts):
        alone = len(run) == 1 and first is not None and run[0].start() == first.start()
        surely = len(parts[0]) > 1 and (span.of(text).isupper() or parts[0] in GIVEN_NAMES)
        yield FoundName(span.of(text).removesuffix("'s").removesuffix("’s"), span, parts, alone and not surely)


def real_names(text: str, beside: str) -> list[FoundName]:
    """The names of ``text``; of words that only open a sentence, those that either text has as names elsewhere."""
    known = {part for each in (*names_of(text), *names_of(beside)) if not each.opens for part in each.parts}
    return [name for name in names_of(text) if not name.opens or not known.isdisjoint(name.parts)]


def counterpart(name: FoundName, others: Collection[FoundName]) -> FoundName | None:
    """The name among ``others`` that is the same, in the same form if there is one."""
    same = [other for other in others if is_same_name(name, other)]
    return min(same, key=lambda other: (other.text != name.text, other.span.start), default=None)


def is_same_name(one: FoundName, other: FoundName) -> bool:
    """Whether two names are one's: a shorter and a longer form, initials and words, a country and its people."""
    if one.parts == other.parts:
        return True
    if one.parts[-1] == other.parts[-1] or set(one.parts) <= set(other.parts) or set(other.parts) <= set(one.parts):
        return len(one.parts) == 1 or len(other.parts) == 1 or same_person(one.text, other.text) is not False
    if len(one.parts) == len(other.parts) == 1 and same_country(one.parts[0], other.parts[0]):
        return True
    capitals = any(each.text.isupper() or "." in each.text for each in (one, other))
    return capitals and same_body(one.text, other.text) is True


def held_in(name: FoundName, words: Collection[str]) -> bool:
    """Whether each word of a name stands somewhere in a text's folded ``words``, capital or not."""
    return all(
        part in words or any(same_country(part, each) for each in words if each[:3] == part[:3]) for part in name.parts
    )


@lru_cache(maxsize=1 << 11)
def folded_set(text: str) -> frozenset[str]:
    return frozenset(map(folded, folded_words(text)))
