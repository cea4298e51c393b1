"""Which blocks of a page are its story.

Invariant: no block changes its words or its place; each that is left out says by which rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from factcheck.articles import lines
from factcheck.articles.pages.blocks import Block, Box
from factcheck.articles.pages.rules import Rule, Verdict, rule_of
from factcheck.domain import BlockKind

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_LINE_TAGS = _HEADINGS | frozenset("p li dd dt td th blockquote ul ol dl tr tbody table".split())
_MOST = 0.5  # of a page's prose: what holds so much is the story, whatever it is called
_LINKED = 0.5
_NEVER = frozenset(("html", "body", "main"))


def choose(blocks: Sequence[Block]) -> None:
    """Marks each of ``blocks`` as part of the story or left out, and why."""
    prose = [block for block in blocks if is_prose(block)]
    _weigh(prose)
    regions = _Regions(sum(len(block.words) for block in prose))
    for block in blocks:
        _judge(block, regions.rule(block.box), rule_of("", block.names) if block.names else None)
    core = _core([block for block in prose if not block.dropped and block.hint is None])
    if core is None:
        return
    kept = _Kept(core, blocks)
    for block in blocks:
        if not block.dropped and not kept.holds(block):
            _drop(block, "outside the story")


def is_prose(block: Block) -> bool:
    return (
        block.box.tag not in _HEADINGS
        and len(block.words) >= 25
        and block.link_share < _LINKED
        and lines.is_prose(block.words)
    )


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
        if rule is None or box.tag in _NEVER or (not rule.firm and rule.verdict is Verdict.DROP and box.mass > _MOST * self._total):
            return None
        return rule


def _judge(block: Block, *rules: Rule | None) -> None:
    for rule in rules:
        if rule is None or block.hint is BlockKind.ROW:
            continue
        if rule.verdict is Verdict.DROP:
            _drop(block, rule.why)
            return
        if rule.verdict is Verdict.CAPTION:
            block.hint, block.why = BlockKind.CAPTION, rule.why
        elif rule.verdict is Verdict.CREDIT and len(block.words) < 120:
            block.hint, block.why = BlockKind.CREDIT, rule.why
    if block.hint is None and block.link_share > 0.8 and block.box.tag != "h1" and not (block.box.tag == "p" and lines.is_prose(block.words)):
        _drop(block, "a link to elsewhere")


def _core(prose: Sequence[Block]) -> Box | None:
    """The box whose own paragraphs tell most."""
    scores: dict[int, float] = {}
    boxes: dict[int, Box] = {}
    for block in prose:
        score = 1 + block.words.count(",") + min(len(block.words) / 100, 3)
        box: Box | None = block.box
        while box is not None and box.tag in _LINE_TAGS:
            box = box.parent
        level = 0
        while box is not None and level < 5:
            boxes[id(box)] = box
            scores[id(box)] = scores.get(id(box), 0) + score / (1, 2, 6, 9, 12)[level]
            box, level = box.parent, level + 1
    if not scores:
        return None
    return boxes[max(scores, key=scores.__getitem__)]


class _Kept:
    """Which blocks stand in the story's box, or in one that goes on with it."""

    def __init__(self, core: Box, blocks: Sequence[Block]) -> None:
        self._line = {id(box): box for box in _line_of(core)}
        self._core = core
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
        if any(block.box.tag == "h1" for block in held):
            return False
        if any(block.box.tag in _HEADINGS and block.linked for block in held):
            return False
        return any(is_prose(block) and len(block.words) >= 40 for block in held)

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
