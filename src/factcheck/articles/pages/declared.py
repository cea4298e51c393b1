"""What a page declares of itself for machines: JSON-LD, meta elements, its addresses.

Invariant: what is declared of another page (a card, a comment, what is recommended) is not taken for this one's; a
value is the page's own words, and where it stood is known.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from factcheck.language.folding import folded_words

JSON_LD, META = "JSON-LD", "metadata"

_ARTICLES = re.compile(
    r"(?:article|posting|report|newsstory|interview|^(?:claim|critic|employer)?review|recipe|creativework|webpage|itempage|blog)$",
    re.IGNORECASE,
)
_WEAK = re.compile(r"(?:webpage|itempage|creativework|blog|recipe)$", re.IGNORECASE)
_OF_OTHERS = frozenset(
    """itemListElement hasPart mentions relatedLink citation isBasedOn comment review itemReviewed video image
    mainContentOfPage significantLink suggestedAnswer acceptedAnswer potentialAction breadcrumb""".split()
)
_NAMING = 12  # characters of a path that names one page
_BESIDE = 600  # characters around an address in which a script says more of that page
_MOST_NODES = 2_000
_LARGEST = 2_000_000  # characters of one script; more is data and no description
_AUTHOR_KEYS = tuple(
    """author article:author article:author_name og:article:author byl parsely-author sailthru.author
    sailthru.author_name dc.creator dcterms.creator dc:creator citation_author cxenseparse:author rbauthors creator
    shareaholic:article_author_name news_authors articleauthor article.author authors article_author dc.author
    content-creator sailthru.byline_name""".split()
)
_DAY_KEYS = tuple(
    """article:published_time og:published_time og:article:published_time datepublished article:published
    article.published parsely-pub-date sailthru.date cxenseparse:recs:publishtime publishdate publish-date
    publish_date published_date publication_date publicationdate pubdate originalpublicationdate
    rnews:datepublished dc.date.issued dcterms.issued dcterms.created dc.date.created dcterms.date dc.date
    dc:date citation_publication_date citation_date citation_online_date article_date_original pub_date
    cxenseparse:publishtime shareaholic:article_published_time dcsext.articlefirstpublished og:pubdate
    prism.publicationdate published_time published dc.created datecreated date article:created article.created
    displaydate ptime pdate""".split()
)
_DAY_KEY = re.compile(r"publ|pub-?date|date|issued|created|release|posted")  # of any other meta element
_NO_DAY_KEY = re.compile(r"modif|updat|expir|review|last|valid|event|start|end|image|copyright|edit|crawl|index|verif")
_TITLE_KEYS = tuple("og:title twitter:title parsely-title sailthru.title dc.title citation_title headline".split())
_SITE_KEYS = tuple("og:site_name application-name dc.publisher dcterms.publisher publisher".split())
_URL = re.compile(r"\s*(?:https?:)?//|\s*www\.", re.IGNORECASE)
_COMMENTED = re.compile(r"^\s*(?:<!--|/\*.*?\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$", re.DOTALL)
_SCRIPTED = re.compile(
    r"""["']?(?:datePublished|date_published|published_?(?:at|date|time|on)?|(?:first|original)_?publi\w*|publi(?:sh|cation)_?date"""
    r"""|pub_?date)["']?\s*[:=]\s*["']((?:19|20)\d\d-?\d\d-?\d\d[^"']{0,20})["']""",
    re.IGNORECASE,
)
_IN_PIECES = {
    key: re.compile(rf'"{key}"\s*:\s*(?:\[\s*)?(?:\{{[^{{}}]*?"name"\s*:\s*)?"([^"\\]{{1,300}})"')
    for key in ("@type", "headline", "url", "datePublished", "author")
}
_DANGLING = re.compile(r",\s*(?=[}\]])")


class Stated(NamedTuple):
    """A value and where it was declared."""

    words: str
    place: str


@dataclass(slots=True)
class Declared:
    """What a page declares; each list is in order of trust."""

    titles: list[str] = field(default_factory=list)
    authors: list[Stated] = field(default_factory=list)
    days: list[Stated] = field(default_factory=list)
    publishers: list[Stated] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    description: str | None = None
    url: str | None = None


