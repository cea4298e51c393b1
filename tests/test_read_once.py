"""A text is read into quotations when it is stored, and again only when somebody asks for it.

A database as an earlier reader would have left it is made by writing into it what that reader found.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import databases
import pytest

from factcheck import Workspace, quotes, store
from factcheck.checking import quotations
from factcheck.checking.quotations import MOST_READ, Readings
from factcheck.checking.rereading import Reread, What
from factcheck.domain import Block, BlockKind, Document, Verdict
from factcheck.errors import UsageError
from factcheck.report.model import ArticleReport, ClaimReport

Run = Callable[..., CompletedProcess[str]]

STORY = """Weir at Velm to be closed

The weir at Velm will be closed in June, engineer Dana Orlov said.

“The mayor told me that the piles have failed,” said Leo Brandt, a diver. The weir dates from 1931.
"""
NOTE = "It held 400 tonnes of water, Dana Orlov told Radio Velm in May.\n\nShe said it could hold 500."
OTHER = "Nobody was quoted in this note about the weir at Velm."


@pytest.fixture
def desk(workspace: Path, cache: Path) -> Iterator[Workspace]:
    with Workspace(workspace, cache=cache, judge="rules") as opened:
        opened.corpus_add_documents([Document("note", NOTE), Document("other", OTHER)])
        yield opened


@pytest.fixture
def story(tmp_path: Path) -> Path:
    file = tmp_path / "story.txt"
    file.write_text(STORY, encoding="utf-8")
    return file


def write(desk: Workspace, statement: str) -> None:
    """Write into the desk's database as another program would."""
    with databases.opened_up(desk.settings.workspace) as connection:
        assert connection.execute(statement).rowcount > 0


def speakers(report: ArticleReport) -> list[str | None]:
    return [item.claim.speaker.name if item.claim.speaker else None for item in report.claims]


ANA = (
    """CAST(jsonb_set(CAST(speaker AS jsonb), '{name}', '"Ana Ruiz"') AS json)"""
    if databases.ON_POSTGRES
    else """json_set(speaker, '$.name', 'Ana Ruiz')"""
)
OF_NOTE = "reading_key = (SELECT key FROM readings JOIN documents USING (key) WHERE document_key = 1)"
OF_STORY = "reading_key = (SELECT key FROM readings WHERE article_id IS NOT NULL)"


# -- written when a text is stored --------------------------------------------------------


def test_what_is_stored_is_what_the_reader_found(desk: Workspace, story: Path) -> None:
    article = desk.read(story)
    desk.check(story)
    with desk.database.reading() as session:
        reading = store.dossier.reading_of(session, article.id)
        documents = store.dossier.readings_of(session, [("note", 1), ("other", 1), ("none", 1)])
    assert reading == quotations.read(article)
    assert reading.reader == quotes.READER
    assert [len(documents[name, 1].quotations) for name in ("note", "other")] == [2, 0]
    assert set(documents) == {("note", 1), ("other", 1)}


def test_each_version_of_a_document_keeps_its_own_reading(desk: Workspace) -> None:
    desk.corpus_add_documents([Document("note", NOTE.replace("Dana Orlov", "Leo Brandt"))])
    with desk.database.reading() as session:
        found = store.dossier.readings_of(session, [("note", 1), ("note", 2)])
    named = {version: found["note", version].quotations[0].speaker for version in (1, 2)}
    assert [speaker and speaker.name for speaker in named.values()] == ["Dana Orlov", "Leo Brandt"]


def test_a_document_that_is_too_long_is_not_read_and_its_passages_are_by_themselves(desk: Workspace) -> None:
    long = Document("long", f"{NOTE}\n{' ' * MOST_READ}")
    assert quotations.read_document(long) is None
    with desk.database.reading() as session:
        (passage,) = store.corpus.passages_of(session, "note")
        readings = Readings(session)
        readings._known["note", 1] = None  # as of a document that is too long
        assert [one.speaker and one.speaker.name for one in readings.of_passage(passage)] == ["Dana Orlov"] * 2


