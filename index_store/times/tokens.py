"""A text in, its words, numbers and signs out, with their places; one pass, linear."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_lowercase

from index_store.numbers import ORDINALS
from index_store.sentences import ABBREVIATIONS, MAY_END, STARTERS

_TOKEN = re.compile(r"[^\W\d_]+|[0-9]+|[^\w\s]|\n\s*\n")
# What a full stop stands behind within a sentence: single letters are initials, as in `U.S.`.
_OPENERS = ABBREVIATIONS.union(ascii_lowercase) - {"i"}


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: lower-case words, where they start and end in `text`."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    def word(self, index: int) -> str:
        """Give the word there; empty beyond either end."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def joined(self, index: int) -> bool:
        """Say whether the token touches the one before it."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]

    def capital(self, index: int) -> bool:
        """Say whether the token begins with a capital."""
        return 0 <= index < len(self.words) and self.text[self.starts[index]].isupper()

    def number(self, index: int, most_digits: int = 4) -> int | None:
        """Give the number there; None when it is none or longer than `most_digits`."""
        word = self.word(index)
        return int(word) if word.isdecimal() and len(word) <= most_digits else None

    def ordinal(self, index: int) -> tuple[int, int]:
        """Give the ordinal in words that ends there, 0 for none, and the index of its first."""
        word = self.word(index)
        longer = f"{self.word(index - 2)}-{word}" if self.word(index - 1) == "-" else ""
        if longer in ORDINALS:
            return ORDINALS[longer], index - 2
        return ORDINALS.get(word, 0), index

    def _is_ordinal(self, index: int) -> bool:
        """Say whether the `st` there is that of `31st`."""
        return self.joined(index) and self.word(index - 1).isdecimal()

    def _goes_on(self, index: int) -> bool:
        return not self.word(index).startswith("\n")

    def _abbreviates(self, index: int) -> bool:
        """Say whether the full stop there abbreviates a word, with its sentence going on."""
        word = self.word(index - 1)
        if word not in _OPENERS or self._is_ordinal(index - 1):
            return False
        return word not in MAY_END or self._as_written(index + 1) not in STARTERS

    def _as_written(self, index: int) -> str:
        return self.text[self.starts[index] : self.ends[index]] if self.word(index) else ""

    def stops(self, index: int) -> bool:
        """Say whether a sentence or clause ends at this token."""
        word = self.word(index)
        if word in {"", "!", "?", ";", "•"} or word[0] == "\n":
            return True
        return (
            word == "."
            and not self._abbreviates(index)
            and not (self.joined(index) and self.joined(index + 1) and self._goes_on(index + 1))
        )


def tokenize(text: str) -> Tokens:
    """Cut a text into words, numbers, single signs and paragraph breaks."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        words.append(text[start:end])
        starts.append(start)
        ends.append(end)
    return Tokens(text, [word.lower() for word in words], starts, ends)
