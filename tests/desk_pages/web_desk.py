"""The desk in a browser for tests: somebody without script, who fills in forms and presses buttons; and the server that
a real browser asks."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import lxml.html
import uvicorn
from review_samples import QUAY, lay_out
from starlette.testclient import TestClient

from factcheck import Workspace
from factcheck.web.app import create_app
from factcheck.web.served import Served

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)


class PlainBrowser:
    """One person's browser, with cookies, without script. ``page`` is what it shows."""

    def __init__(self, app: Any, name: str = "ana") -> None:
        self.client = TestClient(app, follow_redirects=False)
        self.status = 0
        self.address = ""
        self.text = ""
        self.open("/sign-in")
        self.send(self.page.forms[-1], {"name": name})

    @property
    def page(self) -> Any:
        return lxml.html.fromstring(self.text)

    @property
    def words(self) -> str:
        """What stands on the page, white space folded."""
        return " ".join(self.page.xpath("//main")[0].text_content().split())

    @property
    def alert(self) -> str:
        """What the page refuses, or tells."""
        found = self.page.xpath("//*[@role='alert' or @role='status'][normalize-space()]")
        return " ".join(" ".join(one.text_content().split()) for one in found)

    @property
    def claim(self) -> str:
        """The id of the claim that the page is of."""
        return urlsplit(self.address).path.split("/")[2]

    def open(self, address: str) -> PlainBrowser:
        return self._shown(self.client.get(address), address)

    def press(self, words: str, **typed: str) -> PlainBrowser:
        """Press the button, or follow the link, that has these words, with fields of its form filled in."""
        for one in self.page.xpath("//button | //a"):
            if words in " ".join(one.text_content().split()):
                if one.tag == "a":
                    return self.open(self._absolute(one.get("href")))
                return self._press(one, typed)
        raise AssertionError(f"no button “{words}” in: {self.words}")

    def act(self, do: str, **typed: str) -> PlainBrowser:
        """Press the button that does ``do``, or send the form that does."""
        for one in self.page.xpath(f"//button[@name='do'][@value='{do}']"):
            if not typed.keys() - {"note"}:
                return self._press(one, typed)
        for one in self.page.xpath(f"//button[@name='do'][starts-with(@value, '{do} ')]"):
            if [one.get("value")] == [f"{do} {which}" for which in typed.values()]:
                return self._press(one, {})
        (form,) = self.page.xpath(
            f"//form[input[@name='do'][@value='{do}']][@id='do-{do}' or ancestor::*[@id='do-{do}']]"
        )
        return self.send(form, typed)

    def has(self, do: str) -> bool:
        return bool(self.page.xpath(f"//button[@name='do'][@value='{do}'] | //input[@name='do'][@value='{do}']"))

    def send(self, form: Any, typed: dict[str, str], files: Any = None) -> PlainBrowser:
        sent: dict[str, Any] = {}
        for name, value in form.form_values():
            if name not in typed:
                sent.setdefault(name, []).append(value)
        for name, value in typed.items():
            hidden = [one.get("value") for one in form.xpath(f".//input[@type='hidden'][@name='{name}']")]
            sent[name] = [*hidden, value]
        for one in self.page.xpath(f"//*[@form='{form.get('id')}'][@name][not(self::button)]"):
            sent.setdefault(one.get("name"), one.value.removeprefix("\n") if one.tag == "textarea" else one.value)
        address = form.get("action") or self.address
        if form.method == "GET":
            return self.open(
                f"{address}?{'&'.join(f'{name}={value}' for name, some in sent.items() for value in some)}"
            )
        return self._shown(self.client.post(address, data=sent, files=files), address)

    def _press(self, button: Any, typed: dict[str, str]) -> PlainBrowser:
        form = self._form_of(button)
        more = {button.get("name"): button.get("value")} if button.get("name") else {}
        return self.send(form, more | typed)

    def _form_of(self, button: Any) -> Any:
        if name := button.get("form"):
            return self.page.xpath(f"//form[@id='{name}']")[0]
        return button.xpath("ancestor::form")[0]

    def _absolute(self, address: str) -> str:
        return address if address.startswith("/") else urlsplit(self.address).path + address

    def _shown(self, answer: Any, address: str) -> PlainBrowser:
        self.status, self.address, self.text = answer.status_code, address, answer.text
        if answer.status_code == 303:
            target = answer.headers["location"]
            return self.open(target.partition("#")[0])
        return self


