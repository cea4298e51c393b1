"""The rules that join words to a speaker, and what each is worth.

Invariant: names, order and examples are read from the rules themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from factcheck.evaluate.quotes.extraction import run
from factcheck.evaluate.quotes.gold import GoldDocument
from factcheck.evaluate.quotes.items import Convention
from factcheck.evaluate.quotes.scores import Scores, score
from factcheck.quotes import assembly, turns
from factcheck.quotes.foreign import reading
from factcheck.quotes.rules import attribution

_EXAMPLE = re.compile(r"``([^`]+)``")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by the name that quotations carry, with the examples and the remark of its docstring."""

    name: str
    examples: tuple[str, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class RuleWorth:
    """What the figures are ``without`` a rule that made ``fired`` quotations with all rules on."""

    name: str
    fired: int
    without: Scores


def known_rules() -> tuple[Rule, ...]:
    """The rules that can be switched off, in the order in which they are tried on a statement;
    those for whole paragraphs and for texts that are not English come last."""
    functions: tuple[Callable[..., object], ...] = (
        *attribution.CONTENT_FIRST,
        *attribution.BETWEEN,
        *attribution.SOURCE_FIRST,
        *attribution.WITHOUT_VERB,
    )
    of_statements = [_described(function.__name__.replace("_", " "), function.__doc__) for function in functions]
    of_paragraphs = {turns.RULE: turns.__doc__, **assembly.RULES, **reading.RULES}
    return (*of_statements, *(_described(name, words) for name, words in of_paragraphs.items()))


def _described(name: str, docstring: str | None) -> Rule:
    words = " ".join((docstring or "").split("\n\n")[0].split())
    examples = tuple(example.strip() for example in _EXAMPLE.findall(words))
    return Rule(name, examples, _EXAMPLE.sub("", words).strip(" ."))


def worth_of_rules(
    documents: Sequence[GoldDocument], without: Collection[str] = (), convention: Convention | None = None
) -> Iterator[RuleWorth]:
    """Each rule switched off by itself, besides those of ``without``."""
    found = run(documents, without)
    fired = Counter(quotation.rule for quotations in found for quotation in quotations)
    names = [rule.name for rule in known_rules() if rule.name not in without]
    for name in names:
        yield RuleWorth(name, fired[name], score(documents, run(documents, {*without, name}), convention))
