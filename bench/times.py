"""Gold time expressions and news text in, a table of how well and how fast they are found out.

    python bench/times.py --gold docs.json [--gold seed.json] --articles articles.jsonl [--errors]

Gold is a JSON array of `{id, dct, text, gold: [{s, e, type, value}]}`; articles are JSON lines with
`text` and `published`. The measure is TempEval-3's (UzZaman et al. 2013, section 5): a found
expression matches a gold one when they overlap (lenient) or cover the same characters (strict),
each used once; P = matched / found, R = matched / gold, F1 their harmonic mean. Value F1 = lenient
F1 * (lenient matches whose TIMEX3 value equals the gold value / lenient matches).
dateparser's `search_dates` runs on the same text in the same process, for the ratio. It knows days
only, so its day counts as right when it begins with the gold value (`2022-09-01` for `2022-09`).
"""

from __future__ import annotations

import argparse
import json
import time
import warnings
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from index_store.sentences import split
from index_store.times import find_times

Found = tuple[int, int, str]
Finder = Callable[[str, date], list[Found]]
ROW = "{:<24}{:>7}{:>7}{:>7}{:>8}{:>7}{:>7}{:>9}{:>9}"


def ours(text: str, published: date) -> list[Found]:
    """Find with this project."""
    return [(m.start, m.end, m.value) for m in find_times(text, published)]


def theirs(text: str, published: date) -> list[Found]:
    """Find with dateparser; it gives no spans, so each hit is looked up from the last one on."""
    from dateparser.search import search_dates

    base = datetime(published.year, published.month, published.day)  # noqa: DTZ001
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
    found: list[Found] = []
    at = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        hits = search_dates(text, languages=["en"], settings=settings) or []
    for words, when in hits:
        start = text.find(words, at)
        if start >= 0:
            at = start + len(words)
            found.append((start, at, when.date().isoformat()))
    return found


def match(found: list[Found], gold: list[dict[str, Any]]) -> list[tuple[Found, dict[str, Any]]]:
    """Pair found and gold that overlap, left to right, each once."""
    pairs, free = [], list(gold)
    for hit in found:
        for answer in free:
            if hit[0] < answer["e"] and answer["s"] < hit[1]:
                pairs.append((hit, answer))
                free.remove(answer)
                break
    return pairs


def f1(matched: int, found: int, gold: int) -> tuple[float, float, float]:
    """Give precision, recall and F1; 0 where nothing matches."""
    if not matched:
        return 0.0, 0.0, 0.0
    precision, recall = matched / found, matched / gold
    return precision, recall, 2 * precision * recall / (precision + recall)


def score(name: str, docs: Iterable[dict[str, Any]], find: Finder, *, errors: bool) -> None:
    """Print one row of the table, and with `errors` what is missed, spurious or wrong."""
    n_found = n_gold = matched = strict = right = 0
    for doc in docs:
        found = find(doc["text"], date.fromisoformat(doc["dct"]))
        pairs = match(found, doc["gold"])
        n_found, n_gold, matched = (
            n_found + len(found),
            n_gold + len(doc["gold"]),
            matched + len(pairs),
        )
        strict += sum(hit[:2] == (gold["s"], gold["e"]) for hit, gold in pairs)
        if find is theirs:
            right += sum(hit[2].startswith(gold["value"]) for hit, gold in pairs)
        else:
            right += sum(hit[2] == gold["value"] for hit, gold in pairs)
        if errors:
            show_errors(doc, found, pairs)
    lenient, exact = f1(matched, n_found, n_gold), f1(strict, n_found, n_gold)
    accuracy = right / matched if matched else 0.0
    figures = [f"{x:.3f}" for x in (*lenient, *exact, accuracy, lenient[2] * accuracy)]
    print(ROW.format(name, *figures))


def show_errors(
    doc: dict[str, Any], found: list[Found], pairs: list[tuple[Found, dict[str, Any]]]
) -> None:
    """Print each difference from the gold."""
    text = doc["text"]
    for hit, gold in pairs:
        if hit[2] != gold["value"]:
            print(
                f"  value {text[gold['s'] - 30 : gold['e'] + 15]!r}: {hit[2]} not {gold['value']}"
            )
    taken = [hit for hit, _ in pairs]
    for hit in found:
        if hit not in taken:
            print(
                f"  spurious {text[max(0, hit[0] - 30) : hit[0]]!r}",
                f"{text[hit[0] : hit[1]]!r} {hit[2]}",
            )
    matched = [gold for _, gold in pairs]
    for gold in doc["gold"]:
        if gold not in matched:
            print(f"  missed {text[max(0, gold['s'] - 30) : gold['e'] + 15]!r} {gold['value']}")


def speed(articles: list[dict[str, Any]], find: Finder) -> float:
    """Give sentences a second, on the processor's clock."""
    sentences = sum(len(split(a["text"])) for a in articles)
    start = time.process_time()
    for a in articles:
        find(a["text"], date.fromisoformat(a["published"][:10]))
    return sentences / (time.process_time() - start)


def main() -> None:
    """Read the arguments and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--gold", type=Path, action="append", default=[], metavar="DOCS.json")
    parser.add_argument("--articles", type=Path, metavar="ARTICLES.jsonl")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--no-dateparser", action="store_true")
    args = parser.parse_args()
    for path in [*args.gold, *([args.articles] if args.articles else [])]:
        if not path.is_file():
            parser.error(f"{path}: no such file")
    finders: list[tuple[str, Finder]] = [("dateline", ours), ("dateparser", theirs)]
    finders = finders[: 1 if args.no_dateparser else 2]
    for path in args.gold:
        print(ROW.format(path.name, "P", "R", "F1", "strictP", "R", "F1", "accuracy", "value F1"))
        docs = json.loads(path.read_text())
        for name, find in finders:
            score(name, docs, find, errors=args.errors and find is ours)
    if args.articles:
        lines = args.articles.read_text().splitlines()
        articles = [a for a in map(json.loads, lines[:600]) if a.get("published")]
        rates = {}
        for name, find in finders:
            rates[name] = speed(articles if find is ours else articles[:20], find)
            print(f"{name:<24}{rates[name]:>10,.0f} sentences/s")
        if len(rates) == 2:
            print(f"{'ratio':<24}{rates['dateline'] / rates['dateparser']:>10,.1f}")


if __name__ == "__main__":
    main()
