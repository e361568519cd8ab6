"""A text in, the figures, days and names in it out, and whether an answer gives one of them."""

from __future__ import annotations

import re

from assistant.read.sentence.amounts import AMOUNT, value_of
from index_store.months import MONTH
from index_store.numbers import SPELLED

_UNIT = r"(?: (?:thousand|million|billion|trillion|percent|per cent)\b)?"
_DAY = rf"(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})(?:, \d{{4}}| \d{{4}})?"
NUMBER = rf"[$€£]?\d+(?:,\d{{3}})*(?:\.\d+)?(?:st|nd|rd|th)?{_UNIT}"
# With a capital it begins a sentence; before another capital it is part of a name.
_SPELLED = rf"(?:{SPELLED}|(?i:{SPELLED})(?![\w-]| [A-Z])){_UNIT}"
NAME = r"(?:[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+)*"
THING = rf"(?:{_DAY}|{NUMBER}|\b{_SPELLED}\b|{NAME})"
_MONTH = re.compile(rf"{MONTH}(?= \d{{1,2}}(?!\d))|(?<=\d ){MONTH}")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? ")
# How much of the name of a month tells it from the others.
_MONTH_LETTERS = 3
_VOWELS = "aeiou"


def kind(text: str) -> str:
    """Return of which kind a thing is: `day`, `number` or `name`."""
    if re.match(_DAY, text):
        return "day"
    return "number" if re.match(rf"(?:{NUMBER}|{_SPELLED}\b)", text) else "name"


def gives(short: str, thing: str) -> bool:
    """Tell whether an answer gives a thing: the same number, day or name, and no other number."""
    mine, theirs = ([value_of(m) for m in AMOUNT.finditer(t)] for t in (short, thing))
    if theirs:
        same = mine[: len(theirs)] == theirs and len(mine) <= len(theirs) + 1
        return same and _months(short) == _months(thing)
    return (not mine or thing in short) and _words(thing) <= _words(short)


def put(short: str, old: str, new: str) -> str:
    """Put a new thing in place of an old one: `513 million crowns`; a new day has no weekday."""
    short = _WEEKDAY.sub("", short) if kind(new) == "day" else short
    if old not in short:
        return new
    article = "an" if new[:1].lower() in _VOWELS else "a"
    led = re.compile(rf"\b[Aa]n? (?={re.escape(old)})") if kind(new) == "name" else None
    return (led.sub(f"{article} ", short) if led else short).replace(old, new)


def _months(text: str) -> frozenset[str]:
    return frozenset(found.group()[:_MONTH_LETTERS] for found in _MONTH.finditer(text))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.lower().split()) - {"the", "a", "an"}
