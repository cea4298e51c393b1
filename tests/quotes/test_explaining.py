"""Why a quotation is given to its speaker."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from quoting import article

from factcheck.quotes import extract
from factcheck.quotes.explaining import Explanation, explain

TOWN = """Ana Ruiz, an engineer at Lund University, tested the bridge with Peter Holm.
“The bridge is safe,” Ruiz said. She added that it would reopen on Monday.
“We tested it twice over the summer.”
Maria Holm, the mayor, said Ruiz told the council that the bridge is safe.
The council said that Holm knew. It added that nobody asked.
"""


def last(text: str) -> Explanation:
    return explain(article(text))[-1]


def chosen(found: Explanation) -> list[tuple[str, str]]:
    return [(candidate.name, candidate.why) for candidate in found.candidates if candidate.chosen]


def others(found: Explanation) -> dict[str, str]:
    return {candidate.name: candidate.why for candidate in found.candidates if not candidate.chosen}


def test_what_is_explained_is_what_is_extracted() -> None:
    story = article(TOWN)
    assert tuple(found.quotation for found in explain(story)) == extract(story)


def test_a_rule_is_told_by_its_first_example() -> None:
    assert last('"It is safe," said Ana Ruiz.').example == '"The bridge is safe," said Ana Ruiz, the city engineer.'
    labelled = last("Ana Ruiz met Omar Haddad.\nRUIZ: It is safe.\nHADDAD: I doubt it.")
    assert labelled.example == "Ana Ruiz met Omar Haddad. ¶ RUIZ: The bridge is safe. ¶ HADDAD: I have my doubts."


def test_a_pronoun_names_who_spoke_last_and_says_why_the_nearer_ones_do_not_fit() -> None:
    found = last(
        "Ana Ruiz, an engineer, met Peter Holm, the mayor, and the Lund Bank.\nShe said that the bridge is safe."
    )
    assert chosen(found) == [("Ana Ruiz", "the last spoken of that “she” can mean: a woman")]
    assert others(found)["Peter Holm"] == "a man"
    assert others(found)["Lund Bank"] == "a body"


def test_somebody_who_would_fit_as_well_was_spoken_of_longer_ago() -> None:
    found = last("Maria Holm, the mayor, left.\nAna Ruiz, an engineer, stayed.\nShe said that the bridge is safe.")
    assert [name for name, _ in chosen(found)] == ["Ana Ruiz"]
    assert others(found)["Maria Holm"] == "spoken of longer ago"


def test_the_pronoun_of_a_body_cannot_mean_a_person() -> None:
    found = last("The Lund Bank met Ana Ruiz, an engineer.\nIt said that the bridge is safe.")
    assert [name for name, _ in chosen(found)] == ["Lund Bank"]
    assert others(found) == {"Ana Ruiz": "a person"}


def test_a_surname_names_its_only_bearer() -> None:
    found = last("Ana Ruiz, an engineer, tested the bridge.\n“The bridge is safe,” Ruiz said.")
    assert chosen(found) == [("Ana Ruiz", "the only bearer of “Ruiz”")]


def test_of_two_people_of_one_surname_the_one_spoken_of_last_is_meant() -> None:
    text = (
        "Peter Holm, the mayor, arrived.\nMaria Holm, an engineer, said that the bridge is safe.\n“It is,” Holm said."
    )
    found = last(text)
    assert [name for name, _ in chosen(found)] == ["Maria Holm"]
    assert others(found) == {"Peter Holm": "spoken of longer ago"}


def test_a_name_in_full_needs_no_candidates() -> None:
    assert last("“The bridge is safe,” said Ana Ruiz, an engineer.").candidates == ()


def test_a_nested_attribution_is_told_as_a_rival_that_lost() -> None:
    text = "Maria Holm, the mayor, said the engineer told the council that the bridge is safe.\n"
    (rival,) = {rival.why: rival for rival in last(text).rivals}.values()
    assert rival.cue is not None
    assert rival.cue.of(text) == "told"
    assert rival.why == "its cue stands inside the words quoted, and the outermost attribution counts"


def test_a_floating_quotation_tells_whose_words_stand_before_it() -> None:
    text = "“The bridge is safe,” said Ana Ruiz.\n“We tested it twice over the summer.”\n"
    found = last(text)
    assert found.quotation.rule == "floating quotation"
    assert chosen(found) == [("Ana Ruiz", "spoke last before these words")]


def test_a_pronoun_with_nobody_before_it_has_no_candidate_that_was_chosen() -> None:
    found = last("She said that the bridge is safe.")
    assert found.quotation.speaker is None
    assert chosen(found) == []


PARTS = st.sampled_from(
    [*TOWN.splitlines(), "She said: “No.”", "It said so.", "Holm: “Not at all, never.”", "„ja“", "", "He told who said"]
)


@settings(max_examples=50)
@given(st.lists(PARTS, max_size=8), st.text(max_size=20))
def test_any_text_can_be_explained(lines: list[str], noise: str) -> None:
    story = article("\n".join([*lines, noise]))
    explained = explain(story)
    assert tuple(found.quotation for found in explained) == extract(story)
    for found in explained:
        assert sum(candidate.chosen for candidate in found.candidates) <= 1
