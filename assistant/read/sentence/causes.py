"""A sentence in, what it gives as a cause, a reason or a purpose out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.read.sentence.participants import CALENDAR
from assistant.read.sentence.syntax import Token, parse, phrase_of
from assistant.words import find_words

SURE, LIKELY = 1.0, 0.6

# What a clause or a phrase of cause begins with; these say nothing else.
_BECAUSE = frozenset({"because", "due", "owing"})
# These may say when, or for whom, as well.
_AFTER = frozenset("after since as over amid following for".split())
# Verbs whose subject is the cause, or which have it behind "by", "on" or "to".
_CAUSES = frozenset(
    "cause force prompt lead-to delay hold-up stop prevent trigger spark explain halt block "
    "drive compel bring-down push".split()
)
_ASCRIBED = frozenset("blame ascribe attribute owe put-down".split())
_WHICH = frozenset("who whose which that where".split())
_TIMES = frozenset("second minute hour day night week weekend month year decade time".split())


@dataclass(frozen=True, slots=True)
class Cause:
    """A stretch of a sentence that gives a reason; `sure` says how plainly, 0 to 1."""

    start: int
    end: int
    sure: float


@lru_cache(maxsize=4096)
def causes(sentence: str) -> tuple[Cause, ...]:
    """List what a sentence gives as reasons, in its order; offsets are into the sentence."""
    doc = parse(sentence)
    found: list[Cause] = []
    for token in doc:
        for part, sure in _given(token):
            tokens = [t for t in part.subtree if t.lower_ not in _BECAUSE or t.i > part.i]
            if not tokens:
                continue
            text = doc[tokens[0].i : _end(doc, tokens[-1].i + 1)].text.strip(' ,.;"“”')
            start = find_words(sentence, text)
            if start >= 0 and text:
                found.append(Cause(start=start, end=start + len(text), sure=sure))
    return tuple({(c.start, c.end): c for c in reversed(found)}.values())[::-1]


def _end(doc: Sequence[Token], end: int) -> int:
    """Take in the clause that says which is meant: `stations whose results came twice`."""
    if end < len(doc) and doc[end].lower_ in _WHICH:
        while end < len(doc) and doc[end].text not in {",", ".", ";"}:
            end += 1
    return end


def _given(token: Token) -> list[tuple[Token, float]]:
    """Return the heads of the causes that a word introduces, with how plainly it does."""
    word = token.lower_
    if token.dep_ == "mark" and token.head.dep_ == "advcl":
        sure = SURE if word in _BECAUSE else LIKELY if word in _AFTER else 0.0
        return [(token.head, sure)] if sure else []
    if token.dep_ == "prep" or word in _BECAUSE:
        sure = SURE if word in _BECAUSE else LIKELY if word in _AFTER else 0.0
        return (
            [(o, sure) for o in _objects(token) if sure == SURE or not _is_time(o)] if sure else []
        )
    if token.pos_ == "VERB":
        return _by_verb(token)
    return []


def _by_verb(verb: Token) -> list[tuple[Token, float]]:
    phrase = phrase_of(verb)
    particles = {f"{phrase}-{c.lower_}" for c in verb.children if c.dep_ in {"prep", "prt"}}
    if _ASCRIBED & {phrase, *particles}:
        return [(o, SURE) for c in verb.children if c.dep_ == "prep" for o in _objects(c)]
    if _CAUSES & {phrase, *particles}:
        passive = any(c.dep_ == "nsubjpass" for c in verb.children)
        if passive:
            agents = [o for c in verb.children if c.dep_ == "agent" for o in c.children]
            return [(o, SURE) for o in agents]
        return [(c, LIKELY) for c in verb.children if c.dep_ == "nsubj"]
    purpose = verb.dep_ == "advcl" and any(c.lower_ == "to" for c in verb.children)
    return [(verb, LIKELY)] if purpose else []


def _is_time(noun: Token) -> bool:
    """Tell whether a noun says when or how long."""
    return bool(noun.like_num or noun.text in CALENDAR or noun.lemma_.lower() in _TIMES)


def _objects(preposition: Token) -> list[Token]:
    """Return what a preposition governs, past a second one: `because of`, `due to`."""
    inner = [c for c in preposition.children if c.dep_ in {"pobj", "pcomp"}]
    deeper = [o for c in preposition.children if c.dep_ in {"prep", "pcomp"} for o in c.children]
    further = [o for o in deeper if o.dep_ == "pobj"]
    return further or [c for c in inner if c.lower_ not in {"of", "to"}]