@pytest.mark.parametrize("text", [NOTE.replace("\n", "\r\n"), f"\ufeff{NOTE}", NOTE + "\x00"])
def test_a_document_that_would_be_changed_as_an_article_is_read_where_its_words_stand(text: str) -> None:
    reading = quotations.read_document(Document("note", text))
    assert reading is not None
    (first, *_) = reading.quotations
    assert first.content[0].of(text) == "It held 400 tonnes of water"


def test_a_passage_has_the_quotations_of_its_document_counted_from_its_start(desk: Workspace) -> None:
    paragraphs = [
        f"Lorry number {n} crossed the weir at Velm on its way to the harbour of Port Calder." for n in range(40)
    ]
    text = "\n\n".join([*paragraphs, "The weir will hold, engineer Dana Orlov said.", *paragraphs])
    desk.corpus_add_documents([Document("many", text)])
    with desk.database.reading() as session:
        passages = store.corpus.passages_of(session, "many")
        found = [(one, said) for one in passages for said in Readings(session).of_passage(one)]
    assert len(passages) > 2
    ((passage, said),) = found
    assert [span.of(passage.text) for span in said.content] == ["The weir will hold"]


# -- read by everything that comes later --------------------------------------------------


def test_a_report_tells_what_was_read_then_and_not_what_would_be_read_now(desk: Workspace, story: Path) -> None:
    before = desk.check(story)
    assert [item.within[0].speaker.name for item in before.claims if item.within and item.within[0].speaker] == [
        "mayor"
    ]
    write(desk, f"UPDATE quotations SET within = '[]' WHERE {OF_STORY}")
    assert [item.within for item in desk.report(story).claims if item.within] == []
    (told,) = [item.claim.id for item in before.claims if item.within]
    assert desk.show(told)[1].within == ()


def words_told(item: ClaimReport, report: ArticleReport) -> str:
    return " ".join(span.of(report.article.text) for told in item.within for span in told.content)


def test_checking_again_without_being_told_to_read_again_finds_the_claims_of_the_first_time(
    desk: Workspace, story: Path
) -> None:
    desk.check(story)
    write(desk, f"UPDATE quotations SET speaker = {ANA} WHERE {OF_STORY} AND number = 1")
    assert "Ana Ruiz" in speakers(desk.check(story))


def test_the_same_text_in_other_blocks_is_read_for_itself(desk: Workspace, story: Path) -> None:
    desk.check(story)
    write(desk, f"UPDATE quotations SET speaker = {ANA} WHERE {OF_STORY}")
    article = desk.read(story)
    unlike = replace(article, blocks=tuple(Block(BlockKind.PARAGRAPH, block.span) for block in article.blocks))
    assert "Ana Ruiz" not in speakers(desk.check(unlike))


def test_who_speaks_in_a_document_is_read_from_what_was_stored_with_it(desk: Workspace, tmp_path: Path) -> None:
    story = tmp_path / "quoted.txt"
    story.write_text("“It held 400 tonnes of water,” said Dana Orlov, an engineer at Velm.\n", encoding="utf-8")
    article = desk.read(story)
    (said,) = desk.wording(article)
    assert said.wording.places[0].same_speaker is True
    write(desk, f"UPDATE quotations SET speaker = {ANA} WHERE {OF_NOTE}")
    (said,) = desk.wording(article)
    assert said.wording.places[0].same_speaker is False


def test_whether_a_speaker_says_it_again_is_read_from_what_was_stored(desk: Workspace, tmp_path: Path) -> None:
    story = tmp_path / "quoted.txt"
    story.write_text("The weir held 400 tonnes of water, engineer Dana Orlov said.\n", encoding="utf-8")
    flags = {item.passage.id: item.flags for item in evidence_of(desk.check(story))}
    assert "same speaker" in flags["note#0"]
    write(desk, f"DELETE FROM quotations WHERE {OF_NOTE}")
    flags = {item.passage.id: item.flags for item in evidence_of(desk.check(story))}
    assert "same speaker" not in flags["note#0"]


