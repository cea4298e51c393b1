"""Transcripts: paragraphs that open with the label of whoever speaks ("DUNN: …", "Q: …").

Invariant: a label alone proves nothing. Paragraphs are turns only where two different labels stand
before sentences and one of them is known to speak, because it names a person or comes back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from factcheck.domain import BlockKind
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.places import is_clause
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import sources
from factcheck.quotes.people.mentions import Mention, read
from factcheck.quotes.people.speakers import Cast

SPEAKER_LABEL = "speaker label"
_PROSE = (BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTE)
_LONGEST_LABEL = 6  # words
_LONGEST_GAP = 5  # paragraphs without a label that may lie inside one turn
_LONGEST_ROLE = 10  # tokens behind a name in a label: "Clara Dunn, mayor of Lund: …"
_SPOKEN = frozenset("i me my we us our you your".split())
_ASKERS = frozenset("q question interviewer".split())
_NUMBERED = re.compile(r"q\d+")  # "Q14 Clara Dunn: …", in the records of committees
_ANSWERERS = frozenset("a answer".split())
# Labels of the outlet's own.
_NO_SPEAKERS = frozenset(
    """advertisement breaking contact correction editor editors exclusive fact headline listen more note opinion
    photo photos pictured read related see source sources summary tip update updated video warning watch when where
    why how what who""".split()
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a paragraph says in a transcript: from token ``start`` of its first statement.

    ``mention`` is the label; None in a paragraph that goes on with the turn before it.
    """

    start: int
    mention: Mention | None = None
    asks: bool = False
    answers: bool = False
    quotes: bool = False  # opens with marks behind the label, as other sentences do
    bare: bool = False  # has no label (see ``interviews``): ``mention`` is whoever was introduced, if one person was


def find_turns(statements: Iterable[Statement], cast: Cast, asked: bool = False) -> Mapping[int, Turn]:
    """Paragraphs of a transcript, each opened by the label of whoever speaks; ``asked`` says that questions are set
    apart from ``statements``, so that an "A:" answers them.

    By paragraph number; empty where there is no transcript.
    """
    grouped = (list(group) for _, group in groupby(statements, key=lambda statement: statement.paragraph))
    paragraphs = {held[0].paragraph: held for held in grouped}
    labels = {number: turn for number, held in paragraphs.items() if (turn := _labelled(held[0])) is not None}
    plain = {number: turn for number, turn in labels.items() if not turn.quotes}
    interview = (asked or any(turn.asks for turn in plain.values())) and any(turn.answers for turn in plain.values())
    known = plain if interview else _of_speakers(plain, paragraphs, cast)
    speakers = set(map(_label, known.values()))
    known |= {number: turn for number, turn in labels.items() if turn.quotes and _label(turn) in speakers}
    return {**known, **dict(_continued(known, paragraphs))}


def _of_speakers(turns: Mapping[int, Turn], paragraphs: Mapping[int, list[Statement]], cast: Cast) -> dict[int, Turn]:
    """Those whose label names somebody who may speak or comes back, if the labels make a transcript."""
    named = {number: turn for number, turn in turns.items() if not turn.answers}
    if len(pair := _question_and_answer(named, paragraphs)) == len(named):
        return pair
    if _all_speak(named, paragraphs):
        return named
    if not _is_transcript(named, paragraphs, cast):
        return {}
    again = {label for label, count in Counter(map(_label, named.values())).items() if count > 1}
    return {number: turn for number, turn in named.items() if _may_speak(turn, cast) or _label(turn) in again}


def _question_and_answer(turns: Mapping[int, Turn], paragraphs: Mapping[int, list[Statement]]) -> dict[int, Turn]:
    """A labelled question and the labelled paragraph right below it, which answers it in a sentence."""
    pairs = ((one, two) for one, two in pairwise(sorted(turns)) if two == one + 1)
    for one, two in pairs:
        labels, answer = {_label(turns[one]), _label(turns[two])}, paragraphs[two]
        asks, asks_again = (paragraphs[number][-1].tokens[-1].low == "?" for number in (one, two))
        if (
            asks
            and not asks_again
            and len(labels) > 1
            and is_clause(answer[0], turns[two].start, len(answer[0].tokens))
        ):
            return {one: turns[one], two: turns[two]}
    return {}


def _label(turn: Turn) -> str:
    return turn.mention.label if turn.mention is not None else ""


def _labelled(statement: Statement) -> Turn | None:
    """The turn that a paragraph opens by its label, if its label could be one."""
    tokens = statement.tokens
    if statement.block not in _PROSE or len(tokens) < 2:
        return None
    if label_end(tokens):
        mention = Mention(statement.span_of(0, 1), label=tokens[0].low)
        return Turn(1, mention, tokens[0].low == "q", tokens[0].low == "a")
    opened = _opening(tokens)
    colon = _colon(tokens, opened)
    if colon is None:
        return None
    end = next((at for at in range(opened + 1, colon) if tokens[at].low in (",", "(")), colon)  # of the name alone
    label = tokens[opened:end]
    if not _may_be_label(label, tokens[0].quote) or any(is_verb(tokens, at) for at in range(end, colon)):
        return None
    low = label[0].low if len(label) == 1 else ""
    quotes = tokens[colon + 1].quote > tokens[colon].quote
    mention = read(statement.text, tokens, opened, end if tokens[end].low == "(" else colon)
    return Turn(colon + 1, replace(mention, label=_plain(mention)), low in _ASKERS, low in _ANSWERERS, quotes)


