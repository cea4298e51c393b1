"""The keys of the review desk can be set."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.errors import UsageError
from factcheck.settings import SETTINGS_FILE, load
from factcheck.workspace.reviewing.keys import DEFAULTS, Act, keys

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_every_action_has_a_key_of_its_own() -> None:
    assert set(DEFAULTS) == set(Act)
    assert len({key for key, _, _ in DEFAULTS.values()}) == len(Act)


def test_a_key_can_be_set_and_the_others_stay() -> None:
    made = keys({"support": "y", "next": "f2", "undo": "ctrl+z"})
    assert (made.act("y"), made.act("f2"), made.act("ctrl+z"), made.act("c")) == (
        Act.SUPPORT,
        Act.NEXT,
        Act.UNDO,
        Act.CONTRADICT,
    )
    assert made.act("s") is None


def test_two_actions_may_change_their_keys_with_each_other() -> None:
    made = keys({"next": "k", "previous": "j"})
    assert (made.act("k"), made.act("j")) == (Act.NEXT, Act.PREVIOUS)


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"suport": "y"}, "no action 'suport'. Known: add, article"),
        ({"support": "c"}, "'c' is the key of both support and contradict. Give one of them another."),
        ({"support": "1"}, "'support' wants one sign that is no digit"),
        ({"support": ""}, "'support' wants one sign"),
        ({"support": "space"}, "'support' wants one sign"),
        ({"support": "ctrl+c"}, "'support' wants one sign"),
    ],
)
def test_what_cannot_be_a_key_is_refused(given: dict[str, str], complaint: str) -> None:
    with pytest.raises(UsageError) as refused:
        keys(given)
    assert complaint in str(refused.value)


def test_keys_are_read_from_the_workspace_s_file(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_text('[keys]\nsupport = "y"\n', encoding="utf-8")
    assert load({"workspace": tmp_path}, {}).keys == {"support": "y"}


def test_keys_that_are_no_texts_are_refused_with_their_place(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_text("[keys]\nsupport = 3\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"factcheck.toml.*'keys' wants a table of texts"):
        load({"workspace": tmp_path}, {})


def test_a_wrong_key_ends_the_command_with_the_remedy(workspace: Path, run: Run) -> None:
    workspace.mkdir()
    (workspace / SETTINGS_FILE).write_text('[keys]\nsupport = "c"\n', encoding="utf-8")
    done = run("review", "--plain", "--as", "ana")
    assert done.returncode == 2
    assert "'c' is the key of both support and contradict" in done.stderr


def test_the_page_on_the_desk_has_every_key_as_it_is() -> None:
    page = (Path(__file__).parent.parent / "docs" / "review.md").read_text(encoding="utf-8")
    for act, (key, _, says) in DEFAULTS.items():
        assert f"| `{key}` | `{act.value}` | {says} |" in page
