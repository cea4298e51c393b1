"""Rows to values of the domain, and back.

Invariant: nothing is computed here; a value that is stored and read again is the same value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from factcheck.domain import (
    Action,
    Alteration,
    Article,
    Attribution,
    Block,
    BlockKind,
    Citation,
    Claim,
    ClaimKind,
    ClaimOrigin,
    DiffOperation,
    DiffPart,
    Evidence,
    LogEntry,
    Passage,
    Place,
    Quotation,
    QuotationKind,
    Reported,
    Search,
    Span,
    Speaker,
    SpeakerKind,
    Suggestion,
    UnverifiedReason,
    Verdict,
    Wording,
    WordingFinding,
    WordingPlace,
)

Row = Any
"""A row, its columns by name: of a table, or of a statement that names them alike."""


def article_columns(article: Article) -> dict[str, Any]:
    fields = {name: getattr(article, name) for name in _ARTICLE_FIELDS}
    blocks = [[block.kind, *block.span] for block in article.blocks]
    return {**fields, "blocks": blocks, "places": places_column(article.places), "notices": list(article.notices)}


def places_column(places: Sequence[Place]) -> list[list[Any]]:
    return [list(place) for place in places]


def places(column: Sequence[Sequence[Any]]) -> tuple[Place, ...]:
    return tuple(Place(*place) for place in column)


_ARTICLE_FIELDS = (
    "id",
    "sha256",
    "text",
    "title",
    "standfirst",
    "byline",
    "publisher",
    "published",
    "published_from",
    "url",
    "source",
    "publisher_from",
)


def claim_columns(claim: Claim, number: int) -> dict[str, Any]:
    return {
        "id": claim.id,
        "article_id": claim.article_id,
        "number": number,
        "active": True,
        "kind": claim.kind,
        "block": claim.block,
        "text": claim.text,
        "spans": [list(span) for span in claim.spans],
        "speaker": asdict(claim.speaker) if claim.speaker else None,
        "cue": claim.cue,
        "addressee": claim.addressee,
        "flags": list(claim.flags),
        "checkworthiness": claim.checkworthiness,
        "reasons": list(claim.reasons),
        "restates": claim.restates,
        "attribution_rule": claim.attribution_rule,
        "context": list(claim.context),
        "also": [[list(span) for span in place] for place in claim.also],
        "origin": claim.origin,
    }


def article(row: Row) -> Article:
    return Article(
        text=row.text,
        blocks=tuple(Block(BlockKind(kind), Span(start, end)) for kind, start, end in row.blocks),
        title=row.title,
        standfirst=row.standfirst,
        byline=row.byline,
        publisher=row.publisher,
        published=row.published,
        published_from=row.published_from,
        url=row.url,
        source=row.source,
        publisher_from=row.publisher_from,
        places=places(row.places),
        notices=tuple(row.notices),
    )


def claim(row: Row) -> Claim:
    """A claim as it stands: what was found, with what a person corrected of it (``row.corrected``) in its place."""
    found = Claim(
        article_id=row.article_id,
        kind=ClaimKind(row.kind),
        text=row.text,
        spans=spans(row.spans),
        block=BlockKind(row.block),
        speaker=_speaker(row.speaker),
        cue=row.cue,
        addressee=row.addressee,
        flags=tuple(row.flags),
        checkworthiness=row.checkworthiness,
        reasons=tuple(row.reasons),
        restates=row.restates,
        attribution_rule=row.attribution_rule,
        context=tuple(row.context),
        also=tuple(map(spans, row.also)),
        origin=ClaimOrigin(row.origin),
    )
    return corrected(found, row.corrected) if row.corrected else found


def corrected(claim: Claim, changed: Mapping[str, Any]) -> Claim:
    """``claim`` with what a person corrected of it, by columns of the table of claims. It keeps its id."""
    known = {name: changed[name] for name in (*CORRECTABLE, *FOLLOWING) if name in changed}
    fields = {name: _READ[name](value) if name in _READ else value for name, value in known.items()}
    return replace(claim, first_known=claim.id, **fields)


CORRECTABLE = ("spans", "text", "kind", "speaker", "cue", "addressee")
"""The fields of a claim that a person can correct; their values as in the table of claims."""

FOLLOWING = ("flags", "checkworthiness", "reasons", "context")
"""The fields of a claim that follow from those."""


def quotation_columns(quotation: Quotation, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "kind": quotation.kind,
        "content": [list(span) for span in quotation.content],
        "parts": [list(span) for span in quotation.parts],
        "cue": _place_column(quotation.cue),
        "source": _place_column(quotation.source),
        "addressee": _place_column(quotation.addressee),
        "speaker": asdict(quotation.speaker) if quotation.speaker else None,
        "rule": quotation.rule,
        "confidence": quotation.confidence,
        "within": [asdict(told) for told in quotation.within],
    }


def quotation(row: Row) -> Quotation:
    return Quotation(
        kind=QuotationKind(row.kind),
        content=spans(row.content),
        cue=span(row.cue),
        source=span(row.source),
        addressee=span(row.addressee),
        speaker=_speaker(row.speaker),
        rule=row.rule,
        confidence=row.confidence,
        within=tuple(map(_reported, row.within)),
        parts=spans(row.parts),
    )


def _reported(fields: Mapping[str, Any]) -> Reported:
    return Reported(
        content=spans(fields["content"]),
        cue=span(fields["cue"]),
        source=span(fields["source"]),
        speaker=_speaker(fields["speaker"]),
    )


def _speaker(fields: Mapping[str, Any] | None) -> Speaker | None:
    return Speaker(**{**fields, "kind": SpeakerKind(fields["kind"])}) if fields else None


def spans(places: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(*place) for place in places)


_READ: Mapping[str, Callable[[Any], Any]] = {
    "kind": ClaimKind,
    "spans": spans,
    "speaker": _speaker,
    "flags": tuple,
    "reasons": tuple,
    "context": tuple,
}


def span(place: Sequence[int] | None) -> Span | None:
    return Span(*place) if place is not None else None


def _place_column(span: Span | None) -> list[int] | None:
    return list(span) if span is not None else None


def passage(row: Row) -> Passage:
    return Passage(
        id=row.id,
        document_id=row.document_id,
        version=row.version,
        text=row.text,
        span=Span(row.start, row.end),
        title=row.title,
        publisher=row.publisher,
        url=row.url,
        published=row.published,
        place=row.place,
        current=row.current,
    )


def search(row: Row, evidence: Sequence[Evidence]) -> Search:
    return Search(
        claim_id=row.claim_id,
        query=row.query,
        encoder=row.encoder,
        stance_basis=row.stance_basis,
        index_version=row.index_version,
        evidence=tuple(evidence),
        suggestion=Suggestion(verdict(row.verdict), row.probability, tuple(row.reasons)),
        wording=wording(row.wording) if row.wording else None,
    )


def wording_column(value: Wording | None) -> dict[str, Any] | None:
    if value is None:
        return None
    fields = asdict(value)
    for place in fields["places"]:
        place["published"] = place["published"].isoformat() if place["published"] else None
    return fields


def wording(fields: Mapping[str, Any]) -> Wording:
    return Wording(
        finding=WordingFinding(fields["finding"]),
        places=tuple(map(_place, fields["places"])),
        diff=tuple(map(_part, fields["diff"])),
        similarity=fields["similarity"],
        reasons=tuple(fields["reasons"]),
        compared=tuple(fields["compared"]),
        warnings=tuple(fields.get("warnings", ())),  # of comparisons stored since there are any
    )


def _place(fields: Mapping[str, Any]) -> WordingPlace:
    published = date.fromisoformat(fields["published"]) if fields["published"] else None
    return WordingPlace(**{**fields, "span": Span(*fields["span"]), "published": published})


def _part(fields: Mapping[str, Any]) -> DiffPart:
    return DiffPart(
        operation=DiffOperation(fields["operation"]),
        quoted=Span(*fields["quoted"]),
        source=Span(*fields["source"]),
        place=fields["place"],
        alterations=tuple(map(Alteration, fields["alterations"])),
        grave=fields["grave"],
    )


def citation(row: Row) -> Citation:
    return Citation(
        passage_id=row.passage_id,
        passage_sha256=row.passage_sha256,
        exact=row.exact,
        prefix=row.prefix,
        suffix=row.suffix,
        span=Span(row.start, row.end),
        retrieved=row.retrieved,
    )


def entry_columns(entry: LogEntry) -> dict[str, Any]:
    fields = {name: getattr(entry, name) for name in _ENTRY_FIELDS}
    return {**fields, "content": dict(entry.content)}


_ENTRY_FIELDS = (
    "form",
    "action",
    "article_id",
    "claim_id",
    "number",
    "attribution",
    "verdict",
    "reason",
    "note",
    "by",
    "at",
    "previous_hash",
    "hash",
)


def entry(row: Row, citations: Sequence[Citation]) -> LogEntry:
    return LogEntry(
        action=Action(row.action),
        article_id=row.article_id,
        claim_id=row.claim_id,
        number=row.number,
        by=row.by,
        at=row.at,
        note=row.note,
        attribution=Attribution(row.attribution) if row.attribution else None,
        verdict=verdict(row.verdict),
        reason=UnverifiedReason(row.reason) if row.reason else None,
        citations=tuple(citations),
        content=row.content,
        previous_hash=row.previous_hash,
        hash=row.hash,
        form=row.form,
    )


def verdict(value: str | None) -> Verdict | None:
    return Verdict(value) if value else None
