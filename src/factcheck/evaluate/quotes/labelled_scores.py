"""What a run makes of findings that a person labelled earlier.

Invariant: what nobody labelled is not judged: it counts against the run, and is named for a person to look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from factcheck.domain import Quotation, Span
from factcheck.evaluate.intervals import Estimate
from factcheck.evaluate.quotes.labelled import Labelled, LabelledDocument, NameLabel, SpanLabel, excerpt
from factcheck.evaluate.quotes.pairing import same_last_word
from factcheck.evaluate.quotes.scores import Tallies, Tally, estimates_of, summed

LABELLED_FIGURES = (
    "kept",
    "invented again",
    "wrong span again",
    "speaker kept",
    "speaker changed",
    "role kept",
    "role changed",
    "new",
    "precision",
)

# From which share of the characters of both a finding is made again, is the same to the edges, is another one.
_FOUND, _INVENTED, _SAME, _OTHER = 0.7, 0.5, 0.95, 0.3


@dataclass(frozen=True, slots=True)
class Departure:
    """Something to look at: ``what`` it is, the words, and the speaker or role said of them before and now."""

    what: str
    words: str
    before: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class DocumentOutcome:
    """What became of the findings of one document: shares (LABELLED_FIGURES), and each departure."""

    id: str
    figures: Tallies
    departures: tuple[Departure, ...]


@dataclass(frozen=True, slots=True)
class LabelledScores:
    """The shares over all documents, with their intervals over documents, and each document by itself."""

    figures: Tallies
    estimates: Mapping[str, Estimate]
    documents: tuple[DocumentOutcome, ...]


def score_labelled(documents: Sequence[LabelledDocument], found: Sequence[Sequence[Quotation]]) -> LabelledScores:
    """What a run that ``found`` these quotations makes of the labelled findings."""
    outcomes = tuple(_outcome(*pair) for pair in zip(documents, found, strict=True))
    each = [outcome.figures for outcome in outcomes]
    return LabelledScores(summed(LABELLED_FIGURES, each), estimates_of(LABELLED_FIGURES, each), outcomes)


def _outcome(document: LabelledDocument, found: Sequence[Quotation]) -> DocumentOutcome:
    text = document.article.text
    met = [_meeting(finding, found) for finding in document.findings]
    new = [one for one in found if all(_likeness(one.content, old.content) < _OTHER for old in document.findings)]
    departures = (
        *(departure for one in met for departure in _departures(one, text)),
        *(Departure("new", excerpt(text, one.content), now=_speaker(one)) for one in new),
    )
    return DocumentOutcome(document.id, _figures(met, len(new), len(found)), departures)


# -- one finding --------------------------------------------------------------------------


class _Named(NamedTuple):
    """A speaker or a role that was judged, before and now."""

    what: str
    label: NameLabel
    before: str
    now: str

    @property
    def kept(self) -> bool:
        return same_last_word(self.before, self.now) or not (self.before or self.now)


@dataclass(frozen=True, slots=True)
class _Meeting:
    """A labelled finding and the quotation that is most ``like`` it now."""

    old: Labelled
    now: Quotation | None
    like: float

    @property
    def again(self) -> bool:
        """Whether the finding is made once more, as far as its label asks."""
        asked = {SpanLabel.RIGHT: _FOUND, SpanLabel.WRONG: _SAME, SpanLabel.INVENTED: _INVENTED}
        return self.like >= asked[self.old.span]

    @property
    def named(self) -> Iterator[_Named]:
        """Speaker and role, if they were judged: right ones of what was right, faulty ones of any quotation."""
        if self.old.span is SpanLabel.INVENTED or self.like < _FOUND:
            return
        for what, label, before, now in (
            ("speaker", self.old.speaker_is, self.old.speaker, _speaker(self.now)),
            ("role", self.old.role_is, self.old.role, _role(self.now)),
        ):
            if label is not None and (label is not NameLabel.RIGHT or self.old.span is SpanLabel.RIGHT):
                yield _Named(what, label, before, now)


def _meeting(old: Labelled, found: Sequence[Quotation]) -> _Meeting:
    now = max(found, key=lambda one: _likeness(one.content, old.content), default=None)
    return _Meeting(old, now, _likeness(now.content, old.content) if now else 0.0)


def _likeness(one: Sequence[Span], other: Sequence[Span]) -> float:
    """The share of the characters of both that are in each."""
    ours, theirs = ({at for span in content for at in range(*span)} for content in (one, other))
    return len(ours & theirs) / max(1, len(ours | theirs))


def _speaker(quotation: Quotation | None) -> str:
    return quotation.speaker.name if quotation and quotation.speaker else ""


def _role(quotation: Quotation | None) -> str:
    return (quotation.speaker.role or "") if quotation and quotation.speaker else ""


def _departures(met: _Meeting, text: str) -> Iterator[Departure]:
    words, now = excerpt(text, met.old.content), _speaker(met.now)
    match met.old.span, met.again:
        case SpanLabel.RIGHT, False:
            yield Departure("lost", words, met.old.speaker)
        case SpanLabel.WRONG, True:
            yield Departure("wrong span again", words, met.old.speaker, now)
        case SpanLabel.INVENTED, True:
            yield Departure("invented again", words, met.old.speaker, now)
    for name in met.named:
        if name.label is not NameLabel.RIGHT:
            yield Departure(f"{name.what} was {name.label}", words, name.before, name.now)
        elif not name.kept:
            yield Departure(f"other {name.what}", words, name.before, name.now)


# -- all of a document --------------------------------------------------------------------


def _figures(met: Sequence[_Meeting], new: int, found: int) -> dict[str, Tally]:
    again = {label: [one.again for one in met if one.old.span is label] for label in SpanLabel}
    kept, unchanged, invented = (Tally(sum(of), len(of)) for of in again.values())
    named = [name for one in met for name in one.named]
    return {
        "kept": kept,
        "invented again": invented,
        "wrong span again": unchanged,
        **_of_names("speaker", named),
        **_of_names("role", named),
        "new": Tally(new, found),
        "precision": Tally(kept.found, kept.found + unchanged.found + invented.found + new),
    }


def _of_names(what: str, named: Sequence[_Named]) -> dict[str, Tally]:
    """Of the right ones those that are the same still, of the others those that are not."""
    right = [name.kept for name in named if name.what == what and name.label is NameLabel.RIGHT]
    faulty = [name.before != name.now for name in named if name.what == what and name.label is not NameLabel.RIGHT]
    return {f"{what} kept": Tally(sum(right), len(right)), f"{what} changed": Tally(sum(faulty), len(faulty))}
