"""SQuAD 2.0: `dev-v2.0.json` in, cases and one article for each page out.

Source: Rajpurkar et al. 2018, https://rajpurkar.github.io/SQuAD-explorer/
"""

from __future__ import annotations

from pathlib import Path

from eval.importers.shape import Imported, Record, files, read_json, short_id
from index_store.sentences import split


def read(path: Path) -> Imported:
    """Turn span questions into cases over whole pages, with the sentence that answers."""
    found = Imported()
    for file in files(path, "*.json"):
        for page in read_json(file)["data"]:
            name = short_id("sq", page["title"])
            texts = [paragraph["context"] for paragraph in page["paragraphs"]]
            title = page["title"].replace("_", " ")
            found.articles.append({"id": name, "title": title, "text": "\n\n".join(texts)})
            for paragraph in page["paragraphs"]:
                found.cases.extend(_case(qa, paragraph["context"], name) for qa in paragraph["qas"])
    return found


def _case(qa: Record, context: str, article: str) -> Record:
    hopeless = bool(qa.get("is_impossible"))
    answers = [] if hopeless else list(dict.fromkeys(a["text"] for a in qa["answers"]))
    return {
        "id": f"squad-{qa['id']}",
        "question": qa["question"].strip(),
        "answers": answers,
        "answerable": not hopeless,
        "evidence": [article],
        "spans": [] if hopeless else _spans(qa["answers"], context, article),
        "kind": "unanswerable" if hopeless else "span",
    }


def _spans(answers: list[Record], context: str, article: str) -> list[Record]:
    starts = {answer["answer_start"] for answer in answers}
    return [
        {"article_id": article, "quote": context[start:end]}
        for start, end in split(context)
        if any(start <= place < end for place in starts)
    ]
