"""The archive of what was fetched: records that others can read, and that no kill can harm."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factcheck.errors import FactcheckError, IntegrityError
from factcheck.fetching.asking import PageAnswer
from factcheck.fetching.warc import Archive, Archived, read

AT = datetime(2026, 3, 1, 12, 30, 45, 678, tzinfo=UTC)


def answer(body: bytes, url: str = "https://courier.example/a?b=c") -> PageAnswer:
    headers = (("Content-Type", "text/html"), ("content-encoding", "gzip"), ("Content-Length", "7"), ("X-Y", "é\tz"))
    return PageAnswer(url, 200, "OK", headers, body, "93.184.216.34", (("Host", "courier.example"), ("Accept", "*/*")))


def test_a_record_is_read_back_to_the_byte(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    bodies = [b"<p>one</p>", b"", bytes(range(256)) * 1000, b"HTTP/1.1 200 OK\r\n\r\nWARC/1.1\r\n"]
    kept = [archive.keep(answer(body), AT) for body in bodies]
    assert len({one.file for one in kept}) == 1
    assert len({one.record_id for one in kept}) == len(bodies)
    for one, body in reversed(list(zip(kept, bodies, strict=True))):
        assert read(archive.folder / one.file, one.offset) == body


def test_other_programs_read_the_file(tmp_path: Path) -> None:
    from warcio.archiveiterator import ArchiveIterator

    archive = Archive(tmp_path)
    one = archive.keep(answer(b"<p>one</p>"), AT)
    archive.keep(answer(b"<p>two</p>", "https://courier.example/two"), AT)
    with (tmp_path / one.file).open("rb") as file:
        records = []
        for record in ArchiveIterator(file, check_digests="raise"):
            records.append((record.rec_type, record.rec_headers, record.http_headers))
            record.content_stream().read()
    assert [kind for kind, *_ in records] == ["warcinfo", "response", "request", "response", "request"]
    _, said, http = records[1]
    assert said.protocol == "WARC/1.1"
    assert said.get_header("WARC-Target-URI") == "https://courier.example/a?b=c"
    assert said.get_header("WARC-Date") == "2026-03-01T12:30:45.000678Z"
    assert said.get_header("WARC-IP-Address") == "93.184.216.34"
    assert said.get_header("WARC-Record-ID") == one.record_id
    assert http.get_header("Content-Encoding") is None  # the body is unpacked
    assert http.get_header("X-Archive-Orig-content-encoding") == "gzip"
    assert http.get_header("Content-Length") == "10"
    assert records[2][1].get_header("WARC-Concurrent-To") == one.record_id
    assert records[2][2].protocol == "GET"
    assert records[2][2].statusline == "/a?b=c HTTP/1.1"


def test_each_record_is_packed_by_itself_and_a_torn_end_harms_none_before(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first, last = archive.keep(answer(b"<p>one</p>"), AT), archive.keep(answer(os.urandom(5000)), AT)
    path = tmp_path / first.file
    whole = path.read_bytes()
    assert gzip.decompress(whole[first.offset : last.offset]).startswith(b"WARC/1.1\r\n")
    for size in (len(whole) - 600, last.offset + 1, last.offset):
        path.write_bytes(whole[:size])
        assert read(path, first.offset) == b"<p>one</p>"
        with pytest.raises(IntegrityError, match="not there any more"):
            read(path, last.offset)


def test_a_run_that_was_killed_leaves_every_record_that_it_has_named(tmp_path: Path) -> None:
    program = (
        "import os, sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from pathlib import Path\n"
        "from test_warc import AT, answer\n"
        "from factcheck.fetching.warc import Archive\n"
        "archive = Archive(Path(sys.argv[1]))\n"
        "for number in range(100000):\n"
        "    one = archive.keep(answer(b'%d ' % number + os.urandom(20000)), AT)\n"
        "    print(number, *one, flush=True)\n"
    )
    for _ in range(2):
        running = subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert running.stdout is not None
        lines = [running.stdout.readline() for _ in range(8)]
        running.kill()
        lines += running.stdout.readlines()
        running.wait()
        running.stdout.close()
        for line in (line.split() for line in lines if line.endswith("\n")):
            one = Archived(line[1], int(line[2]), line[3])
            assert read(tmp_path / one.file, one.offset).startswith(f"{line[0]} ".encode())
    assert len(list(tmp_path.iterdir())) == 2


def test_what_is_damaged_or_gone_is_never_handed_out(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    one = archive.keep(answer(b"<p>one</p>" * 100), AT)
    path = tmp_path / one.file
    whole = path.read_bytes()
    with pytest.raises(IntegrityError, match="is not there any more"):
        read(path, 0)
    with pytest.raises(IntegrityError):
        read(path, one.offset + 1)
    with pytest.raises(IntegrityError, match="the file is gone"):
        read(tmp_path / "other.warc.gz", 0)
    other = gzip.compress(gzip.decompress(whole[one.offset :]).replace(b"one", b"two", 1))
    path.write_bytes(whole[: one.offset] + other)
    with pytest.raises(IntegrityError, match="its SHA-256 is not that of what was kept"):
        read(path, one.offset)
    for at in range(one.offset, len(whole), 37):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :])
        try:
            assert read(path, one.offset) == b"<p>one</p>" * 100
        except IntegrityError as problem:
            assert "Put the file back from a backup" in str(problem)  # noqa: PT017


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("no folder", encoding="utf-8")
    with pytest.raises(FactcheckError, match=r"archive: what was fetched cannot be kept there"):
        Archive(tmp_path / "archive").keep(answer(b"x"), AT)
