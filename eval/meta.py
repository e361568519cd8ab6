"""What a run is made with in, the record that stands beside the run out."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.config import told
from eval.archive import Archive, code_hash
from prompts import digest

if TYPE_CHECKING:
    from assistant.config import Settings

_LIBRARIES = ("dateline", "chromadb", "llama-index-core", "numpy", "onnxruntime", "tantivy")


def describe(cases: Path, settings: Settings, **more: object) -> dict[str, Any]:
    """Return settings without keys, versions, hashes of code and prompts, and what else is told.

    Addresses are without their passwords.
    """
    return {
        "cases": str(cases.resolve()),
        "code": code_hash("index_store", "assistant", "prompts"),
        "settings": {
            name: told(name, value) if isinstance(value, str) else value
            for name, value in settings.model_dump(
                mode="json", exclude={"library", "openai_api_key", "embed_api_key"}
            ).items()
        },
        "versions": {name: metadata.version(name) for name in _LIBRARIES},
        "prompts": digest(),
        **more,
    }


def library_state(archive: Archive) -> dict[str, Any]:
    """Return what the answers come from: the hash of given articles, or counts of the library."""
    if archive.key:
        return {"articles": archive.key}
    counts = archive.library.counts()
    newest = archive.newest.isoformat() if archive.newest else None
    return {"articles": counts.articles, "passages": counts.passages, "newest": newest}
