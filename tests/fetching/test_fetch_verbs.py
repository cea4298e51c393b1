"""Pages in a workspace: checked, added, kept, shown again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import databases
import pytest
from click.testing import CliRunner
from web_server import Site, Visit

from factcheck.errors import InputError, IntegrityError, UsageError
from factcheck.flagging.outcome import FailedItem, FlaggedClaim
from factcheck.workspace import Workspace

Run = Callable[..., CompletedProcess[str]]

STORY = (
    "<html><head><title>A wall</title></head><body><article><h1>A wall is built</h1>"
    "<p>The wall is 350 km long, Interior Minister Jane Roe said on Monday.</p></article></body></html>"
)


@pytest.fixture
def made(tmp_path: Path, cache: Path) -> Iterator[Workspace]:
    """A workspace that may fetch from this machine."""
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "factcheck.toml").write_text('allow_private = ["127.0.0.1"]\n', encoding="utf-8")
    with Workspace(tmp_path / "desk", cache=cache, judge="rules", allow_network=True) as workspace:
        yield workspace


def tagged(body: str, tag: str = '"1"') -> Callable[[Visit], None]:
    def page(visit: Visit) -> None:
        known = visit.headers.get("If-None-Match") == tag
        visit.say(b"" if known else body.encode(), 304 if known else 200, ETag=tag, Content_Type="text/html")

    return page


def pdf(words: str) -> bytes:
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 700, words)
    canvas.save()
    return out.getvalue()


def fetches(workspace: Workspace) -> int:
    with databases.opened_up(workspace.settings.workspace) as connection:
        return int(connection.execute("SELECT count(*) FROM fetches").fetchone()[0])


def records(workspace: Workspace) -> list[Path]:
    return sorted((workspace.settings.workspace / "archive").glob("*.warc.gz"))


def test_a_page_becomes_a_document_whose_bytes_can_be_shown_later(web: Site, made: Workspace) -> None:
    web.pages["/story"] = tagged(STORY)
    web.redirect("/short", "/story")
    assert made.corpus_add(web.url("/short")).new == 1
    passage = f"{web.url('/story')}#0"
    assert made.corpus_passage(passage).passage.url == web.url("/story")
    found = made.corpus_source(passage)
    assert found.fetched is not None
    assert (found.fetched.url, found.fetched.final_url) == (web.url("/short"), web.url("/story"))
    assert found.fetched.sha256 == hashlib.sha256(STORY.encode()).hexdigest()
    assert made.corpus_source_bytes(passage) == STORY.encode()

    # Asked for again, nothing has changed: nothing is kept twice, and the document stays as it is.
    assert made.corpus_add(web.url("/short")).unchanged == 1
    assert web.asked[-1][1]["If-None-Match"] == '"1"'
    assert (fetches(made), len(records(made))) == (1, 1)

    # A new text is a new version, and each has the bytes that it was read from.
    web.pages["/story"] = tagged(STORY.replace("350", "300"), '"2"')
    assert made.corpus_add(web.url("/short")).changed == 1
    assert made.corpus_source_bytes(f"{web.url('/story')}@2#0") == STORY.replace("350", "300").encode()
    assert made.corpus_source_bytes(passage) == STORY.encode()
    assert made.verify().damage == ()


def test_an_article_of_an_address_is_known_by_where_the_redirects_end(web: Site, made: Workspace) -> None:
    web.page("/story", STORY.encode(), Content_Type="text/html")
    web.redirect("/short", "/story")
    report = made.check(web.url("/short"))
    assert (report.article.url, report.article.source) == (web.url("/story"), web.url("/story"))
    assert any("350 km" in one.claim.text for one in report.claims)
    web.page("/story", STORY.replace("350", "300").encode(), Content_Type="text/html")
    again = made.check(web.url("/short"))
    assert made.draft_changes(again.article.id) is not None  # the next draft of the same story
    with databases.opened_up(made.settings.workspace) as connection:
        rows = connection.execute("SELECT article_id, fetch_key FROM fetched_articles ORDER BY fetch_key").fetchall()
    assert rows == [(report.article.id, 1), (again.article.id, 2)]


def test_what_an_address_holds_is_told_by_its_server_and_its_bytes(web: Site, made: Workspace) -> None:
    def read(path: str, body: bytes, media_type: str) -> str:
        web.page(path.partition("?")[0], body, Content_Type=media_type)
        return made.read(web.url(path)).text

    assert read("/a.pdf", STORY.encode(), "text/html").startswith("A wall is built")
    assert read("/md", b"# A wall\n\nIt is *long*.\n", "text/markdown; charset=utf-8") == "A wall\n\nIt is long."
    assert "It is <b>" in read("/b.txt", b"A wall\n\nIt is <b> long.\n", "application/octet-stream")
    assert "The wall" in read("/download?id=1", pdf("The wall is long."), "application/octet-stream")
    with pytest.raises(InputError, match="a feed of articles, and no article"):
        read("/feed", b"<rss/>", "application/rss+xml")
    with pytest.raises(InputError, match="JSON lines hold many documents"):
        read("/lines.jsonl", b'{"id": 1}\n', "text/plain")


CZECH = "Stavba zdi začala v pondělí, řekl ministr. Příští týden přijde další část, uvedl úřad."


@pytest.mark.parametrize(
    ("codec", "label", "told"),
    [
        ("cp1250", "windows-1250", None),
        ("cp1250", "utf-8", "its server says the charset utf-8"),
        ("cp1250", "iso-8859-1", "its server says the charset iso-8859-1, which makes no words of it"),
        ("cp1250", "klingon", "its server says the charset klingon, which is none that it could be in"),
        ("utf-8", "iso-8859-1", None),
        ("utf-8", "klingon", None),
    ],
)
def test_a_charset_that_a_server_says_is_believed_where_it_makes_words(
    web: Site, made: Workspace, codec: str, label: str, told: str | None
) -> None:
    web.page("/a", f"<h1>Zeď</h1><p>{CZECH}</p>".encode(codec), Content_Type=f"text/html; charset={label}")
    article = made.read(web.url("/a"))
    assert CZECH in article.text
    assert [told in notice for notice in article.notices[:1]] == ([True] if told else [])


def test_a_charset_of_two_servers_is_not_mixed_with_what_a_page_declares(web: Site, made: Workspace) -> None:
    page = f'<meta charset="windows-1250"><h1>Zeď</h1><p>{CZECH}</p>'.encode("cp1250")
    web.page("/a", page, Content_Type="text/html; charset=iso-8859-5")
    article = made.read(web.url("/a"))
    assert CZECH in article.text
    assert article.notices == ()


def test_one_address_that_fails_does_not_stop_the_others(web: Site, made: Workspace) -> None:
    web.page("/a", STORY.encode(), Content_Type="text/html")
    added = made.corpus_add(web.url("/none"), web.url("/a"))
    assert added.new == 1
    assert [one.place for one in added.failures] == [web.url("/none")]
    assert "no such page there" in added.failures[0].problem


def test_without_leave_nothing_is_asked_and_nothing_is_made(web: Site, tmp_path: Path, cache: Path) -> None:
    with Workspace(tmp_path / "none", cache=cache) as workspace:
        for act in (workspace.fetch, workspace.check, workspace.corpus_add, workspace.read):
            with pytest.raises(UsageError, match="--allow-network"):
                act(web.url("/a"))
    assert not (tmp_path / "none").exists()
    assert web.asked == []


def test_damage_to_the_archive_is_found_and_the_page_fetched_anew(web: Site, made: Workspace, tmp_path: Path) -> None:
    web.pages["/story"] = tagged(STORY)
    made.corpus_add(web.url("/story"))
    assert made.backup(tmp_path / "backup").documents == 1
    passage, (file,) = f"{web.url('/story')}#0", records(made)
    whole = file.read_bytes()
    file.write_bytes(whole[:400] + bytes(40) + whole[440:])
    with pytest.raises(IntegrityError, match="Put the file back from a backup"):
        made.corpus_source_bytes(passage)
    assert [f"{file}, byte " in one for one in made.verify().damage] == [True]
    content, fetched = made.fetch(web.url("/story"))
    assert (content.data, fetched.status, fetched.unchanged) == (STORY.encode(), 200, False)
    file.unlink()
    assert made.verify().damage == ()
    said = next(one.words for one in made.doctor() if one.what == "archive")
    assert "1 file with what was fetched is not here" in said

    with Workspace(tmp_path / "other", cache=made.settings.cache) as other:
        other.restore(tmp_path / "backup")
        assert other.corpus_source_bytes(passage) == STORY.encode()
        assert other.verify().damage == ()
    kept = next((tmp_path / "backup" / "archive").iterdir())
    kept.write_bytes(b"x")
    with (
        Workspace(tmp_path / "third", cache=made.settings.cache) as third,
        pytest.raises(IntegrityError, match="SHA-256"),
    ):
        third.restore(tmp_path / "backup")


def test_the_program_fetches_and_says_what_it_could_not(web: Site, run: Run, workspace: Path) -> None:
    workspace.mkdir()
    (workspace / "factcheck.toml").write_text('allow_private = ["127.0.0.1"]\njudge = "rules"\n', encoding="utf-8")
    web.page("/story", STORY.encode(), Content_Type="text/html; charset=utf-8")
    done = run("check", "--allow-network", web.url("/story"), web.url("/none"))
    assert done.returncode == 3
    assert f"{web.url('/none')}: no such page there" in done.stderr
    assert "350 km" in done.stdout


def test_commands_show_a_page_and_where_a_passage_is_from(web: Site, made: Workspace, tmp_path: Path) -> None:
    from factcheck.cli import cli

    def told(*command: str) -> str:
        folder = str(made.settings.workspace)
        return str(CliRunner().invoke(cli, ["--quiet", "-w", folder, *command], catch_exceptions=False).stdout)

    web.page("/story", STORY.encode(), Content_Type="text/html; charset=utf-8")
    assert "The wall is 350 km long" in told("read", "--allow-network", web.url("/story"))
    assert not (made.settings.workspace / "archive").exists()
    made.corpus_add(web.url("/story"))
    passage = f"{web.url('/story')}#0"
    fetched = json.loads(told("corpus", "source", passage, "-o", str(tmp_path / "page.html"), "--json"))["fetched"]
    assert (fetched["final_url"], fetched["status"], fetched["size"]) == (web.url("/story"), 200, len(STORY))
    assert (made.settings.workspace / fetched["archive"]["file"]).is_file()
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == STORY
    lines = told("corpus", "source", passage).splitlines()
    assert f"sha256     {fetched['sha256']}" in lines
    assert "header     Content-Type: text/html; charset=utf-8" in lines
    (tmp_path / "note.txt").write_text("A wall\n\nThe wall is 300 km long.\n", encoding="utf-8")
    made.corpus_add(tmp_path / "note.txt")
    assert told("corpus", "source", "note.txt#0").splitlines()[1] == f"from       {tmp_path / 'note.txt'}"
    with pytest.raises(UsageError, match="not fetched by factcheck; no copy was kept"):
        made.corpus_source_bytes("note.txt#0")
    with pytest.raises(UsageError, match="no passage 'x#0'"):
        made.corpus_source("x#0")


def test_a_feed_is_flagged_and_what_has_not_changed_is_not_sent_again(web: Site, made: Workspace) -> None:
    links = "".join(f"<item><link>{web.url(f'/{name}')}</link></item>" for name in ("one", "two", "gone"))
    rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>C</title>{links}</channel></rss>'
    laughs = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss version="2.0">&b;</rss>'
    web.page("/feed", rss.encode(), Content_Type="application/rss+xml")
    web.page("/laughs", laughs.encode(), Content_Type="application/rss+xml")
    web.pages["/one"] = tagged(STORY)
    web.pages["/two"] = tagged(STORY.replace("350 km", "9 m"))

    def flagged(*paths: str) -> tuple[int, list[str]]:
        found = list(made.flag([web.url(path) for path in paths]))
        failed = [one.problem for one in found if isinstance(one, FailedItem)]
        return sum(isinstance(one, FlaggedClaim) for one in found), failed

    count, failed = flagged("/feed", "/laughs")
    assert count >= 2
    assert len(failed) == 2
    assert all(any(words in problem for problem in failed) for words in ("no such page", "entities of its own"))
    assert fetches(made) == 4  # two stories and two feeds
    web.asked.clear()
    assert flagged("/feed")[0] == 0
    assert [headers.get("If-None-Match") for path, headers in web.asked if path in ("/one", "/two")] == ['"1"', '"1"']
    assert fetches(made) == 4
