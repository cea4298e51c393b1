"""Which text is a draft of which, files that were edited, and all of it as a user runs it."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import databases
import pytest
from draft_samples import CLAIMS, COUNCIL, FERRY, RULES, Desk

from factcheck.errors import UsageError
from factcheck.store.queue import Filters

Run = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., "subprocess.Popen[str]"]


# -- what is a draft of what --------------------------------------------------------------

MARKET = """Herring is dear at Sund market

A crate of herring cost 410 crowns at Sund market on Friday, Fish Board head Ole Ness said.

“We have never seen such a price,” Ness told traders.
"""


def test_a_file_that_holds_another_story_now_retires_nothing(desk: Desk) -> None:
    first = desk.current
    second = desk.check(MARKET).article.id
    assert {line.article.id for line in desk.workspace.articles()} == {first, second}
    assert desk.workspace.draft_changes(second) is None
    assert any(f"next to nothing of article {first}" in remark and "--draft-of" in remark for remark in desk.said)
    third = desk.edit(("410 crowns", "420 crowns")).article.id
    assert {line.article.id for line in desk.workspace.articles()} == {first, third}


def test_a_text_that_was_rewritten_under_its_headline_is_a_draft(desk: Desk) -> None:
    headline = FERRY.partition("\n")[0]
    report = desk.check(f"{headline}\n\nNobody believed in it, engineer Ada Vik said.\n")
    made = desk.workspace.draft_changes(report.article.id)
    assert made
    assert len(made.vanished) == CLAIMS - 1


def test_two_files_of_one_name_in_two_folders_are_two_stories(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other" / "ferry.txt"
    other.parent.mkdir()
    other.write_text(FERRY.replace("47 families", "48 families"), encoding="utf-8")
    desk.workspace.check(other)
    assert len(desk.workspace.articles()) == 2
    remark = next(one for one in desk.said if "has the headline of article" in one)
    desk.workspace.check(other, draft_of=remark.partition("--draft-of ")[2].partition(" ")[0])
    assert len(desk.workspace.articles()) == 1


def test_of_an_article_whose_file_nobody_kept_the_name_it_was_given_counts(desk: Desk) -> None:
    with databases.opened_up(desk.workspace.settings.workspace) as connection:
        connection.execute("UPDATE articles SET file = NULL, file_sha256 = NULL, source = ?", (str(desk.file),))
    desk.edit(("47 families", "48 families"))
    assert desk.workspace.draft_changes(desk.current) is not None


def test_a_text_from_the_same_address_is_a_draft(desk: Desk) -> None:
    address = "https://news.example/ferry"
    first = desk.workspace.check(desk.workspace.article(MARKET, url=address))
    second = desk.workspace.check(desk.workspace.article(MARKET.replace("410", "420"), url=address))
    made = desk.workspace.draft_changes(second.article.id)
    assert made
    assert made.previous_id == first.article.id


def test_a_text_without_a_file_is_a_draft_of_what_a_person_says_and_of_nothing_else(desk: Desk) -> None:
    first, changed = desk.current, FERRY.replace("47 families", "48 families")
    desk.workspace.check(desk.workspace.article(changed))
    assert len(desk.workspace.articles()) == 2
    desk.workspace.check(desk.workspace.article(changed.replace("85 crowns", "86 crowns")), draft_of=first)
    third = desk.workspace.check(desk.workspace.article(changed.replace("85 crowns", "87 crowns")), draft_of=first)
    made = desk.workspace.draft_changes(third.article.id)
    assert made
    assert (made.draft, made.previous_draft, made.verdicts) == (3, 2, 22)


def test_an_article_that_is_there_already_becomes_a_draft_if_a_person_says_so_and_keeps_its_own_verdicts(
    desk: Desk,
) -> None:
    first = desk.current
    other = desk.workspace.check(desk.workspace.article(FERRY.replace("540 litres", "450 litres")))
    (claim,) = [item.claim.id for item in other.claims if "212 people" in item.claim.text]
    desk.workspace.mark(claim, "unverified", reason="conflicting")
    made = desk.workspace.draft_changes(desk.workspace.check(other.article, draft_of=first).article.id)
    assert made
    assert (made.draft, made.verdicts, made.stale) == (2, 23, (8,))


def test_a_copy_of_an_earlier_draft_stays_out_of_the_queue_and_says_so(desk: Desk, tmp_path: Path) -> None:
    desk.edit(("47 families", "48 families"))
    current, old = desk.current, tmp_path / "old.txt"
    old.write_text(FERRY, encoding="utf-8")
    desk.workspace.check(old)
    assert desk.current == current
    assert any(
        remark.startswith(f"{old} is draft 1 of a story whose current draft is article {current}")
        for remark in desk.said
    )
    desk.workspace.check(old, draft_of=current)
    assert desk.current != current


# -- files that were edited ---------------------------------------------------------------


def test_a_file_that_was_edited_and_not_checked_again_is_named_with_its_command(desk: Desk) -> None:
    desk.file.write_text(FERRY.replace("47", "48"), encoding="utf-8")
    told = f"{desk.file} has changed since it was checked as draft 1: factcheck check {desk.file}"
    for look in (desk.workspace.report, desk.workspace.draft_changes):
        with pytest.raises(UsageError) as caught:
            look(desk.file)
        assert str(caught.value).startswith(told)
    with pytest.raises(UsageError, match="has changed since"):
        desk.workspace.queue(Filters(), article=desk.file)


def test_a_file_that_was_never_checked_is_named_with_its_command(desk: Desk, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text(MARKET, encoding="utf-8")
    with pytest.raises(UsageError, match=r"new.txt has not been checked: factcheck check .*new.txt"):
        desk.workspace.report(new)


def test_a_file_that_is_gone_still_names_its_article(desk: Desk) -> None:
    desk.file.unlink()
    assert desk.workspace.report(desk.file).article.id == desk.current


# -- as a user runs it --------------------------------------------------------------------


def test_however_often_a_file_is_edited_only_the_claims_wait_that_are_in_it(council: Desk) -> None:
    for change in (("its costs", "the costs"), ("in March", "in April")):
        council.edit(change)
        assert len(council.waiting) == 3
    assert "The Dunmere archive was closed in March." not in council.waiting
    assert "The Dunmere archive was closed in April." in council.waiting


def test_check_says_what_the_new_draft_has_changed_in_words_and_as_json(council: Desk, run: Run) -> None:
    for item in council.workspace.report(council.file).claims:
        council.workspace.mark(item.claim.id, "unverified", reason="no-evidence")
    file, text = council.file, COUNCIL.replace("\n\nThe Dunmere archive was closed in March.", "")
    file.write_text(text.replace("12 million", "13 million"), encoding="utf-8")
    out = run("check", file, **RULES).stdout
    assert out.rstrip().endswith("draft 2 of “Orvale counts its costs”: 1 verdict kept, 1 stale (#2), 1 vanished")
    changed = "changed: #2 The harbour bridge has cost [-12-] {+13+} million crowns (was unverified by ana)"
    vanished = "vanished: #3 of the earlier draft, “The Dunmere archive was closed in March.”"
    assert council.workspace.report(file).changes == ("1 verdict kept, 1 stale (#2), 1 vanished", changed, vanished)
    for shown in (out, *(run("report", file, "--format", form).stdout for form in ("text", "md"))):
        told = " ".join(shown.replace("\\", "").split())
        assert changed in told
        assert vanished in told
    made = json.loads(run("check", file, "--json", **RULES).stdout)["draft"]
    assert (made["draft"], made["verdicts_kept"], made["stale"]) == (2, 1, [2])
    assert made["changed"][0]["diff"][1:3] == [["gone", "12"], ["new", "13"]]
    assert [one["text"] for one in made["vanished"]] == ["The Dunmere archive was closed in March."]
    other = run("check", "-", "--draft-of", file, "--json", stdin=COUNCIL.replace("March", "May"), **RULES)
    assert json.loads(other.stdout)["draft"]["draft"] == 3
    assert run("check", file, "-", "--draft-of", file).returncode == 2


def test_killed_at_any_instant_a_new_draft_is_there_whole_or_not_at_all(
    checked: Path, tmp_path: Path, start: Start
) -> None:
    chance = random.Random(20261129)
    took = 3.0
    for trial in range(4):
        folder = databases.copied(checked, tmp_path / str(trial))
        file, workspace = folder / "ferry.txt", folder / "workspace"
        with databases.opened_up(workspace) as connection:
            connection.execute("UPDATE articles SET file = ?", (str(file),))
        file.write_text(FERRY.replace("540 litres", "450 litres"), encoding="utf-8")
        began = time.monotonic()
        victim = start("check", file, workspace=workspace, FACTCHECK_JUDGE="rules")
        if trial:
            time.sleep(chance.uniform(took / 2, took))
            victim.send_signal(signal.SIGKILL)
        victim.communicate()
        took = time.monotonic() - began if not trial else took
        with databases.opened_up(workspace) as connection:
            current = connection.execute(
                "SELECT count(*), max(draft) FROM article_standing WHERE NOT retired"
            ).fetchone()
            waiting = connection.execute("SELECT count(*) FROM claim_standing WHERE waiting").fetchone()
        assert (current, waiting) in {((1, 1), (0,)), ((1, 2), (1,))}
        done = start("check", file, "--json", workspace=workspace, FACTCHECK_JUDGE="rules")
        made = json.loads(done.communicate()[0])["draft"]
        assert (made["draft"], made["verdicts_kept"], made["stale"]) == (2, 23, [8])


def test_two_that_check_one_new_draft_at_once_make_one(checked: Path, tmp_path: Path, start: Start) -> None:
    folder = databases.copied(checked, tmp_path / "desk")
    file, workspace = folder / "ferry.txt", folder / "workspace"
    with databases.opened_up(workspace) as connection:
        connection.execute("UPDATE articles SET file = ?", (str(file),))
    file.write_text(FERRY.replace("540 litres", "450 litres"), encoding="utf-8")
    both = [start("check", file, workspace=workspace, FACTCHECK_JUDGE="rules") for _ in range(2)]
    assert [process.communicate() and process.returncode for process in both] == [0, 0]
    with databases.opened_up(workspace) as connection:
        drafted = connection.execute("SELECT count(*) FROM entries WHERE action = 'drafted'").fetchone()
        carried = connection.execute("SELECT count(*) FROM entries WHERE action = 'carried'").fetchone()
    assert (drafted, carried) == ((1,), (CLAIMS,))


def test_two_that_check_a_file_that_is_edited_between_leave_one_draft_and_the_next_check_sets_it_right(
    checked: Path, tmp_path: Path, start: Start
) -> None:
    folder = databases.copied(checked, tmp_path / "desk")
    file, workspace = folder / "ferry.txt", folder / "workspace"
    with databases.opened_up(workspace) as connection:
        connection.execute("UPDATE articles SET file = ?", (str(file),))
    both = []
    for number in (48, 49):
        file.write_text(FERRY.replace("47 families", f"{number} families"), encoding="utf-8")
        both.append(start("check", file, workspace=workspace, FACTCHECK_JUDGE="rules"))
        time.sleep(1.5)  # so that it has read the file
    assert [process.communicate() and process.returncode for process in both] == [0, 0]
    again = start("check", file, "--json", workspace=workspace, FACTCHECK_JUDGE="rules")
    report = json.loads(again.communicate()[0])
    assert any("49 families" in claim["text"] for claim in report["claims"])
    with databases.opened_up(workspace) as connection:
        current = connection.execute("SELECT article_id FROM article_standing WHERE NOT retired").fetchall()
        waiting = connection.execute("SELECT count(*) FROM claim_standing WHERE waiting").fetchone()
    assert (current, waiting) == ([(report["article"]["id"],)], (1,))
    checked_log = start("verify", workspace=workspace)
    assert (checked_log.communicate() and checked_log.returncode) == 7
