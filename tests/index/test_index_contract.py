"""What holds of every index, whichever engine it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from engines import APPROXIMATE, ENGINES, Bring, Rows, unit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

DIMENSION = 16
MANY = 20_000
RECALL = 0.98


@pytest.fixture(params=ENGINES, ids=lambda name: name.replace(", ", " "))
def bring(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bring]:
    with ENGINES[request.param](tmp_path) as made:
        yield made


@pytest.fixture
def query() -> NDArray[np.float32]:
    made = np.random.default_rng(99).normal(size=DIMENSION)
    return (made / np.linalg.norm(made)).astype(np.float32)


def some(*keys: int, seed: int = 0) -> dict[int, NDArray[np.float16]]:
    """A vector for each key: the same one whenever it is asked for."""
    made = [np.random.default_rng((seed, key)).normal(size=DIMENSION) for key in keys]
    return dict(zip(keys, unit(np.array(made)), strict=True)) if keys else {}


def nearest(rows: Rows, query: NDArray[np.float32], count: int) -> list[tuple[int, float]]:
    """The same by brute force."""
    cosines = {key: float(row.astype(np.float64) @ query.astype(np.float64)) for key, row in rows.items()}
    return sorted(cosines.items(), key=lambda item: (-item[1], item[0]))[:count]


def assert_same(found: list[tuple[int, float]], expected: list[tuple[int, float]]) -> None:
    assert [key for key, _ in found] == [key for key, _ in expected]
    assert [cosine for _, cosine in found] == pytest.approx([cosine for _, cosine in expected], abs=1e-6)


def test_a_search_finds_the_nearest_best_first(bring: Bring, query: NDArray[np.float32]) -> None:
    rows = some(*range(1, 300))
    index = bring(rows)
    for count in (1, 7, 298, 299, 1000):
        assert_same(index.search(query, count), nearest(rows, query, count))


def test_an_empty_index_finds_nothing(bring: Bring, query: NDArray[np.float32]) -> None:
    index = bring({})
    assert (len(index), index.search(query, 5), index.holding([1]), index.cosines(query, [])) == (0, [], set(), [])


def test_nothing_is_found_where_nothing_is_asked_for(bring: Bring, query: NDArray[np.float32]) -> None:
    assert bring(some(1, 2)).search(query, 0) == []


def test_ties_go_to_the_lower_key_also_at_the_edge_of_what_is_asked_for(
    bring: Bring, query: NDArray[np.float32]
) -> None:
    rows = dict.fromkeys(range(1, 60), query.astype(np.float16))
    rows[70] = -query.astype(np.float16)
    assert [key for key, _ in bring(rows).search(query, 4)] == [1, 2, 3, 4]


def test_the_order_of_adding_does_not_show(bring: Bring, query: NDArray[np.float32]) -> None:
    rows = some(*range(1, 40))
    bring({key: row for key, row in rows.items() if key > 20})
    assert_same(bring(rows).search(query, 39), nearest(rows, query, 39))


def test_what_is_removed_is_not_found_and_what_is_added_again_is_there_once(
    bring: Bring, query: NDArray[np.float32]
) -> None:
    rows = some(*range(1, 30))
    bring(rows)
    fewer = {key: row for key, row in rows.items() if key % 3}
    for held in (fewer, rows, fewer):
        index = bring(held)
        assert len(index) == len(held)
        assert_same(index.search(query, 100), nearest(held, query, 100))
        assert index.holding(sorted(rows)) == held.keys()


def test_everything_may_be_removed(bring: Bring, query: NDArray[np.float32]) -> None:
    bring(some(1, 2, 3))
    index = bring({})
    assert (len(index), index.search(query, 5), index.holding([1, 2, 3])) == (0, [], set())


def test_what_is_held_is_told_of_many_keys_at_once(bring: Bring) -> None:
    index = bring(some(2, 3, 5, 700))
    assert index.holding([1, 2, 3, 4, 5, 6, 700, 10**12, 2]) == {2, 3, 5, 700}
    assert index.holding([]) == set()


def test_cosines_are_those_of_a_search(bring: Bring, query: NDArray[np.float32]) -> None:
    index = bring(some(*range(1, 50)))
    found = dict(index.search(query, 49))
    assert index.cosines(query, [31, 2, 17]) == pytest.approx([found[31], found[2], found[17]], abs=1e-6)
    assert index.cosines(query, []) == []


def test_nothing_is_lacking_where_all_have_their_vector(bring: Bring) -> None:
    assert bring(some(1, 2, 3)).lacking == 0


def test_the_version_names_what_is_held(bring: Bring) -> None:
    first = bring(some(3, 9, 4)).version
    assert first.endswith(":3:9")
    assert bring(some(3, 9, 4)).version == first
    assert bring(some(3, 9)).version.endswith(":2:9")
    assert bring(some(3, 9, 4, 11)).version.endswith(":4:11")
    assert bring(some(3, 9, 4)).version == first
    assert bring(some(3, 4)).version.endswith(":2:4")
    assert bring({}).version.endswith(":0:0")


def test_an_index_stays_what_it_was_whatever_is_done_later(bring: Bring, query: NDArray[np.float32]) -> None:
    rows = some(*range(1, 200))
    index = bring(rows)
    bring({key: row for key, row in rows.items() if key > 150})
    bring(some(*range(150, 400)))
    assert_same(index.search(query, 10), nearest(rows, query, 10))


@pytest.mark.parametrize("bring", APPROXIMATE, ids=lambda name: name.replace(", ", " "), indirect=True)
def test_few_are_missed_among_many(bring: Bring) -> None:
    """Clustered vectors: what is near lies among much that is almost as near."""
    random = np.random.default_rng(5)
    centres = random.normal(size=(400, 64))
    rows = unit(centres[random.integers(400, size=MANY)] + 0.6 * random.normal(size=(MANY, 64)))
    queries = unit(centres[random.integers(400, size=50)] + 0.6 * random.normal(size=(50, 64))).astype(np.float32)
    index = bring(dict(enumerate(rows, start=1)))
    exact = rows.astype(np.float32) @ queries.T
    hits = [
        len({key for key, _ in index.search(query, 10)} & set((np.argsort(-exact[:, n])[:10] + 1).tolist()))
        for n, query in enumerate(queries)
    ]
    assert sum(hits) / (10 * len(queries)) >= RECALL


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(st.sets(st.integers(min_value=1, max_value=40)), min_size=1, max_size=8))
def test_after_any_history_an_index_holds_what_it_was_told(bring: Bring, history: list[set[int]]) -> None:
    query = np.full(DIMENSION, 0.25, np.float32)
    for keys in history:
        rows = some(*keys)
        index = bring(rows)
        assert len(index) == len(keys)
        assert_same(index.search(query, 50), nearest(rows, query, 50))
