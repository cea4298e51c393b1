"""Names beside a quotation in a text that is not English: where one starts, what belongs to its role.

Invariant: read from capitals and one table of titles, particles and prepositions; where a name is
not plain, there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from factcheck.domain import Span
from factcheck.language.foreign_words import (
    ARTICLES,
    HONORIFICS,
    PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    TITLE_ENDINGS,
    TITLES,
)
from factcheck.quotes.people.names import is_body_name

_WORD = re.compile(r"(?:[ld]['’])?(?P<word>[^\W\d_](?:[\w'’-]*\w)?)", re.IGNORECASE)
_SPACE = re.compile(r"\.?[ \u00a0\u202f]+")
_GAP = re.compile(r"(?P<comma>,)?[\s\u00a0\u202f]*")
_ROLE_ENDS = re.compile(r"[,.;:!?…()—–«»„“”\"\n]|$")
_JOINED = re.compile(r"\s+(?:und|et|y|e|en|och|og|i)\s+(?=[^\W\d_a-z])")  # more than one speaker
_ONLY_SECOND = frozenset("der den la le".split())  # particles behind another: "von der", "de la"
_BEFORE_LAST = frozenset("da das dos".split())  # also in longer names: "João Pedro da Silva"
_LONGEST_ROLE = 9  # words
_LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whoever stands beside a quotation. ``name`` is empty for a pronoun or a mere description.

    ``span`` holds name and role; ``body`` says that the name is not a person's.
    """

    span: Span
    name: tuple[str, ...] = ()
    role: str | None = None
    pronoun: bool = False
    body: bool = False


def bearer_from(text: str, at: int, end: int) -> Bearer | None:
    """Whoever is named from ``at`` on: "Anna Weber", "la maire de Lund, Marie Dupont", "der Wirt"."""
    before: list[re.Match[str]] = []  # the words of a role
    place = at
    while len(before) < _LONGEST_ROLE:
        gap = _GAP.match(text, place, end)
        word = _WORD.match(text, gap.end() if gap else place, end)
        comma = gap is not None and gap["comma"] is not None
        if word is None or (comma and not before):
            break
        if _opens_name(word, before, comma):
            return _named(text, before, word, end, comma) or _described(before)
        if comma or (not before and not _opens_role(word)):
            break
        before.append(word)
        place = _behind_abbreviation(text, word)
        if len(before) == 1 and _low(word) in PRONOUNS and _low(word) not in ARTICLES:
            return Bearer(Span(*word.span("word")), pronoun=True)
    return _described(before)


def bearer_before(text: str, start: int, end: int) -> Bearer | None:
    """Whoever is named right before ``end``: "Anna Weber", "Anna Weber, Sprecherin der Stadt,"."""
    stretch = text[start:end].rstrip()
    closed = stretch.endswith(",")
    stop = start + len(stretch) - closed
    found = _ending_with_name(text, start, stop)
    if found is None and closed and (comma := text.rfind(",", start, stop)) > start:
        role, named = text[comma + 1 : stop], _ending_with_name(text, start, comma)
        if named is not None and _opens_with_title(role):
            return replace(named, span=Span(named.span.start, stop), role=_bare(role))
    return _with_role_before(text, start, found) if found is not None else None


def _with_role_before(text: str, start: int, found: Bearer) -> Bearer:
    """ "La maire de Lund, | Marie Dupont": the role where it opens the sentence."""
    before = text[start : found.span.start].rstrip()
    role = before.removesuffix(",").lstrip()
    if found.role is not None or role == before.lstrip() or not _opens_with_title(role):
        return found
    opened = start + len(before) - len(before.lstrip())
    return replace(found, span=Span(opened, found.span.end), role=_bare(role))


def _opens_with_title(role: str) -> bool:
    """Whether the first words, articles apart, say what somebody is."""
    words = list(_WORD.finditer(role))
    return len(words) <= _LONGEST_ROLE and any(_is_title(_low(word)) for word in words[:2])


