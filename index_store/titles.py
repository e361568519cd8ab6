"""What news calls somebody by, in lower case: forms of address, offices, ranks; patterns of them.

Each list has what goes before a name or stands in its place; whoever reads takes the lists that fit
its question, and adds the words that only it needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

COURTESY = frozenset("mr mrs ms".split())
HONOURS = frozenset("dr prof professor sir dame".split())
# The title goes with the name: `King Charles` is hardly called `Charles`.
CROWNS = frozenset("king queen prince princess emperor sheikh lord lady".split())
CLERGY = frozenset("pope bishop archbishop cardinal imam ayatollah".split())
# Who runs a country has one of these.
RULERS = ("prime minister", "premier", "chancellor", "president")
STATE = frozenset(
    "president minister chancellor premier governor mayor secretary ambassador commissioner".split()
)
HOUSE = frozenset("senator congressman congresswoman councillor".split())
COURT = frozenset("judge justice".split())
RANKS = frozenset(
    "general colonel captain admiral sergeant inspector superintendent commander".split()
)
FIRMS = frozenset("chairman chairwoman chair director chief".split())
SPOKEN = frozenset("spokesman spokeswoman spokesperson".split())
# Cut short, mostly with a full stop.
SHORT = frozenset(
    "mr mrs ms dr prof rev hon sen rep gov gen col lt maj capt cmdr sgt adm messrs pres supt det "
    "insp".split()
)
# Offices that news writes out.
LETTERS = frozenset("CEO CFO COO CTO MP MPs PM".split())
# Who has one of these is somebody, in whatever case the word is written.
OFFICES = STATE | HOUSE | COURT | RANKS | FIRMS | CROWNS | CLERGY
# Before a name these are its title; in small letters some mean other things: `a loud speaker`.
TITLES = OFFICES | COURTESY | HONOURS | {"representative", "speaker"}
# These stand in a title, and are none alone: `Prime Minister`, `the former Foreign Secretary`.
PARTS = frozenset("vice prime foreign defence defense former".split())
# One holder each, so that news tells who holds them and who took them over.
SINGLE = (
    "president", "chancellor", "premier", "mayor", "governor", "ambassador", "chief executive",
    "chairman", "chairwoman",
)  # fmt: skip


def capitals(words: Iterable[str]) -> frozenset[str]:
    """Return words as they stand before a name."""
    return frozenset(word.title() for word in words)


def any_of(words: Iterable[str]) -> str:
    """Return the inside of a group that matches any of the words, the longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))
