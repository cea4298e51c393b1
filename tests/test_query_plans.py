"""No verb of the desk reads a large table from end to end, whatever the database holds.

SQLite says how it would answer each statement that the verbs send (EXPLAIN QUERY PLAN). A table, or a whole index of
it, that is read through is a scan; so is an index asked only for what most rows have alike.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from json import dumps
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from factcheck import Workspace
from factcheck.articles import Metadata
from factcheck.domain import State
from factcheck.store import plain
from factcheck.store.queue import Filters

pytestmark = [pytest.mark.sqlite, pytest.mark.xdist_group("plans")]

ROOT = Path(__file__).parents[1]
SET = ROOT / "corpora" / "iraq-isis-2025"
ARTICLE = SET / "examples" / "advisers-stay.txt"
LARGE = frozenset(
    "articles claims documents passages passages_text passages_text_docsize vectors searches evidence suggestions "
    "entries citations quotations readings items appearances appearances_text flags deliveries precedents "
    "precedents_text claim_standing article_standing fetches fetched_documents fetched_articles".split()
)
# What most rows have alike: a search by these alone reads nearly all.
ALIKE = frozenset({"waiting=?", "current=?", "active=?", "encoder=?", "retired=?", "rowid<?"})
# Indices of few entries, all of which any verb may read.
FEW = {
    "ix_documents_superseded": "documents that were replaced or removed are few",
    "ix_precedents_superseded": "so are earlier checks",
    "ix_claim_standing_between_two": "claims are between two people for a while",
}
# Indices that any verb may read in their order, to count, or until a page is full.
SHORT = {
    "ix_documents_listed": "holds what a list of documents shows and no text: a hundred bytes a document",
    "ix_claim_standing_decided": "holds what is counted of the claims that were decided, and has their order",
    "ix_claim_standing_queue": "holds what is counted of the claims that wait, and has their order",
}
# What a verb reads whole all the same: (verb, table).
WHOLE = {
    ("verify", "*"): "proves all that is stored",
    ("history of all", "*"): "prints the whole log",
    ("agreement", "entries"): "measures all that two have decided",
    ("corpus stats", "*"): "counts entries of the smallest index",
    ("doctor", "passages"): "looks for each passage's vector, as it has SQLite look at each page",
    ("doctor", "vectors"): "looks for each passage's vector, as it has SQLite look at each page",
    ("doctor", "articles"): "counts entries of the smallest index",
    ("doctor", "fetches"): "looks for each file of the archive",
    ("articles", "*"): "lists every article with how far it is",
    ("current articles", "*"): "lists every article with how far it is",
    ("speakers", "*"): "names everybody who said something",
    ("ledger of a speaker", "*"): "a name has many forms, and which of them one person has depends on all names",
    ("ledger of an outlet", "*"): "the same of outlets",
    ("log", "entries"): "a page of the newest; what a blind second check hides is passed over and not counted",
    ("flag", "items"): "compares all that it is given with all that it was given",
    ("flag anew", "items"): "compares all that it is given with all that it was given",
    ("flag", "flags"): "asks of each flag whether it was told",
    ("flag anew", "flags"): "asks of each flag whether it was told",
    ("flags", "flags"): "asks of each flag whether it is open",
    ("take flag", "flags"): "asks of each flag whether it is open",
    ("*", "precedents"): "stops at the first earlier check that is not the article's own",
    ("check", "passages"): "makes an index where there is no file of one",
}


Asked = tuple[str, tuple[Any, ...]]
"""A statement as it was sent, and what it was given: by name, where each is a pair."""


@dataclass
class Trace:
    """The statements that were sent, by the verb that sent them."""

    verb: str = ""
    sent: dict[str, dict[str, Asked]] = field(default_factory=dict)

    def note(self, statement: str, given: Any) -> None:
        if self.verb and re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", statement, re.IGNORECASE):
            asked = statement, tuple(given.items() if isinstance(given, Mapping) else given)
            self.sent.setdefault(self.verb, {}).setdefault(statement, asked)


class Traced(sqlite3.Connection):
    """A connection of those that read without SQLAlchemy."""

    trace: Trace

    def execute(self, statement: str, given: Any = (), /) -> sqlite3.Cursor:
        self.trace.note(statement, given)
        return super().execute(statement, given)


def _verbs(desk: Workspace, folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """The verbs in an order in which each has something to do."""
    notes = folder / "note.txt"
    notes.write_text("The harbour of Riverton lost 40 berths in 2024, the port authority said.", encoding="utf-8")
    article = folder / "story.txt"
    article.write_text(STORY, encoding="utf-8")
    yield "corpus add", lambda: desk.corpus_add(notes, publisher="Port authority", published=date(2025, 1, 2))
    yield "corpus add again", lambda: desk.corpus_add(notes)
    yield "corpus add reviews", lambda: desk.corpus_add(_feed(folder))
    yield "check", lambda: desk.check(article, Metadata(publisher="The Courier", url="https://courier.example/1"))
    yield "check again", lambda: desk.check_again(article)
    claim = [one.claim.id for one in desk.report(article).claims]
    passage = desk.corpus_search("harbour berths lost")[0].passage
    words = passage.text[:30].rsplit(" ", 1)[0]
    citation = f"{passage.id}:{words}"
    yield "report", lambda: desk.report(article)
    yield "reported", lambda: desk.reported(desk.report(article))
    yield "wording", lambda: desk.wording("“The quay lost 40 berths,” said Anna Crewe.")
    yield "search again", lambda: desk.search_again(claim[0])
    yield "show", lambda: desk.show(claim[0], by="ben")
    for name, wanted in _filters().items():
        yield f"queue {name}", lambda wanted=wanted: desk.queue(wanted, by="ana")
    yield "queue of an article", lambda: desk.queue(article=article)
    yield "waiting", lambda: desk.waiting(article, by="ben")
    yield "take another", lambda: desk.release(_taken(desk, after=claim[0]), by="cem")
    held = _taken(desk)
    yield "renew", lambda: desk.renew(held, by="cem", work={"note": "so far"})
    yield "at work", lambda: desk.at_work(article)
    yield "release", lambda: desk.release(held, by="cem")
    yield "assign", lambda: desk.assign(claim[0], "ana")
    yield "due", lambda: desk.due(article, date(2031, 5, 1))
    yield "note", lambda: desk.note(claim[0], "Asked the port.")
    yield "correct", lambda: desk.correct(claim[0], speaker="Anna Crewe")
    yield "undo", lambda: desk.undo(claim[0])
    yield "mark", lambda: desk.mark(claim[0], "supported", attribution="said-so", cite=citation)
    yield "second check", lambda: desk.second_check(claim[0])
    yield "mark second", lambda: desk.mark(claim[0], "supported", attribution="said-so", cite=citation, by="ben")
    yield "reopen", lambda: desk.reopen(claim[0], note="Look again.")
    yield "mark anew", lambda: desk.mark(claim[0], "supported", attribution="said-so", cite=citation)
    yield "dismiss", lambda: desk.dismiss(claim[-1], "trivial")
    yield "add claim", lambda: desk.add_claim(article, "Residents will meet on Friday.")
    yield "ask", lambda: desk.ask(article, "Anna Crewe", way="mail")
    yield "answered", lambda: desk.answered(article, "No comment.")
    yield "sign off", lambda: desk.sign_off(article, note="Seen.")
    yield "undo second check", lambda: desk.mark(claim[0], "supported", attribution="said-so", cite=citation, by="cem")
    yield "release verdict", lambda: desk.release_verdict(claim[0])
    yield "publish correction", lambda: desk.publish_correction(article, "It was 40.")
    yield "history", lambda: desk.history(claim[0])
    yield "history of all", desk.history
    yield "story", lambda: desk.story(article=article, by="ben")
    yield "log", lambda: desk.log_page(by="ben")
    yield "articles", desk.articles_page
    yield "current articles", desk.current_articles
    yield "drafts", lambda: desk.drafts_of(article)
    yield "draft", lambda: (article.write_text(STORY + "More of it.\n", encoding="utf-8"), desk.check(article))
    yield "draft changes", lambda: desk.draft_changes(article)
    yield "close", lambda: desk.close_article(article, over=True, note="Printed.")
    yield "reopen article", lambda: desk.reopen_article(article)
    yield "ledger of a speaker", lambda: desk.ledger(speaker="Anna Crewe", by="ben")
    yield "ledger of an outlet", lambda: desk.ledger(outlet=desk.outlets()[0].name, by="ben")
    yield "speakers", desk.speakers
    yield "agreement", desk.agreement
    yield "corrections", lambda: list(desk.export_corrections(article))
    yield "flag", lambda: list(desk.flag([folder / "inbox"]))
    yield "flag anew", lambda: list(desk.flag([folder / "inbox"]))
    yield "flags", lambda: desk.flagged(desk.flags()[0])
    yield "take flag", lambda: desk.take_flag(desk.flags()[0][0].line.claim.id, by="ana")
    yield "mute", lambda: desk.unmute(desk.mute("speaker", "Anna Crewe").key)
    yield "corpus list", desk.corpus_list
    yield "corpus page", lambda: desk.corpus_documents("harbour")
    yield "corpus document", lambda: desk.corpus_document("note.txt")
    yield "corpus resting", lambda: desk.corpus_resting("note.txt")
    yield "corpus passage", lambda: desk.corpus_passage(passage.id)
    yield "corpus search", lambda: desk.corpus_search("harbour")
    yield "corpus reread", lambda: list(desk.corpus_reread("note.txt"))
    yield "corpus stats", desk.corpus_stats
    yield "corpus change", lambda: (notes.write_text("It lost 41 berths.", encoding="utf-8"), desk.corpus_add(notes))
    yield "corpus remove", lambda: desk.corpus_remove("note.txt")
    yield "corpus restore", lambda: desk.corpus_add(notes)
    yield "precedents", lambda: desk.precedents_of(["Riverton lost 40 berths."])
    yield "doctor", desk.doctor
    yield "verify", desk.verify


STORY = """Riverton loses berths

