"""A question that asks several things in, each of them as a question out.

`When and where did they meet?`, `Who resigned, and why?`, `What do Paris and Moscow each say?`. A
later one may lean on the one before it, as a follow-up does.
"""

from __future__ import annotations

import re

from assistant.plan.asides import LONGEST

MOST = 4  # questions in one; further ones stay with the last
_ADVERB = r"(?:when|where|why|how|with whom|(?:for )?how (?:long|often|many times|much))"
# "When, where and why did they meet": what follows belongs to each.
_ROW = re.compile(
    rf"(?P<first>{_ADVERB})(?P<more>(?:, {_ADVERB})*),? and (?P<last>{_ADVERB})"
    r" (?P<rest>(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could)\b.+)",
    re.IGNORECASE,
)
_AUX = (
    r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|[a-z]+ed|came|won|"
    r"led|took|said|became|lost|left|got|gave|went|held|ran|began|kept|fell|rose|sank|fled|beat|"
    r"paid|wrote|found|made|met|sent|told|quit|stands?|leads?|runs?|wins?)"
)
_NOUNS = r"(?: (?!and\b|or\b)[\w’'-]+){0,3}?"
# Behind the first question a second one: bare, or with a verb of its own.
_SECOND = re.compile(
    rf",? and (?P<second>(?:(?:by|for|at|in|with|to|from|since|until) )?(?:{_ADVERB}|who|whom|what|"
    rf"which)(?:$|{_NOUNS} {_AUX}\b.*)|(?:did|does) .+)",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"^(?:\w+ )?(?:who|whom|whose|what|which|{_ADVERB})\b|^{_AUX}\b", re.IGNORECASE)
# "On which day and at what hour did it fall silent": the verb belongs to both.
_PHRASE = re.compile(
    rf"(?:\w+ )?(?:what|which|whose)(?: (?!{_AUX}\b)[\w’'-]+){{1,3}}", re.IGNORECASE
)
_VERB = re.compile(rf"\b{_AUX}\b.*", re.IGNORECASE)
# "What did he say about where and when": the second word belongs to the first.
_WORD_OF_ASKING = re.compile(
    r"\b(?:who|whom|what|which|when|where|why|how|about|know|say|said|tell|told|explain\w*|of|on)$",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"(?P<lead>(?:what|whom|who|how many|how much|which)\b[^,]*?) (?P<aux>do|did|have|had) "
    r"(?P<one>[^,]+?) and (?P<other>[^,]+?) (?:each|respectively) (?!other\b)"
    r"(?P<rest>.+)",
    re.IGNORECASE,
)


def parts(question: str) -> tuple[str, ...]:
    """Return the questions that one question asks, in their order; itself where it asks one.

    At most four, each once; a text too long for a question is left as it is.

    >>> parts("When and where did they meet?")
    ('When did they meet?', 'Where did they meet?')
    >>> parts("Who resigned, and why?")
    ('Who resigned?', 'why?')
    """
    if len(question) > LONGEST:
        return (question,)
    several = [*dict.fromkeys(_apart(question))]
    if len(several) > MOST:
        rest = " and ".join(part.rstrip("?") for part in several[MOST - 1 :])
        several[MOST - 1 :] = [f"{rest}?"]
    return tuple(several)


def _apart(question: str) -> tuple[str, ...]:
    asked = question.strip().rstrip("?").rstrip()
    if row := _ROW.fullmatch(asked):
        words = [row["first"], *row["more"].removeprefix(", ").split(", "), row["last"]]
        return tuple(f"{_capital(word)} {row['rest']}?" for word in words if word)
    if each := _EACH.fullmatch(asked):
        return tuple(
            f"{each['lead']} {_of_one(each['aux'], who)} {who} {each['rest']}?"
            for who in (each["one"], each["other"])
        )
    for second in _SECOND.finditer(asked):
        first = asked[: second.start()]
        if _PHRASE.fullmatch(first) and (verb := _VERB.search(second["second"])):
            return (f"{first} {verb[0]}?", *_apart(f"{_capital(second['second'])}?"))
        if _ASKS.match(first) and not _WORD_OF_ASKING.search(first):
            return (f"{first}?", *_apart(f"{second['second']}?"))
    return (question,)


def _of_one(verb: str, who: str) -> str:
    """Return an auxiliary for one of two: `does Paris say`, but `do the Russians say`."""
    return verb if who.endswith("s") else {"do": "does", "have": "has"}.get(verb.lower(), verb)


def _capital(word: str) -> str:
    return word[0].upper() + word[1:]
