"""What a verdict rests on, chosen in a browser without script: words, searching, bringing along."""

from __future__ import annotations

from pathlib import Path

import pytest
from review_samples import QUAY, SHIPS
from web_desk import PlainBrowser, stands, store


def test_other_words_are_written(ana: PlainBrowser) -> None:
    ana.act("words", number="1")
    assert "Which words of [1]?" in ana.words
    form = ana.page.xpath("//textarea[@name='answer']/ancestor::form")[0]
    ana.send(form, {"answer": "turned away\r\n30 ships"})
    assert "will be cited: “turned away 30 ships”" in ana.alert


def test_other_words_are_chosen_by_the_button_of_a_sentence(ana: PlainBrowser) -> None:
    ana.act("words", number="1").press("The motion was carried.")
    assert "will be cited: “The motion was carried.”" in ana.alert


def test_words_that_do_not_stand_there_are_refused(ana: PlainBrowser) -> None:
    ana.act("words", number="1")
    ana.send(ana.page.xpath("//textarea[@name='answer']/ancestor::form")[0], {"answer": "50 ships"})
    assert ana.status == 422
    assert "do not stand in the passage" in ana.alert


@pytest.mark.parametrize(
    ("at", "words", "status"),
    [
        ("72-102", "We turned away 30 ships in May", 200),
        ("72-102", "We turned away 40 ships in May", 422),
        ("73-103", "We turned away 30 ships in May", 422),
        ("72-9999", "We turned away 30 ships in May", 422),
        ("5-5", "", 422),
        ("0-0", "x", 422),
    ],
)
def test_selected_words_are_compared_with_those_at_their_place(
    ana: PlainBrowser, at: str, words: str, status: int
) -> None:
    start, _, end = at.partition("-")
    form = ana.page.xpath("//form[@id='cite-these']")[0]
    ana.send(form, {"start": start, "end": end, "words": words, "number": "1"})
    assert ana.status == status
    assert ("Cites [1]" in ana.words) is (status == 200)


def test_searching_offers_passages_and_takes_one(ana: PlainBrowser) -> None:
    ana.open(f"/claims/{QUAY.id}")
    ana.act("search", answer="cranes of the port")
    assert "Found for “cranes of the port”" in ana.words
    ana.press("Cite it")
    assert ana.claim == QUAY.id
    assert "Cites [1]" in ana.words
    ana.act("contradict")
    assert stands(ana, QUAY.id).decision.citations[0].passage_id in ("minutes#0", "cranes#0")


def test_a_text_is_brought_along_and_cited(ana: PlainBrowser) -> None:
    ana.open(f"/claims/{QUAY.id}")
    ana.act("add", answer="The harbour board said: the new quay will open on 3 May 2027.")
    assert "Added desk-" in ana.alert
    assert "The harbour board said" in ana.words
    ana.press("1 Cite")
    assert "Cites [1]" in ana.words
    ana.act("contradict")
    assert stands(ana, QUAY.id).decision.citations[0].exact.startswith("The harbour board said")


def test_a_file_is_brought_along(ana: PlainBrowser, tmp_path: Path) -> None:
    ana.open(f"/claims/{QUAY.id}")
    form = ana.page.xpath("//input[@type='file']/ancestor::form")[0]
    words = "The new quay at Skerra will open on 3 May 2027, the board said."
    ana.send(form, {"answer": ""}, files={"file": ("../../board note.txt", words.encode(), "text/plain")})
    assert "Added board note.txt" in ana.alert
    assert words in ana.words
    assert not (tmp_path.parent / "board note.txt").exists()


def test_a_file_of_several_megabytes_is_brought_along(ana: PlainBrowser) -> None:
    ana.open(f"/claims/{QUAY.id}")
    form = ana.page.xpath("//input[@type='file']/ancestor::form")[0]
    words = "The new quay at Skerra will open on 3 May 2027, the board said."
    page = f"<html><!-- {'x' * 2_500_000} --><body><p>{words}</p></body></html>"
    ana.send(form, {"answer": ""}, files={"file": ("board.html", page.encode(), "text/html")})
    assert "Added board.html" in ana.alert


@pytest.mark.parametrize("what", ["/etc/passwd", "~/.profile", "https://example.org/page that is long enough", "ab"])
def test_no_file_of_the_server_and_no_address_is_read_for_what_is_written(ana: PlainBrowser, what: str) -> None:
    before = store(ana).corpus_stats()
    ana.act("add", answer=what)
    assert ana.status == 422
    assert store(ana).corpus_stats() == before


def test_the_passage_with_its_neighbours_and_its_document(ana: PlainBrowser) -> None:
    ana.press("Neighbours")
    assert ana.status == 200
    assert "The motion was carried" in ana.words
    ana.press("Back to the claim").press("Document")
    assert ana.page.xpath("//mark[@id='passage']")
    assert "Minutes of the port council" in ana.words
    assert ana.open(f"/claims/{SHIPS.id}/passages/9").status == 404
