"""Articles, the corpus, texts and the record over the API."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from api_desk import V1, Desk, a_desk, is_refusal
from review_samples import ARTICLE, FEES, SHIPS

from factcheck import Workspace
from factcheck.report import as_dict
from factcheck.version import __version__

STORY = "Quay opens late\n\nThe new quay opens in June, harbour master Ada Ferro told the council.\n\n"


@pytest.fixture(scope="module")
def desk(cache: Path) -> Iterator[Desk]:
    with a_desk() as made:
        yield made


@pytest.fixture
def own(cache: Path) -> Iterator[Desk]:
    """A desk of the test's own."""
    with a_desk() as made:
        yield made


def in_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


# -- articles -----------------------------------------------------------------------------


def test_the_articles_are_what_the_command_prints(desk: Desk) -> None:
    (told,) = desk.get("/articles").json()
    assert (told["id"], told["hold"], told["open"]) == (ARTICLE.id, True, 5)
    assert desk.get(f"/articles/{ARTICLE.id[:5]}").json() == told
    is_refusal(desk.get("/articles/zzzzzz"), 404)


def test_an_article_is_checked_as_a_job_and_then_is_there(own: Desk) -> None:
    started = own.post("/articles", text=STORY, publisher="Skerra Times", published="2026-03-01", name="quay")
    job = own.finished(started)
    assert (job["state"], job["kind"], job["by"], job["problem"]) == ("done", "check", "ana", None)
    article = own.client.get(job["result"], headers={"X-Factcheck-As": "ana"}).json()
    assert (article["publisher"], article["published"], article["source"]) == ("Skerra Times", "2026-03-01", "quay")
    assert own.get("/jobs").json()[0]["id"] == job["id"]
    assert own.get("/jobs", by="leo").json() == []
    again = own.finished(own.post(f"/articles/{article['id']}/check-again"))
    assert set(again["answer"]["counts"].values()) == {0}


def test_a_file_is_checked_by_its_name(own: Desk) -> None:
    page = "<html><body><article><h1>Quay opens late</h1><p>The quay opens in June, Ada Ferro said.</p></article>"
    job = own.finished(own.post("/articles", file=in_base64(page), name="quay.html"))
    assert job["what"] == "Quay opens late"
    assert own.get(job["result"].removeprefix(V1)).json()["title"] == "Quay opens late"


def test_a_name_is_no_file_of_the_server(own: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(STORY)
    job = own.finished(own.post("/articles", text=STORY, name=str(secret)))
    article = own.get(job["result"].removeprefix(V1)).json()
    assert (article["file"], article["edited"]) == (None, False)
    is_refusal(own.get(f"/articles/{str(secret).replace('/', '%2F')}"), 404)
    is_refusal(own.post("/articles", text="Another story.", draft_of=str(secret)), 404)


def test_a_new_draft_says_what_it_changed(own: Desk) -> None:
    text = ARTICLE.text.replace("14 cranes", "15 cranes")
    own.post(f"/claims/{FEES.id}/decision", verdict="supported", cite=["1"])
    job = own.finished(own.post("/articles", text=text, draft_of=ARTICLE.id[:6]))
    address = job["result"].removeprefix(V1)
    told = own.get(f"{address}/changes").json()
    assert (told["previous"], told["draft"]) == (ARTICLE.id, 2)
    assert own.get(f"/articles/{ARTICLE.id}/changes").json() is None
    assert len(own.get("/articles").json()) == 1
    assert len(own.get("/articles", all=True).json()) == 2
    is_refusal(own.post(f"/claims/{FEES.id}/note", text="too late"), 409)


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({}, 422, "either"),
        ({"text": "a", "file": "YQ=="}, 422, "either"),
        ({"text": ""}, 422, "text"),
        ({"text": " \n"}, 422, "white space"),
        ({"text": "a\x00b"}, 422, "NUL"),
        ({"file": "no base64!"}, 422, "base64"),
        ({"file": in_base64("a"), "name": "a.jsonl"}, 422, "JSON lines"),
        ({"file": in_base64("not a PDF"), "name": "a.pdf"}, 422, "a.pdf"),
        ({"file": in_base64("a story"), "encoding": "klingon"}, 422, "klingon"),
        ({"text": "A story.", "format": "pdf"}, 422, "format"),
        ({"text": "A story.", "published": "2026-13-01"}, 422, "published"),
        ({"text": "A story.", "published": 0}, 422, "published"),
        ({"text": "A story.", "published": "9999-01-01"}, 422, "ahead"),
        ({"text": "A story.", "draft_of": "zzzzzz"}, 404, "zzzzzz"),
        ({"text": "A story.", "draft": True}, 422, "draft"),
    ],
)
def test_what_cannot_be_checked_is_refused_at_once(
    desk: Desk, body: dict[str, object], status: int, words: str
) -> None:
    assert words in is_refusal(desk.post("/articles", **body), status)


def test_what_is_too_large_is_refused(cache: Path) -> None:
    with a_desk(max_bytes=2_000) as desk:
        assert "2,000" in is_refusal(desk.post("/articles", text="word " * 1_000), 413)
        is_refusal(desk.post("/read", text="word " * 1_000_000), 413)


