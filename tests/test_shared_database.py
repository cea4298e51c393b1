"""Several who work on one PostgreSQL database: the queue, what others did, one unattended run. One test a promise.

Four programs at thousands of claims are let loose in benchmarks/queue_kills.py, which this runs small.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import one_server
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import queue_kills

from factcheck import Workspace
from factcheck.errors import ConflictError
from factcheck.flagging.lock import run_lock
from factcheck.store import leases
from factcheck.store.kept import Answers
from factcheck.store.listening import Listener

pytestmark = pytest.mark.xdist_group("shared database")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of a few claims, whose database others share."""
    made = tmp_path_factory.mktemp("desk")
    with Workspace(made, user="ana", database_url=one_server.url("ws_shared")) as opened:
        queue_kills.fill(opened, 5)
    return made


@pytest.fixture
def ana(folder: Path) -> Iterator[Workspace]:
    with Workspace(folder, user="ana", database_url=one_server.url("ws_shared")) as opened:
        yield opened
        with opened.database.writing() as session:
            session.connection().exec_driver_sql("DELETE FROM leases")


@pytest.fixture
def leo(folder: Path, tmp_path: Path) -> Iterator[Workspace]:
    """The same database from a folder of one's own, as from another machine."""
    with Workspace(tmp_path, user="leo", database_url=one_server.url("ws_shared")) as opened:
        yield opened


# -- the queue ------------------------------------------------------------------------------


@pytest.mark.parametrize("server", [False, True], ids=["sqlite", "postgresql"])
def test_of_a_queue_nothing_is_lost_and_nothing_doubled_whoever_is_killed(tmp_path: Path, server: bool) -> None:
    found = queue_kills.trial(
        tmp_path,
        one_server.url() if server else f"sqlite:///{tmp_path}/factcheck.db",
        claims=30,
        workers=4,
        seconds=120,
    )
    assert (found.decided, found.doubled, found.twice) == (30, 0, 0)
    assert "Nothing was stored" in found.late


def test_taking_the_next_waits_for_nobody_who_writes(ana: Workspace, leo: Workspace) -> None:
    with ana.database.writing():
        assert leo.take() is not None


def test_a_claim_that_somebody_is_just_changing_is_passed_over(ana: Workspace, leo: Workspace) -> None:
    first, second = [item.claim.id for item in ana.queue(limit=2)[0]]
    with ana.database.writing() as session:
        leases.lock(session, [first])
        item = leo.take()
    assert item is not None
    assert item.claim.id == second


def test_what_was_left_at_a_claim_is_in_the_log_before_the_next_has_it(ana: Workspace, leo: Workspace) -> None:
    item = leo.take()
    assert item is not None
    leo.renew(item.claim.id, work={"note": "asked the owner"}, attempt=item.attempt)
    leo.release(item.claim.id)
    before = len(ana.history())
    taken = ana.take()
    assert taken is not None
    assert taken.claim == item.claim
    assert [entry.content["work"] for entry in ana.history()[before:]] == [{"note": "asked the owner"}]


# -- what others did ------------------------------------------------------------------------


@pytest.fixture(params=[True, False], ids=["listening", "asking"])
def listener(ana: Workspace, request: pytest.FixtureRequest) -> Iterator[Listener]:
    made = Listener(ana.settings, listening=request.param)
    yield made
    made.close()


def test_the_version_is_the_same_while_nothing_is_stored(listener: Listener) -> None:
    assert listener.version() == listener.version()


@pytest.mark.parametrize("way", ["writing", "claiming"])
def test_whatever_was_stored_before_the_question_is_heard(leo: Workspace, listener: Listener, way: str) -> None:
    for _ in range(20):
        before = listener.version()
        with getattr(leo.database, way)() as session:
            session.connection().exec_driver_sql("UPDATE leases SET expires = 0")
        assert listener.version() != before


def test_what_was_taken_back_by_the_database_is_not_heard(leo: Workspace, listener: Listener) -> None:
    before = listener.version()
    with suppress(ZeroDivisionError), leo.database.claiming() as session:
        session.info.clear()
        raise ZeroDivisionError
    assert listener.version() == before


def test_a_connection_that_was_lost_is_made_anew_and_what_was_missed_counts(
    ana: Workspace, leo: Workspace, listener: Listener
) -> None:
    before = listener.version()
    with ana.database.claiming() as session:
        session.connection().exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
            "AND backend_type = 'client backend'"
        )
    leo.take()
    after = listener.version()
    assert after not in (before, None)
    assert listener.version() == after


def test_what_another_process_did_is_in_the_next_answer(ana: Workspace, folder: Path) -> None:
    listener = Listener(ana.settings)
    answers = Answers(listener)

    def held() -> dict[str, int]:
        with ana.database.reading() as session:
            found = session.connection().exec_driver_sql('SELECT "by", attempt FROM leases').all()
        return dict(found)

    assert answers.get("held", held) == {}
    assert answers.get("held", lambda: {"not": 1}) == {}  # kept: nothing was found anew
    child = os.fork()
    if child == 0:
        with Workspace(folder, user="kim", database_url=one_server.url("ws_shared")) as other:
            other.take()
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert list(answers.get("held", held)) == ["kim"]
    listener.close()


# -- one unattended run ---------------------------------------------------------------------


def locked(workspace: Workspace, **more: float) -> object:
    return run_lock(workspace.settings.workspace, workspace.settings.user, database=workspace.database, **more)


def test_one_run_at_a_time_of_all_who_share_a_database(ana: Workspace, leo: Workspace) -> None:
    with locked(ana):
        with pytest.raises(ConflictError, match=rf"process {os.getpid()} on \S+ of ana, since 20.*--wait SECONDS"):
            list(leo.flag([]))
        with pytest.raises(ConflictError, match=r"after 0\.2 s"), locked(leo, wait=0.2):
            pass
    with locked(leo):
        pass


def test_another_database_of_the_same_server_has_a_run_of_its_own(ana: Workspace, tmp_path: Path) -> None:
    with Workspace(tmp_path / "own", user="leo", database_url=one_server.url()) as other:
        other.make()
        with locked(ana), locked(other):
            pass


def test_a_run_that_was_killed_holds_nothing(ana: Workspace, folder: Path) -> None:
    child = os.fork()
    if child == 0:
        with Workspace(folder, user="kim", database_url=one_server.url("ws_shared")) as other, locked(other):
            signal.pause()
    lock = ana.database.run_lock()
    until = time.monotonic() + 30
    while lock.holder() is None:
        assert time.monotonic() < until
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with locked(ana, wait=30.0):
        holder = lock.holder()
    assert holder is not None
    assert holder.by == "ana"


@pytest.mark.parametrize("name", ["", "José Ñúñez of the desk at night, in a long name that does not fit"])
def test_who_has_the_run_is_told_whatever_they_are_called(ana: Workspace, name: str) -> None:
    lock = ana.database.run_lock()
    assert lock.taken(name)
    holder = lock.holder()
    lock.close()
    assert holder is not None
    assert name.startswith(holder.by)
    assert bool(holder.by) == bool(name)
