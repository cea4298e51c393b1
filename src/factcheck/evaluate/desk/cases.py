"""Cases of a desk: an article, the notes it is checked against, and what a careful reader made of both.

Invariant: every note that a claim or a pair names is among the notes of its case.

A folder holds ``article.txt`` (or .html, .md), ``reference.jsonl`` and ``gold.json``, maybe ``meta.json`` (title,
publisher, published, url; without it gold.json may say them) and ``pairs.jsonl`` (claim, note_id, stance).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from factcheck.articles import Metadata
from factcheck.domain import Span, Stance, Verdict
from factcheck.errors import InputError
from factcheck.evaluate.stance import STANCE_OF
from factcheck.files import Record, ShapeError, read_records, strictly
from factcheck.stance.pairs import Pair

GOLD = "gold.json"
_ARTICLES = ("article.txt", "article.html", "article.md")
_SHAPE = '{"claims": [{"char_start", "char_end", "content", "speaker", "gold_verdict", "evidence_ids"}]}'
_PAIR = '{"claim", "note_id", "stance"}'
_NOTE = '{"id", "text"}'
_LABEL_OF = {stance: verdict for verdict, stance in STANCE_OF.items()}
_SIDE_OF = {Verdict.SUPPORTED: Stance.SUPPORTS, Verdict.CONTRADICTED: Stance.CONTRADICTS}
_OPPOSITE = {Stance.SUPPORTS: Stance.CONTRADICTS, Stance.CONTRADICTS: Stance.SUPPORTS}

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class ReadersClaim:
    """A claim as a reader marked it: its place in the article's text, who is to say it ("": the outlet itself), what is
    to come of it (None: nobody has decided), and the notes that lead there. ``stances`` has what is known of a note."""

    text: str
    span: Span
    speaker: str
    verdict: Verdict | None
    evidence: frozenset[str]
    stances: Mapping[str, Stance]


@dataclass(frozen=True, slots=True)
class DeskCase:
    """A case of a desk. ``pairs`` are labelled, each known by its claim's text."""

    name: str
    article: Path
    reference: Path
    given: Metadata
    claims: tuple[ReadersClaim, ...]
    pairs: tuple[Pair, ...]


def case_folders(folders: Iterable[Path]) -> list[Path]:
    """Those of ``folders`` that are cases, and the cases in those that are none, by name.

    Raises InputError if there is none in one of them.
    """
    found: list[Path] = []
    for folder in folders:
        inside = [folder] if (folder / GOLD).is_file() else sorted(each.parent for each in folder.glob(f"*/{GOLD}"))
        if not inside:
            raise InputError(f"{folder}: no case in it. A case is a folder with article.txt, reference.jsonl, {GOLD}.")
        found += inside
    return list(dict.fromkeys(found))


def read_gold(folder: Path) -> DeskCase:
    """The case in ``folder``. Raises InputError, naming the file and what is wrong, if it is none."""
    gold = _object(folder / GOLD)
    meta = _object(folder / "meta.json") if (folder / "meta.json").is_file() else gold
    given = _used(folder / "meta.json", lambda: _metadata(meta))
    notes = {name: (text, day) for name, text, day in _records(folder / "reference.jsonl", _note, _NOTE)}
    labels = list(_records(folder / "pairs.jsonl", _label, _PAIR)) if (folder / "pairs.jsonl").is_file() else []
    by_claim: dict[str, dict[str, Stance]] = {}
    for claim, note, stance in labels:
        by_claim.setdefault(claim, {})[note] = stance
    claims = _used(folder / GOLD, lambda: tuple(_claim(item, by_claim) for item in gold["claims"]))
    if not claims:
        raise InputError(f"{folder / GOLD}: no claim in it. Write {_SHAPE}.")
    named = {note for claim in claims for note in (*claim.evidence, *claim.stances)} | {note for _, note, _ in labels}
    if lost := sorted(named - notes.keys()):
        raise InputError(f"{folder}: no note '{lost[0]}' in reference.jsonl, though a claim or a pair names it.")
    pairs = tuple(
        Pair(claim, claim, notes[note][0], _LABEL_OF[stance], given.published, notes[note][1])
        for claim, note, stance in labels
    )
    return DeskCase(folder.name, _article(folder), folder / "reference.jsonl", given, claims, pairs)


def _article(folder: Path) -> Path:
    found = next((folder / name for name in _ARTICLES if (folder / name).is_file()), None)
    if found is None:
        raise InputError(f"{folder}: no article in it. Name it one of {', '.join(_ARTICLES)}.")
    return found


def _object(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except OSError as problem:
        raise InputError(f"{file}: cannot be read ({problem.strerror}).") from problem
    except ValueError as problem:
        raise InputError(f"{file}: not valid JSON ({problem}).") from problem
    if not isinstance(found, dict):
        raise InputError(f"{file}: no JSON object. Write one.")
    return found


def _used(file: Path, make: Callable[[], Made]) -> Made:
    try:
        return make()
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise InputError(f"{file}: not as it should be ({problem!r}). Gold is {_SHAPE}.") from problem


def _metadata(fields: Mapping[str, Any]) -> Metadata:
    published = fields.get("published")
    day = date.fromisoformat(published[:10]) if published else None
    return Metadata(fields.get("title"), publisher=fields.get("publisher"), published=day, url=fields.get("url"))


def _claim(item: Mapping[str, Any], labels: Mapping[str, Mapping[str, Stance]]) -> ReadersClaim:
    verdict = Verdict(item["gold_verdict"]) if item.get("gold_verdict") else None
    text, evidence = item["content"], frozenset(map(str, item["evidence_ids"]))
    against = map(str, item.get("conflicting_evidence_ids", ()))
    side = _SIDE_OF.get(verdict) if verdict else None
    told = dict.fromkeys(sorted(evidence), side) | {note: _OPPOSITE[side] for note in against if side}
    known = {note: stance for note, stance in told.items() if stance}
    span = Span(int(item["char_start"]), int(item["char_end"]))
    return ReadersClaim(text, span, item.get("speaker") or "", verdict, evidence, known | dict(labels.get(text, {})))


def _records(file: Path, make: Callable[[Record], Made], shape: str) -> Iterator[Made]:
    return strictly(read_records(file, make, shape))


def _note(record: Record) -> tuple[str, str, date | None]:
    return record.name("id"), record.text("text"), record.day("published")


def _label(record: Record) -> tuple[str, str, Stance]:
    stance = record.choice("stance", Stance)
    if stance is None:
        raise ShapeError('no "stance"')
    return record.text("claim"), record.name("note_id"), stance
