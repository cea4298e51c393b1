"""What a figure counts, read from the words around it without a grammar.

Invariant: at most a handful of tokens are looked at on either side.
"""

from __future__ import annotations

from factcheck.figures import units
from factcheck.figures.lexicon import counted, movement
from factcheck.figures.model import Role
from factcheck.figures.numerals import number_at
from factcheck.figures.spelling import is_plural
from factcheck.figures.tokens import NumeralToken, Tokens
from factcheck.language.calendar import MONTHS, WEEKDAYS

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
        if whole := number_at(tokens, here):  # "14 of the 27 members"
            here = whole.end
    elif tokens.word(here) == "more":
        here += 1
    phrase: list[str] = []
    while len(phrase) < _PHRASE:
        token = tokens.at(here)
        if not token.is_word or (token.lower in counted.STOPS and not _is_acronym(token)):
            break
        phrase.append(counted.FATES.get(token.lower, token.lower))
        here += 1
        if is_plural(token.lower):
            phrase += _fate(tokens, here)
            break
        here += tokens.word(here) == "-" and tokens.glued(here)
    return " ".join(phrase)


def _is_acronym(token: NumeralToken) -> bool:
    """ "US", "IS" and "WHO" are names, not little words."""
    return len(token.text) > 1 and token.text.isupper()


def _fate(tokens: Tokens, place: int) -> list[str]:
    """What became of the people counted before ``place``: "twelve people were killed"."""
    while tokens.word(place) in ("were", "was", "have", "had", "been", "are", "reported"):
        place += 1
    fate = counted.FATES.get(tokens.word(place))
    return [fate] if fate else []


def plural_after(tokens: Tokens, place: int) -> str:
    phrase = after(tokens, place)
    return phrase if any(is_plural(word) for word in phrase.split()) else ""


def before(tokens: Tokens, place: int) -> str:
    """What the figure at ``place`` is said of: "the death toll stood at", "the number of members is now"."""
    here = _subject(tokens, place)
    if here is None or not _can_be_counted(tokens, here):
        return ""
    phrase = [tokens.word(here)]
    while len(phrase) < 2 and tokens.at(here - 1).is_word and tokens.word(here - 1) not in _NO_ADJECTIVES:
        here -= 1
        phrase.insert(0, tokens.word(here))
    return " ".join(phrase)


def _subject(tokens: Tokens, place: int) -> int | None:
    """The place of the word that a verb or a colon links to the figure at ``place``; other figures may lie between."""
    here, linked = place - 1, False
    while place - here <= _BACK and (tokens.word(here) in _PASSED or (linked and tokens.at(here).is_digits)):
        linked = linked or tokens.word(here) in _LINKING
        here -= 1
    return here if linked or tokens.word(place) in movement.MULTIPLIERS else None


def _can_be_counted(tokens: Tokens, place: int) -> bool:
    head = tokens.at(place)
    if not head.is_word or head.lower in _UNCOUNTED or units.named(head.lower):
        return False
    # A name says where it was counted, or by whom, more often than what.
    return not (head.text[0].isupper() and tokens.at(place - 1).is_word)


def changed(tokens: Tokens, place: int) -> str:
    """What rose or fell, in "a 41% rise in crime"."""
    if (tokens.word(place) in movement.UP or tokens.word(place) in movement.DOWN) and tokens.word(place + 1) in (
        "in",
        "of",
    ):
        here = place + 2 + (tokens.word(place + 2) in _DETERMINERS)
        return after(tokens, here)
    return ""


def event(tokens: Tokens, start: int, end: int) -> str:
    """What happened on the date in ``tokens[start:end]``: the content words before it in its sentence, nearest
    last, or else those behind it. A life's dates in brackets, "(3 May 1970 – 12 June 2001)", are birth and death."""
    if tokens.word(start - 1) == "(" and tokens.word(end) in _DASHES and tokens.at(end + 2).is_word:
        return "born"
    if tokens.word(start - 1) in _DASHES and tokens.word(end) == ")" and tokens.at(start - 3).is_word:
        return "died"
    start -= 2 * (tokens.words(start - 2, start) == "c .")
    found: list[str] = []
    for here in range(start - 1, max(start - 1 - _EVENT_REACH, -1), -1):
        token = tokens.at(here)
        if token.text in _EVENT_ENDS or len(found) == _EVENT_WORDS:
            break
        if _tells_what(token):
            found.insert(0, counted.EVENTS.get(token.lower, token.lower))
    if not found:
        for here in range(end, end + _EVENT_REACH):
            token = tokens.at(here)
            if token.text in _EVENT_ENDS or len(found) == _EVENT_WORDS:
                break
            if _tells_what(token):
                found.insert(0, counted.EVENTS.get(token.lower, token.lower))
    return " ".join(found)


def _tells_what(token: NumeralToken) -> bool:
    plain = token.is_word and token.text.islower() and len(token.text) > 2
    return plain and not (token.lower in counted.STOPS or token.lower in counted.TIMES or token.lower in _NO_EVENT)


_DASHES = frozenset("-–—−")
_NO_EVENT = frozenset("cent percent million billion thousand hundred circa fiscal".split())
_EVENT_REACH, _EVENT_WORDS = 12, 4  # tokens looked at, words kept
_EVENT_ENDS = frozenset(".!?;")