def declared(page: Any) -> Declared:
    """What ``page`` says in its head and its scripts."""
    meta = _meta(page)
    said = Declared(
        titles=_values(meta, _TITLE_KEYS),
        description=next(iter(_values(meta, ("og:description", "description", "twitter:description"))), None),
        url=_own_address(page, meta),
    )
    said.publishers = _stated(meta, _SITE_KEYS[:1])
    if node := _own_node(page, said, " ".join(_headings(page))):
        _add_json_ld(said, node)
    other = tuple(key for key in meta if key not in _DAY_KEYS and _DAY_KEY.search(key) and not _NO_DAY_KEY.search(key))
    said.authors += _stated(meta, _AUTHOR_KEYS) + [Stated(words, META) for words in _on_card(meta, "written by")]
    said.days += _stated(meta, _DAY_KEYS) + _stated(meta, other)
    said.publishers += _stated(meta, _SITE_KEYS[1:])
    said.languages = _values(meta, ("og:locale", "content-language", "language", "inlanguage"))
    said.pictures = _values(meta, ("og:image", "twitter:image"))
    return said


def _add_json_ld(said: Declared, node: Mapping[str, Any]) -> None:
    """Adds to ``said`` what ``node`` says of the page."""
    headline = _text(node.get("headline"))
    day = _text(node.get("datePublished")) or _text(node.get("dateCreated"))
    said.titles += [headline] if headline else []
    said.days += [Stated(day, JSON_LD)] if day else []
    said.authors += [Stated(words, JSON_LD) for words in _named(node.get("author")) or _named(node.get("creator"))]
    said.publishers += [Stated(words, JSON_LD) for words in _named(node.get("publisher"))]


def scripted(page: Any, address: str | None) -> str | None:
    """The one time of publication that the other scripts of ``page`` hold, or hold next to its address, or None."""
    scripts = (one for one in page.iter("script") if one.text and "ld+json" not in (one.get("type") or ""))
    texts = [script.text for script in scripts if len(script.text) < _LARGEST]
    found = {match[1][:10]: match[1] for text in texts for match in _SCRIPTED.finditer(text)}
    if len(found) > 1 and len(path := _path(address)) > _NAMING:
        near = (text[max(0, at.start() - _BESIDE) : at.end() + _BESIDE] for text in texts for at in _places(path, text))
        found = {match[1][:10]: match[1] for text in near for match in _SCRIPTED.finditer(text)}
    return next(iter(found.values())) if len(found) == 1 else None


def _places(path: str, text: str) -> Iterator[re.Match[str]]:
    return re.finditer(re.escape(path).replace("/", r"\\?/"), text, re.IGNORECASE)


# -- meta elements --------------------------------------------------------------------------------


