"""What the words that name a source say: a name, a role, a pronoun, a body, a document.

Invariant: a mention is read from its own words alone; who it is in this article, the cast knows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from factcheck.domain import Span, SpeakerKind
from factcheck.language import function_words, names
from factcheck.language.folding import composed
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.cues import is_headline
from factcheck.quotes.grammar.dependencies import head
from factcheck.quotes.grammar.inflections import lexicon
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import roles, sources
from factcheck.quotes.people.descriptions import WHICH_ONES, described, is_body, is_person
from factcheck.quotes.people.names import (
    Gender,
    acronym_after,
    body_end,
    capitals_end,
    gender_of,
    gender_of_role,
    is_body_name,
    is_office,
    is_particle,
    joined_end,
    name_run,
    object_of_office,
    office_before,
    spelled,
)
from factcheck.quotes.people.roles import (
    ROLE_REACH,
    appositives,
    role_after,
    role_apposed,
    role_before,
    role_fronted,
    role_start,
    role_text,
    role_told,
)

_LABEL_ENDS = frozenset(", ( who which that on during after".split())
_JOINT_REACH = 30  # tokens before the "and" of two sources
_EXAMPLES = frozenset("including such like among especially notably".split())
_ARTICLES = frozenset("the a an this that these those".split())
_PRONOUNS = function_words.SUBJECT_PRONOUNS | function_words.RELATIVES | function_words.OBJECT_PRONOUNS
_ISSUED = sources.DOCUMENT_NOUNS - sources.ABOUT_NOT_BY
_TITLES = names.TITLES | roles.ROLE_NOUNS
_BEHIND = (names.SEATS | names.NAME_SUFFIXES) - names.GENERATIONS.keys()
_SHORT = 5  # letters
_ACTING = frozenset("nsubj nsubjpass dobj dative attr".split())
_CORE_ENDS = frozenset(", ( [ ; : who which whose that".split())


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
    acronym: str = ""  # introduced in brackets behind the name
    issuer: tuple[str, ...] = ()  # whose document it is: "the Meridian report"
    voice: bool = False  # somebody unnamed who speaks for whoever is named
    also: tuple[Mention, ...] = ()  # those who speak with one voice with it
    described: frozenset[str] = frozenset()  # nouns that the sentence has for it: "actor"
    acts: bool = False  # is what a verb is said of, or its object, as places seldom are
    bare: bool = False  # a noun with nothing behind it: "the lawyer", not "the lawyer of Ruiz"


def read(text: str, tokens: Sequence[Token], start: int, end: int) -> Mention:
    """The mention worded by ``tokens[start:end]``; the range must not be empty."""
    return _joint(text, tokens, start, end) or _single(text, tokens, start, end)


def _single(text: str, tokens: Sequence[Token], start: int, end: int) -> Mention:
    span = Span(tokens[start].start, tokens[end - 1].end)
    first = tokens[start].low
    if end - start == 1 and first in _PRONOUNS:
        return Mention(span, head=first, pronoun=True)
    behind = _behind_title(tokens, start, end)
    core = _core_end(tokens, behind, end)
    titled = _titled(text, tokens, span, behind, core, end)
    if titled is not None:
        return titled
    opened, closed = name_run(tokens, behind, core)
    if opened < closed:
        return _named(text, tokens, span, behind, opened, closed, end)
    named = _appositive_name(text, tokens, span, behind, core, end)
    return named or _nominal(text, tokens, span, start, core, end)


def _behind_title(tokens: Sequence[Token], start: int, end: int) -> int:
    """Behind a title in marks that says which one is meant: "the “Harbour Lights” | actor"."""
    at = start + tokens[start].determiner
    while start < at < end and tokens[at].quote >= 0:
        at += 1
    return at if start + 1 < at < end else start


def _joint(text: str, tokens: Sequence[Token], start: int, end: int) -> Mention | None:
    """People who speak with one voice: "Ana Ruiz, Omar Haddad | and engineer Li Wei"."""
    for at in range(start + 1, min(end - 1, start + _JOINT_REACH)):
        if tokens[at].low in function_words.RELATIVES or tokens[at].quote >= 0 or is_verb(tokens, at):
            return None
        if tokens[at].low == "and":
            left, right = _single(text, tokens, start, at), _single(text, tokens, at + 1, end)
            listed = _listed(text, tokens, start, at)
            beside = tokens[at - 1].low == "," or _ends_with(text, tokens[at - 1], (left, *listed))
            if beside and _is_person(left) and _is_person(right) and _equals(left, right):
                span = Span(left.span.start, right.span.end)
                return replace(_with_surname(left, right), span=span, also=(*listed, right))
    return None


def _is_person(mention: Mention) -> bool:
    role = len(mention.name) == 1 and roles.is_role_noun(mention.name[0].lower())  # "Owner and cook Ana Ruiz"
    return bool(mention.name) and mention.kind is SpeakerKind.PERSON and not role


def _equals(left: Mention, right: Mention) -> bool:
    """Both by surname, or the second in full: "Ruiz and Haddad", "Brian and Mary Curry"."""
    return len(right.name) > 1 or len(left.name) == 1


def _ends_with(text: str, token: Token, mentions: Iterable[Mention]) -> bool:
    return any(mention.name and mention.name[-1] == composed(text[token.start : token.end]) for mention in mentions)


def _listed(text: str, tokens: Sequence[Token], start: int, end: int) -> tuple[Mention, ...]:
    """The full names between the first and the last of a list."""
    commas = [at for at in range(start, end) if tokens[at].low == ","]
    parts = [(first + 1, last) for first, last in pairwise([*commas, end])]
    names = (part for part in parts if part[1] - part[0] > 1 and all(token.name for token in tokens[slice(*part)]))
    return tuple(found for part in names if _is_person(found := _single(text, tokens, *part)))


def _with_surname(given: Mention, full: Mention) -> Mention:
    """ "Brian" with the surname of "and Mary Curry"."""
    if len(given.name) != 1 or len(full.name) < 2 or given.name[0].lower() not in names.GIVEN_NAMES:
        return given
    name = (*given.name, full.name[-1])
    return replace(given, name=name, gender=gender_of(name), label=" ".join(name))


def _titled(text: str, tokens: Sequence[Token], span: Span, start: int, core: int, end: int) -> Mention | None:
    """An office that holds "of" before the name: "Secretary of Education | Ana Ruiz"."""
    stop = next((at for at in range(core, end) if _ends_office(tokens, at)), end)
    run = stop
    while run > core and (tokens[run - 1].name or is_particle(tokens, run - 1)):
        run -= 1
    found = office_before(tokens, run, stop, start) if core < run < stop else None
    return _named(text, tokens, span, start, found[1], stop, end) if found is not None else None


def _ends_office(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    return token.low in _CORE_ENDS or token.dash or token.quote != tokens[at - 1].quote or is_verb(tokens, at)


def _appositive_name(text: str, tokens: Sequence[Token], span: Span, start: int, core: int, end: int) -> Mention | None:
    """A role first and the name behind a comma: "one of her aides, | Ana Ruiz | , said"."""
    comma = next((at for at in range(core, end) if tokens[at].low == "," or is_verb(tokens, at)), end)
    if comma + 1 >= end or tokens[comma].low != "," or tokens[comma + 1].low in _EXAMPLES:
        return None
    stop = _core_end(tokens, comma + 1, end)
    opened, closed = name_run(tokens, comma + 1, stop)
    name = spelled(text, tokens, opened, closed)
    if opened >= closed or opened > comma + 3 or closed != stop or is_body_name(name):
        return None
    if is_body(tokens[core - 1].bare):
        return Mention(span, name, label=" ".join(name), kind=SpeakerKind.BODY)
    return Mention(span, name, role_text(text, tokens, start, comma), gender_of(name), label=" ".join(name))


def _core_end(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the head noun phrase ends: before a comma, bracket, dash, preposition, relative or verb."""
    return next((at for at in range(start + 1, end) if _ends_core(tokens, at, end)), end)


