"""ClaimReview feeds: JSON of several shapes to ClaimReviews.

Invariant: a rating stays in its publisher's own words. One item that cannot be used is named
and the rest go on; nothing in a feed is ever anything but text.

Shapes: schema.org's ClaimReview alone, in a list, a ``@graph``, a DataFeed or an ItemList, and
the ``claims`` that Google's Fact Check Tools API answers with; as one JSON text or one a line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from factcheck.domain import ClaimReview, Verdict, fingerprint
from factcheck.errors import InputError
from factcheck.files import FileKind, ItemError, Numbered, explained, kind_of, read_values
from factcheck.language.tokens import words

MOST_CHARACTERS = 5_000  # in a claim or a title; a longer one is no claim
_DEEPEST = 8  # lists and wrappers around an item
_WRAPPERS = ("@graph", "itemListElement", "dataFeedElement", "item", "mainEntity", "claims")
_CONTROL = re.compile(r"[\0\ud800-\udfff]")
# Ratings that can mean nothing else, in lower case without marks. Any other ("mostly true", "missing
# context", "four Pinocchios") is shown as it is and proposes nothing.
_PLAIN = {
    **dict.fromkeys("true correct accurate verified".split(), Verdict.SUPPORTED),
    **dict.fromkeys(
        (*"false untrue incorrect inaccurate wrong fake fabricated hoax debunked".split(), "not true", "pants on fire"),
        Verdict.CONTRADICTED,
    ),
}


def plain_verdict(rating: str) -> Verdict | None:
    """What a publisher's rating plainly means in our words, or None."""
    return _PLAIN.get(" ".join(words(rating)))


# -- files --------------------------------------------------------------------------------


def is_feed(path: Path) -> bool:
    """Whether a file is read as ClaimReviews: JSON always is, JSONL if its first line holds one.

    Raises InputError if it cannot be read.
    """
    if kind_of(path) is not FileKind.JSON_LINES:
        return kind_of(path) is FileKind.JSON
    first = next(read_values(path), None)
    fields = first.value if isinstance(first, Numbered) else None
    return isinstance(fields, dict) and (_is_review(fields) or "claimReview" in fields)


def read_feed(path: Path, max_bytes: int) -> Iterator[ClaimReview | ItemError]:
    """The ClaimReviews of a file, with a ItemError in the place of each that cannot be used.

    Raises InputError if the file cannot be read, is too large or is not JSON.
    """
    seen: dict[str, int] = {}
    read = _of_lines if kind_of(path) is FileKind.JSON_LINES else _of_json
    for item in read(path, max_bytes):
        yield item if isinstance(item, ItemError) else _numbered(item, seen)


def _numbered(review: ClaimReview, seen: dict[str, int]) -> ClaimReview:
    """An address that reviews several claims has an entry for each, in the order of the feed."""
    seen[review.id] = seen.get(review.id, 0) + 1
    return review if seen[review.id] == 1 else replace(review, id=f"{review.id}#claim-{seen[review.id]}")


def _bytes(path: Path, max_bytes: int) -> bytes:
    with explained(path), path.open("rb") as file:
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise InputError(f"{path}: larger than {max_bytes:,} bytes. Split it or raise max_bytes.")
    return data


