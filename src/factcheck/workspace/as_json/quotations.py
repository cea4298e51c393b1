"""Who said what in a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factcheck.domain import Article, Quotation, Reported, Span
    from factcheck.quotes.explaining import Explanation
    from factcheck.quotes.profile import Profile, Way


def quotations_as_dict(
    document_id: str,
    article: Article,
    quotations: Sequence[Quotation],
    explained: Sequence[Explanation] = (),
    profiled: Profile | None = None,
) -> dict[str, Any]:
    """One article's quotations, with reasons and profile if given; offsets are code points into ``text``.

    ``limits`` is None, or says what holds attribution back in this text.
    """
    from factcheck.quotes import limits, ways

    told = zip(quotations, ways(article, quotations), strict=True)
    made = [_quotation(article, number, *item) for number, item in enumerate(told, start=1)]
    for item, reasons in zip(made, explained, strict=False):
        item["explanation"] = _explanation(reasons)
    return {
        "doc_id": document_id,
        "source": article.source,
        "text": article.text,
        "limits": limits(article.text),
        "quotes": made,
        **({"profile": _profile(profiled)} if profiled is not None else {}),
    }


def _quotation(article: Article, number: int, item: Quotation, spoke: Sequence[Way]) -> dict[str, Any]:
    speaker = item.speaker
    return {
        "id": f"q{number}",
        "kind": item.kind,
        "content": [list(span) for span in item.content],
        "cue": _spans(item.cue),
        "source": _spans(item.source),
        "speaker": speaker.name if speaker else None,
        "role": speaker.role if speaker else None,
        "speaker_kind": speaker.kind if speaker else None,
        "addressee": item.addressee.of(article.text) if item.addressee else None,
        "spoke": list(spoke),
        "rule": item.rule,
        "confidence": round(item.confidence, 4),
        "within": [_reported(told) for told in item.within],
    }


def _reported(told: Reported) -> dict[str, Any]:
    return {
        "content": [list(span) for span in told.content],
        "cue": _spans(told.cue),
        "source": _spans(told.source),
        "speaker": told.speaker.name if told.speaker else None,
        "role": told.speaker.role if told.speaker else None,
    }


def _spans(span: Span | None) -> list[list[int]]:
    return [list(span)] if span else []


def _explanation(reasons: Explanation) -> dict[str, Any]:
    rivals = [
        {"rule": rival.rule, "cue": _spans(rival.cue), "source": _spans(rival.source), "why": rival.why}
        for rival in reasons.rivals
    ]
    candidates = [{"name": one.name, "chosen": one.chosen, "why": one.why} for one in reasons.candidates]
    return {"example": reasons.example, "rivals": rivals, "candidates": candidates}


def _profile(profiled: Profile) -> dict[str, Any]:
    voices = profiled.voices
    return {
        "quotations": voices.count,
        "words": voices.words,
        "without_speaker": voices.unnamed,
        "anonymous": voices.anonymous,
        "largest_share": round(voices.share, 4),
        "warnings": list(voices.warnings),
        "sources": [
            {
                "name": source.voice.name,
                "kind": source.voice.kind,
                "role": source.voice.role,
                "forms": list(source.forms),
                "quotations": source.voice.count,
                "by_kind": dict(source.voice.kinds),
                "words": source.voice.words,
                "first": source.first,
                "spoke": list(source.ways),
                "to": list(source.hearers),
            }
            for source in profiled.sources
        ],
    }
