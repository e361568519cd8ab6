"""The records that pass between the steps from question to answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from assistant.bounds import check_day, in_order
from index_store.titles import LETTERS
from index_store.types import Article, Certainty, Passage

Operator = Literal["none", "last", "first", "before", "after", "between", "count", "list"]
AnswerType = Literal[
    "person", "organisation", "place", "date", "time", "duration", "number", "money", "percent",
    "title", "quotation", "reason", "yes-no", "list", "definition", "how", "any",
]  # fmt: skip
Status = Literal["answered", "abstained"]
MAX_SHORT_WORDS = 25  # of a short answer
BARE = 5  # a claim of fewer words says nothing by itself; its sentence does
LIKELY = 0.5  # an answer with less than this chance is told as uncertain


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One earlier exchange of a conversation."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a person asked.

    Attributes:
        text: white space is one blank or a blank line, half characters are marked.
        asked_at: the day on which it was asked; relative words such as "this week" count from it.
        as_of: answer with what was published by the end of that day; None for all there is.
        history: earlier turns, oldest first.
    """

    text: str
    asked_at: date
    as_of: date | None = None
    history: tuple[Turn, ...] = ()

    def __post_init__(self) -> None:
        """Set the text in order, and refuse days that no news is of with an `InputError`."""
        for day in filter(None, (self.asked_at, self.as_of)):
            check_day(day)
        object.__setattr__(self, "text", in_order(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Days asked about, both ends included; an open end is None."""

    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is asked for, in terms that the later steps understand.

    Attributes:
        subjects: people, organisations, places and things that the answer must be about.
        recent: the question is about the present or the past days, so newer articles come first.
        anchor: of a clause of time without a date, the words of the event to count from; of
            `between` those of both.
        anchor_word: what stands before it: before, after, since, until or between.
        newest: day of the newest article that may be used, filled in by the pipeline.
        answer_noun: singular head noun asked for (`state` in "Which US state"); empty when none.
        wants_all: several things are asked for, as in "Which countries".
        options: the alternatives that it names: `Lind` and `Kerr` of "Who won, Lind or Kerr?".
        talk: the turn before, where the question goes on from it; empty for a new subject.
        open_year: the window, or the as-of day, comes of a date without a year.
        all_sides: the account of each side is asked for.
    """

    subjects: tuple[str, ...]
    answer_type: AnswerType
    operator: Operator
    window: Window | None
    as_of: date | None
    standalone_question: str
    asked_at: date
    recent: bool = True
    anchor: str = ""
    anchor_word: str = ""
    newest: date | None = None
    answer_noun: str = ""
    wants_all: bool = False
    options: tuple[str, ...] = ()
    open_year: bool = False
    talk: str = ""
    all_sides: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The subjects with a capital letter or a digit; an office by its letters is none."""
        marked = (s for s in self.subjects if any(c.isupper() or c.isdigit() for c in s))
        return tuple(s for s in marked if s not in LETTERS)

    @property
    def today(self) -> date:
        """The day that the archive ends on for this question.

        That is the day asked about, or that of the newest article where the archive ends before.
        """
        asked = self.as_of or self.asked_at
        return min(asked, self.newest) if self.newest else asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that was found, with the article that it stands in; higher scores come first.

    Attributes:
        also: other outlets that carried the story in nearly the same words.
    """

    passage: Passage
    article: Article
    score: float
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of a draft with the spans of article bodies that should bear it out.

    Attributes:
        quotes: (article_id, start, end) spans into article bodies.
        aside: how it was found, shown behind the claim.
        quoted: the text without the answer before its quotation; empty where none stands there.
    """

    text: str
    quotes: tuple[tuple[str, int, int], ...]
    aside: str = ""
    quoted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One of several accounts that differ, before it is checked.

    Attributes:
        short: what this side says, as short as an answer.
        speaker: who says it; empty when the article says it itself.
        claim: the sentence that tells it.
    """

    short: str
    speaker: str
    claim: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedEvent:
    """Something that happened, as told by one sentence of an article.

    Attributes:
        date: ISO 8601 at its precision: `2025-07-01`, `2022-09`, `2022`.
        marker: number of the citation that tells it, 0 without one.
        certainty: whether it happened, is planned or denied.
    """

    date: str
    precision: str
    text: str
    marker: int = 0
    article_id: str = ""
    start: int = 0
    end: int = 0
    certainty: Certainty = "happened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a reader says before it is checked.

    Attributes:
        short: the direct answer in at most 25 words; empty when the reader found none.
        confidence: probability that `short` is right by the reader's own measure, 0 to 1.
        reason: why there is no answer; empty when there is one.
        order: ids of the passages that were read, best first, where reading changed the order.
        dropped: what the reader itself took out, with the reason.
        unchecked: what a chat model said first, before any check.
        usage: what a chat model read and wrote for it.
        reader: whose it is, where that is not the reader that was asked.
    """

    short: str = ""
    claims: tuple[Claim, ...] = ()
    confidence: float = 0.0
    reason: str = ""
    events: tuple[DatedEvent, ...] = ()
    order: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    dropped: tuple[str, ...] = ()
    unchecked: str = ""
    usage: Usage = field(default_factory=lambda: Usage())
    reader: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source of an answer; `article.body[start:end] == quote`, always."""

    marker: int
    article_id: str
    title: str
    source: str | None
    published: date | datetime | None
    url: str | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of several accounts that contradict each other.

    Attributes:
        text: what it says, in a few words.
        markers: numbers of the citations that bear it out.
    """

    text: str
    markers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What an answer cost: tokens of the chat model, and dollars where prices are known."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float | None = None

    def __add__(self, other: Usage) -> Usage:
        """Return what both cost; dollars only where they are known of one."""
        known = [u.cost_usd for u in (self, other) if u.cost_usd is not None]
        return Usage(
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            cost_usd=sum(known) if known else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Progress while an answer is made, with a detail.

    Attributes:
        name: `waiting`, `searching`, `reading`, `drafting` or `checking`.
    """

    name: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer as shown; abstaining is an answer, not an error.

    Attributes:
        reason: why it abstained, for a person to act on; None when it answered.
        short: direct answer in at most 25 words; empty when it abstained.
        text: the whole answer with [1] markers; when it abstained, the reason and the nearest
            evidence.
        hits: what was retrieved, best first.
        newest_article: day of the newest article that could be used; None for an empty library.
        reader: `extractive` or `llm:<model>`.
        notes: how it was found: what was dropped and why, in words.
        sides: accounts that contradict each other; empty where the sources agree.
        confidence: chance that `short` is right by the reader's own measure; 0 when it abstained.
    """

    question: Question
    plan: Plan
    status: Status
    reason: str | None
    short: str
    text: str
    citations: tuple[Citation, ...]
    events: tuple[DatedEvent, ...]
    hits: tuple[Hit, ...]
    newest_article: date | None
    reader: str
    seconds: float
    usage: Usage = field(default_factory=Usage)
    notes: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()
    confidence: float = 0.0
