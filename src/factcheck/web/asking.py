"""A question of the desk as a page.

Invariant: an answer that is an option is a button, and the form carries what was answered before; nothing is stored
until the last answer is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from fastapi import Request
from starlette.responses import HTMLResponse

from factcheck.domain import Span
from factcheck.report.plain import clean, shorten
from factcheck.web import sheet, spans
from factcheck.web.acts import Asked
from factcheck.web.showing import page
from factcheck.web.showing_desk import keyed
from factcheck.web.way import DeskWay
from factcheck.workspace.reviewing import Asking, Marking, Option, Review
from factcheck.workspace.reviewing.keys import Act

_AROUND = 6000  # characters of a text before and behind the words that are to be chosen
_LONGEST = 20_000  # characters of the words that are chosen so far
_SENTENCES, _WORDS = 60, 200  # offered as buttons
_A_BUTTON = 400  # columns of words
_LONG = frozenset({Act.NOTE, Act.SUPPORT, Act.CONTRADICT, Act.UNVERIFIED})  # whose words want more than a line


class Choice(NamedTuple):
    """A button: what it sends, and what a person reads."""

    value: str
    name: str
    words: str


class PlaceChoice(NamedTuple):
    """A sentence, or a word, that can be chosen by a button; ``at`` is its place as shown."""

    at: str
    words: str


def question(
    request: Request, review: Review, what: Asked, asked: Asking | Marking, way: DeskWay, chosen: str
) -> HTMLResponse:
    """The page that asks. ``chosen`` is what was chosen for the claim when it began."""
    assert review.here is not None
    values: dict[str, Any] = {
        "review": review,
        "here": review.here,
        "claim": review.here.claim,
        "steps": [*what.steps],
        "way": way,
        "chosen": chosen,
        "keys": keyed(review.workspace),
        "asked": asked,
    }
    if isinstance(asked, Marking):
        return page(request, "marking.html.j2", **values, **_marking(asked))
    claim = review.here.claim.text
    values |= {
        "choices": [*_choices(asked)],
        "hits": [sheet.passage(claim, one, number) for number, one in enumerate(asked.hits, start=1)],
        "long": what.do in _LONG,
    }
    return page(request, "question.html.j2", **values)


def _choices(asked: Asking) -> Iterator[Choice]:
    if asked.hits:
        return
    for number, option in enumerate(asked.options, start=1):
        yield Choice(_answer(asked, option, number), option.name.replace("-", " "), option.words)


def _answer(asked: Asking, option: Option, number: int) -> str:
    """What the form sends for an option: its name, where that means it and nothing else."""
    name = option.name
    plain = name == name.strip() and not any(sign.isspace() for sign in name) and not name.isdecimal()
    return name if plain and asked.option(name) is option else str(number)


def _marking(asked: Marking) -> dict[str, Any]:
    """The stretch of the text that is shown, with the places of it that buttons choose."""
    text, within = asked.text, asked.within
    known = min(asked.at.end, asked.at.start + _LONGEST)
    window = Span(max(within.start, asked.at.start - _AROUND), min(within.end, known + _AROUND))
    units = (
        spans.whole_words(text, window, _WORDS)[1:] if asked.point else spans.whole_sentences(text, window, _SENTENCES)
    )
    shown = spans.shown_at(text, window)
    at = spans.shown_at(text, asked.at)
    return {
        "words": clean(window.of(text)),
        "start": shown.start,
        "usual": at,
        "units": [
            PlaceChoice(f"{place.start}-{place.end}", shorten(unit.of(text), _A_BUTTON))
            for unit in units
            for place in (spans.shown_at(text, unit),)
        ],
        "cut": window != within,
    }
