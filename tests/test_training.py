"""How the stance model is trained: what an epoch holds, that batches lose nothing, and that a stopped run goes on."""

from __future__ import annotations

import gzip
import json
import random
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
sys.path.insert(0, str(Path(__file__).parents[1] / "training" / "stance_model"))

import contrast
import data
import fit
import gold
import harder
import measure
import numpy as np
import torch
from data import Pool
from labelled import CONTRADICTED, LABELS, NEUTRAL, SUPPORTED, Pair

from factcheck.domain import Stance
from factcheck.encoder.files import find
from factcheck.errors import InputError
from factcheck.evaluate.stance import JudgedPairs

BRIDGE = Pair(
    "The Lorn Bridge is 340 metres long.",
    "The bridge spans the bay. It is 340 metres long and was opened in 1931.",
    SUPPORTED,
)
HARBOUR = Pair("The harbour of Velm was closed in 1950.", "Ships have come to Velm's harbour ever since.", CONTRADICTED)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which every set holds a few pairs of each label."""
    made = tmp_path_factory.mktemp("training")
    (made / "stance" / "train").mkdir(parents=True)
    (made / "retrieval" / "scifact").mkdir(parents=True)
    for source in data.SETS:
        rows = [
            {
                "claim": f"The {place} {what} has {count} arches.",
                "label": label,
                "evidence": f"Of the {what} in {place} people say much that is hardly true. It has {count} arches.",
            }
            for count, (place, what) in enumerate([("Lorn", "bridge"), ("Velm", "tower"), ("Annick", "abbey")], start=3)
            for label in LABELS
        ]
        write(made / "stance" / "train" / f"{source.name}.jsonl.gz", rows)
    write(
        made / "retrieval" / "scifact" / "corpus.jsonl.gz",
        [
            {"_id": str(one), "title": "Arches", "text": f"Arches of {what} differ. Some hold."}
            for one, what in enumerate(("stone", "brick", "steel"))
        ],
    )
    write(made / "retrieval" / "scifact" / "queries_train.jsonl.gz", [{"_id": "q", "text": "Arches of stone hold."}])
    (made / "retrieval" / "scifact" / "qrels_train.tsv").write_text("query-id\tcorpus-id\tscore\nq\t0\t1\n")
    return made


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def test_an_epoch_is_a_function_of_data_seed_and_number(folder: Path) -> None:
    first, again = Pool(folder, seed=1), Pool(folder, seed=1)
    assert first.epoch(0) == again.epoch(0) != first.epoch(1)
    assert first.epoch(0) != Pool(folder, seed=2).epoch(0)
    assert {pair.label for pair in first.epoch(0)} == {SUPPORTED, CONTRADICTED, NEUTRAL}


@given(st.lists(st.integers(3, 192), max_size=300))
def test_batches_hold_every_row_once_and_fit(lengths: list[int]) -> None:
    found = list(data.batches(lengths, 384, random.Random(0), window=100))
    assert sorted(place for batch in found for place in batch) == list(range(len(lengths)))
    assert all(len(batch) * max(lengths[place] for place in batch) <= 384 for batch in found if batch)


def test_a_figure_changed_on_one_side_contradicts_and_on_both_says_the_same() -> None:
    both, one = contrast.altered([BRIDGE], seed=0)
    assert both.label is SUPPORTED
    assert one.label == CONTRADICTED
    assert ("340" in one.claim) != ("340" in one.evidence)
    assert "340" not in both.claim + both.evidence


def test_evidence_without_its_deciding_sentence_decides_nothing() -> None:
    (found,) = harder.insufficient([BRIDGE])
    assert found == BRIDGE._replace(evidence="The bridge spans the bay.", label=NEUTRAL)
    assert not list(harder.insufficient([HARBOUR])), "a single sentence cannot be taken away"


@pytest.mark.parametrize("pair", [BRIDGE, HARBOUR])
def test_evidence_keeps_its_words_and_label_among_others(pair: Pair) -> None:
    others = ["Gulls are birds of the coast."]
    made = [harder.amidst(pair, others, random.Random(seed)) for seed in range(60)]
    assert {one.label for one in made} == {pair.label}
    assert all(pair.evidence in one.evidence and one.claim == pair.claim for one in made)
    assert len({one.evidence for one in made}) > 2


def test_a_stopped_run_goes_on_as_if_it_had_not_been_stopped(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fit, "SAVED_EVERY", 2)
    base = find("all-MiniLM-L6-v2").folder
    whole = fit.Options(examples=60, tokens=512, threads=1)
    expected = fit.train(Pool(folder, 0), base, out(tmp_path, "whole"), whole).state_dict()
    stopped = out(tmp_path, "stopped")
    monkeypatch.setattr(fit.State, "report", stop)
    with pytest.raises(KeyboardInterrupt):
        fit.train(Pool(folder, 0), base, stopped, whole)
    monkeypatch.undo()
    found = fit.train(Pool(folder, 0), base, stopped, whole).state_dict()
    assert all(torch.equal(found[name], values) for name, values in expected.items())


def out(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    return folder / name


def stop(*_: object) -> None:
    raise KeyboardInterrupt


def test_finishing_is_done_once_and_keeps_the_mean_of_before_and_after(folder: Path, tmp_path: Path) -> None:
    base, options = find("all-MiniLM-L6-v2").folder, fit.Options(tokens=512, threads=1)
    pool = Pool(folder, 0)
    pool.finish = lambda: [BRIDGE, HARBOUR] * 4  # type: ignore[method-assign]
    model, again = fit.base(base), fit.base(base)
    before = {name: values.clone() for name, values in model.state_dict().items()}
    fit.finish(model, pool, fit.pair_tokenizer(base), tmp_path, options)
    name = "classifier.weight"
    assert not torch.equal(model.state_dict()[name], before[name])
    fit.finish(again, pool, fit.pair_tokenizer(base), tmp_path, options)
    assert torch.equal(again.state_dict()[name], model.state_dict()[name])


def test_the_words_of_a_training_pair_are_cut_to_the_window_evidence_first(tmp_path: Path) -> None:
    tokenizer = fit.pair_tokenizer(find("all-MiniLM-L6-v2").folder)
    ((ids, first),) = fit.encode(tokenizer, [Pair("short claim", "long " * 500, NEUTRAL)], window=40)
    assert len(ids) == 40
    assert first == 40 - len("short claim".split()) - 1
    tensors = fit.padded([(ids, first), (ids[:3], 1)])
    assert [tuple(tensor.shape) for tensor in tensors] == [(2, 40)] * 3
    assert tensors[2].sum(dim=1).tolist() == [40, 3]


# -- measuring ----------------------------------------------------------------------------


def judged(labels: list[int], chances: list[list[float]], texts: list[tuple[str, str]]) -> JudgedPairs:
    return JudgedPairs(texts, np.array(labels), np.array(chances), np.argmax(chances, axis=1))


def test_a_threshold_is_the_least_from_which_a_side_is_right_often_enough() -> None:
    """Undoubted pairs only: a supporting text that denies the claim does not count."""
    agreeing, denying = ("The pier is open.", "The pier is open."), ("The pier is open.", "The pier is not open.")
    sides = [[0.95, 0.03, 0.02], [0.6, 0.2, 0.2], [0.03, 0.95, 0.02], [0.95, 0.03, 0.02]]
    sets = {"velm": judged([0, 2, 1, 1], sides, [agreeing, agreeing, denying, denying])}
    found = measure.sure(sets)
    warmth = measure.temperature(sets)
    supports = measure.warm(sets["velm"], warmth).chances[:, 0]
    assert supports[1] < found[Stance.SUPPORTS] <= supports[0]
    assert found.keys() == {Stance.SUPPORTS}, "a model of this size may not say that a text contradicts"


def test_the_report_has_a_row_a_set_and_one_for_all() -> None:
    texts = [("The pier is open.", "The pier is open.")] * 2
    sets = {name: judged([0, 2], [[0.8, 0.1, 0.1], [0.1, 0.1, 0.8]], texts) for name in ("velm", "lorn")}
    lines = list(measure.report(sets))
    assert [line.split(" | ")[0] for line in lines if line.startswith(("| velm", "| lorn", "| all"))] == [
        "| velm",
        "| lorn",
        "| all",
    ]
    assert lines[2].startswith("| velm | 2 | 1.000 | 1.000 |")


def test_a_training_file_is_read_whole_or_refused(tmp_path: Path) -> None:
    file = tmp_path / "velm.jsonl.gz"
    write(file, [{"claim": "a", "evidence": "b", "label": "supported"}, {"claim": "a", "evidence": "b"}])
    assert [pair.label for pair in gold.labelled(file)] == ["supported"]
    write(file, [{"claim": "a"}])
    with pytest.raises(InputError, match="line 1"):
        gold.labelled(file)
