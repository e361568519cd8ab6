"""Earlier turns in, what a follow-up may refer to out: people, things, days, a statement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.plan.asked import Asked, find_asked
from assistant.plan.names import Name, names_in
from assistant.plan.statement import Parts, parts_of, short_answer, statement
from assistant.plan.words import words_of
from index_store.months import MONTH
from index_store.times import find_times, resolve_phrase
from index_store.types import TimeMention

_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|off|from|to|across|around|outside)\s+(?:the )?$", re.I)
# What a completed question ends with where it named nothing of what the talk was about.
TOPIC = "in connection with"
_PRONOUN = re.compile(r"^(?:it|they|he|she)\b", re.IGNORECASE)
_MONTH = re.compile(rf"\b{MONTH}", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
# How an answer is given where there is none, and what stands behind each quote: its outlet and day,
# and how a day was found.
_WITHOUT_ANSWER = re.compile(r"^The articles do not cover it\b|(?:^|\s)Nearest: ")
_DAY = r"(?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2},) \d{4}"
_SOURCE = re.compile(rf" ?\((?:[^()]{{2,80}}, {_DAY}|(?:by the days that )?the report\b[^()]*)\)")


@dataclass(frozen=True, slots=True)
class Said:
    """One earlier turn, read.

    Attributes:
        question: complete in itself.
        answer: a short answer that can stand in a sentence; empty when it is a longer text.
        names: of the question, in order; those of the answer are in `answer_names`.
        dated: the day that the answer gives, in full ("July 1, 2025"); empty when none.
        answer_date: the first day that the answer names, in full, whatever was asked.
        when: the same with its preposition ("on July 1, 2025").
        period: the time that the question names, as it stands there; empty when none.
        told: the question and its answer as one statement; empty when it cannot be made.
        spoken: the answer as it was given.
    """

    question: str
    asked: Asked
    parts: Parts | None
    answer: str
    names: tuple[Name, ...]
    answer_names: tuple[Name, ...]
    dated: str
    answer_date: str
    when: str
    period: str
    told: str
    spoken: str
    earlier: Said | None

    @property
    def subject_names(self) -> tuple[str, ...]:
        """Names in the subject of the question, or all that are no places."""
        subject = self.parts.subject if self.parts else ""
        inside = tuple(n.text for n in self.names if n.text in subject)
        return inside or tuple(n.text for n in self.names if not self.in_place(n))

    def in_place(self, name: Name) -> bool:
        """Say whether the question speaks of a name as of a place, or adds it as its topic."""
        before = self.question[: name.start]
        return bool(_PLACE_BEFORE.search(before)) or TOPIC in before


def read_turn(question: str, answer: str, earlier: Said | None, today: date) -> Said:
    """Read a turn whose question is complete in itself."""
    asked = find_asked(question)
    mention = _first_date(answer, question, today)
    dated = written_out(mention) if mention else ""
    when = f"{'on' if mention and mention.precision == 'day' else 'in'} {dated}" if dated else ""
    if asked.kind != "when" and "day" not in asked.noun and "date" not in asked.noun:
        when = when if when and _mostly(answer, mention) else ""
    parts = parts_of(asked)
    periods = [m for m in find_times(question, today) if m.kind == "date" and m.earliest]
    return Said(
        question=question,
        asked=asked,
        parts=parts,
        answer=short_answer(answer),
        names=tuple(names_in(question)),
        answer_names=tuple(names_in(_spoken(answer))),
        dated=dated if when else "",
        answer_date=dated,
        when=when,
        period=_with_preposition(question, periods[-1]) if periods else "",
        told=_named(statement(asked, answer, when), parts),
        spoken=_spoken(answer),
        earlier=earlier,
    )


def _named(told: str, parts: Parts | None) -> str:
    """Put the subject of the question for the pronoun that its answer begins with."""
    if not _PRONOUN.match(told):
        return told
    return _PRONOUN.sub(parts.subject.replace("\\", ""), told) if parts and parts.subject else ""


def written_out(mention: TimeMention) -> str:
    """Write a resolved date in full; a wider interval keeps its own words."""
    day = mention.earliest
    if day is None:
        return mention.text
    if mention.precision == "day" and mention.latest == day:
        return f"{day:%B} {day.day}, {day.year}"
    if mention.precision == "month":
        return f"{day:%B %Y}"
    return str(day.year) if mention.precision == "year" else mention.text


def _first_date(answer: str, question: str, today: date) -> TimeMention | None:
    """Find the first date of an answer; one without a year is of the year asked about."""
    years = set(_YEAR.findall(question))
    for mention in find_times(answer, today):
        if mention.kind != "date" or not mention.earliest or not mention.latest:
            continue
        month = _MONTH.search(mention.text)
        if month and len(years) == 1 and not _YEAR.search(mention.text):
            return resolve_phrase(f"{mention.text}, {years.pop()}", today) or mention
        return mention
    return None


def _mostly(answer: str, mention: TimeMention | None) -> bool:
    return mention is not None and len(words_of(mention.text)) * 2 >= len(words_of(answer)) - 2


def _with_preposition(question: str, mention: TimeMention) -> str:
    before = re.search(r"\b(?:in|on|of|at|during|over|by|since|between)\s+(?:the\s+)?$",
                       question[: mention.start], re.IGNORECASE)  # fmt: skip
    start = before.start() if before else mention.start
    return question[start : mention.end]


def told_in(answer: str) -> str:
    """Return what an earlier answer told, without its sources; nothing if it only said why not."""
    return "" if _WITHOUT_ANSWER.search(answer) else _SOURCE.sub("", answer)


def _spoken(answer: str) -> str:
    return re.sub(r"\[\d+\]", "", answer)
