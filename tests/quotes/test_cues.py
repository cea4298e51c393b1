from __future__ import annotations

import pytest

from factcheck.domain import Span
from factcheck.language.marks import quoted
from factcheck.quotes.grammar.cues import find_cues
from factcheck.quotes.grammar.inflections import Form, inflections
from factcheck.quotes.grammar.tokens import Token, parsed, tokenise


def parse(text: str) -> list[Token]:
    span = Span(0, len(text))
    (tokens,) = parsed(text, [tokenise(text, span, quoted(text, span))])
    return tokens


def cues(text: str) -> list[str]:
    tokens = parse(text)
    return [text[tokens[cue.first].start : tokens[cue.last].end] for cue in find_cues(tokens)]


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("argue", {"argue", "argues", "argued", "arguing"}),
        ("slam", {"slam", "slams", "slammed", "slamming"}),
        ("write:wrote:written", {"write", "writes", "wrote", "written", "writing"}),
        ("tell:told", {"tell", "tells", "told", "telling"}),
    ],
)
def test_verbs_are_inflected(entry: str, forms: set[str]) -> None:
    assert set(inflections(entry)) == forms


def test_a_form_can_be_past_and_participle() -> None:
    assert inflections("say:said")["said"] == Form.PAST | Form.PARTICIPLE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ruiz said the bridge is safe.", ["said"]),
        ("Ruiz has repeatedly said the bridge is safe.", ["has repeatedly said"]),
        ("Ruiz called for a test and pointed out a crack.", ["called for", "pointed out"]),
        ("Ruiz went on to say that nobody had asked.", ["went on to say", "had asked"]),
        ("He’s said it before.", ["’s said"]),
        ("Critics claim the seat was bought.", ["claim"]),
    ],
)
def test_verbs_of_saying_are_found_with_the_words_that_belong_to_them(text: str, expected: list[str]) -> None:
    assert cues(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The reports on the bridge are long.",  # a noun
        "He was accused of theft.",  # a passive
        "She came to announce the winner.",  # an infinitive
        "“We said no.”",  # within marks
        "It is Lund State University.",  # a name
    ],
)
def test_what_only_looks_like_a_verb_of_saying_is_none(text: str) -> None:
    assert cues(text) == []


def test_a_denied_cue_says_so() -> None:
    assert [cue.negated for cue in find_cues(parse("Ruiz did not say when. Haddad said when."))] == [True, False]
