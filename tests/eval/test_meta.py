"""What stands beside a run of how it was made."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.config import read_settings
from eval.meta import describe


def test_neither_keys_nor_passwords_stand_beside_a_run() -> None:
    settings = read_settings(
        openai_api_key="sk-hunter2",
        embed_api_key="sk-hunter2",
        openai_base_url="http://ida:hunter2@models.example/v1?key=hunter2",
        embed_base_url="http://ida:hunter2@models.example/v1",
        vectors_url="http://ida:hunter2@chroma.example",
        hub_url="http://ida:hunter2@hub.example",
        k=3,
    )
    written = describe(Path("cases.jsonl"), settings, reader="llm:m1")
    assert "hunter2" not in json.dumps(written)
    assert written["settings"]["openai_base_url"] == "http://***@models.example/v1?***"
    assert (written["settings"]["k"], written["settings"]["embed_model"]) == (3, None)
