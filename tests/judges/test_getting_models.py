"""`models get`: from a hub, a folder or an archive, whole or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hub_server import Hub, serving_models
from tiny_models import make_model

from factcheck.errors import InputError, UsageError
from factcheck.fetching import archives
from factcheck.stance import shelf
from factcheck.stance.shelf import ORIGIN

Run = Callable[..., subprocess.CompletedProcess[str]]
Get = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_model(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "tiny")


@pytest.fixture
def get(run: Run, tmp_path: Path) -> Get:
    """`models get` with a cache of the test's own, at the hub of the given address."""

    def get(*arguments: str | Path, hub: str = "", offline: str = "0") -> subprocess.CompletedProcess[str]:
        own = {"FACTCHECK_CACHE": str(tmp_path / "cache"), "HF_HOME": str(tmp_path / "hub"), "HF_HUB_OFFLINE": offline}
        return run("models", "get", *arguments, **own, **({"HF_ENDPOINT": hub} if hub else {}))

    return get


def got(source: str | Path, at: Path, name: str | None = None) -> shelf.ShelvedModel:
    return shelf.get(str(source), at, name=name, notice=pytest.fail, progress=lambda *_: None)


# -- from a hub ---------------------------------------------------------------------------


def test_a_hub_model_is_brought_whole_after_its_size_and_licence_are_said(
    get: Get, folder: Path, tmp_path: Path
) -> None:
    (folder / "pytorch_model.bin").write_bytes(b"\x80\x04")
    (folder / "trainer_state.json").write_text("{}")
    (folder / "run.py").write_text("raise SystemExit")
    (folder / "README.md").write_text("A model.")
    with serving_models(Hub(folder)) as hub:
        done = get("someone/tiny", hub=hub.url)
    assert done.returncode == 0, done.stderr
    home = tmp_path / "cache" / "models" / "someone--tiny"
    assert done.stdout == f"someone/tiny: 0 MB in {home}\n"
    assert f"someone/tiny: 0 MB from {hub.url}, licence mit, revision aaaaaaaaaaaa." in done.stderr
    assert "fetching someone/tiny" in done.stderr
    assert "Traceback" not in done.stderr
    kept = {path.name for path in home.iterdir()}
    assert {"config.json", "model.safetensors", "README.md", ORIGIN} <= kept
    assert not kept & {"pytorch_model.bin", "run.py", "trainer_state.json"}
    said = json.loads((home / ORIGIN).read_text())
    assert (said["licence"], said["revision"], said["origin"]) == ("mit", "a" * 40, hub.url)
    assert said["files"]["model.safetensors"]["bytes"] == (folder / "model.safetensors").stat().st_size


def test_a_download_that_broke_off_goes_on_where_it_was(get: Get, folder: Path, tmp_path: Path) -> None:
    weights = (folder / "model.safetensors").read_bytes()
    partial = tmp_path / "cache" / "models" / ".partial" / "someone--tiny"
    partial.mkdir(parents=True)
    part = f"model.safetensors.{hashlib.sha256(weights).hexdigest()[:12]}.part"  # as a killed run leaves it
    (partial / part).write_bytes(weights[:1000])
    with serving_models(Hub(folder)) as hub:
        done = get("someone/tiny", hub=hub.url)
    assert done.returncode == 0, done.stderr
    assert [part for path, part in hub.asked if path.endswith("model.safetensors")] == ["bytes=1000-"]
    home = tmp_path / "cache" / "models" / "someone--tiny"
    assert (home / "model.safetensors").read_bytes() == weights
    assert not list(partial.parent.iterdir())


def test_a_part_of_something_else_is_thrown_away(get: Get, folder: Path, tmp_path: Path) -> None:
    weights = (folder / "model.safetensors").read_bytes()
    partial = tmp_path / "cache" / "models" / ".partial" / "someone--tiny"
    partial.mkdir(parents=True)
    part = partial / f"model.safetensors.{hashlib.sha256(weights).hexdigest()[:12]}.part"
    with serving_models(Hub(folder)) as hub:
        part.write_bytes(b"?" * 1000)
        assert get("someone/tiny", hub=hub.url).returncode == 5
        part.write_bytes(weights * 2)
        assert get("someone/tiny", hub=hub.url).returncode == 0


