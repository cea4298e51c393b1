"""Ways to alter a quotation that are known to have been done.

Invariant: each takes a verbatim quotation and does one thing to it, or answers None where it
cannot; whoever reads the result beside the original can see that it was done.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from factcheck.domain import Alteration, WordingFinding


class Original(NamedTuple):
    """A quotation as it stands in ``text``, the document, and the others that are quoted there."""

    words: str
    document_id: str
    text: str
    others: tuple[str, ...]


class Altered(NamedTuple):
    """What was made of a quotation; ``source`` is given where the document was changed instead."""

    quotation: str
    source: str = ""


Alter = Callable[[Original, random.Random], Altered | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """One way of altering and what should be found. ``elsewhere`` says what is done to other documents."""

    name: str
    alter: Alter
    finding: WordingFinding
    alteration: Alteration | None = None
    grave: bool = False
    elsewhere: str = ""  # "missing", "inserted", "copied"


_QUALIFIER = re.compile(
    r"\b(?:nearly|almost|roughly|approximately|perhaps|maybe|possibly|probably|apparently|generally|usually|often|"
    r"sometimes|mostly|largely|partly|somewhat|fairly|only|merely|potentially|at least|up to|more than|less than) ",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"(?<= )(?:not|never) |(?<=[a-z])(?<!wo)(?<!ca)n['’]t\b")
_AFTER_VERB = re.compile(r"\b(?:is|are|was|were|will|would|can|should|could|has|have) (?!not\b|never\b|to\b)")
_FIGURE = re.compile(r"\b\d{1,3}(?:,\d{3})*\b(?![.\d:/-])")
_NAME = re.compile(r"(?<=[a-z,] )(?!(?:I|God)\b)[A-Z][a-z]{3,}\b(?! [A-Z])")
_SURNAMES = "Arkwright Bellweather Castellan Dunmore Eastergate Fairholt Gessner Hallorann".split()
_FILLERS = (", you know,", ", um,", ", I mean,", " uh", ", er,")
_PRONOUNS = (
    ("I am", "he is"),
    ("I'm", "he's"),
    ("I’m", "he’s"),
    ("I was", "he was"),
    ("I have", "he has"),
    ("my", "his"),
    ("we are", "they are"),
    ("our", "their"),
    ("we", "they"),
)
_SWAPS = (
    ("don't", "do not"),
    ("don’t", "do not"),
    ("it's", "it is"),
    ("it’s", "it is"),
    ("labor", "labour"),
    ("color", "colour"),
    ("favor", "favour"),
    ("honor", "honour"),
    ("ize", "ise"),
    ("percent", "per cent"),
    ("’", "'"),
    (" – ", " - "),
    ("—", " - "),
    ("can't", "cannot"),
    ("can’t", "cannot"),
    ("not ", "not, "),
)
_STRAY = "gravel lanterns harvest orchard marble violin copper thunder velvet compass".split()
_SPLICED = 14  # words of a quotation of which a half is recognised
_LINKS = "which with that and where as for while".split()


def _same(original: Original, _chance: random.Random) -> Altered:
    return Altered(original.words)


def _restyled(original: Original, _chance: random.Random) -> Altered | None:
    """Another house style: marks, contractions, British spelling, the first letter."""
    words = original.words
    for old, new in _SWAPS:
        words = re.sub(rf"\b{re.escape(old)}" if old.isalpha() and len(old) > 3 else re.escape(old), new, words)
    words = words[0].swapcase() + words[1:].rstrip(".,")
    return Altered(words) if words != original.words else None


def _without(pattern: re.Pattern[str]) -> Alter:
    def drop(original: Original, chance: random.Random) -> Altered | None:
        found = [one for one in pattern.finditer(original.words) if one.start()]  # a later beginning alters nothing
        if not found:
            return None
        one = chance.choice(found)
        return Altered(original.words[: one.start()] + original.words[one.end() :])

    return drop


def _negated(original: Original, chance: random.Random) -> Altered | None:
    found = list(_AFTER_VERB.finditer(original.words))
    if not found:
        return None
    at = chance.choice(found).end()
    return Altered(f"{original.words[:at]}not {original.words[at:]}")


def _other_figure(original: Original, chance: random.Random) -> Altered | None:
    found = list(_FIGURE.finditer(original.words))
    if not found:
        return None
    one = chance.choice(found)
    value = int(one.group().replace(",", ""))
    other = f"{value + chance.choice((1, 2, 5, 10, max(1, value // 2))):{',' if ',' in one.group() else ''}}"
    return Altered(original.words[: one.start()] + other + original.words[one.end() :])


def _other_name(original: Original, chance: random.Random) -> Altered | None:
    found = list(_NAME.finditer(original.words))
    if not found:
        return None
    one = chance.choice(found)
    return Altered(original.words[: one.start()] + chance.choice(_SURNAMES) + original.words[one.end() :])


def _spliced(original: Original, chance: random.Random) -> Altered | None:
    """The first half of this quotation and the second of one that stands far from it."""
    here = original.text.find(original.words)
    far = [
        words for words in original.others if abs(original.text.find(words) - here) > 600 and len(words.split()) > 13
    ]
    if not far or len(original.words.split()) < _SPLICED:
        return None
    one, other = original.words.split(), chance.choice(far).split()
    transcript = original.text.translate(dict.fromkeys(map(ord, '“”"')))  # one speech, and not a report in pieces
    return Altered(" ".join([*one[: len(one) // 2], *other[len(other) // 2 :]]), transcript)


def _bracketed(original: Original, chance: random.Random) -> Altered:
    words = original.words.split()
    at = chance.randrange(2, len(words) - 2)
    pronouns = [place for place, word in enumerate(words) if word in ("he", "she", "it", "they", "him", "them")]
    insertion = f"[{chance.choice(_SURNAMES)}]" if chance.random() < 0.5 else "[the committee]"
    if pronouns:
        words[pronouns[0]] = insertion
    else:
        words.insert(at, insertion)
    return Altered(" ".join(words))


def _cut(original: Original, chance: random.Random) -> tuple[list[str], list[str]] | None:
    """The words before and behind a stretch of 2 to 6 in which nothing stands that is named for itself."""
    words = original.words.split()
    if len(words) < 12:
        return None
    length = chance.randint(2, 6)
    at = chance.randrange(3, len(words) - length - 3) if len(words) - length > 6 else 3
    gone = f" {' '.join(words[at : at + length])} ".lower()
    telling = re.compile(
        r"\d|n['’]t|\b(?:not?|never|none|nothing|some|many|most|may|might|could|would|should|can|will|must|think|believe|"
        r"feel|seem|if|all|every|just|even|hope|expect|few|several|always|pretty|quite|well|you know|like|so|oh|now)\b"
    )
    if telling.search(gone) or _QUALIFIER.search(gone):
        return None
    return words[:at], words[at + length :]


def _ellipsis(original: Original, chance: random.Random) -> Altered | None:
    cut = _cut(original, chance)
    return Altered(f"{' '.join(cut[0])} {chance.choice(('…', '...', '[…]'))} {' '.join(cut[1])}") if cut else None


def _unmarked(original: Original, chance: random.Random) -> Altered | None:
    cut = _cut(original, chance)
    return Altered(f"{' '.join(cut[0])} {' '.join(cut[1])}") if cut else None


def _filler(original: Original, chance: random.Random) -> Altered:
    """The transcript has a filler word that the quotation lacks."""
    words = original.words.split()
    at = chance.randrange(2, len(words) - 1)
    spoken = f"{' '.join(words[:at]).rstrip(',')}{chance.choice(_FILLERS)} {' '.join(words[at:])}"
    return Altered(original.words, original.text.replace(original.words, spoken))


def _adapted(original: Original, _chance: random.Random) -> Altered | None:
    """ "I am" becomes "he is", as in a quotation that was fitted into a sentence."""
    for old, new in _PRONOUNS:
        changed = re.sub(rf"(?<![\w'’]){re.escape(old)}(?![\w'’])", new, original.words, count=1)
        if changed != original.words:
            return Altered(changed)
    return None


def _stuffed(original: Original, chance: random.Random) -> Altered:
    words = original.words.split()
    at = chance.randrange(3, len(words) - 2)
    return Altered(" ".join([*words[:at], *chance.sample(_STRAY, 2), *words[at:]]))


def _continued(original: Original, chance: random.Random) -> Altered:
    """A sentence behind the quotation that stands nowhere."""
    one, two, three = chance.sample(_STRAY, 3)
    return Altered(f"{original.words.rstrip('.,!?')}. The {one} of {two} ended without a single {three}.")


def _other_word(original: Original, chance: random.Random) -> Altered | None:
    words = original.words.split()
    long = [at for at in range(2, len(words) - 2) if words[at].isalpha() and words[at].islower() and len(words[at]) > 6]
    plain = [at for at in long if not _QUALIFIER.match(f"{words[at]} ") and not words[at].endswith("ly")]
    if not plain:
        return None
    words[chance.choice(plain)] = chance.choice(_STRAY)
    return Altered(" ".join(words))


def _turned_round(original: Original, _chance: random.Random) -> Altered | None:
    """ "If it rains, we stay" becomes "We stay, if it rains"."""
    one, comma, other = original.words.rstrip(".,").partition(", ")
    if not comma or min(len(one.split()), len(other.split())) < 5 or len(one.split()) > 25:
        return None
    return Altered(f"{other}, {one}")


def _in_other_words(original: Original, chance: random.Random) -> Altered | None:
    """Three quarters of the words of content in another order and in other company."""
    content = [word for word in (word.strip(",.;:") for word in original.words.split()) if len(word) > 4]
    if len(content) < 6:
        return None
    kept = chance.sample(content, round(0.75 * len(content))) + chance.sample(_STRAY, 1)
    return Altered(" ".join(f"{word} {chance.choice(_LINKS)}" for word in kept) + " everybody")


_F = WordingFinding
KINDS = (
    Kind("verbatim", _same, _F.VERBATIM),
    Kind("another house style", _restyled, _F.VERBATIM),
    Kind("in a report and its copy", _same, _F.VERBATIM, elsewhere="copied"),
    Kind("qualifier dropped", _without(_QUALIFIER), _F.ALTERED, Alteration.DROPPED_QUALIFIER, True),
    Kind("negation dropped", _without(_NEGATION), _F.ALTERED, Alteration.DROPPED_NEGATION, True),
    Kind("negation added", _negated, _F.ALTERED, Alteration.ADDED_NEGATION, True),
    Kind("figure changed", _other_figure, _F.ALTERED, Alteration.CHANGED_FIGURE, True),
    Kind("name changed", _other_name, _F.ALTERED, Alteration.CHANGED_NAME, True),
    Kind("spliced", _spliced, _F.ALTERED, Alteration.SPLICED, True),
    Kind("word changed", _other_word, _F.ALTERED, Alteration.CHANGED_WORDS, True),
    Kind("words added", _stuffed, _F.ALTERED, Alteration.ADDED_WORDS, True),
    Kind("clauses turned round", _turned_round, _F.ALTERED, Alteration.REORDERED),
    Kind("words left out", _unmarked, _F.ALTERED, Alteration.OMISSION),
    Kind("ellipsis", _ellipsis, _F.ALTERED, Alteration.ELLIPSIS),
    Kind("brackets", _bracketed, _F.ALTERED, Alteration.BRACKETS),
    Kind("pronoun adapted", _adapted, _F.ALTERED, Alteration.ADAPTATION),
    Kind("filler dropped", _filler, _F.ALTERED, Alteration.FILLERS),
    Kind("a sentence added", _continued, _F.IN_PART),
    Kind("in other words", _in_other_words, _F.PARAPHRASED),
    Kind("from elsewhere", _same, _F.NOT_FOUND, elsewhere="missing"),
    Kind("in two documents", _same, _F.AMBIGUOUS, elsewhere="inserted"),
)
