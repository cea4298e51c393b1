"""Claims beside a collection of checked ones: the files of a matching task, and average precision.

Invariant: what is scored is the order it is given; a query whose right answers are not in the
collection counts, and counts as missed.

A folder in the layout of BEIR: ``corpus.jsonl``, ``queries_SPLIT.jsonl`` and ``qrels_SPLIT.tsv``,
each maybe with ``.gz`` behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from factcheck.domain import ClaimReview
from factcheck.errors import InputError
from factcheck.files import ItemError, Record, read_lines, read_records, strictly

_SHAPE = '{"_id": …, "text": …}'
DEPTH = 5  # MAP@5, as CheckThat! scores the task
DRAWS = 1000  # for an interval
_SEED = 0


@dataclass(frozen=True, slots=True)
class MatchingTask:
    """Checked claims, queries by id, and the ids that are right for each query."""

    checked: tuple[ClaimReview, ...]
    queries: Mapping[str, str]
    right: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class MatchingScores:
    """Means over queries, each with its 95 % interval: mean, low, high."""

    queries: int
    checked: int
    figures: Mapping[str, tuple[float, float, float]]


# -- reading ------------------------------------------------------------------------------


def read_matching(folder: Path, split: str) -> MatchingTask:
    """The task in ``folder``. Raises InputError naming the file and line that is not as it should be."""
    checked = tuple(strictly(read_records(_file(folder, "corpus.jsonl"), _checked, _SHAPE)))
    asked_in = _file(folder, f"queries_{split}.jsonl")
    queries = dict(strictly(read_records(asked_in, lambda item: (item.name("_id"), item.text("text")), _SHAPE)))
    right = _right(_file(folder, f"qrels_{split}.tsv"))
    asked = {name: text for name, text in queries.items() if name in right}
    if not asked:
        raise InputError(f"{folder}: no query of queries_{split} has an answer in qrels_{split}.tsv.")
    return MatchingTask(checked, asked, right)


def _file(folder: Path, name: str) -> Path:
    for path in (folder / name, folder / f"{name}.gz"):
        if path.is_file():
            return path
    have = ", ".join(sorted(path.name for path in folder.glob("*") if path.is_file())) or "nothing"
    raise InputError(f"{folder / name}: not there, nor {name}.gz; the folder holds {have}. Give --split its name.")


def _checked(record: Record) -> ClaimReview:
    parts = [words for name in ("title", "subtitle") if (words := record.maybe(name))]
    return ClaimReview(
        id=record.name("_id"),
        claim=record.text("text"),
        title=" – ".join(parts) or None,
        rating=str(record.fields.get("label") or "not given"),
        publisher="the collection",
        claimant=record.maybe("speaker"),
    )


def _right(path: Path) -> dict[str, frozenset[str]]:
    right: dict[str, set[str]] = {}
    for line in strictly(read_lines(path)):
        row = line.value.split("\t")
        if line.number == 1 and "query-id" in row:
            continue
        if len(row) != 3 or not row[2].strip().lstrip("-").isdigit():
            raise ItemError(line.place, "not query-id, corpus-id and score with tabs between")
        if int(row[2]) > 0:
            right.setdefault(row[0], set()).add(row[1])
    return {query: frozenset(ids) for query, ids in right.items()}


# -- scoring ------------------------------------------------------------------------------


def average_precision(found: Sequence[str], right: frozenset[str], depth: int = DEPTH) -> float:
    """Average precision of the first ``depth``: the mean precision at each right one, those not found being 0."""
    hits = 0
    total = 0.0
    for place, name in enumerate(found[:depth], start=1):
        if name in right:
            hits += 1
            total += hits / place
    return total / min(len(right), depth) if right else 0.0


def score_matching(task: MatchingTask, found: Mapping[str, Sequence[str]]) -> MatchingScores:
    """The figures of the ids ``found`` for each query, best first."""
    import numpy as np

    ranked = [(found.get(query, ()), task.right[query]) for query in task.queries]
    each = {
        f"MAP@{DEPTH}": [average_precision(ids, right) for ids, right in ranked],
        "first is right": [float(bool(ids) and ids[0] in right) for ids, right in ranked],
        f"found in {DEPTH}": [len(right.intersection(ids[:DEPTH])) / len(right) for ids, right in ranked],
        "found in 20": [len(right.intersection(ids[:20])) / len(right) for ids, right in ranked],
    }
    draws = np.random.default_rng(_SEED).integers(len(ranked), size=(DRAWS, len(ranked)))
    figures = {}
    for name, values in each.items():
        means = np.array(values)[draws].mean(axis=1)
        low, high = np.quantile(means, (0.025, 0.975))
        figures[name] = (float(np.mean(values)), float(low), float(high))
    return MatchingScores(len(ranked), len(task.checked), figures)
