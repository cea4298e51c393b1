"""The same work on a Ray cluster: order, errors of their own, nodes that are lost, a head that is lost."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import databases
import pytest
from ray_cluster import RayCluster, running
from sqlalchemy import text
from test_in_order import BATCH, Item, open_it, refuse_to_start, shown, work

import factcheck
from factcheck import Workspace
from factcheck.errors import InputError, UsageError
from factcheck.workers import LostError, Spread, in_order

pytest.importorskip("ray", reason="Ray is not installed (factcheck[ray])")
pytestmark = pytest.mark.xdist_group("ray")


@pytest.fixture(scope="module")
def cluster() -> Iterator[RayCluster]:
    with running() as made:
        yield made


def tell_and_wait(item: Item) -> str:
    """An item that is begun says so in the folder that it names, and is done when it is told to go on there."""
    folder = Path(item.does)
    (folder / f"{item.place} begun by {os.getpid()}").touch()
    while not (folder / "go on").exists():
        time.sleep(0.02)
    return item.place


def begun(folder: Path) -> int:
    return len(list(folder.glob("* begun by *")))


def test_it_keeps_what_processes_of_this_machine_keep(cluster: RayCluster) -> None:
    told: list[int] = []
    odd = [Item("killed", "be killed"), Item("no pickle", "a function"), Item("odd", "odd"), Item("slow", "hang")]
    odd += [Item("no item", does=lambda: None), Item("threads", "threads")]  # type: ignore[arg-type]
    found = list(in_order(work, BATCH + odd, on=cluster.address, start=open_it, seconds=6, memory=told.append))
    assert [item for item, _ in found] == BATCH + odd
    told_of = dict(shown(iter(found)))
    assert shown(iter(found))[:2] == [("a", "A"), ("b", "B")]
    assert told_of["c"] == "c: no article. Hand in another."
    assert isinstance(found[2][1], InputError)
    assert "return 1 // 0" in "".join(found[3][1].__notes__)
    assert told_of["killed"].startswith("killed: the process that worked on it ended (its worker was lost)")
    assert "does not expect" in told_of["no pickle"]
    assert "odd thing is none" in told_of["odd"]
    assert told_of["slow"].startswith("slow: takes more than the 6 seconds allowed")
    assert "no item: an error that factcheck does not expect" in told_of["no item"]
    assert told_of["threads"][0] == "1"
    assert len(told_of["threads"][1]) == 1
    assert min(told) > 5_000_000


def test_what_the_start_raises_is_raised_and_an_endless_list_may_be_left(cluster: RayCluster) -> None:
    with pytest.raises(InputError, match="the model is damaged"):
        list(in_order(work, [Item("a"), Item("b")], on=cluster.address, start=refuse_to_start))
    results = in_order(work, map(Item, map(str, itertools.count())), workers=1, on=cluster.address)
    assert [found for _, found in itertools.islice(results, 20)] == [str(number) for number in range(20)]
    results.close()  # type: ignore[attr-defined]


def test_what_a_lost_node_had_is_done_elsewhere(cluster: RayCluster, tmp_path: Path) -> None:
    items = [Item(str(number), str(tmp_path)) for number in range(6)]

    def lose() -> None:
        while begun(tmp_path) < 2:
            time.sleep(0.05)
        cluster.tell("kill", "other")
        (tmp_path / "go on").touch()

    losing = Thread(target=lose)
    losing.start()
    found = list(in_order(tell_and_wait, items, workers=2, on=cluster.address, seconds=60))
    losing.join()
    assert found == [(item, item.place) for item in items]
    assert begun(tmp_path) == len(items) + 1  # the one that the lost node had was begun twice


def test_another_version_on_a_node_is_named(cluster: RayCluster, tmp_path: Path) -> None:
    ours = Path(factcheck.__file__).parent
    older = tmp_path / "older" / "factcheck"
    older.mkdir(parents=True)
    for part in ours.iterdir():
        (older / part.name).symlink_to(part)
    (older / "version.py").unlink()
    (older / "version.py").write_text('__version__ = "0.0.1"\n')
    cluster.tell("node", "older", f"PYTHONPATH={older.parent}")
    with pytest.raises(UsageError, match=r"has factcheck 0\.0\.1 and not .* Install the same on both"):
        list(in_order(work, [Item(str(number), "wait") for number in range(40)], workers=3, on=cluster.address))
    cluster.tell("kill", "older")


def stored(desk: Workspace) -> list[list[str]]:
    """What the corpus is, byte for byte, but for when it was added."""
    found = []
    with desk.database.reading() as session:
        for table in ("documents", "passages", "vectors", "readings", "quotations"):
            rows = session.execute(text(f"SELECT * FROM {table}")).mappings()
            found.append(sorted(repr([(name, row[name]) for name in row if name != "added"]) for row in rows))
    return found


def documents(folder: Path, count: int) -> Path:
    file = folder / "notes.jsonl"
    lines = [
        f'{{"id": "note {n}", "text": "The council of Alford closed {n} libraries. “We kept {n + 9} open,” said Anna '
        f'Crewe, the mayor.", "title": "Note {n % 50}"}}\n'
        for n in range(count)
    ]
    file.write_text("".join(lines), encoding="utf-8")
    return file


def test_a_corpus_is_the_same_wherever_it_was_read_and_encoded(
    cluster: RayCluster, tmp_path: Path, cache: Path
) -> None:
    file = documents(tmp_path, 140)
    with Workspace(tmp_path / "here", cache=cache) as here:
        here.corpus_add(file)
        expected = stored(here)
    cluster.tell("node", "short-lived")
    lost = []

    def lose(what: str, done: int, _: int) -> None:
        if what == "passages encoded" and not lost:
            lost.append(done)
            cluster.tell("kill", "short-lived")

    with Workspace(tmp_path / "there", cache=cache, progress=lose) as there:
        there.corpus_add(file, spread=Spread(3, cluster.address))
        assert stored(there) == expected
    assert lost == [64]


def test_a_ray_of_ones_own_is_started_without_a_word_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "nowhere"))
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        monkeypatch.setenv("RAY_TMPDIR", folder)
        assert [found for _, found in in_order(work, [Item("a"), Item("b")], on="ray", workers=1)] == ["A", "B"]
        assert list(Path(folder).iterdir()) == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(databases.ON_POSTGRES, reason="a server's database is seen from everywhere")
def test_a_worker_that_does_not_see_the_database_says_so(tmp_path: Path, cache: Path) -> None:
    from factcheck.workspace import flag_worker

    with Workspace(tmp_path / "desk", cache=cache) as desk:
        desk.make()
        begin = flag_worker.begin_elsewhere(desk.settings)
        begin()
        flag_worker.close_worker()
        shutil.copy(tmp_path / "desk" / "factcheck.db", tmp_path / "copy")
        (tmp_path / "copy").replace(tmp_path / "desk" / "factcheck.db")
        with pytest.raises(UsageError, match=r"a file of another machine .*PostgreSQL \(database_url\)"):
            begin()


def test_flags_are_the_same_wherever_articles_were_checked(
    cluster: RayCluster, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from factcheck.flagging.listing import Plan
    from factcheck.flagging.outcome import FlaggedClaim

    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(3):
        story = (
            f"Alford closes libraries\n\nThe Alford council closed {number + 3} libraries in 2025, said the mayor.\n"
        )
        (inbox / f"{number}.txt").write_text(story)
    found = []
    monkeypatch.chdir(tmp_path)
    for name, spread in (("here", Spread()), ("there", Spread(2, cluster.address))):
        with Workspace(name, cache=cache) as desk:  # which a worker elsewhere finds from the same folder
            told = [one for one in desk.flag([inbox], Plan(spread=spread)) if isinstance(one, FlaggedClaim)]
            found.append([(one.key, one.claim.id, one.flags) for one in told])
    assert found[0] == found[1] != []


def test_a_head_that_is_lost_is_said_and_the_next_run_goes_on(
    cluster: RayCluster,
    tmp_path: Path,
    cache: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RAY_gcs_rpc_server_reconnect_timeout_s", "4")  # and not a minute

    lost = []

    def lose(what: str, done: int, _: int) -> None:
        if what == "passages encoded" and not lost:
            lost.append(done)
            cluster.tell("kill", "all")

    file = documents(tmp_path, 200)
    with Workspace(tmp_path / "desk", cache=cache, progress=lose) as desk:
        with pytest.raises(
            LostError, match=r"was lost: .*Run the same again.* of 200 passages were encoded and stored"
        ):
            desk.corpus_add(file, spread=Spread(2, cluster.address))
        (kept,) = desk.corpus_stats().vectors.values()
        assert 64 <= kept < 200
        desk.corpus_add(file)
        assert list(desk.corpus_stats().vectors.values()) == [200]
    assert "Ray" not in "".join(capfd.readouterr())
