"""Quotations as JSON and as lines on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.domain import Article, Quotation
from factcheck.report.plain import one_line, wrap


def as_dict(document_id: str, article: Article, quotations: Sequence[Quotation]) -> dict[str, object]:
    """One article's quotations; offsets are code points into ``text``."""
    return {
        "doc_id": document_id,
        "source": article.source,
        "text": article.text,
        "quotes": [_quotation(article, number, item) for number, item in enumerate(quotations, start=1)],
    }


def _quotation(article: Article, number: int, item: Quotation) -> dict[str, object]:
    speaker = item.speaker
    return {
        "id": f"q{number}",
        "kind": item.kind,
        "content": [list(span) for span in item.content],
        "cue": [list(item.cue)] if item.cue else [],
        "source": [list(item.source)] if item.source else [],
        "speaker": speaker.name if speaker else None,
        "role": speaker.role if speaker else None,
        "speaker_kind": speaker.kind if speaker else None,
        "addressee": item.addressee.of(article.text) if item.addressee else None,
        "rule": item.rule,
        "confidence": round(item.confidence, 4),
    }


def as_lines(article: Article, quotations: Sequence[Quotation], width: int) -> list[str]:
    """Speaker, cue and words of each quotation, in text order."""
    lines = []
    for number, item in enumerate(quotations, start=1):
        who = item.speaker.name if item.speaker else "(nobody named)"
        role = f" ({item.speaker.role})" if item.speaker and item.speaker.role else ""
        cue = f" – {item.cue.of(article.text)}" if item.cue else ""
        to = f", to {item.addressee.of(article.text)}" if item.addressee else ""
        words = " … ".join(span.of(article.text) for span in item.content)
        lines += wrap(one_line(f"{who}{role}{cue}{to} · {item.kind}"), width, f"{number:>3}  ", "     ")
        lines += [*wrap(one_line(words), width, "     "), ""]
    return lines or ["No quotation found.", ""]
