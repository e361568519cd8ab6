"""A plan in, why it asks nothing out: a greeting, thanks, or words that no article has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.fold import fold
from assistant.retrieve import query_terms
from assistant.types import Plan
from assistant.words import STOP, WORD

if TYPE_CHECKING:
    from index_store.store import Library

NO_QUESTION = "No question was understood in this; ask about something that the articles may tell."
UNKNOWN = "No question was understood: no article has any of these words."
# What is said to be polite, and asks nothing.
_POLITE = frozenset(
    "hello hi hey hallo greetings good morning afternoon evening day night bye goodbye thanks "
    "thank thx ty cheers please pls plz welcome sorry ok okay well great nice fine cool "
    "lot dear".split()
)


def idle(plan: Plan, text: str, library: Library, *, any_language: bool = False) -> str:
    """Return why nothing is asked for, to be told to the person; empty where something is.

    Args:
        plan: what was understood.
        text: what was typed.
        library: where the words may stand.
        any_language: words need not be those of the articles.
    """
    said = {word for word in WORD.findall(fold(text)) if word not in STOP}
    if not any(c.isalnum() for c in text) or (said and said <= _POLITE):
        return NO_QUESTION
    if plan.talk or plan.window or not library.counts().articles:
        return ""
    terms = query_terms(plan)
    if not terms:
        return NO_QUESTION
    shaped = plan.answer_type != "any" or plan.operator != "none"
    return "" if shaped or any_language or library.lexical(terms, 1) else UNKNOWN