def label_end(tokens: Sequence[Token]) -> int:
    """Behind the label of "Q. | Why?", "A. | Because"; 0 where there is none."""
    return int(tokens[0].low in ("q", "a") and tokens[0].end - tokens[0].start == 2)


def _colon(tokens: Sequence[Token], opened: int) -> int | None:
    """The colon behind a label that starts at ``opened``, if words follow it."""
    reach = range(opened, min(len(tokens), opened + _LONGEST_LABEL + _LONGEST_ROLE))
    colon = next((at for at in reach if tokens[at].low == ":"), 0)
    return colon if opened < colon < len(tokens) - 1 else None


def _may_be_label(label: Sequence[Token], quote: int) -> bool:
    """Whether words before a colon are short, in capitals and no "Update" of the outlet's own."""
    if not all((token.capital or token.low == ".") and token.quote == quote for token in label):
        return False
    if len(label) > _LONGEST_LABEL or label[-1].time or not label[0].word:
        return False
    return not any(token.low in _NO_SPEAKERS for token in label)


def _opening(tokens: Sequence[Token]) -> int:
    """Behind a mark, a time in brackets or a question's number, if one stands before the label: "[00:05] | DUNN: …"."""
    if tokens[0].quote >= 0 or _NUMBERED.fullmatch(tokens[0].low):
        return 1
    if tokens[0].low not in ("[", "("):
        return 0
    closed = next((at for at, token in enumerate(tokens[:_LONGEST_LABEL]) if token.low in ("]", ")")), -1)
    timed = closed > 0 and all(token.low[:1].isdigit() or not token.word for token in tokens[1:closed])
    return closed + 1 if timed else 0


def _plain(mention: Mention) -> str:
    """The label of an unnamed speaker without its capitals: "HOST" and "Reporter"."""
    return mention.label if mention.name else mention.label.lower()


def _is_transcript(turns: Mapping[int, Turn], paragraphs: Mapping[int, list[Statement]], cast: Cast) -> bool:
    labels = [turn.mention.label for turn in turns.values() if turn.mention is not None]
    talking = sum(_talks(paragraphs[number][0], turn.start) for number, turn in turns.items())
    if len(set(labels)) < 2 or talking < 2:
        return False
    comes_back = len(labels) > len(set(labels))
    capitals = all(label.isupper() for label in labels)
    asked = any(paragraphs[number][-1].tokens[-1].low == "?" for number in turns)
    return any(_known(turn, cast) for turn in turns.values()) or (comes_back and (capitals or asked))


def _all_speak(turns: Mapping[int, Turn], paragraphs: Mapping[int, list[Statement]]) -> bool:
    """Whether every paragraph opens with a full name, and each name speaks of itself, to somebody or asks: the
    subtitles of a recording."""
    labels = {turn.mention.label for turn in turns.values() if turn.mention is not None and turn.mention.name}
    spoken = {_label(turn) for number, turn in turns.items() if any(map(_addresses, paragraphs[number]))}
    named = bool(labels) and all(" " in label for label in labels)
    return len(turns) == len(paragraphs) and named and labels == spoken


def _addresses(statement: Statement) -> bool:
    return statement.tokens[-1].low == "?" or any(token.low in _SPOKEN for token in statement.tokens)


def _talks(statement: Statement, start: int) -> bool:
    tokens = statement.tokens
    speaks = any(token.low in _SPOKEN for token in tokens[start:])
    return speaks or is_clause(statement, start + 1, len(tokens)) or tokens[-1].low == "?"


def _known(turn: Turn, cast: Cast) -> bool:
    """Whether a label names a person of the article or says what somebody is."""
    if turn.mention is None:
        return False
    if turn.asks or turn.mention.label.lower().startswith("unidentified"):
        return True
    if not turn.mention.name:
        return turn.mention.head in sources.PEOPLE_NOUNS
    member = cast.find(turn.mention)
    return member is not None and member.human


def _may_speak(turn: Turn, cast: Cast) -> bool:
    return _known(turn, cast) or (turn.mention is not None and turn.mention.label.isupper())


def _continued(known: Collection[int], paragraphs: Mapping[int, list[Statement]]) -> Iterator[tuple[int, Turn]]:
    """Paragraphs without a label between two turns that read as speech going on."""
    numbers = sorted(known)
    quoted = any(paragraphs[number][0].tokens[0].quote >= 0 for number in numbers)
    for number, following in pairwise(numbers):
        if following - number <= _LONGEST_GAP:
            between = [paragraphs.get(place, []) for place in range(number + 1, following)]
            yield from ((held[0].paragraph, Turn(0)) for held in between if _goes_on(held, quoted))


def _goes_on(paragraph: Sequence[Statement], quoted: bool) -> bool:
    """Whether a paragraph reads as speech; ``quoted`` says that the turns open with marks, as it may then."""
    if not paragraph or (paragraph[0].quotes and not quoted):
        return False
    tokens = paragraph[0].tokens
    opener = tokens[1 if tokens[0].quote >= 0 and len(tokens) > 1 else 0]
    if opener.low in ("(", "[", "…", "...", "*"):
        return False
    speaks = any(token.low in _SPOKEN for statement in paragraph for token in statement.tokens)
    return speaks or not any(statement.cues for statement in paragraph)
