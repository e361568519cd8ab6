"""A question in, the people, organisations, places and things that it is about out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.plan.words import (
    ADVERBS,
    AUX,
    BASES,
    CONJUNCTIONS,
    DETERMINERS,
    IRREGULAR,
    MONTHS,
    PREPOSITIONS,
    PRONOUNS,
    TIME_NOUNS,
    WEEKDAYS,
    WH,
    Word,
    singular,
    words_of,
)
from index_store.numbers import ORDINALS, SMALL
from index_store.titles import COURTESY, HONOURS, HOUSE, LETTERS, PARTS, RANKS, SHORT, STATE, TITLES

_QUOTED = re.compile(r"[\"“]([^\"“”]{2,80})[\"”]|(?<!\w)['‘]([A-Z][^'‘’]{2,80})['’](?!\w)")
_LINKS = frozenset("of de da del della di du la le van von der den bin ibn al el y e & for".split())
_ABBREVIATED = SHORT | {"st", "no"}
TITLE_WORDS = TITLES | PARTS | {"finance", "interior"}
# What stands before these belongs to the role: "Venezuelan President Nicolás Maduro".
_ENDS_ROLE = (STATE | HOUSE | RANKS | COURTESY | HONOURS | {"speaker", "pope"}) - {"general"}
_ING_NOUNS = frozenset(
    "building meeting hearing briefing wedding shooting bombing landing ruling flooding bearing "
    "funding spending housing training crossing king ring spring wing sting thing".split()
)
_NOT_NAMES = (
    WH | AUX | PREPOSITIONS | DETERMINERS | PRONOUNS | CONJUNCTIONS | ADVERBS | MONTHS | WEEKDAYS
) - {"us", "may", "march"}
_NUMBERS = frozenset(SMALL)
_NOT_FIRST = _NUMBERS.union(
    "nobody somebody anybody everybody everyone nothing none both neither "
    "thousands hundreds dozens millions several many "
    "new number people researchers scientists officials authorities police list name tell give "
    "show please apart along besides yes no ok thanks summarise summarize explain describe "
    "timeline chronology summary overview background details reaction reactions consequences "
    "reasons biggest largest smallest highest lowest longest shortest oldest youngest fastest "
    "latest newest earliest deadliest worst best total full".split()
)
_EMPTY = _NUMBERS.union(
    ORDINALS,
    "many much long old often kind type sort name time times thing things people number day date "
    "year month week said say tell told happen happened made take place able own other same main "
    "exactly please list timeline chronology fast far tall big high deep large heavy attempt live "
    "trust become stop open close lead win lose".split(),
)


_JOINT = frozenset(
    "summit call talk meeting border conflict war deal accord agreement match game relation phone "
    "telephone conversation treaty pact ceasefire truce exchange visit dispute row contest".split()
)
_PAIR = re.compile(r"[A-Z][a-z]{3,}-[A-Z][a-z]{3,}")
_COMPOUND = re.compile(r"[A-Z][a-z]+-[a-z]{2,}(?:ed|led|run|born|held|made)")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a question: `text[start:end] == name`, but for a role that was left out."""

    text: str
    start: int
    end: int


def names_in(text: str) -> list[Name]:
    """Find the capitalised names and quoted titles of a text, in order."""
    found = [
        Name(
            m.group(1) or m.group(2), m.start(1 if m.group(1) else 2), m.end(1 if m.group(1) else 2)
        )
        for m in _QUOTED.finditer(text)
    ]
    quoted = [(n.start, n.end) for n in found]
    words = words_of(text)
    i = 0
    while i < len(words):
        if not _begins(words, i) or any(a <= words[i].start < b for a, b in quoted):
            i += 1
            continue
        end = _last_word(words, i)
        name = _name(text, words, i, end)
        if name:
            found.extend(_parts(name, words[end + 1].lower if end + 1 < len(words) else ""))
        i = end + 1
    return sorted(found, key=lambda n: n.start)