def test_the_report_in_each_format(desk: Desk) -> None:
    report = desk.get(f"/articles/{ARTICLE.id}/report")
    assert report.headers["content-type"] == "application/json"
    assert report.json() == as_dict(desk.workspace.report(ARTICLE.id, by="ana"))
    for form, kind in (("text", "text/plain"), ("md", "text/markdown"), ("html", "text/html"), ("csv", "text/csv")):
        made = desk.get(f"/articles/{ARTICLE.id}/report", format=form)
        assert made.headers["content-type"] == f"{kind}; charset=utf-8"
        assert made.headers["content-disposition"].startswith("attachment")
        assert "Ferro" in made.text
    is_refusal(desk.get(f"/articles/{ARTICLE.id}/report", format="doc"), 422)
    is_refusal(desk.get(f"/articles/{ARTICLE.id}/report", since="yesterday"), 422)
    for edge in ("0001-01-01", "9999-12-31T23:59:59-14:00"):
        assert desk.get(f"/articles/{ARTICLE.id}/report", since=edge).status_code in (200, 422)


def test_a_report_tells_what_was_done_since_the_last(own: Desk) -> None:
    first = own.post(f"/articles/{ARTICLE.id}/reported").json()
    assert first["entry"]["action"] == "reported"
    assert own.post(f"/articles/{ARTICLE.id}/reported").json() == {"done": False, "entry": None}


def test_what_an_editor_does_with_an_article(own: Desk) -> None:
    at = f"/articles/{ARTICLE.id}"
    is_refusal(own.post(f"{at}/close"), 422)
    assert own.post(f"{at}/close", over=True, note="not running").json()["action"] == "closed"
    is_refusal(own.post(f"{at}/close", over=True, note="again"), 422)
    assert own.post(f"{at}/reopen").json()["action"] == "article-reopened"
    assert own.post(f"{at}/assign", to="leo").json()["done"] is True
    assert own.post(f"{at}/due", when="2026-12-01").json()["entry"]["content"]["when"] == "2026-12-01"
    assert own.post(f"{at}/due", when="2026-12-01").json()["done"] is False
    assert own.post(f"{at}/due", when=None).json()["done"] is True
    is_refusal(own.post(f"{at}/due", when="0001-01-01T00:00:00+14:00"), 422)
    assert own.post(f"{at}/ask", whom="the port", way="letter").status_code == 200
    assert own.post(f"{at}/answered", answer="No comment.").status_code == 200
    assert own.post(f"{at}/sign-off", note="seen").status_code == 200
    made = own.post(f"{at}/corrections", text="It is 30 ships.", claim=SHIPS.id)
    assert (made.status_code, made.json()["action"]) == (201, "correction-published")
    actions = [one["action"] for one in own.get(f"{at}/history").json()]
    assert actions[0] == "closed"
    assert actions[-1] == "correction-published"


# -- the corpus ---------------------------------------------------------------------------


def test_documents_are_added_read_searched_and_removed(own: Desk) -> None:
    name = "port/minutes 3?#1"
    given = {"id": name, "text": "The new quay opens in June, the council heard.", "published": "2026-01-02"}
    job = own.finished(own.post("/corpus/documents", documents=[given], source="by hand"))
    assert (job["answer"]["new"], job["result"]) == (1, None)
    assert own.finished(own.post("/corpus/documents", documents=[given]))["answer"]["unchanged"] == 1
    assert name in [one["id"] for one in own.get("/corpus/documents").json()]
    found = own.get("/corpus/search", words="when does the quay open", count=3).json()
    assert found[0]["document_id"] == name
    address = "/corpus/passages/" + found[0]["passage_id"].replace("?", "%3F").replace("#", "%23")
    assert own.get(address).json()["text"] == given["text"]
    removed = own.delete("/corpus/documents/" + name.replace("?", "%3F").replace("#", "%23"))
    assert removed.json() == []
    is_refusal(own.delete("/corpus/documents/no/such"), 404)
    is_refusal(own.get("/corpus/passages/no%230"), 404)


def test_removing_a_document_names_the_verdicts_that_rest_on_it(own: Desk) -> None:
    own.post(f"/claims/{FEES.id}/decision", verdict="supported", cite=["minutes#0"])
    (stale,) = own.delete("/corpus/documents/minutes").json()
    assert stale["claim_id"] == FEES.id
    assert own.get(f"/claims/{FEES.id}").json()["state"] == "stale"


@pytest.mark.parametrize(
    "documents",
    [
        [],
        [{"id": "a"}],
        [{"id": "", "text": "a"}],
        [{"id": " ", "text": "a"}],
        [{"id": "a", "text": " "}],
        [{"id": "a", "text": "b", "published": "soon"}],
        [{"id": "a", "text": "b", "colour": "red"}],
        [{"id": "a\x00", "text": "b"}],
    ],
)
def test_what_is_no_document_is_refused(desk: Desk, documents: list[object]) -> None:
    is_refusal(desk.post("/corpus/documents", documents=documents), 422)


