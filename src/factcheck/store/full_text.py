"""What full text is asked: the words of a query as an expression of FTS5.

Invariant: nothing in a query is read as syntax.
"""

from __future__ import annotations

from factcheck.language.folding import composed
from factcheck.language.stop_words import COMMON, SAYING
from factcheck.language.tokens import WORD

MOST_QUERY_WORDS = 64  # a query longer than this is searched by its first words that are no stop words
# "No" and "new" tell passages apart as little as "the"; "against" and "down" tell them apart.
_STOP_WORDS = COMMON | SAYING | frozenset("more most new no not now only other own told us".split())


def _is_searched(word: str) -> bool:
    """Whether a word tells passages apart; "US" and "WHO" do."""
    return word.lower() not in _STOP_WORDS or (word.isupper() and len(word) > 1)


def match_any(query: str) -> str:
    """An FTS5 expression for any of the words of ``query`` that are no stop words; "" if there are none."""
    words = dict.fromkeys(word.lower() for word in WORD.findall(composed(query)) if _is_searched(word))
    # Every word is quoted: FTS5 reads bare AND, NEAR, hyphens and apostrophes as syntax.
    return " OR ".join(f'"{word}"' for word in list(words)[:MOST_QUERY_WORDS])
