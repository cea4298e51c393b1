"""Which blocks of a page are its story.

Invariant: no block changes its words or its place; each that is left out says by which rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from factcheck.articles import lines
from factcheck.articles.pages.beside import is_headline
from factcheck.articles.pages.blocks import HEADINGS, Box, PageBlock
from factcheck.articles.pages.rules import ElementRule, Fate, rule_of
from factcheck.domain import BlockKind

OUTSIDE = "outside the story"
HEADS_NOTHING = "heads nothing of the story"
OPENING = "between headline and story"
ELSEWHERE = "a link to elsewhere"
# What headings stand above that head none of the story.
_HEADED = frozenset(("related stories", "newsletter or subscription", "tags and topics", ELSEWHERE))
_LINE_TAGS = HEADINGS | frozenset("p li dd dt td th blockquote ul ol dl tr tbody table".split())
_ASIDE = frozenset(("aside", "nav", "footer"))
_NEVER = frozenset(("html", "body", "main"))
# Of a page's prose: what holds so much is not what it is called; of what holds the headline or is an <article>, less
# will do, and of what has a firm name, only nearly all.
_MOST, _SOME, _ALL = 0.5, 0.2, 0.98
_ENOUGH = 200  # characters of prose beside long comments, or an <aside> that is longer
_LINKED = 0.5  # of the words of what tells something
_ALL_LINKED = 0.8
_TEASING = 0.25  # of a branch beside the story: so many of its words in links, and it tells of other stories
_SHORTEST = 25  # characters of a sentence
_SHORTEST_DENSE = 12  # the same in a script that writes words without spaces
_DENSE = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NUMBER = re.compile(r"\d+")
_DENSE_STOP = re.compile("[。！？।؟]")
_LINE, _PARAGRAPH = 40, 80  # characters of what goes on with a story: a line beside it, a paragraph in a box of its own
_ADVERTISES = re.compile(r"(?:SPONSORED|ADVERTORIAL|PAID CONTENT)\b\W+\w")
_LABEL = 100  # characters
_POINT = 4  # words of a point of a summary
_SHORTEST_TITLE = 12  # characters
_BELOW = 0.3  # of the prose stands below the headline, or that is none
_SHARES = (1, 2, 6, 9, 12)  # what a paragraph tells for the boxes around it, divided by


def choose(blocks: Sequence[PageBlock], named: str) -> None:
    """Marks each of ``blocks`` as part of the story or left out, and why. ``named`` is the page's <title>."""
    _judge_all(blocks)
    if not any(_is_open(block) and is_prose(block) for block in blocks):
        _judge_all(blocks, by_name=False)
    prose = [(at, block) for at, block in enumerate(blocks) if _is_open(block) and is_prose(block)]
    headline = _headline(blocks, named)
    below = [(at, block) for at, block in prose if at > headline]
    if _size(below) < _BELOW * _size(prose):
        headline, below = 0, prose
    if below:
        core = _core(block for _, block in below)
        first = next(at for at, block in below if core in line_of(block.box))
        _keep(blocks, core, headline or _title_above(blocks, first))
        _drop_labels(blocks)


def is_prose(block: PageBlock) -> bool:
    """Whether ``block`` tells something in a sentence."""
    return (
        block.box.tag not in HEADINGS
        and len(block.words) >= (_SHORTEST if block.words.isascii() else _SHORTEST_DENSE)
        and block.link_share < _LINKED
        and _has_sentence(block.words)
    )


def line_of(box: Box | None) -> Iterator[Box]:
    """``box`` and those around it, the nearest first."""
    while box is not None:
        yield box
        box = box.parent


def _has_sentence(words: str) -> bool:
    is_dense = _DENSE_STOP.search(words) or len(_DENSE.findall(words)) >= _SHORTEST_DENSE
    return lines.is_prose(words) or bool(is_dense)


def _is_open(block: PageBlock) -> bool:
    return not block.dropped and block.hint is None


