"""Backup, restore, export, import: what is copied is all of it, checked, and there whole or not at all."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import signal
import subprocess
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import databases
import pytest

from factcheck import Workspace
from factcheck.desk import standing
from factcheck.domain import Article, Claim, ClaimKind, Document, Span
from factcheck.errors import FactcheckError, InputError, IntegrityError, UsageError
from factcheck.store import corpus, database, desk, exporting, location
from factcheck.store.tables import Base

Run = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., "subprocess.Popen[str]"]

TEXT = "“The pier is 412 metres long,” Dana Orlov said. It was closed for repairs in May."
DOCUMENTS = [
    Document(id="survey", text="The pier is 412 metres long. It has two cranes.", title="Harbour survey"),
    Document(id="minutes", text="The pier was closed for repairs in May.", title="Minutes"),
]
REVIEW = {
    "@type": "ClaimReview",
    "url": "https://courier.example/checks/pier",
    "claimReviewed": "The pier is 500 metres long.",
    "datePublished": "2026-03-01",
    "author": {"name": "The Courier"},
    "reviewRating": {"alternateName": "False"},
}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """A workspace in which a day's work was done: an article checked, claims decided, a source changed since."""
    folder = tmp_path_factory.mktemp("record") / "desk"
    review = folder.parent / "reviews.json"
    review.write_text(json.dumps(REVIEW), encoding="utf-8")
    with Workspace(folder, cache=cache, user="ana", judge="rules") as opened:
        opened.corpus_add(review)
        opened.corpus_add_documents(DOCUMENTS)
        made = opened.check(opened.article(TEXT, title="The pier", publisher="The Courier"))
        first, *_, last = [item.claim.id for item in made.claims]
        opened.mark(first, "supported", attribution="said-so", cite="survey#0:412 metres long")
        opened.mark(last, "supported", cite="minutes#0")
        opened.ask(made.article.id, "Dana Orlov", way="email", when="2026-11-02")
        opened.corpus_add_documents([Document(id="minutes", text="The pier was closed in June.", title="Minutes")])
    (folder / "factcheck.toml").write_text("evidence_shown = 4\n", encoding="utf-8")
    return folder


@pytest.fixture
def made(original: Path, tmp_path: Path, cache: Path) -> Workspace:
    """A copy of that workspace, open."""
    databases.copied(original, tmp_path / "desk")
    return Workspace(tmp_path / "desk", cache=cache, user="ana")


def small(folder: Path, name: str = "The pier") -> Workspace:
    """A workspace with one article and one claim."""
    text = f"{name} is long."
    article = Article(text=text, blocks=(), title=name)
    claim = Claim(article_id=article.id, kind=ClaimKind.ASSERTION, text=text, spans=(Span(0, len(text)),))
    opened = Workspace(folder, user="ana")
    opened.make()
    with opened.database.writing() as session:
        desk.put_article(session, article)
        desk.put_claims(session, article.id, [claim])
        standing.refresh_article(session, article.id)
    opened.mark(claim.id, "unverified", reason="no-evidence")
    return opened


def hashes(workspace: Workspace) -> list[str]:
    return [entry.hash for entry in workspace.history()]


def titles(folder: Path, **flags: str) -> set[str | None]:
    with Workspace(folder, **flags) as opened:
        return {line.article.title for line in opened.articles()}


# -- backup -------------------------------------------------------------------------------


def test_a_backup_says_what_it_holds_and_is_a_workspace_of_its_own(made: Workspace, tmp_path: Path) -> None:
    held = made.backup(tmp_path / "copy")
    assert (held.articles, held.documents, held.entries, held.last_hash) == (1, 3, 4, hashes(made)[-1])
    assert sorted(file.name for file in (tmp_path / "copy").iterdir()) == [
        "backup.json",
        "factcheck.db",
        "factcheck.toml",
    ]
    with Workspace(tmp_path / "copy", database_url=databases.file_in(tmp_path / "copy")) as copy:
        assert hashes(copy) == hashes(made)


