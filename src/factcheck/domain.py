"""The words of the trade, as frozen values.

Invariant: nothing here does input or output, and every offset is a count of code points
into the text it belongs to, so that ``text[start:end]`` always yields the words meant.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def fingerprint(text: str) -> str:
    """The SHA-256 of ``text`` in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Span(NamedTuple):
    """A half-open stretch ``[start, end)`` of a text, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


# -- articles ---------------------------------------------------------------------------


class BlockKind(StrEnum):
    """What a stretch of an article is. Only TITLE, STANDFIRST and the body kinds make claims."""

    SECTION = "section"  # the name of the page or desk: "Security", "Opinion"
    TITLE = "title"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"  # a line that only says when (and where) it was published
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    BLOCK_QUOTE = "block-quote"
    CAPTION = "caption"
    CREDIT = "credit"
    OTHER = "other"  # markup, navigation, "read more" lines


BODY_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTE})


class Block(NamedTuple):
    """One stretch of an article and what it is. Blocks are in order and never overlap."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """The text being checked, never changed once stored.

    ``text`` is the decoded source with line ends normalised to ``\\n`` (for HTML, the
    extracted text). ``published_from`` says where the date was read ("given", "metadata",
    "dateline", "image address"), because a guessed date must be visible as one.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: date | None = None
    published_from: str | None = None
    url: str | None = None
    source: str | None = None  # file name as given, or None for standard input

    @property
    def sha256(self) -> str:
        return fingerprint(self.text)

    @property
    def id(self) -> str:
        """The first 16 hexadecimal digits of the text's SHA-256."""
        return self.sha256[:16]

    @property
    def flow(self) -> str:
        """``text`` with its line breaks made spaces, for reading within a block: some texts are
        wrapped by hand. A space is as long as a line feed, so offsets hold."""
        return self.text.replace("\n", " ")

    def of_kind(self, *kinds: BlockKind) -> tuple[Span, ...]:
        return tuple(block.span for block in self.blocks if block.kind in kinds)


# -- who said what ----------------------------------------------------------------------


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
    of the text.
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


# -- claims -----------------------------------------------------------------------------


class ClaimKind(StrEnum):
    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    ASSERTION = "assertion"  # in the outlet's own voice; no speaker


@dataclass(frozen=True, slots=True)
class Claim:
    """A quotation or an assertion that can be checked.

    ``spans`` index the article's text; ``text`` is their words joined by a space.
    ``checkworthiness`` is in 0..1 and orders the queue; ``reasons`` say what it rests on.
    ``restates`` is the id of the quotation that a headline or standfirst repeats as fact.
    ``context`` holds words of the article to search with beside the claim's own, where those
    point back to what was named before.
    """

    article_id: str
    kind: ClaimKind
    text: str
    spans: tuple[Span, ...]
    block: BlockKind = BlockKind.PARAGRAPH
    speaker: Speaker | None = None
    cue: str | None = None
    addressee: str | None = None
    flags: tuple[str, ...] = ()
    checkworthiness: float = 0.0
    reasons: tuple[str, ...] = ()
    restates: str | None = None
    attribution_rule: str | None = None
    context: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """12 hexadecimal digits that depend on the article, the kind and the place only."""
        place = ",".join(f"{start}-{end}" for start, end in self.spans)
        return fingerprint(f"{self.article_id}|{self.kind}|{place}")[:12]


