"""A question in, the alternatives that it names at its end out: "Who won, Lind or Kerr?"."""

from __future__ import annotations

import re

from assistant.plan.asides import LONGEST
from assistant.plan.names import names_in
from assistant.plan.words import AUX, DETERMINERS, PREPOSITIONS
from assistant.types import Operator

_ASKS = re.compile(r"\b(?:who|which|what|where|when|whom|whose)\b", re.IGNORECASE)
_OR = re.compile(r"\bor\b", re.IGNORECASE)
_LISTED = re.compile(
    r"[,:;–—]\s+(?:(?:was|is|were) it\s+|either\s+)?"
    r"(?P<first>[^,?]{2,60}(?:,\s*+[^,?]{2,60})*?),?\s+or\s+(?P<last>[^,?]{2,60}?)[\s?.!]*$",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\b(?:first|earlier|sooner|before the other|ahead of the other)\b", re.IGNORECASE
)
_LAST = re.compile(r"\b(?:last|later|more recent(?:ly)?)\b", re.IGNORECASE)
MOST_WORDS = 8


def options_of(text: str) -> tuple[str, ...]:
    """Return the alternatives, as they are written; none where a question names no such.

    >>> options_of("Which came first, the vote or the summit?")
    ('the vote', 'the summit')
    """
    if not _ASKS.search(text) or not _OR.search(text):
        return ()
    listed = _LISTED.search(text, max(0, len(text) - LONGEST))
    if listed and _ASKS.search(text, 0, listed.start()):
        found = [*re.split(r",\s*", listed["first"]), listed["last"]]
        apart = order_of(text) != "none" or not _goes_on(text[: listed.start()], found[0])
        return tuple(found) if apart and all(_plain(option) for option in found) else ()
    names = names_in(text)[-2:]
    if len(names) < 2:
        return ()
    between = text[names[0].end : names[1].start].lower().split()
    last = not text[names[1].end :].strip(" ?.!")
    joined = between[:1] == ["or"] and set(between[1:]) <= DETERMINERS
    return (names[0].text, names[1].text) if last and joined else ()


def _goes_on(before: str, option: str) -> bool:
    """Tell whether a list has begun before: "about taxes, schools or roads"."""
    listed = re.search(r"\b([a-z]+)(?: the| an?)? (\S+)$", before)
    alike = listed and listed[2][:1].isupper() == option.removeprefix("the ")[:1].isupper()
    return bool(alike) and listed is not None and listed[1] in PREPOSITIONS


def order_of(text: str) -> Operator:
    """Say whether the `first` or the `last` of alternatives is asked for; `none` when neither."""
    return "first" if _FIRST.search(text) else "last" if _LAST.search(text) else "none"


def _plain(option: str) -> bool:
    """Tell a thing from a clause: "or did she resign"."""
    words = option.lower().split()
    return 0 < len(words) <= MOST_WORDS and words[0] not in AUX and not _ASKS.search(option)
