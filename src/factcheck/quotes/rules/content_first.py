"""Rules for a content that stands before its source: "…," said Ruiz.

Invariant: each rule is one function of the table, reads one cue or one statement, and returns None
(or nothing) rather than a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from factcheck.domain import BlockKind
from factcheck.language import function_words
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.content import content_after, content_before, names_a_work
from factcheck.quotes.grammar.cues import Cue
from factcheck.quotes.grammar.dependencies import head, phrase
from factcheck.quotes.grammar.endings import content_end
from factcheck.quotes.grammar.hearers import hearer_after
from factcheck.quotes.grammar.inflections import Form, Frame
from factcheck.quotes.grammar.phrases import phrase_after, phrase_before, skip_adjuncts
from factcheck.quotes.grammar.places import Range, closes_marks, ends_phrase, is_clause, opens_infinitive, opens_marks
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import sources
from factcheck.quotes.lexicon.roles import is_role_noun
from factcheck.quotes.rules.attribution import Attributed

_LONGEST_BRACKET = 6  # tokens
_FEWEST_IN_TITLE = 3  # tokens that a title says before "says" and a name
_LONGEST_TERM = 4  # words
_LONGEST_INFIX = 20  # tokens from a content to its other half
_TOLD = frozenset(("appos", "relcl", "conj"))
_CONNECTIVES = frozenset(
    """additionally also and but furthermore however meanwhile moreover nevertheless nonetheless nor or plus separately
    so yet""".split()
)
_ASKED = frozenset("asked pressed questioned told reminded".split())
_SPEAKING_NOUNS = sources.SOURCE_NOUNS | sources.BODY_NAME_WORDS
_SPEAKING = Frame.CLAUSE | Frame.QUESTION


def inverted_after_content(statement: Statement, cue: Cue, floor: int) -> Attributed | None:
    """Words said before an inverted verb, behind which their source stands."""
    tokens = statement.tokens
    source = cue.last + 1
    if source < len(tokens) and _ends_title(statement, cue):
        before = content_before(statement, cue.first, floor, unfinished=True)
        return Attributed((before,), (cue.first, source), (source, len(tokens))) if before is not None else None
    sure = _ends_speech(statement, cue.first)
    speaking = _SPEAKING | Frame.FINDING if sure else _SPEAKING  # "…," read the letter
    if not cue.frame & speaking or cue.first != cue.verb or cue.form & Form.ING or source >= len(tokens):
        return None
    anybody = cue.subject == source or (sure and (tokens[source].determiner or tokens[source].low == "one"))
    if not _closes_content(statement, cue.first, floor) or not (anybody or can_be_source(statement, source)):
        return None
    end = phrase_after(tokens, source, len(tokens))
    content = content_before(statement, cue.first, floor)
    if content is None or (not sure and _has_verb(statement, source, end)):
        return None
    rest = content_after(statement, _behind_clause(statement, source, end), False, cue)
    return Attributed((content, *rest), (cue.first, source), (source, end))


def _behind_clause(statement: Statement, start: int, end: int) -> int:
    """Behind the clause that says who a source is, if marks open there: "said Ruiz, who left | , "…""."""
    tokens = statement.tokens
    clauses = (
        at for at in range(start, len(tokens)) if tokens[at].relation in _TOLD and start <= head(tokens, at) < end
    )
    far = max((phrase(tokens, at)[1] for at in clauses), default=end)
    comma = far < len(tokens) and tokens[far].low == ","
    opens = far + comma < len(tokens) and opens_marks(statement, far + comma)
    return far if opens and far > end else end


def _ends_title(statement: Statement, cue: Cue) -> bool:
    """Whether a title ends with a verb and its source: "Bridge Is Safe | Says Ana Ruiz", "Repair It, | Urges Ruiz"."""
    tokens, start = statement.tokens, cue.last + 1
    plain = cue.lemma == "say" and cue.first >= _FEWEST_IN_TITLE
    set_off = cue.first > 1 and tokens[cue.first - 1].low == ","
    if statement.block is not BlockKind.TITLE or not cue.form & Form.THIRD or not (plain or set_off):
        return False
    named = (tokens[-1].name and can_be_source(statement, start)) or tokens[-1].bare in _SPEAKING_NOUNS
    return named and phrase_after(tokens, start, len(tokens)) == len(tokens)


def source_and_cue_after_content(statement: Statement, cue: Cue, floor: int) -> Attributed | None:
    """Words said before their source and its verb."""
    tokens = statement.tokens
    source = _source_before(statement, cue, floor)
    if source is None or not _closes_content(statement, source, floor):
        return None
    if not cue.frame & (_SPEAKING | Frame.HEARER | Frame.FINDING) and not closes_marks(statement, source - 1):
        return None
    hearer, behind = hearer_after(statement, cue)
    end = _tail_end(statement, cue, source, behind)
    if end is None:
        return None
    plain = tokens[source - 1].low == "," and tokens[source - 1].quote < 0
    cut = plain and end == cue.last + 1 < len(tokens) and tokens[end].low == "," and bool(cue.frame & Frame.CLAUSE)
    content = content_before(statement, source, floor, cut)
    if content is None:
        return None
    rest = content_after(statement, end, plain, cue)
    said = (cue.first, cue.last + 1), (source, cue.first), hearer
    if plain and _is_question_put(statement, content, rest, floor):
        return Attributed(rest, *said)
    if plain and _sets_the_scene(statement, cue, content, rest):
        return None
    if plain and tokens[content[0]].preposition and not is_clause(statement, *content):
        return Attributed(rest, *said, sure=False)
    return Attributed(_halves(tokens, content, rest), *said)


def _halves(tokens: Sequence[Token], content: Range, rest: tuple[Range, ...]) -> tuple[Range, ...]:
    """Both halves of what was said; not the first if it only leads on: "However, | he said, rents have fallen"."""
    leads_on = content[1] - content[0] == 1 and tokens[content[0]].low in _CONNECTIVES
    return rest if rest and leads_on else (content, *rest)


def _source_before(statement: Statement, cue: Cue, floor: int) -> int | None:
    """Where the source before the verb starts: the subject beside words in marks, or else a noun phrase."""
    if cue.subject is not None and floor < cue.subject < cue.first:
        return cue.subject
    source = _between_commas(statement, cue, floor)
    return phrase_before(statement.tokens, cue.first, floor) if source is None else source


def _tail_end(statement: Statement, cue: Cue, source: int, behind: int) -> int | None:
    """Where what tells when and how it was said ends; None if words ``behind`` the cue are what was said."""
    tokens = statement.tokens
    end = skip_adjuncts(tokens, behind, len(tokens))
    if end >= len(tokens) or ends_phrase(statement, end):
        return end
    if not _only_circumstances(statement, cue, source, end):
        return None
    while end < len(tokens) and not ends_phrase(statement, end):
        end += 1
    return end


def _sets_the_scene(statement: Statement, cue: Cue, content: Range, rest: Sequence[Range]) -> bool:
    """Whether plain words before a source tell when or where it was said: "In a statement, | he said, "…"."""
    marked = bool(rest) and opens_marks(statement, rest[0][0])
    if marked and _tells_when(statement, content[0]):
        return True  # "Asked about the bridge, | he said, "…""
    if is_clause(statement, *content) and not _depends(statement, cue, content[0]):
        return False
    return not rest or (marked and not _is_subject(statement, content))


