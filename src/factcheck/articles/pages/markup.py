"""What the elements of a page say of themselves: their words, their classes.

Invariant: nothing is changed.
"""

from __future__ import annotations

import re
from typing import Any

ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:related|recommended|promo|teaser|card|sidebar|widget|comments?|nav|footer|more|popular|trending)",
    re.IGNORECASE,
)


def words_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def class_of(element: Any) -> str:
    return element.get("class") or "" if isinstance(element.tag, str) else ""
