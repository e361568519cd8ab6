"""A question with pronouns and the turn before it in, the question with names instead out."""

from __future__ import annotations

import re
from datetime import date

from assistant.plan.asked import find_asked
from assistant.plan.conversation import Said
from assistant.plan.event import bare_event, event_noun
from assistant.plan.names import names_in
from assistant.plan.referents import counted_names, group, new_name, person, place, thing
from assistant.plan.words import (
    ADVERBS,
    AUX,
    DETERMINERS,
    PREPOSITIONS,
    ROLES,
    WH,
    Word,
    plural,
    words_of,
)
from index_store.times import find_times

_HE = frozenset("he she him her his hers".split())
_THEY = frozenset("they them their theirs".split())
_IT = frozenset("it its".split())
_PAIR = re.compile(
    r"\b(?:the two(?: (?:men|women|leaders|presidents|sides|countries|teams|companies|parties|"
    r"of them))?|both(?: (?:men|women|leaders|sides|countries|of them))?|the pair)\b", re.IGNORECASE
)  # fmt: skip
_OF_THEM = re.compile(r"\b(?:the )?(?:two|three|four|both|pair) of them\b", re.IGNORECASE)
# Two of something else; "two hours" and the like count nobody.
_TWO = re.compile(r"\btwo\b(?![ -](?:minute|hour|day|week|month|year))", re.IGNORECASE)
_THERE = re.compile(r"(?<![Ii]s )(?<![Aa]re )(?<![Ww]as )(?<![Ww]ere )\bthere\b(?=\s*(?:\?|$|,|"
                    r"in\b|on\b|for\b|at\b|after\b|before\b|now\b|last\b|first\b))")  # fmt: skip
_THEN = re.compile(
    r"\b(?:at (?:that|the) time|back then|on that (?:day|date|occasion)|that (?:day|year|month|"
    r"week)|in that (?:year|month)|then(?=\s*(?:\?|$)))", re.IGNORECASE
)  # fmt: skip
_OF_THOSE = re.compile(r"\bof (?:those|these)\b(?! (?!has\b|was\b|is\b)[a-z]+s\b)", re.IGNORECASE)
_THAT_ONE = re.compile(r"\b(?:that|this) one\b", re.IGNORECASE)
_EXPLETIVE = re.compile(
    r"\bit (?:true|clear|known|likely|possible|certain|mean|that)\b|\b(?:does|did|will|would|has) "
    r"it (?:take|taken|cost|mean|matter)\b(?=.*\bto\b)|\bit (?:rain|snow)", re.IGNORECASE
)  # fmt: skip
_RECKONED = re.compile(r"\b(?:before|after|until|since|about|of) (?:that|this)\W*$", re.IGNORECASE)
# Somebody loses their own post; whoever gets it gets another's.
_PARTED = frozenset(
    "lost lose quit resigned left leave changed gave kept keep saved risked".split()
)
_PAST = frozenset("did was were had".split())
_BE = frozenset("is are was were".split())
_SPEAK = frozenset("say said claim claimed report reported give gave announce announced".split())


def resolve(text: str, said: Said, today: date, add_time: bool) -> str | None:
    """Put names for the pronouns of a question; None when it stands on its own.

    Args:
        text: the question.
        said: the turn before it.
        today: the day on which relative times count.
        add_time: also carry the day of the earlier turn over, where the question has none.
    """
    new = _pronouns(_OF_THEM.sub(_they, text), said)
    if not names_in(text):
        new = _PAIR.sub(lambda m: _pair(m.group(), said), new)
    new = _places_and_days(new, said)
    if new == text:
        new = _by_event(text, said, add_time)
    if new == text:
        return None
    new = re.sub(r"^\W*(?:and|but|so|or)[\s,]+(?=\w)", "", new, flags=re.IGNORECASE)
    says_what = said.parts and said.parts.verb in _BE and said.asked.kind in {"who", "what"}
    if add_time and said.told and said.told not in new and _left_open(new) and not says_what:
        return f"{new.rstrip(' ?!.')} when {said.told}?"
    return _with_time(new, text, said, today) if add_time else new


def _they(match: re.Match[str]) -> str:
    before = match.string[: match.start()].lower().split()
    return "them" if before and before[-1] in PREPOSITIONS else "they"


def _pair(words: str, said: Said) -> str:
    """Name those whom "the two" means, unless two of something else were spoken of."""
    counted = words.lower() == "the two" and _TWO.search(f"{said.question} {said.spoken}")
    return words if counted else group(said) or words


def _by_event(text: str, said: Said, whole: bool) -> str:
    """Complete a question about the event itself; `text` as it is where it needs nothing."""
    new = event_noun(text, said)
    if new != text or not whole:
        return new
    if said.told and _needs_event(text):
        return f"{text.rstrip(' ?!.')} when {said.told}?"
    return bare_event(text, said) or text


def _needs_event(text: str) -> bool:
    words = words_of(text)
    return not names_in(text) and any(
        w.lower == "it" and not bound(words, i, text) for i, w in enumerate(words)
    )


