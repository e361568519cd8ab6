"""The threshold of the yes/no check that was fitted for each chat model, kept beside the models."""

from __future__ import annotations

import json
from pathlib import Path

from index_store.errors import SettingsError

_FILE = "tuned.json"


def tuned(folder: Path) -> dict[str, float]:
    """Return model name to threshold; empty when none was fitted.

    Raises:
        SettingsError: the file is not what `keep` writes.
    """
    file = folder / _FILE
    if not file.exists():
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return {str(name): float(value) for name, value in found.items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise SettingsError(
            f"{file}: not thresholds of models", "Remove it, and run dateline eval tune again."
        ) from error


def keep(folder: Path, model: str, threshold: float) -> Path:
    """Write down the threshold of a model; return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = tuned(folder) | {model: round(threshold, 3)}
    file = folder / _FILE
    written = file.with_suffix(".part")
    written.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return written.replace(file)
