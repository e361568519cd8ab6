"""The records that the library keeps: articles, their blocks, passages and time mentions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

# What a folder has that is a library; whether one is, its first file says.
LIBRARY_FILES = (
    "library.sqlite3", "library.sqlite3-wal", "library.sqlite3-shm", "vectors", "words",
    "writer.lock", "writer.json",
)  # fmt: skip
BlockKind = Literal["headline", "body", "caption", "summary", "quote-out", "credit", "boilerplate"]
TimeKind = Literal["date", "duration", "set"]
Certainty = Literal["happened", "planned", "denied", "hypothetical"]
Precision = Literal[
    "day", "week", "month", "season", "quarter", "half", "year", "decade", "century"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of an article's body of one kind; `body[start:end]` is its text."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What an article may be known by, besides its id.

    Attributes:
        apart: its id where its own turns out to be another article's; None where that cannot be.
        former: its id by an earlier rule, under which a library may have it.
        placed: its id is made of its place alone.
    """

    apart: str | None = None
    former: str | None = None
    placed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as stored.

    Attributes:
        id: first 16 hex digits of the SHA-256 of the canonical URL, of outlet and the record's own
            id, of its path, or of path, title and day in a file with others; an eval library keeps
            the records' own ids.
        identity: what else it may be known by; None where its id is kept as it is.
        place: where it was read first: the file with its full path, file:line, archive!member, or
            the address. It is not part of what a reload may change.
        body: the readable text, blocks joined by blank lines. The headline is `title` and
            boilerplate is left out, so neither is in it.
        blocks: spans into `body`, in order, not overlapping.
        published: day, or instant with zone; None when nothing says it.
        dated_by: where `published` comes from: `json-ld`, `meta`, `front matter`, `field`, `feed`,
            `url`, `file name`, `header`, `page`, `--published`; None when undated.
        sourced_by: `--source` where `source` was given by hand.
        not_before: for an undated article, the last day that it tells of as past.
        corrects: the words that say what it corrects, where it says so: an earlier version of
            itself, or another article.
        correction_of: id of the article that it corrects, as far as the library has it and can
            tell; `id@n` for its own earlier version.
        date_conflict: what other places say about the day, where they disagree with `published`,
            such as `url says 2025-07-02`; of an undated one, what could not be read.
        story: id shared by near-copies of the same story; None when it stands alone.
    """

    id: str
    title: str
    body: str
    blocks: tuple[Block, ...] = ()
    url: str | None = None
    source: str | None = None
    sourced_by: str | None = None
    agency: str | None = None
    author: str | None = None
    published: date | datetime | None = None
    updated: date | datetime | None = None
    dated_by: str | None = None
    language: str | None = None
    section: str | None = None
    location: str | None = None
    not_before: date | None = None
    corrects: str | None = None
    date_conflict: str | None = None
    story: str | None = None
    correction_of: str | None = None
    place: str | None = None
    # It is not of the article, but of how it came here, and is not stored.
    identity: Identity | None = field(default=None, compare=False)

    @property
    def day(self) -> date | None:
        """The day of publication as printed by the outlet; None when undated."""
        return self.published.date() if isinstance(self.published, datetime) else self.published


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """One time expression; `article.body[start:end] == text`.

    Attributes:
        kind: a point or interval in the calendar, a length of time, or a recurring time.
        value: TIMEX3 value, such as `2025-07-01`, `2022-09`, `P2Y`, `XXXX-07-01`.
            Source: TimeML 1.2.1, https://timeml.github.io/site/publications/timeMLdocs/timeml_1.2.1.html
        earliest: first day of the interval it may lie in; None when it does not resolve.
        latest: last day of that interval, both ends included.
        precision: how exact the wording is.
        how: how it was resolved, in words for a reader, such as `year from the publication date`;
            empty when the text says it all.
    """

    start: int
    end: int
    text: str
    kind: TimeKind = "date"
    value: str = ""
    earliest: date | None = None
    latest: date | None = None
    precision: Precision = "day"
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that a sentence dates; `article.body[start:end]` is the sentence.

    Attributes:
        text: the clause that tells it, a stretch of the sentence.
        value: TIMEX3 value of its date.
        how: how the date was resolved, as in `TimeMention`; `publication date` where the sentence
            names none and reports the news of the day.
        names: who and what takes part, as written, without titles.
    """

    start: int
    end: int
    text: str
    earliest: date
    latest: date
    precision: Precision = "day"
    value: str = ""
    how: str = ""
    certainty: Certainty = "happened"
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The unit of search; `text == article.body[start:end]`, id is `{article_id}:{n:03d}`."""

    id: str
    article_id: str
    text: str
    start: int
    end: int
    kind: BlockKind = "body"
    times: tuple[TimeMention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSpec:
    """How a library was made; what another embedder made cannot be added to it.

    Attributes:
        embedder: name and hash of the embedding model.
        dimensions: length of its vectors.
        chunk_tokens: upper bound of a passage, in the bundled tokenizer's tokens.
        schema: version of the folder's layout.
    """

    embedder: str
    dimensions: int
    chunk_tokens: int
    schema: int = 1
