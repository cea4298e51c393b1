"""How well each stage of the search finds what people judged to be the answer.

Invariant: the stages measured are those of ``checking.searching``, over a real database and index; the measures
are those of trec_eval, and the same collection and models give the same figures, intervals included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from factcheck.checking.evidence import Checker
from factcheck.checking.searching import Stages, search
from factcheck.domain import Progress
from factcheck.errors import UsageError
from factcheck.evaluate.beir import Judged
from factcheck.evaluate.intervals import Estimate, of_mean
from factcheck.evaluate.retrieval.collection import Collection

DEPTH = 100  # documents in a run
MEASURES = {"nDCG@10": "ndcg_cut_10", "Recall@100": "recall_100", "MAP@100": "map"}  # ours and trec_eval's names

Run = Mapping[str, Sequence[str]]  # query → documents, best first


def run(checker: Checker, collection: Collection, progress: Progress) -> dict[str, Run]:
    """What each stage finds for each query, by the name of the stage: bm25, dense, lexical, fused and ranked, which
    is the order of a check. A document stands where its best passage does."""
    names = list(collection.queries)
    vectors = checker.encoder.encode(list(collection.queries.values()))
    found: dict[str, dict[str, list[str]]] = {"bm25": _bm25(collection)}
    with checker.searcher.snapshot() as snapshot:
        for done, (name, vector) in enumerate(zip(names, vectors, strict=True), start=1):
            query = collection.queries[name]
            stages = search(snapshot, [query], vector.reshape(1, -1))
            for stage, documents in ranked_documents(stages).items():
                found.setdefault(stage, {})[name] = documents[:DEPTH]
            progress("queries searched", done, len(names))
    return dict(found)


def ranked_documents(stages: Stages) -> dict[str, list[str]]:
    """The documents of each stage of one search, best first."""
    keys: dict[str, Iterable[int]] = {
        "dense": (key for key, _ in stages.dense),
        "lexical": (key for key, _ in stages.lexical),
        "fused": (key for key, _ in stages.fused),
        "ranked": (one.key for one in stages.ranked),
    }
    return {
        stage: list(dict.fromkeys(stages.passages[key].document_id for key in listed)) for stage, listed in keys.items()
    }


def _bm25(collection: Collection) -> dict[str, list[str]]:
    """What a user would take instead: bm25s with Snowball's English stemmer, titles in front of texts.

    Source: Lù, "BM25S: orders of magnitude faster lexical search via eager sparse scoring", 2024.
    """
    bm25s, stemmer = _installed("bm25s"), _installed("Stemmer").Stemmer("english")

    def tokens(texts: list[str]) -> Any:
        return bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False)

    texts = [f"{document.title or ''} {document.text}" for document in collection.documents]
    index = bm25s.BM25()
    index.index(tokens(texts), show_progress=False)
    asked = tokens(list(collection.queries.values()))
    places, scores = index.retrieve(asked, k=min(DEPTH, len(texts)), show_progress=False)
    return {
        name: [collection.documents[place].id for place, score in zip(row, values, strict=True) if score > 0]
        for name, row, values in zip(collection.queries, places.tolist(), scores.tolist(), strict=True)
    }


# -- measures -----------------------------------------------------------------------------


def score(run: Run, judged: Judged) -> dict[str, Estimate]:
    """The MEASURES of a run, by name: means over queries. A query for which nothing was found counts as 0.

    Source: trec_eval, by way of pytrec_eval (Van Gysel & de Rijke, SIGIR 2018).
    """
    by_query = values(run, judged)
    return {name: of_mean([found[name] for found in by_query.values()]) for name in MEASURES}


def values(run: Run, judged: Judged) -> dict[str, dict[str, float]]:
    """The MEASURES of each judged query."""
    evaluator = _installed("pytrec_eval").RelevanceEvaluator(
        {query: dict(answers) for query, answers in judged.items()}, {"ndcg_cut.10", "recall.100", "map"}
    )
    found = evaluator.evaluate({query: _scored(documents) for query, documents in run.items() if documents})
    return {
        query: {name: found.get(query, {}).get(theirs, 0.0) for name, theirs in MEASURES.items()} for query in judged
    }


def _scored(documents: Sequence[str]) -> dict[str, float]:
    """Scores that keep the order: what reads a run sorts by score, and equals by name."""
    return {document: float(len(documents) - place) for place, document in enumerate(documents)}


def trec_lines(stage: str, run: Run) -> Iterable[str]:
    """A run as trec_eval reads it: query, Q0, document, rank, score, tag. The score only keeps the order."""
    for query, documents in run.items():
        for rank, (document, value) in enumerate(_scored(documents).items(), start=1):
            yield f"{query}\tQ0\t{document}\t{rank}\t{value:g}\tfactcheck-{stage}"


def _installed(module: str) -> Any:
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError as problem:
        raise UsageError(
            f"evaluate retrieval needs {module}, which is not installed: pip install 'factcheck[evaluate]'."
        ) from problem
