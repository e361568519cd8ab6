"""Articles in, a few questions out that they answer: a dated sentence turned round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from assistant.read.sentence.syntax import parser
from index_store.clean.credit import dateline_end
from index_store.sentences import split
from index_store.times import find_times
from index_store.types import Article

SHOWN = 3
# A lead tells the news; later sentences lean on what was said before.
LEAD = 1500
FEWEST, ROOM, MOST = 5, 10, 13
_SAYING = frozenset("say tell add report announce write note warn be have do".split())
_NUMBER = re.compile(r"(?<!\S)[\d.,]+(?=\s|\?)")
_SUBJECTS = ("nsubj", "nsubjpass")
# What belongs to the verb; clauses, appositions and the date itself stay out.
_KEPT = frozenset("dobj prep prt attr agent oprd dative acomp xcomp".split())
# Words that lean on what was said before, or hang in brackets.
_LEANING = ("PRP", "PRP$", "WP", "WDT", "-LRB-", "``", "''", ":")
# Without these the verb says only half.
_NEEDED = frozenset("dobj attr acomp oprd xcomp".split())
_CUT = frozenset("relcl acl advcl appos punct npadvmod parataxis".split())


def example_questions(articles: Iterable[Article]) -> list[str]:
    """Return questions about what the articles tell, no two about the same people or things."""
    asked: list[str] = []
    named: set[str] = set()
    for article in articles:
        for question, names in _questions(article):
            if named.isdisjoint(names):
                asked.append(question)
                named |= names
                break
        if len(asked) == SHOWN:
            break
    return asked


def _questions(article: Article) -> Iterator[tuple[str, set[str]]]:
    lead = article.body[dateline_end(article.body) :][:LEAD]
    spans = split(lead)[:8]
    dated = [m for m in find_times(lead, article.day) if m.precision == "day" and m.earliest]
    for start, end in spans:
        times = [(m.start - start, m.end - start) for m in dated if start <= m.start < end]
        headed = lead[start:end].split(" ", 1)[0]
        if (not times and start > 0) or (headed.isupper() and len(headed) > 3):
            continue
        for sentence in parser()(lead[start:end]).sents:
            verb = sentence.root
            question = _turned(verb, times) if verb.tag_ in ("VBD", "VBN") else ""
            if FEWEST <= len(question.split()) <= MOST and not _NUMBER.search(question):
                yield question, {t.text for t in sentence if t.tag_ == "NNP" and t.text in question}


def _turned(verb: Any, times: list[tuple[int, int]]) -> str:
    """Turn `The Calla Star sank off Bremmer on 3 March` into `When did the Calla Star sink …?`."""
    if verb.lemma_ in _SAYING or any(t.dep_ == "neg" for t in verb.children):
        return ""
    subject = next((t for t in verb.lefts if t.dep_ in _SUBJECTS), None)
    if subject is None or subject.tag_ not in ("NNP", "NNPS") or not _words(subject, times):
        return ""
    if any(t.dep_ == "ccomp" or (t.dep_ in _NEEDED and not _words(t, times)) for t in verb.rights):
        return ""
    helpers = [t for t in verb.lefts if t.dep_ in ("aux", "auxpass")]
    if helpers and [t.lower_ for t in helpers] not in (["was"], ["were"]):
        return ""
    who = _text(_words(subject, times))
    who = who[0].lower() + who[1:] if _words(subject, times)[0].tag_ == "DT" else who
    question = (
        f"When {helpers[0].lower_} {who} {verb.text}"
        if helpers
        else (f"When did {who} {verb.lemma_}")
    )
    for part in verb.rights:
        told = _text(_words(part, times)) if part.dep_ in _KEPT else ""
        # What the verb needs always comes along, circumstances as long as there is room.
        if told and (part.dep_ in _NEEDED or len(f"{question} {told}".split()) <= ROOM):
            question = f"{question} {told}"
    return f"{question}?"


def _words(token: Any, times: list[tuple[int, int]]) -> list[Any]:
    """Return what hangs on a word, without side clauses; nothing where a date hangs on it."""
    found = [
        t
        for t in token.subtree
        if not any(a.dep_ in _CUT and a.text != "-" for a in _way(t, token))
    ]
    dated = any(start <= t.idx < end for t in found for start, end in times)
    return [] if dated or any(t.tag_ in _LEANING for t in found) else found


def _way(token: Any, top: Any) -> list[Any]:
    """Return the words from a word up to the one that it hangs on, that one left out."""
    way = []
    while token != top:
        way.append(token)
        token = token.head
    return way


def _text(tokens: list[Any]) -> str:
    """Write words as they stand; where some between them were left out, with a space."""
    text = ""
    for token in tokens:
        apart = text and token.i > 0 and token.nbor(-1) not in tokens
        text += f" {token.text_with_ws}" if apart else token.text_with_ws
    return " ".join(text.split())
