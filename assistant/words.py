"""Texts in, comparable words out: what readers and checks mean by 'the same word'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import date
from functools import lru_cache

from assistant import places
from assistant.fold import fold as fold

WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)*")

# Function words, and words that only say what kind of question it is.
STOP = frozenset(
    "a an the and or but of in on at to for from by with about as into over after before during "
    "since until between is are was were be been being am do does did done has have had having "
    "will would can could should may might must shall it its he she they him her them his their "
    "this that these those there who whom whose what which when where why how many much often "
    "i you we us our your me my not no than then so if s t did mr mrs ms dr also more most some "
    "any all such only own same other".split()
)

# Common endings, longest first, each with the shortest stem that it may leave.
_ENDINGS = (
    ("ations", 4), ("ation", 4), ("ments", 4), ("ment", 4), ("ings", 3), ("ing", 3), ("ies", 2),
    ("ied", 2), ("ions", 4), ("ion", 4), ("ers", 4), ("er", 4), ("ors", 4), ("or", 4), ("ed", 3),
    ("es", 3), ("al", 4), ("ly", 4), ("s", 3), ("e", 4), ("y", 4),
)  # fmt: skip


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Cut a folded word down to a crude stem, so that inflected and derived forms meet."""
    for ending, least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            word = word[: len(word) - len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word


_QUOTES = str.maketrans(dict.fromkeys("\"“”‘’«»'"))


def stems(text: str) -> list[str]:
    """Return the stems of the content words of a text, in order."""
    return [stem(w) for w in WORD.findall(fold(text)) if w not in STOP]


def cover(wanted: AbstractSet[str], text_stems: AbstractSet[str]) -> float:
    """Return the share of wanted stems that are there; 1 when none is wanted."""
    return len(wanted & text_stems) / len(wanted) if wanted else 1.0


def missing_names(names: Sequence[str], text: str) -> list[str]:
    """Return the names that a text does not speak of, nor of a place within them."""
    words = words_of(text)
    return [
        name for name in names if not name_in(name, words) and not places.lies_within(name, words)
    ]


_WEEK = re.compile(r"\d{4}-W\d\d")
_PARTS = {
    "SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter", "H1": "first half of",
    "H2": "second half of", "Q1": "first quarter of", "Q2": "second quarter of",
    "Q3": "third quarter of", "Q4": "last quarter of",
}  # fmt: skip
_DEMONYMS = frozenset("n an ian ians ans ean eans i is ish ese ic er ers ite ites".split())


@lru_cache(maxsize=65536)
def name_in(name: str, text_words: frozenset[str]) -> bool:
    """Tell whether a text speaks of `name`: its last word is there, spelling variants allowed.

    The last word of a name is what news repeats ("Macron" for "Emmanuel Macron"); for names of
    things all words with a capital or digit must be there in part, at least half of them.
    """
    words = [w for w in WORD.findall(fold(name)) if w not in STOP]
    if not words or words[-1] in text_words:
        return True
    if any(same_name(words[-1], other) for other in text_words):
        return True
    present = sum(any(same_name(w, other) for other in text_words) for w in words[:-1])
    return (len(words) > 2 and present >= 2) or places.speaks_of(name, text_words)


def same_name(a: str, b: str) -> bool:
    """Tell whether two folded words are spellings of one name: Zelensky, Zelenskyy, Zelenskiy."""
    if a[:1] != b[:1]:
        return False
    if a == b or _demonym(a, b) or _demonym(b, a):
        return True
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 2 or a[:4] != b[:4]:
        return False
    return skeleton(a) == skeleton(b)


def _demonym(longer: str, shorter: str) -> bool:
    """Tell whether one word names the people of the other: Russian, Tarsenian, Iraqi, Viennese."""
    root = shorter.rstrip("aeiouy") if len(shorter) > 4 else shorter
    return len(shorter) >= 4 and longer.startswith(root) and longer[len(root) :] in _DEMONYMS


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Return what spellings of a transliterated name or a plural have in common."""
    word = re.sub(r"(?:'s|s)$", "", word) if len(word) > 5 else word
    word = re.sub(r"[iy]+[iyj]*$", "y", word)
    return re.sub(r"(.)\1+", r"\1", word).replace("ou", "u").replace("ij", "i").replace("kh", "h")


def find_words(text: str, words: str) -> int:
    """Return where words stand in a text as whole words; -1 where they do not.

    >>> find_words("Mayor Lind resigned in May", "May")
    23
    """
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) if words else None
    return found.start() if found else -1


def bare(text: str) -> str:
    """Return a text without quotation marks and capitals, which differ where it is quoted."""
    return " ".join(text.translate(_QUOTES).casefold().split())


def day_words(day: date) -> str:
    """Write a day as `July 1, 2025`."""
    return f"{day:%B} {day.day}, {day.year}"


def date_words(value: str) -> str:
    """Write an ISO day, range of days, week, month or part of a year in words, else as it is.

    >>> date_words("2026-W10")
    'week of March 2, 2026'
    """
    first, _, last = value.partition("/")
    if last:
        return f"{date_words(first)} to {date_words(last)}"
    with suppress(ValueError):
        week = _WEEK.fullmatch(value)
        day = day_words(date.fromisoformat(f"{value}-1" if week else value[:10]))
        return f"week of {day}" if week else day
    with suppress(ValueError):
        return f"{date.fromisoformat(f'{value}-01'):%B %Y}"
    year, _, part = value.partition("-")
    return f"{_PARTS[part]} {year}" if part in _PARTS else value


def capital(text: str) -> str:
    """Begin a text with a capital, unless its first word has its own way of writing: `iPhone`."""
    first = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if first.islower() else text


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """Return the folded words of a text."""
    return frozenset(WORD.findall(fold(text)))


@lru_cache(maxsize=4096)
def stem_set(text: str) -> frozenset[str]:
    """Return the stems of the content words of a text."""
    return frozenset(stems(text))
