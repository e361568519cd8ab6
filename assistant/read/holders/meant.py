"""A sentence that says `he` or `her` in, which person that is named in it they stand for, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.read.sentence.syntax import Token, parse
from assistant.read.sentence.typed import Name, entities
from index_store.events.names import name_spans
from index_store.titles import TITLES, capitals

_SEXES = (frozenset({"he", "him", "his"}), frozenset({"she", "her", "hers"}))
_OBJECTS = frozenset({"him", "her"})
# What has one of these labels is nobody, unless a title stands before it.
_NO_PERSON = frozenset("GPE LOC FAC NORP ORG DATE TIME".split())
_TITLES = capitals(TITLES)
_APPOINTS = frozenset("name appoint choose pick nominate elect promote hire".split())
_STOPS = frozenset({";", ":"})
_ASIDE = frozenset({"conj", "parataxis"})


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a pronoun of a sentence means.

    Attributes:
        who: the one named subject of another clause; empty where there is none.
        unsure: others are named whom the pronoun may mean or not: whoever says something of him.
    """

    who: str = ""
    unsure: bool = False


def meant_by(sentence: str, said: str, other: str) -> Meant:
    """Find whom the pronoun in some words of a sentence means, before another is named.

    Somebody who does something to her is not she, nor is "her deputy"; of "Lind said her successor
    would be Kerr" only the sentences before can tell.

    >>> meant_by("Ada Lind left in May; her successor, Bo Kerr, spoke.", "her", "Bo Kerr").who
    'Ada Lind'
    """
    doc = parse(sentence)
    sex = next((s for s in _SEXES if s & set(said.lower().split())), frozenset[str]())
    new = next((t for t in doc if t.pos_ == "PROPN" and t.text in other.split()), None)
    if new is None:
        return Meant()
    found: set[str] = set()
    others = {other}
    for subject, name in _named_subjects(sentence, doc[: new.i]):
        if _is_another(subject, new, sex):
            others.add(name)
        elif not _tells(subject, new):
            found.add(name)
    found -= others
    who = next(iter(found)) if len(found) == 1 else ""
    first = next((t.idx for t in doc if t.lower_ in sex), 0)
    # Whoever is named only behind "he" is another.
    unsure = any(doc.text.find(name) < first for name in _people(sentence) - others)
    return Meant(who, unsure=unsure and not who)


def subject_of(sentence: str) -> str:
    """Return the person who is the subject of a sentence, or the only one named in it.

    Of "Lind named Kerr as her deputy" it is Kerr, of whom the next sentence goes on.
    """
    if made := _appointed(sentence):
        return made
    subjects = [name for _, name in _named_subjects(sentence, parse(sentence))]
    (found,) = entities([sentence])
    people = {sentence[a:b] for a, b, label in found if label == "PERSON"}
    if not subjects and len(people) > 1:
        return ""
    return next(iter([*subjects, *people]), "")


def _appointed(sentence: str) -> str:
    """Return the person whom a sentence tells to be put into an office; empty without one."""
    names = _people(sentence)
    verbs = [t.head for t in parse(sentence) if t.dep_ == "nsubj" and t.head.lemma_ in _APPOINTS]
    put = [c for v in verbs for c in v.children if c.dep_ in {"dobj", "oprd"} and c.i > v.i]
    found = (n for t in put for n in names if t.pos_ == "PROPN" and t.text in n.split())
    return next(found, "")


def _named_subjects(sentence: str, words: Iterable[Token]) -> Iterator[tuple[Token, str]]:
    """Yield the subjects of clauses that are people named, also as in "the mayor, Ada Lind"."""
    names = _people(sentence)
    for word in words:
        if word.dep_ not in {"nsubj", "nsubjpass"}:
            continue
        called = [word, *(c for c in word.children if c.dep_ == "appos")]
        for name in names:
            if any(t.pos_ == "PROPN" and t.text in name.split() for t in called):
                yield word, name
                break


def _people(sentence: str) -> set[str]:
    (labels,) = entities([sentence])
    return {name for at, name in name_spans(sentence, []) if _is_person(sentence, at, name, labels)}


def _is_person(sentence: str, at: int, name: str, labels: list[Name]) -> bool:
    start = sentence.find(name, at)
    titled = (*sentence[:start].split()[-1:], *name.split()[:1])
    label = next((label for a, b, label in labels if a < start + len(name) and b > start), "")
    whole = label not in _NO_PERSON and (label == "PERSON" or " " in name)
    return whole or bool(_TITLES & {*titled})


def _is_another(subject: Token, new: Token, sex: frozenset[str]) -> bool:
    """Tell whether a subject cannot be who is meant: it acts on her, is called hers, or is two."""
    if any(c.dep_ == "conj" or (c.dep_ == "poss" and c.lower_ in sex) for c in subject.children):
        return True
    acted_on = (t for t in subject.head.subtree if t.i < new.i and t.dep_ != "poss")
    if any(t.lower_ in _OBJECTS & sex for t in acted_on):
        return True
    over = _above(new, subject.head)
    return subject.head in over and not _clause_under(subject.head, over)


def _tells(subject: Token, new: Token) -> bool:
    """Tell whether a subject says, and was not told, what the other is named in."""
    return subject.dep_ == "nsubj" and subject.head in _above(new, subject.head)


def _clause_under(verb: Token, over: list[Token]) -> bool:
    """Tell whether a verb has the other in a clause with a subject of its own."""
    below = next((t for t in over if t.head == verb and t != verb), None)
    return below is not None and any(c.dep_ in {"nsubj", "nsubjpass"} for c in below.children)


def _above(word: Token, verb: Token) -> list[Token]:
    """Return what governs a word, up to its main clause; nothing across a semicolon."""
    over = [word]
    if any(t.text in _STOPS for t in word.doc[verb.i : word.i]):
        return over
    while word.dep_ != "ROOT":
        own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in word.children)
        if word.dep_ in _ASIDE and own:
            break
        word = word.head
        over.append(word)
    return over
