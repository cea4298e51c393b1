"""Who said what.

Invariant: of nested attributions the outermost is the quotation; a speaker is named or None, never guessed in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from factcheck.domain.articles import BlockKind
from factcheck.domain.text import Span


class QuotationKind(StrEnum):
    DIRECT = "direct"  # all of the content stands inside quotation marks
    MIXED = "mixed"  # part of it
    INDIRECT = "indirect"  # none of it


class SpeakerKind(StrEnum):
    PERSON = "person"
    BODY = "body"  # a ministry, company, court, team, "the group"
    DOCUMENT = "document"  # a report, poll, statement, law
    ANONYMOUS = "anonymous"  # "officials", "a source", "analysts"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whoever a quotation belongs to, resolved over the whole article.

    ``name`` is the canonical full name ("Tariq al-Shammari"), ``role`` what the article says
    he or she is ("strategic analyst"), ``mention`` the words at this place ("he").
    """

    name: str
    mention: str
    role: str | None = None
    kind: SpeakerKind = SpeakerKind.PERSON


@dataclass(frozen=True, slots=True)
class Reported:
    """What the speaker of a quotation tells, in the words quoted, that somebody has said.

    In "Ruiz said the mayor told her it was late" the words are Ruiz's, and the mayor is said to
    have told her that it was late. ``content`` lies within the quotation's own; ``speaker`` is
    None where nobody could be named.
    """

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    speaker: Speaker | None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words attributed to someone. ``content`` excludes the quotation marks at its own edges.

    ``speaker`` is None when nobody could be named: never dropped, never guessed in silence.
    ``rule`` names the rule that joined content and speaker; ``confidence`` is in 0..1.
    Of nested attributions the outermost counts; ``within`` keeps the inner ones, in the order
    of the text. ``parts`` is what of the content stands in quotation marks.
    """

    kind: QuotationKind
    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    addressee: Span | None
    speaker: Speaker | None
    rule: str
    confidence: float
    within: tuple[Reported, ...] = ()
    parts: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The quotations of a text, in its order, and the version of the reader that found them."""

    reader: str
    quotations: tuple[Quotation, ...]


class LeftOutReason(StrEnum):
    """Why words in quotation marks are in no claim."""

    NAME = "a name or a title"
    PHRASE = "part of a sentence in which nothing can be checked"
    NOT_SAID = "said not to have been said"
    OUTSIDE = "outside headline, standfirst and story"
    UNREAD = "a statement that no claim holds"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words in quotation marks, more than a few, that no claim holds: where they stand, and why."""

    span: Span
    block: BlockKind
    reason: LeftOutReason
