"""Where sentences begin and end.

Invariant: sentences are in order, never overlap, never cross a line break, and every
character that is not white space lies in exactly one of them. Time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.domain import Span
from factcheck.language.function_words import OTHER_PRONOUNS, SENTENCE_OPENERS

# A full stop behind these does not end a sentence. Lower case, without the stop.
ABBREVIATIONS = frozenset(
    """mr mrs ms mx dr prof sen sens rep reps gov govs gen lt col sgt capt cmdr adm maj pvt hon rev fr st sr jr
    messrs pres supt det insp amb atty dist mt ft pt nr no nos vs v al etc inc ltd co corp bros dept univ assn
    e.g i.e cf ca approx est fig vol pp ed eds u.s u.k u.n e.u d.c a.m p.m ph.d m.d b.a m.a
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun
    ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont
    neb nev okla ore pa tenn tex va vt wash wis wyo""".split()
)
# Among them, those that are words of their own unless they carry a capital: "He sat." and "Sat. 3 May".
_ONLY_CAPITALISED = frozenset(
    "no al co ed est ft pt mar sat sun wed fig ill ind la mass miss ore pa del ark wash mo ga".split()
)
# Those that stand only before a figure: "No. 10" and "He said no."
_BEFORE_FIGURE = frozenset("no nos fig vol pp est".split())
# These do end a sentence when a capital follows that opens no name: "in the U.S. The bill…"
_ENDS_BEFORE_OPENER = frozenset(
    "u.s u.k u.n e.u d.c a.m p.m etc inc co ltd corp ph.d m.d jr sr calif tex fla ill mass wash pa va conn mich".split()
)
_OPENERS = (
    frozenset(
        """the a an in on at he it she they we i but and this that these those his her its their as if when
    while after before for what who there however""".split()
    )
    | SENTENCE_OPENERS
    | OTHER_PRONOUNS
)
_CLOSERS = "\"'”’»)]"
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[" + re.escape(_CLOSERS) + r"]*+(?=\s|$)")
_LAST_WORD = re.compile(r"[\w.'’-]+$")
_NEXT_WORD = re.compile(r"\s{0,20}[\"'“‘«(\[]{0,4}([\w'’]+)")
_INITIALS = re.compile(r"(?:[A-Z]\.){1,5}[A-Z]")  # "J.R. Ruiz", "the C.I.A. But"
_PLACES = frozenset("l.a n.c n.d n.h n.j n.m n.y r.i s.c s.d".split())
_LONGEST_WORD = 40  # characters looked at before a stop


def sentences(text: str, within: Span | None = None) -> list[Span]:
    """The sentences of ``text`` (or of the stretch ``within``), trimmed of white space."""
    outer = within or Span(0, len(text))
    return [
        sentence
        for line in re.finditer(r"[^\n]+", text[outer.start : outer.end])
        for sentence in _split(text, Span(outer.start + line.start(), outer.start + line.end()))
    ]


def _split(text: str, line: Span) -> Iterator[Span]:
    start = line.start
    for stop in _STOP.finditer(text, line.start, line.end):
        if _ends_sentence(text, stop, start, line.end):
            yield from _trimmed(text, start, stop.end())
            start = stop.end()
    yield from _trimmed(text, start, line.end)


def _ends_sentence(text: str, stop: re.Match[str], start: int, end: int) -> bool:
    following = _NEXT_WORD.match(text, stop.end(), end)
    if following is None:
        return True
    word = following.group(1)
    if word[0].islower():
        return False
    if stop.group()[0] != "." or stop.group().startswith(".."):
        return True
    before = _LAST_WORD.search(text, max(start, stop.start() - _LONGEST_WORD), stop.start())
    return not (before and _abbreviates(before.group(), word))


def _abbreviates(last: str, following: str) -> bool:
    """Whether the stop behind ``last`` belongs to it, seeing the word that follows."""
    low = last.lower()
    if low in _BEFORE_FIGURE:
        return following[0].isdigit()
    if low in _ONLY_CAPITALISED and last[0].islower():
        return False
    if low in _ENDS_BEFORE_OPENER or (_INITIALS.fullmatch(last) and low not in _PLACES):
        return following.lower() not in _OPENERS
    return low in ABBREVIATIONS or (len(last) == 1 and last.isalpha() and last.isupper() and last != "I")


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    right = left + len(words.strip())
    if left < right:
        yield Span(left, right)
