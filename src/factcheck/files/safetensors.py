"""Files of weights as safetensors write them: eight bytes of length, a header as JSON, then the numbers.

Invariant: a file that is cut short, has something behind its end, or holds what is no number is named before anything
is computed with it.

Source of the format: the README of the safetensors project.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from factcheck.errors import InputError

SUFFIX = ".safetensors"
_REMEDY = "Copy or download it again."
# The bits of a floating-point number that are all set where it is infinite or none, by the name of its type.
_EXPONENTS = {"F64": ("<u8", 0x7FF0000000000000), "F32": ("<u4", 0x7F800000), "F16": ("<u2", 0x7C00)}
_EXPONENTS |= {"BF16": ("<u2", 0x7F80)}
_NUMBERS_AT_ONCE = 1 << 22


def check_whole(path: Path) -> dict[str, Any]:
    """The tensors that the header of ``path`` promises, by name: {"dtype", "shape", "data_offsets"}.

    Raises InputError if it is no safetensors file or not as long as its header says.
    """
    size = path.stat().st_size
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header: dict[str, Any] = json.loads(file.read(min(length, size)))
        tensors = {name: entry for name, entry in header.items() if name != "__metadata__"}
        promised = 8 + length + max(_end(entry) for entry in tensors.values())
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as problem:
        raise InputError(f"{path} is not a safetensors file, or is damaged. {_REMEDY}") from problem
    if size != promised:
        raise InputError(f"{path} holds {size} bytes where its header promises {promised}. {_REMEDY}")
    return tensors


def _end(entry: dict[str, Any]) -> int:
    """Where a tensor ends behind the header. Raises ValueError for places that make no sense."""
    first, last = entry["data_offsets"]
    if not (
        isinstance(first, int) and isinstance(last, int) and 0 <= first <= last and isinstance(entry["dtype"], str)
    ):
        raise ValueError(entry)
    return last


def check_finite(path: Path) -> None:
    """Raises InputError, naming the tensor, if a number of ``path`` is infinite or none; and as check_whole does."""
    import numpy as np

    tensors = check_whole(path)
    start = path.stat().st_size - max(entry["data_offsets"][1] for entry in tensors.values())
    for name, entry in tensors.items():
        if entry["dtype"] not in _EXPONENTS:
            continue
        kind, exponent = _EXPONENTS[entry["dtype"]]
        first, last = entry["data_offsets"]
        count = (last - first) // np.dtype(kind).itemsize
        bits = np.memmap(path, kind, "r", start + first, count) if count else np.zeros(0, kind)
        mask = bits.dtype.type(exponent)
        for place in range(0, count, _NUMBERS_AT_ONCE):
            if ((bits[place : place + _NUMBERS_AT_ONCE] & mask) == mask).any():
                raise InputError(f"{path}: the tensor {name} holds NaN or infinite numbers. {_REMEDY}")
