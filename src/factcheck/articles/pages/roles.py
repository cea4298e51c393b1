"""What the kept blocks of a story are to each other: questions of an interview, times of entries, words said again.

Invariant: no block is left out but one whose words stand in another that is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from factcheck.articles.imprint import imprint
from factcheck.articles.pages.blocks import HEADINGS, HIDDEN, Box, PageBlock
from factcheck.articles.pages.body import ELSEWHERE, HEADS_NOTHING, OUTSIDE, is_prose, line_of
from factcheck.domain import BlockKind

_FEWEST = 2  # questions of an interview, entries of a live blog
_BOLD = 0.9  # of the letters of a question
_ASKS = re.compile(r"\?[\"'”’»)]*$")
# What an interviewer says instead of asking: "Coast Post: He never got it.", "They say that you knew."
_LABEL = re.compile(r"[^\W\d_a-z][\w.'’&-]*(?: (?:[^\W\d_a-z][\w.'’&-]*|de|du|la|of|the|von)){0,4}:\s+[^\W_]")
_TO_YOU = re.compile(r"\b(?:you|your|yours|Sie|Ihr\w*|vous|votre|vos|usted)\b")
_STOPS = re.compile(r"[.!…]$")
_MARKS = re.compile(r"[\"“”„«»]")
_TIME = re.compile(
    r"(?:(?:posted|updated|published)?\s*(?:at )?)?\(?(?:[01]?\d|2[0-3])"
    r"(?:[:.][0-5]\d(?:[:.][0-5]\d)?(?:\s?[ap]\.?m\.?)?|\s?[ap]\.?m\.?)"
    r"(?:\s\(?[A-Z]{2,4}\)?)?\)?(?:(?:[\s,|·–—-]+|(?<=\d)(?=[^\W\d_])).{3,40})?$"
    r"|(?:\d{1,2}|an?) (?:sec(?:ond)?|min(?:ute)?|h(?:ou)?r)s? ago$",
    re.IGNORECASE,
)
_PUBLISHED_BY = re.compile(r"\W*(?:\w+ ){0,3}(?:published|issued|released|produced|prepared)\b.*\bby\b", re.IGNORECASE)
_SET_ASIDE = frozenset(("byline or date", HEADS_NOTHING))
_LONGEST_TIME, _LONGEST_IMPRINT = 60, 160  # characters
_QUOTING = re.compile(r"[\"'“”‘’«»…]|\.\.\.")
_SHORTEST_REPEAT = 25  # characters
_SHORTEST_TOLD = 40
_SET_APART = frozenset("blockquote aside figure q".split())
_PULLED = re.compile(r"pull|quote")
_LEFT = 120  # characters of two paragraphs that may be the story's
_NAMED = 60  # characters of it in a notice


def assign(blocks: Sequence[PageBlock]) -> None:
    """Says of the kept blocks which are questions and which the times of entries; leaves out what is said again."""
    _mark_times(blocks)
    _mark_imprints(blocks)
    _mark_questions([block for block in blocks if not block.dropped])
    _drop_repeats([block for block in blocks if not block.dropped])


def left_out(blocks: Sequence[PageBlock]) -> Iterator[str]:
    """A notice for each part of the page that reads like the story and was left out."""
    parts: dict[int, list[PageBlock]] = {}
    for block in blocks:
        if block.why in (OUTSIDE, HIDDEN):
            parts.setdefault(id(block.box.parent), []).append(block)
    for part in parts.values():
        told = [block.words for block in part if block.box.tag == "p" and not block.linked and is_prose(block)]
        if len(told) >= _FEWEST and sum(map(len, told)) >= _LEFT and not any(block.linked for block in part):
            first = told[0] if len(told[0]) <= _NAMED else f"{told[0][:_NAMED].rsplit(' ', 1)[0]} …"
            yield f"part of the page was left out: “{first}”"


def _mark_times(blocks: Sequence[PageBlock]) -> None:
    """Keeps the times that stand alone above the entries of a story told as it happens."""
    kept = [at for at, block in enumerate(blocks) if not block.dropped and is_prose(block)]
    if not kept:
        return
    times = [
        block
        for at, block in enumerate(blocks[: kept[-1]])
        if block.hint is None and _is_time(block) and (at > kept[0] or _stands_above(block, blocks[at + 1 :]))
    ]
    if len(times) >= _FEWEST:
        for block in times:
            block.keep(BlockKind.DATELINE, "time of an entry")


def _mark_imprints(blocks: Sequence[PageBlock]) -> None:
    """Keeps the lines that say of a text who published it and when."""
    for block in blocks:
        is_open = block.hint is None and (not block.dropped or block.why in _SET_ASIDE)
        if is_open and len(block.words) <= _LONGEST_IMPRINT and _PUBLISHED_BY.match(block.words):
            said = imprint(block.words)
            if said.published and said.publisher:
                block.keep(BlockKind.DATELINE, "who published it and when")


def _is_time(block: PageBlock) -> bool:
    is_open = not block.dropped or block.why in ("byline or date", ELSEWHERE, HEADS_NOTHING)
    return is_open and len(block.words) <= _LONGEST_TIME and _TIME.match(block.words) is not None


def _stands_above(block: PageBlock, below: Sequence[PageBlock]) -> bool:
    """Whether the first prose below stands in the very box around ``block`` or next to it."""
    first = next((one for one in below if not one.dropped and is_prose(one)), None)
    around = [box for box, _ in zip(line_of(block.box), range(3), strict=False)]
    return first is not None and any(box in line_of(first.box) for box in around)


def _mark_questions(kept: Sequence[PageBlock]) -> None:
    lines = [one for one, two in pairwise(kept) if _is_bold_line(one) and not two.hint and not _is_bold(two)]
    asks = [_ASKS.search(one.words) is not None for one in lines]
    if sum(asks) < _FEWEST:
        return
    first, last = asks.index(True), len(asks) - asks[::-1].index(True)
    for at, block in enumerate(lines):
        if asks[at]:
            block.keep(BlockKind.QUESTION, "question in bold above an answer")
        elif first < at < last and _is_put(block.words):
            block.keep(BlockKind.QUESTION, "put in bold between questions")


def _is_bold_line(block: PageBlock) -> bool:
    return block.hint is None and block.box.tag not in HEADINGS and block.box.tag != "li" and _is_bold(block)


def _is_put(words: str) -> bool:
    """Whether a sentence that quotes nobody has the label of whoever asks, or is said to "you"."""
    labelled = _LABEL.match(words) or _TO_YOU.search(words)
    return labelled is not None and _STOPS.search(words) is not None and _MARKS.search(words) is None


def _is_bold(block: PageBlock) -> bool:
    return block.bold >= _BOLD * len(block.words.replace(" ", ""))


def _drop_repeats(kept: Sequence[PageBlock]) -> None:
    """Leaves out paragraphs that stand there twice, and words set apart that the story says as well."""
    seen: dict[str, Box | None] = {}
    told = [block for block in kept if block.hint is None and not _is_set_apart(block)]
    text = " ".join(_plain(block.words) for block in told)
    for block in kept:
        plain = _plain(block.words)
        if block.box.tag in HEADINGS:
            seen.clear()  # what stands under two headings may well be the same
        elif _is_set_apart(block) and len(plain) >= _SHORTEST_REPEAT and plain in text:
            block.drop("said in the story as well")
        elif _is_told_at_length(block) and seen.setdefault(plain, block.box.parent) is not block.box.parent:
            block.drop("printed twice")


def _is_told_at_length(block: PageBlock) -> bool:
    return block.hint is None and len(block.words) >= _SHORTEST_TOLD and is_prose(block)


def _is_set_apart(block: PageBlock) -> bool:
    return any(box.tag in _SET_APART or _PULLED.search(box.names) for box in _nearest(block))


def _nearest(block: PageBlock) -> Iterable[Box]:
    return (box for box, _ in zip(line_of(block.box), range(3), strict=False))


def _plain(words: str) -> str:
    return " ".join(_QUOTING.sub("", words).casefold().split()).rstrip(" .,;:")