def _is_question_put(statement: Statement, content: Range, rest: Sequence[Range], floor: int) -> bool:
    """Whether words in marks were asked before others were said: "Asked “Why?”, | he said: “…”"."""
    tokens = statement.tokens
    asked = any(token.low in _ASKED and token.quote < 0 for token in tokens[floor : content[0]])
    return asked and bool(rest) and opens_marks(statement, rest[0][0]) and tokens[content[0]].quote >= 0


def _depends(statement: Statement, cue: Cue, at: int) -> bool:
    """Whether a clause that opens at the token tells of the cue's verb: "Though it was late, | she answered gladly"."""
    tokens = statement.tokens
    clause = head(tokens, at)
    return tokens[at].relation == "mark" and tokens[clause].relation == "advcl" and head(tokens, clause) == cue.verb


def _is_subject(statement: Statement, content: Range) -> bool:
    """Whether quoted words go on with what stands before the cue: "The plan, | he said, | “is no good”"."""
    tokens = statement.tokens
    rest = tokens[content[1] : content[1] + _LONGEST_INFIX]
    opener = next((at for at, _ in enumerate(rest, content[1]) if opens_marks(statement, at)), None)
    if opener is None or opener + 1 >= len(tokens) or tokens[opener + 1].capital:
        return False
    first = tokens[content[0]]
    return (
        first.determiner
        or first.name
        or first.low in function_words.SUBJECT_PRONOUNS
        or first.bare in sources.SOURCE_NOUNS
    )


def _between_commas(statement: Statement, cue: Cue, floor: int) -> int | None:
    """The source of "Rents, | officials said, have fallen", where it is no appositive of what stands before."""
    tokens = statement.tokens
    after = cue.last + 1
    if after + 1 >= len(tokens) or tokens[after].low != "," or not is_verb(tokens, after + 1):
        return None
    comma = next((at for at in range(cue.first - 1, max(floor, cue.first - 8), -1) if tokens[at].low == ","), None)
    return None if comma is None else phrase_before(tokens, cue.first, comma + 1)


