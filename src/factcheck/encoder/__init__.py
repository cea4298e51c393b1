"""Text to vectors: any sentence-transformers model, exported once to int8 ONNX.

Invariant: the vector of a text depends on that text and the model alone, never on the texts
encoded beside it, and what is longer than the model's window is never silently cut.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.domain import Encoder
    from factcheck.settings import Settings


def _to_stderr(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def load(settings: Settings, *, progress: Callable[[str], None] = _to_stderr) -> Encoder:
    """The encoder that ``settings.encoder`` names, ready to use.

    The first call for a model exports it to ``settings.cache`` (about 20 seconds, reported
    through ``progress``); later calls load that file and never import torch. A model that
    cannot be exported is run by sentence-transformers itself, which ``progress`` is told. Nothing is
    fetched: a hub name must be in the hub's local cache.

    Raises InputError for a model that is not there or cannot be read, IntegrityError for one
    whose files are not the published ones.
    """
    from factcheck.encoder.export import open_exported
    from factcheck.encoder.files import find

    return open_exported(find(settings.encoder), settings.cache, progress)
