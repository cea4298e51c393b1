"""Which blocks of a page are its story.

Invariant: no block changes its words or its place; each that is left out says by which rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from factcheck.articles import lines
from factcheck.articles.pages.blocks import Block, Box
from factcheck.articles.pages.rules import Rule, Verdict, rule_of
from factcheck.domain import BlockKind

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_LINE_TAGS = _HEADINGS | frozenset("p li dd dt td th blockquote ul ol dl tr tbody table".split())
_MOST = 0.5  # of a page's prose: what holds so much is the story, whatever it is called
_ALL = 0.98
_SOME = 0.2  # the same of what holds the headline, or is an <article>
_LINKED = 0.5
_ALL_LINKED = 0.8
_TEASING = 0.25  # of a branch beside the story: so many of its words in links, and it tells of other stories
_SHORTEST = 25  # characters of a sentence
_SHORTEST_DENSE = 12  # the same in a script that writes words without spaces
_DENSE = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DENSE_STOP = re.compile("[。！？।؟]")
_LINE, _PARAGRAPH = 40, 80  # characters of what goes on with a story: a line beside it, a paragraph in a box of its own
_BELOW = 0.3  # of the prose stands below the headline, or that is none
_SHORTEST_TITLE = 12  # characters
_LABEL = 100  # characters
_NEVER = frozenset(("html", "body", "main"))


def choose(blocks: Sequence[Block], named: str) -> None:
    """Marks each of ``blocks`` as part of the story or left out, and why. ``named`` is the page's <title>."""
    prose = [block for block in blocks if is_prose(block)]
    _weigh(prose)
    for block in blocks:
        if block.box.tag == "h1":
            for box in _line_of(block.box):
                box.titled = True
    regions = _Regions(sum(len(block.words) for block in prose))
    for block in blocks:
        _judge(block, regions.rule(block.box), rule_of("", block.names) if block.names else None)
    open_prose = [(at, block) for at, block in enumerate(blocks) if not block.dropped and block.hint is None and is_prose(block)]
    headline = _headline(blocks, named)
    below = [(at, block) for at, block in open_prose if at > headline]
    if _size(below) < _BELOW * _size(open_prose):
        headline, below = 0, open_prose
    if not below:
        return
    core = _core([block for _, block in below])
    headline = headline or _title_above(blocks, next(at for at, block in below if core in _line_of(block.box)))
    kept = _Kept(core, blocks, headline)
    for at, block in enumerate(blocks):
        if not block.dropped and (at < headline or not kept.holds(block)):
            _drop(block, "above the headline" if at < headline else "outside the story")
    _drop_labels(blocks)


def _drop_labels(blocks: Sequence[Block]) -> None:
    """Leaves out what heads nothing that is kept, and what stands behind the last sentence without being one."""
    follows = False  # whether something kept comes next
    for block in reversed(blocks):
        if block.dropped:
            follows = follows and block.box.tag not in _HEADINGS and len(block.words) < _LABEL
        elif is_told(block):
            follows = True
        elif not follows and block.hint is None and _is_label(block):
            _drop(block, "heads nothing of the story")


def _is_label(block: Block) -> bool:
    return block.box.tag != "h1" and len(block.words) < _LABEL and (block.box.tag != "li" or block.links > 0)


def is_told(block: Block) -> bool:
    """Whether ``block`` is more than a label."""
    return block.hint in (BlockKind.ROW, BlockKind.BLOCK_QUOTE) or (block.box.tag not in _HEADINGS and _has_sentence(block.words))


def is_prose(block: Block) -> bool:
    """Whether ``block`` tells something in a sentence."""
    return (
        block.box.tag not in _HEADINGS
        and len(block.words) >= (_SHORTEST if block.words.isascii() else _SHORTEST_DENSE)
        and block.link_share < _LINKED
        and _has_sentence(block.words)
    )


def _has_sentence(words: str) -> bool:
    return lines.is_prose(words) or _DENSE_STOP.search(words) is not None or len(_DENSE.findall(words)) >= _SHORTEST_DENSE


def _drop(block: Block, why: str) -> None:
    block.dropped, block.why = True, why


def _weigh(prose: Iterable[Block]) -> None:
    for block in prose:
        box: Box | None = block.box
        while box is not None:
            box.mass += len(block.words)
            box = box.parent


