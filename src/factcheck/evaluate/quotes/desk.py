"""What was found in articles beside what a desk made of it: a desk makes its own gold.

Invariant: gold is what people have looked at: articles that are closed, and those of which every claim is decided,
dismissed or replaced; an article that is named counts in any case. What the machine found is taken as it was found,
without the corrections that were laid over it; nothing is found anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.desk import extents, standing
from factcheck.domain import (
    GONE,
    Action,
    Article,
    Claim,
    ClaimKind,
    ClaimOrigin,
    ClaimStanding,
    DismissalReason,
    LogEntry,
    Quotation,
    Span,
    State,
)
from factcheck.language.speakers import same_speaker

if TYPE_CHECKING:
    from factcheck.store import Source

_INVENTED = frozenset({DismissalReason.MISREAD, DismissalReason.NO_CLAIM})
_UNSEEN = frozenset({State.OPEN, State.REOPENED, State.STALE})


# -- which articles -----------------------------------------------------------------------


def looked_at(source: Source) -> list[str]:
    """The articles that people are done with: closed, or every claim is decided, dismissed or replaced. Those that a
    later draft took the place of are left out."""
    return [
        article_id
        for article_id, stands in sorted(store.standing.articles(source).items())
        if not stands.retired and (stands.closed or _is_done(source, article_id))
    ]


def _is_done(source: Source, article_id: str) -> bool:
    known = store.dossier.claims_of(source, article_id)
    stands = standing.claims(source, (claim.id for claim, _ in known))
    return bool(known) and not any(stands[claim.id].state in _UNSEEN for claim, _ in known)


# -- figures ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CorrectionTally:
    """What became of the claims of one kind. ``right`` of those found are claims; ``invented`` were dismissed as
    misread or as no claim; ``missed`` were added. Of those right, ``speakers`` is how many have one, or should."""

    found: int = 0
    invented: int = 0
    missed: int = 0
    extents_right: int = 0
    kinds_right: int = 0
    speakers: int = 0
    speakers_right: int = 0

    @property
    def right(self) -> int:
        return self.found - self.invented

    @property
    def precision(self) -> float | None:
        """How many of those found are claims; None where none was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """How many of the claims there are were found; None where there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None


@dataclass(frozen=True, slots=True)
class CorrectionScores:
    """Tallies over articles: of all claims, and by kind as found, or as added where nothing was. ``waiting`` has
    articles that were named though people are not done with them."""

    articles: tuple[str, ...]
    waiting: tuple[str, ...] = ()
    tallies: Mapping[str, CorrectionTally] = field(default_factory=dict)


def score(source: Source, article_ids: Sequence[str] = ()) -> CorrectionScores:
    """What was found in articles, those named or all that people are done with, beside what they made of it."""
    done = looked_at(source)
    chosen = tuple(dict.fromkeys(article_ids)) or tuple(done)
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("all", *ClaimKind)}
    for article_id in chosen:
        for kind, counted in _counted(source, article_id):
            counts["all"].update(counted)
            counts[kind].update(counted)
    tallies = {name: CorrectionTally(**counted) for name, counted in counts.items()}
    return CorrectionScores(chosen, tuple(name for name in chosen if name not in done), tallies)


def _counted(source: Source, article_id: str) -> Iterator[tuple[ClaimKind, list[str]]]:
    """Each claim's kind and what it counts as: fields of ``CorrectionTally``, each once."""
    made = [claim for claim, _ in store.dossier.found_claims_of(source, article_id, newest=True)]
    stands = standing.claims(source, [claim.id for claim in made])
    for claim in made:
        yield claim.kind, list(_found(claim, stands[claim.id]))
    for claim, _ in missed(source, article_id):
        yield claim.kind, ["missed"]


def _found(claim: Claim, stands: ClaimStanding) -> Iterator[str]:
    yield "found"
    if stands.state is State.DISMISSED and stands.dismissed in _INVENTED:
        yield "invented"
        return
    if "spans" not in stands.changed and stands.state is not State.REPLACED:
        yield "extents_right"
    if "kind" not in stands.changed:
        yield "kinds_right"
    now = store.values.corrected(claim, stands.changed)
    if claim.speaker or now.speaker:
        yield "speakers"
        named = bool(claim.speaker and now.speaker)
        if now.speaker == claim.speaker or (named and same_speaker(claim.speaker, now.speaker)):
            yield "speakers_right"


