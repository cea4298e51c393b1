"""Roles beside a name: "strategic analyst Omar Haddad", "Omar Haddad, an analyst at …".

Invariant: a role is a stretch of the article's own words and holds a noun for what somebody is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from factcheck.language import function_words, names
from factcheck.language.folding import composed
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.dependencies import children, has_child, head, subject
from factcheck.quotes.grammar.places import Range
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import roles, sources
from factcheck.quotes.people.names import opens_with_trade

_ROLE_ENDS = frozenset(", ; who whose whom which that ( . ? ! :".split())
_IS = frozenset("is became remains".split())  # "was" tells too often of an evening
_ALSO = frozenset("also now still".split())
_ROLE_CLAUSES = frozenset("and but that when while before after until since because as".split())
_SERVES = frozenset("is was serves served works worked leads heads".split())
# What somebody does or undergoes "as a judge" is what he is; "praised as a leader" is what others say.
_SERVING = frozenset(
    """serves served serving works worked working acts acted attended attends appeared testified spoke started began
    sworn elected appointed hired employed installed""".split()
)
_APPOSITIVE = frozenset(("appos",))
_OBJECT = frozenset(("pobj",))
_NO_NOUNS = frozenset("PRP CD DT IN".split())  # "one of | them"
_NO_TRADES = sources.BODY_NOUNS | sources.DOCUMENT_NOUNS
ROLE_REACH = 25  # words of an appositive
_BEFORE_REACH = 8  # words of a role before a name
_TOLD_REACH = 12  # words between a name and "as a judge"


def role_before(text: str, tokens: Sequence[Token], start: int, name: int, *, person: bool) -> str | None:
    """The role worded right before a name: "strategic analyst | Omar Haddad".

    Of a ``person`` any noun tells what he is, of whatever else may be named only those that people can be.
    """
    while start < name and (
        tokens[start].determiner or tokens[start].time or tokens[start].low in function_words.CONJUNCTIONS
    ):
        start += 1
    while name > start and tokens[name - 1].low in names.HONORIFICS:
        name -= 1
    if start >= name or tokens[name - 1].possessive:
        return None
    trade = person and tokens[name - 1].relation == "compound" and _may_be_trade(tokens[name - 1])
    trade = trade or opens_with_trade(tokens, name - 1)
    if not trade and not any(
        roles.is_role_noun(token.bare) or token.low in names.TITLES for token in tokens[start:name]
    ):
        return None
    return role_text(text, tokens, start, name)


def _may_be_trade(token: Token) -> bool:
    """A common noun that is no body, no document and no time."""
    return (
        token.tag in ("NN", "NNP") and token.word and not token.name and token.low not in _NO_TRADES and not token.time
    )


def role_after(text: str, tokens: Sequence[Token], name: Range, end: int, *, person: bool) -> str | None:
    """The role worded behind a name: "Omar Haddad, | an analyst at the Meridian Institute | , said"."""
    if name[1] >= end or not (tokens[name[1]].low == "," or tokens[name[1]].dash):
        return None
    aged = _after_age(tokens, name[1] + 1, end)
    if aged < end and tokens[aged].low == "including":
        return None  # "Lund, | including the mayor"
    start = _behind_service(tokens, aged, end)
    stop = _role_stop(tokens, start, end)
    if stop is None:
        return None
    one_of = start < end and tokens[start].low == "one"
    core = next((at for at in range(start, stop) if tokens[at].preposition and not one_of), stop)
    heads = [core - 1] if start > aged else appositives(tokens, name)
    trade = person and any(_may_be_trade(tokens[at]) for at in heads if start <= at < stop)
    trade = trade and tokens[start].tag != "PRP$"  # "Ruiz, his voice breaking, said"
    if not trade and not any(roles.is_role_noun(token.bare) for token in tokens[start:core]):
        return None
    return role_text(text, tokens, start, stop)


def appositives(tokens: Sequence[Token], name: Range) -> list[int]:
    """The nouns that say behind a name what it is: "Omar Haddad, an | analyst | at …"."""
    return [at for at in children(tokens, name[1] - 1, _APPOSITIVE) if at >= name[1]]


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


def role_told(text: str, tokens: Sequence[Token], name: Range, end: int) -> str | None:
    """The role that a name is said to have: "Omar Haddad is also | an analyst", "Haddad was sworn in as | a judge"."""
    start = _behind_is(tokens, name[1], end) or _behind_as(tokens, name[1], end)
    stop = _role_stop(tokens, start, end, _ROLE_CLAUSES) if start else None
    if not start or stop is None:
        return None
    core = next((at for at in range(start, stop) if tokens[at].preposition), stop)
    dated = next((at for at in range(core, stop - 1) if tokens[at].preposition and _is_date(tokens[at + 1])), stop)
    return role_text(text, tokens, start, dated) if roles.is_role_noun(tokens[core - 1].bare) else None


def _behind_is(tokens: Sequence[Token], name_end: int, end: int) -> int | None:
    if name_end + 2 >= end or tokens[name_end].low not in _IS:
        return None
    start = name_end + 1 + (tokens[name_end + 1].low in _ALSO)
    return start if tokens[start].determiner or tokens[start].bare in names.TITLES else None


def _behind_as(tokens: Sequence[Token], name_end: int, end: int) -> int | None:
    for at in range(name_end, min(end - 1, name_end + _TOLD_REACH)):
        verb = head(tokens, at)
        verb = head(tokens, verb) if tokens[verb].relation == "dobj" else verb
        if tokens[at].low == "as" and tokens[verb].low in _SERVING and has_child(tokens, at, _OBJECT):
            own = subject(tokens, verb)
            relative = tokens[verb].relation == "relcl" and head(tokens, verb) == name_end - 1
            return at + 1 if relative or own == name_end - 1 else None
    return None


def role_fronted(text: str, tokens: Sequence[Token], name: int) -> str | None:
    """The role that a sentence opens with: "A former pilot, | Omar Haddad", "As mayor of Lund, | Haddad"."""
    if name < 2 or tokens[name - 1].low != "," or tokens[0].low not in ("a", "an", "as"):
        return None
    start = 1 if tokens[0].low == "as" else 0
    if _role_stop(tokens, start, name) != name - 1:
        return None
    core = next((at for at in range(start, name - 1) if tokens[at].preposition), name - 1) - 1
    subject_of_its_own = tokens[core].relation.startswith("nsubj") and head(tokens, core) > name
    plain = start < core + 1 and roles.is_role_noun(tokens[core].bare) and not subject_of_its_own
    return role_text(text, tokens, start, name - 1) if plain else None


def role_apposed(text: str, tokens: Sequence[Token], name: Range) -> str | None:
    """The role that a name between commas explains: "The mayor of Lund, | Omar Haddad | , came late"."""
    opened, closed = name
    core = head(tokens, closed - 1)
    if tokens[closed - 1].relation != "appos" or tokens[opened - 1].low != "," or not core < opened - 1:
        return None
    plain = roles.is_role_noun(tokens[core].bare) and _role_stop(tokens, core, opened) == opened - 1
    return role_text(text, tokens, role_start(tokens, core), opened - 1) if plain else None


def _is_date(token: Token) -> bool:
    return token.time or token.low.isdigit()


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
    if all(token.tag in _NO_NOUNS for token in tokens[start:end]):
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
    return token.low in function_words.SUBJECT_PRONOUNS or _acts(tokens, at)


def _acts(tokens: Sequence[Token], at: int) -> bool:
    """A verb that is no part of the role behind it: "rob | Mayor", "Meet | artist", but "retired | nurse"."""
    token = tokens[at]
    if is_verb(tokens, at) or token.low in names.TITLES:
        return is_verb(tokens, at)
    if token.low.endswith("ing") and (at == 0 or token.tag != "VBG"):
        return True
    return token.tag.startswith("VB") and not (token.tag in ("VBN", "VBG") and token.relation in ("amod", "compound"))
