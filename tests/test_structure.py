"""The order of the house that no single module can keep: no import circles, small functions, one meaning a name."""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from code_figures import branches, functions

ROOT = Path(__file__).parents[1]
EVERYWHERE = ("src", "db", "training", "tools", "benchmarks", "tests")
MOST_BRANCHES = 20

Graph = Mapping[str, frozenset[str]]


def trees(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Every module below the folders, with its path as seen from the project."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


# -- import circles -----------------------------------------------------------------------


def import_graph(folder: Path, root: str = "") -> Graph:
    """Which modules below ``folder`` each of them imports, at the top or inside a function.

    ``root`` is the package's name, empty where the modules stand on the path by themselves. What is imported for
    type checkers alone is no import.
    """
    modules = {_module(path.relative_to(folder), root): path for path in folder.rglob("*.py")}
    return {name: frozenset(_imported(path, modules)) for name, path in modules.items()}


def _module(path: Path, root: str) -> str:
    parts = path.with_suffix("").parts
    parts = parts[:-1] if parts[-1] == "__init__" else parts
    return ".".join((root, *parts) if root else parts)


def _imported(path: Path, modules: Mapping[str, Path]) -> Iterator[str]:
    for node in _executed(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from {name if name in modules else node.module for name in inner} & modules.keys()


def _executed(node: ast.AST) -> Iterator[ast.AST]:
    """``node`` and all below it, but for what stands under ``if TYPE_CHECKING``."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING"):
            yield from _executed(child)


def circle(graph: Graph) -> list[str]:
    """The modules of one circle, the first named again at the end; nothing where there is none."""
    done: set[str] = set()

    def walk(name: str, way: list[str]) -> list[str]:
        if name in way:
            return [*way[way.index(name) :], name]
        if name in done:
            return []
        found = next((found for other in sorted(graph[name]) if (found := walk(other, [*way, name]))), [])
        done.add(name)
        return found

    return next((found for name in sorted(graph) if (found := walk(name, []))), [])


@pytest.mark.parametrize(
    ("folder", "root"), [("src/factcheck", "factcheck"), ("training", ""), ("training/stance_model", ""), ("tools", "")]
)
def test_no_modules_import_each_other_in_a_circle(folder: str, root: str) -> None:
    found = circle(import_graph(ROOT / folder, root))
    assert not found, f"in {folder}: {' → '.join(found)}"


@pytest.mark.parametrize(
    ("third", "expected"),
    [
        ("from house import roof", ["house.cellar", "house.stairs", "house.roof", "house.cellar"]),
        ("def climb():\n    import house.roof", ["house.cellar", "house.stairs", "house.roof", "house.cellar"]),
        ("from house.roof import TILES", ["house.cellar", "house.stairs", "house.roof", "house.cellar"]),
        ("if TYPE_CHECKING:\n    from house import roof", []),
        ("import roof", []),
    ],
)
def test_a_circle_is_found_and_named(tmp_path: Path, third: str, expected: list[str]) -> None:
    (tmp_path / "__init__.py").write_text("")
    (tmp_path / "roof.py").write_text("from house import cellar")
    (tmp_path / "cellar.py").write_text("from house.stairs import STEPS")
    (tmp_path / "stairs.py").write_text(third)
    assert circle(import_graph(tmp_path, "house")) == expected


# -- sizes and names ----------------------------------------------------------------------


@pytest.mark.parametrize("folder", EVERYWHERE)
def test_no_function_has_too_many_branches(folder: str) -> None:
    ways = {name.removeprefix(f"{ROOT}/"): branches(function) for name, function in functions(ROOT / folder)}
    assert {name: count for name, count in ways.items() if count > MOST_BRANCHES} == {}


def test_no_two_public_classes_have_one_name() -> None:
    places = defaultdict(list)
    for path, tree in trees("src"):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(path)
    assert {name: paths for name, paths in places.items() if len(paths) > 1} == {}


def test_no_line_is_kept_from_the_formatter() -> None:
    mark = "fmt: " + "skip"
    paths = [path for folder in EVERYWHERE for path in (ROOT / folder).rglob("*.py")]
    assert [str(path.relative_to(ROOT)) for path in paths if mark in path.read_text(encoding="utf-8")] == []


def test_no_import_gives_a_module_another_name() -> None:
    modules = set(import_graph(ROOT / "src" / "factcheck", "factcheck"))
    assert [
        f"{path}:{node.lineno} {alias.asname}"
        for path, tree in trees(*EVERYWHERE)
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if alias.asname not in (None, alias.name)
        if (f"{node.module}.{alias.name}" if isinstance(node, ast.ImportFrom) else alias.name) in modules
    ] == []
