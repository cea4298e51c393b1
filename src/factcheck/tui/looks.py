"""How each look of the pieces is shown by Textual.

Invariant: nothing is told by colour alone: what differs stands between signs, and bold, underline and strike remain
where there is no colour.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from factcheck.tui.pieces import Line, Styled

LOOKS = {
    "": "",
    "title": "bold",
    "label": "dim",
    "dim": "dim",
    "strong": "bold",
    "claim": "bold $text-accent",
    "claim-differs": "bold underline $text-error",
    "claim-shares": "bold underline $text-accent",
    "number": "bold",
    "cited": "bold $text-success",
    "for": "bold $text-success",
    "against": "bold $text-error",
    "differs": "bold $text-error",
    "may-differ": "bold $text-warning",
    "shares": "underline",
    "dropped": "strike $text-error",
    "added": "underline $text-success",
    "warning": "bold $text-warning",
    "good": "$text-success",
    "state": "bold reverse",
    "marked": "reverse",
    "cursor": "bold reverse",
}


def content(lines: Iterable[Line]) -> Content:
    """Lines as Textual shows them."""
    parts: list[tuple[str, str]] = []
    for line in lines:
        parts += [(piece.words, LOOKS[piece.look]) for piece in line if piece.words]
        parts.append(("\n", ""))
    return Content.assemble(*parts[:-1])


def words(*pieces: Styled) -> Content:
    return content([pieces])
