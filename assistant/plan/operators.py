"""The asked part of a question in; the operator of time, and the event to count from, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.plan.asked import Asked
from assistant.plan.words import (
    AUX,
    COUNTS,
    DETERMINERS,
    NUMBERS,
    PREPOSITIONS,
    TIME_NOUNS,
    Word,
    plural,
    singular,
    verb_like,
)
from assistant.types import Operator

_SAME_CLAUSE = {"till": "until", "once": "after", "prior": "before"}
_CLAUSE_WORDS = frozenset("before after since until till once prior".split())
_NOT_ONCE = frozenset("again more a every in".split())
_BODIES = frozenset(
    "court courts judge judges jury committee parliament congress senate tribunal magistrate "
    "magistrates panel commission inquiry hearing cameras camera crowd audience council board god "
    "house lawmakers bench panel assembly mps senators law".split()
)
_NOT_AFTER = frozenset("named called looking look looks looked go going chase takes taken".split())
_GERUND_NOUNS = frozenset(
    "morning evening spring king meeting hearing briefing wedding sinking shooting bombing killing "
    "landing opening closing building ruling stabbing crossing sitting voting filming".split()
)
_ROLE_GERUNDS = frozenset("becoming being joining taking leaving entering moving".split())
_CURRENT = re.compile(
    r"\b(?:latest|most recent(?:ly)?|newest|currently|current|presently|right now|"
    r"at present|at the moment|as of (?:now|today)|these days|last time)\b",
    re.IGNORECASE,
)
_NOW = re.compile(r"(?<!until )(?<!till )(?<!from )(?<!by )(?<!just )\b(?:now|still)\b")
_LAST_OF_TIME = re.compile(
    rf"(?:(?:\d+|few|couple|past|several|{'|'.join(sorted(COUNTS))})\s+)*"
    r"(?:of\s+)?([a-z]+)", re.IGNORECASE
)  # fmt: skip
_NOT_LAST = frozenset(
    "name minute resort ditch word one rite chance fiscal financial academic school".split()
)
_NOT_FIRST = frozenset(
    "lady ladies minister minister's quarter half aid degree amendment class name names nation "
    "nations responders responder language floor republic step steps buyers mate officer "
    "daughter gentleman world baby grade nations' team base".split()
)
_COUNTED = frozenset(
    "call meeting visit conversation talk summit eruption trip encounter attack strike attempt "
    "launch raid protest round flight recall derby match game win victory defeat delay "
    "conversation election explosion earthquake arrest outbreak resignation crash landing truce "
    "ceasefire exchange swap escape walkout shooting bombing hearing debate rally outage closure "
    "accident derailment collision robbery theft".split()
)
_FIRST_OPENING = re.compile(
    r"^(?:\W*(?:and|so)\s+)?(?:what (?:is|are)|(?:what|who|which)(?: \w+){0,3}? (?:was|were)|"
    r"(?:when|where|on what \w+|on which \w+|in what \w+|in which \w+) \w+) "
    r"(?:the|his|her|its|their|[\w.-]+(?: and [\w.-]+)?['’]s?) "
    r"(?:very )?first\b(?! time to)", re.IGNORECASE
)  # fmt: skip
_FIRST_END = re.compile(r"\bfirst(?=\s*(?:\?|$|,|in\b|on\b|at\b|after\b|before\b|since\b))")
_HOW_LONG = re.compile(
    r"\bhow (?:long|much longer|many (?:seconds|minutes|hours|days|weeks|months|years))\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:the|its|his|her|their)(?: very)?$", re.IGNORECASE)
_FIRST_OWN = re.compile(
    r"(?:\b(?:a|the|its|his|her|their|this|that|as|of)|['’]s) (?:very )?first\b", re.IGNORECASE
)
_FIRST_TO = re.compile(r"\b(?:is|was|were) (?:the )?first to\b", re.IGNORECASE)
_PLACED_FIRST = re.compile(
    r"\b(?:came|finished|finish|ranked|placed|come|at|head) first\b", re.IGNORECASE
)
_FIRST_DATED = re.compile(
    r"\b(?:date|day|year|time|month|place) (?:of|was) (?:the|its|his|her|their) (?:very )?first\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\b(?:timeline|chronology)\b|^\W*(?:list|name (?:all|the \w+s\b|every)|enumerate)\b|"
    r"^\W*(?:give|show|tell) (?:me |us )?(?:a |the )?(?:list|all|every)\b|"
    r"\bwhat (?:all )?(?:has|have|had) (?:happened|changed|been)|\bwhat (?:else )?happened since\b|"
    r"\bwhat (?:are|were) the names\b|\bwho all\b|^\W*(?:what|who|which) (?:are|were) all\b|"
    r"\bat what (?:dates|times)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\bhow (?:often|frequently)\b|\bhow many (?:\w+ )?times\b|\bnumber of times\b",
                    re.IGNORECASE)  # fmt: skip
_DAYS = frozenset("date day month year".split())
_HELD = frozenset("have has had did hold held were was are".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of time: the words after `before`, `after`, `since` or `until`, with their span."""

    word: str
    text: str
    start: int
    end: int


