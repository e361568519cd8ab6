from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.config import Settings, read_settings, told, variable
from index_store.errors import SettingsError


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith(("DATELINE_", "OPENAI_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_with_nothing_set_no_key_is_needed() -> None:
    settings = read_settings()
    assert not settings.has_endpoint
    assert (settings.reader, settings.embed_model) == ("auto", None)
    assert settings.library.name == "library"


def test_option_beats_environment_beats_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("DATELINE_K=3\nDATELINE_MODEL=of-file\nDATELINE_RETRIES=1\n")
    monkeypatch.setenv("DATELINE_K", "4")
    monkeypatch.setenv("DATELINE_MODEL", "of-environment")
    settings = read_settings(k=5, model=None)
    assert (settings.k, settings.model, settings.retries) == (5, "of-environment", 1)


@pytest.mark.parametrize("name", ["OPENAI_BASE_URL", "OPENAI_API_BASE"])
def test_either_name_of_the_endpoint_will_do(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:8000/v1")
    settings = read_settings()
    assert settings.openai_base_url == "http://127.0.0.1:8000/v1"
    assert settings.has_endpoint


def test_a_key_is_hidden_and_enough_for_an_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    settings = read_settings()
    assert settings.has_endpoint
    assert "sk-secret" not in repr(settings)


def test_empty_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "")
    monkeypatch.setenv("DATELINE_K", "")
    settings = read_settings()
    assert not settings.has_endpoint
    assert settings.k == 8


@pytest.mark.parametrize("name", ["DATELINE_TYPO", "DATELINE_OPENAI_API_KEY"])
def test_what_would_be_ignored_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "1")
    with pytest.raises(SettingsError, match=f"unknown setting {name}") as caught:
        read_settings()
    assert "DATELINE_LIBRARY" in caught.value.remedy
    assert name not in caught.value.remedy


def test_an_unknown_key_in_the_file_is_refused_and_others_are_none_of_ours(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DATABASE_URL=x\n")
    read_settings()
    (tmp_path / ".env").write_text("DATELINE_TYPO=1\n")
    with pytest.raises(SettingsError, match="DATELINE_TYPO"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATELINE_K", "0"),
        ("DATELINE_K", "51"),
        ("DATELINE_TIMEOUT_S", "-1"),
        ("DATELINE_TIMEOUT_S", "inf"),
        ("DATELINE_PRICE_IN", "inf"),
        ("DATELINE_PRICE_OUT", "nan"),
        ("DATELINE_RETRIES", "1.5"),
        ("DATELINE_READER", "magic"),
        ("DATELINE_CHECK_THRESHOLD", "2"),
        ("DATELINE_CONTEXT_TOKENS", "few"),
    ],
)
def test_a_value_that_does_not_fit_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"{name}: .*not '{value}'") as caught:
        read_settings()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["OPENAI_API_KEY", "DATELINE_EMBED_API_KEY"])
def test_a_key_is_taken_without_the_blanks_around_it(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def key() -> str | None:
        settings = read_settings()
        kept = settings.openai_api_key or settings.embed_api_key
        return kept.get_secret_value() if kept else None

    monkeypatch.setenv(name, " sk-SECRET\n")
    assert key() == "sk-SECRET"
    monkeypatch.setenv(name, " \t")
    assert key() is None
    for bad in ("sk-SEC\nRET", "sk-SEC\x1bRET", "sk-SEC\u2019RET"):
        monkeypatch.setenv(name, bad)
        with pytest.raises(SettingsError, match=f"{name}: character 7 of 10") as caught:
            read_settings()
        assert "sk-SEC" not in str(caught.value)


def test_an_address_is_taken_without_the_blanks_around_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_BASE", " http://127.0.0.1:8000/v1\n")
    monkeypatch.setenv("DATELINE_HUB_URL", " ")
    settings = read_settings()
    assert settings.openai_base_url == "http://127.0.0.1:8000/v1"
    assert settings.hub_url == "https://huggingface.co"
    monkeypatch.setenv("OPENAI_API_BASE", " ")
    assert not read_settings().has_endpoint


@pytest.mark.parametrize("name", ["DATELINE_PRICE_IN", "DATELINE_PRICE_OUT"])
def test_one_price_alone_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "1")
    with pytest.raises(SettingsError, match=f"{name} is set without DATELINE_PRICE_"):
        read_settings()


def test_what_is_told_of_settings_hides_passwords() -> None:
    settings = read_settings(
        openai_api_key="sk-secret", openai_base_url="http://ida:hunter2@h/v1", k=3
    )
    assert {name: told(name, getattr(settings, name)) for name in (
        "openai_api_key", "openai_base_url", "k", "embed_model"
    )} == {
        "openai_api_key": "set, hidden", "openai_base_url": "http://***@h/v1", "k": "3",
        "embed_model": None,
    }  # fmt: skip


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        read_settings().k = 9  # type: ignore[misc]


def test_every_field_has_one_variable() -> None:
    names = [variable(name) for name in Settings.model_fields]
    assert len(set(names)) == len(names)
    assert {n for n in names if not n.startswith("DATELINE_")} == {
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
    }
