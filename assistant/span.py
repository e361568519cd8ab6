"""A question and passages in, the spans that may answer it out, scored so that they compare."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding

from assistant.shipped import REMEDY, bytes_of, shipped
from index_store.embed import open_session, tokenizer
from index_store.errors import ModelFileError

MODEL = "reader-int8.onnx"
CARD = "reader.json"
WINDOW_TOKENS = 224
QUESTION_TOKENS = 64
OVERLAP_TOKENS = 64
HEAD_TOKENS = 24
CLS, SEP, FULL_STOP = 101, 102, 1012
FOLDER = Path(__file__).parent / "reader_model"

_WORD = re.compile(r"[$€£¥]?\d+(?:[.,:]\d+)*(?:\w+|%)?|\w+")

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a passage that may be the answer; `passage[start:end]` is its text.

    Attributes:
        score: start logit plus end logit.
        null: the same sum for "this window does not answer"; compare spans by `margin`.
    """

    start: int
    end: int
    score: float
    null: float

    @property
    def margin(self) -> float:
        """Score above the null score; comparable between passages, 0 is undecided."""
        return self.score - self.null


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Turns a margin into a probability: `sigmoid(margin / temperature + offset)`.

    Source: Platt (1999), Probabilistic outputs for support vector machines.
    """

    temperature: float = 1.0
    offset: float = 0.0

    def probability(self, margin: float) -> float:
        """Return the chance, 0 to 1, that a best span with this margin is right."""
        logit = margin / self.temperature + self.offset
        return 0.5 * (1.0 + math.tanh(0.5 * logit))  # the sigmoid, without overflow


@dataclass(frozen=True, slots=True)
class _Window:
    """Tokens `first` to `last` (exclusive) of one passage, read together with the question."""

    passage: int
    first: int
    last: int


class SpanReader:
    """Reads passages with a span model: token ids in, a start and an end logit per token out."""

    def __init__(
        self, model: Path, calibration: Calibration | None = None, threads: int = 0
    ) -> None:
        """Load a model file; 0 threads is one per core, each of which reads a window of its own.

        Raises:
            ModelFileError: the model or the bundled tokenizer is missing or unreadable.
        """
        self.calibration = calibration or Calibration()
        self._session = open_session(bytes_of(model), str(model), threads=1)
        self._threads = threads or os.cpu_count() or 1
        self._tokenizer = tokenizer()

    @classmethod
    def bundled(cls, threads: int = 0) -> Self:
        """Load the reader that is shipped, after checking that its file is the shipped one.

        Raises:
            ModelFileError: a file is missing or its SHA-256 is not the one on its card.
        """
        model = FOLDER / MODEL
        calibration = _calibration(shipped(model, FOLDER / CARD).card, FOLDER / CARD)
        return cls(model, calibration, threads)

    def probability(self, span: Span) -> float:
        """Return the chance, 0 to 1, that this span answers, if it is the best one read."""
        return self.calibration.probability(span.margin)

    def read(
        self,
        question: str,
        passages: Sequence[str],
        *,
        heads: Sequence[str] = (),
        top: int = 5,
        max_answer_tokens: int = 30,
    ) -> list[list[Span]]:
        """Return up to `top` spans for each passage, best margin first, none overlapping.

        A passage longer than a window is read in overlapping windows; an empty one has no spans.
        Equal margins keep the order of the text. `heads` are the headlines of the passages, one
        each: they say who and what a passage is about, and hold no span themselves.
        """
        asked = self._tokenizer.encode(question, add_special_tokens=False).ids[:QUESTION_TOKENS]
        encodings = self._tokenizer.encode_batch(list(passages), add_special_tokens=False)
        above = [self._head(head) for head in heads] or [[] for _ in passages]
        found: list[list[Span]] = [[] for _ in passages]
        for window, logits in self._run(asked, above, encodings):
            text, encoding = passages[window.passage], encodings[window.passage]
            offsets = encoding.offsets[window.first : window.last]
            null = float(logits[0].sum())
            begins = len(asked) + len(above[window.passage]) + 2
            inside = logits[begins : begins + len(offsets)]
            for first, last, score in _best_spans(inside, max_answer_tokens, top):
                start, end = snap_to_words(text, offsets[first][0], offsets[last][1])
                found[window.passage].append(Span(start=start, end=end, score=score, null=null))
        return [_without_overlaps(spans, top) for spans in found]

    def _head(self, head: str) -> list[int]:
        """Return the first tokens of a headline, with a full stop behind, as in training."""
        if not head:
            return []
        ids = self._tokenizer.encode(head, add_special_tokens=False).ids[: HEAD_TOKENS - 1]
        return [*ids, FULL_STOP]

    def _run(
        self, asked: list[int], heads: list[list[int]], encodings: list[Encoding]
    ) -> Iterator[tuple[_Window, Floats]]:
        """Yield every window with its logits (length, 2), in the order of the text.

        Windows run alone, one a thread: batched they share the scale by which activations are
        made int8, so that what a passage says would hang on its neighbours, and are no faster.
        """
        room = WINDOW_TOKENS - len(asked) - 3
        windows = [
            _Window(number, first, last)
            for number, encoding in enumerate(encodings)
            for first, last in _cut(len(encoding.ids), room - len(heads[number]))
        ]

        def run(window: _Window) -> Floats:
            ids = encodings[window.passage].ids[window.first : window.last]
            return self._logits(asked, heads[window.passage] + ids)

        if windows:
            with ThreadPoolExecutor(min(self._threads, len(windows))) as pool:
                yield from zip(windows, pool.map(run, windows), strict=True)

    def _logits(self, asked: list[int], passage: list[int]) -> Floats:
        """Return float32 (length, 2) for one window."""
        ids = np.array([[CLS, *asked, SEP, *passage, SEP]], np.int64)
        kinds = np.zeros_like(ids)
        kinds[0, len(asked) + 2 :] = 1
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": kinds}
        logits: Floats = self._session.run(None, feed)[0][0]
        return logits


def snap_to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to whole words and whole numbers with their sign, then trim blanks.

    >>> snap_to_words("It cost $1,250 then", 9, 12)
    (8, 14)
    """
    near = max(0, start - 40)
    for word in _WORD.finditer(text, near, min(len(text), end + 40)):
        # A match at the very edge of the search may itself be cut off; it lies outside any span.
        if word.start() < start < word.end():
            start = word.start()
        if word.start() < end < word.end():
            end = word.end()
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _cut(length: int, room: int) -> list[tuple[int, int]]:
    """Cut `length` tokens into windows of at most `room` and about equal size that overlap."""
    if length <= room:
        return [(0, length)] if length else []
    count = math.ceil((length - OVERLAP_TOKENS) / (room - OVERLAP_TOKENS))
    step = math.ceil((length - OVERLAP_TOKENS) / count)
    return [(n * step, min(length, n * step + step + OVERLAP_TOKENS)) for n in range(count)]


