"""What a document is called: two files never become versions of one, and a file keeps its name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck import Document, Workspace
from factcheck.checking import naming
from factcheck.domain import Span
from factcheck.store import corpus
from factcheck.store.corpus import Known

Write = Callable[..., Path]


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def desk(tmp_path: Path, cache: Path, said: list[str]) -> Iterator[Workspace]:
    with Workspace(tmp_path / "desk", cache=cache, judge="rules", notice=said.append) as opened:
        yield opened


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write files below the working folder: ``write("c/a/notes.txt", "…")``."""
    monkeypatch.chdir(tmp_path)

    def write(name: str, text: str) -> Path:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
        return Path(name)

    return write


def counts(added: Any) -> tuple[int, int, int]:
    assert added.failures == []
    return added.new, added.changed, added.unchanged


def held(desk: Workspace) -> dict[str, str]:
    """The current documents: id and text."""
    with desk.database.reading() as session:
        return {document.id: document.text for document, _, _ in corpus.all_documents(session)}


def page(address: str, words: str) -> str:
    link = f"<link rel='canonical' href='{address}'>"
    return f"<html><head><title>Wall</title>{link}</head><body><article><p>{words}</p></article></body></html>"


def test_files_of_one_name_in_a_folder_are_known_by_their_path_below_it(desk: Workspace, write: Write) -> None:
    write("c/a/notes.txt", "The ferry was late.")
    write("c/b/notes.txt", "The ferry was on time.")
    assert counts(desk.corpus_add("c/")) == (2, 0, 0)
    assert held(desk) == {"a/notes.txt": "The ferry was late.", "b/notes.txt": "The ferry was on time."}


@pytest.mark.parametrize("runs", [[["c/a/notes.txt", "c/b/notes.txt"]], [["c/a/notes.txt"], ["c/b/notes.txt"]]])
def test_a_name_that_another_file_holds_is_made_longer_and_that_is_said(
    desk: Workspace, write: Write, said: list[str], runs: list[list[str]]
) -> None:
    write("c/a/notes.txt", "The ferry was late.")
    write("c/b/notes.txt", "The ferry was on time.")
    added = [desk.corpus_add(*paths) for paths in runs]
    assert sum(one.new for one in added) == 2
    assert held(desk) == {"notes.txt": "The ferry was late.", "b/notes.txt": "The ferry was on time."}
    assert added[-1].renamed == ["b/notes.txt"]
    assert said[-1] == "other files hold the shorter names of b/notes.txt"


