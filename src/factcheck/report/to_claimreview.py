"""Released verdicts as ClaimReviews of schema.org, for the head of a page.

Invariant: what an editor released and what still stands, and nothing else; no number stands for *unverified*, and no
words stand under the name of somebody who did not say them. The text can stand inside a ``<script>`` element.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urldefrag

from factcheck.domain import (
    Article,
    Attribution,
    Citation,
    ClaimKind,
    Decision,
    Passage,
    Speaker,
    SpeakerKind,
    State,
    Verdict,
)
from factcheck.errors import UsageError
from factcheck.report import phrases
from factcheck.report.links import web_address
from factcheck.report.model import ArticleReport, ClaimReport
from factcheck.report.plain import json_text, one_line

WORST, BEST = 1, 5
_RATINGS: Final[Mapping[Verdict, Mapping[str, Any]]] = {
    Verdict.SUPPORTED: {"alternateName": "Supported", "ratingValue": BEST},
    Verdict.CONTRADICTED: {"alternateName": "Contradicted", "ratingValue": WORST},
    Verdict.UNVERIFIED: {"alternateName": "Unverified"},
}
_TYPES = {
    SpeakerKind.PERSON: "Person",
    SpeakerKind.BODY: "Organization",
    SpeakerKind.ANONYMOUS: "Organization",  # "officials": no one person, and a claim has an author
    SpeakerKind.DOCUMENT: "CreativeWork",
}
_MARKUP = re.compile("[<>&]")
_REMEDY = 'Set outlet = "The name" and outlet_url = "https://…" in factcheck.toml.'


def render_claimreview(report: ArticleReport) -> str:
    """The released claims as JSON-LD, one ``@graph``, empty where none is; ends with a line feed.

    Raises UsageError where something is released, and who publishes it or the article's address is not known.
    """
    items = released(report)
    graph = [_review(report, item) for item in items] if items and _check(report) else []
    text = json_text({"@context": "https://schema.org", "@graph": graph})
    return _MARKUP.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def released(report: ArticleReport) -> tuple[ClaimReport, ...]:
    """The claims whose verdict an editor has released, and which still stand; none of a draft that a later one has
    replaced."""
    if report.standing is not None and report.standing.retired:
        return ()
    return tuple(item for item in report.claims if item.standing.released and item.verdict and _stands(item))


def _stands(item: ClaimReport) -> bool:
    return item.state is State.DECIDED and not item.misquoted


def _check(report: ArticleReport) -> bool:
    """Raises UsageError for want of what every ClaimReview has."""
    if not report.outlet.strip():
        raise UsageError(f"a ClaimReview says who publishes it, and no outlet is set. {_REMEDY}")
    if web_address(report.outlet_url) is None:
        told = f"'{one_line(report.outlet_url)}' is no web address" if report.outlet_url else "no outlet_url is set"
        raise UsageError(f"a ClaimReview says who publishes it, and {told}. {_REMEDY}")
    if web_address(report.article.url) is None:
        raise UsageError(
            f"article {report.article.id} has no web address, and a ClaimReview stands at one. Give it with "
            "`factcheck check … --url https://…`."
        )
    return True


def _review(report: ArticleReport, item: ClaimReport) -> dict[str, Any]:
    decision, told = item.decision, item.standing.released
    assert decision is not None and told is not None  # noqa: PT018 - as ``released`` has seen
    explanation = one_line(told["note"] or decision.note)
    rating = {"@type": "Rating", **_RATINGS[decision.verdict or Verdict.UNVERIFIED], "ratingExplanation": explanation}
    if "ratingValue" in rating:
        rating |= {"bestRating": BEST, "worstRating": WORST}
    return _full(
        {
            "@type": "ClaimReview",
            "url": f"{urldefrag(report.article.url or '').url}#claim-{item.number}",
            "claimReviewed": one_line(item.claim.text),
            "datePublished": told["at"][:10],
            "author": {"@type": "Organization", "name": one_line(report.outlet), "url": report.outlet_url},
            "itemReviewed": _claim(report, item),
            "reviewRating": _full(rating),
            "reviewBody": _body(item, decision, explanation),
            "citation": [_cited(citation, item.cited.get(citation.passage_id)) for citation in decision.citations],
        }
    )


# -- what was claimed -------------------------------------------------------------------------


def _claim(report: ArticleReport, item: ClaimReport) -> dict[str, Any]:
    """The claim. Where a quotation was said first is not known; the outlet's own words stand first where it wrote
    them."""
    article = report.article
    own = item.claim.kind is ClaimKind.ASSERTION
    return _full(
        {
            "@type": "Claim",
            "author": _author(report, item),
            "datePublished": article.published.isoformat() if article.published else None,
            "appearance": _article(article),
            "firstAppearance": _article(article) if own else None,
        }
    )


def _author(report: ArticleReport, item: ClaimReport) -> dict[str, Any]:
    """Whose claim it is: the speaker's, if a person found that they said so and did not deny it; else that of who
    published it."""
    claim = item.claim
    says = claim.kind is not ClaimKind.ASSERTION and item.attribution is Attribution.SAID_SO
    if says and claim.speaker and "denied" not in claim.flags:
        return _speaker(claim.speaker)
    return {"@type": "Organization", "name": one_line(report.article.publisher or report.outlet)}


def _speaker(speaker: Speaker) -> dict[str, Any]:
    of_person = speaker.kind is SpeakerKind.PERSON
    return _full(
        {
            "@type": _TYPES[speaker.kind],
            "name": one_line(speaker.name),
            "jobTitle": one_line(speaker.role or "") if of_person else None,
        }
    )


def _article(article: Article) -> dict[str, Any]:
    return _full(
        {
            "@type": "NewsArticle",
            "url": article.url,
            "headline": one_line(article.title or ""),
            "datePublished": article.published.isoformat() if article.published else None,
            "publisher": _organization(article.publisher),
        }
    )


# -- what was found ---------------------------------------------------------------------------


def _body(item: ClaimReport, decision: Decision, explanation: str) -> str:
    """What was found, in words, with what it rests on."""
    parts = [f"{phrases.answers(decision)}.".capitalize(), explanation]
    for citation in decision.citations:
        passage = item.cited.get(citation.passage_id)
        where = f" ({phrases.origin(passage)})" if passage else ""
        link = web_address(passage.url) if passage else None
        parts.append(f"“{one_line(citation.exact)}”{where}{f' {link}' if link else ''}")
    return one_line(" ".join(filter(None, parts)))


def _cited(citation: Citation, passage: Passage | None) -> dict[str, Any]:
    """The exact words, and the document that they are of."""
    document = {
        "@type": "CreativeWork",
        "name": one_line(passage.title or "") if passage else None,
        "url": web_address(passage.url) if passage else None,
        "datePublished": passage.published.isoformat() if passage and passage.published else None,
        "publisher": _organization(passage.publisher) if passage else None,
    }
    return {"@type": "Quotation", "text": one_line(citation.exact), "isPartOf": _full(document)}


def _organization(name: str | None) -> dict[str, Any] | None:
    return {"@type": "Organization", "name": one_line(name)} if name else None


def _full(fields: Mapping[str, Any]) -> dict[str, Any]:
    """``fields`` without those that nothing is known for."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}
