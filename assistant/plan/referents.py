"""An earlier turn in, the person, group, thing or place that a pronoun after it means out."""

from __future__ import annotations

import re

from assistant.people import PERSON_NOUNS
from assistant.plan.conversation import Said
from assistant.plan.mentions import acting, looks_personal, one, replied_of, several
from assistant.plan.words import DETERMINERS, ROLES, plural, singular

_ACTS = frozenset(
    "spoke talked said met visited phoned called told wrote resigned denied announced promised "
    "decided refused".split()
)
_THE_NOUN = re.compile(r"\bthe [a-z]+(?: [a-z]+)? (?:of|in|at) [A-Z][\w’'-]*(?: [A-Z][\w-]*)*")
# "The last time Lind and Voss were on the phone": those who act stand behind it.
_TIME_OF = re.compile(
    r"^the (?:very )?(?:last|first|latest|next|previous|second|third|only)? ?"
    r"(?:time|day|date|year) (?:that |when |on which )?(?P<who>.+?)"
    r"(?: (?:is|are|was|were|did|do|does|has|have|had))?$"
)
_BODY = re.compile(
    r"\bthe (?:[a-z]+ )?(?:agency|airline|army|bank|board|cabinet|coastguard|club|commission|"
    r"committee|company|council|court|crew|firm|government|jury|ministry|navy|operator|opposition|"
    r"panel|parliament|party|police|regulator|team|union)\b"
)
_ACTING_BODY = re.compile(rf"\b(?:did|does|do|has|had) ({_BODY.pattern})(?! of\b)")
_WHO_IS = re.compile(r"^\W*(?:and )?who(?: is| was|['’]s) (?P<who>[^?]+?)\W*$", re.IGNORECASE)
_OWNED = re.compile(r"['’]s?$")
_OWNER = re.compile(r"(?<=s)['’] (?=[a-z])")
_LONG = 60  # characters of an answer that no pronoun stands for
_PLACES = frozenset("city country state town place village island region".split())
_TIMES = frozenset("day date year month week time".split())


def person(said: Said) -> str | None:
    """Return whom "he" or "she" means."""
    turn: Said | None = said
    while turn:
        found = _answered_with(turn) or replied_of(turn.spoken)
        if not found and _role_subject(turn):
            return turn.parts.subject if turn.parts else None
        if found := found or _asked_about(turn) or one(turn.question):
            return found
        turn = turn.earlier
    return None


def _answered_with(turn: Said) -> str:
    """Return the person whom a question asked for; a team is none."""
    described = _WHO_IS.match(turn.question)
    if described and any(described["who"] == name.text for name in turn.names):
        return ""  # "Who is Ada Lind?" is answered with what she is
    asks = turn.asked.kind == "who" or _noun(turn) in PERSON_NOUNS
    asks = asks and turn.asked.kind in {"who", "which", "what"}
    return _in_full(turn) if asks and turn.answer_names and not _team(turn) else ""


def _asked_about(turn: Said) -> str:
    """Return the person whom a question is about, or its answer."""
    people = [n for n in turn.subject_names if _personal_in(n, turn)]
    if not people and _team(turn):
        people = [n.text for n in turn.names if not turn.in_place(n)]
        people = [n for n in people if _personal_in(n, turn)]
    people = people or [n.text for n in turn.answer_names if looks_personal(n.text)]
    return without_owner(people[0]) if people else ""


def _team(turn: Said) -> bool:
    """Tell whether an answer is "the Rovers", not "the mayor, Ida Brandt"."""
    words = set(turn.answer.lower().replace(",", "").split())
    return turn.answer.lower().startswith("the ") and not words & PERSON_NOUNS


def _personal_in(name: str, turn: Said) -> bool:
    return looks_personal(name) and f"the {name.lower()}" not in turn.question.lower()


def without_owner(name: str) -> str:
    """Take the mark of the owner off a name: "Brandt's"."""
    return _OWNED.sub("", name)