def places(tokens: Tokens, start: int, end: int) -> tuple[str, ...]:
    """The names behind "in" or "at" near the figure in ``tokens[start:end]``, in its own sentence."""
    low, high = start, end
    while low > 0 and start - low < _PLACE_REACH and tokens.word(low - 1) not in _EVENT_ENDS:
        low -= 1
    while high < len(tokens) and high - end < _PLACE_REACH and tokens.word(high) not in _EVENT_ENDS:
        high += 1
    found = []
    for here in range(low, high):
        if tokens.word(here) in _WHERE and (name := _name_at(tokens, here + 1)):
            found.append(name)
    return tuple(dict.fromkeys(found))


def _name_at(tokens: Tokens, place: int) -> str:
    place += tokens.word(place) == "the"
    parts: list[str] = []
    while tokens.at(place).is_word and tokens.at(place).text[0].isupper() and len(parts) < _PHRASE:
        if tokens.word(place) in MONTHS or tokens.word(place) in WEEKDAYS:
            return ""
        parts.append(tokens.at(place).text)
        place += 1
    return " ".join(parts)


def name_before(tokens: Tokens, place: int) -> str:
    """Whose age stands behind a comma or in brackets: "Ann Bell, 34,", "Ann Bell (34)"; in lower case."""
    here = place - 1
    if tokens.word(here) not in (",", "("):
        return ""
    parts: list[str] = []
    while len(parts) < _PHRASE and tokens.at(here - 1).is_word and tokens.at(here - 1).text[0].isupper():
        here -= 1
        parts.insert(0, tokens.word(here))
    return " ".join(parts)


_WHERE = frozenset("in at near across throughout within around outside".split())
_PLACE_REACH = 12


def denied(tokens: Tokens, place: int) -> bool:
    """Whether a negation stands shortly before ``place`` in its clause; "no fewer than" is none."""
    for here in range(place - 1, max(place - 1 - _DENIAL_REACH, -1), -1):
        word = tokens.word(here)
        if word in _CLAUSE_ENDS:
            return False
        if word in _DENIALS or word.endswith(("n't", "n’t")):
            return tokens.word(here + 1) not in ("fewer", "less", "more", "later", "only", "just", "least")
    return False


_DENIAL_REACH = 8
_CLAUSE_ENDS = _EVENT_ENDS | frozenset(",:") | {"but", "and"}
_DENIALS = frozenset("not no never without neither nor cannot".split())


def direction(tokens: Tokens, start: int, end: int) -> int:
    """1 where the words around say rise, -1 fall, 0 neither; "rose to 41%" names a level, no change."""
    if tokens.word(start - 1) in ("to", "at", "from"):
        return 0
    near = [tokens.word(start - back) for back in range(1, 5)] + [tokens.word(end), tokens.word(end + 1)]
    for word in near:
        if word in movement.UP:
            return 1
        if word in movement.DOWN:
            return -1
        if word in _EVENT_ENDS:
            continue
    return 0


def trend(tokens: Tokens, start: int, end: int) -> int:
    """1 where the figure is a level that something rose to, -1 where it fell to it: "grown to", ", down from"."""
    for here in range(end, end + _ROLE_REACH):
        if tokens.word(here) in _EVENT_ENDS:
            break
        if tokens.word(here) in ("up", "down") and tokens.word(here + 1) == "from":
            return 1 if tokens.word(here) == "up" else -1
    if tokens.word(start - 1) != "to" or tokens.word(start - 2) == "up":
        return 0
    for here in range(start - 2, start - _ROLE_REACH, -1):
        word = tokens.word(here)
        if word in _EVENT_ENDS or word in ("from", ""):
            break
        if (turn := (word in movement.UP) - (word in movement.DOWN)) and word not in movement.COMPARING:
            return turn
    return 0


def signed(tokens: Tokens, place: int) -> str:
    """What a sum is, where the words right behind it call it a profit or a loss: "a £3m pre-tax loss"."""
    for here in range(place, place + _SIGN_REACH):
        word = tokens.word(here)
        if counted.SIGNS.get(word.removesuffix("s") if word.endswith("ts") else word):
            return word
        if (not tokens.at(here).is_word and word != "-") or word in counted.STOPS:
            break
    return ""


_SIGN_REACH = 5


def role(tokens: Tokens, start: int) -> Role:
    """What the figure at ``start`` is in a change told nearby: "fell by 50 to 250, from 300"."""
    word = tokens.word(start - 1)
    if word == "to" and tokens.word(start - 2) == "up":
        return Role.LEVEL
    if word not in ("from", "to", "by"):
        happened = (word in movement.CHANGES and word not in ("up", "down")) or word in movement.TURNED
        return Role.BY if happened and tokens.word(start - 2) not in _DETERMINERS else Role.LEVEL
    for back in range(2, _ROLE_REACH):
        near = tokens.word(start - back)
        if near in _EVENT_ENDS:
            break
        if near in movement.CHANGES or near in movement.MULTIPLIERS:
            return Role(word)
    return Role.LEVEL


_ROLE_REACH = 10
_LINKING = _LINKS | movement.UP | movement.DOWN | movement.MULTIPLIERS.keys()
_PASSED = counted.STEPPED_OVER | movement.UP | movement.DOWN | movement.MULTIPLIERS.keys()
_NO_ADJECTIVES = counted.STOPS | _PASSED
_UNCOUNTED = counted.STOPS.union(counted.COUNTERS, counted.TIMES, MONTHS, WEEKDAYS, _NO_EVENT, ("point", "points"))
