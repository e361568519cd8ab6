"""The asked part of a question and its clause of time in, the operator of time out."""

from __future__ import annotations

import re

from assistant.plan.asked import Asked
from assistant.plan.clause import Clause
from assistant.plan.words import (
    AUX,
    COUNTS,
    DETERMINERS,
    NUMBERS,
    PREPOSITIONS,
    TIME_NOUNS,
    past,
    plural,
    singular,
)
from assistant.types import Operator
from index_store.months import MONTH

_CURRENT = re.compile(
    r"\b(?:latest|most recent(?:ly)?|newest|currently|current|presently|right now|"
    r"at present|at the moment|as of (?:now|today)|these days|last time)\b",
    re.IGNORECASE,
)
_NOW = re.compile(r"(?<!until )(?<!till )(?<!from )(?<!by )(?<!just )\b(?:now|still)\b")
_TO_NOW = re.compile(r"\b(?:to|and|through) now\b")
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
_OF_A_DATE = re.compile(rf" of (?:{MONTH}|\d)")  # "the last day of August" is one day of many
_SINCE_WHEN = re.compile(r"\b(?:ago|since)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:the|its|his|her|their)(?: very)?$", re.IGNORECASE)
_FIRST_OWN = re.compile(
    r"(?:\b(?:a|the|its|his|her|their|this|that|as|of)|['’]s) (?:very )?first\b", re.IGNORECASE
)
_FIRST_TO = re.compile(r"\b(?:is|was|were) (?:the )?first to\b", re.IGNORECASE)
_PLACED = re.compile(
    r"\b(?:came|finished|finish|ranked|placed|come|at|head) (?:first|last)\b", re.IGNORECASE
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
    order = _order(asked, clause, between)
    if order != "none":
        return order
    if between:
        return "between"
    word = clause.word if clause else ""
    if asked.kind in {"why", "how"} or word in {"", "until"}:
        return "none"
    return "before" if word == "before" else "after"


def _order(asked: Asked, clause: Clause | None, between: bool) -> Operator:
    """Read last and first; "last before X" is before, and "first after X" is after."""
    main = _main_text(asked, clause)
    if between:
        main = _TO_NOW.sub("", main)
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
    rest = [w.lower for w in asked.words[: asked.wh] + asked.words[asked.after :]]
    told = any(w in AUX - {"may"} or past(w) for w in rest)
    return not told or any(w.lower in _HELD for w in asked.words)  # "How many visits since May?"


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
    lasting = bool(_HOW_LONG.search(before)) and not _SINCE_WHEN.search(before)
    if lasting or rest[:1] in {"", "?"}:
        return lasting or not _comes_last(before)
    found = _LAST_OF_TIME.match(rest)
    if not found:
        return False
    word = singular(found.group(1).lower())
    if word in {"fall", "spring", "march"} and _verb_follows(rest[found.end() :]):
        return False
    counted = " " in found.group().strip()
    if word in {"day", "time", "march"} and not counted and _OWN.search(before):
        return word == "day" and bool(_OF_A_DATE.match(rest[found.end() :]))
    return word in TIME_NOUNS or word in _NOT_LAST


def _comes_last(before: str) -> bool:
    """Tell "Who spoke last?" and "When did they meet last?" from "Who finished last?"."""
    told = past(before.lower().rpartition(" ")[2]) and not _PLACED.search(f"{before} last")
    return told or bool(re.search(r"\b(?:was|were|is|did(?: \w+){2,6})$", before))


def _verb_follows(rest: str) -> bool:
    """Tell the verb of "did prices last fall below" from the season."""
    return bool(re.match(r"\s*(?:below|to|under|out|off|apart|on|over|into|behind)\b", rest))


def _asks_first(asked: Asked, main: str) -> bool:
    found = re.search(r"\bfirst\b(?![-‑])(?:\s+(?:\w+-)?([\w'’]+))?", main)
    if not found or (found.group(1) or "").lower() in _NOT_FIRST or _PLACED.search(main):
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
