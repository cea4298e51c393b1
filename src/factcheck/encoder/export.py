"""The one-time export of a model, and the file it leaves in the cache.

Invariant: an exported file is used only if it carries the hash written down when it agreed
with the original; it appears under its name whole or not at all, whoever else is exporting.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from factcheck.encoder.windows import WindowedEncoder

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    from factcheck.encoder.files import Model
    from factcheck.encoder.graph import Bert
    from factcheck.encoder.original import OriginalEncoder

Progress = Callable[[str], None]

EXPORTER = 1  # raise it when the same model would give another file: the key of every vector holds it
_GRAPH, _TOKENIZER, _STAMP = "model.onnx", "tokenizer.json", "stamp.json"
_LEAST_COSINE = 0.98
# Pairs that belong together, so that each one's nearest neighbour is known to be meant.
_PROBES = (
    "The port handled 4.2 million containers in 2019.",
    "In 2019, the harbour moved about four million containers.",
    "Rainfall in the valley was 38% below the average of the past thirty years.",
    "The valley has had far less rain than usual.",
    "“We never agreed to close the hospital,” the minister told reporters.",
    "The health minister denied that a hospital would be shut.",
    "Unemployment fell for the third month in a row, the statistics office said on Tuesday.",
    "According to the statistics office the jobless rate dropped again.",
    "Her second novel, set among lighthouse keepers, won the prize.",
    "The award for fiction went to a book about a lighthouse.",
    "Café owners in Łódź fear – rightly or not – the new levy of €1.50 on take-away cups.",
    "A charge of one euro fifty on paper cups worries people who run cafés.",
)


class ExportError(Exception):
    """Why a model has to stay with sentence-transformers, in words that end a sentence."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is known of an export. A model that cannot be exported has a ``reason`` instead."""

    key: str
    window: int = 0
    dimension: int = 0
    graph_sha256: str = ""
    tokenizer_sha256: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """An exported model in memory: the graph as ONNX, the tokenizer as JSON."""

    stamp: Stamp
    graph: bytes = b""
    tokenizer: bytes = b""

    @property
    def whole(self) -> bool:
        contents = (sha256(self.graph).hexdigest(), sha256(self.tokenizer).hexdigest())
        return contents == (self.stamp.graph_sha256, self.stamp.tokenizer_sha256)

    def encoder(self) -> WindowedEncoder:
        from tokenizers import Tokenizer

        from factcheck.encoder.runtime import OnnxEncoder

        return OnnxEncoder(
            self.graph,
            key=self.stamp.key,
            tokenizer=Tokenizer.from_buffer(self.tokenizer),
            window=self.stamp.window,
            dimension=self.stamp.dimension,
        )


def open_exported(model: Model, cache: Path, progress: Progress) -> WindowedEncoder:
    """The encoder exported from ``model``, made first if ``cache`` lacks it, or else the original.

    A cache that cannot be written costs the export at every start, which ``progress`` is told.
    """
    folder = cache / "encoders" / f"{model.name.replace('/', '--')}-{model.digest[:16]}-{EXPORTER}"
    export = _read(folder)
    if export is None:
        with _locked(folder, progress):
            export = _read(folder) or _prepare(model, folder, progress)
    if not export.stamp.reason:
        return export.encoder()
    from factcheck.encoder.original import OriginalEncoder

    progress(f"The encoder {model.name} runs on sentence-transformers and starts slowly: {export.stamp.reason}.")
    return OriginalEncoder(model)


# -- making -----------------------------------------------------------------------------


def _prepare(model: Model, folder: Path, progress: Progress) -> Export:
    if folder.exists():
        progress(f"{folder} is damaged and will be made again.")
    progress(f"Preparing the encoder {model.name}: about 20 seconds, the first time only.")
    from factcheck.encoder.original import OriginalEncoder

    original = OriginalEncoder(model)
    try:
        export = _made(model, original)
    except ExportError as reason:
        export = Export(Stamp(original.key, reason=str(reason)))
    except Exception as problem:  # no fault in an exporter may keep a good model from being used
        return Export(Stamp(original.key, reason=f"its export failed ({type(problem).__name__}: {problem})"))
    _keep(export, folder, progress)
    return export


