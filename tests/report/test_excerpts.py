"""Short stretches of passages: around the words that decided, and with the figures that were compared."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from report_samples import BERTHS, sample

from factcheck.domain import Evidence, Span
from factcheck.report.excerpts import CONTEXT, OPENING, Highlight, excerpt, whole, with_figures

TEXT = "Velm hired 120 nurses and 4 cooks."


def test_figures_are_stretches_of_their_own() -> None:
    found = with_figures(TEXT, [Span(26, 27), Span(11, 14)], Span(5, 34))
    assert found == [
        Highlight("hired ", False),
        Highlight("120", True),
        Highlight(" nurses and ", False),
        Highlight("4", True),
        Highlight(" cooks.", False),
    ]


def test_figures_outside_the_part_shown_are_left_out() -> None:
    assert with_figures(TEXT, [Span(26, 27)], Span(0, 10)) == [Highlight("Velm hired", False)]


SPANS = st.tuples(st.integers(0, 34), st.integers(1, 6)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(SPANS), st.integers(0, 34), st.integers(0, 34))
def test_stretches_put_together_are_the_part(figures: list[Span], one: int, other: int) -> None:
    part = Span(*sorted((one, other)))
    assert "".join(stretch.words for stretch in with_figures(TEXT, figures, part)) == part.of(TEXT)


WORDS = "The board met again in the harbour house. " * 20
DECIDING = "It counted 212 berths. "


def found(text: str, exact: Span | None) -> Evidence:
    """Evidence in which ``exact`` decided."""
    first = next(item.search.evidence[0] for item in sample().claims if item.search and item.search.evidence)
    judgement = replace(first.judgement, exact=exact, figures=())
    return replace(first, passage=replace(BERTHS, text=text), judgement=judgement)


def test_the_words_that_decided_stand_whole_between_cut_surroundings() -> None:
    evidence = found(WORDS + DECIDING + WORDS, Span(len(WORDS), len(WORDS) + len(DECIDING)))
    before, exact, after = excerpt(evidence)
    assert exact == DECIDING
    assert before.startswith("…")
    assert after.endswith("…")
    assert WORDS.endswith(before.removeprefix("…"))
    assert WORDS.startswith(after.removesuffix("…"))
    assert max(len(before), len(after)) <= CONTEXT + 1
    assert "".join(whole(evidence)) == WORDS + DECIDING + WORDS


def test_a_short_passage_is_cut_nowhere() -> None:
    text = "Before. " + DECIDING + "After."
    assert excerpt(found(text, Span(8, 8 + len(DECIDING)))) == ("Before. ", DECIDING, "After.")


def test_a_passage_in_which_nothing_decided_is_shown_from_its_beginning() -> None:
    before, exact, opening = excerpt(found(WORDS, None))
    assert (before, exact) == ("", "")
    assert WORDS.startswith(opening.removesuffix("…"))
    assert OPENING - 20 < len(opening) <= OPENING + 1
    assert "".join(whole(found(WORDS, None))) == WORDS
