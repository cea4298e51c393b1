"""The command line: parse, call, print.

Invariant: standard output carries data, standard error everything else, and an error becomes
an exit code here and nowhere else. Nothing but click is imported before a command runs.
"""

from __future__ import annotations

import signal
import sys
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from factcheck.cli import streams
from factcheck.cli.progress import ProgressLine
from factcheck.errors import FactcheckError
from factcheck.version import __version__

INTERRUPTED = 130

# Where each command lives and what `factcheck --help` says of it, so that help imports none of them.
COMMANDS = {
    "check": ("check", "Find the claims of articles, search the record, fill the queue."),
    "flag": ("flag", "Flag what is new: for cron, a timer or CI."),
    "quotes": ("quotations", "Find who said what, and nothing else."),
    "read": ("read", "Show how a file is read, and why."),
    "stance": ("stance", "Compare texts with claims and judge them, as JSON lines."),
    "wording": ("wording", "Compare quotations word by word with what was said."),
    "corpus": ("corpus", "Manage the reference material."),
    "articles": ("articles", "List the articles that were checked."),
    "close": ("articles", "Take an article's claims out of the queue."),
    "reopen-article": ("articles", "Bring a closed article back into the queue."),
    "flags": ("flags", "List what unattended runs have flagged; take it, mute it, write a digest."),
    "report": ("report", "Write the report on one article."),
    "serve": ("serve", "The desk and the reports in a browser."),
    "queue": ("queue", "List the claims that wait for a person."),
    "review": ("review", "Work through the claims that wait, with the keyboard."),
    "assign": ("queue", "Give a claim or an article to somebody."),
    "due": ("queue", "Say until when an article has to be checked."),
    "second-check": ("agreement", "Want a second person's decision on a claim."),
    "agreement": ("agreement", "Show how often two people who decided the same claims agreed."),
    "show": ("desk", "Show one claim with its evidence and history."),
    "mark": ("desk", "Decide a claim."),
    "reopen": ("desk", "Put a decided claim back into the queue."),
    "correct": ("correct", "Correct who says a claim, in what role, what it is, or which words."),
    "split": ("correct", "Make several claims of one."),
    "join": ("correct", "Make one claim of several of one article."),
    "add": ("correct", "Make a claim of words of an article that nothing found."),
    "dismiss": ("correct", "Say that something is no claim."),
    "note": ("correct", "Keep a remark on a claim, without deciding anything."),
    "undo": ("correct", "Take back the last thing you did, on CLAIM or on any."),
    "ledger": ("ledger", "Tell what a speaker said or an outlet wrote over time, and how it fared."),
    "history": ("record", "Tell what was done with a claim, an article, or all."),
    "reply": ("replies", "Right of reply: who was asked for one, and what they answered."),
    "sign-off": ("replies", "Clear a reason to hold, saying why."),
    "release": ("replies", "Let decided claims be published as ClaimReviews."),
    "correction": ("replies", "Enter a correction that was published after the article."),
    "models": ("models", "Choose what judges: the shipped model, rules, a model of your own, or a server."),
    "evaluate": ("evaluate", "Score what the program finds beside what people marked."),
    "backup": ("record", "Copy a workspace, whole and checked, while it is in use."),
    "restore": ("record", "Put a backup back."),
    "export": ("record", "Write all that is stored as JSON lines."),
    "import": ("record", "Read an export into an empty workspace."),
    "migrate": ("moving", "Copy all that is stored into another database, and prove that it is the same."),
    "doctor": ("record", "Say what to know before a day's work."),
    "verify": ("record", "Check every stored fingerprint, citation and entry of the log."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are run.

    ``places`` has, by the command's name, its module below ``factcheck.cli`` and what help says of it.
    """

    def __init__(self, *, places: dict[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click calls it so)
        return list(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in self._places:
            return None
        module = import_module(f"factcheck.cli.{self._places[cmd_name][0]}")
        command: click.Command = getattr(module, _function(cmd_name))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in self._places.items()])


def _function(command: str) -> str:
    """What the function of a command is called: its name, as Python can write it."""
    name = command.replace("-", "_")
    return f"{name}_" if iskeyword(name) else name


@click.group(
    cls=LazyGroup,
    places=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--workspace", "-w", metavar="FOLDER", help="Where the database lives [env: FACTCHECK_WORKSPACE].")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no notices on standard error.")
@click.version_option(__version__, prog_name="factcheck")
@click.pass_context
def cli(ctx: click.Context, workspace: str | None, quiet: bool) -> None:
    """Who said what, and is it borne out by the record.

    The machine proposes, a person decides, and every decision can be traced to the exact words
    it rests on. Everything stays on this machine, unless a workspace names a server as its judge.

    \b
    Examples:
      factcheck corpus add notes.jsonl
      factcheck check story.html
      factcheck queue
      factcheck mark 3f2a --cite 1 supported --as ana
      factcheck report 9c1e --format html -o report.html

    \b
    Exit codes: 0 done, 1 failure, 2 usage, 3 some items failed, 4 conflict, 5 integrity,
    6 held (of report --exit-code), 7 stale verdicts (of verify), 10 new claims (of flag --exit-code),
    130 interrupted.
    """
    progress = ProgressLine(None if quiet else sys.stderr)
    ctx.call_on_close(progress.close)
    ctx.obj = {"workspace": workspace, "quiet": quiet, "progress": progress}


def main() -> None:
    """Run the command line and exit with the code of what happened."""
    streams.fit()
    sys.exit(_run())


def _run() -> int:
    try:
        code = cli.main(standalone_mode=False)
    except FactcheckError as problem:
        return _fail(str(problem), problem.exit_code)
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    except (click.Abort, KeyboardInterrupt):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # an impatient second one finds us leaving
        return _fail("interrupted. What was stored before is kept; run the command again to go on.", INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()  # the reader has left, and Python would complain about it at exit
        return 0
    except UnicodeEncodeError:
        odd = [word for word in sys.argv[1:] if not _is_utf8(word)]
        if not odd:
            raise
        return _fail_for_bytes(odd)
    except OSError as problem:
        return _fail(f"{problem.filename or 'system'}: {problem.strerror or problem}.", 1)
    return code if isinstance(code, int) else 0


def _fail_for_bytes(words: list[str]) -> int:
    """Of what was typed and can neither be stored nor stand in what is stored."""
    from factcheck.files import written

    shown = ", ".join(map(written, words))
    return _fail(f"{shown}: not UTF-8, and no file of that name is meant here. Write it anew, in UTF-8.", 2)


def _is_utf8(word: str) -> bool:
    try:
        return bool(word.encode()) or not word
    except UnicodeEncodeError:
        return False


def _fail(words: str, code: int) -> int:
    from factcheck.report.plain import clean

    click.echo(f"factcheck: {clean(words)}", err=True)
    return code
