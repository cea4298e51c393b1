"""What starts fast stays fast: heavy libraries are loaded by the verbs that need them, and by no other."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "torch",
    "transformers",
    "sentence_transformers",
    "onnxruntime",
    "onnx",
    "tokenizers",
    "faiss",
    "numpy",
    "sqlalchemy",
    "alembic",
    "trafilatura",
    "lxml",
    "pypdfium2",
    "markdown_it",
    "jinja2",
    "rich",
    "huggingface_hub",
    "spacy",
    "fastapi",
    "starlette",
    "uvicorn",
    "pydantic",
    "python_multipart",
    "httpx",
    "feedparser",
    "warcio",
    "protego",
    "ray",
)
SERVING = {"fastapi", "starlette", "uvicorn", "pydantic", "python_multipart"}


def loaded_by(program: str) -> set[str]:
    report = f"{program}\nimport sys; print('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "program",
    [
        "import factcheck",
        "import factcheck.domain, factcheck.settings, factcheck.errors",
        "import factcheck.cli",
        "import factcheck.encoder, factcheck.index",
        "import factcheck.articles.confined_reader",
        "import sys, contextlib; sys.argv = ['factcheck', '--help']\n"
        "from factcheck.cli import main\n"
        "with contextlib.suppress(SystemExit): main()",
        "import sys, contextlib; sys.argv = ['factcheck', 'check', '--help']\n"
        "from factcheck.cli import main\n"
        "with contextlib.suppress(SystemExit): main()",
    ],
    ids=[
        "the package",
        "its words",
        "the command line",
        "encoder and index",
        "the process for risky files",
        "--help",
        "check --help",
    ],
)
def test_nothing_heavy_is_loaded_by(program: str) -> None:
    assert not loaded_by(program).intersection(HEAVY)


def test_no_command_but_serve_loads_a_server() -> None:
    every = (
        "import importlib, pkgutil, factcheck.cli, factcheck.tui, factcheck.workspace\n"
        "for package in (factcheck.cli, factcheck.tui, factcheck.workspace):\n"
        "    for one in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "        importlib.import_module(one.name)"
    )
    assert not loaded_by(every).intersection(SERVING)
    assert loaded_by("import factcheck.web.serving") >= SERVING - {"python_multipart"}


def test_the_test_would_notice_a_heavy_import() -> None:
    assert "numpy" in loaded_by("import numpy")
