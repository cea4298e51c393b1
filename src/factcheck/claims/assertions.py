"""What the outlet says in its own voice: sentences and clauses that nobody is quoted for.

Invariant: an assertion never overlaps what a quotation says or its cue, and lies in one sentence of a title,
standfirst or body block.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck.claims import lexicon
from factcheck.domain import BODY_KINDS, Article, Block, BlockKind, Quotation, Span
from factcheck.language import calendar
from factcheck.language.sentences import sentences
from factcheck.syntax import Word, below, children, is_finite, is_order, main_clauses, parse, subject

SOURCES = BODY_KINDS | {BlockKind.TITLE, BlockKind.STANDFIRST}

_PART = r"(?:the|a|an|its|their|most|more|many|some|all|both|half|nearly|about|around|over|only|\d[\d,.]*)"
# Where one statement may end and another begin that can be checked alone.
_JOINT = re.compile(
    rf";\s+(?:and\s+|but\s+)?|,\s+(?:and|but|while|although|though|whereas)\s+"
    rf"|,\s+(?=with\s+{_PART}\s[^,;]{{3,120}}?ing\b)"
)
_ABSOLUTE = re.compile(r"with\s", re.IGNORECASE)
_MARKED = re.compile(r"“(?:[^“”’]|’(?!’))*(?:”|’’)?|\"[^\"]*\"?")
_ON_TOP = frozenset({BlockKind.TITLE, BlockKind.STANDFIRST})
_FEWEST_WORDS = 4
# What a main clause can do without: "…, after she said", "…, in which she said", "… and said".
_ADJUNCTS = frozenset(("advcl", "relcl", "acl", "prep", "conj", "appos", "npadvmod"))
_ASIDES = frozenset(("appos", "npadvmod"))  # "…, a step that she said …"
_OPEN_ENDS = frozenset(("IN", "TO", "CC", "DT"))  # something is missing behind them
_EDGES = frozenset(("punct", "cc"))
_ADVISING = frozenset(("should", "ought"))
_ANYBODY = frozenset("i we you one everybody everyone nobody somebody anybody they".split())
_ASKING = frozenset(("WP", "WRB", "WDT", "WP$"))


_DASHES = "—–"  # before whoever signs words set apart


class Assertion(NamedTuple):
    block: BlockKind
    span: Span


class _Sentence(NamedTuple):
    """A sentence at ``span``; its words count from its own beginning."""

    block: BlockKind
    span: Span
    text: str
    words: Sequence[Word]

    def place(self, at: int) -> Span:
        return Span(self.span.start + self.words[at].start, self.span.start + self.words[at].end)

    def within(self, stretch: Span) -> range:
        """The words that lie in ``stretch``."""
        inside = [at for at in range(len(self.words)) if self.place(at).overlaps(stretch)]
        return range(inside[0], inside[-1] + 1) if inside else range(0)


def find(article: Article, quotations: Sequence[Quotation]) -> Iterator[Assertion]:
    """The checkable statements of the outlet's own, in text order."""
    said = [span for q in quotations for span in (*q.content, q.cue) if span is not None]
    uncued = [span for q in quotations if q.cue is None for span in q.content]  # their frame is not known
    taken = sorted([*said, *(span for q in quotations for span in (q.source, q.addressee) if span is not None)])
    found = list(_own_sentences(article))
    held = (_by_sentence(found, spans) for spans in (taken, said, uncued))
    for sentence, own_taken, own_said, own_uncued in zip(found, *held, strict=True):
        if is_checkable(sentence.text, sentence.words, sentence.block):
            for span in _statements(sentence, own_taken, [] if own_uncued else own_said):
                yield Assertion(sentence.block, span)


def _by_sentence(found: Sequence[_Sentence], spans: Sequence[Span]) -> list[list[Span]]:
    """For each sentence those of ``spans`` that overlap it, in their order."""
    held: list[list[Span]] = [[] for _ in found]
    ends = [sentence.span.end for sentence in found]
    for span in spans:
        for at in range(bisect_right(ends, span.start), len(found)):
            if found[at].span.start >= span.end:
                break
            held[at].append(span)
    return held


def _own_sentences(article: Article) -> Iterator[_Sentence]:
    text = article.flow
    found = [(block.kind, span) for block in article.blocks if block.kind in SOURCES for span in _unspoken(text, block)]
    texts = [sentence.of(text) for _, sentence in found]
    for (kind, span), own, words in zip(found, texts, parse(texts), strict=True):
        yield _Sentence(kind, span, own, words)


