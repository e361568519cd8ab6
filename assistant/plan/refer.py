"""A question with pronouns and the turn before it in, the question with names instead out."""

from __future__ import annotations

import re
from datetime import date

from assistant.plan.answers import PERSON_NOUNS
from assistant.plan.asked import find_asked
from assistant.plan.conversation import Said
from assistant.plan.names import names_in, subjects_of
from assistant.plan.words import ADVERBS, AUX, DETERMINERS, WH, Word, plural, singular, words_of
from index_store.times import find_times

_HE = frozenset("he she him her his hers".split())
_THEY = frozenset("they them their theirs".split())
_IT = frozenset("it its".split())
_PAIR = re.compile(
    r"\b(?:the two(?: (?:men|women|leaders|presidents|sides|countries|teams|companies|parties|"
    r"of them))?|both(?: (?:men|women|leaders|sides|countries|of them))?|the pair)\b", re.IGNORECASE
)  # fmt: skip
_THERE = re.compile(r"(?<![Ii]s )(?<![Aa]re )(?<![Ww]as )(?<![Ww]ere )\bthere\b(?=\s*(?:\?|$|,|"
                    r"in\b|on\b|for\b|at\b|after\b|before\b|now\b|last\b|first\b))")  # fmt: skip
_THEN = re.compile(
    r"\b(?:at (?:that|the) time|back then|on that (?:day|date|occasion)|that (?:day|year|month|"
    r"week)|in that (?:year|month)|then(?=\s*(?:\?|$)))", re.IGNORECASE
)  # fmt: skip
_THAT_ONE = re.compile(r"\b(?:that|this) one\b", re.IGNORECASE)
_EXPLETIVE = re.compile(
    r"\bit (?:true|clear|known|likely|possible|certain|mean|that)\b|\b(?:does|did|will|would|has) "
    r"it (?:take|taken|cost|mean|matter)\b(?=.*\bto\b)|\bit (?:rain|snow)", re.IGNORECASE
)  # fmt: skip
_PERSONS = frozenset(
    "president minister chancellor governor mayor senator king queen prince pope leader man woman "
    "officer official spokesman spokeswoman secretary captain chief driver lawyer".split()
)
_EVENTS = frozenset(
    "call meeting talk talks conversation visit attack strike crash fire eruption election vote "
    "summit deal agreement ceasefire sinking recall launch trial match game flood storm quake "
    "earthquake explosion accident decision ruling announcement resignation trip flight protest "
    "search inquiry report concert bill law plan".split()
)
_PAST = frozenset("did was were had".split())


def resolve(text: str, said: Said, today: date, add_time: bool) -> str | None:
    """Put names for the pronouns of a question; None when it stands on its own.

    Args:
        text: the question.
        said: the turn before it.
        today: the day on which relative times count.
        add_time: also carry the day of the earlier turn over, where the question has none.
    """
    new = _pronouns(text, said)
    new = _PAIR.sub(lambda m: _group(said) or m.group(), new) if not names_in(text) else new
    new = _places_and_days(new, said)
    new = _event_noun(new, said) if new == text else new
    if new == text and not add_time:
        return None
    if new == text and said.told and _needs_event(text):
        return f"{text.rstrip(' ?!.')} when {said.told}?"
    if new == text:
        new = _bare_event(text, said)
        if new is None:
            return None
    new = re.sub(r"^\W*(?:and|but|so|or)[\s,]+(?=\w)", "", new, flags=re.IGNORECASE)
    if add_time and said.told and _left_open(new):
        return f"{new.rstrip(' ?!.')} when {said.told}?"
    return _with_time(new, text, said, today) if add_time else new


def _needs_event(text: str) -> bool:
    words = words_of(text)
    return not names_in(text) and any(
        w.lower == "it" and not _antecedent(words, i, text) for i, w in enumerate(words)
    )


def _left_open(text: str) -> bool:
    """Say whether an "it" or a final "that" still has nothing to stand for."""
    words = words_of(text)
    last = [w.lower for w in words if not w.sign][-1:]
    return last in (["that"], ["this"], ["so"]) or any(
        w.lower == "it" and not _thing_before(words, i, text) for i, w in enumerate(words)
    )


def _thing_before(words: list[Word], i: int, text: str) -> bool:
    nouns = [w for j, w in enumerate(words[:i]) if _noun_at(words[:i], j)]
    return bool(_EXPLETIVE.search(text)) or any(w.lower not in _PERSONS for w in nouns)


def _pronouns(text: str, said: Said) -> str:
    words = words_of(text)
    out, at = [], 0
    done: set[str] = set()
    for i, word in enumerate(words):
        target = None
        if word.lower in _HE | _THEY | _IT and not _antecedent(words, i, text):
            target = _target(word.lower, text, said)
        if target and word.lower not in done:
            possessive = word.lower in {"his", "their", "its"} or _her_of(words, i)
            out += [text[at : word.start], _own(target) if possessive else target]
            at = word.end
            done |= _HE if word.lower in _HE else {word.lower}
    return "".join(out) + text[at:] if out else text


