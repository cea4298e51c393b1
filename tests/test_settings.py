"""Settings: where a value comes from, which one wins, and what is refused before anything runs."""

from __future__ import annotations

import os
import pwd
from dataclasses import fields
from pathlib import Path

import pytest

from factcheck import settings
from factcheck.errors import UsageError
from factcheck.settings import RANGES, Settings


def wrong(flags: dict[str, object], environ: dict[str, str] | None = None) -> str:
    with pytest.raises(UsageError) as problem:
        settings.load(flags, environ or {})
    return str(problem.value)


def test_a_flag_beats_the_environment_which_beats_the_file(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text("evidence_shown = 7\nuser = 'ana'\ncache = 'kept'\n", encoding="utf-8")
    environ = {"FACTCHECK_EVIDENCE_SHOWN": "8", "FACTCHECK_CACHE": "elsewhere"}
    read = settings.load({"workspace": tmp_path, "user": "leo", "encoder": None}, environ)
    assert (read.evidence_shown, read.user, read.cache) == (8, "leo", Path("elsewhere"))
    assert read.encoder == settings.DEFAULT_ENCODER
    assert settings.load({"workspace": tmp_path}, {}).cache == Path("kept")


def test_the_workspace_is_named_by_flag_or_environment_or_is_the_platforms(tmp_path: Path) -> None:
    environ = {"FACTCHECK_WORKSPACE": str(tmp_path / "by-environment")}
    assert settings.load({"workspace": tmp_path / "by-flag"}, environ).workspace == tmp_path / "by-flag"
    assert settings.load({}, environ).workspace == tmp_path / "by-environment"
    assert settings.load({}, {}).workspace == settings.default_workspace()


def test_every_number_has_a_range_and_its_default_lies_in_it(tmp_path: Path) -> None:
    numbers = {field.name: field.default for field in fields(Settings) if type(field.default) in (int, float)}
    assert numbers.keys() == RANGES.keys()
    for name, (low, high) in RANGES.items():
        assert low <= numbers[name] <= high  # type: ignore[operator]
        for edge in (low, high):
            (tmp_path / "factcheck.toml").write_text(f"{name} = {edge}", encoding="utf-8")
            assert getattr(settings.load({"workspace": tmp_path}, {}), name) == edge


def test_who_names_nobody_acts_under_the_name_of_the_account(tmp_path: Path) -> None:
    account = pwd.getpwuid(os.getuid()).pw_name
    assert settings.load({"workspace": tmp_path}, {}).user == account
    assert settings.load({"workspace": tmp_path}, {"FACTCHECK_USER": "ana"}).user == "ana"


@pytest.mark.parametrize("name", ["editors", "second_check", "second_check_share", "second_check_blind"])
def test_the_rules_of_the_desk_stand_in_the_file_of_the_workspace_alone(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"factcheck\.toml alone"):
        settings.load({"workspace": tmp_path, name: 1}, {})
    assert settings.load({"workspace": tmp_path}, {f"FACTCHECK_{name.upper()}": "1"}).editors == ()


@pytest.mark.parametrize("value", ["1", "'yes'", "[]"])
def test_a_setting_that_is_true_or_false_takes_nothing_else(tmp_path: Path, value: str) -> None:
    (tmp_path / "factcheck.toml").write_text(f"second_check_blind = {value}", encoding="utf-8")
    with pytest.raises(UsageError, match="wants true or false"):
        settings.load({"workspace": tmp_path}, {})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("evidence_shown", -4),
        ("evidence_shown", 0),
        ("evidence_shown", 2.5),
        ("evidence_shown", True),
        ("evidence_shown", "many"),
        ("minimum_similarity", 5.0),
        ("minimum_similarity", float("nan")),
        ("minimum_checkworthiness", -0.1),
        ("minimum_checkworthiness", float("inf")),
        ("temperature", 0),
        ("max_bytes", 10**400),
        ("encoder", ""),
        ("encoder", 5),
        ("user", ["ana"]),
    ],
)
def test_a_value_that_makes_no_sense_is_named_with_what_is_allowed(tmp_path: Path, name: str, value: object) -> None:
    said = wrong({"workspace": tmp_path, name: value})
    assert said.startswith(f"flag or keyword: '{name}' wants a ")
    if name in RANGES:
        low, high = RANGES[name]
        assert f"from {low:,} to {high:,}, not " in said


