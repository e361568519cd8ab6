"""Words in, the numbers that they spell out: `two hundred and five`, `1.5 million`, `twelfth`."""

from __future__ import annotations

import re
from decimal import Decimal

UNITS = tuple(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen".split()
)
TENS = tuple("twenty thirty forty fifty sixty seventy eighty ninety".split())
# What one word or two spell below a hundred, by one word each.
SMALL: dict[str, int] = {word: n for n, word in enumerate(UNITS)} | {
    word: n * 10 for n, word in enumerate(TENS, 2)
}
SCALES: dict[str, int] = {
    "dozen": 12, "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9,
    "trillion": 10**12,
}  # fmt: skip
_SCALE = SCALES | {"mn": 10**6, "bn": 10**9, "tn": 10**12}
# What ends one number and begins no larger one but by a true scale: "two dozen", "two hundred".
_ROOM_AFTER = {"dozen": 0, "hundred": 100}
_ENDINGS = (
    ("one", "first"), ("two", "second"), ("three", "third"), ("ve", "fth"), ("eight", "eighth"),
    ("nine", "ninth"), ("y", "ieth"), ("", "th"),
)  # fmt: skip
_DIGITS = re.compile(r"-?\d+(?:\.\d+)?")


def _ordinal(cardinal: str) -> str:
    """Return the ordinal of a number word: `twelfth`, `thirtieth`, `twenty-first`."""
    ending, new = next(pair for pair in _ENDINGS if cardinal.endswith(pair[0]))
    return cardinal[: len(cardinal) - len(ending)] + new


def spell(number: int) -> str:
    """Write a number below a hundred in words: `twelve`, `twenty-one`."""
    if number < len(UNITS):
        return UNITS[number]
    tens, ones = divmod(number, 10)
    return TENS[tens - 2] + (f"-{UNITS[ones]}" if ones else "")


# `first` to `ninety-ninth`.
ORDINALS: dict[str, int] = {_ordinal(spell(n)): n for n in range(1, 100)}

_TEN = rf"(?:{'|'.join(TENS)})"
_LOW = rf"(?:{_TEN}(?:[ -](?:{'|'.join(UNITS[1:10])}))?|{'|'.join(UNITS[2:])})\b"
# "one" mostly stands for somebody, and "a" for no number, but before "hundred" and the like.
_ANY_LOW = rf"(?:{_LOW}|one)"
_A = r"(?<!half )(?<!quarter of )(?<!third of )a"
_BELOW = rf"(?:(?:{_ANY_LOW}|{_A})[ -](?:dozen|hundred(?: (?:and )?{_ANY_LOW})?)|{_LOW})\b"
_ABOVE = r"[ -](?:thousand|million|billion|trillion)\b"
# A number in words, as it stands in a text; one that is written small, or with IGNORECASE.
SPELLED = rf"\b(?:(?:{_BELOW}|one|{_A}){_ABOVE}(?: (?:and )?{_BELOW}(?:{_ABOVE})?)*|{_BELOW})"


def value(text: str) -> Decimal:
    """Return the number that a text gives: 25 for `twenty-five`, 1500000 for `1.5 million`.

    Raises:
        ValueError: it gives none.
    """
    words = re.findall(r"\d[\d.]*\d|\d|[a-z]+", text.lower().replace(",", ""))
    for word in join(words):
        if _DIGITS.fullmatch(word):
            return Decimal(word)
    raise ValueError(f"{text!r} gives no number: write one in digits or in words")


def write(number: Decimal) -> str:
    """Write a number in plain digits: 1500000, 0.5, 16 for 16.0."""
    whole = number == number.to_integral_value()
    return str(int(number)) if whole else format(number.normalize(), "f")


def join(raw: list[str]) -> list[str]:
    """Read number words and scales: `twenty`, `one` is 21; `1.5`, `million` is 1500000."""
    out: list[str] = []
    i = 0
    while i < len(raw):
        reader = _Number()
        j = i
        while j < len(raw) and reader.takes(raw, j):
            j += 1
        following = ORDINALS.get(raw[j], 0) if j < len(raw) else 0
        if j == i:
            out.append(f"{following}th" if following else raw[i])
            j += 1
        elif following and following < 10 and raw[j - 1] in TENS:
            out.append(f"{write(reader.total + reader.part + following)}th")
            j += 1
        else:
            out.append(write(reader.total + reader.part))
        i = j
    return out


class _Number:
    """One number while its words are read."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.part = Decimal(0)
        self.room = Decimal(10**18)  # a word that follows must be smaller than this
        self.begun = False

    def takes(self, raw: list[str], j: int) -> bool:
        """Take the token if it continues the number; say whether it did."""
        word = raw[j]
        if word in _SCALE:
            return self._scale(word)
        if word in SMALL:
            return self._small(Decimal(SMALL[word]))
        if word == "and":
            return self._joins(raw, j)
        if not self.begun and _DIGITS.fullmatch(word):
            self.begun, self.part, self.room = True, Decimal(word), Decimal(0)
            return True
        return False

    def _scale(self, word: str) -> bool:
        scale = Decimal(_SCALE[word])
        part = self.part if self.part or self.begun else Decimal(1)
        if word in _ROOM_AFTER:
            self.part = part * scale
        else:
            self.total, self.part = self.total + part * scale, Decimal(0)
        self.begun, self.room = True, Decimal(_ROOM_AFTER.get(word, scale))
        return True

    def _small(self, number: Decimal) -> bool:
        if number >= self.room:
            return False
        self.part, self.begun = self.part + number, True
        self.room = Decimal(10) if number >= 20 else Decimal(0)
        return True

    def _joins(self, raw: list[str], j: int) -> bool:
        """Take the `and` of `one hundred and five`, not that of `five and six`."""
        after = SMALL.get(raw[j + 1]) if j + 1 < len(raw) else None
        ends_scale = j > 0 and self.begun and raw[j - 1] in _SCALE
        return ends_scale and after is not None and after < self.room
