"""`dateline model`, and what else the command line and doctor say about local models."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant import setup
from assistant.cli import main
from assistant.doctor import examine
from assistant.models import progress
from assistant.setup import Settings
from tests.weights_server import WeightsServer

WEIGHTS = b"GGUF and more"


@pytest.fixture(autouse=True)
def models(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("DATELINE_MODELS", str(tmp_path / "models"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "models"


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["model", *args])


def test_a_model_is_pulled_listed_and_removed(
    monkeypatch: pytest.MonkeyPatch, models: Path
) -> None:
    with WeightsServer({"/o/r/resolve/main/x.gguf": WEIGHTS}) as server:
        monkeypatch.setenv("DATELINE_HUB_URL", server.url)
        pulled = run("pull", "o/r/x.gguf")
    assert pulled.exit_code == 0, pulled.stderr
    assert pulled.stdout.strip() == str(models / "x.gguf")
    assert "100 % of" in pulled.stderr
    assert "x  0.00 GB" in run("list").stdout
    listed = json.loads(run("list", "--json").stdout)
    assert [(row["name"], row["here"]) for row in listed] == [
        ("qwen2.5-coder-1.5b-instruct-q4_k_m", False),
        ("x", True),
    ]
    assert "removed" in run("remove", "x").stdout
    assert not (models / "x.gguf").exists()
    gone = run("remove", "x")
    assert (gone.exit_code, gone.stderr.count("\n")) == (1, 1)


def test_a_file_is_taken(tmp_path: Path, models: Path) -> None:
    (tmp_path / "mine.gguf").write_bytes(WEIGHTS)
    assert run("pull", "--file", "mine.gguf").exit_code == 0
    assert (models / "mine.gguf").read_bytes() == WEIGHTS
    wrong = run("pull", "--file", "mine.gguf", "--sha256", "0" * 64, "other")
    assert wrong.exit_code == 1
    assert "SHA-256" in wrong.stderr


def test_progress_is_told_twenty_times_at_most() -> None:
    told: list[str] = []
    come = progress(told.append)
    for have in range(0, 1001, 10):
        come(have, 1000)
    assert len(told) == 21
    told.clear()
    for have in range(0, 200_000_000, 10_000_000):
        progress(told.append)(have, 0)
    assert told[-1] == "190,000,000 B"


def test_doctor_shows_who_reads_and_why(monkeypatch: pytest.MonkeyPatch, models: Path) -> None:
    models.mkdir()
    (models / "mine.gguf").write_bytes(WEIGHTS)
    monkeypatch.setattr(setup, "installed", lambda: True)
    monkeypatch.setattr(setup, "free_memory", lambda: 8_000_000_000)

    def told() -> list[str]:
        settings = Settings(models=models, library=models / "none")
        return [c.text for c in examine(settings) if c.part == "reader"]

    assert told() == ["llm:mine, yes/no check from 0.5", "local model mine, 0.00 GB"]
    monkeypatch.setattr(setup, "free_memory", lambda: 1000)
    assert told()[0] == "extractive"
    assert "of memory" in told()[1]