def find_clause(asked: Asked) -> Clause | None:
    """Find the clause that the question counts from; its span is in the whole question."""
    for i, word in enumerate(asked.words):
        if word.lower not in _CLAUSE_WORDS or word.possessive:
            continue
        end = _clause_end(asked, i)
        inside = asked.words[i + 1 + (word.lower == "prior") : end]
        if inside and not i < asked.wh < end and not _excluded(asked.words, i, inside):
            first, last = inside[0], inside[-1]
            kind = _SAME_CLAUSE.get(word.lower, word.lower)
            return Clause(kind, asked.text[first.start : last.end],
                          asked.start + word.start, asked.start + last.end)  # fmt: skip
    return None


def _clause_end(asked: Asked, i: int) -> int:
    for j in range(i + 1, len(asked.words)):
        word = asked.words[j]
        if word.text in {"?", "!", ";", ":"} or (word.text == "." and j == len(asked.words) - 1):
            return j
        if word.text == "," and (asked.wh > j or asked.wh < 0) and not _dated_comma(asked, j):
            return j
        if word.lower == "as" and j + 1 < len(asked.words) and asked.words[j + 1].lower == "of":
            return j
    return len(asked.words)


def _dated_comma(asked: Asked, j: int) -> bool:
    following = asked.words[j + 1].text if j + 1 < len(asked.words) else ""
    return asked.words[j - 1].text.isdigit() and following.isdigit()


def _excluded(words: Sequence[Word], i: int, inside: Sequence[Word]) -> bool:
    lower, following = words[i].lower, inside[0].lower
    previous = words[i - 1].lower if i else ""
    asked = i > 1 and words[i - 2].lower in {"which", "what"}
    loose = following in {"and", "or", "all", "long"} or previous in {"long", "soon", "shortly"}
    if loose or (_unit(previous) and plural(previous) and not asked):
        return True
    if lower == "before":
        return _before_body(inside) or _circumstance(inside[0], _ROLE_GERUNDS)
    if lower == "after":
        length = following[:1].isdigit() and len(inside) > 1 and _unit(inside[1].lower)
        return previous in _NOT_AFTER or length or _circumstance(inside[0], frozenset())
    if lower in {"once", "prior"}:
        loose = len(inside) < 2 or following in _NOT_ONCE or i == 0
        return loose if lower == "once" else words[i + 1].lower != "to"
    if lower == "since":
        return "first" in [w.lower for w in words[max(0, i - 6) : i]]
    return _circumstance(inside[0], frozenset())


def _unit(word: str) -> bool:
    return singular(word) in TIME_NOUNS


def _before_body(inside: Sequence[Word]) -> bool:
    for j, word in enumerate(inside[:4]):
        if word.lower in _BODIES:
            following = inside[j + 1] if j + 1 < len(inside) else None
            second = inside[j + 2] if j + 2 < len(inside) else None
            return following is None or not (following.lower in AUX or verb_like(following, second))
    return False


def _circumstance(word: Word, kept: frozenset[str]) -> bool:
    lower = word.lower
    gerund = lower.endswith("ing") and len(lower) > 4 and not word.capital
    return gerund and lower not in _GERUND_NOUNS and lower not in kept


def wants_all(asked: Asked) -> bool:
    """Tell whether several things are asked for: a plural noun, or a list in so many words."""
    if _LIST.search(asked.text):
        return True
    if asked.kind == "order":
        return not asked.noun or plural(asked.noun[-1])
    one_of = [w.lower for w in asked.words[asked.wh + 1 : asked.wh + 2]] == ["of"]
    named = asked.kind in {"what", "which"} and bool(asked.noun) and not one_of
    return named and plural(asked.noun[-1])


