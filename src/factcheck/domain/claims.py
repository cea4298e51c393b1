"""What can be checked: quotations and the outlet's own assertions.

Invariant: a claim's id depends on its article, kind and place only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from factcheck.domain.articles import BlockKind
from factcheck.domain.quotations import Speaker
from factcheck.domain.text import Span, fingerprint


class ClaimKind(StrEnum):
    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    ASSERTION = "assertion"  # in the outlet's own voice; no speaker


class ClaimOrigin(StrEnum):
    MACHINE = "machine"
    DESK = "desk"  # marked by a person, or split from or joined of others


@dataclass(frozen=True, slots=True)
class Claim:
    """A quotation or an assertion that can be checked.

    ``spans`` index the article's text; ``text`` is their words joined by a space.
    ``checkworthiness`` is in 0..1 and orders the queue; ``reasons`` say what it rests on.
    ``restates`` is the id of the quotation that a headline or standfirst repeats as fact.
    ``context`` holds words of the article to search with beside the claim's own, where those
    point back to what was named before. ``also`` holds the further places of the article that say the same.
    ``first_known`` is the id of a claim whose kind or place was corrected.
    """

    article_id: str
    kind: ClaimKind
    text: str
    spans: tuple[Span, ...]
    block: BlockKind = BlockKind.PARAGRAPH
    speaker: Speaker | None = None
    cue: str | None = None
    addressee: str | None = None
    flags: tuple[str, ...] = ()
    checkworthiness: float = 0.0
    reasons: tuple[str, ...] = ()
    restates: str | None = None
    attribution_rule: str | None = None
    context: tuple[str, ...] = ()
    also: tuple[tuple[Span, ...], ...] = ()
    origin: ClaimOrigin = ClaimOrigin.MACHINE
    first_known: str = ""

    @property
    def id(self) -> str:
        """12 hexadecimal digits that depend on the article, the kind and the place only, as they were when the claim
        was first known: a person may have corrected them since."""
        if self.first_known:
            return self.first_known
        place = ",".join(f"{start}-{end}" for start, end in self.spans)
        return fingerprint(f"{self.article_id}|{self.kind}|{place}")[:12]
