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

import card
import contrast
import data
import desk
import fit
import general
import gold
import harder
import measure
import numpy as np
import thaw
import torch
import upper
from data import Pool
from labelled import CONTRADICTED, LABELS, NEUTRAL, SUPPORTED, Pair
from transformers import BertForSequenceClassification

from factcheck.domain import Opinion, Question, Span, Stance
from factcheck.encoder.files import find
from factcheck.errors import InputError
from factcheck.evaluate.stance import JudgedPairs
from factcheck.stance import shipped
from factcheck.stance.windows import STANCES

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
    whole = fit.Options(examples=24, tokens=256, threads=1)
    expected = fit.train(Pool(folder, 0), base, out(tmp_path, "whole"), whole).state_dict()
    stopped = out(tmp_path, "stopped")
    monkeypatch.setattr(fit.State, "report", stop)
    with pytest.raises(KeyboardInterrupt):
        fit.train(Pool(folder, 0), base, stopped, whole)
    monkeypatch.undo()
    stood = torch.load(stopped / "checkpoint.pt", weights_only=True)["state"]
    assert 0 < stood["seen"] < whole.examples
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


# -- upper layers and the desk ------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped_again() -> BertForSequenceClassification:
    return thaw.thawed(shipped.FOLDER / "stance.onnx", find("all-MiniLM-L6-v2").folder).eval()


PAIRS = [BRIDGE, HARBOUR, Pair("Ferries are yellow.", "The hall in Annick has a roof.", NEUTRAL)] * 4


def test_a_thawed_graph_says_nearly_what_the_graph_says(shipped_again: BertForSequenceClassification) -> None:
    tokenizer = fit.pair_tokenizer(find("all-MiniLM-L6-v2").folder)
    ids, types, mask = fit.padded(fit.encode(tokenizer, PAIRS[:3]))
    with torch.no_grad():
        logits = shipped_again(input_ids=ids, token_type_ids=types, attention_mask=mask).logits
    graph = shipped.ShippedCrossEncoder()
    opinions = graph.judge([Question(pair.claim, pair.evidence) for pair in PAIRS[:3]])
    for row, opinion in zip(torch.softmax(logits, 1).tolist(), opinions, strict=True):
        assert opinion is not None
        assert row == pytest.approx([opinion.probabilities[stance] for stance in STANCES], abs=0.15)


def test_upper_layers_learn_beside_lower_ones_that_stay(shipped_again: BertForSequenceClassification) -> None:
    tokenizer = fit.pair_tokenizer(find("all-MiniLM-L6-v2").folder)
    turned = [pair._replace(label=(pair.label + 1) % 3) for pair in PAIRS]
    read = upper.Read(shipped_again, tokenizer, turned)
    course = upper.Course(epochs=12, rate=2e-4, batch=4, smoothing=0.0)
    before = {name: values.clone() for name, values in shipped_again.state_dict().items()}
    learnt = upper.learn(upper.Upper(shipped_again), read, [range(len(turned))] * course.epochs, course, seed=0)
    assert upper.logits(learnt, read, range(3)).argmax(axis=1).tolist() == [pair.label for pair in turned[:3]]
    again = upper.learn(upper.Upper(shipped_again), read, [range(len(turned))] * course.epochs, course, seed=0)
    assert np.array_equal(upper.logits(again, read, range(3)), upper.logits(learnt, read, range(3)))
    assert all(torch.equal(values, before[name]) for name, values in shipped_again.state_dict().items())
    whole = learnt.put_into(shipped_again)
    ids, types, mask = fit.padded(fit.encode(tokenizer, turned[:3]))
    with torch.no_grad():
        logits = whole(input_ids=ids, token_type_ids=types, attention_mask=mask).logits.numpy()
    assert logits == pytest.approx(upper.logits(learnt, read, range(3)), abs=0.05)


def desk_pairs(cases: str) -> desk.DeskPairs:
    questions = [Question(f"Pier {name} has {n} arches.", "It was so.") for n, name in enumerate(cases)]
    return desk.DeskPairs(tuple(questions), np.array([n % 3 for n in range(len(cases))]), tuple(cases))


@given(st.text("abcdefgh", min_size=4, max_size=30), st.integers(2, 8))
def test_a_case_is_left_out_as_a_whole_and_each_once(cases: str, count: int) -> None:
    pairs = desk_pairs(cases)
    left_out = []
    for kept, out in pairs.folds(count):
        assert {cases[place] for place in kept}.isdisjoint(cases[place] for place in out)
        assert sorted((*kept, *out)) == list(range(len(cases)))
        left_out += out
    assert sorted(left_out) == list(range(len(cases)))


def test_the_layer_says_of_plain_inputs_what_was_fitted_on_scaled_ones() -> None:
    draw = np.random.default_rng(0)
    labels = np.arange(60) % 3
    inputs = np.column_stack([100 + 30 * labels + draw.normal(size=60), draw.normal(size=60)])
    chances = desk.says(desk.layer(inputs, labels), inputs)
    assert chances.sum(axis=1) == pytest.approx(np.ones(60))
    assert (chances.argmax(axis=1) == labels).mean() > 0.9


def test_the_least_threshold_is_one_above_which_enough_are_right() -> None:
    pairs = desk.DeskPairs((), np.array([0] * 90 + [2] * 60), tuple("x" * 150))
    chances = np.column_stack([np.linspace(1, 0, 150), np.zeros(150), np.linspace(0, 1, 150)])
    free = np.ones(150, bool)
    found = desk.least(chances, pairs, free)
    taken = chances[:, 0] >= found
    assert (pairs.labels[taken] == 0).mean() >= desk.RIGHT
    assert taken.sum() > 90
    assert desk.least(chances, pairs, ~free) == 1.0, "nothing is shown where everything hinders"


def test_two_judges_are_joined_as_the_product_joins_them() -> None:
    rule, read = np.array([[0.5, 0.2, 0.3]]), np.array([[0.2, 0.7, 0.1]])
    (row,) = desk.joined(rule, read, 0.3)
    opinions = [
        Opinion(dict(zip(STANCES, map(float, one[0]), strict=True)), Span(0, 1), stance=Stance.NEUTRAL)
        for one in (rule, read)
    ]
    found = shipped.joined(opinions[0], opinions[1], 0.3)
    assert row == pytest.approx([found.probabilities[stance] for stance in STANCES])


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


def test_the_card_names_every_set_and_holds_the_tables() -> None:
    made = card.written(["| desk table |"], ["| sentence table |"])
    assert all(f"| {each.name} |" in made for each in (*data.SETS, *general.SETS))
    assert "| desk table |" in made
    assert "| sentence table |" in made


def test_a_training_file_is_read_whole_or_refused(tmp_path: Path) -> None:
    file = tmp_path / "velm.jsonl.gz"
    write(file, [{"claim": "a", "evidence": "b", "label": "supported"}, {"claim": "a", "evidence": "b"}])
    assert [pair.label for pair in gold.labelled(file)] == ["supported"]
    write(file, [{"claim": "a"}])
    with pytest.raises(InputError, match="line 1"):
        gold.labelled(file)
