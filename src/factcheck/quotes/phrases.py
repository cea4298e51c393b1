"""Noun phrases and adjuncts beside a cue, read without a parser.

Invariant: every scan is bounded (``REACH`` tokens), so reading a sentence is linear in its length.
Indexes count tokens of one sentence; ranges are half-open.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.quotes import words
from factcheck.quotes.cues import Form, finite_verbs
from factcheck.quotes.tokens import Token

REACH = 60  # tokens a scan may look at


def is_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token is, in all likelihood, the verb of a clause (not an adjective or a noun)."""
    token = tokens[at]
    if not token.word or token.name:
        return False
    if token.low in words.AUXILIARIES:
        return True
    form = finite_verbs().get(token.low)
    before = tokens[at - 1] if at else None
    if form is None:
        if not token.low.endswith("ed") or len(token.low) < 5 or token.capital:
            return False
        form = Form.PAST | Form.PARTICIPLE
    if before is None:
        return False
    if before.determiner or before.possessive or before.preposition or before.low in ("to", "most", "so", "more"):
        return False
    if form & Form.PAST:
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        adjective = (
            after is not None and after.word and not after.determiner and not after.preposition and not before.name
        )
        return (
            not (
                adjective
                and token.low.endswith("ed")
                and not (before.low in words.SUBJECT_PRONOUNS or before.low in words.RELATIVES or before.adverb)
            )
            or before.low in words.PEOPLE_NOUNS
        )
    if form & Form.THIRD:
        return (
            before.name
            or before.low in words.SUBJECT_PRONOUNS
            or before.low in words.RELATIVES
            or before.low in words.PEOPLE_NOUNS
            or before.low in words.BODY_NOUNS
        )
    if form & Form.BASE:
        return (
            before.low in words.SUBJECT_PRONOUNS
            or before.low in words.RELATIVES
            or (before.low in words.PEOPLE_NOUNS and before.low.endswith("s"))
        )
    return False


