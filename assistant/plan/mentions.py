"""An earlier question or answer in, the people whom a pronoun after it may mean out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.people import PERSON_NOUNS, one_of
from assistant.plan.names import Name
from assistant.plan.words import (
    AUX,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    WH,
    Word,
    past,
    words_of,
)

MOST_BEFORE = 4  # words before a noun that say more of it
_PLACED = re.compile(r"\b(?:in|at|near|off|from|to|across|around|outside|into|of)\s+(?:the )?$")
_PEOPLES = re.compile(r"(?:ian|ean|an|ish|ese|ic|i|ch|sh)$")
_NEXT = re.compile(r"[a-z-]+")
# A people's own, besides its persons: `the French side`.
_THEIRS = frozenset("side government police army forces troops authorities court".split())
_FIRM = re.compile(
    r"&|\b(?:Lines?|Airlines?|Airways|Company|Corp|Bank|Party|Union|Agency|Group|Inc|Ltd|Committee|"
    r"University|United|City|Club|Council|Court|House|Senate|Ministry|Office|Department|Award|"
    r"Prize|Cup|Act|Bill)\b"
)
_REPLIES = re.compile(r"^\W*(?i:yes|no)\b[,.;:]?\s+(?P<who>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+)\b")
_STOPS = AUX | CONJUNCTIONS | PREPOSITIONS | PRONOUNS | WH


def acting(text: str, names: Sequence[Name]) -> list[str]:
    """Return the names of a text that may act: no place to be in, and no word for a people."""
    return [
        n.text for n in names if not _PLACED.search(text[: n.start]) and not of_a_people(text, n)
    ]


def of_a_people(text: str, name: Name) -> bool:
    """Tell whether a name only says of which people somebody is: `the Ostranian truck drivers`."""
    if not _PEOPLES.search(name.text):
        return False
    for word in text[name.end :].split()[:MOST_BEFORE]:
        if not _NEXT.match(word) or word in _STOPS or past(word):
            return False
        noun = word.strip(".,;:?!")
        if one_of(noun) in PERSON_NOUNS or noun in _THEIRS:
            return True
    return False


def looks_personal(name: str) -> bool:
    """Tell whether a name may be a person's: `Sound & Isles Lines` may not."""
    return not _FIRM.search(name) and not any(c.isdigit() for c in name)


def replied_of(answer: str) -> str:
    """Return who "No, Berta Olin had advised against it" is about; empty where nobody is named."""
    found = _REPLIES.match(answer)
    return found["who"] if found else ""


def several(text: str) -> str:
    """Return the last people of a text that have a noun and no name.

    >>> several("A court sentenced two Ostranian truck drivers to three years.")
    'the two Ostranian truck drivers'
    """
    return _described(text, many=True)


def one(text: str) -> str:
    """Return the last person of a text that has a noun and no name: `the captain`."""
    return _described(text, many=False)


def _described(text: str, *, many: bool) -> str:
    words = words_of(text)
    for i in range(len(words) - 1, -1, -1):
        single = one_of(words[i].lower)
        if words[i].capital or single not in PERSON_NOUNS or (single != words[i].lower) is not many:
            continue
        start = _start(words, i)
        led = words[start].lower in DETERMINERS
        named = i + 1 < len(words) and words[i + 1].capital and not words[i + 1].sign
        if named or (not many and words[start].lower != "the"):
            continue
        first = words[start + 1] if led and start < i else words[start]
        return f"the {text[first.start : words[i].end]}"
    return ""


def _start(words: Sequence[Word], at: int) -> int:
    """Return where the noun phrase begins that ends with a word."""
    start = at
    while start and at - start < MOST_BEFORE:
        before = words[start - 1]
        if before.sign or before.lower in _STOPS or past(before.lower):
            break
        start -= 1
        if before.lower in DETERMINERS:
            break
    return start
