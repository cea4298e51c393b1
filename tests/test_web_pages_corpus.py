"""The corpus in a browser: searched, read, added to and taken from; and the record, the help and the ledgers."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from pages_desk import Visitor
from review_samples import ARTICLE, CRANES, QUAY, lay_out

from factcheck import Workspace
from factcheck.domain import Document, Span
from factcheck.store import corpus
from factcheck.web.keeping import safe_name

NAMES = ("a/b c/ü.txt", "..", "https://example.org/x?y=1#z", "<script>alert(1)</script>", "100 %", "مرحبا")
TEXT = "The quay of Skerra opens in June 2026, said the port council on Monday."


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """A desk whose corpus has documents with every kind of name."""
    folder = tmp_path_factory.mktemp("desks") / "desk"
    lay_out(folder)
    with Workspace(folder, cache=cache) as work, work.database.writing() as session:
        for name in NAMES:
            words = f"Words of {name}."
            corpus.add_version(session, Document(name, words), 1, [Span(0, len(words))], "a.jsonl")
    return folder


@pytest.fixture
def work(laid: Path, tmp_path: Path, cache: Path) -> Iterator[Workspace]:
    from pages_desk import copied

    with Workspace(copied(laid, tmp_path / "desk"), cache=cache) as workspace:
        yield workspace


@pytest.fixture
def ana(work: Workspace) -> Visitor:
    return Visitor(work)


def text_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_documents_are_listed_filtered_and_read_whatever_they_are_called(ana: Visitor) -> None:
    page = ana.read("/corpus")
    assert "8 documents" in page
    for address, name in zip(
        re.findall(r'class="main" href="([^"]+)"', page), sorted((*NAMES, "minutes", "cranes")), strict=True
    ):
        assert quote(name, safe="") in address or "id=.." in address
        assert f"{name}#0" in text_of(ana.read(html.unescape(address)))
    assert "1 document" in ana.read("/corpus", holding="SKERRA GAZ")
    assert "No document holds that" in ana.read("/corpus", holding="100%_")
    assert ana.get("/corpus/documents/nothing").status_code == 404
    assert ana.get("/corpus/documents/minutes", version="7").status_code == 404


def test_a_document_says_who_published_it_and_each_version(ana: Visitor, work: Workspace) -> None:
    with work.database.writing() as session:
        document = Document("cranes", "The port has 15 cranes.", publisher="Gazette", publisher_from="text")
        corpus.add_version(session, document, 2, [Span(0, 23)], "b.txt")
    newest = text_of(ana.read("/corpus/documents/cranes"))
    assert "Gazette read from the text" in newest
    assert "15 cranes" in newest
    older = ana.read("/corpus/documents/cranes", version="1")
    assert "14 cranes" in older
    assert "A newer version of this document" in older
    assert "Take it out" not in older


def test_passages_are_searched_with_who_published_them(ana: Visitor, work: Workspace, encoder: object) -> None:
    answer = ana.sent(
        "/corpus", do="text", title="Quay", id="quay", publisher="Port of Skerra", published="2026-03-02", text=TEXT
    )
    ana.came_of(answer)
    page = text_of(ana.read("/corpus", q="when does the quay open"))
    assert TEXT in page
    assert "Quay · Port of Skerra , 2 March 2026 · similarity 0." in page
    held = work.corpus_document("quay").document
    assert (held.published, held.published_from, held.extra) == (date(2026, 3, 2), "given", {"added_by": "ana"})


def test_files_are_kept_and_never_overwritten_in_silence(ana: Visitor, work: Workspace, encoder: object) -> None:
    def sent(data: bytes, **fields: str) -> int:
        files = [("files", ("../../notes.txt", data, "text/plain"))]
        answer = ana.sent("/corpus", do="files", files=files, publisher="Port of Skerra", **fields)
        if answer.status_code == 303:
            ana.came_of(answer)
        return answer.status_code

    assert sent(TEXT.encode()) == 303
    assert work.corpus_document("notes.txt").document.publisher == "Port of Skerra"
    assert (work.settings.workspace / "uploads" / "notes.txt").read_text() == TEXT
    assert not (work.settings.workspace.parent / "notes.txt").exists()
    assert sent(b"Something else is written here.") == 422
    assert work.corpus_document("notes.txt").document.text.strip() == TEXT
    assert sent(b"Something else is written here.", newer="on") == 303
    assert work.corpus_document("notes.txt").version == 2
    assert sorted(path.name for path in (work.settings.workspace / "uploads").iterdir()) == ["notes.txt"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"do": "text", "text": "kept", "title": "A"}, "there is no text"),
        ({"do": "text", "text": "these words are kept"}, "a title or an id is wanted"),
        ({"do": "text", "text": "these words are kept", "id": "minutes"}, "another text is called 'minutes'"),
        ({"do": "text", "text": "these words are kept", "id": "x", "published": "3/4/26"}, "is no day"),
        ({"do": "text", "text": "these words are kept", "id": "x", "published": "2999-01-01"}, "days ahead"),
        ({"do": "files"}, "choose the files"),
    ],
)
def test_what_cannot_be_added_is_refused_and_kept_in_the_form(
    ana: Visitor, work: Workspace, fields: dict[str, str], told: str
) -> None:
    answer = ana.sent("/corpus", **fields)
    assert answer.status_code == 422
    assert told in text_of(answer.text)
    assert fields.get("text", "") in answer.text
    assert len(work.corpus_list()) == 8


def test_taking_a_document_out_asks_first_and_says_what_rests_on_it(ana: Visitor, work: Workspace) -> None:
    work.mark(CRANES.id, "supported", cite="cranes#0:The port has 14 cranes", by="leo")
    work.mark(QUAY.id, "contradicted", cite="cranes#0:Two of them are out of use", by="leo")
    work.reopen(QUAY.id, note="on reflection", by="leo")
    asked = ana.sent("/corpus/remove", id="cranes")
    assert asked.status_code == 200
    assert "1 verdict rests on it" in text_of(asked.text)
    assert CRANES.text[:40] in text_of(asked.text)
    assert "supported by leo" in text_of(asked.text)
    assert work.corpus_document("cranes").current
    assert ana.sent("/corpus/remove", id="cranes", sure="yes").status_code == 303
    assert not work.corpus_document("cranes").current
    assert work.claim(CRANES.id).standing.state == "stale"
    newest = work.history()[-1]
    assert (newest.action, newest.by) == ("stale", "ana")
    assert "was taken out of the corpus" in ana.read("/corpus/documents/cranes")
    assert ana.sent("/corpus/remove", id="nothing").status_code == 404


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("notes.txt", "notes.txt"),
        ("..\\..\\a b.PDF", "a b.PDF"),
        ("/etc/passwd", "passwd"),
        (".htaccess", "htaccess"),
        ("..", "upload"),
        ("a\0b\nc.txt", "ab c.txt"),
        ('q"<>|?.md', "q-----.md"),
        ("مرحبا.txt", "مرحبا.txt"),
        ("x" * 500 + ".txt", "x" * 120 + ".txt"),
        ("船" * 200 + ".txt", "船" * 65 + ".txt"),
    ],
)
def test_a_files_name_is_a_name_alone(given: str, kept: str) -> None:
    assert safe_name(given) == kept


# -- the record ---------------------------------------------------------------------------


def test_the_history_is_that_of_the_command_newest_first(ana: Visitor, work: Workspace) -> None:
    work.mark(CRANES.id, "supported", cite="cranes#0:The port has 14 cranes", by="leo")
    work.reopen(CRANES.id, note="wait", by="mia")
    work.assign(ARTICLE.id, "leo", by="mia")
    told = work.story()
    page = text_of(ana.read("/history"))
    places = [page.index(" ".join(line.split())) for line in reversed(told)]
    assert places == sorted(places)
    assert len(told) == 3
    assert work.history()[-1].hash in page
    assert "leo found it" not in ana.read("/history", person="mia")
    assert "gave it to leo" in ana.read("/history", article=ARTICLE.id)
    assert ana.get("/history", article="0000ffff").status_code == 422
    assert "Nothing of the kind" in ana.read("/history", person="nobody")


def test_a_page_of_the_history_tells_as_the_whole_does(work: Workspace) -> None:
    for number in range(7):
        work.due(ARTICLE.id, date(2026, 12, 1 + number), by="mia")
    work.mark(CRANES.id, "supported", cite="cranes#0:The port has 14 cranes", by="leo")
    work.mark(CRANES.id, "contradicted", cite="cranes#0:Two of them", note="no", over=True, by="mia")
    whole = list(reversed(work.story()))
    pages = [work.log_page(limit=3, offset=offset) for offset in (0, 3, 6)]
    assert [one.words for found in pages for one in found.told] == whole
    assert {found.total for found in pages} == {9}
    assert pages[0].newest == work.history()[-1].hash
    assert pages[0].people == ("leo", "mia")


def test_the_record_is_verified(ana: Visitor, work: Workspace) -> None:
    work.due(ARTICLE.id, date(2026, 12, 1), by="mia")
    answer = ana.sent("/history/verify", page="/history")
    assert answer.status_code == 303
    assert "The record is sound" in ana.read(ana.came_of(answer))


def test_the_help_has_the_keys_of_this_desk(work: Workspace) -> None:
    (work.settings.workspace / "factcheck.toml").write_text('[keys]\nsupport = "y"\n')
    with Workspace(work.settings.workspace) as own:
        page = text_of(Visitor(own).read("/help"))
    assert "y supported by what is cited" in page
    assert "The method, in short" in page


def test_ledgers_are_kept_of_speakers_and_outlets(ana: Visitor) -> None:
    assert "Ada Ferro" in ana.read("/ledgers")
    assert "Skerra Times" in ana.read("/ledgers", of="outlets")
    page = ana.read("/ledgers/speaker", name="Ada Ferro")
    assert "2026-03" in page
    assert "turned away 40 ships" in page
    assert "turned away 40 ships" not in ana.read("/ledgers/speaker", name="Ada Ferro", since="2026-04-01")
    assert ana.get("/ledgers/outlet", name="Skerra Times").status_code == 200
    assert ana.get("/ledgers/speaker", name="Ada Ferro", since="soon").status_code == 422
    assert ana.get("/ledgers/speaker", name="Nobody at all").status_code == 404