@contextmanager
def app_of(folder: Path, rules: str = "", **settings: Any) -> Iterator[Any]:
    """The application on the sample desk in ``folder``, with ``rules`` in its factcheck.toml."""
    lay_out(folder)
    (folder / "factcheck.toml").write_text(rules, encoding="utf-8")
    with Workspace(folder, user="ana", **settings) as workspace:
        yield create_app(Served(workspace, frozenset({"testserver", "127.0.0.1"})))


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """The application behind a port of this machine: its address."""
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{taken.getsockname()[1]}"
    server.should_exit = True
    thread.join()


def store(ana: PlainBrowser) -> Workspace:
    workspace: Workspace = ana.client.app.state.served.workspace  # type: ignore[attr-defined]
    return workspace


def stands(ana: PlainBrowser, claim: str) -> Any:
    return store(ana).claim(claim).standing


def html_of(changed: Any) -> str:
    """The page of which an element was changed."""
    return str(lxml.html.tostring(changed.getroottree().getroot(), encoding="unicode"))


class Desk:
    """A desk that is served, and people who sit at it, each with a browser of their own."""

    def __init__(self, app: Any, address: str, chromium: Any) -> None:
        self.address, self._chromium = address, chromium
        self.store: Workspace = app.state.served.workspace
        self.problems: list[str] = []

    def person(self, name: str, **context: Any) -> Any:
        """Somebody who has signed in and looks at the queue."""
        page = self._chromium.new_context(**context).new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda problem: self.problems.append(str(problem)))
        page.on("console", lambda one: self.problems.append(one.text) if "Refused" in one.text else None)
        page.on("dialog", lambda one: self.problems.append("a dialog") or one.dismiss())
        page.goto(f"{self.address}/sign-in?to=/queue")
        page.fill("input[name=name]", name)
        page.click("main button")
        page.wait_for_selector(".take")
        return page

    def stands(self, claim: str) -> Any:
        return self.store.claim(claim).standing


def take(page: Any, desk: Desk, claim: str = "") -> Any:
    """Take the next claim, or this one."""
    if claim:
        page.goto(f"{desk.address}/claims/{claim}")
        page.click("text=Take this claim")
    else:
        page.click("text=Take the next")
    page.wait_for_selector("[data-held]")
    page.wait_for_load_state("load")  # keys are heard from then on
    return page


def press(page: Any, key: str, then: str = ".desk") -> None:
    """Press a key that leads to another page, and wait for it."""
    with page.expect_navigation():
        page.keyboard.press(key)
    page.wait_for_selector(then)
    page.wait_for_load_state("load")


def drag(page: Any, words: str, within: str) -> None:
    """Mark words with the mouse, from their first letter to their last."""
    box = page.evaluate(
        """([words, within]) => {
            const walk = document.createTreeWalker(document.querySelector(within), NodeFilter.SHOW_TEXT);
            const nodes = []; let text = '';
            for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                nodes.push([node, text.length]);
                text += node.data;
            }
            const start = text.indexOf(words), end = start + words.length;
            const at = (place) => nodes.filter(([, begin]) => begin <= place).pop();
            const made = document.createRange();
            const [first, before] = at(start), [last, until] = at(end - 1);
            made.setStart(first, start - before); made.setEnd(last, end - until);
            first.parentElement.scrollIntoView({block: 'center', behavior: 'instant'});
            const boxes = [...made.getClientRects()];
            const [a, b] = [boxes[0], boxes[boxes.length - 1]];
            return [a.left + 1, a.top + a.height / 2, b.right - 1, b.top + b.height / 2];
        }""",
        [words, within],
    )
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, steps=4)
    page.mouse.move(box[2], box[3], steps=4)
    page.mouse.up()


def cited(desk: Desk, page: Any) -> Any:
    """The citation that the claim is decided with."""
    press(page, "c")
    (made,) = desk.stands(QUAY.id).decision.citations
    return made
