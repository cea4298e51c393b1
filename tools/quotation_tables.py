"""Make the tables of docs/quotations.md anew, in place.

    python tools/quotation_tables.py              modules and rules, from their docstrings and the table of rules
    python tools/quotation_tables.py GOLD         also the figures, by kind, rule and class
    python tools/quotation_tables.py --check      change nothing; fail if modules or rules are out of date

A table stands between `<!-- name -->` and `<!-- /name -->`. Figures are those that
`factcheck evaluate quotes GOLD --speech-only --pieces --rules` prints.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from factcheck.evaluate.quotes import (
    Convention,
    GoldDocument,
    Scores,
    read_gold,
    run,
    score,
    worth_of_rules,
)
from factcheck.quotes import RULES
from factcheck.quotes.rules.rule import Example, Rule

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "quotations.md"
MODULES = ROOT / "src" / "factcheck" / "quotes"
# From marks to speakers; a package that is not named here comes after these, single modules last.
ORDER = ("lexicon", "grammar", "people", "rules", "foreign")
CONVENTION = Convention(speech_only=True, pieces=True)
LOST = ("exact", "relaxed", "with the right source")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def modules() -> str:
    found = {str(path.relative_to(MODULES).with_suffix("")): path for path in sorted(MODULES.rglob("[a-z]*.py"))}
    names = sorted(found, key=lambda name: (_place(name), name))
    return table(("module", "what it does"), ((f"`{name}`", _first_line(found[name])) for name in names))


def _place(name: str) -> int:
    package = name.rpartition("/")[0]
    return ORDER.index(package) if package in ORDER else len(ORDER)


def _first_line(path: Path) -> str:
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(words.split("\n\n")[0].split())


def rules() -> str:
    return "\n".join(f"{number}. {_described(rule)}" for number, rule in enumerate(RULES, start=1))


def _described(rule: Rule) -> str:
    finds = (rule.func.__doc__ or "").split("\n\n")[0]
    sure = " or ".join(f"{number:g}" for number in (rule.confidence, rule.unsure) if number)
    given = f"{rule.reads}; {sure}" if sure else rule.reads
    return "\n".join((f"**{rule.name}** ({given}): {finds}", *map(_shown, rule.examples)))


def _shown(example: Example) -> str:
    words = " … ".join(f"*{piece}*" for piece in example.content)
    return f"    - `{example.line}` → {words} – {example.source or 'nobody named'}"


def figures(scores: Scores) -> str:
    rows = [
        (name, f"{t.precision:.3f}", f"{t.recall:.3f}", f"{t.f1:.3f}", _range(scores, name), f"{t.gold:,}")
        for name, t in scores.figures.items()
    ] + [
        (f"{name}, of what was matched", "", "", f"{t.recall:.3f} right", _range(scores, name), f"{t.gold:,}")
        for name, t in scores.shares.items()
        if t.gold
    ]
    return table(("", "precision", "recall", "F1", "95 % interval", "gold"), rows)


def _range(scores: Scores, name: str) -> str:
    found = scores.estimates.get(name)
    return f"{found.low:.3f} to {found.high:.3f}" if found else "–"


def classes(scores: Scores) -> str:
    rows = []
    for name, tally in scores.classes.items():
        source, edges = scores.class_sources[name], scores.class_edges[name]
        wrong = (f"{source.gold - source.found:,}", f"{source.recall:.3f}") if source.gold else ("–", "–")
        missed = (f"{tally.recall:.3f}", f"{edges.gold:,}", f"{edges.found:,}")
        rows.append((name, f"{tally.gold:,}", *missed, *wrong))
    return table(("class", "gold", "recall", "missed", "cut elsewhere", "wrong source", "source right"), rows)


def worth(documents: Sequence[GoldDocument], scores: Scores) -> str:
    rows = [
        (
            one.name,
            f"{one.fired:,}",
            *(f"{scores.figures[name].f1 - one.without.figures[name].f1:+.4f}" for name in LOST),
        )
        for one in worth_of_rules(documents, convention=CONVENTION)
    ]
    return table(("rule", "fired", *(f"F1, {name}" for name in LOST)), rows)


def with_tables(page: str, tables: dict[str, str]) -> str:
    """``page`` with each table between its two marks. Raises SystemExit for a table without a place."""
    for name, body in tables.items():
        place = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        if not place.search(page):
            raise SystemExit(
                f"{PAGE}: no place for the table “{name}”. Put <!-- {name} --> and <!-- /{name} --> there."
            )
        page = place.sub(lambda found, body=body: f"{found[1]}{body}\n{found[2]}", page)
    return page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", help="a gold file of quotations, JSONL or its .gz")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    tables = {"modules": modules(), "rules": rules()}
    if options.gold:
        documents = [item for item in read_gold(options.gold) if isinstance(item, GoldDocument)]
        scores = score(documents, run(documents), CONVENTION)
        tables |= {"figures": figures(scores), "classes": classes(scores), "worth": worth(documents, scores)}
    old = PAGE.read_text(encoding="utf-8")
    new = with_tables(old, tables)
    if options.check and new != old:
        sys.exit(f"{PAGE.relative_to(ROOT)} is out of date: run python tools/quotation_tables.py")
    if not options.check:
        PAGE.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
