"""A question as it was typed in, the same as the archive writes it out.

What is typed in a hurry has no capitals and a slip here and there: "when did macron and putin last
speek". Names are found by their capitals, so they are given back where the passages that have the
question's words write them so; a word that stands nowhere gives way to one of these passages that
is nearly the same and no name. Two names that no passage has side by side ("Macron Putin") get a
comma between them.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.plan.words import ADVERBS, AUX, MONTHS, PREPOSITIONS, WEEKDAYS, WH
from assistant.words import STOP, fold, stem
from index_store.embed import tokenizer
from index_store.titles import OFFICES

if TYPE_CHECKING:
    from index_store.store import Library

READ = 20  # passages that are looked through
FEW = 3  # and for a word that none of them has
MOST_WORDS = 40  # a longer question is no hurried one
LONGEST_NAME = 5  # words
MOSTLY = 0.7  # of the places where a name stands inside a sentence, those with capitals
SHORTEST_SLIP = 5  # letters; shorter words have too many neighbours
ALIKE = 0.84  # as difflib counts
COMMON = STOP | AUX | WH | MONTHS | WEEKDAYS | PREPOSITIONS | ADVERBS

_WORD = re.compile(r"[^\W\d_]+(?:['’-](?![sS]\b)[^\W\d_]+)*")  # without a possessive ending
_CAPITAL = "[A-ZÀ-Þ]"
_RUN = re.compile(rf"{_CAPITAL}[\w’'-]+(?: {_CAPITAL}[\w’'-]+)+")
_ENDS_NAME = re.compile(rf"\b{_CAPITAL}[\w’'-]*[”\")]* $")
_JOINED = re.compile(r"\s+(?:and|or|with|&)\s+|\s*,\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_POSSESSIVE = re.compile(r"['’]s?$")
_ASKED = re.compile(r"\b(?:which|what|whose) $", re.IGNORECASE)
_SENTENCE_ENDS = ".!?:\n“\"‘'-–—("


def as_archived(text: str, library: Library, until: date | None = None) -> str:
    """Return a question with its slips mended and, if it was typed without them, its capitals.

    Args:
        text: the question.
        library: the archive.
        until: only what was published by then counts.
    """
    words = [m.group() for m in _WORD.finditer(text) if fold(m.group()) not in COMMON]
    if not words or len(words) > MOST_WORDS:
        return text

    def texts(looked_up: Sequence[str], count: int) -> list[str]:
        found = library.lexical([(word, 1.0) for word in looked_up], count, until)
        return [passage.text for passage in library.passages_by_id([at for at, _ in found])]

    near = texts(words, READ)
    seen = _stems(near)
    strange = [
        word
        for word in dict.fromkeys(words)
        if stem(fold(word)) not in seen
        and not _ordinary(fold(word))
        and stem(fold(word)) not in _stems(texts([word], FEW))
    ]
    typed_low = not any(c.isupper() for c in text[1:])
    text = _begun_low(_mended(text, strange, near), near)
    text = _with_joined(_with_capitals(text, near), strange) if typed_low else text
    return _with_commas(text, near)


def _stems(passages: Sequence[str]) -> set[str]:
    return {stem(fold(word)) for passage in passages for word in _WORD.findall(passage)}


def _ordinary(word: str) -> bool:
    """Tell whether a word is so common that the bundled models have a token for it."""
    return len(tokenizer().encode(word, add_special_tokens=False).ids) == 1


def _mended(text: str, strange: Sequence[str], near: Sequence[str]) -> str:
    """Put in the place of each strange word the one that it is nearly the same as."""
    # Not by a name: who is asked about and who is written about may be two people.
    every = {word for passage in near for word in _WORD.findall(passage)}
    known = {fold(word): word for word in sorted(every) if word.islower()}
    for word in strange:
        if len(word) < SHORTEST_SLIP or word[0].isupper():
            continue
        same_start = [other for other in known if other[0] == fold(word)[0]]
        if close := difflib.get_close_matches(fold(word), same_start, 1, ALIKE):
            text = re.sub(rf"\b{re.escape(word)}\b", known[close[0]], text)
    return text


def _begun_low(text: str, near: Sequence[str]) -> str:
    """Write the first word small where passages do and it opens no name: "Current toll in Kesh"."""
    first = _WORD.match(text)
    if first is None or not first.group()[1:].islower() or not first.group()[0].isupper():
        return text
    word, rest = first.group(), text[first.end() :]
    if fold(word) in COMMON or re.match(rf"['’]s\b| {_CAPITAL}", rest) or not _is_noun(word, near):
        return text
    return text if _as_named(word, near, [_flat(p) for p in near]) else word.lower() + rest


def _with_capitals(text: str, near: Sequence[str]) -> str:
    """Write as names what the passages write as names, longer ones first.

    Two names side by side get a comma between them: "last call Macron, Putin".
    """
    places = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    plain = [_flat(passage) for passage in near]
    done: set[int] = set()
    names: list[tuple[int, int]] = []
    for size in range(LONGEST_NAME, 0, -1):
        for first in range(len(places) - size + 1):
            held = set(range(first, first + size))
            ends = {fold(text[slice(*places[at])]) for at in (first, first + size - 1)}
            if held & done or ends & COMMON:
                continue
            start, end = places[first][0], places[first + size - 1][1]
            noun = size == 1 and _ASKED.search(text[:start])
            if noun and _is_noun(text[start:end], near):
                continue  # what is asked for: "which country", but "which NATO member"
            if name := _as_named(text[start:end], near, plain):
                done |= held
                if size == 1 or not _is_office(text, places, first + size - 1):
                    text = text[:start] + name + text[end:]
                    names.append((start, end))
    return _listed(text, names)


def _listed(text: str, names: Sequence[tuple[int, int]]) -> str:
    """Put a comma between names that stand side by side."""
    for _, end in sorted(names, reverse=True):
        if any(text[end:start] == " " for start, _ in names):
            text = f"{text[:end]},{text[end:]}"
    return text


def _is_office(text: str, places: Sequence[tuple[int, int]], last: int) -> bool:
    """Tell whether words end in an office with nobody named behind it: "justice minister now"."""
    following = fold(text[slice(*places[last + 1])]) if last + 1 < len(places) else ""
    return fold(text[slice(*places[last])]) in OFFICES and (not following or following in COMMON)


def _as_named(typed: str, near: Sequence[str], plain: Sequence[str]) -> str:
    """Return how most passages write what was typed, if that is as a name; empty if not."""
    pattern = re.compile(rf"(?<!\w){re.escape(_flat(typed))}(?!\w)")
    forms: Counter[str] = Counter()
    total = 0
    for passage, flat in zip(near, plain, strict=True):
        for match in pattern.finditer(flat):
            form = passage[match.start() : match.end()]
            words = [word for word in _WORD.findall(form) if fold(word) not in COMMON]
            if len(words) == 1 and _opens(passage, match.start()):
                continue
            total += 1
            if all(word[0].isupper() for word in words):
                forms[form] += 1
    if not forms or sum(forms.values()) < MOSTLY * total:
        return ""
    # A dateline's capitals are a name's only where nothing else tells how it is written.
    return max(forms, key=lambda form: (not form.isupper(), forms[form], form))


def _opens(passage: str, at: int) -> bool:
    """Tell whether a place is the beginning of a sentence, where every word has a capital."""
    before = passage[:at].rstrip(" ")
    return not before or before[-1] in _SENTENCE_ENDS


def _with_joined(text: str, strange: Sequence[str]) -> str:
    """Write as a name what no passage has but stands beside a name: "Macron and scholz"."""
    for word in strange:
        for match in re.finditer(rf"\b{re.escape(word)}\b", text):
            if any(name[0].isupper() for name in _beside(text, match.start(), match.end())):
                text = text[: match.start()] + word[0].upper() + text[match.start() + 1 :]
    return text


def _with_commas(text: str, near: Sequence[str]) -> str:
    """Put a comma between two names that no passage has side by side: "Macron, Putin".

    Each must stand as a name of its own in one sentence: a wrong first name is left as it is, and
    so is one whose middle name the question leaves out.
    """
    told = [sentence for passage in near for sentence in _SENTENCE_END.split(passage)]
    for run in reversed(list(_RUN.finditer(text))):
        if any(run.group() in passage for passage in near):
            continue
        for gap in re.finditer(" ", run.group()):
            halves = run.group()[: gap.start()], run.group()[gap.end() :]
            letters = any(half.isupper() for half in halves)  # "NBA MVP" is one, "Xerox CEO" too
            if letters or _POSSESSIVE.search(halves[0]) or any(_is_noun(h, near) for h in halves):
                continue
            if any(all(_alone(half, sentence) for half in halves) for sentence in told):
                at = run.start() + gap.start()
                text = f"{text[:at]},{text[at:]}"
                break
    return text


def _alone(name: str, told: str) -> bool:
    """Tell whether a name stands in a text with no capitalised word before or behind it."""
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)(?![”’\"')]* {_CAPITAL})")
    if fold(name.split()[0]) in COMMON:
        return False
    return any(not _ENDS_NAME.search(told, 0, m.start()) for m in pattern.finditer(told))


def _is_noun(name: str, near: Sequence[str]) -> bool:
    """Tell whether passages write a name in small letters too, as "president" or "congress"."""
    pattern = re.compile(rf"(?<!\w){re.escape(name.lower())}(?!\w)")
    return any(pattern.search(passage) for passage in near)


def _beside(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the words that are joined to a place by "and", "or", "with" or a comma."""
    for match in _JOINED.finditer(text):
        if match.start() == end and (following := _WORD.match(text, match.end())):
            yield following.group()
        if match.end() == start and (before := _WORD.findall(text[: match.start()])):
            yield before[-1]


def _flat(text: str) -> str:
    """Lower the case and take accents off, letter by letter, so that places stay the same."""
    return "".join(fold(c)[:1] or c for c in text)
