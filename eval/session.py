"""Cases and settings in, a run file out: the order of library, reader and run, once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from assistant.show import to_json
from assistant.types import Answer, Question
from eval.archive import Archive, open_archive
from eval.cases import Case, Row, choose, read_cases
from eval.meta import describe
from eval.run import Done, Runner, keep_meta
from eval.watch import Seen, WatchedReader
from index_store.errors import CaseError

if TYPE_CHECKING:
    from assistant.config import Settings

_KEPT = 5  # passages whose text goes into the run, for passage figures and for the report


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a person asks of a run; see `dateline eval run --help`."""

    today: date
    echo: Callable[[str], None]
    articles: Path | None = None
    kinds: str | None = None
    limit: int | None = None
    repeat: int = 1
    replay: bool = False
    workers: int = 1


def run_cases(path: Path, out: Path, settings: Settings, options: Options) -> None:
    """Answer the cases with the library of the settings, or with one of these articles alone.

    Raises:
        CaseError: the cases or the run file cannot be used.
    """
    kinds = [kind.strip() for kind in (options.kinds or "").split(",") if kind.strip()]
    cases = choose(read_cases(path), kinds, options.limit)
    if options.replay and options.articles is None:
        raise CaseError("--replay loads articles day by day", "Name them with --articles.")
    out.parent.mkdir(parents=True, exist_ok=True)
    archive = open_archive(settings, options.articles, out.parent, replay=options.replay)
    options.echo(archive.told)
    for turn in range(1, options.repeat + 1):
        file = out if turn == 1 else out.with_suffix(f".{turn}{out.suffix}")
        keep_meta(file, describe(path, archive, replay=options.replay))
        _run(cases, file, archive, options)


def row_of(answer: Answer, seen: Seen, begun: float) -> Row:
    """Write an answer as a row: the object of the contract, and what only scoring asks for.

    `passages` are the texts of the first hits; `verbatim` says for each citation whether its quote
    stands in its article where it says; `confidence` is the draft's.
    """
    bodies = {hit.article.id: hit.article.body for hit in answer.hits}
    return {
        **to_json(answer),
        "passages": [hit.passage.text for hit in answer.hits[:_KEPT]],
        "verbatim": [
            bodies.get(c.article_id, "")[c.start : c.end] == c.quote for c in answer.citations
        ],
        "confidence": seen.confidence,
        "first_token_s": round(seen.first_s - begun, 3) if seen.first_s else None,
    }


def _run(cases: Sequence[Case], out: Path, archive: Archive, options: Options) -> None:
    reader = WatchedReader(archive.assistant.reader)
    assistant = replace(archive.assistant, reader=reader)

    def answer(question: Question) -> Row:
        seen, begun = reader.forget(), perf_counter()
        return row_of(assistant.ask(question), seen, begun)

    def progress(done: Done) -> None:
        if done.done == done.total or done.done % max(done.total // 20, 1) == 0:
            minutes, seconds = divmod(round(done.left_s), 60)
            options.echo(f"{done.done}/{done.total} cases, {minutes}:{seconds:02d} left")

    runner = Runner(
        answer=answer,
        asked_at=archive.newest or options.today,
        advance=archive.advance if options.replay else None,
        workers=options.workers,
    )
    asked = runner.run(cases, out, progress)
    options.echo(f"{asked} asked, {len(cases) - asked} were done before: {out}")
