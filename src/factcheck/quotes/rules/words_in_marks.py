"""The rule for a sentence or clause in marks that no other has read, so that none is lost.

Invariant: whoever is named is the subject of the verb that the words hang on; without one nobody is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from factcheck.domain import BlockKind, Span
from factcheck.language import marked_words, marks
from factcheck.quotes.grammar.beside_marks import marked
from factcheck.quotes.grammar.dependencies import children, head, phrase, subject
from factcheck.quotes.grammar.inflections import lexicon
from factcheck.quotes.grammar.phrases import phrase_before
from factcheck.quotes.grammar.places import Range
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import roles
from factcheck.quotes.rules.attribution import Attributed
from factcheck.quotes.rules.subjects import main_subject, owner
from factcheck.syntax import FINITE

UNREAD = "words in marks"
_SAID = frozenset(("ccomp", "parataxis", "xcomp", "dobj"))  # what words in marks are to the verb they hang on
_HEARD = frozenset("hear heard see saw seen read learn learned learnt notice noticed receive received".split())
_ENDS_CLAUSE = frozenset(("relcl", "advcl", "acl"))
_HIGHEST = 6  # steps up from the marks to a verb of saying
_HELPERS = frozenset("aux auxpass neg advmod".split())
_NOBODY = frozenset("it there this that which what".split())


def words_in_marks(statement: Statement, found: Iterable[Attributed]) -> Iterator[Attributed]:
    """A sentence or clause in marks, with the subject of the verb it hangs on, if it hangs on one."""
    tokens = statement.tokens
    if all(token.quote >= 0 or not token.word for token in tokens):
        return  # set apart
    taken = [part for hit in found for part in hit.parts()]
    beside = next((hit.source for hit in found if hit.source is not None and hit.cue is not None), None)
    for start, end in marked(tokens):
        if not any(first < end and start < last for first, last in taken) and _may_be_said(statement, start):
            yield from _said_by(statement, start, end, beside)


def _said_by(statement: Statement, start: int, end: int, beside: Range | None) -> Iterator[Attributed]:
    """Words in marks and whose they are; ``beside`` speaks elsewhere in the statement."""
    verb = _verb_above(statement.tokens, start, end) or _verb_leading_in(statement.tokens, start, end)
    source = None if verb is None else _subject(statement, verb, start)
    clause = _is_clause(statement, start, end) or _opens_headline(statement, start, end)
    if verb is not None and source is not None and (clause or _says(statement.tokens, verb)):
        yield Attributed(((start, end),), (_chain_start(statement.tokens, verb), verb + 1), source)
    elif clause:  # "…," Ruiz said, but the bridge | “was never safe at any time”; a phrase needs a verb of saying
        yield Attributed(((start, end),), None, beside or _subject_before(statement, start), sure=False)


def _chain_start(tokens: Sequence[Token], verb: int) -> int:
    """Where the auxiliaries and the "not" or "never" before a verb start."""
    helpers = set(children(tokens, verb, _HELPERS))
    while verb - 1 in helpers:
        verb -= 1
    return verb


def _opens_headline(statement: Statement, start: int, end: int) -> bool:
    """Whether the marks stand before the colon of a headline: “Like a drum”: families sue."""
    tokens = statement.tokens
    return statement.block is BlockKind.TITLE and not start and end < len(tokens) and tokens[end].low == ":"


def _may_be_said(statement: Statement, start: int) -> bool:
    """Whether the marks hold more than a few words, which are no name."""
    words, before = _words(statement, start)
    return marked_words.count(words) > marked_words.FEW and not marked_words.is_name(words, before)


def _is_clause(statement: Statement, start: int, end: int) -> bool:
    """Whether the marks hold a sentence or a clause."""
    finite = any(token.tag in FINITE for token in statement.tokens[start:end])
    return finite or marked_words.is_statement(*_words(statement, start))


def _words(statement: Statement, start: int) -> tuple[str, str]:
    inner: Span = statement.quotes[statement.tokens[start].quote].inner
    return inner.of(statement.text), marks.before(statement.text, inner)


def _verb_above(tokens: Sequence[Token], start: int, end: int) -> int | None:
    """The verb that what stands in marks is said with: one of saying above it, or any if it is the clause of that."""
    root = next((at for at in range(start, end) if tokens[at].word and not start <= head(tokens, at) < end), None)
    if root is None or head(tokens, root) == root:
        return None
    first = at = head(tokens, root)
    for _ in range(_HIGHEST):
        if tokens[at].low in lexicon() and tokens[at].tag.startswith("VB"):
            return at
        if tokens[at].relation in _ENDS_CLAUSE or head(tokens, at) == at:
            break
        at = head(tokens, at)
    said = tokens[root].relation in _SAID and tokens[first].tag.startswith("VB")
    return first if said and tokens[first].low not in _HEARD else None


def _subject_before(statement: Statement, start: int) -> Range | None:
    """Somebody who is the subject of the clause that a comma or colon parts from the marks: "Ruiz nodded, | “…”"."""
    tokens = statement.tokens
    if not start or tokens[start - 1].low not in (",", ":") or not tokens[start + 1].capital:
        return None
    source = main_subject(statement, start - 1)
    last = tokens[source[1] - 1] if source is not None else None
    somebody = last is not None and (last.name or last.low in ("he", "she") or last.low in roles.ROLE_NOUNS)
    return source if somebody else None


def _says(tokens: Sequence[Token], verb: int) -> bool:
    """Whether a verb of saying says something: not what somebody "will advise"."""
    return tokens[verb].low in lexicon() and not any(tokens[at].tag == "MD" for at in children(tokens, verb))


def _verb_leading_in(tokens: Sequence[Token], start: int, end: int) -> int | None:
    """The verb of "As Ruiz put it, | “…”"."""
    leads = (at for at in range(start) if tokens[at].relation == "advcl" and start <= head(tokens, at) < end)
    return next((at for at in leads if any(tokens[one].low == "as" for one in children(tokens, at))), None)


def _subject(statement: Statement, verb: int, start: int) -> Range | None:
    """The subject of the verb, if it stands before it and the marks that start at token ``start``."""
    tokens = statement.tokens
    found = subject(tokens, verb)
    if found is None:
        before = None if tokens[verb].tag == "VBG" else phrase_before(tokens, verb, 0)
        return main_subject(statement, verb) if before is None else (before, verb)
    if found >= min(start, verb) or tokens[found].low in _NOBODY:
        return None
    first, last = phrase(tokens, found)
    return owner(statement, (first, min(last, verb))) if min(last, verb) <= start else None
