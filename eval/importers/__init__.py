"""Files of a public data set as people download them in, cases and articles in our form out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from eval.importers import multihop, ramdocs, realtimeqa, squad, timeqa
from eval.importers.shape import Imported, Record
from eval.own import Own, require_own, rows_in
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
        CaseError: the path is missing, its files are not of that data set, or what is to be written
            over is something else.
    """
    if not path.exists():
        raise CaseError(f"{path} does not exist")
    try:
        found = IMPORTERS[name](path)
    except (LookupError, TypeError, ValueError, AttributeError, OSError, EOFError) as error:
        raise CaseError(
            f"{path} is not in the form of {name}: {type(error).__name__} {error}",
            "See docs/evaluation.md for what each name expects.",
        ) from error
    if not found.cases:
        raise CaseError(f"no question of {name} in {path}")
    written = {out / "articles.jsonl": found.articles, out / "cases.jsonl": found.cases}
    for file, rows in written.items():
        require_own(file, _of(rows), f"an import of {name}")
    out.mkdir(parents=True, exist_ok=True)
    for file, rows in written.items():
        _write(file, rows)
    return len(found.cases), len(found.articles)


def _of(rows: list[Record]) -> Own:
    """Tell a file of the same importer by its fields, and by how its ids begin."""
    known = {_sort(row) for row in rows}
    return lambda text: all(_sort(row) in known for row in rows_in(text))


def _sort(row: Record) -> tuple[str, frozenset[str]]:
    begin = str(row["id"]).partition("-")[0]
    return re.sub(r"\d+", "0", begin), frozenset(row)


def _write(path: Path, rows: list[Record]) -> None:
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    path.write_text("".join(lines), encoding="utf-8")
