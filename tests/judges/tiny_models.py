"""Models of a few thousand random weights, which are read like large ones."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

LABELS = ("contradiction", "entailment", "neutral")
_WORDS = "the port of velm will close in june . rents rose fell bridge was closed on monday officials museum".split()


def make_model(
    folder: Path, labels: Sequence[str] = LABELS, *, bias: Sequence[float] = (0.0, 9.0, 0.0), window: int = 32
) -> Path:
    """A BERT of two layers that always leans to the label with the greatest ``bias``, whatever it reads."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *_WORDS]
    (folder / "vocab.txt").write_text("\n".join(vocabulary))
    BertTokenizerFast(vocab_file=str(folder / "vocab.txt"), model_max_length=window).save_pretrained(folder)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=window,
        id2label=dict(enumerate(labels)),
        label2id={label: place for place, label in enumerate(labels)},
    )
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.bias.copy_(torch.tensor([*bias, 0.0][: len(labels)]))
    model.save_pretrained(folder)
    return folder


def with_config(folder: Path, **changes: object) -> None:
    """Change the configuration of a model; None takes a key out."""
    path = folder / "config.json"
    said = {**json.loads(path.read_text()), **changes}
    path.write_text(json.dumps({key: value for key, value in said.items() if value is not None}))
