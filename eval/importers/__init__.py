"""Files of a public data set as people download them in, cases and articles in our form out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from eval.importers import multihop, ramdocs, realtimeqa, squad, timeqa
from eval.importers.shape import Imported
from index_store.errors import CaseError

IMPORTERS: dict[str, Callable[[Path], Imported]] = {
    "realtimeqa": realtimeqa.read,
    "squad": squad.read,
    "timeqa": timeqa.read,
    "ramdocs": ramdocs.read,
    "multihop-rag": multihop.read,
}


def import_set(name: str, path: Path, out: Path) -> tuple[int, int]:
    """Write `cases.jsonl` and `articles.jsonl` into a folder; return how many of each.

    Raises:
        CaseError: the path is missing or its files are not of that data set.
    """
    if not path.exists():
        raise CaseError(f"{path} does not exist")
    try:
        found = IMPORTERS[name](path)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise CaseError(
            f"{path} is not in the form of {name}: {type(error).__name__} {error}",
            "See docs/evaluation.md for what each name expects.",
        ) from error
    if not found.cases:
        raise CaseError(f"no question of {name} in {path}")
    out.mkdir(parents=True, exist_ok=True)
    _write(out / "articles.jsonl", found.articles)
    _write(out / "cases.jsonl", found.cases)
    return len(found.cases), len(found.articles)


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    path.write_text("".join(lines), encoding="utf-8")
