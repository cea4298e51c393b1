"""Quotations of a text that is not English: what stands in its marks, and whoever is plainly named beside them.

Invariant: a speaker is a name that stands at a quotation with a verb of saying or a colon between
them; everything else in marks is given without one. The language of the text is never asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from factcheck.domain import BODY_KINDS, Article, Block, BlockKind, Quotation, QuotationKind, Span, Speaker, SpeakerKind
from factcheck.language.foreign_words import ACCORDING, AUXILIARIES, PARTICIPLES, VERBS
from factcheck.language.identification import foreign_letters
from factcheck.quotes.foreign.names import Bearer, Names, bearer_before, bearer_from

NAMED = "name beside marks"
ALONE = "marks alone"
RULES = {  # by name, as read in texts that are not English
    NAMED: "``„Wir haben zweimal geprüft“, sagte Ana Ruiz.`` ``« Nous avons vérifié », a déclaré Ana Ruiz.`` "
    "In text that is not English, a verb of saying or a colon between a quotation and a name",
    ALONE: "``„Wir haben zweimal geprüft“`` In text that is not English, what stands in marks without a name beside it",
}
_KINDS = BODY_KINDS | {BlockKind.TITLE, BlockKind.STANDFIRST}
# Each opener is left out of what it opens, so that a million of them are read in one pass.
_MARKED = re.compile(
    r"„([^„“”]+)[“”]|“([^“”]+)”|”([^“”]+)”|«([^«»]+)»|»([^«»]+)«|‹([^‹›]+)›|›([^‹›]+)‹|「([^「」]+)」|『([^『』]+)』"
    r"|\"([^\"]+)\"|‚([^‚‘’]+)[‘’]|(?<!\w)‘((?:[^‘’]|’(?=\w))+)’"
    r"|(?<!\w)'(?=\w)([^'\n]+(?:(?<=\w)'(?=\w)[^'\n]*)*+)'(?!\w)"
)
_LONG_ENOUGH = 4  # words; fewer are a name or a title
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
_GOES_ON = re.compile(r"[^.!?]{0,80}[.!?,:]?\s*")
_WORD = re.compile(r"(?<!\w)[^\W\d_]+")
_SENTENCE = re.compile(r"(?:(?<=\w{4})\.|[!?…])\s+")  # short words before a stop may be abbreviations


@dataclass(frozen=True, slots=True)
class _Hit:
    """Who is named beside a quotation, by which words, and where that ends. ``who`` is the source."""

    cue: Span | None
    who: Bearer
    end: int


@dataclass(slots=True)
class _Said:
    """A quotation whose content may still grow, with whoever is named for it."""

    content: list[Span]
    hit: _Hit | None = None


def read(article: Article, without: Collection[str] = ()) -> tuple[Quotation, ...]:
    """The quotations of ``article``, which is not English, in the order of the text."""
    named = NAMED not in without
    said = [one for block in article.blocks if block.kind in _KINDS for one in _in_block(article.text, block, named)]
    kept = (one for one in said if one.hit is not None or (ALONE not in without and _stands_alone(article.text, one)))
    speakers = _Speakers(Names(article.text, (one.hit.who.name for one in said if one.hit is not None)))
    return tuple(_quotation(article.text, one, speakers) for one in kept)


def _in_block(text: str, block: Block, named: bool) -> Iterator[_Said]:
    """What is said in one block, each opening mark read once."""
    spoken = _dialogue(text, block) if named else None
    if spoken is not None:
        yield spoken
        return
    pairs = list(_MARKED.finditer(text, *block.span))
    last: _Said | None = None
    for number, pair in enumerate(pairs):
        inner = _trimmed(text, Span(*pair.span(pair.lastindex or 0)))
        if inner.start == inner.end:
            continue
        before = pairs[number - 1].end() if number else block.span.start
        after = pairs[number + 1].start() if number + 1 < len(pairs) else block.span.end
        found = _said(text, inner, Span(before, pair.start()), Span(pair.end(), after)) if named else _Said([inner])
        if last is not None and found.hit is None and _continues(text, last, pair):
            last.content.append(inner)
            continue
        if last is not None:
            yield last
        last = found
    if last is not None:
        yield last


def _said(text: str, inner: Span, before: Span, after: Span) -> _Said:
    """The words ``inner`` with whoever is named within them, or between them and the marks beside them."""
    inserted = _inserted(text, inner)
    if inserted is not None:
        return inserted
    return _Said([inner], _behind(text, after) or _before(text, before))


def _behind(text: str, place: Span) -> _Hit | None:
    """``„…“, | sagte Anna Weber``, ``« … », | a-t-elle dit``, ``"…", | João Silva disse``."""
    end = min(place.end, place.start + _REACH)
    hit = _cue_first(text, place.start, end)
    if hit is not None:
        return hit
    comma = _COMMA.match(text, place.start, end)
    who = bearer_from(text, comma.end(), end) if comma is not None else None
    cue = _cue_at(text, _joint_end(text, who.span.end, end), end) if who is not None and who.name else None
    return _Hit(cue, who, cue.end) if who is not None and cue is not None else None


def _cue_first(text: str, start: int, end: int) -> _Hit | None:
    """Whoever is named behind a verb of saying that stands right behind ``start``."""
    at = _joint_end(text, start, end)
    inverted = _INVERTED.match(text, at, end)
    if inverted is not None and (inverted["verb"] in VERBS or inverted["participle"] in PARTICIPLES):
        pronoun = Span(*inverted.span("helped" if inverted["helped"] else "plain"))
        return _Hit(Span(*inverted.span()), Bearer(pronoun, pronoun=True), inverted.end())
    cue = _cue_at(text, at, end)
    who = bearer_from(text, cue.end, end) if cue is not None else None
    return _Hit(cue, who, who.span.end) if who is not None else None


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


def _before(text: str, place: Span) -> _Hit | None:
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
            return _Hit(cue, who, colon)
    label = bearer_from(text, start, colon)
    alone = label is not None and label.span.end == colon and len(label.name) > 1
    return _Hit(None, label, colon) if label is not None and alone else None


def _according(text: str, start: int, end: int) -> _Hit | None:
    """``Según Ana Ruiz, | «…»``, ``Laut Anna Weber | „…“``."""
    word = _WORD.search(text, start, end)
    if word is None or word.group().lower() not in ACCORDING:
        return None
    who = bearer_from(text, word.end(), end)
    if who is None or not who.name or text[who.span.end : end].strip(" ,\u00a0\n"):
        return None
    return _Hit(Span(*word.span()), who, end)


def _inserted(text: str, inner: Span) -> _Said | None:
    """``« C'est fini, | a déclaré Marie Dupont, | nous partons »``: the content on both sides of it."""
    for opener in _INSERTED.finditer(text, *inner):
        hit = _cue_first(text, opener.start(), min(inner.end, opener.end() + _REACH))
        if hit is None or not (hit.who.name or hit.who.pronoun) or opener.start() == inner.start:
            continue
        ends = _INSERTION_ENDS.match(text, hit.end, inner.end)
        rest = ends.end() if ends is not None and ends.end() > hit.end else inner.end
        parts = [_trimmed(text, Span(inner.start, opener.start())), _trimmed(text, Span(rest, inner.end))]
        return _Said([part for part in parts if part.start < part.end], hit)
    return None


