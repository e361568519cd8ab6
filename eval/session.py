"""Cases and settings in, a run file out: the order of library, reader and run, once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from assistant.pipeline import Assistant, Reader
from assistant.read.llm import LlmReader
from assistant.retrieve import Search
from assistant.setup import reader_for
from assistant.show import to_json
from assistant.types import Answer, Question
from eval.archive import Archive, open_archive
from eval.cases import Case, Row, choose, doubtful, few, named_in, read_cases
from eval.controls import NoReader, closed_book
from eval.endpoint import open_model
from eval.meta import describe, library_state
from eval.own import hold
from eval.refusal import OptionError
from eval.run import Done, Runner, forget_changed, keep_meta, mend, tidy
from eval.watch import Seen, WatchedReader

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
    without: tuple[str, ...] = ()
    no_reader: bool = False
    closed_book: bool = False
    drafts: bool = False
    ids: Path | None = None


def run_cases(path: Path, out: Path, settings: Settings, options: Options) -> None:
    """Answer the cases with the library of the settings, or with one of these articles alone.

    Raises:
        CaseError: the cases or the run file cannot be used.
        OptionError: the options do not go together.
    """
    _fit_together(options)
    # What compare takes for a baseline, and what shares its RUN.meta.json, is kept apart by name.
    if out.suffix != ".jsonl":
        raise OptionError(f"{out} is no name for a run", "Give a .jsonl file with --out.")
    cases = _chosen(path, options)
    if doubts := doubtful(cases):
        options.echo(doubts)
    out.parent.mkdir(parents=True, exist_ok=True)
    files = [
        out if n == 1 else out.with_suffix(f".{n}{out.suffix}")
        for n in range(1, options.repeat + 1)
    ]
    with ExitStack() as held:
        for file in files:
            held.enter_context(hold(file))
            mend(file)
        reader = None if options.closed_book else _reader(settings, options)
        begun = describe(path, settings, workers=options.workers)
        # A replay fills its library day by day, so that each needs one of its own.
        for group in [[file] for file in files] if options.replay else [files]:
            with _asking(cases, settings, options, reader, out.parent) as (runner, made_with):
                for file in group:
                    keep_meta(file, begun | made_with)
                    _answer(runner, cases, file, options.echo)


def _answer(runner: Runner, cases: Sequence[Case], file: Path, echo: Callable[[str], None]) -> None:
    if changed := forget_changed(cases, file):
        echo(f"{few(changed)} changed since, and asked again: {file}")
    try:
        asked = runner.run(cases, file, lambda done: _tell(done, echo))
    finally:
        tidy(file)
    echo(f"{asked} asked, {len(cases) - asked} were done before: {file}")


def _chosen(path: Path, options: Options) -> list[Case]:
    kinds = [kind.strip() for kind in (options.kinds or "").split(",") if kind.strip()]
    known = read_cases(path)
    return choose(named_in(known, options.ids) if options.ids else known, kinds, options.limit)


def row_of(answer: Answer, seen: Seen, begun: float) -> Row:
    """Write an answer as a row: the object of the contract, and what only scoring asks for.

    `passages` are the texts of the first hits; `verbatim` says for each citation whether its quote
    stands in its article where it says; `unchecked` is what a chat model said before any check.
    """
    bodies = {hit.article.id: hit.article.body for hit in answer.hits}
    return {
        **to_json(answer),
        "passages": [hit.passage.text for hit in answer.hits[:_KEPT]],
        "verbatim": [
            bodies.get(c.article_id, "")[c.start : c.end] == c.quote for c in answer.citations
        ],
        "unchecked": seen.unchecked,
        "first_token_s": round(seen.first_s - begun, 3) if seen.first_s else None,
    }


def _fit_together(options: Options) -> None:
    if options.replay and options.articles is None:
        raise OptionError("--replay loads articles day by day", "Name them with --articles.")
    given = [
        f"--{name.replace('_', '-')}"
        for name in ("articles", "replay", "without", "no_reader", "drafts")
        if getattr(options, name)
    ]
    if options.closed_book and given:
        told = " and ".join(given)
        raise OptionError(
            f"--closed-book asks without articles, so {told} has no part",
            "Leave the other option out.",
        )
    if options.drafts and options.no_reader:
        raise OptionError("--drafts asks a model to read", "Leave the other option out.")


def _missing(cases: Sequence[Case], archive: Archive) -> list[str]:
    """Say per case which articles that it names are not among those that are asked."""
    known = archive.ids or archive.library.articles_by_id({n for case in cases for n in case.named})
    found = {case.id: [name for name in case.named if name not in known] for case in cases}
    return [f"{name} ({', '.join(lacking)})" for name, lacking in found.items() if lacking]


@contextmanager
def _asking(
    cases: Sequence[Case],
    settings: Settings,
    options: Options,
    read_by: Reader | None,
    beside: Path,
) -> Iterator[tuple[Runner, dict[str, object]]]:
    """Open what answers, and say with what: a library and its reader, or a model from memory."""
    if read_by is None:
        yield _from_memory(settings, options)
        return
    archive = open_archive(settings, options.articles, beside, options.echo, replay=options.replay)
    with closing(archive):
        if missing := _missing(cases, archive):
            options.echo(f"articles that cases name are not there: {few(missing)}")
        yield _from_library(settings, archive, read_by, options)


def _from_library(
    settings: Settings, archive: Archive, read_by: Reader, options: Options
) -> tuple[Runner, dict[str, object]]:
    reader = WatchedReader(read_by)
    assistant = Assistant(
        library=archive.library,
        embedder=archive.embedder,
        reader=reader,
        k=settings.k,
        search=Search(**{f"use_{name}": False for name in options.without}),
    )

    def answer(question: Question) -> Row:
        seen, begun = reader.forget(), perf_counter()
        return row_of(assistant.ask(question), seen, begun)

    runner = Runner(
        answer=answer,
        asked_at=archive.newest or options.today,
        advance=archive.advance if options.replay else None,
        workers=options.workers,
    )
    return runner, {
        "reader": reader.name,
        "library": library_state(archive),
        "replay": options.replay,
        "drafts": options.drafts,
        "without": sorted(options.without),
    }


def _threads(workers: int) -> int:
    """Share the cores among questions that are read at once; 0 leaves all to one."""
    return max(1, (os.cpu_count() or 1) // workers) if workers > 1 else 0


def _reader(settings: Settings, options: Options) -> Reader:
    if options.no_reader:
        return NoReader()
    reader = reader_for(settings, _threads(options.workers))
    if not options.drafts:
        return reader
    if not isinstance(reader, LlmReader):
        raise OptionError(
            f"--drafts is for a model, and {reader.name} is none", "Run it with --reader llm."
        )
    return replace(reader, always_ask=True)


def _from_memory(settings: Settings, options: Options) -> tuple[Runner, dict[str, object]]:
    model = open_model(settings)
    runner = Runner(
        answer=lambda question: closed_book(question, model),
        asked_at=options.today,
        workers=options.workers,
    )
    return runner, {"reader": f"closed-book:{model.name}"}


def _tell(done: Done, echo: Callable[[str], None]) -> None:
    if done.done == done.total or done.done % max(done.total // 20, 1) == 0:
        minutes, seconds = divmod(round(done.left_s), 60)
        echo(f"{done.done}/{done.total} cases, {minutes}:{seconds:02d} left")
