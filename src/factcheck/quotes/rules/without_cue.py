"""Rules for words that no verb of saying announces: a colon, a noun, a passive.

Invariant: each rule is one function of the table, reads what other rules have left of one statement, and
yields nothing rather than a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from factcheck.domain import BlockKind
from factcheck.language import function_words
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.endings import content_end
from factcheck.quotes.grammar.phrases import phrase_before
from factcheck.quotes.grammar.places import Range, opens_marks
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import sources
from factcheck.quotes.rules import headlines
from factcheck.quotes.rules.attribution import Attributed
from factcheck.quotes.rules.subjects import main_subject, owner

_CLAUSE_WORDS = frozenset("that whether how why what if who where".split())
_TOLD = frozenset("advised assured informed notified reminded told warned".split())
_LINKS = frozenset("and as back but for from next now over so then to yet ,".split())  # before who speaks next
_TRAILING = frozenset(", himself herself itself themselves".split())
_LONGEST_AGENT = 15  # tokens of a "by" phrase
_LONGEST_LABEL = 7  # words before a colon
_LONGEST_TITLE = 25  # tokens
_FEWEST_WORDS = 3  # in marks behind a colon


def colon_before_content(statement: Statement, found: Iterable[Attributed]) -> Iterator[Attributed]:
    """A colon before words in marks, or behind a label in a headline."""
    tokens, hits = statement.tokens, list(found)
    if hits and all(hit.content for hit in hits) and tokens[-1].low == ":":
        yield Attributed((), None, hits[-1].source)
    colon = next((at for at, token in enumerate(tokens) if token.low == ":" and token.quote < 0), None)
    if not colon:
        return
    content = _behind_colon(statement, colon)
    if any(hit.content for hit in hits):
        if content and _goes_on_in_marks(statement, colon, hits):
            yield Attributed(content, None, hits[-1].source)
        return
    source = _source_before_colon(statement, colon) if content is not None else None
    if content or source is not None:
        yield Attributed(content or (), None, source)


def _goes_on_in_marks(statement: Statement, colon: int, hits: Iterable[Attributed]) -> bool:
    """Whether marks open behind a colon before which somebody has been told of: Ruiz blamed them: | “They knew.”"""
    return opens_marks(statement, colon + 1) and all(end <= colon for hit in hits for _, end in hit.parts())


def _behind_colon(statement: Statement, colon: int) -> tuple[Range, ...] | None:
    """The content behind a colon, empty where the statement ends with it; None if what follows is no content."""
    tokens, start = statement.tokens, colon + 1
    if start >= len(tokens):
        return ()
    if opens_marks(statement, start):
        if sum(token.quote == tokens[start].quote and token.word for token in tokens[start:]) < _FEWEST_WORDS:
            return None
    elif not (_is_title(statement) and tokens[start].word and _label(statement, colon) is not None):
        return None
    return ((start, content_end(statement, start, None)),)


def _source_before_colon(statement: Statement, colon: int) -> Range | None:
    """The label before a colon, the subject of the clause before it if it can speak, or the name it ends with."""
    tokens = statement.tokens
    if (label := _label(statement, colon)) is not None:
        return owner(statement, label)
    subject = main_subject(statement, colon)
    if subject is not None and any(_can_speak(token) for token in tokens[subject[0] : subject[1]][-1:]):
        return subject
    start = colon
    while start > 0 and tokens[start - 1].name:
        start -= 1
    if headlines.is_kind_of_text(tokens[start:colon]):
        return subject
    if start < colon and not _is_circumstance(tokens[max(0, start - 1) : colon]):
        return (start, colon)
    return subject


def _label(statement: Statement, colon: int) -> Range | None:
    """A short label before a colon that names a person or a document: "Ruiz: …", "Poll: …"."""
    plain = colon + 1 < len(statement.tokens) and not opens_marks(statement, colon + 1)
    if statement.block is BlockKind.TITLE or (plain and _is_title(statement)):
        return headlines.source_before(statement, colon)
    start, end = _without_links(statement.tokens, colon)
    label = [token for token in statement.tokens[start:end] if token.word]
    led = start > 0 and statement.tokens[start - 1].preposition
    known = led or any(token.name or token.low in sources.SOURCE_NOUNS for token in label)
    short = len(label) <= _LONGEST_LABEL and not any(is_verb(statement.tokens, at) for at in range(1, end))
    return (start, end) if label and known and short and not _is_circumstance(label) else None


def _without_links(tokens: Sequence[Token], colon: int) -> Range:
    """A label without what leads over to it or follows: "And from | Ruiz | :", "As for | Ruiz | , who left:"."""
    start = next((at for at in range(colon - 1) if tokens[at].low == "from"), 0)
    if any(token.name or token.tag.startswith(("NN", "VB")) for token in tokens[:start]):
        start = 0  # but "And this | from Ruiz"
    end = next((at for at in range(1, colon) if tokens[at].low in function_words.RELATIVES), colon)
    while start < end - 1 and _is_link(tokens[start]):
        start += 1
    while end - 1 > start and (tokens[end - 1].tag == "RB" or tokens[end - 1].low in _TRAILING):
        end -= 1
    return start, end


def _is_link(token: Token) -> bool:
    return token.low in _LINKS or (token.tag in ("CC", "RB") and not token.name)


def _is_circumstance(label: Sequence[Token]) -> bool:
    """Whether a label says when or where: "On Monday", "In Lund"."""
    return bool(label) and (label[0].preposition or (label[-1].time and not label[0].name))


def _is_title(statement: Statement) -> bool:
    opens = statement.paragraph == 0 and statement.first and len(statement.tokens) <= _LONGEST_TITLE
    return statement.block is BlockKind.TITLE or opens  # some archives print headlines as sentences


def _can_speak(token: Token) -> bool:
    return token.name or token.bare in sources.SOURCE_NOUNS or token.low in function_words.SUBJECT_PRONOUNS


def noun_of_saying(statement: Statement, found: Iterable[Attributed]) -> Iterator[Attributed]:
    """A noun such as "claim", with its owner, before "that"."""
    tokens = statement.tokens
    taken = [part for hit in found for part in hit.parts()]
    for at in range(1, len(tokens) - 2):
        if tokens[at].quote >= 0 or tokens[at].low not in sources.SAYING_NOUNS or tokens[at + 1].low != "that":
            continue
        if any(first <= at < last for first, last in taken):
            continue
        start = at - 1
        while start > 0 and tokens[start].word and not tokens[start].possessive and not _owner(tokens[start].low):
            start -= 1
        if at - start > 4 or not (tokens[start].possessive or _owner(tokens[start].low)):
            continue
        end = content_end(statement, at + 1, None)
        if end > at + 1:
            yield Attributed(((at + 1, end),), (at, at + 1), (_owner_start(statement, start), start + 1))


def _owner_start(statement: Statement, at: int) -> int:
    """Where "the mayor's" or "Ana Ruiz's" that ends with token ``at`` starts."""
    tokens = statement.tokens
    while at > 0 and tokens[at].name and tokens[at - 1].name:
        at -= 1
    return at - 1 if at > 0 and tokens[at - 1].determiner else at


def _owner(low: str) -> bool:
    return low in ("his", "her", "their", "its")


def passive(statement: Statement, found: Iterable[Attributed]) -> Iterator[Attributed]:
    """Those who "were told that …"; the source is the "by" phrase, or nobody named."""
    tokens = statement.tokens
    taken = [part for hit in found for part in hit.parts()]
    for at in range(1, len(tokens) - 2):
        if tokens[at].low not in _TOLD or tokens[at].quote >= 0 or tokens[at - 1].low not in function_words.BE_FORMS:
            continue
        start = at + 1
        if tokens[start].low == "by":
            stop = min(start + _LONGEST_AGENT, len(tokens))
            start = next((place for place in range(start + 2, stop) if tokens[place].low in _CLAUSE_WORDS), start)
        if tokens[start].low not in _CLAUSE_WORDS or any(first <= at < last for first, last in taken):
            continue
        hearer = phrase_before(tokens, at - 1, 0)
        source = (at + 2, start) if start > at + 1 else None
        end = content_end(statement, start, None)
        if hearer is not None and end > start:
            yield Attributed(((start, end),), (at - 1, at + 1), source, (hearer, at - 1))
