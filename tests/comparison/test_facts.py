"""A long claim parted into its facts, and what a passage does to each."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise

import pytest

from factcheck.comparison import compare, facts
from factcheck.comparison.words import content_words
from factcheck.domain import Standing

DAY = date(2026, 3, 6)

# The facts of each claim, between bars.
PARTED = [
    "The ferry sank on Monday.",
    "Exports rose by 5 percent last year | while imports fell by 3 percent, | according to the statistics office.",
    "The council closed three libraries, | four pools | and seven parks, | and raised the tax by 4.9 per cent.",
    "Anna Berg, | a former nurse from Velm, | won the seat with 12,400 votes after two recounts.",
    "The film lasts 95 minutes; | it was shot in Lund in 2019, | cost 3 million euros | and won two prizes.",
    "The deputy minister of roads said that | the old bridge at Orlo had been inspected twice in spring.",
    "Neely went limp in the corridor, | although two passengers had asked him to let go of the rail.",
    "The death rates were 49% on the old drug, | 53% on the second, | 29% on the third | and 34% on the last.",
    "Rain had fallen on the valley for nine days | and the river rose above the wall at Orlo.",
    "The firm hired forty engineers in Halden | but closed its plant in Velm, | which had made pumps since 1931.",
    "He bought bread and butter and cheese and milk and tea and sugar in the market.",
]


@pytest.mark.parametrize("parted", PARTED)
def test_a_claim_is_parted_into_its_facts(parted: str) -> None:
    claim = parted.replace("| ", "")
    assert " | ".join(span.of(claim) for span in facts(claim)) == parted


@pytest.mark.parametrize("parted", PARTED)
def test_facts_hold_every_content_word(parted: str) -> None:
    claim = parted.replace("| ", "")
    spans = facts(claim)
    assert all(any(span.contains(word.span) for span in spans) for word in content_words(claim))
    assert all(one.end <= two.start for one, two in pairwise(spans))


def test_each_fact_has_its_standing() -> None:
    claim = (
        "Exports to Norland rose by 5 percent last year, "
        "while imports of timber fell by 3 percent, and the port was sold."
    )
    passage = "Timber imports fell by 3 percent. Exports to Norland rose by 2 percent last year. Rain fell."
    found = {fact.span.of(claim): fact.standing for fact in compare(claim, passage, DAY).facts}
    assert found == {
        "Exports to Norland rose by 5 percent last year,": Standing.SPOKEN_AGAINST,
        "while imports of timber fell by 3 percent,": Standing.BORNE_OUT,
        "and the port was sold.": Standing.ABSENT,
    }


def test_a_fact_that_is_told_in_part_is_mentioned() -> None:
    claim = "The harbour wall at Orlo collapsed in a storm."
    (fact,) = compare(claim, "The harbour wall at Orlo is old.").facts
    assert fact.standing is Standing.MENTIONED
    assert fact.sentence is not None


def test_two_neighbouring_sentences_bear_a_fact_out_together() -> None:
    claim = "Anna Berg won the seat in Velm."
    passage = "Anna Berg stood in Velm. She won the seat. Nobody else stood."
    (fact,) = compare(claim, passage).facts
    assert fact.standing is Standing.BORNE_OUT


def test_a_passage_on_something_else_bears_nothing_out() -> None:
    (fact,) = compare("The dam at Orlo holds.", "Cats sleep.").facts
    assert (fact.standing, fact.sentence) == (Standing.ABSENT, None)


def test_a_claim_of_five_thousand_words_takes_its_time_and_no_more() -> None:
    claim = " ".join(
        f"The council of Velm closed {n} libraries in ward {n}, while the mayor hired {n + 2} nurses."
        for n in range(320)
    )
    assert len(claim.split()) > 5000
    passage = "The council of Velm closed 12 libraries. The mayor hired 40 nurses. " * 8
    start = time.process_time()
    found = compare(claim, passage, DAY)
    assert time.process_time() - start < 60
    assert len(found.facts) > 300


def test_a_claim_without_a_full_stop_is_read_to_its_end() -> None:
    claim = "ward " * 5000
    assert facts(claim)[-1].end >= len(claim.rstrip())
