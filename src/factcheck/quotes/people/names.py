"""Names: where one starts and ends among the tokens, whether it is a person's, and of which gender.

Invariant: read from capitals and word lists alone; no name is looked up anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

from factcheck.language import names
from factcheck.language.folding import composed
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import roles, sources

_LONGEST_ACRONYM = 8
_TRADES = ("er", "or", "ist", "ista", "ian", "man", "woman", "boy", "girl")  # what nouns for somebody's work end in
_SHORT = 6  # letters of "Parker" and "Cooper", which are given names as well
_TITLES = names.TITLES | names.HONORIFICS | roles.ROLE_NOUNS
_WORK = frozenset(
    "affairs enforcement government labor protection services wildlife".split()
)  # of bodies, and no bodies
_FIRMS = frozenset("associates brothers co company inc llp ltd partners sons".split())
_PLAIN_OFFICES = frozenset(
    """ambassador attorney ceo cfo chair chairman chairwoman chief commissioner coroner director governor minister
    president prosecutor secretary sheriff spokesman spokesperson spokeswoman superintendent treasurer""".split()
)
_LAWS = frozenset("act amendment bill code law ordinance proposition".split())  # passed by a body, and none
_LONGEST_OFFICE = 8  # words of "County of Lund" before a name
_OF = frozenset("of for to at in".split())  # between an office and what it is of
_OFFICE_LINKS = _OF | {"the", "and"}
_PLACE_OPENERS = frozenset("new north south east west united san saint st el great upper lower".split())
_PARTIES = frozenset("democrat republican democratic gop labour tory conservative liberal".split())


class Gender(Enum):
    FEMALE = "female"
    MALE = "male"


def name_run(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The name that ``tokens[start:end]`` ends with, titles and honorifics left out; empty if none."""
    at = _behind_titles(tokens, _capitals_start(tokens, start, end), end)
    while at < end and (tokens[at].low in _PARTIES or (tokens[at].low.endswith("ing") and end - at > 2)):
        at += 1
    alone = _is_title_alone(tokens, start, at, end) or _is_office_alone(tokens, at, end)
    return (end, end) if alone else (at, end)


def _is_office_alone(tokens: Sequence[Token], at: int, end: int) -> bool:
    """ "Meridian CEO" is no name: an office that is seldom a surname, and no given name."""
    return end - at > 1 and tokens[end - 1].low in _PLAIN_OFFICES and tokens[at].low not in names.GIVEN_NAMES


def _is_title_alone(tokens: Sequence[Token], start: int, at: int, end: int) -> bool:
    """ "the Prime Minister" and "Bishop | of Lund" are no names."""
    if end - at != 1 or tokens[at].low not in names.TITLES:
        return False
    if at <= start:
        return end < len(tokens) and tokens[end].low in ("of", "for")
    return tokens[at - 1].determiner or tokens[at - 1].possessive or tokens[at - 1].low in names.TITLES


