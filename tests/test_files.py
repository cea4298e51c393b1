"""Files as users name them: their kinds, their lines, and what is said of those that cannot be used."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import InputError
from factcheck.files import FileKind, ItemError, Record, is_address, kind_of, opened, read_records, stem, strictly

SHAPE = '{"id": …, "words": …}'


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def made(record: Record) -> tuple[str, str]:
    record.choice("colour", Colour)
    record.day("day")
    return record.name("id"), record.text("words")


def read(path: Path, content: bytes | str, longest: int = 1_000) -> list[tuple[str, str] | ItemError]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_records(path, made, SHAPE, longest))


# -- kinds --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind", "called"),
    [
        ("story.txt", FileKind.TEXT, "story"),
        ("STORY.HTM", FileKind.HTML, "STORY"),
        ("a.b.md", FileKind.MARKDOWN, "a.b"),
        ("notes.jsonl", FileKind.JSON_LINES, "notes"),
        ("notes.ndjson", FileKind.JSON_LINES, "notes"),
        ("set.dev.jsonl.gz", FileKind.JSON_LINES, "set.dev"),
        ("feed.jsonld", FileKind.JSON, "feed"),
        ("story.txt.gz", None, "story.txt.gz"),
        ("archive.gz", None, "archive.gz"),
        ("README", None, "README"),
    ],
)
def test_a_suffix_tells_the_kind_of_a_file_and_what_it_is_called(name: str, kind: FileKind | None, called: str) -> None:
    assert kind_of(Path("folder.html") / name) is kind
    assert stem(Path("folder.html") / name) == called


# -- opening ------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["https://courier.example/a?b=c", "http://courier.example", "FTP://x.example/a"])
def test_an_address_is_told_apart_from_a_missing_file_and_never_fetched(address: str) -> None:
    for name in (address, Path(address)):
        assert is_address(name)
        with pytest.raises(InputError, match="an address, and nothing is fetched") as told, opened(name):
            pass
        assert str(told.value).startswith(f"{address}: ")
    assert not is_address("https.txt")


def test_what_cannot_be_opened_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "words.gz").write_bytes(b"no gzip")
    for path, said in ((tmp_path / "none", "no such file"), (tmp_path, "a folder"), (tmp_path / "words.gz", "gzip")):
        with pytest.raises(InputError, match=said), opened(path) as stream:
            stream.read()
    with pytest.raises(InputError, match="NUL"), opened("a\0b"):
        pass


# -- lines --------------------------------------------------------------------------------

GOOD = '{"id": "a", "words": "So it is."}'


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not valid JSON at column 2: Expecting property name enclosed in double quotes"),
        ('{"id": "b', "not valid JSON at column 8: Unterminated string starting"),
        ("[1]", f"not a JSON object; write {SHAPE}, one a line"),
        ('{"words": "x"}', f'no "id"; write {SHAPE}, one a line'),
        ('{"id": true, "words": "x"}', f'"id" is not a string; write {SHAPE}, one a line'),
        ('{"id": "b", "words": " "}', f'no "words"; write {SHAPE}, one a line'),
        ('{"id": "b", "id": "c", "words": "x"}', '"id" stands more than once'),
        ('{"id": "b", "words": "x", "more": {"n": NaN}}', "NaN is no number in JSON"),
        ('{"id": "b", "words": "x\\u0000"}', '"words" holds a NUL character'),
        ('{"id": "b", "words": "\\ud83d"}', '"words" holds half a surrogate pair'),
        ('{"id": "b", "words": "x", "day": "soon"}', "\"day\" is 'soon'; write a date such as"),
        ('{"id": "b", "words": "x", "colour": "green"}', "\"colour\" is 'green'; write one of red, blue"),
        ('{"id": ' + "9" * 5_000 + "}", "longer than 1,000 bytes"),
        (b'{"id": "\xff"}', "not UTF-8 at byte 8 of the line; save the file as UTF-8"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_the_others_are_read(
    tmp_path: Path, line: str | bytes, problem: str
) -> None:
    raw = line if isinstance(line, bytes) else line.encode()
    first, bad, last = read(tmp_path / "notes.jsonl", GOOD.encode() + b"\n\n" + raw + b"\r\n" + GOOD.encode())
    assert first == last == ("a", "So it is.")
    assert isinstance(bad, ItemError)
    assert problem in bad.problem
    assert str(bad) == f"{tmp_path / 'notes.jsonl'}, line 3: {bad.problem}."


def test_marks_of_order_and_blank_lines_are_passed_over(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf\n\xef\xbb\xbf" + GOOD.encode() + b"\n \t\n"
    assert read(tmp_path / "notes.jsonl", content) == [("a", "So it is.")]


def test_a_line_that_is_too_long_is_never_held_whole(tmp_path: Path) -> None:
    path = tmp_path / "notes.jsonl.gz"
    with gzip.open(path, "wb") as out:
        for _ in range(200):
            out.write(b" " * 1_000_000)
        out.write(f"\n{GOOD}\n".encode())
    tracemalloc.start()
    bad, good = read_records(path, made, SHAPE, 1_000)
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()
    assert isinstance(bad, ItemError)
    assert good == ("a", "So it is.")


def test_a_reader_that_wants_all_stops_at_the_first_bad_line(tmp_path: Path) -> None:
    (tmp_path / "notes.jsonl").write_text(f"{GOOD}\n{{\n")
    with pytest.raises(ItemError, match=r"notes\.jsonl, line 2"):
        list(strictly(read_records(tmp_path / "notes.jsonl", made, SHAPE)))


@given(
    st.lists(st.dictionaries(st.sampled_from(["id", "words", "colour", "day"]), st.text() | st.integers() | st.none()))
)
def test_every_line_gives_a_record_or_an_error_with_its_number(
    tmp_path_factory: Any, rows: list[dict[str, object]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.jsonl"
    found = read(path, "".join(f"{json.dumps(row)}\n" for row in rows), 1_000_000)
    assert len(found) == len(rows)
    for number, item in enumerate(found, start=1):
        assert isinstance(item, tuple) or item.place == f"{path}, line {number}"
