"""A question typed with its question word last in, the same with it first out.

"getaway van found where" and "reward for the collar how much now" are no sentences; a reader that
was taught on sentences answers them better as ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.plan.words import AUX, DETERMINERS, PREPOSITIONS, Word, past, plural, words_of
from index_store.months import MONTH

_LAST = re.compile(
    r"^(?P<rest>[^?]+?)[\s,;:–—-]+(?P<word>where|when|who|how (?:many|much|long|old))"
    r"(?P<tail>(?:[\s,]+(?:now|latest|exactly|currently|again|then|so far|in total|today))*)"
    r"[\s?.!]*$",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"^(?:(?:the )?(?P<many>name|names) of (?P<of>[^?]+?)|(?P<rest>[^?]+?)\s*[-–—,:]\s*name)"
    r"[\s?.!]*$",
    re.IGNORECASE,
)
_NAME_RUN = r"(?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*"
_EITHER = re.compile(
    rf"\W*(?P<aux>(?i:did|does|do|was|were|is|are|has|have|had|will)) (?P<one>{_NAME_RUN}),? or "
    rf"(?P<other>{_NAME_RUN}) (?P<rest>[a-z][^?]*?)[\s?.!]*$"
)
_DAY = rf"(?:\w+day|(?:(?:early|mid|late)[ -])?{MONTH}(?: \d{{1,2}})?(?:,? \d{{4}})?|\d{{4}})"
# "Did it sink in April or in February?"
_ON_WHICH = re.compile(
    r"\W*(?P<aux>(?i:did|does|do|was|were|is|are|has|have|had|will)) (?P<rest>[^?]{3,}?)"
    rf" (?:in|on) (?P<one>{_DAY}),? or (?:(?:in|on) )?(?P<other>{_DAY})[\s?.!]*$"
)
_IS_IT = re.compile(
    r"\W*(?:was|is) it (?P<one>[^?,]{2,40}?),? or (?P<other>[^?,]{2,40}?),? "
    r"(?P<what>who|that|which) (?P<rest>[^?]+?)[\s?.!]*$",
    re.IGNORECASE,
)
_FULL_LIST = re.compile(
    r"^\W*(?:(?:the|a|full|complete|whole|entire|short)\s+)+list of\s+", re.IGNORECASE
)
_GONE = r"(?:gone|out|off|left|quit|resigned|retired|dead|died|sacked|fired|ousted|stepped down)\b"
_NOW_THAT = re.compile(
    rf" now that (?P<who>{_NAME_RUN}) (?:is|was|has|['’]s)(?: been| just)* {_GONE}"
)
_WHAT_IS = re.compile(r"\b([Ww]hat)['’]s (?=[A-Z])")
# "Whose remark was it that a river pays no heed to schedules?"
_WHOSE_WORDS = re.compile(
    r"^\W*whose (?:remark|comment|words|quote|observation|line|claim|statement|verdict|warning) "
    r"(?:was|were|is) (?:it|this)(?: that|,|:)? (?P<what>[^?]{8,})",
    re.IGNORECASE,
)
# What nobody does to the subject, with its base: "Osten died where" is no passive.
_OF_ITSELF = {
    "began": "begin", "came": "come", "died": "die", "fell": "fall", "happened": "happen",
    "landed": "land", "left": "leave", "lived": "live", "lost": "lose", "met": "meet",
    "occurred": "occur", "resigned": "resign", "returned": "return", "sank": "sink",
    "spoke": "speak", "started": "start", "stood": "stand", "stayed": "stay", "talked": "talk",
    "took": "take", "went": "go", "won": "win", "arrived": "arrive", "ended": "end",
}  # fmt: skip
_ASKS = re.compile(r"^\W*(?:who|whom|whose|what|which|where|when|why|how)\b", re.IGNORECASE)


def fronted(text: str) -> str:
    """Put a question word that comes last first; any other text stays as it is.

    >>> fronted("getaway van found where")
    'Where was the getaway van found?'
    >>> fronted("name of the guard hurt in Kesh")
    'What is the name of the guard hurt in Kesh?'
    """
    text = _WHAT_IS.sub(r"\1 is ", _WHOSE_WORDS.sub(r"Who said that \g<what>", text))
    text = _either(_NOW_THAT.sub(r" after \g<who> left", _FULL_LIST.sub("List of ", text)))
    begins = text.split(maxsplit=1)[0].lower() if text.strip() else ""
    if not begins or _ASKS.match(text) or begins in AUX:
        return text
    if name := _NAME.match(text):
        be = "are" if (name["many"] or "").lower() == "names" else "is"
        one = (name["many"] or "name").lower()
        return f"What {be} the {one} of {_with_article(name['of'] or name['rest'])}?"
    found = _LAST.match(text)
    words = [w for w in words_of(found["rest"]) if not w.sign] if found else []
    if found is None or not any(len(w.lower) > 1 for w in words) or {w.lower for w in words} & AUX:
        return text
    word, tail = found["word"].lower().capitalize(), found["tail"].replace(",", "")
    if words[-1].lower in PREPOSITIONS:  # "closed until when"
        word, words = f"{words[-1].text.capitalize()} {word.lower()}", words[:-1]
    if not words or (word != "How many" and any(past(w.lower) for w in words[:-1])):
        return text  # a clause of its own: "the mayor told reporters when"
    rest = found["rest"][: words[-1].end]
    if word.startswith("How"):
        return _how(word, rest, words, tail) or text
    return f"{word} {_asked(word, rest, words)}{tail}?"


def _either(text: str) -> str:
    """Ask "Did Lind or Kerr resign?" for the one that did; any other text stays as it is."""
    if found := _IS_IT.match(text):
        word = "Who" if found["what"].lower() == "who" else "Which"
        return f"{word} {found['rest']}, {found['one']} or {found['other']}?"
    if found := _ON_WHICH.match(text):
        return f"When {found['aux'].lower()} {found['rest']}?"
    if found := _EITHER.match(text):
        aux, rest = found["aux"].lower(), found["rest"]
        return f"Which {aux} {rest}, {found['one']} or {found['other']}?"
    return text


def _how(word: str, rest: str, words: Sequence[Word], tail: str) -> str:
    """Ask for the number of a plural at the beginning, else for how much the whole is.

    Empty for a clause of its own: "the minister said how much".
    """
    counted = next((n for n, w in enumerate(words) if plural(w.lower) and not w.capital), None)
    if word == "How many" and counted is not None and not _led(words[:counted]):
        return f"{word} {rest}{tail}?"
    return "" if past(words[-1].lower) else f"{word} is {_with_article(rest)}{tail}?"


def _asked(word: str, rest: str, words: Sequence[Word]) -> str:
    last = words[-1].lower
    subject = rest[: words[-1].start].rstrip(" ,")
    if base := _OF_ITSELF.get(last):
        return f"did {_with_article(subject)} {base}" if subject else rest
    if past(last) and len(words) > 1 and word != "Who":
        be = "were" if plural(words[-2].lower) and not words[-2].capital else "was"
        return f"{be} {_with_article(subject)} {words[-1].text}"
    return f"{'are' if plural(last) and not words[-1].capital else 'is'} {_with_article(rest)}"


def _with_article(text: str) -> str:
    """Put `the` before a noun that has no word of the kind; a name has none."""
    first = text.split(maxsplit=1)[0]
    plain = first.islower() and first not in DETERMINERS and not first[0].isdigit()
    return f"the {text}" if plain else text


def _led(words: Sequence[Word]) -> bool:
    return any(w.lower in PREPOSITIONS or past(w.lower) for w in words)
