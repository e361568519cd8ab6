"""Words in, the amounts that they give out: in digits, spelled, and with a scale."""

from __future__ import annotations

import re

COUNTING = "no one two three four five six seven eight nine ten eleven twelve".split()
_SPELLED = {
    word: float(n)
    for n, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split(),
        2,
    )
} | {f"{tens}ty": 10.0 * n for n, tens in enumerate("thir for fif six seven eigh nine".split(), 3)}
AMOUNT = re.compile(
    rf"(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?|\b(?:{'|'.join(_SPELLED)}|one(?= [a-z]+illion))\b)"
    r"(?: (?P<scale>thousand|million|billion|trillion))?",
    re.IGNORECASE,
)
_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "": 1.0}


def value_of(amount: re.Match[str]) -> float:
    """Return the number that a match of AMOUNT gives: 1.5e6 for `1.5 million`."""
    number = amount.group("number").lower().replace(",", "")
    scale = (amount.group("scale") or "").lower()
    return (_SPELLED.get(number, 1.0) if number.isalpha() else float(number)) * _SCALE[scale]


def is_year(amount: re.Match[str]) -> bool:
    """Tell whether an amount is written like a year of this or the last century."""
    return bool(re.fullmatch(r"(?:19|20)\d\d", amount.group()))