# -- the reference corpus ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Document:
    """An item of reference material as it was handed in. ``id`` is the corpus's own."""

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    extra: dict[str, object] = field(default_factory=dict)  # further fields, kept as given

    @property
    def sha256(self) -> str:
        """Fingerprint of everything a citation may show, so that any change makes a new version."""
        shown = (self.text, self.title, self.publisher, self.url, self.published)
        return fingerprint("\x1f".join("" if part is None else str(part) for part in shown))


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable stretch ``document.text[span]``, short enough for the encoder to see whole.

    ``id`` reads ``DOCUMENT#N`` for a first version and ``DOCUMENT@V#N`` for later ones.
    """

    id: str
    document_id: str
    version: int
    text: str
    span: Span
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    current: bool = True  # False once a newer version of the document has been added

    @property
    def sha256(self) -> str:
        return fingerprint(self.text)

    @property
    def encoded(self) -> str:
        """What its vector is made from: a passage alone often does not say what its document is about."""
        return with_title(self.title, self.text)


def with_title(title: str | None, text: str) -> str:
    """``text`` with the title of its document in front, as the encoder sees it."""
    return f"{title.rstrip('. ')}. {text}" if title and title.strip() else text


# -- wording ----------------------------------------------------------------------------


class WordingFinding(StrEnum):
    """How the words in quotation marks stand to the material they were compared with."""

    VERBATIM = "verbatim"
    ALTERED = "altered"
    IN_PART = "found in part"  # whole sentences of it stand nowhere
    PARAPHRASED = "paraphrased"  # the same thing, as its words show, in another form
    AMBIGUOUS = "ambiguous"  # two equally good places: a finding, not a choice
    NOT_FOUND = "not found"


class Alteration(StrEnum):
    """One way in which a quotation differs from its source."""

    DROPPED_NEGATION = "dropped negation"
    ADDED_NEGATION = "added negation"
    CHANGED_FIGURE = "changed figure"
    CHANGED_NAME = "changed name"
    DROPPED_QUALIFIER = "dropped qualifier"
    ADDED_QUALIFIER = "added qualifier"
    SPLICED = "spliced"  # two places made one
    CHANGED_WORDS = "changed words"
    ADDED_WORDS = "added words"
    REORDERED = "reordered"
    OMISSION = "words left out unmarked"
    ELLIPSIS = "marked ellipsis"
    BRACKETS = "bracketed insertion"
    ADAPTATION = "tense or pronoun adapted"
    FILLERS = "filler words dropped"


class DiffOperation(StrEnum):
    SAME = "same"
    REPLACED = "replaced"
    DROPPED = "dropped"  # stands in the source only
    ADDED = "added"  # stands in the quotation only
    JUMP = "jump"  # the next words stand elsewhere: at another place, or before these


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A stretch of the quotation beside a stretch of its source. ADDED without an alteration is a
    stretch of whole sentences that stand nowhere in what was compared.

    ``quoted`` indexes the text that holds the quotation, ``source`` the text of the document of
    ``places[place]``; either is empty (start = end) where its side lacks the words. ``grave``
    means that the difference changes what was said, as far as the words show it.
    """

    operation: DiffOperation
    quoted: Span
    source: Span
    place: int = 0
    alterations: tuple[Alteration, ...] = ()
    grave: bool = False


@dataclass(frozen=True, slots=True)
class WordingPlace:
    """Where the words stand: ``exact`` is ``document.text[span]``, ``prefix`` and ``suffix`` what stands around it.

    ``speaker`` is who says it there, as far as the document tells; ``same_speaker`` whether that
    is whom the quotation is given to, None if either is not known well enough.
    """

    document_id: str
    span: Span
    exact: str
    prefix: str = ""
    suffix: str = ""
    version: int = 1
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    speaker: str | None = None
    same_speaker: bool | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """What became of a speaker's words. Says nothing on whether they are true.

    ``places`` are all equally good ones; ``diff`` belongs to the first of them or, where words
    were taken from several places of which each holds a part, to all. ``similarity`` (0..1) is the
    share of the words that are the same in both, words of grammar counting half. ``compared``
    names the documents that were looked into: where nothing was found it says where.
    """

    finding: WordingFinding
    places: tuple[WordingPlace, ...] = ()
    diff: tuple[DiffPart, ...] = ()
    similarity: float = 0.0
    reasons: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()

    @property
    def alterations(self) -> tuple[Alteration, ...]:
        """Every kind of difference, gravest first."""
        found = {alteration for part in self.diff for alteration in part.alterations}
        return tuple(alteration for alteration in Alteration if alteration in found)

    @property
    def changes_meaning(self) -> bool:
        return any(part.grave for part in self.diff)

    @property
    def other_speaker(self) -> bool:
        """The words were found, and at every place somebody else says them."""
        return bool(self.places) and all(place.same_speaker is False for place in self.places)

    @property
    def misquoted(self) -> bool:
        """Altered in a way that changes what was said, or said by somebody else."""
        if self.finding in (WordingFinding.NOT_FOUND, WordingFinding.PARAPHRASED):
            return False
        altered = self.finding is not WordingFinding.AMBIGUOUS and self.changes_meaning
        return altered or self.other_speaker


