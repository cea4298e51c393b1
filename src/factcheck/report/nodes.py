"""What forms without layout are made of: headings, paragraphs, words set apart, facts.

Invariant: a node holds text as it is; each form cleans and escapes it.
"""

from __future__ import annotations

from typing import NamedTuple

from factcheck.report.model import ClaimReport


class Heading(NamedTuple):
    level: int
    text: str
    item: ClaimReport | None = None  # the claim it is about


class TextLine(NamedTuple):
    """A paragraph of its own. ``hold`` is given for the line that says whether the article can run."""

    text: str
    hold: bool | None = None


class Quote(NamedTuple):
    """Words of the article or of a source, set apart."""

    text: str


class ListItem(NamedTuple):
    """One fact. ``depth`` is 0 for facts of their own, 1 for those that belong to the one before."""

    label: str
    text: str
    depth: int = 0


Node = Heading | TextLine | Quote | ListItem
