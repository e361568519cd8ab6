"""A question in, the same with the months and feasts in it that lack their capitals given them out.

`may`, `march` and `august` are also a verb, a noun and an adjective: they are months only behind a
word of time, beside a day or beside another month.
"""

from __future__ import annotations

import re

from index_store.months import MONTHS
from index_store.times.words import FEASTS

_LONGEST_FIRST = sorted(MONTHS, key=len, reverse=True)
_ANY_MONTH = rf"(?:{'|'.join(f'[{m[0]}{m[0].upper()}]{m[1:]}' for m in _LONGEST_FIRST)})\b\.?"
_LOW = rf"((?:{'|'.join(_LONGEST_FIRST)})\b)(?!-)"
_TO = r"(?:to|and|or|until|till|through)"
_AT = r"(?:[Oo]n|[Bb]y|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Aa]round|[Ff]rom|[Bb]etween)"
_FEAST_WORD = rf"(?:{'|'.join(sorted(FEASTS, key=len, reverse=True))})\b(?:['’]s)?"
_PLACES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Dd]uring|[Bb]y|[Ee]arly|[Mm]id-?|[Ll]ate|"
        rf"(?:[Ee]nd|[Ss]tart|[Bb]eginning|[Mm]iddle|week|weekend|day) of) ?\b{_LOW}",
        rf"\b{_AT} {_LOW}(?=\.? \d)",
        rf"\b{_AT} (?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_LOW}",
        rf"\b(?:[Ff]rom|[Bb]etween) {_LOW}(?=(?: \d{{1,2}})?(?:,? \d{{4}})? {_TO} "
        rf"(?:{_ANY_MONTH}|\d|now\b|today\b))",
        rf"(?<!the )(?<!his )(?<!her )(?<!our )(?<!their )\b(?:[Ll]ast|[Nn]ext) {_LOW}",
        r"\b(?:[Bb]efore|[Aa]fter|[Tt]his|[Ll]ast|[Nn]ext) (august\b)",
        rf"\b{_ANY_MONTH}(?: \d{{1,2}})?,? {_TO} {_LOW}",
        rf"\b(?:[Aa]t|{_AT}|[Oo]ver|[Dd]uring|[Ll]ast|[Nn]ext|[Tt]his|and) "
        rf"({_FEAST_WORD}(?: (?:day|eve|year)\b(?:['’]s)?(?: (?:day|eve)\b)?)?)",
        rf"\b{_AT} (may day\b)",
    )
)


def with_capitals(text: str) -> str:
    """Return `who left in May` for `who left in may`; every letter stays in its place."""
    for place in _PLACES:
        text = place.sub(_capital, text)
    return text


def _capital(match: re.Match[str]) -> str:
    start, end = match.start(1) - match.start(), match.end(1) - match.start()
    whole = match.group()
    return whole[:start] + re.sub(r"\b(?<!['’])[a-z]", _upper, whole[start:end]) + whole[end:]


def _upper(letter: re.Match[str]) -> str:
    return letter.group().upper()
