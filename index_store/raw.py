"""The record between reading and cleaning: one article as found, text or markup with its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from index_store.types import BlockKind

DateRole = Literal["published", "updated"]
STANDARD_INPUT = "standard input"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateClaim:
    """A date string as found, and where; `by` is a `dated_by` value of Article."""

    text: str
    by: str
    role: DateRole = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRecord:
    """One article before cleaning.

    Attributes:
        place: where it was found, for people: file, file:line, archive!member or URL.
        text: plain text, paragraphs parted by blank lines; empty when there is only markup.
        html: the markup, empty when there is none.
        pieces: paragraphs whose kinds the format itself states, instead of text or markup.
        fields: any of `id title url source author agency section language location summary
            caption`, as found.
        claims: date strings found outside the text, in no order.
        titled: whether the title is known apart from the text; else its first line is the title.
        within: the file or address that holds it among others; empty when it stands alone.
        anchor: the fragment of its address, where that tells it from others of the same page.
        said: what the feed that led here says about it; it stands in where nothing can be read.
        via: the feeds and the address that led here, where a feed did.
    """

    place: str
    text: str = ""
    html: str = ""
    pieces: tuple[tuple[BlockKind, str], ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    claims: tuple[DateClaim, ...] = ()
    titled: bool = False
    within: str = ""
    anchor: str = ""
    said: RawRecord | None = None
    via: tuple[str, ...] = ()
