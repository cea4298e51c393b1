"""Files that name sources: what they say, and what is wrong with them, by line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from factcheck.errors import InputError, UsageError
from factcheck.flagging.sources import ArticleSource, SourceKind, read_sources, source_of, sources_of

WHOLE = """
# what we watch
[[source]]
name = "The Courier"
feed = "https://courier.example/feed"
publisher = "The Courier"
language = "en-GB"
rules = "rules.toml"
since = 2026-11-01

[[source]]
folder = "drafts"
since = "2026-11-02"

[[source]]
urls = "pages.txt"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "drafts").mkdir()
    for name in ("rules.toml", "pages.txt", "wire.jsonl"):
        (tmp_path / name).touch()
    return tmp_path


def written_to(folder: Path, text: str) -> Path:
    file = folder / "sources.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_file_names_sources_with_what_is_said_of_each(folder: Path) -> None:
    file = written_to(folder, WHOLE)
    wanted = [
        ArticleSource(
            SourceKind.FEED,
            "https://courier.example/feed",
            name="The Courier",
            publisher="The Courier",
            language="en-GB",
            rules=folder / "rules.toml",
            since=date(2026, 11, 1),
        ),
        ArticleSource(SourceKind.FOLDER, str(folder / "drafts"), since=date(2026, 11, 2)),
        ArticleSource(SourceKind.URLS, str(folder / "pages.txt")),
    ]
    assert read_sources(file) == wanted
    assert sources_of([str(file), "-", "https://a.example/"]) == [
        *wanted,
        source_of("-"),
        source_of("https://a.example/"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", r"sources\.toml: no \[\[source\]\] in it"),
        ("[[source]\n", r"sources\.toml: not valid TOML: .*line 1"),
        ("source = 5", "no .*source.* in it"),
        ("other = 1", r"sources\.toml, line 1: unknown key 'other'"),
        ("[[sources]]\nurl='x'", r"sources\.toml, line 1: unknown key 'sources'"),
        ("\n[[source]]\nname = 'x'", "line 2: a source names nothing to read; give it one of folder, feed,"),
        ("[[source]]\nfolder='drafts'\nurls='pages.txt'", "has folder and urls; give it one of"),
        ("[[source]]\nfolder='drafts'\n[[source]]\n\nfeeed='x'", r"line 5: unknown key 'feeed'. Did you mean 'feed'\?"),
        ("[[source]]\nurl='https://a.example'\nxyzzy='x'", "line 3: unknown key 'xyzzy'. Known: folder, "),
        ("[[source]]\nfolder=5", "line 2: 'folder' wants a text in quotation marks, not 5"),
        ("[[source]]\nfolder='drafts'\nname=''", "line 3: 'name' wants a text"),
        ("[[source]]\nfolder='drafts'\nlanguage='English'", "line 3: 'language' wants a code"),
        ("[[source]]\nfolder='drafts'\nsince='soon'", "line 3: 'since' wants a day"),
        ("[[source]]\nfolder='drafts'\nsince=5", "line 3: 'since' wants a day"),
        ("[[source]]\nfolder='drafts'\nrules='none.toml'", "line 3: 'rules': .*none.toml is not there"),
        ("[[source]]\nfolder='nowhere'", "line 2: 'folder': .*nowhere is not there"),
        ("[[source]]\nfolder='wire.jsonl'", "line 2: 'folder' is 'wire.jsonl', a file"),
        ("[[source]]\njsonl='drafts'", "line 2: 'jsonl' is 'drafts', a folder"),
        ("[[source]]\nurl='courier.example'", "line 2: 'url' wants an address"),
        ("[[source]]\nfeed='https://'", "line 2: 'feed'"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(folder: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read_sources(written_to(folder, text))


def test_a_file_that_cannot_be_read_is_named(folder: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml: no such file"):
        read_sources(folder / "none.toml")
    (folder / "sources.toml").write_bytes(b"\xff")
    with pytest.raises(UsageError, match="not valid TOML"):
        read_sources(folder / "sources.toml")
