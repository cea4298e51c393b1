"""The fine-tuning itself: one BERT cross-encoder over (evidence, claim), from checkpoint to checkpoint.

Invariant: the state after a step is a function of the data, the seed and the options; a run that was stopped
is continued from its last checkpoint as if it had not been.

The learning rate rises, stays, and falls to nothing over the last part of a run (Hu et al. 2024, "MiniCPM"), so that a
run can be made longer from a checkpoint of its middle part, and ended anywhere by a short fall.

Processes started by ``torchrun`` train side by side, each on its own batches, and average their weights now and then
(Stich 2019, "Local SGD converges fast and communicates little"): two of them with a core each do more than one with
two threads.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.distributed as dist
from data import LABELS, Pair, Pool, batches
from tokenizers import Tokenizer
from transformers import BertForSequenceClassification

WINDOW = 192  # word pieces of a training pair, of which the claim has at most CLAIM
CLAIM = 80
WARM_UP = 0.02
AVERAGED_EVERY = 25  # steps, where several processes train
SAVED_EVERY = 250  # steps, a multiple of them
POOL = 1 << 23  # random numbers that dropout masks are cut from
Part = tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]  # ids, segments, mask, labels
STANCES = ("supports", "contradicts", "neutral")  # names of LABELS in the model's configuration


@dataclass(frozen=True)
class Options:
    """``examples`` in all, the last ``fall`` (0..1) of them with a falling learning rate; a step takes ``parts`` times
    ``tokens`` word pieces."""

    examples: int = 250_000
    fall: float = 0.4
    rate: float = 1e-4
    tokens: int = 1536
    parts: int = 3
    smoothing: float = 0.05
    dropout: float = 0.1
    decay: float = 0.01
    seed: int = 0
    device: str = "cpu"
    threads: int = 0


class Dropout(torch.nn.Module):
    """Dropout whose masks are cut at random places out of one large mask: on a CPU, drawing each of them afresh takes
    a seventh of all the time of training."""

    def __init__(self, part: float) -> None:
        super().__init__()
        kept = torch.rand(POOL) >= part
        self.register_buffer("mask", (kept / (1 - part)).to(torch.bfloat16), persistent=False)

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        if not self.training:
            return values
        start = int(torch.randint(POOL - values.numel(), ()))
        return values * self.mask[start : start + values.numel()].view_as(values)


def base(folder: Path, dropout: float) -> BertForSequenceClassification:
    """MiniLM-L6 with a fresh three-way head, dropout everywhere but in the attention's weights."""
    model = BertForSequenceClassification.from_pretrained(
        folder, num_labels=len(LABELS), id2label=dict(enumerate(STANCES)), attn_implementation="eager",
        label2id={name: place for place, name in enumerate(STANCES)}, attention_probs_dropout_prob=0.0,
    )  # fmt: skip
    shared = Dropout(dropout)
    for module in list(model.modules()):
        for name, child in module.named_children():
            if isinstance(child, torch.nn.Dropout) and child.p:
                setattr(module, name, shared)
    return model


def train(pool: Pool, base_folder: Path, out: Path, options: Options) -> BertForSequenceClassification:
    """Train, or go on training, in ``out``; says on standard error how far it is."""
    torch.manual_seed(options.seed)
    if options.threads:
        torch.set_num_threads(options.threads)
    model = base(base_folder, options.dropout).to(options.device)
    optimiser = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=options.decay, fused=True)
    crew = Crew.from_environment()
    state = State.restored(crew.checkpoint(out), model, optimiser)
    tokenizer = pair_tokenizer(base_folder)
    loss_of = torch.nn.CrossEntropyLoss(label_smoothing=options.smoothing)
    model.train()
    started, first = time.monotonic(), state.seen
    for batches_of_all in _stream(pool, tokenizer, options, state, crew.size):
        batch = batches_of_all[crew.rank]
        for group in optimiser.param_groups:
            group["lr"] = options.rate * _rate(state.seen / options.examples, options.fall)
        losses = [_backward(model, part, sum(len(one[-1]) for one in batch), loss_of, options) for part in batch]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        state.step(sum(len(part[-1]) for one in batches_of_all for part in one), sum(losses))
        if state.steps % AVERAGED_EVERY == 0:
            crew.average(model)
        if state.steps % SAVED_EVERY == 0:
            state.save(crew.checkpoint(out), model, optimiser)
            if crew.rank == 0:
                speed = (state.seen - first) / (time.monotonic() - started)
                state.report(out, options, speed)
    crew.average(model)
    state.save(crew.checkpoint(out), model, optimiser)
    model.eval()
    return model


