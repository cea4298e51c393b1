"""From a key to what it does, on a terminal: what is read besides what is done.

Invariant: whatever is answered, asked or shown comes back as one value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from factcheck.domain import Span
from factcheck.report import phrases
from factcheck.tui.evidence import whole
from factcheck.tui.pieces import Line, Styled, wrapped
from factcheck.workspace.reviewing import Outcome, Review
from factcheck.workspace.reviewing.acting import act_on, number_first
from factcheck.workspace.reviewing.keys import DEFAULTS, Act, Keys


class ReadingPage(NamedTuple):
    """Something to be read: paragraphs, and the address of what is shown if it has one."""

    title: str
    paragraphs: tuple[tuple[Styled, ...], ...]
    url: str | None = None
    hanging: int = 0  # columns, of lines that are a list's

    def lines(self, width: int) -> list[Line]:
        between: tuple[Line, ...] = () if self.hanging else ((),)
        made = (wrapped(one, width, "", " " * self.hanging) for one in self.paragraphs)
        return [line for some in made for line in (*some, *between)]


Shown = Outcome | ReadingPage


def perform(review: Review, keys: Keys, act: Act, rest: str = "") -> Shown:
    """Do what ``act`` says; ``rest`` answers what it asks, word by word where there are options.

    Raises FactcheckError where it is refused.
    """
    words = rest.strip()
    return _PAGES[act](review, keys, words) if act in _PAGES else act_on(review, act, words)


# -- what is read --------------------------------------------------------------------------


def _help(_review: Review, keys: Keys, _words: str) -> ReadingPage:
    rows = [(keys.by_act[act], act.value, says) for act, (_, _, says) in DEFAULTS.items()]
    rows.insert(3, ("1–9", "cite", "cite a passage by its number: its deciding sentence; again: no longer"))
    told = tuple((Styled(f"{key} ", "number"), Styled(f"{name}: ", "strong"), Styled(says)) for key, name, says in rows)
    return ReadingPage("Keys", told, hanging=4)


def _passage(review: Review, _keys: Keys, words: str) -> ReadingPage:
    number, _ = number_first(review, words)
    evidence, before, behind = review.neighbours(number)
    parts: list[tuple[Styled, ...]] = [(Styled(one.text, "dim"),) for one in before]
    parts.append(tuple(whole(evidence)))
    parts += [(Styled(one.text, "dim"),) for one in behind]
    return ReadingPage(
        f"{phrases.origin(evidence.passage)} · {evidence.passage.id}", tuple(parts), evidence.passage.url
    )


def _source(review: Review, _keys: Keys, words: str) -> ReadingPage:
    number, _ = number_first(review, words)
    source = review.source(number)
    at = source.marked or Span(0, 0)
    told = (
        (Styled(source.where or "where it came from is not known", "dim"),),
        (Styled(source.text[: at.start]),),
        (Styled(at.of(source.text), "strong"),),
        (Styled(source.text[at.end :]),),
    )
    return ReadingPage(source.title, told, source.url)


_PAGES: Mapping[Act, Callable[[Review, Keys, str], ReadingPage]] = {
    Act.HELP: _help,
    Act.PASSAGE: _passage,
    Act.OPEN: _source,
}
