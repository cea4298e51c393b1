"""Claims of one article that say the same: a headline, a bullet, and the sentence of the story they are made of.

Invariant: no claim is made, and each place stays somewhere; what differs in a figure, a name, a negation, a doubt or
whoever speaks stays apart. The claim that is kept keeps its place, and with it its id; the others become further
places of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from factcheck import figures
from factcheck.claims import lexicon
from factcheck.domain import BODY_KINDS, BlockKind, Claim, ClaimKind, Speaker
from factcheck.figures import Figure, Relation
from factcheck.language import doubting
from factcheck.language.folding import folded
from factcheck.language.negation import is_negation
from factcheck.language.speakers import same_speaker
from factcheck.language.stems import stem
from factcheck.language.tokens import whole_words
from factcheck.language.verbs import base
from factcheck.syntax import Word, children, main_clauses, parse, subject

_FEWEST_STEMS = 3  # that two claims share, a figure counted as one: fewer are shared by chance
_FEWEST_WORDS = 4  # of a claim that stand in another in one piece
_FEW_WORDS = 10  # of a sentence that may well be said twice of different things: "It rose by 4 per cent in May"
_FEWEST_MARKED = 3  # words in quotation marks
_BE = frozenset("is are was were be been being s re".split())
_STATES = frozenset(("attr", "acomp", "oprd", "prep"))  # what a form of "be" says of its subject
# Words that turn what is said round, leave it open, or say how far it goes.
_TURNING = (
    doubting.DENIALS
    | doubting.DOUBTS
    | doubting.OPINIONS
    | doubting.CONDITIONS
    | frozenset(
        "may might could can should must likely expected plan plans planned proposed almost nearly only".split()
    )
    | frozenset(
        "first last former all most some many few half every none no both more less fewer another other".split()
    )
)
_AHEAD = frozenset("will would shall ll d".split())
_EMPTY = lexicon.FUNCTION_WORDS | _TURNING | _AHEAD
_LINES = frozenset({BlockKind.TITLE, BlockKind.STANDFIRST, BlockKind.LIST_ITEM})
_FIGURE = "figure_"
_PARTED = re.compile(r"\s*[,;:–—]\s+|\s+[–—-]\s+")
# "It rose by 4 per cent" says what "it" is, and that may be another each time.
_POINTS_BACK = re.compile(r"\W*(?:he|she|it|they|this|that|these|those|his|her|its|their)\b", re.IGNORECASE)
_MARKED = re.compile(r"[“\"]([^”\"]+)[”\"]")


def grouped(claims: Sequence[Claim], published: date | None = None) -> list[Claim]:
    """``claims``, which are in text order, without those that say what a fuller one says; that one has their places."""
    read = [ComparedClaim(claim, published) for claim in claims]
    by_stem: defaultdict[str, set[int]] = defaultdict(set)
    for number, one in enumerate(read):
        for each in one.stems:
            by_stem[each].add(number)
    into = _repeated(claims)
    for number, one in enumerate(read):
        if number in into:
            continue
        holding = _holding(one, by_stem) - {number} - into.keys()
        same = [other for other in sorted(holding) if _is_fuller(read, other, number) and one.is_said_by(read[other])]
        if same and all(_alike(read[same[0]], read[other]) for other in same[1:]):
            into[number] = max(same, key=lambda other: _fullness(read[other], other))
    places: defaultdict[int, list[int]] = defaultdict(list)
    for number in into:
        places[_last(into, number)].append(number)
    return [
        replace(claim, also=(*claim.also, *(claims[other].spans for other in sorted(places[number]))))
        for number, claim in enumerate(claims)
        if number not in into
    ]


def _repeated(claims: Sequence[Claim]) -> dict[int, int]:
    """The outlet's own words over again, each to where they stand first: a standfirst is often the first paragraph."""
    first: dict[str, int] = {}
    own = [
        (number, claim)
        for number, claim in enumerate(claims)
        if claim.kind is ClaimKind.ASSERTION
        and not (_POINTS_BACK.match(claim.text) and len(claim.text.split()) <= _FEW_WORDS)
    ]
    at = {number: first.setdefault(claim.text, number) for number, claim in own}
    return {number: place for number, place in at.items() if place != number}


