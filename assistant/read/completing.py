"""A follow-up in, the question as a chat model completes it out, if the talk bears it out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.llm import Streams, replied
from assistant.read.passages import one_line
from assistant.types import Question, Turn
from assistant.words import STOP, WORD, fold, stem, stems
from prompts import messages

_TURNS = 4
_LONGEST = 300  # characters of an earlier answer, and of a completed question
_TOKENS = 100
_LABEL = re.compile(r"^(?:complete(?:d question)?|question):\s*", re.IGNORECASE)
# Words that only point at something, which a completed question has names for.
_POINTING = frozenset(
    "he him his she her hers it its they them their theirs that this those these there then one "
    "ones else about and but so or time day date year".split()
)
_ORDER = frozenset("before after since until during between".split())


def completed(model: Streams, question: Question) -> str:
    """Ask a model to complete a follow-up; empty when what it says is not borne out by the talk.

    Every name and number of the completed question must have been said before or now, and it must
    keep the follow-up's own words: a weak model repeats the question before.

    Raises:
        EndpointError: the model cannot be reached.
    """
    talk = question.history[-_TURNS:]
    system, user = messages(
        "followup", talk="\n".join(map(_turn, talk)), question=one_line(question.text)
    )
    lines = replied(model, system, user, _TOKENS).splitlines()
    said = _LABEL.sub("", lines[0].strip()) if lines else ""
    return said if said.endswith("?") and _stands(said, question.text, talk) else ""


def _turn(turn: Turn) -> str:
    return f"Asked: {one_line(turn.question)}\nAnswered: {one_line(turn.answer)[:_LONGEST]}"


def _stands(said: str, text: str, talk: Sequence[Turn]) -> bool:
    known = set(stems(" ".join((text, *(f"{turn.question} {turn.answer}" for turn in talk)))))
    named = {stem(fold(w)) for w in WORD.findall(said)[1:] if w[0].isupper() or w[0].isdigit()}
    own = {s for s in stems(text) if s not in STOP | _POINTING}
    order = _ORDER & set(WORD.findall(fold(text)))
    kept = own <= set(stems(said)) and order <= set(WORD.findall(fold(said)))
    return kept and named <= known and len(said) <= _LONGEST and fold(said) != fold(text)
