"""A question in, its words with their places out; the word classes that the rules share."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index_store import verbs
from index_store.months import MONTHS as CALENDAR_MONTHS
from index_store.months import WEEKDAY_NAMES
from index_store.numbers import SMALL, UNITS
from index_store.titles import CLERGY, CROWNS, HOUSE, SPOKEN, STATE
from index_store.verbs import NOUNS

_WORD = re.compile(
    r"(?:[A-Z]\.){2,}|[$€£¥]?[0-9]+(?:[.,:][0-9]+)*%?|[^\W_]+(?:['’.&/-](?=[^\W_])[^\W_]+)*|\S"
)
_POSSESSIVE = re.compile(r"['’][sS]?$")

WH = frozenset("who whom whose what which where when why how".split())
AUX = frozenset(
    "is are was were be been am do does did has have had will would can could should may might "
    "must shall isn't aren't wasn't weren't doesn't don't didn't hasn't haven't hadn't won't "
    "wouldn't can't couldn't".split()
)
PREPOSITIONS = frozenset(
    "of in on at to for from by with about as into over after before during since until till "
    "between against among under through per via near across around within without despite "
    "according amid like off outside inside towards toward than behind beyond following".split()
)
DETERMINERS = frozenset(
    "the a an this that these those its his her their our your my any some no each every all "
    "both another".split()
)
PRONOUNS = frozenset("i you he she it we they him her them us me one there himself".split())
CONJUNCTIONS = frozenset("and or but so because if while though although that nor when".split())
ADVERBS = frozenset(
    "last first recently currently now still also just ever never already finally actually most "
    "more soon then again yet not so only once later earlier initially reportedly today tonight "
    "yesterday tomorrow ago together instead too very often always next previously originally "
    "likely else exactly".split()
)
# A few, that is: what is more than ten is no handful.
NUMBERS = frozenset(UNITS[2:11]) | {str(n) for n in range(2, 11)}
COUNTS = frozenset(SMALL) - {"zero", "one"}
TIME_NOUNS = COUNTS.union(
    "second minute hour day night week weekend fortnight month quarter year decade century season "
    "spring summer autumn fall winter morning afternoon evening monday tuesday wednesday thursday "
    "friday saturday sunday january february march april may june july august september october "
    "november december few couple several".split()
)
GERUND_NOUNS = frozenset(
    "morning evening spring king meeting hearing briefing wedding sinking shooting bombing killing "
    "landing opening closing building ruling stabbing crossing sitting voting filming".split()
)
# Nouns for a person by what they are, which "he" and "she" can mean and "it" cannot.
ROLES = (
    STATE
    | HOUSE
    | CROWNS
    | CLERGY
    | SPOKEN.union("leader man woman officer official captain chief driver lawyer".split())
)
MONTHS = frozenset(CALENDAR_MONTHS)
WEEKDAYS = frozenset(WEEKDAY_NAMES)
_DOUBLED = {
    "stepped": "step", "dropped": "drop", "stopped": "stop", "planned": "plan", "admitted": "admit",
    "banned": "ban", "travelled": "travel", "cancelled": "cancel", "signalled": "signal",
    "resigned": "resign",
}  # fmt: skip
# Past forms that are not the base and -ed, with the base form they belong to.
IRREGULAR = {past: base for base, past in verbs.PAST.items() if past not in NOUNS} | _DOUBLED
PAST = verbs.PAST | {base: past for past, base in _DOUBLED.items()}
BASES = frozenset(PAST) - NOUNS
PRESENT = frozenset(
    "flies makes plays runs owns hosts holds leads has wins takes dates comes goes says stays "
    "remains lies sells needs wants gets gives shows means keeps faces becomes begins opens "
    "closes starts ends".split()
)
_EED = frozenset("need speed seed breed feed indeed steed bed embed hundred sacred shed".split())


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number or sign; `lower` is without a possessive ending."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Say whether it begins with a capital letter."""
        return self.text[:1].isupper()

    @property
    def possessive(self) -> bool:
        """Say whether it ends in 's or an apostrophe."""
        return bool(_POSSESSIVE.search(self.text))

    @property
    def sign(self) -> bool:
        """Say whether it is a punctuation sign."""
        return not self.text[-1].isalnum() and not self.text[0].isalnum()


def words_of(text: str) -> list[Word]:
    """Cut a text into words, numbers and single signs."""
    return [
        Word(m.group(), _POSSESSIVE.sub("", m.group()).lower(), m.start(), m.end())
        for m in _WORD.finditer(text)
    ]


def plural(noun: str) -> bool:
    """Say whether a noun looks like a plural."""
    if noun in {"people", "men", "women", "children", "police", "media"}:
        return noun not in {"police", "media"}
    if noun in {"news", "series", "species", "politics", "athletics", "headquarters", "gas"}:
        return False
    return len(noun) > 3 and noun.endswith("s") and not noun.endswith(("ss", "us", "is"))


def singular(noun: str) -> str:
    """Give the singular of a regular plural."""
    special = {"people": "person", "men": "man", "women": "woman", "children": "child"}
    if noun in special or not plural(noun):
        return special.get(noun, noun)
    if noun in {"movies", "calories", "cookies"}:
        return noun[:-1]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    return noun[:-2] if noun.endswith(("sses", "shes", "ches", "xes")) else noun[:-1]


def past(lower: str) -> bool:
    """Say whether a word has the form of a past tense or participle."""
    regular = len(lower) > 4 and lower.endswith("ed") and lower not in _EED
    return lower in IRREGULAR or regular


def verb_like(word: Word, following: Word | None) -> bool:
    """Guess whether a word after a noun is that noun's verb."""
    lower = word.lower
    if word.capital:
        return False
    if lower in PRESENT and following is not None and following.lower in AUX:
        return False  # "Which release dates were given up?"
    if lower in PRESENT or past(lower):
        return True
    return (
        plural(lower)
        and not word.possessive
        and following is not None
        and (following.lower in DETERMINERS or following.capital or following.lower in PRONOUNS)
    )
