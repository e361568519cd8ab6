"""Stories with questions in, span questions out: rows as `prepare.py` reads them.

    PYTHONPATH=. .venv/bin/python training/reader/stories.py training/stories/reader --out FILE.gz

Articles are cut into passages as the product cuts them. A question becomes one row for each
passage that holds its answer, and marked rows for those of its story that do not; one without an
answer becomes rows of all passages of its story, none of which answers it. Each row has the
headline of its article as `head`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from assistant.loading import CHUNK_TOKENS
from assistant.setup import tokenize
from index_store.chunk import chunk
from index_store.types import Article

SOURCE = "stories"
Row = dict[str, Any]
Passages = dict[str, list[tuple[str, str]]]


def lines_of(folder: Path) -> Iterator[Row]:
    """Yield the objects of all files of a folder."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def passages_of(articles: Iterable[Row]) -> dict[str, list[tuple[str, str]]]:
    """Return for each article its passages as (day of publication, text)."""
    found = {}
    for raw in articles:
        article = Article(id=raw["id"], title=raw["title"], body=raw["text"])
        parts = chunk(article, max_tokens=CHUNK_TOKENS, tokenize=tokenize)
        found[raw["id"]] = [(raw["published"], part.text) for part in parts]
    return found


def rows_of(case: Row, passages: Passages) -> Iterator[Row]:
    """Yield the rows of one question, given the passages of its story."""
    right = list(_answered(case, passages))
    if case["answerable"] and not right:
        return
    for text, answer in right:
        yield _row(case, text, SOURCE, [answer])
    known = {text for parts in passages.values() for day, text in parts if day <= case["as_of"]}
    others = sorted(text for text in known if not _holds(text, case, right))
    for number, text in enumerate(others):
        lone = not right and not number
        yield _row(case, text, SOURCE if lone else f"{SOURCE}_neg", [])


def _row(case: Row, text: str, source: str, answers: list[Row]) -> Row:
    return {"question": case["question"], "context": text, "answers": answers, "source": source}


def _answered(case: Row, passages: Passages) -> Iterator[tuple[str, Row]]:
    """Yield the passages that hold the sentence with the answer, and the answer's place."""
    for span in case.get("spans", ()):
        for _, text in passages[span["article_id"]]:
            at = text.find(span["quote"])
            if at >= 0:
                start = at + _place(span["quote"], span["answer"])
                yield text, {"start": start, "text": span["answer"]}


def _place(quote: str, answer: str) -> int:
    """Return where an answer stands, as a whole word if it does: `7` is not in `17`."""
    whole = re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", quote)
    return whole.start() if whole else quote.index(answer)


def _holds(text: str, case: Row, right: list[tuple[str, Row]]) -> bool:
    """Tell whether a passage may answer too: it has one of the accepted answers."""
    lowered = text.lower()
    forms = {form.lower() for form in case["answers"]} | {a["text"].lower() for _, a in right}
    return any(form in lowered for form in forms)


def main() -> None:
    """Write the rows of all stories of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    articles = {raw["id"]: raw for raw in lines_of(args.folder / "articles")}
    stories: dict[str, Passages] = defaultdict(dict)
    heads = {}
    for number, parts in passages_of(articles.values()).items():
        stories[number.rsplit("-", 1)[0]][number] = parts
        heads |= {text: articles[number]["title"] for _, text in parts}
    count = 0
    with gzip.open(args.out, "wt", encoding="utf-8") as out:
        for case in lines_of(args.folder / "cases"):
            for row in rows_of(case, stories[case["story"]]):
                row["head"] = heads[row["context"]]
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
    print(f"{count} rows")


if __name__ == "__main__":
    main()
