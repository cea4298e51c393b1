"""Whoever is plainly named beside marks in a text that is not English, or in between what is marked.

Invariant: a name is only taken with a verb of saying, a colon or a word for *according to* between it
and the marks. The language of the text is never asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.domain import Block, BlockKind, Span
from factcheck.language.foreign_words import ACCORDING, AUXILIARIES, PARTICIPLES, VERBS
from factcheck.language.identification import foreign_letters
from factcheck.quotes.foreign.names import Bearer, bearer_before, bearer_from

NAMED = "name beside marks"
ALONE = "marks alone"
LONG_ENOUGH = 4  # words; fewer are a name or a title
_DENSE = 10  # letters that say as much in scripts without spaces
_REACH = 160  # characters from a mark in which its speaker is looked for
_CUE = re.compile(r"(?P<verb>[^\W\d_]+)(?!-)(?:\s+(?P<participle>[^\W\d_]+))?")
_INVERTED = re.compile(  # "a-t-il dit", "explique-t-elle": verb and pronoun in one
    r"(?:a|avait)-t-(?P<helped>il|elle)\s+(?P<participle>[^\W\d_]+)|(?P<verb>[^\W\d_]+)-(?:t-)?(?P<plain>il|elle)(?!\w)"
)
_JOINT = re.compile(r"\s*[,;–—-]{0,2}\s*")  # between the marks and what tells whose they are
_COMMA = re.compile(r"\s*,\s*")
_INSERTED = re.compile(r"\s*[,—–]\s*")
_INSERTION_ENDS = re.compile(r"\s*(?P<dash>[—–])?[,.;:]?\s*(?P<again>[—–])?\s*")
_OPENS_SPEECH = re.compile(r"[—–―-]\s*(?=\S)")
_WORD = re.compile(r"(?<!\w)[^\W\d_]+")
_SENTENCE = re.compile(r"(?:(?<=\w{4})\.|[!?…])\s+")  # short words before a stop may be abbreviations


@dataclass(frozen=True, slots=True)
class Naming:
    """Who is named beside a quotation, by which words, and where that ends. ``who`` is the source."""

    cue: Span | None
    who: Bearer
    end: int


@dataclass(slots=True)
class Marked:
    """A quotation whose content may still grow, with whoever is named for it."""

    content: list[Span]
    naming: Naming | None = None


def name_beside_marks(text: str, inner: Span, before: Span, after: Span) -> Marked:
    """Words in marks, and a name with a verb of saying or a colon between them.

    ``inner`` are the words, which the name may also part; ``before`` and ``after`` reach to the marks beside them.
    """
    inserted = _inserted(text, inner)
    if inserted is not None:
        return inserted
    return Marked([inner], _behind(text, after) or _before(text, before))


def _behind(text: str, place: Span) -> Naming | None:
    """``„…“, | sagte Anna Weber``, ``« … », | a-t-elle dit``, ``"…", | João Silva disse``."""
    end = min(place.end, place.start + _REACH)
    hit = _cue_first(text, place.start, end)
    if hit is not None:
        return hit
    comma = _COMMA.match(text, place.start, end)
    who = bearer_from(text, comma.end(), end) if comma is not None else None
    cue = _cue_at(text, _joint_end(text, who.span.end, end), end) if who is not None and who.name else None
    return Naming(cue, who, cue.end) if who is not None and cue is not None else None


def _cue_first(text: str, start: int, end: int) -> Naming | None:
    """Whoever is named behind a verb of saying that stands right behind ``start``."""
    at = _joint_end(text, start, end)
    inverted = _INVERTED.match(text, at, end)
    if inverted is not None and (inverted["verb"] in VERBS or inverted["participle"] in PARTICIPLES):
        pronoun = Span(*inverted.span("helped" if inverted["helped"] else "plain"))
        return Naming(Span(*inverted.span()), Bearer(pronoun, pronoun=True), inverted.end())
    cue = _cue_at(text, at, end)
    who = bearer_from(text, cue.end, end) if cue is not None else None
    return Naming(cue, who, who.span.end) if who is not None else None


def _cue_at(text: str, at: int, end: int) -> Span | None:
    """The verb of saying that starts at ``at``: "sagte", "a déclaré"."""
    found = _CUE.match(text, at, end)
    if found is None:
        return None
    if found["verb"].lower() in AUXILIARIES and found["participle"] in PARTICIPLES:
        return Span(*found.span())
    return Span(*found.span("verb")) if found["verb"].lower() in VERBS else None


def _joint_end(text: str, at: int, end: int) -> int:
    joint = _JOINT.match(text, at, end)
    return joint.end() if joint is not None else at


def _before(text: str, place: Span) -> Naming | None:
    """``Anna Weber sagte am Montag: | „…“``, ``Anna Weber: | „…“``."""
    start = max(place.start, place.end - _REACH)
    colon = place.end - 1
    while colon > start and text[colon].isspace():
        colon -= 1
    start = max((stop.end() for stop in _SENTENCE.finditer(text, start, max(start, colon))), default=start)
    if colon <= start or text[colon] != ":":
        return _according(text, start, colon + 1)
    words = _WORD.finditer(text, start, colon)
    cues = [cue for word in words if (cue := _cue_at(text, word.start(), colon)) is not None]
    for cue in reversed(cues):
        who = bearer_before(text, start, cue.start) or bearer_from(text, cue.end, colon)
        if who is not None and (who.name or who.pronoun):
            return Naming(cue, who, colon)
    label = bearer_from(text, start, colon)
    alone = label is not None and label.span.end == colon and len(label.name) > 1
    return Naming(None, label, colon) if label is not None and alone else None


def _according(text: str, start: int, end: int) -> Naming | None:
    """``Según Ana Ruiz, | «…»``, ``Laut Anna Weber | „…“``."""
    word = _WORD.search(text, start, end)
    if word is None or word.group().lower() not in ACCORDING:
        return None
    who = bearer_from(text, word.end(), end)
    if who is None or not who.name or text[who.span.end : end].strip(" ,\u00a0\n"):
        return None
    return Naming(Span(*word.span()), who, end)


def _inserted(text: str, inner: Span) -> Marked | None:
    """``« C'est fini, | a déclaré Marie Dupont, | nous partons »``: the content on both sides of it."""
    for opener in _INSERTED.finditer(text, *inner):
        hit = _cue_first(text, opener.start(), min(inner.end, opener.end() + _REACH))
        if hit is None or not (hit.who.name or hit.who.pronoun) or opener.start() == inner.start:
            continue
        ends = _INSERTION_ENDS.match(text, hit.end, inner.end)
        rest = ends.end() if ends is not None and ends.end() > hit.end else inner.end
        parts = [trimmed(text, Span(inner.start, opener.start())), trimmed(text, Span(rest, inner.end))]
        return Marked([part for part in parts if part.start < part.end], hit)
    return None


