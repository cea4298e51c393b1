"""Transcripts: paragraphs that open with the label of whoever speaks ("DUNN: …", "Q: …").

Invariant: a label alone proves nothing. Paragraphs are turns only where two different labels stand
before sentences and one of them is known to speak, because it names a person or comes back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from factcheck.domain import BlockKind
from factcheck.quotes import words
from factcheck.quotes.cast import Cast
from factcheck.quotes.endings import is_clause
from factcheck.quotes.mentions import Mention, read
from factcheck.quotes.statements import Statement

RULE = "speaker label"
_PROSE = (BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTE)
_LONGEST_LABEL = 6  # words
_LONGEST_GAP = 5  # paragraphs without a label that may lie inside one turn
_ASKERS = frozenset("q question interviewer".split())
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


def find_turns(statements: Iterable[Statement], cast: Cast) -> Mapping[int, Turn]:
    """The turns among the paragraphs, by paragraph number; empty where there is no transcript."""
    paragraphs = [list(group) for _, group in groupby(statements, key=lambda statement: statement.paragraph)]
    labelled = {held[0].paragraph: turn for held in paragraphs if (turn := _labelled(held[0])) is not None}
    by_number = {held[0].paragraph: held for held in paragraphs}
    if any(turn.asks for turn in labelled.values()) and any(turn.answers for turn in labelled.values()):
        known = labelled
    else:
        plain = {number: turn for number, turn in labelled.items() if not turn.asks and not turn.answers}
        known = plain if _is_transcript(plain, by_number, cast) else {}
        known = {number: turn for number, turn in known.items() if _may_speak(turn, cast)}
    return {**known, **dict(_continued(known, by_number))}


def _labelled(statement: Statement) -> Turn | None:
    """The turn that a paragraph opens by its label, if its label could be one."""
    tokens = statement.tokens
    if statement.block not in _PROSE or len(tokens) < 2 or not tokens[0].word:
        return None
    if tokens[0].low in ("q", "a") and tokens[0].end - tokens[0].start == 2:  # "Q. Why?"
        mention = Mention(statement.span_of(0, 1), label=tokens[0].low)
        return Turn(1, mention, tokens[0].low == "q", tokens[0].low == "a")
    colon = next((at for at, token in enumerate(tokens[: _LONGEST_LABEL + 1]) if token.low == ":"), 0)
    if not colon or colon + 1 >= len(tokens) or tokens[colon + 1].quote >= 0:
        return None
    label = tokens[:colon]
    if not all((token.capital or token.low in ",.()") and token.quote < 0 for token in label) or label[-1].time:
        return None
    if any(token.low in _NO_SPEAKERS for token in label):
        return None
    low = label[0].low if colon == 1 else ""
    mention = read(statement.text, tokens, 0, colon)
    return Turn(colon + 1, replace(mention, label=_plain(mention)), low in _ASKERS, low in _ANSWERERS)


def _plain(mention: Mention) -> str:
    """The label of an unnamed speaker without its capitals: "HOST" and "Reporter"."""
    return mention.label if mention.name else mention.label.lower()


def _is_transcript(turns: Mapping[int, Turn], paragraphs: Mapping[int, list[Statement]], cast: Cast) -> bool:
    labels = [turn.mention.label for turn in turns.values() if turn.mention is not None]
    talking = sum(_talks(paragraphs[number][0], turn.start) for number, turn in turns.items())
    if len(set(labels)) < 2 or talking < 2:
        return False
    comes_back = len([label for label, _ in groupby(labels)]) > len(set(labels))
    capitals = all(label.isupper() for label in labels)
    return any(_known(turn, cast) for turn in turns.values()) or (comes_back and capitals)


def _talks(statement: Statement, start: int) -> bool:
    return is_clause(statement, start + 1, len(statement.tokens)) or statement.tokens[-1].low == "?"


def _known(turn: Turn, cast: Cast) -> bool:
    """Whether a label names a person of the article or says what somebody is."""
    if turn.mention is None:
        return False
    if not turn.mention.name:
        return turn.mention.head in words.PEOPLE_NOUNS
    member = cast.find(turn.mention)
    return member is not None and member.human


def _may_speak(turn: Turn, cast: Cast) -> bool:
    return _known(turn, cast) or (turn.mention is not None and turn.mention.label.isupper())


def _continued(known: Collection[int], paragraphs: Mapping[int, list[Statement]]) -> Iterator[tuple[int, Turn]]:
    """Paragraphs without a label between two turns that read as speech going on."""
    numbers = sorted(known)
    for number, following in pairwise(numbers):
        if following - number <= _LONGEST_GAP:
            between = [paragraphs.get(place, []) for place in range(number + 1, following)]
            yield from ((held[0].paragraph, Turn(0)) for held in between if _goes_on(held))


def _goes_on(paragraph: Sequence[Statement]) -> bool:
    if not paragraph or paragraph[0].quotes or paragraph[0].tokens[0].low in ("(", "[", "…", "...", "*"):
        return False
    spoken = {"i", "we", "you", "my", "our", "your"}
    return any(token.low in spoken for statement in paragraph for token in statement.tokens) or not any(
        statement.cues for statement in paragraph
    )
