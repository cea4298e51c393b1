"""What a figure counts, read from the words around it without a grammar.

Invariant: at most a handful of tokens are looked at on either side.
"""

from __future__ import annotations

from factcheck.figures import words
from factcheck.figures.dates import is_plural
from factcheck.figures.numerals import Token, Tokens

_PHRASE = 5  # words that the name of what is counted may have
_BACK = 7
_DETERMINERS = frozenset("the a an its their his her our these those this that all such many".split())
_LINKS = frozenset(
    """is are was were be been at of to reached reaching hit stood stands stand totalled totaled averaged averaging has
    have had by : remained remains""".split()
)


def after(tokens: Tokens, place: int) -> str:
    """The phrase that begins at ``place``, up to its first plural, or to its end if it has none."""
    here = place
    if tokens.word(here) == "-" and tokens.glued(here):
        here += 1
        if tokens.word(here) != "strong":
            return tokens.word(here) if tokens.at(here).is_word else ""  # "a 20-member council" has twenty members
        here += 1
    if tokens.word(here) in ("of", "as"):
        here += 1
        while tokens.word(here) in _DETERMINERS or tokens.word(here) in ("more", "number"):
            here += 1 + (tokens.word(here + 1) == "of")
    elif tokens.word(here) == "more":
        here += 1
    phrase: list[str] = []
    while len(phrase) < _PHRASE:
        token = tokens.at(here)
        if not token.is_word or (token.lower in words.STOPS and not _is_acronym(token)):
            break
        phrase.append(words.FATES.get(token.lower, token.lower))
        here += 1
        if is_plural(token.lower):
            phrase += _fate(tokens, here)
            break
        here += tokens.word(here) == "-" and tokens.glued(here)
    return " ".join(phrase)


def _is_acronym(token: Token) -> bool:
    """ "US", "IS" and "WHO" are names, not little words."""
    return len(token.text) > 1 and token.text.isupper()


def _fate(tokens: Tokens, place: int) -> list[str]:
    """What became of the people counted before ``place``: "twelve people were killed"."""
    while tokens.word(place) in ("were", "was", "have", "had", "been", "are", "reported"):
        place += 1
    fate = words.FATES.get(tokens.word(place))
    return [fate] if fate else []


def plural_after(tokens: Tokens, place: int) -> str:
    phrase = after(tokens, place)
    return phrase if any(is_plural(word) for word in phrase.split()) else ""


def before(tokens: Tokens, place: int) -> str:
    """What the figure at ``place`` is said of: "the death toll stood at", "the number of members is now"."""
    here, linked = place - 1, False
    passed = words.STEPPED_OVER | words.UP | words.DOWN
    while place - here <= _BACK and tokens.word(here) in passed:
        linked = (
            linked or tokens.word(here) in _LINKS or tokens.word(here) in words.UP or tokens.word(here) in words.DOWN
        )
        here -= 1
    linked = linked or tokens.word(place) in words.MULTIPLIERS
    head = tokens.at(here)
    if not linked or not head.is_word or head.lower in words.STOPS or head.lower in words.COUNTERS:
        return ""
    if head.lower in words.TIMES or head.lower in words.MONTHS or head.lower in words.WEEKDAYS:
        return ""
    if head.text[0].isupper() and tokens.at(here - 1).is_word:
        return ""  # a name: where it was counted, or by whom, more often than what
    phrase = [head.lower]
    while len(phrase) < 2 and tokens.at(here - 1).is_word and tokens.word(here - 1) not in words.STOPS | passed:
        here -= 1
        phrase.insert(0, tokens.word(here))
    return " ".join(phrase)


def changed(tokens: Tokens, place: int) -> str:
    """What rose or fell, in "a 41% rise in crime"."""
    if (tokens.word(place) in words.UP or tokens.word(place) in words.DOWN) and tokens.word(place + 1) in ("in", "of"):
        here = place + 2 + (tokens.word(place + 2) in _DETERMINERS)
        return after(tokens, here)
    return ""


def direction(tokens: Tokens, start: int, end: int) -> int:
    """1 where the words around say rise, -1 fall, 0 neither; "rose to 41%" names a level, no change."""
    if tokens.word(start - 1) in ("to", "at"):
        return 0
    near = [tokens.word(start - back) for back in range(1, 5)] + [tokens.word(end), tokens.word(end + 1)]
    for word in near:
        if word in words.UP:
            return 1
        if word in words.DOWN:
            return -1
    return 0
