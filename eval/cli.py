"""`dateline eval`: arguments in, runs, tables and pages out; imports wait until a command runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from assistant.options import (
    as_of_option,
    assistant_for,
    library_option,
    question_for,
    reader_option,
    settings_for,
    today,
)

PATH = click.Path(path_type=Path)
SETS = ("realtimeqa", "squad", "timeqa", "ramdocs", "multihop-rag")


class _Group(click.Group):
    """The eval commands; an option that does not fit is told as any other wrong option is."""

    def invoke(self, ctx: click.Context) -> Any:
        from eval.refusal import OptionError

        try:
            return super().invoke(ctx)
        except OptionError as error:
            raise click.UsageError(str(error), ctx) from error


@click.group("eval", cls=_Group)
def eval_group() -> None:
    """Ask gold questions, score the answers, compare two runs.

    `dateline eval run CASES --out RUN.jsonl`, then `dateline eval report RUN.jsonl`.
    """


@eval_group.command("run")
@click.argument("cases", type=PATH)
@click.option(
    "--out", type=PATH, required=True, help="Run file (.jsonl); an unfinished one goes on."
)
@click.option("--articles", type=PATH, help="Answer from these alone: a file or a folder.")
@click.option("--kinds", help="Only these kinds, separated by commas.")
@click.option("--limit", type=click.IntRange(1), help="Only the first N cases.")
@click.option(
    "--repeat", type=click.IntRange(1), default=1, show_default=True,
    help="Run N times, into RUN.jsonl, RUN.2.jsonl and so on.",
)  # fmt: skip
@click.option("--replay", is_flag=True, help="Load articles day by day; ask each case on its day.")
@click.option(
    "--workers", type=click.IntRange(1), default=1, show_default=True,
    help="Questions asked at once; then seconds are no longer those of one question alone.",
)  # fmt: skip
@click.option(
    "--without", multiple=True, type=click.Choice(["dense", "lexical", "time", "stories"]),
    help="Leave a part of retrieval out, to see what it adds; may be given twice.",
)  # fmt: skip
@click.option("--no-reader", is_flag=True, help="Retrieve alone; every case abstains.")
@click.option("--closed-book", is_flag=True, help="Ask the model from memory, without articles.")
@click.option("--ids", type=PATH, help="Only the cases whose ids stand in this file.")
@click.option("--drafts", is_flag=True, help="Ask the model always and alone, to tune it.")
@reader_option
@library_option
def run_command(
    cases: Path, out: Path, library: Path | None, reader: str | None, **options: object
) -> None:
    """Answer every case of CASES (a file or a folder), one JSON object a line."""
    from eval.session import Options, run_cases

    if library and options["articles"]:
        raise click.UsageError("--articles answers from these alone, so --library has no part.")
    chosen = Options(today=today(), echo=_tell, **options)  # type: ignore[arg-type]
    run_cases(cases, out, settings_for(library, reader=reader), chosen)


@eval_group.command("report")
@click.argument("run", type=PATH)
@click.option("--cases", type=PATH, help="Default: the cases that the run was made from.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--html", type=PATH, help="Write one self-contained page with plots.")
@click.option("--split", help="Only cases of this split.")
@click.option("--unchecked", is_flag=True, help="What the model said before all checks.")
@click.option(
    "--threshold", type=click.FloatRange(0, 1), help="As if the yes/no check dropped all below."
)
def report_command(
    run: Path, cases: Path | None, as_json: bool, html: Path | None, **view: Any
) -> None:
    """Score RUN and show figures per kind and for the whole."""
    from eval.files import View, score_files, write_page
    from eval.score import report_json

    scored = score_files(run, cases, View(**view), _tell)
    if html is not None:
        write_page(scored, run, html)
        _tell(f"wrote {html}")
    if as_json:
        _print_json(report_json(scored))
    else:
        from rich.console import Console

        from eval.report import table

        Console().print(table(scored))


@eval_group.command("compare")
@click.argument("before", type=PATH)
@click.argument("after", type=PATH)
@click.option("--cases", type=PATH, help="Default: the cases that the runs were made from.")
@click.option("--gate", type=PATH, help="TOML file of guarded metrics, floors and ceilings.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def compare_command(
    before: Path, after: Path, cases: Path | None, gate: Path | None, as_json: bool
) -> None:
    """Compare two runs case by case; exit 1 when AFTER is worse beyond chance.

    BEFORE may be a baseline written by `dateline eval baseline`.
    """
    from eval.files import compare_files
    from eval.gates import read_gates
    from eval.side import comparison_json

    found = compare_files(before, after, cases, read_gates(gate), _tell)
    if as_json:
        _print_json(comparison_json(found))
    else:
        from rich.console import Console

        from eval.side import changes_table, counts_text, flips_text, kinds_table

        console = Console()
        console.print(changes_table(found.overall), "", kinds_table(found), "")
        console.print(flips_text(found.flips))
        console.print(counts_text(found), soft_wrap=True)
    _refuse(found.failures)


@eval_group.command("baseline")
@click.argument("run", type=PATH)
@click.option("--out", type=PATH, required=True, help="A .json file, to be committed.")
@click.option("--cases", type=PATH, help="Default: the cases that the run was made from.")
def baseline_command(run: Path, out: Path, cases: Path | None) -> None:
    """Write the outcome of every case of RUN as a baseline to compare with."""
    from eval.check import write_baseline
    from eval.files import score_files

    write_baseline(score_files(run, cases, tell=_tell), out)
    _tell(f"wrote {out}")


@eval_group.command("check")
@click.option("--out", type=PATH, default=Path("runs"), show_default=True, help="Folder of runs.")
@click.option("--write", is_flag=True, help="Make this run the baseline.")
def check_command(out: Path, write: bool) -> None:
    """Run the project's gold set without a model; exit 1 when worse than the baseline."""
    from rich.console import Console

    from eval.check import DATA, check, write_baseline
    from eval.report import table
    from eval.side import changes_table, flips_text

    found = check(settings_for(None, reader="extractive"), out, today(), _tell)
    console = Console()
    console.print(table(found.scored))
    if write:
        write_baseline(found.scored, DATA / "baseline.json")
        _tell(f"wrote {DATA / 'baseline.json'}")
    elif found.comparison is None:
        _tell("there is no baseline yet: `dateline eval check --write` makes this run the baseline")
    else:
        console.print("", changes_table(found.comparison.overall), "")
        console.print(flips_text(found.comparison.flips))
        _refuse(found.comparison.failures)


