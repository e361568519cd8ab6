"""An answer that is a number in, the other numbers that others give for the same thing out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.read.sentence.amounts import AMOUNT, counted, is_year, value_of
from assistant.read.sentence.candidates import Candidate, sentence_spans
from assistant.read.sentence.participants import CALENDAR
from assistant.read.sentence.predicates import akin
from assistant.read.sentence.printed import mid_line, quotation, told_as
from assistant.read.sentence.relevance import KINDS, kinds
from assistant.read.sentence.syntax import Token, parse
from assistant.types import Account, Claim, Plan
from assistant.words import stem_set

# What is asked for when accounts may differ by a number.
COUNTED = frozenset({"number", "money", "percent", "duration", "any"})
NEAR_SENTENCES = 3
MAX_RATIO = 10.0
SHORT = 8  # words and stops of a sentence that only gives another number

_SOURCE = re.compile(
    r"\b(?:according to|in the (?:view|words|count) of) (?P<who>[\w’' -]+)"
    r"|, (?:says?|said) (?P<by>[\w’' -]+)",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\b(?:each|both|either) (?:side|party|government|country|of them)|\beach\b|\brespectively\b|"
    r"\baccording to (?:the )?[\w’' -]+? and (?:to |according to )?(?:the )?\w+|\bdiffer|"
    r"\bdisagree|"
    r"\bdifferent (?:figures|numbers|accounts|versions|counts)",
    re.IGNORECASE,
)
_WHILE = re.compile(r",? (?:while|whereas|but|against|and) ")
_TELLS = frozenset(
    "say put count estimate report claim give tell speak announce maintain insist believe "
    "calculate reckon state assert repeat list".split()
)
_COUNTS = frozenset("count estimate list".split())
_VAGUE = frozenset("it that this number figure toll total count sum price".split())
_TAKES_BACK = frozenset("withdraw retract correct revise rescind amend".split())
_BESIDE = frozenset("nsubj nsubjpass aux auxpass mark punct cc conj".split())
_PRONOUNS = frozenset("he she it they we i".split())


@dataclass(frozen=True, slots=True)
class _Count:
    """A number in its sentence: what it counts, and who says so."""

    sentence: str
    amount: re.Match[str]
    unit: str
    speaker: str

    @classmethod
    def of(cls, sentence: str, amount: re.Match[str]) -> _Count:
        unit = unit_of(sentence, amount.group("number"))
        return cls(sentence, amount, unit, speaker_of(sentence))

    def other_in(self, sentence: str, *, after: bool, next_to: bool) -> str:
        """Return the number that somebody else gives for the same in another sentence.

        Args:
            sentence: what may give one.
            after: it comes after this one.
            next_to: no other number stands between them, so "it" and "the number" mean this one.
        """
        other = _other_amount(sentence, self.amount, self.unit)
        if (
            not other
            or _means_another(sentence)
            or takes_back(sentence)
            or not _another(speaker_of(sentence), self.speaker)
        ):
            return ""
        if after and next_to and _only_counts(sentence, self.sentence):
            return other
        same = bool(self.unit) and any(akin(t.lemma_, self.unit) for t in parse(sentence))
        meant = next_to and _vague(sentence if after else self.sentence)
        told = _of_the_same(self.sentence, self.amount.group("number"), sentence)
        return other if (same or meant) and told else ""


def sides_of(plan: Plan, best: Candidate) -> tuple[Account, ...]:
    """Return the answer's side and those of others who give another number for the same thing.

    These stand close to it, say who counts, and count the same: the same noun, or "it" or "the
    number". Empty when nobody else does, or when nobody is named on either side. Where the
    question names its source, that side alone.
    """
    amount = AMOUNT.search(best.text)
    if not amount or plan.answer_type not in COUNTED:
        return ()
    hit, body = best.hit, best.hit.article.body
    spans = sentence_spans(hit)
    own = next((n for n, (a, b) in enumerate(spans) if a <= best.start < b), None)
    if own is None:
        return ()
    mine = _Count.of(body[slice(*spans[own])], amount)
    every_side = plan.all_sides or _EACH.search(plan.standalone_question)
    reach = len(spans) if every_side else NEAR_SENTENCES
    near = range(max(0, own - reach), min(len(spans), own + reach + 1))
    others = _beside(best, mine, spans[own])
    for n in (n for n in near if n != own):
        sentence = body[slice(*spans[n])]
        between = (body[slice(*spans[i])] for i in range(min(n, own) + 1, max(n, own)))
        next_to = not any(map(AMOUNT.search, between))
        other = mine.other_in(sentence, after=n > own, next_to=next_to)
        if other:
            others.append(account_of(best, other, speaker_of(sentence), spans[n]))
    every = (
        (account_of(best, best.text, mine.speaker, best.sentence), *others[:2]) if others else ()
    )
    return _asked_for(plan.standalone_question, every)


def _beside(best: Candidate, mine: _Count, where: tuple[int, int]) -> list[Account]:
    """Return what somebody else says in the same sentence: `12,000, while the town says 20,000`."""
    sentence = best.hit.article.body[slice(*where)]
    parts = _WHILE.split(sentence)
    if len(parts) != 2 or mine.amount.group() not in parts[0]:
        return []
    first, second = speaker_of(f"{parts[0]}."), speaker_of(f"{parts[1]}")
    other = _other_amount(parts[1], mine.amount, mine.unit)
    if not first or not other or not _another(second, first):
        return []
    return [account_of(best, other, second, where)]


def _asked_for(question: str, sides: tuple[Account, ...]) -> tuple[Account, ...]:
    """Keep the one side that a question asks for: `according to the aid group`."""
    source = _SOURCE.search(question)
    if source is None:
        return sides
    wanted = stem_set(source["who"] or source["by"])
    theirs = [side for side in sides if wanted & stem_set(side.speaker)]
    return tuple(theirs) if len(theirs) == 1 else sides


def claims_of(sides: Sequence[Account]) -> list[Claim]:
    """Return each side's claim, in the order of the sides."""
    return [side.claim for side in sides]


