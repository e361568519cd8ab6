"""What a run is made with in, the record that stands beside the run out."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from typing import Any

from eval.archive import Archive
from prompts import digest

_LIBRARIES = ("dateline", "chromadb", "llama-index-core", "numpy", "onnxruntime", "tantivy")


def describe(cases: Path, archive: Archive, *, replay: bool) -> dict[str, Any]:
    """Return settings without keys, versions, hashes of the prompts, reader and library state."""
    return {
        "cases": str(cases),
        "settings": archive.settings.model_dump(
            mode="json", exclude={"library", "openai_api_key", "embed_api_key"}
        ),
        "versions": {name: metadata.version(name) for name in _LIBRARIES},
        "prompts": {name: hash_ for name, hash_ in digest().items() if name != "judge"},
        "reader": archive.assistant.reader.name,
        "articles": archive.key,
        "replay": replay,
    }
