"""Print the sizes of the code: modules, functions, branches, tests beside source.

    python tools/code_figures.py [FOLDER]        figures of FOLDER/src and FOLDER/tests (default: this project)

A branch is a place where the way of a function divides: if, for, while, except, case, a conditional
expression, a condition or loop of a comprehension, each further operand of and/or (McCabe 1976, with operands counted).
"""

from __future__ import annotations

import ast
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef
_NESTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_BRANCHING = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.IfExp, ast.match_case)


def functions(folder: Path) -> Iterator[tuple[str, Function]]:
    """Every function below ``folder`` with its place, ``file:line name``."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, Function):
                yield f"{path}:{node.lineno} {node.name}", node


def branches(function: Function) -> int:
    """The ways through a function: one, and one more wherever it divides. Functions inside it count by themselves."""
    waiting: list[ast.AST] = list(function.body)
    count = 1
    while waiting:
        node = waiting.pop()
        if isinstance(node, _NESTED):
            continue
        count += isinstance(node, _BRANCHING)
        count += len(node.values) - 1 if isinstance(node, ast.BoolOp) else 0
        count += 1 + len(node.ifs) if isinstance(node, ast.comprehension) else 0
        waiting.extend(ast.iter_child_nodes(node))
    return count


def lines(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _share(values: list[int], part: float) -> int:
    return sorted(values)[int(part * (len(values) - 1))]


def main() -> None:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1]
    source, tests = root / "src", root / "tests"
    modules = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in source.rglob("*.py")}
    tested = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in tests.rglob("*.py"))
    found = dict(functions(source))
    sizes, ways = {n: lines(f) for n, f in found.items()}, {n: branches(f) for n, f in found.items()}
    for name, table in (("module, lines", modules), ("function, lines", sizes), ("function, branches", ways)):
        values = list(table.values())
        largest = max(table, key=lambda one: table[one])
        print(
            f"{name}: {len(values):,}, median {statistics.median(values):g}, p90 {_share(values, 0.9)}, "
            f"largest {table[largest]} ({str(largest).removeprefix(f'{source}/')})"
        )
    total = sum(modules.values())
    print(f"tests : source = {tested:,} : {total:,} lines = {tested / total:.2f}")


if __name__ == "__main__":
    main()
