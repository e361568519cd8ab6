from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no fault of an example.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--kills", type=int, default=8, help="how often test_killed.py kills a load (8)"
    )


@pytest.fixture(autouse=True)
def no_models_of_the_user(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A local model that somebody pulled must not read in the tests."""
    folder = tmp_path_factory.getbasetemp() / "user-data"
    monkeypatch.setattr("assistant.config.user_data_path", lambda name: Path(folder) / name)
