"""A sentence and the names and kind of event asked for in, whether it is about them out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.people import PERSON_NOUNS, one_of
from assistant.read.sentence.participants import SEVERAL
from assistant.read.sentence.relevance import KINDS, kinds
from assistant.read.sentence.tellings import Telling
from assistant.read.sentence.typed import entities
from assistant.words import fold, missing_names, name_in, same_name, words_of
from index_store.events.names import name_spans
from index_store.numbers import SMALL
from index_store.sentences import split

_ONE = re.compile(r"\b(?:he|she|it|him|her|his|its)\b", re.IGNORECASE)
_PERSON = re.compile(r"(?:s?he|him|her|his)$", re.IGNORECASE)
_SEVERAL = re.compile(rf"\b(?:they|them|their|{SEVERAL})\b", re.IGNORECASE)
# How surely a report goes on about a thing that it named right before.
NEARBY = 0.4
# ... that those for whom it has but a word are the people of its article.
ELSEWHERE = 0.4
# Whom an article is about it names in its headline or within so many characters.
LEAD = 700
_STANDS_IN = re.compile(
    rf"\b(?:him|her|them|they|each other|one another|{SEVERAL})\b", re.IGNORECASE
)
_SEPARATELY = re.compile(r"\b(?:separately|one after the other)\b", re.IGNORECASE)
_COUNTERPART = re.compile(r"\bcounterparts?\b", re.IGNORECASE)
# Two people, each of them somebody named before.
_EACH_OTHER = re.compile(r"\b(?:he\b.*\bher|she\b.*\bhim)\b", re.IGNORECASE)
_PAIR = re.compile(r"\b(?!(?:He|She|It|They|We) )[A-Z][\w’'-]+ and [A-Z][\w’'-]+")
_NAME_FOLLOWS = re.compile(r" [A-Z]")
_PUT_OFF = re.compile(
    r"\b(?:postpon\w+|delay\w*|reschedul\w+|deferr?\w*|(?:put|pushed) (?:off|back)|"
    r"(?:moved|slipped) (?:from|to|back))\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"[A-Z]{0,2}\d+[A-Z]?")
_NUMERAL = rf"\d{{1,3}}|{'|'.join(SMALL)}"
# Things in a series that news tells apart by their number.
_BY_NUMBER = re.compile(
    r"\b(level|stage|phase|category|reactor|round|division|tier|chapter|episode|season|platform|"
    rf"gate|terminal|runway|route|tower) ({_NUMERAL})\b",
    re.IGNORECASE,
)
_BECAUSE = re.compile(r",? (?:because|since|as|after) (?!of\b)(?=\w+ )|,? because of ")


def puts_off(text: str) -> bool:
    """Tell whether a sentence is about moving a date; what only gives a cause is not."""
    return bool(_PUT_OFF.search(_BECAUSE.split(text, maxsplit=1)[0]))


def takes_part(names: Sequence[str], telling: Telling) -> float:
    """Say how surely a sentence is about all names asked for: 1 it names them, below 0 it is not.

    A word that stands for those named right before counts nearly as much, unless the sentence
    names somebody else, whom it may mean. Things and places named right before, or in the
    headline, are what a report goes on about, even where no word stands for them.
    """
    text = telling.text
    if len(names) > 1 and _SEPARATELY.search(text):
        return -2.0
    if any(other_of_series(name, text) or namesake(name, text) for name in names):
        return -2.0
    left = missing_names(names, text)
    if not left:
        return 1.0
    if missing_names(left, telling.before):
        return ELSEWHERE if left == list(names) and _named_elsewhere(names, telling) else -2.0
    if len(left) < len(names) and _with_another(names, text):
        return -1.0
    return _stood_for(left, names, telling)


def _stood_for(left: Sequence[str], names: Sequence[str], telling: Telling) -> float:
    """Say how surely a sentence is about names that stand before it alone."""
    one = _ONE.search(telling.text)
    for_them = one if len(left) == 1 and one else _group(telling.text)
    if not for_them and len(left) == 2:
        for_them = _EACH_OTHER.search(telling.text)
    if not for_them:
        return NEARBY if _goes_on(left, names, telling) else 0.0
    if for_them is one and _PERSON.match(one[0]) and _means_another(left, names, telling):
        return -2.0
    reach = for_them.start() if for_them is one else len(telling.text)
    return 0.0 if _names_others(names, telling, reach) else 0.7


def _named_elsewhere(names: Sequence[str], telling: Telling) -> bool:
    """Tell whether a sentence has a word for several people whom its article is about.

    `The two have spoken five times` in a report that names both at its head, `The leaders of
    Velmara and Ostrany spoke on Tuesday` in one that then says who they are; not right behind
    other people's names.
    """
    group = _group(telling.text) if len(names) > 1 else None
    article = telling.hit.article
    if not group or missing_names(names, f"{article.title}\n{article.body[:LEAD]}"):
        return False
    told = telling.before.partition("\n")[2]
    last = told[split(told)[-1][0] :] if told.strip() else ""
    near = f"{last} {telling.text[: group.start()]}"
    (found,) = entities([near])
    known = words_of(" ".join(names))
    return all(name_in(near[a:b], known) for a, b, label in found if label == "PERSON")


def _goes_on(left: Sequence[str], names: Sequence[str], telling: Telling) -> bool:
    """Tell whether a sentence, which does not name them, still is about things named before it."""
    known = words_of(" ".join(left))
    near, own = entities([telling.before, telling.text])
    around = [telling.before[a:b] for a, b, label in near if label == "PERSON"]
    if any(name_in(who, known) for who in around):
        return False
    if len(names) == 1:
        return True
    people = {telling.text[a:b] for a, b, label in own if label == "PERSON"}
    asked = words_of(" ".join(names))
    spans = [(m.start - telling.start, m.end - telling.start) for m in telling.times]
    named = [name for _, name in name_spans(telling.text, spans)]
    return all(name_in(name, asked) or name in people for name in named)


def _means_another(left: Sequence[str], names: Sequence[str], telling: Telling) -> bool:
    """Tell whether a sentence's pronoun means somebody who is not asked about.

    It means whom the sentence before begins with, or else whoever was named last.
    """
    told = telling.before.partition("\n")[2]
    last = told[split(told)[-1][0] :] if told.strip() else ""
    first = next((name for _, name in name_spans(last, [])), "")
    if first and name_in(left[0], words_of(first)):
        return False
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
    """Tell whether a text has another one of a series: `Kestrel 5` for `Kestrel 9`, `E2` for `E3`.

    So has one that leaves the last word out behind a number: `E2` for `E2 Plus`.
    """
    stem, _, last = name.rpartition(" ")
    if stem and last.isalpha() and any(c.isdigit() for c in stem):
        return bool(re.search(rf"\b{re.escape(stem)}\b", text)) and name not in text
    if not stem or not _NUMBERED.fullmatch(last):
        return False
    found = re.findall(rf"\b{re.escape(stem)} ({_NUMBERED.pattern})\b", text)
    return bool(found) and last not in found


def other_numbered(question: str, text: str) -> bool:
    """Tell whether a text has another one of what a question numbers: `level three` for `four`."""
    for noun, number in _BY_NUMBER.findall(question):
        told = {_number(n) for _, n in _numbered(noun).findall(text)}
        if told and _number(number) not in told:
            return True
    return False


def _number(word: str) -> str:
    return str(SMALL.get(word.lower(), word))


@cache
def _numbered(noun: str) -> re.Pattern[str]:
    return re.compile(rf"\b({noun}) ({_NUMERAL})\b", re.IGNORECASE)


def namesake(name: str, text: str) -> bool:
    """Tell whether a text names only others of a name: `Duke's Bridge` for `Queen Bridge`.

    They share its last word, or another one as `Mount Sable` does with `Mount Asque`. A title is
    no name, and neither is a word of the name alone.
    """
    own = [fold(w) for w in name.split()]
    if len(own) < 2:
        return False
    spans = [fold(found).split() for _, found in name_spans(text, [])]
    alike = [words for words in spans if any(same_name(a, b) for a in words for b in own)]
    return bool(alike) and all(_other_of(own, words) for words in alike)


def _other_of(own: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether words name another one than `own` does, though they share some."""
    last = any(same_name(own[-1], w) for w in words)
    if last and len(words) > 1:
        return not any(same_name(a, b) for a in words[:-1] for b in own[:-1])
    return not last and not all(any(same_name(a, b) for b in own) for a in words)