def test_a_hub_that_breaks_off_is_asked_again_and_what_is_here_is_not(get: Get, folder: Path) -> None:
    with serving_models(Hub(folder, breaks={"model.safetensors": 1000})) as hub:
        assert get("someone/tiny", hub=hub.url).returncode == 0
        asked = len(hub.asked)
        done = get("someone/tiny", hub=hub.url)
    assert (done.returncode, len(hub.asked) - asked) == (0, 1)
    assert "someone/tiny is here already, as the hub has it." in done.stderr


@pytest.mark.parametrize("name", ["model.safetensors", "config.json"])
def test_a_file_that_is_not_what_the_hub_lists_is_thrown_away(
    get: Get, folder: Path, tmp_path: Path, name: str
) -> None:
    with serving_models(Hub(folder, lies={name})) as hub:
        done = get("someone/tiny", hub=hub.url)
        assert done.returncode == 5
        assert f"{name} of someone/tiny is not the file that the hub lists" in done.stderr
        assert not (tmp_path / "cache" / "models" / "someone--tiny").exists()
        hub.lies.clear()
        assert get("someone/tiny", hub=hub.url).returncode == 0


def test_what_the_hub_has_not_or_does_not_give_is_said(get: Get, folder: Path) -> None:
    with serving_models(Hub(folder)) as hub:
        done = get("someone/other", hub=hub.url)
        assert (done.returncode, "no public model 'someone/other'" in done.stderr) == (1, True)
        hub.gated = True
        done = get("someone/tiny", hub=hub.url)
        assert (done.returncode, "accept its terms" in done.stderr) == (1, True)
    done = get("someone/tiny", hub=hub.url)
    assert (done.returncode, "could not be fetched from the hub" in done.stderr) == (1, True)
    assert "give its path" in done.stderr
    done = get("someone/tiny", hub=hub.url, offline="1")
    assert (done.returncode, "HF_HUB_OFFLINE forbids it" in done.stderr) == (1, True)


