"""Which claim lies before a person, where it stands, and what is left: two lines at the top.

Invariant: a function of the session and the width.
"""

from __future__ import annotations

from factcheck.domain import State
from factcheck.report.plain import columns, one_line, shorten
from factcheck.tui.pieces import Line, Styled
from factcheck.workspace.reviewing import Review
from factcheck.workspace.reviewing.here import Here


def head(review: Review, width: int) -> list[Line]:
    """Two lines: which claim of which article, and where it stands; what is left."""
    here = review.here
    count = review.left
    today = f" · {count.today} due today" if count.today else ""
    article = "…" if count.article is None else count.article
    left = f"{article} left in this article · {count.all} in all{today} · {count.done} done by you now"
    if here is None:
        return [(Styled(_fit(review.nothing, width), "title"),), (Styled(_fit(left, width), "dim"),)]
    number = here.report.number
    draft = "" if here.draft == 1 else f" (draft {here.draft})"
    title = one_line(here.article.title or "Article without a headline")
    name = f"{here.article.id[:4]}#{number}  {here.place or '–'}/{here.of}  "
    state, look = _state(here)
    held = _held(review, here)
    room = max(8, width - len(name) - len(state) - len(held) - 5)
    first = f"{name}{_fit(title + draft, room):<{room}}  {held}  "
    return [
        (Styled(_fit(first, width - len(state)), "title"), Styled(state, look)),
        (Styled(_fit(left, width), "dim"),),
    ]


def spoken_head(review: Review) -> list[str]:
    """The same in sentences."""
    here, count = review.here, review.left
    today = f", {count.today} of articles due today" if count.today else ""
    left = f"{count.article} left in this article, {count.all} in all{today}; {count.done} done by you now."
    if here is None:
        return [review.nothing, left]
    state, _ = _state(here)
    draft = "" if here.draft == 1 else f", draft {here.draft}"
    title = one_line(here.article.title or "an article without a headline")
    number = here.report.number
    return [
        f"Claim {here.place or '–'} of {here.of} in “{title}”{draft}: {state}. {here.article.id[:4]}#{number}, "
        f"{_held(review, here)}.",
        left,
    ]


def _state(here: Here) -> tuple[str, str]:
    stands = here.report.standing
    if stands.state is State.DECIDED and stands.decision:
        return f"DECIDED {stands.decision.verdict}".upper(), "good"
    if stands.state is State.OPEN:
        return ("MISQUOTED" if here.item and here.item.urgent and not here.claim.restates else "NEW"), "state"
    return stands.state.upper(), "warning"


def _held(review: Review, here: Here) -> str:
    if review.only_looking:
        return "only looking"
    if here.item is None:
        return "not held"
    until = review.until
    return f"{review.by}{f' until {until}' if until else ''}"


def _fit(text: str, width: int) -> str:
    return shorten(text, width) if columns(text) > width else text