def _holding(one: ComparedClaim, by_stem: defaultdict[str, set[int]]) -> set[int]:
    """The claims that hold every word of ``one``."""
    held = [by_stem[each] for each in one.stems]
    return set.intersection(*held) if held else set()


def _last(into: dict[int, int], number: int) -> int:
    while number in into:
        number = into[number]
    return number


def _is_fuller(read: Sequence[ComparedClaim], one: int, other: int) -> bool:
    """Whether the first may hold the second: it says more, and is not on top while that is in the story."""
    on_top = read[one].claim.block not in BODY_KINDS and read[other].claim.block in BODY_KINDS
    return not on_top and _fullness(read[one], one) > _fullness(read[other], other)


def _fullness(one: ComparedClaim, number: int) -> tuple[int, bool, int]:
    """What says more comes before what says less, the story before what stands on top, the first of equals first."""
    return len(one.stems) + len(one.figures), one.claim.block in BODY_KINDS, -number


def _alike(one: ComparedClaim, other: ComparedClaim) -> bool:
    """Whether two claims that hold a third say the same themselves, as far as words and figures tell."""
    return one.stems == other.stems and same_figures(one, other)


@dataclass(frozen=True)
class _Piece:
    """Words in their order, without case."""

    words: tuple[str, ...]

    @cached_property
    def content(self) -> tuple[str, ...]:
        """The stems of those that carry meaning, and the figures."""
        telling = (word for word in self.words if word.removesuffix("'s") not in _EMPTY)
        return tuple(word if word.startswith(_FIGURE) else _stem(word) for word in telling)

    @cached_property
    def turning(self) -> frozenset[str]:
        """What turns it round or leaves it open: a negation, a doubt, a condition, how far it goes, the future."""
        negated = {"not"} if any(is_negation(word) for word in self.words) else set()
        ahead = {"will"} if not _AHEAD.isdisjoint(self.words) else set()
        return frozenset({*negated, *ahead, *_TURNING.intersection(self.words)})