def _ends_core(tokens: Sequence[Token], at: int, end: int) -> bool:
    token = tokens[at]
    if token.low in _CORE_ENDS or token.dash or (token.preposition and not token.name):
        return True
    if is_verb(tokens, at):
        return not ((tokens[at - 1].name and is_particle(tokens, at)) or _is_owned(tokens, at))
    if token.low == "and":
        separate = at + 1 >= end or tokens[at + 1].name or tokens[at + 1].determiner
        return separate and not _names_office(tokens, at, end)
    return token.low.endswith("ing") and not token.name and tokens[at - 1].low in sources.SOURCE_NOUNS


def _names_office(tokens: Sequence[Token], conjunction: int, end: int) -> bool:
    """Whether "and" stands in the name of an office: "Police | and | Crime Commissioner Ana Ruiz"."""
    before, stop = tokens[conjunction - 1], min(end, capitals_end(tokens, conjunction + 1))
    field = before.capital and (before.low in sources.BODY_FIELDS or before.low in sources.BODY_NOUNS)
    return field and any(token.bare in _TITLES for token in tokens[conjunction + 2 : stop - 1])


def _is_owned(tokens: Sequence[Token], at: int) -> bool:
    """Whether a possessive stands before the word, so that it is no verb: "Meridian's newly | named | chair"."""
    while at > 0 and tokens[at - 1].adverb and not tokens[at - 1].name:
        at -= 1
    return at > 0 and tokens[at - 1].possessive


