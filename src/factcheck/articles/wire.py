"""News as agencies send it: ninjs (JSON), NewsML-G2 and NITF (XML).

Invariant: headline, byline, day and sender are those of the item's own fields; entities are never resolved and nothing
is fetched; of several items the first with a text is read, and that is said.
"""

from __future__ import annotations

import html as markup
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from factcheck.articles import dates, pages
from factcheck.articles.decoding import decode
from factcheck.articles.draft import Draft, Metadata, Piece, drafted
from factcheck.articles.safe_xml import local, root_of
from factcheck.domain import BlockKind
from factcheck.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

_BODIES = ("body_xhtml", "body_html", "body_text")
# Elements of NITF and what they are in HTML; the others keep their name.
_AS_HTML = {"bq": "blockquote", "hl2": "h2", "media": "figure", "media-caption": "figcaption", "nitf-table": "table"}


# -- ninjs ----------------------------------------------------------------------------------


def is_ninjs(value: object) -> bool:
    """Whether a value of JSON is a news item of IPTC's ninjs, by its fields."""
    if not isinstance(value, dict) or "@type" in value or "claimReview" in value:
        return False
    return any(name in value for name in (*_BODIES, "bodies")) or {"headline", "versioncreated"} <= value.keys()


def holds_ninjs(data: bytes) -> bool:
    """The same of the bytes of a file."""
    try:
        return is_ninjs(json.loads(data))
    except (ValueError, RecursionError):
        return False


def ninjs(data: bytes, name: str) -> Draft:
    """The news item in ``data``. Raises InputError if it is no JSON, no ninjs, or has no text."""
    try:
        item = json.loads(data)
    except (ValueError, RecursionError) as problem:
        raise InputError(f"{name}: not valid JSON ({problem}). Export the item anew.") from problem
    if not is_ninjs(item):
        raise InputError(
            f"{name}: JSON, but no news item (ninjs): it has neither body_text nor bodies. ClaimReviews are added with "
            "`factcheck corpus add`."
        )
    kind, body = _ninjs_body(item)
    said = Metadata(
        title=_first(item, "headline", "headlines", "title"),
        byline=_first(item, "byline", "by"),
        publisher=_ninjs_sender(item),
        published=_day(_first(item, "firstcreated", "contentcreated", "versioncreated")),
        url=_first(item, "uri") if str(item.get("uri", "")).startswith("http") else None,
    )
    return _drafted(name, said, kind, body, _limits(_first(item, "embargoed"), _first(item, "usageterms")))


def _ninjs_body(item: Mapping[str, Any]) -> tuple[str, str]:
    """The kind ("html", "text") and the words of the main text."""
    for field in _BODIES:
        if isinstance(item.get(field), str) and item[field].strip():
            return field.removeprefix("body_").removeprefix("x"), item[field]
    bodies = [one for one in _list(item.get("bodies")) if isinstance(one, dict) and isinstance(one.get("value"), str)]
    bodies.sort(key=lambda one: "main" not in str(one.get("role", "main")))
    if not bodies:
        return "text", ""
    return "html" if "html" in str(bodies[0].get("contenttype", "")) else "text", bodies[0]["value"]


def _first(item: Mapping[str, Any], *fields: str) -> str | None:
    """The first of ``fields`` that is there: a string, or the value or name in a list of objects."""
    for field in fields:
        for one in _list(item.get(field)):
            value = one.get("value", one.get("name")) if isinstance(one, dict) else one
            if isinstance(value, str) and value.strip():
                return " ".join(value.split())
    return None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _ninjs_sender(item: Mapping[str, Any]) -> str | None:
    return _first(item, "infosources", "infosource", "provider", "copyrightholder", "source")


# -- NewsML-G2 and NITF ----------------------------------------------------------------------


