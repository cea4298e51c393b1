"""Search by words alone: how long it takes, and what it finds, asked for every word and for the rarer ones.

    python benchmarks/full_text.py WORKSPACE ... --collections FOLDER[:SPLIT] ... [--outside FOLDER[:SPLIT] ...]
        [--queries 300] [--judged 300]

The workspaces are of benchmarks/million.py, smallest first. The queries are every second one of the collections, the
others being those on which the bounds were chosen; those of ``--outside`` were never looked at. A long claim is three
of them one behind the other.

Times are processor time, p50 / p95 / p99, the same queries bounded and unbounded in turn; "shared" is how many of the
ten best both have. Then, in the largest workspace, how well each finds the documents that people judged to answer the
query (nDCG@10 and Recall@100 of pytrec_eval, with intervals), and by how much the two differ, query by query. The
collections that the workspace was made of lie in it; those documents of ``--outside`` that answer a query are put among
them for the time of the measurement, in a transaction that is taken back.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from factcheck import Workspace, corpus, store
from factcheck.evaluate.beir import Judged
from factcheck.evaluate.intervals import Estimate, of_mean
from factcheck.evaluate.retrieval import collection, ranking
from factcheck.store import Session, full_text, rarity

DEPTH = 100
SHOWN = ("nDCG@10", "Recall@100")
_SEED = 11


@contextmanager
def unbounded() -> Iterator[None]:
    """Every word is asked for."""
    few, rarity.FEW = rarity.FEW, 1 << 60
    try:
        yield
    finally:
        rarity.FEW = few


def named(asked: str) -> tuple[Path, str]:
    folder, _, split = asked.partition(":")
    return Path(folder), split


def held_out(asked: Sequence[str], most: int) -> list[str]:
    """Every second query of the collections, at most so many, mixed."""
    found: list[str] = []
    for folder, split in map(named, asked):
        found += list(collection.read_gold(folder, split).queries.values())[1::2]
    random.Random(_SEED).shuffle(found)
    return found[:most]


def joined(queries: Sequence[str]) -> list[str]:
    """As many long claims: three of them one behind the other."""
    rng = random.Random(_SEED)
    return [" ".join(rng.sample(queries, 3)) for _ in queries]


# -- how long -----------------------------------------------------------------------------


def measure(
    workspace: Path, queries: Sequence[str], url: str = "", clock: Callable[[], float] = time.process_time
) -> str:
    """A line of the table: what bounded and unbounded searches take, and what both find."""
    taken: dict[bool, list[float]] = {True: [], False: []}
    shared: list[float] = []
    with Workspace(workspace, database_url=url) as desk, desk.database.reading() as session:
        passages = full_text.last_key(session, "passages_text")
        for query in queries:
            best = {}
            for whole in (True, False):
                began = clock()
                found = everything(session, query) if whole else store.corpus.search_text(session, query, DEPTH)
                taken[whole].append(clock() - began)
                best[whole] = {key for key, _ in found[:10]}
            shared.append(len(best[True] & best[False]) / max(1, len(best[True])))
    both = "".join(f"{percentiles(taken[whole]):>24}" for whole in (True, False))
    return f"{passages:>10,}{both}{sum(shared) / len(shared):>10.3f}"


def everything(session: Session, query: str) -> list[tuple[int, float]]:
    with unbounded():
        return store.corpus.search_text(session, query, DEPTH)


def percentiles(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    places = (ordered[int(len(ordered) * part)] for part in (0.5, 0.95, 0.99))
    return " / ".join(f"{1000 * one:.1f}" for one in places)


# -- how well -----------------------------------------------------------------------------


class TakenBackError(Exception):
    """Nothing of what was written is to stay."""


def relevance(workspace: Path, asked: str, most: int, *, outside: bool) -> Iterator[str]:
    """Lines of the second table."""
    folder, split = named(asked)
    gold = collection.read_gold(folder, split)
    names = list(gold.queries) if outside else list(gold.queries)[1::2]
    random.Random(_SEED).shuffle(names)
    queries = {name: gold.queries[name] for name in names[:most]}
    judged = {query: gold.judged[query] for query in queries}
    with Workspace(workspace) as desk:
        try:
            with desk.database.writing() as session:
                if outside:
                    answers = {document for answers in judged.values() for document in answers}
                    for document in (one for one in gold.documents if one.id in answers):
                        renamed = type(document)(f"{folder.name}/{document.id}", document.text, document.title)
                        spans = corpus.split(renamed, desk.encoder)
                        store.corpus.add_version(session, renamed, 1, spans, "benchmark")
                yield from scores(session, folder.name, queries, judged)
                raise TakenBackError
        except TakenBackError:
            pass


def scores(session: Session, name: str, queries: Mapping[str, str], judged: Judged) -> Iterator[str]:
    runs = {}
    for which, search in (
        ("every word", everything),
        ("bounded", lambda *asked: store.corpus.search_text(*asked, DEPTH)),
    ):
        run = {}
        for query, words in queries.items():
            keys = [key for key, _ in search(session, words)]
            passages = store.dossier.passages_by_key(session, keys)
            ids = dict.fromkeys(passages[key].document_id.removeprefix(f"{name}/") for key in keys)
            run[query] = list(ids)
        runs[which] = run
    found = {which: ranking.values(run, judged) for which, run in runs.items()}
    for which, each in found.items():
        told = {one: of_mean([values[one] for values in each.values()]) for one in SHOWN}
        yield _line(name, len(queries), which, told)
    whole, bounded = found.values()
    apart = {one: of_mean([bounded[query][one] - whole[query][one] for query in whole]) for one in SHOWN}
    yield _line(name, len(queries), "difference", apart)


def _line(name: str, queries: int, which: str, told: Mapping[str, Estimate]) -> str:
    figures = "".join(f"{told[one].value:>10.3f} ({told[one].low:.3f} to {told[one].high:.3f})" for one in SHOWN)
    return f"{name:<24}{queries:>6} queries  {which:<12}{figures}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workspaces", nargs="+", type=Path)
    parser.add_argument("--collections", nargs="+", required=True)
    parser.add_argument("--outside", nargs="*", default=[])
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--judged", type=int, default=300)
    given = parser.parse_args()
    queries = held_out(given.collections, given.queries)
    long = joined(queries)
    print(
        f"{rarity.POSTINGS:,} postings, the {rarity.RAREST} rarest words always; whole up to {rarity.FEW:,} passages\n"
    )
    print(f"{'passages':>10}{'every word, ms':>24}{'bounded, ms':>24}{'shared':>10}")
    for kind, some in (("claims", queries), ("long claims", long)):
        print(f"{kind}, {len(some)}")
        for workspace in given.workspaces:
            print(measure(workspace, some), flush=True)
    print()
    for asked, outside in [*((one, False) for one in given.collections), *((one, True) for one in given.outside)]:
        for line in relevance(given.workspaces[-1], asked, given.judged, outside=outside):
            print(line, flush=True)


if __name__ == "__main__":
    main()
