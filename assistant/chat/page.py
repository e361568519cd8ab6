"""An assistant in, the page out: its layout, and one method for each thing that a person does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from threading import Event
from typing import Any
from uuid import uuid4

import gradio as gr

from assistant.bounds import too_long
from assistant.cards import (
    bar_html,
    examples_html,
    facts_text,
    failed_html,
    stopped_html,
    welcome_html,
)
from assistant.chat import talk
from assistant.chat.archive import Archive
from assistant.chat.controls import ACTS, AS_OF, DAY, FOLLOW
from assistant.chat.ratings import keep_rating
from assistant.chat.stopping import until
from assistant.chat.talk import Kept, read_day
from assistant.desk import Desk
from assistant.examples import example_questions
from index_store.errors import DatelineError

Update = dict[Any, Any]
# What is being answered: the question, its as-of day, and by what it can be stopped.
Asking = tuple[str, str, str]
# The last evaluation of a library, where `dateline eval report --html` was told to write it.
REPORT = "report.html"
FRAME = '<iframe class="dl-frame" src="report" title="Report of the last evaluation"></iframe>'
LOGGED = "The log of the server says what."
# Example questions come from this many of the newest articles.
NEWEST = 60
# Nobody is being answered.
NOBODY = ("", "", "")


class Page:
    """The chat page over one desk."""

    def __init__(self, desk: Desk, today: Callable[[], date], archive: Archive) -> None:
        self._desk = desk
        self._library = desk.assistant.library
        self._archive = archive
        self._today = today
        self._made: dict[object, list[str]] = {}
        self._halts: dict[str, Event] = {}

    def blocks(self) -> gr.Blocks:
        """Lay out the page."""
        with gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True) as blocks:
            # As text: of a value with parts, gradio would send and apply the differences only,
            # and a state that one event leaves alone would lose its parts.
            self.kept = gr.BrowserState("", storage_key="dateline", secret="dateline")
            self.asking = gr.State(NOBODY)
            self.bar = gr.HTML(js_on_load=ACTS, apply_default_css=False)
            with gr.Tabs(elem_id="dl-tabs"):
                with gr.Tab("Ask") as asking:
                    self._lay_out_ask()
                with gr.Tab("Archive") as tab:
                    self._archive.lay_out(tab)
                if (self._library.folder / REPORT).is_file():
                    with gr.Tab("Evaluation"):
                        gr.HTML(FRAME, apply_default_css=False)
            self._wire(blocks, asking)
        return blocks

    def _lay_out_ask(self) -> None:
        self.welcome = gr.HTML(js_on_load=ACTS, apply_default_css=False)
        self.past = gr.HTML(js_on_load=ACTS, apply_default_css=False)
        self.live = gr.HTML(elem_id="dl-live", js_on_load=FOLLOW, apply_default_css=False)
        with gr.Row(elem_id="dl-composer"):
            self.question = gr.Textbox(
                label="Question", placeholder="Ask a question", lines=1, max_lines=8, scale=9,
                elem_id="dl-question", autofocus=True, container=False,
            )  # fmt: skip
            self.as_of = gr.HTML(
                "", html_template=AS_OF,
                js_on_load=DAY, elem_id="dl-as-of", apply_default_css=False, min_width=150,
            )  # fmt: skip
            self.send = gr.Button("Ask", variant="primary", elem_id="dl-ask", min_width=84)
            self.halt = gr.Button("Stop", visible=False, elem_id="dl-stop", min_width=84)
        self.examples = gr.HTML(js_on_load=ACTS, apply_default_css=False)

    def _wire(self, blocks: gr.Blocks, asking: gr.Tab) -> None:
        """Tie what a person does to the methods below."""
        shown = [self.bar, self.welcome, self.examples, self.past, self.live, self.kept]
        doing = [*shown, self.question, self.as_of, self.send, self.halt, self.asking]
        given = [self.question, self.as_of, self.kept]
        quiet: Any = {"show_progress": "hidden", "api_visibility": "private"}
        typed = [self.question.submit, self.send.click]
        starts = [
            gr.on(typed, self.ask, given, doing, trigger_mode="always_last", **quiet),
            self.as_of.submit(self.ask_as_of, [self.as_of, self.kept], doing, **quiet),
            self.past.again(self.again, [self.kept], doing, **quiet),
            self.examples.example(self.example, [self.as_of, self.kept], doing, **quiet),
            blocks.load(self.arrive, [self.kept], doing, **quiet),
        ]
        blocks.load(self.suggest, [self.kept], [self.examples], **quiet)
        changed = [self.bar, self.welcome, self.examples]
        asking.select(self.look, [self.kept, self.asking], changed, **quiet)
        for change in self._archive.changes:
            change.then(self.look, [self.kept, self.asking], changed, **quiet)
        self.halt.click(self.stop, [self.asking, self.question], [self.question], **quiet)
        for start in starts:
            start.failure(self.fail, [self.asking], doing, **quiet)
        self.past.rate(self.rate, [self.kept], None, **quiet)
        self.bar.fresh(self.fresh, [self.kept], [*shown, self.as_of], **quiet)
        self.bar.turn_to(self.turn_to, [self.kept], shown, **quiet)
        self.bar.forget(self.forget, [self.kept], shown, **quiet)

    def arrive(self, value: str, request: gr.Request) -> Iterator[Update]:
        """Show what the browser kept, and ask the question that stands in the address."""
        kept = talk.read_kept(value)
        yield self._show(kept)
        text = request.query_params.get("q", "").strip()
        as_of = request.query_params.get("as_of", "")
        last = talk.talk(kept)[-1:]
        if text and not any(r["question"] == text and r["as_of"] == as_of for r in last):
            yield from self._answer(text, read_day(as_of), talk.fresh(kept))

    def suggest(self, value: str) -> str:
        """Offer questions on an empty first screen; to make them takes seconds the first time."""
        empty = not talk.talk(talk.read_kept(value))
        return examples_html(self._examples()) if empty else ""

    def look(self, value: str, asking: Asking) -> Update:
        """Tell how the archive is, which has changed or may have."""
        kept = talk.read_kept(value)
        told: Update = {self.bar: self._bar(kept)}
        if not asking[0] and not talk.talk(kept):
            told |= {self.welcome: self._welcome(), self.examples: self.suggest(value)}
        return told

    def ask(self, text: str, as_of: str, value: str) -> Iterator[Update]:
        """Answer what was typed."""
        if refused := too_long(text.strip()):
            yield {self.live: failed_html("", "", refused)}
        elif text.strip():
            yield {self.question: ""}
            yield from self._answer(text.strip(), read_day(as_of), talk.read_kept(value))
        else:
            yield {self.question: gr.skip()}

    def ask_as_of(self, as_of: str, value: str) -> Iterator[Update]:
        """Ask the last question again, as things stood on another day."""
        kept = talk.read_kept(value)
        records = talk.talk(kept)
        if records and records[-1]["as_of"] != as_of:
            last = records[-1]
            yield from self._answer(
                last["question"], read_day(as_of), kept, skip=1, otherwise=talk.otherwise(last)
            )
        else:
            yield {self.question: gr.skip()}

    def again(self, value: str, event: gr.EventData) -> Iterator[Update]:
        """Ask a question of the conversation once more."""
        kept = talk.read_kept(value)
        turn = int(event._data["turn"])
        shown = talk.talk(kept)[turn - 1]
        skip = len(talk.talk(kept)) - turn + 1
        yield from self._answer(shown["question"], read_day(shown["as_of"]), kept, skip=skip)

    def rate(self, value: str, event: gr.EventData) -> None:
        """Keep what a person thinks of an answer."""
        shown = talk.talk(talk.read_kept(value))[int(event._data["turn"]) - 1]
        folder, instead = self._library.folder, str(event._data.get("instead", ""))
        try:
            keep_rating(folder, shown, str(event._data["rating"]), self._today(), instead)
        except OSError as error:
            raise gr.Error(f"The rating could not be written: {error.strerror}.") from None

    def example(self, as_of: str, value: str, event: gr.EventData) -> Iterator[Update]:
        """Ask one of the example questions."""
        question = str(event._data["question"])
        yield from self._answer(question, read_day(as_of), talk.read_kept(value))

    def stop(self, asking: Asking, typed: str) -> Any:
        """Leave the answer that is being made; its question is there again to be edited."""
        halt = self._halts.get(asking[2])
        if halt:
            halt.set()
        return asking[0] if halt and not typed.strip() else gr.skip()

    def fail(self, asking: Asking) -> Update:
        """Say that an answer failed for a reason that only the server's log tells."""
        broken = DatelineError("Something went wrong while this was answered", LOGGED)
        html = failed_html(*asking[:2], broken) if asking[0] else ""
        return {self.live: html, self.asking: NOBODY, **self._buttons(busy=False)}

    def fresh(self, value: str) -> Update:
        """Begin a new conversation, up to today."""
        return self._show(talk.fresh(talk.read_kept(value))) | {self.as_of: ""}

    def turn_to(self, value: str, event: gr.EventData) -> Update:
        """Open a kept conversation."""
        return self._show(talk.turn_to(talk.read_kept(value), int(event._data["n"])))

    def forget(self, value: str, event: gr.EventData) -> Update:
        """Drop a kept conversation."""
        return self._show(talk.forget(talk.read_kept(value), int(event._data["n"])))

    def _answer(
        self, text: str, as_of: date | None, kept: Kept, skip: int = 0, otherwise: str = ""
    ) -> Iterator[Update]:
        """Answer a question; the last `skip` turns are not what it follows on.

        `otherwise` tells what the answer was for another day.
        """
        records = talk.talk(kept)
        before = records[: len(records) - skip]
        token = uuid4().hex
        halt = self._halts[token] = Event()
        asking = (text, as_of.isoformat() if as_of else "", token)
        yield {
            **self._show(kept),
            self.welcome: "",
            self.examples: "",
            self.asking: asking,
            **self._buttons(busy=True),
        }
        answered = False
        try:
            for moment in until(halt, talk.answer(self._desk, text, as_of, before, self._today())):
                if moment.record is None:
                    yield {self.live: moment.html}
                else:
                    answered = True
                    told = moment.record | {"otherwise": otherwise}
                    kept = talk.with_talk(kept, [*records, told])
                    yield self._show(kept)
            if halt.is_set() and not answered:
                yield {self.live: stopped_html(*asking[:2])}
        finally:
            del self._halts[token]
        yield {self.asking: NOBODY, **self._buttons(busy=False)}

    def _show(self, kept: Kept) -> Update:
        records = talk.talk(kept)
        return {
            self.bar: self._bar(kept),
            self.welcome: "" if records else self._welcome(),
            self.examples: "" if records else examples_html(self._known_examples()),
            self.past: talk.talk_html(records),
            self.live: "",
            self.kept: talk.write_kept(kept),
        }

    def _bar(self, kept: Kept) -> str:
        return bar_html(kept["talks"], kept["at"], self._library.newest_day())

    def _examples(self) -> list[str]:
        """Make questions of the newest articles, once for each state of the library."""
        library = self._library
        state = (library.counts(), library.newest_day())
        made = self._made.get(state)
        if made is None:
            rows = library.list()[:NEWEST]
            found = library.articles_by_id(row.id for row in rows)
            made = example_questions([found[row.id] for row in rows if row.id in found])
            self._made = {state: made}
        return made

    def _known_examples(self) -> list[str]:
        return next(iter(self._made.values()), [])

    def _welcome(self) -> str:
        library = self._library
        facts = facts_text(
            library.counts().articles, library.outlet_count(), library.newest_day(), self._today()
        )
        return welcome_html(facts, str(library.folder))

    def _buttons(self, *, busy: bool) -> Update:
        return {self.send: gr.Button(visible=not busy), self.halt: gr.Button(visible=busy)}
