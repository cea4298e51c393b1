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

_LABEL_ENDS = frozenset(", ( who which that on during after".split())
_CORE_ENDS = frozenset(", ( [ ; : who which whose that".split())
_ROLE_ENDS = frozenset(", ; who which ( . ? ! :".split())
_SERVES = frozenset("is was serves served works worked leads heads".split())
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
    first = tokens[start].low
    if end - start == 1 and first in words.SUBJECT_PRONOUNS | words.RELATIVES | words.OBJECT_PRONOUNS:
        return Mention(span, head=first, pronoun=True)
    core = _core_end(tokens, start, end)
    titled = _titled(text, tokens, span, start, core, end)
    if titled is not None:
        return titled
    opened, closed = name_run(tokens, start, core)
    if opened < closed:
        return _named(text, tokens, span, start, opened, closed, end)
    named = _appositive_name(text, tokens, span, start, core, end)
    return named or _nominal(text, tokens, span, start, core, end)


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
    return next((at for at in range(start + 1, end) if _ends_core(tokens, at, end)), end)


def _ends_core(tokens: Sequence[Token], at: int, end: int) -> bool:
    token = tokens[at]
    if token.low in _CORE_ENDS or token.dash or (token.preposition and not token.name) or is_verb(tokens, at):
        return True
    if token.low == "and":
        return at + 1 >= end or tokens[at + 1].name or tokens[at + 1].determiner
    return token.low.endswith("ing") and not token.name and tokens[at - 1].low in words.SOURCE_NOUNS


def name_run(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The name that ``tokens[start:end]`` ends with, titles and honorifics left out; empty if none."""
    at = end
    while at > start and (tokens[at - 1].name or (at < end and _is_particle(tokens, at - 1))):
        if tokens[at - 1].possessive and at < end:
            break
        at -= 1
    for place in range(end - 2, at - 1, -1):
        low = tokens[place].bare
        titled = low in words.TITLES or low in words.HONORIFICS or low in words.ROLE_NOUNS
        if titled and not (place == at and low in words.MALE_NAMES):
            at = place + 1
            break
    while at < end and (tokens[at].low in _PARTIES or (tokens[at].low.endswith("ing") and end - at > 2)):
        at += 1
    alone = end - at == 1 and tokens[at].low in words.TITLES
    if alone and at > start and (tokens[at - 1].determiner or tokens[at - 1].low in words.TITLES):
        return end, end  # "the Prime Minister" is no name
    return at, end


_PARTIES = frozenset("democrat republican democratic gop labour tory conservative liberal".split())


def _is_particle(tokens: Sequence[Token], at: int) -> bool:
    """A small word inside a name: "Ola | van | der Berg"."""
    for following in tokens[at + 1 : at + 3]:
        if tokens[at].low not in words.NAME_PARTICLES or following.name:
            break
        at += 1
    return tokens[at].low in words.NAME_PARTICLES and at + 1 < len(tokens) and tokens[at + 1].name


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
    if is_body_name(name):
        closed = _body_end(tokens, closed)
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


def _body_end(tokens: Sequence[Token], end: int) -> int:
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


def _same_body(tokens: Sequence[Token], conjunction: int) -> bool:
    """ "Customs and Border Protection" is one body; "the Senate and Lund University" are two."""
    following = tokens[conjunction + 1 : conjunction + 4]
    return not any(token.bare in words.BODY_NAME_WORDS for token in following if token.name)


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
    start = _after_age(tokens, name_end + 1, end)
    if start + 1 < end and tokens[start].low == "who" and tokens[start + 1].low in _SERVES:
        start += 3 if start + 2 < end and tokens[start + 2].low == "as" else 2
    stop = start
    while stop < min(end, start + _ROLE_REACH) and not _ends_role(tokens[stop]):
        if is_verb(tokens, stop):
            return None
        stop += 1
    one_of = start < end and tokens[start].low == "one"
    head = next((at for at in range(start, stop) if tokens[at].preposition and not one_of), stop)
    named = (token.bare for token in tokens[start:head])
    if not any(word in words.ROLE_NOUNS or word.removesuffix("s") in words.ROLE_NOUNS for word in named):
        return None
    return _role_text(text, tokens, start, stop)


def _after_age(tokens: Sequence[Token], start: int, end: int) -> int:
    """Behind "45," in "Omar Haddad, 45, an analyst"."""
    aged = start + 1 < end and tokens[start].low.isdigit() and tokens[start + 1].low == ","
    return start + 2 if aged else start


def _ends_role(token: Token) -> bool:
    return token.quote >= 0 or token.dash or token.low in _ROLE_ENDS


def _role_text(text: str, tokens: Sequence[Token], start: int, end: int) -> str | None:
    if end - start > 2 and tokens[start].low == "one" and tokens[start + 1].low == "of":
        start += 2
    while start < end and tokens[start].low in ("the", "a", "an", "another", "longtime"):
        start += 1
    if start >= end:
        return None
    role = " ".join(text[tokens[start].start : tokens[end - 1].end].strip(" ,").split())
    return role or None


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
    if token.low == "in":
        return not (at + 1 < len(tokens) and tokens[at + 1].name and not tokens[at + 1].time)
    if token.low in _LABEL_ENDS or token.dash or (token.time and not token.possessive):
        return True
    return is_verb(tokens, at) or (token.low.endswith("ing") and tokens[at - 1].low in words.SOURCE_NOUNS)


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
        while end < len(tokens) and not tokens[end - 1].possessive and (tokens[end].name or _is_particle(tokens, end)):
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
    while at > max(0, name - 8) and not _ends_role_backwards(tokens, at - 1, tokens[name].quote):
        at -= 1
    return at


def _ends_role_backwards(tokens: Sequence[Token], at: int, quote: int) -> bool:
    token = tokens[at]
    if not token.word or token.quote != quote or token.determiner or token.preposition or token.adverb:
        return True
    if token.low in words.CONJUNCTIONS or token.low in words.SUBORDINATORS or token.low in words.RELATIVES:
        return True
    return token.low in words.SUBJECT_PRONOUNS or token.low.endswith("ing") or is_verb(tokens, at)
