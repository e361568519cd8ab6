"""An answer as its sentence words it in, the fullest form that the article has of it out.

News names people in full once and by the last name after that; a reader of one line wants the
whole name, with the office that stands before it.
"""

from __future__ import annotations

import re
from collections import Counter

from assistant.read.sentence.candidates import Candidate
from assistant.read.sentence.participants import CALENDAR
from assistant.read.sentence.syntax import Token, parse
from assistant.read.sentence.typed import Name, entities
from assistant.types import MAX_SHORT_WORDS, Plan
from assistant.words import STOP
from index_store.sentences import split
from index_store.titles import COURTESY, FIRMS, SHORT, TITLES, any_of, capitals

LONGEST_PHRASE = 6  # words of a quotation that is taken as a whole
LONGEST_OFFICE = 5  # words before a name
_NAMED = frozenset({"person", "organisation", "any", "list"})
# The small model often takes somebody for an organisation, never for a place.
_LISTED = dict.fromkeys(("PERSON", "ORG", "PRODUCT"), "who") | dict.fromkeys(
    ("GPE", "LOC", "FAC", "NORP"), "where"
)
_ANY = "any"
_WHO_ALL = re.compile(r"who (?:were|are)\b", re.IGNORECASE)
_LINK = re.compile(
    r"(?: of [A-Z][\w’'-]+)?(?:, \d{1,3})?(?:,|,? and|,? &)(?: the| an?)?(?: [a-z]+){0,2} ?"
)
_AGES = re.compile(r", \d{1,3},(?= and\b)|, \d{1,3}(?=,)")
_CAPITALS = re.compile(r" (?:The )?[A-Z][\w.’'-]*(?: (?:of )?[A-Z][\w.’'-]*)*")
_SERIES = re.compile(
    rf"(?:,(?: the)?{_CAPITALS.pattern})*,? (?:and|&)(?: the)?{_CAPITALS.pattern}(?! [A-Z]|['’]s)"
)
# What ends a list of plain words: "perchlorate, anthracene (of coal tar) and sulfur".
_ASIDE = re.compile(r" \([^()]*\)")
_PLAIN_SERIES = re.compile(
    rf"(?:{_ASIDE.pattern})?(?:, (?!and )[a-z][\w-]*(?: [a-z][\w-]*)?(?:{_ASIDE.pattern})?)*"
    r",? and (?P<last>[a-z][\w-]*)(?: [a-z][\w-]*)?(?= (?:to|in|on|at|for)\b|[.,;]|$)"
)
_CUT = re.compile(r" and [a-z]+$")
_LEAST = {"PERSON": 1, "ORG": 2}
_OFFICE = re.compile(
    rf"(?:[A-Z][\w.’'-]* )*(?:{any_of(capitals(TITLES - FIRMS - COURTESY))}|"
    rf"(?:{any_of(capitals(SHORT - COURTESY))})\.|President-elect|Chief Executive|CEO) $"
)
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,5}")
_KNOWN = frozenset("US UK EU UN USA UAE NATO AIDS".split())
_SMALL = r"(?:(?:of|and|for|the|in|on|to|de|&) ){0,2}(?:(?:al|el|an|ul)-)?"
POINTS_BACK = re.compile(r"(?:[Tt]he|[Tt]his|[Tt]hat) ([a-z]{3,})")
_THINGS = frozenset({"any", "organisation", "place", "title"})
# Words before a noun that tell which one is meant as little as "the" does.
_TELL_LITTLE = frozenset(
    "new old same first second third last other another former current big large small little "
    "whole entire local own such more many few several main young next late early good great "
    "latest recent previous said".split()
)
_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"\n]+)\"|‘([^‘’\n]+)’(?!\w)")


def fuller(plan: Plan, candidate: Candidate) -> str:
    """Return the text of a candidate, or a longer form that holds it, on one line."""
    text = _closed(" ".join(candidate.text.split()))
    if plan.answer_type in {"any", "title", "quotation"} and (phrase := _phrase(candidate)):
        return phrase
    if asks_all(plan):
        return _series(candidate, _together(candidate) or text)
    if plan.answer_type in _THINGS and (pointer := POINTS_BACK.fullmatch(text)):
        return _meant(candidate, pointer[1]) or text
    if _ACRONYM.fullmatch(text) and text.replace(".", "") not in _KNOWN:
        name = spelled_out(candidate.hit.article.body, text)
        return f"{name} ({text})" if name else text
    if plan.answer_type not in _NAMED:
        return text
    if text.isalpha() and text[:1].isupper():
        text = _in_full(candidate, text)
    return _office(candidate) + text if plan.answer_type == "person" else text


def asks_all(plan: Plan) -> bool:
    """Tell whether a question asks for several: `Which countries`, `Who were the dead`."""
    return plan.wants_all or bool(_WHO_ALL.match(plan.standalone_question))


def _closed(text: str) -> str:
    """Leave out a bracket that is not closed, with what stands in it."""
    return text[: text.rindex("(")].strip() if text.count("(") > text.count(")") else text


def _phrase(candidate: Candidate) -> str:
    """Return the short quotation that a candidate is a part of; empty when it is none."""
    sentence, offset = candidate.sentence_text, candidate.sentence[0]
    for match in _QUOTED.finditer(sentence):
        start, end = (at + offset for at in match.span(match.lastindex or 0))
        whole = " ".join(candidate.hit.article.body[start:end].split()).strip(" ,.")
        if start <= candidate.start and candidate.end <= end:
            return whole if len(whole.split()) <= LONGEST_PHRASE else ""
    return ""


