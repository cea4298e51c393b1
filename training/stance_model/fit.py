"""The fine-tuning itself: one BERT cross-encoder over (evidence, claim), from checkpoint to checkpoint.

Invariant: the state after a step is a function of the data, the seed and the options; a run that was stopped
is continued from its last checkpoint as if it had not been.

The learning rate rises, stays, and falls to nothing over the last part of a run (Hu et al. 2024, "MiniCPM"), so that a
run can be made longer from a checkpoint of its middle part, and ended anywhere by a short fall.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from data import Pool, batches
from labelled import LABELS, Pair
from tokenizers import Tokenizer
from transformers import BertForSequenceClassification

WINDOW = 192  # word pieces of a training pair, of which the claim has at most CLAIM
CLAIM = 80
WARM_UP = 0.04
SAVED_EVERY = 250  # steps
FINISH_RATE = 5e-5  # the learning rate that finishing falls from
STANCES = ("supports", "contradicts", "neutral")  # names of LABELS in the model's configuration


Batch = tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]
"""Ids, segments and mask, each of shape (pairs, longest), and labels, (pairs,)."""


@dataclass(frozen=True)
class Options:
    """``examples`` in all, the last ``fall`` (0..1) of them with a falling learning rate; ``tokens`` a batch."""

    examples: int = 150_000
    fall: float = 0.3
    rate: float = 1.2e-4
    tokens: int = 3072
    smoothing: float = 0.05
    decay: float = 0.01
    seed: int = 0
    device: str = "cpu"
    threads: int = 0


def base(folder: Path) -> BertForSequenceClassification:
    """MiniLM-L6 with a fresh three-way head."""
    model = BertForSequenceClassification.from_pretrained(
        folder,
        num_labels=len(LABELS),
        id2label=dict(enumerate(STANCES)),
        label2id={name: place for place, name in enumerate(STANCES)},
    )
    model.bert.embeddings.word_embeddings.weight.requires_grad_(False)  # rare words keep what pre-training gave them
    return model


class Learner:
    """A model with its optimiser: what a step of training changes."""

    def __init__(self, model: BertForSequenceClassification, rate: float, options: Options) -> None:
        self.model = model
        self._device = options.device
        self._trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
        self.optimiser = torch.optim.AdamW(self._trained, lr=rate, weight_decay=options.decay)
        self._loss = torch.nn.CrossEntropyLoss(label_smoothing=options.smoothing)

    def step(self, batch: Batch, rate: float) -> torch.Tensor:
        """Learn from a batch at this learning rate; its loss."""
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        ids, types, mask, labels = (tensor.to(self._device) for tensor in batch)
        with torch.autocast(self._device, dtype=torch.bfloat16):
            logits = self.model(input_ids=ids, token_type_ids=types, attention_mask=mask).logits
        loss = self._loss(logits.float(), labels)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._trained, 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        return loss.detach()


def train(pool: Pool, base_folder: Path, out: Path, options: Options) -> BertForSequenceClassification:
    """Train, or go on training, in ``out``; says on standard error how far it is."""
    torch.manual_seed(options.seed)
    if options.threads:
        torch.set_num_threads(options.threads)
    model = base(base_folder).to(options.device)
    learner = Learner(model, options.rate, options)
    state = State.restored(out, model, learner.optimiser)
    tokenizer = pair_tokenizer(base_folder)
    model.train()
    started, first = time.monotonic(), state.seen
    for batch in _stream(pool, tokenizer, options, state):
        loss = learner.step(batch, options.rate * _rate(state.seen / options.examples, options.fall))
        state.step(len(batch[-1]), float(loss))
        if state.steps % SAVED_EVERY == 0:
            state.save(out, model, learner.optimiser)
            speed = (state.seen - first) / (time.monotonic() - started)
            state.report(out, options, speed)
    state.save(out, model, learner.optimiser)
    model.eval()
    return model


def finish(model: BertForSequenceClassification, pool: Pool, tokenizer: Tokenizer, out: Path, options: Options) -> None:
    """End the training with ``pool.finish()``, the rate falling from FINISH_RATE; done once for each ``out``.

    The model that is kept is the mean of the weights before and after (Wortsman et al. 2022, "Model soups"): it knows
    what finishing teaches and forgets less.
    """
    path = out / "finished.pt"
    if path.exists():
        model.load_state_dict(torch.load(path, weights_only=True))
        return
    torch.manual_seed(options.seed)
    model.train()
    before = {name: values.clone() for name, values in model.state_dict().items()}
    learner = Learner(model, FINISH_RATE, options)
    rows, seen = pool.finish(), 0
    encoded = encode(tokenizer, rows)
    for places in batches([len(ids) for ids, _ in encoded], options.tokens, random.Random(options.seed)):
        learner.step(_batch(encoded, rows, places), FINISH_RATE * (1 - seen / len(rows)))
        seen += len(places)
        print(f"\rfinishing: {seen:,} of {len(rows):,}", end="", flush=True)
    model.eval()
    model.load_state_dict(
        {
            name: (values + before[name]) / 2 if values.is_floating_point() else values
            for name, values in model.state_dict().items()
        }
    )
    torch.save(model.state_dict(), path)


@dataclass
class State:
    """How far a run is: rows seen, steps made, batches into the epoch."""

    seen: int = 0
    steps: int = 0
    epoch: int = 0
    batch: int = 0
    loss: float = 0.0

    @classmethod
    def restored(cls, out: Path, model: torch.nn.Module, optimiser: torch.optim.Optimizer) -> State:
        path = out / "checkpoint.pt"
        if not path.exists():
            return cls()
        saved = torch.load(path, weights_only=True)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        torch.set_rng_state(saved["random"])
        return cls(**saved["state"])

    def step(self, rows: int, loss: float) -> None:
        self.seen += rows
        self.steps += 1
        self.batch += 1
        self.loss = loss if self.steps == 1 else 0.99 * self.loss + 0.01 * loss

    def save(self, out: Path, model: torch.nn.Module, optimiser: torch.optim.Optimizer) -> None:
        fresh = out / "checkpoint.tmp"
        torch.save(
            {
                "model": model.state_dict(),
                "optimiser": optimiser.state_dict(),
                "random": torch.get_rng_state(),
                "state": dict(self.__dict__),
            },
            fresh,
        )
        fresh.replace(out / "checkpoint.pt")

    def report(self, out: Path, options: Options, speed: float) -> None:
        line = {
            "seen": self.seen,
            "of": options.examples,
            "steps": self.steps,
            "epoch": self.epoch,
            "loss": round(self.loss, 4),
            "rows a second": round(speed, 1),
        }
        with (out / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")
        print(line, flush=True)


def _rate(done: float, fall: float) -> float:
    """The part of the full learning rate at ``done`` (0..1) of a run."""
    return min(1.0, done / WARM_UP + 1e-3, max(0.0, (1 - done) / fall))


def _stream(pool: Pool, tokenizer: Tokenizer, options: Options, state: State) -> Iterator[Batch]:
    """Batches from where ``state`` is, until enough rows were seen."""
    while True:
        rows = pool.epoch(state.epoch)
        encoded = encode(tokenizer, rows)
        draw = random.Random(f"{options.seed}/{state.epoch}/batches")
        lengths = [len(ids) for ids, _ in encoded]
        for number, places in enumerate(batches(lengths, options.tokens, draw)):
            if number < state.batch:
                continue
            if state.seen >= options.examples:
                return
            yield _batch(encoded, rows, places)
        state.epoch, state.batch = state.epoch + 1, 0


def _batch(encoded: Sequence[tuple[list[int], int]], rows: Sequence[Pair], places: Sequence[int]) -> Batch:
    labels = torch.tensor([rows[place].label for place in places])
    return (*padded([encoded[place] for place in places]), labels)


def pair_tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def encode(tokenizer: Tokenizer, rows: Sequence[Pair], window: int = WINDOW) -> list[tuple[list[int], int]]:
    """For each pair its word pieces ``[CLS] evidence [SEP] claim [SEP]`` and how many belong to the evidence's side."""
    start, end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    claims = tokenizer.encode_batch([row.claim for row in rows], add_special_tokens=False)
    texts = tokenizer.encode_batch([row.evidence for row in rows], add_special_tokens=False)
    found = []
    for claim, text in zip(claims, texts, strict=True):
        claimed = claim.ids[:CLAIM]
        read = text.ids[: window - len(claimed) - 3]
        found.append(([start, *read, end, *claimed, end], len(read) + 2))
    return found


def padded(encoded: Sequence[tuple[list[int], int]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Ids, segments and mask, each of shape (pairs, longest)."""
    longest = max(len(ids) for ids, _ in encoded)
    shape = (len(encoded), longest)
    ids, types, mask = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    for row, (pieces, first) in enumerate(encoded):
        ids[row, : len(pieces)] = torch.tensor(pieces)
        types[row, first : len(pieces)] = 1
        mask[row, : len(pieces)] = 1
    return ids, types, mask
