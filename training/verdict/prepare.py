r"""Stories with questions in, pairs of question and sentence with their verdicts out, as arrays.

    PYTHONPATH=. .venv/bin/python training/verdict/prepare.py training/stories/reader \
        --out FILE.npz [--candidates FILE.jsonl ...]

Questions of yes or no (`polar/`) are paired with the sentences that settle them and with some that
do not, most of them those most like the question. All others (`cases/`) are paired with a sentence
as `question answer`: yes where it tells that answer, no where it tells another one of the same
sort, untold elsewhere. Where no article answers, nothing does. What `candidates.py` found comes as
groups: of the answers to one question, the right ones are yes, all others not.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from assistant.config import Settings
from assistant.read.spans.features import agree, answer_stems
from assistant.setup import embedder_for
from assistant.verdict import CLS, NO, SEP, UNTOLD, YES, Context, window
from assistant.words import stem_set
from index_store.sentences import split

Row = dict[str, Any]
SEED = 11
POLAR, ANSWER, GROUP = 0, 1, 2
MOST_EVIDENCE = 3
# Words that a sentence may share with one that settles a question, of the fewer, before it is
# taken for another telling of it.
SAME = 0.5
NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|"
    r"thirty|forty|fifty|hundred|thousand|million|half|dozen|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|"
    r"September|October|November|December|yesterday|today|week|month|year)s?\b",
    re.IGNORECASE,
)
ASKS_NAME = re.compile(r"(?:who|whom|whose|which|where)\b", re.IGNORECASE)
ASKS_NUMBER = re.compile(
    r"(?:when|how (?:many|much|long|old|far|big|high|fast|often)|"
    r"(?:on|in|until|since) (?:what|which) (?:day|date|year|month))\b",
    re.IGNORECASE,
)


@dataclass(eq=False, slots=True)
class Sentence:
    """A sentence of a story."""

    article: str
    day: str
    context: Context
    stems: frozenset[str]
    place: int


@dataclass(slots=True)
class Pair:
    """A question, with an answer behind it or not, and a sentence with its verdict.

    Attributes:
        group: number of the question that it is one possible answer to, -1 where it stands alone.
    """

    question: str
    context: Context
    verdict: int
    source: int
    group: int = -1


@dataclass(slots=True)
class Story:
    """A story's sentences, the answers to its questions, and how alike both are."""

    sentences: list[Sentence]
    pool: list[tuple[str, str, Sentence, str]]
    similar: dict[str, np.ndarray]

    def by_likeness(self, case: Row) -> list[Sentence]:
        """Return the sentences told by the case's day, those most like the question first."""
        scores = self.similar[case["question"]]
        told = [s for s in self.sentences if s.day <= case["as_of"]]
        return sorted(told, key=lambda s: -scores[s.place])

    def where(self, span: Row) -> list[Sentence]:
        """Return the sentences that a quote stands in."""
        quote = span["quote"]
        found = []
        for s in self.sentences:
            text = s.context.text
            inside = text in quote or quote in text
            part = len(quote) > 30 and (quote[:30] in text or quote[-30:] in text)
            if s.article == span["article_id"] and (inside or part):
                found.append(s)
        return found


def sort_of(answer: str) -> str:
    """Return of what sort an answer is: a number or day, a name, or a phrase."""
    if NUMBER.search(answer):
        return "number"
    words = answer.split()
    return "name" if words and 2 * sum(w[0].isupper() for w in words) >= len(words) else "phrase"


def asked_sort(question: str) -> str:
    """Return the sort that a question asks for, empty where its first words do not tell."""
    if ASKS_NAME.match(question):
        return "name"
    return "number" if ASKS_NUMBER.match(question) else ""


def polar_pairs(story: Story, case: Row) -> Iterator[Pair]:
    """Pair a question of yes or no with what settles it and with what does not."""
    evidence = list(dict.fromkeys(s for span in case.get("spans", []) for s in story.where(span)))
    verdict = {"Yes": YES, "No": NO}.get((case["answers"] or [""])[0], UNTOLD)
    for sentence in evidence[:MOST_EVIDENCE]:
        yield Pair(case["question"], sentence.context, verdict, POLAR)
    rest = [s for s in story.by_likeness(case) if s not in evidence and not same(s, evidence)]
    first = 1 if evidence else 3
    far = rest[first:14]
    for sentence in rest[:first] + random.sample(far, min(1, len(far))):
        yield Pair(case["question"], sentence.context, UNTOLD, POLAR)


def same(sentence: Sentence, evidence: Sequence[Sentence]) -> bool:
    """Tell whether a sentence probably tells the same as one of the evidence."""
    return any(
        len(sentence.stems & e.stems) > SAME * min(len(sentence.stems), len(e.stems))
        for e in evidence
    )


