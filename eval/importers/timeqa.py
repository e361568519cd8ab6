"""TimeQA: `human_annotated_test.json`, or `test.hard.json` and its like, in; cases and pages out.

Source: Chen et al. 2021, https://github.com/wenhuchen/Time-Sensitive-QA
"""

from __future__ import annotations

from pathlib import Path

from eval.importers.shape import Imported, Record, files, read_json, short_id


def read(path: Path) -> Imported:
    """Turn questions about periods into cases; an empty answer means that there is none."""
    found = Imported()
    known: set[str] = set()
    for file in files(path, "*.json", "*.json.gz", "*.json.gzip"):
        for record in read_json(file):
            name, title = short_id("tq", _page(record)), _page(record)
            if name not in known:
                known.add(name)
                text = _text(record)
                found.articles.append(
                    {
                        "id": name,
                        "title": title.removeprefix("/wiki/").replace("_", " "),
                        "text": text,
                        "source": "Wikipedia",
                        "url": f"https://en.wikipedia.org{title}",
                    }
                )
            found.cases.extend(_cases(record, name))
    return found


def _page(record: Record) -> str:
    return str(record["link"] if "link" in record else record["idx"].split("#")[0])


def _text(record: Record) -> str:
    if "paras" in record:
        return "\n\n".join(record["paras"][1:])
    return str(record["context"])


def _cases(record: Record, article: str) -> list[Record]:
    if "questions" not in record:
        return [_case(record["idx"], record["question"], record["targets"], article)]
    return [
        _case(f"{record['index']}#{n}", question, [answer["answer"] for answer in answers], article)
        for n, (question, answers) in enumerate(record["questions"])
    ]


def _case(name: str, question: str, answers: list[str], article: str) -> Record:
    known = [answer for answer in dict.fromkeys(answers) if answer.strip()]
    return {
        "id": f"timeqa-{name}",
        "question": question,
        "answers": known,
        "answerable": bool(known),
        "evidence": [article],
        "kind": "time-scoped" if known else "unanswerable",
    }