def short_of(sides: Sequence[Account]) -> str:
    """Write the sides after each other: `27 (the ministry); 44 (Water First)`."""
    told = [f"{side.short} ({side.speaker})" if side.speaker else side.short for side in sides]
    return "; ".join(told)


def _another(speaker: str, mine: str) -> bool:
    return bool(speaker) and stem_set(speaker) != stem_set(mine)


def takes_back(sentence: str) -> bool:
    """Tell whether a sentence withdraws what was said, which is no account of its own."""
    return any(token.lemma_.lower() in _TAKES_BACK for token in parse(sentence))


def speaker_of(sentence: str) -> str:
    """Return who says what a sentence tells; empty when it names nobody."""
    for token in parse(sentence):
        gives_way = token.lemma_ == "give" and any(t.lower_ == "way" for t in token.subtree)
        said = _speaker(token) if token.lemma_.lower() in _TELLS and not gives_way else None
        if token.lower_ == "according":
            said = next((o for c in token.children for o in c.children if o.dep_ == "pobj"), None)
        if said is not None:
            return _phrase(said)
    return ""


def _speaker(verb: Token) -> Token | None:
    """Return a verb's subject, for "which" and "who" the noun that they stand for."""
    subjects = [c for c in verb.children if c.dep_ == "nsubj" and c.lower_ not in _PRONOUNS]
    # A name right before its verb that the parser takes for something else.
    before = [c for c in verb.children if c.pos_ == "PROPN" and c.i == verb.i - 1]
    subjects += [c for c in before if c.text not in CALENDAR]
    for subject in subjects:
        if subject.tag_ not in {"WP", "WDT"}:
            return subject
        if verb.dep_ == "relcl" and verb.head.lower_ not in _PRONOUNS:
            return verb.head
    return None


def _phrase(token: Token) -> str:
    """Return a noun with what stands before it, and no clause after it."""
    words = []
    for word in token.subtree:
        if word.i > token.i and word.lower_ in {",", "who", "which", "that", "("}:
            break
        words.append(word.text_with_ws)
    return "".join(words).strip()


def account_of(best: Candidate, short: str, speaker: str, where: tuple[int, int]) -> Account:
    """Return an account, told by a sentence of the candidate's article at `where`."""
    claim = told_as(short, quotation(best.hit.article, *where))
    return Account(short=short, speaker=mid_line(speaker), claim=claim)