def _best_spans(logits: Floats, longest: int, count: int) -> list[tuple[int, int, float]]:
    """Return (first, last, score) of the best token spans, last included, none overlapping."""
    size = len(logits)
    width = min(longest, size)
    ends = np.concatenate([logits[:, 1], np.full(width - 1, -np.inf, np.float32)])
    # scores[i, d]: the span from token i to token i + d
    scores = logits[:, :1] + np.lib.stride_tricks.sliding_window_view(ends, width)
    found = []
    for _ in range(count):
        first, more = divmod(int(scores.argmax()), width)
        last, score = first + more, float(scores[first, more])
        if score == -np.inf:
            break
        found.append((first, last, score))
        low = max(0, first - width + 1)
        reach = np.arange(low, last + 1)[:, None] + np.arange(width)
        scores[low : last + 1][reach >= first] = -np.inf
    return found


def _without_overlaps(spans: list[Span], top: int) -> list[Span]:
    """Keep the best of spans that overlap, at most `top`."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (-span.margin, span.start)):
        if len(kept) == top:
            break
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return kept


def _calibration(card: Mapping[str, Any], path: Path) -> Calibration:
    try:
        return Calibration(temperature=card["temperature"], offset=card["offset"])
    except KeyError as error:
        raise ModelFileError(f"{path}: cannot be read", REMEDY) from error
