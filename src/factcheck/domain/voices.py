"""Who is quoted and how much, counted over whatever was said: quotations or claims.

Invariant: everything said is counted once, under its speaker or as nobody's; voices stand in the
order of words quoted, ties in the order of the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from factcheck.domain import QuotationKind, Speaker, SpeakerKind
from factcheck.domain.text import counted

FEWEST = 3  # quotations before an article can be said to lean on one source
LEANS = 0.8  # of the quotations by one source, above which the article leans on it


class Said(NamedTuple):
    """One thing said. ``place`` is where to find it: an offset or a number."""

    speaker: Speaker | None
    kind: QuotationKind
    words: int
    place: int


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker: what was said by kind, in how many words, and where, first place first."""

    name: str
    kind: SpeakerKind
    role: str | None
    kinds: Mapping[QuotationKind, int]
    words: int
    places: tuple[int, ...]

    @property
    def count(self) -> int:
        return len(self.places)

    @property
    def counts(self) -> str:
        """ "3 quotations (2 direct, 1 indirect), 41 words"."""
        kinds = ", ".join(f"{number} {kind}" for kind, number in self.kinds.items())
        return f"{counted(self.count, 'quotation')} ({kinds}), {counted(self.words, 'word')}"


@dataclass(frozen=True, slots=True)
class Voices:
    """Everybody quoted, the most quoted first. ``count`` and ``words`` take in what is nobody's."""

    voices: tuple[Voice, ...]
    count: int
    words: int

    @property
    def unnamed(self) -> int:
        """Quotations without a speaker."""
        return self.count - sum(voice.count for voice in self.voices)

    @property
    def anonymous(self) -> int:
        """Quotations of sources that the article does not name."""
        return sum(voice.count for voice in self.voices if voice.kind is SpeakerKind.ANONYMOUS)

    @property
    def share(self) -> float:
        """The part of all words quoted that the most quoted speaker has, 0..1."""
        return self.voices[0].words / self.words if self.voices and self.words else 0.0

    @property
    def summary(self) -> str:
        """How many were quoted, how much, and who most, in one line."""
        total = f"{counted(self.count, 'quotation')} of {counted(len(self.voices), 'source')}"
        most = f"; {self.voices[0].name} has {self.share:.0%} of the words" if self.voices and self.words else ""
        return f"{total}, {counted(self.words, 'word')}{most}"

    @property
    def warnings(self) -> tuple[str, ...]:
        """What an editor should know of where the words come from, each in a line."""
        return tuple(filter(None, (self._single_source(), self._anonymous(), self._unnamed())))

    def _single_source(self) -> str:
        most = max(self.voices, key=lambda voice: voice.count, default=None)
        if most is None or self.count < FEWEST or most.count <= LEANS * self.count:
            return ""
        part = "all" if most.count == self.count else f"{most.count} of"
        return f"single source: {part} {self.count} quotations are from {most.name}"

    def _anonymous(self) -> str:
        if not self.anonymous:
            return ""
        part = f"{self.anonymous} of {counted(self.count, 'quotation')} ({self.anonymous / self.count:.0%})"
        return f"anonymous sources: {part} from sources not named"

    def _unnamed(self) -> str:
        return f"no speaker found: {self.unnamed} of {counted(self.count, 'quotation')}" if self.unnamed else ""


def count(said: Iterable[Said]) -> Voices:
    """``said``, in the order of the text, by speaker. A name is one voice throughout."""
    everything = list(said)
    by_name: dict[str, list[Said]] = {}
    for one in everything:
        if one.speaker is not None:
            by_name.setdefault(one.speaker.name, []).append(one)
    voices = [_voice(name, own) for name, own in by_name.items()]
    voices.sort(key=lambda voice: -voice.words)
    return Voices(tuple(voices), len(everything), sum(one.words for one in everything))


def words_in(text: str) -> int:
    """The words of ``text``: what stands between white space and holds a letter or figure."""
    return sum(any(char.isalnum() for char in word) for word in text.split())


def _voice(name: str, own: list[Said]) -> Voice:
    speakers = [one.speaker for one in own if one.speaker is not None]
    role = next((speaker.role for speaker in speakers if speaker.role), None)
    by_kind = Counter(one.kind for one in own)
    kinds = {kind: by_kind[kind] for kind in QuotationKind if by_kind[kind]}
    places = tuple(sorted(one.place for one in own))
    return Voice(name, speakers[0].kind, role, kinds, sum(one.words for one in own), places)
