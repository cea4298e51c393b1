"""Word lists: what may stand in them."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import factcheck

SOURCE = Path(factcheck.__file__).parent
PHRASES = "any_of"  # the function that makes a pattern of phrases with commas between them


def literals(tree: ast.Module, *, data: bool) -> Iterator[tuple[int, Sequence[object]]]:
    """The line and the entries of every literal list of words: split strings, sets, keys, phrases; in a module of
    ``data`` every string that is named."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(words)), attr="split"), args=[]):
                yield node.lineno, words.split()
            case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(words)), attr="split"), args=[sign]):
                yield node.lineno, words.split(ast.literal_eval(sign))
            case ast.Call(func=ast.Name(id=name), args=lines) if name == PHRASES:
                yield node.lineno, [phrase.strip() for phrase in " ".join(map(ast.literal_eval, lines)).split(",")]
            case ast.Set(elts=items) | ast.Dict(keys=items):
                yield node.lineno, [item.value for item in items if isinstance(item, ast.Constant)]
            case ast.Assign(value=ast.Constant(value=str(words))) if data:
                yield node.lineno, words.split()


def repeated(source: str, *, data: bool = False) -> list[str]:
    return [
        f"line {line}: {word}"
        for line, words in literals(ast.parse(source), data=data)
        for word, count in Counter(words).items()
        if count > 1
    ]


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_list_repeats_a_word(path: Path) -> None:
    assert not repeated(path.read_text(encoding="utf-8"), data="lexicon" in (*path.parts, path.stem))


@pytest.mark.parametrize(
    "source",
    [
        'frozenset("to be or not to be".split())',
        '"to, be, to".split(", ")',
        '{"to", "be", "to"}',
        '{"to": 1, "be": 2, "to": 3}',
        'any_of("to, be,", "to")',
        'VERBS = "to be to"',
    ],
)
def test_a_repeated_word_is_seen(source: str) -> None:
    assert "line 1: to" in repeated(source, data=True)
