"""A question that names people by their office in, the same with their names out.

`The Velmaran president` is whoever the articles call president of Velmara, if that is one person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.places import countries_in, region, speaks_of
from assistant.planted import is_planted
from assistant.read.holders.called import CAPITAL, FORMER, NAME, TITLE, Holder, holders
from assistant.read.holders.wording import GAVE_UP
from assistant.read.sentence.candidates import Candidate
from assistant.read.sentence.printed import quotation, told_as
from assistant.types import Draft, Hit, Plan
from assistant.words import STOP, find_words, fold, missing_names, same_name, words_of
from index_store.sentences import split

# In a report about the place, whose it is goes without saying.
_BARE = re.compile(rf"\b(?P<office>(?=[A-Z]){TITLE}) (?P<name>{NAME})(?! of\b)")
_LEFT = re.compile(rf"\b(?:{GAVE_UP}|le(?:aves|ft) office)\b", re.IGNORECASE)
# How a question asks for them, with places joined: `the French and Russian presidents`.
_ASKED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:the )?(?P<place>{CAPITAL})(?: and (?:the )?(?P<other>{CAPITAL}))? "
        rf"(?P<office>{TITLE})s?\b(?! {CAPITAL})",
        rf"\b(?:the )?(?P<place>{NAME})['’]s? (?P<office>{TITLE})\b(?!,? {CAPITAL})",
        rf"\b(?:the )?(?P<office>{TITLE})s? of (?P<place>{NAME})(?: and (?P<other>{NAME}))?",
    )
)
# Here the office is what is asked about, not a way to name somebody.
_ASKS_WHO = re.compile(
    r"^\W*(?:who|which \w+)(?:['’]s| is| was| are| were| became| becomes| will be| has been)\b",
    re.IGNORECASE,
)
_INCUMBENT = re.compile(
    r"^\W*(?:and )?who(?:['’]s| is) (?:the )?(?:current |present )?", re.IGNORECASE
)
_FORMERLY = re.compile(r"^\W*(?:and )?who (?:was|had been) (?:the )?", re.IGNORECASE)
_COACHES = re.compile(r"^(\W*who )coaches ", re.IGNORECASE)
# How sure it is that whom the newest article calls the holder of an office holds it.
CONFIDENCE = 0.75


def incumbent(plan: Plan, hits: Sequence[Hit]) -> Draft | None:
    """Answer "Who is the president of Orlan?" with whom the newest article calls that.

    None where the newest article that names one says that they left.
    """
    if plan.operator not in {"none", "last"} or plan.window:
        return None
    question = _COACHES.sub(r"\1is the coach of ", plan.standalone_question)
    for hit, name, sentence in _held(question, _INCUMBENT, hits):
        last, body = name.split()[-1], hit.article.body
        left = any(last in body[a:b] and _LEFT.search(body, a, b) for a, b in split(body))
        return None if left else _told(hit, name, sentence)
    return None


def predecessor(plan: Plan, hits: Sequence[Hit]) -> Draft | None:
    """Answer "Who was president of Orlan before Ada Lind?" with the newest other one so called.

    Whoever is called so in reports from after she was may be her successor.
    """
    anchor = fold(plan.anchor).split()[-1:]
    known = list(_held(plan.standalone_question, _FORMERLY, hits))
    days = [hit.article.day or date.min for hit, name, _ in known if _last(name) in anchor]
    for hit, name, sentence in known:
        older = not days or (hit.article.day or date.min) <= min(days)
        if anchor and _last(name) not in anchor and older:
            return _told(hit, name, sentence)
    return None


def _held(
    question: str, opening: re.Pattern[str], hits: Sequence[Hit]
) -> Iterator[tuple[Hit, str, tuple[int, int]]]:
    """Yield who holds the office that a question asks about, by each article, the newest first."""
    asked = _office_asked(question, opening)
    if asked is None:
        return
    office, place = asked
    elsewhere = held_elsewhere(hits, office, place)
    for hit in sorted(_articles(hits), key=lambda h: h.article.day or date.min, reverse=True):
        found = _named(hit, office, place)
        if found and _last(found[0]) not in elsewhere:
            yield hit, *found


def _office_asked(question: str, opening: re.Pattern[str]) -> tuple[str, str] | None:
    """Return the office and the place of "Who is the president of Orlan?"."""
    start = opening.match(question)
    asked = [m for p in _ASKED if start and (m := p.match(question, start.end()))]
    return (asked[0]["office"].lower(), asked[0]["place"]) if asked else None


def not_in_it(plan: Plan, hits: Sequence[Hit]) -> Callable[[Candidate], bool]:
    """Return what tells of an answer that it does not hold the office asked about.

    It holds that of another place, or another office and its sentence does not put the asked one
    beside its name; or its article is silent about the place.
    """
    question = plan.standalone_question
    asked = _office_asked(question, _INCUMBENT) or _office_asked(question, _FORMERLY)
    if asked is None:
        return lambda c: False
    office, place = asked
    known = holders([hit.article.body for hit in _articles(hits)])
    theirs = {h for h in known if h.office == office and of_one_place(h.place, place)}
    others = {_last(h.name) for h in known} - {_last(h.name) for h in theirs}
    elsewhere = held_elsewhere(hits, office, place)

    def other(c: Candidate) -> bool:
        last = _last(c.text)
        if last in elsewhere or (last in others and not _so_called(last, office, c)):
            return True
        told = f"{c.hit.article.title}\n{c.hit.article.body}"
        return _silent(place, told) or _of_other_places(c.sentence_text, office, place)

    return other


def _silent(place: str, text: str) -> bool:
    """Tell whether a text names neither a place nor its people.

    Of `US` that cannot be told, nor of `American`, for which articles write it.
    """
    named = not place.isupper() and not region(place)
    return named and bool(missing_names([place], text))


def _of_other_places(sentence: str, office: str, place: str) -> bool:
    """Tell whether a sentence speaks of the office, and of that of other countries alone.

    `The French presidency said` tells nothing of who the president of Russia is.
    """
    root = office.removesuffix("t") if office.endswith("ent") else office
    told = [m[1] for m in re.finditer(rf"\b({CAPITAL}) {root}", sentence)]
    told = [name for name in told if countries_in(name)]
    return bool(told) and not any(of_one_place(name, place) for name in told)


def _so_called(last: str, office: str, c: Candidate) -> bool:
    """Tell whether an answer's sentence puts the office beside its last name."""
    behind = rf"{last}(?:,| is| was| became| as) (?:the )?(?:[\w’'-]+ ){{0,3}}{office}"
    near = rf"\b(?:{office},? (?:\w+ ){{0,2}}{last}|{behind})\b"
    return bool(re.search(near, fold(c.sentence_text)))


