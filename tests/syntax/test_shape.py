"""What follows of a parse: main clauses and orders."""

from __future__ import annotations

import pytest

from factcheck.syntax import is_order, main_clauses, parse


@pytest.mark.parametrize(
    ("sentence", "verbs"),
    [
        ("The mill closed in 1911, and nobody opened it again.", ["closed", "opened"]),
        ("Tallow has shut its mill; 40 people lost their work.", ["shut", "lost"]),
        ("The mill burned because nobody watched it.", ["burned"]),
        ("The captain, who was ill, stayed on board.", ["stayed"]),
        ("Translated by a friend who lives in Tallow.", []),
        ("Good luck to everybody in Tallow!", []),
    ],
)
def test_main_clauses_have_a_subject_and_a_tense_and_depend_on_nothing(sentence: str, verbs: list[str]) -> None:
    words = parse([sentence])[0]
    assert [sentence[words[at].start : words[at].end] for at in main_clauses(words)] == verbs


@pytest.mark.parametrize(
    ("sentence", "orders"),
    [
        ("Take the 40 bus and get off at the mill.", True),
        ("Do not forget your boots.", True),
        ("The drivers take the 40 bus.", False),
        ("Click fraud cost the firm 3 million crowns.", False),
        ("He will take the bus.", False),
    ],
)
def test_an_order_has_a_bare_verb_and_no_subject(sentence: str, orders: bool) -> None:
    assert is_order(parse([sentence])[0]) == orders
