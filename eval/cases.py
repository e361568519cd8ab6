"""JSONL files in, Case records out; every error names the file and the line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from assistant.types import Turn
from eval.refusal import OptionError
from index_store.errors import CaseError

Row = dict[str, Any]
NAMED = 5  # of a longer list, in a line

_KNOWN = frozenset(
    "id question answers answerable as_of asked_on evidence evidence_ids spans kind must_not "
    "history all_of".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question with what a right answer is.

    Attributes:
        answers: each one alone is right; with `needs_all` (kind `conflict`) all must be told.
            Empty when the question is not answerable.
        all_of: groups of forms; one of each group together is right as well (lists in any order).
        as_of: only what was published by the end of that day counts; None for all there is.
        evidence: ids of the articles that tell the answer; for an unanswerable case the nearest.
        quotes: (article id, sentence) that tell it, where the case gives `spans`.
        must_not: strings that a right answer does not give: decoys, planted instructions.
        history: earlier turns, oldest first; one without an answer is asked during the run.
        doubts: what in it contradicts itself, in words.
        extra: fields that this reader does not know, as they came.
    """

    id: str
    question: str
    answers: tuple[str, ...]
    answerable: bool
    as_of: date | None = None
    evidence: tuple[str, ...] = ()
    quotes: tuple[tuple[str, str], ...] = ()
    kind: str = "any"
    must_not: tuple[str, ...] = ()
    history: tuple[Turn, ...] = ()
    all_of: tuple[tuple[str, ...], ...] = ()
    doubts: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def asked(self) -> str:
        """A short hash of what is asked: another question under the same id has another."""
        turns = [(turn.question, turn.answer) for turn in self.history]
        told = json.dumps([self.question, self.as_of and self.as_of.isoformat(), turns])
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    @property
    def named(self) -> tuple[str, ...]:
        """The ids of all articles that it names."""
        return tuple(dict.fromkeys((*self.evidence, *(article for article, _ in self.quotes))))

    @property
    def needs_all(self) -> bool:
        """Whether all answers must be told: the sources conflict."""
        return self.kind == "conflict"


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
        for place, raw in lines_of(file):
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
    _usable(raw, place)
    answers = _strings(raw, "answers", place)
    groups = _groups(raw, place)
    answerable = raw.get("answerable", bool(answers or groups))
    if not isinstance(answerable, bool):
        raise CaseError(f"{place}: answerable must be true or false")
    if answerable and not answers and not groups:
        raise CaseError(f"{place}: an answerable case needs at least one answer, or all_of")
    return Case(
        id=string_of(raw, "id", place),
        question=string_of(raw, "question", place),
        answers=answers if answerable else (),
        answerable=answerable,
        as_of=_day(raw, place),
        evidence=_evidence(raw, place),
        quotes=_quotes(raw, place),
        kind=raw.get("kind") or "any",
        must_not=_strings(raw, "must_not", place),
        history=_history(raw, place),
        all_of=groups,
        doubts=tuple(_doubts(raw, answers, answerable)),
        extra={key: value for key, value in raw.items() if key not in _KNOWN},
    )


def _usable(raw: Mapping[str, Any], place: str) -> None:
    """Check what is kept as it came, and that all of it can be written again."""
    for name in ("kind", "reason"):
        if not isinstance(raw.get(name) or "", str):
            raise CaseError(f"{place}: {name} must be a string")
    _strings(raw, "evidence_verified", place)
    try:
        json.dumps(raw, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise CaseError(
            f"{place}: holds half a character (\\ud83d and the like)",
            "Write it whole, or leave it out.",
        ) from error


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


def named_in(cases: Sequence[Case], file: Path) -> list[Case]:
    """Keep the cases whose ids stand in a file, one a line, once each and in its order.

    Raises:
        CaseError: an id is of no case.
    """
    known = {case.id: case for case in cases}
    ids = dict.fromkeys(file.read_text(encoding="utf-8").split())
    if missing := [name for name in ids if name not in known]:
        raise CaseError(f"{file}: no case {missing[0]!r}")
    return [known[name] for name in ids]


def doubtful(cases: Sequence[Case]) -> str:
    """Name the cases that contradict themselves, in a line; empty where none does."""
    found = [f"{case.id} ({', '.join(case.doubts)})" for case in cases if case.doubts]
    return f"cases that contradict themselves: {few(found)}" if found else ""


def few(names: Sequence[str]) -> str:
    """List some names, and how many more there are."""
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def of_split(cases: Sequence[Case], split: str | None) -> list[Case]:
    """Keep the cases of one split; all when none is named.

    Raises:
        OptionError: there is no such split.
    """
    known = sorted({str(case.extra["split"]) for case in cases if case.extra.get("split")})
    if split is not None and split not in known:
        raise OptionError(
            f"no case of split {split!r}",
            f"There are: {', '.join(known)}." if known else "The cases have no splits.",
        )
    return [case for case in cases if split is None or case.extra.get("split") == split]


def lines_of(file: Path) -> Iterator[tuple[str, Row]]:
    """Yield the objects of a file of one a line, each with its place.

    Raises:
        CaseError: the file is not text, or a line is no object.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
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


def string_of(raw: Mapping[str, Any], name: str, place: str) -> str:
    """Return a field that must be a string.

    Raises:
        CaseError: it is not, or is empty.
    """
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
    value = raw.get("asked_on") if raw.get("as_of") is None else raw["as_of"]
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise CaseError(f"{place}: as_of must be a day such as 2025-07-01") from error


def _doubts(raw: Mapping[str, Any], answers: Sequence[str], answerable: bool) -> Iterator[str]:
    if answers and not answerable:
        yield "it has answers, though it is not answerable"
    decoys = {decoy.casefold() for decoy in raw.get("must_not") or ()}
    for answer in answers:
        if answer.casefold() in decoys:
            yield f"{answer!r} is an answer and in must_not"
    days = [raw.get(name) for name in ("as_of", "asked_on")]
    if all(days) and days[0] != days[1]:
        yield "as_of and asked_on differ, and as_of counts"


def _evidence(raw: Mapping[str, Any], place: str) -> tuple[str, ...]:
    value = raw.get("evidence_ids") if raw.get("evidence") is None else raw["evidence"]
    value = value or []
    items = value if isinstance(value, list) else [None]
    ids = [item.get("article_id") if isinstance(item, dict) else item for item in items]
    if not all(isinstance(name, str) and name for name in ids):
        raise CaseError(f"{place}: evidence must be a list of article ids")
    return tuple(dict.fromkeys(str(name) for name in ids))


def _quotes(raw: Mapping[str, Any], place: str) -> tuple[tuple[str, str], ...]:
    value = raw.get("spans") or []
    try:
        return tuple((str(item["article_id"]), str(item["quote"])) for item in value)
    except (TypeError, KeyError) as error:
        raise CaseError(f"{place}: spans must be a list of {{article_id, quote}}") from error


def _groups(raw: Mapping[str, Any], place: str) -> tuple[tuple[str, ...], ...]:
    value = raw.get("all_of") or []
    if not isinstance(value, list) or not all(isinstance(group, list) and group for group in value):
        raise CaseError(f'{place}: all_of must be a list of lists of strings: [["Weld"], ["Kerr"]]')
    return tuple(_strings({"all_of": group}, "all_of", place) for group in value)


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
