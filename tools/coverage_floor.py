"""Fail if a file of the source is hardly tested: `make coverage`.

    python tools/coverage_floor.py [REPORT] [--least 75]

REPORT is what `coverage json` writes (default: build/coverage.json). What the whole must reach stands in
pyproject.toml; this is so that a good average hides no file that nothing tests.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

REPORT = Path(__file__).parents[1] / "build" / "coverage.json"
LEAST = 75.0  # per cent of the lines of a file


def shares(report: Path) -> dict[str, float]:
    """Per cent of the lines reached, by file, least first. Files without a line that could be reached are left out."""
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    found = {name: one["summary"] for name, one in files.items() if one["summary"]["num_statements"]}
    return dict(sorted(((name, one["percent_covered"]) for name, one in found.items()), key=lambda item: item[1]))


def below(found: Mapping[str, float], least: float) -> list[str]:
    return [f"{share:5.1f} %  {name}" for name, share in found.items() if share < least]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", nargs="?", type=Path, default=REPORT)
    parser.add_argument("--least", type=float, default=LEAST)
    given = parser.parse_args()
    found = shares(given.report)
    thin = below(found, given.least)
    if thin:
        raise SystemExit(
            "\n".join([f"{len(thin)} files of {len(found)} are tested by less than {given.least:g} %:", *thin])
        )
    print(f"{len(found)} files; the least tested one: {next(iter(below(found, 101)), 'none').strip()}")


if __name__ == "__main__":
    main()