def _breaks(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token cannot lie inside a plain noun phrase."""
    token = tokens[at]
    if token.quote >= 0:
        return True
    if not token.word:
        return token.low not in ("(", ")", "&", "$", "%", "[", "]", "/")
    if token.name:
        return False
    return (
        token.low in words.SUBORDINATORS or token.low in ("but", "nor", "yet", "so", "that", "what", "how", "who", "which", "than", "whose")
        or (token.low in words.SUBJECT_PRONOUNS) or is_verb(tokens, at)
    )  # fmt: skip


def phrase_before(tokens: Sequence[Token], end: int, floor: int) -> int | None:
    """Where the noun phrase that ends right before token ``end`` starts, or None if there is none.

    An appositive or an aside between commas belongs to it: "Ana Ruiz, the mayor of Lund, | said".
    """
    if end <= floor:
        return None
    last = tokens[end - 1]
    if last.low in words.SUBJECT_PRONOUNS or last.low in ("who", "which"):
        return end - 1
    if last.low == "," or last.dash:
        return _before_aside(tokens, end - 1, floor)
    return _plain_before(tokens, end, floor)


def _before_aside(tokens: Sequence[Token], comma: int, floor: int) -> int | None:
    mark = tokens[comma].low
    for at in range(comma - 1, max(floor, comma - REACH) - 1, -1):
        token = tokens[at]
        if token.low in (".", ";", ":") or (token.quote >= 0 and not token.word):
            return None
        if token.low == mark and at > floor and (start := _plain_before(tokens, at, floor)) is not None:
            if _can_be_aside(tokens, at + 1, comma) and _is_noun_like(tokens[at - 1]):
                return start
    return None


def _can_be_aside(tokens: Sequence[Token], start: int, end: int) -> bool:
    if start >= end:
        return False
    first = tokens[start]
    return first.low not in words.SUBJECT_PRONOUNS and first.low not in ("and", "but", "or")


def _is_noun_like(token: Token) -> bool:
    return token.word and not token.preposition and token.low not in words.CONJUNCTIONS or token.low == ")"


def _plain_before(tokens: Sequence[Token], end: int, floor: int) -> int | None:
    start = end
    stop = max(floor, end - REACH)
    while start > stop and not _breaks(tokens, start - 1):
        start -= 1
    if start > floor and tokens[start - 1].low == "," and _lists(tokens, start, end):
        longer = _plain_before(tokens, start - 1, floor)
        if longer is not None and not any(token.preposition for token in tokens[longer : longer + 1]):
            start = longer
    start = _without_opening(tokens, start, end)
    if (
        start >= end
        or not _is_noun_like(tokens[end - 1])
        or tokens[start].low in words.OBJECT_PRONOUNS - words.SUBJECT_PRONOUNS
    ):
        return None
    return start


def _lists(tokens: Sequence[Token], start: int, end: int) -> bool:
    """A list of names, "A, B and C": the last stretch holds " and "."""
    return any(token.low == "and" for token in tokens[start:end]) and tokens[start].name


def _without_opening(tokens: Sequence[Token], start: int, end: int) -> int:
    """Skips what opens a sentence before its subject: "But on Tuesday | the mayor"."""
    while start < end:
        token = tokens[start]
        if (
            token.low in words.CONJUNCTIONS
            or token.low in words.SENTENCE_OPENERS
            or (token.adverb and not token.name)
            or token.time
        ):
            start += 1
        elif not token.word and token.low not in ("(", "$", "[") and token.quote < 0:
            start += 1
        elif token.preposition:
            start = _after_prepositional(tokens, start, end)
        else:
            break
    return start


def _after_prepositional(tokens: Sequence[Token], start: int, end: int) -> int:
    """The end of "on Tuesday", "in a statement", "In Iowa": up to the next name or determiner that starts a phrase."""
    at = start + 1
    while at < end and tokens[at].time | tokens[at].low.isdigit():
        at += 1
    if at > start + 1:
        return at
    at += 1
    while at < end and not (tokens[at].determiner or (tokens[at].name and not tokens[at - 1].name)):
        at += 1
    return at


def phrase_after(tokens: Sequence[Token], start: int, ceiling: int) -> int:
    """The end of the noun phrase that starts at ``start``, appositives included.

    >>> # said | Ana Ruiz, the mayor of Lund | in a statement
    """
    at, named = start, False
    ceiling = min(ceiling, start + REACH)
    while at < ceiling:
        token = tokens[at]
        if token.quote >= 0 or token.low in (".", "?", "!", ";", ":") or token.dash:
            break
        if token.low == ",":
            if at + 1 >= ceiling or tokens[at + 1].quote >= 0 or not _apposes(tokens, at + 1, ceiling):
                break
        elif at > start and (
            token.time or (token.preposition and token.low not in ("of", "for", "at", "from", "with") and named)
        ):
            break
        elif token.low in ("as", "after", "when", "while", "during", "before", "because", "but"):
            break
        named = named or token.name or token.low in words.SUBJECT_PRONOUNS
        at += 1
        if token.low in words.SUBJECT_PRONOUNS:
            break
    return at


def _apposes(tokens: Sequence[Token], at: int, ceiling: int) -> bool:
    token = tokens[at]
    if token.low in (
        "and",
        "but",
        "or",
        "as",
        "while",
        "when",
        "after",
        "before",
        "because",
        "according",
        "though",
        "although",
        "in",
        "on",
        "during",
        "at",
        "with",
        "by",
        "he",
        "she",
        "they",
        "it",
    ):
        return False
    if token.low.endswith("ing") and not token.name:
        return False
    return not any(is_verb(tokens, i) for i in range(at, min(at + 3, ceiling))) or token.low in (
        "who",
        "whose",
        "which",
    )


def skip_adjuncts(tokens: Sequence[Token], at: int, ceiling: int) -> int:
    """The end of adverbs, times and prepositional phrases that start at ``at``: "on Monday in a statement"."""
    while at < ceiling:
        token = tokens[at]
        if token.quote >= 0:
            break
        if (
            token.time
            or (token.adverb and token.low not in ("not",))
            or (token.low in ("last", "this", "next") and at + 1 < ceiling and tokens[at + 1].time)
        ):
            at += 1
        elif (token.preposition or token.low == "when" and False) and at + 1 < ceiling:
            end = _prepositional_end(tokens, at, ceiling)
            if end == at:
                break
            at = end
        else:
            break
    return at


def _prepositional_end(tokens: Sequence[Token], at: int, ceiling: int) -> int:
    end = at + 1
    while end < ceiling and end - at < 20:
        token = tokens[end]
        if not token.word and token.low not in ("&", "/", "(", ")") and token.quote < 0:
            break
        if token.quote >= 0 and not token.word and not _names_work(tokens, end):
            break
        if (
            token.low in words.SUBJECT_PRONOUNS
            or token.low in ("that", "who", "which", "what", "how", "why", "whether", "if", "there")
            or token.low in words.SUBORDINATORS
            or is_verb(tokens, end)
        ):
            break
        if (
            token.determiner
            and end > at + 1
            and not tokens[end - 1].preposition
            and not token.low[:1].isdigit()
            and token.low not in ("both", "one", "last", "this")
        ):
            break
        end += 1
    return end


def _names_work(tokens: Sequence[Token], at: int) -> bool:
    """A short title in marks, as in: on ABC's "This Week"."""
    inside = [t for t in tokens[at : at + 8] if t.quote == tokens[at].quote and t.word]
    return 0 < len(inside) <= 5 and all(
        t.capital or t.low in words.PREPOSITIONS or t.low in words.DETERMINERS for t in inside
    )
