"""A small desk, a browser without a window, and the server as its users run it."""

from __future__ import annotations

import atexit
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import databases
import httpx
from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.testclient import TestClient

from factcheck import Workspace
from factcheck.desk import standing
from factcheck.domain import Article, Claim, ClaimKind, Span
from factcheck.store import desk
from factcheck.web.app import create_app
from factcheck.web.guard import Posted, policy
from factcheck.web.people import Asking
from factcheck.web.served import Served

SENTENCES = ("The pier is 412 metres long.", "It was closed for repairs in May.", "The council paid for it.")
TEXT = " ".join(SENTENCES)
ARTICLE = Article(text=TEXT, blocks=(), title="The pier")


def small_desk(folder: Path, **flags: object) -> Workspace:
    """A workspace with one article, whose three claims wait."""
    databases.copied(_original(), folder)
    return Workspace(folder, user="ana", **flags)


@cache
def _original() -> Path:
    """Made once, for that takes longer than most tests."""
    folder = Path(tempfile.mkdtemp(prefix="factcheck-desk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with Workspace(folder, user="ana") as opened:
        opened.make()
        with opened.database.writing() as session:
            desk.put_article(session, ARTICLE)
            desk.put_claims(session, ARTICLE.id, [claim(words) for words in SENTENCES])
            standing.refresh_article(session, ARTICLE.id)
    return folder


def claim(words: str) -> Claim:
    start = TEXT.index(words)
    return Claim(article_id=ARTICLE.id, kind=ClaimKind.ASSERTION, text=words, spans=(Span(start, start + len(words)),))


extra = APIRouter()
"""What a browser here can be asked beside what the server has."""


@extra.get("/api/v1/who")
def who_asks(who: Asking) -> dict[str, str]:
    return {"name": who.name, "proof": who.proof}


@extra.post("/api/v1/who")
def who_posts(who: Asking) -> dict[str, str]:
    return {"name": who.name, "proof": who.proof}


@extra.post("/form")
def posts_form(form: Posted) -> dict[str, int]:
    return {"fields": len(form)}


@extra.get("/broken")
def broken() -> None:
    raise RuntimeError("nobody should read this")


@extra.get("/styled")
def styled() -> HTMLResponse:
    return HTMLResponse("<style>p {}</style>", headers={"content-security-policy": policy(styles=["p {}"])})


def served(workspace: Workspace, **more: object) -> Served:
    return Served(workspace, frozenset({"localhost"}), "ana", **more)  # type: ignore[arg-type]


def browser(shared: Served, **more: object) -> TestClient:
    """A browser that has not signed in. It follows no redirect."""
    app = create_app(shared)
    app.include_router(extra)
    settings = {"base_url": "http://localhost", "follow_redirects": False, "raise_server_exceptions": False}
    return TestClient(app, **(settings | more))  # type: ignore[arg-type]


def csrf_of(page: str) -> str:
    found = re.search(r'name="csrf" value="(\w+)"', page)
    assert found is not None, page
    return found[1]


def sign_in(client: httpx.Client, **fields: str) -> str:
    """Sign in with a ``name`` or a ``token``; what the forms of the session carry."""
    csrf = csrf_of(client.get("/sign-in").text)
    answer = client.post("/sign-in", data={"csrf": csrf, **fields})
    assert answer.status_code == 303, answer.text
    return csrf_of(client.get("/queue").text)


@contextmanager
def ended(process: subprocess.Popen[str]) -> Iterator[str]:
    """Where a server that was just started is; it is ended afterwards, if it has not ended."""
    assert process.stderr is not None
    said = ""
    try:
        for line in process.stderr:
            said += line
            if found := re.search(r"http://\S+(?=/)", line):
                yield found[0]
                break
        else:
            raise AssertionError(f"it did not start: {said}")
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
