"""Who reads: an endpoint, a local model, or the built-in reader."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from assistant import setup
from assistant.config import Settings
from assistant.llm.local import LocalModel
from assistant.read.extractive import ExtractiveReader
from assistant.read.llm import LlmReader
from assistant.setup import Chosen, choose_reader, reader_for, threshold_for
from assistant.weights.tuned import keep
from index_store.errors import InputError, SettingsError


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one small model, on a machine that can run it."""
    monkeypatch.setattr(setup, "installed", lambda: True)
    monkeypatch.setattr(setup, "free_memory", lambda: 8_000_000_000)
    (tmp_path / "mine.gguf").write_bytes(b"GGUF")
    return tmp_path


def settings(models: Path, **more: object) -> Settings:
    return Settings(_env_file=None, models=models, **more)  # type: ignore[call-arg, arg-type]


def test_the_built_in_reader_reads_as_many_passages_as_are_set(models: Path) -> None:
    reader = reader_for(settings(models, reader="extractive", k=20))
    assert isinstance(reader, ExtractiveReader)
    assert reader.read_k == 20


def test_auto_prefers_an_endpoint_then_a_local_model_then_the_built_in_reader(
    models: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with_all = settings(models, openai_base_url="http://127.0.0.1:9/v1", model="m1")
    assert choose_reader(with_all) == Chosen(name="llm:m1")
    assert choose_reader(settings(models)) == Chosen(name="llm:mine", file=models / "mine.gguf")
    assert choose_reader(settings(models, reader="llm")).file == models / "mine.gguf"
    assert choose_reader(settings(models, reader="extractive")) == Chosen()
    empty = tmp_path_factory.mktemp("empty")
    assert choose_reader(settings(empty)) == Chosen()
    with pytest.raises(SettingsError, match="dateline model pull"):
        choose_reader(settings(empty, reader="llm"))


def test_any_other_file_can_be_named(models: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "other.gguf"
    other.parent.mkdir()
    other.write_bytes(b"GGUF")
    assert choose_reader(settings(models, local_model=str(other))).name == "llm:other"
    with pytest.raises(InputError, match="none"):
        choose_reader(settings(models, local_model="none"))


@pytest.mark.parametrize(
    ("part", "value", "words"),
    [("free_memory", 500_000_000, "0.5 GB are free"), ("installed", False, "not installed")],
)
def test_where_it_cannot_run_it_says_so_and_falls_back(
    models: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    part: str,
    value: object,
    words: str,
) -> None:
    monkeypatch.setattr(setup, part, lambda: value)
    chosen = choose_reader(settings(models))
    assert (chosen.name, chosen.file) == ("extractive", None)
    assert words in chosen.note
    with caplog.at_level(logging.WARNING):
        assert isinstance(reader_for(settings(models)), ExtractiveReader)
    assert words in caplog.text
    with pytest.raises(SettingsError, match=words):
        choose_reader(settings(models, reader="llm"))


def test_a_local_model_gets_a_short_context_and_its_own_threshold(models: Path) -> None:
    reader = reader_for(settings(models))
    assert isinstance(reader, LlmReader)
    assert isinstance(reader.model, LocalModel)
    assert (reader.context_tokens, reader.check_threshold) == (1200, 0.5)
    keep(models, "mine", 0.75)
    tuned = reader_for(settings(models, context_tokens=300))
    assert isinstance(tuned, LlmReader)
    assert (tuned.context_tokens, tuned.check_threshold) == (300, 0.75)
    assert tuned.count_tokens("two words") == 2
    assert threshold_for(settings(models, check_threshold=0.0), "mine") == 0.0


def test_an_endpoint_gets_a_wide_one(models: Path) -> None:
    reader = reader_for(
        settings(models, openai_api_key="k", model="m1", price_in=1.0, price_out=2.0)
    )
    assert isinstance(reader, LlmReader)
    assert reader.context_tokens == 6000
    assert reader.model.usage.cost_usd == 0.0
