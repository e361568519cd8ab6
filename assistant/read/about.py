"""A sentence and the names and kind of event asked for in, whether it is about them out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.read.relevance import KINDS, kinds
from assistant.read.tellings import Telling
from assistant.read.typed import entities
from assistant.words import missing_names, name_in, words_of

_ONE = re.compile(r"\b(?:he|she|it|him|her|his|its)\b", re.IGNORECASE)
_PERSON = re.compile(r"(?:s?he|him|her|his)$", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\b(?:they|them|their|both|pair|duo|"
    r"the (?:two|pair|sides|leaders|presidents|premiers|ministers|men|women|countries|companies|"
    r"teams|clubs|parties|neighbours|neighbors|rivals|couple))\b",
    re.IGNORECASE,
)
_NAME_FOLLOWS = re.compile(r" [A-Z]")
_PUT_OFF = re.compile(
    r"\b(?:postpon\w+|delay\w*|reschedul\w+|deferr?\w*|(?:put|pushed) (?:off|back)|"
    r"(?:moved|slipped) (?:from|to|back))\b",
    re.IGNORECASE,
)


def puts_off(text: str) -> bool:
    """Tell whether a sentence is about moving a date."""
    return bool(_PUT_OFF.search(text))


def takes_part(names: Sequence[str], telling: Telling) -> float:
    """Say how surely a sentence is about all names asked for: 1 it names them, below 0 it is not.

    A word that stands for those named right before counts nearly as much, unless the sentence
    names somebody else, whom it may mean.
    """
    if any(other_of_series(name, telling.text) for name in names):
        return -2.0
    left = missing_names(names, telling.text)
    if not left:
        return 1.0
    if missing_names(left, telling.before):
        return -2.0
    one = _ONE.search(telling.text)
    for_them = one if len(left) == 1 and one else _group(telling.text)
    if not for_them:
        return 0.0
    if for_them is one and _PERSON.match(one[0]) and _last_named_is_another(names, telling):
        return -2.0
    reach = for_them.start() if for_them is one else len(telling.text)
    return 0.0 if _names_others(names, telling, reach) else 0.7


def _last_named_is_another(names: Sequence[str], telling: Telling) -> bool:
    """Tell whether the person last named before a sentence is none of those asked about.

    A pronoun means whoever was named last, not somebody named further back.
    """
    (found,) = entities([telling.before])
    people = [telling.before[a:b] for a, b, label in found if label == "PERSON"]
    return bool(people) and not name_in(people[-1], words_of(" ".join(names)))


def _group(text: str) -> re.Match[str] | None:
    """Find a word for several named before; `the ministers Moss and Hale` are named right there."""
    found = _SEVERAL.finditer(text)
    return next((m for m in found if not _NAME_FOLLOWS.match(text, m.end())), None)


def _names_others(names: Sequence[str], telling: Telling, reach: int) -> bool:
    """Tell whether people are asked about, and a sentence names others within `reach`."""
    known = words_of(" ".join(names))
    near, own = entities([telling.before, telling.text])
    around = [telling.before[a:b] for a, b, label in near if label == "PERSON"]
    people = [(a, telling.text[a:b]) for a, b, label in own if label == "PERSON"]
    if not any(name_in(who, known) for who in (*around, *(who for _, who in people))):
        return False
    return any(a < reach and not name_in(who, known) for a, who in people)


def other_of_series(name: str, text: str) -> bool:
    """Tell whether a text has another number behind a name: `Kestrel 5` for `Kestrel 9`."""
    stem, _, number = name.rpartition(" ")
    if not stem or not number.isdigit():
        return False
    found = re.findall(rf"\b{re.escape(stem)} (\d+)", text)
    return bool(found) and number not in found


def same_kind(asked: frozenset[str], telling: Telling) -> float:
    """Say what a sentence loses that has no word for the asked kind of event."""
    wanted = asked & KINDS
    if not wanted or wanted & kinds(telling.text):
        return 0.0
    return -1.5 if wanted & kinds(telling.context) else -2.5