def _together(candidate: Candidate) -> str:
    """Return the names that a candidate is listed with: `Norway and Cuba`; empty when it is not.

    They are of one kind, with commas, "and" and a word or two such as an office between them.
    """
    sentence, offset = candidate.sentence_text, candidate.sentence[0]
    here = (candidate.start - offset, candidate.end - offset)
    found = entities([sentence])[0]
    names = [(start, end, _LISTED[label]) for start, end, label in found if label in _LISTED]
    if not any(_touch(n, here) for n in names) and candidate.text[:1].isupper():
        names = sorted([*names, (*here, _ANY)])  # a name that the model does not see
    kind = next((name[2] for name in names if _touch(name, here)), "")
    names = [name for name in names if kind == _ANY or name[2] == kind]
    own = [n for n, name in enumerate(names) if _touch(name, here)]
    if not own:
        return ""
    first, last = own[0], own[-1]
    while first > 0 and _listed(sentence, names[first - 1], names[first]):
        first -= 1
    while last + 1 < len(names) and _listed(sentence, names[last], names[last + 1]):
        last += 1
    whole = " ".join(_AGES.sub("", sentence[names[first][0] : names[last][1]]).split())
    return whole if first < last and len(whole.split()) <= MAX_SHORT_WORDS else ""


def _series(candidate: Candidate, text: str) -> str:
    """Return a list to its end: `Orlan, Kesh` of "in Orlan, Kesh and Vale" has three."""
    sentence = " ".join(candidate.sentence_text.split())
    at = sentence.find(text)
    if at < 0:
        return text
    if not text[:1].isupper():
        more = _PLAIN_SERIES.match(sentence, at + len(text)) if ", " in text else None
        more = None if more and _acts(sentence, more["last"]) else more
        whole = _ASIDE.sub("", text + more.group()) if more else text
        return whole if len(whole.split()) <= MAX_SHORT_WORDS else text
    # Of "Ana Ruiz and rapper" the name is still to come.
    more = (_CAPITALS if _CUT.search(text) else _SERIES).match(sentence, at + len(text))
    whole = text + more.group().rstrip(" .,") if more else text
    return whole if len(whole.split()) <= MAX_SHORT_WORDS else text


def _acts(sentence: str, word: str) -> bool:
    """Tell whether a word of a sentence is what somebody did, and so ends a list: `and left`."""
    return any(t.text == word and t.pos_ in {"VERB", "AUX"} for t in parse(sentence))


def _touch(name: Name, span: tuple[int, int]) -> bool:
    return name[0] < span[1] and name[1] > span[0]


def _listed(sentence: str, one: Name, other: Name) -> bool:
    alike = one[2] == other[2] or _ANY in (one[2], other[2])
    return alike and bool(_LINK.fullmatch(sentence[one[1] : other[0]]))


def _in_full(candidate: Candidate, name: str) -> str:
    """Return the full name that the article has most often for the last part of one.

    Of a person once is enough; what goes for an organisation must come twice, for a capital at the
    start of a line makes a name of anything.
    """
    body = candidate.hit.article.body
    told = [body[start:end] for start, end in split(body)]
    told = [s for s in told if re.search(rf"\w {re.escape(name)}\b", s)]
    found: Counter[tuple[str, str]] = Counter()
    for sentence, names in zip(told, entities(told), strict=True):
        for start, end, label in names:
            words = sentence[start:end].removesuffix("'s").removesuffix("’s").split()
            if label in _LEAST and 2 <= len(words) <= 4 and words[-1] == name:
                found[" ".join(words).removeprefix("the ").removeprefix("The "), label] += 1
    sure = [one for one, times in found.items() if times >= _LEAST[one[1]]]
    return max(sure, key=lambda one: (found[one], len(one[0])))[0] if sure else name


def spelled_out(body: str, short: str) -> str:
    """Return the name that letters stand for, `General Motors` for `GM`; empty without one."""
    letters = short.replace(".", "")
    words = rf"[ -]{_SMALL}".join(rf"{letter}[\w’']*[a-z][\w’']*" for letter in letters)
    name = re.search(rf"\b{words}", " ".join(body.split()))
    return name.group() if name else ""


def _meant(candidate: Candidate, noun: str) -> str:
    """Return what the article called a thing before it was only "the ...": `monarch butterfly`.

    Taken is what stands before the noun most often, at least twice or in the headline.
    """
    article = candidate.hit.article
    before = [article.body[start:end] for start, end in split(article.body[: candidate.start])]
    found: Counter[str] = Counter()
    for text in (article.title, article.title, *before):
        if noun[:-1] not in text.lower():
            continue
        for token in parse(text):
            if noun in {token.lower_, token.lemma_.lower()}:
                kept = [_plain(t) for t in token.lefts if _tells(t)]
                found[" ".join(kept)] += bool(kept)
    named, times = max(found.items(), key=lambda one: one[1], default=("", 0))
    return f"{named} {noun}" if times > 1 else ""


def _tells(word: Token) -> bool:
    told = word.dep_ in {"compound", "amod", "nmod"} and word.is_alpha
    return bool(told) and word.lower_ not in _TELL_LITTLE


def _plain(word: Token) -> str:
    return str(word.text if word.pos_ == "PROPN" and word.i else word.lower_)


def _office(candidate: Candidate) -> str:
    """Return the office that stands right before a name, with its place: `Iowa Gov. `."""
    before = candidate.hit.article.body[candidate.sentence[0] : candidate.start]
    office = _OFFICE.search(" ".join(before.split()) + " " if before.strip() else "")
    if not office or not before.endswith(" "):
        return ""
    words = office.group().split()
    while len(words) > 1 and (words[0] in CALENDAR or words[0].lower() in STOP):
        words = words[1:]  # what only begins the sentence
    return " ".join(words) + " " if len(words) <= LONGEST_OFFICE else ""
