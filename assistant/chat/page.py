"""An assistant in, the page out: its layout, and one method for each thing that a person does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from importlib.resources import files
from typing import Any

import gradio as gr

from assistant.cards import Record
from assistant.chat import talk
from assistant.pipeline import Assistant
from index_store.dates.strings import parse

TITLE = "Dateline"
SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Liberation Sans", "sans-serif")
MONO = ("ui-monospace", "SF Mono", "Consolas", "Liberation Mono", "monospace")
# Buttons inside the conversation send what they stand for as one event.
ACT = """element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-act]');
  if (button) trigger('act', {...button.dataset});
});"""


def theme() -> gr.themes.Base:
    """Return the theme; its fonts are names only, so that none is fetched."""
    made = gr.themes.Base(
        primary_hue="stone", neutral_hue="stone", font=SANS, font_mono=MONO, radius_size="sm"
    )
    made._font_css, made._stylesheets = [], []
    return made


def head() -> str:
    """Return style and script of the page, for its head."""
    here = files("assistant.chat")
    style = (here / "page.css").read_text(encoding="utf-8")
    script = (here / "page.js").read_text(encoding="utf-8")
    return f"<style>{style}</style><script>{script}</script>"


class Page:
    """The chat page over one assistant."""

    def __init__(self, assistant: Assistant, today: Callable[[], date]) -> None:
        self._assistant = assistant
        self._today = today

    def blocks(self) -> gr.Blocks:
        """Lay out the page and tie what a person does to the methods below."""
        with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as blocks:
            records = gr.BrowserState([], storage_key="dateline-talk", secret="dateline")
            gr.HTML(f'<h1 class="dl-mast">{TITLE}</h1>', elem_id="dl-mast")
            past = gr.HTML(elem_id="dl-past", js_on_load=ACT, apply_default_css=False)
            live = gr.HTML(elem_id="dl-live", apply_default_css=False)
            with gr.Row(elem_id="dl-composer"):
                question = gr.Textbox(
                    label="Question", placeholder="Ask the archive", lines=1, max_lines=6,
                    scale=8, elem_id="dl-question", autofocus=True,
                )  # fmt: skip
                as_of = gr.DateTime(
                    label="As of", include_time=False, type="string", scale=2, min_width=150,
                    elem_id="dl-as-of",
                )  # fmt: skip
                send = gr.Button("Ask", variant="primary", scale=1, min_width=90, elem_id="dl-ask")
                stop = gr.Button("Stop", visible=False, scale=1, min_width=90, elem_id="dl-stop")
            shown = [past, live, records, question, send, stop]
            given = [question, as_of, records]
            asking = gr.on([question.submit, send.click], self.ask, given, shown)
            stop.click(self.stop, [records], shown, cancels=[asking])
            blocks.load(self.open, [records], [past])
        return blocks

    def open(self, records: list[Record]) -> str:
        """Show the conversation that the browser kept."""
        return talk.conversation_html(records)

    def ask(self, text: str, as_of: Any, records: list[Record]) -> Iterator[tuple[Any, ...]]:
        """Answer a question, step by step."""
        if not text.strip():
            yield (gr.skip(),) * 6
            return
        day = read_day(as_of)
        busy = (gr.Button(visible=False), gr.Button(visible=True))
        idle = (gr.Button(visible=True), gr.Button(visible=False))
        for state in talk.ask(self._assistant, text.strip(), day, records, self._today):
            if state.done:
                html = talk.conversation_html(state.records)
                yield (html, state.live, state.records, gr.skip(), *idle)
            else:
                yield (gr.skip(), state.live, gr.skip(), "", *busy)

    def stop(self, records: list[Record]) -> tuple[Any, ...]:
        """Leave the answer that is being made."""
        idle = (gr.Button(visible=True), gr.Button(visible=False))
        return (gr.skip(), '<p class="dl-stopped">Stopped.</p>', records, gr.skip(), *idle)


def read_day(value: Any) -> date | None:
    """Read what the date control gives; None when it is empty."""
    if not value or not str(value).strip():
        return None
    found = parse(str(value).partition(" ")[0]) or parse(str(value))
    if found is None:
        raise gr.Error(f"“{value}” is not a date. Write it as 2025-07-01.", print_exception=False)
    return found.date() if isinstance(found, datetime) else found
