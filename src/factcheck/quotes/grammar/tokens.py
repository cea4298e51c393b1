"""Words and marks of a paragraph, with what each can be.

Invariant: tokens are in order, never overlap, and ``text[token.start:token.end]`` is the token's
text; one pass over the text, no look-back beyond a word.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from factcheck.domain import Span
from factcheck.language import calendar, function_words, names
from factcheck.language.folding import MARKS, composed
from factcheck.language.marks import Quoted
from factcheck.language.sentences import ABBREVIATIONS
from factcheck.quotes.lexicon import sources
from factcheck.syntax import Word, parse

LONGEST_PARSED = 8000  # characters of a sentence: what runs on is no sentence, and is read without syntax from there
_IN_WORD = rf"[\w{MARKS}]"  # what a letter may be followed by within a word
_TOKEN = re.compile(
    r"(?:[A-Z]-)?(?:[^\W\d_]\.){2,}"  # U.S., a.m., D-N.Y.
    r"|\d[\d.,:]*\d(?:-\w+)*%?"
    rf"|[@#]?\w{_IN_WORD}*(?:['’\-&/][^\W_]{_IN_WORD}*)*['’]?(?![\w'’{MARKS}])"
    rf"|[@#]?\w{_IN_WORD}*(?:['’\-&/]\w{_IN_WORD}*)*"
    r"|\.{2,}|--+|''|``|‘‘|’’(?!’)|\S"
)
_CONTRACTION = re.compile(r"(he|she|it|that|there|who|what|i|we|you|they|here)['’](?:s|ve|d|ll|re|m)", re.IGNORECASE)
_ACRONYMS = frozenset(("WHO", "US"))  # that lower case would make another word
_JOINERS = "\u200d\ufe0f"  # of emoji
_DASHES = frozenset(("—", "–", "--", "---", "-", "―"))


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark. ``quote`` is the index of the pair of quotation marks it lies in, or -1.

    ``low`` is lower case with straight apostrophes (but "WHO" is not "who"); ``name`` says that it is capitalised where
    a common word would not be. ``tag`` and ``relation`` are those of ``syntax.Word``, empty where nothing was parsed;
    ``to_head`` says how many tokens on its head stands, 0 for a root (see ``grammar.dependencies``).
    """

    start: int
    end: int
    low: str
    quote: int
    capital: bool
    word: bool
    name: bool
    tag: str = ""
    relation: str = ""
    to_head: int = 0

    @property
    def possessive(self) -> bool:
        return self.word and self.low.endswith(("'s", "s'"))

    @property
    def bare(self) -> str:
        """``low`` without a possessive ending."""
        if not self.low.endswith(("'s", "s'")) or not self.word:
            return self.low
        return self.low[:-1] if self.low.endswith("'") else self.low[:-2]

    @property
    def dash(self) -> bool:
        """A dash between words; hyphens inside words are part of them."""
        return self.low in _DASHES

    @property
    def determiner(self) -> bool:
        figure = self.low[:1].isdigit() and not self.low.endswith("-old") and not self.name
        return self.low in function_words.DETERMINERS or figure

    @property
    def preposition(self) -> bool:
        return self.low in function_words.PREPOSITIONS

    @property
    def time(self) -> bool:
        return self.bare in calendar.TIME_WORDS

    @property
    def adverb(self) -> bool:
        if self.low in function_words.ADVERBS:
            return True
        other = self.name or self.tag.startswith(("NN", "VB"))  # "the family", "they rely"
        return self.low.endswith("ly") and len(self.low) > 4 and not other


def tokenise(text: str, span: Span, quotes: Sequence[Quoted]) -> list[Token]:
    """The tokens of ``text[span]``; ``quotes`` are the paragraph's pairs, in order."""
    found: list[Token] = []
    head = True
    for start, end in _pieces(text, span):
        raw = text[start:end]
        place = bisect_right(quotes, start, key=lambda pair: pair.outer.start) - 1
        inside = place if place >= 0 and start < quotes[place].outer.end else -1
        token = _token(raw, start, end, inside, head)
        found.append(token)
        if token.word:
            head = False
        elif raw in ".!?:" or raw in ("“", '"', "''", "‘", "‘‘", "``"):
            head = True
        if token.name:
            for at in _leading(found):
                found[at] = replace(found[at], name=True)
    return found


def parsed(text: str, pieces: Sequence[Sequence[Token]]) -> list[list[Token]]:
    """``pieces`` of sentences of ``text``, each token with its part of speech and what it hangs on in its piece."""
    spans = [
        (piece[0].start, min(piece[-1].end, piece[0].start + LONGEST_PARSED)) if piece else (0, 0) for piece in pieces
    ]
    words = parse([text[start:end] for start, end in spans])
    found = [_with_syntax(piece, start, own) for piece, (start, _), own in zip(pieces, spans, words, strict=True)]
    return [_without_capital_of_role(text, piece) for piece in found]


def _with_syntax(piece: Sequence[Token], offset: int, words: Sequence[Word]) -> list[Token]:
    """Tokens with the syntax of the parser's words, which may be smaller ("do" and "n't") or larger than they."""
    starts = [token.start - offset for token in piece]
    token_of = [max(0, bisect_right(starts, word.start) - 1) for word in words]
    found = list(piece)
    for word, at in zip(words, token_of, strict=True):
        to_head = token_of[word.head] - at
        outward = to_head != 0 or words[word.head] is word  # of the words of a token the one that the others hang on
        if outward and not found[at].tag and word.end > starts[at]:
            found[at] = replace(found[at], tag=word.tag, relation=word.relation, to_head=to_head)
    return found