def speech_behind_a_dash(text: str, block: Block) -> Marked | None:
    """A paragraph of speech behind a dash: ``—No iremos —dijo Ana Ruiz—. Mañana veremos.``

    Without a second dash behind the name, what follows it may be the outlet's own and is left out.
    """
    start = block.span.start
    dash = _OPENS_SPEECH.match(text, *block.span)
    listed = block.kind is BlockKind.LIST_ITEM and text[:start].rstrip()[-1:] in ("—", "–", "-")
    if dash is None and not listed:
        return None
    said = _inserted(text, Span(dash.end() if dash is not None else start, block.span.end))
    if said is None or said.naming is None:
        return None
    ends = _INSERTION_ENDS.match(text, said.naming.end, block.span.end)
    return said if ends is not None and (ends["dash"] or ends["again"]) else Marked(said.content[:1], said.naming)


def tells_of_another(text: str, at: int) -> bool:
    """Whether the words behind a mark may name somebody: a comma and more than a mere "añadió."."""
    comma = _COMMA.match(text, at)
    if comma is None or not text[comma.end() : comma.end() + 1].isalpha():
        return False
    cue = _cue_at(text, comma.end(), len(text))
    return cue is None or text[cue.end : cue.end + 1] not in tuple(".,:")


def marks_alone(text: str, said: Marked) -> bool:
    """Words in marks with nobody beside them, if they are long enough and the marks surely no apostrophes."""
    words = " ".join(span.of(text) for span in said.content)
    if text[said.content[0].start - 1] == "'":
        return False
    return len(words.split()) >= LONG_ENOUGH or foreign_letters(words) >= _DENSE


def trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, start + len(words.strip())))