def _named(
    text: str,
    tokens: Sequence[Token],
    span: Span,
    start: int,
    opened: int,
    closed: int,
    end: int,
    *,
    speaks: bool = True,
) -> Mention:
    closed = joined_end(tokens, opened, closed)
    name = spelled(text, tokens, opened, closed)
    purpose = _has_purpose(tokens, opened, closed)
    if is_body_name(name) or purpose:
        closed = body_end(tokens, closed)
        name = spelled(text, tokens, opened, closed)
    acronym = acronym_after(tokens, closed, name)
    honorific = tokens[opened - 1].low if opened > start and tokens[opened - 1].low in names.HONORIFICS else ""
    of_body = is_body_name(name) or bool(acronym) or purpose
    given = len(name) > 1 and name[0].lower() in names.GIVEN_NAMES
    who = closed + 1 < len(tokens) and tokens[closed + 1].low == "who"
    person = not of_body and (speaks or given or who or bool(honorific))
    role = role_before(text, tokens, start, opened, person=person) or role_after(
        text, tokens, (opened, closed), end, person=person
    )
    name, seat = _without_letters(name)
    role = role or seat
    told = any(tokens[at].bare in sources.BODY_NOUNS for at in appositives(tokens, (opened, closed)))
    body = _is_body(name, role, of_body or told) and not honorific
    gender = gender_of(name, honorific) or gender_of_role(role)
    kind = SpeakerKind.BODY if body else SpeakerKind.PERSON
    label = " ".join(name)
    definite = tokens[start].low == "the"
    return Mention(span, name, role, gender, name[-1].lower(), label, kind, definite=definite, acronym=acronym)