@dataclass(frozen=True)
class ComparedClaim:
    """A claim with what its words are compared by."""

    claim: Claim
    published: date | None

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(figures.find(self.claim.text, self.published))

    @cached_property
    def pieces(self) -> tuple[_Piece, ...]:
        """What commas and the like part, with each figure as one word that holds its number."""
        text, at = "", 0
        for number, figure in enumerate(self.figures):
            text += f"{self.claim.text[at : figure.span.start]} {_FIGURE}{number}_ "
            at = figure.span.end
        parts = _PARTED.split(text + self.claim.text[at:])
        return tuple(piece for piece in (_Piece(tuple(whole_words(part))) for part in parts) if piece.words)

    @cached_property
    def whole(self) -> _Piece:
        return _Piece(tuple(word for piece in self.pieces for word in piece.words))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the words that carry meaning."""
        return frozenset(each for each in self.whole.content if not each.startswith(_FIGURE))

    @cached_property
    def ahead(self) -> bool:
        """Whether a line on top tells of what is to be by "to" alone: "Forty-two posts to go"."""
        return self.claim.block in _LINES and "to" in self.whole.words and not self.statements

    @cached_property
    def marked(self) -> tuple[str, ...]:
        """The words in quotation marks, if they are enough to be known by."""
        inside = self.claim.text if self.claim.kind is ClaimKind.DIRECT else " ".join(_MARKED.findall(self.claim.text))
        words = tuple(whole_words(inside))
        return words if len(words) >= _FEWEST_MARKED else ()

    @cached_property
    def statements(self) -> frozenset[tuple[str, str]]:
        """Of each main clause the stems of its subject and of what it says of it."""
        (parsed,) = parse([self.claim.text])
        return frozenset(_statements(self.claim.text, parsed))

    def is_said_by(self, fuller: ComparedClaim) -> bool:
        """Whether ``fuller``, which holds every word of this, says it."""
        if not _one_voice(self.claim, fuller.claim) or _denies(self.claim) != _denies(fuller.claim):
            return False
        if self.marked and self.marked == fuller.marked:
            return same_turn(self, fuller.whole) and same_figures(self, fuller)
        if _POINTS_BACK.match(self.claim.text) or len(self.stems) + min(1, len(self.figures)) < _FEWEST_STEMS:
            return False
        if any(_same_piece(self, fuller, piece) for piece in fuller.pieces):
            return True
        alike = same_turn(self, fuller.whole) and same_figures(self, fuller)
        return alike and (_stands_in(self, fuller) or bool(self.statements & fuller.statements))


def _statements(text: str, words: Sequence[Word]) -> Iterable[tuple[str, str]]:
    for verb in main_clauses(words):
        at = subject(words, verb)
        if at is None:
            continue
        says = _stem_of(text, words[verb])
        if says in _BE:
            says = " ".join(_stem_of(text, words[one]) for one in children(words, verb, _STATES))
        yield _stem_of(text, words[at]), says


def _stem_of(text: str, word: Word) -> str:
    return _stem(text[word.start : word.end].casefold())


def _stem(word: str) -> str:
    return stem(folded(base(word.removesuffix("'s"))))


def _one_voice(one: Claim, other: Claim) -> bool:
    if ClaimKind.ASSERTION in (one.kind, other.kind):
        return one.kind is other.kind and one.restates is other.restates is None
    if one.speaker is None or other.speaker is None:
        return False
    named = one.speaker.name.casefold() == other.speaker.name.casefold()
    return named or same_speaker(one.speaker, other.speaker) is True or _by_role(one.speaker, other.speaker)


def _by_role(one: Speaker, other: Speaker) -> bool:
    """Whether one is called by what the other is: "the mayor" on top, "Anna Crewe, the mayor" below."""
    roles = {(other.role or "").casefold(), (one.role or "").casefold()} - {""}
    return not roles.isdisjoint((one.name.casefold(), other.name.casefold()))


def same_turn(one: ComparedClaim, other: _Piece) -> bool:
    return one.whole.turning | ({"will"} if one.ahead else set()) == other.turning


def _same_piece(one: ComparedClaim, fuller: ComparedClaim, piece: _Piece) -> bool:
    """Whether a claim says word for word, but for those that only join, what a piece of another does."""
    ours, theirs = one.whole.content, piece.content
    return (
        len(ours) == len(theirs)
        and all(_same_word(one, fuller, mine, other) for mine, other in zip(ours, theirs, strict=True))
        and same_turn(one, piece)
    )


def _same_word(one: ComparedClaim, fuller: ComparedClaim, mine: str, other: str) -> bool:
    if mine.startswith(_FIGURE) and other.startswith(_FIGURE):
        return _equal(
            *(
                read.figures[int(word.removeprefix(_FIGURE).rstrip("_"))]
                for read, word in ((one, mine), (fuller, other))
            )
        )
    return mine == other


def _denies(claim: Claim) -> bool:
    return lexicon.DENIES.search(claim.cue or "") is not None


def same_figures(one: ComparedClaim, fuller: ComparedClaim) -> bool:
    """Whether each figure of ``one`` is one of ``fuller``."""
    return all(any(_equal(ours, theirs) for theirs in fuller.figures) for ours in one.figures)


def _equal(one: Figure, other: Figure) -> bool:
    """Whether two figures are one to the digit: 7% and 7 per cent, but not 100 km and 102 km, of which one may be the
    other rounded."""
    found = figures.compare(one, other)
    apart = found.difference if found.difference is not None else (one.low, one.high) != (other.low, other.high)
    return found.relation is Relation.EQUAL and not apart and one.hedge == other.hedge


def _stands_in(one: ComparedClaim, fuller: ComparedClaim) -> bool:
    """Whether a claim stands in another to the letter and in one piece."""
    ours, theirs = (f" {' '.join(whole_words(each.claim.text))} " for each in (one, fuller))
    return len(ours.split()) >= _FEWEST_WORDS and ours in theirs
