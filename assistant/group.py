"""The commands as one group: a command's name in, the command out; its errors become one line."""

from __future__ import annotations

from errno import EPIPE
from typing import Any

import click

from assistant.options import complain
from index_store.errors import DatelineError


class Group(click.Group):
    """The commands, in the order of use; `eval` is loaded from its own package when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order in which they were defined, `eval` last."""
        del ctx
        return [*self.commands, "eval"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a command; eval depends on this package, so it is looked up by name."""
        if cmd_name == "eval":
            from importlib import import_module

            group: click.Command = import_module("eval.cli").eval_group
            return group
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; the one place where errors become one line and an exit status."""
        try:
            return super().invoke(ctx)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            command = (error.ctx or ctx).command_path
            complain(f"{error.format_message()} Try '{command} --help'.")
            ctx.exit(error.exit_code)
        except DatelineError as error:
            complain(str(error))
            ctx.exit(1)
        except OSError as error:
            # A reader that closed the pipe is no error; click ends the command in silence.
            if error.errno == EPIPE:
                raise
            # A full disk has no name.
            place, remedy = (
                (f"{error.filename}: ", "Check the path and its permissions.")
                if error.filename is not None
                else ("", "Check that there is room on the disk, then do the same again.")
            )
            complain(f"{place}{error.strerror or error}. {remedy}")
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("dateline: stopped; what was done is kept", err=True)
            ctx.exit(130)