def missed(source: Source, article_id: str) -> list[tuple[Claim, LogEntry]]:
    """The claims that people added and did not take back, each with the entry; what was split or joined is not among
    them."""
    known = [claim for claim, _ in store.dossier.claims_of(source, article_id) if claim.origin is ClaimOrigin.DESK]
    stands = standing.claims(source, (claim.id for claim in known))
    entries = {claim.id: _added(store.dossier.entries(source, [claim.id])) for claim in known}
    return [
        (claim, entry)
        for claim in known
        if stands[claim.id].state not in GONE and (entry := entries[claim.id]) and "into" not in entry.content
    ]


def _added(entries: Sequence[LogEntry]) -> LogEntry | None:
    return next((entry for entry in reversed(entries) if entry.action is Action.ADDED), None)


# -- gold ---------------------------------------------------------------------------------


def gold(source: Source, article_id: str | None = None) -> list[dict[str, object]]:
    """The quotations of each article as the desk has them, in the shape that ``evaluate quotes`` reads: of one article,
    or of all that people are done with.

    What was read as a quotation and made no claim was shown to nobody: its ``cue_class`` is "other", which
    ``--speech-only`` neither asks for nor holds against anybody.
    """
    return [_document(source, name) for name in ([article_id] if article_id else looked_at(source))]


def _document(source: Source, article_id: str) -> dict[str, object]:
    article = store.dossier.article(source, article_id)
    reading = store.dossier.reading_of(source, article_id)
    read = reading.quotations if reading else ()
    known = [claim for claim, _ in store.dossier.claims_of(source, article_id)]
    stands = standing.claims(source, (claim.id for claim in known))
    ours = [claim for claim in known if stands[claim.id].state not in GONE and claim.kind is not ClaimKind.ASSERTION]
    placed = [replace(claim, spans=spans, first_known=claim.id) for claim in ours for spans in _places(claim)]
    quotes = [(claim.spans, _quote(article, claim, _read_as(claim, read))) for claim in placed]
    seen = [span for claim in known for spans in _places(claim) for span in spans]
    unseen = (one for one in read if not any(span.overlaps(each) for span in one.content for each in seen))
    quotes += [(one.content, _unseen(one)) for one in unseen]
    quotes.sort(key=lambda pair: pair[0])
    return {
        "doc_id": article.id,
        "publisher": article.publisher,
        "date": article.published.isoformat() if article.published else None,
        "title": article.title,
        "text": article.text,
        "quotes": [{"id": f"E{number}", **quote} for number, (_, quote) in enumerate(quotes, start=1)],
    }


def _places(claim: Claim) -> tuple[tuple[Span, ...], ...]:
    return (claim.spans, *claim.also)


def _read_as(claim: Claim, read: Sequence[Quotation]) -> Quotation | None:
    """The quotation that a claim was read as, or most of it."""
    held = [(sum(_shared(one, other) for one in claim.spans for other in item.content), item) for item in read]
    most, item = max(held, key=lambda pair: pair[0], default=(0, None))
    return item if most else None


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _quote(article: Article, claim: Claim, read: Quotation | None) -> dict[str, object]:
    same = read is not None and (read.speaker == claim.speaker or claim.speaker is None)
    source = read.source if read and same else _mentioned(article, claim)
    return {
        "kind": extents.marked(article, claim.spans).value,
        "content": [list(span) for span in claim.spans],
        "cue": _pairs(read.cue if read else None),
        "source": _pairs(source if claim.speaker else None),
        "speaker": claim.speaker.name if claim.speaker else None,
        "role": claim.speaker.role if claim.speaker else None,
        "speaker_kind": claim.speaker.kind.value if claim.speaker else None,
        "addressee": claim.addressee,
        "cue_class": "speech",
    }


def _unseen(one: Quotation) -> dict[str, object]:
    return {
        "kind": one.kind.value,
        "content": [list(span) for span in one.content],
        "cue": _pairs(one.cue),
        "source": _pairs(one.source),
        "speaker": one.speaker.name if one.speaker else None,
        "cue_class": "other",
    }


def _pairs(span: Span | None) -> list[list[int]]:
    return [list(span)] if span else []


def _mentioned(article: Article, claim: Claim) -> Span | None:
    """Where the speaker is named nearest to a claim, in its paragraph."""
    if claim.speaker is None:
        return None
    words, first = claim.speaker.mention, claim.spans[0]
    block = next((block.span for block in article.blocks if block.span.contains(first)), Span(0, len(article.text)))
    at = block.start
    found = []
    while words and (at := article.text.find(words, at, block.end)) >= 0:
        found.append(Span(at, at + len(words)))
        at += len(words)
    return min(found, key=lambda span: min(abs(span.start - first.start), abs(span.start - first.end)), default=None)
