"""Gold timelines and the news they were made from in, how many events are dated right out.

    python -m bench.events --articles articles.jsonl --gold timelines.jsonl [--errors]

Articles are JSON lines `{id, title, text, published}`; gold is JSON lines
`{article_id, sentence, event, date}` as in SemEval-2015 task 4 (Minard et al. 2015): the word that
tells an event, the number of its sentence (the title is 0 or 1) and its day, month or year with
`XX` for what is not known. A gold event counts as dated right when an event found in its sentence,
whose clause holds the word if there is such a one, lies wholly within the gold date. Sentences that
date nothing, by their own words or by the news of the day, are told apart from wrong dates: most of
gold's dates were inferred from other sentences or other articles.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from index_store.events import dated_events
from index_store.times import find_times
from index_store.types import Event

Row = dict[str, Any]
_JOINED = re.compile(r"(?<= [.?!])(?=\S)|(?<= [.?!] '')(?=\S)|(?<= [.?!]'')(?=\S)")
_DAY = re.compile(r"(?:Jan|Febr|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]* \d+ , \d{4}")
_UNTOKENIZED = (
    (re.compile(r"``|''"), '"'),
    (re.compile(r"\s+([.,;:?!)\]%])"), r"\1"),
    (re.compile(r"([(\[$])\s+"), r"\1"),
    (re.compile(r" ('s|n't|'re|'ve|'ll)\b"), r"\1"),
)


def main() -> None:
    """Print how many gold events are dated right, wrongly or not at all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--errors", action="store_true", help="print the wrong ones")
    args = parser.parse_args()
    articles = {row["id"]: row for row in rows(args.articles)}
    counts: Counter[str] = Counter()
    for gold in wanted(rows(args.gold), articles):
        outcome, found = judged(gold, articles[gold["article_id"]])
        counts[outcome] += 1
        if args.errors and outcome == "wrong":
            days = [f"{e.earliest}..{e.latest} ({e.how or 'as written'})" for e in found]
            print(gold["article_id"], gold["event"], gold["date"], days, sep=" | ")
    told = counts["right"] + counts["wrong"]
    print(f"gold events with a date, their sentence found: {told + counts['undated']}")
    for name in ("right", "wrong", "undated"):
        print(f"{name:8} {counts[name]:5}")
    print(f"their sentence not found: {counts['lost']}")
    print(f"of those dated, right: {counts['right'] / max(1, told):.3f}")


def rows(file: Path) -> list[Row]:
    """Read JSON lines."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def wanted(gold: Iterable[Row], articles: dict[str, Row]) -> list[Row]:
    """Return the dated mentions of articles that are there, each once."""
    kept: dict[tuple[str, int, str], Row] = {}
    for row in gold:
        if "XXXX" not in row["date"] and row["article_id"] in articles:
            kept.setdefault((row["article_id"], row["sentence"], row["event"]), row)
    return list(kept.values())


def judged(gold: Row, article: Row) -> tuple[str, list[Event]]:
    """Say `right`, `wrong`, `undated`, or `lost` where the gold sentence is not found."""
    sentences, body = sentences_of(article["text"])
    word = re.compile(rf"\b{re.escape(plain(gold['event']))}")
    around = (gold["sentence"] + n for n in (0, -1, 1))
    span = next(
        (sentences[n] for n in around if n in sentences and word.search(body, *sentences[n])), None
    )
    if span is None:
        return "lost", []
    published = date.fromisoformat(article["published"])
    events = dated_events(body, find_times(body, published), published)
    inside = [e for e in events if e.start < span[1] and e.end > span[0]]
    found = [e for e in inside if word.search(e.text)] or inside
    if not found:
        return "undated", []
    day = gold["date"].replace("-XX", "")
    right = any(str(e.earliest).startswith(day) and str(e.latest).startswith(day) for e in found)
    return ("right" if right else "wrong"), found


def sentences_of(text: str) -> tuple[dict[int, tuple[int, int]], str]:
    """Part a tokenised text, which joins its sentences, and write it as it was printed.

    Returns:
        Where each sentence behind title and day stands in the body, by its number, and the body.
    """
    head = _DAY.search(text)
    parts = _JOINED.split(text[head.end() :] if head else text)
    places: dict[int, tuple[int, int]] = {}
    body = ""
    for number, part in enumerate(parts, start=2):
        words = plain(part).strip()
        places[number] = (len(body), len(body) + len(words))
        body += words + " "
    return places, body


def plain(text: str) -> str:
    """Undo what a tokeniser did to quotes, brackets and points."""
    for pattern, written in _UNTOKENIZED:
        text = pattern.sub(written, text)
    return text


if __name__ == "__main__":
    main()
