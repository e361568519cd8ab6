"""A run file in, its rows by id out; every error names the file and the line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from eval.cases import Row, lines_of, string_of
from index_store.errors import CaseError

STATES = ("answered", "abstained")


def read_run(path: Path) -> dict[str, Row]:
    """Read the rows of a run by id, in the order in which they were answered.

    Raises:
        CaseError: the file is missing, a line is malformed or torn off, or an id occurs twice.
    """
    if not path.is_file():
        raise CaseError(f"no run at {path}", "`dateline eval run` writes one.")
    rows: dict[str, Row] = {}
    try:
        for place, raw in lines_of(path):
            name = string_of(raw, "id", place)
            if raw.get("status") not in STATES:
                raise CaseError(f"{place}: status must be answered or abstained")
            if name in rows:
                raise CaseError(
                    f"{place}: id {name!r} occurs twice",
                    "The same `dateline eval run` keeps the first.",
                )
            rows[name] = _whole_row(raw, place)
    except CaseError as error:
        if path.read_bytes()[-1:] == b"\n":
            raise
        raise CaseError(
            error.problem,
            "Where its last line was torn off, the same `dateline eval run` mends it.",
        ) from error
    return rows


def read_marks(path: Path) -> dict[str, str]:
    """Read a file of marks, `{id, label}` a line, by id.

    Raises:
        CaseError: the file is missing, or a line is no mark.
    """
    if not path.is_file():
        raise CaseError(f"no file at {path}")
    return {
        string_of(raw, "id", place): string_of(raw, "label", place) for place, raw in lines_of(path)
    }


def _text(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _number(value: Any) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _objects(**fields: type) -> Callable[[Any], bool]:
    def fits(value: Any) -> bool:
        return isinstance(value, list) and all(
            isinstance(item, dict)
            and all(isinstance(item.get(name), kind) for name, kind in fields.items())
            for item in value
        )

    return fits


def _list_of(kind: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(isinstance(item, kind) for item in value)


def _citations(value: Any) -> bool:
    return _CITED(value) and all(_day(item.get("published")) for item in value)


def _day(value: Any) -> bool:
    try:
        return value is None or bool(date.fromisoformat(value[:10]))
    except (TypeError, ValueError):
        return False


_CITED = _objects(marker=int, article_id=str, quote=str)
_NEEDED = {
    "citations": (_citations, "a list of {marker, article_id, quote, published}"),
    "retrieved": (_objects(article_id=str), "a list of {article_id}"),
}
_OPTIONAL = {
    **dict.fromkeys(("short", "text", "reason", "unchecked"), (_text, "a string")),
    **dict.fromkeys(("seconds", "first_token_s", "confidence"), (_number, "a number")),
    "passages": (_list_of(str), "a list of strings"),
    "verbatim": (_list_of(bool), "a list of true and false"),
    "events": (_objects(), "a list of objects"),
    "usage": (lambda value: value is None or isinstance(value, dict), "an object"),
}


def _whole_row(raw: Row, place: str) -> Row:
    given = {name: what for name, what in _OPTIONAL.items() if name in raw}
    for name, (fits, told) in {**_NEEDED, **given}.items():
        if not fits(raw.get(name)):
            raise CaseError(f"{place}: {name} must be {told}")
    return {**raw, "short": raw.get("short") or "", "text": raw.get("text") or ""}