def test_a_value_in_the_environment_is_named_by_its_variable(tmp_path: Path) -> None:
    said = wrong({"workspace": tmp_path}, {"FACTCHECK_MINIMUM_SIMILARITY": "5.0"})
    assert said == "FACTCHECK_MINIMUM_SIMILARITY: 'minimum_similarity' wants a number from -1 to 1, not '5.0'."


@pytest.mark.parametrize(
    "words", ["minimum_similarity = 5.0", "  minimum_similarity=5.0", "'minimum_similarity' = 5.0"]
)
def test_a_value_in_the_file_is_named_by_its_line(tmp_path: Path, words: str) -> None:
    file = tmp_path / "factcheck.toml"
    file.write_text(f"# How close is close?\n\n{words}\n", encoding="utf-8")
    said = wrong({"workspace": tmp_path})
    assert said == f"{file}, line 3: 'minimum_similarity' wants a number from -1 to 1, not 5.0."


def test_an_unknown_key_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    file = tmp_path / "factcheck.toml"
    file.write_text("evidence_show = 3\n", encoding="utf-8")
    said = wrong({"workspace": tmp_path})
    assert said == f"{file}, line 1: unknown setting 'evidence_show'. Did you mean 'evidence_shown'?"
    file.write_text("[colour]\nink = 'red'\n", encoding="utf-8")
    known = "unknown setting 'colour'. Known: allow_endpoint, allow_network, allow_private, browser, cache, "
    assert known in wrong({"workspace": tmp_path})


def test_a_settings_file_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text("= true\n", encoding="utf-8")
    assert "factcheck.toml: not valid TOML" in wrong({"workspace": tmp_path})
    (tmp_path / "notes.txt").touch()
    assert "notes.txt: not a folder" in wrong({"workspace": tmp_path / "notes.txt"})
    (tmp_path / "folder" / "factcheck.toml").mkdir(parents=True)
    assert "factcheck.toml: cannot be read" in wrong({"workspace": tmp_path / "folder"})


# -- other names --------------------------------------------------------------------------


def test_a_setting_is_understood_by_its_old_name_and_the_new_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text("# ours\ncross_encoder = 'rules'\n", encoding="utf-8")
    told: list[str] = []
    assert settings.load({"workspace": tmp_path}, {}, told.append).judge == "rules"
    assert told == [
        f"{tmp_path / 'factcheck.toml'}, line 2: 'cross_encoder' is called 'judge' now. It is understood; rename it."
    ]
    read = settings.load({"workspace": tmp_path, "judge": "factcheck"}, {"FACTCHECK_CROSS_ENCODER": "a/b"})
    assert read.judge == "factcheck"


def test_an_old_name_beside_the_new_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text("judge = 'rules'\ncross_encoder = 'factcheck'\n", encoding="utf-8")
    assert "line 2: 'cross_encoder' is called 'judge' now, and both are set" in wrong({"workspace": tmp_path})


# -- what may leave this machine ----------------------------------------------------------


def test_hosts_are_allowed_in_the_file_alone(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text('allow_endpoint = ["a.example", "http://b.example"]\n', encoding="utf-8")
    environ = {"FACTCHECK_ALLOW_ENDPOINT": "c.example"}
    assert settings.load({"workspace": tmp_path}, environ).allow_endpoint == ("a.example", "http://b.example")
    assert "can be set in the workspace's factcheck.toml alone" in wrong({"allow_endpoint": ["c.example"]})


@pytest.mark.parametrize("value", ['"a.example"', "[1]", '[""]', "true", "{a = 1}"])
def test_hosts_are_a_list_of_texts(tmp_path: Path, value: str) -> None:
    (tmp_path / "factcheck.toml").write_text(f"allow_endpoint = {value}\n", encoding="utf-8")
    assert "line 1: 'allow_endpoint' wants a list of texts" in wrong({"workspace": tmp_path})


def test_the_key_is_no_setting(tmp_path: Path) -> None:
    environ = {"FACTCHECK_JUDGE_KEY": " sk-1 "}
    assert settings.judge_key(environ) == "sk-1"
    assert settings.judge_key({}) == ""
    assert "sk-1" not in repr(settings.load({"workspace": tmp_path}, environ))
    for key in ("sk 1", "sk\n1", "schlüssel"):
        with pytest.raises(UsageError, match="FACTCHECK_JUDGE_KEY") as problem:
            settings.judge_key({"FACTCHECK_JUDGE_KEY": key})
        assert key not in str(problem.value)
