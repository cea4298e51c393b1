"""Rules for a source or cue that stands before its content: Ruiz said that ….

Invariant: each rule is one function with an example, reads one cue or one statement, and
returns None (or nothing) rather than a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from factcheck.domain import BlockKind
from factcheck.language import function_words
from factcheck.quotes.grammar.content import aside_end, content_start
from factcheck.quotes.grammar.cues import Cue, Form, Frame
from factcheck.quotes.grammar.endings import Range, closes_marks, content_end, ends_phrase, is_clause, opens_marks
from factcheck.quotes.grammar.hearers import asked_before, hearer_before
from factcheck.quotes.grammar.phrases import is_verb, phrase_after, phrase_before
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import sources
from factcheck.quotes.rules import headlines
from factcheck.quotes.rules.content_first import can_be_source
from factcheck.quotes.rules.found import Found

_CLAUSE_WORDS = frozenset("that whether how why what if who where".split())
_CANNOT_START = frozenset("and but or as because when while after before until since".split())
_LEADS_PARTICIPLE = frozenset(", and by in while before after".split())
_OBJECT_RELATIVES = frozenset("which who whom what that".split())
_SUBORDINATE = function_words.SUBORDINATORS | function_words.RELATIVES | function_words.QUESTION_WORDS
_NO_SUBJECTS = function_words.RELATIVES | {"it", "there", "this"}
_TOLD = frozenset("advised assured informed notified reminded told warned".split())
_LONGEST_AGENT = 15  # tokens of a "by" phrase
_LONGEST_LABEL = 7  # words before a colon
_LONGEST_TITLE = 25  # tokens
_FEWEST_WORDS = 3  # in marks behind a colon


def cue_before_content(statement: Statement, cue: Cue, floor: int) -> Found | None:
    """``The engineer said on Monday that the bridge is safe.``"""
    tokens = statement.tokens
    if _is_participle(statement, cue) or not cue.first or tokens[cue.first - 1].low in function_words.CONJUNCTIONS:
        return None
    source = phrase_before(tokens, cue.first, floor)
    if source is None or tokens[source].low in function_words.RELATIVES:
        return None
    return _with_content(statement, cue, (source, cue.first), 0.9)


def object_relative(statement: Statement, cue: Cue, floor: int) -> Found | None:
    """``The plan, which the engineer called unsafe, was dropped.``"""
    tokens = statement.tokens
    if _is_participle(statement, cue):
        return None
    source = phrase_before(tokens, cue.first, floor)
    if source is None or source < floor + 2 or tokens[source - 1].low not in _OBJECT_RELATIVES:
        return None
    if tokens[source - 2].preposition and tokens[source - 1].low != "what":
        return None  # "in which | he said that …"
    if not _is_plain_subject(statement, source, cue.first):
        return None  # "who favours the plan | said"
    hit = _with_content(statement, cue, (source, cue.first), 0.85)
    if hit is None or not hit.content:
        return None
    if tokens[source - 1].low == "that" and not is_verb(tokens, hit.content[0][0]):
        return None
    start, end = hit.content[0]
    if tokens[source - 2].low == ",":  # its clause ends at the comma before the main verb
        commas = (at for at in range(start + 1, end - 1) if tokens[at].low == "," and tokens[at].quote < 0)
        end = next((at for at in commas if is_verb(tokens, at + 1)), end)
    return replace(hit, content=((source - 1, source), (start, end)))


def _is_plain_subject(statement: Statement, start: int, end: int) -> bool:
    """Whether a noun phrase is nothing but who speaks, no verb of a relative clause before it."""
    tokens = statement.tokens
    first = tokens[start]
    opens = (
        first.name
        or first.determiner
        or first.low in function_words.SUBJECT_PRONOUNS
        or first.bare in sources.SOURCE_NOUNS
    )
    return opens and not any(is_verb(tokens, at) for at in range(start + 1, end))


def relative_clause(statement: Statement, cue: Cue, _floor: int) -> Found | None:
    """``The vote pleased Ana Ruiz, who said the bridge is safe.`` But "who endorsed Ruiz" only tells who it is."""
    if not cue.first or statement.tokens[cue.first - 1].low not in ("who", "which") or _is_participle(statement, cue):
        return None
    if not cue.frame & (Frame.CLAUSE | Frame.HEARER | Frame.FINDING | Frame.QUESTION):
        return None
    return _with_content(statement, cue, (cue.first - 1, cue.first), 0.8)


def second_verb(statement: Statement, cue: Cue, _floor: int) -> Found | None:
    """``The engineer toured the site and said the bridge is safe.``"""
    tokens = statement.tokens
    if _is_participle(statement, cue) or not cue.first:
        return None
    before = tokens[cue.first - 1]
    if before.low not in ("and", "but", "or", ",") and not before.dash:
        return None
    if before.low == "," and cue.lemma == "ask":
        return None  # "Ruiz, | asked about the bridge, said …"
    return _with_content(statement, cue, _main_subject(statement, cue.first), 0.75)


def infinitive(statement: Statement, cue: Cue, _floor: int) -> Found | None:
    """``The engineer went on the radio to say that the bridge is safe.``"""
    tokens = statement.tokens
    if not cue.first or tokens[cue.first - 1].low != "to":
        return None
    return _with_content(statement, cue, _nearest_subject(statement, cue.first - 1), 0.7)


def _nearest_subject(statement: Statement, to: int) -> Range | None:
    """Who is to say it: "led | her | to say", or the subject of the last verb before."""
    tokens = statement.tokens
    if tokens[to - 1].low in function_words.OBJECT_PRONOUNS:
        return (to - 1, to)
    for at in range(to - 1, max(0, to - 25), -1):
        if tokens[at].quote < 0 and is_verb(tokens, at) and not is_verb(tokens, at - 1):
            start = phrase_before(tokens, at, 0)
            if start is not None and tokens[start].low not in function_words.RELATIVES:
                return None if tokens[start].low in _NO_SUBJECTS else (start, at)
    return None


def participle(statement: Statement, cue: Cue, floor: int) -> Found | None:
    """``The engineer reopened the bridge, saying that it is safe.`` ``…, with Ruiz calling it safe.``"""
    tokens = statement.tokens
    if not _is_participle(statement, cue) or not cue.first:
        return None
    before = tokens[cue.first - 1]
    if before.low not in _LEADS_PARTICIPLE and not before.dash and not closes_marks(statement, cue.first - 1):
        own = next((at for at in range(cue.first - 1, max(floor, cue.first - 8), -1) if tokens[at].low == "with"), None)
        return None if own is None or not before.name else _with_content(statement, cue, (own + 1, cue.first), 0.75)
    return _with_content(statement, cue, _main_subject(statement, cue.first), 0.8)


def wording_of_a_document(statement: Statement, cue: Cue, floor: int) -> Found | None:
    """``The council sent out a letter saying that the bridge is safe.``"""
    tokens = statement.tokens
    if not _is_participle(statement, cue) or not cue.first:
        return None
    head = tokens[cue.first - 1].low
    if head not in sources.DOCUMENT_NOUNS and head not in sources.SAYING_NOUNS:
        return None
    issuer = _main_subject(statement, cue.first - 1) if head in sources.SAYING_NOUNS else None
    start = cue.first - 1
    while start > floor and tokens[start - 1].word and not tokens[start].determiner and not is_verb(tokens, start - 1):
        start -= 1
    return _with_content(statement, cue, issuer or (start, cue.first), 0.75)


def inverted_before_content(statement: Statement, cue: Cue, _floor: int) -> Found | None:
    """``But, said Ana Ruiz, "the bridge is safe".``"""
    tokens = statement.tokens
    source = cue.last + 1
    if not cue.frame & Frame.CLAUSE or cue.first != cue.verb or cue.form & Form.ING or source >= len(tokens):
        return None
    if (cue.first and tokens[cue.first - 1].low not in (",", "but", "and")) or not can_be_source(statement, source):
        return None
    end = phrase_after(tokens, source, len(tokens))
    while end < len(tokens) and not ends_phrase(statement, end):
        end += 1
    start = end + 1
    if start >= len(tokens) or tokens[end].low not in (",", ":") or not opens_marks(statement, start):
        return None
    return Found(((start, content_end(statement, start, cue)),), (cue.first, source), (source, end), None, 0.9)


def colon_before_content(statement: Statement, found: Iterable[Found]) -> Iterator[Found]:
    """``The engineer was blunt: "The bridge is safe."`` In a headline also ``Ruiz: Bridge is safe``."""
    tokens = statement.tokens
    hits = list(found)
    colon = next((at for at, token in enumerate(tokens) if token.low == ":" and token.quote < 0), None)
    if hits and all(hit.content for hit in hits) and tokens[-1].low == ":":
        yield Found((), None, hits[-1].source, None, 0.7)
    if not colon or any(hit.content for hit in hits):
        return
    start = colon + 1
    marked = start < len(tokens) and opens_marks(statement, start)
    labelled = _is_title(statement) and start < len(tokens) and tokens[start].word and _names_source(statement, colon)
    if start < len(tokens) and not marked and not labelled:
        return
    if marked and sum(token.quote == tokens[start].quote and token.word for token in tokens[start:]) < _FEWEST_WORDS:
        return
    content = ((start, content_end(statement, start, None)),) if start < len(tokens) else ()
    source = _source_before_colon(statement, colon)
    if content or source is not None:
        yield Found(content, None, source, None, 0.7)


def noun_of_saying(statement: Statement, found: Iterable[Found]) -> Iterator[Found]:
    """``Nobody believed the engineer's claim that the bridge is safe.``"""
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
            yield Found(((at + 1, end),), (at, at + 1), (_owner_start(statement, start), start + 1), None, 0.7)