def _size(prose: Iterable[tuple[int, PageBlock]]) -> int:
    return sum(len(block.words) for _, block in prose)


# -- by names and links -------------------------------------------------------------------------


def _judge_all(blocks: Sequence[PageBlock], by_name: bool = True) -> None:
    """Judges each block by the boxes around it; without the names that are not firm where those left nothing."""
    total = 0
    for block in blocks:
        block.take_back()
        size = len(block.words) if not block.dropped and is_prose(block) else 0
        total += size
        for box in line_of(block.box) if size or is_heading(block) else ():
            box.mass += size if by_name else 0
            box.headed |= is_heading(block)
            box.titled |= block.box.tag == "h1"
    regions = _Regions(total, by_name)
    for block in blocks:
        _judge(block, regions.rule(block.box))


class _Regions:
    """The rule that each box falls under, its own or that of what it stands in."""

    def __init__(self, total: int, by_name: bool) -> None:
        self._total, self._by_name = total, by_name
        self._known: dict[int, ElementRule | None] = {}

    def rule(self, box: Box) -> ElementRule | None:
        key = id(box)
        if key not in self._known:
            above = self.rule(box.parent) if box.parent else None
            self._known[key] = self._own(box, above) or above
        return self._known[key]

    def _own(self, box: Box, above: ElementRule | None) -> ElementRule | None:
        if box.tag in _NEVER or (above is not None and above.fate is Fate.DROP):
            return None
        rule = rule_of(box.tag, box.names)
        if rule is not None and rule.fate is Fate.DROP and not rule.firm and not self._by_name:
            return None
        return None if rule is not None and rule.fate is Fate.DROP and self._is_the_page(box, rule) else rule

    def _is_the_page(self, box: Box, rule: ElementRule) -> bool:
        """Whether ``box`` holds so much that it is not what it is called."""
        if rule.firm:
            held = (box.element.find(".//article"), box.element.find(".//main"))
            return held != (None, None) or box.mass > _ALL * self._total
        if (box.tag in _ASIDE or rule.why == "comments") and self._total - box.mass > _ENOUGH:
            return False
        is_story = box.titled or (box.tag == "article" and box.mass > 0)
        return box.mass > (_SOME if is_story else _MOST) * self._total


def _judge(block: PageBlock, around: ElementRule | None) -> None:
    if block.hint is not None or block.dropped:
        return
    within = rule_of("", block.names) if block.names else None
    if within is not None and within.fate is Fate.DROP and is_prose(block):
        within = None  # a sentence in a <span> of any class is a sentence
    for rule in filter(None, (around, within)):
        if rule.fate is Fate.DROP:
            block.drop(rule.why)
            return
        if rule.fate is Fate.CAPTION or (rule.fate is Fate.CREDIT and len(block.words) <= _LABEL):
            block.hint, block.why = BlockKind(rule.fate.value), rule.why
    if block.hint is None and _ADVERTISES.match(block.words):
        block.drop("advertisement")
    elif block.hint is None and _leads_away(block):
        block.drop(ELSEWHERE)


def _leads_away(block: PageBlock) -> bool:
    """Whether ``block`` is a name and a link, or a row of such. Links in a sentence are words."""
    if block.link_share <= _ALL_LINKED or block.box.tag == "h1" or (is_heading(block) and _is_anchor(block)):
        return False
    return block.box.tag != "p" or block.links == 1


def _is_anchor(block: PageBlock) -> bool:
    """Whether a heading links to its own place on the page."""
    return all((link.get("href") or "").startswith("#") for link in block.box.element.iter("a"))


# -- by place -----------------------------------------------------------------------------------


def _headline(blocks: Sequence[PageBlock], named: str) -> int:
    """The heading that the page's <title> names, an <h1> before others, else a line in bold; 0 if there is none."""
    if not any(map(is_heading, blocks)):
        bold = (at for at, block in enumerate(blocks) if block.bold and is_headline(block.words, [named]))
        return next(bold, 0)
    named = " ".join(named.split()).casefold()
    found = [
        at
        for at, block in enumerate(blocks)
        if block.box.tag in HEADINGS and len(block.words) >= _SHORTEST_TITLE and block.words.casefold() in named
    ]
    return min(found, key=lambda at: (blocks[at].box.tag != "h1", at), default=0)


