"""Who said it: content, cue, source and hearer joined by named rules, sentence by sentence.

Invariant: only the outermost of nested attributions is returned; contents of one statement never
overlap; each scan is bounded by the statement, so the time is linear in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from factcheck.domain import Span
from factcheck.quotes import words
from factcheck.quotes.cues import Cue, Form, Frame
from factcheck.quotes.phrases import is_verb, phrase_after, phrase_before, skip_adjuncts
from factcheck.quotes.statements import Statement

Range = tuple[int, int]  # of tokens, half-open


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution within a statement, in tokens. ``open`` means the content is still to come ("He said:")."""

    content: tuple[Range, ...]
    cue: Range
    source: Range | None
    hearer: Range | None
    rule: str
    confidence: float
    open: bool = False


Rule = Callable[[Statement, Cue, int], Found | None]


def attributions(statement: Statement) -> list[Found]:
    """The attributions of a statement, in order of their cues, none inside another's content."""
    found: list[Found] = []
    floor = 0
    for cue in statement.cues:
        for rule in AFTER_CONTENT:
            hit = rule(statement, cue, floor)
            if hit is not None:
                found.append(hit)
                floor = max(end for _, end in (*hit.content, hit.cue, *([hit.source] if hit.source else [])))
                break
    found.extend(_according_to(statement, found))
    for cue in statement.cues:
        if _covered(found, cue.verb):
            continue
        for rule in BEFORE_CONTENT:
            hit = rule(statement, cue, _floor(found, cue))
            if hit is not None:
                hit = _without_overlap(hit, found)
            if hit is not None:
                found.append(hit)
                break
    return sorted(found, key=lambda hit: hit.cue)


def _covered(found: list[Found], at: int) -> bool:
    return any(
        start <= at < end
        for hit in found
        for start, end in (*hit.content, hit.cue, *([hit.source] if hit.source else []))
    )


def _floor(found: list[Found], cue: Cue) -> int:
    """Where words before ``cue`` are still free: behind the last attribution's content and cue."""
    ends = [end for hit in found for start, end in (*hit.content, hit.cue) if start <= cue.first]
    return max(ends, default=0)


def _without_overlap(hit: Found, found: list[Found]) -> Found | None:
    start, end = hit.content[0] if hit.content else (0, 0)
    for other in found:
        for first, last in (*other.content, other.cue, *([other.source] if other.source else [])):
            if start < last and first < end:
                end = min(end, first) if first > start else start
    end = _trim_end(end, start, hit, found)
    if hit.content and end <= start:
        return None
    return Found(
        ((start, end),) if hit.content else (), hit.cue, hit.source, hit.hearer, hit.rule, hit.confidence, hit.open
    )


def _trim_end(end: int, start: int, hit: Found, found: list[Found]) -> int:
    return end


# -- content first ------------------------------------------------------------------------


def inverted_after_content(statement: Statement, cue: Cue, floor: int) -> Found | None:
    """``"The bridge is safe," said Ana Ruiz, the city engineer.``"""
    tokens = statement.tokens
    if not cue.frame & (Frame.CLAUSE | Frame.QUESTION) or cue.first != cue.verb or cue.form & Form.ING:
        return None
    if not _closes_content(statement, cue.first, floor) or cue.last + 1 >= len(tokens):
        return None
    head = tokens[cue.last + 1]
    if not (
        head.name
        or head.low in ("he", "she", "they")
        or (head.determiner and head.low != "that")
        or head.low in words.PEOPLE_NOUNS
        or head.low in words.TITLES
    ):
        return None
    end = phrase_after(tokens, cue.last + 1, len(tokens))
    content = _content_before(statement, cue.first, floor)
    if content is None:
        return None
    return Found(
        (content, *_content_after(statement, end)),
        (cue.first, cue.last + 1),
        (cue.last + 1, end),
        None,
        "inverted after content",
        0.95,
    )


def source_and_cue_after_content(statement: Statement, cue: Cue, floor: int) -> Found | None:
    """``The bridge is safe, the engineer told reporters on Monday.``"""
    tokens = statement.tokens
    if not cue.frame & (Frame.CLAUSE | Frame.QUESTION | Frame.HEARER | Frame.FINDING):
        return None
    source = phrase_before(tokens, cue.first, floor)
    if source is None or not _closes_content(statement, source, floor):
        return None
    hearer, end = _hearer_after(statement, cue)
    end = skip_adjuncts(tokens, end, len(tokens))
    if end < len(tokens) and not _ends_phrase(statement, end):
        return None
    content = _content_before(statement, source, floor)
    if content is None:
        return None
    return Found(
        (content, *_content_after(statement, end)),
        (cue.first, cue.last + 1),
        (source, cue.first),
        hearer,
        "source and cue after content",
        0.95,
    )


