"""A quotation beside everything that may hold it: verbatim, altered, paraphrased, ambiguous, not found.

Invariant: fail closed. Two equally good places that do not report one statement are a finding of
their own; nothing is called verbatim but words that all stand there, one behind the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from factcheck.domain import DiffOperation, DiffPart, Span, Wording, WordingFinding, WordingPlace
from factcheck.language.speakers import same_speaker
from factcheck.language.stems import stem
from factcheck.wording import lexicon
from factcheck.wording.aligning import OTHER_FORM, WORD, Alignment, align, weight
from factcheck.wording.cropping import warnings
from factcheck.wording.diffing import Diff, Stretch, diff, without_chance
from factcheck.wording.gathering import densest
from factcheck.wording.places import place, statements
from factcheck.wording.quotation import FEWEST, QuotedWords, sentences_of
from factcheck.wording.sources import Layout, Source
from factcheck.wording.speaking import Voices, nobody, speaker_at
from factcheck.wording.turns import across_turns

ALTERED = 0.6  # similarity from which words are the same words, altered
MATTER = 250  # hundredths of a word of content that must be the same: fewer are so by chance
CLOSE, ANY_MATTER = 0.75, 400  # the same, where words of grammar may count and nearly all are the same
PARAPHRASED = 0.6  # of a quotation's words of content, rare ones counting more, within a stretch of its length
_FEWEST_SHARED = 4
_MOST_PLACES = 6  # equally good ones that are looked for


def compare(quotation: QuotedWords, sources: Sequence[Source], voices: Voices = nobody) -> Wording:
    """What became of the words of ``quotation``, as far as ``sources`` show it.

    ``sources`` may be many; which of them holds the words is part of the answer.
    """
    found = _run(quotation, sources, voices)
    if found.finding in (WordingFinding.NOT_FOUND, WordingFinding.PARAPHRASED):
        found = _in_part(quotation, sources, voices) or found
    return replace(found, compared=tuple(source.document.id for source in sources))


def _run(quotation: QuotedWords, sources: Sequence[Source], voices: Voices) -> Wording:
    """The comparison, words that can be read in two ways read as the other side has them."""
    quoted = quotation.fitted(_Held(sources))
    wanted = frozenset(quoted.words.keys)
    return _Comparison(quoted, [source.fitted(wanted) for source in sources], voices).run()


@dataclass(frozen=True, slots=True)
class _Held:
    """The words of all sources."""

    sources: Sequence[Source]

    def __contains__(self, key: object) -> bool:
        return any(key in source for source in self.sources)


def _in_part(quotation: QuotedWords, sources: Sequence[Source], voices: Voices) -> Wording | None:
    """What became of a quotation of which some sentences stand somewhere and the others nowhere; None if none does."""
    sentences = sentences_of(quotation)
    if len(sentences) < 2:
        return None
    made = [(one, _run(one, sources, voices)) for one in sentences]
    held = {WordingFinding.VERBATIM, WordingFinding.ALTERED}
    if not any(found.finding in held and len(one.words) > FEWEST for one, found in made):
        return None
    places: list[WordingPlace] = []
    parts: list[DiffPart] = []
    alike = 0.0
    for one, found in made:
        if found.finding in held:
            parts += (replace(part, place=part.place + len(places)) for part in found.diff)
            places += found.places
            alike += found.similarity * len(one.words)
        elif len(one.words):
            span = one.words.span(0, len(one.words) - 1)
            parts.append(DiffPart(DiffOperation.ADDED, span, Span(0, 0)))
    similarity = round(alike / len(quotation.words), 4)
    cropped = tuple(warning for _, found in made if found.finding in held for warning in found.warnings)
    return Wording(WordingFinding.IN_PART, tuple(places), tuple(parts), similarity, cropped, warnings=cropped)


@dataclass(frozen=True, slots=True)
class _Comparison:
    quotation: QuotedWords
    sources: Sequence[Source]
    voices: Voices

    def run(self) -> Wording:
        words = self.quotation.words
        if not len(words):
            return Wording(WordingFinding.NOT_FOUND, reasons=("there are no words in the quotation",))
        if exact := self._exactly():
            return exact
        if len(words) < FEWEST:
            return Wording(
                WordingFinding.NOT_FOUND,
                reasons=(f"fewer than {FEWEST} words are looked for only as they stand, and these stand nowhere",),
            )
        layout = Layout.of(self.sources, words.keys)
        return self._altered(layout) or self._paraphrased(layout) or Wording(WordingFinding.NOT_FOUND)

    # -- verbatim -----------------------------------------------------------------------

    def _exactly(self) -> Wording | None:
        keys = self.quotation.words.keys
        found = [
            Stretch(number, at, at + len(keys) - 1)
            for number, source in enumerate(self.sources)
            for at in source.exactly(keys)
        ]
        if not found:
            return None
        stated = self._best_speakers(statements([self._place(one) for one in found]))
        first = stated[0][0]
        places = tuple(one for statement in stated for one in statement)
        finding = WordingFinding.VERBATIM if len(stated) == 1 else WordingFinding.AMBIGUOUS
        chosen = next(one for one in found if self._span(one) == first.span and self._id(one) == first.document_id)
        cropped = self._cropped(chosen, chosen)
        reasons = (*self._standing(stated), *cropped)
        return Wording(finding, places, tuple(self._unchanged(chosen)), 1.0, reasons, warnings=cropped)

    def _unchanged(self, stretch: Stretch) -> Iterator[DiffPart]:
        """The quotation piece by piece, beside the same words at ``stretch``."""
        words, source = self.quotation.words, self.sources[stretch.source].words
        for start, end in pairwise((*sorted(self.quotation.heads - {len(words)}), len(words))):
            there = source.span(stretch.first + start, stretch.first + end - 1)
            yield DiffPart(DiffOperation.SAME, words.span(start, end - 1), there)

    def _best_speakers(self, stated: list[list[WordingPlace]]) -> list[list[WordingPlace]]:
        """The statements by the one who is quoted, if there are any: no other place is as good."""
        return [statement for statement in stated if any(one.same_speaker for one in statement)] or stated

    def _standing(self, stated: Sequence[Sequence[WordingPlace]]) -> tuple[str, ...]:
        if len(stated) > 1:
            where = "; ".join(_named(statement[0]) for statement in stated[:3])
            return (f"{len(stated)} places are equally good: {where}",)
        return ()

    def _cropped(self, one: Stretch, other: Stretch) -> tuple[str, ...]:
        """What stands around the words from the beginning of one stretch to the end of another, and turns them."""
        source = self.sources[one.source]
        around = self._span(one)
        in_turn = any(stretch.contains(around) for stretch, _ in source.turns)
        last = other.last if other.source == one.source and other.last >= one.first else one.last
        return warnings(self.quotation, source, one.first, last, in_turn)

    # -- altered ------------------------------------------------------------------------

    def _altered(self, layout: Layout) -> Wording | None:
        alignments = self._equally_good(layout)
        if not alignments:
            return None
        best = diff(self.quotation, alignments[0], layout)
        likeness = self.similarity(alignments[0], layout, best)
        if not _enough(alignments[0], layout, best, likeness):
            return None
        places = [self._place(one) for one in best.stretches]
        parts = across_turns(best, self.sources, self.voices)
        rivals = [diff(self.quotation, other, layout) for other in alignments[1:]]
        if len(places) == 1:
            everywhere = places + [self._place(one.stretches[0]) for one in rivals if len(one.stretches) == 1]
            stated = self._best_speakers(statements(everywhere))
            if len(stated) > 1:
                found = tuple(one for statement in stated for one in statement)
                return Wording(WordingFinding.AMBIGUOUS, found, parts, likeness, self._standing(stated))
            places = [one for one in stated[0] if one == places[0]] + [one for one in stated[0] if one != places[0]]
        return self._told(best, Wording(WordingFinding.ALTERED, tuple(places), parts, likeness))

    def _told(self, best: Diff, made: Wording) -> Wording:
        """An altered wording with its warnings; verbatim, if only the spelling differs, or found in part."""
        cropped = self._cropped(best.stretches[0], best.stretches[-1])
        made = replace(made, reasons=cropped, warnings=cropped)
        if any(part.operation is DiffOperation.ADDED and not part.alterations for part in made.diff):
            return replace(made, finding=WordingFinding.IN_PART)
        if not made.alterations:  # the same words, spelled in another way
            reasons = ("spelled in another way", *cropped)
            return replace(made, finding=WordingFinding.VERBATIM, similarity=1.0, reasons=reasons)
        return made

    def _equally_good(self, layout: Layout) -> list[Alignment]:
        """The best alignment, and those elsewhere that cost no more."""
        found: list[Alignment] = []
        here = layout
        while len(found) < _MOST_PLACES:
            made = self._align(here)
            if not made.matched or (found and made.cost > found[0].cost):
                break
            found.append(made)
            here = here.without([to for to in made.partner if to >= 0])
        return found

    def _align(self, layout: Layout) -> Alignment:
        quoted = self.quotation
        made = align(quoted.words.keys, layout.keys, ellipses=quoted.ellipses, bracketed=quoted.bracketed)
        return without_chance(quoted, made)

    def similarity(self, alignment: Alignment, layout: Layout, made: Diff) -> float:
        """The share of the words on either side that are the same, in whatever spelling; a form of a word counts in
        part."""
        keys, alike, whole = self.quotation.words.keys, 0.0, 0.0
        starts = self.quotation.words.starts
        told = [part.quoted for part in made.parts if part.operation is DiffOperation.SAME]
        for at, (key, to, same) in enumerate(zip(keys, alignment.partner, alignment.same, strict=True)):
            if at in self.quotation.bracketed and not same:
                continue
            whole += weight(key)
            form = to >= 0 and stem(key) == stem(layout.keys[to])
            alike += weight(key) * (1.0 if same or _within(starts[at], told) else 1 - OTHER_FORM if form else 0.0)
        whole += sum(weight(key) for key in made.omitted if key not in lexicon.FILLERS) / 2
        return round(alike / whole, 4) if whole else 0.0

    # -- paraphrased, or nowhere --------------------------------------------------------

    def _paraphrased(self, layout: Layout) -> Wording | None:
        wanted = {stem(key) for key in self.quotation.words.keys if weight(key) == WORD}
        found = densest(layout, wanted, len(self.quotation.words) * 3 // 2 + 10)
        if found is None or found.share < PARAPHRASED or found.count < _FEWEST_SHARED:
            return None
        where = self._place(Stretch(*found.words))
        shared = f"{found.count} of {len(wanted)} words of content stand there together"
        return Wording(WordingFinding.PARAPHRASED, (where,), (), found.share, (f"{shared}, not in this form",))

    # -- places -------------------------------------------------------------------------

    def _span(self, stretch: Stretch) -> Span:
        return self.sources[stretch.source].words.span(stretch.first, stretch.last)

    def _id(self, stretch: Stretch) -> str:
        return self.sources[stretch.source].document.id

    def _place(self, stretch: Stretch) -> WordingPlace:
        source, span = self.sources[stretch.source], self._span(stretch)
        speaker = speaker_at(span, self.voices(source.document))
        return place(source, span, speaker, same_speaker(self.quotation.speaker, speaker))


def _within(start: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= start < span.end for span in spans)


def _enough(alignment: Alignment, layout: Layout, made: Diff, likeness: float) -> bool:
    """Whether the words that are the same are too many to be so by chance, or all stand there in order."""
    matched = [weight(layout.keys[to]) for to in alignment.matched]
    matter = sum(worth for worth in matched if worth == WORD) >= MATTER
    if likeness >= CLOSE and sum(matched) >= ANY_MATTER:
        return True
    in_order = all(alignment.same) and all(part.operation is not DiffOperation.JUMP for part in made.parts)
    return matter and (likeness >= ALTERED or in_order)


def _named(where: WordingPlace) -> str:
    day = f", {where.published}" if where.published else ""
    return f"{where.document_id} (characters {where.span.start}–{where.span.end}{day})"
