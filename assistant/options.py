"""What the commands share: options, settings read from them, lines printed for people or programs.

What a command needs is imported inside it, so that `--help` answers at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.pipeline import Assistant
    from assistant.types import Question

Command = Callable[..., Any]


class Folder(click.Path):
    """A folder; an empty one counts as not given, as an empty variable does."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, file_okay=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Give the path; None for an empty one, which would be the working directory."""
        return super().convert(value, param, ctx) if value else None


def library_option(command: Command) -> Command:
    """Add `--library`."""
    return click.option(
        "--library",
        type=Folder(),
        help="Folder of the library. [env: DATELINE_LIBRARY]",
    )(command)


def json_option(command: Command) -> Command:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def as_of_option(command: Command) -> Command:
    """Add `--as-of`."""
    return click.option(
        "--as-of",
        metavar="YYYY-MM-DD",
        callback=_day,
        help="Answer with what was published by the end of that day.",
    )(command)


def _day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is not a day such as 2025-07-01.") from error


def reader_option(command: Command) -> Command:
    """Add `--reader`."""
    return click.option(
        "--reader",
        type=click.Choice(["auto", "extractive", "llm"]),
        help="Who reads: auto takes a model where one is set or pulled, else the built-in one.",
    )(command)


def complain(line: str) -> None:
    """Print one line on stderr."""
    click.echo(f"dateline: {' '.join(line.split())}", err=True)


def clock() -> datetime:
    """Return the time, with its zone."""
    return datetime.now().astimezone()


def today() -> date:
    """Return the day on which the command runs."""
    return clock().date()


def settings_for(library: Path | None = None, **options: object) -> Settings:
    """Read the settings, with what was given on the command line on top."""
    from assistant.config import read_settings

    return read_settings(library=library, **options)


def assistant_for(settings: Settings) -> Assistant:
    """Open the library and make its assistant."""
    from assistant.setup import open_assistant

    return open_assistant(settings)


def print_result(as_json: bool, value: Any, in_json: Command, in_text: Command) -> None:
    """Print a value the way that was asked for."""
    if as_json:
        click.echo(json.dumps(in_json(value), ensure_ascii=False, indent=2))
    else:
        click.echo(in_text(value))


def question_for(text: str, as_of: date | None) -> Question:
    """Make a question asked today."""
    from assistant.types import Question

    return Question(text=text, asked_at=today(), as_of=as_of)