def _title_above(blocks: Sequence[PageBlock], first: int) -> int:
    """The last <h1> before the block ``first``, or 0."""
    return next((at for at in range(first, -1, -1) if blocks[at].box.tag == "h1" and not blocks[at].dropped), 0)


def _core(prose: Iterable[PageBlock]) -> Box:
    """The box whose own paragraphs tell most. A box around one paragraph alone is no more than that paragraph."""
    scores: dict[int, float] = {}
    boxes: dict[int, Box] = {}
    for block in prose:
        told = (1 + block.words.count(",") + min(len(block.words) / 100, 3)) * max(0, 1 - 2 * block.link_share)
        open_boxes = [box for box in line_of(block.box) if box.tag not in _LINE_TAGS]
        around = [box for box in open_boxes if box.headed or box.mass > len(block.words)] or open_boxes
        for box, share in zip(around, _SHARES, strict=False):
            boxes[id(box)] = box
            scores[id(box)] = scores.get(id(box), 0) + told / share
    return boxes[max(scores, key=scores.__getitem__)]


def _keep(blocks: Sequence[PageBlock], core: Box, headline: int) -> None:
    """Leaves out what stands above the headline and what neither is in ``core`` nor goes on with it."""
    beside = _Beside(core, blocks, headline)
    for at, block in enumerate(blocks):
        if not block.dropped and at < headline:
            block.drop("above the headline")
        elif not block.dropped and not beside.holds(block):
            block.drop(OUTSIDE)
        elif not block.dropped and beside.opens(block) and block.box.tag not in _LINE_TAGS - {"p"}:
            block.why = OPENING


