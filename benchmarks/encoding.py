"""What `corpus add` takes to give text its vectors, beside sentence-transformers' own call for the same text.

    python benchmarks/encoding.py [--documents 24] [--rounds 3]

Each round adds new documents (made by script, as long as articles), the same once more, and the same texts as other
documents; then SentenceTransformer.encode is called with its defaults (float32, batches of 32, as many
threads as it takes) for the very passages. "encoding" is what of `corpus add` finds the passages that have no vector,
encodes and stores them; the rest of it splits documents and reads their quotations. Ratios are medians of the rounds',
of the clock and of processor time; the second is the one to go by on a busy machine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from made_articles import article
from sentence_transformers import SentenceTransformer

from factcheck import store
from factcheck.checking import corpus
from factcheck.domain import Document, Encoder
from factcheck.encoder.files import find
from factcheck.workspace import Workspace

AIMS = {"new": 1.7, "the same documents": 50.0, "the same text elsewhere": 50.0}


class Spent(NamedTuple):
    wall: float
    processor: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=24, help="In a round.")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    spent: dict[str, list[Spent]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder, Workspace(Path(folder) / "desk") as workspace:
        workspace.make()
        theirs = SentenceTransformer(str(find(workspace.settings.encoder).folder), device="cpu")
        _round(workspace, theirs, [_document(-1)])  # all that is loaded once
        passages = 0
        for number in range(given.rounds):
            documents = [_document(number * given.documents + each) for each in range(given.documents)]
            count, found = _round(workspace, theirs, documents)
            passages += count
            for name, one in found.items():
                spent[name].append(one)
    _show(spent, passages)


def _document(number: int) -> Document:
    _, _, text = article(number).partition("\n---\n")
    title, _, body = text.partition("\n\n")
    return Document(f"made-{number}", body, title=title.removeprefix("# "))


def _round(
    workspace: Workspace, theirs: SentenceTransformer, documents: Sequence[Document]
) -> tuple[int, dict[str, Spent]]:
    """How many passages the documents have, and what each way took."""
    others = [Document(f"{one.id}, elsewhere", one.text, title=one.title) for one in documents]
    found: dict[str, Spent] = {}
    for name, some in (("new", documents), ("the same documents", documents), ("the same text elsewhere", others)):
        found[f"{name}: encoding"], found[f"{name}: all"] = _added(workspace, some)
    with workspace.database.reading() as session:
        texts = [one.encoded for document in documents for one in store.corpus.passages_of(session, document.id)]
    found["theirs"] = _timed(lambda: theirs.encode(texts))
    return len(texts), found


def _added(workspace: Workspace, documents: Iterable[Document]) -> tuple[Spent, Spent]:
    """What of adding the documents the encoding took, and all of it."""
    encoding = Spent(0.0, 0.0)
    encode = corpus.encode_missing

    def timed(*given: object) -> None:
        nonlocal encoding
        encoding = _timed(lambda: encode(*given))  # type: ignore[arg-type]

    corpus.encode_missing = timed  # type: ignore[assignment]
    try:
        encoder: Encoder = workspace.encoder
        pairs = [(document, "made.jsonl") for document in documents]
        whole = _timed(lambda: corpus.add_documents(workspace.database, encoder, pairs))
    finally:
        corpus.encode_missing = encode
    return encoding, whole


def _timed(act: Callable[[], object]) -> Spent:
    wall, processor = time.perf_counter(), time.process_time()
    act()
    return Spent(time.perf_counter() - wall, time.process_time() - processor)


def _show(spent: dict[str, list[Spent]], passages: int) -> None:
    theirs = spent.pop("theirs")
    seconds = sum(one.processor for one in theirs)
    print(f"sentence-transformers: {passages} passages, {1000 * seconds / passages:.1f} ms of processor time each")
    print(f"{'corpus add':<36}{'ms a passage':>14}{'× by processor':>16}{'× by clock':>12}{'aim':>8}")
    for name, ours in spent.items():
        kind, _, part = name.partition(": ")
        mine = 1000 * sum(one.processor for one in ours) / passages
        ratios = [
            statistics.median(one[way] / other[way] for one, other in zip(theirs, ours, strict=True)) for way in (1, 0)
        ]
        aim = f"≥ {AIMS[kind]:g}" if part == "encoding" else ""
        print(f"{name:<36}{mine:>14.2f}{ratios[0]:>16.1f}{ratios[1]:>12.1f}{aim:>8}")
    print(f"{os.cpu_count()} cores")


if __name__ == "__main__":
    main()
