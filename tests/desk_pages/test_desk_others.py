"""Several people and windows at one desk in browsers, and requests that are none of ours."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from review_samples import CRANES, FEES, SHIPS, lay_out, sitting
from web_desk import PlainBrowser, app_of, stands, store

from factcheck import Workspace
from factcheck.domain import State, Verdict
from factcheck.web.app import create_app
from factcheck.web.served import Served
from factcheck.workspace.reviewing.keys import DEFAULTS, Act


def test_somebody_elses_claim_can_be_looked_at_and_nothing_done_with_it(ana: PlainBrowser, app: Any) -> None:
    leo = PlainBrowser(app, "leo").open(f"/claims/{SHIPS.id}")
    assert re.search(r"ana is at (it|this claim) until \d\d:\d\d", leo.words)
    assert not leo.has("support")
    for sent in ({"do": "support"}, {"do": "cite", "number": "1"}, {"do": "note", "answer": "x"}, {"do": "dismiss"}):
        leo.send(leo.page.xpath("//form[@id='act']")[0], sent)
        assert leo.status == 409
        assert re.search(r"ana is at it until \d\d:\d\d", leo.alert)
    assert store(ana).history(SHIPS.id) == []
    leo.act("next")
    assert leo.claim == FEES.id


def test_a_claim_that_others_changed_is_shown_anew_before_it_is_decided(ana: PlainBrowser) -> None:
    ana.act("cite", number="1")
    store(ana).note(SHIPS.id, "look at the minutes of June too", by="leo")
    ana.act("contradict")
    assert ana.status == 409
    assert "changed since you looked: leo: noted" in ana.alert
    assert "look at the minutes of June too" in ana.words
    ana.act("contradict")
    assert stands(ana, SHIPS.id).decision.verdict is Verdict.CONTRADICTED


def test_two_windows_of_one_person(ana: PlainBrowser, app: Any) -> None:
    other = PlainBrowser(app).open(f"/claims/{SHIPS.id}")
    other.act("cite", number="1")
    ana.act("note", note="from the first window")
    assert "Cites [1]" in ana.words
    assert "from the first window" in ana.words
    other.act("contradict")
    assert other.status == 409
    assert "changed in another window" in other.alert
    assert "from the first window" in other.words
    other.act("contradict")
    assert stands(ana, SHIPS.id).decision.note == "from the first window"
    ana.act("contradict")
    assert ana.status == 409
    assert "changed since you looked" in ana.alert


def test_overruling_wants_a_reason(app: Any) -> None:
    ana = PlainBrowser(app)
    store(ana).mark(FEES.id, "supported", cite="1", by="leo")
    ana.open(f"/claims/{FEES.id}").act("unverified").press("conflicting")
    assert "To overrule it say why" in ana.words
    ana.send(ana.page.xpath("//textarea/ancestor::form")[0], {"answer": ""})
    assert "Left as it is" in ana.alert
    ana.act("unverified").press("conflicting")
    ana.send(ana.page.xpath("//textarea/ancestor::form")[0], {"answer": "the minutes were amended"})
    made = stands(ana, FEES.id).decision
    assert (made.by, made.verdict, made.note) == ("ana", Verdict.UNVERIFIED, "the minutes were amended")


def test_a_blind_second_check_shows_nothing_of_the_first(tmp_path: Path, cache: Path) -> None:
    with app_of(tmp_path, rules='second_check = ["all"]', cache=cache) as app:
        leo, ana = PlainBrowser(app, "leo"), PlainBrowser(app)
        leo.open(f"/claims/{FEES.id}").act("note", note="a secret note").act("support").press("yes")
        for address in (f"/claims/{FEES.id}", f"/claims/{FEES.id}/history", "/queue"):
            told = ana.open(address).words.partition("What it does")[0]  # of the keys
            given = ("secret", "✓ cited", "said so", "· supported", "citing", "Decided")
            assert [one for one in given if one in told] == []
        assert "wanted, blind: the first answer is not shown" in ana.open(f"/claims/{FEES.id}").words
        seen = ana.client.post(f"/claims/{FEES.id}/renew", data={"csrf": ana.page.forms[0].fields["csrf"], "seen": "0"})
        assert "supported" not in seen.text
        ana.act("unverified").press("no evidence")
        assert stands(ana, FEES.id).state is State.DISPUTED


def test_a_claim_that_ran_out_and_is_somebody_elses_by_now(ana: PlainBrowser, app: Any, tmp_path: Path) -> None:
    ana.act("cite", number="1")
    store(ana).release(SHIPS.id, by="ana")
    with sitting(tmp_path, "leo"):
        ana.act("contradict")
        assert ana.status == 409
        assert "leo is at it until" in ana.alert


def test_renewing_keeps_the_claim_and_tells_what_is_new(ana: PlainBrowser) -> None:
    csrf = ana.page.forms[0].fields["csrf"]
    sent = {"csrf": csrf, "seen": "0", "held": "1"}
    first = ana.client.post(f"/claims/{SHIPS.id}/renew", data=sent).json()
    assert first["mine"]
    assert not first["said"]
    assert re.fullmatch(r"\d\d:\d\d", first["until"])
    store(ana).note(SHIPS.id, "x", by="leo")
    assert "leo: noted" in ana.client.post(f"/claims/{SHIPS.id}/renew", data=sent).json()["said"]
    store(ana).release(SHIPS.id, by="ana")
    store(ana).take(SHIPS.id, by="leo")
    lost = ana.client.post(f"/claims/{SHIPS.id}/renew", data=sent)
    assert lost.status_code == 409
    assert "leo is at it" in lost.json()["said"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"do": "nonsense"}, 422),
        ({"do": "help"}, 422),
        ({}, 422),
        ({"do": "cite"}, 422),
        ({"do": "cite", "number": "9"}, 422),
        ({"do": "cite", "number": "-1"}, 422),
        ({"do": "cite", "number": "²"}, 422),
        ({"do": "cite", "passage": "no#0"}, 422),
        ({"do": "cite", "number": "1", "at": "99999999-5"}, 422),
        ({"do": "support", "answer": "maybe"}, 422),
        ({"do": "note", "answer": "a\0b"}, 422),
        ({"do": "unverified", "answer": "\ud800".encode("utf-8", "surrogatepass")}, 422),
    ],
)
def test_odd_forms_are_refused_in_words(ana: PlainBrowser, sent: dict[str, Any], status: int) -> None:
    form = ana.page.xpath("//form[@id='act']")[0]
    answer = ana.client.post(form.get("action"), data={**dict(form.form_values()), **sent})
    assert answer.status_code == status
    assert store(ana).history(SHIPS.id) == []


def test_a_form_of_nobody_and_a_claim_of_nobody(ana: PlainBrowser) -> None:
    assert ana.client.post(f"/claims/{SHIPS.id}/act", data={"do": "dismiss", "answer": "trivial"}).status_code == 403
    for name in ("nothing", "ffffffff", "a" * 300, "story.txt%231", "..%2F..%2Fetc"):
        assert ana.client.get(f"/claims/{name}").status_code == 404


def test_every_action_of_the_terminal_is_reachable(ana: PlainBrowser) -> None:
    ana.act("cite", number="1").act("next").act("previous").act("next")
    keys = {one.get("data-key") or one.get("data-focus") for one in ana.page.xpath("//*[@data-key or @data-focus]")}
    assert {DEFAULTS[act][0] for act in Act} <= keys
    assert {"1", "2"} <= keys


@pytest.mark.sqlite
def test_what_cannot_be_written_can_be_looked_at(tmp_path: Path, cache: Path) -> None:
    lay_out(tmp_path / "disk")
    mount = ["mount", "--bind", "-o", "ro", str(tmp_path / "disk"), str(tmp_path / "disk")]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here, which takes root and Linux")
    try:
        with Workspace(tmp_path / "disk", user="ana", cache=cache) as workspace:
            ana = PlainBrowser(create_app(Served(workspace, frozenset({"testserver"}))))
            ana.open("/queue").press("Take the next")
            assert "only looking: this workspace cannot be written" in ana.words
            assert not ana.has("support")
            ana.act("next").act("next")
            assert ana.claim == CRANES.id
            ana.act("previous")
            assert ana.claim == FEES.id
            ana.send(ana.page.xpath("//form[@id='act']")[0], {"do": "dismiss", "answer": "trivial"})
            assert ana.status in (409, 422)
            assert "cannot be written" in ana.alert
    finally:
        subprocess.run(["umount", "--lazy", str(tmp_path / "disk")], check=True)


def test_other_keys_of_the_settings_are_on_the_buttons(tmp_path: Path, cache: Path) -> None:
    with app_of(tmp_path, rules='[keys]\nsupport = "y"\nundo = "ctrl+z"', cache=cache) as app:
        ana = PlainBrowser(app).open("/queue").press("Take the next")
        assert ana.page.xpath("//button[@value='support']")[0].get("data-key") == "y"
        assert ana.page.xpath("//button[@value='undo']")[0].get("data-key") == "ctrl+z"
