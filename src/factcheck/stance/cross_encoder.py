"""A cross-encoder that reads claim and passage together, through sentence-transformers.

Invariant: which output means what is read from the model's own configuration, never assumed, and
nothing past the model's window is silently left unread.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.domain import Stance
from factcheck.errors import InputError
from factcheck.stance.windows import STANCES, WindowedCrossEncoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MEANINGS = {
    Stance.SUPPORTS: "entailment entail entails entailed support supports supported true".split(),
    Stance.CONTRADICTS: "contradiction contradict contradicts contradicted refute refutes refuted false".split(),
    Stance.NEUTRAL: "neutral notenoughinfo notenoughinformation nei unverified unknown none".split(),
}
# A model that gets none of these right has its labels mixed up, or does another job.
_PROBES = (
    ("The bridge was closed on Monday.", "Officials closed the bridge on Monday.", Stance.SUPPORTS),
    ("The bridge was closed on Monday.", "The bridge stayed open on Monday and was not closed.", Stance.CONTRADICTS),
    ("The bridge was closed on Monday.", "The museum sells tickets in the afternoon.", Stance.NEUTRAL),
)
_BATCH = 16
_SLACK = 8  # two stretches may have a few pieces more together than they have apart
_REMEDY = (
    "Give a folder that holds the model, or fetch a hub model first with: hf download NAME, here or elsewhere. "
    "Set 'judge' to \"rules\" to judge by rules alone."
)


class SentenceTransformersCrossEncoder(WindowedCrossEncoder):
    """Any sentence-transformers or transformers model that sorts pairs into three labels.

    ``name`` is a folder, or a hub name whose files are already in the local cache; the hub itself is
    never asked. ``warnings`` says in words what the probes found wrong.

    Raises InputError if the model is not there, cannot be read, or has no such three labels.
    """

    def __init__(self, name: str, *, temperature: float = 1.0) -> None:
        self._model = _loaded(name)
        tokenizer = self._model.tokenizer
        longest = min(tokenizer.model_max_length, self._model.config.max_position_embeddings)
        special = tokenizer.num_special_tokens_to_add(pair=True)
        super().__init__(name, window=longest - _SLACK, special=special, temperature=temperature)
        self._order = label_order(self._model.config.id2label, name)
        self.warnings = self._probed()

    def _logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        # The model reads the premise first: the evidence, then what is to follow from it.
        turned = [(evidence, claim) for claim, evidence in pairs]
        logits = self._model.predict(turned, batch_size=_BATCH, show_progress_bar=False, apply_softmax=False)
        columns: NDArray[np.float64] = logits[:, [self._order[stance] for stance in STANCES]].astype("float64")
        return columns

    def _count(self, text: str) -> int:
        return len(self._model.tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"])

    def _probed(self) -> tuple[str, ...]:
        found = [scored.probabilities for scored in self.score([probe[:2] for probe in _PROBES])]
        said = [max(scores, key=lambda stance, of=scores: of[stance]) for scores in found]  # type: ignore[misc]
        wrong = [
            f"“{evidence}” against “{claim}” should be {expected} and came out {stance}"
            for stance, (claim, evidence, expected) in zip(said, _PROBES, strict=True)
            if stance is not expected
        ]
        if not wrong:
            return ()
        return (f"cross-encoder {self.name}: {len(wrong)} of {len(_PROBES)} probes went wrong: {'; '.join(wrong)}",)


def label_order(id2label: Mapping[int, str], name: str) -> dict[Stance, int]:
    """Which output is which stance, by the names the model's configuration gives them."""
    order: dict[Stance, int] = {}
    for index, label in id2label.items():
        plain = re.sub(r"[^a-z]", "", str(label).lower())
        for stance, names in _MEANINGS.items():
            if plain in names and stance not in order:
                order[stance] = int(index)
    if len(order) != 3 or len(id2label) != 3:
        labels = ", ".join(str(label) for label in id2label.values())
        raise InputError(
            f"Cross-encoder '{name}' has the labels {labels}; wanted are three that read like entailment, "
            "contradiction and neutral. Name them in the model's config.json (id2label), or choose another model."
        )
    return order


def _loaded(name: str) -> Any:
    folder = name if Path(name).is_dir() else _cached(name)
    from sentence_transformers import CrossEncoder

    try:
        return CrossEncoder(folder, device="cpu", local_files_only=True)
    except Exception as problem:  # whatever a broken model makes torch raise
        raise InputError(f"Cross-encoder '{name}' cannot be read: {_first_line(problem)}. {_REMEDY}") from problem


def _cached(name: str) -> str:
    """The folder of a hub model in the local cache. The hub is not asked: sentence-transformers itself would."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return snapshot_download(name, local_files_only=True)
    except (LocalEntryNotFoundError, HFValidationError, OSError) as problem:
        raise InputError(
            f"Cross-encoder '{name}' is neither a folder nor a model in the local cache. {_REMEDY}"
        ) from problem


def _first_line(problem: Exception) -> str:
    lines = str(problem).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(problem).__name__
