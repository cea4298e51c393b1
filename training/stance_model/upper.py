"""Going on from the shipped model by its upper layers alone, so that a processor without a GPU learns in minutes.

Invariant: the lower layers never change, so what they make of a pair is computed once and kept; what is learned is a
function of the pairs, their order, the seed and the options.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import fit
import numpy as np
import torch
from labelled import Pair
from numpy.typing import NDArray
from tokenizers import Tokenizer
from transformers import BertForSequenceClassification

LOWER = 3  # of six layers, kept as they are
_READ_AT_ONCE = 32  # pairs
_SORTED_WITHIN = 512  # pairs: those of like length go together, and lengths do not follow each other through an epoch


@dataclass(frozen=True)
class Course:
    """One course of learning: passes over the rows, the highest learning rate, pairs a batch, label smoothing."""

    epochs: int
    rate: float
    batch: int
    smoothing: float


class Upper(torch.nn.Module):
    """The layers above LOWER, pooler and classifier of a model: from what the lower ones say to three logits."""

    def __init__(self, model: BertForSequenceClassification) -> None:
        super().__init__()
        self.layers = copy.deepcopy(model.bert.encoder.layer[LOWER:])
        self.pooler = copy.deepcopy(model.bert.pooler)
        self.classifier = copy.deepcopy(model.classifier)
        self.dropout = torch.nn.Dropout(0.1)

    def forward(self, hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """``hidden`` (pairs, longest, width) and ``mask`` (pairs, longest) to logits (pairs, 3)."""
        ignored = (1 - mask[:, None, None, :]) * -1e9
        for layer in self.layers:
            out = layer(hidden, ignored)
            hidden = out[0] if isinstance(out, tuple) else out
        logits: torch.Tensor = self.classifier(self.dropout(self.pooler(hidden)))
        return logits

    def put_into(self, model: BertForSequenceClassification) -> BertForSequenceClassification:
        """A copy of ``model`` with these layers."""
        made = copy.deepcopy(model)
        made.bert.encoder.layer = torch.nn.ModuleList([*made.bert.encoder.layer[:LOWER], *self.layers])
        made.bert.pooler, made.classifier = self.pooler, self.classifier
        return made.eval()


class Read:
    """Pairs as the lower layers of ``model`` leave them: float16, one row of (pieces, width) for each."""

    def __init__(self, model: BertForSequenceClassification, tokenizer: Tokenizer, pairs: Sequence[Pair]) -> None:
        self.labels = torch.tensor([pair.label for pair in pairs])
        encoded = fit.encode(tokenizer, pairs)
        lower = copy.deepcopy(model).eval()
        lower.bert.encoder.layer = lower.bert.encoder.layer[:LOWER]
        self._hidden: list[torch.Tensor] = [torch.empty(0)] * len(encoded)
        with torch.no_grad():
            for places in _runs(sorted(range(len(encoded)), key=lambda at: len(encoded[at][0])), _READ_AT_ONCE):
                ids, types, mask = fit.padded([encoded[at] for at in places])
                states = lower.bert(input_ids=ids, token_type_ids=types, attention_mask=mask).last_hidden_state
                for row, at in enumerate(places):
                    self._hidden[at] = states[row, : len(encoded[at][0])].to(torch.float16)

    def __len__(self) -> int:
        return len(self._hidden)

    def length(self, place: int) -> int:
        return len(self._hidden[place])

    def batch(self, places: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor]:
        """``hidden`` and ``mask`` of the pairs at ``places``, padded."""
        longest = max(map(self.length, places))
        hidden = torch.zeros(len(places), longest, self._hidden[places[0]].shape[1])
        mask = torch.zeros(len(places), longest)
        for row, at in enumerate(places):
            hidden[row, : self.length(at)] = self._hidden[at].float()
            mask[row, : self.length(at)] = 1
        return hidden, mask


def learn(upper: Upper, read: Read, epochs: Sequence[Sequence[int]], course: Course, seed: int) -> Upper:
    """``upper``, changed, after one pass over the places of each of ``epochs``; the rate rises and falls once."""
    torch.manual_seed(seed)
    draw = random.Random(seed)
    optimiser = torch.optim.AdamW(upper.parameters(), lr=course.rate, weight_decay=0.01)
    loss = torch.nn.CrossEntropyLoss(label_smoothing=course.smoothing)
    seen, total = 0, sum(map(len, epochs))
    upper.train()
    for places in epochs:
        for batch in _batches(places, read, course.batch, draw):
            done = seen / total
            for group in optimiser.param_groups:
                group["lr"] = course.rate * min(1.0, done / 0.1 + 0.02, (1 - done) / 0.9)
            loss(upper(*read.batch(batch)), read.labels[batch]).backward()
            torch.nn.utils.clip_grad_norm_(upper.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            seen += len(batch)
    return upper.eval()


def logits(upper: Upper, read: Read, places: Sequence[int]) -> NDArray[np.float64]:
    """What ``upper`` says of the pairs at ``places``: shape (places, 3), columns as LABELS."""
    found = np.zeros((len(places), 3))
    upper.eval()
    with torch.no_grad():
        for some in _runs(sorted(range(len(places)), key=lambda at: read.length(places[at])), _READ_AT_ONCE):
            found[some] = upper(*read.batch([places[at] for at in some])).numpy()
    return found


def _batches(places: Sequence[int], read: Read, size: int, draw: random.Random) -> Iterator[list[int]]:
    mixed = draw.sample(list(places), len(places))
    found = [batch for some in _runs(mixed, _SORTED_WITHIN) for batch in _runs(sorted(some, key=read.length), size)]
    draw.shuffle(found)
    yield from found


def _runs(places: Sequence[int], size: int) -> Iterator[list[int]]:
    return (list(places[start : start + size]) for start in range(0, len(places), size))
