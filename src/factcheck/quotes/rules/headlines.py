"""Headlines that name their source by a colon or a dash alone.

Invariant: a name beside a colon is a source only if the article speaks of it elsewhere and, where the headline
marks no words as its, quotes it with them; "Live: …", "Trade war: …" and "Ruiz: A life in letters" have none.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from factcheck.domain import BODY_KINDS, Article, BlockKind, Quotation, QuotationKind, Span, SpeakerKind
from factcheck.language import stop_words
from factcheck.language.stems import stem
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.content import content_before
from factcheck.quotes.grammar.endings import content_end
from factcheck.quotes.grammar.places import Range, closes_marks, opens_marks
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import roles, sources
from factcheck.quotes.rules.attribution import Attributed
from factcheck.syntax import FINITE, parse

COLON, DASH, LAST = "colon before content", "headline with a dash", "headline with its source last"
_BARE = frozenset((COLON, LAST))
_LONGEST_SOURCE = 4  # words behind a colon or a dash
_LONGEST_LABEL = 7  # words before one
_FEWEST = 3  # words before a source that stands last
_FEWEST_MARKED = 3  # words in marks that are surely somebody's
_FEWEST_SHARED = 2  # words of a bare headline that its speaker must have used
# What kind of text it is, and not who says so.
_KINDS_OF_TEXT = frozenset(
    """analysis breaking cartoon column comment correction editorial exclusive explained explainer factbox feature
    gallery in-depth interview latest letter letters listen live obituary opinion photos pictures podcast preview
    profile quiz read recap review special timeline update updates video watch""".split()
)
_OCCASION_STARTS = frozenset("about after against amid at before in on over to".split())  # behind who speaks
_INSIDE_LABELS = frozenset("and at for of the".split())
_FIRST_PERSON = frozenset("i me my we our us".split())
_WORD = re.compile(r"\w+(?:['’]\w+)*")


def headline_with_a_dash(statement: Statement, found: Iterable[Attributed]) -> Iterator[Attributed]:
    """A headline with its source before a dash and words in marks."""
    tokens = statement.tokens
    dash = next((at for at, token in enumerate(tokens) if token.dash and token.quote < 0), 0)
    if statement.block is not BlockKind.TITLE or not dash or any(hit.content for hit in found):
        return
    source = source_before(statement, dash)
    if source is not None and dash + 1 < len(tokens) and opens_marks(statement, dash + 1):
        yield Attributed(((dash + 1, content_end(statement, dash + 1, None)),), None, source)


def headline_with_its_source_last(statement: Statement, found: Iterable[Attributed]) -> Iterator[Attributed]:
    """A headline that ends with its source, behind a colon or a dash."""
    tokens = statement.tokens
    if statement.block is not BlockKind.TITLE or any(hit.content for hit in found):
        return
    places = range(len(tokens) - 2, max(0, len(tokens) - _LONGEST_SOURCE - 3), -1)
    at = next((at for at in places if tokens[at].quote < 0 and (tokens[at].low == ":" or tokens[at].dash)), 0)
    source = (at + 1, len(tokens))
    marked = at > 0 and closes_marks(statement, at - 1)
    if not at or not _is_source(statement, *source) or not (marked or sum(t.word for t in tokens[:at]) >= _FEWEST):
        return
    if tokens[at].dash and not marked and any(token.low == "the" for token in tokens[slice(*source)]):
        return  # the outlet's own name
    content = content_before(statement, at, 0, unfinished=True)
    if content is not None:
        yield Attributed((content,), None, source)


def source_before(statement: Statement, end: int) -> Range | None:
    """Who or what speaks before a colon or dash at token ``end``: "| Ruiz | on trams", "Exclusive – | Ana Ruiz |"."""
    tokens = statement.tokens
    breaks = (at + 1 for at in range(end - 1, 0, -1) if tokens[at].dash or tokens[at].low == ":")
    start = next(breaks, 0)
    stop = next((at for at in range(start + 1, end) if tokens[at].low in _OCCASION_STARTS), end)
    return (start, stop) if stop - start <= _LONGEST_LABEL and _is_source(statement, start, stop) else None


def _is_source(statement: Statement, start: int, end: int) -> bool:
    """Whether words beside a colon say who or what speaks: "police", "Lund poll", or a name of the article's."""
    tokens = statement.tokens[start:end]
    if not tokens or not all(token.word for token in tokens) or is_kind_of_text(tokens):
        return False
    if any(is_verb(tokens, at) for at in range(1, len(tokens))):
        return False
    if tokens[-1].bare in sources.SOURCE_NOUNS:
        return not tokens[0].determiner
    before = next((token for token in reversed(tokens) if not token.capital and token.low not in _INSIDE_LABELS), None)
    named = before is None or before.bare in roles.ROLE_NOUNS or before.bare in sources.SOURCE_NOUNS
    return named and tokens[-1].capital and _is_spoken_of(statement, (end - 1, end))