def _ending_with_name(text: str, start: int, stop: int) -> Bearer | None:
    """The name that the words up to ``stop`` end with, and titles right before it."""
    words = list(_WORD.finditer(text, start, stop))
    if not words or words[-1].end() != stop:
        return None
    first = _name_start(text, words)
    before = words[first - 1] if first else None
    if first == len(words) or (before is not None and _low(before) in PREPOSITIONS):
        return None
    role = first
    while role > 0 and _touches(text, words[role - 1], words[role]) and _belongs_to_role(words[role - 1]):
        role -= 1
    if before is not None and _low(before) in ARTICLES and len(words) - first == 1:
        return None  # "der Wirt" is no name
    name = tuple(word["word"] for word in words[first:])
    if len(name) == 1 and name[0].lower() in PRONOUNS:
        return Bearer(Span(*words[first].span("word")), pronoun=True)
    told = text[words[role].start("word") : words[first].start("word")]
    return Bearer(Span(words[role].start("word"), stop), name, _bare(told), body=is_body_name(name))


def _name_start(text: str, words: Sequence[re.Match[str]]) -> int:
    """Where the name that ``words`` end with starts; their number if there is none."""
    first = len(words)
    while first > 0 and len(words) - first < _LONGEST_NAME and _in_name(text, words, first - 1):
        first -= 1
    while first < len(words) and _low(words[first]) in PARTICLES:
        first += 1
    return first


def _in_name(text: str, words: Sequence[re.Match[str]], at: int) -> bool:
    """Whether a word belongs to the name that the word behind it ends or goes on with."""
    word = words[at]
    last = at + 1 >= len(words)
    if not last and not _touches(text, word, words[at + 1]):
        return False
    if _is_capital(word):
        return not _is_common(_low(word))
    return not last and word["word"] in PARTICLES


def _belongs_to_role(word: re.Match[str]) -> bool:
    low = _low(word)
    return _is_title(low) or low in HONORIFICS


def _named(text: str, before: Sequence[re.Match[str]], opener: re.Match[str], end: int, comma: bool) -> Bearer | None:
    """The name that ``opener`` opens, with the role of the words ``before`` it and of an apposition behind it."""
    stop, name = _run(text, opener, end)
    if (comma and len(name) < 2) or _JOINED.match(text, stop, end):
        return None
    first = (before[0] if before else opener).start()
    role = _bare(text[before[0].start("word") : before[-1].end()]) if before else None
    stop, apposed = _apposition(text, stop, end) if role is None else (stop, None)
    elided = opener.start() != opener.start("word")
    return Bearer(Span(first, stop), name, role or apposed, body=elided or is_body_name(name))


def _run(text: str, opener: re.Match[str], end: int) -> tuple[int, tuple[str, ...]]:
    """Where the name ends, and its words: capitals side by side with particles between them."""
    words = [opener]
    while len(words) < _LONGEST_NAME and (word := _next(text, words[-1], end)) is not None:
        stopped = text[words[-1].end()] == "." and len(words[-1]["word"]) > 1
        if stopped or word.start() != word.start("word"):
            break
        if not _is_capital(word) and not (_may_join(words, word) and _capital_follows(text, word, end)):
            break
        words.append(word)
    return words[-1].end(), tuple(word["word"] for word in words)


def _may_join(words: Sequence[re.Match[str]], particle: re.Match[str]) -> bool:
    """A particle behind one word of a name, as in "Jan | van | den Berg"; behind two it tells of whom or of where."""
    if particle["word"] in _ONLY_SECOND and _is_capital(words[-1]):
        return False
    capitals = sum(map(_is_capital, words))
    return particle["word"] in PARTICLES and (capitals == 1 or particle["word"] in _BEFORE_LAST)


def _capital_follows(text: str, particle: re.Match[str], end: int) -> bool:
    """Whether a name goes on behind a particle, or behind two: "van | der Berg"."""
    following = _next(text, particle, end)
    if following is not None and following["word"] in PARTICLES:
        following = _next(text, following, end)
    return following is not None and _is_capital(following)


def _next(text: str, word: re.Match[str], end: int) -> re.Match[str] | None:
    space = _SPACE.match(text, word.end(), end)
    return _WORD.match(text, space.end(), end) if space is not None else None


def _apposition(text: str, at: int, end: int) -> tuple[int, str | None]:
    """``Marie Dupont, | maire de Lund |, …``: where it ends, and its words; ``at`` and None if there is none."""
    if text[at : at + 1] != ",":
        return at, None
    closed = _ROLE_ENDS.search(text, at + 1, end)
    role = text[at + 1 : closed.start() if closed is not None else end].rstrip()
    if not _opens_with_title(role) or any(char.isdigit() for char in role):
        return at, None
    return at + 1 + len(role), _bare(role)


