"""An assistant in, the archive tab out: load, browse and search, remove."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from queue import Empty, SimpleQueue
from typing import Any

import gradio as gr

from assistant.cards.archive import (
    Line,
    articles_html,
    outlets_html,
    report_html,
    sources_html,
    stale_html,
    trouble_html,
)
from assistant.chat.controls import REMOVE
from assistant.chat.talk import read_day
from assistant.desk import Desk
from index_store.articles import read_articles
from index_store.build import BuildReport, build
from index_store.errors import DatelineError, InputError
from index_store.load.fetch import Fetcher
from index_store.load.visit import Visitor
from index_store.store import ArticleRow

Update = dict[Any, Any]


class Archive:
    """The archive tab over one desk; `writable` gives it the means to load and remove.

    `allow` are hosts and networks of an intranet that may be loaded from.
    """

    def __init__(
        self,
        desk: Desk,
        today: Callable[[], date],
        *,
        writable: bool = True,
        allow: tuple[str, ...] = (),
    ) -> None:
        self._desk = desk
        self._allow = allow
        self._library = desk.assistant.library
        self._today = today
        self._writable = writable
        self.changes: list[Any] = []

    def lay_out(self, tab: gr.Tab) -> None:
        """Lay out the tab and tie what a person does to the methods below.

        Those that change the library are in `changes` then.
        """
        self.stale = gr.HTML(apply_default_css=False)
        if self._writable:
            self._lay_out_loading()
        with gr.Row(elem_id="dl-shelves"):
            with gr.Column(scale=3, min_width=320):
                self._lay_out_list()
            with gr.Column(scale=1, min_width=320):
                self.outlets = gr.HTML(apply_default_css=False)
        quiet: Any = {"show_progress": "hidden", "api_visibility": "private"}
        shown = [self.stale, self.listed, self.outlets]
        gr.on([self.words.submit, self.find.click], self.search, [self.words], shown, **quiet)
        tab.select(self.show, None, shown, **quiet)
        if self._writable:
            doing = [*shown, self.report, self.files, self.address]
            given = [self.files, self.address, self.day, self.outlet]
            alone = quiet | {"concurrency_limit": 1}
            self.changes = [
                self.start.click(self.load, given, doing, **alone),
                self.listed.remove(self.remove, [self.words], doing, **alone),
            ]

    def _lay_out_list(self) -> None:
        with gr.Row(elem_id="dl-browse"):
            self.words = gr.Textbox(
                label="Search the archive", placeholder="Words or an outlet",
                max_lines=1, scale=4, container=False,
            )  # fmt: skip
            self.find = gr.Button("Search", scale=0, min_width=96, elem_id="dl-find")
        self.listed = gr.HTML(js_on_load=REMOVE, apply_default_css=False, elem_id="dl-listed")

    def _lay_out_loading(self) -> None:
        with gr.Accordion("Load articles", open=False, elem_id="dl-load"):
            self.files = gr.File(label="Files", file_count="multiple", type="filepath", height=130)
            self.address = gr.Textbox(
                label="Web address of an article or feed", placeholder="https://", max_lines=1
            )
            with gr.Row():
                self.day = gr.Textbox(
                    label="Published, instead of what the articles say", max_lines=1,
                    placeholder="2025-07-01",
                )  # fmt: skip
                self.outlet = gr.Textbox(label="Outlet, for articles that name none", max_lines=1)
            self.start = gr.Button("Load", variant="primary", elem_id="dl-load-start")
            self.report = gr.HTML(apply_default_css=False, elem_id="dl-report")

    def show(self) -> Update:
        """List all articles, and how fresh the outlets are."""
        rows = self._library.list()
        return self._shown(rows, [Line(row) for row in rows])

    def search(self, words: str) -> Update:
        """List the articles that words find, best first; all of them for no words."""
        if not words.strip():
            return self.show()
        try:
            return self._found(words)
        except DatelineError as error:
            return {self.listed: trouble_html(f"{error.problem}.", error.remedy)}

    def _found(self, words: str) -> Update:
        rows = self._library.list()
        by_id = {row.id: row for row in rows}
        found = self._desk.find(words)
        lines = [Line(by_id[f.id], f.start, f.end) for f in found if f.id in by_id]
        return self._shown(rows, lines)

    def load(
        self, paths: Sequence[str] | None, address: str, day: str, outlet: str
    ) -> Iterator[Update]:
        """Load uploads and an address, with the count so far and then the report."""
        wanted = [*(paths or []), *([address.strip()] if address.strip() else [])]
        if not wanted:
            yield {self.report: trouble_html("Nothing to load.", "Choose files or an address.")}
            return
        if address.strip() and not address.strip().casefold().startswith(("http://", "https://")):
            yield {self.report: trouble_html("A web address begins with https://.")}
            return
        yield {self.report: '<p class="dl-newest" role="status">Loading…</p>'}
        try:
            for report in _reports(lambda tell: self._build(wanted, day, outlet, tell)):
                yield {self.report: report_html(report)}
            self._desk.log.write("load", via=self._desk.via, **counts(report))
        except DatelineError as error:  # what was chosen stays, to be loaded once that is mended
            yield self.show() | {self.report: trouble_html(f"{error.problem}.", error.remedy)}
        else:
            left = address if any(place == address.strip() for place, _ in report.skipped) else ""
            yield self.show() | {self.files: None, self.address: left}

    def remove(self, words: str, event: gr.EventData) -> Update:
        """Take an article out, wholly; what else was found stays listed."""
        try:
            removed = str(event._data["id"])
            self._library.remove([removed])
            self._desk.log.write("remove", via=self._desk.via, id=removed)
        except DatelineError as error:
            return {self.report: trouble_html(f"{error.problem}.", error.remedy)}
        return self.search(words)

    def _build(
        self, wanted: Sequence[str], day: str, outlet: str, tell: Callable[[BuildReport], None]
    ) -> BuildReport:
        published = read_day(day)
        if day.strip() and published is None:
            raise InputError(f"“{day}” is not a date", "Write it as 2025-07-01.")
        visitor = Visitor(Fetcher(allow_private=self._allow))
        source = outlet.strip() or None
        articles = read_articles(wanted, published=published, source=source, visitor=visitor)
        return build(self._library, articles, self._desk.assistant.embedder, progress=tell)

    def _shown(self, rows: Sequence[ArticleRow], lines: Sequence[Line]) -> Update:
        today = self._today()
        fresh = outlets_html(rows, today) if rows else ""
        fresh += sources_html(self._library.freshness().values(), today)
        return {
            self.stale: stale_html(self._library.newest_day(), today),
            self.listed: articles_html(lines, len(rows), removable=self._writable),
            self.outlets: fresh,
        }


def counts(report: BuildReport) -> dict[str, int]:
    """Return what a load came to, in numbers."""
    names = ("read", "added", "updated", "unchanged", "duplicate", "undated")
    return {name: getattr(report, name) for name in names} | {"skipped": len(report.skipped)}


def _reports(work: Callable[[Callable[[BuildReport], None]], BuildReport]) -> Iterator[BuildReport]:
    """Do work that tells how far it is; yield what it tells, and last what it returns."""
    told: SimpleQueue[BuildReport] = SimpleQueue()
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(work, told.put)
        while not done.done():
            try:
                yield told.get(timeout=0.1)
            except Empty:
                continue
        yield done.result()
