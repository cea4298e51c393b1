"""Everything a report cites or was shown, by who published it, and how many of them each verdict rests on.

Invariant: each document stands once, under its publisher as first spelled; publishers somebody cited come before those
only a machine proposed. Copies of one text, and the article itself again, bear nothing out a second time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from factcheck.domain import Evidence, Passage, PassageFlag, Verdict
from factcheck.report import independence
from factcheck.report.independence import document_of, independent
from factcheck.report.model import ArticleReport, ClaimReport


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One document: a passage of it, and the numbers of the claims it was cited and proposed for.

    ``copies`` are documents that say the same word by word and count no further, ``circular_for`` the numbers of the
    claims for which it only is the article again.
    """

    passage: Passage
    cited_for: tuple[int, ...]
    proposed_for: tuple[int, ...]
    copies: tuple[str, ...] = ()
    circular_for: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class IndependentSource:
    """One publisher, None for documents that name none. ``alone_for`` are the numbers of the verdicts that rest on it
    and on nobody else."""

    publisher: str | None
    documents: tuple[SourceDocument, ...]
    alone_for: tuple[int, ...] = ()

    @property
    def cited(self) -> bool:
        return any(document.cited_for for document in self.documents)

    @property
    def days(self) -> tuple[date, ...]:
        """The first and the last day of its documents, one if they are the same, none if none is known."""
        known = sorted(one.passage.published for one in self.documents if one.passage.published)
        return tuple(dict.fromkeys((known[0], known[-1]))) if known else ()

    @property
    def cited_for(self) -> tuple[int, ...]:
        return tuple(sorted({number for one in self.documents for number in one.cited_for}))

    @property
    def proposed_for(self) -> tuple[int, ...]:
        """The claims for which it was proposed and nobody cited it."""
        proposed = {number for one in self.documents for number in one.proposed_for}
        return tuple(sorted(proposed - set(self.cited_for)))


def sources(report: ArticleReport) -> tuple[IndependentSource, ...]:
    """The publishers in alphabetical order, cited ones first, those without a name last."""
    cited, proposed = _by_document(_cited(report)), _by_document(_proposed(report))
    first = {document: found[0][1] for document, found in (proposed | cited).items()}
    copies, circular = _copies(report), _circular(report)
    grouped: dict[str, list[SourceDocument]] = {}
    for document, passage in sorted(first.items()):
        made = SourceDocument(
            passage,
            _numbers(cited.get(document, ())),
            _numbers(proposed.get(document, ())),
            tuple(sorted(copies.get(document, set()) - {document})),
            tuple(sorted(circular.get(document, ()))),
        )
        grouped.setdefault((passage.publisher or "").casefold(), []).append(made)
    alone = _alone(report)
    found = [
        IndependentSource(documents[0].passage.publisher, tuple(documents), tuple(alone.get(name, ())))
        for name, documents in grouped.items()
    ]
    return tuple(sorted(found, key=_place))


def rests_on(report: ArticleReport) -> dict[int, tuple[int, ...]]:
    """The numbers of the claims that stand supported or contradicted, by how many independent publishers bear that
    out; the fewest first."""
    found: dict[int, list[int]] = defaultdict(list)
    for item in report.claims:
        if item.verdict in (Verdict.SUPPORTED, Verdict.CONTRADICTED):
            found[len(independent(item))].append(item.number)
    return {count: tuple(sorted(found[count])) for count in sorted(found)}


def _place(source: IndependentSource) -> tuple[bool, bool, str]:
    return not source.cited, not source.publisher, (source.publisher or "").casefold()


def _alone(report: ArticleReport) -> dict[str, list[int]]:
    """The claims whose verdicts rest on one publisher, by its name."""
    alone: dict[str, list[int]] = defaultdict(list)
    for item in report.claims:
        groups = independent(item) if item.verdict else ()
        if len(groups) == 1:
            for name in groups[0]:
                alone[name].append(item.number)
    return alone


def _cited(report: ArticleReport) -> Iterator[tuple[int, Passage]]:
    """Passages of the decisions that stand, each with the number of its claim."""
    return ((item.number, passage) for item in report.claims for passage in independence.rests_on(item))


def _proposed(report: ArticleReport) -> Iterator[tuple[int, Passage]]:
    return ((item.number, one.passage) for item in report.claims for one in _evidence(item))


def _evidence(item: ClaimReport) -> tuple[Evidence, ...]:
    return item.search.evidence if item.search else ()


def _copies(report: ArticleReport) -> dict[str, set[str]]:
    """The documents that were counted as one, each with all of them."""
    found: dict[str, set[str]] = {}
    for item in report.claims:
        for one in _evidence(item):
            if one.copies:
                same = {one.passage.document_id, *map(document_of, one.copies)}
                for document in list(same):
                    same |= found.get(document, set())
                found |= dict.fromkeys(same, same)
    return found


def _circular(report: ArticleReport) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for item in report.claims:
        for one in _evidence(item):
            if PassageFlag.CIRCULAR in one.flags:
                found[one.passage.document_id].append(item.number)
    return found


def _by_document(pairs: Iterable[tuple[int, Passage]]) -> dict[str, list[tuple[int, Passage]]]:
    found: dict[str, list[tuple[int, Passage]]] = {}
    for number, passage in pairs:
        found.setdefault(passage.document_id, []).append((number, passage))
    return found


def _numbers(pairs: Iterable[tuple[int, Passage]]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(number for number, _ in pairs))
