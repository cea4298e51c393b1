"""Where on a page its own title, author and day stand.

Invariant: what stands in a card, a comment, a list of other stories or the foot of the page is not beside the title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import takewhile
from typing import Any

from factcheck.articles.pages.markup import class_of, words_of
from factcheck.language.folding import folded_words

_FOOT = re.compile(r"(?:^|[\s_-])foot(?:er)?(?:$|[\s_-])", re.IGNORECASE)
# What is another story's, or nobody's, wherever it stands; of what stands around a title, less is surely so.
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:related|recommended|promo|teaser|card|sidebar|widget|comments?|nav|footer|more|popular|trending)",
    re.IGNORECASE,
)
_CARD = re.compile(
    r"(?:^|[\s_-])(?:related|recommend|promo|teaser|card(?:$|[\s_-])|side-?bar|comment|nav(?:$|[\s_-])|popular|trending|latest"
    r"|most-|more-(?:stories|news|from|on|articles|in))",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"comment|repl(?:y|ies)|discussion|disqus|respond", re.IGNORECASE)
SET_APART = re.compile(r"\s+[|·•»–—-]+\s+|\s*[|»]\s*|:\s(?=[^:]*$)")  # the outlet's name from a title
APART = frozenset(("script", "style", "noscript", "template", "svg", "form", "select"))
_NO_WORDS = APART | frozenset("path g use circle rect polygon line defs link br hr img source input option".split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_BOLD = frozenset(("b", "strong"))
_HEADLINE_WORDS = 3
_PROSE = 80  # characters of a paragraph that tells
_REACH = 500  # elements behind the title at most
_TOLD = 2  # paragraphs below the title among which who and when may still stand
_BEFORE = 80  # elements before it
LINE = 140  # characters of a line that says who and when
_TITLE_WORDS = 5  # of a link: the title of another story
_NEAR = 6  # elements that a line above the title and the title may stand in


class Beside:
    """The elements around a page's title: ``below`` it down to where the story is told, and ``above`` it."""

    def __init__(self, page: Any, titles: Sequence[str]) -> None:
        body = page.find("body")
        everything = (page if body is None else body).iter()
        self.all = [one for one in everything if isinstance(one.tag, str) and one.tag not in _NO_WORDS]
        at, self.title = _title_among(self.all, titles)
        reach = self.all[at + 1 : at + _REACH]
        self.below = list(_down_to_prose(reach))
        self._head = frozenset(self.below if len(self.below) < len(reach) else ())
        around = self.title if self.title is not None else next(filter(_tells, self.all), None)
        holders = [] if around is None else [around, *around.iterancestors()]
        self._near = [one for one in holders[1 : _NEAR + 1] if one.tag not in ("body", "html")]
        above = reversed(self.all[max(0, at - _BEFORE) : at])
        self.above = [one for one in above if any(anchor in self._near for anchor in one.iterancestors())]
        self.around = holders
        self.story = _story_around(holders)
        self._elsewhere: dict[Any, bool] = dict.fromkeys(holders, False)

    @cached_property
    def same(self) -> list[Any]:
        """What stands in one element with the title, and within it beside no other heading, nor in a list."""
        return [one for one in self._near[-1].iter() if self._stands_alone(one)] if self._near else []

    def _stands_alone(self, element: Any) -> bool:
        between = takewhile(lambda above: above not in self._near, element.iterancestors())
        return not any(above.tag in ("li", "header") or any(True for _ in above.iter(*_HEADINGS)) for above in between)

    def own(self, elements: Sequence[Any], fits: Callable[[Any], bool]) -> Iterator[Any]:
        """Those of ``elements`` that fit, stand in nothing that is set apart, and in none that was given before."""
        given: set[Any] = set()
        for one in elements:
            if fits(one) and not self._is_elsewhere(one) and given.isdisjoint(one.iterancestors()):
                given.add(one)
                yield one

    def _is_elsewhere(self, element: Any) -> bool:
        if element not in self._elsewhere:
            above = element.getparent()
            self._elsewhere[element] = self._sets_apart(element) or (above is not None and self._is_elsewhere(above))
        return self._elsewhere[element]

    def _sets_apart(self, element: Any) -> bool:
        names = class_of(element)
        if element.tag == "footer" or _FOOT.search(names):
            # Else it is the foot of the story, or of its head.
            return element not in self._head and not any(one in self._near for one in element.iterancestors())
        if element.tag == "aside" and any(one in self._near for one in element.iterancestors()):
            return len(words_of(element)) > LINE or any(True for _ in element.iter(*_HEADINGS))
        if element.tag in ("aside", "nav", "blockquote", *APART) or (element.tag == "li" and _links_a_story(element)):
            return True
        if _COMMENT.search(element.get("id") or ""):
            return True
        if any(one in self._near for one in element.iterancestors()):
            return _CARD.search(names) is not None and _holds_a_story(element)
        return _ELSEWHERE.search(names) is not None