def as_somebody_said(statement: Statement, cue: Cue, floor: int) -> Attributed | None:
    """Words said before "as" and whoever said so."""
    tokens = statement.tokens
    if not cue.frame & (Frame.CLAUSE | Frame.FINDING | Frame.HEARER) or cue.form & Form.ING:
        return None
    source = phrase_before(tokens, cue.first, floor)
    if source is None or source < floor + 2 or tokens[source - 1].low != "as":
        return None
    before = tokens[source - 2]
    hearer, behind = hearer_after(statement, cue)
    end = skip_adjuncts(tokens, behind, len(tokens))
    ordered = opens_infinitive(tokens, min(behind, len(tokens) - 1))
    if not cue.frame & (Frame.CLAUSE | Frame.FINDING) and (hearer is None or ordered):
        return None  # "as she told them to leave"
    if before.low != "," and not closes_marks(statement, source - 2):
        return None
    if end < len(tokens) and not ends_phrase(statement, end) and tokens[end].low not in function_words.SUBORDINATORS:
        return None
    content = content_before(statement, source - 1, floor)
    if content is None:
        return None
    return Attributed((content,), (cue.first, cue.last + 1), (source, cue.first), hearer)


def according_to(statement: Statement, found: Iterable[Attributed]) -> Iterator[Attributed]:
    """A source behind "according to", before or behind the content."""
    tokens = statement.tokens
    taken = [part for hit in found for part in (*hit.content, hit.cue or (0, 0))]
    for at in range(len(tokens) - 2):
        if tokens[at].low != "according" or tokens[at + 1].low != "to" or tokens[at].quote >= 0:
            continue
        end = at + 2
        while end < len(tokens) and (not ends_phrase(statement, end) or _closes_bracket(tokens, end, at)):
            end += 1
            if end < len(tokens) and tokens[end - 1].word and opens_marks(statement, end):
                end = _term_end(statement, end)
        end = _behind_appositive(tokens, at + 2, end)
        floor = max((last for first, last in taken if first <= at), default=0)
        content = _content_around(statement, floor, at, end)
        if content and end > at + 2:
            taken.append((at, end))
            yield Attributed(content, (at, at + 2), (at + 2, end))


def _behind_appositive(tokens: Sequence[Token], start: int, end: int) -> int:
    """The end of a source with what is said behind commas of who it is: "Ana Ruiz, | a baker from Lund, | "."""
    for at in range(end + 1, len(tokens)):
        if end >= len(tokens) or tokens[end].low != ",":
            break
        told = tokens[at].relation in _TOLD and start <= head(tokens, at) < end
        first, last = phrase(tokens, at) if told else (0, 0)
        if first == end + 1 + (tokens[at].relation == "conj"):  # behind the "and"
            end = last
    return _behind_name(tokens, end)


def _behind_name(tokens: Sequence[Token], comma: int) -> int:
    """The end of "Lund's mayor, | Ana Ruiz, | the bridge is safe"; ``comma`` where no full name stands so."""
    stop = comma + 1
    while stop < len(tokens) and tokens[stop].name:
        stop += 1
    apart = stop < len(tokens) and tokens[comma].low == "," and tokens[stop].low in (",", ".")
    return stop if apart and stop - comma > 2 and is_role_noun(tokens[comma - 1].bare) else comma


def _content_around(statement: Statement, floor: int, at: int, end: int) -> tuple[Range, ...]:
    """The content of "according to" at token ``at`` whose source ends at ``end``."""
    tokens = statement.tokens
    if at <= floor + 1 or (at <= floor + 2 and tokens[at - 1].low in ("and", "but")):
        return _main_clause(statement, at, end + 1) or _rest_from(statement, end + 1)
    before = content_before(statement, at, floor, unfinished=True)
    if before is None:
        return ()
    if end + 1 < len(tokens) and tokens[end].low == "," and not is_clause(statement, *before):
        return (before, *_rest_from(statement, end + 1))
    return (before,)


def _main_clause(statement: Statement, at: int, start: int) -> tuple[Range, ...]:
    """The clause that "According to" at token ``at`` opens, if an aside behind its subject would cut it short."""
    tokens = statement.tokens
    rest, verb = _rest_from(statement, start), head(tokens, at)
    if not rest or verb < rest[0][1] or tokens[verb].quote >= 0 or is_clause(statement, *rest[0]):
        return ()
    end = phrase(tokens, verb)[1]
    return ((start, end - (not tokens[end - 1].word)),)


def _term_end(statement: Statement, start: int) -> int:
    """Behind a term in marks that is part of a phrase: 'the new "fan chart" | of the bank'; else ``start``."""
    tokens, end = statement.tokens, start
    while end < len(tokens) and tokens[end].quote == tokens[start].quote:
        end += 1
    inside = tokens[start + 1 : end - 1]
    return end if 0 < len(inside) <= _LONGEST_TERM and all(token.word for token in inside) else start


