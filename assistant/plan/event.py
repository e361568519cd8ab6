"""A follow-up about the event that was spoken of in, the same with that event named out."""

from __future__ import annotations

import re

from assistant.plan.asked import find_asked
from assistant.plan.conversation import TOPIC, Said
from assistant.plan.names import names_in, subjects_of
from assistant.plan.referents import group
from assistant.plan.words import ADVERBS, AUX, CONJUNCTIONS, PREPOSITIONS, words_of

_EVENTS = frozenset(
    "call meeting talk talks conversation visit attack strike crash fire eruption election vote "
    "summit deal agreement ceasefire sinking recall launch trial match game flood storm quake "
    "earthquake explosion accident decision ruling announcement resignation trip flight protest "
    "search inquiry report concert bill law plan".split()
)


def event_noun(text: str, said: Said) -> str:
    """Say which call is meant in "How long was the call?"."""
    match = re.search(r"\b(?:the|this|that) (?P<noun>[a-z]+)\b(?! of\b| between\b)", text)
    if not match or names_in(text):
        return text
    noun = match.group("noun")
    if noun in PREPOSITIONS | AUX | ADVERBS | CONJUNCTIONS:
        return text
    spoken = f"{said.question} {said.told}".lower()
    stem = noun[: max(4, len(noun) - 2)]
    if noun not in _EVENTS and not re.search(rf"\b{re.escape(stem)}", spoken):
        return text
    people = group(said) if said.names else None
    about = f"the {noun} of {people}" if people and noun in _EVENTS else None
    if re.search(rf"\b{re.escape(noun)}\b", said.question, re.IGNORECASE) or about is None:
        about = _phrase_with(noun, said) or about
    return f"{text[: match.start()]}{about}{text[match.end() :]}" if about else text


def _phrase_with(noun: str, said: Said) -> str | None:
    """Find the words that stood with a noun in the earlier question: "the Calla Star ferry"."""
    names = r"[A-Z][\w’'.-]*(?: (?:and |of |the )?[A-Z][\w’'.-]*)*"
    match = re.search(
        rf"\b(?:the )?(?:{names} )?{re.escape(noun)}(?: (?:of|in|at|between|on) (?:the )?{names})?",
        said.question,
    )
    found = match.group() if match else ""
    if found and names_in(found):
        return found if found.startswith("the ") else f"the {found}"
    if said.names:
        return f"the {noun} of {said.names[-1].text}"
    return None


def _names_nothing(text: str) -> bool:
    words = [w for w in words_of(text) if not w.sign]
    if not words or len(words) > 6 or names_in(text):
        return False
    asked = find_asked(text)
    open_end = re.search(r"\b(?:that|this|so|happened|next)\W*$", text)
    asks = asked.wh >= 0 or asked.kind == "yes-no"
    return asks and bool(open_end or not subjects_of(text))


def bare_event(text: str, said: Said) -> str | None:
    """Complete a question that names nobody and nothing ("How many died?", "Who won?")."""
    if not _names_nothing(text):
        return None
    if said.told and re.search(r"\bnext\W*$", text):
        head = re.sub(r"\s*next\W*$", "", text)
        return f"{head} after {said.told}?"
    if said.told and said.asked.kind in {"when", "yes-no"}:
        return f"{text.rstrip(' ?')} when {said.told}?"
    names = [n.text for n in said.names] or [n.text for n in said.answer_names]
    if not names:
        return f"{text.rstrip(' ?')}, when {said.told}?" if said.told else None
    phrase = re.search(
        rf"\b(?:in|on|at|off|near|aboard|by|of) (?:the )?{re.escape(names[-1])}\b"
        r"(?: [a-z]+(?=\W*$))?",
        said.question,
    )
    subject = said.parts.subject if said.parts else ""
    if subject.startswith("the ") and names_in(subject):
        return f"{text.rstrip(' ?')} in {subject}?"
    where = (
        re.sub("^of ", "in ", phrase.group()) if phrase else f"{TOPIC} {' and '.join(names[:2])}"
    )
    return f"{text.rstrip(' ?')} {where}?"
