"""Everything a report cites or was shown, by who published it.

Invariant: each document stands once, under its publisher as first spelled; publishers
somebody cited come before those only a machine proposed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.domain import Passage
from factcheck.report.model import ArticleReport


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One document: a passage of it, and the numbers of the claims it was cited and proposed for."""

    passage: Passage
    cited_for: tuple[int, ...]
    proposed_for: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IndependentSource:
    """One publisher, None for documents that name none."""

    publisher: str | None
    documents: tuple[SourceDocument, ...]

    @property
    def cited(self) -> bool:
        return any(document.cited_for for document in self.documents)


def sources(report: ArticleReport) -> tuple[IndependentSource, ...]:
    """The publishers in alphabetical order, cited ones first, those without a name last."""
    cited, proposed = list(_cited(report)), list(_proposed(report))
    first = {passage.document_id: passage for _, passage in reversed(cited + proposed)}
    grouped: dict[str, list[SourceDocument]] = {}
    for document_id, passage in sorted(first.items()):
        document = SourceDocument(passage, _numbers(cited, document_id), _numbers(proposed, document_id))
        grouped.setdefault((passage.publisher or "").casefold(), []).append(document)
    found = [IndependentSource(documents[0].passage.publisher, tuple(documents)) for documents in grouped.values()]
    return tuple(sorted(found, key=_place))


def _place(source: IndependentSource) -> tuple[bool, bool, str]:
    return not source.cited, not source.publisher, (source.publisher or "").casefold()


def _cited(report: ArticleReport) -> Iterator[tuple[int, Passage]]:
    """Passages of the decisions that stand, each with the number of its claim."""
    for item in report.claims:
        for citation in item.decision.citations if item.decision else ():
            if citation.passage_id in item.cited:
                yield item.number, item.cited[citation.passage_id]


def _proposed(report: ArticleReport) -> Iterator[tuple[int, Passage]]:
    for item in report.claims:
        for evidence in item.search.evidence if item.search else ():
            yield item.number, evidence.passage


def _numbers(pairs: list[tuple[int, Passage]], document_id: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(number for number, passage in pairs if passage.document_id == document_id))
