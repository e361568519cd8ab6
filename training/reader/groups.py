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
HEAD_SHARE = 0.6  # of the questions whose passages are read below the headlines of their articles


@dataclass(frozen=True)
class Window:
    """Ids of one row with where its headline and its passage start, and the answer's positions.

    Answer positions 0, 0: none. Without a headline both start at the same place.
    """

    ids: list[int]
    head_from: int
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

    def head(self, number: int) -> list[int]:
        """Return the tokens of the headline above a passage; none where none is known."""
        ends = self.arrays["head_ends"]
        found: list[int] = self.arrays["head_ids"][ends[number] : ends[number + 1]].tolist()
        return found


def window(
    asked: list[int],
    head: list[int],
    tokens: list[int],
    span: tuple[int, int],
    rng: random.Random,
) -> Window:
    """Cut a passage to what fits, at random but with the answer (first and last token) inside."""
    first, last = span
    room = WINDOW - len(asked) - len(head) - 3
    low, high = 0, max(0, len(tokens) - room)
    if first >= 0:
        low, high = max(0, min(high, last - room + 1)), min(high, first)
    at = rng.randint(min(low, high), high)
    ids = [CLS, *asked, SEP, *head, *tokens[at : at + room], SEP]
    head_from = len(asked) + 2
    shift = head_from + len(head) - at
    start, end = (first + shift, last + shift) if first >= 0 else (0, 0)
    return Window(ids, head_from, head_from + len(head), start, min(end, len(ids) - 2))


def group(data: Data, number: int, rng: random.Random) -> list[Window]:
    """Return one question's windows, the answering one first, if there is one."""
    asked = data.question(number)
    own, first, last = (int(value) for value in data.arrays["table"][number])
    tokens = data.context(own)
    story = data.arrays["sources"][number] == STORIES
    if first < 0 and not story:
        return [window(asked, [], tokens, (first, last), rng)]
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
    headed = story and rng.random() < HEAD_SHARE
    rows = [window(asked, data.head(own) if headed else [], tokens, (first, last), rng)]
    for other in others[:count]:
        head = data.head(other) if headed else []
        rows.append(window(asked, head, data.context(other), (-1, -1), rng))
    return rows


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
