"""A file of rules, in TOML: what is worth flagging (``[[rule]]``), and who is told (``[notify.NAME]``).

Invariant: what is read is what was written: an unknown key, a value of the wrong kind, a name that is given twice and a
rule that asks for nothing are errors that name the file, the line and the remedy.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any

from factcheck.domain import ClaimKind
from factcheck.errors import UsageError
from factcheck.files.opening import opened
from factcheck.flagging import channels, phrases
from factcheck.flagging.channels import Channel
from factcheck.flagging.conditions import CONDITIONS, ValueKind
from factcheck.flagging.flag_rule import FlagRule
from factcheck.flagging.toml_places import TomlPlaces
from factcheck.report.plain import HIDDEN

LONGEST_NAME = 60  # characters of a rule's or a channel's name
_KEYS = ("name", "except", *CONDITIONS)
_TABLES = ("rule", "notify")


@dataclass(frozen=True, slots=True)
class RulesFile:
    """What a file of rules says. Without rules it has channels."""

    rules: tuple[FlagRule, ...]
    channels: tuple[Channel, ...] = ()


def read(path: str | Path) -> RulesFile:
    """What the file says. Raises UsageError for what it should not say, InputError if it cannot be read."""
    file = str(path)
    with opened(path) as stream:
        data = stream.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise UsageError(f"{file}, line {line}: not UTF-8. Save the file as UTF-8.") from problem
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise UsageError(f"{file}: not valid TOML: {problem}. Mend that line.") from problem
    places = TomlPlaces(file, text)
    for key in said.keys() - set(_TABLES):
        place = places.of(key) if places.of(key) != file else places.of(key=key)
        raise UsageError(f"{place}: unknown table or key '{key}'. {_near(key, _TABLES)}")
    if not said.get("rule") and not said.get("notify"):
        raise UsageError(f"{file}: no rules in it. Write at least a [[rule]] with a name and a condition:\n{_EXAMPLE}")
    return RulesFile(_rules(said.get("rule", []), places), _channels(said.get("notify", {}), places, Path(path).parent))


_EXAMPLE = '[[rule]]\nname = "figures"\nfigure-differs = true'


# -- rules --------------------------------------------------------------------------------


def _rules(tables: object, places: TomlPlaces) -> tuple[FlagRule, ...]:
    if not isinstance(tables, list):
        raise UsageError(f"{places.of('rule')}: rules are written under [[rule]], with two brackets each.")
    found: dict[str, tuple[FlagRule, str]] = {}
    for number, table in enumerate(tables):
        place = places.of("rule", number)
        if not isinstance(table, dict):
            raise UsageError(f"{place}: a rule is a table under [[rule]], not {table!r}.")
        rule = _rule(table, number, places)
        known = found.setdefault(rule.name.casefold(), (rule, place))
        if known[0] is not rule:
            raise UsageError(f"{place}: a rule is called '{rule.name}' already ({known[1]}). Give it another name.")
    return tuple(rule for rule, _ in found.values())


def _rule(table: Mapping[str, Any], number: int, places: TomlPlaces) -> FlagRule:
    place = places.of("rule", number)
    if "name" not in table:
        raise UsageError(f'{place}: this rule has no name. Write one below [[rule]]: name = "…".')
    name = checked_name(table["name"], places.of("rule", number, "name"))
    for key in table:
        if key not in _KEYS:
            raise UsageError(
                f"{places.of('rule', number, key)}: rule '{name}' has an unknown key '{key}'. {_near(key, _KEYS)}"
            )
    wants = {
        key: _value(key, value, f"{places.of('rule', number, key)}: rule '{name}'")
        for key, value in table.items()
        if key in CONDITIONS
    }
    if not wants:
        raise UsageError(
            f"{place}: rule '{name}' asks for nothing, so that every claim would meet it. Write a condition "
            f"({', '.join(CONDITIONS)}), or new = true for every new claim."
        )
    return FlagRule(name, wants, _exceptions(name, table.get("except", {}), number, places))


def _exceptions(name: str, table: object, number: int, places: TomlPlaces) -> Mapping[str, Any]:
    place = places.of("rule", number, "except")
    if not isinstance(table, dict):
        raise UsageError(f"{place}: rule '{name}': except wants a table of conditions, not {table!r}.")
    for key in table:
        if key not in CONDITIONS:
            raise UsageError(f"{place}: rule '{name}' has an unknown key '{key}' in except. {_near(key, CONDITIONS)}")
    return {key: _value(key, value, f"{place}: rule '{name}', except") for key, value in table.items()}


def checked_name(value: object, place: str) -> str:
    """A name that can be shown in a line. Raises UsageError."""
    name = " ".join(value.split()) if isinstance(value, str) else ""
    if not name or len(name) > LONGEST_NAME or HIDDEN.search(name):
        raise UsageError(f"{place}: a name is a text of 1 to {LONGEST_NAME} characters, not {value!r}.")
    return name


def _value(key: str, value: object, place: str) -> object:
    """What a condition wants, checked. Raises UsageError, which begins with ``place``."""
    match CONDITIONS[key].wants:
        case ValueKind.TRUE:
            if value is True:
                return True
            hint = "leave the line out, or write it under except" if value is False else f"write {key} = true"
            raise UsageError(f"{place}: {key} wants true, not {_shown(value)}: {hint}.")
        case ValueKind.SHARE:
            if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
                return float(value)
            raise UsageError(f"{place}: {key} wants a number from 0 to 1, such as {key} = 0.5, not {_shown(value)}.")
        case ValueKind.CLAIM_KINDS:
            texts = _texts(key, value, place, "direct")
            return tuple(_kind(text, place) for text in texts)
        case _:
            return _texts(key, value, place, "words")


def _texts(key: str, value: object, place: str, example: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
        raise UsageError(f'{place}: {key} wants a list of texts, such as {key} = ["{example}"], not {_shown(value)}.')
    for one in value:
        if not phrases.has_words(one):
            raise UsageError(f"{place}: {key} has {one!r}, in which there is no word. Take it out.")
    return tuple(value)


def _kind(text: str, place: str) -> ClaimKind:
    try:
        return ClaimKind(text)
    except ValueError as problem:
        raise UsageError(f"{place}: there is no kind '{text}'. {_near(text, list(ClaimKind))}") from problem


# -- channels -----------------------------------------------------------------------------


def _channels(tables: object, places: TomlPlaces, folder: Path) -> tuple[Channel, ...]:
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise UsageError(f"{places.of('notify')}: who is told is written under [notify.NAME], with a name for each.")
    found = []
    for name, table in tables.items():
        header = f"notify.{name}"
        known = checked_name(name, places.of(header))
        for key in table:
            if key not in channels.KEYS:
                raise UsageError(
                    f"{places.of(header, 0, key)}: '{name}' has an unknown key '{key}'. {_near(key, channels.KEYS)}"
                )
        found.append(channels.read_channel(known, table, partial(places.of, header, 0), folder))
    return tuple(found)


# -- messages -----------------------------------------------------------------------------


def _near(asked: str, known: Iterable[str]) -> str:
    names = list(known)
    near = get_close_matches(asked.replace("_", "-"), names, n=1)
    return f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(names)}."


def _shown(value: object) -> str:
    shown = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else repr(value)
    return shown if shown and len(shown) <= 60 else f"{str(shown)[:60]}…"
