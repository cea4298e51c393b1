"""A cross-encoder that reads claim and passage together, through sentence-transformers.

Invariant: which output means what is read from the model's own configuration, never assumed; nothing past the model's
window is silently left unread; and what is no number never becomes a stance.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from factcheck.domain import Stance
from factcheck.errors import InputError
from factcheck.files import safetensors
from factcheck.stance.measured import UNMEASURED, Measurement, fingerprint_of, read_measurement
from factcheck.stance.model_files import REMEDY, check_model, label_order
from factcheck.stance.shelf import on_shelf, place_of
from factcheck.stance.windows import STANCES, WindowedCrossEncoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A model that gets none of these right has its labels mixed up, or does another job.
_PROBES = (
    ("The bridge was closed on Monday.", "Officials closed the bridge on Monday.", Stance.SUPPORTS),
    ("The bridge was closed on Monday.", "The bridge stayed open on Monday and was not closed.", Stance.CONTRADICTS),
    ("The bridge was closed on Monday.", "The museum sells tickets in the afternoon.", Stance.NEUTRAL),
)
_BATCH = 16
_SLACK = 8  # two stretches may have a few pieces more together than they have apart
_LEAST_WINDOW = 16  # word pieces; in less than that no sentence stands


class SentenceTransformersCrossEncoder(WindowedCrossEncoder):
    """Any sentence-transformers or transformers model that sorts pairs into three labels.

    ``name`` is a model on ``shelf``, a folder, or a hub name whose files are already in the hub's local cache; the hub
    itself is never asked. ``temperature`` is for a model that was not measured. ``warnings`` says in words what the
    probes found wrong, ``kept`` is where what is measured of it is kept, under ``fingerprint``.

    Raises InputError if the model is not there, cannot be read, or has no such three labels.
    """

    def __init__(self, name: str, *, shelf: Path, temperature: float = 1.0) -> None:
        folder, self.kept = find_model(name, shelf)
        weights = check_model(folder, name)
        self._weights = ", ".join(path.name for path in weights)
        self._folder = folder
        self._model = _loaded(name, folder)
        _check_head(self._model.model, weights, folder, name)
        self.fingerprint = fingerprint_of(folder)
        special = self._model.tokenizer.num_special_tokens_to_add(pair=True)
        super().__init__(name, window=_window(self._model, name) - _SLACK, sure=UNMEASURED.sure, special=special)
        self.measure_with(read_measurement(self.kept, self.fingerprint))
        if not self.measured:
            self._temperature = temperature
        self._order = label_order(self._model.config.id2label, name)
        self.warnings = self._probed()

    def measure_with(self, found: Measurement) -> None:
        """Be as sure as was measured."""
        self.sure, self._temperature, self.measured = found.sure, found.temperature, found.pairs > 0

    def _logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        import numpy as np

        # The model reads the premise first: the evidence, then what is to follow from it.
        turned = [(evidence, claim) for claim, evidence in pairs]
        try:
            logits = self._model.predict(turned, batch_size=_BATCH, show_progress_bar=False, apply_softmax=False)
            columns: NDArray[np.float64] = logits[:, [self._order[stance] for stance in STANCES]].astype("float64")
        except Exception as problem:  # whatever files that do not belong together make torch raise
            raise InputError(
                f"Model '{self.name}': {self._folder} fails when it reads ({_first_line(problem)}). {REMEDY}"
            ) from problem
        if not np.isfinite(columns).all():
            raise InputError(
                f"Model '{self.name}': {self._folder} ({self._weights}) answers with what is no number. Its weights "
                f"are damaged, or not made for it. {REMEDY}"
            )
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
        return (f"model {self.name}: {len(wrong)} of {len(_PROBES)} probes went wrong: {'; '.join(wrong)}",)


class FoundModel(NamedTuple):
    """The folder of a model, and where what is measured of it is kept: there, or on the shelf if it is the hub's."""

    folder: Path
    kept: Path


def find_model(name: str, shelf: Path) -> FoundModel:
    """The model called ``name``: on the shelf, a folder, or in the hub's local cache.

    Raises InputError if it is in none of them.
    """
    from factcheck.fetching import hub

    path = on_shelf(shelf, name) or Path(name).expanduser()
    if path.is_dir():
        return FoundModel(path, path)
    folder = hub.cached(name)
    if folder is None:
        raise InputError(
            f"Model '{name}' is neither a folder nor a model in the store of this machine or in the hub's local cache, "
            f"and judging fetches nothing. Fetch it first: factcheck models get {name}. Or judge by rules alone: "
            "factcheck models use rules."
        )
    return FoundModel(folder, place_of(shelf, name))


def _window(model: Any, name: str) -> int:
    """The word pieces that the model sees at once. Raises InputError for one that sees next to none."""
    longest = int(min(model.tokenizer.model_max_length, getattr(model.config, "max_position_embeddings", 512)))
    if longest < _LEAST_WINDOW:
        raise InputError(f"Model '{name}' sees {longest} word pieces at once, too few for a sentence. Choose another.")
    return longest


def _loaded(name: str, folder: Path) -> Any:
    from sentence_transformers import CrossEncoder
    from transformers.utils import logging

    logging.disable_progress_bar()  # ours says how far it is
    try:
        return CrossEncoder(
            str(folder),
            device="cpu",
            local_files_only=True,
            # Weights that were stored halved are slower and less exact on a processor if they are computed with so.
            model_kwargs={"use_safetensors": True, "dtype": "float32"},
        )
    except Exception as problem:  # whatever a broken model makes torch raise
        raise InputError(f"Model '{name}': {folder} cannot be read: {_first_line(problem)}. {REMEDY}") from problem


def _check_head(model: Any, weights: Sequence[Path], folder: Path, name: str) -> None:
    """Raises InputError if the weights of what sorts into labels are not in the files: they would be random."""
    held = {tensor for path in weights for tensor in safetensors.check_whole(path)}
    head = [tensor for tensor in model.state_dict() if not tensor.startswith(f"{model.base_model_prefix}.")]
    missing = [tensor for tensor in head if tensor not in held]
    if missing:
        raise InputError(
            f"Model '{name}': the weights in {folder} lack {missing[0]}, so it was never taught to sort into labels. "
            "Choose a model that was."
        )


def _first_line(problem: Exception) -> str:
    lines = str(problem).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(problem).__name__