def _without_letters(name: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    """A name without the letters behind it, and the seat that they tell of: "Ana Ruiz | MP"."""
    last = name[-1].lower()
    if len(name) <= 2 or last not in _BEHIND:
        return name, None
    return name[:-1], name[-1] if last in names.SEATS else None


def _is_body(name: Sequence[str], role: str | None, told: bool) -> bool:
    """Whether a name that something has ``told`` to be a body's is one: with a role only a firm's, "Holm & Lind"."""
    return told and (role is None or "&" in name)


def _has_purpose(tokens: Sequence[Token], opened: int, closed: int) -> bool:
    """Whether a name goes on with what the body is for, which a person's does not: "Transport | for Lund"."""
    if closed + 1 >= len(tokens) or tokens[closed].low not in ("for", "of") or not tokens[closed + 1].name:
        return False
    single = closed - opened == 1 and tokens[opened].low not in names.GIVEN_NAMES
    attached = tokens[closed].low == "for" and opened <= head(tokens, closed) < closed
    return single and attached and tokens[opened].low not in _TITLES


def _nominal(text: str, tokens: Sequence[Token], span: Span, start: int, core: int, end: int) -> Mention:
    voice = _voice(text, tokens, span, start, core, end)
    if voice is not None:
        return voice
    noun = next((tokens[at].bare for at in range(core - 1, start, -1) if tokens[at].word), tokens[core - 1].bare)
    title = _behind_title(tokens, start, end)
    stop = next((at for at in range(max(start + 1, title), end) if _ends_label(tokens, at, core)), end)
    while start < stop - 1 and tokens[start].low in _ARTICLES and noun not in WHICH_ONES:
        start += 1
    label = composed(" ".join(text[tokens[start].start : tokens[max(start, stop - 1)].end].split()))
    label = label[:-2] if label.endswith(("'s", "’s")) else label  # "the mayor's | reply"
    if noun in roles.AGENTS:
        label += _firm(text, tokens, stop, end)
    definite = text[span.start : span.start + 4].lower() == "the " or (tokens[core - 1].name and noun in roles.OFFICES)
    holder = definite and noun in roles.OFFICES
    kind = SpeakerKind.PERSON if holder else kind_of_head(noun)
    issuer = _issuer(text, tokens, start, core) if noun in _ISSUED else ()
    gender = gender_of_role(noun)
    bare = core == end or tokens[core].low in (",", "who")
    return Mention(span, head=noun, label=label, kind=kind, gender=gender, definite=definite, issuer=issuer, bare=bare)


def _issuer(text: str, tokens: Sequence[Token], start: int, core: int) -> tuple[str, ...]:
    """Whose document a noun phrase is: "a 2021 | Lund University | study", "Ruiz’s | statement"."""
    first = next((at for at in range(start, core - 1) if tokens[at].name), core)
    end = first
    while end < core - 1 and tokens[end].name:
        end += 1
        if tokens[end - 1].possessive:
            break
    opened, closed = name_run(tokens, first, end)
    return spelled(text, tokens, opened, closed)


def _firm(text: str, tokens: Sequence[Token], comma: int, end: int) -> str:
    """ ", Holm & Lind LLC" for "Ruiz's lawyers, | from the law firm Holm & Lind LLC"; empty if none is named."""
    if comma + 2 >= end or tokens[comma].low != "," or tokens[comma + 1].low not in ("at", "from", "of", "with"):
        return ""
    stop = next((at for at in range(comma + 2, end) if tokens[at].low == ","), end)
    name = spelled(text, tokens, *name_run(tokens, comma + 2, stop))
    return ", " + " ".join(name) if name and is_body_name(name) else ""


def _voice(text: str, tokens: Sequence[Token], span: Span, start: int, core: int, end: int) -> Mention | None:
    """Whoever speaks for a named body without a name: "a Meridian | spokeswoman", "a spokesman for | Meridian"."""
    head = tokens[core - 1].bare
    if head not in roles.VOICES:
        return None
    opened, closed = name_run(tokens, start, core - 1)
    if opened >= closed and core + 1 < end and tokens[core].low in ("for", "of", "at", "from"):
        opened, closed = name_run(tokens, core + 1, _core_end(tokens, core + 1, end))
    if opened >= closed:
        return None
    named = _named(text, tokens, span, opened, opened, closed, closed)
    return replace(named, role=head, gender=gender_of_role(head), head=head, voice=True)


def _ends_label(tokens: Sequence[Token], at: int, core: int) -> bool:
    """Whether what a source without a name is called ends before the token; ``core`` is behind its head."""
    token = tokens[at]
    if at < core - 1 and token.time:
        return False  # "an October | presentation"
    if token.low == "," and any(other.relation == "conj" and not other.name for other in tokens[at + 1 : at + 4]):
        return False  # "parents, | students and teachers"
    if token.low == "in":
        return not (at + 1 < len(tokens) and tokens[at + 1].name and not tokens[at + 1].time)
    if token.low in _LABEL_ENDS or token.dash or (token.time and not token.possessive):
        return True
    modifies = token.relation == "acl" and tokens[at - 1].word  # "evidence | presented at the trial"
    return is_verb(tokens, at) or modifies or (token.low.endswith("ing") and tokens[at - 1].low in sources.SOURCE_NOUNS)


def kind_of_head(head: str) -> SpeakerKind:
    """What kind of source a common noun names: "survey", "ministry", "officials"."""
    if head in sources.DOCUMENT_NOUNS:
        return SpeakerKind.DOCUMENT
    if head in sources.BODY_NOUNS or head.removesuffix("s") in sources.BODY_NOUNS:
        return SpeakerKind.BODY
    return SpeakerKind.ANONYMOUS


def names_in(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, Mention]]:
    """Every capitalised name of a sentence with its role and gender, as (token index, mention)."""
    at = 0
    while at < len(tokens):
        if not tokens[at].name:
            at += 1
            continue
        end = capitals_end(tokens, at)
        opened, closed = name_run(tokens, at, end)
        end = joined_end(tokens, opened, end)
        run = at
        if is_office(tokens, at, end):
            run, end = object_of_office(tokens, closed)
            opened, closed = (end, end)
        office = office_before(tokens, run, end, 0)
        if office is not None:
            opened, closed = office[1], end
        if opened < closed:
            start = role_start(tokens, office[0] if office is not None else opened)
            stop = min(len(tokens), closed + ROLE_REACH + 4)
            span = Span(tokens[opened].start, tokens[closed - 1].end)
            if _is_where(tokens, opened, closed):
                stop = closed  # what is said behind it is of the subject
            named = _named(text, tokens, span, start, opened, closed, stop, speaks=False)
            if named.role is None and named.kind is SpeakerKind.PERSON:
                told = (
                    role_told(text, tokens, (opened, closed), len(tokens))
                    or role_fronted(text, tokens, opened)
                    or role_apposed(text, tokens, (opened, closed))
                )
                named = replace(named, role=told, gender=named.gender or gender_of_role(told))
            nouns = frozenset(described(tokens, opened, closed))
            named = replace(named, described=nouns, acts=tokens[closed - 1].relation in _ACTING)
            yield opened, _sharing_surname(text, tokens, named, closed)
        at = end


