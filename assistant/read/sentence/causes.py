"""A sentence in, what it gives as a cause, a reason or a purpose out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.people import PERSON_NOUNS, one_of
from assistant.read.sentence.participants import CALENDAR
from assistant.read.sentence.syntax import Token, parse, phrase_of
from assistant.words import find_words

SURE, LIKELY, FAINT = 1.0, 0.6, 0.3

# What a clause or a phrase of cause begins with; these say nothing else.
_BECAUSE = frozenset({"because", "due", "owing"})
# These may say when, or for whom, as well.
_AFTER = frozenset("after since as over amid following for".split())
# Verbs whose subject is the cause, or which have it behind "by", "on" or "to".
_CAUSES = frozenset(
    "cause force prompt lead-to delay hold-up stop prevent trigger spark explain halt block "
    "drive compel bring-down push".split()
)
# Verbs that have the cause behind a preposition of their own, and behind no other.
_ASCRIBED = {
    "blame": "on", "ascribe": "to", "attribute": "to", "owe": "to", "put-down": "to",
    "result": "from", "stem": "from", "arise": "from",
}  # fmt: skip
# By this a judge says what a decision rests on.
_HOLDING = frozenset({"hold"})
# Verbs of one who does a thing and says why: "resigned, saying that ..."; "citing his health".
_SAYING = frozenset("say argue claim complain explain insist".split())
_CITING = frozenset({"cite"})
_REASONS = frozenset("reason cause motive ground".split())
_GIVING = frozenset("give cite offer name be".split())
# "As Sundria had announced" says only who had.
_ALREADY = frozenset(
    "announce say report plan expect promise agree predict warn claim hope fear demand suggest "
    "describe schedule intend propose call".split()
)
_OWN = frozenset("ccomp xcomp dobj nsubjpass".split())
_ACTED_ON = frozenset("dobj ccomp xcomp dative".split())
# What follows these and a colon is what they say, not why.
_TOLD_AHEAD = _ALREADY | frozenset("ask add write tell read answer reply put sum be go".split())
_ENDS = frozenset({";", ":", "."})
_QUOTES = frozenset({'"', "“", "‘", "'", "``", "«"})
_WHICH = frozenset("who whose which that where".split())
_TIMES = frozenset("second minute hour day night week weekend month year decade time".split())


@dataclass(frozen=True, slots=True)
class Cause:
    """A stretch of a sentence that gives a reason.

    Attributes:
        sure: how plainly it does, 0 to 1.
        of: the place in the parse of the word that tells what it is a reason for; -1 if not told.
    """

    start: int
    end: int
    sure: float
    of: int = -1


@lru_cache(maxsize=4096)
def causes(sentence: str) -> tuple[Cause, ...]:
    """List what a sentence gives as reasons, in its order; offsets are into the sentence."""
    doc = parse(sentence)
    found: list[Cause] = []
    for first, end, sure, of in (*_hanging(doc), *_explaining(doc)):
        text = doc[first:end].text.strip(' ,.;"“”')
        start = find_words(sentence, text)
        if start >= 0 and text:
            found.append(Cause(start=start, end=start + len(text), sure=sure, of=of))
    return tuple({(c.start, c.end): c for c in reversed(found)}.values())[::-1]


def _hanging(doc: Sequence[Token]) -> Iterator[tuple[int, int, float, int]]:
    """Yield the words of causes that hang on a word: from, up to, how plainly, and on which."""
    for token in doc:
        for part, sure in _given(token):
            tokens = [t for t in part.subtree if t.lower_ not in _BECAUSE or t.i > part.i]
            tokens = [t for t in tokens if _belongs(t, part, token)]
            if tokens:
                yield tokens[0].i, _end(doc, tokens[-1].i + 1), sure, _caused(token)


def _caused(word: Token) -> int:
    """Return the place of what a cause hangs on: "closed" of "closed because of rain"."""
    if word.dep_ == "mark":
        return int(word.head.head.i)
    return int(word.head.i) if word.dep_ == "prep" or word.lower_ in _BECAUSE else -1


def _explaining(doc: Sequence[Token]) -> Iterator[tuple[int, int, float, int]]:
    """Yield the clause behind a colon, which explains the one before: "closed: a pipe had burst".

    It does not where somebody says or asks what follows, or where it is only a list.
    """
    for colon in doc:
        if colon.text != ":":
            continue
        end = next((t.i for t in doc[colon.i + 1 :] if t.text in _ENDS), len(doc))
        before = [t for t in doc[: colon.i] if _is_clause(t)]
        quoted = doc[colon.i + 1].text in _QUOTES if colon.i + 1 < len(doc) else True
        told = any(t.lemma_.lower() in _TOLD_AHEAD for t in before[-1:])
        if before and not told and not quoted and any(map(_is_clause, doc[colon.i + 1 : end])):
            yield colon.i + 1, end, LIKELY, before[-1].i


def _is_clause(verb: Token) -> bool:
    """Tell whether a word is the verb of a main clause, with its subject."""
    main = verb.dep_ in {"ROOT", "ccomp", "parataxis", "conj"} and verb.pos_ in {"VERB", "AUX"}
    return main and any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in verb.children)


def _belongs(word: Token, part: Token, by: Token) -> bool:
    """Tell whether a word is of a cause: not "a day" of "a day after", nor the "that" before it."""
    if by.dep_ == "mark":
        return bool(word.i >= by.i)
    if any(_blamed_for(t) for t in (word, *word.ancestors) if t.i > part.i):
        return False
    if word.lower_ != "that":
        return True
    opens = part.dep_ == "ccomp" and word.i == part.left_edge.i
    return not (opens or (word.dep_ == "mark" and word.head.i == part.i))


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
        sure = _sureness(token)
        return [(token.head, sure)] if sure and not _as_known(token) else []
    if token.dep_ == "prep" or word in _BECAUSE:
        sure = _sureness(token)
        given = [o for o in _objects(token) if sure == SURE or not _no_cause(o)] if sure else []
        return [(o, sure) for o in given if not _blamed_for(token)]
    if token.pos_ in {"VERB", "AUX"}:
        return _named_by(token) or _by_verb(token)
    return []


def _sureness(word: Token) -> float:
    """Say how plainly a word introduces a cause; "a day after" counts the time between."""
    if word.lower_ in _BECAUSE:
        return SURE
    if word.lower_ not in _AFTER:
        return 0.0
    before = word.nbor(-1) if word.i else None
    return FAINT if before is not None and before.lemma_.lower() in _TIMES else LIKELY


def _as_known(word: Token) -> bool:
    """Tell whether "as" only says that somebody had said or planned so, and not what."""
    verb = word.head
    own = any(c.dep_ in _OWN for c in verb.children)
    return bool(word.lower_ == "as" and verb.lemma_.lower() in _ALREADY and not own)


def _named_by(verb: Token) -> list[tuple[Token, float]]:
    """Return what somebody says is the reason: "citing his health", "gave reasons of health"."""
    if plain := _plainly_named(verb):
        return [(part, SURE) for part in plain]
    beside = verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.head.lemma_ not in _SAYING
    if verb.lemma_.lower() in _SAYING and beside and verb.head.i < verb.i:
        return [(c, LIKELY) for c in verb.children if c.dep_ == "ccomp"]
    return []


def _plainly_named(verb: Token) -> list[Token]:
    lemma = verb.lemma_.lower()
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    if lemma == "be" and any(_is_reason(c) for c in verb.children if c.dep_ == "nsubj"):
        return [c for c in verb.children if c.dep_ in {"attr", "ccomp"}]
    described = [o for o in objects if _is_reason(o) and _described(o)]
    if lemma in _GIVING and (told := _as_reason(verb) or described):
        return told
    if lemma in _HOLDING:
        return [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i]
    blamed = any(_blamed_for(c) for part in (verb, *objects) for c in part.children)
    return objects if lemma in _CITING or blamed else []


def _as_reason(verb: Token) -> list[Token]:
    """Return what somebody gives as the reason: "gave as her reason that ...", "gave X as one"."""
    named = [o for c in verb.children if c.lower_ == "as" for o in c.children if _is_reason(o)]
    clauses = [c for o in named for c in o.children if c.dep_ in {"acl", "ccomp", "relcl"}]
    given = [c for c in verb.children if c.dep_ in {"dobj", "ccomp"}]
    return clauses or (given if named else [])


def _blamed_for(word: Token) -> bool:
    """Tell whether a word says of what something is the cause: "blamed a valve for the spill"."""
    verb = word.head.head if word.head.dep_ == "dobj" else word.head
    return bool(word.lower_ == "for" and verb.lemma_.lower() == "blame")


def _is_reason(noun: Token) -> bool:
    return noun.lemma_.lower() in _REASONS


def _described(noun: Token) -> bool:
    return any(c.dep_ in {"prep", "amod", "compound", "appos"} for c in noun.children)


def _by_verb(verb: Token) -> list[tuple[Token, float]]:
    phrase = phrase_of(verb)
    particles = {f"{phrase}-{c.lower_}" for c in verb.children if c.dep_ in {"prep", "prt"}}
    if own := next((_ASCRIBED[p] for p in (phrase, *particles) if p in _ASCRIBED), ""):
        behind = [c for c in verb.children if c.lower_ == own and c.i > verb.i]
        return [(o, SURE) for c in behind for o in _objects(c) if not _no_cause(o)]
    if _CAUSES & {phrase, *particles}:
        passive = any(c.dep_ == "nsubjpass" for c in verb.children)
        if passive:
            agents = [o for c in verb.children if c.dep_ == "agent" for o in c.children]
            return [(o, SURE) for o in agents]
        # Of "the train stopped" the train is no cause.
        acted_on = any(c.dep_ in _ACTED_ON for c in verb.children)
        return [(c, LIKELY) for c in verb.children if acted_on and c.dep_ == "nsubj"]
    purpose = verb.dep_ == "advcl" and any(c.lower_ == "to" for c in verb.children)
    return [(verb, LIKELY)] if purpose else []


def _no_cause(noun: Token) -> bool:
    """Tell whether a noun says when or how long, or as what somebody acts: "quit as mayor"."""
    if noun.head.lower_ == "as" and (_is_reason(noun) or one_of(noun.lower_) in PERSON_NOUNS):
        return True
    return bool(noun.like_num or noun.text in CALENDAR or noun.lemma_.lower() in _TIMES)


def _objects(preposition: Token) -> list[Token]:
    """Return what a preposition governs, past a second one: `because of`, `due to`."""
    inner = [c for c in preposition.children if c.dep_ in {"pobj", "pcomp"}]
    deeper = [o for c in preposition.children if c.dep_ in {"prep", "pcomp"} for o in c.children]
    further = [o for o in deeper if o.dep_ == "pobj"]
    return further or [c for c in inner if c.lower_ not in {"of", "to"}]
