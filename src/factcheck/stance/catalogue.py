"""Models that are best known for judging what a text does to a claim.

Invariant: every figure here is one that the model's authors publish in its card or paper; none was measured here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownModel:
    """``megabytes`` are those of its weights as safetensors, None if that was not to be found out; `models get` says
    it before it fetches. ``usable``: it has the three labels that a judge needs."""

    name: str
    megabytes: int | None
    licence: str
    published: str
    usable: bool = True


KNOWN = (
    KnownModel(
        "cross-encoder/nli-deberta-v3-small",
        568,
        "apache-2.0",
        "English, 143 million parameters; accuracy: SNLI .917, MNLI mismatched .876",
    ),
    KnownModel(
        "MoritzLaurer/DeBERTa-v3-base-mnli-fever-anli",
        369,
        "mit",
        "English, 184 million parameters; accuracy: MNLI .903, FEVER .777, ANLI .579",
    ),
    KnownModel(
        "MoritzLaurer/DeBERTa-v3-large-mnli-fever-anli-ling-wanli",
        870,
        "mit",
        "English, 435 million parameters; accuracy: MNLI .912, ANLI .702, WANLI .770",
    ),
    KnownModel(
        "MoritzLaurer/mDeBERTa-v3-base-mnli-xnli",
        558,
        "mit",
        "100 languages; accuracy: XNLI .808 over 15 languages, English .883",
    ),
    KnownModel(
        "lytang/MiniCheck-DeBERTa-v3-Large",
        None,
        "mit",
        "English, 0.4 billion parameters; says supported or not: with two labels it cannot judge here",
        usable=False,
    ),
)
