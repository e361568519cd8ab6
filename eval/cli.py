"""`dateline eval`: arguments in, runs, tables and pages out; imports wait until a command runs."""

from __future__ import annotations

import json
from pathlib import Path

import click

from assistant.cli import library_option, reader_option, settings_for, today

PATH = click.Path(path_type=Path)


@click.group("eval")
def eval_group() -> None:
    """Ask gold questions, score the answers, compare two runs."""


@eval_group.command("run")
@click.argument("cases", type=PATH)
@click.option("--out", type=PATH, required=True, help="Run file; an unfinished one goes on.")
@click.option("--articles", type=PATH, help="Answer from these alone: a file or a folder.")
@click.option("--kinds", help="Only these kinds, separated by commas.")
@click.option("--limit", type=click.IntRange(1), help="Only the first N cases.")
@click.option("--repeat", type=click.IntRange(1), default=1, show_default=True)
@click.option("--replay", is_flag=True, help="Load articles day by day; ask each case on its day.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True)
@reader_option
@library_option
def run_command(
    cases: Path, out: Path, library: Path | None, reader: str | None, **options: object
) -> None:
    """Answer every case of CASES in one process, one JSON object a line."""
    from eval.session import Options, run_cases

    settings = settings_for(library, reader=reader)
    run_cases(cases, out, settings, Options(today=today(), echo=_progress, **options))  # type: ignore[arg-type]


@eval_group.command("report")
@click.argument("run", type=PATH)
@click.option("--cases", type=PATH, help="Default: the cases that the run was made from.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--html", type=PATH, help="Write one self-contained page with plots.")
def report_command(run: Path, cases: Path | None, as_json: bool, html: Path | None) -> None:
    """Score RUN and show figures per kind and for the whole."""
    from eval.report import table
    from eval.score import report_json
    from eval.session import score_files

    scored = score_files(run, cases)
    if html is not None:
        from eval.page import page
        from eval.run import read_meta

        html.write_text(page(scored, read_meta(run), f"Run {run.stem}"), encoding="utf-8")
        click.echo(f"wrote {html}", err=True)
    if as_json:
        click.echo(json.dumps(report_json(scored), ensure_ascii=False, indent=2))
    else:
        from rich.console import Console

        Console().print(table(scored))


def _progress(line: str) -> None:
    click.echo(line, err=True)
