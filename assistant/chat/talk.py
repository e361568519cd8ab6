"""What a person asks and keeps in, what the page shows out; nothing here knows gradio."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from assistant.cards import Record, failed_html, pending_html, record, record_html
from assistant.types import Answer, Question, Step, Turn
from assistant.words import date_words
from index_store.dates.strings import parse
from index_store.errors import DatelineError

# A follow-up refers to what was just said; browsers keep about five million characters.
REMEMBERED = 6
KEPT_TALKS, KEPT_TURNS = 12, 20


class Talk(TypedDict):
    """A conversation."""

    id: str
    turns: list[Record]


class Kept(TypedDict):
    """What the browser keeps: conversations with a question, and the id of the open one.

    A new conversation is open and not among them.
    """

    at: str
    talks: list[Talk]


class Streams(Protocol):
    """What answers: an `Assistant`, or a stand-in."""

    def stream(self, question: Question) -> Iterator[Step | Answer]:
        """Yield steps, then the answer."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One moment while a question is answered.

    Attributes:
        html: the question with its steps, or why there is no answer; empty once there is one.
        record: the answer, in the last moment only.
    """

    html: str = ""
    record: Record | None = None


def _new_id() -> str:
    return uuid4().hex


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A question that is being answered.

    Attributes:
        as_of: its day in ISO 8601; empty for now.
        talk: the conversation that its answer belongs to.
        follows: the turn of it that the question follows on; empty where it begins one.
        otherwise: what the answer was for another day.
        id: that of its answer.
    """

    question: str
    as_of: str
    talk: str
    follows: str = ""
    otherwise: str = ""
    id: str = field(default_factory=_new_id)

    def on(self, as_of: str) -> Asking:
        """Return the same question for another day."""
        return replace(self, as_of=as_of, id=_new_id())


_KEPT = TypeAdapter(Kept)


def empty() -> Kept:
    """Return what a new browser keeps: nothing, and a new conversation is open."""
    return Kept(at=_new_id(), talks=[])


def write_kept(kept: Kept) -> str:
    """Write what the browser keeps, as JSON in which nothing looks like a tag."""
    return _KEPT.dump_json(kept).decode().replace("<", "\\u003c")


def read_kept(text: str) -> Kept:
    """Read what a browser sent back; what does not fit, as from an older version, is dropped."""
    try:
        return _KEPT.validate_json(text)
    except ValidationError:
        return empty()


def talk(kept: Kept) -> list[Record]:
    """Return the open conversation."""
    return next((one["turns"] for one in kept["talks"] if one["id"] == kept["at"]), [])


def add(kept: Kept, asking: Asking, made: Record) -> Kept:
    """Put an answer into its conversation; nothing changes where that was left or forgotten."""
    made = made | {"id": asking.id, "follows": asking.follows}
    made = made | {"otherwise": asking.otherwise}
    talks = {one["id"]: one["turns"] for one in kept["talks"]}
    turns = talks.get(asking.talk, [])
    if any(r["id"] == asking.id for r in turns) or (not turns and asking.talk != kept["at"]):
        return kept
    talks[asking.talk] = [*turns, made][-KEPT_TURNS:]
    told = [Talk(id=name, turns=turns) for name, turns in talks.items()]
    return Kept(at=kept["at"], talks=told[-KEPT_TALKS:])


def rate(kept: Kept, turn: str, rating: str) -> Kept:
    """Note what was thought of an answer of the open conversation."""
    turns = [r | {"rating": rating} if r["id"] == turn else r for r in talk(kept)]
    talks = [Talk(id=t["id"], turns=turns) if t["id"] == kept["at"] else t for t in kept["talks"]]
    return Kept(at=kept["at"], talks=talks)


def fresh(kept: Kept) -> Kept:
    """Open a new conversation."""
    return Kept(at=_new_id(), talks=kept["talks"])


def turn_to(kept: Kept, name: str) -> Kept:
    """Open a kept conversation."""
    known = any(one["id"] == name for one in kept["talks"])
    return Kept(at=name, talks=kept["talks"]) if known else kept


def forget(kept: Kept, name: str) -> Kept:
    """Drop a conversation, and open a new one when it was the open one."""
    left = Kept(at=kept["at"], talks=[one for one in kept["talks"] if one["id"] != name])
    return fresh(left) if name == kept["at"] else left


def before(records: Sequence[Record], turn: str) -> list[Record]:
    """Return a turn and those that it follows on, oldest first.

    What was asked again in between, for another day say, is not among them.
    """
    found: list[Record] = []
    for one in reversed(records):
        if one["id"] == turn:
            found.append(one)
            turn = one["follows"]
    return found[::-1]


def answer(
    assistant: Streams, text: str, as_of: date | None, records: Sequence[Record], asked_at: date
) -> Generator[Moment, None, None]:
    """Answer a question that follows on a conversation, moment by moment."""
    shown_as_of = as_of.isoformat() if as_of else ""
    steps: list[Step] = []
    yield Moment(html=pending_html(text, shown_as_of, steps))
    try:
        question = Question(text=text, asked_at=asked_at, as_of=as_of, history=history(records))
        for event in assistant.stream(question):
            if isinstance(event, Answer):
                yield Moment(record=record(event, steps))
            else:
                steps.append(event)
                yield Moment(html=pending_html(text, shown_as_of, steps))
    except DatelineError as error:
        yield Moment(html=failed_html(text, shown_as_of, error))


def history(records: Sequence[Record]) -> tuple[Turn, ...]:
    """Return the latest turns, oldest first, for follow-ups."""
    return tuple(
        Turn(question=r["question"], answer=r["short"] or r["text"]) for r in records[-REMEMBERED:]
    )


def asked_last(kept: Kept) -> Asking | None:
    """Return the last question of the open conversation, to be asked for another day."""
    for last in talk(kept)[-1:]:
        return Asking(
            question=last["question"], as_of=last["as_of"], talk=kept["at"],
            follows=last["follows"], otherwise=otherwise(last),
        )  # fmt: skip
    return None


def otherwise(shown: Record) -> str:
    """Say in a line what was answered for another day."""
    day = f"As of {date_words(shown['as_of'])}" if shown["as_of"] else "Up to now"
    return f"{day}: {shown['short'] or 'no answer in the archive'}"


def talk_html(records: Sequence[Record]) -> str:
    """Show all answers of a conversation."""
    return "".join(record_html(shown, turn) for turn, shown in enumerate(records, 1))


def read_day(text: str) -> date | None:
    """Read a day as the date control or an address gives it; None when there is none."""
    found = parse(text) if text else None
    return found.date() if isinstance(found, datetime) else found
