"""What a person asks and keeps in, what the page shows out; nothing here knows gradio."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

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


class Kept(TypedDict):
    """What the browser keeps: conversations, and which one is open."""

    at: int
    talks: list[list[Record]]


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


_KEPT = TypeAdapter(Kept)


def empty() -> Kept:
    """Return what a new browser keeps: one conversation without a question."""
    return Kept(at=0, talks=[[]])


def write_kept(kept: Kept) -> str:
    """Write what the browser keeps, as JSON."""
    return _KEPT.dump_json(kept).decode()


def read_kept(text: str) -> Kept:
    """Read what a browser sent back; what does not fit, as from an older version, is dropped."""
    try:
        kept = _KEPT.validate_json(text)
    except ValidationError:
        return empty()
    return kept if 0 <= kept["at"] < len(kept["talks"]) else empty()


def talk(kept: Kept) -> list[Record]:
    """Return the open conversation."""
    return kept["talks"][kept["at"]]


def with_talk(kept: Kept, records: Sequence[Record]) -> Kept:
    """Put the open conversation, cut to what a browser can keep."""
    talks = [*kept["talks"]]
    talks[kept["at"]] = [*records][-KEPT_TURNS:]
    return _cut(Kept(at=kept["at"], talks=talks))


def fresh(kept: Kept) -> Kept:
    """Open a new conversation; an empty one is not kept."""
    talks = [one for one in kept["talks"] if one]
    return _cut(Kept(at=len(talks), talks=[*talks, []]))


def turn_to(kept: Kept, n: int) -> Kept:
    """Open a kept conversation; an empty one that is left is not kept."""
    if not 0 <= n < len(kept["talks"]):
        return kept
    stay = [i for i, one in enumerate(kept["talks"]) if one or i == n]
    return Kept(at=stay.index(n), talks=[kept["talks"][i] for i in stay])


def forget(kept: Kept, n: int) -> Kept:
    """Drop a conversation, and open a new one when it was the open one."""
    if not 0 <= n < len(kept["talks"]):
        return kept
    talks = [one for i, one in enumerate(kept["talks"]) if i != n]
    if n == kept["at"]:
        return fresh(Kept(at=0, talks=talks))
    return Kept(at=kept["at"] - (n < kept["at"]), talks=talks)


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


def otherwise(shown: Record) -> str:
    """Say in a line what was answered for another day."""
    day = f"As of {date_words(shown['as_of'])}" if shown["as_of"] else "Up to now"
    return f"{day}: {shown['short'] or 'no answer in the archive'}"


def talk_html(records: Sequence[Record]) -> str:
    """Show all answers of a conversation."""
    return "".join(record_html(shown, turn) for turn, shown in enumerate(records, 1))


def _cut(kept: Kept) -> Kept:
    over = max(0, len(kept["talks"]) - KEPT_TALKS)
    dropped = [n for n in range(len(kept["talks"])) if n != kept["at"]][:over]
    talks = [one for n, one in enumerate(kept["talks"]) if n not in dropped]
    return Kept(at=kept["at"] - sum(n < kept["at"] for n in dropped), talks=talks)


def read_day(text: str) -> date | None:
    """Read a day as the date control or an address gives it; None when there is none."""
    found = parse(text) if text else None
    return found.date() if isinstance(found, datetime) else found
