"""A question and sentences in, how well each sentence fits the question out."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.fates import DEAD, HELD, HURT
from assistant.modality import announces, asks_past
from assistant.read.sentence.tellings import Telling
from assistant.read.sentence.typed import promises
from assistant.types import Plan
from assistant.words import missing_names, stem, stems

Matrix = NDArray[np.float64]
# Texts in, rows of length 1 out.
Embed = Callable[[Sequence[str]], NDArray[np.float32]]

# Words for the same kind of event; each line is one kind.
_KINDS = f"""
call phone telephone telephoned ring rang rung speak spoke spoken talk talked conversation contact
visit travel trip tour came come go went journey
fly flew flown flying flight launch liftoff maiden
meet met meeting summit
resign resignation quit leave left depart departure step
succeed successor succession replace replacement follow new
predecessor precede before previous former
win won beat beaten defeat victory triumph
{DEAD} toll lost victims succumb succumbed
begin began begun start
end finish stop finished over
recall withdraw callback
delay postpone slip reschedule defer
open opened opening
reopen reopening
close closed shut closure
lead head chair chief boss director run
rise rose risen raise increase up
fall fell fallen cut lower drop reduce
buy bought purchase acquire takeover
sack fire fired dismiss sacked dismissal
oath sworn swear inaugurate inauguration
{HURT}
arrive reach reached came arrival
sink sank sunk sinking capsize capsized
strike strikes walkout stoppage
bury buried burial funeral
ban banned prohibit prohibited forbid forbade forbidden
{HELD} seize seized
release released free freed
""".strip().splitlines()
_KIND_OF: dict[str, str] = {}
for _line in _KINDS:
    for _word in _line.split():
        _KIND_OF.setdefault(stem(_word), _line.split()[0])

# Phrases for a kind of event, each with a word for it.
_PHRASES = (
    (
        re.compile(
            r"\b(?:(?:sat|sit|sitting) down (?:together|with)|face[ -]to[ -]face|in the flesh|"
            r"in person|(?:the same|one) (?:room|table)|(?:shook|shake) hands)\b",
            re.IGNORECASE,
        ),
        "met",
    ),
    (re.compile(r"\bon the line\b|\bpick\w* up the (?:phone|receiver)\b", re.IGNORECASE), "rang"),
    (
        re.compile(r"\b(?:push|put|mov|shift)\w* back\b|\bput(?:ting)? off\b", re.IGNORECASE),
        "postponed",
    ),
    (
        re.compile(r"\bhand\w* in (?:his|her|their) (?:notice|resignation)\b", re.IGNORECASE),
        "resigned",
    ),
    (re.compile(r"\blaid to rest\b", re.IGNORECASE), "buried"),
    (re.compile(r"\b(?:closing|due|cut-?off) date\b", re.IGNORECASE), "deadline"),
)
# Nobody telephones in these.
_NO_CALL = re.compile(
    r"\bcall(?:ed|s|ing)?(?= (?:off|for|upon|into question)\b)|\bso-called\b", re.IGNORECASE
)
KINDS = frozenset(_KIND_OF.values())

FEATURES = (
    "similar",  # cosine of question and sentence
    "similar_context",  # ... and sentence with what stands before it
    "words",  # share of the question's words in the sentence, rare ones count more
    "words_context",  # ... in the sentence or what stands before it
    "names",  # share of its names in the sentence
    "names_context",  # ... in the sentence or what stands before it
    "type",  # the sentence holds what may answer: 1 yes, 0 cannot tell, -1 no
    "place",  # 1 / (1 + place of the hit)
    "retrieval",  # the hit's score relative to the best
    "planned",  # it only announces, and the question is about the past
    "read",  # best margin of a span in it
    "window",  # it tells of the days asked about
)

# Fitted on the tuning half of the gold set, as a choice among the sentences of each question by
# multinomial logistic regression, and rounded.
WEIGHTS = np.array([0.9, 0.85, 0.4, 0.4, 0.2, 0.4, 0.6, 0.6, 0.6, -0.5, 1.0, 0.4])

# The margin of a sentence without a span, and the least of any.
NO_SPAN = -15.0
KEPT_VECTORS = 20_000


class Remembered:
    """An embedder that keeps what it made: the news of the day is read again and again."""

    def __init__(self, embed: Embed) -> None:
        """Take what embeds: texts in, rows of length 1 out."""
        self._embed = embed
        self._kept: dict[str, NDArray[np.float32]] = {}

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row of length 1 for each text, at least one text."""
        # Several questions are read at once: another may replace what is kept at any moment.
        kept = self._kept
        found = {text: row for text in texts if (row := kept.get(text)) is not None}
        fresh = [text for text in dict.fromkeys(texts) if text not in found]
        if fresh:
            found.update(zip(fresh, self._embed(fresh), strict=True))
        if len(kept) + len(fresh) > KEPT_VECTORS:
            self._kept = kept = {}
        kept.update({text: found[text] for text in fresh})
        return np.stack([found[text] for text in texts])