def _parts(name: Name, following: str) -> list[Name]:
    """Part two names that a hyphen joins, as in `the Lind-Kerr summit`, by the word that follows.

    `Swiss-hosted` names nothing: articles tell it in other words.
    """
    if _COMPOUND.fullmatch(name.text):
        return []
    if not _PAIR.fullmatch(name.text) or singular(following) not in _JOINT:
        return [name]
    first, _, second = name.text.partition("-")
    at = name.start + len(first) + 1
    return [Name(first, name.start, at - 1), Name(second, at, name.end)]


def subjects_of(text: str) -> tuple[str, ...]:
    """Return the names of a question, or its plain nouns when it has none; without repeats."""
    names = [n.text for n in names_in(text)]
    return tuple(dict.fromkeys(names or _plain_nouns(text)))


def _sentence_start(words: list[Word], i: int) -> bool:
    return i == 0 or words[i - 1].text in {".", "?", "!", ":"}


def _begins(words: list[Word], i: int) -> bool:
    word = words[i]
    if not word.capital and not _brand(word.text):
        return False
    if word.lower.partition("'")[0].partition("’")[0] == "i":
        return False
    if word.lower in ADVERBS and i + 1 < len(words) and not _sentence_start(words, i):
        return words[i + 1].capital or words[i + 1].lower == "of"
    if word.lower in _NOT_NAMES:
        return word.lower == "who" and word.text == "WHO"
    if word.lower in {"us", "may", "march"}:
        follows = words[i + 1].text if i + 1 < len(words) else ""
        return word.text == "US" or (word.lower == "may" and follows[:1].isupper() and i > 0)
    return not (_sentence_start(words, i) and word.lower in _NOT_FIRST)


def _brand(text: str) -> bool:
    return len(text) > 2 and text[0].islower() and text[1].isupper()


def _last_word(words: list[Word], i: int) -> int:
    end = i
    while not words[end].possessive and end + 1 < len(words):
        step = _extends(words, end)
        if not step:
            break
        end += step
    return end


def _extends(words: list[Word], end: int) -> int:
    """Return how many words further the name goes: 0 when it ends here."""
    following = words[end + 1]
    if following.text == "." and words[end].lower in _ABBREVIATED | {words[end].lower[:1]}:
        return 2 if end + 2 < len(words) and words[end + 2].capital else 0
    if following.capital and following.lower not in _NOT_NAMES | {"us"}:
        return 1
    if following.text.isdigit() and len(following.text) < 4 and words[end].capital:
        return 1
    if following.lower in _LINKS and end + 2 < len(words):
        second = words[end + 2]
        if second.lower == "the" and end + 3 < len(words) and words[end + 3].capital:
            return 3 if following.lower == "of" else 0
        joined = second.capital and second.lower not in _NOT_NAMES
        return 2 if joined and following.lower != "for" else 0
    return 0


def _name(text: str, words: list[Word], first: int, last: int) -> Name | None:
    for i in range(first, last):
        ends = words[i].lower in _ENDS_ROLE or (words[i].lower == "general" and i > first)
        if ends and words[i + 1].lower not in _LINKS:
            first = i + 1 if words[i + 1].text != "." else i + 2
    if all(w.lower in TITLE_WORDS for w in words[first : last + 1]):
        return None
    if last > first and words[last].text in LETTERS:
        last -= 1  # "the Kolmaran PM" is spoken of as "the prime minister of Kolmara"
    start, end = words[first].start, words[last].end
    name = re.sub(r"['’]s?$", "", text[start:end]).rstrip(".")
    if text[start:end].endswith(".") and len(name) <= 4:
        name = text[start:end]
    return Name(name, start, start + len(name)) if name else None


def _plain_nouns(text: str) -> list[str]:
    found: list[str] = []
    run: list[str] = []
    for word in [*words_of(text), None]:
        base = word is not None and bool(run) and word.lower in BASES
        if word is not None and _content(word) and not base:
            run.append(word.text)
            continue
        if run:
            found.append(" ".join(run))
        run = []
    return found


def _content(word: Word) -> bool:
    lower = word.lower
    if word.sign or len(lower) < 3 or not lower[0].isalpha() or lower in _EMPTY | _NOT_NAMES:
        return False
    if lower.endswith("ing") and lower not in _ING_NOUNS:
        return False
    if singular(lower) in TIME_NOUNS:
        return False
    return lower not in IRREGULAR and not lower.endswith(("ed", "ly"))