def passive(statement: Statement, found: Iterable[Found]) -> Iterator[Found]:
    """``Residents were told that the bridge is safe.`` The source is the "by" phrase, or nobody named."""
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
            yield Found(((start, end),), (at - 1, at + 1), source, (hearer, at - 1), 0.7)


def _owner_start(statement: Statement, at: int) -> int:
    """Where "the mayor's" or "Ana Ruiz's" that ends with token ``at`` starts."""
    tokens = statement.tokens
    while at > 0 and tokens[at].name and tokens[at - 1].name:
        at -= 1
    return at - 1 if at > 0 and tokens[at - 1].determiner else at


def _owner(low: str) -> bool:
    return low in ("his", "her", "their", "its")


def _is_participle(statement: Statement, cue: Cue) -> bool:
    helped = any(token.low in function_words.BE_FORMS for token in statement.tokens[cue.first : cue.verb])
    return bool(cue.form & Form.ING) and not helped


def _is_title(statement: Statement) -> bool:
    opens = statement.paragraph == 0 and statement.first and len(statement.tokens) <= _LONGEST_TITLE
    return statement.block is BlockKind.TITLE or opens  # some archives print headlines as sentences


def _names_source(statement: Statement, colon: int) -> bool:
    """A short label before a colon that names a person or a document: "Ruiz: …", "Poll: …"."""
    label = [token for token in statement.tokens[:colon] if token.word]
    known = any(token.name or token.low in sources.SOURCE_NOUNS for token in label)
    if _is_title(statement) and headlines.is_kind_of_text(statement, colon):
        return False
    return known and len(label) <= _LONGEST_LABEL and not any(is_verb(statement.tokens, at) for at in range(1, colon))


