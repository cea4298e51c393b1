"""What the elements of a page say of themselves: their words, their classes.

Invariant: nothing is changed.
"""

from __future__ import annotations

from typing import Any


def words_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def class_of(element: Any) -> str:
    return element.get("class") or "" if isinstance(element.tag, str) else ""
