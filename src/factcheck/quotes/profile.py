"""Who is quoted in an article, under which names, and how they spoke.

Invariant: a pure function of the article and its quotations; how somebody spoke is told only where
the words around the quotation, never those inside it, say so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from factcheck.domain import BODY_KINDS, Article, Quotation, Span, SpeakerKind
from factcheck.domain.voices import Said, Voice, Voices, count, words_in
from factcheck.language import function_words
from factcheck.language.sentences import sentences
from factcheck.quotes.assembly import HEADLINES
from factcheck.quotes.grammar.statements import read_statements
from factcheck.quotes.people.mentions import names_in
from factcheck.quotes.people.speakers import Cast

_LONGEST = 600  # characters of a sentence in which the way of speaking is looked for
_LONGEST_FORM = 6  # words


class Way(StrEnum):
    """How somebody spoke, where the article says it."""

    INTERVIEW = "interview"
    STATEMENT = "statement"
    POST = "post"
    NEWS_CONFERENCE = "news conference"
    REPORT = "report"
    TESTIMONY = "testimony"


_A = r"(?:an?|the|his|her|its|their|this|that|one|\w+['’]s)\s+(?:[\w-]+\s+){0,3}"
_IN_A = rf"\b(?:in|during|from|via|through)\s+{_A}"
_NETWORK = (
    r"(?-i:X|Twitter|Facebook|Instagram|Telegram|TikTok|LinkedIn|YouTube|Bluesky|Mastodon|Threads|Truth Social|Weibo)"
)
_WAYS = {
    Way.INTERVIEW: rf"{_IN_A}interviews?\b|\binterviewed\b",
    Way.STATEMENT: rf"{_IN_A}(?:statements?|communiqu[eé]|press\s+release|news\s+release)\b",
    Way.POST: rf"\bon\s+(?:{_NETWORK}|social\s+media)\b|\b(?:in|on)\s+{_A}(?:posts?|tweets?|blog)\b|"
    r"\b(?:re)?tweeted\b|\bposted\b",
    Way.NEWS_CONFERENCE: rf"\b(?:at|in|during)\s+{_A}(?:news|press)\s+(?:conference|briefing)s?\b",
    Way.REPORT: rf"{_IN_A}(?:report|study|paper|audit|survey|review)\b",
    Way.TESTIMONY: rf"\btestif(?:y|ied|ies|ying)\b|{_IN_A}testimony\b|\bunder\s+oath\b",
}
_PATTERNS = {way: re.compile(pattern, re.IGNORECASE) for way, pattern in _WAYS.items()}
_REPORTS = frozenset("report study paper audit survey review findings poll analysis assessment research".split())
_COURTS = frozenset("court jury judge inquiry inquest hearing tribunal committee senators jurors magistrates".split())
# What in the name of a hearer makes it an outlet; so do capitals alone: "the BBC".
_OUTLETS = frozenset(
    """agency broadcaster broadcasting chronicle courier daily express gazette globe guardian herald journal
    magazine mail media mercury mirror network news newspaper observer paper podcast post press radio record
    reuters review star station sun telegraph television times tribune tv weekly""".split()
)


@dataclass(frozen=True, slots=True)
class SpeakerProfile:
    """A voice of one article. ``forms`` are all words that name it there, the full name first."""

    voice: Voice
    forms: tuple[str, ...]
    ways: tuple[Way, ...]
    hearers: tuple[str, ...]  # to whom, as worded

    @property
    def first(self) -> int:
        """The code point at which the first words quoted begin."""
        return self.voice.places[0]


@dataclass(frozen=True, slots=True)
class Profile:
    """Who is quoted, the most quoted first, with totals and warnings in ``voices``."""

    voices: Voices
    sources: tuple[SpeakerProfile, ...]


def profile(article: Article, quotations: Sequence[Quotation]) -> Profile:
    """The sources of ``quotations``, which are those of ``article``."""
    voices = count(_said(article, quotation) for quotation in quotations)
    by_name: dict[str, list[Quotation]] = {}
    for quotation in quotations:
        if quotation.speaker is not None:
            by_name.setdefault(quotation.speaker.name, []).append(quotation)
    names, around = _names(article), _Sentences(article)
    made = (_source(article, voice, by_name[voice.name], names, around) for voice in voices.voices)
    return Profile(voices, tuple(made))


def ways(article: Article, quotations: Sequence[Quotation]) -> list[tuple[Way, ...]]:
    """How each of ``quotations`` was said, as far as the words around it tell."""
    around = _Sentences(article)
    return [_in_order(_ways(article, one, around.outside(one))) for one in quotations]


def _in_order(found: Iterable[Way]) -> tuple[Way, ...]:
    told = set(found)
    return tuple(way for way in Way if way in told)


def _source(
    article: Article, voice: Voice, own: list[Quotation], names: Mapping[str, Iterable[str]], around: _Sentences
) -> SpeakerProfile:
    forms = (voice.name, *names.get(voice.name, ()), *_worded(own))
    told = _in_order(way for quotation in own for way in _ways(article, quotation, around.outside(quotation)))
    hearers = (" ".join(quotation.addressee.of(article.text).split()) for quotation in own if quotation.addressee)
    return SpeakerProfile(voice, tuple(dict.fromkeys(forms)), told, tuple(dict.fromkeys(hearers)))


def _said(article: Article, quotation: Quotation) -> Said:
    length = sum(words_in(span.of(article.text)) for span in quotation.content)
    return Said(quotation.speaker, quotation.kind, length, min(quotation.content).start)


def _names(article: Article) -> dict[str, tuple[str, ...]]:
    """By full name, the names under which the article speaks of somebody, in the order of the text."""
    statements = read_statements(article, BODY_KINDS | HEADLINES)
    mentions = [mention for statement in statements for _, mention in names_in(statement.text, statement.tokens)]
    cast = Cast(mentions)
    forms: dict[str, dict[str, None]] = {}
    for number, mention in enumerate(mentions):
        member = cast.find(mention)
        if member is not None:
            cast.trail.saw(number, member)
            forms.setdefault(member.full, {})[" ".join(mention.name)] = None
    return {name: tuple(own) for name, own in forms.items()}


def _worded(own: Iterable[Quotation]) -> Iterator[str]:
    """How a source is worded where it is quoted: "she", "the analyst", "Mayor Dunn"."""
    for quotation in own:
        if quotation.speaker is None:
            continue
        mention = " ".join(re.split(r"[,(–—]", quotation.speaker.mention)[0].split())
        low = mention.lower()
        if low in function_words.SUBJECT_PRONOUNS:
            yield low
        elif low not in function_words.RELATIVES:
            yield from (mention,) if len(mention.split()) <= _LONGEST_FORM else ()


class _Sentences:
    """The sentences of an article, to be asked for the one in which somebody is quoted."""

    def __init__(self, article: Article) -> None:
        self._text = article.text
        self._spans = [span for block in article.blocks for span in sentences(article.flow, block.span)]

    def outside(self, quotation: Quotation) -> str:
        """The sentence of the cue without the words quoted in it."""
        anchor = quotation.cue or quotation.source or quotation.content[0]
        at = bisect_right(self._spans, anchor.start, key=lambda span: span.start) - 1
        if at < 0:
            return ""
        start, stop = self._spans[at]
        parts, stop = [], min(stop, start + _LONGEST)
        for content in sorted(quotation.content):
            if content.overlaps(Span(start, stop)):
                parts.append(self._text[start : max(start, content.start)])
                start = content.end
        return " … ".join((*parts, self._text[start:stop]))


def _ways(article: Article, quotation: Quotation, around: str) -> Iterator[Way]:
    yield from (way for way, pattern in _PATTERNS.items() if pattern.search(around))
    if quotation.addressee is not None:
        hearer = quotation.addressee.of(article.text).split()
        if any(word.lower() in _OUTLETS or (word.isupper() and len(word) > 1) for word in hearer):
            yield Way.INTERVIEW
        if any(word.lower() in _COURTS for word in hearer):
            yield Way.TESTIMONY
    speaker = quotation.speaker
    if speaker and speaker.kind is SpeakerKind.DOCUMENT and _REPORTS & set(speaker.name.lower().split()):
        yield Way.REPORT