# -- evidence and what it suggests ------------------------------------------------------


class Stance(StrEnum):
    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    NEUTRAL = "neutral"


class Verdict(StrEnum):
    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNVERIFIED = "unverified"


class UnverifiedReason(StrEnum):
    NO_EVIDENCE = "no-evidence"
    CONFLICTING = "conflicting"
    NOT_CHECKABLE = "not-checkable"
    AWAITING_REPLY = "awaiting-reply"


@dataclass(frozen=True, slots=True)
class StanceJudgement:
    """What a passage does to a claim. ``probability`` is that of ``stance`` being right, 0..1, and ``scores`` those
    of all three, where they are
    known; rules that are unsure say *neutral* although another may be likelier.

    ``basis`` names what judged ("rules", or the cross-encoder's name); ``exact`` is the
    sentence of the passage that decided, as a span of the passage's text. ``figures`` are those
    that were compared: where each stands in the claim's text, and its counterpart in the passage's.
    ``doubt`` says why no suggestion may rest on it, if that is so.
    """

    stance: Stance
    probability: float
    basis: str
    reasons: tuple[str, ...] = ()
    exact: Span | None = None
    scores: Mapping[Stance, float] | None = field(default=None, compare=False)  # not stored
    figures: tuple[tuple[Span, Span], ...] = ()
    doubt: str = field(default="", compare=False)  # not stored


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage found for a claim. ``score`` orders the passages of one claim and is no probability.

    ``similarity`` is the cosine of the two vectors, ``lexical_rank`` the place in the
    full-text list (1 is best) or None if that list did not hold the passage, ``relevance`` the
    probability that the passage bears on the claim at all, or None if no model has read it.
    ``copies`` are the ids of passages that say the same word by word and count no further.
    """

    passage: Passage
    rank: int
    score: float
    similarity: float | None
    lexical_rank: int | None
    judgement: StanceJudgement
    flags: tuple[str, ...] = ()  # "later", "circular", …
    relevance: float | None = None
    copies: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        found = []
        if self.copies:
            found.append(f"counted once with its copies: {', '.join(self.copies)}")
        if self.relevance is not None:
            found.append(f"relevance {self.relevance:.2f}")
        if self.similarity is not None:
            found.append(f"similarity {self.similarity:.2f}")
        if self.lexical_rank is not None:
            found.append(f"word match #{self.lexical_rank}")
        return (*found, *self.judgement.reasons)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The machine's proposal for a claim. Never shown as truth."""

    verdict: Verdict
    probability: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """One entry of the search ledger: what was asked, of what, and what was shown."""

    claim_id: str
    query: str
    encoder: str
    stance_basis: str
    index_version: str
    evidence: tuple[Evidence, ...]
    suggestion: Suggestion
    wording: Wording | None = None  # of direct and mixed quotations


# -- decisions --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words a verdict rests on, after the W3C Web Annotation selectors.

    ``exact``, ``prefix`` and ``suffix`` form a TextQuoteSelector, ``span`` a
    TextPositionSelector, both into the passage's text, whose SHA-256 is ``passage_sha256``.
    """

    passage_id: str
    passage_sha256: str
    exact: str
    prefix: str
    suffix: str
    span: Span


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the append-only log. ``verdict`` is None when the claim was reopened.

    ``number`` counts the decisions on this claim from 1. ``hash`` covers every other field
    and ``previous_hash``, the hash of the entry before it in the whole log.
    """

    claim_id: str
    number: int
    verdict: Verdict | None
    previous_verdict: Verdict | None
    reason: UnverifiedReason | None
    note: str
    by: str
    at: str  # ISO 8601, UTC, seconds
    citations: tuple[Citation, ...]
    previous_hash: str
    hash: str