def unit_of(sentence: str, number: str) -> str:
    """Return the lemma of what a number counts in its sentence; empty when that is not told."""
    for token in parse(sentence):
        if token.text == number:
            head = counted(token)
            return str(head.lemma_).lower() if head.pos_ in {"NOUN", "PROPN"} else ""
    return ""


def _other_amount(sentence: str, amount: re.Match[str], unit: str) -> str:
    """Return another amount of the same thing in a sentence that gives no second one."""
    found = [m for m in AMOUNT.finditer(sentence) if not is_year(m)]
    if len(found) != 1:
        return ""
    other = found[0]
    theirs = unit_of(sentence, other.group("number"))
    same = not theirs or theirs in _VAGUE or not unit or unit in _VAGUE or akin(theirs, unit)
    least, most = sorted((value_of(amount), value_of(other)))
    close = least > 0 and least != most and most / least <= MAX_RATIO
    return other.group() if same and close else ""


def _means_another(sentence: str) -> bool:
    """Tell whether "it" is a thing of the sentence: a bank that valued a flat put it at 44."""
    objects = [t for t in parse(sentence) if t.dep_ == "dobj"]
    return any(t.lower_ == "it" for t in objects) and objects[0].pos_ != "PRON"


def _only_counts(sentence: str, told: str) -> bool:
    """Tell whether a sentence does no more than give another number for what was just told.

    `The union put the fine at 350,000`, `Lumbria spoke of 6,000`, `The Red Cross counted 44`,
    `Orlan says 38 arrived`.
    """
    doc = parse(sentence)
    if len(doc) <= SHORT and any(_only_number(t) for t in doc):
        mine, others = kinds(told) & KINDS, kinds(sentence) & KINDS
        return not mine or not others or bool(mine & others)  # the hurt are not the dead
    for token in doc:
        head = counted(token)
        verb = head.head if head.lower_ in {"at", "of"} else head
        if not token.like_num or verb.lemma_ not in (_TELLS if verb is not head else _COUNTS):
            continue
        things = [c for c in verb.children if c.dep_ == "dobj" and not c.like_num]
        known = [t.lemma_ for t in parse(told) if t.pos_ in {"NOUN", "PROPN", "VERB"}]
        return all(t.lower_ in _VAGUE or any(akin(t.lemma_, k) for k in known) for t in things)
    return False


def _only_number(token: Token) -> bool:
    """Tell whether a bare number is all that somebody is said to have told something of."""
    verb = token.head
    return token.like_num and token.dep_ in {"nsubj", "nsubjpass"} and verb.head.lemma_ in _TELLS


def _of_the_same(own: str, number: str, sentence: str) -> bool:
    """Tell whether two sentences tell the same of what they count: not who died and who sailed.

    A sentence that only gives a number, as in `put it at 44`, tells nothing of its own.
    """
    theirs = next((m.group("number") for m in AMOUNT.finditer(sentence) if not is_year(m)), "")
    mine, others = _told_of(own, number), _told_of(sentence, theirs)
    return not mine or not others or bool(mine & others)


def _told_of(sentence: str, number: str) -> frozenset[str]:
    """Return what a sentence tells of those it counts: the verb, what goes with `be`, the dead."""
    token = next((t for t in parse(sentence) if t.text == number), None)
    if token is None:
        return frozenset()
    while token.pos_ not in {"VERB", "AUX"} and token.dep_ != "ROOT":
        token = token.head
    if token.lemma_ in _TELLS or token.pos_ not in {"VERB", "AUX"}:
        return frozenset()
    if token.lemma_ not in {"be", "have"}:
        return kinds(token.lemma_)
    said = [w for c in token.children if c.dep_ not in _BESIDE for w in c.subtree]
    return kinds(" ".join(w.text for w in said if not w.like_num and w.text != number))


def _vague(sentence: str) -> bool:
    """Tell whether a sentence speaks of what was counted before, or names none of its own."""
    doc = parse(sentence)
    objects = [t for t in doc if t.dep_ in {"dobj", "nsubj", "attr"} and not t.like_num]
    return any(t.lower_ in _VAGUE for t in objects) or any(
        t.lemma_.lower() in {"count", "estimate"} for t in doc
    )
