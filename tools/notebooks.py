"""Run every notebook and write it back with its results: ``python tools/notebooks.py [FOLDER]``.

With FOLDER the results go there and the notebooks here stay as they are. What differs from
run to run (times, process numbers, cell ids) is not written, so that a new run of an
unchanged notebook changes as little as possible.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
SECONDS_A_CELL = 300


def run(path: Path) -> nbformat.NotebookNode:
    """The notebook at ``path`` with the outputs of a fresh kernel. Raises CellExecutionError."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=SECONDS_A_CELL,
        resources={"metadata": {"path": str(path.parent)}},
        record_timing=False,
        coalesce_streams=True,
    )
    client.execute()
    return steady(notebook)


def steady(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """``notebook`` without what depends on when and where it ran, warnings of libraries included."""
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    )
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:02}"
        cell.metadata = nbformat.from_dict({})
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    return notebook


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else NOTEBOOKS
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        nbformat.write(run(path), folder / path.name)
        print(folder / path.name)


if __name__ == "__main__":
    main()
