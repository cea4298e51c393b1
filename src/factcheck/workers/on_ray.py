"""Workers that are actors of a Ray cluster. The only module that knows Ray.

Invariant: Ray runs in a process of its own beside this one, so that nothing it does – its words, its signals, its
threads, its ending the program when a cluster's head is lost – reaches the caller; what is lost is said as an error.
That process takes items from this one as workers of the cluster get free, and hands their outcomes back in order; both
pass through it pickled. An item whose worker or node is lost is given to others, ``TRIES`` in all. Nothing is asked of
any network but the cluster's own, nothing is reported to Ray's makers, and no dashboard is served.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pickle
import platform
import secrets
import shutil
import signal
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any

from factcheck.errors import FactcheckError, UsageError
from factcheck.version import __version__
from factcheck.workers.crew import Crew, Worker, Yard
from factcheck.workers.processes import SPAWN, opened, started
from factcheck.workers.serving import answered, begun, end_with_parent, name_of, peak_bytes, unexpected
from factcheck.workers.spread import LostError, Spread

TRIES = 3  # workers that an item is given to, if they are lost with it
_JOINING = 60.0  # seconds that joining a cluster, or starting one's own, may take
_FREE_CORE = 120.0  # seconds until one must be there
_LOOKS = 5.0  # seconds between two looks whether one is
_LEAVING = 15.0  # seconds that leaving a cluster, or ending one's own, may take
_STORE = 200_000_000  # bytes of shared memory for a Ray that is started here; results are small and fetched at once
_LONGEST = 40  # bytes of a folder's name in which Ray's sockets still have names that the system takes

Memory = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Parcel:
    """An item on its way: what it is called, and it pickled, or why it cannot be."""

    place: str
    sent: bytes = b""
    problem: FactcheckError | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """What a worker takes from whoever asked: where modules are found, where names of files begin, and the versions."""

    path: tuple[str, ...]
    folder: str
    versions: dict[str, str]


def results(
    work: Callable[[Any], Any],
    items: Iterable[Any],
    spread: Spread,
    start: Callable[[], None] | None,
    seconds: float | None,
    memory: Memory,
) -> Iterator[tuple[Any, Any]]:
    """As :func:`factcheck.workers.in_order`."""
    if not _is_installed():
        raise UsageError("work is to be done on Ray, which is not installed. Run: pip install 'factcheck[ray]'")
    return _handed_on(bytes(ForkingPickler.dumps((work, start))), items, spread, seconds, memory)


def _is_installed() -> bool:
    try:
        return importlib.util.find_spec("ray") is not None
    except ValueError:  # somebody keeps it from being imported
        return False


def _handed_on(
    job: bytes, items: Iterable[Any], spread: Spread, seconds: float | None, memory: Memory
) -> Iterator[tuple[Any, Any]]:
    source, asked = iter(items), deque[Any]()
    with _beside(spread, job, seconds) as pipe:
        if not pipe.poll(_JOINING):
            raise _cannot_join(spread.address, f"no answer within {_JOINING:g} seconds")
        while True:
            try:
                what, said = pipe.recv()
                if what == "more":
                    some = list(islice(source, 1))
                    asked.extend(some)
                    pipe.send([_parcel(item) for item in some])
            except (EOFError, OSError) as problem:
                raise _lost(spread.address) from problem
            if what == "memory":
                memory(said)
            elif what == "outcome":
                item = asked.popleft()
                yield item, opened(item, said)
            elif what == "problem":
                raise pickle.loads(said)  # noqa: S301 (of a process that this one has made)
            elif what == "end":
                return


def _parcel(item: Any) -> Parcel:
    try:
        return Parcel(name_of(item), bytes(ForkingPickler.dumps(item)))
    except Exception as problem:
        return Parcel(name_of(item), problem=unexpected(name_of(item), problem))


def _lost(address: str | None) -> LostError:
    which = f"the Ray cluster at {address}" if address else "the Ray that was started here"
    return LostError(
        f"{which} was lost: its head is gone, or does not answer. What was done by then is kept. "
        "Run the same again when it is back, and it goes on from there."
    )


@contextlib.contextmanager
def _beside(spread: Spread, job: bytes, seconds: float | None) -> Iterator[Connection]:
    """The end of a pipe to the process that knows Ray."""
    folder = tempfile.mkdtemp(prefix="factcheck-ray-", dir=_short_folder())
    pipe, theirs = SPAWN.Pipe()
    try:
        process = started(_between, theirs, folder, spread, job, seconds)
        theirs.close()
        try:
            yield pipe
            process.join(_LEAVING)
        finally:
            process.kill()
            process.join()
    finally:
        pipe.close()
        shutil.rmtree(folder, ignore_errors=True)


def _short_folder() -> str:
    """Where Ray may keep what it needs, if it is started here: its sockets want short names."""
    named = os.environ.get("RAY_TMPDIR") or tempfile.gettempdir()
    return named if len(os.fsencode(named)) <= _LONGEST else "/tmp"  # noqa: S108 (a folder of one's own is made there)


# -- in the process beside ------------------------------------------------------------------


def _between(pipe: Connection, folder: str, spread: Spread, job: bytes, seconds: float | None) -> None:
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # as whatever Ray starts here then does
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    _hush()
    with contextlib.suppress(EOFError, OSError):  # whoever listened is gone
        try:
            _work(pipe, folder, spread, job, seconds)
            said: tuple[str, bytes | None] = ("end", None)
        except FactcheckError as problem:
            said = ("problem", pickle.dumps(problem))
        except Exception as problem:
            said = ("problem", pickle.dumps(_lost(spread.address) if _is_rays(problem) else unexpected("Ray", problem)))
        _left()
        pipe.send(said)


def _work(pipe: Connection, folder: str, spread: Spread, job: bytes, seconds: float | None) -> None:
    here = str(Path.cwd())
    _joined(spread, folder)
    pipe.send(("joined", None))
    yard = _Cluster(job, Caller(tuple(sys.path), here, _versions()))
    crew = Crew(yard, spread.workers or yard.cores(), seconds, lambda peak: pipe.send(("memory", peak)))
    for _, said in crew.results(_taken(pipe)):
        pipe.send(("outcome", said if isinstance(said, bytes) else pickle.dumps(said)))


def _is_rays(problem: Exception) -> bool:
    """Whether Ray says so that the head is lost, where it does not end the process."""
    import ray

    return isinstance(problem, ray.exceptions.RayError | ConnectionError)


def _taken(pipe: Connection) -> Iterator[Parcel]:
    while True:
        pipe.send(("more", None))
        some = pipe.recv()
        if not some:
            return
        yield from some


def _hush() -> None:
    """Nobody reads what Ray says: what matters is said as errors."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _joined(spread: Spread, folder: str) -> None:
    """Join the cluster, or start one of this machine alone, which only this machine can reach."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    if not spread.address:  # it listens on all addresses of this machine, whatever it is told: only we know the word
        os.environ.update(RAY_AUTH_MODE="token", RAY_AUTH_TOKEN=secrets.token_hex(32))
    if not os.access(os.environ.get("HOME", ""), os.W_OK):
        os.environ["HOME"] = folder
    import ray

    cores = max(spread.workers or 1, os.cpu_count() or 1)
    alone = {
        "num_cpus": cores,
        "num_gpus": 0,
        "include_dashboard": False,
        "object_store_memory": _STORE,
        "_node_ip_address": "127.0.0.1",
        "_temp_dir": folder,
    }
    os.environ.pop("RAY_ADDRESS", None)
    try:
        ray.init(spread.address or "local", log_to_driver=False, **({} if spread.address else alone))
    except Exception as problem:  # whatever Ray meets: there is no list of it
        raise _cannot_join(spread.address, str(problem) or type(problem).__name__) from problem


def _cannot_join(address: str | None, problem: str) -> UsageError:
    told = " ".join(problem.split()).rstrip(".")
    told = told if len(told) <= 300 else f"{told[:299]}…"
    if address is None:
        return UsageError(f"no Ray could be started on this machine ({told}). Work without --on ray.")
    if address.startswith("ray://"):
        hint = "Is its head running, does it take clients there (port 10001), and is ray[client] installed here?"
    else:
        hint = f"Is its head running, and is this machine one of its nodes (ray start --address={address})?"
    return UsageError(f"the Ray cluster at {address} cannot be joined ({told}). {hint}")


def _left() -> None:
    import ray

    with contextlib.suppress(Exception):  # a cluster that is gone cannot be left
        ray.shutdown()


class _Actor(Worker):
    """An actor; ``awaited`` is what it has not answered yet."""

    def __init__(self, remote: Any, *given: object) -> None:
        self._remote = remote
        self.awaited: Any = remote.begin.remote(*given)
        self._problem = ""

    def send(self, sent: bytes) -> None:
        self.awaited = self._remote.do.remote(sent)

    def said(self) -> tuple[bytes, int]:
        import ray

        awaited, self.awaited = self.awaited, None
        try:
            said: tuple[bytes, int] = ray.get(awaited)
        except ray.exceptions.RayError as problem:  # the actor, its node, or what it answered is lost
            self._problem = f"{type(problem).__name__}: {problem}"
            raise EOFError from problem
        return said

    def ended(self) -> str:
        self.kill()
        if "No module named 'factcheck" in self._problem:
            raise UsageError(
                f"factcheck is not installed on a node of the Ray cluster. Install {__version__} on all of them, "
                "for the Python that Ray runs in there."
            )
        return "memory ran out on its node" if self._problem.startswith("OutOfMemory") else "its worker was lost"

    def dismiss(self) -> None:
        self.kill()

    def kill(self) -> None:
        import ray

        with contextlib.suppress(Exception):  # it is gone already
            ray.kill(self._remote)


class _Cluster(Yard):
    """The cluster that was joined, for one job."""

    tries = TRIES

    def __init__(self, job: bytes, caller: Caller) -> None:
        import ray

        self._made = ray.remote(num_cpus=1, scheduling_strategy="SPREAD")(RayHand)
        self._job, self._caller = ray.put(job), caller
        self._was_ready, self._began = False, time.monotonic()

    def cores(self) -> int:
        import ray

        return max(1, int(ray.cluster_resources().get("CPU", 1)))

    def hire(self) -> Worker:
        return _Actor(self._made.remote(), self._job, self._caller)

    def heard(self, workers: Sequence[Worker], timeout: float | None) -> Iterable[Worker]:
        import ray

        of_ref = {one.awaited: one for one in workers if isinstance(one, _Actor) and one.awaited is not None}
        looks = None if self._was_ready else _LOOKS
        waits = min((each for each in (timeout, looks) if each is not None), default=None)
        ready, _ = ray.wait(list(of_ref), num_returns=1, timeout=waits)
        self._was_ready = self._was_ready or bool(ready)
        if not self._was_ready and time.monotonic() - self._began > _FREE_CORE:
            raise FactcheckError(
                f"no core of the Ray cluster became free within {_FREE_CORE:g} seconds. `ray status` shows who has "
                "them; try again later, or without Ray."
            )
        return [of_ref[one] for one in ready]

    def packed(self, item: Parcel) -> bytes:
        if item.problem is not None:
            raise item.problem
        return item.sent

    def opened(self, item: Parcel, said: bytes) -> bytes:  # noqa: ARG002 (only who handed it in knows its modules)
        return said


# -- on a node ------------------------------------------------------------------------------


class RayHand:
    """What an actor is: it begins a job once, and then does it for an item at a time."""

    def begin(self, job: bytes, caller: Caller) -> tuple[bytes, int]:
        here, wanted = _versions(), caller.versions.items()
        differ = [f"{name} {here[name]} and not {version}" for name, version in wanted if here[name] != version]
        if differ:
            problem = UsageError(
                f"{platform.node()}, a node of the Ray cluster, has {', '.join(differ)} as this machine. "
                "Install the same on both: another version may find something else."
            )
            return pickle.dumps(problem), peak_bytes()
        sys.path += [folder for folder in caller.path if folder not in sys.path and Path(folder).is_dir()]
        with contextlib.suppress(OSError):  # on another machine it may not be there, nor what is named from it
            os.chdir(caller.folder)
        self._work, said = begun(job)
        return said, peak_bytes()

    def do(self, asked: bytes) -> tuple[bytes, int]:
        if self._work is None:
            raise RuntimeError("an item before the job has begun")
        return answered(self._work, asked), peak_bytes()


def _versions() -> dict[str, str]:
    return {"factcheck": __version__, "Python": platform.python_version()}
