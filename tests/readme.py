"""The commands and settings in, the generated parts of README.md out; cog runs it.

python -m cogapp -r README.md        writes them
python -m cogapp --check README.md   says whether they are true
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

import click
from click.testing import CliRunner
from pydantic_core import PydanticUndefined

from assistant.cli import main
from assistant.config import Settings, variable

WIDTH = 88


def commands() -> str:
    """Return the help of every command, as a terminal shows it."""
    group = click.Context(main, info_name="dateline", **main.context_settings)
    parts = [_help(main, group)]
    for name in main.list_commands(group):
        command = main.get_command(group, name)
        assert command is not None
        parts.append(_help(command, click.Context(command, info_name=name, parent=group)))
    return _fenced("\n\n".join(parts))


def settings() -> str:
    """Return the table of settings."""
    rows = ["| variable | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = "" if default in (None, "", PydanticUndefined) else f"`{default}`"
        rows.append(f"| `{variable(name)}` | {shown} | {field.description} |")
    return "\n" + "\n".join(rows) + "\n"


def asked(*questions: str) -> str:
    """Return what `dateline ask` prints for the questions over the sample articles."""
    with _outside(), as_file(files("eval") / "data") as data:
        names = (data / "sample.txt").read_text(encoding="utf-8").split()
        _run("load", *[str(data / "articles" / name) for name in names])
        shown = [f'$ dateline ask "{text}"\n{_run("ask", text)}' for text in questions]
    return _fenced("\n".join(shown).rstrip())


def _run(*args: str) -> str:
    result = CliRunner().invoke(main, args, catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return result.stdout


@contextmanager
def _outside() -> Iterator[None]:
    """Be in an empty folder with a library of its own and no settings from elsewhere."""
    before, here = dict(os.environ), Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        for name in before:
            if name.startswith(("DATELINE_", "OPENAI_")):
                del os.environ[name]
        os.environ["DATELINE_LIBRARY"] = str(Path(folder) / "library")
        os.environ["DATELINE_MODELS"] = str(Path(folder) / "models")
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(here)
            os.environ.clear()
            os.environ.update(before)


def _help(command: click.Command, ctx: click.Context) -> str:
    ctx.terminal_width = ctx.max_content_width = WIDTH
    return command.get_help(ctx)


def _fenced(text: str) -> str:
    return f"\n```text\n{text}\n```\n"
