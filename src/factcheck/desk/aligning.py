"""Which claim of a new draft is which of the draft before it.

Invariant: pure; one to one; each claim of either draft is told of once. Claims say the same where their words are the
same but for white space, the kind of quotation marks and dashes, and what nobody sees: never where a figure, a sign or
a capital differs. What cannot be known to be the same is told as changed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from factcheck.domain import Claim, ClaimKind, Edit, EditKind, Speaker
from factcheck.domain.drafts import WORDS_CHANGED
from factcheck.language.folding import composed, folded_words
from factcheck.language.speakers import same_speaker

ALIKE = 0.6  # of the words of two claims, from which one may be the other changed

_QUOTES = re.compile("[\"“”„‟«»‹›＂「」`´'’‘‚‛ʼ′″]+")
_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]+\s*")
_IN_MARKS = {ClaimKind.INDIRECT: 0, ClaimKind.MIXED: 1, ClaimKind.DIRECT: 2}


@dataclass(frozen=True, slots=True)
class AlignedClaims:
    """Places in the earlier draft beside places in the new one, in the order of the new one."""

    kept: tuple[tuple[int, int], ...]
    changed: tuple[tuple[int, int], ...]
    vanished: tuple[int, ...]
    new: tuple[int, ...]


def align(old: Sequence[Claim], new: Sequence[Claim]) -> AlignedClaims:
    """Which of ``new`` is which of ``old``: the same words of the same speaker first, wherever they stand, then the
    same words, then the most alike of one speaker."""
    same = list(_same_words(old, new))
    partners = {after: before for before, after in same}
    partners |= _alike(old, new, partners)
    kept = {after for before, after in same if not differences(old[before], new[after])}
    taken = set(partners.values())
    pairs = [(partners[after], after) for after in sorted(partners)]
    return AlignedClaims(
        kept=tuple(pair for pair in pairs if pair[1] in kept),
        changed=tuple(pair for pair in pairs if pair[1] not in kept),
        vanished=tuple(place for place in range(len(old)) if place not in taken),
        new=tuple(place for place in range(len(new)) if place not in partners),
    )


def differences(old: Claim, new: Claim) -> tuple[str, ...]:
    """What makes one claim another than an earlier one, each in words; empty where both say the same."""
    return tuple(_differences(old, new))


def _differences(old: Claim, new: Claim) -> Iterator[str]:
    if not same_words(old.text, new.text):
        yield WORDS_CHANGED
    quoted = old.kind is not ClaimKind.ASSERTION, new.kind is not ClaimKind.ASSERTION
    if quoted[0] != quoted[1]:
        was, now = ("somebody is quoted with it" if one else "it is the outlet's own" for one in quoted)
        yield f"{now} now; before, {was}"
    elif not _one_voice(old.speaker, new.speaker):
        yield f"its speaker is {_name(new.speaker)} now; before, {_name(old.speaker)}"
    if folded_words(old.cue or "") != folded_words(new.cue or "") and all(quoted):
        yield f"its cue is “{new.cue or ''}” now; before, “{old.cue or ''}”"
    if all(quoted) and _IN_MARKS[old.kind] < _IN_MARKS[new.kind]:
        yield "more of it stands in quotation marks now"
    if (old.restates is None) != (new.restates is None):
        yield "it repeats a quotation as fact now" if new.restates else "it repeats no quotation as fact any more"


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same but for white space, the kind of marks and dashes, and what nobody sees."""
    return alike_written(one) == alike_written(other)


def alike_written(text: str) -> str:
    """``text`` with one kind of white space, quotation mark and dash, without what nobody sees, and without the stop
    or comma at its end, which comes and goes with the marks around it."""
    return " ".join(_one_kind(text).split()).strip(" '").rstrip(" ',.;:")


def _one_kind(text: str) -> str:
    return _DASHES.sub("-", _QUOTES.sub("'", composed(text)).replace("…", "..."))


def diff(old: str, new: str) -> tuple[Edit, ...]:
    """What became of the words of ``old``, where white space, marks and dashes do not count."""
    before, after = old.split(), new.split()
    found = SequenceMatcher(None, [*map(_one_kind, before)], [*map(_one_kind, after)], autojunk=False)
    edits: list[Edit] = []
    for what, first, last, start, end in found.get_opcodes():
        if what == "equal":
            edits.append(Edit(EditKind.SAME, " ".join(after[start:end])))
            continue
        edits += [Edit(EditKind.GONE, " ".join(before[first:last]))] if last > first else []
        edits += [Edit(EditKind.NEW, " ".join(after[start:end]))] if end > start else []
    return tuple(edits)


# -- pairs --------------------------------------------------------------------------------


def _same_words(old: Sequence[Claim], new: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    """Pairs of the same words. Where several claims have them, those that are the same in all else come first, then
    those between which nothing is different, then what is left in its order."""
    places: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, claims in enumerate((old, new)):
        for place, claim in enumerate(claims):
            places[alike_written(claim.text)][side].append(place)
    for before, after in places.values():
        for fits in (_identical, _indifferent, _any):
            for place in list(after):
                partner = next((one for one in before if fits(old[one], new[place])), None)
                if partner is not None:
                    before.remove(partner)
                    after.remove(place)
                    yield partner, place


def _identical(old: Claim, new: Claim) -> bool:
    return _fields(old) == _fields(new)


def _fields(claim: Claim) -> tuple[object, ...]:
    return claim.origin, claim.kind, claim.cue, _name(claim.speaker), claim.restates is None


def _indifferent(old: Claim, new: Claim) -> bool:
    return not differences(old, new)


def _any(_old: Claim, _new: Claim) -> bool:
    return True


def _alike(old: Sequence[Claim], new: Sequence[Claim], partners: dict[int, int]) -> dict[int, int]:
    """Of the claims without a partner, those of one voice that are most alike, the best pairs first."""
    taken = set(partners.values())
    before = {place: _words(old[place]) for place in range(len(old)) if place not in taken}
    after = {place: _words(new[place]) for place in range(len(new)) if place not in partners}
    found = []
    for place, words in after.items():
        for earlier, earlier_words in before.items():
            if _may_be_alike(earlier_words, words) and _may_be_one_voice(old[earlier], new[place]):
                likeness = SequenceMatcher(None, earlier_words, words, autojunk=False).ratio()
                if likeness >= ALIKE:
                    found.append((-likeness, abs(earlier - place), place, earlier))
    made: dict[int, int] = {}
    for _, _, place, earlier in sorted(found):
        if place not in made and earlier not in made.values():
            made[place] = earlier
    return made


def _words(claim: Claim) -> list[str]:
    return _one_kind(claim.text).split()


def _may_be_alike(one: list[str], other: list[str]) -> bool:
    """Whether the two have so many words in common that their order may make them alike. Quick."""
    both = len(one) + len(other)
    if 2 * min(len(one), len(other)) < ALIKE * both:
        return False
    return 2 * (Counter(one) & Counter(other)).total() >= ALIKE * both


def _may_be_one_voice(old: Claim, new: Claim) -> bool:
    if (old.kind is ClaimKind.ASSERTION) != (new.kind is ClaimKind.ASSERTION):
        return False
    return old.speaker is None or new.speaker is None or _one_voice(old.speaker, new.speaker)


def _one_voice(old: Speaker | None, new: Speaker | None) -> bool:
    if old is None or new is None:
        return old is new
    return folded_words(old.name) == folded_words(new.name) or same_speaker(old, new) is True


def _name(speaker: Speaker | None) -> str:
    return speaker.name if speaker else "nobody named"