def _in_full(turn: Said) -> str:
    """Return the first full name of an answer: no nationality before a description."""
    names = [n.text for n in turn.answer_names]
    return next((n for n in names if " " in n), names[0])


def group(said: Said, *, speaking: bool = False) -> str | None:
    """Return those whom "they" means; where they speak, rather a body than people counted."""
    body = _BODY.search(f"{said.question} {said.spoken}") if speaking else None
    if body and said.asked.kind == "how many":
        return body.group()
    turn: Said | None = said
    while turn:
        found = _acting_group(turn) or _named_group(turn)
        if found:
            return found
        turn = turn.earlier
    turn = said
    while turn:  # "they" are the coastguard where nobody else is
        if body := _BODY.search(turn.question):
            return body.group()
        turn = turn.earlier
    return None


def _acting_group(turn: Said) -> str | None:
    """Find several who acted together in the question."""
    subject = _TIME_OF.sub(r"\g<who>", turn.parts.subject if turn.parts else "")
    if any(c.isdigit() for c in subject):
        return None  # no subject was found
    subject = _OWNER.split(subject)[0]  # those whose names they are
    if " and " in subject or (subject and plural(subject.split()[-1].lower())):
        return subject
    if body := _ACTING_BODY.search(turn.question):
        return body[1]
    named = list(turn.subject_names)
    if len(named) > 1 and not _role_subject(turn):
        return " and ".join(named[:2])
    people = _people(turn)
    if subject and people and people[-1] not in subject:
        return f"{subject} and {people[-1]}"
    return None


def _named_group(turn: Said) -> str | None:
    listed = turn.asked.kind in {"who", "which", "what"}
    names = [n.text for n in turn.answer_names]
    names = names if listed else acting(turn.spoken, turn.answer_names)
    if len(names) > 1:
        return " and ".join(names[:2])
    if not names and (people := several(turn.spoken)):
        return people
    if len(found := acting(turn.question, [n for n in turn.names if not turn.in_place(n)])) > 1:
        return f"{found[0]} and {found[1]}"
    if turn.asked.kind == "how many" and turn.asked.noun and plural(turn.asked.noun[-1]):
        return _counted(turn)
    if people := several(turn.question):
        return people
    named = _people(turn)
    return named[0] if named and not _BODY.search(turn.question) else None


def _people(turn: Said) -> list[str]:
    return [n.text for n in turn.names if not turn.in_place(n)]


def _role_subject(turn: Said) -> bool:
    """Say whether the subject is a role without a name, such as "the German chancellor"."""
    last = turn.parts.subject.split()[-1] if turn.parts else ""
    return last.lower() in ROLES and last[:1].islower()


def new_name(turn: Said) -> str:
    """Return the first name of an answer that its question did not have."""
    known = turn.question.lower()
    return next((n.text for n in turn.answer_names if n.text.lower() not in known), "")


def counted_names(turn: Said) -> str:
    """Return what "those" are: the names of an answer, or what a question counted."""
    if len(turn.answer_names) > 1:
        return " and ".join(n.text for n in turn.answer_names[:3])
    counts = turn.asked.kind == "how many" and turn.asked.noun and plural(turn.asked.noun[-1])
    return f"the {' '.join(turn.asked.noun)}" if counts else ""


def _counted(turn: Said) -> str:
    """Write "the people who died" for "How many people died"."""
    noun = " ".join(turn.asked.noun)
    words = turn.asked.words
    if turn.parts or turn.asked.after >= len(words):
        return f"the {noun}"
    rest = turn.asked.text[words[turn.asked.after].start :].rstrip(" ?!.")
    return f"the {noun} {'who' if turn.asked.noun[-1] == 'people' else 'that'} {rest}"


