"""The field's measures of quotation extraction and attribution.

Invariant: every figure is made of counts that add up over documents, so that a corpus is the sum
of its documents and an interval comes from drawing documents anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from factcheck.domain import Quotation, QuotationKind
from factcheck.evaluate.intervals import Estimate, estimate
from factcheck.evaluate.quotes.classes import CLASSES
from factcheck.evaluate.quotes.gold import GoldDocument
from factcheck.evaluate.quotes.items import Convention, Item, items_of
from factcheck.evaluate.quotes.pairing import (
    Matched,
    exact_matches,
    excused,
    is_attributed,
    names_source,
    relaxed_matches,
    same_last_word,
    same_name,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FIGURES = (
    "exact",
    *(f"exact, {kind}" for kind in QuotationKind),
    "relaxed",
    *(f"relaxed, {kind}" for kind in QuotationKind),
    "words",
    "with the right source",
)
SHARES = ("source", "source, noun", "source, pronoun", "full name", "last name")


class Tally(NamedTuple):
    """The counts behind a figure. A share predicts nothing: it is ``found`` of ``gold``."""

    found: int = 0  # gold quotations found
    gold: int = 0
    right: int = 0  # predictions that are right
    predicted: int = 0

    def plus(self, other: Tally) -> Tally:
        return Tally(*map(sum, zip(self, other, strict=True)))

    @property
    def recall(self) -> float:
        return self.found / self.gold if self.gold else float(not self.predicted)

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else float(not self.gold)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Tallies = Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class DocumentScores:
    """The counts of one document, or of many together.

    ``figures`` (FIGURES) have precision and recall, ``shares`` (SHARES) are of what was matched,
    ``classes`` (CLASSES) are shares of gold quotations found, ``class_sources`` of those with the right source,
    ``class_edges`` of those missed whose words are for the most part among the words found, cut elsewhere.
    """

    figures: Tallies
    shares: Tallies
    classes: Tallies
    class_sources: Tallies
    class_edges: Tallies


@dataclass(frozen=True, slots=True)
class Scores(DocumentScores):
    """The figures of ``documents`` documents and, by name, F1 or share with its interval over documents."""

    documents: int
    estimates: Mapping[str, Estimate]


def score(
    documents: Sequence[GoldDocument], found: Sequence[Sequence[Quotation]], convention: Convention | None = None
) -> Scores:
    """The figures of the quotations ``found`` in ``documents``, document by document."""
    each = [
        _score_document(*items_of(document, quotations, convention or Convention()))
        for document, quotations in zip(documents, found, strict=True)
    ]
    return Scores(
        figures=summed(FIGURES, [one.figures for one in each]),
        shares=summed(SHARES, [one.shares for one in each]),
        classes=summed(CLASSES, [one.classes for one in each]),
        class_sources=summed(CLASSES, [one.class_sources for one in each]),
        class_edges=summed(CLASSES, [one.class_edges for one in each]),
        documents=len(each),
        estimates=estimates_of(FIGURES, [one.figures for one in each])
        | estimates_of(SHARES, [one.shares for one in each]),
    )


def _score_document(gold: Sequence[Item], found: Sequence[Item]) -> DocumentScores:
    exact, relaxed = exact_matches(gold, found), relaxed_matches(gold, found)
    figures = _extraction("exact", gold, found, exact) | _extraction("relaxed", gold, found, relaxed)
    figures["words"] = _words(gold, found)
    asked = [(gold[at], found[to]) for at, to in relaxed.items() if not gold[at].optional]
    attributed = sum(is_attributed(*pair) for pair in asked)
    whole = figures["relaxed"]
    figures["with the right source"] = Tally(attributed, whole.gold, attributed, whole.predicted)
    partners = [found[relaxed[at]] if at in relaxed else None for at in range(len(gold))]
    return DocumentScores(figures, _shares(asked), *_by_class(gold, partners, _words_of(found)))


def _extraction(name: str, gold: Sequence[Item], found: Sequence[Item], matched: Matched) -> dict[str, Tally]:
    """The tallies over all quotations and over each kind: recall over gold kinds, precision over found ones."""
    free = excused(gold, found, matched)
    asked = {at for at, item in enumerate(gold) if not item.optional}
    given = set(range(len(found))) - free
    hits, right = asked & matched.keys(), given & set(matched.values())
    tallies = {name: Tally(len(hits), len(asked), len(right), len(given))}
    for kind in QuotationKind:
        of_gold = {at for at in asked if gold[at].kind is kind}
        of_found = {to for to in given if found[to].kind is kind}
        counts = (hits & of_gold, of_gold, right & of_found, of_found)
        tallies[f"{name}, {kind}"] = Tally(*map(len, counts))
    return tallies


def _words(gold: Sequence[Item], found: Sequence[Item]) -> Tally:
    """Words of contents, however they are cut into quotations."""
    asked = _words_of(item for item in gold if not item.optional)
    optional = _words_of(item for item in gold if item.optional)
    given = _words_of(found) - (optional - asked)
    both = len(asked & given)
    return Tally(both, len(asked), both, len(given))


def _words_of(items: Iterable[Item]) -> set[int]:
    return {word for item in items for word in item.words}


def _shares(matched: Sequence[tuple[Item, Item]]) -> dict[str, Tally]:
    shares: defaultdict[str, Tally] = defaultdict(Tally)
    for gold, found in matched:
        if gold.source_text:
            noun = "source, pronoun" if gold.pronoun else "source, noun"
            for name in ("source", noun):
                shares[name] = shares[name].plus(Tally(names_source(gold, found), 1))
        if gold.speaker:
            given = found.speaker or found.source_text
            shares["full name"] = shares["full name"].plus(Tally(same_name(given, gold.speaker), 1))
            shares["last name"] = shares["last name"].plus(Tally(same_last_word(given, gold.speaker), 1))
    return shares


def _by_class(
    golds: Sequence[Item], partners: Sequence[Item | None], given: set[int]
) -> tuple[dict[str, Tally], dict[str, Tally], dict[str, Tally]]:
    """For each class: gold quotations found; sources right, of those; words ``given`` elsewhere, of the others."""
    classes: defaultdict[str, Tally] = defaultdict(Tally)
    sources: defaultdict[str, Tally] = defaultdict(Tally)
    edges: defaultdict[str, Tally] = defaultdict(Tally)
    for gold, found in zip(golds, partners, strict=True):
        for name in () if gold.optional else gold.classes:
            classes[name] = classes[name].plus(Tally(found is not None, 1))
            if found is None:
                edges[name] = edges[name].plus(Tally(2 * len(gold.words & given) > len(gold.words), 1))
            elif gold.source_text:
                sources[name] = sources[name].plus(Tally(names_source(gold, found), 1))
    return classes, sources, edges


def summed(names: Sequence[str] | Mapping[str, object], each: Sequence[Tallies]) -> dict[str, Tally]:
    """The counts of documents as those of a corpus."""
    return {
        name: Tally(*map(sum, zip(Tally(), *(one.get(name, Tally()) for one in each), strict=True))) for name in names
    }


def estimates_of(names: Sequence[str], each: Sequence[Tallies]) -> dict[str, Estimate]:
    """For each name with anything to be found. A single document tells nothing of others: no interval."""
    import numpy as np

    if len(each) < 2:
        return {}
    counts = {name: np.array([one.get(name, Tally()) for one in each]) for name in names}
    return {name: _estimate(of_name) for name, of_name in counts.items() if of_name[:, 1].any()}


def _estimate(counts: NDArray[np.int64]) -> Estimate:
    """Of F1, or of the share where nothing is predicted; ``counts`` has a row (found, gold, right, predicted) each."""
    figure = _f1 if counts[:, 3].any() else _share
    return estimate(len(counts), lambda weights: figure(weights @ counts))


def _f1(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    _, _, right, predicted = counts.T
    precision, recall = _ratio(right, predicted, 1.0), _share(counts)
    return _ratio(2 * precision * recall, precision + recall, 0.0)


def _share(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    found, gold, _, _ = counts.T
    return _ratio(found, gold, 1.0)


def _ratio(part: NDArray[Any], whole: NDArray[Any], otherwise: float) -> NDArray[np.float64]:
    import numpy as np

    ratio: NDArray[np.float64] = np.divide(part, whole, out=np.full(len(whole), otherwise), where=whole > 0)
    return ratio
