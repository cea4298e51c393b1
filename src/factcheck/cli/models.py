"""`models`: which judges there are, bringing one here, using it, measuring it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from factcheck.cli import common

if TYPE_CHECKING:
    from factcheck.evaluate.judges import Measured, Side
    from factcheck.stance.catalogue import KnownModel
    from factcheck.stance.shelf import ShelvedModel


@click.group()
def models() -> None:
    """Choose what judges: the shipped model, rules, a model of your own, or a server.

    \b
    Examples:
      factcheck models list
      factcheck models get MoritzLaurer/DeBERTa-v3-base-mnli-fever-anli
      factcheck models measure MoritzLaurer/DeBERTa-v3-base-mnli-fever-anli
      factcheck models use MoritzLaurer/DeBERTa-v3-base-mnli-fever-anli
    """


@models.command("list")
@common.as_json
@click.pass_context
def list_models(ctx: click.Context, as_json: bool) -> int:
    """List the models that are here, and those that are best known for this.

    Figures of models that are not here are those that their authors publish. How often a judge is right on pairs like
    those of a desk, `factcheck models measure` tells.
    """
    from factcheck.stance.catalogue import KNOWN

    with common.workspace(ctx) as desk:
        here, used = desk.models_list(), desk.settings.judge
    if as_json:
        from factcheck.workspace.as_json.models import models_as_dict

        common.print_json(models_as_dict(used, here, KNOWN))
    else:
        click.echo("\n".join(_listed(used, here, KNOWN)))
    return 0


@models.command("get")
@click.argument("source", metavar="NAME|FOLDER|ARCHIVE")
@click.option("--name", metavar="NAME", help="What to call it here.")
@click.pass_context
def get_model(ctx: click.Context, source: str, name: str | None) -> int:
    """Bring a model here; for a hub model the one command that uses the network for it.

    Size and licence are said before anything is fetched, and every file is compared with the hash that the hub lists.
    A download that broke off goes on where it was. Without network, give the folder of the model or a .zip or .tar.gz
    of it. Weights are taken as safetensors alone.

    \b
    Examples:
      factcheck models get cross-encoder/nli-deberta-v3-small
      factcheck models get ./nli-deberta-v3-small.zip --name nli-small
    """
    with common.workspace(ctx) as desk:
        found = desk.models_get(source, name)
    click.echo(f"{found.name}: {found.size / 1e6:,.0f} MB in {found.folder}")
    common.notice(f"next: factcheck models measure {found.name}, then factcheck models use {found.name}")
    return 0


@models.command("use")
@click.argument("name", metavar="NAME")
@click.option("--url", metavar="URL", help="Where the server of a chat:MODEL is: http://localhost:11434/v1")
@click.pass_context
def use_model(ctx: click.Context, name: str, url: str | None) -> int:
    """Let NAME judge in this workspace: write it into factcheck.toml.

    NAME is factcheck (the shipped model), rules, a model that is here, a folder, or chat:MODEL for a server with the
    OpenAI chat interface. A server that is not this machine must be allowed by its host's name first, by hand, in
    factcheck.toml: allow_endpoint = ["HOST"]. Its key is read from FACTCHECK_JUDGE_KEY.

    \b
    Examples:
      factcheck models use factcheck
      factcheck models use chat:llama3.1:8b --url http://localhost:11434/v1
    """
    with common.workspace(ctx) as desk:
        path = desk.models_use(name, url)
    click.echo(f"{name} judges in this workspace now: {path}")
    return 0


@models.command("measure")
@click.argument("name", metavar="[NAME]", required=False)
@common.as_json
@click.pass_context
def measure_model(ctx: click.Context, name: str | None, as_json: bool) -> int:
    """Measure how often a judge is right, and keep from where on it may be believed.

    It judges the pairs that come with factcheck and those of the desk's own verdicts: a claim with each passage that
    was cited for it. From that come the temperature and, for each side, the least probability from which on it is right
    85 times of 100; what is less probable is not shown as sure. With too few pairs, nothing is.

    \b
    Examples:
      factcheck models measure
      factcheck models measure chat:llama3.1:8b
    """
    with common.workspace(ctx, judge=name) as desk:
        found = desk.models_measure()
    if as_json:
        common.print_json(_as_dict(found))
    else:
        click.echo("\n".join(_as_lines(found)))
    return 0


def _listed(used: str, here: list[ShelvedModel], known: tuple[KnownModel, ...]) -> Iterator[str]:
    yield f"This workspace uses: {used}"
    yield "\nHere:"
    yield "  factcheck: the shipped model\n  rules: no model"
    for one in here:
        yield f"  {one.name}: {one.size / 1e6:,.0f} MB, licence {one.licence}"
    yield "\nBest known for this (figures: published by their authors; `factcheck models get NAME` brings one):"
    for each in known:
        size = f"{each.megabytes} MB, " if each.megabytes else ""
        yield f"  {each.name}: {size}licence {each.licence}\n    {each.published}"
    yield "\nAny server with the OpenAI chat interface: chat:MODEL, see `factcheck models use --help`."


def _as_dict(found: Measured) -> dict[str, object]:
    scores = found.scores
    return {
        "judge": found.judge,
        "pairs": dict(found.pairs),
        "not_judged": found.dropped,
        "temperature": found.temperature,
        "accuracy": round(scores.accuracy, 4),
        "macro_f1": round(scores.macro_f1, 4),
        "sure": {stance: _side(side) for stance, side in found.sides.items()},
        "kept": str(found.kept) if found.kept else None,
    }


def _side(side: Side) -> dict[str, object]:
    if side.why:
        return {"from": None, "why": side.why}
    return {
        "from": round(side.threshold, 4),
        "said": side.said,
        "right": side.right,
        "precision": round(side.precision, 4),
        "share": round(side.share, 4),
    }


def _as_lines(found: Measured) -> Iterator[str]:
    scores = found.scores
    pairs = " and ".join(f"{count} of {where}" for where, count in found.pairs.items())
    yield f"{found.judge}: {scores.pairs} pairs ({pairs}); {found.dropped} not judged"
    yield f"accuracy {scores.accuracy:.3f}, macro-F1 {scores.macro_f1:.3f}, temperature {found.temperature:g}\n"
    yield f"{'':<13}{'precision':>10}{'recall':>8}{'gold':>6}   sure from"
    for stance, one in scores.classes.items():
        side = found.sides.get(stance)
        sure = "" if side is None else f"   {_sure(side)}"
        yield f"{stance:<13}{one.precision:>10.3f}{one.recall:>8.3f}{one.gold:>6}{sure}"
    yield f"\nkept in {found.kept}" if found.kept else "\nnothing kept: this judge brings its own figures"


def _sure(side: Side) -> str:
    if side.why:
        return f"never: {side.why}"
    right = f"{side.right} of {side.said} right ({side.precision:.2f} in the shares of a desk)"
    return f"{side.threshold:.2f}: {right}, {side.share:.0%} of the true ones"