class _Beside:
    """Which blocks stand in the story's box, or in one that goes on with it."""

    def __init__(self, core: Box, blocks: Sequence[PageBlock], headline: int) -> None:
        self._core, self._headline = core, blocks[headline]
        first = next(at for at, block in enumerate(blocks) if core in line_of(block.box))
        is_headed = headline > 0 or self._headline.box.tag == "h1"
        self._opening = {id(block) for block in blocks[headline + 1 : first]} if is_headed else set()
        self._around = {id(box): box for box in line_of(core)}
        self._outer = {id(box) for box in line_of(_boundary(core).parent)}
        around = (box for box in line_of(core) if box.tag in ("article", "main"))
        self._beyond = {id(box) for box in line_of(next(around, core).parent)}  # where no caption is the story's
        self._tells: dict[int, bool] = {}
        self._held: dict[int, list[PageBlock]] = {}
        for block in blocks:
            for box in line_of(block.box):
                if id(box) in self._around:
                    break
                self._held.setdefault(id(box), []).append(block)

    def holds(self, block: PageBlock) -> bool:
        branch: Box | None = None
        for box in line_of(block.box):
            if box is self._core:
                return True
            if id(box) in self._around:
                return branch is None or self._goes_on(branch, box)
            branch = box
        return False

    def _goes_on(self, branch: Box, above: Box) -> bool:
        """Whether ``branch``, which stands beside the story below ``above``, tells some of it."""
        key = id(branch)
        if key not in self._tells:
            is_within = id(above) not in self._outer
            self._tells[key] = (
                (self._is_told(branch) and (is_within or self._is_alike(branch, above) or self._is_opening(branch)))
                or (is_within and self._is_part(branch))
                or (self._is_opening(branch) and self._is_summary(branch))
                or (id(above) not in self._beyond and self._is_picture(branch))
            )
        return self._tells[key]

    def _is_part(self, branch: Box) -> bool:
        """Whether ``branch`` stands between paragraphs of a story: a heading, a list, a table."""
        is_set = branch.tag in _LINE_TAGS and not any(block.linked for block in self._held[id(branch)])
        return is_set or self._is_picture(branch)

    def _is_summary(self, branch: Box) -> bool:
        """Whether ``branch`` says in points what the story says: a list without links, perhaps below a heading."""
        kept = [block for block in self._held[id(branch)] if not block.dropped and not is_heading(block)]
        is_list = len(kept) > 1 and all(block.box.tag == "li" for block in kept)
        return is_list and all(not block.linked and len(block.words.split()) >= _POINT for block in kept)

    def _is_picture(self, branch: Box) -> bool:
        """Whether ``branch`` has nothing but what its markup says it is: a caption, a credit, rows."""
        return all(block.hint is not None for block in self._held[id(branch)] if not block.dropped)

    def _is_told(self, branch: Box) -> bool:
        held = self._held[id(branch)]
        if any(block.box.tag == "h1" and block is not self._headline for block in held):
            return False
        if any(
            is_heading(block) and block.linked and not _is_anchor(block) and block.why in ("", ELSEWHERE)
            for block in held
        ):
            return False
        kept = [block for block in held if not block.dropped]
        if sum(block.linked for block in kept) > _TEASING * sum(len(block.words) for block in kept):
            return False
        least = _LINE if branch.tag in _LINE_TAGS else _PARAGRAPH
        return any(is_prose(block) and len(block.words) >= least for block in kept)

    def opens(self, block: PageBlock) -> bool:
        """Whether ``block`` stands between the headline and the story's box."""
        return id(block) in self._opening and block.hint is None

    def _is_opening(self, branch: Box) -> bool:
        return all(id(block) in self._opening for block in self._held[id(branch)])

    def _is_alike(self, branch: Box, above: Box) -> bool:
        """Whether ``branch``, or what it holds, is called as the box of the story beside it is."""
        beside = next(box for box in self._around.values() if box.parent is above)
        first = self._held[id(branch)][0]
        boxes = [*takewhile(lambda box: box is not branch, line_of(first.box)), branch]
        for box in boxes:
            names, others = (_NUMBER.sub("", one.names) for one in (box, beside))  # "part-1", "part-2"
            alike = names == others or set(names.split()) & set(others.split())
            if box.tag == beside.tag and alike:
                return box.tag != "article" or not is_heading(first)  # else it is a story of its own
        return False


def _boundary(core: Box) -> Box:
    """The nearest box around the story that says that it holds it."""
    last = core
    for last in line_of(core):
        rule = rule_of(last.tag, last.names)
        if last.tag in ("article", "main") or (rule is not None and rule.fate is Fate.STORY):
            break
    return last


# -- labels -------------------------------------------------------------------------------------


def _drop_labels(blocks: Sequence[PageBlock]) -> None:
    """Leaves out what heads nothing that is kept, and what stands behind the last sentence without being one."""
    follows = False  # whether something kept comes next
    below = ""  # why the next block is left out, if it is
    for block in reversed(blocks):
        if block.dropped:
            below, follows = block.why, follows and block.box.tag not in HEADINGS and len(block.words) < _LABEL
            continue
        if _is_told(block):
            follows = True
        elif block.hint is None and _is_label(block) and (not follows or (below in _HEADED and is_heading(block))):
            block.drop(HEADS_NOTHING)
        below = ""


def is_heading(block: PageBlock) -> bool:
    return block.box.tag in HEADINGS


def _is_label(block: PageBlock) -> bool:
    return block.box.tag != "h1" and len(block.words) < _LABEL and (block.box.tag != "li" or block.links > 0)


def _is_told(block: PageBlock) -> bool:
    """Whether ``block`` is more than a label."""
    is_quoted = any(box.tag == "blockquote" for box in line_of(block.box))
    return block.hint in (BlockKind.ROW, BlockKind.BLOCK_QUOTE) or (
        not is_heading(block) and (is_quoted or _has_sentence(block.words))
    )
