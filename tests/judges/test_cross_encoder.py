"""A model of one's own as a judge: what its labels mean, how it reads long texts, and how its files can be bad."""

from __future__ import annotations

import json
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_models import LABELS, make_model, with_config

from factcheck.domain import Question, Stance
from factcheck.errors import InputError
from factcheck.files.safetensors import check_finite, check_whole
from factcheck.settings import Settings
from factcheck.stance import RuleJudge, load
from factcheck.stance.cross_encoder import SentenceTransformersCrossEncoder
from factcheck.stance.measured import FILE, Measurement, read_measurement, tempered, write_measurement
from factcheck.stance.model_files import label_order

SUPPORTS, CONTRADICTS, NEUTRAL = Stance.SUPPORTS, Stance.CONTRADICTS, Stance.NEUTRAL


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Says contradiction, entailment, neutral in this order, and always entailment."""
    return make_model(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "tiny")


@pytest.fixture(scope="module")
def tiny(made: Path, tmp_path_factory: pytest.TempPathFactory) -> SentenceTransformersCrossEncoder:
    return SentenceTransformersCrossEncoder(str(made), shelf=tmp_path_factory.mktemp("shelf"))


def opened(name: str | Path, shelf: Path) -> SentenceTransformersCrossEncoder:
    return SentenceTransformersCrossEncoder(str(name), shelf=shelf)


# -- a good one ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("labels", "order"),
    [
        (("contradiction", "entailment", "neutral"), (1, 0, 2)),
        (("ENTAILMENT", "NEUTRAL", "CONTRADICTION"), (0, 2, 1)),
        (("REFUTES", "SUPPORTS", "NOT ENOUGH INFO"), (1, 0, 2)),
        (("not_enough_info", "refuted", "supported"), (2, 1, 0)),
    ],
)
def test_the_order_of_labels_is_read_from_their_names(
    labels: tuple[str, ...], order: tuple[int, ...], tmp_path: Path
) -> None:
    found = label_order(dict(enumerate(labels)), "some-model")
    assert tuple(found[stance] for stance in (SUPPORTS, CONTRADICTS, NEUTRAL)) == order
    bias = tuple(9.0 * (place == order[0]) for place in range(3))  # whatever is meant by it stands at that place
    (scored,) = opened(make_model(tmp_path / "m", labels, bias=bias), tmp_path).score([("Rents rose.", "Rents rose.")])
    assert scored.probabilities[SUPPORTS] > 0.9


def test_a_local_model_gives_probabilities_under_its_own_labels(tiny: SentenceTransformersCrossEncoder) -> None:
    found = [one.probabilities for one in tiny.score([("Rents rose.", "Rents fell."), ("Rents rose.", "Rents rose.")])]
    assert [round(sum(scores.values()), 6) for scores in found] == [1, 1]
    assert all(scores[SUPPORTS] > 0.9 for scores in found)
    assert tiny.score([]) == []
    assert not tiny.remote


def test_a_model_that_fails_the_probes_says_so(tiny: SentenceTransformersCrossEncoder) -> None:
    (warning,) = tiny.warnings
    assert "2 of 3 probes went wrong" in warning
    assert "should be contradicts and came out supports" in warning


def test_a_model_is_loaded_by_name_and_what_its_probes_found_is_told(made: Path, tmp_path: Path) -> None:
    told: list[str] = []
    loaded = load(Settings(tmp_path, tmp_path, judge=str(made), temperature=2.0), notice=told.append)
    assert isinstance(loaded, SentenceTransformersCrossEncoder)
    assert told[:1] == list(loaded.warnings)
    assert "was not measured, so nothing that it says counts as sure" in told[1]
    assert min(loaded.sure.values()) > 1
    assert isinstance(load(Settings(tmp_path, tmp_path, judge="rules"), notice=pytest.fail), RuleJudge)


def test_a_passage_and_a_claim_longer_than_the_window_are_read_in_pieces(
    tiny: SentenceTransformersCrossEncoder,
) -> None:
    long = "The port of Velm will close in June. " * 20
    windows = tiny._windows("Rents rose.", long)
    assert len(windows) > 1
    assert "".join(window.of(long) for window in windows).replace(" ", "") == long.replace(" ", "")
    (found,) = tiny.score([("Rents rose.", long)])
    assert found.window in windows


def test_a_claim_of_five_thousand_words_is_read(tmp_path: Path) -> None:
    model = opened(make_model(tmp_path / "m", window=256), tmp_path)
    (found,) = model.judge([Question("Rents rose in the port of Velm. " * 715, "Rents fell.")])
    assert found is not None
    assert sum(found.probabilities.values()) == pytest.approx(1)


def test_a_temperature_makes_it_less_sure_until_it_is_measured(made: Path, tmp_path: Path) -> None:
    pair = [("Rents rose.", "Rents rose.")]
    plain = opened(made, tmp_path).score(pair)[0].probabilities[SUPPORTS]
    cooler = SentenceTransformersCrossEncoder(str(made), shelf=tmp_path, temperature=4.0)
    assert cooler.score(pair)[0].probabilities[SUPPORTS] < plain


# -- what was measured --------------------------------------------------------------------


def test_what_was_measured_is_kept_beside_the_model_and_used(folder: Path, tmp_path: Path) -> None:
    model = opened(folder, tmp_path)
    sure = {SUPPORTS: 0.75, CONTRADICTS: 2.0}
    path = write_measurement(model.kept, Measurement(3.0, sure, 62, model.fingerprint))
    assert path == folder / FILE
    again = opened(folder, tmp_path)
    assert (again.sure, again.measured) == (sure, True)
    pair = [("Rents rose.", "Rents rose.")]
    assert again.score(pair)[0].probabilities[SUPPORTS] < model.score(pair)[0].probabilities[SUPPORTS]


def test_what_was_measured_of_another_model_is_not_used(folder: Path, tmp_path: Path) -> None:
    write_measurement(
        folder, Measurement(3.0, {SUPPORTS: 0.5, CONTRADICTS: 0.5}, 62, opened(folder, tmp_path).fingerprint)
    )
    with_config(folder, architectures=["BertForSequenceClassification"], note="trained again")
    assert opened(folder, tmp_path).measured is False


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        '{"sure": {}}',
        '{"sure": {"supports": 1, "contradicts": 1}, "temperature": 0, "pairs": 9, "model": ""}',
    ],
)
def test_a_measurement_that_cannot_be_read_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    with pytest.raises(InputError, match=r"measured\.json: .*Remove it"):
        read_measurement(tmp_path, "m")


def test_a_measurement_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match=r"measured\.json: cannot be written"):
        write_measurement(tmp_path / "file", Measurement(1.0, {SUPPORTS: 0.5, CONTRADICTS: 0.5}))


def test_tempering_keeps_the_order_and_the_sum() -> None:
    chances = {SUPPORTS: 0.7, CONTRADICTS: 0.3, NEUTRAL: 0.0}
    assert tempered(chances, 1) == chances
    for temperature in (0.5, 2.0, 4.0):
        found = tempered(chances, temperature)
        assert sum(found.values()) == pytest.approx(1)
        assert found[SUPPORTS] > found[CONTRADICTS] > found[NEUTRAL]


# -- bad ones -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["nobody/no-such-model", "/no/such/folder", "no such name"])
def test_a_model_that_does_not_exist_is_named_with_a_remedy_and_not_looked_for_online(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("asked the network"))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("asked the network"))
    with pytest.raises(InputError, match=rf"'{name}' is neither a folder nor.*models get {name}.*by rules alone"):
        opened(name, tmp_path)


@pytest.mark.parametrize(
    "labels", [("LABEL_0", "LABEL_1", "LABEL_2"), ("entailment", "not_entailment"), ("relevance",), (*LABELS, "other")]
)
def test_labels_that_do_not_say_what_they_mean_are_refused(labels: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="id2label"):
        opened(make_model(tmp_path / "m", labels), tmp_path)


def _without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def _cut_weights(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])


def _more_weights(folder: Path) -> None:
    with (folder / "model.safetensors").open("ab") as file:
        file.write(b"\0" * 16)


def _no_weights(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n")


def _pickled(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")


def _changed(folder: Path, change: Callable[[dict[str, object]], None]) -> None:
    from safetensors.torch import load_file, save_file

    tensors = load_file(folder / "model.safetensors")
    change(tensors)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})


def _nan(folder: Path) -> None:
    def change(tensors: dict[str, object]) -> None:
        tensors["bert.embeddings.word_embeddings.weight"][7, 3] = float("nan")  # type: ignore[index]

    _changed(folder, change)


def _infinite_half(folder: Path) -> None:
    def change(tensors: dict[str, object]) -> None:
        for name, tensor in tensors.items():
            tensors[name] = tensor.half()  # type: ignore[attr-defined]
        tensors["classifier.weight"][0, 0] = float("inf")  # type: ignore[index]

    _changed(folder, change)


def _nan_bfloat(folder: Path) -> None:
    def change(tensors: dict[str, object]) -> None:
        import torch

        for name, tensor in tensors.items():
            tensors[name] = tensor.to(torch.bfloat16)  # type: ignore[attr-defined]
        tensors["classifier.bias"][1] = float("nan")  # type: ignore[index]

    _changed(folder, change)


def _no_head(folder: Path) -> None:
    _changed(folder, lambda tensors: [tensors.pop(name) for name in list(tensors) if name.startswith("classifier")])


BROKEN = {
    "no config": (_without("config.json"), r"config\.json is missing"),
    "config cut short": (lambda at: (at / "config.json").write_text('{"id2label": {'), r"config\.json cannot be read"),
    "config a list": (lambda at: (at / "config.json").write_text("[]"), "names no labels"),
    "no labels": (lambda at: with_config(at, id2label=None, label2id=None), r"config\.json names no labels"),
    "labels a list": (lambda at: with_config(at, id2label=list(LABELS)), "id2label that numbers no labels"),
    "labels by letters": (lambda at: with_config(at, id2label={"a": "entailment"}), "id2label that numbers no labels"),
    "labels from 1": (lambda at: with_config(at, id2label=dict(enumerate(LABELS, 1))), "has the labels"),
    "no tokenizer": (
        lambda at: [path.unlink() for path in at.iterdir() if path.name in ("tokenizer.json", "vocab.txt")],
        "has no tokenizer",
    ),
    "no weights": (_without("model.safetensors"), "no weights as .safetensors"),
    "pickled weights": (_pickled, "can run code"),
    "weights cut short": (_cut_weights, r"model\.safetensors holds \d+ bytes where its header promises"),
    "weights too long": (_more_weights, r"model\.safetensors holds \d+ bytes where its header promises"),
    "a pointer for weights": (_no_weights, r"model\.safetensors is not a safetensors file"),
    "empty weights": (lambda at: (at / "model.safetensors").write_bytes(b""), "is not a safetensors file"),
    "NaN": (_nan, r"model\.safetensors: the tensor bert\.embeddings\.word_embeddings\.weight holds NaN"),
    "infinite, halved": (_infinite_half, r"model\.safetensors: the tensor classifier\.weight holds NaN or infinite"),
    "NaN, bfloat16": (_nan_bfloat, r"model\.safetensors: the tensor classifier\.bias holds NaN"),
    "a head never taught": (_no_head, "lack classifier"),
    "another width": (lambda at: with_config(at, hidden_size=32), "cannot be read"),
    "more words than weights": (
        lambda at: with_config(at, vocab_size=4),
        "cannot be read|fails when it reads",
    ),
    "fewer outputs than labels": (
        lambda at: with_config(at, id2label=dict(enumerate((*LABELS, "x")))),
        "has the labels",
    ),
    "a window for nothing": (lambda at: with_config(at, max_position_embeddings=8), "cannot be read|too few"),
    "parts that are missing": (
        lambda at: (at / "model.safetensors.index.json").write_text('{"weight_map": {"a": "model-2.safetensors"}}'),
        r"model-2\.safetensors is missing",
    ),
    "an index that is none": (
        lambda at: (at / "model.safetensors.index.json").write_text("{}"),
        r"index\.json cannot be read",
    ),
    "another kind of model": (lambda at: with_config(at, model_type="no-such-type"), "cannot be read"),
}


@pytest.mark.parametrize(("harm", "why"), BROKEN.values(), ids=BROKEN.keys())
def test_a_model_that_is_broken_is_refused_with_what_is_wrong(
    folder: Path, tmp_path: Path, harm: Callable[[Path], object], why: str
) -> None:
    harm(folder)
    with pytest.raises(InputError, match=why) as problem:
        opened(folder, tmp_path)
    assert str(folder) in str(problem.value) or "id2label" in str(problem.value)


def test_numbers_that_only_come_out_wrong_are_no_stance(folder: Path, tmp_path: Path) -> None:
    def change(tensors: dict[str, object]) -> None:
        for name in ("query", "key"):
            tensors[f"bert.encoder.layer.0.attention.self.{name}.weight"][:] = 1e30  # type: ignore[index]

    _changed(folder, change)
    check_finite(folder / "model.safetensors")
    with pytest.raises(InputError, match=r"model\.safetensors\) answers with what is no number"):
        opened(folder, tmp_path)


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"\xff" * 8,
        b"{}",
        b'{"a": {"dtype": "F32", "data_offsets": [8, 4]}}',
        b'{"a": 3}',
        b'{"a": {"data_offsets": "xy"}}',
    ],
)
def test_a_header_that_makes_no_sense_is_named(tmp_path: Path, header: bytes) -> None:
    path = tmp_path / "a.safetensors"
    path.write_bytes(len(header).to_bytes(8, "little") + header)
    with pytest.raises(InputError, match=r"a\.safetensors is not a safetensors file"):
        check_whole(path)


def test_weights_of_whole_numbers_are_not_taken_for_broken(tmp_path: Path) -> None:
    header = json.dumps({"a": {"dtype": "I64", "shape": [1], "data_offsets": [0, 8]}}).encode()
    path = tmp_path / "a.safetensors"
    path.write_bytes(len(header).to_bytes(8, "little") + header + b"\xff" * 8)
    check_finite(path)
