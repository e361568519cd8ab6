"""An article in, the names in each of its sentences out: spans of capitals, without titles."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index_store.times.words import MONTHS, WEEKDAYS
from index_store.titles import PARTS, RULERS, SHORT, TITLES, any_of, capitals

_WORD = r"(?:(?:al|el|an|ad|as)-[A-Z]\w+|[A-ZÀ-Þ][\w’'-]*\w|[A-Z](?:\.[A-Z])+\.?|[A-Z]\.?)"
_SMALL = r"(?:de|da|di|del|van|von|der|bin|ibn|al|el|la|le|of|for|the)"
_SPAN = re.compile(rf"{_WORD}(?:[ \t]+(?:(?:{_SMALL}[ \t]+){{1,2}}(?={_WORD}))?{_WORD})*")
_MONTH_AND_DAY_NAMES = frozenset(word.title() for word in (*MONTHS, *WEEKDAYS))
_POSSESSIVE = re.compile(r"['’]s$|['’]$")
_TITLES = capitals(TITLES | SHORT | PARTS).union(
    "Miss Attorney Deputy Executive Interim Officer".split()
)
# Words that begin sentences; alone at the start of one they are no name.
_STARTERS = frozenset(
    "The A An In On At By For From To With Without After Before During Since Until As And But "
    "Or Nor So Yet If When While Where Why How What Who Which That This These Those There Then "
    "Here He She It They We You I His Her Its Their Our Your My One Two Three Four Five Six "
    "Seven Eight Nine Ten Some Many Most All Both Each Every No Not Nearly Almost About Over "
    "Under More Less Other Others Another Such Only Even Still Also Just Now Today Yesterday "
    "Tomorrow Earlier Later Meanwhile However Moreover Although Though Because "
    "Despite Following Amid According Asked Once Several Officials Police People Experts "
    "Critics Supporters Residents Authorities Talks Voters Lawmakers Investigators Prosecutors "
    "Firefighters Scientists Researchers Shares Prices Sales Early Late Mid Pressed Fighting "
    "Thousands Hundreds Dozens Millions Among Between Through Across "
    "Around Against Like Unlike Instead Perhaps Maybe Yes FILE PHOTO File Photo Leaders "
    "Ministers Presidents Members Workers Protesters".split()
)


def name_spans(text: str, masked: Iterable[tuple[int, int]]) -> list[tuple[int, str]]:
    """Find names and where they begin.

    Args:
        text: one sentence, from its first character.
        masked: spans that hold no names (dates).
    """
    for a, b in masked:
        text = f"{text[:a]}{';' * (b - a)}{text[b:]}"
    found: list[tuple[int, str]] = []
    for match in _SPAN.finditer(text):
        at_start = not text[: match.start()].strip("\"'“‘«(-–—•* \t;")
        name = _clean(match.group(), at_start=at_start)
        if name:
            found.append((match.start(), name))
    return found


_FUNCTION = frozenset(
    "With In On At By For From To After Before As And But Or If When While It That This There He "
    "She They We".split()
)
_HEADS = frozenset((*RULERS, "king", "queen"))
_OFFICES = _HEADS | {"foreign minister", "secretary"}
_OFFICE = f"({any_of(capitals(_OFFICES))})"
_HOLDER = re.compile(rf"\b([A-Z]\w+) (?:[Dd]efen[cs]e )?{_OFFICE} ({_WORD}(?: {_WORD})*)")
_ROLE = re.compile(rf"\b([A-Z]\w+) ({any_of(_OFFICES | {'leader'})})\b")


def office_holders(text: str) -> dict[tuple[str, str], str]:
    """Learn who `the French president` is from `French President Emmanuel Macron`.

    Returns:
        Full names by country word and office, lower case; the first one named also answers to
        `leader`.
    """
    holders: dict[tuple[str, str], str] = {}
    for country, office, name in _HOLDER.findall(text):
        title = office.lower()
        holders.setdefault((country, title), _POSSESSIVE.sub("", name))
        if title in _HEADS:
            holders.setdefault((country, "leader"), _POSSESSIVE.sub("", name))
    return holders


def named_by_office(sentence: str, holders: dict[tuple[str, str], str]) -> list[str]:
    """Name those whom a sentence calls by their office."""
    return [holders[found] for found in _ROLE.findall(sentence) if found in holders]


def _clean(span: str, *, at_start: bool) -> str:
    """Take off titles, the capital of a sentence's first word, and the possessive."""
    words = span.split()
    skipped = _STARTERS if at_start else _FUNCTION
    while words and _POSSESSIVE.sub("", words[0]) in skipped:
        words = words[1:]
    if at_start and len(words) == 1 and words[0].endswith("ly"):
        return ""
    titles = [i for i, word in enumerate(words) if word.rstrip(".") in _TITLES]
    if titles:
        words = words[titles[-1] + 1 :]
    while words and (words[0].islower() or words[0] in {"The", "A", "An"}):
        words = words[1:]
    if not words or words[0][:2] in {"I'", "I’"}:
        return ""
    if words[0].rstrip(".") in _STARTERS | _MONTH_AND_DAY_NAMES and len(words) == 1:
        return ""
    name = _POSSESSIVE.sub("", " ".join(words))
    return name if len(name) > 1 else ""
