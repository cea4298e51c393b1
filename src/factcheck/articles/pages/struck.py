"""What a page has struck out: words that its author took back.

Invariant: words around what was struck out neither run together nor change.
"""

from __future__ import annotations

from typing import Any

from factcheck.articles.pages.markup import words_of

STRUCK_TAGS = frozenset(("del", "s", "strike"))
_WORDS = "data-struck-words"


def strike(page: Any) -> None:
    """Takes from ``page`` the words that it strikes out, unless they are most of it; `struck_words` still says them."""
    struck = [one for one in page.iter(*STRUCK_TAGS) if not any(True for _ in one.iterancestors(*STRUCK_TAGS))]
    said = [words_of(one) for one in struck]
    if 2 * sum(map(len, said)) > len(words_of(page)):
        return
    for element, words in zip(struck, said, strict=True):
        tail = element.tail or ""
        element.clear()
        element.set(_WORDS, words)
        element.tail = f" {tail}" if _would_run_together(element, tail) else tail


def struck_words(element: Any) -> str:
    return element.get(_WORDS) or "" if element.tag in STRUCK_TAGS else ""


def _would_run_together(element: Any, tail: str) -> bool:
    before, after = element.getprevious(), element.getnext()
    left = (before.tail or before.text_content()) if before is not None else element.getparent().text or ""
    right = tail or (after.text_content() if after is not None else "")
    return left[-1:].isalnum() and right[:1].isalnum()