def test_a_backup_overwrites_nothing(made: Workspace, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    with pytest.raises(UsageError, match="overwrites nothing"):
        made.backup(tmp_path / "copy")


def test_a_backup_while_somebody_writes_holds_what_was_confirmed_before(made: Workspace, tmp_path: Path) -> None:
    before = hashes(made)
    with Workspace(made.settings.workspace).database.writing() as session:
        corpus.remove(session, "survey")
        made.backup(tmp_path / "copy")
    with Workspace(tmp_path / "copy", database_url=databases.file_in(tmp_path / "copy")) as copy:
        assert hashes(copy) == before
        assert [document.id for document in copy.corpus_list()] == ["minutes", "survey"]


def test_no_backup_is_made_of_a_damaged_record(made: Workspace, tmp_path: Path) -> None:
    with databases.opened_up(made.settings.workspace) as knife:
        knife.execute("UPDATE articles SET text = text || '!'")
    with pytest.raises(IntegrityError, match=r"holds damage: article .* its text is not what was stored"):
        made.backup(tmp_path / "copy")
    assert [path.name for path in tmp_path.iterdir()] == ["desk"]


def test_a_place_that_cannot_be_written_is_named(made: Workspace, tmp_path: Path) -> None:
    with pytest.raises(FactcheckError, match="cannot be made"):
        made.backup(tmp_path / "nowhere" / "copy")


# -- restore ------------------------------------------------------------------------------


def test_a_backup_is_put_back_into_an_empty_workspace_with_its_settings(made: Workspace, tmp_path: Path) -> None:
    made.backup(tmp_path / "copy")
    with Workspace(tmp_path / "new") as new:
        restored = new.restore(tmp_path / "copy")
        assert (restored.held.last_hash, restored.kept) == (hashes(made)[-1], ())
        assert hashes(new) == hashes(made)
        assert new.verify().damage == ()
    assert (tmp_path / "new" / "factcheck.toml").read_text(encoding="utf-8") == "evidence_shown = 4\n"


PLACES = ("", 'database_url = "sqlite:///{0}/one.db"  # ours\n', '\'database_url\' = """\nsqlite:///{0}/two.db"""\n')
TABLE = '[keys]\nsupport = "y"\n'


@pytest.mark.sqlite
@pytest.mark.parametrize("own", PLACES)
@pytest.mark.parametrize("other", PLACES)
def test_no_backup_says_where_the_database_of_a_workspace_is(
    made: Workspace, tmp_path: Path, own: str, other: str
) -> None:
    own, other = own.format(tmp_path), other.format(tmp_path)
    made.backup(tmp_path / "copy")
    (tmp_path / "copy" / "backup.json").unlink()
    (tmp_path / "copy" / "factcheck.toml").write_text(f"# the desk\nevidence_shown = 3\n{other}{TABLE}")
    small(tmp_path / "new", "A ferry").close()
    if own:
        (tmp_path / "new" / "factcheck.toml").write_text(f"evidence_shown = 2\n{own}{TABLE}")
    with Workspace(tmp_path / "new") as new:
        before = location.path_of(new.settings)
        restored = new.restore(tmp_path / "copy", over=True)
    with Workspace(tmp_path / "new") as new:
        assert location.path_of(new.settings) == before == Path(restored.place)
        assert (new.settings.evidence_shown, new.settings.keys) == (3, {"support": "y"})
        assert hashes(new) == hashes(made)
    assert restored.place_kept == (own != other)


@pytest.mark.sqlite
def test_where_a_backup_went_and_that_the_place_was_kept_is_said(made: Workspace, tmp_path: Path, run: Run) -> None:
    made.backup(tmp_path / "copy")
    (tmp_path / "copy" / "backup.json").unlink()
    (tmp_path / "copy" / "factcheck.toml").write_text(f'database_url = "sqlite:///{tmp_path}/live.db"\n')
    done = run("restore", tmp_path / "copy", FACTCHECK_WORKSPACE=str(tmp_path / "new"))
    assert done.stdout.startswith(f"restored into {tmp_path}/new/factcheck.db: 1 article, ")
    assert f"{tmp_path}/new/factcheck.toml: has the settings of the backup, except for `database_url`" in done.stderr
    assert not (tmp_path / "live.db").exists()


@pytest.mark.sqlite
@pytest.mark.parametrize("written", ["evidence_shown = \n", '"database\\u005furl" = "sqlite:///a.db"\n'])
def test_settings_of_a_backup_that_cannot_be_used_leave_everything(
    made: Workspace, tmp_path: Path, written: str
) -> None:
    made.backup(tmp_path / "copy")
    (tmp_path / "copy" / "backup.json").unlink()
    (tmp_path / "copy" / "factcheck.toml").write_text(written)
    with (
        small(tmp_path / "other", "A ferry") as other,
        pytest.raises(InputError, match=r"toml: .*Nothing was restored"),
    ):
        other.restore(tmp_path / "copy", over=True)
    assert titles(tmp_path / "other") == {"A ferry"}


def test_what_is_there_is_replaced_only_when_said_so_and_is_kept_beside(made: Workspace, tmp_path: Path) -> None:
    made.backup(tmp_path / "copy")
    with small(tmp_path / "other", "A ferry") as other:
        with pytest.raises(UsageError, match="--over"):
            other.restore(tmp_path / "copy")
        assert titles(tmp_path / "other") == {"A ferry"}
        (kept,) = [file for file in other.restore(tmp_path / "copy", over=True).kept if "toml" not in file.name]
        assert hashes(other) == hashes(made)
    aside = tmp_path / "aside"
    if kept.is_dir():  # that of a server is kept as a backup
        shutil.copytree(kept, aside)
    else:
        aside.mkdir()
        shutil.copyfile(kept, aside / "factcheck.db")
    assert titles(aside, database_url=databases.file_in(aside)) == {"A ferry"}


def test_who_has_the_workspace_open_goes_on_with_what_was_put_back(made: Workspace, tmp_path: Path) -> None:
    made.backup(tmp_path / "copy")
    with small(tmp_path / "other", "A ferry") as other, Workspace(tmp_path / "other", user="leo") as colleague:
        claim = colleague.queue()[1]
        assert claim == 0
        other.restore(tmp_path / "copy", over=True)
        (stale,) = colleague.queue()[0]
        colleague.mark(stale.claim.id, "unverified", reason="conflicting", note="the minutes changed")
        assert len(hashes(other)) == 5
        assert other.verify().sound


@pytest.mark.parametrize("broken", ["factcheck.db", "factcheck.toml", "backup.json"])
def test_a_backup_that_was_changed_is_refused(made: Workspace, tmp_path: Path, broken: str) -> None:
    made.backup(tmp_path / "copy")
    data = bytearray((tmp_path / "copy" / broken).read_bytes())
    data[len(data) // 2] ^= 0xFF
    (tmp_path / "copy" / broken).write_bytes(data)
    with small(tmp_path / "other", "A ferry") as other, pytest.raises(IntegrityError, match=r"[Nn]othing was"):
        other.restore(tmp_path / "copy", over=True)
    assert titles(tmp_path / "other") == {"A ferry"}
    assert not list((tmp_path / "other").glob(".restore-*"))


@pytest.mark.sqlite
def test_a_damaged_database_gives_way_to_a_backup(made: Workspace, tmp_path: Path) -> None:
    made.backup(tmp_path / "copy")
    small(tmp_path / "other", "A ferry").close()
    (tmp_path / "other" / "factcheck.db").write_bytes(b"not a database at all" * 400)
    with Workspace(tmp_path / "other") as other:
        with pytest.raises(UsageError, match="--over"):
            other.restore(tmp_path / "copy")
        (kept, *_) = other.restore(tmp_path / "copy", over=True).kept
        assert kept.read_bytes().startswith(b"not a database")
        assert hashes(other) == hashes(made)


def test_the_copy_that_an_upgrade_left_is_put_back_and_upgraded(tmp_path: Path, run: Run) -> None:
    old = Path(__file__).parent / "data" / "databases" / "0006.db"
    with Workspace(tmp_path / "new") as new:
        held = new.restore(old).held
        assert (held.revision, held.entries) == (database.REVISION, 7)
        assert new.verify().damage == ()


def test_what_is_no_backup_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with Workspace(tmp_path / "new") as new, pytest.raises(InputError, match="no backup"):
        new.restore(tmp_path / "empty")
    assert not (tmp_path / "new").exists()


def test_killed_in_the_middle_of_a_restore_the_old_or_the_new_is_there(
    made: Workspace, tmp_path: Path, start: Start
) -> None:
    made.backup(tmp_path / "copy")
    small(tmp_path / "other", "A ferry").close()
    for tenths in (4, 7, 9, 11, 14):
        process = start("restore", tmp_path / "copy", "--over", workspace=tmp_path / "other")
        time.sleep(tenths / 10)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert titles(tmp_path / "other") in ({"A ferry"}, {"The pier"})
        with Workspace(tmp_path / "other") as other:
            assert other.verify().damage == ()
    finished = start("restore", tmp_path / "copy", "--over", workspace=tmp_path / "other")
    finished.communicate()
    assert finished.returncode == 0
    assert titles(tmp_path / "other") == {"The pier"}


# -- export and import --------------------------------------------------------------------


def test_every_table_is_exported_or_is_derived() -> None:
    named = {*exporting.TABLES, exporting.VECTORS, *exporting.DERIVED}
    assert named == set(Base.metadata.tables)


@pytest.mark.parametrize("vectors", [False, True])
def test_what_is_imported_and_exported_again_is_the_same_letter_by_letter(
    made: Workspace, tmp_path: Path, cache: Path, vectors: bool
) -> None:
    made.export(tmp_path / "a.jsonl", vectors=vectors)
    with Workspace(tmp_path / "new", cache=cache) as new:
        new.import_(tmp_path / "a.jsonl")
        new.export(tmp_path / "b.jsonl", vectors=vectors)
        assert (tmp_path / "b.jsonl").read_bytes() == (tmp_path / "a.jsonl").read_bytes()
        assert hashes(new) == hashes(made)
        assert new.verify() == made.verify()
        assert new.queue() == made.queue()
        kept = made.corpus_stats()
        assert replace(new.corpus_stats(), vectors={}) == replace(kept, vectors={})
        (number,) = new.corpus_stats().vectors.values()
        assert number == sum(kept.vectors.values()) - (not vectors)  # one was of what is no longer current
        assert new.corpus_search("closed for repairs") == made.corpus_search("closed for repairs")


def test_the_first_line_says_what_is_to_come(made: Workspace, tmp_path: Path) -> None:
    made.export(tmp_path / "a.jsonl")
    first, *rows, last = [json.loads(line) for line in (tmp_path / "a.jsonl").open(encoding="utf-8")]
    assert (first["factcheck"], first["revision"], first["last_hash"]) == (
        "export",
        database.REVISION,
        hashes(made)[-1],
    )
    assert sum(first["rows"].values()) == len(rows)
    assert list(last) == ["sha256"]
    assert not any(row["table"] == "vectors" for row in rows)


def test_an_export_overwrites_nothing_and_an_import_wants_an_empty_workspace(made: Workspace, tmp_path: Path) -> None:
    made.export(tmp_path / "a.jsonl")
    with pytest.raises(UsageError, match="overwrites nothing"):
        made.export(tmp_path / "a.jsonl")
    with pytest.raises(UsageError, match="empty workspace"):
        made.import_(tmp_path / "a.jsonl")


def _cut(lines: list[bytes]) -> list[bytes]:
    return [*lines[:5], lines[5][:40]]


def _shortened(lines: list[bytes]) -> list[bytes]:
    return lines[:-3]


def _reworded(lines: list[bytes]) -> list[bytes]:
    return [line.replace(b"412 metres", b"431 metres") if b'"table":"claims"' in line else line for line in lines]


def _swapped(lines: list[bytes]) -> list[bytes]:
    return [*lines[:2], b'{"table":"weather"}\n', *lines[2:]]


def _twice(lines: list[bytes]) -> list[bytes]:
    return [lines[0], lines[1], lines[1], *lines[2:]]


def _not_ours(lines: list[bytes]) -> list[bytes]:
    return [b'{"id": "note-1", "text": "A document."}\n']


def _other_revision(lines: list[bytes]) -> list[bytes]:
    return [lines[0].replace(b'"revision":"', b'"revision":"9'), *lines[1:]]


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (_cut, r"line 6: no JSON .*cut"),
        (_shortened, "ends too soon"),
        (_swapped, r"line 3: of no table that is known \('weather'\)"),
        (_twice, "line 3: articles refuses it"),
        (_not_ours, "line 1: no export of factcheck"),
        (_other_revision, "an export of revision 9"),
        (lambda lines: [*lines, lines[1]], "after the end"),
        (lambda lines: [lines[0], lines[1].replace(b'"sha256"', b'"sha255"'), *lines[2:]], "line 2: not the columns"),
        (lambda lines: [], "ends too soon"),
    ],
)
def test_an_export_that_was_cut_or_changed_is_refused_and_nothing_of_it_is_stored(
    made: Workspace, tmp_path: Path, damage: Callable[[list[bytes]], list[bytes]], complaint: str
) -> None:
    made.export(tmp_path / "a.jsonl")
    lines = (tmp_path / "a.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "b.jsonl").write_bytes(b"".join(damage(lines)))
    with Workspace(tmp_path / "new") as new:
        with pytest.raises(InputError, match=complaint):
            new.import_(tmp_path / "b.jsonl")
        assert (new.articles(), new.corpus_list(), new.history()) == ([], [], [])
        assert new.verify().sound


def test_an_export_that_was_reworded_is_damage_and_nothing_of_it_is_stored(made: Workspace, tmp_path: Path) -> None:
    made.export(tmp_path / "a.jsonl")
    lines = (tmp_path / "a.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "b.jsonl").write_bytes(b"".join(_reworded(lines)))
    with Workspace(tmp_path / "new") as new, pytest.raises(IntegrityError, match="Nothing was stored"):
        new.import_(tmp_path / "b.jsonl")
    assert titles(tmp_path / "new") == set()


def test_an_export_with_another_note_names_the_entry(made: Workspace, tmp_path: Path) -> None:
    made.export(tmp_path / "a.jsonl")
    text = (tmp_path / "a.jsonl").read_text(encoding="utf-8")
    changed = re.sub(r'("table":"entries".*?"note":")', r"\1not ", text, count=1)
    assert changed != text
    (tmp_path / "b.jsonl").write_text(changed, encoding="utf-8")
    with Workspace(tmp_path / "new") as new, pytest.raises(IntegrityError, match=r"entry 1 .*not what was signed"):
        new.import_(tmp_path / "b.jsonl")


def test_an_export_whose_entries_were_forged_is_refused(made: Workspace, tmp_path: Path) -> None:
    made.export(tmp_path / "a.jsonl")
    lines = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()
    forged = [line.replace('"by":"ana"', '"by":"leo"') if '"table":"entries"' in line else line for line in lines[:-1]]
    body = "".join(f"{line}\n" for line in forged)
    end = json.dumps({"sha256": hashlib.sha256(body.encode()).hexdigest()})
    (tmp_path / "b.jsonl").write_text(f"{body}{end}\n", encoding="utf-8")
    with Workspace(tmp_path / "new") as new, pytest.raises(IntegrityError, match="not what was signed"):
        new.import_(tmp_path / "b.jsonl")
    assert titles(tmp_path / "new") == set()


def test_export_and_import_take_no_more_memory_for_more(tmp_path: Path) -> None:
    peaks = []
    for number, count in enumerate((500, 2_000)):
        opened = small(tmp_path / f"desk-{number}")
        with opened.database.writing() as session:
            for at in range(count):
                text = f"Note {at}. " + "The wall is long. " * 20
                corpus.add_version(session, Document(id=f"n{at}", text=text), 1, [Span(0, len(text))], "a.jsonl")
        tracemalloc.start()
        opened.export(tmp_path / f"{number}.jsonl")
        new = Workspace(tmp_path / f"new-{number}")
        new.make()
        with (tmp_path / f"{number}.jsonl").open("rb") as file, new.database.writing() as session:
            exporting.read(session, file, "a.jsonl")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        opened.close()
    assert peaks[1] < 1.5 * peaks[0], peaks


# -- from the command line ----------------------------------------------------------------


def test_the_commands_say_what_they_did(made: Workspace, tmp_path: Path, run: Run) -> None:
    here = {"FACTCHECK_WORKSPACE": str(made.settings.workspace)}
    there = {"FACTCHECK_WORKSPACE": str(tmp_path / "new")}
    last = hashes(made)[-1][:12]
    done = run("backup", tmp_path / "copy", **here)
    assert f"4 entries of the log, the last {last}; put back and verified" in done.stdout
    assert f"4 entries of the log, the last {last}" in run("restore", tmp_path / "copy", **there).stdout
    assert run("restore", tmp_path / "copy", **there).returncode == 2
    assert "what was there before is kept" in run("restore", tmp_path / "copy", "--over", **there).stderr
    assert run("export", tmp_path / "a.jsonl", **here).returncode == 0
    assert run("export", "all", "-", **there).stdout == (tmp_path / "a.jsonl").read_text(encoding="utf-8")
    imported = run("import", tmp_path / "a.jsonl", "--json", FACTCHECK_WORKSPACE=str(tmp_path / "third"))
    assert json.loads(imported.stdout)["entries"] == 4