def answer_pairs(story: Story, case: Row) -> Iterator[Pair]:
    """Pair a question and its answer, and wrong ones, with the sentences that these stand in."""
    scores = story.similar[case["question"]]
    pool = [p for p in story.pool if p[2].day <= case["as_of"] and p[0] != case["id"]]
    if not case["answerable"]:
        sort = asked_sort(case["question"])
        likely = sorted(pool, key=lambda p: -scores[p[2].place])
        for _, answer, sentence, _ in unlike([p for p in likely if sort in ("", p[3])])[:3]:
            yield Pair(f"{case['question']} {answer}", sentence.context, UNTOLD, ANSWER)
        return
    told = [
        (span["answer"], s)
        for span in case.get("spans", [])
        for s in story.where(span)
        if span.get("answer") and span["answer"] in s.context.text
    ]
    if not told:
        return
    golds = [answer_stems(text) for text in [*(a for a, _ in told), *case["answers"]]]
    for answer, sentence in told[:2]:
        worded = answer if random.random() < 0.7 else case["answers"][0]
        yield Pair(f"{case['question']} {worded}", sentence.context, YES, ANSWER)
    evidence = [s for _, s in told]
    wrong = [
        p
        for p in pool
        if p[3] == sort_of(told[0][0])
        and not any(agree(answer_stems(p[1]), gold) for gold in golds)
        and (p[2] in evidence or not same(p[2], evidence))
    ]
    wrong = unlike(sorted(wrong, key=lambda p: -(scores[p[2].place] + 0.3 * (p[2] in evidence))))
    far = wrong[2:8]
    for _, answer, sentence, _ in wrong[:2] + random.sample(far, min(1, len(far))):
        verdict = NO if sentence in evidence else UNTOLD
        yield Pair(f"{case['question']} {answer}", sentence.context, verdict, ANSWER)
    if wrong and random.random() < 0.35:
        other = random.choice(wrong[:6])[1]
        yield Pair(f"{case['question']} {other}", told[0][1].context, NO, ANSWER)


def group_pairs(row: Row, group: int) -> Iterator[Pair]:
    """Pair a question and each answer that came into question with the answer's sentence."""
    for choice in row["choices"]:
        day = date.fromisoformat(choice["day"]) if choice["day"] else None
        told, before = choice["text"], choice["before"]
        context = Context(text=told, before=before, title=choice["title"], day=day)
        verdict = YES if choice["right"] else UNTOLD
        yield Pair(f"{row['question']} {choice['answer']}", context, verdict, GROUP, group)


def unlike(pool: Sequence[tuple[str, str, Sentence, str]]) -> list[tuple[str, str, Sentence, str]]:
    """Keep the first of those that give the same answer."""
    return list({p[1]: p for p in reversed(pool)}.values())[::-1]


def read_story(name: str, folder: Path, embed: Any) -> tuple[Story, list[Row]]:
    """Read a story's articles and cases."""
    articles = lines(folder / "articles" / f"{name}.jsonl")
    cases = lines(folder / "cases" / f"{name}.jsonl") + lines(folder / "polar" / f"{name}.jsonl")
    sentences: list[Sentence] = []
    for article in articles:
        before, day = "", date.fromisoformat(article["published"])
        for start, end in split(article["text"]):
            text = article["text"][start:end].strip()
            context = Context(text=text, before=before, title=article["title"], day=day)
            stems, place = frozenset(stem_set(text)), len(sentences)
            sentences.append(Sentence(article["id"], article["published"], context, stems, place))
            before = text
    vectors = embed([s.context.text for s in sentences])
    questions = list(dict.fromkeys(case["question"] for case in cases))
    asked = dict(zip(questions, embed(questions), strict=True))
    story = Story(sentences, [], {q: vectors @ v for q, v in asked.items()})
    for case in cases:
        for span in case.get("spans", []) if case["kind"] not in {"yes-no", "follow"} else []:
            for s in story.where(span):
                if span.get("answer") and span["answer"] in s.context.text:
                    story.pool.append((case["id"], span["answer"], s, sort_of(span["answer"])))
    return story, [case for case in cases if not case.get("history")]


def lines(path: Path) -> list[Row]:
    """Read a file of JSON lines; none where it is missing."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Prepare what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--candidates", type=Path, nargs="*", default=[])
    args = parser.parse_args()
    random.seed(SEED)
    embed = embedder_for(Settings()).embed
    pairs: list[Pair] = []
    for path in sorted((args.folder / "articles").glob("*.jsonl")):
        story, cases = read_story(path.stem, args.folder, embed)
        for case in cases:
            made = polar_pairs if case["kind"] == "yes-no" else answer_pairs
            pairs += made(story, case)
    rows = [row for path in args.candidates for row in lines(path)]
    for n, row in enumerate(rows):
        pairs += group_pairs(row, n)
    ids, bounds = [], []
    for pair in pairs:
        asked, rest = window(pair.question, pair.context)
        ids.append([CLS, *asked, SEP, *rest, SEP])
        bounds.append(len(asked) + 2)
    np.savez(
        args.out,
        ids=np.concatenate([np.array(row, np.int32) for row in ids]),
        lengths=np.array([len(row) for row in ids], np.int32),
        bounds=np.array(bounds, np.int32),
        verdicts=np.array([pair.verdict for pair in pairs], np.int8),
        sources=np.array([pair.source for pair in pairs], np.int8),
        groups=np.array([pair.group for pair in pairs], np.int32),
    )
    print(f"{len(pairs)} pairs, {np.mean([len(row) for row in ids]):.0f} tokens each")


if __name__ == "__main__":
    main()
