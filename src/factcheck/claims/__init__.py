"""Quotations and the outlet's own statements to claims, with what makes each worth checking.

Invariant: claims come in text order, each once, and ``spans`` slice the article to the very
words that are claimed; nothing outside title, standfirst and body makes a claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.claims import assertions, context, flags, grouping, lexicon, objects, restatement, worth
from factcheck.claims.assertions import SOURCES, Assertion
from factcheck.claims.flags import DENIED
from factcheck.domain import Article, BlockKind, Claim, ClaimKind, Quotation, Span
from factcheck.language.folding import seen
from factcheck.language.stop_words import SAYING

__all__ = ["DENIED", "SOURCES", "find", "weighed"]

_ON_TOP = frozenset({BlockKind.TITLE, BlockKind.STANDFIRST})

RESTATED = "restated-opinion"  # the flag of a headline that tells as fact what somebody says
_IN_TURN = "speaker label"  # the rule of interviews, where the one who asks claims nothing


def find(article: Article, quotations: Sequence[Quotation], *, minimum: float = 0.0) -> tuple[Claim, ...]:
    """The claims of ``article``: every quotation but those that withhold ("declined to say"), tell nothing ("praised
    the engineer") or are an interviewer's questions, and every assertion worth at least ``minimum`` (0..1)."""
    mere = [objects.is_mere_object(article, quotation) for quotation in quotations]
    telling = [quotation for quotation, empty in zip(quotations, mere, strict=True) if not empty]
    quoted = [claim for quotation in telling if (claim := _quoted(article, quotation)) is not None]
    reporting = [one for one, empty in zip(quotations, mere, strict=True) if not empty or _reports(article, one)]
    own = [_asserted(article, assertion) for assertion in assertions.find(article, reporting)]
    own = [_linked(claim, quoted, own) for claim in own if claim.checkworthiness >= minimum]
    found = sorted([*quoted, *own], key=lambda claim: (claim.spans, claim.kind))
    once = list({claim.id: claim for claim in reversed(found)}.values())[::-1]
    return tuple(context.add_context(article, grouping.grouped(once, article.published)))


def _reports(article: Article, quotation: Quotation) -> bool:
    """Whether the cue is a word of saying, of denying or of silence, so that its sentence is not the outlet's own."""
    cue = quotation.cue.of(article.text).lower() if quotation.cue else ""
    return not SAYING.isdisjoint(cue.split()) or any(one.search(cue) for one in (lexicon.DENIES, lexicon.WITHHOLDS))


def _quoted(article: Article, quotation: Quotation) -> Claim | None:
    block = assertions.block_of(article, quotation.content[0]) if quotation.content else None
    cue = _words(article, [quotation.cue]) if quotation.cue else None
    if block is None or block.kind not in SOURCES or lexicon.WITHHOLDS.search(cue or ""):
        return None
    if quotation.source is not None and lexicon.NOBODY.match(article.text, *quotation.source):
        return None
    end = quotation.content[-1].end
    if quotation.rule == _IN_TURN and "?" in article.text[end - 1 : end + 1]:
        return None
    spans = _without_joint(article, quotation.content)
    claim = Claim(
        article_id=article.id,
        kind=ClaimKind(quotation.kind.value),
        text=_words(article, spans),
        spans=spans,
        block=block.kind,
        speaker=quotation.speaker,
        cue=cue,
        addressee=_words(article, [quotation.addressee]) if quotation.addressee else None,
        attribution_rule=quotation.rule,
    )
    return _weighed(article, claim)


def _without_joint(article: Article, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """``content`` without a "that" or "however" that only joins it to what stands before. Inside
    marks such a word is the speaker's own."""
    first, *others = content
    joint = lexicon.JOINT.match(article.text, first.start, first.end)
    if joint is None or article.text[max(0, first.start - 1) : first.start] in lexicon.MARKS:
        return content
    return (Span(joint.end(), first.end), *others)


def _asserted(article: Article, assertion: Assertion) -> Claim:
    text = _words(article, [assertion.span])
    claim = Claim(article.id, ClaimKind.ASSERTION, text, (assertion.span,), assertion.block)
    return _weighed(article, claim)


def _weighed(article: Article, claim: Claim) -> Claim:
    score, reasons = worth.of(claim.text, article.published, on_top=claim.block in _ON_TOP)
    found = tuple(flags.of(claim, article.published))
    return replace(claim, checkworthiness=score, reasons=reasons, flags=found)


def weighed(article: Article, claim: Claim) -> Claim:
    """``claim`` with what follows from its words and its speaker: flags, check-worthiness with its reasons, context."""
    made = _weighed(article, replace(claim, context=()))
    flagged = replace(made, flags=(*made.flags, *([RESTATED] if claim.restates else [])))
    return context.add_context(article, [flagged])[0]


def _linked(claim: Claim, quoted: Sequence[Claim], own: Sequence[Claim]) -> Claim:
    """``claim`` with the quotation it restates as fact, if it stands on top and does so."""
    if claim.block not in _ON_TOP:
        return claim
    body = [[one for one in claims if one.block not in _ON_TOP] for claims in (quoted, own)]
    restated = restatement.restated(claim.text, *body)
    if restated is None:
        return claim
    return replace(claim, flags=(*claim.flags, RESTATED), restates=restated.id)


def _words(article: Article, spans: Sequence[Span]) -> str:
    return " ".join(seen(" ".join(span.of(article.text) for span in spans)).split())
