"""JSONL files in, Case records and run rows out; every error names the file and the line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from assistant.types import Turn
from index_store.errors import CaseError

Row = dict[str, Any]

_KNOWN = frozenset(
    "id question answers answerable as_of asked_on evidence evidence_ids kind must_not history "
    "require".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where the evidence stands; start and end are None when only the article is known."""

    article_id: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question with what a right answer is.

    Attributes:
        answers: each one alone is right; with `needs_all` (kind `conflict`, or `"require": "all"`)
            all of them must be told. Empty when the question is not answerable.
        as_of: only what was published by the end of that day counts; None for all there is.
        must_not: strings that a right answer does not give: decoys, planted instructions.
        history: earlier turns, oldest first; one without an answer is asked during the run.
        extra: fields that this reader does not know, as they came.
    """

    id: str
    question: str
    answers: tuple[str, ...]
    answerable: bool
    as_of: date | None = None
    evidence: tuple[Span, ...] = ()
    kind: str = "any"
    must_not: tuple[str, ...] = ()
    history: tuple[Turn, ...] = ()
    needs_all: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def articles(self) -> tuple[str, ...]:
        """Ids of the articles in evidence, in order, each once."""
        return tuple(dict.fromkeys(span.article_id for span in self.evidence))


def read_cases(path: Path) -> list[Case]:
    """Read a file of cases, or all `*.jsonl` files of a folder in order of name.

    Raises:
        CaseError: the path is missing, a line is malformed, an id occurs twice, or there is none.
    """
    if not path.exists():
        raise CaseError(f"no cases at {path}", "Give a JSONL file or a folder of them.")
    files = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
    cases: dict[str, Case] = {}
    for file in files:
        for place, raw in _lines(file):
            case = parse_case(raw, place)
            if case.id in cases:
                raise CaseError(f"{place}: id {case.id!r} occurs twice")
            cases[case.id] = case
    if not cases:
        raise CaseError(f"no cases in {path}", "A case is one JSON object a line.")
    return list(cases.values())


def parse_case(raw: Mapping[str, Any], place: str) -> Case:
    """Check one case; `place` is named in errors.

    Raises:
        CaseError: a field is missing, of the wrong type, or contradicts another.
    """
    answers = _strings(raw, "answers", place)
    answerable = raw.get("answerable", bool(answers))
    if not isinstance(answerable, bool):
        raise CaseError(f"{place}: answerable must be true or false")
    if answerable and not answers:
        raise CaseError(f"{place}: an answerable case needs at least one answer")
    kind = raw.get("kind") or "any"
    if not isinstance(kind, str):
        raise CaseError(f"{place}: kind must be a string")
    if raw.get("require") not in (None, "any", "all"):
        raise CaseError(f'{place}: require must be "any" or "all"')
    return Case(
        id=_string(raw, "id", place),
        question=_string(raw, "question", place),
        answers=answers if answerable else (),
        answerable=answerable,
        as_of=_day(raw, place),
        evidence=_evidence(raw, place),
        kind=kind,
        must_not=_strings(raw, "must_not", place),
        history=_history(raw, place),
        needs_all=kind == "conflict" or raw.get("require") == "all",
        extra={key: value for key, value in raw.items() if key not in _KNOWN},
    )


def read_run(path: Path) -> dict[str, Row]:
    """Read the rows of a run by id, in the order in which they were answered.

    Raises:
        CaseError: the file is missing, a line is malformed, or an id occurs twice.
    """
    if not path.is_file():
        raise CaseError(f"no run at {path}", "`dateline eval run` writes one.")
    rows: dict[str, Row] = {}
    for place, raw in _lines(path):
        name = _string(raw, "id", place)
        if raw.get("status") not in ("answered", "abstained"):
            raise CaseError(f"{place}: status must be answered or abstained")
        if name in rows:
            raise CaseError(f"{place}: id {name!r} occurs twice")
        rows[name] = raw
    return rows


def choose(
    cases: Sequence[Case], kinds: Sequence[str] = (), limit: int | None = None
) -> list[Case]:
    """Keep the cases of these kinds (all when none is named), at most `limit` of them.

    Raises:
        CaseError: no case is of one of the kinds.
    """
    known = {case.kind for case in cases}
    for kind in kinds:
        if kind not in known:
            raise CaseError(f"no case of kind {kind!r}", f"There are: {', '.join(sorted(known))}.")
    chosen = [case for case in cases if not kinds or case.kind in kinds]
    return chosen[:limit]


def _lines(file: Path) -> Iterator[tuple[str, Row]]:
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CaseError(f"{file} is not UTF-8 text") from error
    for number, line in enumerate(text.split("\n"), 1):
        place = f"{file}:{number}"
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
        except json.JSONDecodeError as error:
            raise CaseError(f"{place}: not JSON: {error.msg}") from error
        if not isinstance(raw, dict):
            raise CaseError(f"{place}: must be a JSON object")
        yield place, raw


def _string(raw: Mapping[str, Any], name: str, place: str) -> str:
    value = raw.get(name)
    if not isinstance(value, str) or not value.strip():
        raise CaseError(f"{place}: {name} must be a string that is not empty")
    return value


def _strings(raw: Mapping[str, Any], name: str, place: str) -> tuple[str, ...]:
    value = raw.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise CaseError(f"{place}: {name} must be a list of strings that are not empty")
    return tuple(value)


def _day(raw: Mapping[str, Any], place: str) -> date | None:
    value = raw.get("as_of", raw.get("asked_on"))
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise CaseError(f"{place}: as_of must be a day such as 2025-07-01") from error


def _evidence(raw: Mapping[str, Any], place: str) -> tuple[Span, ...]:
    value = raw.get("evidence", raw.get("evidence_ids"))
    if value is None:
        return ()
    if not isinstance(value, list):
        raise CaseError(f"{place}: evidence must be a list")
    return tuple(_span(item, place) for item in value)


def _span(item: object, place: str) -> Span:
    if isinstance(item, str) and item:
        return Span(article_id=item)
    if isinstance(item, dict) and isinstance(item.get("article_id"), str):
        start, end = item.get("start"), item.get("end")
        whole = start is None and end is None
        if whole or (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
            return Span(article_id=item["article_id"], start=start, end=end)
    raise CaseError(f"{place}: evidence holds article ids, or {{article_id, start, end}}")


def _history(raw: Mapping[str, Any], place: str) -> tuple[Turn, ...]:
    turns = []
    value = raw.get("history") or []
    for item in value if isinstance(value, list) else [None]:
        if isinstance(item, str):
            turns.append(Turn(question=item, answer=""))
        elif isinstance(item, dict) and isinstance(item.get("question"), str):
            turns.append(Turn(question=item["question"], answer=str(item.get("answer") or "")))
        else:
            raise CaseError(f"{place}: history holds questions, or {{question, answer}}")
    return tuple(turns)
