"""A cross-encoder that reads claim and passage together, through sentence-transformers.

Invariant: which output means what is read from the model's own configuration, never assumed, and
nothing past the model's window is silently left unread.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.domain import Span, Stance
from factcheck.errors import InputError
from factcheck.sentences import sentences

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
_REMEDY = (
    "Give a folder that holds the model, or fetch a hub model first with: hf download NAME. "
    "Leave the setting empty to judge by rules alone."
)


class SentenceTransformersCrossEncoder:
    """Any sentence-transformers or transformers model that sorts pairs into three labels.

    ``name`` is a folder, or a hub name whose files are already in the local cache; the hub itself is
    asked only with ``download=True``. ``warnings`` says in words what the probes found wrong.

    Raises InputError if the model is not there, cannot be read, or has no such three labels.
    """

    def __init__(self, name: str, *, download: bool = False) -> None:
        self._name = name
        self._model = _loaded(name, download)
        self._order = label_order(self._model.config.id2label, name)
        self.warnings = self._probed()

    @property
    def name(self) -> str:
        return self._name

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> list[dict[Stance, float]]:
        """For each (claim, evidence), the probability of each stance; they sum to 1.

        Evidence longer than the window is read piece by piece; the piece that is least neutral counts.
        """
        if not pairs:
            return []
        pieces = [
            (claim, piece, n) for n, (claim, evidence) in enumerate(pairs) for piece in self._pieces(claim, evidence)
        ]
        # The model reads the premise first: the evidence, then what is to follow from it.
        logits = self._model.predict(
            [(piece, claim) for claim, piece, _ in pieces],
            batch_size=_BATCH,
            show_progress_bar=False,
            apply_softmax=False,
        )
        best: dict[int, dict[Stance, float]] = {}
        for (_, _, n), scores in zip(pieces, _softmax(logits), strict=True):
            found = {stance: float(scores[index]) for stance, index in self._order.items()}
            if n not in best or found[Stance.NEUTRAL] < best[n][Stance.NEUTRAL]:
                best[n] = found
        return [best[n] for n in range(len(pairs))]

    def _pieces(self, claim: str, evidence: str) -> list[str]:
        """The evidence in runs of whole sentences that fit the window beside the claim."""
        tokenizer, window = self._model.tokenizer, self._window()
        if len(tokenizer(evidence, claim)["input_ids"]) <= window:
            return [evidence]
        runs: list[Span] = []
        for sentence in sentences(evidence):
            joined = Span(runs[-1].start, sentence.end) if runs else sentence
            if runs and len(tokenizer(joined.of(evidence), claim)["input_ids"]) <= window:
                runs[-1] = joined
            else:
                runs.append(sentence)
        return [run.of(evidence) for run in runs] or [evidence]

    def _window(self) -> int:
        longest: int = min(self._model.tokenizer.model_max_length, self._model.config.max_position_embeddings)
        return longest

    def _probed(self) -> tuple[str, ...]:
        found = self.probabilities([(claim, evidence) for claim, evidence, _ in _PROBES])
        said = [max(scores, key=lambda stance, of=scores: of[stance]) for scores in found]  # type: ignore[misc]
        wrong = [
            f"“{evidence}” against “{claim}” should be {expected} and came out {stance}"
            for stance, (claim, evidence, expected) in zip(said, _PROBES, strict=True)
            if stance is not expected
        ]
        if not wrong:
            return ()
        return (f"cross-encoder {self._name}: {len(wrong)} of {len(_PROBES)} probes went wrong: {'; '.join(wrong)}",)


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


def _loaded(name: str, download: bool) -> Any:
    folder = name if Path(name).is_dir() else _fetched(name, download)
    from sentence_transformers import CrossEncoder

    try:
        return CrossEncoder(folder, device="cpu", local_files_only=True)
    except Exception as problem:  # whatever a broken model makes torch raise
        raise InputError(f"Cross-encoder '{name}' cannot be read: {_first_line(problem)}. {_REMEDY}") from problem


def _fetched(name: str, download: bool) -> str:
    """The folder of a hub model. The hub is asked only if ``download``: sentence-transformers itself would."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return snapshot_download(name, local_files_only=not download)
    except (LocalEntryNotFoundError, HFValidationError, HfHubHTTPError, OSError) as problem:
        raise InputError(
            f"Cross-encoder '{name}' is neither a folder nor a model in the local cache. {_REMEDY}"
        ) from problem


def _first_line(problem: Exception) -> str:
    lines = str(problem).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(problem).__name__


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    import numpy as np

    scores = np.asarray(logits, dtype=np.float64)
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
    return shares