def _antecedent(words: list[Word], i: int, text: str) -> bool:
    """Say whether something before the pronoun, in the same question, is what it means."""
    before = words[:i]
    lower = words[i].lower
    if lower in _IT and _EXPLETIVE.search(text):
        return True
    names = [n for n in names_in(text) if n.start < words[i].start]
    nouns = [w for j, w in enumerate(before) if _noun_at(before, j)]
    persons = any(w.lower in _PERSONS for w in nouns)
    if lower in _IT:
        things = [w for w in nouns if w.lower not in _PERSONS]
        return bool(names) or bool(things)
    if lower in _THEY:
        return (
            len(names) > 1
            or any(plural(w.lower) for w in nouns)
            or bool(before and before[0].lower == "who" and i > 2)
        )
    own = lower == "his" or _her_of(words, i)
    who = any(w.lower in {"who", "whose"} for w in before[:2]) and i >= 2 and own
    return bool(names) or persons or who


def _noun_at(words: list[Word], j: int) -> bool:
    word = words[j]
    if word.capital and j:
        return False
    led = j > 0 and (words[j - 1].lower in DETERMINERS or words[j - 1].lower in {"which", "what"})
    deeper = j > 1 and words[j - 2].lower in DETERMINERS | {"which", "many"}
    return (led or deeper) and word.lower not in AUX | WH | ADVERBS and not word.sign


def _target(pronoun: str, text: str, said: Said) -> str | None:
    if pronoun in _HE:
        return _person(said)
    if pronoun in _THEY:
        return _group(said)
    return _thing(said)


def _person(said: Said) -> str | None:
    turn: Said | None = said
    while turn:
        asks = turn.asked.kind in {"who", "which", "what"} and turn.answer_names
        if asks and (turn.asked.kind == "who" or _noun(turn) in PERSON_NOUNS):
            return turn.answer_names[0].text
        if _role_subject(turn):
            return turn.parts.subject if turn.parts else None
        if turn.subject_names:
            return turn.subject_names[0]
        if turn.answer_names:
            return turn.answer_names[0].text
        turn = turn.earlier
    return None


def _group(said: Said) -> str | None:
    turn: Said | None = said
    while turn:
        acting = list(turn.subject_names)
        subject = turn.parts.subject if turn.parts else ""
        if " and " in subject:
            return subject
        if len(acting) > 1 and not _role_subject(turn):
            return " and ".join(acting[:2])
        people = [n.text for n in turn.names if not turn.in_place(n)]
        if subject and plural(subject.split()[-1].lower()):
            return subject
        if subject and people and people[-1] not in subject:
            return f"{subject} and {people[-1]}"
        if len(turn.answer_names) > 1:
            return " and ".join(n.text for n in turn.answer_names[:2])
        if len(people) > 1:
            return f"{people[0]} and {people[1]}"
        if turn.asked.noun and plural(turn.asked.noun[-1]) and turn.asked.kind == "how many":
            return _counted(turn)
        if people:
            return people[0]
        turn = turn.earlier
    return None


def _role_subject(turn: Said) -> bool:
    """Say whether the subject is a role without a name, such as "the German chancellor"."""
    last = turn.parts.subject.split()[-1] if turn.parts else ""
    return last.lower() in _PERSONS and last[:1].islower()


def _counted(turn: Said) -> str:
    """Write "the people who died" for "How many people died"."""
    noun = " ".join(turn.asked.noun)
    words = turn.asked.words
    if turn.parts or turn.asked.after >= len(words):
        return f"the {noun}"
    rest = turn.asked.text[words[turn.asked.after].start :].rstrip(" ?!.")
    return (
        f"the {noun} who {rest}" if turn.asked.noun[-1] == "people" else f"the {noun} that {rest}"
    )


def _thing(said: Said) -> str | None:
    turn: Said | None = said
    while turn:
        found = _named_thing(turn)
        if found:
            return found
        noun = re.search(r"\bthe [a-z]+(?: [a-z]+)? (?:of|in|at) [A-Z][\w’'-]*(?: [A-Z][\w-]*)*",
                         turn.question)  # fmt: skip
        if noun:
            return noun.group()
        turn = turn.earlier
    return None


def _named_thing(turn: Said) -> str | None:
    noun = _noun(turn)
    if turn.asked.kind in {"which", "what"} and turn.answer and noun and not turn.parts:
        if noun not in PERSON_NOUNS and turn.answer_names:
            return re.sub(r"^(?:in|on|at)\s+", "", turn.answer, flags=re.IGNORECASE)
    if turn.parts and turn.parts.subject and not _personal(turn):
        owned = turn.parts.rest if turn.parts.verb in {"is", "are", "was", "were"} else ""
        whole = f"{turn.parts.subject} {owned}" if _of(owned) else turn.parts.subject
        return re.sub(r"\b(?:last|first|latest|most recent|current)\s+", "", whole)
    if turn.asked.kind == "who" and turn.names and turn.parts is None:
        at = turn.asked.after + 1
        place = turn.asked.start + turn.asked.words[at].start if at < len(turn.asked.words) else -1
        return next((n.text for n in turn.names if n.start == place), None)
    if turn.asked.kind == "how many" and turn.names and turn.parts is None:
        return f"the {turn.names[-1].text}"
    return None