class _Regions:
    """The rule that each box falls under, its own or that of what it stands in."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._known: dict[int, Rule | None] = {}

    def rule(self, box: Box) -> Rule | None:
        key = id(box)
        if key not in self._known:
            above = self.rule(box.parent) if box.parent else None
            self._known[key] = self._own(box, above) or above
        return self._known[key]

    def _own(self, box: Box, above: Rule | None) -> Rule | None:
        if above is not None and above.verdict is Verdict.DROP:
            return None
        rule = rule_of(box.tag, box.names)
        if rule is None or box.tag in _NEVER:
            return None
        return None if rule.verdict is Verdict.DROP and self._is_the_page(box, rule.firm) else rule

    def _is_the_page(self, box: Box, firm: bool) -> bool:
        """Whether ``box`` holds so much that it is not what it is called; ``firm`` if it may hold more than the story."""
        if firm:
            return box.element.find(".//article") is not None or box.element.find(".//main") is not None or box.mass > _ALL * self._total
        is_story = box.titled or (box.tag == "article" and box.mass > 0)
        return box.mass > (_SOME if is_story else _MOST) * self._total


def _judge(block: Block, *rules: Rule | None) -> None:
    for rule in rules:
        if rule is None or block.hint is not None:
            continue
        if rule.verdict is Verdict.DROP:
            _drop(block, rule.why)
            return
        if rule.verdict is Verdict.CAPTION:
            block.hint, block.why = BlockKind.CAPTION, rule.why
        elif rule.verdict is Verdict.CREDIT and len(block.words) < 120:
            block.hint, block.why = BlockKind.CREDIT, rule.why
    if block.hint is None and _leads_away(block):
        _drop(block, "a link to elsewhere")


def _leads_away(block: Block) -> bool:
    """Whether ``block`` is the name of something else and a link to it, or a row of such; links in a sentence are words."""
    if block.link_share <= _ALL_LINKED or block.box.tag == "h1":
        return False
    return block.box.tag != "p" or block.links == 1


def _core(prose: Sequence[Block]) -> Box:
    """The box whose own paragraphs tell most."""
    scores: dict[int, float] = {}
    boxes: dict[int, Box] = {}
    for block in prose:
        score = (1 + block.words.count(",") + min(len(block.words) / 100, 3)) * max(0, 1 - 2 * block.link_share)
        box: Box | None = block.box
        while box is not None and box.tag in _LINE_TAGS:
            box = box.parent
        level = 0
        while box is not None and level < 5:
            boxes[id(box)] = box
            scores[id(box)] = scores.get(id(box), 0) + score / (1, 2, 6, 9, 12)[level]
            box, level = box.parent, level + 1
    return boxes[max(scores, key=scores.__getitem__)]


def _size(prose: Iterable[tuple[int, Block]]) -> int:
    return sum(len(block.words) for _, block in prose)


def _headline(blocks: Sequence[Block], named: str) -> int:
    """The heading that the page's <title> names, an <h1> before others; 0 if there is none."""
    named = named.casefold()
    found = [
        at
        for at, block in enumerate(blocks)
        if block.box.tag in _HEADINGS and len(block.words) >= _SHORTEST_TITLE and block.words.casefold() in named
    ]
    return min(found, key=lambda at: (blocks[at].box.tag != "h1", at), default=0)


def _title_above(blocks: Sequence[Block], first: int) -> int:
    """The last <h1> before the block ``first``, or 0."""
    return next((at for at in range(first, -1, -1) if blocks[at].box.tag == "h1" and not blocks[at].dropped), 0)


class _Kept:
    """Which blocks stand in the story's box, or in one that goes on with it."""

    def __init__(self, core: Box, blocks: Sequence[Block], headline: int) -> None:
        self._line = {id(box): box for box in _line_of(core)}
        self._core, self._headline = core, blocks[headline]
        self._boundary = {id(box) for box in _line_of(_boundary(core))}
        self._tells: dict[int, bool] = {}
        self._held: dict[int, list[Block]] = {}
        for block in blocks:
            for box in _line_of(block.box):
                self._held.setdefault(id(box), []).append(block)

    def holds(self, block: Block) -> bool:
        branch: Box | None = None
        for box in _line_of(block.box):
            if box is self._core:
                return True
            if id(box) in self._line:
                return self._goes_on(branch, box)
            branch = box
        return False

    def _goes_on(self, branch: Box | None, above: Box) -> bool:
        """Whether ``branch``, which stands beside the story below ``above``, tells some of it."""
        if branch is None:
            return True
        if id(branch) not in self._tells:
            is_inside = id(above) not in self._boundary or above is _boundary(self._core)
            self._tells[id(branch)] = self._is_told(branch) and (is_inside or self._is_alike(branch, above))
        return self._tells[id(branch)]

    def _is_told(self, branch: Box) -> bool:
        held = [block for block in self._held[id(branch)] if not block.dropped]
        if any(block.box.tag == "h1" and block is not self._headline for block in held):
            return False
        if any(block.box.tag in _HEADINGS and block.linked for block in held):
            return False
        if sum(block.linked for block in held) > _TEASING * sum(len(block.words) for block in held):
            return False
        return any(is_prose(block) and len(block.words) >= (_LINE if branch.tag in _LINE_TAGS else _PARAGRAPH) for block in held)

    def _is_alike(self, branch: Box, above: Box) -> bool:
        beside = next((box for box in _line_of(self._core) if box.parent is above), None)
        return beside is not None and branch.tag == beside.tag and (branch.names == beside.names or bool(set(branch.names.split()) & set(beside.names.split())))


def _line_of(box: Box | None) -> Iterator[Box]:
    while box is not None:
        yield box
        box = box.parent


def _boundary(core: Box) -> Box:
    """The nearest box around the story that says that it holds it."""
    last = core
    for box in _line_of(core):
        last = box
        rule = rule_of(box.tag, box.names)
        if box.tag in ("article", "main") or (rule is not None and rule.verdict is Verdict.STORY):
            return box
    return last
