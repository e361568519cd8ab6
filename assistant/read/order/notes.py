"""Sentences of a correction in, what was wrong in them with what is right out.

A correction tells what had been printed and then, in the same sentence or the next, what is so:
`The report said that they talked for three hours. The meeting lasted five hours.`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.read.order.things import NAME, THING, kind
from assistant.read.sentence.amounts import AMOUNT, value_of
from assistant.read.sentence.syntax import Stance, Token, parse, stance
from assistant.words import stem, stem_set

Pair = tuple[str, str]

# Words that a sentence must share with the next one to tell the same of another.
SHARED = 2
_NEW = rf"(?P<new>{THING})"
_LATE_NAME = rf"(?<=[a-z,] ){NAME}"  # not the first word of a sentence
_IN_FACT = re.compile(r"\W*(?:in (?:fact|reality|truth)|actually)\b", re.IGNORECASE)
_RIGHT = re.compile(rf"\b(?:is|was|are|were|stands at|should (?:be|have been)) (?:the )?{_NEW}")
# "Our report of May 3", "On May 3 we wrote": the day of printing is not that of the event.
_PRINTED = re.compile(
    r"\b(?:report|article|story|edition|issue|newspaper|paper|headline|item|column)\b"
    r"(?: (?:in|this|our|the|newspaper|paper|edition|published|printed)){0,4}(?: (?:of|on|from))? $"
    r"|(?:^|: )[Oo]n $"
)
_MEASURE = re.compile(r"[ -]([a-z]+)")
_SIGNS = "$€£"
_NO_MEASURE = frozenset("and or of in on at to from for by not as but when who that".split())
_NOT = re.compile(r",? (?:and |but )?not (?:(?:of|on|by|to|in|as|for|at|with|from) )?$")


def told_after(wrong: str, right: str) -> Iterator[Pair]:
    """Yield what a sentence was wrong in, and what the one that follows says instead."""
    yield from told_again(wrong, right)
    yield from _measured_otherwise(wrong, right)
    yield from _called_otherwise(wrong, right)


def right_in(sentence: str, wrong: str) -> str:
    """Return what a sentence says is right: `In fact she had been there for six years`."""
    if right := _RIGHT.search(sentence):
        return str(right["new"])
    if not _IN_FACT.match(sentence):
        return ""
    kinds = {kind(m.group()) for m in re.finditer(THING, wrong)} - {"name"}
    things = [m.group() for m in re.finditer(THING, sentence)]
    return next((t for t in things if kind(t) in kinds), "")


def told_apart(sentence: str) -> Iterator[Pair]:
    """Yield what a correction says that something is not, and is: `a nurse, not a cook`."""
    doc = parse(sentence)
    chunks = list(doc.noun_chunks)
    for old in chunks:
        if old.root.pos_ != "NOUN" or not _NOT.search(f"{doc[: old.start].text} "):
            continue
        earlier = [c for c in chunks if c.end < old.start and _fixed(c.root) == _fixed(old.root)]
        new = next((c for c in earlier if c.root == old.root.head), None) or (
            earlier[-1] if earlier and earlier[-1] is chunks[chunks.index(old) - 1] else None
        )
        if new is not None and new.root.pos_ == "NOUN":
            yield _named(old.root), _named(new.root)


def told_again(wrong: str, right: str) -> Iterator[Pair]:
    """Read what was wrong told once more, with another name in the place of its last one."""
    shared = stem_set(wrong) & stem_set(right)
    old = [m.group() for m in re.finditer(_LATE_NAME, wrong)]
    new = [m.group() for m in re.finditer(_LATE_NAME, right) if m.group() not in wrong]
    if len(shared) >= SHARED and len(new) == 1:
        yield from ((name, new[0]) for name in old[-1:] if name not in right)


def _measured_otherwise(wrong: str, right: str) -> Iterator[Pair]:
    """Read another number of the same measure, or another day: three hours, five hours."""
    old, new = _measures(wrong), _measures(right)
    for measure in old.keys() & new.keys():
        before = [t for t in old[measure] if _value(t) not in map(_value, new[measure])]
        after = [t for t in new[measure] if _value(t) not in map(_value, old[measure])]
        if len(before) == len(after) == 1 and _as_much(wrong, before[0], right, after[0]):
            yield before[0], after[0]


def _as_much(wrong: str, before: str, right: str, after: str) -> bool:
    """Tell whether what follows is told as so; of what was only planned, as planned."""
    old, new = _stance(wrong, before), _stance(right, after)
    return not (new.denied or new.unsaid) and (old.planned or not new.planned)


def _measures(sentence: str) -> dict[str, list[str]]:
    """Return the days of a sentence, and its numbers by what they count or measure."""
    found: dict[str, list[str]] = {}
    for match in re.finditer(THING, sentence):
        thing, after = match.group(), _MEASURE.match(sentence, match.end())
        measure = stem(after[1]) if after and after[1] not in _NO_MEASURE else ""
        if kind(thing) == "day":
            measure = "" if _PRINTED.search(sentence[: match.start()]) else "day"
        elif kind(thing) == "name":
            measure = ""
        elif thing[0] in _SIGNS:
            measure = thing[0]
        if measure:
            found.setdefault(measure, []).append(thing)
    return found


def _value(thing: str) -> tuple[str, ...]:
    month = re.sub(r"[^A-Za-z]", "", thing)[:3] if kind(thing) == "day" else ""
    return (month, *(str(value_of(m)) for m in AMOUNT.finditer(thing)))


def _stance(sentence: str, thing: str) -> Stance:
    """Return how a sentence stands to a thing in it: is it told as so, denied, or planned."""
    doc = parse(sentence)
    at = doc.text.find(thing)
    span = doc.char_span(at, at + len(thing), alignment_mode="expand") if at >= 0 else None
    return stance(span.root) if span is not None else Stance(unsaid=True)


def _called_otherwise(wrong: str, right: str) -> Iterator[Pair]:
    """Read what somebody was wrongly called, and is: `a forklift driver`, `a press operator`."""
    old, new = _callings(wrong), _callings(right)
    if len(old) != 1 or len(new) != 1:
        return
    (whose, before), (holder, after) = old[0], new[0]
    same = holder is not None and (holder.pos_ == "PRON" or _alike(holder, whose))
    if same and before.lower_ != after.lower_:
        yield _named(before), _named(after)


def _callings(sentence: str) -> list[tuple[Token | None, Token]]:
    """Return the nouns that a sentence says somebody or something is, each with whose it is."""
    found = []
    for token in parse(sentence):
        head = token
        while head.dep_ == "conj":
            head = head.head
        verb = head.head
        if token.pos_ != "NOUN":
            continue
        if head.dep_ == "attr" and verb.lemma_ == "be":
            found.append((_child(verb, "nsubj"), token))
        elif head.dep_ == "pobj" and verb.lower_ == "as" and verb.head.pos_ == "VERB":
            found.append((_child(verb.head, "dobj", "nsubjpass", "nsubj"), token))
        elif head.dep_ == "oprd" and verb.pos_ == "VERB":
            found.append((_child(verb, "dobj", "nsubjpass"), token))
    return found


def _child(verb: Token, *roles: str) -> Token | None:
    """Return what stands to a verb in the first of some roles, or to the verb it goes on from."""
    for role in roles:
        for child in verb.children:
            if child.dep_ == role:
                return child
    return _child(verb.head, *roles) if verb.dep_ == "conj" else None


def _alike(holder: Token, whose: Token | None) -> bool:
    return whose is not None and holder.lower_ == whose.lower_


def _fixed(noun: Token) -> bool:
    """Tell whether a noun is a certain one: `the kitchen`, `his aunt`; not `a cook`."""
    return any(c.dep_ == "poss" or c.lower_ == "the" for c in noun.children)


def _named(noun: Token) -> str:
    """Return a noun with what describes it in front, without its article and an age."""
    parts = [c for c in noun.lefts if c.dep_ not in {"det", "poss", "neg", "punct", "advmod"}]
    parts = [c for c in parts if not any(t.like_num for t in c.subtree)]
    first = min((c.left_edge.i for c in parts), default=noun.i)
    return str(noun.doc[first : noun.i + 1].text)
