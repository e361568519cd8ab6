"""The command line: arguments in, text or JSON on stdout out, one clear line on stderr for errors.

What a command needs is imported inside it, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from datetime import date
from functools import partial
from pathlib import Path

import click

from assistant.chat.commands import chat, mcp
from assistant.group import Group
from assistant.models import model
from assistant.options import (
    Folder,
    as_of_option,
    assistant_for,
    clock,
    complain,
    json_option,
    library_option,
    print_result,
    question_for,
    reader_option,
    settings_for,
    today,
)

TIMELINE_PASSAGES = 40


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dateline")
def main() -> None:
    """Answer questions about a news archive, with date, outlet and exact quote.

    Start with `dateline load FOLDER`, then `dateline ask "QUESTION"` or `dateline chat`.
    """


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH_OR_URL...")
@click.option("--published", help="Day of publication, over what the articles say themselves.")
@click.option("--source", help="Outlet for articles that do not give one.")
@library_option
@json_option
def load(
    paths: tuple[str, ...],
    published: str | None,
    source: str | None,
    library: Path | None,
    as_json: bool,
) -> None:
    """Load articles from files, folders, feeds and URLs; loading again changes nothing."""
    from assistant.loading import load_articles, report_json, report_text

    settings = settings_for(library)
    loaded = load_articles(settings, paths, published=published, source=source, quiet=as_json)
    for line in loaded.notes(today()):
        complain(line)
    if as_json or not loaded.is_empty:
        print_result(as_json, loaded.report, report_json, report_text)
    if loaded.report.stopped:
        raise KeyboardInterrupt
    if loaded.is_empty:
        raise click.exceptions.Exit(1)


@main.command()
@click.argument("question")
@as_of_option
@reader_option
@library_option
@json_option
def ask(
    question: str, as_of: date | None, reader: str | None, library: Path | None, as_json: bool
) -> None:
    """Answer QUESTION with its sources, or say why the articles do not answer it."""
    from assistant.show import to_json, to_text

    assistant = assistant_for(settings_for(library, reader=reader))
    answer = assistant.ask(question_for(question, as_of))
    print_result(as_json, answer, to_json, to_text)


@main.command()
@click.argument("query")
@click.option(
    "-k", "k", type=click.IntRange(1, 100), default=10, show_default=True, help="How many passages."
)
@as_of_option
@library_option
@json_option
def search(query: str, k: int, as_of: date | None, library: Path | None, as_json: bool) -> None:
    """Find the passages for QUERY, best first."""
    from assistant.show import hits_json, hits_text

    assistant = assistant_for(settings_for(library, reader="extractive"))
    _, hits = assistant.searched(assistant.plan(question_for(query, as_of)), k)
    print_result(as_json, hits, hits_json, hits_text)


@main.command()
@click.argument("query")
@as_of_option
@library_option
@json_option
def timeline(query: str, as_of: date | None, library: Path | None, as_json: bool) -> None:
    """List the dated events that QUERY names, such as "Macron Putin calls", oldest first."""
    from assistant.dated import events_json, events_text
    from assistant.pipeline import quotable
    from assistant.read.chronicle import plain_request
    from assistant.read.extractive import ExtractiveReader

    assistant = assistant_for(settings_for(library, reader="extractive"))
    plan = assistant.plan(question_for(plain_request(query), as_of))
    named = any(c.isalnum() for c in query)
    plan, hits = assistant.searched(plan, TIMELINE_PASSAGES) if named else (plan, [])
    articles = {hit.article.id: hit.article for hit in hits}
    reader, read = assistant.reader, quotable(hits)
    events = reader.timeline(plan, read) if read and isinstance(reader, ExtractiveReader) else ()
    rows = [(event, articles[event.article_id]) for event in events]
    print_result(as_json, rows, events_json, events_text)


main.add_command(chat)
main.add_command(mcp)
main.add_command(model)


@main.command()
@click.argument("sources", type=click.Path(path_type=Path, dir_okay=False), metavar="SOURCES.toml")
@click.option("--every", metavar="TIME", help="Go on, and begin again after 15m, 2h or 1d.")
@library_option
@json_option
def sync(sources: Path, every: str | None, library: Path | None, as_json: bool) -> None:
    """Load what is new in the folders, feeds and addresses that SOURCES.toml names."""
    from assistant.syncing import sync_every, sync_once

    once = partial(sync_once, settings_for(library), sources, clock, as_json=as_json)
    if every:
        sync_every(every, once)
    elif not once():
        raise click.exceptions.Exit(1)


@main.command("list")
@click.option("--stats", is_flag=True, help="Only how much there is, and how fresh it is.")
@library_option
@json_option
def list_(stats: bool, library: Path | None, as_json: bool) -> None:
    """List the articles of the library, newest first."""
    from assistant.keeping import read_stats, stats_json, stats_text
    from assistant.show import rows_json, rows_text
    from index_store.store import Library

    opened = Library.open(settings_for(library).library)
    if stats:
        print_result(as_json, read_stats(opened, clock()), stats_json, stats_text)
    else:
        print_result(as_json, opened.list(), rows_json, rows_text)


@main.command()
@click.argument("article_id")
@library_option
@json_option
def show(article_id: str, library: Path | None, as_json: bool) -> None:
    """Show one article as it is stored."""
    from assistant.show import article_json, article_text
    from index_store.store import Library

    opened = Library.open(settings_for(library).library)
    article = opened.article(article_id)
    fixes = opened.corrected_by([article_id]).get(article_id, [])
    print_result(
        as_json,
        article,
        # Only here: who asks a server need not know its folders.
        lambda a: {**article_json(a, fixes), "path": a.place},
        lambda a: article_text(a, fixes),
    )


@main.command()
@click.argument("articles", nargs=-1, metavar="[ID_OR_URL]...")
@click.option("--query", help="Also those in which one passage has all these words.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@library_option
def remove(articles: tuple[str, ...], query: str | None, yes: bool, library: Path | None) -> None:
    """Remove articles wholly: text, earlier versions, vectors and index."""
    from assistant.keeping import find_articles
    from assistant.show import rows_text
    from index_store.store import Library

    if not articles and not query:
        raise click.UsageError("Name articles by id or address, or give a --query.")
    settings = settings_for(library)
    opened = Library.open(settings.library, vectors_url=settings.vectors_url)
    found = find_articles(opened, articles, query)
    if found and not yes and (query or sys.stdin.isatty()):
        click.echo(rows_text(found), err=True)
        click.confirm("Remove these?", abort=True, err=True)
    click.echo(f"{opened.remove(row.id for row in found)} removed")


@main.command()
@click.option("--repair", is_flag=True, help="Mend what is found.")
@library_option
@json_option
def doctor(repair: bool, library: Path | None, as_json: bool) -> None:
    """Check settings, model files and the library; say what is wrong and how to mend it."""
    from assistant.doctor import examine, to_json, to_text

    checks = examine(settings_for(library), repair=repair)
    print_result(as_json, checks, to_json, to_text)
    if any(check.fault for check in checks):
        raise click.exceptions.Exit(1)


@main.command()
@click.option("--times", is_flag=True, help="Only the times that texts name; quick.")
@library_option
def rebuild(times: bool, library: Path | None) -> None:
    """Make all that is derived from the stored texts again: vectors, and times that they name.

    For a change of the embedding model or of the program; the articles' files are not needed.
    """
    from assistant.loading import rebuild_library, retime_library

    settings = settings_for(library)
    click.echo(f"{retime_library(settings):,} articles read again for the times they name")
    if not times:
        click.echo(f"{rebuild_library(settings):,} passages embedded again")


@main.command()
@click.option("--chat/--no-chat", "open_chat", default=True, help="Open the chat page after.")
@click.option("--port", default=7860, show_default=True)
@click.option(
    "--library",
    type=Folder(),
    help="Folder of the sample library.  [default: .dateline-demo]",
)
def demo(open_chat: bool, port: int, library: Path | None) -> None:
    """Load the sample articles, ask three questions, then open the chat page."""
    from assistant.demo import run

    run(library, port=port if open_chat else None, asked_at=today(), echo=click.echo)


if __name__ == "__main__":
    sys.exit(main())