def _backward(
    model: BertForSequenceClassification, part: Part, rows: int, loss_of: torch.nn.Module, options: Options
) -> float:
    """Add a part's share of the gradient of a batch of ``rows``; returns its share of the loss."""
    ids, types, mask, labels = (tensor.to(options.device) for tensor in part)
    with torch.autocast(options.device, dtype=torch.bfloat16):
        logits = model(input_ids=ids, token_type_ids=types, attention_mask=mask).logits
    loss = loss_of(logits.float(), labels) * len(labels) / rows
    loss.backward()
    return float(loss.detach())


@dataclass(frozen=True)
class Crew:
    """The processes of a run: which one this is, of how many."""

    rank: int = 0
    size: int = 1

    @classmethod
    def from_environment(cls) -> Crew:
        """As ``torchrun`` says; alone without it."""
        if "RANK" not in os.environ:
            return cls()
        if not dist.is_initialized():
            dist.init_process_group("gloo")
        return cls(dist.get_rank(), dist.get_world_size())

    def checkpoint(self, out: Path) -> Path:
        return out / f"checkpoint.{self.rank}.pt"

    def average(self, model: torch.nn.Module) -> None:
        """Give all of them the mean of their weights."""
        if self.size > 1:
            for values in model.parameters():
                dist.all_reduce(values.data)
                values.data /= self.size


@dataclass
class State:
    """How far a run is: rows seen, steps made, batches into the epoch."""

    seen: int = 0
    steps: int = 0
    epoch: int = 0
    batch: int = 0
    loss: float = 0.0

    @classmethod
    def restored(cls, path: Path, model: torch.nn.Module, optimiser: torch.optim.Optimizer) -> State:
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

    def save(self, path: Path, model: torch.nn.Module, optimiser: torch.optim.Optimizer) -> None:
        fresh = path.with_suffix(".tmp")
        torch.save(
            {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "random": torch.get_rng_state(),
             "state": dict(self.__dict__)},
            fresh,
        )  # fmt: skip
        fresh.replace(path)

    def report(self, out: Path, options: Options, speed: float) -> None:
        line = {"seen": self.seen, "of": options.examples, "steps": self.steps, "epoch": self.epoch,
                "loss": round(self.loss, 4), "rows a second": round(speed, 1)}  # fmt: skip
        with (out / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")
        print(line, flush=True)


def _rate(done: float, fall: float) -> float:
    """The part of the full learning rate at ``done`` (0..1) of a run."""
    return min(1.0, done / WARM_UP + 1e-3, max(0.0, (1 - done) / fall))


def _stream(pool: Pool, tokenizer: Tokenizer, options: Options, state: State, size: int) -> Iterator[list[list[Part]]]:
    """A batch, in parts, for each of ``size`` processes, from where ``state`` is, until enough rows were seen."""
    while True:
        rows = pool.epoch(state.epoch)
        encoded = encode(tokenizer, rows)
        draw = random.Random(f"{options.seed}/{state.epoch}/batches")
        drawn = list(batches([len(ids) for ids, _ in encoded], options.tokens, options.parts, draw))
        groups = [drawn[first : first + size] for first in range(0, len(drawn) - size + 1, size)]
        for group in groups[state.batch :]:
            if state.seen >= options.examples:
                return
            yield [[_part(rows, encoded, places) for places in batch] for batch in group]
        state.epoch, state.batch = state.epoch + 1, 0


def _part(rows: Sequence[Pair], encoded: Sequence[tuple[list[int], int]], places: Sequence[int]) -> Part:
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
