"""What a claim leaves unsaid because its article has said it before: words to search with beside its own.

Invariant: a function of the article and of the claim's place in it; every word of a context stands
in the article. A claim that can be understood alone gets none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from factcheck.claims import lexicon
from factcheck.domain import BODY_KINDS, Article, Claim, Span
from factcheck.language.calendar import MONTH_NAMES, WEEKDAYS
from factcheck.language.function_words import THIRD_PERSON
from factcheck.language.sentences import sentences
from factcheck.language.tokens import words

MOST_NAMES = 3
_REACH = 400  # characters before a claim in which stands the name that "the group" is short for
_SUBJECT_REACH = 25  # characters from the start of a claim in which a pronoun is its subject

# "The group", "their forces": what was named before and is now called by its kind.
_SHORT_FORM = re.compile(
    r"\b(?:the|this|that|these|those|its|their|his|her|both)\s+(?:\w+\s)?"
    r"(?:group|organi[sz]ation|movement|militia|militants?|fighters?|extremists?|insurgents?|gang|network|cells?"
    r"|ministry|agency|department|authority|authorities|commission|committee|council|board|body|bureau|institute"
    r"|government|administration|cabinet|parliament|party|coalition|alliance|opposition|regime|union"
    r"|army|military|forces?|troops|police|navy|mission|company|firm|manufacturer|bank|club|team|union|charity"
    r"|university|hospital|school|court|church|country|nation|state|province|region|city|town|village|island|base"
    r"|agreement|deal|accord|treaty|law|bill|act|measure|plan|programme?|project|report|study|survey|minister|president"
    r"|mayor|governor|senator|candidate|suspect|victims?|disease|virus|vaccine|drug)s?\b(?!\s+(?:of|for|in|at)\s+[A-Z])",
    re.IGNORECASE,
)
_PRONOUN = re.compile(rf"\b(?:{'|'.join(sorted(THIRD_PERSON))})\b", re.IGNORECASE)
_NAME = re.compile(
    r"(?<![\w.])[A-Z][\w.]*\w(?:[-'’][A-Z]?\w+)*(?:\s+(?:(?:al|el|bin|ibn|de|der|van|von|of)[-\s])?[A-Z][\w'’-]*\w)*"
    r"|(?<!\w)(?:al|el)-[A-Z][\w'’-]*\w"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_OPENERS = frozenset(".!?:;…\"“”‘’'(")  # behind these, a capital may be a sentence's and no name's
_CALENDAR = frozenset({*WEEKDAYS, *MONTH_NAMES.values()})  # "Jan" is a name as often


def add_context(article: Article, claims: Iterable[Claim]) -> list[Claim]:
    """``claims``, each that points back ("the group", "they") or names nobody with two contexts: the
    names it must mean, and what stands before it."""
    read = _Read.of(article)
    return [
        replace(claim, context=tuple(filter(None, (read.names_meant(claim), read.words_before(claim)))))
        if read.lacks_context(claim.text)
        else claim
        for claim in claims
    ]


def points_back(text: str) -> bool:
    """Whether the subject of ``text`` is a pronoun, or something in it a short form for what was named before."""
    return bool(_SHORT_FORM.search(text) or _PRONOUN.search(text, 0, _SUBJECT_REACH))


@dataclass(frozen=True, slots=True)
class _Read:
    """An article's body: its sentences, its names by place, and the names it comes back to."""

    article: Article
    sentences: Sequence[Span]
    names: Sequence[tuple[int, str]]
    frequent: Sequence[str]

    @classmethod
    def of(cls, article: Article) -> _Read:
        blocks = article.of_kind(*BODY_KINDS)
        names = list(_names(article.flow, blocks))
        counted = Counter(name for _, name in names).most_common(2 * MOST_NAMES)
        frequent = [name for name, count in counted if count > 1]
        return cls(article, [each for block in blocks for each in sentences(article.flow, block)], names, frequent)

    def lacks_context(self, text: str) -> bool:
        known = {name for _, name in self.names}
        named = (match.start() or match[0].isupper() or match[0] in known for match in _NAME.finditer(text))
        return points_back(text) or not any(named)

    def names_meant(self, claim: Claim) -> str:
        """The names a reader has in mind at the claim that it does not hold itself: "Meridian, Northwood"."""
        start = claim.spans[0].start
        near = (name for place, name in reversed(self.names) if start - _REACH <= place < start)
        # What the text keeps coming back to is what it is about; the nearest of those is meant most often.
        ordered = dict.fromkeys([*(name for name in near if name in self.frequent), *self.frequent[:MOST_NAMES]])
        speaker = claim.speaker.name if claim.speaker else ""
        known = (claim.text, claim.addressee, speaker, self.article.publisher, self.article.byline)
        held = {word for text in known if text for word in words(text)}
        return ", ".join([name for name in ordered if held.isdisjoint(words(name))][:MOST_NAMES])

    def words_before(self, claim: Claim) -> str:
        """The sentence before the claim's, and its own up to the claim."""
        start = claim.spans[0].start
        after = bisect_left(self.sentences, start, key=lambda sentence: sentence.start)
        inside = after > 0 and self.sentences[after - 1].end > start
        before = self.sentences[max(0, after - 1 - inside) : after]
        return " ".join(" ".join(self.article.text[each.start : min(each.end, start)].split()) for each in before)


def _names(flow: str, blocks: Sequence[Span]) -> Iterable[tuple[int, str]]:
    """Names with their places, in text order. A capital that opens a sentence makes none by itself."""
    found = [
        (match.start(), _POSSESSIVE.sub("", match[0]), _opens(flow[block.start : match.start()][-4:]))
        for block in blocks
        for match in _NAME.finditer(flow, block.start, block.end)
    ]
    sure = {name for _, name, opens in found if not opens or name.isupper()}
    names = sure - {name for name in sure if name.casefold() in _CALENDAR | lexicon.FUNCTION_WORDS}
    return ((place, name) for place, name, _ in found if name in names)


def _opens(before: str) -> bool:
    return not before.strip() or before.rstrip()[-1] in _OPENERS
