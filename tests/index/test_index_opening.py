"""The embedded index: always what the database holds, whatever happened to its file."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.errors import IntegrityError
from factcheck.index.faiss import FaissIndex

DIMENSION = 16
MODEL = "some-model:int8-1:0123456789ab"


class Vectors:
    """What a database would hold: a unit vector for each key. Counts how many were asked for."""

    def __init__(self, keys: Sequence[int], seed: int = 0) -> None:
        random = np.random.default_rng(seed)
        made = random.normal(size=(len(keys), DIMENSION))
        self.rows = dict(
            zip(keys, (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float16), strict=True)
        )
        self.asked = 0

    def __call__(self, keys: Sequence[int]) -> tuple[list[int], np.ndarray]:
        self.asked += len(keys)
        known = [key for key in keys if key in self.rows]
        return known, np.array([self.rows[key] for key in known], np.float16).reshape(len(known), DIMENSION)

    def open(self, path: Path, model: str = MODEL, *, waiting: Sequence[int] = ()) -> FaissIndex:
        """``waiting`` are keys that are wanted and have no vector yet."""
        keys = sorted([*self.rows, *waiting])
        return FaissIndex.open(
            path, model_key=model, dimension=DIMENSION, state=str(keys), keys=lambda: keys, vectors=self
        )

    def nearest(self, query: np.ndarray, count: int) -> list[tuple[int, float]]:
        """The same by brute force."""
        cosines = {key: float(row.astype(np.float64) @ query.astype(np.float64)) for key, row in self.rows.items()}
        return sorted(cosines.items(), key=lambda item: (-item[1], item[0]))[:count]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vectors.faiss"


@pytest.fixture
def query() -> np.ndarray:
    made = np.random.default_rng(99).normal(size=DIMENSION)
    return (made / np.linalg.norm(made)).astype(np.float32)


def assert_same(found: list[tuple[int, float]], expected: list[tuple[int, float]]) -> None:
    assert [key for key, _ in found] == [key for key, _ in expected]
    assert [cosine for _, cosine in found] == pytest.approx([cosine for _, cosine in expected], abs=1e-9)


def test_search_equals_brute_force(path: Path, query: np.ndarray) -> None:
    vectors = Vectors(range(1, 500))
    index = vectors.open(path)
    for count in (1, 7, 499, 1000):
        assert_same(index.search(query, count), vectors.nearest(query, count))


def test_an_empty_index_finds_nothing(path: Path, query: np.ndarray) -> None:
    index = Vectors([]).open(path)
    assert len(index) == 0
    assert index.search(query, 5) == []
    assert not path.exists()


def test_ties_go_to_the_lower_key_also_at_the_edge_of_what_is_asked_for(path: Path, query: np.ndarray) -> None:
    vectors = Vectors(range(1, 60))
    vectors.rows = dict.fromkeys(vectors.rows, query.astype(np.float16))
    vectors.rows[70] = -query.astype(np.float16)
    assert [key for key, _ in vectors.open(path).search(query, 4)] == [1, 2, 3, 4]


def test_the_order_of_adding_does_not_show(path: Path, tmp_path: Path, query: np.ndarray) -> None:
    everything = Vectors(range(1, 40))
    late = Vectors([])
    late.rows = {key: row for key, row in everything.rows.items() if key > 20}
    late.open(path)
    late.rows = everything.rows
    assert late.open(path).search(query, 39) == everything.open(tmp_path / "other.faiss").search(query, 39)


def test_a_second_open_fetches_only_a_sample(path: Path) -> None:
    vectors = Vectors(range(1, 200))
    vectors.open(path)
    vectors.asked = 0
    assert len(vectors.open(path)) == 199
    assert vectors.asked <= 16


def test_only_what_is_missing_is_added(path: Path) -> None:
    vectors = Vectors(range(1, 200))
    vectors.open(path)
    vectors.rows |= Vectors(range(200, 210), seed=5).rows
    vectors.asked = 0
    assert len(vectors.open(path)) == 209
    assert vectors.asked <= 16 + 10


def test_a_file_complete_in_the_same_state_is_taken_without_asking_for_the_keys(path: Path) -> None:
    vectors = Vectors(range(1, 200))
    vectors.open(path)
    keys = sorted(vectors.rows)

    def asked() -> list[int]:
        raise AssertionError("nothing has changed")

    index = FaissIndex.open(path, model_key=MODEL, dimension=DIMENSION, state=str(keys), keys=asked, vectors=vectors)
    assert len(index) == 199


def test_a_key_without_a_vector_is_counted_and_comes_when_it_has_one(path: Path, query: np.ndarray) -> None:
    vectors = Vectors([1, 2, 4])
    for _ in range(2):  # made, and read from a file that is not taken to be complete
        index = vectors.open(path, waiting=[3, 5])
        assert (len(index), index.lacking, 3 in index, 4 in index) == (3, 2, False, True)
    vectors.rows |= Vectors([3, 5], seed=5).rows
    index = vectors.open(path)
    assert (len(index), index.lacking) == (5, 0)
    assert_same(index.search(query, 5), vectors.nearest(query, 5))


def test_cosines_are_those_of_a_search(path: Path, query: np.ndarray) -> None:
    index = Vectors(range(1, 50)).open(path)
    found = dict(index.search(query, 49))
    assert index.cosines(query, [31, 2, 17]) == pytest.approx([found[31], found[2], found[17]], abs=1e-6)
    assert index.cosines(query, []) == []


def test_an_open_index_stays_as_it_is_when_others_replace_its_file(path: Path, query: np.ndarray) -> None:
    vectors = Vectors(range(1, 500))
    vectors.open(path)
    index = vectors.open(path)
    before = index.search(query, 499)
    for key in range(1, 400):
        del vectors.rows[key]
    vectors.open(path)
    path.unlink()
    assert index.search(query, 499) == before


def test_an_unchanged_file_is_not_written_again(path: Path) -> None:
    vectors = Vectors(range(1, 20))
    vectors.open(path)
    before = path.stat()
    vectors.open(path)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_was_removed_and_added_again_is_there_once(path: Path, query: np.ndarray) -> None:
    vectors = Vectors(range(1, 30))
    vectors.open(path)
    row = vectors.rows.pop(7)
    index = vectors.open(path)
    assert 7 not in dict(index.search(query, 100))
    vectors.rows[7] = row
    index = vectors.open(path)
    assert len(index) == 29
    assert [key for key, _ in index.search(query, 100)].count(7) == 1


@pytest.mark.parametrize("keep", [0, 1, 40, 200, -1])
def test_a_file_cut_short_is_made_again(path: Path, query: np.ndarray, keep: int) -> None:
    vectors = Vectors(range(1, 50))
    vectors.open(path)
    path.write_bytes(path.read_bytes()[:keep])
    assert_same(vectors.open(path).search(query, 49), vectors.nearest(query, 49))
    vectors.asked = 0
    vectors.open(path)
    assert vectors.asked <= 16


@pytest.mark.parametrize(
    "garbage",
    [
        b"garbage",
        b"\n" * 100,
        b"{}\nIxFI",
        b"null\n",
        b"[" * 10**5 + b"\n",
        b'{"crc32": 0, "count": -1, "state": 7}\n',
        b'{"format": 2, "model": "some-model", "dimension": 16, "sha256": "0"}\nIxM2',
        bytes(range(256)) * 50,
    ],
)
def test_garbage_is_made_again(path: Path, query: np.ndarray, garbage: bytes) -> None:
    vectors = Vectors(range(1, 50))
    path.write_bytes(garbage)
    assert_same(vectors.open(path).search(query, 49), vectors.nearest(query, 49))


def test_one_flipped_bit_is_noticed_wherever_it_is(path: Path, query: np.ndarray) -> None:
    vectors = Vectors(range(1, 50))
    vectors.open(path)
    sound = path.read_bytes()
    for place in range(0, len(sound), 23):
        content = bytearray(sound)
        content[place] ^= 1 << place % 8
        path.write_bytes(content)
        assert_same(vectors.open(path).search(query, 49), vectors.nearest(query, 49))


def test_of_a_flipped_bit_in_the_state_nothing_is_believed(path: Path) -> None:
    vectors = Vectors([1, 2, 4])
    vectors.open(path)
    path.write_bytes(path.read_bytes().replace(b"[1, 2, 4]", b"[1, 2, 5]"))
    vectors.rows = Vectors([1, 2, 5]).rows
    assert 5 in vectors.open(path)


def test_vectors_of_another_model_are_not_mixed_in(path: Path, query: np.ndarray) -> None:
    Vectors(range(1, 50), seed=1).open(path, model="another")
    vectors = Vectors(range(1, 60), seed=2)
    assert_same(vectors.open(path).search(query, 59), vectors.nearest(query, 59))


def test_the_file_of_another_database_is_not_believed(path: Path, query: np.ndarray) -> None:
    Vectors(range(1, 50), seed=1).open(path)
    vectors = Vectors(range(1, 50), seed=2)
    assert_same(vectors.open(path).search(query, 49), vectors.nearest(query, 49))


def test_a_database_restored_from_a_backup_and_grown_again_is_believed(path: Path, query: np.ndarray) -> None:
    vectors = Vectors(range(1, 100), seed=1)
    vectors.open(path)
    vectors.rows = {key: row for key, row in vectors.rows.items() if key < 80} | Vectors(range(80, 90), seed=2).rows
    assert_same(vectors.open(path).search(query, 100), vectors.nearest(query, 100))


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path, query: np.ndarray) -> None:
    vectors = Vectors(range(1, 50))
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    index = vectors.open(tmp_path / "file" / "vectors.faiss")
    assert_same(index.search(query, 5), vectors.nearest(query, 5))


def test_a_file_that_cannot_be_replaced_leaves_no_rubbish(path: Path, query: np.ndarray) -> None:
    path.mkdir()  # a folder in the file's place: the rename fails at the last moment, for root as well
    vectors = Vectors(range(1, 50))
    assert_same(vectors.open(path).search(query, 5), vectors.nearest(query, 5))
    assert [item.name for item in path.parent.iterdir()] == ["vectors.faiss"]


def test_what_a_killed_process_left_is_cleared_away(path: Path) -> None:
    rubbish = path.with_name(f".{path.name}.12345")
    rubbish.write_bytes(b"half an index")
    Vectors(range(1, 5)).open(path)
    assert [item.name for item in path.parent.iterdir()] == ["vectors.faiss"]


@pytest.mark.parametrize("broken", [np.nan, np.inf])
def test_a_damaged_vector_is_named(path: Path, broken: float) -> None:
    vectors = Vectors(range(1, 50))
    vectors.rows[23] = np.full(DIMENSION, broken, np.float16)
    with pytest.raises(IntegrityError, match="passage 23"):
        vectors.open(path)


def test_vectors_of_the_wrong_length_are_refused(path: Path) -> None:
    vectors = Vectors(range(1, 5))
    with pytest.raises(IntegrityError, match="shape"):
        FaissIndex.open(path, model_key=MODEL, dimension=DIMENSION + 1, state="", keys=lambda: [1, 2], vectors=vectors)


def test_the_version_names_model_count_and_newest_key(path: Path) -> None:
    assert Vectors([3, 9, 4]).open(path).version == f"{MODEL}:3:9"
    assert Vectors([]).open(path).version == f"{MODEL}:0:0"


def test_many_processes_opening_at_once_leave_one_whole_file(path: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[2]); from pathlib import Path; from test_index import Vectors;"
        "print(len(Vectors(range(1, 3000)).open(Path(sys.argv[1]))))"
    )
    command = [sys.executable, "-c", program, str(path), str(Path(__file__).parent)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [process.communicate()[0].strip() for process in running] == ["2999"] * 3
    vectors = Vectors(range(1, 3000))
    vectors.open(path)
    assert vectors.asked <= 16
    assert stat.S_ISREG(path.stat().st_mode)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sets(st.integers(min_value=1, max_value=40)), min_size=1, max_size=8))
def test_after_any_history_the_index_is_what_the_database_holds(
    tmp_path_factory: pytest.TempPathFactory, history: list[set[int]]
) -> None:
    path = tmp_path_factory.mktemp("index") / "vectors.faiss"
    everything = Vectors(range(1, 41))
    query = np.ones(DIMENSION, np.float32) / 4
    for keys in history:
        vectors = Vectors([])
        vectors.rows = {key: everything.rows[key] for key in keys}
        index = vectors.open(path)
        assert len(index) == len(keys)
        assert_same(index.search(query, 50), vectors.nearest(query, 50))


def test_few_vectors_are_searched_without_faiss_to_the_same_answers(tmp_path: Path) -> None:
    rows = np.random.default_rng(7).normal(size=(300, 8)).astype(np.float16).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    rows[10] = rows[200]  # a tie
    keys = list(range(1, 301))

    def opened(few: int) -> FaissIndex:
        return FaissIndex.open(
            tmp_path / f"{few}.faiss",
            model_key="m",
            dimension=8,
            state="s",
            keys=lambda: keys,
            vectors=lambda asked: (list(asked), rows[np.asarray(asked) - 1]),
            few=few,
        )

    for vector in rows[:40]:
        assert opened(300).search(vector, 12) == opened(0).search(vector, 12)
