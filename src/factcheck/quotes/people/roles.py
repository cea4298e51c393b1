"""Roles beside a name: "strategic analyst Omar Haddad", "Omar Haddad, an analyst at …".

Invariant: a role is a stretch of the article's own words and holds a noun for what somebody is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from factcheck.language import function_words, names
from factcheck.language.folding import composed
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import roles

_ROLE_ENDS = frozenset(", ; who which ( . ? ! :".split())
_IS = frozenset("is became remains".split())  # "was" tells too often of an evening
_ALSO = frozenset("also now still".split())
_ROLE_CLAUSES = frozenset("and but that when while before after until since because as".split())
_SERVES = frozenset("is was serves served works worked leads heads".split())
ROLE_REACH = 25  # words of an appositive
_BEFORE_REACH = 8  # words of a role before a name


def role_before(text: str, tokens: Sequence[Token], start: int, name: int) -> str | None:
    """The role worded right before a name: "strategic analyst | Omar Haddad"."""
    while start < name and (
        tokens[start].determiner or tokens[start].time or tokens[start].low in function_words.CONJUNCTIONS
    ):
        start += 1
    while name > start and tokens[name - 1].low in names.HONORIFICS:
        name -= 1
    if start >= name or not any(
        token.bare in roles.ROLE_NOUNS or token.low in names.TITLES for token in tokens[start:name]
    ):
        return None
    return role_text(text, tokens, start, name)


def role_after(text: str, tokens: Sequence[Token], name_end: int, end: int) -> str | None:
    """The role worded behind a name: "Omar Haddad, | an analyst at the Meridian Institute | , said"."""
    if name_end >= end or tokens[name_end].low != ",":
        return None
    start = _behind_service(tokens, _after_age(tokens, name_end + 1, end), end)
    stop = _role_stop(tokens, start, end)
    if stop is None:
        return None
    one_of = start < end and tokens[start].low == "one"
    head = next((at for at in range(start, stop) if tokens[at].preposition and not one_of), stop)
    named = (token.bare for token in tokens[start:head])
    if not any(word in roles.ROLE_NOUNS or word.removesuffix("s") in roles.ROLE_NOUNS for word in named):
        return None
    return role_text(text, tokens, start, stop)


def _behind_service(tokens: Sequence[Token], start: int, end: int) -> int:
    """Behind "who serves as" or "who is also" in "Omar Haddad, | who is also | an analyst"."""
    if start + 1 < end and tokens[start].low == "who" and tokens[start + 1].low in _SERVES:
        start += 3 if start + 2 < end and tokens[start + 2].low == "as" else 2
    also = tokens[start - 1].low in _SERVES and start < end and tokens[start].low in _ALSO
    return start + 1 if start + 1 < end and (also or tokens[start].low == "as") else start


def _role_stop(tokens: Sequence[Token], start: int, end: int, clauses: Collection[str] = ()) -> int | None:
    """Where a role ends, words of ``clauses`` ending it too; None if it holds a verb."""
    stop = start
    while stop < min(end, start + ROLE_REACH) and not (_ends_role(tokens[stop]) or tokens[stop].low in clauses):
        if is_verb(tokens, stop):
            return None
        stop += 1
    return stop


def role_told(text: str, tokens: Sequence[Token], name_end: int, end: int) -> str | None:
    """The role that a name is said to have: "Omar Haddad is also | an analyst at the Meridian Institute"."""
    if name_end + 2 >= end or tokens[name_end].low not in _IS:
        return None
    start = name_end + 1 + (tokens[name_end + 1].low in _ALSO)
    if not (tokens[start].determiner or tokens[start].bare in names.TITLES):
        return None
    stop = _role_stop(tokens, start, end, _ROLE_CLAUSES)
    if stop is None:
        return None
    head = next((at for at in range(start, stop) if tokens[at].preposition), stop)
    return role_text(text, tokens, start, stop) if tokens[head - 1].bare in roles.ROLE_NOUNS else None


def _after_age(tokens: Sequence[Token], start: int, end: int) -> int:
    """Behind "45," in "Omar Haddad, 45, an analyst"."""
    aged = start + 1 < end and tokens[start].low.isdigit() and tokens[start + 1].low == ","
    return start + 2 if aged else start


def _ends_role(token: Token) -> bool:
    return token.quote >= 0 or token.dash or token.low in _ROLE_ENDS


def role_text(text: str, tokens: Sequence[Token], start: int, end: int) -> str | None:
    """The words of a role without "the", "a", "one of"."""
    if end - start > 2 and tokens[start].low == "one" and tokens[start + 1].low == "of":
        start += 2
    while start < end and tokens[start].low in ("the", "a", "an", "another", "longtime"):
        start += 1
    if start >= end:
        return None
    role = composed(" ".join(text[tokens[start].start : tokens[end - 1].end].strip(" ,").split()))
    return role or None


def role_start(tokens: Sequence[Token], name: int) -> int:
    """Back over the words of a role before a name."""
    at = name
    while at > max(0, name - _BEFORE_REACH) and not _ends_role_backwards(tokens, at - 1, tokens[name].quote):
        at -= 1
    return at


def _ends_role_backwards(tokens: Sequence[Token], at: int, quote: int) -> bool:
    token = tokens[at]
    if not token.word or token.quote != quote or token.determiner or token.preposition or token.adverb:
        return True
    if (
        token.low in function_words.CONJUNCTIONS
        or token.low in function_words.SUBORDINATORS
        or token.low in function_words.RELATIVES
    ):
        return True
    return token.low in function_words.SUBJECT_PRONOUNS or token.low.endswith("ing") or is_verb(tokens, at)
