"""Write docs/cli.md from the commands' own --help, or with --check say whether it is up to date."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from factcheck.cli import cli

TARGET = Path(__file__).parents[1] / "docs" / "cli.md"
HEAD = """# Command line

Made from `--help` by `make docs`; do not edit.

Standard output carries data, standard error progress and messages. `--json` is there wherever there is
data, no command ever asks a question, and `NO_COLOR` is honoured.
"""


def pages(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent, max_content_width=100, terminal_width=100)
    title = context.command_path
    yield f"## {title}\n\n```\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            assert found is not None
            yield from pages(found, child, context)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    made = "\n".join([HEAD, *pages(cli, "factcheck")])
    if parser.parse_args().check:
        current = TARGET.exists() and TARGET.read_text(encoding="utf-8") == made
        print("docs/cli.md is up to date" if current else "docs/cli.md is not what --help says: run `make docs`")
        return 0 if current else 1
    TARGET.write_text(made, encoding="utf-8")
    print(f"written {TARGET.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
