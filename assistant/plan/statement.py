"""A question and its answer in, the statement that they make together out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.plan.asked import Asked
from assistant.plan.words import (
    ADVERBS,
    AUX,
    BASES,
    CONJUNCTIONS,
    DETERMINERS,
    IRREGULAR,
    PAST,
    PREPOSITIONS,
    Word,
    past,
    words_of,
)
from index_store.numbers import SMALL
from index_store.sentences import split

_MARKER = re.compile(r"\s*\[\d+(?:\s*,\s*\d+)*\]")
_DROPPED = frozenset("last first ever most recently currently now still".split())
_LOWERED = (
    DETERMINERS
    | PREPOSITIONS
    | frozenset(SMALL)
    | frozenset(
        "about around nearly almost more at hundreds thousands dozens none nobody because".split()
    )
)
_VERBS = BASES | frozenset(
    "accept accuse add admit agree announce appear appoint approve arrest arrive ask attack "
    "attend avoid back ban block call cancel capture change claim close collapse complete confirm "
    "convict crash criticise criticize declare decide defeat defend delay demand deny destroy die "
    "discuss dismiss drop earn elect end enter erupt escape evacuate expect explain face fail fall "
    "fine finish fire fly give halt happen help hire host impose injure invade invest join kill "
    "land launch lift lower move name need negotiate occur offer open order oppose pardon pass "
    "phone plan play pledge promise propose protest publish raise reach receive recall refuse "
    "reject release remove replace report request rescue resign resume retire return reveal rule "
    "sack score seize settle sign spread start stay step stop strike succeed sue suffer support "
    "suspend take talk telephone test threaten transfer try visit vote walk want warn withdraw "
    "work agreed respond address raid ratify rename reopen shut sail".split()
)
_BE = frozenset("is are was were".split())


@dataclass(frozen=True, slots=True)
class Parts:
    """A question with its subject before the verb.

    Attributes:
        subject: `Macron and Putin`.
        verb: `spoke`, or `was`.
        base: the verb as it stands in a question with "did"; empty for other auxiliaries.
        rest: what follows the verb.
    """

    subject: str
    verb: str
    base: str
    rest: str


def first_sentence(answer: str) -> str:
    """Return the first sentence of an answer without its markers and full stop."""
    text = _MARKER.sub("", answer).strip()
    spans = split(text)
    return text[spans[0][0] : spans[0][1]].rstrip(" .!?;,") if spans else ""


def short_answer(answer: str) -> str:
    """Return an answer of a few words as it can stand inside a sentence; empty when longer."""
    text = first_sentence(answer)
    if not text or len(text.split()) > 8 or _is_sentence(text):
        return ""
    first, _, rest = text.partition(" ")
    return f"{first.lower()} {rest}".strip() if first.lower() in _LOWERED else text


def parts_of(asked: Asked) -> Parts | None:
    """Put a question with an auxiliary first ("did X speak") into the order of a statement."""
    words = [w for w in asked.words if w.text not in {"?", "!"}]
    start = asked.after if asked.wh >= 0 else 0
    if start >= len(words) or words[start].lower not in AUX:
        return None
    aux = words[start].lower
    if aux not in {"did", "does", "do"} and start + 1 < len(words) and _predicate(words[start + 1]):
        return None
    end = _subject_end(words, start + 1, aux)
    if end <= start + 1:
        return None
    after = end
    while after < len(words) and words[after].lower in _DROPPED:
        after += 1
    subject = asked.text[words[start + 1].start : words[end - 1].end]
    if aux in {"did", "does", "do"}:
        if after >= len(words):
            return None
        base, verb = words[after].lower, _inflect(words[after].lower, aux)
        after += 1
    else:
        base, verb = "", aux
    rest = asked.text[words[after].start : words[-1].end] if after < len(words) else ""
    return Parts(subject, verb, base, rest)


def statement(asked: Asked, answer: str, dated: str) -> str:
    """Say what is known after a question was answered; empty when it cannot be put in words.

    Args:
        asked: the question.
        answer: the answer as shown.
        dated: a date of the answer with its preposition ("on July 1, 2025"), or nothing.
    """
    full = re.sub(r"^(?:yes|no),\s+", "", first_sentence(answer), flags=re.IGNORECASE)
    short = short_answer(answer)
    inverted = parts_of(asked)
    if _is_sentence(full) and not (asked.kind == "when" and dated and inverted):
        return _with_noun(full, inverted)
    if inverted is None:
        return _with_subject(asked, short)
    if asked.kind in {"who", "what", "which"} and inverted.verb in _BE and short and not dated:
        return f"{inverted.subject} {inverted.rest}".strip() + f" {inverted.verb} {short}"
    middle, tail = "", ""
    if asked.kind in {"who", "what", "which"} and not dated:
        middle = short
    elif asked.kind == "when" or dated:
        tail = dated
    elif asked.kind == "where" and short:
        tail = short if short.split()[0].lower() in PREPOSITIONS else f"in {short}"
    pieces = [inverted.subject, inverted.verb, middle, inverted.rest, tail]
    return " ".join(p for p in pieces if p)


def _with_noun(full: str, parts: Parts | None) -> str:
    """Put the subject of the question for a pronoun that the answer begins with."""
    first, _, rest = full.partition(" ")
    if parts and first.lower() in {"it", "he", "she", "they"}:
        return f"{parts.subject} {rest}"
    return full


def _predicate(word: Word) -> bool:
    lower = word.lower
    form = past(lower) or lower.endswith("ing")
    return not word.capital and (lower in PREPOSITIONS or form)


def _is_sentence(text: str) -> bool:
    words = words_of(text)
    if len(words) < 5 or (words[0].lower in PREPOSITIONS and "," not in text):
        return False
    verbs = AUX | frozenset(IRREGULAR)
    return any(w.lower in verbs or w.lower.endswith("ed") for w in words[1:] if not w.capital)


def _with_subject(asked: Asked, short: str) -> str:
    """Put the answer for the question word: "Who resigned?" and "Lorcan Vane"."""
    if asked.wh < 0 or not short or asked.kind not in {"who", "what", "which", "how many"}:
        return ""
    words = [w for w in asked.words if w.text not in {"?", "!"}]
    if asked.after >= len(words):
        return ""
    noun = " ".join(asked.noun) if asked.kind == "how many" else ""
    if noun and noun.split()[-1] in short.lower():
        noun = ""
    rest = asked.text[words[asked.after].start : words[-1].end]
    before = asked.text[: asked.words[asked.wh].start]
    return " ".join(p for p in (before.strip(), short, noun, rest) if p)


def _subject_end(words: list[Word], start: int, aux: str) -> int:
    if start >= len(words):
        return start
    i = start
    while i < len(words) and not _verb_at(words, i, start, aux):
        if words[i].lower in PREPOSITIONS - {"of", "between"} and i > start:
            return i if aux not in {"did", "does", "do"} else -1
        i += 1
    return i if i < len(words) or aux not in {"did", "does", "do"} else -1


def _verb_at(words: list[Word], i: int, start: int, aux: str) -> bool:
    word = words[i]
    if i == start or word.capital or not word.text[0].isalpha():
        return False
    lower, before = word.lower, words[i - 1]
    if before.lower in DETERMINERS | CONJUNCTIONS or lower in CONJUNCTIONS:
        return False
    if lower in _DROPPED:
        return True
    if aux in {"did", "does", "do", "will", "would", "can", "could", "should"}:
        adjective = i - 2 >= start and words[i - 2].lower in DETERMINERS
        known = lower in _VERBS or (before.capital and not adjective and lower not in PREPOSITIONS)
        return known and not before.possessive
    return lower in IRREGULAR or lower.endswith(("ed", "en", "ing")) or lower in ADVERBS


def _inflect(base: str, aux: str) -> str:
    if aux == "do":
        return base
    if aux == "does":
        return base + ("es" if base.endswith(("s", "sh", "ch", "x", "o")) else "s")
    if base in PAST:
        return PAST[base]
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in set("aeiou"):
        return base[:-1] + "ied"
    return base + "ed"