def test_a_file_keeps_its_id_from_wherever_it_is_added(
    desk: Workspace, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("c/a/notes.txt", "The ferry was late.")
    assert counts(desk.corpus_add("c")) == (1, 0, 0)
    again: tuple[str | Path, ...] = (
        "c/a",
        "c/a/notes.txt",
        "./c/../c/a/notes.txt",
        tmp_path / "c",
        tmp_path / "c/a/notes.txt",
    )
    for path in again:
        assert counts(desk.corpus_add(path)) == (0, 0, 1), path
    monkeypatch.chdir(tmp_path / "c" / "a")
    for path in (".", "notes.txt", "../../c"):
        assert counts(desk.corpus_add(path)) == (0, 0, 1), path
    Path("notes.txt").write_text("The ferry was very late.", encoding="utf-8")
    assert counts(desk.corpus_add("notes.txt")) == (0, 1, 0)
    assert held(desk) == {"a/notes.txt": "The ferry was very late."}


def test_a_folder_that_is_reached_by_a_link_is_the_same_folder(desk: Workspace, write: Write) -> None:
    write("c/notes.txt", "The ferry was late.")
    Path("link").symlink_to("c")
    assert counts(desk.corpus_add("c")) == (1, 0, 0)
    write("c/notes.txt", "The ferry was very late.")
    assert counts(desk.corpus_add("link/notes.txt")) == (0, 1, 0)
    assert list(held(desk)) == ["notes.txt"]


def test_a_link_is_known_by_its_own_name_wherever_it_points(desk: Workspace, write: Write) -> None:
    write("2025-01.txt", "The ferry was late.")
    Path("newest.txt").symlink_to("2025-01.txt")
    assert counts(desk.corpus_add("newest.txt")) == (1, 0, 0)
    write("2025-02.txt", "The ferry was on time.")
    Path("newest.txt").unlink()
    Path("newest.txt").symlink_to("2025-02.txt")
    assert counts(desk.corpus_add("newest.txt")) == (0, 1, 0)
    assert held(desk) == {"newest.txt": "The ferry was on time."}


def test_the_same_text_under_the_same_name_is_the_same_document(desk: Workspace, write: Write) -> None:
    desk.corpus_add(write("c/notes.txt", "The ferry was late."))
    assert counts(desk.corpus_add(write("d/notes.txt", "The ferry was late."))) == (0, 0, 1)
    assert counts(desk.corpus_add(write("d/notes.txt", "The ferry was on time."))) == (1, 0, 0)
    assert sorted(held(desk)) == ["d/notes.txt", "notes.txt"]


def test_a_document_that_was_removed_still_holds_its_id(desk: Workspace, write: Write) -> None:
    desk.corpus_add(write("c/notes.txt", "The ferry was late."))
    desk.corpus_remove("notes.txt")
    desk.corpus_add(write("d/notes.txt", "The ferry was on time."))
    assert list(held(desk)) == ["d/notes.txt"]


@pytest.mark.parametrize("stored", ["c/a/notes.txt", "{folder}/c/a/notes.txt"])
def test_a_document_that_was_named_by_an_older_version_keeps_its_id(
    desk: Workspace, write: Write, tmp_path: Path, stored: str
) -> None:
    desk.make()
    old = Document(id="notes.txt", text="The ferry was late.")
    with desk.database.writing() as session:
        corpus.add_version(session, old, 1, [Span(0, 19)], stored.format(folder=tmp_path))
    write("c/a/notes.txt", "The ferry was late.")
    assert counts(desk.corpus_add("c/a/notes.txt")) == (0, 0, 1)
    write("c/a/notes.txt", "The ferry was very late.")
    assert counts(desk.corpus_add("c")) == (0, 1, 0)
    assert held(desk) == {"notes.txt": "The ferry was very late."}


# -- documents that say their own id ------------------------------------------------------


def test_two_pages_of_one_address_are_versions_of_one_document_and_that_is_said(
    desk: Workspace, write: Write, said: list[str], tmp_path: Path
) -> None:
    address = "https://news.example/wall"
    write("old.html", page(address, "The wall is 300 kilometres long, the ministry told reporters on Monday."))
    write("new.html", page(address, "The wall is 350 kilometres long, the ministry told reporters on Tuesday."))
    added = desk.corpus_add("old.html", "new.html")
    assert counts(added) == (1, 1, 0)
    (replaced,) = added.replaced
    assert (replaced.id, Path(replaced.before), Path(replaced.file)) == (
        address,
        tmp_path / "old.html",
        tmp_path / "new.html",
    )
    assert said[-1] == f"{tmp_path / 'new.html'} replaces what came from {tmp_path / 'old.html'}: {address}"
    assert "350" in held(desk)[address]


def test_lines_that_replace_those_of_another_file_are_counted(desk: Workspace, write: Write, said: list[str]) -> None:
    def lines(day: str) -> str:
        return "".join(f'{{"id": "{number}", "text": "Ship {number} left on {day}."}}\n' for number in range(5))

    desk.corpus_add(write("monday.jsonl", lines("Monday")))
    assert counts(desk.corpus_add(write("monday.jsonl", lines("monday")))) == (0, 5, 0)
    assert len(said) == 1  # of the workspace that was made: the same file may replace what it said
    assert counts(desk.corpus_add(write("tuesday.jsonl", lines("Tuesday")))) == (0, 5, 0)
    assert said[-1].endswith("monday.jsonl: 0, 1, 2 and 2 more")


# -- odd names ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["a#b.txt", "a: b.txt", "mail@example.org.txt", "C:\\notes.txt", "50%?.txt", "ümlaut.txt"]
)
def test_a_passage_of_a_file_of_any_name_can_be_cited_and_the_document_removed(
    desk: Workspace, write: Write, name: str
) -> None:
    desk.corpus_add(write(f"c/{name}", "The ferry was late."))
    report = desk.check(desk.article("The ferry was late, harbour master Ada Byrne said on Monday."))
    desk.mark(report.claims[0].claim.id, "supported", cite=f"{name}#0:was late", by="ana")
    assert desk.verify().sound
    desk.corpus_remove(name)
    assert held(desk) == {}


