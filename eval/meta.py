"""What a run is made with in, the record that stands beside the run out."""

from __future__ import annotations

import hashlib
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from eval.archive import Archive

_LIBRARIES = ("dateline", "chromadb", "llama-index-core", "numpy", "onnxruntime", "tantivy")


def describe(cases: Path, archive: Archive, *, replay: bool) -> dict[str, Any]:
    """Return settings without keys, versions, hashes of the prompts, reader and library state."""
    return {
        "cases": str(cases),
        "settings": archive.settings.model_dump(
            mode="json", exclude={"library", "openai_api_key", "embed_api_key"}
        ),
        "versions": {name: metadata.version(name) for name in _LIBRARIES},
        "prompts": prompt_hashes(),
        "reader": archive.assistant.reader.name,
        "articles": archive.key,
        "replay": replay,
    }


def prompt_hashes() -> dict[str, str]:
    """Return the SHA-256 of every prompt by name."""
    files = resources.files("prompts").iterdir()
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(files, key=lambda file: file.name)
        if file.name.endswith(".md")
    }
