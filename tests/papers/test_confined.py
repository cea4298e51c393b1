"""Risky files are read in a process of their own, with limits; what goes wrong there is an error, and no more."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from office_files import TYPES, W, docx, p, package
from pdf_kinds import headings, table

from factcheck import articles
from factcheck.articles import confined
from factcheck.articles.office import word
from factcheck.articles.pdf import reading
from factcheck.errors import InputError
from factcheck.files import FileKind


@pytest.mark.parametrize("data", [table().data, headings().data], ids=["table", "headings"])
def test_what_comes_back_is_what_the_reader_made(data: bytes) -> None:
    assert confined.read(data, "report.pdf", FileKind.PDF) == reading.draft(data, "report.pdf")


def test_notices_and_what_was_dropped_come_back_as_well() -> None:
    header = {"word/header1.xml": f"<w:hdr {W}>{p('Council of Orvale')}</w:hdr>", "word/vbaProject.bin": b""}
    data = docx(p("Rents rose \N{SNOWMAN} in May."), header)
    draft = confined.read(data, "story.docx", FileKind.WORD)
    assert draft == word.draft(data, "story.docx")
    assert draft.notices
    assert draft.dropped


def test_a_file_that_needs_too_much_memory_is_refused() -> None:
    words = "".join(f"<w:p><w:r><w:t>Rents rose {at} times.</w:t></w:r></w:p>" for at in range(400_000))
    with pytest.raises(
        InputError, match=r"^big\.docx: reading it takes more than the 250 MB of memory allowed\. Hand in"
    ):
        confined.read(docx(words), "big.docx", FileKind.WORD, megabytes=250)


def test_a_file_that_takes_too_long_is_refused_when_the_time_is_over() -> None:
    words = "".join(f"<w:p><w:r><w:t>Rents rose {at} times.</w:t></w:r></w:p>" for at in range(400_000))
    begun = time.monotonic()
    with pytest.raises(InputError, match=r"^big\.docx: reading it takes more than the 1 seconds allowed\. Hand in"):
        confined.read(docx(words), "big.docx", FileKind.WORD, seconds=1)
    assert time.monotonic() - begun < 10


def test_after_a_file_that_broke_the_next_one_is_read() -> None:
    bad = package({"[Content_Types].xml": TYPES, "word/document.xml": "<"})
    with pytest.raises(InputError):
        articles.parse(bad, source="bad.docx")
    assert articles.parse(docx(p("Rents rose.")), source="good.docx").text == "Rents rose."


def test_the_reader_is_given_no_handle_and_can_write_no_file(tmp_path: Path) -> None:
    program = (
        "import os, sys\n"
        "from factcheck.articles import confined_reader\n"
        "confined_reader._limit(1024, 60)\n"
        "try:\n"
        "    with open(sys.argv[1], 'w') as file: file.write('x'); file.flush()\n"
        "except OSError as problem: print('refused', problem.errno)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "written")], capture_output=True, text=True, check=False
    )
    assert "refused" in done.stdout or done.returncode < 0
    handle = os.open(tmp_path, os.O_RDONLY)
    os.set_inheritable(handle, True)
    try:
        said, status = confined._run([str(FileKind.WORD), "story.docx", "1024", "60"], docx(p("Rents rose.")), 60)
    finally:
        os.close(handle)
    assert status == 0
    assert b"Rents rose." in said


def test_an_answer_that_is_no_draft_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = (
        b'{"text": "Rents", "lines": [[3, 900, null, ""]], "metadata": {}, "notices": [], "places": [], "dropped": []}'
    )
    monkeypatch.setattr(confined, "_run", lambda *_: (answer, 0))
    with pytest.raises(InputError, match=r"^report\.pdf: its reader broke off"):
        confined.read(b"%PDF-", "report.pdf", FileKind.PDF)