def _dialogue(text: str, block: Block) -> _Said | None:
    """A paragraph of speech behind a dash: ``—No iremos —dijo Ana Ruiz—. Mañana veremos.``

    Without a second dash behind the name, what follows it may be the outlet's own and is left out.
    """
    start = block.span.start
    dash = _OPENS_SPEECH.match(text, *block.span)
    listed = block.kind is BlockKind.LIST_ITEM and text[:start].rstrip()[-1:] in ("—", "–", "-")
    if dash is None and not listed:
        return None
    said = _inserted(text, Span(dash.end() if dash is not None else start, block.span.end))
    if said is None or said.hit is None:
        return None
    ends = _INSERTION_ENDS.match(text, said.hit.end, block.span.end)
    return said if ends is not None and (ends["dash"] or ends["again"]) else _Said(said.content[:1], said.hit)


def _continues(text: str, last: _Said, pair: re.Match[str]) -> bool:
    """Whether marks right behind the name of the one before them hold more of what was said."""
    if last.hit is None or _tells_of_another(text, pair.end()):
        return False
    start = max(last.hit.end, last.content[-1].end + 1)
    if start > pair.start() or _GOES_ON.fullmatch(text, start, pair.start()) is None:
        return False
    return text[start : pair.start()].rstrip()[-1:] in tuple(".!?,:") or len(pair.group().split()) >= _LONG_ENOUGH


def _tells_of_another(text: str, at: int) -> bool:
    """Whether the words behind a mark may name somebody: a comma and more than a mere "añadió."."""
    comma = _COMMA.match(text, at)
    if comma is None or not text[comma.end() : comma.end() + 1].isalpha():
        return False
    cue = _cue_at(text, comma.end(), len(text))
    return cue is None or text[cue.end : cue.end + 1] not in tuple(".,:")


# -- as quotations ------------------------------------------------------------------------


@dataclass(slots=True)
class _Speakers:
    """Full names for those found beside marks, in the order of the text."""

    names: Names
    named: dict[str, Speaker] = field(default_factory=dict)

    def of(self, text: str, who: Bearer) -> Speaker | None:
        """Who it is; a pronoun is the only speaker named so far, and nobody if there are more."""
        mention = who.span.of(text)
        if who.pronoun:
            (only,) = self.named.values() if len(self.named) == 1 else (None,)
            return replace(only, mention=mention) if only is not None else None
        if not who.name:
            return None
        name = self.names.full(who.name)
        kind = SpeakerKind.BODY if who.body else SpeakerKind.PERSON
        role = who.role or (self.named[name].role if name in self.named else None)
        self.named[name] = Speaker(name, mention, role, kind)
        return self.named[name]


def _quotation(text: str, said: _Said, speakers: _Speakers) -> Quotation:
    content = tuple(sorted(said.content))
    if said.hit is None:
        return Quotation(QuotationKind.DIRECT, content, None, None, None, None, ALONE, 0.2)
    speaker = speakers.of(text, said.hit.who)
    confidence = 0.6 if speaker is not None else 0.3
    cue, source = said.hit.cue, said.hit.who.span
    return Quotation(QuotationKind.DIRECT, content, cue, source, None, speaker, NAMED, confidence)


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, start + len(words.strip())))


def _stands_alone(text: str, said: _Said) -> bool:
    """Whether marks with nobody named are long enough for a quotation, and surely no apostrophes."""
    words = " ".join(span.of(text) for span in said.content)
    if text[said.content[0].start - 1] == "'":
        return False
    return len(words.split()) >= _LONG_ENOUGH or foreign_letters(words) >= _DENSE
