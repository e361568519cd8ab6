"""A question's assertion and a sentence in, how much of the one the other holds out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.read.sentence.assertion import LIGHT, Assertion, Term, names_under
from assistant.read.sentence.participants import CALENDAR
from assistant.read.sentence.predicates import akin, opposite
from assistant.read.sentence.syntax import Token, counterparts_of, parse, subjects_of
from assistant.types import Hit
from assistant.words import fold, missing_names, same_name, stem, stem_set, words_of
from index_store.types import Article, TimeMention

# What only the surroundings of a sentence hold counts this much of what it says itself.
NEAR = 0.55


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A sentence that speaks to the question.

    Attributes:
        fit: how much of the question it holds, 0 to 1.
        said: how much of it the sentence itself holds, without what stands around it.
        core: how much of it but its names the sentence and the one before it hold.
        rest: how much of it but its predicate they hold, names and all.
        named: the names of the question stand in the headline or close before, if not in it.
        verdict: `yes`, `no`, `planned` or empty when it cannot tell.
    """

    article: Article
    start: int
    end: int
    fit: float
    said: float
    core: float
    rest: float
    named: bool
    rank: int
    times: tuple[TimeMention, ...] = ()
    verdict: str = ""

    @property
    def text(self) -> str:
        """The sentence."""
        return self.article.body[self.start : self.end]

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers in the sentence, and its other words."""
        text = self.text.replace(",", "").replace("-", " ")
        return frozenset(word.strip('.;:!?()"”“%$€£') for word in text.split())

    @property
    def days(self) -> frozenset[str]:
        """Days of the month and years that it speaks of, or was published on."""
        days = [m.earliest for m in self.times if m.kind == "date" and m.earliest]
        days += [self.article.day] if self.article.day else []
        return frozenset(str(n) for day in days for n in (day.day, day.year))


def rarity(sentences: Sequence[tuple[Hit, list[tuple[int, int]]]]) -> dict[str, int]:
    """Count for each stem the sentences that hold it, and the sentences under the empty key."""
    counts: dict[str, int] = {}
    for hit, spans in sentences:
        for start, end in spans:
            counts[""] = counts.get("", 0) + 1
            for one in stem_set(hit.article.body[start:end]):
                counts[one] = counts.get(one, 0) + 1
    return counts


def weigh(
    assertion: Assertion,
    hit: Hit,
    spans: Sequence[tuple[int, int]],
    where: tuple[int, int],
    rank: int,
) -> Witness:
    """Weigh a sentence of a hit, with its words taken back to their lemmas.

    Args:
        assertion: what is asked.
        hit: the passage that was found.
        spans: the sentences of the passage.
        where: the sentence, one of `spans` or several in a row.
        rank: place of the hit, from 0.
    """
    body, title = hit.article.body, hit.article.title
    start, end = where
    n = next((i for i, (a, _) in enumerate(spans) if a >= start), 0)
    before = spans[max(0, n - 1)][0]
    wide = stem_set(f"{title}\n{hit.passage.text}")
    here = held_in(assertion, _lemmas(body[start:end]))
    core = here | held_in(assertion, _lemmas(body[before:start]))
    around = [t for t in assertion.terms if t not in here and (t.is_name or t.key in wide)]
    plain = [t for t in assertion.terms if _plain(t)]
    near = f"{title}\n{body[spans[max(0, n - 2)][0] : end]}"
    whole = _weight(assertion.terms) or 1.0  # words that stand in every sentence weigh nothing
    return Witness(
        article=hit.article,
        start=start,
        end=end,
        fit=(_weight(here) + NEAR * _weight(around)) / whole,
        said=_weight(here) / whole,
        core=_share(core, plain),
        rest=_share(core, [t for t in assertion.terms if _counts(assertion, t)]),
        named=_about(assertion, near, body[start:end]),
        rank=rank,
        times=tuple(m for m in hit.passage.times if start <= m.start < end),
    )


def _weight(terms: Iterable[Term]) -> float:
    return sum(term.weight for term in terms)


def _share(held: frozenset[Term], wanted: Sequence[Term]) -> float:
    return _weight(t for t in wanted if t in held) / _weight(wanted) if wanted else 1.0


def _counts(assertion: Assertion, term: Term) -> bool:
    return term.lemma != assertion.predicate and term.lemma not in LIGHT | {"place"}


def _lemmas(text: str) -> frozenset[str]:
    return stem_set(text) | {stem(fold(t.lemma_)) for t in parse(text)}


def _plain(term: Term) -> bool:
    return not term.is_name and not term.key[:1].isdigit()


def _about(assertion: Assertion, near: str, sentence: str) -> bool:
    """Tell whether a sentence is about the names of the question.

    They stand in it, close before it or in the headline; or, since the article has them, it names
    nobody else.
    """
    if not missing_names(assertion.names, near):
        return True
    asked = words_of(" ".join(assertion.names))
    others = [fold(t.text) for t in parse(sentence) if t.pos_ == "PROPN"]
    return all(any(same_name(o, w) for w in asked) or o.capitalize() in CALENDAR for o in others)


def held_in(assertion: Assertion, own: frozenset[str]) -> frozenset[Term]:
    """Return the terms of a question that a sentence holds, given the stems of its words."""
    return frozenset(t for t in assertion.terms if _holds(own, t))


def _holds(own: frozenset[str], term: Term) -> bool:
    if term.key in own:
        return True
    if term.is_name:
        return any(same_name(term.key, other) for other in own)
    return any(akin(term.lemma, other) or opposite(term.lemma, other) for other in own)


def other_subject(assertion: Assertion, anchor: Token) -> bool:
    """Tell whether the clause of a predicate is about somebody else than the question is."""
    if not assertion.subject:
        return False
    parts = subjects_of(anchor, role=assertion.role)
    passive = any(p.dep_ == "nsubjpass" for p in parts)
    if parts and passive != assertion.passive and anchor.pos_ == "VERB":
        parts = counterparts_of(anchor)
    words = frozenset(w for p in parts for w in names_under(p))
    if not words:
        return False
    return not any(same_name(a, b) for a in words for b in assertion.subject)
