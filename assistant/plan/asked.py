"""A question in, out comes the part that asks: its sentence, its question word, what it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.plan.words import (
    ADVERBS,
    AUX,
    CONJUNCTIONS,
    DETERMINERS,
    NUMBERS,
    PREPOSITIONS,
    PRESENT,
    PRONOUNS,
    WH,
    Word,
    past,
    plural,
    singular,
    verb_like,
    words_of,
)
from index_store.sentences import split

_LEAD_IN = re.compile(
    r"^(?:\W*(?:please|so|and|but|then|ok|okay|well|now|hey|hi|hello)\b[\s,]*)*"
    r"(?:(?:can|could|would|will) you (?:please )?(?:tell|remind|show|give) (?:me|us)(?: again)?\s+"
    r"|do (?:you|we) know\s+|is it known\s+|(?:please )?(?:tell|remind) (?:me|us)(?: about)?\s+"
    r"|i(?: want| would like|['’]d like| need) to know\s+|i wonder(?:ed)?\s+|any idea\s+)?",
    re.IGNORECASE,
)
_VERBS_FIRST = frozenset(
    "else happened happens exactly caused led made prompted triggered sparked drove killed "
    "motivated forced went came".split()
)
# What happens on a day or at a place, and is no noun: "What opens on Monday?".
_ACTS = PRESENT - frozenset("plays dates shows runs holds leads wins needs".split())
_ACTS_AT = PREPOSITIONS - {"of"}
# "How many turned out", but "how many injured workers".
_PARTICLES = frozenset("out up down off away back in over".split())
_DEGREES = frozenset("most least best worst more newly".split())
_ORDERS = frozenset("list name names give show summarise summarize outline enumerate".split())
_QUANTITY = frozenset(
    "many much long often old far tall big high deep large fast heavy wide hot cold strong soon "
    "late close frequently few small short low early quickly expensive powerful severe".split()
)
_MODIFIERS = frozenset(
    "sports sales news arms games awards goods rights systems homes motors drugs sciences foods "
    "airways airlines affairs defence defense series species business mens womens".split()
)
_KINDS = frozenset("kind type sort form".split())
# Words whose possessive only says which sort of thing the next noun is.
_NO_OWNERS = frozenset(
    "men women children people world year day week month season today player driver".split()
)
_WORK_NOUNS = frozenset("name title".split())
_BE = frozenset("is are was were will be has been 's ’s now".split())


@dataclass(frozen=True, slots=True)
class Asked:
    """The asking part of a question.

    Attributes:
        start: where the sentence begins in the question.
        words: the words of the sentence, without a lead-in such as "tell me".
        wh: index of the question word in `words`; -1 when there is none.
        kind: `who`, `what`, `which`, `when`, `where`, `why`, `how`, `how many` ..., `yes-no`,
            `order` ("List the ...") or `` for a text that is no question.
        noun: words of the noun asked for ("US state"), lower case, most general form last.
        after: index of the first word after the question phrase.
    """

    text: str
    start: int
    words: tuple[Word, ...]
    wh: int
    kind: str
    noun: tuple[str, ...]
    after: int


def find_asked(text: str) -> Asked:
    """Find the sentence that asks and what it asks for."""
    start, end = _sentence(text)
    lead = _LEAD_IN.match(text[start:end])
    if lead and lead.end() < end - start and text[start + lead.end() : end].strip(" ?!."):
        start += lead.end()
    sentence = text[start:end]
    words = tuple(words_of(sentence))
    wh = -1 if _order(words) else _question_word(words)
    if wh < 0:
        kind = "yes-no" if words and words[0].lower in AUX else _order(words)
        ordered = _ordered_noun(words) if kind == "order" else ()
        return Asked(sentence, start, words, -1, kind, ordered, 0)
    kind, after = _kind(words, wh)
    noun: tuple[str, ...] = ()
    if kind in {"what", "which", "whose", "how many", "how much"}:
        noun, after = _noun(words, after)
    if kind in {"what", "which"}:
        noun = (_owner(words[wh + 1 : after]) or noun) if noun else _named_noun(words, after)
    return Asked(sentence, start, words, wh, kind, noun, after)


def _owner(phrase: tuple[Word, ...]) -> tuple[str, ...]:
    """Return `country` for "country's prime minister": which country is asked, not which minister.

    Nothing for "women's final", which is one noun.
    """
    for n, word in enumerate(phrase[:-1]):
        if word.possessive and not word.capital and not word.sign:
            owner = _lower(list(phrase[: n + 1]))
            return () if owner[-1] in _NO_OWNERS or plural(owner[-1]) else owner
    return ()


def _sentence(text: str) -> tuple[int, int]:
    spans = split(text)
    asking = [s for s in spans if "?" in text[s[0] : s[1]]]
    if asking:
        return asking[-1]
    asking = [s for s in spans if re.match(r"\W*(?:\w+ )?(?:wh|how)", text[s[0] : s[1]], re.I)]
    if asking:
        return asking[-1]
    return spans[-1] if spans else (0, len(text))


def _question_word(words: tuple[Word, ...]) -> int:
    if not words:
        return -1
    places = [i for i, w in enumerate(words) if w.lower in WH and not (w.capital and i > 2)]
    if not places:
        return -1
    if words[0].lower in AUX:
        return -1  # "Did the owner, who lives in Kesh, agree?"
    if _opening(words, places[0]):
        return _behind_clause(words, places)
    # In "X warned he may stop sending weapons to which country?" the late word asks.
    strong = [i for i in places if words[i].lower in {"which", "what", "how", "whom", "whose"}]
    return (strong or places)[-1]


def _behind_clause(words: tuple[Word, ...], places: list[int]) -> int:
    """Return the question word that asks: in "When the bank fell, who ran it?" the second."""
    clause = words[0].lower in {"when", "where"} and len(words) > 1 and words[1].lower not in AUX
    for place in places[1:] if clause else []:
        before = [w.text for w in words[max(0, place - 2) : place]]
        if before[-1:] == [","] or (before[:1] == [","] and before[1].lower() in PREPOSITIONS):
            return place
    return places[0]


def _opening(words: tuple[Word, ...], place: int) -> bool:
    if place <= 1:
        return place == 0 or not words[0].capital or words[0].lower in PREPOSITIONS | CONJUNCTIONS
    before = words[:place]
    if before[-1].text == ",":
        return True
    return all(w.lower in PREPOSITIONS | CONJUNCTIONS | ADVERBS for w in before)


def _order(words: tuple[Word, ...]) -> str:
    head = [w.lower for w in words[:5]]
    made = head and head[0] in _ORDERS and len(words) > 1 and words[1].lower not in AUX
    told = {"timeline", "chronology"} & set(head) and not WH & set(head)
    return "order" if made or told else ""


def _ordered_noun(words: tuple[Word, ...]) -> tuple[str, ...]:
    """Read "company" in "Name the company that was fined"."""
    i = 1
    while i < len(words) and words[i].lower in DETERMINERS | {"me", "us", "of"}:
        i += 1
    return _noun(words, i)[0]


def _kind(words: tuple[Word, ...], wh: int) -> tuple[str, int]:
    word = words[wh].lower
    if word == "whom":
        return "who", wh + 1
    if word == "how" and wh + 1 < len(words):
        following = words[wh + 1].lower
        if following == "come":
            return "why", wh + 2
        if following in _QUANTITY:
            return f"how {following}", wh + 2
    return word, wh + 1


def _noun(words: tuple[Word, ...], start: int) -> tuple[tuple[str, ...], int]:
    kind: tuple[tuple[str, ...], int] | None = None
    while True:
        phrase, i = _phrase(words, start)
        if not phrase and i + 1 < len(words) and words[i].lower == "of":
            start = i + 1 + (words[i + 1].lower in {"the", "these", "those", "its", "their"})
        elif phrase and phrase[-1].lower in _KINDS and _at(words, i) == "of":
            kind, start = (_lower(phrase), i), i + 1
        else:
            found = _lower(phrase), i
            return found if found[0] or kind is None else kind


def _phrase(words: tuple[Word, ...], start: int) -> tuple[list[Word], int]:
    phrase: list[Word] = []
    i = start
    while i < len(words) and not _closes(words, i, phrase):
        phrase.append(words[i])
        i += 1
    return phrase, i


def _lower(phrase: list[Word]) -> tuple[str, ...]:
    return tuple(w.lower for w in phrase if not w.sign)


def _closes(words: tuple[Word, ...], i: int, phrase: list[Word]) -> bool:
    word = words[i]
    lower = word.lower
    if word.sign and word.text not in {"'", '"', "“", "”", "’", "‘"}:
        return True
    if lower in AUX | PREPOSITIONS | CONJUNCTIONS | PRONOUNS | DETERMINERS | WH:
        return not (lower in {"may", "us"} and word.capital)
    if not phrase:
        return (
            lower in _VERBS_FIRST
            or (past(lower) and _at(words, i + 1) in _PARTICLES)
            or _acts(words, i)
        )
    if (lower in ADVERBS and not word.capital) or _adverb(lower):
        return True
    return _ends_noun(phrase[-1], word, words[i + 1] if i + 1 < len(words) else None)


def _acts(words: tuple[Word, ...], i: int) -> bool:
    """Tell the verb of "What opens on 5 October?" from the noun of "What shows were on?"."""
    later = [w.lower for w in words[i + 1 :]]
    alone = not any(w in AUX - {"may"} or past(w) for w in later)
    return alone and words[i].lower in _ACTS and later[:1] != [] and later[0] in _ACTS_AT


def _adverb(lower: str) -> bool:
    return lower.endswith("ly") and len(lower) > 5


def _ends_noun(last: Word, word: Word, following: Word | None) -> bool:
    """Say whether the noun phrase ends between `last` and `word`."""
    if last.lower in _DEGREES or _adverb(last.lower):
        return False
    if last.lower in NUMBERS and plural(word.lower):
        return False  # "On which two dates"
    bare = not last.capital and not last.possessive and last.lower not in _MODIFIERS
    if plural(last.lower) and bare:
        return not word.capital
    return verb_like(word, following)


def _named_noun(words: tuple[Word, ...], after: int) -> tuple[str, ...]:
    """Read the noun of "what is the name of the storm" or "what was the death toll"."""
    i = after
    while i < len(words) and words[i].lower in _BE:
        i += 1
    if (
        (i == after and not words[after - 1].possessive)
        or i + 1 >= len(words)
        or _at(words, i - 1) == "has"
    ):
        return ()
    if words[i].lower not in {"the", "its", "his", "her", "their", "one"}:
        return _owned_noun(words, i)
    noun, end = _noun(words, i + 1)
    if noun and all(w.capital for w in words[i + 1 : end]) and not _at(words, end).strip("?.!"):
        return ()
    while noun and singular(noun[-1]) in _WORK_NOUNS | _KINDS and _at(words, end) == "of":
        step = end + 2 if _at(words, end + 1) in {"the", "a", "an", "its", "their"} else end + 1
        deeper, end = _noun(words, step)
        if not deeper:
            break
        noun = deeper
    return noun


def _owned_noun(words: tuple[Word, ...], i: int) -> tuple[str, ...]:
    """Read "top speed" in "what is Velia's top speed"."""
    while i < len(words) and words[i].capital and not words[i].possessive:
        i += 1
    if i < len(words) and words[i].possessive:
        return _noun(words, i + 1)[0]
    plain = i + 1 < len(words) and not words[i].capital and words[i].lower not in DETERMINERS
    if plain and not past(words[i].lower) and words[i + 1].lower in {"of", "in", "at", "on"}:
        return _noun(words, i)[0]
    return ()


def _at(words: tuple[Word, ...], i: int) -> str:
    return words[i].lower if i < len(words) else ""
