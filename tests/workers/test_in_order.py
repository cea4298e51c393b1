"""Items worked on by several processes: order, errors of their own, deaths, time, and what is left behind."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from factcheck.errors import FactcheckError, InputError, UsageError
from factcheck.workers import Spread, in_order
from factcheck.workers.crew import AHEAD

opened: list[str] = []


@dataclass(frozen=True)
class Item:
    place: str
    does: str = ""


class Odd:
    """It leaves a process and comes back in no other."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str, ...]]:
        return _refuse, ("an odd thing",)


def _refuse(what: str) -> None:
    raise ValueError(f"{what} is none")


def work(item: Item) -> Any:
    match item.does:
        case "wait":
            time.sleep(0.3)
        case "hang":
            time.sleep(60)
        case "refuse":
            raise InputError(f"{item.place}: no article. Hand in another.")
        case "break":
            return 1 // 0
        case "leave":
            sys.exit(3)
        case "be killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "a function":
            return lambda: None
        case "odd":
            return Odd()
        case "interrupted":
            os.kill(os.getpid(), signal.SIGINT)
        case "who":
            return os.getpid()
        case "threads":
            return os.environ["OMP_NUM_THREADS"], list(opened)
    return item.place.upper()


def open_it() -> None:
    opened.append(str(os.getpid()))


def refuse_to_start() -> None:
    raise InputError("the model is damaged. Install it again.")


def die_at_start() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def shown(results: Iterator[tuple[Item, Any]]) -> list[tuple[str, Any]]:
    return [(item.place, str(found) if isinstance(found, FactcheckError) else found) for item, found in results]


BATCH = [
    Item("a", "wait"),
    Item("b"),
    Item("c", "refuse"),
    Item("d", "break"),
    Item("e", "wait"),
    *(Item(f"more {number}") for number in range(12)),
]


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_items_and_errors_are_results(workers: int) -> None:
    found = list(in_order(work, BATCH, workers=workers))
    assert [item for item, _ in found] == BATCH
    told = shown(iter(found))
    assert told[:2] == [("a", "A"), ("b", "B")]
    assert told[2] == ("c", "c: no article. Hand in another.")
    assert isinstance(found[2][1], InputError)
    assert told[3][1].startswith("d: an error that factcheck does not expect (ZeroDivisionError: ")
    assert "return 1 // 0" in "".join(found[3][1].__notes__)
    assert told[4:] == [(item.place, item.place.upper()) for item in BATCH[4:]]


def test_a_worker_that_dies_fails_its_item_alone_and_is_replaced() -> None:
    batch = [
        Item("a"),
        Item("killed", "be killed"),
        Item("left", "leave"),
        Item("interrupted", "interrupted"),
        Item("no pickle", "a function"),
        Item("odd", "odd"),
        Item("b"),
    ]
    found = dict(shown(in_order(work, batch, workers=2)))
    assert (found["a"], found["b"]) == ("A", "B")
    assert found["killed"].startswith("killed: the process that worked on it ended (SIGKILL; the system kills so when")
    assert "fewer workers" in found["killed"]
    assert "ended (exit 3)" in found["left"]
    assert found["interrupted"] == "INTERRUPTED"  # Ctrl-C is for the one who started it
    assert "does not expect" in found["no pickle"]
    assert "odd thing is none" in found["odd"]


def test_an_item_that_cannot_travel_fails_alone() -> None:
    batch = [Item("a"), Item("b", does=lambda: None), Item("c")]  # type: ignore[arg-type]
    found = shown(in_order(work, batch, workers=2))
    assert [place for place, _ in found] == ["a", "b", "c"]
    assert "b: an error that factcheck does not expect" in found[1][1]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_item_that_takes_too_long_fails_alone(workers: int) -> None:
    batch = [Item("a"), Item("slow", "hang"), Item("b"), Item("c")]
    found = shown(in_order(work, batch, workers=workers, seconds=0.5))
    assert found == [
        ("a", "A"),
        ("slow", "slow: takes more than the 0.5 seconds allowed. Allow more, or hand in a part of it."),
        ("b", "B"),
        ("c", "C"),
    ]


