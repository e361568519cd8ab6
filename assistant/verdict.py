"""A question and sentences in, the chances that each says yes, says no or does not say it out.

The question is one of yes or no (`Was the bridge open again in May?`), or any other with an answer
behind it (`Who runs the port now? Lea Brandt`), which is then weighed the same way.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from assistant.shipped import bytes_of, shipped
from index_store.embed import open_session, tokenizer

FOLDER = Path(__file__).parent / "verdict_model"
MODEL = FOLDER / "verdict-int8.onnx"
CARD = FOLDER / "verdict.json"
# Tokens that are read of each part: the first ones, of what stands before a sentence the last.
QUESTION_TOKENS = 56
HEAD_TOKENS = 32
BEFORE_TOKENS = 48
SENTENCE_TOKENS = 96
CLS, SEP = 101, 102

Floats = NDArray[np.float32]
YES, NO, UNTOLD = 0, 1, 2
LEAST = 1e-4  # no chance is taken for less than this, nor for more than 1 less it


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A sentence with what it takes to understand it.

    Attributes:
        before: the sentence before it in its article, if any.
        title: the headline of its article.
        day: the day on which the article was published.
    """

    text: str
    before: str = ""
    title: str = ""
    day: date | None = None


class Verdicts(Protocol):
    """What weighs sentences against a question."""

    def weigh(self, questions: Sequence[str], contexts: Sequence[Context]) -> Floats:
        """Return the chances of yes, no and untold, float32 (n, 3), for each pair."""
        ...


class VerdictModel:
    """Weighs with a small model; each pair is read alone, one a thread."""

    def __init__(self, model: bytes | Path, threads: int = 0) -> None:
        """Load a model; 0 threads is one per core.

        Raises:
            ModelFileError: the model or the bundled tokenizer is missing or unreadable.
        """
        content = model if isinstance(model, bytes) else bytes_of(model)
        self._session = open_session(content, str(MODEL), threads=1)
        self._threads = threads or os.cpu_count() or 1

    @classmethod
    def bundled(cls, threads: int = 0) -> Self:
        """Load the model that is shipped, after checking that its file is the shipped one.

        Raises:
            ModelFileError: a file is missing or its SHA-256 is not the one on its card.
        """
        return cls(shipped(MODEL, CARD).content, threads)

    def weigh(self, questions: Sequence[str], contexts: Sequence[Context]) -> Floats:
        """Return the chances of yes, no and untold, float32 (n, 3).

        Args:
            questions: one for each context.
            contexts: the sentences.
        """
        if not contexts:
            return np.zeros((0, 3), np.float32)
        pairs = list(zip(questions, contexts, strict=True))
        with ThreadPoolExecutor(min(self._threads, len(pairs))) as pool:
            return np.stack(list(pool.map(lambda pair: self._one(*pair), pairs)))

    def _one(self, question: str, context: Context) -> Floats:
        asked, rest = window(question, context)
        ids = np.array([[CLS, *asked, SEP, *rest, SEP]], np.int64)
        kinds = np.zeros_like(ids)
        kinds[0, len(asked) + 2 :] = 1
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": kinds}
        logits: Floats = self._session.run(None, feed)[0][0]
        odds = np.exp(logits - logits.max())
        return np.asarray(odds / odds.sum(), np.float32)


def log_odds(verdicts: Verdicts, questions: Sequence[str], contexts: Sequence[Context]) -> Floats:
    """Return the log odds, (n,), that each sentence answers its question with yes."""
    chances = verdicts.weigh(questions, contexts)[:, YES]
    return np.asarray(np.log(chances + LEAST) - np.log(1 - chances + LEAST), np.float32)


def window(question: str, context: Context) -> tuple[list[int], list[int]]:
    """Return the token ids of the question and of the context, as the model was taught."""
    head = _ids(heading(context))[:HEAD_TOKENS]
    before = _ids(context.before)[-BEFORE_TOKENS:]
    sentence = _ids(context.text)[:SENTENCE_TOKENS]
    return _ids(question)[:QUESTION_TOKENS], [*head, *before, *sentence]


def _ids(text: str) -> list[int]:
    return list(tokenizer().encode(text, add_special_tokens=False).ids) if text else []


def heading(context: Context) -> str:
    """Return the line that stands above a sentence: the day and the headline of its article."""
    day = f"{context.day:%B} {context.day.day}, {context.day.year}. " if context.day else ""
    title = context.title.rstrip(".")
    return f"{day}{title}." if title else day.strip()
