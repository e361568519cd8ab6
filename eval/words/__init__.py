"""Two texts in, whether one holds the other out: case, numbers, dates and money written alike.

The text becomes a row of tokens; a gold answer is held when its tokens stand in the text one after
another. A number is one token (`7` is not in `17`, `7,000` or `7 million`) and so is a date, which
also holds what is less precise: `July 1, 2025` holds `July 1`, `July 2025`, `2025` and `July`.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from eval.words.dates import Day, find
from index_store import numbers

Token = str | Day

_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_ARTICLES = frozenset({"a", "an", "the"})
_MONEY = {"$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "₹": "rupee"}
_UNIT = {
    "dollars": "dollar", "usd": "dollar", "pounds": "pound", "gbp": "pound", "euros": "euro",
    "eur": "euro", "rupees": "rupee", "%": "percent", "pct": "percent",
}  # fmt: skip
# Letters written right after the digits; `m` and `b` are metres and bytes unless money is meant.
_ATTACHED = {"k": "thousand", "mn": "million", "bn": "billion", "tn": "trillion"}
_ATTACHED_MONEY = _ATTACHED | {"m": "million", "b": "billion"}
_DASHES = str.maketrans("‐‑‒–—−", "-----−", "\u200b\u00ad")
_TOKEN = re.compile(
    r"(?P<money>(?:\b(?:us|u\.s\.) ?)?[$£€¥₹])"
    r"|(?P<number>(?<![\w.])(?:(?<!\S)[-−])?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?)"
    r"(?P<suffix>[a-z]*)"
    r"|(?P<dotted>(?:\b[a-z]\.){2,}(?:[a-z]\b)?)"
    r"|(?P<coded>[a-z]+-\d{1,3}\b)"
    r"|(?P<usdollar>\b(?:us|u\.s\.) dollars?\b)"
    r"|(?P<word>[^\W_](?:[\w'’]*[^\W_])?)"
    r"|(?P<percent>%)"
)


def tokens(text: str, *, drop_articles: bool = True) -> list[Token]:
    """Cut a text into tokens: words in lower case without accents, numbers as digits, dates."""
    folded = _fold(text)
    row: list[Token] = []
    done = 0
    for start, end, day in find(folded):
        row += _plain(folded[done:start])
        row.append(day)
        done = end
    row += _plain(folded[done:])
    return [t for t in row if not (drop_articles and t in _ARTICLES)]


def holds(text: str, gold: str) -> bool:
    """Whether the gold answer stands in the text; a gold answer without any token never does."""
    wanted = _without_weekdays(tokens(gold))
    bare = not wanted  # such as the vitamin "A"
    if bare:
        wanted = tokens(gold, drop_articles=False)
    given = tokens(text, drop_articles=not bare)
    width = len(wanted)
    starts = range(len(given) - width + 1) if width else range(0)
    return any(all(map(_same, given[i : i + width], wanted)) for i in starts)


def dates(text: str) -> list[Day]:
    """List the dates of a text in order; bare years are not among them."""
    return [day for _, _, day in find(_fold(text))]


def _same(given: Token, wanted: Token) -> bool:
    if isinstance(given, Day):
        if isinstance(wanted, Day):
            return given.covers(wanted)
        return given.year is not None and wanted == str(given.year)
    return given == wanted


def _without_weekdays(row: list[Token]) -> list[Token]:
    """Drop a weekday next to a day of the month, which says the same."""
    padded = ["", *row, ""]
    return [
        token
        for before, token, after in zip(padded, row, padded[2:], strict=False)
        if not (token in _WEEKDAYS and (_names_day(before) or _names_day(after)))
    ]


def _names_day(token: Token) -> bool:
    return isinstance(token, Day) and token.day is not None


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_DASHES)


def _plain(text: str) -> list[str]:
    low = text.lower().replace("&", " and ").replace("per cent", "percent")
    # A number does not go on behind a comma: `one hundred, two hundred`.
    return [token for piece in re.split(r"[,;:()]\s", low) for token in _piece(piece)]


def _piece(low: str) -> list[str]:
    raw: list[str] = []
    unit = ""
    stretch: list[str] = []
    for match in _TOKEN.finditer(low):
        if match["money"]:
            raw += _close(stretch, unit)
            unit, stretch = _MONEY[match["money"][-1]], []
            continue
        stretch += _write(match, is_money=bool(unit) and not stretch)
    return raw + _close(stretch, unit)


def _close(stretch: list[str], unit: str) -> list[str]:
    """Put the unit of `$1.5 million` behind its number, as in `1.5 million dollars`."""
    joined = numbers.join(stretch)
    return [*joined[:1], unit, *joined[1:]] if unit else joined


def _write(match: re.Match[str], *, is_money: bool) -> list[str]:
    if match["number"]:
        return _number(match["number"], match["suffix"], is_money=is_money)
    if match["usdollar"]:
        return ["dollar"]
    if match["dotted"] or match["coded"]:
        return [re.sub(r"[.-]", "", match.group())]
    word = match.group().replace("’", "'").removesuffix("'s").replace("'", "")
    return [_UNIT.get(word, word)] if word else []


def _number(digits: str, suffix: str, *, is_money: bool) -> list[str]:
    number = numbers.write(Decimal(digits.replace(",", "").replace("−", "-")))
    scales = _ATTACHED_MONEY if is_money else _ATTACHED
    if suffix in scales:
        return [number, scales[suffix]]
    if suffix in ("st", "nd", "rd", "th"):
        return [f"{number}th"]
    if suffix in ("", "am", "pm"):
        return [number, suffix] if suffix else [number]
    return [number + suffix]