def _without_capital_of_role(text: str, tokens: list[Token]) -> list[Token]:
    """``tokens``, a common noun before a full name at the head of a sentence being none of it: "Midfielder | Ana Ruiz".

    It is common if the parser says so, or if the text has it without a capital elsewhere.
    """
    at = next((at for at, token in enumerate(tokens[:2]) if token.word), 0)
    if len(tokens) < at + 3 or not all(token.name for token in tokens[at : at + 3]):
        return tokens
    token = tokens[at]
    joined = tokens[at + 1].low.isdigit() or tokens[at + 1].preposition  # "Teachers | Against Noise"
    if token.low in names.GIVEN_NAMES or token.possessive or joined:
        return tokens
    if {token.low, tokens[at + 2].low} & sources.BODY_NAME_WORDS:
        return tokens
    common = token.tag in ("NN", "NNS") or re.search(rf"(?<!\w){re.escape(token.low)}(?!\w)", text)
    return [*tokens[:at], replace(token, name=False), *tokens[at + 1 :]] if common else tokens


def _leading(tokens: Sequence[Token]) -> Iterator[int]:
    """The tokens before the last, which is a name, that belong to it though they look like common words.

    Those are a given name or a body at the head of a sentence, and a figure between names: "Bill | Clark",
    "Network | Rail", "Doctors | Without Borders", "Group 4 | Security".
    """
    at, last = len(tokens) - 2, tokens[-1]
    if at > 0 and tokens[at].low.isdigit() and not tokens[at - 1].time and tokens[at - 1].word:
        if not (tokens[at - 1].name or _may_lead(tokens[at - 1])) or tokens[at - 1].possessive:
            return
        yield at
        at -= 1
    if at >= 0 and not tokens[at].name:
        people = last.preposition and tokens[at].capital and tokens[at].low in sources.PEOPLE_NOUNS
        if people or _may_lead(tokens[at]):
            yield at


def _may_lead(token: Token) -> bool:
    common = token.low in sources.BODY_NOUNS or token.low in sources.DOCUMENT_NOUNS
    return token.capital and (token.low in names.GIVEN_NAMES or common)


def _pieces(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Spans of tokens; the full stop of an abbreviation stays with it unless it ends the stretch."""
    at = span.start
    while match := _TOKEN.search(text, at, span.end):
        start, end = match.span()
        if _is_picture(text[start]):
            at = end
            continue
        if end - start > 1 and text[end - 1] in "'’" and text[end - 2] not in "sSzx'":
            end -= 1  # a closing mark, not a plural's apostrophe
        elif (cut := _CONTRACTION.fullmatch(text, start, end)) is not None:
            yield start, cut.end(1)
            start = cut.end(1)
        elif text[end : end + 1] == "." and end + 1 < span.end and _abbreviates(text[start:end], text[end + 1]):
            end += 1
            end += 2 if text[end : end + 2] in ("'s", "’s") else 0
        yield start, end
        at = end


def _is_picture(character: str) -> bool:
    """An emoji or another sign that stands for no word."""
    return character > "\u2000" and (character in _JOINERS or unicodedata.category(character) in ("So", "Sk"))


def _abbreviates(word: str, following: str) -> bool:
    """Whether a full stop is part of ``word``: "Sen.", "J.", "D-Ore." before a bracket."""
    if word.lower() in ABBREVIATIONS or (len(word) == 1 and word.isupper() and word != "I"):
        return True
    return following in ")," and word[:2].endswith("-") and word.rpartition("-")[2].lower() in ABBREVIATIONS


def _token(raw: str, start: int, end: int, quote: int, head: bool) -> Token:
    low, capital, word, particle, common = _shape(raw)
    name = (capital and not (head and common)) or particle
    return Token(start, end, low, quote, capital, word, name and low != "i")


@lru_cache(maxsize=1 << 15)
def _shape(raw: str) -> tuple[str, bool, bool, bool, bool]:
    """What a word is by itself: (low, capital, word, has a particle as in "al-Haddad", common)."""
    raw = composed(raw) or raw
    low = raw if raw in _ACRONYMS else raw.lower().replace("’", "'")
    word = raw[0].isalnum() or raw[0] in "@#" or (raw[0] in "'’" and len(raw) > 1 and raw[1].isalpha())
    capital = word and (raw[0].isupper() or raw[0] in "@#" or (raw[0].isdigit() and raw[-1].isupper()))
    parts = raw.split("-")
    particle = low.split("-")[0] in names.NAME_PARTICLES and any(part[:1].isupper() for part in parts[1:])
    common = _is_common(low)
    return (low.rstrip(".") if word and "." not in low[:-1] else low), capital, word, particle, common


_COMMON = (
    function_words.DETERMINERS
    | function_words.PREPOSITIONS
    | function_words.SUBJECT_PRONOUNS
    | function_words.OBJECT_PRONOUNS
    | function_words.OTHER_PRONOUNS
    | function_words.AUXILIARIES
    | function_words.CONJUNCTIONS
    | function_words.SUBORDINATORS
    | function_words.QUESTION_WORDS
    | function_words.ADVERBS
    | function_words.SENTENCE_OPENERS
    | sources.SOURCE_NOUNS
    | sources.SAYING_NOUNS
    | calendar.TIME_WORDS
)


def _is_common(low: str) -> bool:
    """A word whose capital at the head of a sentence says nothing."""
    return low in _COMMON or low.endswith(("ly", "n't")) or (low.endswith("ing") and len(low) > 5)