def _closes_content(statement: Statement, at: int, floor: int) -> bool:
    """Whether the token before ``at`` ends a content: a comma or dash, or a closing mark."""
    if at <= floor:
        return False
    token = statement.tokens[at - 1]
    return token.low in (",", "?", "!") or token.dash or _closing_mark(statement, at - 1)


def _closing_mark(statement: Statement, at: int) -> bool:
    token = statement.tokens[at]
    return token.quote >= 0 and token.end == statement.quotes[token.quote].outer.end


def _opening_mark(statement: Statement, at: int) -> bool:
    token = statement.tokens[at]
    return token.quote >= 0 and token.start == statement.quotes[token.quote].outer.start


def _ends_phrase(statement: Statement, at: int) -> bool:
    token = statement.tokens[at]
    return token.low in (",", ".", ";", ":", ")", "?", "!") or token.dash or _opening_mark(statement, at)


def _content_before(statement: Statement, end: int, floor: int) -> Range | None:
    """The content that ends before token ``end``: from ``floor``, or from its own mark if another
    attribution stands before that; None if it is neither quoted nor a clause."""
    tokens = statement.tokens
    start = floor
    while (
        start < end
        and not tokens[start].word
        and tokens[start].quote < 0
        and tokens[start].low not in ("$", "(", "[", "£", "€")
    ):
        start += 1
    last = end - 1
    while last > start and tokens[last].quote < 0 and not tokens[last].word:
        last -= 1
    if start > last or start >= end:
        return None
    if tokens[last].quote >= 0:
        first = next(at for at in range(last, -1, -1) if at == 0 or tokens[at - 1].quote != tokens[last].quote)
        if first > start and any(start <= cue.verb < first for cue in statement.cues):
            start = first
        return (start, last + 1)
    if (
        tokens[start].low in words.SUBORDINATORS
        or (tokens[start].preposition and tokens[start].low not in ("like",))
        and not _is_clause(statement, start, last + 1)
    ):
        return None
    return (start, last + 1) if _is_clause(statement, start, last + 1) else None


def _is_clause(statement: Statement, start: int, end: int) -> bool:
    return any(is_verb(statement.tokens, at) for at in range(max(start, 1), end))


def _content_after(statement: Statement, at: int) -> tuple[Range, ...]:
    """What goes on behind "…," he said: quoted words, or the rest of a sentence cut in two."""
    tokens = statement.tokens
    start = at
    while start < len(tokens) and tokens[start].quote < 0 and not tokens[start].word:
        if tokens[start].low in (".", ";", ")", "?", "!"):
            return ()
        start += 1
    if start >= len(tokens) or start == at and tokens[start].quote < 0:
        return ()
    if tokens[start].quote < 0:
        low = tokens[start].low
        if (
            low in words.CONJUNCTIONS
            or low in words.SUBORDINATORS
            or low in ("who", "which", "according", "as", "in", "with", "referring")
            or (low.endswith("ing") and not tokens[start].name)
        ):
            return ()
        if any(cue.verb >= start for cue in statement.cues):
            return ()
    end = _content_end(statement, start)
    return ((start, end),) if end > start else ()


# -- source first -------------------------------------------------------------------------


def cue_before_content(statement: Statement, cue: Cue, floor: int) -> Found | None:
    """``The engineer said (on Monday) that the bridge is safe.``"""
    tokens = statement.tokens
    source, rule = _source_before(statement, cue, floor)
    if source is None:
        return None
    hearer: Range | None = None
    start = cue.last + 1
    if cue.frame & Frame.HEARER and not cue.frame & Frame.CLAUSE:
        hearer, start = _hearer_before(statement, cue)
        if hearer is None:
            return None
    elif not _starts_topic(statement, cue):
        start = _content_start(statement, start)
    while start < len(tokens) and tokens[start].low in (",", ":") or start < len(tokens) and tokens[start].dash:
        start += 1
    if start >= len(tokens):
        colon = tokens[-1].low == ":"
        return (
            Found((), (cue.first, cue.last + 1), source, hearer, "colon before content", 0.9, open=True)
            if colon
            else None
        )
    if not _may_follow(statement, cue, start):
        return None
    end = _content_end(statement, start)
    if end <= start:
        return None
    return Found(
        ((start, end),), (cue.first, cue.last + 1), source, hearer, rule, 0.85 if cue.frame & Frame.CLAUSE else 0.7
    )


