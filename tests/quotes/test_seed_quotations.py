"""The seed article's ten attributed claims, read from the folder that FACTCHECK_SHARED names."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from quoting import Said, said

from factcheck.domain import BlockKind

SHARED = os.environ.get("FACTCHECK_SHARED")
pytestmark = pytest.mark.skipif(SHARED is None, reason="FACTCHECK_SHARED names no folder with the seed article")


def _tokens(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _overlap(one: str, other: str) -> float:
    return len(_tokens(one) & _tokens(other)) / len(_tokens(one) | _tokens(other))


@pytest.fixture(scope="module")
def gold() -> dict[str, list[dict[str, str]]]:
    return json.loads((Path(SHARED or "") / "seed" / "gold.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def found(gold: dict[str, list[dict[str, str]]]) -> list[Said]:
    text = (Path(SHARED or "") / "seed" / "article.txt").read_text(encoding="utf-8")
    kinds = {0: BlockKind.SECTION, 1: BlockKind.TITLE, 2: BlockKind.STANDFIRST}
    not_claims = [entry["text"] for entry in gold["non_claims"] if not entry["text"].startswith('"')]
    for number, line in enumerate(text.split("\n")):
        if any(words in line for words in not_claims):
            kinds[number] = BlockKind.OTHER
    return said(text, kinds)


def test_every_attributed_claim_is_found_with_its_speaker_cue_and_hearer(
    gold: dict[str, list[dict[str, str]]], found: list[Said]
) -> None:
    for claim in gold["claims"]:
        if claim["speaker"]:
            (match,) = [one for one in found if _overlap(" ".join(one.content), claim["content"]) >= 0.8]
            assert (match.speaker, match.cue, match.addressee) == (claim["speaker"], claim["cue"], claim["addressee"])
            assert match.role is not None


def test_none_is_invented(gold: dict[str, list[dict[str, str]]], found: list[Said]) -> None:
    assert len(found) == sum(claim["speaker"] is not None for claim in gold["claims"])
