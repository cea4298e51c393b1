"""The report as JSON, for programs.

Invariant: keys stand in a fixed order, numbers have at most four decimals, and texts are
given as stored; characters that could act on a terminal are written as ``\\u`` escapes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from factcheck.domain import (
    Article,
    Decision,
    DiffPart,
    LeftOut,
    Precedent,
    Reported,
    Search,
    Speaker,
    Wording,
    WordingPlace,
)
from factcheck.domain.voices import Voices
from factcheck.fetching.address import sent_to
from factcheck.report.desk_json import (
    article_standing_as_dict,
    citation_as_dict,
    claim_standing_as_dict,
    decision_as_dict,
)
from factcheck.report.evidence_json import evidence_as_dict, origin_as_dict, suggestion_as_dict
from factcheck.report.holding import Blocker, reasons
from factcheck.report.model import ArticleReport, ClaimReport, Since
from factcheck.report.need import by_need
from factcheck.report.plain import json_text
from factcheck.report.sources import IndependentSource, sources
from factcheck.report.to_claimreview import released


def render_json(report: ArticleReport) -> str:
    """``as_dict`` as indented JSON in readable letters, with a line feed at its end."""
    return json_text(as_dict(report))


def as_dict(report: ArticleReport) -> dict[str, Any]:
    """The whole report in dictionaries, lists, strings and numbers only."""
    article = report.article
    return {
        "article": {
            "id": article.id,
            "title": article.title,
            "publisher": article.publisher,
            "published": _day(article),
            "published_from": article.published_from,
            "publisher_from": article.publisher_from,
            "standfirst": article.standfirst,
            "byline": article.byline,
            "url": article.url,
            "source": article.source,
            "sha256": article.sha256,
            "notices": list(article.notices),
            "text": article.text,
        },
        "summary": {
            "hold": report.holds,
            "line": report.hold_line,
            "counts": {status.value: count for status, count in report.counts.items()},
            "dismissed": len(report.dismissed),
            "replaced": report.replaced,
            "blockers": {blocker.value: list(numbers) for blocker, numbers in report.blockers.items()},
            "signed_off": {blocker.value: dict(signed) for blocker, signed in _signed_off(report)},
            "need": [
                {
                    "reason": group.reason.value if group.reason else None,
                    "claims": [item.number for item in group.items],
                }
                for group in by_need(report)
            ],
            "released": [item.number for item in released(report)],
            "rules_off": [rule.name for rule in report.unused],
            "checkers": list(report.checkers),
            "limits": list(report.limits),
            "sent_to": list(report.sent_to),
        },
        "standing": article_standing_as_dict(report.standing) if report.standing else None,
        "changes": list(report.changes),
        "since": _since(report.since) if report.since else None,
        "quoted": _voices(report.voices),
        "claims": [_claim(item) for item in report.claims],
        "dismissed": [_claim(item) for item in report.dismissed],
        "left_out": [_left_out(one, article.text) for one in report.left_out],
        "sources": [_source(source) for source in sources(report)],
        "made_with": {
            "factcheck": report.tool_version,
            "encoder": report.encoder,
            "stance_basis": report.stance_basis,
            "index_version": report.index_version,
            "documents": report.documents,
        },
    }


def _voices(voices: Voices) -> dict[str, Any]:
    return {
        "quotations": voices.count,
        "words": voices.words,
        "largest_share": round(voices.share, 4),
        "warnings": list(voices.warnings),
        "speakers": [
            {
                "name": voice.name,
                "role": voice.role,
                "kind": voice.kind.value,
                "quotations": voice.count,
                "by_kind": {kind.value: number for kind, number in voice.kinds.items()},
                "words": voice.words,
                "claims": list(voice.places),
            }
            for voice in voices.voices
        ],
    }


def _left_out(one: LeftOut, text: str) -> dict[str, Any]:
    return {
        "text": one.span.of(text),
        "span": list(one.span),
        "block": one.block.value,
        "reason": one.reason.name.lower().replace("_", "-"),
        "reason_in_words": one.reason.value,
    }


def claim_as_dict(article: Article, item: ClaimReport) -> dict[str, Any]:
    """One claim as in the whole report, and which article it is of."""
    return {"article": {"id": article.id, "title": article.title}, **_claim(item)}


def _claim(item: ClaimReport) -> dict[str, Any]:
    claim, search = item.claim, item.search
    return {
        "id": claim.id,
        "number": item.number,
        "kind": claim.kind.value,
        "block": claim.block.value,
        "text": claim.text,
        "spans": [list(span) for span in claim.spans],
        "also": [[list(span) for span in place] for place in claim.also],
        "origin": claim.origin.value,
        "speaker": speaker_as_dict(claim.speaker),
        "cue": claim.cue,
        "addressee": claim.addressee,
        "within": [_reported(told) for told in item.within],
        "flags": list(claim.flags),
        "restates": claim.restates,
        "attribution_rule": claim.attribution_rule,
        "checkworthiness": round(claim.checkworthiness, 4),
        "checkworthiness_reasons": list(claim.reasons),
        "precedents": [precedent_as_dict(precedent) for precedent in item.precedents],
        "evidence": [evidence_as_dict(claim.text, evidence) for evidence in search.evidence] if search else [],
        "suggestion": suggestion_as_dict(search.suggestion) if search else None,
        "search": _search(search),
        "wording": wording_as_dict(search.wording) if search and search.wording else None,
        "state": item.state.value,
        "status": item.status.value,
        "attribution": item.attribution.value if item.attribution else None,
        "verdict": item.verdict.value if item.verdict else None,
        "decision": _decision(item, item.decision) if item.decision else None,
        "second": _decision(item, item.standing.second) if item.standing.second else None,
        "decisions": [_decision(item, entry) for entry in item.decisions],
        "standing": claim_standing_as_dict(item),
        "problems": list(item.problems),
        "blockers": [blocker.value for blocker in item.blockers],
        "signed_off": {
            blocker.value: dict(signed) for blocker in reasons(item) if (signed := item.signed_off(blocker))
        },
    }


def _since(since: Since) -> dict[str, Any]:
    """What was done since a report; ``hold`` is the line that it began with, null if that is not known."""
    return {
        "at": since.at,
        "hold": since.hold or None,
        "lines": list(since.lines),
        "claims": list(since.numbers),
    }


def _signed_off(report: ArticleReport) -> Iterator[tuple[Blocker, Mapping[str, Any]]]:
    """The reasons to hold that claims have and an editor signed off for the whole article, with who, when and why."""
    found = {blocker for item in report.claims for blocker in reasons(item)}
    for blocker in (one for one in Blocker if one in found):
        if signed := report.signed_off(blocker):
            yield blocker, signed


def speaker_as_dict(speaker: Speaker | None) -> dict[str, Any] | None:
    """Whoever says something; null of the outlet's own words."""
    if speaker is None:
        return None
    return {"name": speaker.name, "role": speaker.role, "mention": speaker.mention, "kind": speaker.kind.value}


