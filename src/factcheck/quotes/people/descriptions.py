"""What somebody is called instead of by name: "the actor", "the 23-year-old", "the state's largest utility".

Invariant: a description is read from the grammar around it; that it is of somebody named, the cast decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factcheck.quotes.grammar.dependencies import head
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import roles, sources

_REACH = 12  # tokens from a name to the noun that says what it is
_LOOKED_BACK = 20_000  # characters in which a noun may have been introduced
_PEOPLE_ENDINGS = ("er", "or", "ist", "ian", "eer", "man", "woman", "ess", "-old", "friend", "mate")
# Which of two or more it is, and not what: whom "the other" means, the last name does not tell.
WHICH_ONES = frozenset("another elder either former latter neither other older younger".split())
_PEOPLE = roles.ROLE_NOUNS | sources.PEOPLE_NOUNS | {"native", "star", "teen", "icon", "veteran", "pensioner"}
_BODIES = frozenset(
    """airline brewer broadcaster carrier chain conglomerate consultancy developer giant grocer insurer lender
    manufacturer multinational nonprofit operator producer provider publisher regulator retailer start-up startup
    studio supplier utility""".split()
)
_INDEFINITE = r"(?<!\w)(?:an?|another|one|two|three|some) (?:[\w'’-]+ ){0,3}?"
_RELATED = r"(?<!\w)(?:his|her|their|its|our|\w+['’]s?) (?:[\w'’-]+ ){0,3}?"


def described(tokens: Sequence[Token], opened: int, closed: int) -> Iterator[str]:
    """The nouns for what bears the name ``tokens[opened:closed]``: "Ana Ruiz, an | actor", "| singer | Ana Ruiz"."""
    last = closed - 1
    if tokens[last].relation == "appos" and _is_noun(tokens[head(tokens, last)]):
        yield tokens[head(tokens, last)].bare
    before = tokens[opened - 1] if opened else None
    if before is not None and before.relation == "compound" and _is_noun(before):
        yield before.bare
    for at in range(closed, min(len(tokens), closed + _REACH)):
        above = head(tokens, at)
        apposed = tokens[at].relation == "appos" and opened <= above < closed
        told = tokens[at].relation == "attr" and opened <= _subject_before(tokens, above, opened) < closed
        if (apposed or told) and _is_noun(tokens[at]):
            yield tokens[at].bare


def _subject_before(tokens: Sequence[Token], verb: int, floor: int) -> int:
    found = (at for at in range(floor, verb) if tokens[at].relation == "nsubj" and head(tokens, at) == verb)
    return next(found, -1)


def _is_noun(token: Token) -> bool:
    return token.tag == "NN" and not token.name


def is_person(noun: str) -> bool:
    """Whether a noun says what a single person is, be it listed or only made like one: "midfielder"."""
    if is_body(noun) or noun in sources.DOCUMENT_NOUNS or noun in sources.SAYING_NOUNS or noun in sources.OCCASIONS:
        return False
    if noun in WHICH_ONES:
        return False
    return noun in _PEOPLE or noun.endswith(_PEOPLE_ENDINGS)


def is_body(noun: str) -> bool:
    """Whether a noun is a common one for a body: "utility", "carmaker"."""
    generic = noun in sources.GENERIC_BODIES or noun in sources.BODY_NOUNS
    return generic or noun in _BODIES or noun.endswith("maker")


def is_introduced(text: str, noun: str, before: int) -> bool:
    """Whether the text has spoken of somebody else so: "her | landlord", "a | doctor"."""
    seen = text[max(0, before - _LOOKED_BACK) : before]
    ways = _INDEFINITE if is_body(noun) else f"(?:{_INDEFINITE}|{_RELATED})"
    return re.search(f"{ways}{re.escape(noun)}s?(?!\\w)", seen, re.IGNORECASE) is not None