def _unspoken(text: str, block: Block) -> Iterator[Span]:
    """The sentences that quotation marks do not hold most of: what they hold is somebody's, even if nobody is known."""
    at, opened, doubles = block.span.start, 0, 0
    for sentence in sentences(text, block.span):
        before, at = text[at : sentence.start], sentence.start
        opened += before.count("“") - before.count("”") - before.count("’’")
        doubles += before.count('"')
        marked = sum(len(match.group()) for match in _MARKED.finditer(text, *sentence))
        if opened <= 0 and doubles % 2 == 0 and marked <= (sentence.end - sentence.start) / 2:
            yield sentence


def _statements(sentence: _Sentence, taken: Sequence[Span], said: Sequence[Span]) -> Iterator[Span]:
    """The statements of ``sentence`` that stand outside every quotation; ``taken`` and ``said`` overlap it."""
    clauses = list(_clauses(sentence))
    if not taken:
        yield from clauses
        return
    whole = Span(taken[0].start, max(span.end for span in taken))  # the frame lies between its parts
    alone = [clause for clause in clauses if not clause.overlaps(whole) and _stands_alone(sentence, clause)]
    beside = [
        span for span in (_beside(sentence, said) if said else ()) if not any(span.overlaps(clause) for clause in alone)
    ]
    yield from sorted([*alone, *beside])


def _clauses(sentence: _Sentence) -> Iterator[Span]:
    """``sentence`` whole, or its parts where a joint outside brackets and marks has a statement on either side."""
    text, begin = sentence.text, sentence.span.start
    start = scanned = brackets = marks = 0
    for joint in _JOINT.finditer(text):
        stretch, scanned = text[scanned : joint.start()], joint.start()
        brackets += sum(map(stretch.count, "(“")) - sum(map(stretch.count, ")”"))
        marks += stretch.count('"')
        before, after = Span(begin + start, begin + joint.start()), Span(begin + joint.end(), sentence.span.end)
        if brackets == 0 and marks % 2 == 0 and _states(sentence, before) and _stands_alone(sentence, after):
            yield before
            start = joint.end()
    yield Span(begin + start, sentence.span.end)


def _stands_alone(sentence: _Sentence, clause: Span) -> bool:
    """Whether ``clause`` has a subject and near it its verb, or is a "with the bulk of it doing so"."""
    words = sentence.text[clause.start - sentence.span.start : clause.end - sentence.span.start]
    if len(words.split()) < _FEWEST_WORDS:
        return False
    return _ABSOLUTE.match(words) is not None or _states(sentence, clause)


def _states(sentence: _Sentence, stretch: Span) -> bool:
    """Whether ``stretch`` holds verb and subject of a main clause, or of one that a "while" before it contrasts."""
    within, words = sentence.within(stretch), sentence.words
    return any(
        at in within and subject(words, at) in within
        for at in (*main_clauses(words), *(at for at in within if _is_contrasted(words, at, within)))
    )


def _is_contrasted(words: Sequence[Word], at: int, within: range) -> bool:
    """Whether the verb at word ``at`` is that of a clause whose "while" or "although" stands before ``within``."""
    marks = list(children(words, at, frozenset(("mark",))))
    return (
        words[at].relation == "advcl"
        and is_finite(words, at)
        and bool(marks)
        and all(mark < within.start for mark in marks)
    )


def _beside(sentence: _Sentence, said: Sequence[Span]) -> Iterator[Span]:
    """The main clauses that merely carry a quotation: "Pell was fined" of "Pell was fined after he said …"."""
    words = sentence.words
    inside = {at for at in range(len(words)) if any(sentence.place(at).overlaps(span) for span in said)}
    mains = main_clauses(words)
    for verb in mains:
        if verb in inside:
            continue
        own = below(words, verb).difference(
            *(below(words, other) for other in mains if other != verb and words[other].head != other)
        )
        for rest in _without_report(words, verb, own, inside):
            if span := _stretch(sentence, rest, verb):
                yield span
                break


