"""The labelled pages in, precision and recall of each kind of block out.

    python bench/blocks.py [--wrong]

`--wrong` lists every miss of the two sets with which the rules were made; the third, pages of other
layouts, is held out.

Unit: a labelled paragraph. The headline counts as found when it is the article's title, boilerplate
when it is not in the article. Text that no label names counts against the kind it was given.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lxml.html

from index_store.clean import clean
from index_store.clean.elements import key
from index_store.load.page import read_page
from index_store.raw import RawRecord

DATA = Path(__file__).parent.parent / "tests" / "data"
LABELLED = DATA / "blocks.jsonl"
# The rules were made with the first two; the third is for measuring alone.
SETS = ("blocks", "layouts-tune", "layouts-held")
KINDS = ("headline", "body", "caption", "summary", "quote-out", "credit", "boilerplate")


@dataclass
class Tally:
    """Counts by kind."""

    right: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def precision(self, kind: str) -> float:
        """Right of those that were given this kind; 1 when none was."""
        return self.right[kind] / self.given[kind] if self.given[kind] else 1.0

    def recall(self, kind: str) -> float:
        """Right of those that have this kind; 1 when none has."""
        return self.right[kind] / self.gold[kind] if self.gold[kind] else 1.0


def read_labelled(path: Path = LABELLED) -> Iterator[tuple[str, RawRecord, list[tuple[str, str]]]]:
    """Give each case: its name, the record without labels and the labelled paragraphs."""
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["shape"] == "text":
            gold = [(kind, text) for kind, text in case["paragraphs"]]
            text = "\n\n".join(text for _, text in gold)
            yield case["id"], RawRecord(place=case["id"], text=text), gold
        else:
            # What a page states only in its metadata has no element to carry a label.
            stated = [(kind, text) for kind, text in case.get("stated", [])]
            gold = [*_labels(lxml.html.document_fromstring(case["page"])), *stated]
            page = re.sub(r' data-kind="[\w-]+"', "", case["page"])
            yield case["id"], read_page(page, case["id"]), gold


def measure(path: Path = LABELLED) -> Tally:
    """Clean every case and count."""
    tally = Tally()
    for name, record, gold in read_labelled(path):
        _count(tally, name, record, gold)
    return tally


def _labels(tree: Any) -> Iterator[tuple[str, str]]:
    for node in tree.xpath("//*[@data-kind]"):
        yield node.get("data-kind"), " ".join(node.text_content().split())


def _count(tally: Tally, name: str, record: RawRecord, gold: list[tuple[str, str]]) -> None:
    cleaned = clean(record)
    found: dict[str, str] = {}
    for block in cleaned.blocks:
        found.setdefault(key(cleaned.body[block.start : block.end]), block.kind)
    found[key(cleaned.title)] = "headline"
    for kind, text in gold:
        given = found.pop(key(text), "boilerplate")
        tally.gold[kind] += 1
        tally.given[given] += 1
        if given == kind:
            tally.right[kind] += 1
        else:
            tally.wrong.append(f"{name}: {kind} taken for {given}: {text[:90]}")
    for text, given in found.items():
        tally.given[given] += 1
        tally.wrong.append(f"{name}: not labelled, taken for {given}: {text[:90]}")


def main() -> None:
    """Print a table for each set."""
    for name in SETS:
        tally = measure(DATA / f"{name}.jsonl")
        print(f"{name:12} {'precision':>9} {'recall':>7} {'labelled':>9}")
        for kind in KINDS:
            numbers = f"{tally.precision(kind):9.3f} {tally.recall(kind):7.3f} {tally.gold[kind]:9}"
            print(f"{kind:12} {numbers}")
        # Who reads the mistakes of the held-out pages tunes to them.
        if "--wrong" in sys.argv and name != SETS[-1]:
            print("\n".join(tally.wrong))


if __name__ == "__main__":
    main()
