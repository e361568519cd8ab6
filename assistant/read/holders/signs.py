"""A report in, what it says of who holds an office, took it or left it out, each with its day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Literal

from assistant.planted import orders_programs, paragraph_of
from assistant.read.holders.offices import MINISTER
from assistant.read.sentence.participants import CALENDAR
from assistant.read.sentence.typed import entities
from assistant.types import Hit
from assistant.words import STOP, fold
from index_store.sentences import split
from index_store.times import find_times
from index_store.types import TimeMention

HEAD = "chief executive"  # who runs a firm
OFFICE = (
    rf"(?P<office>(?:vice |deputy )?(?:{MINISTER}|president|chancellor|premier|mayor|governor|"
    r"chief executive|finance chief|chair(?:man|woman)?|spokesman|head coach|coach))"
)
NEAR = 30  # characters
Kind = Literal["begins", "holds", "left", "former"]
_Told = Kind | Literal["from-to"]
_Rows = tuple[tuple[_Told, re.Pattern[str]], ...]
_WORD = r"[A-ZÀ-Þ][\w’-]*\w"
_NAME = rf"(?P<name>{_WORD}(?: (?:de |van |von |bin |al )?{_WORD}){{0,3}})"
_RUNS_FIRM = r"(?:runs|is running|will run|has run|leads|is leading|will lead|heads)"
_LEFT = (
    r"(?:resign(?:s|ed)|step(?:s|ped) (?:down|aside)|quits?|retire[sd]|stood down|le(?:ft|aves)|"
    r"(?:was|were|has been) (?:sacked|dismissed|fired|ousted|removed)|handed in (?:his|her)|"
    r"(?:will|would|is to) (?:leave|step down|resign|retire|quit|stand down|give up))"
)
_TOOK = (
    r"(?:became|becomes|has become|(?:was|has been) (?:named|appointed|made|elected|sworn in)"
    r"(?: as)?|t(?:ook|akes|aken) over as|took the oath as|is (?=(?:the |its )?new))"
)
_ASIDE = r"(?:, [^,.;]{2,60},)?"
# What stands between somebody's name and the office, in words: whose it is, and for how long.
_OF = (
    r"(?:(?:[A-Z][\w’-]*(?:['’]s)?|(?:country|company|firm|group|club|city|ministry|bank|union|party|"
    r"agency|team|town|state|province)['’]s|first|permanent) ){0,3}?"
)
_NOT_NOW = (
    r"(?<![Ff]ormer )(?<![Nn]ext )(?<!ex-)(?<!future )(?<![Dd]eputy )(?<![Vv]ice )(?<![Vv]ice-)"
)
_POST = r"(?:the|this|that|its) (?:post|office|job|position|ministry)"
_AHEAD = re.compile(r"\b(?:will|would|is to|becomes|takes|leaves|quits?)\b")
_SHE = re.compile(r"\b(?:[Hh]e|[Ss]he)(?= (?:was|has been|is|became|took|will|resigned|left|had) )")
_PERSON = re.compile(
    rf"\b(?!(?:Prime|Foreign|Finance|Health|Interior)\b){_WORD} {_WORD}\b(?=[ ,.])"
)
_YEAR = timedelta(days=365)
# A name of one of these kinds is nobody's.
_NOBODY = frozenset("DATE TIME CARDINAL ORDINAL NORP GPE LOC".split())
_TITLES = frozenset(
    "Secretary Minister President Director Commissioner Chief Officer Governor Mayor General "
    "Senator Chancellor Professor Judge Justice Chairman Chairwoman Chair Sir Dame Dr".split()
)
# Before an office: whose it is, as in `the court's president`.
_OTHER_S = re.compile(
    r"\b(?!(?:country|company|firm|group|club|city|state|town|nation|bank)['’]s)[a-z][\w-]*['’]s? $"
)
_ANY_OFFICE = re.compile(rf"\b{OFFICE}\b", re.IGNORECASE)
# These name no office; it is the one that was spoken of last.
_HANDED_OVER = (
    rf"\b(?:succeed(?:s|ed|ing)|replac(?:es|ed|ing)|t(?:ook|akes|aken) over [^.;]{{0,30}}?from) "
    rf"{_NAME}"
)
_CARETAKER = r"(?:will run|is running|ran|has run|takes charge of) the ministry"
_FROM_TO = r"from [^.;]{3,25} (?:until|till|to) "
_NAMES = r"(?:named|appointed|hired|picked|chose|elected)"


@dataclass(frozen=True, slots=True)
class Sign:
    """That somebody took an office, holds it, or left it, by one sentence.

    Attributes:
        day: when they took or left it, by the days that the sentence names, else the article's
            day; of one who holds it, the article's day; the first of days where none is known.
        where: the sentence, offsets into the body of the hit's article.
        who: tells the holders of one office apart: the folded last name, unless two share it.
        near: the words around, of which the office's place is said.
        bare: a title before a name is all that says it.
    """

    name: str
    kind: Kind
    hit: Hit
    where: tuple[int, int]
    day: date
    who: str
    near: str = ""
    bare: bool = False

    @property
    def holds(self) -> bool:
        """Whether they hold the office after that day."""
        return self.kind in {"begins", "holds"}

    @property
    def told_on(self) -> date:
        """The day of the article; the first of days for an undated one."""
        return self.hit.article.day or date.min


def signs_of(hit: Hit, office: str) -> Iterator[Sign]:
    """Find in an article who is said to hold an office, to have taken it, and to have left it."""
    body, spoken_of, person = hit.article.body, "", ""
    own, untied = _patterns(office)
    headline = office if office in hit.article.title.lower() else ""
    sentences = split(body)
    texts = [(hit.article.title, sentences[0])] if sentences else []
    texts += [(body[a:b], (a, b)) for a, b in sentences]
    for sentence, where in texts:
        if orders_programs(paragraph_of(body, *where)):
            continue
        if person and sentence is not hit.article.title:
            sentence = _SHE.sub(person, sentence, count=1)
        named = [m["office"].lower() for m in _ANY_OFFICE.finditer(sentence)]
        about = office in named or (not named and office in {spoken_of, headline})
        for told, pattern in (*own, *(untied if about else ())):
            if told != "left" and sentence is hit.article.title:
                continue  # headlines say "is" of what will be
            for found in pattern.finditer(sentence):
                if not _OTHER_S.search(sentence, 0, found.start()):
                    yield from _signs(told, found, hit, where)
        spoken_of = named[-1] if named else spoken_of
        person = next((m.group() for m in _PERSON.finditer(sentence)), person)


def _signs(told: _Told, found: re.Match[str], hit: Hit, where: tuple[int, int]) -> Iterator[Sign]:
    """Date one match; of one who held an office from one day until another, both days."""
    sentence = found.string
    name = _person(sentence, *found.span("name"))
    if not name:
        return
    rest = sentence[found.end() :]
    near = sentence[max(0, found.start() - NEAR) : found.end()]
    near += rest[:NEAR] if rest.startswith((" of ", ", of ")) else ""
    told_on, days = hit.article.day or date.min, _days(sentence, hit)
    bare = told == "holds" and found.end("name") == found.end() and "," not in found.group()
    sign = Sign(name, "holds", hit, where, told_on, fold(name.split()[-1]), near, bare)
    if told == "from-to":
        behind = [m for m in days if m.start >= found.start("name")]
        if len(behind) > 1 and behind[0].earliest and behind[1].latest:
            yield replace(sign, kind="begins", day=behind[0].earliest)
            yield replace(sign, kind="left", day=behind[1].latest)
        return
    nearest = min(days, key=lambda m: _apart(m, found), default=None)
    if told == "holds":
        past = nearest.latest if nearest is not None else None
        yield replace(sign, day=past) if past and told_on - past > _YEAR else sign
    elif told == "former" or nearest is None:
        yield replace(sign, kind=told)
    else:
        day = nearest.earliest if told == "begins" else nearest.latest
        yield replace(sign, kind=told, day=_gone_by(day or told_on, told_on, found.group()))


def _person(sentence: str, start: int, end: int) -> str:
    """Return who is named in a stretch of a sentence, without titles; empty for what is no name."""
    words = list(re.finditer(r"\S+", re.split(r"['’]s?(?: |$)", sentence[start:end])[0]))
    while words and (words[0].group() in CALENDAR or words[0].group().lower() in STOP):
        words = words[1:]
    titles = [n for n, word in enumerate(words[:-1]) if word.group() in _TITLES]
    words = words[titles[-1] + 1 :] if titles else words
    if not words:
        return ""
    (found,) = entities([sentence])
    first = start + words[0].start()
    labels = {label: a for a, _, label in found if first <= a < end}
    if labels.keys() & _NOBODY:
        return ""
    kept = [w.group() for w in words if start + w.start() >= labels.get("PERSON", first)]
    return " ".join(kept)


def _apart(m: TimeMention, found: re.Match[str]) -> int:
    return max(m.start - found.end(), found.start() - m.end, 0)


def _gone_by(day: date, told_on: date, words: str) -> date:
    """Read a day that would lie ahead as the one gone by, where nothing is announced."""
    if day <= told_on or _AHEAD.search(words):
        return day
    return max(day - _YEAR, date.min) if day - _YEAR <= told_on else told_on


def _days(sentence: str, hit: Hit) -> list[TimeMention]:
    found = find_times(sentence, hit.article.day)
    return [m for m in found if m.kind == "date" and m.earliest and m.latest]


@cache
def _patterns(office: str) -> tuple[_Rows, _Rows]:
    """Return the patterns that name an office, and those that only go on about one."""
    if "spokesman" in office:
        title = r"(?i:spoke(?:sman|swoman|sperson))"
    else:
        title = rf"(?i:{re.escape(office)}(?: officer)?)"
    held = rf"{_OF}(?:new |interim |acting )?{title}"
    who = rf"\b{_NAME}{_ASIDE}"
    whose = "(?:the |its |a )?"
    rows: list[tuple[_Told, str]] = [
        ("holds", rf"{_NOT_NOW}\b{title},? {_NAME}"),
        ("holds", rf"\b{_NAME}, (?:the |its |a |who (?:is|has been) )?(?!former|ex-|next){held}\b"),
        ("holds", rf"{who} (?:is|acts as|serves as) (?!new){whose}{held}\b"),
        ("begins", rf"{who} {_TOOK} ?{whose}{held}\b"),
        ("begins", rf"{who} (?:will|is to) (?:be|become|take over as) {whose}{held}\b"),
        ("begins", rf"\b{_NAMES} {_NAME}{_ASIDE} as {whose}{held}"),
        ("begins", rf"\b{_NAME}, who (?:became|took over as|succeeded) [^.;]{{0,60}}?{title}\b"),
        ("left", rf"\b{_NAME}(?:, [^.;]{{2,60}},)? (?:who )?{_LEFT}[^.;]{{0,40}} as {held}"),
        ("left", rf"\b{_NAME}, who {_LEFT}[^.;]{{0,40}} as {held}"),
        ("left", rf"\b{_NAME}, (?:the )?{held}[^.;]{{0,40}}, {_LEFT}\b"),
        ("left", rf"{_NOT_NOW}\b{title} {_NAME} {_LEFT}\b"),
        ("left", rf"\b{_NAME}, until [^,;.]{{3,30}} (?:the )?{held}\b"),
        ("left", rf"\bcost {_NAME} (?:his|her|their) (?:job|post) as {held}"),
        ("from-to", rf"{who} (?:was|served as|had been) {whose}{held} {_FROM_TO}"),
        ("former", rf"\b(?:[Ff]ormer|ex-) ?{title},? {_NAME}"),
        ("former", rf"\b{_NAME}, (?:the |a )?(?:former|ex-?) ?{held}"),
    ]
    if office == HEAD:
        firm = r"the (?:company|firm|group|bank|club)"
        rows.append(("holds", rf"{who} {_RUNS_FIRM} {firm}\b"))
    untied: list[tuple[_Told, str]] = [
        ("left", _HANDED_OVER),
        ("from-to", rf"{who} (?:had )?held {_POST} {_FROM_TO}"),
    ]
    if office.endswith("minister"):
        untied.append(("begins", rf"{who} {_CARETAKER}"))
    return _compiled(rows), _compiled(untied)


def _compiled(rows: list[tuple[_Told, str]]) -> _Rows:
    return tuple((told, re.compile(pattern)) for told, pattern in rows)
