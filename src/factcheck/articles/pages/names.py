"""Who wrote a page, out of what it prints or declares of that: names without what stands around them.

Invariant: each name is words of the page; no address, handle, day, role, place or outlet is a part of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from factcheck.language.folding import folded_words
from factcheck.language.names import GIVEN_NAMES, NAME_PARTICLES, NAME_SUFFIXES
from factcheck.language.nouns import BODY_NOUNS

_LABEL = re.compile(
    r"\W*(?:(?:(?:view|see|read|all|more|other|latest|article|articles|posts?|stor(?:y|ies)|words|text|reporting|reported"
    r"|report|analysis|written|posted|published|submitted|added|contributed|created|authored|opinion|review|comment"
    r"|commentary|a|an|guest|exclusive|interview|column|news|from)\s+){0,5}by\b|(?:more|posts|articles)\s+from\b"
    r"|(?:authors?|writers?|reporters?|words|texte?|story|autor(?:en|in)?)(?:\s*(?:&|and|und|et|/)\s*(?:photo|foto|bild|pictur|imag)\w*)?\s*:"
    r"|(?:authors?|writers?|reporters?|words|text|autor(?:en|in)?|von|par|por|di|door|av|af)\b(?=\s+[A-ZÀ-Þ]))\s*:?\s*",
    re.IGNORECASE,
)
_LATE_LABEL = re.compile(r"(?:[\w'’|:-]+\s+){1,4}[Bb][Yy]:?\s+(?=[A-Z])")  # "Harbour notes By Ana Lim"
# Where a byline leaves its names.
_BEHIND = re.compile(
    r"\s*(?:[|•·@<>()\[\]{}…]|\s[–—-]+(?:\s|$)|[–—]|\b\d|(?<=[a-z])\d+\s|https?:|www\.|\.\.\."
    r"|\b[Ff]or (?:[Tt]he\b|[A-Z])|\b(?:says|said|follow|contact)\b|\b(?i:special to|as told to|updated|published"
    r"|posted|last (?:updated|modified)|photo(?:s|graph(?:s|er|y|ed))?|pictures?|illustrat\w+|edited|editing"
    r"|translated|reviewed|fact[- ]check\w*|minutes?|(?:view|see|read|more) (?:all|more|full)|share this|gmt)\b)"
)
_PARTS = re.compile(r"(?P<mark>\s*[;/&+]\s*|\s*,?\s+(?:and|und|et|with)\s+|\s*,\s*)", re.IGNORECASE)
_SENTENCE = re.compile(r"[a-z]{3,}\.\s")
_ROLES = frozenset(
    """editor editors reporter reporters writer writers correspondent correspondents columnist contributor
    contributors contributing journalist producer staff freelancer freelance blogger critic anchor intern author
    editorial bureau chief desk newsroom senior guest deputy associate assistant managing executive co-founder
    founder director analyst reviewer professor lecturer manager head officer agencies correspondant redaktion
    redakteur admin administrator webmaster moderator team fellow researcher strategist host presenter
    consultant specialist expert ceo president""".split()
)
_STAFF = frozenset(
    ("staff", "agencies", "editorial team", "staff reporter", "news desk")
)  # who is named where nobody is
_NOBODY = frozenset(
    "admin administrator editor root user unknown none null webmaster author anonymous guest test".split()
)
_WHEN = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun""".split()
)
_LINKS = frozenset("on in at am pm the of for".split())
_BODIES = BODY_NOUNS | frozenset(
    """news press agency media team times post daily journal herald tribune gazette magazine network online tv
    radio project foundation wire service services guardian telegraph reuters afp ap bloomberg associated dpa
    com inc ltd gmbh www today chronicle courier observer blog website site group company association society
    university institute""".split()
)
_DEGREES = NAME_SUFFIXES | frozenset("ma ba bsc msc mba mph jd rn dds dvm facp frcp rd ms".split())
_MOST_WORDS = 5


class Authors(NamedTuple):
    """Names in their order: of people, and of bodies where there are no people."""

    names: tuple[str, ...] = ()
    are_people: bool = False