def thing(said: Said) -> str | None:
    """Return what "it" means."""
    turn: Said | None = said
    while turn:
        found = _named_thing(turn)
        if found:
            return found
        noun = _THE_NOUN.search(turn.question)
        if noun and not one(noun.group()):
            return noun.group()
        turn = turn.earlier
    return None


def _named_thing(turn: Said) -> str | None:
    if turn.parts is None:
        return _thing_of_answer(turn)
    if asked := _asked_thing(turn):
        return asked
    be = turn.parts.verb in {"is", "are", "was", "were"}
    if be and turn.asked.kind == "what" and (names := acting(turn.spoken, turn.answer_names)):
        return f"the {names[0]}" if f"the {names[0]}".lower() in turn.spoken.lower() else names[0]
    if not turn.parts.subject or _personal(turn):
        return None
    owned = turn.parts.rest if turn.parts.verb in {"is", "are", "was", "were"} else ""
    whole = f"{turn.parts.subject} {owned}" if _of(owned) else turn.parts.subject
    return re.sub(r"\b(?:last|first|latest|most recent|current)\s+", "", whole)


def _asked_thing(turn: Said) -> str | None:
    """Find it in the answer where a thing was asked for by its noun: "What award did Lind get?"."""
    noun = _noun(turn)
    named = turn.asked.kind in {"which", "what"} and turn.answer_names and len(turn.answer) < _LONG
    if not named or not noun or noun in PERSON_NOUNS or noun in _TIMES | _PLACES:
        return None
    return turn.answer[:1].lower() + turn.answer[1:] if turn.answer[:4] == "The " else turn.answer


def _thing_of_answer(turn: Said) -> str | None:
    """Find it where the question word is the subject: "Which company", "Who ran X"."""
    asked, noun = turn.asked, _noun(turn)
    named = asked.kind in {"which", "what"} and turn.answer and turn.answer_names
    if named and noun and noun not in PERSON_NOUNS:
        return re.sub(r"^(?:in|on|at)\s+", "", turn.answer, flags=re.IGNORECASE)
    if asked.kind == "who" and asked.after + 1 < len(asked.words):
        start = asked.start + asked.words[asked.after + 1].start
        return next((n.text for n in turn.names if n.start == start), None)
    if asked.kind == "how many" and turn.names and not turn.in_place(turn.names[-1]):
        return f"the {turn.names[-1].text}"
    return None


def _noun(turn: Said) -> str:
    """Return what is asked for: the deputy of "Which deputy of the coalition"."""
    noun = list(turn.asked.noun)
    for word in ("of", "from", "in"):
        noun = noun[: noun.index(word)] if word in noun[1:] else noun
    return singular(noun[-1]) if noun else ""


def _of(rest: str) -> bool:
    return rest.split(" ", 1)[0].lower() in {"of", "for", "in", "on", "at", "to"}


def _personal(turn: Said) -> bool:
    """Guess whether the subject of a question is a person: one or two bare names, or a role."""
    subject = turn.parts.subject if turn.parts else ""
    first = subject.split()[0].lower() if subject else ""
    named_pair = " and " in subject and first not in DETERMINERS
    if (
        named_pair
        or one(subject)
        or (subject.split()[-1:] and subject.split()[-1].lower() in ROLES)
    ):
        return True
    return (
        first not in DETERMINERS
        and turn.asked.kind in {"when", "why", "what", "who"}
        and (turn.parts is not None and turn.parts.verb.split()[0] in _ACTS)
    )


def place(said: Said) -> str | None:
    """Return where "there" is."""
    turn: Said | None = said
    while turn:
        answer = re.sub(r"^(?:in|at|near|on)\s+", "", turn.answer, flags=re.IGNORECASE)
        if turn.asked.kind == "where" and answer:
            return answer
        if turn.asked.kind in {"which", "what"} and _PLACES & set(turn.asked.noun[-1:]) and answer:
            return answer
        places = [n.text for n in turn.names if turn.in_place(n)]
        if places:
            return places[-1]
        turn = turn.earlier
    return None
