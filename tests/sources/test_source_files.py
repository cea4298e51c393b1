"""What folders and files give: every file read or named, whatever it is and whatever it is called."""

from __future__ import annotations

import gzip
import json
import os
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, strategies

from factcheck.domain.flagging import SourceItem, Unusable
from factcheck.errors import InputError
from factcheck.files import named, written
from factcheck.flagging.sources import ArticleSource, SourceKind, article_of, items, source_of

STORY = "A wall is built\n\nThe wall is 350 km long, Interior Minister Jane Roe said on Monday.\n"
NEWS = {
    "uri": "urn:x:1",
    "headline": "A wall is built",
    "body_text": "The wall is 350 km long.",
    "versioncreated": "2026",
}
LATIN = os.fsdecode(b"caf\xe9.txt")  # a name that is no UTF-8
LIKE_IT = r"caf\xe9.txt"  # and one that is written as that could be


def found(*sources: ArticleSource | str) -> tuple[list[SourceItem], list[Unusable]]:
    listed = list(items([*_sources(sources)], fetch=None, max_bytes=1_000_000))
    return [one for one in listed if isinstance(one, SourceItem)], [one for one in listed if isinstance(one, Unusable)]


def _sources(named: Sequence[ArticleSource | str]) -> Iterator[ArticleSource]:
    return (one if isinstance(one, ArticleSource) else source_of(one) for one in named)


def words(item: SourceItem) -> str:
    return article_of(item, item.read(), max_bytes=1_000_000).text


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def test_every_kind_of_thing_in_a_folder_is_read_or_named(folder: Path) -> None:
    for name in ("a.txt", "b c.md", "line\nbreak.txt", LATIN, LIKE_IT, "sub/deep.html", "sub/.hidden.txt", "Thumbs.db"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(STORY)
    (folder / "empty.txt").touch()
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    (folder / "wire.jsonl").write_text('{"text": "One."}\n{broken\n' + json.dumps(NEWS))
    (folder / "wire.ndjson.gz").write_bytes(gzip.compress(b'{"id": 7, "html": "<p>Packed.</p>"}'))
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress(b'{"text": "x"}\n' * 99)[:40])
    (folder / "item.json").write_text(json.dumps(NEWS))
    (folder / "list.json").write_text(json.dumps([NEWS, 5]))
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("in/socket.txt")
    (folder.parent / "outside.txt").write_text(STORY)
    for name, to in (
        ("out.txt", "../outside.txt"),
        ("up", ".."),
        ("loop.txt", "pool.txt"),
        ("pool.txt", "loop.txt"),
        ("gone.txt", "nowhere.txt"),
        ("alias.txt", "a.txt"),
        ("zero.txt", "/dev/zero"),
    ):
        (folder / name).symlink_to(to)
    read, bad = found("in")
    assert [item.place for item in read] == [
        "in/a.txt",
        "in/b c.md",
        r"in/caf\\xe9.txt",
        r"in/caf\xe9.txt",
        *(["in/cut.jsonl.gz, line 1"] if "in/cut.jsonl.gz, line 1" in {item.place for item in read} else []),
        "in/empty.txt",
        "in/item.json",
        r"in/line\x0abreak.txt",
        "in/list.json, item 1",
        "in/sub/deep.html",
        "in/wire.jsonl, line 1",
        "in/wire.jsonl, line 3",
        "in/wire.ndjson.gz, line 1",
    ]
    whys = {one.place: one.problem for one in bad}
    assert {place: why.split(",")[0].split(".")[0] for place, why in whys.items() if "json" not in place} == {
        "in/photo.jpg": "a kind of file that is not read",
        "in/pipe.txt": "a pipe",
        "in/socket.txt": "a pipe",
        "in/out.txt": "a link that leads out of the folder and is not followed",
        "in/zero.txt": "a link that leads out of the folder and is not followed",
        "in/up": "a link to a folder",
        "in/loop.txt": "a link that leads nowhere",
        "in/pool.txt": "a link that leads nowhere",
        "in/gone.txt": "a link that leads nowhere",
    }
    assert {"in/wire.jsonl, line 2", "in/list.json, item 2", "in/cut.jsonl.gz"} <= whys.keys()
    assert len({item.key for item in read}) == len(read)
    for item in read:
        f"{item.key}{item.place}{item.read().name}".encode()
    assert {words(item) for item in read if item.place.endswith(".txt") and item.place != "in/empty.txt"} == {STORY}
    with pytest.raises(InputError, match=r"in/empty\.txt: empty"):
        words(next(item for item in read if item.place == "in/empty.txt"))


def test_a_file_has_one_key_however_it_is_spelled(folder: Path) -> None:
    (folder / "a.txt").write_text(STORY)
    (folder.parent / "link").symlink_to("in")
    spellings = ("in", str(folder), "in/../in", "link", "in/a.txt", str(folder / "a.txt"), "./in//a.txt")
    keys = {item.key for spelling in spellings for item in found(spelling)[0]}
    assert keys == {str(folder / "a.txt")}
    read, bad = found(*spellings)
    assert (len(read), bad) == (1, [])


def test_a_file_that_changes_has_another_stamp_and_one_that_does_not_the_same(folder: Path) -> None:
    (folder / "a.txt").write_text(STORY)
    (first,), (again,) = found("in")[0], found("in")[0]
    (folder / "a.txt").write_text(STORY.replace("350", "360"))
    (changed,) = found("in")[0]
    assert first.stamp == again.stamp != changed.stamp


def test_a_file_that_vanishes_or_becomes_a_pipe_fails_alone(folder: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(STORY)
    read, _ = found("in")
    (folder / "a.txt").unlink()
    (folder / "b.txt").unlink()
    os.mkfifo(folder / "b.txt")
    with pytest.raises(InputError, match=r"in/a\.txt: no such file"):
        read[0].read()
    with pytest.raises(InputError, match=r"in/b\.txt: a pipe"):
        read[1].read()
    assert words(read[2]) == STORY


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(folder: Path) -> None:
    (folder / "a.txt").write_text(STORY)
    (folder / "a.txt").chmod(0)
    (folder / "closed").mkdir(mode=0)
    read, bad = found("in")
    assert read == []
    assert {one.place: one.problem[:22] for one in bad} == {
        "in/a.txt": "no permission to read ",
        "in/closed": "a folder that may not ",
    }


def test_sources_that_are_not_there_are_named_and_the_others_read(folder: Path) -> None:
    (folder / "a.txt").write_text(STORY)
    gone = ArticleSource(SourceKind.FOLDER, "nowhere")
    read, bad = found(gone, "nothing.txt", "in", "https://a.example/")
    assert len(read) == 1
    assert [one.place for one in bad] == ["nowhere", "nothing.txt", "https://a.example/"]
    assert "no such file" in bad[0].problem
    assert "--allow-network" in bad[2].problem


def test_too_large_a_file_is_not_read_whole(folder: Path) -> None:
    (folder / "a.txt").write_text("x" * 1_000_001)
    (item,) = found("in")[0]
    with pytest.raises(InputError, match="larger than the 1,000,000 bytes allowed"):
        item.read()


@given(strategies.lists(strategies.binary(max_size=9), min_size=2, max_size=2))
def test_names_of_any_bytes_are_written_apart_and_found_again(both: list[bytes]) -> None:
    one, other = map(os.fsdecode, both)
    written(one).encode()
    assert "\n" not in written(one)
    assert named(written(one)) == one
    assert (written(one) == written(other)) == (one == other)
