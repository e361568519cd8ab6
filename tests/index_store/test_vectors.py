from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import numpy as np
import numpy.typing as npt
import pytest

from index_store.days import NEVER, Bounds, Validity
from index_store.errors import EndpointUnreachableError, LibraryDamagedError
from index_store.vectors import Vectors

CHROMA = Path(sys.executable).with_name("chroma")


def validity(day: int) -> Validity:
    return Validity(day=day, first=day or NEVER)


def fill(vectors: Vectors, rows: npt.NDArray[np.float32], days: list[int]) -> list[str]:
    ids = [f"a{n:03d}:000" for n in range(len(rows))]
    vectors.add(ids, rows, [validity(day) for day in days], ["body"] * len(rows))
    return ids


def unit(n: int, d: int = 16, seed: int = 3) -> npt.NDArray[np.float32]:
    rows = np.random.default_rng(seed).normal(size=(n, d)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    folder = tmp_path_factory.mktemp("server")
    command = [str(CHROMA), "run", "--path", str(folder), "--host", "127.0.0.1"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([*command, "--port", str(port)], stdout=log, stderr=log)
    for _ in range(300):
        try:
            httpx.get(f"{url}/api/v2/heartbeat", timeout=1.0)
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield url
    process.kill()
    process.wait()


@pytest.fixture(params=["embedded", "server"])
def vectors(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Vectors]:
    url = request.getfixturevalue("server") if request.param == "server" else None
    made = Vectors(tmp_path, f"test-{abs(hash(request.node.nodeid))}", url)
    yield made
    made.close()


def test_the_nearest_come_first_with_cosine_similarity(vectors: Vectors) -> None:
    rows = unit(50)
    ids = fill(vectors, rows, [20250101] * 50)
    found = vectors.query(rows[7], 5)
    exact = rows @ rows[7]
    assert [i for i, _ in found] == [ids[n] for n in np.argsort(-exact)[:5]]
    assert [s for _, s in found] == pytest.approx(sorted(exact, reverse=True)[:5], abs=1e-4)


def test_days_bound_the_search_even_when_few_are_left(vectors: Vectors) -> None:
    rows = unit(400)
    days = [20250101 + n % 28 for n in range(400)]
    ids = fill(vectors, rows, days)
    bounds = Bounds(until=date(2025, 1, 2), since=date(2025, 1, 2))
    wanted = {i for i, day in zip(ids, days, strict=True) if day == 20250102}
    found = vectors.query(rows[0], 100, bounds)
    assert {i for i, _ in found} == wanted
    assert vectors.query(rows[0], 100, Bounds(until=date(2024, 12, 31))) == []


def test_undated_and_replaced_passages_show_only_where_they_may(vectors: Vectors) -> None:
    rows = unit(4)
    days = [
        Validity(day=0, first=NEVER),
        Validity(day=0, first=20250110),
        Validity(day=20250101, first=20250101, end=20250110),
        Validity(day=20250101, first=20250110),
    ]
    vectors.add(["u:0", "b:0", "c:0", "c:1"], rows, days, ["body"] * 4)

    def shown(bounds: Bounds) -> set[str]:
        return {i for i, _ in vectors.query(rows[0], 4, bounds)}

    assert shown(Bounds()) == {"u:0", "b:0", "c:1"}
    assert shown(Bounds(until=date(2025, 1, 9))) == {"c:0"}
    assert shown(Bounds(until=date(2025, 1, 10))) == {"c:1"}
    assert shown(Bounds(until=date(2025, 1, 10), undated=True)) == {"b:0", "c:1"}
    vectors.redate({"c:0": validity(20250101), "unknown": validity(20250101)})
    assert shown(Bounds()) == {"u:0", "b:0", "c:0", "c:1"}


def test_vectors_come_back_as_they_were_and_can_be_taken_out(vectors: Vectors) -> None:
    rows = unit(3)
    ids = fill(vectors, rows, [20250101] * 3)
    back = vectors.get([*ids, "unknown"])
    assert list(back) == ids
    np.testing.assert_allclose(np.stack([back[i] for i in ids]), rows, atol=1e-6)
    vectors.remove([ids[0], "unknown"])
    assert vectors.ids() == set(ids[1:])
    assert vectors.count() == 2


def test_an_empty_collection_finds_nothing(vectors: Vectors) -> None:
    assert vectors.query(unit(1)[0], 5) == []
    assert vectors.ids() == set()
    assert vectors.unreachable() == []


def test_every_vector_can_be_found(vectors: Vectors) -> None:
    fill(vectors, unit(300), [20250101] * 300)
    assert vectors.unreachable() == []


def test_collections_are_listed_and_dropped(vectors: Vectors, tmp_path: Path) -> None:
    (name,) = [n for n in vectors.names() if n.startswith("test-")][-1:]
    vectors.drop("never-was")
    vectors.drop(name)
    assert name not in vectors.names()


def test_two_open_at_once_have_caches_of_their_own(tmp_path: Path) -> None:
    rows = unit(5)
    early = Vectors(tmp_path, "shared")
    fill(early, rows, [20250101] * 5)
    late = Vectors(tmp_path, "shared")
    assert [i for i, _ in late.query(rows[2], 1)] == ["a002:000"]
    early.close()
    assert late.count() == 5
    late.close()


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EndpointUnreachableError) as caught:
        Vectors(tmp_path, "absent", f"http://127.0.0.1:{free_port()}")
    assert caught.value.retryable
    assert "127.0.0.1" in caught.value.problem


def test_files_that_are_no_chroma(tmp_path: Path) -> None:
    (tmp_path / "chroma.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(LibraryDamagedError, match="doctor"):
        Vectors(tmp_path, "broken")


def test_recall_at_10_on_clustered_vectors(tmp_path: Path) -> None:
    chance = np.random.default_rng(5)
    centres = unit(40, 32, seed=6)
    rows = centres[chance.integers(40, size=3000)] + 0.25 * unit(3000, 32, seed=7)
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    vectors = Vectors(tmp_path, "recall")
    ids = fill(vectors, rows, [20250101] * len(rows))
    hits = 0
    for n in range(0, 3000, 100):
        exact = {ids[m] for m in np.argsort(-(rows @ rows[n]))[:10]}
        hits += len(exact & {i for i, _ in vectors.query(rows[n], 10)})
    vectors.close()
    assert hits / 300 >= 0.98