def authors(values: Iterable[str], outlets: Collection[str] = ()) -> Authors:
    """Who is named in ``values``, each maybe several; ``outlets`` are names that stand for the page's own outlet."""
    known = {_folded(outlet) for outlet in outlets}
    found = [name for value in values for name in _named(value)]
    people = _once(name for name in found if not _is_body(name, known))
    if people:
        return Authors(people, True)
    return Authors(_once(found))


def joined(names: tuple[str, ...]) -> str:
    """ "Ana Lim, Jo Vane and Bo Roe"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def without_label(words: str) -> str:
    """``words`` without "By", "Written by", "Author:" before them."""
    flat = " ".join(words.split())
    match = _LABEL.match(flat) or _LATE_LABEL.match(flat)
    return flat[match.end() :] if match else flat


def _named(value: str) -> Iterator[str]:
    words = without_label(value)
    end = _BEHIND.search(words)
    if end and end.start() == 0:
        return
    flat = words[: end.start()] if end else words
    if _SENTENCE.search(flat) or len(flat) > 200:
        return
    parts = _PARTS.split(flat)
    if swapped := _surname_first(parts):
        yield swapped
        return
    is_list = any(mark.strip(" ,") for mark in parts[1::2])
    for at, part in enumerate(parts[::2]):
        name = _trimmed(part, end is not None and words[end.end() - 1].isdigit() and 2 * at + 1 == len(parts))
        is_behind_comma = at > 0 and not is_list and parts[2 * at - 1].strip() == ","
        if (
            name
            and not _is_nobody(name)
            and (len(parts) == 1 or _is_name(name))
            and (not is_behind_comma or _opens_as_given(name))
        ):
            yield name  # one that stands alone is a name however it is written: "zerohedge"


def _surname_first(parts: list[str]) -> str:
    """ "Petra Oswin" of "Oswin, Petra", "Jan de Lorn" of "Lorn, Jan de"."""
    if len(parts) != 3 or parts[1].strip() != ",":
        return ""
    last, given = parts[0].split(), parts[2].split()
    is_given = given[:1] and (_plain(given[0]) in GIVEN_NAMES or (len(given) == 2 and given[1] in NAME_PARTICLES))
    return f"{parts[2].strip()} {parts[0].strip()}" if len(last) == 1 and is_given and len(given) < 3 else ""


def _trimmed(part: str, before_figure: bool) -> str:
    """``part`` without degrees, a role behind a person's name, a month before a figure, dots and commas around it."""
    words = part.strip(" ,.:;*'\"“”-–").split()
    behind = _DEGREES | _LINKS | (_WHEN if before_figure else frozenset())
    while len(words) > 1 and _plain(words[-1]) in behind:
        words.pop()
    at = next((k for k, word in enumerate(words) if _plain(word) in _ROLES), 0)
    if at > 1 and not _BODIES.intersection(map(_plain, words[:2])):
        words = words[:2]
    return " ".join(words).strip(" ,")


def _is_nobody(name: str) -> bool:
    words = [_plain(word) for word in name.split()]
    return (
        len(words) > _MOST_WORDS or _plain(name) in _NOBODY or (_ROLES.issuperset(words) and _plain(name) not in _STAFF)
    )


def _is_name(name: str) -> bool:
    return not any(char.isdigit() for char in name) and all(
        word[:1].isupper() or _plain(word) in NAME_PARTICLES or not word[:1].isalpha() for word in name.split()
    )


def _opens_as_given(name: str) -> bool:
    """Whether what stands behind a comma is one more person, and no place, office or outlet."""
    first, *others = name.split()
    return bool(others) and (_plain(first) in GIVEN_NAMES or len(first.rstrip(".")) == 1)


def _is_body(name: str, outlets: Collection[str]) -> bool:
    words = [_plain(word) for word in name.split()]
    is_address = "." in words[-1] and len(words[-1]) > 3 and not name.endswith(".")
    is_named_so = not (_BODIES | _ROLES).isdisjoint(words) or (len(words) > 1 and words[0] == "the")
    return is_named_so or is_address or _folded(name) in outlets


def _once(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(_folded(name), name)
    return tuple(found.values())


def _plain(word: str) -> str:
    return word.strip(".,'’").lower()


def _folded(name: str) -> str:
    return "".join(folded_words(name))