def _source_before_colon(statement: Statement, colon: int) -> Range | None:
    """The label before a colon, the subject of the clause before it if it can speak, or the name it ends with."""
    tokens = statement.tokens
    if _names_source(statement, colon):
        return (0, colon)
    subject = _main_subject(statement, colon)
    if subject is not None and any(_can_speak(token) for token in tokens[subject[0] : subject[1]][-1:]):
        return subject
    start = colon
    while start > 0 and tokens[start - 1].name:
        start -= 1
    return (start, colon) if start < colon else subject


def _can_speak(token: Token) -> bool:
    return token.name or token.bare in sources.SOURCE_NOUNS or token.low in function_words.SUBJECT_PRONOUNS


def _main_subject(statement: Statement, end: int) -> Range | None:
    """The subject of the last main clause before token ``end``; of the first clause if all others are subordinate."""
    first: Range | None = None
    for at in range(end - 1, 0, -1):
        subject = _subject_of(statement, at)
        if subject is None:
            continue
        first = subject
        if not subject[0] or not _depends(statement, subject[0] - 1):
            return subject
    return first


def _subject_of(statement: Statement, at: int) -> Range | None:
    """The subject of the finite verb at the token, if it is one and has a plain subject before it."""
    tokens = statement.tokens
    if tokens[at].quote >= 0 or not is_verb(tokens, at) or is_verb(tokens, at - 1):
        return None
    while at > 1 and tokens[at - 1].adverb and not tokens[at - 1].name:
        at -= 1
    start = phrase_before(tokens, at, 0)
    return None if start is None or tokens[start].low in _NO_SUBJECTS else (start, at)


