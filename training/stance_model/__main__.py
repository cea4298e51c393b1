"""From the data folder to the shipped stance model, its thresholds and its card: one command.

    python training/stance_model DATA --out FOLDER [--examples N] [--seed N] [--device cuda] [--ship]
    torchrun --standalone --nproc-per-node 2 training/stance_model/__main__.py DATA --out FOLDER … --threads 1

DATA holds ``stance/train``, ``stance/dev`` and ``retrieval/scifact`` (training/README.md tells their shapes). FOLDER
keeps checkpoints, a log, the float32 model and the int8 one; the same command goes on where a run was stopped.
``--ship`` copies the int8 model with its card into the package.
"""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path

import card
import export
import fit
import measure
import torch
from data import Pool

from factcheck.encoder.files import find
from factcheck.stance import shipped

BASE = "all-MiniLM-L6-v2"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--examples", type=int, default=fit.Options.examples, help="rows seen in all")
    parser.add_argument("--fall", type=float, default=fit.Options.fall, help="part of them with a falling rate")
    parser.add_argument("--rate", type=float, default=fit.Options.rate, help="the learning rate before it falls")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--ship", action="store_true", help="put the model into the package")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    options = fit.Options(
        examples=given.examples,
        fall=given.fall,
        rate=given.rate,
        seed=given.seed,
        device=given.device,
        threads=given.threads,
    )
    base = find(BASE, print).folder
    pool = Pool(given.data, options.seed)
    model = fit.train(pool, base, given.out, options)
    crew = fit.Crew.from_environment()
    if crew.rank:
        return  # the first process writes what they made
    model.save_pretrained(given.out / "float32")
    int8 = given.out / "int8"
    export.export(model, base / "tokenizer.json", int8, fit.WINDOW)
    dev = given.data / "stance" / "dev"
    model.classifier.bias.data += torch.tensor(measure.bias(measure.scored(dev, int8, drawn=True)), dtype=torch.float32)
    export.export(model, base / "tokenizer.json", int8, fit.WINDOW)
    scores = measure.scored(dev, int8)
    measured = {"temperature": measure.temperature(scores), "sure": measure.sure(scores)}
    export.describe(int8, {"name": export.NAME, "window": fit.WINDOW, **measured})
    (int8 / "MODEL_CARD.md").write_text(
        card.written(options, crew.size, pool, measure.report(scores)), encoding="utf-8"
    )
    if given.ship:
        shipped.FOLDER.mkdir(exist_ok=True)
        for file in int8.iterdir():
            shutil.copyfile(file, shipped.FOLDER / file.name)
    print((int8 / "MODEL_CARD.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
