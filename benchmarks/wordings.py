"""Quotations altered in known ways: a ratio of letters beside the comparison of words.

    python benchmarks/wordings.py GOLD.jsonl [--cases N]

GOLD is a gold file of quotations, as for `factcheck evaluate wording`. For each way of altering: the mean
`rapidfuzz.fuzz.partial_ratio` of quotation and source document, which is what one would reach for, and the part of the
cases to which factcheck gives the right finding. Then the time of both for the same cases, as a ratio.
Needs `pip install rapidfuzz`.
"""

from __future__ import annotations

import argparse
import statistics
import time

from rapidfuzz import fuzz

from factcheck.evaluate.quotes import GoldDocument
from factcheck.evaluate.wording import Case, read_gold, run
from factcheck.wording import Source, compare, quotation


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("--cases", type=int, default=20)
    given = parser.parse_args()
    documents = [item for item in read_gold(given.gold) if isinstance(item, GoldDocument)]
    texts = {document.id: " ".join(document.text.split()) for document in documents}
    made = list(run(documents, given.cases))
    ratios = [_ratio(case, texts) for case in made]
    print(f"{'way of altering':<26}{'letters alike':>14} {'right finding':>14} {'of':>6}")
    for kind in dict.fromkeys(case.kind for case in made):
        own = [at for at, case in enumerate(made) if case.kind == kind]
        alike = statistics.mean(ratios[at] for at in own)
        right = sum(made[at].found.finding is made[at].expected for at in own)
        print(f"{kind:<26}{alike:>14.1f} {right / len(own):>14.2f} {len(own):>6}")
    ours, theirs = _seconds(made, documents, texts)
    print(f"\ntime beside partial_ratio on the same {len(made)} cases, one document each: {ours / theirs:.1f} times")


def _ratio(case: Case, texts: dict[str, str]) -> float:
    return float(fuzz.partial_ratio(case.quotation.casefold(), texts[case.home].casefold()))


def _seconds(made: list[Case], documents: list[GoldDocument], texts: dict[str, str]) -> tuple[float, float]:
    from factcheck.domain import Document

    sources = {document.id: Source(Document(document.id, texts[document.id])) for document in documents}
    ours = theirs = 0.0
    for case in made:
        start = time.perf_counter()
        compare(quotation(case.quotation), [sources[case.home]])
        middle = time.perf_counter()
        _ratio(case, texts)
        ours, theirs = ours + middle - start, theirs + time.perf_counter() - middle
    return ours, theirs


if __name__ == "__main__":
    main()
