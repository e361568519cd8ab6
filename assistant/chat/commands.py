"""`dateline chat` and `dateline mcp`: arguments in, a server out; imports wait until they run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assistant.options import Command, library_option, reader_option, settings_for

_FILE = click.Path(path_type=Path, dir_okay=False)


def log_options(command: Command) -> Command:
    """Add `--log` and `--log-questions`."""
    texts = click.option(
        "--log-questions", is_flag=True, help="Write the texts of questions into the log too."
    )
    return click.option("--log", type=_FILE, help="Append the log to FILE, not stderr.")(
        texts(command)
    )


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=7860, show_default=True)
@click.option("--root-path", default="", help="Where a proxy puts the page, such as /news.")
@click.option(
    "--auth", type=_FILE,
    help="File of users who are let in; needed when HOST is not this machine.",
)  # fmt: skip
@click.option("--add-user", metavar="NAME", help="Write a user to the --auth file, and stop.")
@click.option("--read-only", is_flag=True, help="Nothing can be loaded or removed on the page.")
@log_options
@reader_option
@library_option
def chat(host: str, port: int, reader: str | None, library: Path | None, **options: Any) -> None:
    """Open the chat page; the same server answers programs at /api and agents at /mcp."""
    from assistant.chat.start import add_user, start

    if options["add_user"]:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        add_user(options["auth"], options["add_user"], password)
        return
    start(settings_for(library, reader=reader), (host, port), options)


@click.command()
@log_options
@reader_option
@library_option
def mcp(reader: str | None, library: Path | None, log: Path | None, log_questions: bool) -> None:
    """Answer an agent over stdin and stdout: tools ask, search, get_article (MCP)."""
    from assistant.chat.start import log_to, start_mcp

    start_mcp(settings_for(library, reader=reader), log_to(log, texts=log_questions))
