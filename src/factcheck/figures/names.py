"""Numbers that are no figures: those of names ("Tower 22", "F-16"), times of day, scores and addresses.

Invariant: a run of glued letters and digits is looked at once, and passed over whole.
"""

from __future__ import annotations

from factcheck.figures import nouns, units
from factcheck.figures.amounts import amount_at, currency_at
from factcheck.figures.lexicon import counted, labels, movement, quantities, times
from factcheck.figures.numerals import ORDINAL_SUFFIXES
from factcheck.figures.scales import value_of
from factcheck.figures.spelling import is_plural
from factcheck.figures.tokens import HYPHENS, NumeralToken, Tokens
from factcheck.language.calendar import MONTHS, WEEKDAYS

_BEFORE_CODE = frozenset("/:._#@=&\\^")
_AHEAD_OF_CODE = frozenset("/:_@^'’")
_GLUED_AFTER = frozenset(
    {*ORDINAL_SUFFIXES, *units.NAMES, *units.RATES, *quantities.GLUED_SCALES, *"s ish x pm am c f p in sq fold".split()}
)
_SENTENCE_ENDS = frozenset('.!?“"‘:;')


def code_end(tokens: Tokens, place: int) -> int:
    """Where the name, time, score or address ends that the digits at ``place`` belong to; 0 if to none."""
    before = tokens.at(place - 1)
    after = tokens.at(place + 1)
    if tokens.glued(place) and _binds_behind(tokens, place):
        return _run_end(tokens, place)
    if tokens.glued(place + 1) and _binds_ahead(tokens, place):
        return _run_end(tokens, place)
    if tokens.glued(place + 1) and after.lower == "s":
        return place + 2  # "the 620s"
    if after.lower in ("am", "pm", "o'clock", "o’clock"):
        return place + 2
    if after.lower in ("a", "p") and tokens.word(place + 2) == "." and tokens.word(place + 3) == "m":
        return place + 4
    if after.text in ("BC", "BCE", "AD", "CE"):
        return place + 2
    if score := score_end(tokens, place):
        return score
    return place + 1 if _numbers_a_name(tokens, place, before) else 0


def score_end(tokens: Tokens, place: int) -> int:
    """Where a score ("2-1", "52 to 48" behind "won" or "voted") or a telephone number ends; 0 for a range or none."""
    if tokens.words(place + 1, place + 4) == "- to -" and tokens.at(place + 4).is_digits:
        return place + 5
    first, second = tokens.at(place).text, tokens.at(place + 2).text
    dashed = tokens.word(place + 1) in HYPHENS and tokens.glued(place + 1) and tokens.glued(place + 2)
    if not (first.isdecimal() and second.isdecimal() and (dashed or tokens.word(place + 1) == "to")):
        return 0
    if (dashed and _goes_down(first, second)) or _is_contested(tokens, place):
        return _run_end(tokens, place) if dashed else place + 3
    return 0


def _goes_down(first: str, second: str) -> bool:
    """Whether two numbers with a dash between them can be no range: "3-1", "555-0123"; "2019-20" is a stretch."""
    low, high = value_of(first), value_of(second)
    falls = low is not None and high is not None and low >= high and not (len(first) == 4 and len(second) == 2)
    return falls or (len(second) > 1 and second[0] == "0")


def _is_contested(tokens: Tokens, place: int) -> bool:
    """Whether somebody won or lost by the two numbers at ``place``, and they count nothing."""
    if not any(tokens.word(place - back) in labels.CONTESTS for back in range(1, 5)):
        return False
    return tokens.word(place + 3) not in ("%", "percent", "per") and not nouns.plural_after(tokens, place + 3)


def names_a_title(tokens: Tokens, place: int, end: int) -> bool:
    """Whether a number in words stands inside a name: "the Twelve Apostles", "the Fab Four"."""
    if not tokens.at(place).is_word or not tokens.at(place).text[0].isupper():
        return False
    before, after = tokens.at(place - 1), tokens.at(end)
    if not before.lower or before.lower in _SENTENCE_ENDS:
        return _opens_with_name(tokens, end)
    named = before.is_word and before.text[0].isupper() and before.lower not in counted.STOPS
    return named or (after.is_word and after.text[0].isupper()) or not after.is_word


def _opens_with_name(tokens: Tokens, place: int) -> bool:
    """Whether capitals that count nothing follow a sentence's first word: "Seven Samurai won", not "Two Americans"."""
    here = place
    if tokens.word(place - 1) == "one":
        return False  # "One Republican said"
    while tokens.at(here).is_word and tokens.at(here).text[0].isupper():
        here += 1
    return here > place and not is_plural(tokens.word(here - 1)) and not nouns.plural_after(tokens, here)


def _binds_behind(tokens: Tokens, place: int) -> bool:
    """Whether what stands right before the digits makes them part of a code: "G7", "F-16", "/2024"."""
    before = tokens.at(place - 1)
    if before.lower in HYPHENS:
        return tokens.glued(place - 1) and tokens.at(place - 2).is_word
    return before.lower in _BEFORE_CODE or (before.is_word and currency_at(tokens, place - 1) is None)


def _binds_ahead(tokens: Tokens, place: int) -> bool:
    """The same for what stands right behind them: "4G", "10:30", "9/11"."""
    after = tokens.at(place + 1)
    if after.is_word:
        return after.lower not in _GLUED_AFTER and after.lower not in quantities.VULGAR
    return after.lower in _AHEAD_OF_CODE and tokens.glued(place + 2)


def _run_end(tokens: Tokens, place: int) -> int:
    """The end of the run of glued tokens, a sentence's closing sign left out."""
    end = place + 1
    while tokens.glued(end) and (
        tokens.at(end).is_word or tokens.at(end).is_digits or tokens.word(end) in "/:._-–—@^'’"
    ):
        end += 1
    return end


def _numbers_a_name(tokens: Tokens, place: int, before: NumeralToken) -> bool:
    """ "Tower 22", "Article 5", "version 3.11": a number behind a capital, and nothing behind it that it counts."""
    if not before.is_word:
        return False
    whole = tokens[place].text.isdecimal()
    if before.lower in MONTHS or before.lower in WEEKDAYS:
        return False
    amount = amount_at(tokens, place)
    if amount is None or amount.unit or amount.number.scale > 1:
        return False
    if before.lower == "top" or tokens.words(place - 2, place) == "group of":
        return True
    counts = bool(nouns.plural_after(tokens, amount.end))
    if before.lower in labels.DESIGNATORS:
        return before.text[0].isupper() or not counts
    if before.lower in counted.STOPS or before.lower in counted.STEPPED_OVER or before.lower in times.DATE_CUES:
        return False
    # A word that opens a sentence proves nothing by its capital.
    opens = not tokens.at(place - 2).lower or tokens.word(place - 2) in _SENTENCE_ENDS
    turns = before.lower in movement.UP or before.lower in movement.DOWN
    return whole and before.text[0].isupper() and not counts and not (opens and turns)