def _is_where(tokens: Sequence[Token], opened: int, closed: int) -> bool:
    """Whether a name tells where, in a clause before the subject: "Born in | Leith | , the daughter of …, Ruiz …"."""
    before = tokens[opened - 1] if opened else None
    if before is None or before.low not in ("in", "near") or tokens[opened].low in names.GIVEN_NAMES:
        return False
    verb = head(tokens, opened - 1)
    return tokens[verb].tag.startswith("VB") and verb < opened and head(tokens, verb) > closed


def names_in_headline(
    text: str, tokens: Sequence[Token], known: Collection[tuple[str, ...]]
) -> Iterator[tuple[int, Mention]]:
    """As ``names_in``; where every word has a capital, only names that are known or open with a given name."""
    whole = {tuple(word.lower() for word in name) for name in known}
    if not is_headline(tokens):
        set_in_capitals = any(not token.capital and text[token.start].isupper() for token in tokens)
        for at, named in names_in(text, tokens):
            first = at - 1 if at and _full_name_end(text, tokens, at - 1, whole) == at + len(named.name) else at
            end = at + len(named.name)
            again = _named(text, tokens, named.span, max(first - 1, role_start(tokens, first)), first, end, end)
            yield first, again if set_in_capitals and named.kind is SpeakerKind.PERSON else named
        return
    longest = max(map(len, whole), default=1)
    at = 0
    while at < len(tokens):
        ends = range(min(len(tokens), at + longest), at, -1)
        end = next((end for end in ends if _words(text, tokens, at, end) in whole), 0)
        end = end or _full_name_end(text, tokens, at, whole)
        if end:
            start = at - 1 if at and tokens[at - 1].bare in names.TITLES else at
            span = Span(tokens[at].start, tokens[end - 1].end)
            named = _named(text, tokens, span, start, at, end, end)
            yield at, _in_small_letters(named) if text[span.start : span.end].isupper() and end - at > 1 else named
        at = max(end, at + 1)


def _in_small_letters(named: Mention) -> Mention:
    """ "ANA RUIZ" as "Ana Ruiz"."""
    name = tuple(word.title() for word in named.name)
    return named if named.kind is SpeakerKind.BODY else replace(named, name=name, label=" ".join(name))


def _words(text: str, tokens: Sequence[Token], start: int, end: int) -> tuple[str, ...]:
    return tuple(word.lower() for word in spelled(text, tokens, start, end))


def _full_name_end(text: str, tokens: Sequence[Token], at: int, known: Collection[tuple[str, ...]]) -> int:
    """Behind a surname that the article has alone, with a word before it that can be a given name; else 0."""
    if at + 1 >= len(tokens) or not all(text[token.start].isupper() for token in tokens[at : at + 2]):
        return 0
    if tokens[at].low in names.GIVEN_NAMES and tokens[at + 1].tag == "NNP":
        return at + 2
    low = tokens[at].low
    trade = low in _TITLES or (is_person(low) and (len(low) > _SHORT or roles.is_role_noun(low)))  # but "Igor"
    told = trade or tokens[at].possessive or low in lexicon() or text.count(f" {low}")
    single = _words(text, tokens, at + 1, at + 2) in known
    return at + 2 if single and not told and tokens[at].tag[:1] in ("N", "J", "F") else 0


def _sharing_surname(text: str, tokens: Sequence[Token], named: Mention, end: int) -> Mention:
    """ "Brian" in "Brian and Mary Curry", under his full name."""
    if len(named.name) != 1 or end + 2 >= len(tokens) or tokens[end].low != "and":
        return named
    stop = end + 1
    while stop < len(tokens) and tokens[stop].name and not tokens[stop - 1].possessive:
        stop += 1
    full = spelled(text, tokens, *name_run(tokens, end + 1, stop))
    return named if is_body_name(full) else _with_surname(named, replace(named, name=full))