def _left_open(text: str) -> bool:
    """Say whether an "it" or a final "that" still has nothing to stand for."""
    words = words_of(text)
    last = [w.lower for w in words if not w.sign][-1:]
    return (last in (["that"], ["this"], ["so"]) and not _RECKONED.search(text)) or any(
        w.lower == "it" and not _thing_before(words, i, text) for i, w in enumerate(words)
    )


def _thing_before(words: list[Word], i: int, text: str) -> bool:
    nouns = [w for j, w in enumerate(words[:i]) if _noun_at(words[:i], j)]
    return bool(_EXPLETIVE.search(text)) or any(w.lower not in ROLES for w in nouns)


def _pronouns(text: str, said: Said) -> str:
    words = words_of(text)
    out, at = [], 0
    done: set[str] = set()
    for i, word in enumerate(words):
        target = None
        if word.lower in _HE | _THEY | _IT and not bound(words, i, text):
            speaks = i + 1 < len(words) and words[i + 1].lower in _SPEAK
            target = _target(word.lower, said, speaks=speaks)
        if target and word.lower not in done:
            possessive = word.lower in {"his", "their", "its"} or _her_of(words, i)
            out += [text[at : word.start], _own(target) if possessive else target]
            at = word.end
            done |= _HE if word.lower in _HE else {word.lower}
    return "".join(out) + text[at:] if out else text


def bound(words: list[Word], i: int, text: str) -> bool:
    """Say whether something before the pronoun, in the same question, is what it means."""
    before = words[:i]
    lower = words[i].lower
    if lower in _IT and _EXPLETIVE.search(text):
        return True
    names = [n for n in names_in(text) if n.start < words[i].start]
    nouns = [w for j, w in enumerate(before) if _noun_at(before, j) and not _asked_of(words, j)]
    persons = any(w.lower in ROLES for w in nouns)
    if lower in _IT:
        things = [w for w in nouns if w.lower not in ROLES]
        return bool(names) or bool(things)
    if lower in _THEY:
        return (
            len(names) > 1
            or any(plural(w.lower) for w in nouns)
            or bool(before and before[0].lower == "who" and i > 2)
        )
    own = lower == "his" or _her_of(words, i)
    who = before[:1] and before[0].lower in {"who", "whose"} and i in {2, 3} and own
    who = bool(who) and words[i - 1].lower in _PARTED
    return bool(names) or persons or who


def _asked_of(words: list[Word], j: int) -> bool:
    """Say whether a noun is what is asked for, of something else: "What day was it given?"."""
    led = j > 0 and words[j - 1].lower in {"which", "what"}
    return led and j + 1 < len(words) and words[j + 1].lower in AUX


def _noun_at(words: list[Word], j: int) -> bool:
    word = words[j]
    if word.capital and j:
        return False
    led = j > 0 and (words[j - 1].lower in DETERMINERS or words[j - 1].lower in {"which", "what"})
    deeper = j > 1 and words[j - 2].lower in DETERMINERS | {"which", "many"}
    return (led or deeper) and word.lower not in AUX | WH | ADVERBS and not word.sign


def _target(pronoun: str, said: Said, *, speaks: bool) -> str | None:
    if pronoun in _HE:
        return person(said)
    if pronoun in _THEY:
        return group(said, speaking=speaks)
    return thing(said)


def _her_of(words: list[Word], i: int) -> bool:
    if words[i].lower != "her" or i + 1 >= len(words):
        return False
    following = words[i + 1]
    return not following.sign and following.lower not in AUX and following.lower not in {
        "in", "on", "at", "to", "for", "about", "with", "by", "after", "before", "against", "from",
        "into", "out", "over", "up", "down", "off", "away", "back",
    }  # fmt: skip


def _own(name: str) -> str:
    return (
        name if name.endswith(("'s", "’s")) else f"{name}'" if name.endswith("s") else f"{name}'s"
    )


def _places_and_days(text: str, said: Said) -> str:
    if those := counted_names(said):
        text = _OF_THOSE.sub(lambda _: f"of {those}", text, count=1)
    if that := said.answer or new_name(said):
        text = _THAT_ONE.sub(lambda _: that, text, count=1)
    if said.when:
        text = _THEN.sub(lambda _: said.when, text, count=1)
    where = place(said)
    if where and _THERE.search(text):
        moving = re.search(r"\b(?:go|went|travel|get|come|return|fly|move)\s+there\b", text)
        there = f"{'to' if moving else 'in'} {where}"
        text = _THERE.sub(lambda _: there, text, count=1)
    return text


def _with_time(new: str, text: str, said: Said, today: date) -> str:
    if _RECKONED.search(text) or any(m.kind == "date" for m in find_times(new, today)):
        return new
    lower = {w.lower for w in words_of(text)}
    time = said.when or said.period
    if not time or not lower & _PAST or find_asked(text).kind == "when":
        return new
    return f"{new.rstrip(' ?!.')} {time}?"
