"""A long query over a large full-text table is asked by its rarer words; over a small one it is asked whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from factcheck.store import full_text, rarity

ROWS = 3_000
TABLE = "words_text"
# Each word stands in one of so many rows.
EVERY = {"port": 1, "city": 2, "votes": 3, "budget": 10, "quay": 50, "berth": 300, "Crewe": 1_000}


pytestmark = pytest.mark.sqlite  # FTS5 counts where words stand


@pytest.fixture(scope="module")
def filled() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5(text, content='', tokenize='porter unicode61 remove_diacritics 2')"
    )
    rows = [(key, " ".join(word for word, every in EVERY.items() if key % every == 0)) for key in range(1, ROWS + 1)]
    connection.executemany(f"INSERT INTO {TABLE} (rowid, text) VALUES (?, ?)", rows)
    yield connection
    connection.close()


pytestmark = pytest.mark.sqlite  # FTS5 counts where words stand


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """ROWS are many here."""
    monkeypatch.setattr(rarity, "FEW", 1_000)
    monkeypatch.setattr(rarity, "POSTINGS", 400)
    monkeypatch.setattr(rarity, "COUNTED", 100)


def kept(filled: sqlite3.Connection, *words: str) -> list[str]:
    return rarity.bounded(filled, TABLE, words)


def test_the_rarest_words_are_kept_as_far_as_the_budget_goes(filled: sqlite3.Connection) -> None:
    assert kept(filled, "port", "city", "votes", "budget", "quay", "berth", "crewe") == [
        "budget",
        "quay",
        "berth",
        "crewe",
    ]


def test_they_keep_the_order_of_the_query(filled: sqlite3.Connection) -> None:
    assert kept(filled, "crewe", "budget", "city", "berth", "quay") == ["crewe", "budget", "berth", "quay"]


def test_words_are_counted_as_they_are_searched_for(filled: sqlite3.Connection) -> None:
    """By their stems, without case and diacritics."""
    assert kept(filled, "cities", "voted", "berths", "quays", "Créwe", "budgets") == [
        "berths",
        "quays",
        "Créwe",
        "budgets",
    ]


def test_what_stands_nowhere_is_not_asked_for(filled: sqlite3.Connection) -> None:
    assert kept(filled, "crewe", "lighthouse", "_") == ["crewe"]


def test_the_three_rarest_are_kept_however_frequent(filled: sqlite3.Connection) -> None:
    assert kept(filled, "port", "city", "votes") == ["port", "city", "votes"]
    assert kept(filled, "port", "city", "votes", "budget") == ["city", "votes", "budget"]


def test_of_words_that_are_not_counted_to_the_end_the_more_frequent_goes_first(filled: sqlite3.Connection) -> None:
    often = {word: rarity._rows_with(filled, TABLE, word, ROWS) for word in ("port", "city", "votes", "budget")}
    assert sorted(often, key=lambda word: often[word]) == ["budget", "votes", "city", "port"]
    for word, every in (("port", 1), ("city", 2), ("votes", 3), ("budget", 10)):
        assert often[word] == pytest.approx(ROWS / every, rel=0.05)


def test_a_small_table_is_asked_for_every_word(filled: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rarity, "FEW", ROWS)
    assert kept(filled, "port", "city", "lighthouse") == ["port", "city", "lighthouse"]


def test_an_empty_table_and_no_words_are_no_error(filled: sqlite3.Connection) -> None:
    with sqlite3.connect(":memory:") as empty:
        empty.execute(f"CREATE VIRTUAL TABLE {TABLE} USING fts5(text, content='')")
        assert rarity.bounded(empty, TABLE, ["port"]) == ["port"]
    assert kept(filled) == []
    assert full_text.expression(filled, TABLE, "it is what it was") == ""


def test_the_expression_has_the_words_that_are_kept(filled: sqlite3.Connection) -> None:
    asked = full_text.expression(filled, TABLE, "The port of the city votes on the budget of the quay, says Crewe")
    assert asked == '"budget" OR "quay" OR "crewe"'
    found = f"SELECT key FROM {full_text.found(filled, TABLE)} ORDER BY score DESC LIMIT 3"
    assert {key for (key,) in filled.execute(found, {"match": asked})} == {1_000, 2_000, 3_000}