def find_operator(asked: Asked, clause: Clause | None, between: bool) -> Operator:
    """Say which question of time this is; `between` tells that two ends of a time are named."""
    if _COUNT.search(asked.text) or _counts_events(asked):
        return "count"
    if _lists(asked):
        return "list"
    order = _order(asked, clause)
    if order != "none":
        return order
    if between:
        return "between"
    word = clause.word if clause else ""
    if asked.kind in {"why", "how"} or word in {"", "until"}:
        return "none"
    return "before" if word == "before" else "after"


def _order(asked: Asked, clause: Clause | None) -> Operator:
    """Read last and first; "last before X" is before, and "first after X" is after."""
    main = _main_text(asked, clause)
    word = clause.word if clause else ""
    if _asks_last(main, asked.wh <= 2):
        return "none" if word == "before" else "last"
    if _asks_first(asked, main):
        return "none" if word in {"after", "since"} else "first"
    return "none"


def _counts_events(asked: Asked) -> bool:
    if asked.kind != "how many" or not asked.noun or singular(asked.noun[-1]) not in _COUNTED:
        return False
    if re.search(r"\bhow many of\b", asked.text, re.IGNORECASE):
        return False
    return any(w.lower in _HELD for w in asked.words)


def _lists(asked: Asked) -> bool:
    if _LIST.search(asked.text):
        return True
    if asked.kind not in {"what", "which"} or not wants_all(asked):
        return False
    named = asked.words[asked.wh + 1].lower if asked.wh + 1 < len(asked.words) else ""
    if named in NUMBERS:  # a few persons or things stand together; days seldom do
        return singular(asked.noun[-1]) in _DAYS
    return asked.kind == "which" or named not in AUX | DETERMINERS


def _main_text(asked: Asked, clause: Clause | None) -> str:
    if clause is None:
        return asked.text
    return asked.text[: clause.start - asked.start] + asked.text[clause.end - asked.start :]


def _asks_last(main: str, opens: bool) -> bool:
    if _CURRENT.search(main) or (opens and _NOW.search(main)):
        return True
    for match in re.finditer(r"\blast\b", main):
        before, after = main[: match.start()].rstrip(), main[match.end() :]
        if not _last_excluded(before, after):
            return True
    return False


def _last_excluded(before: str, after: str) -> bool:
    rest = after.lstrip()
    if after[:1] in {"-", "'", "’"} or re.search(
        r"\b(?:at|will|would|can|to|could|may|might)$", before
    ):
        return True
    lasting = bool(_HOW_LONG.search(before))
    if lasting or rest[:1] in {"", "?"}:
        return lasting or not re.search(r"\b(?:was|were|is|did(?: \w+){2,6})$", before)
    found = _LAST_OF_TIME.match(rest)
    if not found:
        return False
    word = singular(found.group(1).lower())
    if word in {"fall", "spring", "march"} and _verb_follows(rest[found.end() :]):
        return False
    counted = found.group().strip()[0].isdigit()
    if word in {"day", "time"} and not counted and _OWN.search(before):
        return False
    return word in TIME_NOUNS or word in _NOT_LAST


def _verb_follows(rest: str) -> bool:
    """Tell the verb of "did prices last fall below" from the season."""
    return bool(re.match(r"\s*(?:below|to|under|out|off|apart|on|over|into|behind)\b", rest))


def _asks_first(asked: Asked, main: str) -> bool:
    found = re.search(r"\bfirst\b(?![-‑])(?:\s+(?:\w+-)?([\w'’]+))?", main)
    if not found or (found.group(1) or "").lower() in _NOT_FIRST or _PLACED_FIRST.search(main):
        return False
    time = re.search(r"\b(for the )?first time( since| in)?\b", main)
    if time and (time.group(1) or time.group(2)):
        return _asks_when(asked) and not time.group(2)
    if any(p.search(main) for p in (_FIRST_TO, _FIRST_OPENING, _FIRST_END, _FIRST_DATED)):
        return True
    if _FIRST_OWN.search(main):
        return _asks_when(asked) and bool(_OWN.search(main[: found.start()].rstrip()))
    return (found.group(1) or "").lower() not in PREPOSITIONS


def _asks_when(asked: Asked) -> bool:
    dated = asked.kind in {"what", "which"} and bool(asked.noun)
    return asked.kind == "when" or (dated and singular(asked.noun[-1]) in {"date", "day", "year"})
