"""Numbers that are no figures: those of names ("Tower 22", "F-16"), times of day and addresses.

Invariant: a run of glued letters and digits is looked at once, and passed over whole.
"""

from __future__ import annotations

from factcheck.figures import nouns, words
from factcheck.figures.amounts import amount_at, currency_at
from factcheck.figures.numerals import HYPHENS, ORDINAL_SUFFIXES, Token, Tokens

_BEFORE_CODE = frozenset("/:._#@=&\\")
_GLUED_AFTER = frozenset(
    {"s", "ish", "x", "pm", "am", "c", "f", "sq", *ORDINAL_SUFFIXES, *words.UNITS, *words.GLUED_SCALES}
)


def code_end(tokens: Tokens, place: int) -> int:
    """Where the name, time or address ends that the digits at ``place`` belong to; 0 if to none."""
    before = tokens.at(place - 1)
    after = tokens.at(place + 1)
    if tokens.glued(place) and _binds_behind(tokens, place):
        return _run_end(tokens, place)
    if tokens.glued(place + 1) and _binds_ahead(tokens, place):
        return _run_end(tokens, place)
    if after.lower in ("am", "pm") or (after.lower in ("a", "p") and tokens.word(place + 2) == "."):
        return place + 2
    return place + 1 if _numbers_a_name(tokens, place, before) else 0


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
        return after.lower not in _GLUED_AFTER and after.lower not in words.VULGAR
    return after.lower in (":", "/", "_", "@") and tokens.glued(place + 2)


def _run_end(tokens: Tokens, place: int) -> int:
    """The end of the run of glued tokens, a sentence's closing sign left out."""
    end = place + 1
    while tokens.glued(end) and (tokens.at(end).is_word or tokens.at(end).is_digits or tokens.word(end) in "/:._-@"):
        end += 1
    return end


def _numbers_a_name(tokens: Tokens, place: int, before: Token) -> bool:
    """ "Tower 22", "Article 5": a whole number behind a capital, and nothing behind it that it counts."""
    if not before.is_word or not tokens[place].text.isdecimal():
        return False
    if before.lower in words.MONTHS or before.lower in words.WEEKDAYS:
        return False
    amount = amount_at(tokens, place)
    if amount is None or amount.unit or amount.number.scale > 1:
        return False
    counts = bool(nouns.plural_after(tokens, amount.end))
    if before.lower in words.DESIGNATORS:
        return before.text[0].isupper() or not counts
    if before.lower in words.STOPS or before.lower in words.STEPPED_OVER or before.lower in words.DATE_CUES:
        return False
    # A word that opens a sentence proves nothing by its capital.
    opens = not tokens.at(place - 2).lower or tokens.word(place - 2) in '.!?“"‘'
    return before.text[0].isupper() and not counts and not (opens and before.lower in words.UP | words.DOWN)
