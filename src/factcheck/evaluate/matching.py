"""Claims beside a collection of checked ones: the files of a matching task, and average precision.

Invariant: what is scored is the order it is given; a query whose right answers are not in the
collection counts, and counts as missed.

A folder in the layout of BEIR: ``corpus.jsonl``, ``queries_SPLIT.jsonl`` and ``qrels_SPLIT.tsv``,
each maybe with ``.gz`` behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from factcheck.domain import ClaimReview
from factcheck.errors import InputError
from factcheck.evaluate.beir import file_in, judgements
from factcheck.evaluate.intervals import Estimate, of_mean
from factcheck.files import Record, read_records, strictly

_SHAPE = '{"_id": …, "text": …}'
DEPTH = 5  # MAP@5, as CheckThat! scores the task
RUN_DEPTH = 100  # answers kept for a query

Answers = Mapping[str, Sequence[tuple[str, float]]]
"""For each query the ids found and their scores, best first."""


@dataclass(frozen=True, slots=True)
class MatchingTask:
    """Checked claims, queries by id, and the ids that are right for each query."""

    checked: tuple[ClaimReview, ...]
    queries: Mapping[str, str]
    right: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class MatchingScores:
    """Means over queries, with intervals over queries."""

    queries: int
    checked: int
    figures: Mapping[str, Estimate]


# -- reading ------------------------------------------------------------------------------


def read_gold(folder: Path, split: str) -> MatchingTask:
    """The task in ``folder``. Raises InputError naming the file and line that is not as it should be."""
    checked = tuple(strictly(read_records(file_in(folder, "corpus.jsonl"), _checked, _SHAPE)))
    asked_in = file_in(folder, f"queries_{split}.jsonl")
    queries = dict(strictly(read_records(asked_in, lambda item: (item.name("_id"), item.text("text")), _SHAPE)))
    right = {query: frozenset(ids) for query, ids in judgements(file_in(folder, f"qrels_{split}.tsv")).items()}
    asked = {name: text for name, text in queries.items() if name in right}
    if not asked:
        raise InputError(f"{folder}: no query of queries_{split} has an answer in qrels_{split}.tsv.")
    return MatchingTask(checked, asked, right)


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


# -- asking -------------------------------------------------------------------------------


def run(task: MatchingTask, ask: Callable[[Sequence[str], int], Sequence[Sequence[tuple[str, float]]]]) -> Answers:
    """What ``ask`` answers to the queries: it is given their texts and how many answers each may have."""
    return dict(zip(task.queries, ask(list(task.queries.values()), RUN_DEPTH), strict=True))


def trec_lines(found: Answers) -> Iterator[str]:
    """A run as trec_eval reads it: query, Q0, id, rank, score, tag."""
    for query, answers in found.items():
        for rank, (name, score) in enumerate(answers, start=1):
            yield f"{query} Q0 {name} {rank} {score:.6f} factcheck"


# -- scoring ------------------------------------------------------------------------------


def score(task: MatchingTask, found: Answers) -> MatchingScores:
    """The figures of the answers ``found`` to each query; one without any counts as missed."""
    ranked = [([name for name, _ in found.get(query, ())], task.right[query]) for query in task.queries]
    each = {
        f"MAP@{DEPTH}": [average_precision(ids, right) for ids, right in ranked],
        "first is right": [float(bool(ids) and ids[0] in right) for ids, right in ranked],
        f"found in {DEPTH}": [len(right.intersection(ids[:DEPTH])) / len(right) for ids, right in ranked],
        "found in 20": [len(right.intersection(ids[:20])) / len(right) for ids, right in ranked],
    }
    return MatchingScores(len(ranked), len(task.checked), {name: of_mean(values) for name, values in each.items()})


def average_precision(found: Sequence[str], right: frozenset[str], depth: int = DEPTH) -> float:
    """Average precision of the first ``depth``: the mean precision at each right one, those not found being 0."""
    hits = 0
    total = 0.0
    for place, name in enumerate(found[:depth], start=1):
        if name in right:
            hits += 1
            total += hits / place
    return total / min(len(right), depth) if right else 0.0