def newsml(data: bytes, name: str) -> Draft:
    """The news item in ``data``. Raises InputError if it is no XML, declares entities, or has no text."""
    root = _parsed(data, name)
    items = [item for item in _all(root, "newsItem") if _body_of(item)[1].strip()]
    if not items and local(root) == "nitf":
        items = [root]
    if not items:
        package = ", a package that only names others" if list(_all(root, "packageItem")) else ""
        raise InputError(f"{name}: no news item with a text in it{package}. NewsML-G2 and NITF are read.")
    item = items[0]
    said = Metadata(
        title=_words(item, "contentMeta/headline", "headline", "hl1", "title"),
        byline=_words(item, "contentMeta/by", "by", "byline"),
        publisher=_words(item, "itemMeta/provider", "provider", "distributor"),
        published=_day(_words(item, "contentCreated", "firstCreated", "versionCreated") or _issued(item)),
    )
    notices = list(_limits(_words(item, "embargoed"), _words(item, "usageTerms")))
    if len(items) > 1:
        notices.append(f"it holds {len(items)} items with a text; the first, “{said.title}”, was read.")
    return _drafted(name, said, *_body_of(item), tuple(notices))


def _parsed(data: bytes, name: str) -> _Element:
    from lxml import etree

    if b"<!ENTITY" in data:
        raise InputError(f"{name}: declares entities of its own, which are not resolved. Export the item without them.")
    try:
        return root_of(data.lstrip())
    except etree.XMLSyntaxError as problem:
        raise InputError(f"{name}: not valid XML ({problem.msg}). Export the item anew.") from problem


def _all(element: _Element, name: str) -> Iterator[_Element]:
    return (one for one in element.iter() if local(one) == name)


def _words(element: _Element, *paths: str) -> str | None:
    """The words of the first element that one of ``paths`` ("a", or "a/b" for a b within an a) names."""
    for path in paths:
        outer, _, inner = path.rpartition("/")
        for holder in _all(element, outer) if outer else (element,):
            for one in _all(holder, inner):
                if words := " ".join(" ".join(map(str, one.itertext())).split()):
                    return words
    return None


def _issued(item: _Element) -> str | None:
    return next((one.get("norm") for one in (*_all(item, "date.issue"), *_all(item, "story.date"))), None)


def _body_of(item: _Element) -> tuple[str, str]:
    """The kind ("html", "text") and the words of the main text of an item."""
    for name in ("body.content", "body"):
        for body in _all(item, name):
            return "html", "".join(_as_html(body))
    return "text", next((str(one.text) for one in _all(item, "inlineData") if one.text), "")


def _as_html(element: _Element) -> Iterator[str]:
    """What is within ``element`` as HTML."""
    yield markup.escape(element.text or "")
    for child in element:
        name = _AS_HTML.get(local(child), local(child))
        if name:
            yield f"<{name}>"
            yield from _as_html(child)
            yield f"</{name}>"
        yield markup.escape(child.tail or "")


# -- both ------------------------------------------------------------------------------------


def _limits(embargo: str | None, terms: str | None) -> tuple[str, ...]:
    said = [f"embargoed until {embargo}."] if embargo else []
    return (*said, f"usage terms: {terms[:200]}") if terms else tuple(said)


def _day(value: str | None) -> date | None:
    return dates.stamped(value) if value else None


def _drafted(name: str, said: Metadata, kind: str, body: str, notices: tuple[str, ...]) -> Draft:
    settled = decode(body.encode("utf-8", "replace"), name) if body.strip() else None
    if settled is None:
        raise InputError(f"{name}: a news item without a text.")
    notices = (*notices, *settled.notices)
    if kind == "html":
        title = markup.escape(said.title or "")
        page = pages.draft(
            f"<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
            f"{settled.text}</article></body></html>"
        )
        return replace(page, metadata=said, notices=notices)
    paragraphs = re.split(r"\n\s*\n", settled.text) if "\n\n" in settled.text else settled.text.split("\n")
    head = [Piece(said.title or "", BlockKind.TITLE, "headline"), Piece(said.byline or "", BlockKind.BYLINE, "byline")]
    return drafted([*head, *(Piece(" ".join(one.split())) for one in paragraphs)], said, notices=notices)