def is_kind_of_text(tokens: Iterable[Token]) -> bool:
    """Whether words say what stands behind them, and not who says it: "Live", "Opinion"."""
    return any(token.low in _KINDS_OF_TEXT for token in tokens)


def _is_spoken_of(statement: Statement, place: Range) -> bool:
    """Whether the article has the word with a capital elsewhere, and nowhere without one."""
    word = statement.span_of(*place).of(statement.text)
    others = re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", statement.text, re.IGNORECASE)
    return len(others) > 1 and word.lower() not in others


def borne_out(article: Article, found: Sequence[Quotation]) -> list[Quotation]:
    """``found`` without those of bare headlines that the article does not bear out.

    "Vark: Norland drops inquiry" is Vark's if what Vark says in the article has half of its words, and not if the
    outlet tells it. Marks and "I" say enough, and a "poll" or the "police" are no topics. The outlet's own name,
    which stands last, never speaks.
    """
    told: dict[str, set[str]] = {}
    for one in found:
        if one.speaker is not None and one.rule not in _BARE:
            told.setdefault(one.speaker.name, set()).update(_stems(article.text, one.content))
    kept = []
    for one in found:
        outlet = _is_outlet(article, one, told)
        if one.rule not in _BARE or _says_enough(article.text, one) or (not outlet and _is_told(article, one, told)):
            kept.append(replace(one, speaker=None, source=None, confidence=one.confidence / 2) if outlet else one)
    return kept


def _is_outlet(article: Article, quotation: Quotation, told: Container[str]) -> bool:
    """Whether the source is a body behind a dash that says nothing in the article: "Bridge closes – Lund Post"."""
    speaker = quotation.speaker
    if quotation.rule != LAST or speaker is None or speaker.kind is not SpeakerKind.BODY or speaker.name in told:
        return False
    return not _is_common(article.text, quotation)


def _is_common(text: str, quotation: Quotation) -> bool:
    """Whether a noun says what speaks: "police", "Lund poll"."""
    words = _words(text, [quotation.source]) if quotation.source is not None else []
    return bool(words) and words[-1] in sources.SOURCE_NOUNS


def _says_enough(text: str, quotation: Quotation) -> bool:
    """Whether more than a name beside a colon or a dash says that these are somebody's words."""
    if quotation.source is None or quotation.kind is QuotationKind.DIRECT or _is_common(text, quotation):
        return True
    marked = len(_words(text, quotation.parts)) >= _FEWEST_MARKED
    return marked or not _FIRST_PERSON.isdisjoint(_words(text, quotation.content))


def _is_told(article: Article, quotation: Quotation, told: Mapping[str, set[str]]) -> bool:
    """Whether its speaker says so in the article or, where it quotes nothing of the speaker's, the outlet does not."""
    words = _stems(article.text, quotation.content)
    enough = max(_FEWEST_SHARED, len(words) / 2)
    if quotation.speaker is not None and quotation.speaker.name in told:
        return len(words & told[quotation.speaker.name]) >= enough
    (parsed,) = parse([" ".join(span.of(article.text) for span in quotation.content)])
    if not any(word.tag in FINITE for word in parsed):
        return False
    return all(len(words & _stems(article.text, [span])) < enough for span in article.of_kind(*BODY_KINDS))


def _stems(text: str, spans: Iterable[Span]) -> set[str]:
    return {stem(word) for word in _words(text, spans) if word not in stop_words.GRAMMAR}


def _words(text: str, spans: Iterable[Span]) -> list[str]:
    return [word.group().lower().replace("’", "'") for span in spans for word in _WORD.finditer(text, *span)]
