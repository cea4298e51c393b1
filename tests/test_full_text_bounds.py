"""A long query over a large full-text table is asked by its rarer words; over a small one it is asked whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import one_server
import pytest

from factcheck.settings import load
from factcheck.store import Session, full_text, open_database, rarity
from factcheck.store.dialects import analyse
from factcheck.store.plain import rows

pytestmark = pytest.mark.xdist_group("postgres store")

ROWS = 3_000
TABLE = "passages_text"
# Each word stands in one of so many rows.
EVERY = {"port": 1, "city": 2, "votes": 3, "budget": 10, "quay": 50, "berth": 300, "Crewe": 1_000}


def written() -> Iterator[dict[str, object]]:
    for key in range(1, ROWS + 1):
        yield {"key": key, "title": "", "text": " ".join(word for word, every in EVERY.items() if key % every == 0)}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Full text of either database."""
    folder: Path = tmp_path_factory.mktemp("words")
    url = one_server.url() if request.param == "postgresql" else f"sqlite:///{folder / 'factcheck.db'}"
    database = open_database(load({"workspace": folder}, {"FACTCHECK_DATABASE_URL": url}))
    with database.writing() as session:
        full_text.put(session, TABLE, list(written()))
        analyse(session, [TABLE])
    with database.reading() as session:
        yield session
    database.close()


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """ROWS are many here."""
    monkeypatch.setattr(rarity, "FEW", 1_000)
    monkeypatch.setattr(rarity, "POSTINGS", 400)
    monkeypatch.setattr(rarity, "COUNTED", 100)


def kept(filled: Session, *words: str) -> list[str]:
    """The words that are looked for, of a query of these."""
    asked = full_text.expression(filled, TABLE, " ".join(words))
    return [word for word in re.findall(r"[^\W_]+", asked) if word != "OR"]


def test_the_rarest_words_are_kept_as_far_as_the_budget_goes(filled: Session) -> None:
    assert kept(filled, "port", "city", "votes", "budget", "quay", "berth", "crewe") == [
        "budget",
        "quay",
        "berth",
        "crewe",
    ]


def test_they_keep_the_order_of_the_query(filled: Session) -> None:
    assert kept(filled, "crewe", "budget", "city", "berth", "quay") == ["crewe", "budget", "berth", "quay"]


def test_words_are_counted_as_they_are_searched_for(filled: Session) -> None:
    """By their stems, without case and diacritics."""
    assert kept(filled, "cities", "voted", "berths", "quays", "Crewes", "budgets") == [
        "berths",
        "quays",
        "crewes",
        "budgets",
    ]
    assert len(kept(filled, "Budgèts", "Créwe", "berths", "quays", "Vôted")) == 4


def test_a_phrase_is_as_rare_as_the_rarest_of_its_words(filled: Session) -> None:
    assert "quay" in kept(filled, "port-quay", "budget", "berth", "crewe")


def test_what_stands_nowhere_costs_nothing(filled: Session) -> None:
    assert "crewe" in kept(filled, "lighthouse", "keeper", "buoy", "crewe", "port")
    assert "port" not in kept(filled, "lighthouse", "keeper", "buoy", "quay", "berth", "crewe", "port")


def test_the_three_rarest_are_kept_however_frequent(filled: Session) -> None:
    assert kept(filled, "port", "city", "votes") == ["port", "city", "votes"]
    assert kept(filled, "port", "city", "votes", "budget") == ["city", "votes", "budget"]


def test_of_words_that_are_not_counted_to_the_end_the_more_frequent_goes_first(filled: Session) -> None:
    often = rarity._often(filled, TABLE, ("port", "city", "vote", "budget"), ROWS)
    assert sorted(often, key=lambda word: often[word]) == ["budget", "vote", "city", "port"]
    for word, every in (("port", 1), ("city", 2), ("vote", 3), ("budget", 10)):
        assert often[word] == pytest.approx(ROWS / every, rel=0.05)


def test_a_small_table_is_asked_for_every_word(filled: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rarity, "FEW", ROWS)
    assert kept(filled, "port", "city", "lighthouse") == ["port", "city", "lighthouse"]


def test_an_empty_table_and_no_words_are_no_error(filled: Session) -> None:
    assert rarity.bounded(filled, "precedents_text", ["port"], 0) == ["port"]
    assert kept(filled) == []
    assert full_text.expression(filled, TABLE, "it is what it was") == ""


@pytest.mark.parametrize("filled", ["postgresql"], indirect=True)
def test_a_server_that_counted_nothing_yet_is_asked_for_every_word(filled: Session) -> None:
    asked = ["port", "city", "votes", "budget"]
    assert rarity.bounded(filled, "appearances_text", asked, ROWS) == asked


def test_the_words_that_are_kept_find_what_they_are_to_find(filled: Session) -> None:
    query = "The port of the city votes on the budget of the quay, says Crewe"
    assert kept(filled, query) == ["budget", "quay", "crewe"]
    match = full_text.expression(filled, TABLE, query)
    found = f"SELECT key FROM {full_text.found(filled, TABLE)} AS found ORDER BY score DESC, key LIMIT 3"
    assert {row.key for row in rows(filled, found, match=match)} == {1_000, 2_000, 3_000}