def _made(model: Model, original: OriginalEncoder) -> Export:
    """The export of ``original``, found to agree with it. Raises ExportError."""
    from factcheck.encoder.graph import Graph, quantised

    graph, tokenizer = quantised(Graph(_bert(original.original))), original.tokenizer_json.encode()
    stamp = Stamp(
        key=f"{model.name}:int8-{EXPORTER}:{model.digest[:12]}",
        window=original.window,
        dimension=original.dimension,
        graph_sha256=sha256(graph).hexdigest(),
        tokenizer_sha256=sha256(tokenizer).hexdigest(),
    )
    export = Export(stamp, graph, tokenizer)
    _check(export.encoder().encode(_PROBES), original.encode(_PROBES))
    return export


def _bert(original: SentenceTransformer) -> Bert:
    """Shape and weights of ``original``. Raises ExportError unless it is BERT with plain pooling."""
    from factcheck.encoder.graph import Bert

    modules = [type(module).__name__ for module in original]
    if modules not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        raise ExportError(f"it is made of {' + '.join(modules)}")
    transformer, pooling = original[0].auto_model, original[1].pooling_mode
    config = transformer.config
    shape = (
        config.model_type,
        getattr(config, "hidden_act", None),
        getattr(config, "position_embedding_type", "absolute"),
    )
    if shape != ("bert", "gelu", "absolute") or getattr(config, "is_decoder", False):
        raise ExportError(f"its architecture is {config.model_type}, where only plain BERT can be exported")
    if pooling not in ("mean", "cls"):
        raise ExportError(f"its pooling is {pooling}")
    if original.default_prompt_name:
        raise ExportError("it puts a prompt before every text")
    return Bert(
        layers=config.num_hidden_layers,
        heads=config.num_attention_heads,
        hidden=config.hidden_size,
        epsilon=config.layer_norm_eps,
        pooling=pooling,
        weights={name: tensor.detach().float().numpy() for name, tensor in transformer.state_dict().items()},
    )


def _check(exported: NDArray[np.float32], original: NDArray[np.float32]) -> None:
    """Raise ExportError unless the two agree text by text, and on which texts are alike."""
    least = float((exported * original).sum(axis=1).min())
    if not least >= _LEAST_COSINE:
        raise ExportError(f"in int8 its vectors would differ (cosine {least:.3f} where {_LEAST_COSINE} is asked for)")
    if not np.array_equal(_nearest(exported), _nearest(original)):
        raise ExportError("in int8 its vectors would have other neighbours")


def _nearest(vectors: NDArray[np.float32]) -> NDArray[np.intp]:
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -1)
    nearest: NDArray[np.intp] = np.argmax(cosines, axis=1)
    return nearest


# -- keeping ----------------------------------------------------------------------------


def _read(folder: Path) -> Export | None:
    """What ``folder`` holds, or None if that is nothing, or not what was written there."""
    try:
        stamp = Stamp(**json.loads((folder / _STAMP).read_bytes()))
        if stamp.reason:
            return Export(stamp)
        export = Export(stamp, (folder / _GRAPH).read_bytes(), (folder / _TOKENIZER).read_bytes())
    except (OSError, ValueError, TypeError):
        return None
    return export if export.whole else None


def _keep(export: Export, folder: Path, progress: Progress) -> None:
    """Write ``export`` beside ``folder`` and rename it into place. The caller holds the lock."""
    try:
        for leftover in folder.parent.glob(f".{folder.name}.*"):  # of a process that was killed
            shutil.rmtree(leftover)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        stamp = json.dumps(asdict(export.stamp), indent=2).encode()
        for name, content in ((_GRAPH, export.graph), (_TOKENIZER, export.tokenizer), (_STAMP, stamp)):
            with (fresh / name).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        if folder.exists():
            shutil.rmtree(folder)
        fresh.rename(folder)
    except OSError as problem:
        progress(
            f"The prepared encoder cannot be kept in {folder.parent} ({problem.strerror}): it is made at every start."
        )


@contextmanager
def _locked(folder: Path, progress: Progress) -> Iterator[None]:
    """Hold the lock of ``folder``; the system lets go of it if the process dies."""
    with ExitStack() as held:
        with suppress(OSError):  # where nothing can be written, there is nothing to guard
            folder.parent.mkdir(parents=True, exist_ok=True)
            lock = held.enter_context(folder.with_name(f"{folder.name}.lock").open("w"))
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                progress("Another process is preparing the encoder; waiting for it.")
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield
