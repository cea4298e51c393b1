"""Noun phrases and adjuncts beside a cue: the subject the parser sees, or what words and commas tell without one.

Invariant: every scan is bounded (``REACH`` tokens), so reading a sentence is linear in its length.
Indexes count tokens of one statement; ranges are half-open.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.language import function_words
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.dependencies import hangs_on, head
from factcheck.quotes.grammar.inflections import Frame, lexicon
from factcheck.quotes.grammar.tokens import Token
from factcheck.syntax import SUBJECTS

REACH = 60  # tokens a scan may look at
_CHAIN = 6  # tokens of auxiliaries and adverbs before a verb

_NEVER_INSIDE = function_words.SUBORDINATORS | frozenset("but nor yet so that what how who which than whose".split())
_INSIDE_MARKS = frozenset("()&$%[]/")
_NAME_PREPOSITIONS = frozenset("of for at from with".split())  # that go on with a named source
_ADVERBS = frozenset("RB RBR RBS PDT".split())
_CLAUSE_STARTS = frozenset("as after when while during before because but".split())


def _breaks(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token cannot lie inside a plain noun phrase."""
    token = tokens[at]
    if token.quote >= 0:
        return not _nickname(tokens, at)
    if not token.word:
        return token.low not in _INSIDE_MARKS
    if token.name:
        return False
    return token.low in _NEVER_INSIDE or token.low in function_words.SUBJECT_PRONOUNS or is_verb(tokens, at)


def _nickname(tokens: Sequence[Token], at: int) -> bool:
    """A pair of marks around one capitalised word between names: Omar "Lefty" Haddad."""
    quote, first = tokens[at].quote, at
    while first > max(0, at - 3) and tokens[first - 1].quote == quote:
        first -= 1
    last = at
    while last + 1 < min(len(tokens), at + 3) and tokens[last + 1].quote == quote:
        last += 1
    inside = tokens[first + 1 : last]
    around = first > 0 and last + 1 < len(tokens) and tokens[first - 1].name and tokens[last + 1].name
    return len(inside) == 1 and inside[0].capital and around


def phrase_before(tokens: Sequence[Token], end: int, floor: int) -> int | None:
    """Where the noun phrase that ends right before token ``end`` starts, or None if there is none.

    An appositive or an aside between commas belongs to it: "Ana Ruiz, the mayor of Lund, | said".
    """
    while end > floor + 1 and tokens[end - 1].adverb and tokens[end - 2].low == ",":
        end -= 1  # "Ana Ruiz, the mayor, recently | said"
    if end <= floor:
        return None
    last = tokens[end - 1]
    if last.low in function_words.SUBJECT_PRONOUNS or last.low in ("who", "which"):
        return end - 1
    start = _subject_start(tokens, end, floor)
    if start is not None:
        return start
    if last.low == "," or last.dash:
        return _before_aside(tokens, end - 1, floor)
    return _plain_before(tokens, end, floor)


def _subject_start(tokens: Sequence[Token], end: int, floor: int) -> int | None:
    """Where the subject of a verb that follows token ``end`` starts, as the parser sees it; None if it sees none."""
    for at in range(end - 1, max(floor, end - REACH) - 1, -1):
        if tokens[at].relation in SUBJECTS and end <= head(tokens, at) < end + _CHAIN:
            start = _first_subject(tokens, at, floor)
            while start > floor and (hangs_on(tokens, start - 1, at) or _within_name(tokens, start)):
                start -= 1
            start = _without_opening(tokens, start, end)
            if start > at or any(
                token.quote >= 0 and not _nickname(tokens, place)
                for place, token in enumerate(tokens[start:end], start)
            ):
                return None
            return start
    return None


def _first_subject(tokens: Sequence[Token], at: int, floor: int) -> int:
    """The first of two subjects of a verb, names and commas between: "Committee on Bees, | Birds and Hedges said"."""
    twins = (place for place in range(floor, at) if tokens[place].relation in SUBJECTS)
    first = next((place for place in twins if head(tokens, place) == head(tokens, at)), at)
    between = tokens[first + 1 : at]
    listed = any(token.preposition for token in between) and all(
        token.name or token.preposition or token.low == "," for token in between
    )
    return first if listed else at


