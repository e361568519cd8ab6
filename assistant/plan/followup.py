"""A question and the turns before it in, the question as it reads on its own out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from assistant.plan.conversation import Said, read_turn, told_in
from assistant.plan.refer import resolve
from assistant.plan.referents import person
from assistant.plan.shift import shift
from assistant.plan.substitute import (
    at_the_other_end,
    bare,
    by_the_other,
    counted_by,
    counted_in_the_end,
    put_in,
    said_by,
    without_time,
)
from assistant.plan.topic import with_topic
from assistant.plan.words import AUX, WH, words_of
from assistant.types import Turn
from index_store.times import find_times
from index_store.types import TimeMention

KEPT_TURNS = 6
_LONGEST = 400  # characters; a longer text says itself what it is about
_LINK = r"^\W*(?:and|but|so|or|ok|okay|then|also|yes|no|well)?[\s,]*"
_BEFORE_THAT = re.compile(
    _LINK + r"(?:what about |how about |when |who |(?:what|when|who|which one) "
    r"(?:was|were|came|is|had been|was it|had it been) )?"
    r"(?:the )?(?:one |ones |time |date |day |call |meeting |previous one |last time )?"
    r"(?:just |right )?"
    r"(?P<word>before|after|since|until|prior to|following)(?:\s+(?P<that>that|then|this|it|him|"
    r"her|them|those))?(?: one| time| date| day| call| meeting)?\W*$", re.IGNORECASE
)  # fmt: skip
_PREVIOUS = re.compile(
    _LINK + r"(?:what about |how about )?the (?P<word>previous|next|earlier|following)"
    r"(?: one| time)?\W*$", re.IGNORECASE
)  # fmt: skip
_WHAT_ABOUT = re.compile(
    _LINK + r"(?:what|how) about (?:(?P<prep>in|on|at|for|with|from|to|by) )?(?P<piece>[^?]+?)\W*$",
    re.IGNORECASE,
)
_AND_X = re.compile(
    r"^\W*(?:and|or|but)[\s,]+(?:(?P<prep>according to|in|on|at|for|with|from|to|by|about|of|"
    r"during|under|between|against|near) )?(?P<piece>[^?]+?)\W*$", re.IGNORECASE
)  # fmt: skip
_BARE = re.compile(
    _LINK + r"(?P<wh>when|where|why|how|how come|who|what time|at what time|since when|until when|"
    r"how long|how often|by whom|with whom|by how much|on what day|on which day|what day|"
    r"(?:in )?(?:what|which) (?:year|city|country|place|month|town|state))"
    r"(?: exactly| precisely)?(?: (?:was|is) (?:that|this|it)| (?:did|does) (?:that|this|it) "
    r"(?:happen|take place|occur)| then| there)?(?: exactly| precisely)?\W*$", re.IGNORECASE
)  # fmt: skip
_ELSE = re.compile(
    _LINK + r"(?:(?P<wh>who|what|where|when|which \w+) else|(?:any(?:one|body|thing)? (?:else|"
    r"others?|more)|others?))\W*$", re.IGNORECASE
)  # fmt: skip
_SAYS_SO = re.compile(
    r"(?P<head>\b(?:told|tells?|sa(?:id|ys?)|claim(?:ed|s)?|report(?:ed|s)?|announced?|"
    r"confirm(?:ed|s)?|decided?|decides|agreed|promised|predicted|den(?:ied|ies)|reveal(?:ed|s)?|stated?|think|believe[sd]?|know|knew)"
    r"(?: (?:[a-z]+|the \w+))?)\s+(?:so|that|this|it)\W*$", re.IGNORECASE
)  # fmt: skip
_SOURCE = re.compile(
    _LINK + r"(?:says who|who says|who said|according to wh(?:om|o)|who is the source|"
    r"what is the source|what's the source|source)\W*$", re.IGNORECASE
)  # fmt: skip
_TRUE = re.compile(_LINK + r"(?:is (?:that|this|it) (?:true|so|right|certain|sure)|really|"
                   r"are you sure)\W*$", re.IGNORECASE)  # fmt: skip
_MEANT_BEFORE = frozenset("he she it they this that these those".split())
_WHAT_SAYS = re.compile(
    _LINK + r"what (?:does|do|did|is|are|was|were) "
    r"(?P<who>(?:the )?[\w’'.&-]+(?: [\w’'.&-]+){0,4}) "
    r"(?:say|saying|claim|claiming|report|reporting)\W*$", re.IGNORECASE
)  # fmt: skip
_RIGHT_NUMBER = re.compile(
    _LINK + r"what (?:was|is) the (?:right|correct|real|true|actual|final|last|latest) "
    r"(?:number|figure|count|total|tally|toll)(?: in the end| then| now| finally)?\W*$",
    re.IGNORECASE,
)  # fmt: skip
_NUMBER_BY = re.compile(
    _LINK + r"(?:what|which) (?:number|figure|count|toll|total) (?:did|does) (?P<who>(?:the )?"
    r"[\w’'.&-]+(?: [\w’'.&-]+){0,3}) (?:give|have|put|report|name|cite)(?: for it)?"
    r"(?P<rest>(?: at first| first| initially| then)?)\W*$", re.IGNORECASE
)  # fmt: skip
_OTHER_ONE = re.compile(
    _LINK + r"(?:according to|what (?:about|does|did)) the other(?: one| side| party)?"
    r"(?: say| claim)?\W*$", re.IGNORECASE
)  # fmt: skip
_PIECE = re.compile(
    r"^\s*(?P<prep>with|for|in|on|at|to|from|by|about|of|against) (?P<piece>(?:the )?[\w’'.-]+"
    r"(?: [A-Z][\w’'.-]+)*)(?: (?:that|the same) (?:day|time|year|month|week))?\W*$"
)


def standalone(text: str, history: Sequence[Turn], today: date) -> str:
    """Complete a follow-up from the turns before it; a question that is complete stays as it is."""
    if len(text) > _LONGEST:
        return text
    said: Said | None = None
    for turn in history[-KEPT_TURNS:]:
        asked = turn.question[:_LONGEST]
        complete = _finished(asked, said, today)[: 2 * _LONGEST] if said else asked
        said = read_turn(complete, told_in(turn.answer)[:_LONGEST], said, today)
    return _finished(text, said, today) if said else text


def _finished(text: str, said: Said, today: date) -> str:
    complete, whole = _complete(text, said, today)
    return complete if whole else _tidy(with_topic(text, complete, said))


def _complete(text: str, said: Said, today: date) -> tuple[str, bool]:
    """Complete a follow-up; tell whether it now is a form of the earlier question."""
    text = shift(text, base) if (base := _base(said, today)) else text
    for rule in _RULES:
        found = rule(text.strip(), said, today)
        if found:
            return _tidy(found), rule not in _OPEN
    return text, False


def _base(said: Said, today: date) -> TimeMention | None:
    """Return the time that words like `a week earlier` are reckoned from."""
    if said.asked.kind == "when":
        return None  # the day before it may be the one before that
    dates = [m for m in find_times(said.period or said.answer_date, today) if m.kind == "date"]
    return dates[-1] if dates else None


def _tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"\s+([?,])", r"\1", text)
    return text[:1].upper() + text[1:]


def _before_that(text: str, said: Said, _today: date) -> str | None:
    match = _BEFORE_THAT.match(text) or _PREVIOUS.match(text)
    if not match:
        return None
    word = match.group("word").lower()
    word = {"previous": "before", "earlier": "before", "prior to": "before", "next": "after",
            "following": "after"}.get(word, word)  # fmt: skip
    him = (match.groupdict().get("that") or "").lower() in {"him", "her", "them"}
    whom = person(said) if said.asked.kind == "who" and (him or not said.answer_date) else None
    target = whom or said.dated or said.answer_date or _bare_answer(said) or "that"
    base = without_time(said.question, said.period)
    if not said.answer_date:
        base = re.sub(r"\bis\b", "was", base, count=1)
        base = re.sub(r"\bare\b", "were", base, count=1)
    return f"{base} {word} {target}?"


def _extreme(text: str, said: Said, today: date) -> str | None:
    return at_the_other_end(text, said)


def _bare_answer(said: Said) -> str:
    return re.sub(r"^(?:in|on|at|by|the late)\s+", "", said.answer, flags=re.IGNORECASE)


def _what_about(text: str, said: Said, today: date) -> str | None:
    about = _WHAT_ABOUT.match(text)
    match = about or _AND_X.match(text)
    if not match:
        return None
    piece = match.group("piece").strip(" ,")
    words = words_of(piece)
    if any(w.lower in AUX | WH and not w.capital for w in words) or len(words) > 8:
        return None
    if words[0].lower in {"he", "she", "they", "it", "that", "this"}:
        return None
    return put_in(said, piece, match.group("prep") or "", bool(about), today)


def _parallel(text: str, said: Said, today: date) -> str | None:
    """Complete "And how many died in 1924?" from "How many people died ... in January 2026?"."""
    match = re.match(r"^\W*(?:and|but|so)\s+(?P<rest>(?:wh|how)\w*\b.+)$", text, re.IGNORECASE)
    if not match:
        return None
    rest = match.group("rest")
    again = read_turn(rest, "", None, today)
    same = again.asked.kind == said.asked.kind and not again.names
    shared = {w.lower for w in again.asked.words} & {w.lower for w in said.asked.words}
    piece = re.match(_PIECE, rest[again.asked.words[max(0, again.asked.after - 1)].end :])
    if again.asked.kind == said.asked.kind and piece and again.asked.wh == 0:
        return put_in(said, piece.group("piece"), piece.group("prep"), False, today)
    if same and again.period and said.period and len(shared) >= 3:
        return f"{bare(said.question).replace(said.period, again.period)}?"
    return None


def _bare_word(text: str, said: Said, _today: date) -> str | None:
    match = _BARE.match(text)
    if not match:
        return None
    wh = match.group("wh")
    if said.parts is None:
        return f"{wh} was it that {_inside(said.told)}?" if said.told else _asked_so(wh, said)
    words = said.asked.words
    aux = words[said.asked.after if said.asked.wh >= 0 else 0].lower
    parts = said.parts
    start = f"{parts.subject} {parts.verb}"
    copula = said.asked.kind in {"who", "what", "which"} and parts.verb in {
        "is",
        "are",
        "was",
        "were",
    }
    if copula and said.answer:
        return f"{wh} {parts.verb} {parts.subject} {parts.rest} {said.answer}?"
    gives_date = said.asked.kind in {"when", "yes-no"}
    dated = gives_date and any(w in wh.lower() for w in ("when", "day", "time", "month", "year"))
    if said.told and not said.told.startswith(start) and not dated:
        return f"{wh} was it that {_inside(said.told)}?"
    told = said.told.startswith(start) and not dated
    after = said.told.removeprefix(start).strip() if told else parts.rest
    return f"{wh} {aux} {parts.subject} {parts.base} {after}?"


def _asked_so(wh: str, said: Said) -> str:
    """Ask why or where of what a question asked how long or how many of."""
    words, at = said.asked.words, said.asked.after
    if said.asked.wh >= 0 and at < len(words) and words[at].lower in AUX:
        return f"{wh} {said.asked.text[words[at].start :].rstrip(' ?!.')}?"
    return f"{wh}: {bare(said.question)}?"


def _else(text: str, said: Said, _today: date) -> str | None:
    match = _ELSE.match(text)
    if not match or said.asked.wh < 0:
        return None
    question = bare(said.question)
    end = said.asked.start + said.asked.words[said.asked.after - 1].end
    wh = match.group("wh")
    head = f"{wh} else" if wh else f"{question[:end]} else"
    apart = f" apart from {_bare_answer(said)}" if said.answer else ""
    return f"{head}{question[end:]}{apart}?"


def _says_so(text: str, said: Said, today: date) -> str | None:
    if not said.told:
        return None
    told = _inside(said.told)
    if _SOURCE.match(text):
        return f"Who said that {told}?"
    if _TRUE.match(text):
        return f"Is it true that {told}?"
    match = _SAYS_SO.search(text)
    if not match:
        return None
    head = re.sub(r"^\W*(?:and|but|so)\s+", "", text[: match.end("head")], flags=re.IGNORECASE)
    return f"{resolve(head, said, today, add_time=False) or head} that {told}?"


def _inside(told: str) -> str:
    """Let a statement stand inside a sentence."""
    word = told.split(" ", 1)[0]
    return told[0].lower() + told[1:] if word.lower() in {"the", "a", "an", "in", "on"} else told


def _references(text: str, said: Said, today: date) -> str | None:
    return resolve(text, said, today, add_time=True)


def _number(text: str, said: Said, _today: date) -> str | None:
    if _RIGHT_NUMBER.match(text):
        return counted_in_the_end(said)
    if _OTHER_ONE.match(text):
        return by_the_other(said)
    match = _NUMBER_BY.match(text)
    return counted_by(said, match["who"], match["rest"]) if match else None


def _what_says(text: str, said: Said, _today: date) -> str | None:
    match = _WHAT_SAYS.match(text)
    if not match or match["who"].lower() in _MEANT_BEFORE:
        return None
    return said_by(said, match["who"])


_RULES: tuple[Callable[[str, Said, date], str | None], ...] = (
    _before_that, _extreme, _bare_word, _else, _says_so, _what_says, _number, _parallel,
    _what_about, _references,
)  # fmt: skip
# What these complete may still say nothing of what the talk was about.
_OPEN = frozenset({_references, _bare_word})