def test_a_model_with_pickled_weights_alone_is_not_brought(get: Get, folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with serving_models(Hub(folder, licence=None)) as hub:
        done = get("someone/tiny", hub=hub.url)
    assert done.returncode == 1
    assert "no weights as safetensors" in done.stderr
    assert not any("resolve" in path for path, _ in hub.asked)


def test_a_hub_model_that_is_no_judge_is_not_put_on_the_shelf(get: Get, tmp_path: Path) -> None:
    other = make_model(tmp_path / "other", ("relevance",))
    with serving_models(Hub(other)) as hub:
        done = get("someone/tiny", hub=hub.url)
    assert done.returncode == 1
    assert "has the labels relevance" in done.stderr
    assert not (tmp_path / "cache" / "models" / "someone--tiny").exists()


@pytest.mark.parametrize("source", ["./not-there", "/no/such/model", "~/nothing", "model.zip", "a/b/c", "just-a-name"])
def test_what_is_neither_a_path_nor_a_name_is_refused_without_asking(tmp_path: Path, source: str) -> None:
    with pytest.raises(InputError, match="neither a folder nor an archive, and no name of a hub model"):
        got(source, tmp_path)


# -- from a folder or an archive ----------------------------------------------------------


def zipped(folder: Path, path: Path, top: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"{top}{file.name}")
    return path


def tarred(folder: Path, path: Path, top: str = "", mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for file in sorted(folder.iterdir()):
            archive.add(file, f"{top}{file.name}")
    return path


PACKED: dict[str, Callable[[Path, Path], Path]] = {
    "folder": lambda folder, _: folder,
    "zip": lambda folder, at: zipped(folder, at / "tiny.zip"),
    "zip with a folder": lambda folder, at: zipped(folder, at / "tiny.zip", "some-model-main/"),
    "tar.gz": lambda folder, at: tarred(folder, at / "tiny.tar.gz", "tiny/"),
    "tgz": lambda folder, at: tarred(folder, at / "tiny.tgz"),
    "tar": lambda folder, at: tarred(folder, at / "tiny.tar", "./x/y/", "w"),
}


@pytest.mark.parametrize("pack", PACKED.values(), ids=PACKED.keys())
def test_a_model_is_taken_from_what_it_comes_in(
    folder: Path, tmp_path: Path, pack: Callable[[Path, Path], Path]
) -> None:
    (folder / "training.py").write_text("import os")
    (folder / "optimizer.bin").write_bytes(b"\x80\x04")
    found = got(pack(folder, tmp_path), tmp_path / "shelf")
    assert (found.name, found.folder) == ("tiny", tmp_path / "shelf" / "tiny")
    assert (found.folder / "model.safetensors").read_bytes() == (folder / "model.safetensors").read_bytes()
    assert not {"training.py", "optimizer.bin"} & {path.name for path in found.folder.iterdir()}
    assert shelf.shelved(tmp_path / "shelf") == [found]


def test_a_model_of_the_same_name_is_replaced_when_the_new_one_is_whole(folder: Path, tmp_path: Path) -> None:
    at = tmp_path / "shelf"
    first = got(folder, at, "owner/mine")
    assert (first.name, first.folder.name) == ("owner/mine", "owner--mine")
    (folder / "model.safetensors").write_bytes(b"cut")
    with pytest.raises(InputError, match="is not a safetensors file"):
        got(folder, at, "owner/mine")
    assert shelf.shelved(at) == [first]
    again = got(make_model(tmp_path / "better", bias=(9.0, 0.0, 0.0)), at, "owner/mine")
    assert again.origin.endswith("better")
    assert [one.name for one in shelf.shelved(at)] == ["owner/mine"]


@pytest.mark.parametrize("name", ["../up", "a/b/c", "", ".hidden", "a b", "/etc", "ü", "a/../b", "x" * 3 + "/"])
def test_a_name_that_is_none_is_refused(folder: Path, tmp_path: Path, name: str) -> None:
    if not name:
        return
    with pytest.raises(UsageError, match="is no name for a model"):
        got(folder, tmp_path / "shelf", name)
    assert shelf.on_shelf(tmp_path / "shelf", name) is None


def _zip_of(path: Path, *members: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def _link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o120777 << 16
    return info


def _tar_of(path: Path, *members: tarfile.TarInfo) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for info in members:
            archive.addfile(info, io.BytesIO(b"x" * info.size))
    return path


def _tar_member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.size = kind, target, 1 if kind == tarfile.REGTYPE else 0
    return info


HOSTILE: dict[str, Callable[[Path], Path]] = {
    "zip, up": lambda at: _zip_of(at / "m.zip", ("../config.json", b"{}")),
    "zip, up in the middle": lambda at: _zip_of(at / "m.zip", ("a/../../config.json", b"{}")),
    "zip, absolute": lambda at: _zip_of(at / "m.zip", ("/tmp/config.json", b"{}")),
    "zip, another system's": lambda at: _zip_of(at / "m.zip", ("C:/config.json", b"{}")),
    "zip, a link": lambda at: _zip_of(at / "m.zip", (_link("config.json"), b"/etc/passwd")),
    "tar, up": lambda at: _tar_of(at / "m.tar.gz", _tar_member("../config.json")),
    "tar, absolute": lambda at: _tar_of(at / "m.tar.gz", _tar_member("/tmp/config.json")),
    "tar, a link": lambda at: _tar_of(at / "m.tar.gz", _tar_member("config.json", tarfile.SYMTYPE, "/etc/passwd")),
    "tar, a hard link": lambda at: _tar_of(at / "m.tar.gz", _tar_member("config.json", tarfile.LNKTYPE, "../../x")),
    "tar, a device": lambda at: _tar_of(at / "m.tar.gz", _tar_member("config.json", tarfile.CHRTYPE)),
    "tar, a pipe": lambda at: _tar_of(at / "m.tar.gz", _tar_member("model.safetensors", tarfile.FIFOTYPE)),
}


@pytest.mark.parametrize("pack", HOSTILE.values(), ids=HOSTILE.keys())
def test_an_archive_that_reaches_elsewhere_is_not_trusted(tmp_path: Path, pack: Callable[[Path], Path]) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(InputError, match="do not trust this archive"):
        got(pack(tmp_path / "in"), tmp_path / "shelf")
    assert shelf.shelved(tmp_path / "shelf") == []
    assert [path.name for path in (tmp_path / "in").iterdir()] in (["m.zip"], ["m.tar.gz"])


UNREADABLE: dict[str, tuple[Callable[[Path, Path], Path], str]] = {
    "empty zip": (lambda at, _: _zip_of(at / "m.zip"), "no config.json"),
    "text": (lambda at, _: _written(at / "m.zip", b"not an archive"), "no archive that can be read"),
    "zip cut short": (lambda at, model: _cut(zipped(model, at / "m.zip")), "no archive that can be read"),
    "tar.gz cut short": (lambda at, model: _cut(tarred(model, at / "m.tar.gz")), "no archive that can be read"),
    "no weights": (lambda at, _: _zip_of(at / "m.zip", ("config.json", b"{}")), "no weights as .safetensors"),
    "pickles alone": (
        lambda at, _: _zip_of(at / "m.zip", ("config.json", b"{}"), ("pytorch_model.bin", b"\x80")),
        "can run code",
    ),
    "two folders": (
        lambda at, _: _zip_of(at / "m.zip", ("a/config.json", b"{}"), ("b/model.safetensors", b"x")),
        "no weights as .safetensors",
    ),
    "encrypted": (lambda at, model: _encrypted(zipped(model, at / "m.zip")), "is encrypted"),
}


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _cut(path: Path) -> Path:
    return _written(path, path.read_bytes()[: path.stat().st_size // 2])


def _encrypted(path: Path) -> Path:
    content = bytearray(path.read_bytes())
    directory = content.rfind(b"PK\x01\x02")
    while directory >= 0:
        content[directory + 8] |= 1
        directory = content.rfind(b"PK\x01\x02", 0, directory)
    return _written(path, bytes(content))


@pytest.mark.parametrize(("pack", "why"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_an_archive_that_holds_no_model_is_named(
    made: Path, tmp_path: Path, pack: Callable[[Path, Path], Path], why: str
) -> None:
    path = pack(tmp_path, made)
    with pytest.raises(InputError, match=f"{path}: .*{why}"):
        got(path, tmp_path / "shelf")
    assert shelf.shelved(tmp_path / "shelf") == []


def test_an_archive_may_not_unpack_to_more_than_is_taken(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MOST_BYTES", 1000)
    for path in (zipped(folder, tmp_path / "m.zip"), tarred(folder, tmp_path / "m.tar.gz")):
        with pytest.raises(InputError, match="unpacks to more than the 1,000 bytes"):
            got(path, tmp_path / "shelf")


def test_a_member_longer_than_it_says_is_refused(folder: Path, tmp_path: Path) -> None:
    path = zipped(folder, tmp_path / "m.zip")
    with zipfile.ZipFile(path) as archive:
        header = archive.getinfo("model.safetensors").file_size.to_bytes(4, "little")
    content = path.read_bytes().replace(header, (64).to_bytes(4, "little"))
    with pytest.raises(InputError, match=r"m\.zip: .*(not as long|no archive that can be read)"):
        got(_written(path, content), tmp_path / "shelf")


def test_a_description_that_was_damaged_is_named(folder: Path, tmp_path: Path) -> None:
    found = got(folder, tmp_path / "shelf")
    (found.folder / ORIGIN).write_text("{")
    with pytest.raises(InputError, match=r"factcheck\.json: cannot be read\. Remove"):
        shelf.shelved(tmp_path / "shelf")


def test_a_shelf_that_cannot_be_made_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be made"):
        got(folder, tmp_path / "file")


def test_a_disk_that_is_full_is_said_before_anything_is_fetched(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from factcheck.fetching import hub

    listed = hub.HubModel("a/b", "c" * 40, "mit", (hub.HubFile("model.safetensors", 10**15, "0" * 64),), "https://hub")
    monkeypatch.setattr(hub, "look_up", lambda _: listed)
    told: list[str] = []
    with pytest.raises(InputError, match=r"needs 1,000,000,000 MB\. Make room"):
        shelf.get("a/b", tmp_path, notice=told.append, progress=lambda *_: None)
    assert "licence mit" in told[0]


@pytest.mark.parametrize("name", ["rules", "factcheck"])
def test_no_model_takes_the_name_of_a_judge_that_is_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="comes with factcheck"):
        shelf.place_of(tmp_path, name)
