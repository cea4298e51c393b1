"""The hard classes of quotations, as far as the gold annotation tells them.

Invariant: a class is told from the gold alone, never from what was found; a quotation may be in
several classes or in none.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from factcheck.evaluate.quotes.gold import GoldQuotation
from factcheck.language import names, nouns

_PRONOUNS = frozenset("he she they i we you it who his her their him them".split())
_WORD = re.compile(r"[\w'’-]+")
_TELLING = re.compile(r"\b(?:tell|tells|told|telling)\b", re.IGNORECASE)
_REFUSING = re.compile(r"\b(?:not|never|denie[sd]|deny(?:ing)?|declin\w+|refus\w+)\b|n['’]t\b", re.IGNORECASE)
_HEAD_ENDS = frozenset("of from for in on at by to with who that which whose close near familiar involved".split())
_INDEFINITE = frozenset("a an another one some someone somebody anonymous unnamed".split())
_FRAGMENT, _LONG_SOURCE = 3, 7  # words


def classes_of(quotation: GoldQuotation, text: str) -> frozenset[str]:
    """The names of the classes (keys of ``CLASSES``) that a gold quotation of ``text`` falls into."""
    return frozenset(name for name, belongs in CLASSES.items() if belongs(quotation, text))


def is_pronoun(source: str) -> bool:
    """Whether ``source`` is one pronoun: "he", "who"."""
    return source.strip(" ,.:;\"'“”‘’").lower() in _PRONOUNS


def _source(quotation: GoldQuotation, text: str) -> list[str]:
    return [word for span in quotation.source for word in _WORD.findall(span.of(text))]


def _content(quotation: GoldQuotation, text: str) -> list[str]:
    return [word for span in quotation.content for word in _WORD.findall(span.of(text))]


def _cue(quotation: GoldQuotation, text: str) -> str:
    return " ".join(span.of(text) for span in quotation.cue)


def _pronoun(quotation: GoldQuotation, text: str) -> bool:
    return is_pronoun(" ".join(_source(quotation, text)))


def _surname(quotation: GoldQuotation, text: str) -> bool:
    """One capitalised word, before it at most an honorific, that follows another capitalised word elsewhere."""
    source = [word for word in _source(quotation, text) if word.lower() not in names.HONORIFICS]
    if len(source) != 1 or not source[0][0].isupper() or source[0].lower() in _PRONOUNS:
        return False
    name = re.sub(r"['’]s?$", "", source[0])
    return re.search(rf"\b(?!Mr|Mrs|Ms|Dr)[A-Z][\w'’-]*\.? {re.escape(name)}\b", text) is not None


def _long_source(quotation: GoldQuotation, text: str) -> bool:
    return len(_source(quotation, text)) >= _LONG_SOURCE and any("," in span.of(text) for span in quotation.source)


def _no_source(quotation: GoldQuotation, _text: str) -> bool:
    return not quotation.source


def _inverted(quotation: GoldQuotation, _text: str) -> bool:
    cue, source = quotation.cue, quotation.source
    return bool(cue and source) and quotation.content[0].end <= cue[0].start < source[0].start


def _split(quotation: GoldQuotation, _text: str) -> bool:
    parts = quotation.cue + quotation.source
    return any(quotation.content[0].end <= part.start and part.end <= quotation.content[-1].start for part in parts)


def _fragment(quotation: GoldQuotation, text: str) -> bool:
    return len(_content(quotation, text)) <= _FRAGMENT


def _paragraphs(quotation: GoldQuotation, text: str) -> bool:
    return "\n" in text[quotation.content[0].start : quotation.content[-1].end].strip()


def _colon(quotation: GoldQuotation, text: str) -> bool:
    """A source, then a colon or a dash, then the content, and no verb: a headline or a transcript."""
    if not quotation.source:
        return False
    between = text[quotation.source[-1].end : quotation.content[0].start]
    return not re.search(r"\w", _cue(quotation, text)) and between.strip(" \"'“‘") in (":", "–", "—", "-")


def _document(quotation: GoldQuotation, text: str) -> bool:
    return not nouns.DOCUMENT_NOUNS.isdisjoint(_phrase(quotation, text)[-1:])


def _unnamed(quotation: GoldQuotation, text: str) -> bool:
    """A group of people ("officials", "Ruiz's supporters"), or one person told of for the first time ("a lawyer")."""
    phrase = _phrase(quotation, text)
    if not phrase or phrase[-1] not in nouns.PEOPLE_NOUNS | nouns.ANONYMOUS_HEADS:
        return False
    return phrase[-1].endswith("s") or phrase[-1] in ("people", "men", "women") or phrase[0] in _INDEFINITE


def _phrase(quotation: GoldQuotation, text: str) -> list[str]:
    """The words of the source before its first preposition, comma or relative, in lower case; its head is the last."""
    phrase: list[str] = []
    for word in re.findall(r"[\w'’-]+|,", " ".join(span.of(text) for span in quotation.source).lower()):
        if phrase and (word == "," or word in _HEAD_ENDS):
            break
        phrase.append(word)
    return phrase


def _telling(quotation: GoldQuotation, text: str) -> bool:
    return _TELLING.search(_cue(quotation, text)) is not None


def _refusing(quotation: GoldQuotation, text: str) -> bool:
    return _REFUSING.search(_cue(quotation, text)) is not None


CLASSES: dict[str, Callable[[GoldQuotation, str], bool]] = {
    "all": lambda _quotation, _text: True,
    "pronoun for a source": _pronoun,
    "surname for a source": _surname,
    "group or nameless source": _unnamed,
    "document or poll as source": _document,
    "long source with a comma": _long_source,
    "no source marked": _no_source,
    "verb before its source": _inverted,
    "content split by the cue": _split,
    "one to three words": _fragment,
    "several paragraphs": _paragraphs,
    "colon or dash, no verb": _colon,
    "told somebody": _telling,
    "denied or declined": _refusing,
}