def _source_before(statement: Statement, cue: Cue, floor: int) -> tuple[Range | None, str]:
    tokens = statement.tokens
    if cue.form & Form.ING and (cue.first == 0 or not tokens[cue.verb - 1].low in words.BE_FORMS):
        if cue.first and (
            tokens[cue.first - 1].low in (",", "and", "by")
            or tokens[cue.first - 1].dash
            or _closing_mark(statement, cue.first - 1)
            or tokens[cue.first - 1].word
        ):
            return _main_subject(statement, cue), "participle"
        return None, ""
    before = tokens[cue.first - 1] if cue.first else None
    if before is not None and before.low in ("and", "but", "or", ",", "then") or before is not None and before.dash:
        if before.low == "," or before.dash:
            start = phrase_before(tokens, cue.first, floor)
            if start is not None:
                return (start, cue.first), "cue before content"
        return _main_subject(statement, cue), "second verb"
    start = phrase_before(tokens, cue.first, floor)
    if start is None:
        return None, ""
    return (start, cue.first), "relative clause" if tokens[start].low in ("who", "which") else "cue before content"


def _main_subject(statement: Statement, cue: Cue) -> Range | None:
    """The subject of the last clause before ``cue`` that has one."""
    tokens = statement.tokens
    best: Range | None = None
    for at in range(1, cue.first):
        if tokens[at].quote < 0 and is_verb(tokens, at) and (not tokens[at - 1].word or not is_verb(tokens, at - 1)):
            start = phrase_before(tokens, at, 0)
            if (
                start is not None
                and tokens[start].low not in ("it", "there", "which")
                and (best is None or start > best[1])
            ):
                best = (start, at)
                break
    return best


def _starts_topic(statement: Statement, cue: Cue) -> bool:
    return not cue.frame & Frame.CLAUSE


def _content_start(statement: Statement, start: int) -> int:
    """Behind adverbs, times and "in a statement", where the content itself begins."""
    tokens = statement.tokens
    for at in range(start, min(start + 18, len(tokens))):
        token = tokens[at]
        if token.quote >= 0 or token.low == "that" and at > start:
            between = tokens[start:at]
            if at == start or token.quote >= 0 and not between[0].preposition and not between[0].time:
                break
            if between[0].preposition or between[0].time or between[0].adverb or between[0].low in ("last", "this"):
                return at
            break
        if token.low == ",":
            break
    return skip_adjuncts(tokens, start, len(tokens))


def _may_follow(statement: Statement, cue: Cue, start: int) -> bool:
    """Whether what stands at ``start`` is something this verb takes."""
    token = statement.tokens[start]
    if token.quote >= 0:
        return True
    if not token.word and token.low not in ("$", "(", "#", "[", "£", "€"):
        return False
    if token.low in ("and", "but", "or", "because", "when", "while", "after", "before", "until", "since"):
        return False
    clause = token.low in ("that", "whether", "how", "why", "what", "if", "who", "where")
    if cue.frame & Frame.CLAUSE:
        return not token.preposition or token.low in ("about", "of", "in", "on", "at", "for", "like", "under", "with")
    if clause:
        return bool(cue.frame & (Frame.QUESTION | Frame.FINDING | Frame.TOPIC | Frame.TO | Frame.HEARER))
    if token.low == "to":
        return bool(cue.frame & Frame.TO)
    if cue.frame & Frame.HEARER:
        return True
    return not token.preposition


def _hearer_before(statement: Statement, cue: Cue) -> tuple[Range | None, int]:
    """The hearer of "told reporters that …" and where the content starts."""
    tokens = statement.tokens
    start = cue.last + 1
    for at in range(start, min(start + 25, len(tokens))):
        token = tokens[at]
        if at > start and (
            token.low in ("that", ",", ":", "how", "what", "why", "whether", "if", "to", "about")
            or _opening_mark(statement, at)
            and not _is_title_mark(statement, at)
        ):
            return (start, _hearer_end(statement, start, at)), at
        if at > start and (
            token.low in words.SUBJECT_PRONOUNS
            or token.low in ("there", "there's")
            or (token.determiner and not tokens[at - 1].preposition)
            or tokens[at - 1].low in words.OBJECT_PRONOUNS
        ):
            return (start, _hearer_end(statement, start, at)), at
    return None, start


