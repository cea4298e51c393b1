"""The index that follows a database: always what the database holds, whatever happened to its folder.

What opening costs is counted in vectors fetched and in how often all keys are read, not in time.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from engines import MODEL, Vectors, unit
from numpy.typing import NDArray

from factcheck.errors import IntegrityError
from factcheck.index import folder, tending
from factcheck.index.faiss import FaissIndex
from factcheck.index.opening import SIZES, Sizes, open_index

DIMENSION = 16
SMALL = Sizes(coded=1_000, built=1_000, whole=1_000)  # so that a few thousand vectors make several segments with codes
HERE = os.pathsep.join((str(Path(__file__).parent), str(Path(__file__).parents[1])))  # for processes of their own
START = (  # of a program that is run in such a process
    "import os, sys; sys.path[:0] = sys.argv[2].split(os.pathsep)\n"
    "from pathlib import Path; from test_index_opening import *\n"
)
SAMPLE = 16  # vectors that are compared whenever an index is opened


def database(*keys: int, seed: int = 0) -> Vectors:
    made = np.random.default_rng(seed).normal(size=(len(keys), DIMENSION))
    return Vectors(dict(zip(keys, unit(made), strict=True)) if keys else {})


def opened(held: Vectors, path: Path, *, model: str = MODEL, sizes: Sizes = SIZES, few: int = 0) -> FaissIndex:
    return open_index(path, held.followed(), model=model, dimension=DIMENSION, sizes=sizes, few=few)


def assert_holds(index: FaissIndex, held: Vectors) -> None:
    """All of them, each once, with the right cosines."""
    query = unit(np.random.default_rng(99).normal(size=(1, DIMENSION)))[0].astype(np.float32)
    cosines = {key: float(row.astype(np.float64) @ query.astype(np.float64)) for key, row in held.rows.items()}
    found = index.search(query, len(held.rows) + 10)
    assert [key for key, _ in found] == sorted(cosines, key=lambda key: (-cosines[key], key))
    assert [cosine for _, cosine in found] == pytest.approx(sorted(cosines.values(), reverse=True), abs=1e-6)


def segments(path: Path) -> list[Path]:
    return sorted(path.glob("*.segment"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vectors.index"


# -- what opening costs ----------------------------------------------------------------------


def test_an_empty_index_leaves_no_folder(path: Path) -> None:
    assert len(opened(database(), path)) == 0
    assert not path.exists()


def test_a_second_opening_fetches_only_a_sample(path: Path) -> None:
    held = database(*range(1, 5_000))
    opened(held, path, sizes=SMALL)
    held.asked = held.listed = 0
    assert_holds(opened(held, path, sizes=SMALL), held)
    assert (held.asked <= SAMPLE, held.listed) == (True, 0)


def test_an_unchanged_folder_is_not_written_again(path: Path) -> None:
    held = database(*range(1, 20))
    opened(held, path)
    before = {file.name: (file.stat().st_ino, file.stat().st_mtime_ns) for file in path.iterdir()}
    opened(held, path)
    assert {file.name: (file.stat().st_ino, file.stat().st_mtime_ns) for file in path.iterdir()} == before


@pytest.mark.parametrize("size", [2_000, 8_000])
def test_a_change_costs_what_changed_however_much_there_is(path: Path, size: int) -> None:
    held = database(*range(1, size))
    opened(held, path, sizes=SMALL)
    whole = {file.name for file in segments(path)}
    held.rows |= database(*range(size, size + 50), seed=5).rows
    for key in (3, 700, size - 1):
        del held.rows[key]
    held.asked = held.listed = 0
    assert_holds(opened(held, path, sizes=SMALL), held)
    assert (held.asked <= 50 + SAMPLE, held.listed) == (True, 0)
    fresh = [file for file in segments(path) if file.name not in whole]
    assert sum(file.stat().st_size for file in fresh) < 2 * 50 * (2 * DIMENSION + 8) + 1_000
    assert whole <= {file.name for file in segments(path)}


def test_what_is_added_little_by_little_makes_few_segments_and_is_seldom_written_again(path: Path) -> None:
    held = database(*range(1, 3_000))
    opened(held, path, sizes=SMALL)
    written = 0
    for start in range(3_000, 3_800, 8):
        before = set(segments(path))
        held.rows |= database(*range(start, start + 8), seed=start).rows
        index = opened(held, path, sizes=SMALL)
        written += sum(file.stat().st_size // (2 * DIMENSION + 8) for file in segments(path) if file not in before)
    assert_holds(index, held)
    assert len(segments(path)) < 3 + 8
    assert written < 800 * 12  # not 800 × 100 ÷ 2, as it would be if all were written again each time


def test_what_came_back_is_not_fetched_again(path: Path) -> None:
    held = database(*range(1, 100))
    opened(held, path)
    gone = {key: held.rows.pop(key) for key in range(20, 25)}
    assert_holds(opened(held, path), held)
    held.rows |= gone
    held.asked = 0
    assert_holds(opened(held, path), held)
    assert held.asked <= SAMPLE


def test_a_segment_of_which_much_is_gone_is_written_anew(path: Path) -> None:
    held = database(*range(1, 2_000))
    opened(held, path, sizes=SMALL)
    for key in range(1, 600):
        del held.rows[key]
    size = sum(file.stat().st_size for file in segments(path))
    assert_holds(opened(held, path, sizes=SMALL), held)
    assert sum(file.stat().st_size for file in segments(path)) < 0.8 * size


def test_a_key_without_a_vector_is_counted_and_comes_when_it_has_one(path: Path) -> None:
    held = database(1, 2, 4)
    held.waiting = {3, 5}
    for _ in range(2):  # made, and read
        index = opened(held, path)
        assert (len(index), index.lacking, index.holding([3, 4])) == (3, 2, {4})
    held.rows |= database(3, 5, seed=5).rows
    held.waiting = set()
    held.listed = 0
    index = opened(held, path)
    assert (len(index), index.lacking, held.listed) == (5, 0, 0)
    assert_holds(index, held)


def test_what_was_made_of_a_segment_is_kept_for_the_next_state(path: Path) -> None:
    held = database(*range(1, 3_000))
    first = opened(held, path, sizes=SMALL)
    held.rows |= database(5_000, seed=5).rows
    second = open_index(path, held.followed(), model=MODEL, dimension=DIMENSION, sizes=SMALL, before=first)
    assert len(set(first._parts) & set(second._parts)) == 3


def test_segments_without_a_file_are_not_taken_for_each_other(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    path = tmp_path / "file" / "vectors.index"
    first = opened(database(*range(1, 50)), path)
    held = database(*range(1, 60), seed=5)
    second = open_index(path, held.followed(), model=MODEL, dimension=DIMENSION, before=first)
    assert_holds(second, held)


# -- damage -------------------------------------------------------------------------------


Harm = Callable[[Path], object]


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: (path / "manifest").unlink(),
        lambda path: (path / "manifest").write_bytes(b""),
        lambda path: (path / "manifest").write_bytes(b"null\n"),
        lambda path: (path / "manifest").write_bytes(b"[" * 10**5 + b"\n"),
        lambda path: (path / "manifest").write_bytes(bytes(range(256)) * 50),
        lambda path: (path / "manifest").write_bytes((path / "manifest").read_bytes()[:-1]),
        lambda path: segments(path)[0].unlink(),
        lambda path: segments(path)[-1].write_bytes(b""),
        lambda path: segments(path)[1].write_bytes(segments(path)[1].read_bytes()[:-40]),
        lambda path: segments(path)[1].write_bytes(segments(path)[0].read_bytes()),
        lambda path: [file.unlink() for file in segments(path)],
        shutil.rmtree,
    ],
    ids=[
        "no manifest",
        "empty manifest",
        "null",
        "brackets",
        "garbage",
        "cut manifest",
        "segment missing",
        "segment empty",
        "segment cut",
        "segment mistaken for another",
        "no segments",
        "nothing",
    ],
)
def test_a_damaged_folder_is_mended(path: Path, harm: Harm) -> None:
    held = database(*range(1, 3_500))
    opened(held, path, sizes=SMALL)
    harm(path)
    assert_holds(opened(held, path, sizes=SMALL), held)
    held.asked = 0
    assert_holds(opened(held, path, sizes=SMALL), held)
    assert held.asked <= SAMPLE


def test_of_a_damaged_segment_the_others_are_kept_and_it_is_said(path: Path) -> None:
    held = database(*range(1, 4_001))
    opened(held, path, sizes=SMALL)
    segments(path)[2].unlink()
    held.asked = 0
    said: list[str] = []
    open_index(path, held.followed(), model=MODEL, dimension=DIMENSION, sizes=SMALL, notice=said.append)
    assert held.asked <= 1_000 + 2 * SAMPLE
    assert said == [
        f"{path}: has lost 1 of 4 segments to damage; what is wrong with it is made anew from the database."
    ]


def test_one_flipped_bit_is_noticed_wherever_it_is(path: Path) -> None:
    held = database(*range(1, 50))
    opened(held, path)
    sound = {file: file.read_bytes() for file in (path / "manifest", *segments(path))}
    for harmed, content in sound.items():
        for place in range(0, len(content), 23):
            for file in sound:
                file.write_bytes(sound[file])
            changed = bytearray(content)
            changed[place] ^= 1 << place % 8
            harmed.write_bytes(changed)
            assert_holds(opened(held, path), held)


def test_vectors_of_another_model_are_not_mixed_in(path: Path) -> None:
    opened(database(*range(1, 50), seed=1), path, model="another")
    held = database(*range(1, 60), seed=2)
    assert_holds(opened(held, path), held)


def test_the_folder_of_another_database_is_not_believed(path: Path) -> None:
    said: list[str] = []
    opened(database(*range(1, 50), seed=1), path)
    held = database(*range(1, 50), seed=2)
    index = open_index(path, held.followed(), model=MODEL, dimension=DIMENSION, notice=said.append)
    assert_holds(index, held)
    assert len(said) == 1
    assert "another database" in said[0]


def test_a_database_restored_from_a_backup_and_grown_again_is_believed(path: Path) -> None:
    held = database(*range(1, 100), seed=1)
    opened(held, path)
    restored = Vectors({key: row for key, row in held.rows.items() if key < 80} | database(*range(80, 90), seed=2).rows)
    assert_holds(opened(restored, path), restored)


@pytest.mark.parametrize("broken", [np.nan, np.inf])
def test_a_damaged_vector_is_named(path: Path, broken: float) -> None:
    held = database(*range(1, 50))
    held.rows[23] = np.full(DIMENSION, broken, np.float16)
    with pytest.raises(IntegrityError, match="passage 23"):
        opened(held, path)


def test_vectors_of_the_wrong_length_are_refused(path: Path) -> None:
    with pytest.raises(IntegrityError, match="shape"):
        open_index(path, database(1, 2).followed(), model=MODEL, dimension=DIMENSION + 1)


# -- the folder ------------------------------------------------------------------------------


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    held = database(*range(1, 3_000))
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    assert_holds(opened(held, tmp_path / "file" / "vectors.index", sizes=SMALL), held)


def test_what_a_killed_process_left_is_cleared_away(path: Path) -> None:
    held = database(1, 2, 3)
    opened(held, path)
    (path / ".new-0123.segment").write_bytes(b"half a segment")
    (path / "0123456789abcdef.segment").write_bytes(b"one that no manifest names")
    held.rows |= database(4, 5).rows
    opened(held, path)
    assert [file.name for file in sorted(path.iterdir())] == [segments(path)[0].name, "lock", "manifest"]


def test_an_open_index_stays_as_it_is_when_others_replace_its_files(path: Path) -> None:
    held = database(*range(1, 3_000))
    opened(held, path, sizes=SMALL)
    index, before = opened(held, path, sizes=SMALL), Vectors(held.rows)
    for key in range(1, 2_900):
        del held.rows[key]
    opened(held, path, sizes=SMALL)
    shutil.rmtree(path)
    assert_holds(index, before)


@pytest.mark.parametrize("after", [0, 1, 3])
def test_who_is_killed_while_building_goes_on_from_the_last_whole_segment(path: Path, after: int) -> None:
    """The process kills itself when it fetches what comes after ``after`` segments."""
    program = (
        f"{START}held = database(*range(1, 5_001)); fetch = held.fetch\n"
        "def dying(keys):\n"
        "    if held.asked >= int(sys.argv[3]) * 1_000: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return fetch(keys)\n"
        "held.fetch = dying; opened(held, Path(sys.argv[1]), sizes=SMALL)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path), HERE, str(after)], check=False)
    assert done.returncode == -signal.SIGKILL
    held = database(*range(1, 5_001))
    assert_holds(opened(held, path, sizes=SMALL), held)
    assert held.asked <= (5 - after) * 1_000 + 2 * SAMPLE
    assert len(segments(path)) == 5


def test_many_processes_opening_at_once_leave_one_whole_index(path: Path) -> None:
    program = f"{START}print(len(opened(database(*range(1, 12_000)), Path(sys.argv[1]), sizes=SMALL)))"
    command = [sys.executable, "-c", program, str(path), HERE]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [process.communicate()[0].strip() for process in running] == ["11999"] * 3
    held = database(*range(1, 12_000))
    assert_holds(opened(held, path, sizes=SMALL), held)
    assert held.asked <= 2 * len(segments(path))


def test_a_small_change_does_not_wait_for_who_builds(path: Path) -> None:
    held = database(*range(1, 100))
    opened(held, path)
    held.rows |= database(*range(100, 105), seed=5).rows
    with folder.changing(path, lambda: True) as alone:
        assert alone
        begun = time.monotonic()
        assert_holds(opened(held, path), held)
        assert time.monotonic() - begun < 60


# -- tending ---------------------------------------------------------------------------------


def test_compacting_leaves_out_what_is_gone_and_changes_no_answer(path: Path) -> None:
    held = database(*range(1, 2_001))
    opened(held, path, sizes=SMALL)
    for key in range(1, 2_001, 9):
        del held.rows[key]
    held.rows |= database(*range(3_000, 3_010), seed=5).rows
    opened(held, path, sizes=SMALL)
    done = tending.compact(path, sizes=SMALL)
    assert done is not None
    assert (done.vectors, done.after < done.before) == (len(held.rows), True)
    held.asked = held.listed = 0
    assert_holds(opened(held, path, sizes=SMALL), held)
    assert (held.asked <= SAMPLE, held.listed) == (True, 0)
    again = tending.compact(path, sizes=SMALL)
    assert again is not None
    assert again.before == again.after


def test_there_is_nothing_to_compact_where_there_is_no_index(path: Path) -> None:
    assert tending.compact(path) is None
    assert tending.described(path) is None


def test_an_index_says_what_it_is(path: Path) -> None:
    held = database(*range(1, 2_501))
    opened(held, path, sizes=SMALL)
    said = tending.described(path)
    assert said is not None
    assert (said.vectors, said.segments, said.coded, said.damage) == (2_500, 3, 2_000, "")
    assert said.disk == sum(file.stat().st_size for file in path.iterdir())


def test_damage_that_opening_does_not_look_for_is_found_by_who_looks(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.index.segments._SMALL", 0)
    opened(database(*range(1, 50)), path)
    content = bytearray(segments(path)[0].read_bytes())
    content[-5] ^= 1
    segments(path)[0].write_bytes(content)
    said = tending.described(path)
    assert said is not None
    assert "is damaged" in said.damage


# -- how it is searched ------------------------------------------------------------------------


def test_few_vectors_are_searched_without_faiss_to_the_same_answers(tmp_path: Path) -> None:
    held = database(*range(1, 301), seed=7)
    held.rows[201] = held.rows[11]  # a tie
    some, by_faiss = opened(held, tmp_path / "few", few=300), opened(held, tmp_path / "faiss")
    for row in list(held.rows.values())[:40]:
        assert some.search(row.astype(np.float32), 12) == by_faiss.search(row.astype(np.float32), 12)


def test_what_is_gone_does_not_crowd_out_what_is_held(path: Path) -> None:
    """All that is near by its code is gone; what is left is farther away."""
    random = np.random.default_rng(3)
    near: NDArray[np.float64] = np.ones(DIMENSION) + 0.05 * random.normal(size=(700, DIMENSION))
    far = random.normal(size=(19_300, DIMENSION))
    held = Vectors(dict(enumerate(unit(np.concatenate([near, far])), start=1)))
    sizes = Sizes(coded=1_000)
    opened(held, path, sizes=sizes)
    for key in range(1, 701):
        del held.rows[key]
    index = opened(held, path, sizes=sizes)
    assert len(segments(path)) == 1
    found = index.search((np.ones(DIMENSION) / 4).astype(np.float32), 20)
    cosines = {key: float(row.astype(np.float64).sum()) for key, row in held.rows.items()}
    assert [key for key, _ in found] == sorted(cosines, key=lambda key: (-cosines[key], key))[:20]


def test_few_are_not_imported_faiss_for(path: Path) -> None:
    program = (
        f"{START}index = opened(database(*range(1, 100)), Path(sys.argv[1]), few=100);"
        "index.search(np.ones(DIMENSION, np.float32) / 4, 5); print('faiss' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(path), HERE]
    assert subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ).stdout.strip() == "False"
