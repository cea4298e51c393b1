"""Quotations of a text that is not English: what stands in its marks, and whoever is plainly named beside them.

Invariant: a speaker is a name that stands at a quotation with a verb of saying or a colon between
them; everything else in marks is given without one. The language of the text is never asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from factcheck.domain import BODY_KINDS, Article, Block, BlockKind, Quotation, QuotationKind, Span, Speaker, SpeakerKind
from factcheck.quotes.foreign.beside import (
    ALONE,
    LONG_ENOUGH,
    NAMED,
    Marked,
    marks_alone,
    name_beside_marks,
    speech_behind_a_dash,
    tells_of_another,
    trimmed,
)
from factcheck.quotes.foreign.names import Bearer, Names
from factcheck.quotes.rules.table import rule_named

_KINDS = BODY_KINDS | {BlockKind.TITLE, BlockKind.STANDFIRST}
# Each opener is left out of what it opens, so that a million of them are read in one pass.
_MARKED = re.compile(
    r"„([^„“”]+)[“”]|“([^“”]+)”|”([^“”]+)”|«([^«»]+)»|»([^«»]+)«|‹([^‹›]+)›|›([^‹›]+)‹|「([^「」]+)」|『([^『』]+)』"
    r"|\"([^\"]+)\"|‚([^‚‘’]+)[‘’]|(?<!\w)‘((?:[^‘’]|’(?=\w))+)’"
    r"|(?<!\w)'(?=\w)([^'\n]+(?:(?<=\w)'(?=\w)[^'\n]*)*+)'(?!\w)"
)
_GOES_ON = re.compile(r"[^.!?]{0,80}[.!?,:]?\s*")


def read(article: Article, without: Collection[str] = ()) -> tuple[Quotation, ...]:
    """The quotations of ``article``, which is not English, in the order of the text."""
    named = NAMED not in without
    said = [one for block in article.blocks if block.kind in _KINDS for one in _in_block(article.text, block, named)]
    kept = (one for one in said if one.naming is not None or (ALONE not in without and marks_alone(article.text, one)))
    speakers = _Speakers(Names(article.text, (one.naming.who.name for one in said if one.naming is not None)))
    return tuple(_quotation(article.text, one, speakers) for one in kept)


def _in_block(text: str, block: Block, named: bool) -> Iterator[Marked]:
    """What is said in one block, each opening mark read once."""
    spoken = speech_behind_a_dash(text, block) if named else None
    if spoken is not None:
        yield spoken
        return
    pairs = list(_MARKED.finditer(text, *block.span))
    last: Marked | None = None
    for number, pair in enumerate(pairs):
        inner = trimmed(text, Span(*pair.span(pair.lastindex or 0)))
        if inner.start == inner.end:
            continue
        before = pairs[number - 1].end() if number else block.span.start
        after = pairs[number + 1].start() if number + 1 < len(pairs) else block.span.end
        around = Span(before, pair.start()), Span(pair.end(), after)
        found = name_beside_marks(text, inner, *around) if named else Marked([inner])
        if last is not None and found.naming is None and _continues(text, last, pair):
            last.content.append(inner)
            continue
        if last is not None:
            yield last
        last = found
    if last is not None:
        yield last


def _continues(text: str, last: Marked, pair: re.Match[str]) -> bool:
    """Whether marks right behind the name of the one before them hold more of what was said."""
    if last.naming is None or tells_of_another(text, pair.end()):
        return False
    start = max(last.naming.end, last.content[-1].end + 1)
    if start > pair.start() or _GOES_ON.fullmatch(text, start, pair.start()) is None:
        return False
    return text[start : pair.start()].rstrip()[-1:] in tuple(".!?,:") or len(pair.group().split()) >= LONG_ENOUGH


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


def _quotation(text: str, said: Marked, speakers: _Speakers) -> Quotation:
    content = tuple(sorted(said.content))
    if said.naming is None:
        return Quotation(QuotationKind.DIRECT, content, None, None, None, None, ALONE, rule_named(ALONE).confidence)
    speaker = speakers.of(text, said.naming.who)
    confidence = rule_named(NAMED).confidence_for(speaker)
    cue, source = said.naming.cue, said.naming.who.span
    return Quotation(QuotationKind.DIRECT, content, cue, source, None, speaker, NAMED, confidence)
