"""What the words that name a source say: a name, a role, a pronoun, a body, a document.

Invariant: a mention is read from its own words alone; who it is in this article, the cast knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from factcheck.domain import Span, SpeakerKind
from factcheck.quotes import words
from factcheck.quotes.phrases import is_verb
from factcheck.quotes.tokens import Token

_ROLE_REACH = 25  # words of an appositive


class Gender(Enum):
    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True)
class Mention:
    """A source as worded. ``name`` is empty for pronouns and common nouns; ``head`` is their word.

    ``label`` is what to call a source without a name: "senior officials", "Northwood poll".
    """

    span: Span
    name: tuple[str, ...] = ()
    role: str | None = None
    gender: Gender | None = None
    head: str = ""
    label: str = ""
    kind: SpeakerKind = SpeakerKind.PERSON
    pronoun: bool = False
    definite: bool = False


def read(text: str, tokens: Sequence[Token], start: int, end: int) -> Mention:
    """The mention worded by ``tokens[start:end]``; the range must not be empty."""
    span = Span(tokens[start].start, tokens[end - 1].end)
    first = tokens[start]
    if end - start == 1 and (
        first.low in words.SUBJECT_PRONOUNS or first.low in words.RELATIVES or first.low in words.OBJECT_PRONOUNS
    ):
        return Mention(span, head=first.low, pronoun=True)
    core = _core_end(tokens, start, end)
    opened, closed = name_run(tokens, start, core)
    if opened < closed:
        return _named(text, tokens, span, start, opened, closed, end)
    return (
        _titled(text, tokens, span, start, core, end)
        or _appositive_name(text, tokens, span, start, core, end)
        or _nominal(text, tokens, span, start, core, end)
    )


def _titled(text: str, tokens: Sequence[Token], span: Span, start: int, core: int, end: int) -> Mention | None:
    """A title that holds "of" before the name: "Secretary of Education | Ana Ruiz"."""
    if core + 3 >= end or tokens[core].low not in ("of", "for") or tokens[core - 1].bare not in words.TITLES:
        return None
    stop = _core_end(tokens, core + 1, end)
    opened, closed = name_run(tokens, core + 1, stop)
    if closed - opened < 3 or opened > core + 2:
        return None
    return _named(text, tokens, span, start, closed - 2, closed, end)


def _appositive_name(text: str, tokens: Sequence[Token], span: Span, start: int, core: int, end: int) -> Mention | None:
    """A role first and the name behind a comma: "one of her aides, | Ana Ruiz | , said"."""
    comma = next((at for at in range(core, end) if tokens[at].low == "," or is_verb(tokens, at)), end)
    if comma + 1 >= end or tokens[comma].low != ",":
        return None
    stop = _core_end(tokens, comma + 1, end)
    opened, closed = name_run(tokens, comma + 1, stop)
    name = _words(text, tokens, opened, closed)
    if opened >= closed or opened > comma + 3 or closed != stop or is_body_name(name):
        return None
    return Mention(span, name, _role_text(text, tokens, start, comma), gender_of(name), label=" ".join(name))


def _core_end(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the head noun phrase ends: before a comma, bracket, dash, preposition, relative or verb."""
    for at in range(start, end):
        token = tokens[at]
        if at > start and (
            token.low in (",", "(", "[", ";", ":") or token.dash or token.low in ("who", "which", "whose", "that")
            or (token.low == "and" and (at + 1 >= end or tokens[at + 1].name or tokens[at + 1].determiner))
            or (token.low == "and" and (at + 1 >= end or tokens[at + 1].name or tokens[at + 1].determiner))
            or (token.preposition and not token.name) or is_verb(tokens, at) or (token.low.endswith("ing") and not token.name and at > start + 1)
        ):  # fmt: skip
            return at
    return end


