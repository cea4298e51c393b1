"""What became of a speaker's words beside what was compared with them.

Invariant: a finding is on the words; it says nothing on whether they are true.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from factcheck.domain.text import Span


class WordingFinding(StrEnum):
    """How the words in quotation marks stand to the material they were compared with."""

    VERBATIM = "verbatim"
    ALTERED = "altered"
    IN_PART = "found in part"  # whole sentences of it stand nowhere
    PARAPHRASED = "paraphrased"  # the same thing, as its words show, in another form
    AMBIGUOUS = "ambiguous"  # two equally good places: a finding, not a choice
    NOT_FOUND = "not found"


class Alteration(StrEnum):
    """One way in which a quotation differs from its source."""

    DROPPED_NEGATION = "dropped negation"
    ADDED_NEGATION = "added negation"
    CHANGED_FIGURE = "changed figure"
    CHANGED_NAME = "changed name"
    DROPPED_QUALIFIER = "dropped qualifier"
    ADDED_QUALIFIER = "added qualifier"
    SPLICED = "spliced"  # two places made one
    CHANGED_WORDS = "changed words"
    ADDED_WORDS = "added words"
    REORDERED = "reordered"
    OMISSION = "words left out unmarked"
    ELLIPSIS = "marked ellipsis"
    BRACKETS = "bracketed insertion"
    ADAPTATION = "tense or pronoun adapted"
    FILLERS = "filler words dropped"


class DiffOperation(StrEnum):
    SAME = "same"
    REPLACED = "replaced"
    DROPPED = "dropped"  # stands in the source only
    ADDED = "added"  # stands in the quotation only
    JUMP = "jump"  # the next words stand elsewhere: at another place, or before these


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A stretch of the quotation beside a stretch of its source. ADDED without an alteration is a
    stretch of whole sentences that stand nowhere in what was compared.

    ``quoted`` indexes the text that holds the quotation, ``source`` the text of the document of
    ``places[place]``; either is empty (start = end) where its side lacks the words. ``grave``
    means that the difference changes what was said, as far as the words show it.
    """

    operation: DiffOperation
    quoted: Span
    source: Span
    place: int = 0
    alterations: tuple[Alteration, ...] = ()
    grave: bool = False


@dataclass(frozen=True, slots=True)
class WordingPlace:
    """Where the words stand: ``exact`` is ``document.text[span]``, ``prefix`` and ``suffix`` what stands around it.

    ``speaker`` is who says it there, as far as the document tells; ``same_speaker`` whether that
    is whom the quotation is given to, None if either is not known well enough.
    """

    document_id: str
    span: Span
    exact: str
    prefix: str = ""
    suffix: str = ""
    version: int = 1
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    speaker: str | None = None
    same_speaker: bool | None = None
    place: str | None = None  # "p. 3", "00:01:13": where a reader finds it


@dataclass(frozen=True, slots=True)
class Wording:
    """What became of a speaker's words. Says nothing on whether they are true.

    ``places`` are all equally good ones; ``diff`` belongs to the first of them or, where words
    were taken from several places of which each holds a part, to all. ``similarity`` (0..1) is the
    share of the words that are the same in both, words of grammar counting half. ``compared``
    names the documents that were looked into: where nothing was found it says where. ``warnings`` are
    those of ``reasons`` that nobody may overlook: words that are all there, and were cut out of a denial,
    a doubt, a condition or a question.
    """

    finding: WordingFinding
    places: tuple[WordingPlace, ...] = ()
    diff: tuple[DiffPart, ...] = ()
    similarity: float = 0.0
    reasons: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def alterations(self) -> tuple[Alteration, ...]:
        """Every kind of difference, gravest first."""
        found = {alteration for part in self.diff for alteration in part.alterations}
        return tuple(alteration for alteration in Alteration if alteration in found)

    @property
    def changes_meaning(self) -> bool:
        return any(part.grave for part in self.diff)

    @property
    def other_speaker(self) -> bool:
        """The words were found, and at every place somebody else says them."""
        return bool(self.places) and all(place.same_speaker is False for place in self.places)

    @property
    def misquoted(self) -> bool:
        """Altered in a way that changes what was said, or said by somebody else."""
        if self.finding in (WordingFinding.NOT_FOUND, WordingFinding.PARAPHRASED):
            return False
        altered = self.finding is not WordingFinding.AMBIGUOUS and self.changes_meaning
        return altered or self.other_speaker
