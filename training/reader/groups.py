"""Prepared arrays in, batches of questions out, each with its passage and hard negatives."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

CLS, SEP = 101, 102
WINDOW = 224
NEGATIVE_SHARES = (0.30, 0.45, 0.25)  # of questions with 0, 1, 2 hard negatives
STORY_SHARES = (0.10, 0.25, 0.30, 0.35)  # of those to stories, which are full of decoys
# The share of a source in each epoch: less of what is far from news, and of the same asked twice.
KEEP = {"reddit": 0.4, "amazon_reviews": 0.4, "swapped": 0.25}
STORIES = "stories"
JOIN_SHARE = 0.5  # of the single-sentence questions, read among other sentences
SHORT = 60  # tokens; a passage below is a single sentence


@dataclass(frozen=True)
class Window:
    """Ids of one row with where its passage starts, and the answer's positions (0, 0: none)."""

    ids: list[int]
    passage_from: int
    start: int
    end: int


@dataclass(frozen=True)
class Data:
    """The arrays that prepare.py wrote."""

    arrays: dict[str, Any]

    def question(self, number: int) -> list[int]:
        """Return the question's tokens."""
        ends = self.arrays["question_ends"]
        found: list[int] = self.arrays["question_ids"][ends[number] : ends[number + 1]].tolist()
        return found

    def context(self, number: int) -> list[int]:
        """Return the passage's tokens."""
        ends = self.arrays["context_ends"]
        found: list[int] = self.arrays["context_ids"][ends[number] : ends[number + 1]].tolist()
        return found


def window(
    asked: list[int], tokens: list[int], first: int, last: int, rng: random.Random
) -> Window:
    """Cut a passage to what fits, at random but with the answer inside."""
    room = WINDOW - len(asked) - 3
    low, high = 0, max(0, len(tokens) - room)
    if first >= 0:
        low, high = max(0, min(high, last - room + 1)), min(high, first)
    at = rng.randint(min(low, high), high)
    ids = [CLS, *asked, SEP, *tokens[at : at + room], SEP]
    shift = len(asked) + 2 - at
    start, end = (first + shift, last + shift) if first >= 0 else (0, 0)
    return Window(ids, len(asked) + 2, start, min(end, len(ids) - 2))


def group(data: Data, number: int, rng: random.Random) -> list[Window]:
    """Return one question's windows, the answering one first, if there is one."""
    asked = data.question(number)
    own, first, last = (int(value) for value in data.arrays["table"][number])
    tokens = data.context(own)
    story = data.arrays["sources"][number] == STORIES
    if first < 0 and not story:
        return [window(asked, tokens, first, last, rng)]
    others = [int(other) for other in data.arrays["negatives"][number] if other >= 0]
    rng.shuffle(others)
    if first >= 0 and len(tokens) < SHORT and rng.random() < JOIN_SHARE:
        before = [data.context(n) for n in others[2:6] if len(data.context(n)) < SHORT]
        kept = before[: rng.randint(0, len(before))]
        ahead = [token for sentence in kept for token in sentence]
        behind = [token for sentence in before[len(kept) :] for token in sentence]
        tokens, first, last = ahead + tokens + behind, first + len(ahead), last + len(ahead)
    shares = STORY_SHARES if story else NEGATIVE_SHARES
    count = rng.choices(range(len(shares)), shares)[0]
    rows = [window(asked, tokens, first, last, rng)]
    return rows + [window(asked, data.context(n), -1, -1, rng) for n in others[:count]]


def epoch(data: Data, number: int, seed: int, size: int) -> Iterator[list[list[Window]]]:
    """Yield batches of whole groups, of about `size` windows, groups of like length together."""
    rng = random.Random(f"{seed}-{number}")
    sources = data.arrays["sources"].tolist()
    kept = [n for n, source in enumerate(sources) if rng.random() < KEEP.get(source, 1.0)]
    rng.shuffle(kept)
    for at in range(0, len(kept), 200 * size):
        pool = [group(data, n, rng) for n in kept[at : at + 200 * size]]
        pool.sort(key=lambda rows: max(len(row.ids) for row in rows))
        batches: list[list[list[Window]]] = [[]]
        for rows in pool:
            if sum(map(len, batches[-1])) + len(rows) > size and batches[-1]:
                batches.append([])
            batches[-1].append(rows)
        rng.shuffle(batches)
        yield from batches