def _of_json(path: Path, max_bytes: int) -> Iterator[ClaimReview | ItemError]:
    try:
        value = json.loads(_bytes(path, max_bytes).decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise InputError(f"{path}: not UTF-8 at byte {problem.start}. Save it as UTF-8.") from problem
    except RecursionError:
        raise InputError(f"{path}: nested too deep to be read.") from None
    except ValueError as problem:
        raise InputError(f"{path}: not valid JSON: {problem}.") from problem
    yield from _items(value, str(path))


def _of_lines(path: Path, max_bytes: int) -> Iterator[ClaimReview | ItemError]:
    for line in read_values(path, max_bytes):
        if isinstance(line, ItemError):
            yield line
        else:
            yield from _items(line.value, line.place)


# -- shapes -------------------------------------------------------------------------------


def _items(value: object, place: str, depth: int = 0) -> Iterator[ClaimReview | ItemError]:
    """Every ClaimReview inside ``value``, whatever stands around it."""
    if depth > _DEEPEST:
        yield ItemError(place, "nested too deep")
    elif isinstance(value, list):
        for number, item in enumerate(value, start=1):
            yield from _items(item, f"{place}, item {number}", depth + 1)
    elif isinstance(value, dict) and _is_review(value):
        yield _checked(_schema_org, value, place)
    elif isinstance(value, dict) and isinstance(value.get("claimReview"), list):
        for review in value["claimReview"]:
            yield _checked(lambda review, claim=value: _google(claim, review), review, place)
    elif isinstance(value, dict) and (inside := _inside(value)) is not None:
        yield from _items(inside, place, depth + 1)
    else:
        yield ItemError(place, 'no ClaimReview: an object with "claimReviewed" is wanted')


def _inside(value: Mapping[str, object]) -> object:
    """What a wrapper holds, or None if ``value`` is none."""
    return next((value[name] for name in _WRAPPERS if isinstance(value.get(name), list | dict)), None)


def _is_review(value: Mapping[str, object]) -> bool:
    kind = value.get("@type")
    return "claimReviewed" in value or "ClaimReview" in (kind if isinstance(kind, list) else [kind])


def _checked(read, value: object, place: str) -> ClaimReview | ItemError:  # type: ignore[no-untyped-def]
    try:
        if not isinstance(value, dict):
            raise ValueError("not a JSON object")
        return _sound(read(value))
    except ValueError as problem:
        return ItemError(place, str(problem))


def _schema_org(item: Mapping[str, object]) -> ClaimReview:
    reviewed = _object(item.get("itemReviewed"))
    rating = _object(item.get("reviewRating"))
    return _review(
        claim=_text(item.get("claimReviewed")) or _text(reviewed.get("name")) or _text(reviewed.get("text")),
        rating=_text(rating.get("alternateName")) or _text(rating.get("name")) or _on_a_scale(rating),
        publisher=_name(item.get("author")) or _name(item.get("publisher")),
        url=_text(item.get("url")) or _text(item.get("@id")),
        title=_text(item.get("headline")) or _text(item.get("name")),
        claimant=_name(reviewed.get("author")),
        published=_text(item.get("datePublished")) or _text(item.get("dateModified")),
    )


def _google(claim: Mapping[str, object], review: Mapping[str, object]) -> ClaimReview:
    publisher = _object(review.get("publisher"))
    return _review(
        claim=_text(claim.get("text")),
        rating=_text(review.get("textualRating")),
        publisher=_text(publisher.get("name")) or _text(publisher.get("site")),
        url=_text(review.get("url")),
        title=_text(review.get("title")),
        claimant=_name(claim.get("claimant")),
        published=_text(review.get("reviewDate")),
    )


def _on_a_scale(rating: Mapping[str, object]) -> str:
    """A rating that is a number only, with its scale: without it "1" could be the best or the worst."""
    value, worst, best = (rating.get(name) for name in ("ratingValue", "worstRating", "bestRating"))
    if not isinstance(value, int | float | str) or value == "":
        return ""
    ends = f" on a scale from {worst} (worst) to {best} (best)" if worst is not None and best is not None else ""
    return f"{value}{ends}"


# -- fields -------------------------------------------------------------------------------


def _review(
    *, claim: str, rating: str, publisher: str, url: str, title: str, claimant: str, published: str
) -> ClaimReview:
    return ClaimReview(
        id=url or f"claimreview:{fingerprint(claim + publisher)[:16]}",
        claim=claim,
        rating=rating,
        publisher=publisher,
        url=url or None,
        title=title or None,
        claimant=claimant or None,
        published=_day(published),
        verdict=plain_verdict(rating),
    )


def _sound(review: ClaimReview) -> ClaimReview:
    for name in ("claim", "rating", "publisher"):
        if not getattr(review, name):
            raise ValueError(f"no {name} in it")
    for name in ("id", "claim", "rating", "publisher", "title", "claimant"):
        words = getattr(review, name) or ""
        if _CONTROL.search(words):
            raise ValueError(f"the {name} holds a NUL character or half a surrogate pair")
        if len(words) > MOST_CHARACTERS:
            raise ValueError(f"the {name} has {len(words):,} characters, more than {MOST_CHARACTERS:,}")
    return review


def _object(value: object) -> Mapping[str, object]:
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, dict) else {}


def _name(value: object) -> str:
    return _text(value) or _text(_object(value).get("name"))


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _day(value: str) -> date | None:
    """The day, or None: an unreadable date is no reason to lose the item, and none is guessed."""
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        return None
