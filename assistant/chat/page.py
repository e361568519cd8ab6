"""An assistant in, the page out: its layout, and one method for each thing that a person does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import gradio as gr

from assistant.bounds import too_long
from assistant.cards import (
    Record,
    bar_html,
    failed_html,
    stopped_html,
)
from assistant.chat import talk
from assistant.chat.archive import Archive
from assistant.chat.controls import ACTS, AS_OF, DAY, FOLLOW, KEEP, LINE, WAITING
from assistant.chat.first import FirstScreen
from assistant.chat.ratings import keep_rating
from assistant.chat.stopping import Halt, until
from assistant.chat.talk import Asking, Kept, read_day
from assistant.desk import Desk
from index_store.errors import DatelineError

Update = dict[Any, Any]
# An answer that is not yet in its conversation.
Told = tuple[Asking, Record]
# The last evaluation of a library, where `dateline eval report --html` was told to write it.
REPORT = "report.html"
FRAME = '<iframe class="dl-frame" src="report" title="Report of the last evaluation"></iframe>'
LOGGED = "The log of the server says what."
# An answer that was left ends within a tenth of that.
LEAVING_S = 2.0


class Page:
    """The chat page over one desk."""

    def __init__(self, desk: Desk, today: Callable[[], date], archive: Archive) -> None:
        self._desk = desk
        self._library = desk.assistant.library
        self._archive = archive
        self._today = today
        self._first = FirstScreen(self._library)
        self._halts: dict[str, Halt] = {}

    def blocks(self) -> gr.Blocks:
        """Lay out the page."""
        with gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True) as blocks:
            self.kept = gr.HTML("", html_template="<i></i>", js_on_load=KEEP, visible="hidden")
            self.asking = gr.State(None)
            self.told = gr.State(None)
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
            # Busy until what the browser kept is shown.
            self.line = gr.HTML(
                "busy", html_template=WAITING, js_on_load=LINE, elem_id="dl-line",
                apply_default_css=False,
            )  # fmt: skip
        self.examples = gr.HTML(js_on_load=ACTS, apply_default_css=False)

    def _wire(self, blocks: gr.Blocks, asking: gr.Tab) -> None:
        """Tie what a person does to the methods below."""
        shown = [self.bar, self.welcome, self.examples, self.past, self.live, self.kept]
        idle = [self.send, self.halt, self.line, self.asking]
        doing = [*shown, *idle, self.question, self.as_of, self.told]
        given = [self.kept, self.asking]
        quiet: Any = {"show_progress": "hidden", "api_visibility": "private"}
        # The line sends a question when the one before it is done; what is asked for another day
        # does not wait.
        at_once = quiet | {"trigger_mode": "multiple"}
        starts = [
            self.line.ask(self.ask, [self.kept, self.question], doing, **at_once),
            self.as_of.submit(self.ask_as_of, [self.as_of, *given], doing, **at_once),
            self.kept.arrive(self.arrive, [self.kept], doing, **quiet),
        ]
        for start in starts:
            start.success(self.keep, [self.told, *given], doing, **at_once)
            start.failure(self.fail, [self.asking], doing, **quiet)
        self.kept.arrive(self.suggest, [self.kept], [self.examples], **quiet)
        changed = [self.bar, self.welcome, self.examples]
        asking.select(self.look, given, changed, **quiet)
        for change in self._archive.changes:
            change.then(self.look, given, changed, **quiet)
        self.halt.click(self.stop, [self.asking, self.question], [self.question], **quiet)
        self.past.rate(self.rate, [self.kept], [self.kept], **quiet)
        self.bar.fresh(self.fresh, given, doing, **quiet)
        self.bar.turn_to(self.turn_to, given, doing, **quiet)
        self.bar.forget(self.forget, given, doing, **quiet)

    def arrive(self, value: str, request: gr.Request) -> Iterator[Update]:
        """Show what the browser kept, and ask the question that stands in the address."""
        kept = talk.read_kept(value)
        text = request.query_params.get("q", "").strip()
        as_of = _iso(request.query_params.get("as_of", ""))
        last = talk.talk(kept)[-1:]
        if text and not any(r["question"] == text and r["as_of"] == as_of for r in last):
            kept = talk.fresh(kept)
            yield self._show(kept) | {self.welcome: "", self.examples: ""}
            yield from self._answer(Asking(question=text, as_of=as_of, talk=kept["at"]), kept)
        else:
            yield self._show(kept) | self._idle()

    def suggest(self, value: str) -> str:
        """Offer questions on an empty first screen; to make them takes seconds the first time."""
        empty = not talk.talk(talk.read_kept(value))
        return self._first.examples() if empty else ""

    def look(self, value: str, asking: Asking) -> Update:
        """Tell how the archive is, which has changed or may have."""
        kept = talk.read_kept(value)
        told: Update = {self.bar: self._bar(kept)}
        if not asking and not talk.talk(kept):
            told |= {
                self.welcome: self._first.welcome(self._today()),
                self.examples: self.suggest(value),
            }
        return told

    def ask(self, value: str, typed: str, event: gr.EventData) -> Iterator[Update]:
        """Answer the next question of the line; what is asked again follows on what it did."""
        text, kept = str(event._data["question"]), talk.read_kept(value)
        last = talk.talk(kept)[-1]["id"] if talk.talk(kept) else ""
        asking = Asking(
            question=text, as_of=_iso(str(event._data["as_of"])),
            talk=kept["at"], follows=str(event._data.get("follows", last)),
        )  # fmt: skip
        if refused := too_long(text):
            back = {} if typed.strip() else {self.question: text}
            yield {self.live: failed_html("", "", refused)} | back | self._idle()
        else:
            yield from self._answer(asking, kept)

    def ask_as_of(self, as_of: str, value: str, asking: Asking | None) -> Iterator[Update]:
        """Ask the last question again, for another day; nobody waits for its answer."""
        kept, day = talk.read_kept(value), _iso(as_of)
        last = asking if asking and asking.id in self._halts else talk.asked_last(kept)
        if last and last.as_of != day:
            self._leave(asking)
            yield from self._answer(last.on(day), kept)
        else:
            yield {self.question: gr.skip()}

    def rate(self, value: str, event: gr.EventData) -> str:
        """Keep what a person thinks of an answer."""
        kept, rating = talk.read_kept(value), str(event._data["rating"])
        for shown in talk.talk(kept):
            if shown["id"] == event._data["id"]:
                try:
                    keep_rating(self._library.folder, shown, rating, self._today())
                except OSError as error:
                    told = f"The rating could not be written: {error.strerror}."
                    raise gr.Error(told) from None
        return talk.write_kept(talk.rate(kept, str(event._data["id"]), rating))

    def stop(self, asking: Asking | None, typed: str) -> Any:
        """Leave the answer that is being made; its question is there again to be edited."""
        halt = self._halts.get(asking.id) if asking else None
        if halt:
            halt.asked.set()
        return asking.question if asking and halt and not typed.strip() else gr.skip()

    def fail(self, asking: Asking | None) -> Update:
        """Say that an answer failed for a reason that only the server's log tells."""
        broken = DatelineError("Something went wrong while this was answered", LOGGED)
        html = failed_html(asking.question, asking.as_of, broken) if asking else ""
        return {self.live: html} | self._idle()

    def fresh(self, value: str, asking: Asking | None) -> Update:
        """Begin a new conversation, up to today."""
        self._leave(asking)
        return self._show(talk.fresh(talk.read_kept(value))) | self._idle() | {self.as_of: ""}

    def turn_to(self, value: str, asking: Asking | None, event: gr.EventData) -> Update:
        """Open a kept conversation."""
        self._leave(asking)
        kept = talk.turn_to(talk.read_kept(value), str(event._data["id"]))
        return self._show(kept) | self._idle()

    def forget(self, value: str, asking: Asking | None, event: gr.EventData) -> Update:
        """Drop a kept conversation; the answer to another one goes on."""
        kept, name = talk.read_kept(value), str(event._data["id"])
        left = talk.forget(kept, name)
        if name != kept["at"]:
            return {self.bar: self._bar(left), self.kept: talk.write_kept(left)}
        self._leave(asking)
        return self._show(left) | self._idle()

    def keep(self, told: Told | None, value: str, asking: Asking | None) -> Update:
        """Put an answer into its conversation, as the browser has it by now."""
        if told is None:
            return {self.told: None}
        kept = talk.add(talk.read_kept(value), *told)
        shown = self._show(kept) | {self.told: None}
        if asking and asking.id != told[0].id:  # another one is being answered already
            return {part: shown[part] for part in (self.bar, self.past, self.kept, self.told)}
        return shown | self._idle()

    def _answer(self, asking: Asking, kept: Kept) -> Iterator[Update]:
        """Answer a question; who leaves it for something else says what is shown then."""
        halt = self._halts[asking.id] = Halt()
        yield {  # not what is kept, which may change meanwhile
            self.live: "",
            self.welcome: "",
            self.examples: "",
            self.told: None,
            self.asking: asking,
            **self._buttons(f"busy {asking.id}"),
        }
        made = None
        before = talk.before(talk.talk(kept), asking.follows)
        day = read_day(asking.as_of)
        try:
            told = talk.answer(self._desk, asking.question, day, before, self._today())
            for moment in until(halt.asked, told):
                made = moment.record
                if made is None:
                    yield {self.live: moment.html}
        finally:
            left = self._halts.pop(asking.id, None) is None
            halt.ended.set()
        if made:
            yield {self.told: (asking, made)}
        elif not left:
            html = stopped_html(asking.question, asking.as_of)
            yield ({self.live: html} if halt.asked.is_set() else {}) | self._idle()

    def _leave(self, asking: Asking | None) -> None:
        """Halt an answer that nobody wants any more, and wait until it shows no more of itself."""
        halt = self._halts.pop(asking.id, None) if asking else None
        if halt:
            halt.asked.set()
            halt.ended.wait(LEAVING_S)

    def _show(self, kept: Kept) -> Update:
        records = talk.talk(kept)
        return {
            self.bar: self._bar(kept),
            self.welcome: "" if records else self._first.welcome(self._today()),
            self.examples: "" if records else self._first.known_examples(),
            self.past: talk.talk_html(records),
            self.live: "",
            self.kept: talk.write_kept(kept),
        }

    def _bar(self, kept: Kept) -> str:
        talks = {one["id"]: one["turns"][0] for one in kept["talks"] if one["turns"]}
        return bar_html(talks, kept["at"], self._library.newest_day())

    def _idle(self) -> Update:
        """Nobody is being answered; the line is told so even where it knew."""
        return {self.asking: None, **self._buttons(f"idle {uuid4().hex}")}

    def _buttons(self, state: str) -> Update:
        busy = state.startswith("busy")
        return {
            self.send: gr.Button(visible=not busy),
            self.halt: gr.Button(visible=busy),
            self.line: state,
        }


def _iso(text: str) -> str:
    day = read_day(text)
    return day.isoformat() if day else ""