The harbour of Riverton lost 40 berths in 2024, according to the port authority.

"We have kept 11 branches open for as long as we could," said Anna Crewe, the mayor of Riverton.

The budget of Riverton fell by 4.5 per cent to 120 million euros in 2025. Residents will meet on Friday.
"""


def _filters() -> dict[str, Filters]:
    return {
        "all": Filters(),
        "of a speaker": Filters(speaker="crewe"),
        "of a state": Filters(state=State.OPEN),
        "of a flag": Filters(flag="misquoted"),
        "of a proposal": Filters(proposal="supported"),
        "of a person": Filters(person="ana"),
        "decided": Filters(decided=True),
        "of mine": Filters(waits_for="ana", adjudicates=True),
    }


def _taken(desk: Workspace, after: str | None = None) -> str:
    """A claim that cem has taken."""
    item = desk.take(by="cem", after_claim=after)
    assert item is not None
    return item.claim.id


def _feed(folder: Path) -> Path:
    feed = folder / "reviews.json"
    review = {
        "@type": "ClaimReview",
        "url": "https://checks.example/berths",
        "claimReviewed": "The harbour of Riverton lost 40 berths.",
        "author": {"@type": "Organization", "name": "Checks"},
        "reviewRating": {"@type": "Rating", "alternateName": "True"},
    }
    feed.write_text(dumps({"@context": "https://schema.org", **review}), encoding="utf-8")
    return feed


@pytest.fixture(scope="module")
def trace(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[tuple[Trace, Path]]:
    """What each verb sends, of a desk with a corpus and some articles."""
    folder = tmp_path_factory.mktemp("plans")
    inbox = folder / "inbox"
    inbox.mkdir()
    (inbox / "wire.txt").write_text(STORY.replace("Riverton", "Easton"), encoding="utf-8")
    trace = Trace()

    def sent(_c: object, _cursor: object, statement: str, given: Any, _context: object, many: bool) -> None:
        trace.note(statement, given[0] if many else given)

    def connected(file: Path) -> Traced:
        made = sqlite3.connect(file, isolation_level=None, check_same_thread=False, factory=Traced)
        made.trace = trace
        return made

    event.listen(Engine, "before_cursor_execute", sent)
    with pytest.MonkeyPatch.context() as patched, Workspace(folder / "desk", cache=cache, user="ana") as desk:
        patched.setattr(plain, "_connected", connected)
        desk.corpus_add(SET)
        for verb, act in _verbs(desk, folder):
            trace.verb = verb
            act()
            trace.verb = ""
    event.remove(Engine, "before_cursor_execute", sent)
    return trace, folder / "desk" / plain.DATABASE_FILE


@cache
def _read_through(database: Path, statement: str, given: tuple[Any, ...] = ()) -> tuple[tuple[str, str], ...]:
    """The large tables that a statement reads from end to end, and how."""
    names = {alias: table for table, alias in re.findall(r"(\w+) AS (\w+)", statement) if table in LARGE}
    named = bool(given) and all(isinstance(one, tuple) for one in given)
    # With what it was given and not with that written into it, of which SQLite would think otherwise.
    plan = [
        row[3] for row in _opened(database).execute(f"EXPLAIN QUERY PLAN {statement}", dict(given) if named else given)
    ]
    sorted_first = any("TEMP B-TREE FOR ORDER BY" in step for step in plan)
    if _is_page(statement) and not sorted_first:
        return ()  # it is read in its order until the page is full
    return tuple((table, step) for step in plan if (table := _whole(step, names, sorted_first)))


@cache
def _opened(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(database)


def _is_page(statement: str) -> bool:
    """Whether a statement gives the first of all rows in some order."""
    return bool(
        re.search(r"ORDER BY [^()]*\s+LIMIT (\d+|\?|:\w+)( OFFSET (\d+|\?|:\w+))?$", statement)
    ) and not re.search(r"\sWHERE\s", statement)


def _whole(step: str, names: dict[str, str], sorted_first: bool) -> str:
    """The large table that a step of a plan reads from end to end, or ""."""
    found = re.match(r"(SCAN|SEARCH) (\w+)(?: USING (?:COVERING )?INDEX (\w+))?(.*)", step)
    if not found:
        return ""
    how, name, index, more = found.groups()
    table = names.get(name, name)
    if table not in LARGE or "VIRTUAL TABLE" in more or index in FEW:
        return ""
    if index in SHORT and not sorted_first:
        return ""
    if how == "SEARCH":
        asked = re.search(r"\((.+)\)$", more)
        return table if asked and set(asked[1].split(" AND ")) <= ALIKE else ""
    return table


def test_no_verb_reads_a_large_table_from_end_to_end(trace: tuple[Trace, Path]) -> None:
    sent, database = trace
    found = [
        f"{verb}: {table}: {step}\n    {asked[0][:1500]}"
        for verb, statements in sent.sent.items()
        for asked in statements.values()
        for table, step in _read_through(database, *asked)
        if not {(verb, table), (verb, "*"), ("*", table)} & WHOLE.keys()
    ]
    assert not found, "\n".join(found)


def test_a_table_that_is_read_through_is_found_out(trace: tuple[Trace, Path]) -> None:
    _, database = trace
    through = {
        "SELECT text FROM documents WHERE title = 'a'": "documents",
        "SELECT one.text FROM passages AS one ORDER BY one.text LIMIT 5": "passages",
        "SELECT count(*) FROM vectors WHERE encoder = 'e'": "vectors",
        "SELECT claim_id FROM claim_standing WHERE waiting = 1 ORDER BY state LIMIT 5": "claim_standing",
    }
    for statement, table in through.items():
        assert [name for name, _ in _read_through(database, statement)] == [table]
    assert not _read_through(database, "SELECT hash FROM entries ORDER BY key DESC LIMIT 1")
    assert not _read_through(database, "SELECT rowid FROM passages_text WHERE passages_text MATCH 'quay'")
    assert not _read_through(database, "SELECT text FROM passages WHERE id = 'a#0'")


def test_every_reason_is_needed(trace: tuple[Trace, Path]) -> None:
    """What no longer reads a table whole is to be taken off the list."""
    sent, database = trace
    verbs = {verb for verb, _ in WHOLE} - {"*"}
    assert verbs <= sent.sent.keys()
    for verb, table in WHOLE:
        statements = [one for name, some in sent.sent.items() if verb in (name, "*") for one in some.values()]
        read = {name for asked in statements for name, _ in _read_through(database, *asked)}
        assert read & ({table} if table != "*" else LARGE), f"{verb} reads no {table} whole"
