"""Files of all kinds as reference material: added by the folder, found, and cited by their page, row or time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from office_files import docx, p, row, xlsx
from pdf_kinds import Sheet, lines_of

from factcheck import Workspace, report
from factcheck.domain import Document, Place
from factcheck.report import wordings

RENTS = "The council of Orvale raised the rents of its 1,450 houses by four per cent in the spring of 2025."
CLAIM = "# Rents in Orvale\n\nThe council of Orvale raised the rents of its houses by four per cent in spring 2025.\n"


def pdf() -> bytes:
    """Page 3 holds what is claimed."""
    sheet = Sheet()
    sheet.write(lines_of("The harbour board wrote that the works on the wall were to last for nine months.", 400))
    sheet.turn()
    sheet.write(lines_of("Petra Oswin, the mayor, asked for a list of all contracts of the board.", 400))
    sheet.turn()
    sheet.write(lines_of(RENTS, 400))
    return sheet.done()


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path / "desk")
    workspace.make()
    return workspace


def test_a_folder_of_papers_is_added_and_what_is_not_read_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "report.pdf").write_bytes(pdf())
    (folder / "letter.docx").write_bytes(docx(p(RENTS)))
    (folder / "rents.xlsx").write_bytes(xlsx({"Rents": f"<sheetData>{row(1, 'Town', 'Rise')}</sheetData>"}))
    (folder / "rents.csv").write_text("Town,2024,2025\nOrvale,12,13\n")
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / "older.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    for litter in (".DS_Store", "Thumbs.db", "~$letter.docx"):
        (folder / litter).write_bytes(b"x")
    told: list[str] = []
    with Workspace(tmp_path / "desk", notice=told.append) as workspace:
        workspace.make()
        added = workspace.corpus_add(folder)
    assert (added.new, added.failures) == (4, [])
    assert told == [
        f"{folder}: 3 files passed over: 2 .doc (old.doc, older.doc), 1 .jpg (photo.jpg). "
        "Save them as PDF, .docx, .odt, .csv, text or HTML, or unpack them, and add that.",
        "dates: from the document properties 1, none 3; publishers: none 4; --published and --publisher say them",
    ]


def test_a_workspace_that_lies_among_the_texts_is_not_named(tmp_path: Path) -> None:
    told: list[str] = []
    with Workspace(tmp_path, notice=told.append) as workspace:
        workspace.make()
        (tmp_path / "rents.txt").write_text(RENTS)
        (tmp_path / "factcheck.db.0009.bak").write_bytes(b"x")
        (tmp_path / "LICENSE").write_text("Do as you like.")
        assert (workspace.corpus_add(tmp_path).new, workspace.corpus_add(tmp_path).unchanged) == (1, 1)
    assert all("1 file passed over: 1 without a suffix (LICENSE)" in one for one in told if "passed over" in one)
    assert len([one for one in told if "passed over" in one]) == 2


def test_a_folder_that_holds_nothing_to_read_is_refused_by_what_it_holds(tmp_path: Path, desk: Workspace) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"\xff\xd8\xff")
    (failure,) = desk.corpus_add(tmp_path / "photos").failures
    assert "1 file passed over: 1 .jpg (a.jpg)" in failure.problem


def test_a_paper_that_cannot_be_read_is_named_and_the_others_are_added(tmp_path: Path, desk: Workspace) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 no more")
    (folder / "report.pdf").write_bytes(pdf())
    added = desk.corpus_add(folder)
    assert added.new == 1
    assert [failure.place for failure in added.failures] == [str(folder / "broken.pdf")]


def test_how_a_paper_was_read_is_told_when_it_is_added(tmp_path: Path) -> None:
    (tmp_path / "letter.docm").write_bytes(docx(p(RENTS), {"word/vbaProject.bin": b""}))
    told: list[str] = []
    with Workspace(tmp_path / "desk", notice=told.append) as workspace:
        workspace.make()
        workspace.corpus_add(tmp_path / "letter.docm")
    assert told == [
        f"{tmp_path / 'letter.docm'}: it holds macros; they were not run",
        "no date and no publisher found; --published and --publisher say them",
    ]


def test_a_claim_is_shown_the_page_and_every_report_says_it(tmp_path: Path, desk: Workspace) -> None:
    (tmp_path / "report.pdf").write_bytes(pdf())
    (tmp_path / "story.md").write_text(CLAIM)
    desk.corpus_add(tmp_path / "report.pdf")
    checked = desk.check(tmp_path / "story.md")
    found = [one.passage for item in checked.claims if item.search for one in item.search.evidence]
    assert "p. 3" in {passage.place for passage in found if "raised" in passage.text}
    for format_ in ("md", "html", "json"):
        assert "p. 3" in report.render(checked, format_), format_
    assert "p. 3" in report.render_text(checked, full=True)
    assert "p. 3" in report.render_brief(checked)
    assert desk.corpus_verify() == []


def test_a_citation_says_the_page(tmp_path: Path, desk: Workspace) -> None:
    (tmp_path / "report.pdf").write_bytes(pdf())
    (tmp_path / "story.md").write_text(CLAIM)
    desk.corpus_add(tmp_path / "report.pdf")
    checked = desk.check(tmp_path / "story.md")
    item = next(item for item in checked.claims if item.search and item.search.evidence)
    passage = next(one.passage for one in item.search.evidence if "raised" in one.passage.text)
    assert passage.place == "p. 3"
    desk.mark(item.claim.id, "supported", cite=[passage.id], by="ada")
    said = desk.report(checked.article.id)
    assert f"Source: publisher not given, {passage.published}, p. 3" in report.render_text(said, full=True)
    cited = json.loads(report.render(said, "json"))["claims"][item.number - 1]["decision"]["citations"][0]
    assert cited["passage"]["place"] == "p. 3"


def test_a_row_of_a_workbook_is_found_by_its_sheet_and_number(tmp_path: Path, desk: Workspace) -> None:
    sheet = f"<sheetData>{row(1, 'Town', '2024', '2025')}{row(2, 'Orvale', 1200.0, 1450.0)}</sheetData>"
    (tmp_path / "rents.xlsx").write_bytes(xlsx({"Rents": sheet}))
    desk.corpus_add(tmp_path / "rents.xlsx")
    (found,) = [passage for passage, _ in desk.corpus_search("rents in Orvale 2025", 3)]
    assert found.place == "sheet Rents, row 2"


def test_the_time_of_subtitles_stands_with_words_that_were_found_there(desk: Workspace) -> None:
    text = "We will not raise the rents.\n\nNobody will lose a home in Orvale, and I promise it."
    document = Document("talk", text, places=(Place(0, "00:00:01"), Place(30, "00:01:13")))
    desk.corpus_add_documents([document])
    (compared,) = desk.wording("Nobody will lose a home in Orvale, and I promise it.")
    (place,) = compared.wording.places
    assert place.place == "00:01:13"
    assert "talk, 00:01:13, characters" in wordings.origin(place)