def _closes_bracket(tokens: Sequence[Token], at: int, start: int) -> bool:
    """The end of "(LHA)" behind a name."""
    return tokens[at].low == ")" and any(token.low == "(" for token in tokens[max(start, at - _LONGEST_BRACKET) : at])


def _rest_from(statement: Statement, start: int) -> tuple[Range, ...]:
    end = content_end(statement, start, None) if start < len(statement.tokens) else start
    return ((start, end),) if end > start else ()


def _has_verb(statement: Statement, start: int, end: int) -> bool:
    """Whether a would-be source is the subject of a clause: "said | Perez could help"."""
    tokens = statement.tokens
    for at in range(start, min(end + 1, len(tokens))):
        if tokens[at].low == "," or tokens[at].low in function_words.RELATIVES:
            return False
        if is_verb(tokens, at):
            return True
    return False


def _closes_content(statement: Statement, at: int, floor: int) -> bool:
    """Whether the token before ``at`` ends a content: a comma or dash, or a closing mark."""
    if at <= floor:
        return False
    token = statement.tokens[at - 1]
    return token.low in (",", "?", "!") or token.dash or closes_marks(statement, at - 1)


def _ends_speech(statement: Statement, at: int) -> bool:
    """Whether a closing mark before token ``at`` follows a comma, dash or question mark, as in speech: "Why?"."""
    if at < 3 or not closes_marks(statement, at - 1):
        return False
    tokens = statement.tokens
    opener = at - 1
    while opener > 0 and tokens[opener - 1].quote == tokens[at - 1].quote:
        opener -= 1
    last = tokens[at - 2]
    return (last.low in (",", "?", "!") or last.dash) and (opener == 0 or not tokens[opener - 1].word)


def _tells_when(statement: Statement, at: int) -> bool:
    """Whether a clause opens that says when something was said, or upon what: "Asked …", "When …", "Speaking …"."""
    token = statement.tokens[at]
    if token.quote >= 0 or token.low == "that":
        return False
    opens = token.low in _ASKED or token.low in function_words.SUBORDINATORS or token.preposition or token.time
    return opens or (token.low.endswith("ing") and len(token.low) > 4 and not token.name)


def _only_circumstances(statement: Statement, cue: Cue, source: int, end: int) -> bool:
    """Whether what follows the cue of a quotation tells when or how: "…," he said | after the vote was lost."""
    last = source - 1
    if not cue.frame & (_SPEAKING | Frame.HEARER | Frame.URGE) or not closes_marks(statement, last):
        return False
    if names_a_work(statement, last) and not _opens_statement(statement, last):
        return False
    return not _opens_content(statement, cue, end)


def _opens_statement(statement: Statement, at: int) -> bool:
    """Whether the marks around token ``at`` open the statement, which a title seldom does."""
    return statement.tokens[0].quote == statement.tokens[at].quote


def _opens_content(statement: Statement, cue: Cue, at: int) -> bool:
    """Whether the words from ``at`` are what was said: not in "…," he said in a film | that won a prize."""
    tokens = statement.tokens
    token, before = tokens[at], tokens[at - 1]
    if token.low in function_words.SUBJECT_PRONOUNS:
        return before.low not in function_words.SUBORDINATORS and not tokens[cue.last + 1].preposition
    if token.low == "that":
        relative = at + 1 < len(tokens) and (is_verb(tokens, at + 1) or tokens[at + 1].time)
        return not relative and not (at > cue.last + 1 and before.low.endswith("ing"))
    if token.low == "who":
        return at == cue.last + 1
    return token.low in function_words.QUESTION_WORDS - {"when"} and not before.preposition


def can_be_source(statement: Statement, at: int) -> bool:
    """Whether a noun phrase that names somebody starts at ``at``: "said | veteran diplomat Ana Ruiz"."""
    tokens = statement.tokens
    first = tokens[at]
    if first.quote >= 0 or not first.word or first.preposition or first.time:
        return False
    if first.low in ("it", "that", "to", "there", "this"):
        return False
    if first.low in function_words.SUBJECT_PRONOUNS:
        return (
            at + 1 >= len(tokens) or ends_phrase(statement, at + 1) or tokens[at + 1].preposition or tokens[at + 1].time
        )
    for token in tokens[at : at + 8]:
        if not token.word or token.preposition:
            break
        if (
            token.name
            or token.low in sources.SOURCE_NOUNS
            or token.low.endswith("-year-old")
            or token.low in function_words.OTHER_PRONOUNS
            or token.low == "another"
        ):
            return True
    return False