def evidence_of(report: ArticleReport) -> list[Any]:
    return [shown for item in report.claims if item.search for shown in item.search.evidence]


HEAVY = ("sqlalchemy", "alembic", "numpy", "faiss", "jinja2", "lxml", "factcheck.quotes", "factcheck.figures")


def loaded_by(desk: Workspace, *command: str) -> set[str]:
    """The modules that a command loads, run by a process of its own."""
    program = (
        f"import sys; sys.argv = ['factcheck', '-w', {str(desk.settings.workspace)!r}, *sys.argv[1:]]\n"
        "from factcheck.cli import _run; assert _run() == 0; print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program, *command], capture_output=True, text=True, check=True)
    assert done.stdout
    return set(done.stderr.split())


@pytest.mark.sqlite
@pytest.mark.parametrize("format_", ["text", "json", "md"])
def test_a_report_loads_neither_sqlalchemy_nor_what_reads_texts(desk: Workspace, story: Path, format_: str) -> None:
    shown = desk.check(story)
    desk.reported(desk.report(shown.article.id))  # the first time, that it was given is written
    for command in (["show", shown.claims[0].claim.id], ["report", shown.article.id, "--format", format_]):
        assert not loaded_by(desk, *command).intersection(HEAVY)


@pytest.mark.sqlite
def test_earlier_checks_are_looked_up_without_sqlalchemy_and_few_of_them_without_faiss(
    desk: Workspace, story: Path
) -> None:
    shown = desk.check(story)
    other = desk.check(desk.article(STORY.replace("June", "July"), title="Weir at Velm again"))
    desk.mark(other.claims[-1].claim.id, "unverified", reason="no-evidence", by="ana")
    assert any(item.precedents for item in desk.report(shown.article.id).claims)
    desk.reported(desk.report(shown.article.id))
    for command in (["show", shown.claims[-1].claim.id], ["report", shown.article.id]):
        assert not loaded_by(desk, *command).intersection({"sqlalchemy", "faiss"})


# -- where nobody has read yet ------------------------------------------------------------


def test_a_check_stores_what_it_had_to_read_and_looking_stores_nothing(desk: Workspace, story: Path) -> None:
    before = desk.check(story)
    for table in ("quotations", "readings"):
        write(desk, f"DELETE FROM {table}")
    assert desk.report(story) == before
    desk.wording(desk.read(story))
    assert readers(desk) == {}
    assert desk.check(story) == before
    assert readers(desk)["article"] == quotes.READER


def readers(desk: Workspace) -> dict[str, str]:
    with databases.opened_up(desk.settings.workspace) as connection:
        found = connection.execute(
            "SELECT coalesce(documents.id, 'article'), reader FROM readings LEFT JOIN documents "
            "ON documents.key = document_key"
        )
        return dict(found.fetchall())


# -- read again by a command --------------------------------------------------------------


def test_reading_again_says_what_changed_and_stores_it(desk: Workspace, story: Path) -> None:
    desk.check(story)
    write(desk, f"UPDATE quotations SET speaker = {ANA} WHERE {OF_STORY} AND number = 1")
    write(desk, f"UPDATE quotations SET content = '[[0, 4]]' WHERE {OF_STORY} AND number = 2")
    write(desk, "UPDATE readings SET reader = '0' WHERE article_id IS NOT NULL")
    changed = desk.check_again(story)
    assert (changed.before, changed.reader) == ("0", quotes.READER)
    assert [(one.what, one.words, one.speaker, one.before) for one in changed.changes] == [
        (What.GONE, "Weir", "Leo Brandt", None),
        (What.SPEAKER, "The weir at Velm will be closed in June", "Dana Orlov", "Ana Ruiz"),
        (What.NEW, "The mayor told me that the piles have failed,", "Leo Brandt", None),
    ]
    assert desk.check_again(story).changes == ()
    assert "Ana Ruiz" not in speakers(desk.report(story))


@pytest.mark.parametrize("column", ["rule = 'another'", "confidence = 0.01", "cue = NULL", "within = '[]'"])
def test_what_was_read_otherwise_is_told_though_words_and_speaker_are_the_same(
    desk: Workspace, story: Path, column: str
) -> None:
    desk.check(story)
    write(desk, f"UPDATE quotations SET {column} WHERE {OF_STORY} AND number = 2")
    assert [change.what for change in desk.check_again(story).changes] == [What.OTHERWISE]


def test_verdicts_stay_when_an_article_is_read_again(desk: Workspace, story: Path) -> None:
    """A claim that is no longer found is shown if it was decided, and else is gone."""
    report = desk.check(story)
    write(desk, f"UPDATE quotations SET content = '[[0, 25]]', parts = '[]' WHERE {OF_STORY} AND number = 1")
    write(desk, f"UPDATE quotations SET content = '[[13, 25]]', parts = '[]' WHERE {OF_STORY} AND number = 2")
    lost = {item.claim.text: item.claim.id for item in desk.check(story).claims}
    desk.mark(lost["Weir at Velm to be closed"], Verdict.UNVERIFIED, reason="no-evidence", by="ana")
    desk.check_again(story)
    now = {item.claim.id: item.verdict for item in desk.report(story).claims}
    assert now[lost["Weir at Velm to be closed"]] is Verdict.UNVERIFIED
    assert lost["to be closed"] not in now
    assert {item.claim.id for item in report.claims} < set(now)
    assert desk.verify().sound


def test_documents_are_read_again_by_name_or_all(desk: Workspace) -> None:
    write(desk, f"UPDATE quotations SET speaker = {ANA} WHERE {OF_NOTE} AND number = 1")
    assert [item.changes for item in desk.corpus_reread("other")] == [()]
    note, other = desk.corpus_reread()
    assert (note.id, [change.what for change in note.changes]) == ("note", [What.SPEAKER])
    assert other == Reread("other", quotes.READER, quotes.READER, 0)
    assert [item.changes for item in desk.corpus_reread()] == [(), ()]
    with pytest.raises(UsageError, match="no current document 'nope'"):
        list(desk.corpus_reread("other", "nope"))


# -- as it is told ------------------------------------------------------------------------


def test_check_again_tells_each_change_in_a_line(desk: Workspace, story: Path, run: Run) -> None:
    article = desk.check(story).article.id
    write(desk, f"UPDATE quotations SET speaker = {ANA} WHERE {OF_STORY} AND number = 1")
    done = run("check", "--again", article[:6])
    assert done.stdout.splitlines() == [
        f"{article}: 1 speaker changed, 2 quotations",
        "    speaker changed: “The weir at Velm will be closed in June” – Dana Orlov, before: Ana Ruiz",
    ]
    done = run("check", "--again", story, "--json")
    (said,) = json.loads(done.stdout)
    assert (said["id"], said["changes"], set(said["counts"].values())) == (article, [], {0})
    assert run("check", "--again", story).stdout == f"{article}: nothing changed, 2 quotations\n"


def test_check_again_names_what_it_does_not_know_and_goes_on(desk: Workspace, story: Path, run: Run) -> None:
    desk.check(story)
    done = run("check", "--again", "ffff", story)
    assert (done.returncode, done.stdout.count("\n")) == (3, 1)
    assert "no article 'ffff'" in done.stderr
    done = run("check", "--again", story, "--title", "Another")
    assert (done.returncode, done.stdout) == (2, "")
    assert "leave out --title" in done.stderr


def test_corpus_reread_tells_what_changed(desk: Workspace, run: Run) -> None:
    write(desk, f"DELETE FROM quotations WHERE {OF_NOTE} AND number = 2")
    done = run("corpus", "reread", "note")
    assert done.stdout.splitlines() == [
        "note: 1 new, 2 quotations",
        "    new: “it could hold 500” – Dana Orlov",
        "1 document: 1 new",
    ]
    assert run("corpus", "reread").stdout == "2 documents: nothing changed\n"
    assert json.loads(run("corpus", "reread", "--json").stdout) == {"documents": 2, "read_first": 0, "changed": []}
    assert run("corpus", "reread", "nope").returncode == 2
