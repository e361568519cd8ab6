"""A stretch of an article in, whom its words mean: the one described, or whom "he" stands for."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.read.sentence.syntax import Token, parse
from assistant.read.sentence.typed import entities
from index_store.sentences import split

# A pronoun stands for somebody in its paragraph, or in the one that this many characters reach.
BACK = 250
_MARKS = frozenset("\"“”«»``''")
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_ASIDE = frozenset({"relcl", "acl", "advcl", "ccomp", "punct", "cc", "conj"})


def outside_of(doc: Sequence[Token]) -> frozenset[int]:
    """Return the places of the words outside quotation marks."""
    inside, kept = False, set()
    for token in doc:
        if token.text in _MARKS:
            inside = not inside
        elif not inside:
            kept.add(token.i)
    return frozenset(kept)


def description(token: Token) -> str:
    """Return a noun phrase with its apposition and no clause: `the doctor, Ada Linton`."""
    words = [token, *_parts(token)]
    return " ".join(t.text for t in sorted(words, key=lambda t: t.i))


def _parts(token: Token) -> list[Token]:
    parts = []
    for child in token.children:
        if child.dep_ not in _ASIDE:
            parts += [child, *_parts(child)]
    return parts


def meant_by(
    body: str, run: tuple[int, int], *, thing: bool = False
) -> tuple[str, tuple[int, int]] | None:
    """Return whom "he" or "she" stands for, and the sentences from the one that names them on.

    A thing, which "it" stands for, is what the last sentence before is about, named or not.
    """
    for start, end in _sentences_before(body, run):
        who = _subject_of(body[start:end], named=not thing)
        if who:
            return who, (start, run[1])
    return None


def last_named(body: str, run: tuple[int, int]) -> tuple[str, tuple[int, int]] | None:
    """Return whom an age stands for, "the 44-year-old": who was spoken of last, with the sentences.

    In a sentence with several that is its subject, else whom it names last.
    """
    for start, end in _sentences_before(body, run):
        told = body[start:end]
        people = [told[a:b] for a, b, label in entities([told])[0] if label == "PERSON"]
        who = _subject_of(told, named=True)
        if people:
            return next((p for p in people if p in who), people[-1]), (start, run[1])
    return None


def _sentences_before(body: str, run: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the sentences before one, the nearest first, to the start of a paragraph."""
    above = body.rfind("\n\n", 0, max(0, run[0] - BACK))
    first = above + 2 if above >= 0 else 0
    return [(first + a, first + b) for a, b in reversed(split(body[first : run[0]]))]


def _subject_of(sentence: str, *, named: bool) -> str:
    """Return the first subject of a sentence that is no pronoun, and that is named if so asked."""
    doc = parse(sentence)
    outside = outside_of(doc)
    for token in doc:
        if token.dep_ in SUBJECTS and token.i in outside:
            told = [token, *_parts(token)]
            if token.pos_ != "PRON" and (not named or any(map(_is_named, told))):
                return description(token)
    return ""


def _is_named(token: Token) -> bool:
    """Tell a word with a capital of its own: no article, and no number that opens a sentence."""
    return token.text[:1].isupper() and token.pos_ not in {"DET", "NUM"} and not token.like_num