def _meta(page: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in page.iter("meta"):
        words = " ".join((element.get("content") or element.get("value") or "").split())
        for attribute in ("name", "property", "itemprop") if words else ():
            keys = (element.get(attribute) or "").lower().split()
            if keys and (attribute != "itemprop" or _is_of_article(element)):
                for key in keys:
                    found.setdefault(key, []).append(words)
    return found


def _is_of_article(element: Any) -> bool:
    """Whether a property is one of the page's article, not of a picture, a reference or a comment in it."""
    items = [one.get("itemtype") or "" for one in element.iterancestors() if one.get("itemscope") is not None]
    within = [kind for kind in items if not kind.lower().rstrip("/").endswith("page")]
    return len(within) < 2 and all(_ARTICLES.search(kind.rstrip("/")) for kind in within)


def _values(meta: Mapping[str, list[str]], keys: tuple[str, ...]) -> list[str]:
    return [html.unescape(words) for key in keys for words in meta.get(key, ())]


def _stated(meta: Mapping[str, list[str]], keys: tuple[str, ...]) -> list[Stated]:
    return [Stated(words, META) for words in _values(meta, keys) if not _URL.match(words)]


def _on_card(meta: Mapping[str, list[str]], label: str) -> Iterator[str]:
    """What a card for other sites says under ``label``: twitter:label1, twitter:data1."""
    for number in "12":
        labels, values = meta.get(f"twitter:label{number}", [""]), meta.get(f"twitter:data{number}", [])
        if labels[0].lower() == label:
            yield from values[:1]


def _own_address(page: Any, meta: Mapping[str, list[str]]) -> str | None:
    links = [
        link.get("href") or "" for link in page.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    return next(
        (address for address in (*links, *_values(meta, ("og:url", "twitter:url"))) if _URL.match(address)), None
    )


def _headings(page: Any) -> Iterator[str]:
    for element in page.iter("title", "h1"):
        yield " ".join(element.text_content().split())


# -- JSON-LD --------------------------------------------------------------------------------------


def _own_node(page: Any, said: Declared, headings: str) -> dict[str, Any] | None:
    """The node that describes this page, or None: one that says the page's address or its title, else the only one."""
    nodes = [node for script in page.iter("script") for node in _nodes(script)]
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    about = [_resolved(node, known) for node in nodes if _ARTICLES.search(_type(node))]
    about.sort(key=lambda node: bool(_WEAK.search(_type(node))))
    own = [node for node in about if _is_own(node, said.url, [*said.titles, headings])]
    if own:
        return _merged(own)
    unsure = [node for node in about if not _addresses(node) and not _text(node.get("headline"))]
    return _merged(unsure) if len(unsure) == 1 else None


def _nodes(script: Any) -> Iterator[dict[str, Any]]:
    if "ld+json" not in (script.get("type") or "").lower() or not script.text or len(script.text) > _LARGEST:
        return
    waiting, seen = [_json(script.text)], 0
    while waiting and seen < _MOST_NODES:
        value = waiting.pop(0)
        seen += 1
        if isinstance(value, list):
            waiting = [*value, *waiting]
        elif isinstance(value, dict):
            yield value
            waiting += [
                inner for key, inner in value.items() if key not in _OF_OTHERS and isinstance(inner, dict | list)
            ]


def _json(text: str) -> Any:
    """What a script holds. Of one that is no JSON, what can be told of the article that it describes."""
    words = _COMMENTED.sub("", _COMMENTED.sub("", text)).strip().rstrip(";")
    for attempt in (words, _DANGLING.sub("", words)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return {key: match[1] for key, pattern in _IN_PIECES.items() if (match := pattern.search(words))}


def _type(node: Mapping[str, Any]) -> str:
    kind = node.get("@type")
    names = kind if isinstance(kind, list) else [kind]
    return next((name for name in names if isinstance(name, str) and _ARTICLES.search(name)), "")


def _resolved(node: dict[str, Any], known: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """``node`` with the people and bodies in the place of what only refers to them."""

    def of(value: Any) -> Any:
        if isinstance(value, list):
            return [of(one) for one in value]
        if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
            return known.get(value.get("@id", ""), value)
        return value

    return {key: of(value) if key in ("author", "creator", "publisher") else value for key, value in node.items()}


def _merged(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for node in nodes:
        merged.update((key, value) for key, value in node.items() if value and not merged.get(key))
    return merged


def _is_own(node: Mapping[str, Any], address: str | None, titles: list[str]) -> bool:
    path = _path(address)
    if path and any(_path(one) == path for one in _addresses(node)):
        return True
    names = ["".join(folded_words(words))[:40] for key in ("headline", "name") if (words := _text(node.get(key)))]
    known = ["".join(folded_words(title)) for title in titles]
    return any(name in title for name in filter(None, names) for title in known)


def _addresses(node: Mapping[str, Any]) -> list[str]:
    page = node.get("mainEntityOfPage")
    said = [
        node.get("url"),
        node.get("@id"),
        page,
        *((page.get("@id"), page.get("url")) if isinstance(page, dict) else ()),
    ]
    return [one for one in said if isinstance(one, str) and _URL.match(one)]


def _path(address: str | None) -> str:
    try:
        return urlsplit((address or "").strip()).path.rstrip("/").lower()
    except ValueError:
        return ""


def _named(value: Any) -> list[str]:
    """The names in what JSON-LD has for somebody: text, an object, or a list of them."""
    if isinstance(value, list):
        return [name for one in value for name in _named(one)]
    if isinstance(value, dict):
        return _named(value.get("name")) or list(filter(None, [_given_and_family(value)]))
    words = _text(value)
    return [words] if words and not _URL.match(words) else []


def _given_and_family(value: Mapping[str, Any]) -> str:
    return " ".join(words for key in ("givenName", "familyName") if (words := _text(value.get(key))))


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        return next((words for one in value if (words := _text(one))), None)
    return " ".join(html.unescape(value).split()) or None if isinstance(value, str) else None
