"""What a checker must know before trusting a passage for a claim of this article.

Invariant: a flag is set for what stands in the passage, the claim and the article, never for
what a model thinks of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from factcheck.domain import Article, Claim, Passage, PassageFlag, Quotation, Speaker, SpeakerKind
from factcheck.evidence.copies import COPIED, containment, shingles
from factcheck.language.speakers import same_speaker
from factcheck.language.stems import stem
from factcheck.language.tokens import words

_SAME_TITLE = 6  # words from which two equal headlines are one story
_LEAST_SAID = 0.3  # of the claim's words, from which a quotation says it again
_MOSTLY = 0.7  # of those that the passage holds
_TRACKING = re.compile(r"utm_|fbclid=|gclid=|ref=")
_SHORT = 3  # letters up to which a word is not counted as content, unless it is a figure


def flags_for(passage: Passage, article: Article) -> tuple[PassageFlag, ...]:
    """``later``, ``undated`` and ``circular``, those that apply."""
    found = {
        PassageFlag.LATER: is_later(passage, article.published),
        PassageFlag.UNDATED: passage.published is None,
        PassageFlag.CIRCULAR: repeats(passage, article),
    }
    return tuple(flag for flag, applies in found.items() if applies)


def is_later(passage: Passage, day: date | None) -> bool:
    return passage.published is not None and day is not None and passage.published > day


def repeats(passage: Passage, article: Article) -> bool:
    """Whether a passage is the article over again: from its address, under its headline, or in its words, unless it
    was there before: then the article repeats it."""
    if article.url and passage.url and _address(passage.url) == _address(article.url):
        return True
    title = words(article.title or "")
    if title and title == words(passage.title or ""):
        same_outlet = bool(article.publisher) and words(article.publisher or "") == words(passage.publisher or "")
        if same_outlet or len(title) >= _SAME_TITLE:
            return True
    if passage.published and article.published and passage.published < article.published:
        return False
    return containment(shingles(passage.text), shingles(article.text)) >= COPIED


def says_again(claim: Claim, text: str, quotations: Iterable[Quotation]) -> bool:
    """Whether what a passage's ``text`` has of the claim its speaker says there for the most part."""
    own = [quotation for quotation in quotations if _is_speaker(claim, quotation.speaker)]
    said = _content(" ".join(span.of(text) for quotation in own for span in quotation.content))
    wanted, held = _content(claim.text), _content(text)
    return len(wanted & said) >= max(_LEAST_SAID * len(wanted), _MOSTLY * len(wanted & held), 1)


def _is_speaker(claim: Claim, other: Speaker | None) -> bool:
    """Whether ``other`` is who made the claim, or somebody unnamed of the body that made it."""
    ours = claim.speaker
    if ours is None or other is None:
        return False
    if ours.kind is SpeakerKind.BODY and other.kind is SpeakerKind.ANONYMOUS:
        return set(words(ours.name)) <= set(words(other.name))
    return same_speaker(ours, other) is True


def _content(text: str) -> frozenset[str]:
    """The words that carry a meaning, each by its stem: endings differ when it is said again."""
    return frozenset(stem(word) for word in words(text) if len(word) > _SHORT or word.isdigit())


def _address(url: str) -> tuple[str, str, str]:
    """Host, path and query. Protocol, "www.", a closing slash and the marks of who sent a reader make no other page."""
    parts = urlsplit(url.casefold())
    asked = "&".join(part for part in parts.query.split("&") if not _TRACKING.match(part))
    return parts.netloc.removeprefix("www."), parts.path.rstrip("/"), asked