def _within_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token goes on with the name that the token before it is of, whatever the parser makes of them."""
    return tokens[at].name and tokens[at - 1].name and not tokens[at - 1].time


def _before_aside(tokens: Sequence[Token], comma: int, floor: int) -> int | None:
    mark = tokens[comma].low
    for at in range(comma - 1, max(floor, comma - REACH) - 1, -1):
        token = tokens[at]
        if token.low in (".", ";", ":") and token.quote < 0:
            return None
        if token.low == mark and at > floor and _noun_like(tokens[at - 1]) and _can_be_aside(tokens, at + 1, comma):
            start = _plain_before(tokens, at, floor)
            if start is not None:
                return start
    return None


def _can_be_aside(tokens: Sequence[Token], start: int, end: int) -> bool:
    if start >= end:
        return False
    first = tokens[start]
    return first.low not in function_words.SUBJECT_PRONOUNS and first.low not in ("and", "but", "or")


def _noun_like(token: Token) -> bool:
    return (token.word and not token.preposition and token.low not in function_words.CONJUNCTIONS) or token.low == ")"


def _plain_before(tokens: Sequence[Token], end: int, floor: int) -> int | None:
    start = end
    stop = max(floor, end - REACH)
    while start > stop and not _breaks(tokens, start - 1):
        start -= 1
    modified = _before_relative(tokens, start, floor)
    if modified is not None:
        return modified
    start = _with_list(tokens, start, end, floor)
    start = _without_opening(tokens, start, end)
    if start >= end or not _noun_like(tokens[end - 1]):
        return None
    if end - start == 1 and tokens[start].low in function_words.OBJECT_PRONOUNS:
        return None
    return start


def _before_relative(tokens: Sequence[Token], start: int, floor: int) -> int | None:
    """The start of a phrase whose relative clause ends it: "Drivers | who carry bricks to the border | say"."""
    for at in range(start - 2, max(floor, start - 5), -1):
        if tokens[at].low == "who" and is_verb(tokens, start - 1):
            return _plain_before(tokens, at, floor)
        if not is_verb(tokens, at) and not tokens[at].adverb:
            return None
    return None


def _with_list(tokens: Sequence[Token], start: int, end: int, floor: int) -> int:
    """Takes in the earlier names of "Ana Ruiz, Omar Haddad | and Li Wei"."""
    listed = start > floor + 1 and start < end and tokens[start - 1].low == "," and tokens[start].name
    if not listed or not tokens[start - 2].name or all(token.low != "and" for token in tokens[start:end]):
        return start
    longer = _plain_before(tokens, start - 1, floor)
    return start if longer is None or tokens[longer].preposition else longer


def _without_opening(tokens: Sequence[Token], start: int, end: int) -> int:
    """Skips what opens a sentence before its subject: "But on Tuesday | the mayor"."""
    while start < end:
        token = tokens[start]
        if token.low == "(" and all(other.low != ")" for other in tokens[start:end]):
            start += 1
            continue
        opens = token.low in function_words.CONJUNCTIONS or token.low in function_words.SENTENCE_OPENERS or token.time
        if opens or (token.adverb and not token.name) or (not token.word and token.low not in "($["):
            start += 1
        elif token.preposition:
            start = _after_prepositional(tokens, start, end)
        else:
            break
    return start


def _after_prepositional(tokens: Sequence[Token], start: int, end: int) -> int:
    """The end of "on Tuesday" or "In Lund", up to the name or determiner that starts the next phrase."""
    at = start + 1
    while at < end and (tokens[at].time or tokens[at].low.isdigit()):
        at += 1
    if at > start + 1:
        return at
    at += 1
    while at < end and not (tokens[at].determiner or (tokens[at].name and not tokens[at - 1].name)):
        at += 1
    return at


def phrase_after(tokens: Sequence[Token], start: int, ceiling: int) -> int:
    """The end of the noun phrase at ``start``, appositives included: "said | Ana Ruiz, the mayor | in a statement"."""
    at, named = start, False
    ceiling = min(ceiling, start + REACH)
    while at < ceiling and not _ends_source(tokens, at, start, ceiling, named):
        named = named or tokens[at].name
        at += 1
        if tokens[at - 1].low in function_words.SUBJECT_PRONOUNS:
            break
    return at


def _ends_source(tokens: Sequence[Token], at: int, start: int, ceiling: int, named: bool) -> bool:
    """Whether a source that began at ``start`` ends before token ``at``."""
    token = tokens[at]
    if token.low == ",":
        return at + 1 >= ceiling or tokens[at + 1].quote >= 0 or not _apposes(tokens, at + 1, ceiling)
    if (token.quote >= 0 and not _nickname(tokens, at)) or token.low in (".", "?", "!", ";", ":") or token.dash:
        return True
    leads_on = token.preposition and token.low not in _NAME_PREPOSITIONS
    if at > start and tokens[at - 1].name and not tokens[at - 1].possessive and _leaves_name(token):
        return True
    dated = _when(tokens, at) and not tokens[at - 1].possessive  # but "Meridian's | recently hired head"
    return token.low in _CLAUSE_STARTS or (at > start and (dated or (named and leads_on)))


def _when(tokens: Sequence[Token], at: int) -> bool:
    """A word of time that is no part of what somebody is: "on | Monday night", but no "night | porter"."""
    own = tokens[at].relation == "compound" and not tokens[head(tokens, at)].time
    return tokens[at].time and not own


def _leaves_name(token: Token) -> bool:
    """Whether a word right behind a name is no part of who it is: "said Ana Ruiz | wearily", "… | the next day"."""
    return not token.name and (token.adverb or token.tag in _ADVERBS or token.low in function_words.DETERMINERS)


def _apposes(tokens: Sequence[Token], at: int, ceiling: int) -> bool:
    """Whether the words behind a comma still say who somebody is."""
    token = tokens[at]
    if at + 1 >= ceiling:
        return not token.preposition
    if (
        token.low in function_words.SUBJECT_PRONOUNS
        or token.low in function_words.CONJUNCTIONS
        or token.low in function_words.SUBORDINATORS
    ):
        return False
    if (token.preposition and token.low != "of") or token.low in ("according", "as"):
        return False
    if token.low.endswith("ing") and not token.name:
        return False
    if token.low == "who" and any(entry.frame & Frame.CLAUSE for entry in lexicon().get(tokens[at + 1].low, ())):
        return False  # "Omar Haddad, a nurse, | who said …"
    return token.low in ("who", "whose", "which") or not any(
        is_verb(tokens, i) for i in range(at, min(at + 3, ceiling))
    )


def skip_adjuncts(tokens: Sequence[Token], at: int, ceiling: int) -> int:
    """The end of adverbs, times and prepositional phrases that start at ``at``: "on Monday in a statement"."""
    while at < ceiling and tokens[at].quote < 0:
        token = tokens[at]
        follows = tokens[at + 1] if at + 1 < ceiling else None
        points = follows is not None and (
            (token.low in ("last", "this", "next") and follows.time)
            or (token.low in ("early", "late") and (follows.time or follows.preposition))
        )
        if _when(tokens, at) or points or (token.adverb and token.low != "not"):
            if _opens_subclause(tokens, at) or (at + 1 < ceiling and _opens_subclause(tokens, at + 1)):
                break  # "said | shortly after he left, she called"
            at += 1
        elif token.preposition and at + 1 < ceiling and not _opens_subclause(tokens, at):
            at = _prepositional_end(tokens, at, ceiling)
        else:
            break
    return at


def _opens_subclause(tokens: Sequence[Token], at: int) -> bool:
    leads = tokens[at].relation in ("mark", "advmod") and tokens[at].low in function_words.SUBORDINATORS
    return leads and tokens[head(tokens, at)].relation == "advcl"


def _prepositional_end(tokens: Sequence[Token], at: int, ceiling: int) -> int:
    """The end of the phrase a preposition opens; at least one token."""
    end = at + 1
    if tokens[at].low == "to" and end < ceiling and tokens[end].tag == "VBG":
        return end  # "admitted to | taking the money"
    while end < min(ceiling, at + 20):
        token = tokens[end]
        if token.quote >= 0 and not token.word and not _names_work(tokens, end):
            break
        if not token.word and token.quote < 0 and token.low not in ("&", "/", "(", ")"):
            break
        if token.low in function_words.SUBJECT_PRONOUNS or token.low in _NEVER_INSIDE or token.low in ("why", "there"):
            break
        if is_verb(tokens, end) or (end > at + 1 and _starts_subject(tokens, end)):
            break
        end += 1
    return end


def _starts_subject(tokens: Sequence[Token], at: int) -> bool:
    """A determiner that does not go on with a preposition's phrase: "in a statement | the company"."""
    token = tokens[at]
    if not token.determiner or tokens[at - 1].preposition or token.low[:1].isdigit():
        return False
    return token.low not in ("both", "one", "last", "this")


def _names_work(tokens: Sequence[Token], at: int) -> bool:
    """A short title in marks, as in: on the programme "Lund This Week"."""
    inside = [t for t in tokens[at : at + 8] if t.quote == tokens[at].quote and t.word]
    return 0 < len(inside) <= 5 and all(t.capital or t.preposition or t.determiner for t in inside)