def _capitals_start(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the capitals that end with ``end`` start, particles among them; a possessive may be another's name."""
    at = end
    while at > start and (tokens[at - 1].name or (at < end and _links(tokens, at - 1, start))):
        if tokens[at - 1].possessive and at < end and not owns_name(tokens, at - 1, end):
            break
        at -= 1
    return at


def capitals_end(tokens: Sequence[Token], start: int) -> int:
    """Where the capitals that begin at ``start`` end, as ``_capitals_start`` sees them from their end."""
    end = start + 1
    while end < len(tokens) and not tokens[end - 1].possessive and (tokens[end].name or _links(tokens, end, start)):
        end += 1
    if end < len(tokens) and tokens[end - 1].possessive and tokens[end].name:
        whole = capitals_end(tokens, end)
        return whole if owns_name(tokens, end - 1, whole) else end
    return end


def _links(tokens: Sequence[Token], at: int, start: int) -> bool:
    """Whether a small word or an "&" stands inside a name."""
    joins = tokens[at].low == "&" and at > start and at + 1 < len(tokens)
    return is_particle(tokens, at) or (joins and tokens[at - 1].name and tokens[at + 1].name)


def owns_name(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a possessive is part of a body's name that ends before ``end``: "the People's | Herald".

    So is that of several people or of an office, and one behind which a single word is left, which is no whole name;
    but not "Norland's | Transport Ministry" or "Norland's | Ana Ruiz".
    """
    owner, left = tokens[at], end - at - 1
    saint = at > 0 and tokens[at - 1].low in ("st", "saint")
    several = saint or owner.low.endswith(("s'", "men's", "people's", "children's"))
    body = tokens[end - 1].bare in sources.BODY_NAME_WORDS or tokens[end - 1].bare in sources.BODY_NOUNS
    return (body and (left == 1 or several or owner.bare in _TITLES)) or (left == 1 and several)


def office_before(tokens: Sequence[Token], run: int, end: int, floor: int) -> tuple[int, int] | None:
    """The office whose "of …" the capitals ``[run, end)`` go on with, and the name of who holds it.

    As (head of the office, start of the name): "| Ambassador to the Vell Islands | Ana Ruiz". An office without an
    article has a name behind it; with one, only a given name tells that it has.
    """
    at = run
    while at > max(floor, run - _LONGEST_OFFICE) and (tokens[at - 1].name or tokens[at - 1].low in _OFFICE_LINKS):
        at -= 1
    if at > floor and _opens_office(tokens, at - 1, run):
        at -= 1
    head = next((place for place in range(run - 1, at - 1, -1) if _opens_office(tokens, place, run)), None)
    person = _holder_start(tokens, run, end)
    if head is None or person is None or person <= run:
        return None
    given = tokens[person].low in names.GIVEN_NAMES
    before = tokens[max(floor, head - 3) : head]
    articled = any(token.low in ("the", "a", "an") for token in before) and not any(t.possessive for t in before)
    named = given or not (articled or tokens[person].low in _PLACE_OPENERS)
    return (head, person) if named and not is_body_word(tokens[end - 1]) else None


def is_office(tokens: Sequence[Token], opened: int, closed: int) -> bool:
    """Whether capitals are the beginning of an office: "District Attorney | for the County of Lund"."""
    return tokens[opened].low not in names.GIVEN_NAMES and _opens_office(tokens, closed - 1, len(tokens))


def object_of_office(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """The last capitals of what an office is "of": from "for the County of | Lund Ana Ruiz"."""
    end = at
    while end < len(tokens) and (tokens[end].name or tokens[end].low in _OFFICE_LINKS or is_particle(tokens, end)):
        end += 1
    while end > at and not tokens[end - 1].name:
        end -= 1
    run = end
    while run > at and (tokens[run - 1].name or is_particle(tokens, run - 1)):
        run -= 1
    return run, end


def _opens_office(tokens: Sequence[Token], at: int, run: int) -> bool:
    return tokens[at].bare in _TITLES and at + 1 < run and tokens[at + 1].low in _OF


def _holder_start(tokens: Sequence[Token], start: int, end: int) -> int | None:
    """Where the given name and surname that capitals end with start."""
    at = end - 1
    while at > start and tokens[at].low in names.NAME_SUFFIXES:
        at -= 1
    while at > start and not tokens[at - 1].name:
        at -= 1
    at -= 1
    while at > start and (len(tokens[at].low.rstrip(".")) == 1 or tokens[at - 1].low in names.GIVEN_NAMES):
        at -= 1
    return at if at > start else None


def is_body_word(token: Token) -> bool:
    """Whether a name that ends with the word is a body's."""
    return token.bare in sources.BODY_NAME_WORDS


def _behind_titles(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where a name starts behind its last title: "General | Hospital" is one, and no general's."""
    if end > start and tokens[end - 1].bare in sources.BODY_NAME_WORDS:
        return start
    for place in range(end - 2, start - 1, -1):
        low = tokens[place].bare
        given = place == start and (
            low in names.MALE_NAMES or (place == end - 2 and low not in names.TITLES | names.HONORIFICS)
        )
        trade = place < end - 2 and (roles.is_role_noun(low) or opens_with_trade(tokens, place))
        title = low in _TITLES or trade
        if title and not given and not tokens[place + 1].preposition:
            return place + 1  # but "Teachers | Against Noise" is one, and "Ally | Brooke" has a given name
    return start


def opens_with_trade(tokens: Sequence[Token], at: int) -> bool:
    """Whether a sentence opens with what somebody is, in a capital for that: "| Plumber | Ana Ruiz"."""
    low = tokens[at].low
    opens = at == 0 or (at == 1 and not tokens[0].word)
    return (
        opens
        and low not in names.GIVEN_NAMES
        and low.endswith(_TRADES)
        and len(low) > _SHORT
        and tokens[at + 1].low in names.GIVEN_NAMES
    )


def is_particle(tokens: Sequence[Token], at: int) -> bool:
    """A small word inside a name: "Ola | van | der Berg"."""
    for following in tokens[at + 1 : at + 3]:
        if tokens[at].low not in names.NAME_PARTICLES or following.name:
            break
        at += 1
    return tokens[at].low in names.NAME_PARTICLES and at + 1 < len(tokens) and tokens[at + 1].name


def spelled(text: str, tokens: Sequence[Token], start: int, end: int) -> tuple[str, ...]:
    """The words of a name as they look, without a possessive ending behind the last."""
    words: list[str] = []
    for token in tokens[start:end]:
        word = composed(text[token.start : token.end])
        words[-1:] = [words[-1] + word] if word == "," and words else [*words[-1:], word]
    return (*words[:-1], *map(_clean, words[-1:]))


def _clean(word: str) -> str:
    for ending in ("'s", "’s"):
        word = word.removesuffix(ending)
    return word.rstrip("'’")


def is_body_name(name: Sequence[str]) -> bool:
    """A capitalised name that is not a person's: "Lund City Council", "BBC"."""
    lows = [word.lower().rstrip(".") for word in name]
    if len(name) > 1 and next((low for low in reversed(lows) if not low.isdigit()), "") in _LAWS:
        return False
    if any(low in sources.BODY_NAME_WORDS or low == "&" for low in lows):
        return True
    return len(name) == 1 and len(name[0]) > 1 and name[0].isupper()


def body_end(tokens: Sequence[Token], end: int) -> int:
    """Takes in the rest of "Department | of Roads and Bridges", "Society | for the Protection of Newts"."""
    while (start := _goes_on_at(tokens, end)) is not None:
        end = start
        while end < len(tokens) and tokens[end].name and not tokens[end - 1].possessive:
            end += 1
    return end


def _goes_on_at(tokens: Sequence[Token], end: int) -> int | None:
    """Where the next part of a body's name starts, behind "of", "for the", "and" or, in a series, a comma."""
    if end + 1 >= len(tokens) or tokens[end - 1].possessive:
        return None
    link = tokens[end].low
    start = end + 2 if link in ("of", "for") and tokens[end + 1].low == "the" else end + 1
    if link not in ("of", "for", "and", "on", ",") or start >= len(tokens):
        return None
    if not tokens[start].name or tokens[start].time or tokens[start].quote != tokens[end - 1].quote:
        return None
    if link == "," and not _is_series(tokens, end):
        return None
    return None if link == "and" and not _same_body(tokens, end) else start


def _is_series(tokens: Sequence[Token], comma: int) -> bool:
    """Fields of work that "and" ends: "of Housing | , Communities and Local Government"."""
    at = comma
    while at < len(tokens) and (tokens[at].low == "," or tokens[at].name):
        at += 1
    if at + 1 >= len(tokens) or tokens[at].low != "and" or not tokens[at + 1].name:
        return False
    parts = [token for token in tokens[comma - 1 : capitals_end(tokens, at + 1)] if token.name]
    if any(token.low in names.GIVEN_NAMES or token.bare in _TITLES for token in parts):
        return False
    return any(token.low in sources.BODY_FIELDS for token in parts) or _lists_fields(tokens, comma, at)


def _lists_fields(tokens: Sequence[Token], comma: int, conjunction: int) -> bool:
    """Whether single words stand in a series behind a body and its "for": "Ministry for Roads | , Mines | and …"."""
    start = comma
    while start > 0 and (tokens[start - 1].name or tokens[start - 1].low == ","):
        start -= 1
    single = all(one.name != two.name for one, two in pairwise(tokens[start:conjunction]))
    leads = start > 1 and tokens[start - 1].low in ("for", "of", "on")
    return single and leads and is_body_word(tokens[start - 2])


def joined_end(tokens: Sequence[Token], opened: int, end: int) -> int:
    """Takes in the rest of "Customs | and Border Protection", "Holm | and Lind Partners".

    That is a field of work on the left and a body on the right, or a surname on the left and a firm on the right.
    """
    if end + 1 >= len(tokens) or end <= opened or tokens[end].low not in ("and", "&"):
        return end
    if not tokens[end + 1].name:
        return end
    stop = end + 1
    while stop < len(tokens) and tokens[stop].name and not tokens[stop - 1].possessive:
        stop += 1
    if end - opened == 1 and tokens[stop - 1].bare in _FIRMS:
        return stop
    field = tokens[end - 1].low in sources.BODY_FIELDS
    return stop if field and any(is_body_word(token) for token in tokens[end + 1 : stop]) else end


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
    return not any(token.bare in sources.BODY_NAME_WORDS - _WORK for token in following if token.name)


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
