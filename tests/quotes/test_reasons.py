"""Why a verb says nothing, what it takes, whether a word is a verb, why a content ends: minimal pairs.

``data/cues.txt``, ``data/frames.txt``, ``data/verbs.txt`` and ``data/clause_ends.txt`` are the tables, and each
says how it reads.
"""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from pathlib import Path

import pytest
from quoting import article, said

from factcheck.domain import BODY_KINDS
from factcheck.language import function_words
from factcheck.quotes.grammar.clause_ends import Clause, ClauseEnd, clause_end
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.cues import find_cues, why_no_cue
from factcheck.quotes.grammar.silent_verbs import NoCue
from factcheck.quotes.grammar.statements import Statement, read_statements

DATA = Path(__file__).parents[1] / "data"
TABLES: dict[str, type[StrEnum]] = {"cues.txt": NoCue, "clause_ends.txt": ClauseEnd}


def sections(name: str) -> dict[str, list[tuple[str, str]]]:
    """The pairs of a table, as (marked text, reason), by the heading they stand under."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for part in (DATA / name).read_text(encoding="utf-8").strip().split("\n\n")[1:]:
        heading, *lines = part.split("\n")
        found[heading.removeprefix("# ")] = [
            (text, reason) for text, _, reason in (ln.partition(" → ") for ln in lines)
        ]
    return found


def pairs(name: str) -> list[tuple[str, str]]:
    return [pair for held in sections(name).values() for pair in held]


def statement(marked: str) -> tuple[Statement, int, int]:
    """The statement without its marks, the token in brackets and the one behind the bar."""
    bar = marked.find("| ")
    text = marked.replace("| ", "")
    opened, closed = text.index("["), text.index("]")
    plain = text[:opened] + text[opened + 1 : closed] + text[closed + 1 :]
    (read,) = read_statements(article(plain), BODY_KINDS)
    places = {token.start: at for at, token in enumerate(read.tokens)}
    return read, places[opened], places[bar] if bar >= 0 else 0


@pytest.mark.parametrize("name", TABLES)
def test_every_reason_has_pairs_with_and_without_it(name: str) -> None:
    assert len(pairs(name)) >= 40
    held = sections(name)
    assert set(held) == {reason.value for reason in TABLES[name]}
    for heading, lines in held.items():
        assert {reason for _, reason in lines} == {heading, "–"}, heading


@pytest.mark.parametrize(("marked", "reason"), pairs("cues.txt"))
def test_a_verb_of_saying_says_something_or_it_is_told_why_not(marked: str, reason: str) -> None:
    read, at, _ = statement(marked)
    assert (why_no_cue(read.tokens, at) or "–") == reason
    assert (at in {cue.verb for cue in find_cues(read.tokens)}) == (reason == "–")


@pytest.mark.parametrize(("text", "words"), pairs("frames.txt"))
def test_a_verb_announces_what_its_frames_allow(text: str, words: str) -> None:
    assert " + ".join(part for one in said(text) for part in one.content) == ("" if words == "–" else words)


VERBS = [line.split(" → ") for line in (DATA / "verbs.txt").read_text(encoding="utf-8").splitlines() if " → " in line]


@pytest.mark.parametrize(("marked", "what"), VERBS)
def test_a_word_is_the_verb_of_a_clause_or_it_is_not(marked: str, what: str) -> None:
    read, at, _ = statement(marked)
    assert ("verb" if is_verb(read.tokens, at) else "no verb") == what


@pytest.mark.parametrize(("marked", "reason"), pairs("clause_ends.txt"))
def test_a_content_goes_on_or_it_is_told_why_it_ends(marked: str, reason: str) -> None:
    read, at, start = statement(marked)
    cue = [cue for cue in read.cues if cue.verb < start][-1]
    subordinate = read.tokens[0].low in function_words.SUBORDINATORS
    length = len(read.tokens)
    end, why = clause_end(read, start, length, Clause.of(read, start, cue, subordinate))
    assert (why or "–") == reason
    assert end == (length if reason == "–" else at + read.tokens[at].low.endswith("”"))
