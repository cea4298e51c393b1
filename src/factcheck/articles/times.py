"""The times that a transcript writes at the head of its paragraphs or behind the names of its speakers.

Invariant: a time is a place only where several paragraphs have one; the text stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from factcheck.articles.draft import Line
from factcheck.domain import Place

_CLOCK = r"(?P<time>(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?(?:\s?[ap]\.?m\.?)?)"
_BEHIND = _CLOCK.replace("?P<time>", "?P<behind>")
# "[00:01:13] PETRA OSWIN: …", and "PETRA OSWIN (00:01:13): …".
_OPENING = re.compile(rf"[\[(]?{_CLOCK}[\])]?(?=\s+\S|$)|[A-Z][\w.'’ -]{{1,50}}[ ]?[\[(]{_BEHIND}[\])]:", re.IGNORECASE)
_FEWEST = 2


def places(text: str, lines: Iterable[Line]) -> tuple[Place, ...]:
    """A place for each paragraph that has a time, if several have; empty where they do not."""
    found = [
        Place(line.span.start, timed["time"] or timed["behind"])
        for line in lines
        if (timed := _OPENING.match(text, *line.span)) is not None
    ]
    return tuple(found) if len(found) >= _FEWEST else ()
