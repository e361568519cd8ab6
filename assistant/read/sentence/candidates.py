"""Hits and a span scorer in, candidate answers out, each tied to its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.types import Hit
from assistant.verdict import Context
from index_store.clean.credit import dateline_end
from index_store.numbers import SCALES, SMALL, TENS
from index_store.sentences import split
from index_store.types import TimeMention

SPANS_PER_PASSAGE = 5
LONGEST_DATELINE = 120  # characters
BEFORE = 400  # characters in which the sentence before one is looked for


class Span(Protocol):
    """A stretch of a passage with its score and the score of there being none."""

    @property
    def start(self) -> int: ...  # noqa: D102 - character offsets into the passage
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def score(self) -> float: ...  # noqa: D102
    @property
    def null(self) -> float: ...  # noqa: D102


class SpanScorer(Protocol):
    """The swappable part that finds spans; see `assistant.span`."""

    def read(
        self, question: str, passages: Sequence[str], *, top: int = SPANS_PER_PASSAGE
    ) -> Sequence[Sequence[Span]]:
        """Return the best spans of each passage, best first."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A possible answer; all offsets are into the body of `hit.article`.

    Attributes:
        rank: place of its hit, from 0.
        margin: score of the span less the score of no answer.
        times: time mentions that overlap the span.
    """

    hit: Hit
    rank: int
    start: int
    end: int
    text: str
    margin: float
    sentence: tuple[int, int]
    times: tuple[TimeMention, ...] = ()

    @property
    def sentence_text(self) -> str:
        """The sentence that the span stands in."""
        return self.hit.article.body[self.sentence[0] : self.sentence[1]]


def find_candidates(
    question: str, hits: Sequence[Hit], scorer: SpanScorer, top: int = SPANS_PER_PASSAGE
) -> list[Candidate]:
    """Read the passages and return their spans, those of the first hit first.

    A span that runs over the end of a paragraph is no answer and is left out; one that begins in
    the dateline begins behind it.
    """
    found: list[Candidate] = []
    results = scorer.read(question, [hit.passage.text for hit in hits], top=top)
    for rank, (hit, spans) in enumerate(zip(hits, results, strict=True)):
        sentences = sentence_spans(hit)
        leads = [end for _, end in _datelines(hit.passage.text)]
        for span in spans:
            first = next((lead for lead in leads if span.start < lead < span.end), span.start)
            start, end = trim(hit.passage.text, first, span.end)
            if start < end and "\n\n" not in hit.passage.text[start:end]:
                found.append(_candidate(hit, rank, (start, end), span, sentences))
    return found


def _datelines(text: str) -> list[tuple[int, int]]:
    """Return where the datelines of a text's paragraphs stand."""
    starts = [0, *(match.end() for match in re.finditer("\n\n", text))]
    leads = [(at, at + dateline_end(text[at : at + LONGEST_DATELINE])) for at in starts]
    return [(start, end) for start, end in leads if start < end]


def in_dateline(c: Candidate) -> bool:
    """Tell whether a candidate stands in the dateline of its paragraph."""
    start, end = (at - c.hit.passage.start for at in (c.start, c.end))
    return any(a <= start and end <= b for a, b in _datelines(c.hit.passage.text))


def _candidate(
    hit: Hit, rank: int, where: tuple[int, int], span: Span, sentences: list[tuple[int, int]]
) -> Candidate:
    offset = hit.passage.start
    start, end = where[0] + offset, where[1] + offset
    return Candidate(
        hit=hit,
        rank=rank,
        start=start,
        end=end,
        text=hit.article.body[start:end],
        margin=span.score - span.null,
        sentence=around(sentences, start, end),
        times=tuple(m for m in hit.passage.times if m.start < end and m.end > start),
    )


def sentence_spans(hit: Hit) -> list[tuple[int, int]]:
    """Return the sentences of a hit's passage as spans into the article's body."""
    offset = hit.passage.start
    return [(start + offset, end + offset) for start, end in split(hit.passage.text)]


def context_of(hit: Hit, start: int, end: int) -> Context:
    """Return a sentence of the article's body with what it takes to understand it.

    A dateline is left out: its day is that of filing, and no part of what is told.
    """
    text = hit.article.body[max(0, start - BEFORE) : start]
    spans = split(text)
    before = text[spans[-1][0] : spans[-1][1]] if spans else ""
    article, told = hit.article, hit.article.body[start:end]
    if not text.strip():
        told = told[dateline_end(told) :]
    return Context(text=told, before=before, title=article.title, day=article.day)


