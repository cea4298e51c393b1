"""What is lost or put in changes what was said: modals, conditions, limits of what is denied; and what does not."""

from __future__ import annotations

import pytest
from comparing import changes, found

from factcheck.domain import Alteration, Document, Wording, WordingFinding

DROPPED, ADDED = Alteration.DROPPED_QUALIFIER, Alteration.ADDED_QUALIFIER


def made(words: str, source: str) -> Wording:
    return found(words, Document("a", source))


@pytest.mark.parametrize(
    ("words", "source", "alteration"),
    [
        ("we will build the pier again next year", "We can build the pier again next year.", DROPPED),
        ("we can build the pier again next year", "We will build the pier again next year.", ADDED),
        ("we will build the pier again next year", "We must build the pier again next year.", DROPPED),
        ("we won't build the pier again next year", "We can't build the pier again next year.", DROPPED),
        ("the mayor will close the pier every night", "The mayor may close the pier every night.", DROPPED),
        ("the mayor could close the pier at night", "The mayor may close the pier at night.", DROPPED),
        ("only the mayor has the key of the pier", "The mayor has the key of the pier.", ADDED),
        ("We will never build another pier out of wood", "We will not build another pier out of wood.", ADDED),
        ("We will not build another pier out of wood", "We will never build another pier out of wood.", DROPPED),
        (
            "We will close no roads in the port this year",
            "We will close no unlit roads in the port this year.",
            DROPPED,
        ),
        (
            "I am not against wardens on the ferries here",
            "I am not against armed wardens on the ferries here.",
            DROPPED,
        ),
        ("All boats must leave the harbour by noon", "All private boats must leave the harbour by noon.", DROPPED),
        ("We build unabated plants and gas terminals", "We build plants and gas terminals.", ADDED),
        ("We build plants and gas terminals here", "We build unabated plants and gas terminals here.", DROPPED),
        ("the plan was approved by the whole council", "The draft plan was approved by the whole council.", DROPPED),
        ("He is the killer of the old fisherman", "He is the suspected killer of the old fisherman.", DROPPED),
        (
            "The pier will stay open and ferries will run",
            "The pier will stay open if it is mended and ferries will run.",
            DROPPED,
        ),
        (
            "The old pier will stay open, and the ferry will run to Lund",
            "The old pier will stay open, unless the council decides that the money must go elsewhere, and the ferry "
            "will run to Lund.",
            DROPPED,
        ),
        (
            "The harbour engineers have told me twice that the old pier will stay open",
            "The harbour engineers have told me twice that, if the council votes for it this month, the old "
            "pier will stay open.",
            DROPPED,
        ),
    ],
)
def test_a_modal_a_condition_or_a_limit_lost_or_added_is_a_change_of_sense(
    words: str, source: str, alteration: Alteration
) -> None:
    compared = made(words, source)
    assert compared.finding is WordingFinding.ALTERED
    assert alteration in compared.alterations
    assert Alteration.ADAPTATION not in compared.alterations
    assert compared.misquoted


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("Around forty boats were lost in the storm", "About 40 boats were lost in the storm."),
        ("The ferry might stop at the old quay", "The ferry may stop at the old quay."),
        ("maybe the ferry stops at the old quay", "Perhaps the ferry stops at the old quay."),
        (
            "We met in the old town hall on Monday",
            "We met in the town hall on Monday."[:0] + "We met, in the old town hall, on Monday.",
        ),
        ("We built a pier for the people of Lund", "We built a new pier for the people of Lund."),
        (
            "The pier is open. The ferry runs to Lund",
            "The pier is open. If it rains, people go home early and sleep. The ferry runs to Lund.",
        ),
    ],
)
def test_another_word_for_the_same_and_what_limits_nothing_are_harmless(words: str, source: str) -> None:
    assert not made(words, source).misquoted


def test_a_promise_made_stricter_and_wider_names_both_and_what_followed() -> None:
    words = "We will never build another pier in this port"
    source = "We will not build another wooden pier in this port unless the council asks us to."
    compared = made(words, source)
    assert compared.alterations == (DROPPED, ADDED, Alteration.CHANGED_WORDS)
    assert ("wooden", "") in changes(words, compared, Document("a", source))
    assert compared.warnings == ("right after them stands “unless the council asks us to”",)


def test_a_negation_lost_with_its_can_is_a_negation_lost_and_no_more() -> None:
    compared = made("In our port we allow lorries on the pier", "In our port we cannot allow lorries on the pier.")
    assert compared.alterations == (Alteration.DROPPED_NEGATION,)
