"""Rules for a source or cue that stands before its content: Ruiz said that ….

Invariant: each rule is one function of the table, reads one cue, and returns None rather than a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.language import function_words
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.cues import Cue
from factcheck.quotes.grammar.dependencies import children, head, phrase, subject
from factcheck.quotes.grammar.endings import content_end
from factcheck.quotes.grammar.inflections import Form, Frame, unsaid
from factcheck.quotes.grammar.phrases import phrase_after, phrase_before
from factcheck.quotes.grammar.places import Range, closes_marks, ends_phrase, is_clause, opens_infinitive, opens_marks
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import sources
from factcheck.quotes.rules.announced import with_content
from factcheck.quotes.rules.attribution import Attributed
from factcheck.quotes.rules.content_first import can_be_source
from factcheck.quotes.rules.subjects import made_to, main_subject, nearest_subject, shared_subject

PARTICIPLE = "participle"
_LEADS_PARTICIPLE = frozenset(", and by in for while before after".split())
_OBJECT_RELATIVES = frozenset("which who whom what that".split())


def inverted_before_content(statement: Statement, cue: Cue, _floor: int) -> Attributed | None:
    """An inverted verb before words in marks."""
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
    return Attributed(((start, content_end(statement, start, cue)),), (cue.first, source), (source, end))


def object_relative(statement: Statement, cue: Cue, floor: int) -> Attributed | None:
    """A relative clause whose object is what is spoken of."""
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
    hit = with_content(statement, cue, (source, cue.first), fronted=True)
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


def cue_before_content(statement: Statement, cue: Cue, floor: int) -> Attributed | None:
    """A source and its verb before what the verb takes: a clause, a topic, quoted words."""
    tokens = statement.tokens
    if _is_participle(statement, cue) or not cue.first or tokens[cue.first - 1].low in function_words.CONJUNCTIONS:
        return None
    source = phrase_before(tokens, cue.first, floor)
    source = _behind_marks(statement, cue, floor) if source is None else source
    if source is None or tokens[source].low in function_words.RELATIVES:
        return None
    speaking = _of_whom(statement, cue) or (source, cue.first)
    return _within_relative(statement, cue, with_content(statement, cue, speaking))


def _behind_marks(statement: Statement, cue: Cue, floor: int) -> int | None:
    """Where a subject starts that ends with a name in marks: "| Ana Ruiz, author of “The Long Way,” | said"."""
    tokens = statement.tokens
    found = subject(tokens, cue.verb) if closes_marks(statement, cue.first - 1) else None
    if found is None or tokens[found].quote >= 0 or not floor <= found < cue.first:
        return None
    return max(floor, phrase(tokens, found)[0])


def _of_whom(statement: Statement, cue: Cue) -> Range | None:
    """Those of whom it is said: "the | critics |, many of whom said"."""
    whom = statement.tokens[cue.first - 1].low == "whom"
    antecedent = _antecedent(statement, cue) if whom else None
    return None if antecedent is None else (phrase(statement.tokens, antecedent)[0], antecedent + 1)


def relative_clause(statement: Statement, cue: Cue, _floor: int) -> Attributed | None:
    """The verb of a "who" or "which", or of a "that" with a clause; but "who endorsed Ruiz" only tells who it is."""
    tokens = statement.tokens
    if not cue.first or _is_participle(statement, cue):
        return None
    if tokens[cue.first - 1].low == "that":
        return _clause_of_relative(statement, cue)
    if tokens[cue.first - 1].low not in ("who", "which"):
        return None
    if not cue.frame & (Frame.CLAUSE | Frame.HEARER | Frame.FINDING | Frame.QUESTION):
        return None
    return _within_relative(statement, cue, with_content(statement, cue, (cue.first - 1, cue.first)))


def _clause_of_relative(statement: Statement, cue: Cue) -> Attributed | None:
    """What a noun says in a clause of its own: "an email from the board | that said the flat was sold"."""
    antecedent = _antecedent(statement, cue)
    if antecedent is None or not cue.frame & Frame.CLAUSE:
        return None
    source = (phrase(statement.tokens, antecedent)[0], cue.first - 1)
    hit = _within_relative(statement, cue, with_content(statement, cue, source))
    return hit if hit and hit.content and is_clause(statement, *hit.content[0]) else None


def _antecedent(statement: Statement, cue: Cue) -> int | None:
    """The noun whose relative clause the verb is of: "an | email | from the board that said"."""
    tokens = statement.tokens
    above = head(tokens, cue.verb)
    return above if tokens[cue.verb].relation == "relcl" and above < cue.first - 1 else None


def _within_relative(statement: Statement, cue: Cue, hit: Attributed | None) -> Attributed | None:
    """``hit`` without what stands behind the relative clause that its verb is of: "…, many of whom say |, gathered"."""
    if hit is None or _antecedent(statement, cue) is None:
        return hit
    end = phrase(statement.tokens, cue.verb)[1]
    content = tuple((first, min(last, end)) for first, last in hit.content if first < end)
    return replace(hit, content=content) if content else hit


def infinitive(statement: Statement, cue: Cue, _floor: int) -> Attributed | None:
    """An infinitive, whose subject stands before it."""
    tokens = statement.tokens
    if cue.first < 2 or tokens[cue.first - 1].low != "to":
        return None
    if tokens[cue.first - 2].low in unsaid():
        return None
    who = (
        shared_subject(statement, cue.verb) or made_to(statement, cue.verb) or nearest_subject(statement, cue.first - 1)
    )
    return with_content(statement, cue, who)


def participle(statement: Statement, cue: Cue, floor: int) -> Attributed | None:
    """A participle of the subject of its clause, or, less surely, of a subject of its own behind "with"."""
    tokens = statement.tokens
    if not _is_participle(statement, cue) or not cue.first:
        return None
    before = tokens[cue.first - 1]
    if before.low not in _LEADS_PARTICIPLE and not before.dash and not closes_marks(statement, cue.first - 1):
        own = next((at for at in range(cue.first - 1, max(floor, cue.first - 8), -1) if tokens[at].low == "with"), None)
        if own is None or not before.name:
            return None
        return with_content(statement, cue, (own + 1, cue.first), sure=False)
    hit = with_content(statement, cue, _behind_preposition(statement, cue) or _shared(statement, cue))
    told = hit is not None and any(is_clause(statement, *part) or _holds_marks(tokens, part) for part in hit.content)
    return hit if told or before.low != "for" else None  # "fined for | claiming benefits"


def _holds_marks(tokens: Sequence[Token], part: Range) -> bool:
    return any(token.quote >= 0 for token in tokens[slice(*part)])


def _behind_preposition(statement: Statement, cue: Cue) -> Range | None:
    """Who says it: "After saying so, | Ruiz | left", "scolded | Ruiz | for saying so", "| Ruiz | was scolded for"."""
    tokens = statement.tokens
    preposition = head(tokens, cue.verb)
    above = head(tokens, preposition)
    if tokens[cue.verb].relation != "pcomp" or preposition != cue.verb - 1 or above == preposition:
        return None
    whom = next(children(tokens, above, frozenset(("dobj",))), None) if tokens[preposition].low == "for" else None
    who = subject(tokens, above) if whom is None else whom
    if who is None or tokens[who].low in function_words.RELATIVES:
        return None
    start, end = phrase(tokens, who)
    return start, min((stop for stop in (preposition, above) if stop > who), default=end) if whom else end


def wording_of_a_document(statement: Statement, cue: Cue, floor: int) -> Attributed | None:
    """A participle behind the document whose words it gives."""
    tokens = statement.tokens
    if not _is_participle(statement, cue) or not cue.first:
        return None
    head = tokens[cue.first - 1].low
    if head not in sources.DOCUMENT_NOUNS and head not in sources.SAYING_NOUNS:
        return None
    issuer = main_subject(statement, cue.first - 1) if head in sources.SAYING_NOUNS else None
    start = cue.first - 1
    while start > floor and tokens[start - 1].word and not tokens[start].determiner and not is_verb(tokens, start - 1):
        start -= 1
    hit = with_content(statement, cue, issuer or (start, cue.first))
    if hit is None or not hit.content or start > 1 or not tokens[0].preposition:
        return hit
    return hit if _tells_something(statement, hit) else None


def _tells_something(statement: Statement, hit: Attributed) -> bool:
    """Whether a document that sets the scene says anything: not in "In a letter demanding | a reply |, Ruiz …"."""
    first = hit.content[0][0]
    return (
        opens_infinitive(statement.tokens, first)
        or opens_marks(statement, first)
        or is_clause(statement, *hit.content[0])
    )


def second_verb(statement: Statement, cue: Cue, _floor: int) -> Attributed | None:
    """A second verb of the same subject."""
    tokens = statement.tokens
    if _is_participle(statement, cue) or not cue.first:
        return None
    before = tokens[cue.first - 1]
    if before.low not in ("and", "but", "or", ",") and not before.dash:
        return None
    if before.low == "," and cue.lemma == "ask":
        return None  # "Ruiz, | asked about the bridge, said …"
    return with_content(statement, cue, _shared(statement, cue))


def _shared(statement: Statement, cue: Cue) -> Range | None:
    """Who is the subject of a verb that has none of its own."""
    return shared_subject(statement, cue.verb) or main_subject(statement, cue.first)


def _is_participle(statement: Statement, cue: Cue) -> bool:
    chain = statement.tokens[cue.first : cue.verb]
    helped = any(token.low in function_words.BE_FORMS or token.relation == "aux" for token in chain)  # "he's saying"
    return bool(cue.form & Form.ING) and not helped