def _without_report(
    words: Sequence[Word], verb: int, own: frozenset[int], inside: set[int]
) -> Iterator[frozenset[int]]:
    """``own``, the words of a clause, without what reports in it: least left out first."""
    told = own & inside
    if not told:
        yield own
        return
    trees = {at: below(words, at) for at in own if at != verb and words[at].relation in _ADJUNCTS}
    for at in sorted((at for at, tree in trees.items() if told <= tree), key=lambda at: len(trees[at])):
        above = words[at].head
        tree = trees[above] if above in trees and words[above].relation in _ASIDES else trees[at]
        if _can_go(words, at, tree):
            yield own - tree


def _can_go(words: Sequence[Word], at: int, tree: frozenset[int]) -> bool:
    """Whether a clause means the same without ``tree``, which hangs on it by word ``at``: a subordinate clause of its
    own, "in which …", or what a comma parts from it. "The man who said so" is another than "the man"."""
    first, last = min(tree), max(tree)
    parted = {words[place].relation for place in (first - 1, first, last, last + 1) if 0 <= place < len(words) - 1}
    opens = {words[place].tag for place in (first, first + 1) if place in tree}
    is_clause = words[at].relation in ("advcl", "conj") and words[at].tag != "VB"
    return is_clause or "punct" in parted or (words[first].tag == "IN" and "WDT" in opens)


def _stretch(sentence: _Sentence, words: frozenset[int], verb: int) -> Span | None:
    """``words`` as a stretch of the text, if they are one, without marks and conjunctions at its ends."""
    kept = sorted(at for at in words if sentence.words[at].relation not in _EDGES)
    if len(kept) < _FEWEST_WORDS or subject(sentence.words, verb) not in words:
        return None
    first, last = kept[0], kept[-1]
    between = set(range(first, last + 1)) - words
    if any(sentence.words[at].relation not in _EDGES for at in between) or sentence.words[last].tag in _OPEN_ENDS:
        return None
    return Span(sentence.place(first).start, sentence.place(last).end)


def is_checkable(sentence: str, words: Sequence[Word], block: BlockKind = BlockKind.PARAGRAPH) -> bool:
    """Whether ``sentence`` states something: no question, order, advice, wish, or scrap of words."""
    bare = sentence.strip().rstrip("\"'”’)]")
    if bare.endswith("?") or len(bare.split()) < _FEWEST_WORDS or not any(map(str.isalnum, bare)):
        return False
    if lexicon.FEELING.match(bare) or lexicon.WISH.match(bare):
        return False
    if bare[0] in _DASHES or _is_date(bare):
        return False
    if block in _ON_TOP:  # headlines are no sentences
        return True
    mains = main_clauses(words)
    if not mains:  # or the parser has missed it
        return not is_order(words) and (bare.endswith(".") or any(map(str.isdigit, bare)))
    return not (_advises(sentence, words, mains[0]) or _exclaims(bare, words, mains[0]))


def _is_date(words: str) -> bool:
    """Whether the words are those of a dateline: "Sunday, 4 May 2031"."""
    told = (word.strip(",.").lower() for word in words.split())
    return all(word.isdigit() or word in calendar.TIME_WORDS for word in told)


def _advises(sentence: str, words: Sequence[Word], verb: int) -> bool:
    """Whether the verb at word ``verb`` says what ought to be, rather than what is or "should have been"."""
    modals = {_word(sentence, words, at) for at in children(words, verb, frozenset(("aux",)))}
    if "have" in modals:
        return False
    who = subject(words, verb)
    is_anybody = who is not None and _word(sentence, words, who) in _ANYBODY
    is_somebody = who is not None and _word(sentence, words, who) != "it"
    return (is_somebody and bool(modals & _ADVISING)) or (is_anybody and "must" in modals)


def _exclaims(bare: str, words: Sequence[Word], verb: int) -> bool:
    """ "How wrong they were!", "Who knows what it costs.", "May they rest in peace." """
    who = subject(words, verb)
    first = next((at for at, word in enumerate(words) if word.relation != "punct"), 0)
    asks = words[first].tag in _ASKING and (bare.endswith("!") or who == first)
    return asks or (words[first].tag == "MD" and words[first].head == verb)


def _word(sentence: str, words: Sequence[Word], at: int) -> str:
    return sentence[words[at].start : words[at].end].lower()


def block_of(article: Article, span: Span) -> Block | None:
    """The block in which ``span`` begins."""
    return next((block for block in article.blocks if block.span.start <= span.start < block.span.end), None)
