"""Raw tokens in, tokens with number words, scales and ordinals written as digits out."""

from __future__ import annotations

import re
from decimal import Decimal

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {
    **{word: n for n, word in enumerate(_UNITS)},
    **{word: n * 10 for n, word in enumerate(_TENS, 2)},
}
_SCALE = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_SCALE |= {"trillion": 10**12, "mn": 10**6, "bn": 10**9, "tn": 10**12}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
).split()
_ORDINAL = {word: n for n, word in enumerate(_ORDINALS, 1)} | {"twentieth": 20, "thirtieth": 30}
_DIGITS = re.compile(r"-?\d+(?:\.\d+)?")


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
        following = _ORDINAL.get(raw[j], 0) if j < len(raw) else 0
        if j == i:
            out.append(f"{following}th" if following else raw[i])
            j += 1
        elif following and following < 10 and raw[j - 1] in _TENS:
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
            return self._scale(Decimal(_SCALE[word]))
        if word in _SMALL:
            return self._small(Decimal(_SMALL[word]))
        if word == "and":
            return self._joins(raw, j)
        if not self.begun and _DIGITS.fullmatch(word):
            self.begun, self.part, self.room = True, Decimal(word), Decimal(0)
            return True
        return False

    def _scale(self, scale: Decimal) -> bool:
        part = self.part if self.part or self.begun else Decimal(1)
        if scale == 100:
            self.part = part * scale
        else:
            self.total, self.part = self.total + part * scale, Decimal(0)
        self.begun, self.room = True, min(scale, Decimal(100)) if scale == 100 else scale
        return True

    def _small(self, value: Decimal) -> bool:
        if value >= self.room:
            return False
        self.part, self.begun = self.part + value, True
        self.room = Decimal(10) if value >= 20 else Decimal(0)
        return True

    def _joins(self, raw: list[str], j: int) -> bool:
        """Take the `and` of `one hundred and five`, not that of `five and six`."""
        after = raw[j + 1] if j + 1 < len(raw) else ""
        return j > 0 and self.begun and raw[j - 1] in _SCALE and after in _SMALL