def held_elsewhere(hits: Sequence[Hit], office: str, place: str) -> frozenset[str]:
    """Return the folded last names of those who are said to hold an office, but of other places."""
    known = [h for h in holders([x.article.body for x in _articles(hits)]) if h.office == office]
    here = {_last(h.name) for h in known if of_one_place(h.place, place)}
    return frozenset(_last(h.name) for h in known) - here


def _last(name: str) -> str:
    return fold(name).split()[-1]


def _told(hit: Hit, name: str, sentence: tuple[int, int]) -> Draft:
    claim = quotation(hit.article, *sentence)
    return Draft(short=name, claims=(told_as(name, claim),), confidence=CONFIDENCE)


def _named(hit: Hit, office: str, place: str) -> tuple[str, tuple[int, int]] | None:
    """Return who holds an office by an article, with the sentence that says so.

    One that is only called by the office counts where the article is about the place, calls nobody
    else that, and has no other country whose office it could be.
    """
    body = hit.article.body
    spans = [s for s in split(body) if not is_planted(body, *s)]
    for start, end in spans:
        for h in holders([body[start:end]]):
            if h.office == office and of_one_place(h.place, place):
                return h.name, (start, end)
    told = f"{hit.article.title}\n{body}"
    if not _about(place, hit) or countries_in(told) - countries_in(place):
        return None
    bare = [
        (re.sub(r"['’]s$", "", match["name"]), (start, end))
        for start, end in spans
        for match in _BARE.finditer(body, start, end)
        if match["office"].lower() == office
        if not FORMER.search(body, max(0, match.start() - 12), match.start())
    ]
    elsewhere = any(h.office == office for h in holders([body]))
    one = len({_last(name) for name, _ in bare}) == 1
    return bare[0] if one and not elsewhere else None


def _about(place: str, hit: Hit) -> bool:
    """Tell whether the headline or the first paragraph of a hit's article speaks of a place."""
    lead = f"{hit.article.title}\n{hit.article.body.partition(chr(10) * 2)[0]}"
    if find_words(lead, place) >= 0:
        return True
    return fold(place) not in STOP and not missing_names([place], lead)  # "US" is no "us"


def with_names(plan: Plan, hits: Sequence[Hit]) -> Plan:
    """Put the names of those who hold the offices that a question speaks of into it."""
    question = plan.standalone_question
    asked = [m for pattern in _ASKED for m in pattern.finditer(question)]
    if not asked or _ASKS_WHO.match(question):
        return plan
    known = holders([f"{h.article.title}\n{h.article.body}" for h in _articles(hits)])
    subjects = list(plan.subjects)
    for match in asked:
        places = [p for p in (match["place"], match.groupdict().get("other")) if p]
        names = [_only(known, match["office"].lower(), place) for place in places]
        if all(names) and match.group() in question:
            question = question.replace(match.group(), " and ".join(names), 1)
            kept = [s for s in subjects if not any(of_one_place(s, p) for p in places)]
            subjects = [*kept, *names]
    return replace(plan, standalone_question=question, subjects=tuple(subjects))


def _articles(hits: Sequence[Hit]) -> list[Hit]:
    return list({hit.article.id: hit for hit in hits}.values())


def _only(known: Sequence[Holder], office: str, place: str) -> str:
    """Return the fullest name of the one who holds an office; empty where several do, or none."""
    names = [h.name for h in known if h.office == office and of_one_place(h.place, place)]
    last = {_last(name) for name in names}
    return max(names, key=len) if len(last) == 1 else ""


_SIDES = frozenset(
    "north south east west northern southern eastern western new upper lower".split()
)


def of_one_place(one: str, other: str) -> bool:
    """Tell whether two words mean one place: `Orlan` and `Orlanian`."""
    a, b = fold(one), fold(other)
    if _SIDES & set(a.split()) != _SIDES & set(b.split()):  # Sudan, South Sudan
        return False
    alike = a == b or same_name(a, b) or speaks_of(one, words_of(other))
    return alike or (" " in f"{a}{b}" and a.split()[-1] == b.split()[-1])