def test_items_may_be_endless_and_a_few_are_taken_ahead() -> None:
    taken = []

    def endless() -> Iterator[Item]:
        for number in itertools.count():
            taken.append(number)
            yield Item(str(number), "wait" if number == 0 else "")

    results = in_order(work, endless(), workers=2)
    assert next(results)[1] == "0"
    assert len(taken) <= 2 * AHEAD
    assert [found for _, found in itertools.islice(results, 20)] == [str(number) for number in range(1, 21)]
    results.close()  # type: ignore[attr-defined]
    assert len(taken) <= 21 + 2 * AHEAD


def test_each_worker_starts_once_has_one_thread_and_tells_its_memory() -> None:
    told: list[int] = []
    batch = [Item(str(number), "threads") for number in range(8)]
    found = [one for _, one in in_order(work, batch, workers=2, start=open_it, memory=told.append)]
    assert {threads for threads, _ in found} == {"1"}
    assert all(len(starts) == 1 for _, starts in found)
    assert 1 <= len({starts[0] for _, starts in found}) <= 2
    assert str(os.getpid()) not in {starts[0] for _, starts in found}
    assert len(told) == 8
    assert min(told) > 5_000_000


def test_one_worker_is_this_process_and_starts_once() -> None:
    opened.clear()
    told: list[int] = []
    found = list(in_order(work, [Item("a", "who"), Item("b", "who")], workers=1, start=open_it, memory=told.append))
    assert [pid for _, pid in found] == [os.getpid()] * 2
    assert len(opened) == 1
    assert len(told) == 2


def test_one_item_makes_one_process_and_none_makes_none() -> None:
    assert list(in_order(work, [], workers=4)) == []
    results = in_order(work, [Item("a", "who")], workers=4)
    next(results)
    assert len(_children()) == 1
    assert list(results) == []
    assert not _children()


@pytest.mark.parametrize("workers", [1, 2])
def test_what_the_start_raises_is_raised(workers: int) -> None:
    with pytest.raises(InputError, match="the model is damaged"):
        list(in_order(work, [Item("a"), Item("b")], workers=workers, start=refuse_to_start))
    assert not _children()


def test_workers_that_never_get_ready_end_the_run() -> None:
    with pytest.raises(FactcheckError, match=r"no worker could start .*Try fewer workers"):
        list(in_order(work, [Item("a"), Item("b")], workers=2, start=die_at_start))


def test_no_worker_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "parent.py").write_text(
        textwrap.dedent(
            """
            import os, time
            from factcheck.workers import in_order

            def work(number):
                print(os.getpid(), flush=True)
                time.sleep(60)

            if __name__ == "__main__":
                list(in_order(work, [1, 2], workers=2))
            """
        )
    )
    with subprocess.Popen([sys.executable, str(tmp_path / "parent.py")], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        parent.kill()
        assert parent.stdout.read() == ""  # which ends only when nobody holds it any more
    until = time.monotonic() + 30  # what has let go of its files is gone when the system comes to it
    while any(map(_lives, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not [pid for pid in workers if _lives(pid)]


@pytest.mark.parametrize("place", ["", "elsewhere", "ray://head", "http://head:6379", ":6379", "head:port", "a b:1"])
def test_a_place_that_is_none_is_refused_before_anything_is_taken(place: str) -> None:
    with pytest.raises(UsageError, match=r"no place to work: 'local', 'ray', or the address of a Ray cluster"):
        in_order(work, iter(()), on=place)
    with pytest.raises(UsageError, match=r"workers is 0; it wants 1 to 1,000"):
        Spread(0)


def test_where_ray_is_not_installed_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)  # as Python is told that there is none
    with pytest.raises(UsageError, match=r"not installed\. Run: pip install 'factcheck\[ray\]'"):
        in_order(work, [Item("a")], on="ray")


def _children() -> list[int]:
    import multiprocessing

    return [child.pid or 0 for child in multiprocessing.active_children()]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")
