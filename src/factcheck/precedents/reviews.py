"""One object of a feed to ClaimReviews: whose it is, what was claimed, what was found.

Invariant: every word is the publisher's; a claim is only what is called one. What the occasion was (a speech, a
post) is not what was said there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from factcheck.domain import ClaimReview, fingerprint
from factcheck.precedents.days import day
from factcheck.precedents.linked import Fields, kinds, listed, objects
from factcheck.precedents.plain_words import plain_words
from factcheck.precedents.ratings import plain_verdict, rating

MOST_CHARACTERS = 5_000  # in a claim or a title; a longer one is no claim
_LONGEST_FINDING = 300  # characters in a review's body that is its finding, and no article
_ADDRESS = re.compile(
    r"(?:https?:)?//(?:[^/?#@\s]*@)?(?P<host>[^/?#:\s]+\.[^/?#:\s]+)(?=[/?#:]|$)|(?P<bare>www\.[^/?#:\s]+)", re.I
)
_UNUSABLE = (
    (re.compile("\0"), "a NUL character or half a surrogate pair"),
    (re.compile("[\udc80-\udcff]"), "bytes that are not UTF-8; save the file as UTF-8"),
    (re.compile("[\ud800-\udfff]"), "a NUL character or half a surrogate pair"),
)


def schema_org(item: Fields, around: Fields) -> list[ClaimReview]:
    """The reviews in a plain ClaimReview of schema.org, one for each claim; ``around`` is the claim that holds it.

    Raises ValueError if something is missing in it, or cannot be used.
    """
    reviewed = [one for one in objects(item.get("itemReviewed")) if "Claim" in kinds(one)]
    return _reviews(
        claims=next(filter(None, map(_claims, (item.get("claimReviewed"), reviewed, around))), []),
        rating=rating(item.get("reviewRating")) or _finding(item),
        publisher=_publisher(item),
        url=_address(item),
        title=_text(item.get("headline")) or _text(item.get("name")),
        claimant=_names(one.get("author") for one in (*objects(item.get("itemReviewed")), around)),
        published=(*listed(item.get("datePublished")), *listed(item.get("dateModified"))),
    )


def tools_answer(claim: Fields, review: Fields) -> list[ClaimReview]:
    """The review of a claim in an answer of Google's Fact Check Tools API. Raises ValueError as ``schema_org``."""
    publisher = next(iter(objects(review.get("publisher"))), {})
    return _reviews(
        claims=_claims(claim.get("text")),
        rating=rating([{"textualRating": review.get("textualRating")}]),
        publisher=_text(publisher.get("name")) or _text(publisher.get("site")) or host(_text(review.get("url"))),
        url=_text(review.get("url")),
        title=_text(review.get("title")),
        claimant=_names([claim.get("claimant")]),
        published=(review.get("reviewDate"),),
    )


def tools_page(page: Fields, markup: Fields) -> list[ClaimReview]:
    """A review of a page that was marked up with the same tools. Raises ValueError as ``schema_org``."""
    url = _text(markup.get("url")) or _text(page.get("pageUrl"))
    return _reviews(
        claims=_claims(markup.get("claimReviewed")),
        rating=rating(markup.get("rating")),
        publisher=_names([page.get("claimReviewAuthor")]) or host(url),
        url=url,
        title="",
        claimant=_names([markup.get("claimAuthor")]),
        published=(page.get("publishDate"),),
    )


# -- fields -------------------------------------------------------------------------------


def _reviews(
    *,
    claims: list[str],
    rating: str,
    publisher: str,
    url: str,
    title: str,
    claimant: str,
    published: tuple[object, ...],
) -> list[ClaimReview]:
    for name, words in (("claim", claims), ("rating", rating), ("publisher", publisher)):
        if not words:
            raise ValueError(f"no {name} in it")
    made = [
        ClaimReview(
            id=url or f"claimreview:{fingerprint(claim + publisher)[:16]}",
            claim=claim,
            rating=rating,
            publisher=publisher,
            url=url or None,
            title=title or None,
            claimant=claimant or None,
            published=next(filter(None, map(day, published)), None),
            verdict=plain_verdict(rating),
        )
        for claim in dict.fromkeys(claims)
    ]
    return [_sound(review) for review in made]


def _sound(review: ClaimReview) -> ClaimReview:
    for name in ("id", "claim", "rating", "publisher", "title", "claimant"):
        words = getattr(review, name) or ""
        if what := next((what for pattern, what in _UNUSABLE if pattern.search(words)), None):
            raise ValueError(f"the {name} holds {what}")
        if len(words) > MOST_CHARACTERS:
            raise ValueError(f"the {name} has {len(words):,} characters, more than {MOST_CHARACTERS:,}")
    return review


def _claims(value: object) -> list[str]:
    """What was claimed, in words or in objects that are claims, each once."""
    return [words for words in map(_claim, listed(value)) if words]


def _claim(value: object) -> str:
    if not isinstance(value, dict):
        return _text(value)
    is_claim = not kinds(value) or "Claim" in kinds(value)
    return _text(value.get("text")) or _text(value.get("name")) if is_claim else ""


def _finding(item: Fields) -> str:
    """What a review without a rating says, if that is short enough to be one."""
    said = _text(item.get("reviewBody"))
    return said if len(said) <= _LONGEST_FINDING else ""


def _publisher(item: Fields) -> str:
    """Who publishes the review: by name, or else by the host of an address. A person writes for the publisher."""
    authors, publishers = listed(item.get("author")), listed(item.get("publisher"))
    persons = [one for one in objects(authors) if "Person" in kinds(one)]
    whose = [*(one for one in authors if one not in persons), *publishers, *persons]
    named = _names([whose, item.get("sdPublisher")])
    return named or next((found for one in whose if (found := _host_of(one))), "")


def _host_of(value: object) -> str:
    if not isinstance(value, dict):
        return host(_text(value))
    return next((found for name in ("url", "@id", "name") if (found := host(_text(value.get(name))))), "")


def host(address: str) -> str:
    """The host of an address as people name a site, "" if it is none."""
    found = _ADDRESS.match(address)
    return (found["host"] or found["bare"]).lower().removeprefix("www.") if found else ""


def _address(item: Fields) -> str:
    """Where the review stands: its address, its page's, or its id."""
    page = listed(item.get("mainEntityOfPage"))
    places = [
        *listed(item.get("url")),
        *page,
        *(one.get("@id") or one.get("url") for one in objects(page)),
        item.get("@id"),
    ]
    return next((place.strip() for place in places if isinstance(place, str) and place.strip()), "")


def _names(values: Iterable[object]) -> str:
    """The first name in fields that hold it, or hold an object of that name. An address is none."""
    return next(_each_name(values), "")


def _each_name(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        for one in listed(value):
            name = _text(one.get("name")) if isinstance(one, dict) else _text(one)
            if name and not host(name):
                yield name


def _text(value: object) -> str:
    """The first words in a field, without markup."""
    return next((words for one in listed(value) if isinstance(one, str) and (words := plain_words(one))), "")