def around(sentences: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Return the smallest run of whole sentences that covers start..end."""
    touched = [s for s in sentences if s[0] < end and s[1] > start]
    return (touched[0][0], touched[-1][1]) if touched else (start, end)


_EDGE = " \t\n,;:–—-"
_OPEN, _CLOSE = '"“‘«([', '"”’»)]'
# Words without which a number says something else, when they stand right before a span.
_BOUND = re.compile(
    r"\b(?:(?:not? )?(?:more|fewer|less) than|at least|at most|up to|about|around|nearly|almost|"
    r"over|roughly|approximately) $",
    re.IGNORECASE,
)
# "the U.S." and "Acme Inc." end in a full stop of their own.
_ABBREVIATED = re.compile(r"\b(?:(?:[A-Za-z]\.)+[A-Za-z]|Inc|Corp|Ltd|Jr|Sr)$")
_NO = re.compile(r"\bnot? $", re.IGNORECASE)
_COMPARED = re.compile(r"(?:more|fewer|less) than\b", re.IGNORECASE)
# "handed over 41 people" counts no more than 41.
_PHRASAL = re.compile(r"\b(?:hand|turn|took|tak|sign|carr|pull)\w* over $", re.IGNORECASE)
_NUMERAL = re.compile(rf"[$€£¥]?\d|(?:an?|half|{'|'.join([*SMALL, *SCALES])})\b", re.IGNORECASE)
_TENS = re.compile(rf"\b(?:{'|'.join(TENS)})-$", re.IGNORECASE)
_TENS_CUT = re.compile(rf"\b(?:{'|'.join(TENS)})-\w+", re.IGNORECASE)
_UNIT = re.compile(
    rf"[ \u00a0-]?(?:%|(?:per ?cent|percent(?:age points?)?|(?:{'|'.join(SCALES)})s?)\b)"
)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Snap a span to whole words: no stray punctuation, numbers keep sign and scale."""
    start, end = _whole_words(text, start, end)
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE + ".":
        end -= 1
    end = with_stop(text, start, end)
    start, end = _unquote(text, start, end)
    if start < end and text[start].isdigit() and start and text[start - 1] in "$€£¥":
        start -= 1
    if start < end and _COMPARED.match(text, start) and (no := _NO.search(text, 0, start)):
        start = no.start()  # "no more than 20" is not "more than 20"
    numeral = start < end and _NUMERAL.match(text, start)
    bound = numeral and _BOUND.search(text, max(0, start - 20), start)
    if bound and not _PHRASAL.search(text, max(0, bound.start() - 12), bound.end()):
        start = bound.start()
    if end > start and text[end - 1].isdigit() and (unit := _UNIT.match(text, end)):
        end = unit.end()
    return start, end


def with_stop(text: str, start: int, end: int) -> int:
    """Return the end of a span, behind the full stop that an abbreviation there ends in."""
    stopped = text[end : end + 1] == "." and _ABBREVIATED.search(text, start, end)
    return end + 1 if stopped else end


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and start < len(text) and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and end > 0 and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    if end > start and text[end : end + 1] == "-":  # "Thirty" of "Thirty-one"
        word = max(start, text.rfind(" ", start, end) + 1)
        cut = _TENS_CUT.match(text, word)
        end = cut.end() if cut else end
    tens = _TENS.search(text, max(0, start - 8), start)
    return tens.start() if tens else start, end


def _unquote(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop a quotation mark or bracket that has no partner, and a pair around the whole span."""
    while start < end and text[start] in _OPEN and not _has(_CLOSE, text[start + 1 : end]):
        start += 1
    while end > start and text[end - 1] in _CLOSE and not _has(_OPEN, text[start : end - 1]):
        end -= 1
    if end - start > 2 and text[start] in _OPEN and text[end - 1] in _CLOSE:
        inner = text[start + 1 : end - 1].replace("’", "")
        if not _has(_OPEN + _CLOSE, inner):
            return start + 1, end - 1
    return start, end


def _has(marks: str, text: str) -> bool:
    return any(mark in marks for mark in text)
