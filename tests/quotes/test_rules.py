"""The table of rules: each reads its own examples, and whatever a quotation names stands in it."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from quoting import article, in_words

from factcheck.domain import Article, BlockKind
from factcheck.quotes import RULES, extract
from factcheck.quotes.rules.pull_quotes import PULL_QUOTE
from factcheck.quotes.rules.rule import Example, Rule
from factcheck.quotes.rules.table import rule_named, rules_that_read

Read = tuple[str, tuple[str, ...], str | None, str]  # rule, content, source, kind

EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]
FINDING = [(rule, example) for rule, example in EXAMPLES if rule.name != PULL_QUOTE]


def story(example: Example) -> Article:
    kinds = {0: BlockKind.TITLE} if example.text.startswith("# ") else {}
    return article(example.text.removeprefix("# "), kinds)


def read(example: Example, without: Collection[str] = ()) -> list[Read]:
    text = story(example)
    said = (in_words(text.text, quotation) for quotation in extract(text, without))
    return [(one.rule, one.content, one.source, one.kind) for one in said]


def named(examples: list[tuple[Rule, Example]]) -> list[str]:
    return [f"{rule.name}: {example.line}" for rule, example in examples]


@pytest.mark.parametrize(("rule", "example"), FINDING, ids=named(FINDING))
def test_an_example_is_read_by_its_own_rule(rule: Rule, example: Example) -> None:
    assert (rule.name, example.content, example.source, example.kind) in read(example)


@pytest.mark.parametrize("example", rule_named(PULL_QUOTE).examples)
def test_the_example_of_a_pull_quote_is_left_out_by_its_rule(example: Example) -> None:
    kept = [one[1:] for one in read(example)]
    (pulled,) = [one[1:] for one in read(example, [PULL_QUOTE]) if one[1:] not in kept]
    assert pulled == (example.content, example.source, example.kind)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=named(EXAMPLES))
def test_a_rule_that_is_left_out_reads_nothing(rule: Rule, example: Example) -> None:
    assert rule.name not in {name for name, *_ in read(example, [rule.name])}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_says_what_it_finds_and_how_sure_it_is(rule: Rule) -> None:
    assert rule.func.__doc__
    assert rule in rules_that_read(rule.reads)
    assert rule not in rules_that_read(rule.reads, [rule.name])
    assert 0 <= (rule.unsure or 0) <= rule.confidence < 1


def test_every_rule_has_a_name_of_its_own() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES) == 27


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("The engineer said that the bridge is safe.", 0.9),
        ("She said that the bridge is safe.", 0.45),  # nobody whom she could be
        ("For now, Ana Ruiz said, the bridge is safe.", 0.9),
        ("The bridge is safe, Ana Ruiz said.", 0.95),
        ("The vote was close, with Ruiz calling the bridge safe.", 0.75),
        ("It rained.\n“We tested it twice.”", 0.2),
        ("„Wir haben zweimal geprüft“, sagte der Wirt.", 0.3),
    ],
)
def test_a_quotation_is_as_sure_as_its_rule_and_half_as_sure_without_a_speaker(text: str, confidence: float) -> None:
    assert extract(article(text))[-1].confidence == confidence
