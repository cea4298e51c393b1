"""The judge that comes with factcheck: the rules joined with a small model, MiniLM-L6, int8, through onnxruntime.

Invariant: the model is used only if its files carry the hashes in its description; each pair goes through it alone, so
that what is said of a pair depends on that pair and on nothing else.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.domain import Opinion, Question, Stance
from factcheck.errors import IntegrityError
from factcheck.settings import cores
from factcheck.stance.rules import RuleJudge, likeliest, table
from factcheck.stance.windows import STANCES, WindowedCrossEncoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER = Path(__file__).with_name("model")
DESCRIPTION = "stance.json"
_BRACKETS = re.compile(r"[\[\]]")
_LEAST = 1e-6  # a probability of nothing would silence the other judge
_REMEDY = "Reinstall factcheck, or name another model in the setting 'judge' ('rules': none)."


class ShippedJudge:
    """The weighted geometric mean of what rules and model say of a pair: words and figures know a desk's texts about as
    well as a model of this size, and both together better (docs/method.md). It never shows *contradicts*.

    ``folder`` and what it raises: see ShippedCrossEncoder. Weights for the rules that lie beside the model, as
    ``training/stance_model`` leaves them, take the place of those shipped.
    """

    remote = False

    def __init__(self, folder: Path = FOLDER) -> None:
        self._model = ShippedCrossEncoder(folder)
        beside = folder / "rules.json"
        self._rules = RuleJudge(table(beside) if beside.is_file() else None)
        self.name, self.sure = self._model.name, self._model.sure

    def judge(self, questions: Sequence[Question]) -> list[Opinion | None]:
        asked = [one._replace(claim=plain(one.claim)) for one in questions]
        pairs = zip(self._rules.judge(questions), self._model.judge(asked), strict=True)
        return [joined(ruled, read, self._model.share) if ruled and read else None for ruled, read in pairs]


def joined(ruled: Opinion, read: Opinion, share: float) -> Opinion:
    """The weighted geometric mean of two opinions, ``share`` (0..1) being the weight of ``read``; it is final."""
    product = {
        side: max(ruled.probabilities[side], _LEAST) ** (1 - share) * max(read.probabilities[side], _LEAST) ** share
        for side in STANCES
    }
    total = sum(product.values())
    chances = {side: value / total for side, value in product.items()}
    return Opinion(chances, read.window, stance=likeliest(chances))


def plain(claim: str) -> str:
    """``claim`` without the brackets of whoever put words into it; the words stay."""
    return " ".join(_BRACKETS.sub("", claim).split())


class ShippedCrossEncoder(WindowedCrossEncoder):
    """Reads ``[CLS] evidence [SEP] claim [SEP]``; see ``model/MODEL_CARD.md`` for what it is made of and bad at.

    ``folder`` holds ``stance.onnx``, ``tokenizer.json`` and ``stance.json``: name, window, temperature, the model's
    ``share`` beside the rules, the thresholds of both together, and the size and SHA-256 of both files. Raises
    IntegrityError, naming the file, if one is missing, cut short or not as described.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        described, files = _read(folder)
        super().__init__(
            described["name"],
            window=described["window"],
            temperature=described["temperature"],
            sure={Stance(name): threshold for name, threshold in described["sure"].items()},
        )
        self.share: float = described["share"]
        import onnxruntime
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_buffer(files["tokenizer.json"])
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._tokenizer.encode_special_tokens = True  # "[SEP]" in a text is a word like any other
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # pairs are spread over the cores instead
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(files["stance.onnx"], options, providers=["CPUExecutionProvider"])

    def _logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        import numpy as np

        if cores() == 1:
            return np.array([self._logits_of(pair) for pair in pairs], np.float64)
        with ThreadPoolExecutor(cores()) as threads:
            return np.array(list(threads.map(self._logits_of, pairs)), np.float64)

    def _logits_of(self, pair: tuple[str, str]) -> NDArray[np.float32]:
        import numpy as np

        claim, evidence = map(_valid, pair)
        encoding = self._tokenizer.encode(evidence, claim)
        inputs = {"ids": np.array([encoding.ids], np.int32), "types": np.array([encoding.type_ids], np.int32)}
        (logits,) = self._session.run(None, inputs)
        row: NDArray[np.float32] = logits[0]
        return row

    def _count(self, text: str) -> int:
        return len(self._tokenizer.encode(_valid(text), add_special_tokens=False).ids)


def _read(folder: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    path = folder / DESCRIPTION
    try:
        described = json.loads(path.read_bytes())
        files = {name: (folder / name).read_bytes() for name in described["files"]}
    except (OSError, ValueError, KeyError, TypeError) as problem:
        name = getattr(problem, "filename", None) or path
        raise IntegrityError(f"{name}: the stance model cannot be read ({problem}). {_REMEDY}") from problem
    for name, promised in described["files"].items():
        content = files[name]
        if len(content) != promised["bytes"]:
            raise IntegrityError(
                f"{folder / name} holds {len(content):,} bytes where {promised['bytes']:,} are promised. {_REMEDY}"
            )
        if hashlib.sha256(content).hexdigest() != promised["sha256"]:
            raise IntegrityError(f"{folder / name} is not the file it should be (SHA-256 differs). {_REMEDY}")
    return described, files


def _valid(text: str) -> str:
    """``text`` with halves of surrogate pairs, which are no characters, replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")
