"""A question and a possible answer in, whether its sentence is of another event, side or act out.

What stands near what was asked shares its names and nouns: the fire at the works where a flood is
asked for, the mines on the other bank, the charge of which somebody was acquitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.modality import asks_past
from assistant.places import region
from assistant.read.sentence.assertion import as_statement, read_assertion
from assistant.read.sentence.candidates import Candidate
from assistant.read.sentence.participants import unmentioned
from assistant.read.sentence.predicates import akin, opposite
from assistant.read.sentence.syntax import Token, parse, phrase_of, span_of, stance
from assistant.types import Plan
from assistant.words import find_words, missing_names, same_name

# Of two words that are opposites, only of these is what the one is told of never what the other is:
# who lost is told where somebody won.
_JUDGING = frozenset(
    "convict acquit clear guilty approve reject veto block uphold quash overturn annul grant "
    "refuse deny accept admit praise criticise criticize condemn welcome support oppose allow ban "
    "forbid prohibit".split()
)
_OTHERWISE = frozenset({"reason", "how", "quotation"})
_PUNISHED = ("sentence", "fine")
_AT_STAKE = frozenset("face risk carry threaten".split())
_MIGHT = frozenset("could may might can would".split())
_BETWEEN = re.compile(r"\bbetween\b(?P<both>.*)", re.IGNORECASE)
_PEOPLE = re.compile(r"[A-Z]\w+(?:ian|ean|an|ish|ese|ic|i)")
# What may be told of together: an explosion sets a fire, a quake sends a wave.
_DISASTERS = (
    r"fires?|blazes?|infernos?|burn\w*|explosions?|blasts?|explod\w+|erupt\w*|lightning",
    r"floods?|flood\w+|deluges?|inundat\w+|storms?|hurricanes?|cyclones?|typhoons?|tornado\w*|"
    r"tsunamis?|waves?|landslides?|mudslides?|avalanches?|rain\w*|dams?|waters?",
    r"earthquakes?|quakes?|tremors?|tsunamis?|landslides?|collaps\w+|aftershocks?",
    r"crash\w*|collisions?|collid\w+|derail\w*|sank|sink\w*|capsiz\w*|shipwrecks?|wrecks?|falls?",
    r"collaps\w+|caved?|caving|explosions?|earthquakes?|quakes?|landslides?",
    r"shootings?|stabbings?|gunm[ae]n|shot|attacks?|explosions?|blasts?|bomb\w*",
)
_FAMILIES = tuple(re.compile(rf"(?:{words})", re.IGNORECASE) for words in _DISASTERS)
_ANY = re.compile(
    r"\b(?:fire|blaze|inferno|explosion|blast|flood|storm|hurricane|cyclone|typhoon|tornado|"
    r"tsunami|landslide|mudslide|avalanche|earthquake|quake|crash|collision|derailment|shipwreck|"
    r"collapse|shooting|stabbing)s?\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")


def strays(plan: Plan, c: Candidate) -> bool:
    """Tell whether the sentence of a candidate shows that it is of something else than is asked."""
    return (
        _of_others(plan, c)
        or _other_disaster(plan, c)
        or _other_people(plan, c)
        or _other_verdict(plan, c)
    )


def _of_others(plan: Plan, c: Candidate) -> bool:
    """Tell whether what was between two is told where one of them is not spoken of at all."""
    between = _BETWEEN.search(plan.standalone_question)
    if between is None:
        return False
    both = [name for name in plan.names if find_words(between["both"], name) >= 0]
    article = c.hit.article
    return len(both) > 1 and bool(unmentioned(both, f"{article.title}\n{article.body}"))


def _other_disaster(plan: Plan, c: Candidate) -> bool:
    """Tell whether an article tells of one sort of disaster, and nowhere of the one asked about."""
    asked = {m.group().lower() for m in _ANY.finditer(plan.standalone_question)}
    article = c.hit.article
    if not asked or not _ANY.search(f"{article.title}\n{c.sentence_text}"):
        return False
    related = [f for f in _FAMILIES if any(f.fullmatch(word) for word in asked)]
    words = {w.lower() for w in _WORD.findall(f"{article.title}\n{article.body}")}
    return not any(f.fullmatch(word) for f in related for word in words)


def _other_people(plan: Plan, c: Candidate) -> bool:
    """Tell whether a sentence says of another people's what is asked of one: on the Kalmeti bank.

    A region's may be told by a country's.
    """
    asked = [(p, n) for p, n in _peoples(plan.standalone_question) if not region(p.text)]
    for people, noun in asked if asked else ():
        if not missing_names([people.text], c.sentence_text):
            continue
        told = [p for p, n in _peoples(c.sentence_text) if n.lemma_ == noun.lemma_]
        if told and not any(region(p.text) or same_name(p.lower_, people.lower_) for p in told):
            return True
    return False


def _peoples(text: str) -> Iterator[tuple[Token, Token]]:
    """Yield the words for a people in a text, each with the noun that it goes with."""
    for token in parse(text):
        if token.dep_ in {"amod", "compound"} and _PEOPLE.fullmatch(token.text):
            alone = not any(t.dep_ == "compound" for t in token.children)
            if alone and token.head.pos_ == "NOUN" and token.head.i > token.i:
                yield token, token.head


def _other_verdict(plan: Plan, c: Candidate) -> bool:
    """Tell whether a sentence says the opposite of what is asked, or what may yet come of it.

    Of what somebody was convicted is not that of which they were acquitted; how long they were
    jailed for is not how long they face.
    """
    if plan.answer_type in _OTHERWISE:
        return False
    verb = _over(c)
    if verb is None:
        return False
    statement = as_statement(plan.standalone_question)
    root = next(t for t in statement if t.dep_ == "ROOT")
    beside = [t.lemma_ for t in root.children if t.dep_ in {"oprd", "acomp"}]
    asked = {read_assertion(plan, {}).predicate, phrase_of(root), *beside}
    told = phrase_of(verb)
    judged = told in _JUDGING and not stance(verb).denied
    if judged and any(word in _JUDGING and opposite(told, word) for word in asked):
        return True
    might = any(t.dep_ == "aux" and t.lower_ in _MIGHT for t in verb.children)
    at_stake = asks_past(plan.standalone_question) and (told in _AT_STAKE or might)
    return at_stake and any(akin(word, sort) for word in asked for sort in _PUNISHED)


def _over(c: Candidate) -> Token | None:
    """Return the verb that a candidate stands under; None where there is none."""
    span = span_of(c.sentence_text, c.text)
    if span is None:
        return None
    return next((t for t in span.root.ancestors if t.pos_ == "VERB"), None)