def _depends(statement: Statement, at: int) -> bool:
    """Whether what follows the token is a subordinate clause, or the object of a verb: "after | …", "met | people"."""
    token = statement.tokens[at]
    return token.preposition or token.low in _SUBORDINATE or (at > 0 and is_verb(statement.tokens, at))


def _with_content(statement: Statement, cue: Cue, source: Range | None, confidence: float) -> Found | None:
    """The attribution with what ``cue`` announces, if that is something the verb takes."""
    tokens = statement.tokens
    if source is None:
        return None
    hearer, start = _content_place(statement, cue)
    words_of_cue = (cue.first, cue.last + 1)
    if start >= len(tokens):
        return Found((), words_of_cue, source, hearer, confidence) if tokens[-1].low == ":" else None
    if not _may_follow(statement, cue, start):
        return None
    end = content_end(statement, start, cue, _is_subordinate(statement, source))
    measured = bool(cue.frame & Frame.FINDING) and _is_document(statement, source)
    if end <= start or not (measured or _says_something(statement, cue, start, end)):
        return None
    return Found(((start, end),), words_of_cue, source, hearer, confidence)


def _content_place(statement: Statement, cue: Cue) -> tuple[Range | None, int]:
    """The hearer, if the verb has one before its content, and the first token of the content."""
    tokens = statement.tokens
    start = cue.last + 1
    hearer: Range | None = None
    if cue.frame & Frame.HEARER and not cue.frame & Frame.CLAUSE:
        hearer, start = hearer_before(statement, cue)
    elif cue.frame & Frame.QUESTION and not cue.frame & Frame.CLAUSE:
        hearer, start = asked_before(statement, cue)
        start = start if hearer is not None else content_start(statement, start)
    elif cue.frame & Frame.CLAUSE and not (cue.frame & Frame.TO and start < len(tokens) and tokens[start].low == "to"):
        start = content_start(statement, start)
    else:
        start = aside_end(statement, start) or start
    while start < len(tokens) and (tokens[start].low in (",", ":") or tokens[start].dash):
        start += 1
    return hearer, start


def _may_follow(statement: Statement, cue: Cue, start: int) -> bool:
    """Whether what stands at ``start`` is something this verb takes."""
    token = statement.tokens[start]
    if token.quote >= 0:
        return True
    if (not token.word and token.low not in "$(#[£€") or token.low in _CANNOT_START:
        return False
    if token.low == "to":
        return bool(cue.frame & (Frame.TO | Frame.URGE))
    if cue.frame & (Frame.CLAUSE | Frame.HEARER) or token.low in _CLAUSE_WORDS:
        return True
    return not token.preposition


def _says_something(statement: Statement, cue: Cue, start: int, end: int) -> bool:
    """Whether plain words behind a verb that only takes clauses are a clause: not "added salt"."""
    first = statement.tokens[start]
    if first.quote >= 0 or first.low in _CLAUSE_WORDS or cue.lemma in ("say", "tell"):
        return True
    if cue.frame & (Frame.TOPIC | Frame.TO | Frame.URGE | Frame.QUESTION) and cue.lemma != "continue":
        return True
    plain = next((at for at in range(start, end) if statement.tokens[at].low in function_words.RELATIVES), end)
    return any(token.quote >= 0 for token in statement.tokens[start:end]) or is_clause(statement, start + 1, plain)


def _is_document(statement: Statement, source: Range) -> bool:
    """Whether a poll or a report is the source, whose findings need no verb: "the poll showed a narrow lead"."""
    head = next((at for at in range(source[0] + 1, source[1]) if statement.tokens[at].preposition), source[1])
    return statement.tokens[head - 1].low in sources.DOCUMENT_NOUNS


def _is_subordinate(statement: Statement, source: Range) -> bool:
    """ "After | she said …, the mayor left": the content ends with its clause."""
    tokens = statement.tokens
    if source[0] and tokens[source[0]].low in function_words.RELATIVES:
        return tokens[source[0] - 1].low == ","
    if source[0] == 0 or (
        tokens[source[0] - 1].low not in function_words.SUBORDINATORS and tokens[source[0] - 1].low != "as"
    ):
        return False
    return source[0] == 1 or tokens[source[0] - 2].low in (",", "but", "and")
