from __future__ import annotations

import multiprocessing
import random
import time
from pathlib import Path

import pytest

from tests.index_store import killing

# A server that has imported everything forks the loaders: a kill costs no start of Python.
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.index_store.killing", "index_store.vectors"])
LONGEST_S = 60


def test_a_load_killed_at_random_points_ends_as_an_undisturbed_one(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    wanted = request.config.getoption("--kills")
    killing.load(str(tmp_path / "warm"))
    began = time.perf_counter()
    _run(tmp_path / "undisturbed", None)
    took = time.perf_counter() - began
    expected = killing.contents(tmp_path / "undisturbed")
    chance = random.Random(11)
    kills = libraries = 0
    while kills < wanted:
        folder = tmp_path / f"killed{libraries}"
        libraries += 1
        while _run(folder, chance.uniform(0.0, took) / 2):
            kills += 1
        found = killing.contents(folder)
        for part, value in expected.items():
            assert found[part] == value, f"{part} differs after {kills} kills"
    assert kills >= wanted


def _run(folder: Path, kill_after: float | None) -> bool:
    """Load in a process of its own; say whether it had to be killed."""
    process = FORKS.Process(target=killing.load, args=(str(folder),))
    process.start()
    process.join(LONGEST_S if kill_after is None else kill_after)
    killed = process.exitcode is None
    process.kill()
    process.join()
    assert killed or process.exitcode == 0
    assert kill_after is not None or not killed
    return killed
