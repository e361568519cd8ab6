"""The threshold of the yes/no check that was fitted for each chat model, kept beside the models."""

from __future__ import annotations

import json
from pathlib import Path

_FILE = "tuned.json"


def tuned(folder: Path) -> dict[str, float]:
    """Return model name to threshold; empty when none was fitted."""
    file = folder / _FILE
    if not file.exists():
        return {}
    found: dict[str, float] = json.loads(file.read_text(encoding="utf-8"))
    return found


def keep(folder: Path, model: str, threshold: float) -> Path:
    """Write down the threshold of a model; return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = tuned(folder) | {model: round(threshold, 3)}
    file = folder / _FILE
    file.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return file
