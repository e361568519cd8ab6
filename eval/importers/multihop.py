"""MultiHop-RAG: a folder with `MultiHopRAG.json` and `corpus.json` in, cases and articles out.

Source: Tang and Yang 2024, https://huggingface.co/datasets/yixuantt/MultiHopRAG
"""

from __future__ import annotations

from pathlib import Path

from eval.importers.shape import Imported, Record, read_json, short_id


def read(path: Path) -> Imported:
    """Turn queries over several articles into cases; `null_query` is not answerable."""
    folder = path if path.is_dir() else path.parent
    found = Imported()
    for record in read_json(folder / "corpus.json"):
        found.articles.append(
            {
                "id": _id(record),
                "title": record["title"],
                "text": record["body"],
                "published": record.get("published_at"),
                "source": record.get("source"),
                "author": record.get("author"),
                "url": record.get("url"),
            }
        )
    for n, record in enumerate(read_json(folder / "MultiHopRAG.json")):
        found.cases.append(_case(f"multihop-{n:04d}", record))
    return found


def _case(name: str, record: Record) -> Record:
    kind = record["question_type"]
    answerable = kind != "null_query"
    facts = record.get("evidence_list") or []
    return {
        "id": name,
        "question": record["query"],
        "answers": [record["answer"]] if answerable else [],
        "answerable": answerable,
        "evidence": list(dict.fromkeys(_id(fact) for fact in facts)),
        "spans": [{"article_id": _id(fact), "quote": fact["fact"]} for fact in facts],
        "kind": kind.removesuffix("_query").replace("null", "unanswerable"),
    }


def _id(record: Record) -> str:
    return short_id("mh", record.get("url") or record["title"])