@eval_group.command("tune")
@click.argument("run", type=PATH)
@click.option("--cases", type=PATH, help="Default: the cases that the run was made from.")
@click.option("--split", help="Only cases of this split.")
def tune_command(run: Path, cases: Path | None, split: str | None) -> None:
    """Fit the threshold of a model's yes/no check to RUN, and keep it for that model.

    RUN is made with `--drafts` and `DATELINE_CHECK_THRESHOLD=0.01`, so that the model answers
    alone and the check drops next to nothing.
    """
    from rich.console import Console

    from eval.drafted import tuning_table
    from eval.files import tune_file

    model, kept, found = tune_file(run, cases, split, settings_for(None).models)
    Console().print(tuning_table(found))
    best = next(under.threshold for under, chosen in found if chosen)
    _tell(f"{model}: {best}, kept in {kept}")


@eval_group.command("import")
@click.argument("name", type=click.Choice(SETS))
@click.argument("path", type=PATH)
@click.option("--out", type=PATH, required=True, help="Folder for cases.jsonl and articles.jsonl.")
def import_command(name: str, path: Path, out: Path) -> None:
    """Turn the files of a public data set into cases and articles."""
    from eval.importers import import_set

    cases, articles = import_set(name, path, out)
    _tell(f"{cases:,} cases and {articles:,} articles in {out}")


@eval_group.command("before")
@click.argument("cases", type=PATH)
@click.option("--articles", type=PATH, required=True, help="The articles that the evidence is of.")
@click.option("--out", type=PATH, required=True, help="File of cases.")
def before_command(cases: Path, articles: Path, out: Path) -> None:
    """Ask each question on the day before the first article that tells its answer.

    They count as unanswerable, though an article that is not listed as evidence may tell it
    earlier; run them with --replay or without.
    """
    from eval.before import write_before

    made, left = write_before(cases, articles, out)
    _tell(f"{made:,} cases in {out}; {left:,} left out, with no dated evidence or as follow-ups")


@eval_group.command("judge")
@click.argument("run", type=PATH)
@click.option("--model", required=True, help="Judging model; not the one that answered.")
@click.option("--base-url", help="Its endpoint. Default: that of the settings.")
@click.option("--out", type=PATH, required=True, help="File of marks, one a line.")
@click.option("--cases", type=PATH, help="Default: the cases that the run was made from.")
@click.option("--hand", type=PATH, help="Marks made by hand, {id, label} a line, to agree with.")
def judge_command(run: Path, model: str, base_url: str | None, out: Path, **files: Path) -> None:
    """Mark the answers of RUN with a model, three votes each, and say how far it agrees."""
    from eval.files import judge_files

    settings = settings_for(None, openai_base_url=base_url, model=model)
    for line in judge_files(run, out, settings, files["cases"], files["hand"]):
        click.echo(line)


@eval_group.command("add")
@click.argument("cases", type=PATH)
@click.argument("question")
@click.option("--kind", default="any", show_default=True)
@as_of_option
@library_option
def add_command(cases: Path, question: str, kind: str, library: Path | None, **day: object) -> None:
    """Add QUESTION to CASES: shows what the library has on it, asks for the answer, writes."""
    from assistant.show import hits_text
    from eval.drafts import add
    from eval.entering import enter, require_place

    require_place(cases)
    asked = question_for(question, day["as_of"])  # type: ignore[arg-type]
    assistant = assistant_for(settings_for(library, reader="extractive"))
    hits = assistant.hits(assistant.plan(asked), 8)
    click.echo(hits_text(hits) or "Nothing found.")
    _tell(f"added {add(cases, enter(question, hits, kind, asked.as_of))} to {cases}")


@eval_group.command("drafts")
@click.option("--out", type=PATH, required=True, help="File of drafts, to be completed by hand.")
@library_option
def drafts_command(out: Path, library: Path | None) -> None:
    """Turn the complaints of the chat page into drafts of cases."""
    from assistant.chat.ratings import FILE
    from eval.drafts import write_drafts

    count = write_drafts(settings_for(library).library / FILE, out)
    _tell(f"{count} drafts in {out}; give each its answers, or answerable: false")


def _refuse(failures: list[str]) -> None:
    for failure in failures:
        _tell(f"gate: {failure}")
    if failures:
        raise click.exceptions.Exit(1)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _tell(line: str) -> None:
    click.echo(line, err=True)