def _described(before: Sequence[re.Match[str]]) -> Bearer | None:
    """A source that is only described, by its first words: "der Wirt", "la mairie"."""
    kept = list(before)
    for at, word in enumerate(before):
        if at and _low(word) in PREPOSITIONS:
            kept = kept[:at]
            break
    nouns = [word for word in kept if _low(word) not in ARTICLES]
    if not nouns or len(nouns) > 3:
        return None
    return Bearer(Span(kept[0].start(), kept[-1].end()))


def _opens_name(word: re.Match[str], before: Sequence[re.Match[str]], comma: bool) -> bool:
    """Whether a capital opens a name: not behind a preposition, and not right behind an article."""
    low = _low(word)
    common = _is_common(low) or low in PRONOUNS
    if not _is_capital(word) or (common and not (comma and _is_title(low))):
        return False
    if comma or not before:
        return True
    if any(_low(one) in PREPOSITIONS and _low(one) not in ARTICLES for one in before[:-1]):
        return False
    beside = _low(before[-1])
    return beside not in PREPOSITIONS and beside not in ARTICLES and word.start() == word.start("word")


def _opens_role(word: re.Match[str]) -> bool:
    low = _low(word)
    elided = word.start() != word.start("word")
    return elided or low in ARTICLES or low in HONORIFICS or low in PRONOUNS or _is_title(low)


def _bare(role: str) -> str | None:
    """A role on one line without articles and honorifics; None if nothing is left."""
    words = role.split()
    while words and (words[0].lower().rstrip(".") in ARTICLES | HONORIFICS):
        words = words[1:]
    return re.sub(r"^[ld]['’]", "", " ".join(words).strip(" ,"), flags=re.IGNORECASE) or None


def _behind_abbreviation(text: str, word: re.Match[str]) -> int:
    """The end of a word, and of the stop that an honorific carries: "Dr. | Weber"."""
    return word.end() + (text[word.end() : word.end() + 1] == "." and _low(word) in HONORIFICS)


def _touches(text: str, word: re.Match[str], following: re.Match[str]) -> bool:
    between = text[_behind_abbreviation(text, word) : following.start()]
    return bool(between) and not between.strip(" \u00a0\u202f")


def _low(word: re.Match[str]) -> str:
    return word["word"].lower()


def _is_capital(word: re.Match[str]) -> bool:
    return word["word"][0].isupper()


def _is_title(low: str) -> bool:
    return low in TITLES or (len(low) > 5 and low.endswith(TITLE_ENDINGS))


class Names:
    """The names of a text, to be asked for the full form of a short one."""

    def __init__(self, text: str, spoken: Iterable[tuple[str, ...]]) -> None:
        self._full: dict[str, set[tuple[str, ...]]] = {}
        for name in (*spoken, *_runs(text)):
            for word in name[1:]:
                self._full.setdefault(word, set()).add(name)

    def full(self, name: tuple[str, ...]) -> str:
        """ "Anna Weber" for "Weber" where the text gives one such name, and the name itself otherwise."""
        known = self._full.get(name[0], set()) if len(name) == 1 else set()
        shortest = min(known, key=lambda one: (len(one), one), default=name)
        alike = all(one[-len(shortest) :] == shortest or one[: len(shortest)] == shortest for one in known)
        return " ".join(shortest if alike else name)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """Capitals side by side, with particles between them but without titles and what only opens a sentence."""
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        plain = word["word"] in PARTICLES or (_is_capital(word) and not _is_common(_low(word)))
        if run and not (plain and _touches(text, run[-1], word)):
            yield from _as_name(run)
            run = []
        if plain and (run or _is_capital(word)):
            run.append(word)
    yield from _as_name(run)


def _as_name(run: Sequence[re.Match[str]]) -> Iterator[tuple[str, ...]]:
    last = max((at for at, word in enumerate(run, start=1) if _is_capital(word)), default=0)
    if 1 < last <= _LONGEST_NAME:
        yield tuple(word["word"] for word in run[:last])


def _is_common(low: str) -> bool:
    """Whether a capital says nothing of a name."""
    return _is_title(low) or low in HONORIFICS or low in ARTICLES or low in PREPOSITIONS