def name_run(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The name that ``tokens[start:end]`` ends with, titles and honorifics left out; empty if none."""
    at = end
    while at > start and (
        tokens[at - 1].name or (tokens[at - 1].low in words.NAME_PARTICLES and at < end and tokens[at].name)
    ):
        if tokens[at - 1].possessive and at < end:
            break
        at -= 1
    for place in range(end - 2, at - 1, -1):
        low = tokens[place].bare
        if low in words.TITLES or low in words.HONORIFICS or low in words.ROLE_NOUNS:
            if not (place == at and low in words.MALE_NAMES):
                at = place + 1
                break
    while at < end and (tokens[at].low in _DEMONYM_LIKE):
        at += 1
    return at, end


_DEMONYM_LIKE = frozenset("democrat republican democratic gop labour tory conservative liberal".split())


def _words(text: str, tokens: Sequence[Token], start: int, end: int) -> tuple[str, ...]:
    return tuple(_clean(text[token.start : token.end]) for token in tokens[start:end])


def _clean(word: str) -> str:
    for ending in ("'s", "’s"):
        word = word.removesuffix(ending)
    return word.rstrip("'’")


def is_body_name(name: Sequence[str]) -> bool:
    """A capitalised name that is not a person's: "Lund City Council", "BBC"."""
    lows = [word.lower().rstrip(".") for word in name]
    if any(low in words.BODY_NAME_WORDS for low in lows):
        return True
    return len(name) == 1 and len(name[0]) > 1 and name[0].isupper()


def gender_of(name: Sequence[str], honorific: str = "") -> Gender | None:
    if honorific in words.FEMALE_HONORIFICS:
        return Gender.FEMALE
    if honorific in words.MALE_HONORIFICS:
        return Gender.MALE
    first = name[0].lower() if name else ""
    if len(name) > 1 and first in words.FEMALE_NAMES:
        return Gender.FEMALE
    return Gender.MALE if len(name) > 1 and first in words.MALE_NAMES else None


def gender_of_role(role: str | None) -> Gender | None:
    found = set((role or "").lower().split())
    if found & words.FEMALE_NOUNS:
        return Gender.FEMALE
    return Gender.MALE if found & words.MALE_NOUNS else None


def _named(text: str, tokens: Sequence[Token], span: Span, start: int, opened: int, closed: int, end: int) -> Mention:
    name = _words(text, tokens, opened, closed)
    honorific = tokens[opened - 1].low if opened > start and tokens[opened - 1].low in words.HONORIFICS else ""
    role = role_before(text, tokens, start, opened) or role_after(text, tokens, closed, end)
    body = is_body_name(name) and role is None and not honorific
    gender = gender_of(name, honorific) or gender_of_role(role)
    kind = SpeakerKind.BODY if body else SpeakerKind.PERSON
    label = " ".join(name)
    return Mention(
        span, name, role, gender, head=name[-1].lower(), label=label, kind=kind, definite=tokens[start].low == "the"
    )


def role_before(text: str, tokens: Sequence[Token], start: int, name: int) -> str | None:
    """The role worded right before a name: "strategic analyst | Omar Haddad"."""
    while start < name and (tokens[start].determiner or tokens[start].time or tokens[start].low in words.CONJUNCTIONS):
        start += 1
    while name > start and tokens[name - 1].low in words.HONORIFICS:
        name -= 1
    if start >= name or not any(
        token.bare in words.ROLE_NOUNS or token.low in words.TITLES for token in tokens[start:name]
    ):
        return None
    return _role_text(text, tokens, start, name)


def role_after(text: str, tokens: Sequence[Token], name_end: int, end: int) -> str | None:
    """The role worded behind a name: "Omar Haddad, | an analyst at the Meridian Institute | , said"."""
    if name_end >= end or tokens[name_end].low != ",":
        return None
    start = name_end + 1
    if start + 1 < end and tokens[start].low.isdigit():  # an age
        start += 2 if tokens[start + 1].low == "," else 0
    if (
        start + 1 < end
        and tokens[start].low == "who"
        and tokens[start + 1].low in ("is", "was", "serves", "served", "works", "worked", "leads", "heads")
    ):
        start += 3 if start + 2 < end and tokens[start + 2].low == "as" else 2
    stop = start
    while (
        stop < min(end, start + _ROLE_REACH)
        and tokens[stop].low not in (",", ";", "who", "which", "(")
        and not tokens[stop].dash
        and tokens[stop].quote < 0
        and tokens[stop].low not in (".", "?", "!")
    ):
        if is_verb(tokens, stop):
            return None
        stop += 1
    head = next((at for at in range(start, stop) if tokens[at].preposition), stop)
    if tokens[start].low in ("one",) if start < end else False:
        head = stop
    if not any(
        token.bare in words.ROLE_NOUNS or token.bare.removesuffix("s") in words.ROLE_NOUNS
        for token in tokens[start:head]
    ):
        return None
    return _role_text(text, tokens, start, stop)


def _role_text(text: str, tokens: Sequence[Token], start: int, end: int) -> str | None:
    if end - start > 2 and tokens[start].low == "one" and tokens[start + 1].low == "of":
        start += 2
    while start < end and tokens[start].low in ("the", "a", "an", "another", "longtime"):
        start += 1
    if start >= end:
        return None
    role = " ".join(text[tokens[start].start : tokens[end - 1].end].strip(" ,").split())
    return words.FULL_TITLES.get(role.lower().rstrip("."), role) or None


def _nominal(text: str, tokens: Sequence[Token], span: Span, start: int, core: int, end: int) -> Mention:
    head = tokens[core - 1].bare
    stop = next((at for at in range(start + 1, end) if _ends_label(tokens, at)), end)
    while start < stop - 1 and tokens[start].low in ("the", "a", "an"):
        start += 1
    label = " ".join(text[tokens[start].start : tokens[max(start, stop - 1)].end].split())
    definite = text[span.start : span.start + 4].lower() == "the "
    return Mention(
        span, head=head, label=label, kind=kind_of_head(head), gender=gender_of_role(head), definite=definite
    )


def _ends_label(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.low in (",", "(", "who", "which", "that", "on", "during", "after", "in") or token.dash or token.time:
        return token.low != "in" or not (at + 1 < len(tokens) and tokens[at + 1].name and not tokens[at + 1].time)
    return is_verb(tokens, at) or (token.low.endswith("ing") and not token.name)


def kind_of_head(head: str) -> SpeakerKind:
    if head in words.DOCUMENT_NOUNS:
        return SpeakerKind.DOCUMENT
    if head in words.BODY_NOUNS or head.removesuffix("s") in words.BODY_NOUNS:
        return SpeakerKind.BODY
    return SpeakerKind.ANONYMOUS


def names_in(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, Mention]]:
    """Every capitalised name of a sentence with its role and gender, as (token index, mention)."""
    at = 0
    while at < len(tokens):
        if not tokens[at].name:
            at += 1
            continue
        end = at + 1
        while (
            end < len(tokens)
            and not tokens[end - 1].possessive
            and (
                tokens[end].name
                or (tokens[end].low in words.NAME_PARTICLES and end + 1 < len(tokens) and tokens[end + 1].name)
            )
        ):
            end += 1
        opened, closed = name_run(tokens, at, end)
        if opened < closed:
            start = _role_start(tokens, opened)
            stop = min(len(tokens), closed + _ROLE_REACH + 4)
            yield (
                opened,
                _named(text, tokens, Span(tokens[opened].start, tokens[closed - 1].end), start, opened, closed, stop),
            )
        at = end


def _role_start(tokens: Sequence[Token], name: int) -> int:
    """Back over the words of a role before a name."""
    at = name
    while at > 0 and name - at < 8:
        token = tokens[at - 1]
        if (
            not token.word
            or token.quote != tokens[name].quote
            or token.determiner
            or token.preposition
            or token.low in words.CONJUNCTIONS
            or is_verb(tokens, at - 1)
            or token.low in words.SUBJECT_PRONOUNS
        ):
            break
        if token.low in words.SUBORDINATORS or token.low in words.RELATIVES or token.adverb:
            break
        at -= 1
    return at
