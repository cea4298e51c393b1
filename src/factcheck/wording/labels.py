"""Who speaks in a transcript, by the labels of its turns: "DUNN: …", "[00:05] Clara Dunn, mayor: …", "<v Clara Dunn>".

Invariant: a label alone proves nothing. Lines are turns only where a label comes back or another one answers it, and
somebody is spoken to or says "I"; what a player reads as a voice is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from factcheck.domain import Span, Speaker, SpeakerKind
from factcheck.language.calendar import TIME_WORDS
from factcheck.language.names import HONORIFICS, NAME_PARTICLES, TITLES
from factcheck.wording import lexicon
from factcheck.wording.speaking import Spoken
from factcheck.wording.subtitles import TIME

_STAMP = rf"[\[(]?{TIME}(?:[.,]\d+)?[\])]?"
_WORD = r"(?:[^\W\d_][\w.'’-]*)"
_NAME = rf"(?:{_WORD}(?:[ \t]+{_WORD}){{0,5}}(?:[ \t]+\d{{1,2}})?)"
_LABEL = re.compile(
    rf"^[ \t>*_–—-]*(?:{_STAMP}[ \t]*[-–—]?[ \t]*)?[*_]*(?P<name>{_NAME})[ \t]*"
    rf"(?:[(\[](?P<aside>[^()\[\]\n]{{1,60}})[)\]][ \t]*)?(?P<role>,[^:\n]{{1,90}})?[*_]*[ \t]*"
    rf"(?::[*_]*(?=[ \t\r\n]+\S)|(?:[ \t]+|[ \t]*[(\[]){TIME}[)\]]?[ \t]*\r?\n)",
    re.MULTILINE,
)
_LETTER = re.compile(r"^[ \t>*_]*(?P<name>[QA])\.[*_]*(?=[ \t]+\S)", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[\w.]+)?[ \t]+(?P<name>[^<>\n]{1,80})>")
_SPOKEN_TO = re.compile(r"\b(?:I|we|you|my|our|your|me|us)\b|\?", re.IGNORECASE)
_TRANSCRIPT = re.compile(r"\btranscript\b", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_HEAD = 400  # characters in which a text says that it is a transcript
_NOBODY = frozenset("all audience everyone others several".split())


@dataclass(frozen=True, slots=True)
class Label:
    """The label ``name`` of a turn at ``span``, what stands beside it to name it included; the words follow it."""

    span: Span
    name: str
    role: str | None = None
    voice: bool = False  # told by a tag of subtitles


def labels(text: str) -> list[Label]:
    """The labels of the turns of ``text``, in order; none if it is no transcript."""
    tagged = [Label(Span(*found.span()), _one_line(found["name"]), voice=True) for found in _VOICE.finditer(text)]
    written = sorted((one for one in _written(text) if _names_somebody(one.name)), key=lambda label: label.span)
    if not _is_transcript(text, written):
        written = []
    return sorted((*tagged, *written), key=lambda label: label.span)


def _written(text: str) -> Iterator[Label]:
    for found in _LETTER.finditer(text):
        yield Label(Span(*found.span()), found["name"])
    for found in _LABEL.finditer(text):
        aside = found["aside"] if found["aside"] and not found["aside"][0].isdigit() else ""
        role = _one_line(found["role"] or aside).strip(", ") or None
        yield Label(Span(*found.span()), _one_line(found["name"]), role)


def _one_line(words: str) -> str:
    return " ".join(words.replace("\u00ad", "").split())


def _names_somebody(name: str) -> bool:
    """Whether words before a colon may name a speaker: capitals, and not "Correction" or "Published"."""
    words = name.split()
    low = [word.lower().strip(".") for word in words]
    if not (lexicon.NO_SPEAKERS | TIME_WORDS).isdisjoint(low) or not words[0][0].isupper():
        return False
    return all(
        word[0].isupper() or word[0].isdigit() or plain in NAME_PARTICLES or plain in lexicon.LABEL_LINKS
        for word, plain in zip(words, low, strict=True)
    )


def _is_transcript(text: str, found: Sequence[Label]) -> bool:
    if not found or not any(_SPOKEN_TO.search(_turn(text, found, number).of(text)) for number in range(len(found))):
        return False
    if _TRANSCRIPT.search(text, 0, _HEAD):
        return True
    comes_back = len({label.name for label in found}) < len(found)
    return len(found) > 1 and (comes_back or any(map(_is_personal, found)))


def _is_personal(label: Label) -> bool:
    """Whether a label reads as a person's or a role's, and not as any word before a colon."""
    low = label.name.lower().replace(".", "").split()
    return bool(label.role) or label.name.isupper() or len(low) > 1 or low[0] in lexicon.ASKERS | TITLES | HONORIFICS


def _turn(text: str, found: Sequence[Label], number: int) -> Span:
    """The words of a turn: up to the next label or, behind the last one, to where nobody is spoken to any more."""
    start = found[number].span.end
    if number + 1 < len(found):
        return Span(start, max(start, found[number + 1].span.start))
    end = start
    for paragraph in _paragraphs(text, start):
        if end > start and not _SPOKEN_TO.search(paragraph.of(text)):
            break
        end = paragraph.end
    return Span(start, end)


def _paragraphs(text: str, start: int) -> Iterator[Span]:
    at = start
    for gap in _BLANK_LINE.finditer(text, start):
        yield Span(at, gap.start())
        at = gap.end()
    yield Span(at, len(text))


def turns(text: str) -> list[Spoken]:
    """Who says what in ``text``, as far as labels tell; a speaker without a name is anonymous."""
    found = labels(text)
    return [(_turn(text, found, number), _speaker(label)) for number, label in enumerate(found)]


def _speaker(label: Label) -> Speaker:
    kind = SpeakerKind.ANONYMOUS if _unnamed(label.name) else SpeakerKind.PERSON
    return Speaker(label.name, label.name, label.role, kind)


def _unnamed(name: str) -> bool:
    """Whether a label says only what somebody is: "HOST", "Speaker 1", "Question from the floor", "The President"."""
    low = [word.lower().strip(".") for word in name.split()]
    roles = TITLES | HONORIFICS | lexicon.ASKERS | lexicon.LABEL_LINKS | _NOBODY
    return low[-1].isdigit() or all(word in roles for word in low)


def said_again(text: str) -> list[Span]:
    """The labels that name whoever was speaking already: no words of the speaker, and no others' either."""
    found = labels(text)
    return [label.span for before, label in pairwise(found) if label.name.casefold() == before.name.casefold()]