def _links_a_story(element: Any) -> bool:
    return any(len(words_of(link).split()) >= _TITLE_WORDS for link in element.iter("a"))


def _holds_a_story(element: Any) -> bool:
    """Whether ``element`` may be a card, and is no mere line that is called "teaser-meta"."""
    links = sum(1 for _ in element.iter("a"))
    return links > 1 or any(True for _ in element.iterdescendants(*_HEADINGS)) or _links_a_story(element)


def _story_around(holders: Sequence[Any]) -> list[Any]:
    """The elements of the smallest of ``holders`` that tells a story."""
    for one in holders:
        if sum(map(_tells, one.iter("p"))) > _TOLD:
            return [inner for inner in one.iter() if isinstance(inner.tag, str)]
    return []


def _title_among(elements: Sequence[Any], titles: Sequence[str]) -> tuple[int, Any]:
    """The heading that says most of what is declared as the title, else the first <h1>; at -1 where there is none."""
    headings = [(at, one) for at, one in enumerate(elements) if one.tag in _HEADINGS and words_of(one)]
    shares = [(shared(words_of(one), titles), one.tag == "h1", -at) for at, one in headings]
    if shares and max(shares)[0]:
        at = -max(shares)[2]
        return at, elements[at]
    lines = () if headings else ((at, one) for at, one in enumerate(elements) if one.tag in _BOLD)
    printed = ((at, one) for at, one in lines if is_headline(words_of(one), titles))
    return next(((at, one) for at, one in headings if one.tag == "h1"), next(printed, (-1, None)))


def is_headline(line: str, titles: Sequence[str]) -> bool:
    """Whether ``line`` begins with what a title says beside its outlet: "Bridge shut" of "Post -- Bridge shut"."""
    parts = [part for title in titles for part in SET_APART.split(title) if len(part.split()) >= _HEADLINE_WORDS]
    own = "".join(folded_words(line)) if parts and len(line) <= LINE else ""
    return any(own.startswith("".join(folded_words(part))) for part in parts)


def shared(heading: str, titles: Sequence[str]) -> int:
    """How many letters of a title a heading says, if it is the title or set off in it; 0 if it is none."""
    own = "".join(folded_words(heading))
    for title in titles:
        whole, *parts = _letters(title)
        if len(own) > 4 and (
            own in (whole, *parts) or (whole.startswith(own) and " " in heading) or (len(whole) > 20 and whole in own)
        ):
            return min(len(own), len(whole))
    return 0


@lru_cache(maxsize=256)
def _letters(title: str) -> tuple[str, ...]:
    """The letters of ``title``, and those of each part of it that is set off."""
    return tuple("".join(folded_words(part)) for part in (title, *SET_APART.split(title)))


def _tells(element: Any) -> bool:
    return element.tag == "p" and len(words_of(element)) >= _PROSE


def _down_to_prose(elements: Sequence[Any]) -> Iterator[Any]:
    """``elements`` down to where the story is told."""
    told = 0
    for element in elements:
        told += _tells(element)
        if told > _TOLD:
            return
        yield element
