"""Hard negatives: what a search would bring up for a claim although it does not decide it.

Invariant: nothing that people marked as evidence for a claim is among its negatives.
"""

from __future__ import annotations

import csv
import gzip
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

_WORD = re.compile(r"[a-z0-9]+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_SENTENCES = 2  # of a document, as many as evidence usually has


def mined(folder: Path, per_claim: int) -> list[tuple[str, str]]:
    """(claim, text) for the training claims of a BEIR folder: the best sentences of the documents that
    share the rarest words with the claim and are no evidence for it."""
    documents = {row["_id"]: f"{row['title']}. {row['text']}" for row in _rows(folder / "corpus.jsonl.gz")}
    relevant = defaultdict(set)
    with (folder / "qrels_train.tsv").open(encoding="utf-8") as lines:
        for query, document, *_ in list(csv.reader(lines, delimiter="\t"))[1:]:
            relevant[query].add(document)
    index = defaultdict(set)
    for name, text in documents.items():
        for word in set(_words(text)):
            index[word].add(name)
    weight = {word: math.log(len(documents) / len(holders)) for word, holders in index.items()}
    found = []
    for row in _rows(folder / "queries_train.jsonl.gz"):
        scores: dict[str, float] = defaultdict(float)
        words = set(_words(row["text"]))
        for word in sorted(words & weight.keys()):
            for name in index[word]:
                scores[name] += weight[word]
        ranked = sorted(scores.keys() - relevant[row["_id"]], key=lambda name: (-scores[name], name))
        found += [(row["text"], _closest(documents[name], words, weight)) for name in ranked[:per_claim]]
    return found


def _closest(text: str, words: set[str], weight: dict[str, float]) -> str:
    """The run of sentences that shares most with the claim."""
    sentences = _SENTENCE.split(text)
    shared = [sum(weight[word] for word in words & set(_words(sentence)) if word in weight) for sentence in sentences]
    runs = range(max(1, len(sentences) - _SENTENCES + 1))
    start = max(runs, key=lambda at: (sum(shared[at : at + _SENTENCES]), -at))
    return " ".join(sentences[start : start + _SENTENCES])


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
