"""Print docs/cli.md, made from the commands' own --help: `make docs`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from factcheck.cli import cli

HEAD = """# Command line

Made from `--help` by `make docs`; do not edit.

Standard output carries data, standard error progress and messages. `--json` is there wherever there is
data, no command ever asks a question, and `NO_COLOR` is honoured.
"""


def pages(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent, max_content_width=100, terminal_width=100)
    yield f"## {context.command_path}\n\n```\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            assert found is not None
            yield from pages(found, child, context)


if __name__ == "__main__":
    print("\n".join([HEAD, *pages(cli, "factcheck")]), end="")
