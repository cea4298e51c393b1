"""Names: where one starts and ends among the tokens, whether it is a person's, and of which gender.

Invariant: read from capitals and word lists alone; no name is looked up anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from factcheck.language import names
from factcheck.language.folding import composed
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import roles, sources

_LONGEST_ACRONYM = 8
_TITLES = names.TITLES | names.HONORIFICS | roles.ROLE_NOUNS
_LAWS = frozenset("act amendment bill code law ordinance proposition".split())  # passed by a body, and none
_PARTIES = frozenset("democrat republican democratic gop labour tory conservative liberal".split())


class Gender(Enum):
    FEMALE = "female"
    MALE = "male"


def name_run(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The name that ``tokens[start:end]`` ends with, titles and honorifics left out; empty if none."""
    at = _behind_titles(tokens, _capitals_start(tokens, start, end), end)
    while at < end and (tokens[at].low in _PARTIES or (tokens[at].low.endswith("ing") and end - at > 2)):
        at += 1
    return (end, end) if _is_title_alone(tokens, start, at, end) else (at, end)


def _is_title_alone(tokens: Sequence[Token], start: int, at: int, end: int) -> bool:
    """ "the Prime Minister" is no name."""
    if end - at != 1 or tokens[at].low not in names.TITLES or at <= start:
        return False
    return tokens[at - 1].determiner or tokens[at - 1].low in names.TITLES


def _capitals_start(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the capitals that end with ``end`` start, particles among them; a possessive is another's name."""
    at = end
    while at > start and (tokens[at - 1].name or (at < end and is_particle(tokens, at - 1))):
        if tokens[at - 1].possessive and at < end:
            break
        at -= 1
    return at


def _behind_titles(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where a name starts behind its last title: "General | Hospital" is one, and no general's."""
    if end > start and tokens[end - 1].bare in sources.BODY_NAME_WORDS:
        return start
    for place in range(end - 2, start - 1, -1):
        low = tokens[place].bare
        title = low in _TITLES or (place < end - 2 and roles.is_role_noun(low))
        if title and not (place == start and low in names.MALE_NAMES):
            return place + 1
    return start


def is_particle(tokens: Sequence[Token], at: int) -> bool:
    """A small word inside a name: "Ola | van | der Berg"."""
    for following in tokens[at + 1 : at + 3]:
        if tokens[at].low not in names.NAME_PARTICLES or following.name:
            break
        at += 1
    return tokens[at].low in names.NAME_PARTICLES and at + 1 < len(tokens) and tokens[at + 1].name


def spelled(text: str, tokens: Sequence[Token], start: int, end: int) -> tuple[str, ...]:
    """The words of a name as they look, possessive endings left out."""
    return tuple(_clean(text[token.start : token.end]) for token in tokens[start:end])


def _clean(word: str) -> str:
    word = composed(word)
    for ending in ("'s", "’s"):
        word = word.removesuffix(ending)
    return word.rstrip("'’")


def is_body_name(name: Sequence[str]) -> bool:
    """A capitalised name that is not a person's: "Lund City Council", "BBC"."""
    lows = [word.lower().rstrip(".") for word in name]
    if len(name) > 1 and lows[-1] in _LAWS:
        return False
    if any(low in sources.BODY_NAME_WORDS for low in lows):
        return True
    return len(name) == 1 and len(name[0]) > 1 and name[0].isupper()


def body_end(tokens: Sequence[Token], end: int) -> int:
    """Takes in the rest of "Department | of Roads and Bridges"."""
    while end + 1 < len(tokens) and tokens[end].low in ("of", "for", "and", "on") and not tokens[end - 1].possessive:
        if not tokens[end + 1].name or tokens[end + 1].quote != tokens[end - 1].quote:
            break
        if tokens[end].low == "and" and not _same_body(tokens, end):
            break
        end += 1
        while end < len(tokens) and tokens[end].name and not tokens[end - 1].possessive:
            end += 1
    return end


def joined_end(tokens: Sequence[Token], opened: int, end: int) -> int:
    """Takes in the rest of "Customs | and Border Protection": a field of work on the left, a body on the right."""
    if end + 1 >= len(tokens) or end <= opened or tokens[end].low not in ("and", "&"):
        return end
    if tokens[end - 1].low not in sources.BODY_FIELDS or not tokens[end + 1].name:
        return end
    stop = end + 1
    while stop < len(tokens) and tokens[stop].name and not tokens[stop - 1].possessive:
        stop += 1
    return stop if any(token.bare in sources.BODY_NAME_WORDS for token in tokens[end + 1 : stop]) else end


def acronym_after(tokens: Sequence[Token], end: int, name: Sequence[str]) -> str:
    """ "LHA" in "Lund Harbour Authority | (LHA)": capitals in brackets that the name spells; else empty."""
    if end + 2 >= len(tokens) or tokens[end].low not in ("(", "[") or tokens[end + 2].low not in (")", "]"):
        return ""
    token = tokens[end + 1]
    letters = iter("".join(name).lower())
    spelt = token.capital and 1 < len(token.low) <= _LONGEST_ACRONYM and all(letter in letters for letter in token.low)
    initials = {word[0].lower() for word in name}
    return token.low.upper() if spelt and token.low.isalpha() and token.low[0] in initials else ""


def _same_body(tokens: Sequence[Token], conjunction: int) -> bool:
    """ "Customs and Border Protection" is one body; "the Senate and Lund University" are two."""
    following = tokens[conjunction + 1 : conjunction + 4]
    return not any(token.bare in sources.BODY_NAME_WORDS for token in following if token.name)


def gender_of(name: Sequence[str], honorific: str = "") -> Gender | None:
    """By honorific or given name; a surname alone tells nothing."""
    if honorific in names.FEMALE_HONORIFICS:
        return Gender.FEMALE
    if honorific in names.MALE_HONORIFICS:
        return Gender.MALE
    first = name[0].lower() if name else ""
    if len(name) > 1 and first in names.FEMALE_NAMES:
        return Gender.FEMALE
    return Gender.MALE if len(name) > 1 and first in names.MALE_NAMES else None


def gender_of_role(role: str | None) -> Gender | None:
    """By words such as "spokeswoman"."""
    found = set((role or "").lower().split())
    if found & roles.FEMALE_NOUNS:
        return Gender.FEMALE
    return Gender.MALE if found & roles.MALE_NOUNS else None