def _noun(turn: Said) -> str:
    return singular(turn.asked.noun[-1]) if turn.asked.noun else ""


def _of(rest: str) -> bool:
    return rest.split(" ", 1)[0].lower() in {"of", "for", "in", "on", "at", "to"}


def _personal(turn: Said) -> bool:
    """Guess whether the subject of a question is a person: one or two bare names, or a role."""
    subject = turn.parts.subject if turn.parts else ""
    first = subject.split()[0].lower() if subject else ""
    named_pair = " and " in subject and first not in DETERMINERS
    if named_pair or (subject.split()[-1:] and subject.split()[-1].lower() in _PERSONS):
        return True
    return (
        first not in DETERMINERS
        and turn.asked.kind in {"when", "why", "what", "who"}
        and (turn.parts is not None and turn.parts.verb.split()[0] in _ACTS)
    )


_ACTS = frozenset(
    "spoke talked said met visited phoned called told wrote resigned denied announced promised "
    "decided refused".split()
)


def _her_of(words: list[Word], i: int) -> bool:
    if words[i].lower != "her" or i + 1 >= len(words):
        return False
    following = words[i + 1]
    return not following.sign and following.lower not in AUX and following.lower not in {
        "in", "on", "at", "to", "for", "about", "with", "by", "after", "before", "against", "from",
    }  # fmt: skip


def _own(name: str) -> str:
    return (
        name if name.endswith(("'s", "’s")) else f"{name}'" if name.endswith("s") else f"{name}'s"
    )


def _places_and_days(text: str, said: Said) -> str:
    if _THAT_ONE.search(text) and said.answer:
        text = _THAT_ONE.sub(said.answer, text, count=1)
    if said.when and _THEN.search(text):
        text = _THEN.sub(said.when, text, count=1)
    place = _place(said)
    if place and _THERE.search(text):
        moving = re.search(r"\b(?:go|went|travel|get|come|return|fly|move)\s+there\b", text)
        text = _THERE.sub(f"{'to' if moving else 'in'} {place}", text, count=1)
    return text


def _place(said: Said) -> str | None:
    turn: Said | None = said
    while turn:
        answer = re.sub(r"^(?:in|at|near|on)\s+", "", turn.answer, flags=re.IGNORECASE)
        if turn.asked.kind == "where" and answer:
            return answer
        nouns = {"city", "country", "state", "town", "place", "village", "island", "region"}
        if turn.asked.kind in {"which", "what"} and nouns & set(turn.asked.noun[-1:]) and answer:
            return answer
        places = [n.text for n in turn.names if turn.in_place(n)]
        if places:
            return places[-1]
        turn = turn.earlier
    return None


def _event_noun(text: str, said: Said) -> str:
    """Say which call is meant in "How long was the call?"."""
    match = re.search(r"\b(?:the|this|that) (?P<noun>[a-z]+)\b(?! of\b| between\b)", text)
    if not match or names_in(text):
        return text
    noun = match.group("noun")
    spoken = f"{said.question} {said.told}".lower()
    stem = noun[: max(4, len(noun) - 2)]
    if noun not in _EVENTS and not re.search(rf"\b{re.escape(stem)}", spoken):
        return text
    people = _group(said) if said.names else None
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


def _bare_event(text: str, said: Said) -> str | None:
    """Complete a question that names nobody and nothing ("How many died?", "Who won?")."""
    words = [w for w in words_of(text) if not w.sign]
    if not words or len(words) > 6 or names_in(text):
        return None
    if subjects_of(text) and not re.search(r"\b(?:that|this|so|happened|next)\W*$", text):
        return None
    asked = find_asked(text)
    if asked.wh < 0 and not asked.kind == "yes-no":
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
        rf"\b(?:in|on|at|off|near|aboard|by|of) (?:the )?{re.escape(names[-1])}\b(?: [a-z]+(?=\W*$))?",
        said.question,
    )
    where = phrase.group() if phrase else f"in connection with {' and '.join(names[:2])}"
    return f"{text.rstrip(' ?')} {where}?"


def _with_time(new: str, text: str, said: Said, today: date) -> str:
    if any(m.kind == "date" for m in find_times(new, today)):
        return new
    lower = {w.lower for w in words_of(text)}
    time = said.when or said.period
    if not time or not lower & _PAST or find_asked(text).kind == "when":
        return new
    return f"{new.rstrip(' ?!.')} {time}?"
