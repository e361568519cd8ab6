"""RealTimeQA: `past/YEAR/DAY_qa.jsonl` with `DAY_gcs.jsonl` in, cases and searched pages out.

Source: Kasai et al. 2022, https://github.com/realtimeqa/realtimeqa_public
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from eval.importers.shape import Imported, Record, files, read_lines, short_id

_LINK = re.compile(r'href="([^"]+)"')


def read(path: Path) -> Imported:
    """Turn quiz questions into open ones; the choice that is right is the answer.

    Each is asked on the day of its quiz. Evidence are the pages that the quiz itself links, where
    the search found them; files of `none of the above` questions are left out.
    """
    found = Imported()
    seen: dict[str, str] = {}
    for file in files(path, "*_qa.jsonl"):
        pages = file.with_name(file.name.replace("_qa.jsonl", "_gcs.jsonl"))
        if pages.exists() and pages != file:
            for line in read_lines(pages):
                for page in line["search_result"]:
                    _add(page, seen, found)
        found.cases.extend(_case(line, seen) for line in read_lines(file))
    return found


def _add(page: Record, seen: dict[str, str], found: Imported) -> None:
    url = page.get("url") or ""
    if not url or not page.get("text") or _key(url) in seen:
        return
    name = short_id("rt", _key(url))
    seen[_key(url)] = name
    found.articles.append(
        {
            "id": name,
            "title": page.get("title") or page["text"].split("\n", 1)[0][:120],
            "text": page["text"],
            "published": _day(page.get("publish_date")),
            "source": urlsplit(url).hostname,
            "url": url,
        }
    )


def _case(line: Record, seen: dict[str, str]) -> Record:
    linked = [_key(url) for url in _LINK.findall(line.get("evidence") or "")]
    return {
        "id": line["question_id"],
        "question": line["question_sentence"],
        "answers": [line["choices"][int(n)] for n in line["answer"]],
        "answerable": True,
        "as_of": _day(line["question_date"]),
        "evidence": [seen[key] for key in dict.fromkeys(linked) if key in seen],
        "kind": "news-quiz",
        "quiz": line.get("question_source"),
        "choices": line["choices"],
    }


def _day(text: str | None) -> str | None:
    return text[:10].replace("/", "-") if text else None


def _key(url: str) -> str:
    parts = urlsplit(url)
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}"
