"""An article is pasted or uploaded, checked as a job, and led to."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_server import ARTICLE, TEXT, browser, csrf_of, served, sign_in, small_desk
from starlette.testclient import TestClient

from factcheck.web.served import Served
from factcheck.web.uploads import base_name

STORY = "# A wall is built\n\nThe wall is 350 km long, Interior Minister Jane Roe said on Monday.\n"
SOON = 120.0  # seconds


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Served:
    return served(small_desk(tmp_path_factory.mktemp("handing") / "desk", cache=cache))


@pytest.fixture(scope="module")
def client(shared: Served) -> TestClient:
    made = browser(shared)
    sign_in(made, name="bo")
    return made


def handed_in(client: TestClient, file: tuple[str, bytes] | None = None, **fields: str) -> str:
    """Hand an article in, and wait for its job; the address of that."""
    csrf = csrf_of(client.get("/articles/new").text)
    answer = client.post("/articles", data={"csrf": csrf, **fields}, files={"file": file or ("", b"")})
    assert answer.status_code == 303, answer.text
    place = answer.headers["location"]
    jobs = client.app.state.served.jobs  # type: ignore[attr-defined]
    assert jobs.wait(jobs.get(place.rpartition("/")[2]), SOON)
    return place


def refused(client: TestClient, file: tuple[str, bytes] | None = None, **fields: str) -> str:
    csrf = csrf_of(client.get("/articles/new").text)
    answer = client.post("/articles", data={"csrf": csrf, **fields}, files={"file": file or ("", b"")})
    assert answer.status_code == 422
    return answer.text


def stored(shared: Served, place: str) -> str:
    (found,) = [job for job in shared.jobs.all() if place.endswith(job.id)]
    assert found.state == "done", found.problem
    return found.result.rpartition("/")[2]


def test_a_text_is_pasted_and_led_to(client: TestClient, shared: Served) -> None:
    place = handed_in(client, text=STORY, publisher="The Example", published="2025-11-03", url="https://example.org/a")
    article = shared.workspace.report(stored(shared, place)).article
    assert (article.title, article.publisher, str(article.published)) == (
        "A wall is built",
        "The Example",
        "2025-11-03",
    )
    assert (article.source, article.url) == (None, "https://example.org/a")
    told = client.get(f"{place}.json").json()
    assert told["state"] == "done"
    assert told["done"] == told["total"] > 0
    assert client.get("/jobs").status_code == 200


def test_a_file_keeps_its_own_name_and_is_no_file_of_this_machine(
    client: TestClient, shared: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.md").write_text("another text", encoding="utf-8")
    place = handed_in(client, ("../../story.md", STORY.replace("350", "351").encode()))
    (line,) = [one for one in shared.workspace.current_articles() if one.id == stored(shared, place)]
    assert line.source == "story.md"
    assert line.file is None


def test_the_name_tells_what_a_file_is(client: TestClient, shared: Served) -> None:
    page = b"<html><body><article><h1>A wall</h1><p>The wall is 352 km long, Jane Roe said.</p></article></body></html>"
    place = handed_in(client, ("story.html", page))
    assert shared.workspace.report(stored(shared, place)).article.title == "A wall"
    failed = handed_in(client, ("story.pdf", b"%PDF-1.4 nothing"))
    assert "story.pdf" in client.get(failed).text


def test_what_cannot_be_read_is_said_to_who_handed_it_in_alone(client: TestClient, shared: Served) -> None:
    place = handed_in(client, ("lines.jsonl", b'{"id": "a", "text": "b"}\n'))
    page = client.get(place)
    assert page.status_code == 200
    assert "lines.jsonl: JSON lines hold many documents" in page.text
    other = browser(shared)
    sign_in(other, name="eva")
    seen = other.get(place).text
    assert "JSON lines" not in seen
    assert "bo" in seen


def test_a_draft_takes_the_place_of_the_one_before(client: TestClient, shared: Served) -> None:
    place = handed_in(client, text=TEXT.replace("412", "413"), draft_of=ARTICLE.id[:6])
    changes = shared.workspace.draft_changes(stored(shared, place))
    assert changes is not None
    assert ARTICLE.id not in {one.id for one in shared.workspace.current_articles()}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "one of two is wanted"),
        ({"text": "  \n"}, "one of two is wanted"),
        ({"text": "A text.", "published": "2999-01-01"}, "lies more than 7 days ahead"),
        ({"text": "A text.", "published": "tomorrow"}, "is no day"),
        ({"text": "A text.", "url": "javascript:alert(1)"}, "begins with http"),
        ({"text": "A text.", "format": "pdf"}, "format: one of"),
        ({"text": "A text.", "draft_of": "ffff"}, "has been checked"),
        ({"text": "A text.", "draft_of": "/etc/passwd"}, "has been checked"),
        ({"text": "A text.", "title": "x" * 2000}, "up to 1,000 characters"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_written(client: TestClient, fields: dict[str, str], words: str) -> None:
    page = refused(client, **fields)
    assert words in page
    assert "A text." in page or "text" not in fields or not fields["text"].strip()


def test_a_text_and_a_file_are_not_both_taken(client: TestClient) -> None:
    assert "one of two is wanted" in refused(client, ("a.txt", b"A text."), text="A text.")


def test_a_text_that_is_larger_than_a_file_may_be_is_refused(tmp_path: Path) -> None:
    small = browser(served(small_desk(tmp_path / "desk", max_bytes=2_000)))
    sign_in(small, name="bo")
    csrf = csrf_of(small.get("/articles/new").text)
    answer = small.post("/articles", data={"csrf": csrf, "text": "x" * 3_000}, files={"file": ("", b"")})
    assert answer.status_code in (400, 413)
    assert "<h1" in answer.text
    assert small.post("/articles", content=b"x" * 1_100_000).status_code == 413


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("story.html", "story.html"),
        ("C:\\fakepath\\story.html", "story.html"),
        ("../../etc/passwd", "passwd"),
        ("a\x1b[31mb\u202e.txt", "a[31mb.txt"),
        ("/", "file"),
        ("x" * 500 + ".docx", "x" * 180 + "….docx"),
    ],
)
def test_what_a_file_is_called_is_a_word_and_no_place(name: str, called: str) -> None:
    assert base_name(name) == called