def _with_another(names: Sequence[str], text: str) -> bool:
    """Tell whether somebody asked about does it together with somebody who is not."""
    known = words_of(" ".join(names))
    return any(
        (first in known) != (second in known)
        for first, second in (pair.lower().split(" and ") for pair in _PAIR.findall(text))
    )


def may_stand_for(names: Sequence[str], question: str, text: str) -> bool:
    """Tell whether a sentence may mean people asked about whom it does not name.

    `Lind rang her counterpart on May 3` may, where Lind and Kerr are asked about; `Lind spoke to
    the press` and `Lind and Moss spoke` do not. Where the question only says who they are, as in
    `the leaders of Velmara and Ostrany`, a sentence names people for their countries.
    """
    missing = missing_names(names, text)
    if any(
        re.search(rf"\b(?:in|to|at|from|into) {re.escape(name)}\b", question) for name in missing
    ):
        return False  # a place stands for itself alone
    if not missing or (len(missing) == len(names) and not _says_who(question)):
        return not missing
    (found,) = entities([text])
    people = [text[a:b] for a, b, label in found if label == "PERSON"]
    asked = words_of(" ".join(names))
    if _COUNTERPART.search(text):
        return True
    if any(name_in(who, asked) for who in people):
        others = [who for who in people if not name_in(who, asked)]
        return not others and (_says_who(text) or bool(_STANDS_IN.search(text)))
    return True


def _says_who(text: str) -> bool:
    return any(one_of(word) in PERSON_NOUNS for word in words_of(text))


def same_kind(asked: frozenset[str], telling: Telling) -> float:
    """Say what a sentence loses that has no word for the asked kind of event."""
    wanted = asked & KINDS
    if not wanted or wanted & kinds(telling.text):
        return 0.0
    return -1.5 if wanted & kinds(telling.context) else -2.5