def test_an_id_that_reads_as_a_version_of_another_is_refused(desk: Workspace, write: Write) -> None:
    write("c/lines.jsonl", '{"id": "notes@2", "text": "The ferry was late."}\n{"id": "b", "text": "It rained."}\n')
    write("c/good.txt", "The ferry was on time.")
    added = desk.corpus_add("c", write("notes@3", "The ferry never came."))
    assert sorted(held(desk)) == ["b", "good.txt"]
    assert [failure.problem[:31] for failure in added.failures] == [
        "'notes@2' ends as versions do, ",
        "'notes@3' ends as versions do, ",
    ]


def test_one_bad_file_in_a_folder_does_not_stop_the_others(desk: Workspace, write: Write) -> None:
    write("c/1.txt", "The ferry was late.")
    write("c/2.txt", "")
    write("c/4.txt", "The ferry was on time.")
    with open(os.fsencode("c/3") + b"\xff.txt", "wb") as odd:  # noqa: PTH123 (pathlib takes no bytes)
        odd.write(b"It rained.")
    added = desk.corpus_add("c")
    assert list(held(desk)) == ["1.txt", r"3\xff.txt", "4.txt"]
    assert ["empty" in one.problem for one in added.failures] == [True]


def test_what_a_folder_holds_beside_files_is_named_and_never_waited_for(
    desk: Workspace, write: Write, said: list[str]
) -> None:
    write("c/1.txt", "The ferry was late.")
    write("d/2.txt", "The ferry was on time.")
    os.mkfifo("c/fifo.html")
    Path("c/more").symlink_to("../d")
    assert counts(desk.corpus_add("c")) == (1, 0, 0)
    named = "2 items passed over: 1 linked folder (more), 1 pipe, socket or device (fifo.html). Name by itself"
    assert any(named in one for one in said)
    Path("c/1.txt").unlink()
    (failure,) = desk.corpus_add("c").failures
    assert named in failure.problem


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_may_not_be_opened_is_named(desk: Workspace, write: Write, said: list[str]) -> None:
    write("c/1.txt", "The ferry was late.")
    closed = write("c/d/2.txt", "The ferry was on time.").parent
    closed.chmod(0)
    assert counts(desk.corpus_add("c")) == (1, 0, 0)
    assert any("1 folder that may not be opened (d)" in one for one in said)
    closed.chmod(0o700)


def test_a_name_is_as_short_as_can_be_but_not_shorter_than_was_asked() -> None:
    folder = Path("/archive/c")
    document = Document(id="?", text="The ferry was late.")
    item = naming.from_file(document, folder / "a" / "notes.txt", folder)
    assert item.names == ("notes.txt", "a/notes.txt", "c/a/notes.txt", "archive/c/a/notes.txt")
    elsewhere = Known(1, "another text", True, "/other/notes.txt")
    assert naming.named(item, {}).id == "a/notes.txt"
    assert naming.named(item, {"notes.txt": elsewhere}).id == "a/notes.txt"
    assert naming.named(item, {"a/notes.txt": elsewhere}).id == "c/a/notes.txt"
    assert naming.named(item, {"notes.txt": elsewhere._replace(source=item.source)}).id == "notes.txt"
