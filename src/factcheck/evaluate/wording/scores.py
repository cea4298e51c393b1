"""Real quotations altered in known ways, and what the comparison of wordings makes of them.

Invariant: the alterations share no word list and no code with the comparison they judge; the same
gold file, seed and size make the same cases.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from factcheck.domain import Alteration, Document, Wording, WordingFinding
from factcheck.evaluate.quotes.gold import GoldDocument
from factcheck.evaluate.quotes.scores import Tally
from factcheck.evaluate.wording.altering import KINDS, Kind, Original
from factcheck.wording import Source, compare, quotation

SEED = 20251101
OTHERS = 9  # documents beside the right one in which a quotation is looked for
_FEWEST_WORDS = 8  # of a quotation that is altered


@dataclass(frozen=True, slots=True)
class Case:
    """A quotation and the documents it is looked for in; what should be found, and what was.

    ``home`` is the document it was taken from. ``right_place`` is None where no place is right.
    """

    kind: str
    quotation: str
    home: str
    expected: WordingFinding
    alteration: Alteration | None
    grave: bool
    found: Wording
    right_place: bool | None


@dataclass(frozen=True, slots=True)
class WordingScores:
    """``findings``, ``alterations`` and ``grave`` with precision and recall; ``confusion`` counts
    (expected, found); ``kinds`` are, by the way of altering, cases with the right finding;
    ``places`` those found where they were taken from, of all that were taken from somewhere."""

    cases: int
    findings: Mapping[str, Tally]
    alterations: Mapping[str, Tally]
    grave: Tally
    confusion: Mapping[tuple[str, str], int]
    kinds: Mapping[str, Tally]
    places: Tally


def run(
    documents: Sequence[GoldDocument],
    per_kind: int,
    seed: int = SEED,
    *,
    kinds: Collection[str] = (),
    others: int = OTHERS,
) -> Iterator[Case]:
    """At most ``per_kind`` cases of each way of altering (or of ``kinds``), made from the direct quotations of
    ``documents``; each is looked for in its own document and ``others`` more."""
    originals = list(_originals(documents))
    sources = {document.id: Source(_document(document)) for document in documents}
    for kind in (kind for kind in KINDS if not kinds or kind.name in kinds):
        chance = random.Random(f"{seed} {kind.name}")  # noqa: S311 (a set that can be made again, no secret)
        order = chance.sample(originals, len(originals))
        made = (case for original in order for case in _cases(kind, original, sources, chance, others))
        yield from (case for _, case in zip(range(per_kind), made, strict=False))


def _originals(documents: Sequence[GoldDocument]) -> Iterator[Original]:
    for document in documents:
        quoted = [
            " ".join(span.of(document.text).strip("\"“”‘’'").split())
            for item in document.quotations
            if item.kind == "direct" and len(item.content) == 1
            for span in item.content
        ]
        flat = " ".join(document.text.split())
        whole = [words for words in quoted if len(words.split()) >= _FEWEST_WORDS and flat.count(words) == 1]
        whole = [words for words in whole if not any(mark in words for mark in '[]…"“”') and "..." not in words]
        for words in whole:
            yield Original(words, document.id, flat, tuple(other for other in whole if other != words))


def _document(document: GoldDocument) -> Document:
    return Document(document.id, " ".join(document.text.split()))


def _cases(
    kind: Kind, original: Original, sources: Mapping[str, Source], chance: random.Random, count: int
) -> Iterator[Case]:
    made = kind.alter(original, chance)
    if made is None:
        return
    names = sorted(sources.keys() - {original.document_id})
    others = [sources[name] for name in chance.sample(names, min(count, len(names)))]
    if any(_holds(source, original.words) for source in others):
        return  # another paper has the same words: what is right is not known
    home = Source(Document(original.document_id, made.source)) if made.source else sources[original.document_id]
    pool = [home, *others]
    if kind.elsewhere == "missing":
        pool = others
    elif kind.elsewhere == "inserted" and others:
        pool[-1] = Source(Document(others[-1].document.id, _inserted(others[-1].document.text, original.words)))
    elif kind.elsewhere == "copied":
        pool[-1] = Source(Document(f"{original.document_id}, copy", home.document.text[:-40]))
    chance.shuffle(pool)
    found = compare(quotation(made.quotation), pool)
    right = None if kind.elsewhere == "missing" else _at_home(found, original, home.document.text)
    yield Case(kind.name, made.quotation, original.document_id, kind.finding, kind.alteration, kind.grave, found, right)


def _holds(source: Source, words: str) -> bool:
    ours = "".join(filter(str.isalnum, words.casefold()))
    third = len(ours) // 3
    theirs = "".join(filter(str.isalnum, source.document.text.casefold()))
    return any(ours[at : at + third] in theirs for at in (0, third, 2 * third))


def _inserted(text: str, words: str) -> str:
    """``text`` with ``words`` as a sentence of their own in the middle."""
    at = text.find(". ", len(text) // 2)
    return f"{text} {words}." if at < 0 else f"{text[: at + 2]}{words.rstrip('.,')}. {text[at + 2 :]}"


def _at_home(found: Wording, original: Original, text: str) -> bool:
    start = text.find(original.words[:20])
    end = start + 2 * len(original.words)
    return any(
        place.document_id == original.document_id and (start < 0 or start - 200 <= place.span.start <= end)
        for place in found.places
    )


def score(made: Sequence[Case]) -> WordingScores:
    confusion = Counter((case.expected.value, case.found.finding.value) for case in made)
    kinds = {
        kind: Tally(sum(case.found.finding is case.expected for case in own), len(own))
        for kind in dict.fromkeys(case.kind for case in made)
        if (own := [case for case in made if case.kind == kind])
    }
    asked = [case for case in made if case.right_place is not None]
    return WordingScores(
        cases=len(made),
        findings={
            finding.value: _tally(
                [case.expected is finding for case in made], [case.found.finding is finding for case in made]
            )
            for finding in WordingFinding
        },
        alterations={
            alteration.value: _tally(
                [case.alteration is alteration for case in made],
                [alteration in case.found.alterations for case in made],
            )
            for alteration in Alteration
        },
        grave=_tally([case.grave for case in made], [case.found.changes_meaning for case in made]),
        confusion=confusion,
        kinds=kinds,
        places=Tally(sum(bool(case.right_place) for case in asked), len(asked)),
    )


def _tally(expected: Sequence[bool], found: Sequence[bool]) -> Tally:
    both = sum(one and other for one, other in zip(expected, found, strict=True))
    return Tally(both, sum(expected), both, sum(found))