# -- what was checked before ------------------------------------------------------------


class MatchLevel(StrEnum):
    """How near an earlier check is to a claim. None of them makes two claims one."""

    SAME = "same claim"  # nothing was found that differs
    NEAR_MISS = "near miss"  # much the same words, but figures, names or a negation differ
    RELATED = "related"  # on the same matter


@dataclass(frozen=True, slots=True)
class ClaimReview:
    """A check of a claim that somebody else published, in the words of schema.org's ClaimReview.

    It says what was *claimed*, often falsely, and is evidence of nothing. ``rating`` are the
    publisher's own words; ``verdict`` is what they plainly mean in ours, or None.
    """

    id: str  # its address, or a fingerprint of claim and publisher
    claim: str
    rating: str
    publisher: str
    url: str | None = None
    title: str | None = None
    claimant: str | None = None
    published: date | None = None
    verdict: Verdict | None = None

    @property
    def sha256(self) -> str:
        """Fingerprint of everything that is shown, so that any change makes a new version."""
        shown = (self.claim, self.rating, self.publisher, self.url, self.title, self.claimant, self.published)
        return fingerprint("\x1f".join("" if part is None else str(part) for part in shown))


@dataclass(frozen=True, slots=True)
class Precedent:
    """An earlier check that a claim may have to do with: one of the desk's own, or a ClaimReview.

    ``id`` is the claim's id (``own``) or the ClaimReview's. ``rating`` is the verdict in words,
    ``by`` who decided or published it, ``at`` when (ISO 8601) and ``where`` in which article.
    ``similarity`` is the cosine of the two claims, 0 if a vector is missing. ``differs`` says
    what is not the same, earlier words first; ``problems`` are citations that no longer hold.
    """

    id: str
    own: bool
    claim: str
    rating: str
    verdict: Verdict | None
    by: str
    at: str | None
    where: str | None
    url: str | None
    similarity: float
    level: MatchLevel
    differs: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


# -- interfaces -------------------------------------------------------------------------


class Encoder(Protocol):
    """Text to unit vectors. The vector of a text depends on that text and the model alone."""

    @property
    def key(self) -> str:
        """Names the model and its weights: vectors of different keys are never compared."""

    @property
    def dimension(self) -> int: ...

    @property
    def window(self) -> int:
        """Word pieces the model sees at once, special tokens not counted."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape ``(len(texts), dimension)``. Longer texts than the window are
        encoded window by window and averaged: nothing is silently cut."""

    def pieces(self, text: str) -> list[Span]:
        """The word pieces of ``text`` as spans, special tokens left out."""


class Index(Protocol):
    """Nearest neighbours by cosine among passage vectors, each known by an integer key."""

    def search(self, vector: NDArray[np.float32], count: int) -> list[tuple[int, float]]:
        """At most ``count`` pairs (key, cosine), best first, ties by key."""

    def __len__(self) -> int: ...


class Scored(NamedTuple):
    """What a cross-encoder says of a claim and a text: the probability of each stance, which sum to 1,
    and ``window``, the stretch of the text that decided."""

    probabilities: dict[Stance, float]
    window: Span

    @property
    def relevance(self) -> float:
        """The probability, in 0..1, that the text decides the claim either way."""
        return 1 - self.probabilities[Stance.NEUTRAL]


class CrossEncoder(Protocol):
    """A model that reads claim and evidence together.

    ``sure`` has, for *supports* and *contradicts*, the least probability that may carry a suggestion.
    """

    name: str
    sure: Mapping[Stance, float]

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Scored]:
        """What each (claim, evidence) comes to. Texts of any length are read whole."""


Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much (0 if that is not known)."""
