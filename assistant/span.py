"""A question and passages in, the spans that may answer it out, scored so that they compare."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Self

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from index_store.errors import ModelFileError

MODEL = "reader-int8.onnx"
CARD = "reader.json"
TOKENIZER = "tokenizer.json"
WINDOW_TOKENS = 224
QUESTION_TOKENS = 64
OVERLAP_TOKENS = 64
BATCH = 8  # larger batches fall out of the processor's cache and are slower
CLS, SEP = 101, 102

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
        return 1.0 / (
            1.0 + math.exp(-max(-60.0, min(60.0, margin / self.temperature + self.offset)))
        )


@dataclass(frozen=True, slots=True)
class _Window:
    """Tokens `first` to `last` (exclusive) of one passage, read together with the question."""

    passage: int
    first: int
    last: int


class SpanReader:
    """Reads passages with a span model: token ids in, a start and an end logit per token out."""

    def __init__(
        self, model: Path, tokenizer: Path | None = None, calibration: Calibration | None = None
    ) -> None:
        """Load a model file; without a tokenizer file, the bundled one goes with it.

        Raises:
            ModelFileError: the model or the tokenizer is missing or unreadable.
        """
        self.calibration = calibration or Calibration()
        self._tokenizer = _load_tokenizer(tokenizer or _bundled_file(TOKENIZER))
        self._session = _load_model(model)

    @classmethod
    def bundled(cls) -> Self:
        """Load the reader that is shipped, after checking that its files are the shipped ones.

        Raises:
            ModelFileError: a file is missing or its SHA-256 is not the one on its card.
        """
        card = json.loads(_bytes_of(_bundled_file(CARD)))
        model, tokenizer = _bundled_file(MODEL), _bundled_file(TOKENIZER)
        _check(model, card["model_sha256"])
        _check(tokenizer, card["tokenizer_sha256"])
        calibration = Calibration(temperature=card["temperature"], offset=card["offset"])
        return cls(model, tokenizer, calibration)

    def probability(self, span: Span) -> float:
        """Return the chance, 0 to 1, that this span answers, if it is the best one read."""
        return self.calibration.probability(span.margin)

    def read(
        self, question: str, passages: Sequence[str], *, top: int = 5, max_answer_tokens: int = 30
    ) -> list[list[Span]]:
        """Return up to `top` spans for each passage, best margin first, none overlapping.

        A passage longer than a window is read in overlapping windows; an empty one has no spans.
        Equal margins keep the order of the text.
        """
        asked = self._tokenizer.encode(question, add_special_tokens=False).ids[:QUESTION_TOKENS]
        encodings = self._tokenizer.encode_batch(list(passages), add_special_tokens=False)
        found: list[list[Span]] = [[] for _ in passages]
        for window, logits in self._run(asked, encodings):
            text, encoding = passages[window.passage], encodings[window.passage]
            offsets = encoding.offsets[window.first : window.last]
            null = float(logits[0].sum())
            inside = logits[len(asked) + 2 : len(asked) + 2 + len(offsets)]
            for first, last, score in _best_spans(inside, max_answer_tokens, 20 * top):
                start, end = snap_to_words(text, offsets[first][0], offsets[last][1])
                found[window.passage].append(Span(start=start, end=end, score=score, null=null))
        return [_without_overlaps(spans, top) for spans in found]

    def _run(self, asked: list[int], encodings: list[Encoding]) -> Iterator[tuple[_Window, Floats]]:
        """Yield every window with its logits (length, 2), shortest windows first."""
        room = WINDOW_TOKENS - len(asked) - 3
        windows = [
            _Window(number, first, last)
            for number, encoding in enumerate(encodings)
            for first, last in _cut(len(encoding.ids), room)
        ]
        windows.sort(key=lambda window: window.last - window.first)
        for at in range(0, len(windows), BATCH):
            batch = windows[at : at + BATCH]
            rows = [
                [CLS, *asked, SEP, *encodings[w.passage].ids[w.first : w.last], SEP] for w in batch
            ]
            logits = self._logits(rows, len(asked) + 2)
            yield from zip(batch, logits, strict=True)

    def _logits(self, rows: list[list[int]], passage_from: int) -> Floats:
        """Return float32 (rows, longest, 2); positions behind a row's end are meaningless."""
        longest = max(len(row) for row in rows)
        ids = np.zeros((len(rows), longest), np.int64)
        mask = np.zeros_like(ids)
        kinds = np.zeros_like(ids)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = row
            mask[number, : len(row)] = 1
            kinds[number, passage_from : len(row)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": kinds}
        logits: Floats = self._session.run(None, feed)[0]
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
    """Cut `length` tokens into windows of at most `room`; neighbours overlap."""
    step = max(1, room - OVERLAP_TOKENS)
    starts = range(0, max(1, length - OVERLAP_TOKENS), step) if length > room else range(1)
    return [(first, min(length, first + room)) for first in starts if length]


def _best_spans(logits: Floats, longest: int, count: int) -> list[tuple[int, int, float]]:
    """Return the best (first, last, score) token spans, last included, best first."""
    size = len(logits)
    scores = logits[:, 0, None] + logits[None, :, 1]
    allowed = np.triu(np.ones((size, size), bool)) & ~np.triu(np.ones((size, size), bool), longest)
    flat = np.where(allowed, scores, -np.inf).ravel()
    order = np.argsort(-flat, kind="stable")[:count]
    return [(int(i) // size, int(i) % size, float(flat[i])) for i in order if flat[i] > -np.inf]


def _without_overlaps(spans: list[Span], top: int) -> list[Span]:
    """Keep the best of spans that overlap, at most `top`."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (-span.margin, span.start)):
        if len(kept) == top:
            break
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return kept


def _bundled_file(name: str) -> Path:
    return Path(str(resources.files("assistant") / "reader_model" / name))


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelFileError(f"cannot read {path}: {error.strerror}", "Install again") from error


def _check(path: Path, sha256: str) -> None:
    found = hashlib.sha256(_bytes_of(path)).hexdigest()
    if found != sha256:
        raise ModelFileError(f"{path} is not the file that was shipped", "Install again")


def _load_tokenizer(path: Path) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_str(_bytes_of(path).decode())
    except Exception as error:  # tokenizers raises no class of its own
        raise ModelFileError(f"{path} is not a tokenizer: {error}") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _load_model(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            _bytes_of(path), options, providers=["CPUExecutionProvider"]
        )
    except RuntimeError as error:
        raise ModelFileError(f"{path} is not a reader model: {error}") from error