def _reported(told: Reported) -> dict[str, Any]:
    return {
        "spans": [list(span) for span in told.content],
        "cue": list(told.cue) if told.cue else None,
        "source": list(told.source) if told.source else None,
        "speaker": speaker_as_dict(told.speaker),
    }


def precedent_as_dict(item: Precedent) -> dict[str, Any]:
    """An earlier check, and how near it is to the claim."""
    return {
        "id": item.id,
        "own": item.own,
        "level": item.level.value,
        "claim": item.claim,
        "rating": item.rating,
        "verdict": item.verdict.value if item.verdict else None,
        "by": item.by,
        "at": item.at,
        "where": item.where,
        "url": item.url,
        "similarity": round(item.similarity, 4),
        "differs": list(item.differs),
        "problems": list(item.problems),
    }


def _search(search: Search | None) -> dict[str, Any] | None:
    if search is None:
        return None
    return {
        "query": search.query,
        "encoder": search.encoder,
        "stance_basis": search.stance_basis,
        "sent_to": sent_to(search.stance_basis),
        "index_version": search.index_version,
        "shown": len(search.evidence),
    }


def wording_as_dict(wording: Wording) -> dict[str, Any]:
    """A comparison of wordings; spans index the quotation's text and the documents' texts, in code points."""
    return {
        "finding": wording.finding.value,
        "misquoted": wording.misquoted,
        "changes_meaning": wording.changes_meaning,
        "alterations": [alteration.value for alteration in wording.alterations],
        "similarity": round(wording.similarity, 4),
        "reasons": list(wording.reasons),
        "warnings": list(wording.warnings),
        "places": [_place(place) for place in wording.places],
        "diff": [_difference(part) for part in wording.diff],
        "compared": list(wording.compared),
    }


def _place(place: WordingPlace) -> dict[str, Any]:
    return {
        "document_id": place.document_id,
        "version": place.version,
        "span": list(place.span),
        "exact": place.exact,
        "prefix": place.prefix,
        "suffix": place.suffix,
        "speaker": place.speaker,
        "same_speaker": place.same_speaker,
        "place": place.place,
        "publisher": place.publisher,
        "published": _day(place),
        "title": place.title,
        "url": place.url,
    }


def _difference(part: DiffPart) -> dict[str, Any]:
    return {
        "operation": part.operation.value,
        "quoted": list(part.quoted),
        "source": list(part.source),
        "place": part.place,
        "alterations": [alteration.value for alteration in part.alterations],
        "grave": part.grave,
    }


def _decision(item: ClaimReport, entry: Decision) -> dict[str, Any]:
    cited = [citation_as_dict(citation, item.cited.get(citation.passage_id)) for citation in entry.citations]
    return {**decision_as_dict(entry), "citations": cited, "undone": entry.number in item.undone}


def _source(source: IndependentSource) -> dict[str, Any]:
    return {
        "publisher": source.publisher,
        "documents": [
            {
                "document_id": document.passage.document_id,
                **{name: said for name, said in origin_as_dict(document.passage).items() if name != "place"},
                "cited_for": list(document.cited_for),
                "proposed_for": list(document.proposed_for),
            }
            for document in source.documents
        ],
    }


def _day(item: Article | WordingPlace) -> str | None:
    return item.published.isoformat() if item.published else None
