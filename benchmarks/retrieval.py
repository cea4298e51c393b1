"""How searching grows with the corpus: 1,000, 10,000 and 100,000 passages, and a warm check of an article over each.

    python benchmarks/retrieval.py [ARTICLE] [--sizes 1000 10000 100000]

The passages are made of words as frequent as words are (Zipf), their vectors are random: how long a search takes
depends on how many there are, not on what they say. Times are processor time; the second line of a size is the ratio
to the first size.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from factcheck import Workspace, store
from factcheck.checking.searching import Searcher, search
from factcheck.domain import Document, Span, fingerprint, with_title

ARTICLE = Path(__file__).parents[1] / "corpora" / "iraq-isis-2025" / "examples" / "advisers-stay.txt"
VOCABULARY = 50_000
LENGTH = 120  # words of a passage
QUERY = 15  # words of a query
RUNS = 20
_SEED = 7


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("article", nargs="?", type=Path, default=ARTICLE)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1_000, 10_000, 100_000])
    given = parser.parse_args()
    print(f"{'passages':>9}" + "".join(f"{name:>14}" for name in ("open index", "dense", "lexical", "search", "check")))
    base: list[float] = []
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder, Workspace(folder) as desk:
            desk.make()
            fill(desk, size)
            taken = measure(desk, given.article)
        base = base or taken
        print(f"{size:>9,}" + "".join(f"{seconds * 1000:>11.1f} ms" for seconds in taken), flush=True)
        print(
            f"{'':>9}" + "".join(f"{now / first:>13.1f}×" for now, first in zip(taken, base, strict=True)), flush=True
        )


def measure(desk: Workspace, article: Path) -> list[float]:
    """Seconds to open the saved index, for a dense, a lexical and a whole search, and to check the article again."""
    queries = [" ".join(words(np.random.default_rng(n), QUERY)) for n in range(RUNS)]
    vectors = desk.encoder.encode(queries)
    with desk.searcher.snapshot() as snapshot:  # builds and saves the index
        dense = median(lambda n: snapshot.index.search(vectors[n], 100))
        lexical = median(lambda n: store.corpus.search_text(snapshot.session, queries[n], 100))
        whole = median(lambda n: search(snapshot, [queries[n]], vectors[n : n + 1]))
    desk.check(article)
    return [median(lambda _: open_index(desk), 3), dense, lexical, whole, median(lambda _: desk.check(article), 3)]


def open_index(desk: Workspace) -> None:
    """Open the index as a process of its own would, one that has not opened it yet."""
    with Searcher(desk.database, desk.encoder, desk.settings.workspace).snapshot():
        pass


def median(act: Callable[[int], object], runs: int = RUNS, before: Callable[[int], object] = lambda _: None) -> float:
    """Seconds that ``act`` takes; what is done ``before`` each run is not counted."""
    taken = []
    for n in range(runs):
        before(n)
        start = time.process_time()
        act(n)
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def fill(desk: Workspace, size: int, length: int = LENGTH) -> None:
    """``size`` documents of one passage of ``length`` words each, with a vector."""
    rng = np.random.default_rng(_SEED)
    encoder = desk.encoder
    for start in range(0, size, 1000):
        vectors = rng.standard_normal((min(1000, size - start), encoder.dimension)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        documents = [Document(f"d{start + n}", " ".join(words(rng, length))) for n in range(len(vectors))]
        with desk.database.writing() as session:
            for document in documents:
                store.corpus.add_version(session, document, 1, [Span(0, len(document.text))], "made")
            store.corpus.add_vectors(session, encoder.key, [document_hash(document) for document in documents], vectors)


def document_hash(document: Document) -> str:
    return fingerprint(with_title(document.title, document.text))


def words(rng: np.random.Generator, count: int) -> list[str]:
    ranks = np.minimum(rng.zipf(1.3, count), VOCABULARY)
    return [COMMON[rank - 1] if rank <= len(COMMON) else f"w{rank}" for rank in ranks.tolist()]


COMMON = "the of and to in a is that for it as was with be by on not he his but at are this have from or had".split()

if __name__ == "__main__":
    main()