def _is_title_mark(statement: Statement, at: int) -> bool:
    pair = statement.quotes[statement.tokens[at].quote]
    inner = pair.inner.of(statement.text).split()
    return 0 < len(inner) <= 5 and all(
        word[0].isupper() or word in words.PREPOSITIONS or word in words.DETERMINERS for word in inner
    )


def _hearer_end(statement: Statement, start: int, end: int) -> int:
    """Leaves out "on Monday", "in an interview" behind the hearer."""
    tokens = statement.tokens
    for at in range(start + 1, end):
        if tokens[at].time or tokens[at].preposition and tokens[at].low not in ("of", "for", "at", "from"):
            return at
    return end


def _hearer_after(statement: Statement, cue: Cue) -> tuple[Range | None, int]:
    """The hearer of "…," she told Radio Lund, and where the phrase ends."""
    tokens = statement.tokens
    start = end = cue.last + 1
    if not cue.frame & Frame.HEARER or cue.lemma in ("warn", "text", "email") or start >= len(tokens):
        return None, end
    while (
        end < len(tokens)
        and tokens[end].quote < 0
        and (tokens[end].word or tokens[end].low in ("(", ")", "&"))
        and end - start < 15
    ):
        if end > start and (
            tokens[end].time
            or (tokens[end].preposition and tokens[end].low not in ("of", "for", "at", "from"))
            or is_verb(tokens, end)
            or tokens[end].low in words.CONJUNCTIONS - {"and"}
        ):
            break
        end += 1
    return ((start, end) if end > start else None), end


def _content_end(statement: Statement, start: int) -> int:
    """Where a content that starts at ``start`` ends: the statement's end, or before the next attribution."""
    tokens = statement.tokens
    end = len(tokens)
    for cue in statement.cues:
        if cue.first <= start:
            continue
        stop = _break_before(statement, cue, start)
        if stop is not None:
            end = stop
            break
    while (
        end > start
        and not tokens[end - 1].word
        and tokens[end - 1].quote < 0
        and tokens[end - 1].low not in (")", "%", "]")
    ):
        end -= 1
    return end


def _break_before(statement: Statement, cue: Cue, start: int) -> int | None:
    """Where ``cue`` starts an attribution of its own beside the content: ", adding that", "and said"."""
    tokens = statement.tokens
    first = cue.first
    before = tokens[first - 1]
    if cue.form & Form.ING and (before.low == "," or before.dash):
        return first - 1
    if before.low in ("and", "but") and first - 1 > start and not cue.form & Form.ING:
        return first - 1
    if before.low in words.SUBJECT_PRONOUNS or before.word:
        source = phrase_before(tokens, first, start)
        if (
            source is not None
            and source > start + 1
            and tokens[source - 1].low in ("and", "but", "while")
            and tokens[source - 2].low == ","
        ):
            return source - 2
    return None


def _according_to(statement: Statement, found: list[Found]) -> Iterator[Found]:
    """``Rents fell by a third, according to the survey.`` and ``According to the survey, rents fell.``"""
    tokens = statement.tokens
    for at in range(len(tokens) - 2):
        if tokens[at].low != "according" or tokens[at + 1].low != "to" or tokens[at].quote >= 0:
            continue
        end = at + 2
        while (
            end < len(tokens)
            and tokens[end].low not in (",", ".", ";", ")")
            and not tokens[end].dash
            and not (tokens[end].quote >= 0 and not tokens[end].word)
        ):
            end += 1
        if end == at + 2:
            continue
        floor = max((last for hit in found for first, last in (*hit.content, hit.cue) if first <= at), default=0)
        if at <= floor + 1 or tokens[at - 1].low in ("and", "but") and at <= floor + 2:
            start = end + 1
            content = [(start, _content_end(statement, start))] if start < len(tokens) else []
        else:
            before = at - 1 if not tokens[at - 1].word else at
            while before > floor and not tokens[before - 1].word and tokens[before - 1].quote < 0:
                before -= 1
            content = [(floor, before)]
            if end + 1 < len(tokens) and tokens[end].low == "," and not _is_clause(statement, floor, before):
                content.append((end + 1, _content_end(statement, end + 1)))
        content = [(a, b) for a, b in content if b > a]
        if content:
            yield Found(tuple(content), (at, at + 2), (at + 2, end), None, "according to", 0.9)


AFTER_CONTENT: tuple[Rule, ...] = (inverted_after_content, source_and_cue_after_content)
BEFORE_CONTENT: tuple[Rule, ...] = (cue_before_content,)
