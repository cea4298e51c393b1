"""The parser's words slice to the text, do not depend on their neighbours, and come from the files as published."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import factcheck.syntax
from factcheck.errors import IntegrityError
from factcheck.syntax import Word, parse, pipeline

MODEL = Path(factcheck.syntax.__file__).with_name("model")
SENTENCES = (
    "The mine employs 1,500 people, Petra Oswin said.",
    "“Nine people died on the quay in March,” texted Ellen Gull.",
    "The dock protests that began in March were crushed.",
)


def read(text: str) -> dict[str, Word]:
    (words,) = parse([text])
    return {text[word.start : word.end]: word for word in words}


def test_a_verb_that_stands_in_no_list_is_a_verb_and_has_its_subject() -> None:
    words = read("Ellen Gull texted that the ferry leaks oil.")
    assert words["texted"].tag == "VBD"
    assert words["leaks"].tag == "VBZ"
    assert (words["Gull"].relation, words["ferry"].relation) == ("nsubj", "nsubj")


def test_what_is_said_is_a_clause_and_what_is_done_a_thing() -> None:
    said, done = read("Petra Oswin said the bridge is safe."), read("Petra Oswin opened the bridge.")
    assert said["is"].relation == "ccomp"
    assert done["bridge"].relation == "dobj"


def test_a_head_is_the_index_of_a_word_and_a_root_is_its_own() -> None:
    (words,) = parse([SENTENCES[0]])
    roots = [at for at, word in enumerate(words) if word.head == at]
    assert [words[at].relation for at in roots] == ["ROOT"]


def test_a_text_is_parsed_as_if_it_were_alone() -> None:
    together = parse(SENTENCES)
    program = f"from factcheck.syntax import parse; print(*[parse([text])[0] for text in {SENTENCES!r}], sep='\\n')"
    alone = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert alone.splitlines() == [str(words) for words in together]


@given(st.text(max_size=80))
def test_words_are_in_order_and_within_any_text(text: str) -> None:
    (words,) = parse([text])
    assert all(0 <= one.start < one.end <= len(text) for one in words)
    assert all(one.end <= other.start for one, other in pairwise(words))
    assert all(0 <= word.head < len(words) for word in words)


def test_torch_is_neither_loaded_by_the_parser_nor_kept_from_others() -> None:
    program = """
import sys
from factcheck.syntax import parse
parse(["It rained."])
print("torch" in sys.modules)
import torch
print(torch.ones(1).item())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "1.0"]


def test_the_shipped_files_are_those_that_their_card_names() -> None:
    card = (MODEL / "README.md").read_text(encoding="utf-8")
    named = dict(re.findall(r"^\| (\S+) \| `([0-9a-f]{64})` \|$", card, re.MULTILINE))
    shipped = {str(file.relative_to(MODEL)): file for file in MODEL.rglob("*") if file.is_file()}
    assert set(named) == set(shipped) - {"README.md"}
    assert {name: sha256(shipped[name].read_bytes()).hexdigest() for name in named} == named


@pytest.mark.parametrize("name", ["config.cfg", "meta.json", "parser/model", "tokenizer", "vocab/strings.json"])
@pytest.mark.parametrize("damage", ["cut", "missing"])
def test_a_damaged_model_is_told_with_its_remedy(
    name: str, damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = tmp_path / "model"
    shutil.copytree(MODEL, model)
    if damage == "cut":
        (model / name).write_bytes((MODEL / name).read_bytes()[:100])
    else:
        (model / name).unlink()
    monkeypatch.setattr(pipeline, "_MODEL", model)
    with pytest.raises(IntegrityError, match=r"parser cannot be loaded.*pip install"):
        pipeline._pipeline.__wrapped__()
