"""The names that a question is about and a candidate in, how far it speaks of all of them out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.places import region
from assistant.read.sentence.candidates import Candidate
from assistant.read.sentence.syntax import parse
from assistant.types import Hit, Plan
from assistant.words import STOP, WORD, fold, missing_names, same_name, words_of
from index_store.months import MONTH_NAMES, WEEKDAY_NAMES
from index_store.titles import COURTESY

# Words that stand for people or things named before: "the two men", "both presidents", "he".
SEVERAL = (
    r"both|pair|duo|the (?:two|pair|sides|leaders|presidents|premiers|ministers|men|women|"
    r"countries|companies|teams|clubs|parties|neighbours|neighbors|rivals|couple)"
)
_REFERENCE = re.compile(
    rf"\b(?:he|she|they|him|her|them|his|their|{SEVERAL})\b",
    re.IGNORECASE,
)


_ONE_OF = re.compile(r"\b(?:which|who|what) of\b|\bfirst name\b|\bfull name\b")
_NAME_TYPES = frozenset({"person", "organisation", "place", "title", "any"})
_LONG = re.compile(r"[^\W\d_]{3}")
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
_ROMAN = re.compile(r"[ivx]+")
_CAPITALS = re.compile(r"[A-Z][\w’'-]*(?: (?:of |and |the |for )*[A-Z][\w’'-]*)+")
_CAPITAL = re.compile(r"(?<!^)(?<![.!?] )\b[A-Z][\w’'-]+")
CALENDAR = frozenset(name.title() for name in (*MONTH_NAMES, *WEEKDAY_NAMES, *COURTESY))


def involvement(plan: Plan, c: Candidate) -> float:
    """Say how surely a candidate's sentence is about all names of the question.

    Returns:
        1 when the sentence names them all; .8 when it names some and refers to the rest, who are
        named in the headline or within the two sentences before; .5 when the passage or the
        headline names them; .25 when the article does; 0 when a name is nowhere in it.
    """
    names = plan.names
    left = missing_names(names, c.sentence_text)
    if not left:
        return 1.0
    article = c.hit.article
    near = f"{article.title}\n{article.body[max(0, c.sentence[0] - 300) : c.sentence[0]]}"
    if not missing_names(left, near) and refers(c.sentence_text, names):
        return 0.8
    if not missing_names(left, f"{article.title}\n{c.hit.passage.text}"):
        return 0.5
    return 0.25 if not missing_names(left, f"{article.title}\n{article.body}") else 0.0


def _describes(name: str, question: str) -> bool:
    """Tell whether a name only says of what sort something is: `an Alpine EU country`."""
    return bool(re.search(rf"\b(?:an?|his|her|its|their) {re.escape(name)} [a-z]", question))


def _in_other_words(name: str, text: str) -> bool:
    """Tell whether a text writes an acronym out, or has `Masonic` for `Masons`."""
    one = fold(name).removesuffix("s")
    several = one != fold(name) and " " not in one
    alike = several and any(w != one and same_name(one, w) for w in words_of(text))
    return alike or _written_out(name, text)


def _written_out(name: str, text: str) -> bool:
    """Tell whether a text has the words of an acronym: `World War II` for `WWII`."""
    if not (name.isalpha() and name.isupper()):
        return False
    runs = (run.split() for run in _CAPITALS.findall(text))
    return _shortened(name, text) or any(
        name == "".join(w if w.isupper() else w[0] for w in run if w[0].isupper()) for run in runs
    )


def _shortened(name: str, text: str) -> bool:
    """Tell whether a text has what letters stand for in plain words.

    `Gross domestic product` for `GDP`: a noun with what stands before it.
    """
    words = " ".join(rf"[{letter}{letter.upper()}][a-z]{{2,}}" for letter in name.lower())
    found = re.finditer(rf"\b{words}\b", text) if len(name) > 2 else ()
    return any(all(t.pos_ in _NOMINAL or t.tag_ == "VBN" for t in parse(m.group())) for m in found)


def echoes(plan: Plan, text: str) -> bool:
    """Tell whether an answer is but a name that the question has: `the rocket Kestrel 9`.

    Of several names in the question, only who was asked for may not be one of them.
    """
    names = plan.names
    question = fold(plan.standalone_question)
    if plan.answer_type not in _NAME_TYPES or " or " in question or not names:
        return False
    if len(names) > 1 and (plan.answer_type != "person" or _ONE_OF.search(question)):
        return False
    own = [w for w in WORD.findall(fold(text.partition(",")[0])) if w not in STOP]
    return any(_is_name(own, WORD.findall(fold(name))) for name in names)


def _is_name(own: Sequence[str], name: Sequence[str]) -> bool:
    if len(name) > 1 and _ROMAN.fullmatch(name[-1]):  # Leo, of Leo XIV
        name = name[:-1] if own[-1:] != name[-1:] else name
    return own[-1:] == name[-1:] and len(own) <= len(name) + 2


def refers(sentence: str, names: Sequence[str]) -> bool:
    """Tell whether a sentence speaks of people named before it.

    It must not name anybody but those asked about, for then "the ministers" are these others.
    """
    if not _REFERENCE.search(sentence):
        return False
    known = words_of(" ".join(names))
    return all(fold(w) in known for w in set(_CAPITAL.findall(sentence)) - CALENDAR)


def missing_everywhere(plan: Plan, hits: Sequence[Hit]) -> list[str]:
    """Return the names of the question that no article among the hits speaks of.

    `DC` and `K-12` are too short to tell anything: articles write them in other ways. What has a
    capital because the question begins with it may be any word. News seldom says which region of
    the world a place is in, and nothing must be told of what only describes: `a WTA trophy`.
    """
    question = plan.standalone_question
    first = question.split(maxsplit=1)[:1]
    names = tuple(
        n
        for n in plan.names
        if _LONG.search(n) and [n] != first and not region(n) and not _describes(n, question)
    )
    for article in {hit.article.id: hit.article for hit in hits}.values():
        names = tuple(unmentioned(names, f"{article.title}\n{article.body}"))
        if not names:
            break
    return list(names)


def unmentioned(names: Sequence[str], text: str) -> list[str]:
    """Return the names that a text speaks of in no form, neither whole nor by their letters."""
    return [n for n in missing_names(names, text) if not _in_other_words(n, text)]
