"""Short stretches of passages, around the words that matter."""

from __future__ import annotations

from dataclasses import replace

from report_samples import BERTHS, sample

from factcheck.domain import Aspect, Comparison, Evidence, Likeness, Point, Span
from factcheck.report.excerpts import CONTEXT, OPENING, Excerpt, excerpt, whole

WORDS = "The board met again in the harbour house. " * 20
DECIDING = "It counted 212 berths. "


def found(text: str, exact: Span | None, *against: Span) -> Evidence:
    """Evidence whose closest sentence is ``exact``, and in which ``against`` surely differs."""
    first = next(item.search.evidence[0] for item in sample().claims if item.search and item.search.evidence)
    points = tuple(Point(Aspect.FIGURE, Likeness.DIFFERS, "", (), (span,), sure=True) for span in against)
    judgement = replace(first.judgement, exact=None, comparison=Comparison(points, (), exact))
    return replace(first, passage=replace(BERTHS, text=text), judgement=judgement)


def parts(text: str, shown: Excerpt) -> tuple[str, str, str]:
    return shown.before.of(text), shown.exact.of(text), shown.after.of(text)


def test_the_closest_sentence_stands_whole_between_cut_surroundings() -> None:
    text = WORDS + DECIDING + WORDS
    evidence = found(text, Span(len(WORDS), len(WORDS) + len(DECIDING)))
    before, exact, after = parts(text, excerpt(evidence))
    assert exact == DECIDING
    assert excerpt(evidence).cuts(text) == (True, True)
    assert WORDS.endswith(before)
    assert WORDS.startswith(after)
    assert max(len(before), len(after)) <= CONTEXT
    assert "".join(parts(text, whole(evidence))) == text


def test_what_differs_in_another_sentence_is_shown_with_it() -> None:
    text = f"{DECIDING}The board met again. In winter it counted 209. {WORDS}"
    at = text.index("209")
    _, exact, _ = parts(text, excerpt(found(text, Span(0, len(DECIDING) - 1), Span(at, at + 3))))
    assert exact == f"{DECIDING}The board met again. In winter it counted 209."


def test_sentences_near_by_that_hold_figures_which_were_compared_are_shown_with_the_closest() -> None:
    text = "The council voted on it. For: 27. Against: 12. The board met again."
    at = text.index("Against")
    evidence = found(text, Span(text.index("For"), at - 1))
    assert parts(text, excerpt(evidence))[1] == "The council voted on it. For: 27."
    twelve = Point(Aspect.FIGURE, Likeness.SAME, "", (), (Span(at + 9, at + 11),))
    alike = replace(evidence.judgement, comparison=replace(evidence.judgement.comparison, points=(twelve,)))
    shown = parts(text, excerpt(replace(evidence, judgement=alike)))
    assert shown == ("", "The council voted on it. For: 27. Against: 12.", " The board met again.")


def test_a_short_passage_is_cut_nowhere() -> None:
    text = "Before. " + DECIDING + "After."
    shown = excerpt(found(text, Span(8, 8 + len(DECIDING))))
    assert parts(text, shown) == ("Before. ", DECIDING, "After.")
    assert shown.cuts(text) == (False, False)


def test_a_passage_that_shares_nothing_is_shown_from_its_beginning() -> None:
    before, exact, opening = parts(WORDS, excerpt(found(WORDS, None)))
    assert (before, exact) == ("", "")
    assert WORDS.startswith(opening)
    assert OPENING - 20 < len(opening) <= OPENING
    assert "".join(parts(WORDS, whole(found(WORDS, None)))) == WORDS


def test_of_a_word_longer_than_the_room_the_beginning_opens_a_passage_and_nothing_stands_before_what_matters() -> None:
    text = "x" * 2 * OPENING
    assert parts(text, excerpt(found(text, None)))[2] == "x" * OPENING
    text = f"{text}{DECIDING}"
    assert parts(text, excerpt(found(text, Span(2 * OPENING, len(text)))))[0] == ""


def test_of_what_an_earlier_version_found_the_deciding_words_are_shown() -> None:
    evidence = found(DECIDING + WORDS, None)
    old = replace(evidence.judgement, exact=Span(0, len(DECIDING)), comparison=None)
    assert parts(DECIDING + WORDS, excerpt(replace(evidence, judgement=old)))[1] == DECIDING