def test_what_the_corpus_holds(desk: Desk) -> None:
    assert desk.get("/corpus/stats").json()["documents"] == 2
    assert desk.get("/corpus/verify").json() == {"problems": []}
    assert desk.get("/corpus/reviews").json() == []
    is_refusal(desk.get("/corpus/search", words=""), 422)
    is_refusal(desk.get("/corpus/search", words="quay", count=0), 422)
    assert desk.finished(desk.post("/corpus/reread"))["answer"]["documents"] == 2
    assert "no current document" in desk.finished(desk.post("/corpus/reread", documents=["none"]))["problem"]


# -- texts --------------------------------------------------------------------------------


def test_who_said_what(desk: Desk) -> None:
    told = desk.post("/quotes", text="“The quay opens in June,” said Ada Ferro.", explain=True, profile=True).json()
    assert told["quotes"][0]["speaker"] == "Ada Ferro"
    assert told["quotes"][0]["explanation"]["example"]
    assert told["profile"]["quotations"] == 1


def test_how_a_text_is_read(desk: Desk) -> None:
    told = desk.post("/read", text="# Quay\n\nIt opens.", format="markdown").json()
    assert [one["kind"] for one in told["blocks"]] == ["title", "paragraph"]
    table = desk.post("/read", file=in_base64("a,b\n1,2\n3,4\n"), name="t.csv").json()
    assert table["blocks"]


def test_wording(desk: Desk) -> None:
    within = [{"id": "m", "text": "Ferro: “We turned away 30 ships in May.”"}]
    told = desk.post("/wording", quotation="We turned away 40 ships in May", speaker="Ada Ferro", within=within).json()
    assert told["quotations"][0]["finding"] == "altered"
    article = {"text": "She said: “We turned away 30 ships in May.”"}
    assert desk.post("/wording", article=article).json()["quotations"][0]["finding"] == "verbatim"
    is_refusal(desk.post("/wording"), 422)
    is_refusal(desk.post("/wording", quotation="a", within=within * 2), 422)


def test_stance(desk: Desk) -> None:
    pairs = [{"id": "p", "claim": "The wall is 350 metres long", "evidence": "The wall is 250 metres long."}]
    (told,) = desk.post("/stance", pairs=pairs).json()
    assert (told["id"], told["stance"]) == ("p", "contradicts")
    is_refusal(desk.post("/stance", pairs=[]), 422)


# -- the record ---------------------------------------------------------------------------


def test_the_record(own: Desk) -> None:
    own.post(f"/claims/{FEES.id}/decision", verdict="supported", cite=["1"])
    assert own.get("/verify").json()["damage"] == []
    assert {one["health"] for one in own.get("/doctor").json()} <= {"ok", "warn"}
    assert own.get("/models").json()["used"] == "factcheck"
    assert own.get("/history").json()[0]["by"] == "ana"
    assert own.get("/agreement", since="2026-01-01", pair=["ana", "leo"]).json()["claims"] == 0
    is_refusal(own.get("/agreement", pair=["ana"]), 422)
    is_refusal(own.get("/agreement", since="soon"), 422)
    lines = [json.loads(line) for line in own.get("/export").text.splitlines()]
    assert lines[0]["factcheck"] == "export"
    assert own.get("/export/corrections").status_code == 200
    assert own.get("/speakers").json()[0]["name"] == "Ada Ferro"
    assert own.get("/outlets").json()[0]["name"] == "Skerra Times"
    assert own.get("/ledger", speaker="Ferro").json()["name"] == "Ada Ferro"
    is_refusal(own.get("/ledger"), 422)
    is_refusal(own.get("/ledger", speaker="Nobody Known"), 404)


def test_an_export_is_read_by_import(own: Desk, tmp_path: Path) -> None:
    own.post(f"/claims/{FEES.id}/decision", verdict="supported", cite=["1"])
    file = tmp_path / "desk.jsonl"
    file.write_text(own.get("/export").text)
    with Workspace(tmp_path / "copy") as copy:
        copy.import_(file)
        assert copy.verify().sound


def test_the_version_needs_no_name(desk: Desk) -> None:
    assert desk.client.get(f"{V1}/version").json() == {"factcheck": __version__}


def test_jobs_that_are_not_there(desk: Desk) -> None:
    is_refusal(desk.get("/jobs/none"), 404)


def test_an_address_and_a_method_that_are_not_there(desk: Desk) -> None:
    is_refusal(desk.get("/nothing"), 404)
    is_refusal(desk.delete("/claims"), 405)


def test_a_long_job_does_not_keep_a_search_waiting_for_its_end(own: Desk) -> None:
    paragraphs = [f"The port had {number} cranes in {1990 + number}, Ada Ferro said." for number in range(1, 31)]
    started = own.post("/articles", text="Cranes\n\n" + "\n\n".join(paragraphs))
    before = time.monotonic()
    assert own.get("/corpus/search", words="cranes").status_code == 200
    assert time.monotonic() - before < 60
    assert own.finished(started)["state"] == "done"
