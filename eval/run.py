"""Cases and something that answers in, one JSON object a line out; a run that stopped goes on.

The file is the state: a case with a whole line is done. Beside it `RUN.meta.json` says with what
the run was made, and a run is not continued with something else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from assistant.types import Question, Turn
from eval.cases import Case, Row
from eval.rows import STATES
from index_store.errors import CaseError

_BEGIN = b'{"id": "'

Answers = Callable[[Question], Row]
Progress = Callable[["Done"], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How far a run is; `left_s` is an estimate in seconds."""

    done: int
    total: int
    left_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """Asks cases and writes what comes back.

    Attributes:
        answer: answers one question with the object of the contract.
        asked_at: the day on which cases without a day of their own are asked.
        advance: called with each new day before its cases are asked, to load what was published
            by then (None: all there is); the cases are then asked in order of their days.
        workers: questions asked at once; more than one only where the reader waits for a network.
    """

    answer: Answers
    asked_at: date
    advance: Callable[[date | None], None] | None = None
    workers: int = 1

    def run(self, cases: Sequence[Case], out: Path, progress: Progress | None = None) -> int:
        """Ask every case that has no row in `out` yet; return how many were asked.

        Raises:
            CaseError: `out` holds a line that is not of a run.
        """
        done = mend(out)
        todo = [case for case in cases if case.id not in done]
        if self.advance is not None:
            todo.sort(key=lambda case: case.as_of or date.max)
        begun = perf_counter()
        with out.open("a", encoding="utf-8") as file:
            for number, row in enumerate(self._rows(todo), 1):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                file.flush()
                if progress is not None:
                    spent = perf_counter() - begun
                    left = spent / number * (len(todo) - number)
                    progress(Done(done=number, total=len(todo), left_s=left))
        return len(todo)

    def _rows(self, cases: Sequence[Case]) -> Iterator[Row]:
        if self.workers > 1 and self.advance is None:
            with ThreadPoolExecutor(self.workers) as pool:
                yield from pool.map(self.ask, cases)
            return
        last: date | None = date.min
        for case in cases:
            if self.advance is not None and case.as_of != last:
                self.advance(case.as_of)
                last = case.as_of
            yield self.ask(case)

    def ask(self, case: Case) -> Row:
        """Ask one case; earlier turns that have no answer are asked first."""
        question = Question(
            text=case.question, asked_at=case.as_of or self.asked_at, as_of=case.as_of
        )
        turns: list[Turn] = []
        for turn in case.history:
            if not turn.answer:
                earlier = replace(question, text=turn.question, history=tuple(turns))
                turn = replace(turn, answer=str(self.answer(earlier)["text"]))
            turns.append(turn)
        answer = self.answer(replace(question, history=tuple(turns)))
        return {"id": case.id, "asked": case.asked, **answer}


def mend(out: Path) -> set[str]:
    """Return the ids that are done; torn, blank and repeated lines are cut away.

    Torn off can only be the last line; of the rows of a case the first is kept.

    Raises:
        CaseError: the file holds something else than rows of a run; it is left as it is.
    """
    if not out.exists():
        return set()
    *whole, torn = out.read_bytes().split(b"\n")
    kept: dict[str, bytes] = {}
    for number, line in enumerate(whole, 1):
        if not _blank(line):
            kept.setdefault(_row_of(line, f"{out}:{number}")["id"], line)
    if not _torn(torn):
        _row_of(torn, f"{out}:{len(whole) + 1}")
    if torn or len(kept) < len(whole):
        _write(out, b"".join(line + b"\n" for line in kept.values()))
    return set(kept)


def _blank(line: bytes) -> bool:
    return not line.decode(errors="replace").strip()


def _torn(line: bytes) -> bool:
    """Say whether a line without its end is the beginning of a row, and no more."""
    if _blank(line):
        return True
    try:
        json.loads(line)
    except ValueError:
        return line.startswith(_BEGIN) or _BEGIN.startswith(line)
    return False


def forget_changed(cases: Sequence[Case], out: Path) -> list[str]:
    """Take out of a run the rows of cases that ask something else by now; return their ids.

    Raises:
        CaseError: the file holds something else than rows of a run.
    """
    if not mend(out):
        return []
    now = {case.id: case.asked for case in cases}
    kept: list[bytes] = []
    gone: list[str] = []
    for line in out.read_bytes().splitlines(keepends=True):
        row = json.loads(line)
        if "asked" not in row or now.get(row["id"], row["asked"]) == row["asked"]:
            kept.append(line)
        else:
            gone.append(row["id"])
    if gone:
        _write(out, b"".join(kept))
    return gone


def _write(path: Path, text: bytes) -> None:
    """Write a file wholly or not at all."""
    written = path.with_name(f"{path.name}.part")
    try:
        written.write_bytes(text)
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)


def tidy(out: Path) -> None:
    """Remove a run that has no row, and what says with what it was made."""
    if not out.exists() or not out.stat().st_size:
        out.unlink(missing_ok=True)
        meta_path(out).unlink(missing_ok=True)


def _row_of(line: bytes, place: str) -> Row:
    try:
        row: Row = json.loads(line)
        if isinstance(row["id"], str) and row["status"] in STATES:
            return row
    except (ValueError, KeyError, TypeError) as error:
        raise _no_run(place) from error
    raise _no_run(place)


def _no_run(place: str) -> CaseError:
    return CaseError(f"{place}: not a line of a run", "Give another file with --out.")


def meta_path(out: Path) -> Path:
    """Name the file that says with what a run was made: `RUN.meta.json` beside `RUN.jsonl`."""
    return out.with_suffix(".meta.json")


def keep_meta(out: Path, meta: Mapping[str, Any]) -> None:
    """Write down with what the run is made, or check that it is the same as before.

    Raises:
        CaseError: the run was begun with something else, or nothing says with what.
    """
    path = meta_path(out)
    if not out.exists() or not out.stat().st_size:
        text = json.dumps(meta, ensure_ascii=False, indent=2, sort_keys=True)
        _write(path, f"{text}\n".encode())
        return
    if not path.exists():
        raise CaseError(
            f"{path} is not there, so nothing says how the rows of {out} were made",
            "Give another file with --out.",
        )
    before = read_meta(out)
    if "cases" in before:  # however its path was spelt
        before["cases"] = str(Path(before["cases"]).resolve())
    changed = sorted(k for k in {*before, *meta} if before.get(k) != meta.get(k))
    if changed:
        raise CaseError(
            f"{out} was begun with other {', '.join(changed)}", "Give another file with --out."
        )


def read_meta(out: Path) -> dict[str, Any]:
    """Read with what a run was made; empty when nothing says it.

    Raises:
        CaseError: the file that says it is broken.
    """
    path = meta_path(out)
    if not path.exists():
        return {}
    try:
        meta: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CaseError(f"{path}: not JSON", "Remove it, and the run beside it.") from error
    return meta
