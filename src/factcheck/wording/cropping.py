"""Words that all stand there, and mean something else where they stand: cut out of a denial, a doubt, a condition, a
question, or out of what somebody else is said to say.

Invariant: a warning names words of the source that stand in the same sentence, or open the next one; none is
given where the article says as much in its own words beside the quotation.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.domain import Span
from factcheck.language import doubting
from factcheck.wording import lexicon
from factcheck.wording.around import NEGATIONS, PAUSE, Around
from factcheck.wording.quotation import QuotedWords
from factcheck.wording.sources import Source
from factcheck.wording.tokens import is_number

_NEAR = 4  # words before, within which a verb bears on an infinitive
_NEAREST = 2  # the same of "may", "nearly", "only" and what they limit
_MAIN = 6  # words at most of the main clause before the words, behind its condition
_REMARK = 9  # words at most of the sentence that takes back the one before
_LONGEST = 90  # code points of the words that a warning names
_TURNS = NEGATIONS | doubting.DENIALS | doubting.DOUBTS | doubting.OPINIONS | doubting.CONDITIONS | lexicon.QUALIFIERS
_COPULAS = frozenset("is was are were 's be sounds seems".split())


def warnings(quotation: QuotedWords, source: Source, first: int, last: int, in_turn: bool) -> tuple[str, ...]:
    """What stands before or behind words ``first`` to ``last`` of ``source`` that turns their sense, each in a line.

    ``in_turn`` says that one person speaks there, so that "the mayor says" hands on what another says.
    """
    theirs = Around(source.words, source.text, first, last)
    before, behind = _before(theirs, in_turn), _behind(theirs)
    asked = theirs.asked and not _asks(quotation)
    if before is None and behind is None and not asked:
        return ()
    ours = Around.of_quotation(quotation)
    made = []
    if before and _TURNS.isdisjoint(ours.keys(ours.lead)):
        made.append(f"right before them stands “{_shown(before.of(source.text))}”")
    if behind and _TURNS.isdisjoint(ours.keys(ours.tail)):
        made.append(f"right after them stands “{_shown(behind.of(source.text))}”")
    if asked and not made:
        made.append("they stand in a question")
    return tuple(made)


def _shown(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rpartition(' ')[0]} …"


def _asks(quotation: QuotedWords) -> bool:
    return "?" in quotation.text[quotation.words.ends[-1] : quotation.pieces[-1].end + 2]


# -- before -------------------------------------------------------------------------------


def _before(around: Around, in_turn: bool) -> Span | None:
    """What stands in the sentence before the words and turns them."""
    lead = around.lead
    if not lead:
        return None
    at = _condition(around, lead)
    if at is None:
        at = _adverbial(around, lead)
    if at is None and (clause := around.clause(lead)):
        told = around.is_told(lead)
        at = _turning(around, clause, told, in_turn)
        if told and (at is not None or (in_turn and _is_hearsay(around.keys(clause)))):
            at = clause[0]
    return None if at is None else around.words.span(at, around.first - 1)


def _condition(around: Around, lead: range) -> int | None:
    """Where the condition begins under which the sentence stands."""
    for at in reversed(lead):
        if around.parts(at, lead.stop) and around.key(at) in ("but", "and", "so", "because"):
            return None
        if around.opens_condition(at) and around.since_pause(lead) > _MAIN:
            return None
        asked = at > lead.start and around.key(at - 1) in NEGATIONS | {"know", "ask", "or"}  # "I do not know if"
        if around.opens_condition(at) and not asked:
            return None if around.key(at) == "without" and around.affirms(range(at, lead.stop)) else at
    inverted = around.key(lead.start) in lexicon.INVERTED and not around.asked
    return lead.start if inverted and "," in around.gap(around.first - 1) else None


def _adverbial(around: Around, lead: range) -> int | None:
    """Where what limits the whole sentence begins before a comma: "As far as I know, | …", "Allegedly, | …"."""
    if not PAUSE.search(around.gap(lead.stop - 1)):
        return None
    start = next((at + 1 for at in reversed(lead[:-1]) if PAUSE.search(around.gap(at))), lead.start)
    words = " ".join(around.keys(range(start, lead.stop)))
    return start if words in lexicon.QUALIFYING_PHRASES or words in doubting.DOUBTS else None


def _turning(around: Around, clause: Sequence[int], told: bool, in_turn: bool) -> int | None:
    """The first word of ``clause`` that denies, doubts or limits what follows; None if one denies the other."""
    if around.affirms(clause):
        return None
    keys = around.keys(clause)
    opinions = in_turn or not {"i", "we"}.isdisjoint(keys)  # a reporter's "she thought that" is no doubt of hers
    for at, key in zip(clause, keys, strict=True):
        if key in NEGATIONS or around.words.keys[at : at + 2] in doubting.DENYING_PAIRS:
            return at
        if told and (key in doubting.DENIALS | doubting.DOUBTS or (opinions and key in doubting.OPINIONS)):
            return at
        if not told and (_refuses(around, at) or _limits(around, at)):
            return at
    return None if told else _limiting_phrase(around, clause)


def _refuses(around: Around, at: int) -> bool:
    """ "refuses to | close", "was kept from | …"."""
    end = around.first
    return around.key(at) in doubting.DENIALS and end - at <= _NEAR and around.key(end - 1) in ("to", "from")


def _limits(around: Around, at: int) -> bool:
    """Whether a qualifier right before the words bears on them: "may | close", "nearly | 40"."""
    key, end = around.key(at), around.first
    if key not in lexicon.QUALIFIERS or (key in lexicon.COUNTING and not is_number(around.key(end))):
        return False
    return end - at == 1 or (end - at <= _NEAREST and around.key(at + 1) in ("a", "an", "the", "be", "have"))


def _limiting_phrase(around: Around, clause: Sequence[int]) -> int | None:
    """Where a phrase begins that limits what follows right behind it: "in theory", "at least"."""
    line = f" {' '.join(around.keys(clause))}"
    limits = (phrase for phrase in lexicon.QUALIFYING_PHRASES if line.endswith(f" {phrase}"))
    return next((around.first - len(phrase.split()) for phrase in limits), None)


def _is_hearsay(keys: Sequence[str]) -> bool:
    """Whether a clause hands on what others say: "the mayor says", "I am told"."""
    line = f" {' '.join(keys)} "
    if any(f" {phrase} " in line for phrase in lexicon.HEARD):
        return True
    return not lexicon.HEARSAY.isdisjoint(keys) and {"i", "we"}.isdisjoint(keys)


# -- behind -------------------------------------------------------------------------------


def _behind(around: Around) -> Span | None:
    """What stands behind the words in their sentence, or opens the next one, and turns them."""
    tail = around.tail
    if not tail:
        return _taken_back(around)
    reserved = around.line(tail.start, 5).startswith(tuple(f"{phrase} " for phrase in lexicon.RESERVATIONS))
    denied = around.key(tail.start) in NEGATIONS - {"without"} and not PAUSE.search(around.gap(around.last))
    if reserved or around.opens_condition(tail.start) or (denied and not around.affirms(tail)):
        end = next((at for at in tail if PAUSE.search(around.gap(at))), tail.stop - 1)
        return around.words.span(tail.start, end)
    return _predicate(around, tail)


def _predicate(around: Around, tail: range) -> Span | None:
    """ "The idea that … | is absurd": the words are what is said to be false."""
    lead = around.lead
    told = around.key(around.first) == "that" or (lead and around.key(lead.stop - 1) == "that")
    if not told or around.key(tail.start) not in _COPULAS or around.affirms(tail):
        return None
    said = [at for at in tail if around.key(at) in doubting.DENIALS]
    return around.words.span(tail.start, said[0]) if said else None


def _taken_back(around: Around) -> Span | None:
    """The next sentence, if it is short and says that this one is not so."""
    start = around.last + 1
    if start >= len(around.words) or "\n\n" in around.gap(around.last) or around.key(start) not in lexicon.RETRACTING:
        return None
    reach = range(start, min(len(around.words), start + _REMARK))
    end = next((at for at in reach if any(char in around.gap(at) for char in ".!?…\n")), None)
    if end is None or around.affirms(range(start, end + 1)):
        return None
    line = f" {around.line(start, end + 1 - start)}"
    return around.words.span(start, end) if any(f" {phrase} " in line for phrase in lexicon.RETRACTIONS) else None