def fits(rows: Matrix) -> Matrix:
    """Say how well each sentence fits, (n,), by its features; comparable within one question only.

    The features are standardised within the question, so that a reader with other margins changes
    nothing but the order of the sentences.
    """
    if not len(rows):
        return np.zeros(0)
    spread = rows.std(0)
    level = (rows - rows.mean(0)) / np.where(spread > 1e-6, spread, 1.0)
    return np.asarray(level @ WEIGHTS)


def kinds(text: str) -> frozenset[str]:
    """Return the words of a text, those for one kind of event written alike."""
    words = _NO_CALL.sub("", text)
    for phrase, word in _PHRASES:
        words = phrase.sub(word, words)
    return frozenset(_KIND_OF.get(s, s) for s in stems(words))


def features(
    plan: Plan,
    told: Sequence[Telling],
    margins: Mapping[tuple[str, int], float],
    embed: Embed | None,
) -> Matrix:
    """Compute the features, float64 (n, len(FEATURES))."""
    if not told:
        return np.zeros((0, len(FEATURES)))
    names = plan.names
    own = kinds(" ".join(names))
    asked = kinds(plan.standalone_question) - own
    held = [kinds(t.text) for t in told]
    around = [kinds(t.context) for t in told]
    rarity = _rarity(asked, held)
    near, wide = _similar(plan.standalone_question, told, embed)
    top = max(t.hit.score for t in told) or 1.0
    past = asks_past(plan.standalone_question)
    fits = promises(plan.answer_type, [t.text for t in told], [bool(_days(t)) for t in told])
    return np.array(
        [
            [
                near[n],
                wide[n],
                _share(asked, held[n], rarity),
                _share(asked, around[n], rarity),
                1 - len(missing_names(names, t.text)) / max(1, len(names)),
                1 - len(missing_names(names, t.context)) / max(1, len(names)),
                fits[n],
                1 / (1 + t.rank),
                t.hit.score / top,
                float(past and announces(t.text)),
                max(margins.get((t.hit.article.id, t.start), NO_SPAN), NO_SPAN),
                _in_window(plan, t),
            ]
            for n, t in enumerate(told)
        ]
    )


def _similar(question: str, told: Sequence[Telling], embed: Embed | None) -> tuple[Matrix, Matrix]:
    if embed is None:
        return np.zeros(len(told)), np.zeros(len(told))
    vectors = embed([question, *(t.text for t in told), *(_near(t) for t in told)])
    cosines = vectors[1:] @ vectors[0]
    return cosines[: len(told)].astype(float), cosines[len(told) :].astype(float)


def _near(t: Telling) -> str:
    title, _, before = t.before.partition("\n")
    last = before.rstrip().rpartition(". ")[2]
    return f"{title}. {last} {t.text}"


def _rarity(asked: frozenset[str], held: Sequence[frozenset[str]]) -> dict[str, float]:
    seen = Counter(word for words in held for word in words & asked)
    return {word: math.log((len(held) + 1) / (seen[word] + 0.5)) for word in asked}


def _share(asked: frozenset[str], words: frozenset[str], rarity: Mapping[str, float]) -> float:
    total = sum(rarity.values())
    return sum(rarity[w] for w in asked & words) / total if total > 0 else 0.0


def _days(t: Telling) -> list[object]:
    return [m for m in t.times if m.kind == "date" and m.earliest]


def _in_window(plan: Plan, t: Telling) -> float:
    """Tell whether a sentence speaks of the days asked about: 1 by its dates, .5 by its article."""
    if plan.window is None:
        return 0.0
    first, last = plan.window.earliest, plan.window.latest
    for e in t.events:
        if (last is None or e.earliest <= last) and (first is None or e.latest >= first):
            return 1.0
    day = t.hit.article.day
    inside = day and (last is None or day <= last) and (first is None or day >= first)
    return 0.5 if inside else 0.0
