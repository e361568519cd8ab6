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
    url, text = page.get("url") or "", page.get("text") or ""
    address, path = _address(url), _path(url)
    again = f"{path}\n{text}"  # whatever a link to it carries to tell where it was followed
    if not url or not text or address in seen or again in seen:
        return
    name = short_id("rt", address.removesuffix("?"))
    for key in (address, again, path):
        seen.setdefault(key, name)
    found.articles.append(
        {
            "id": name,
            "title": page.get("title") or text.split("\n", 1)[0][:120],
            "text": text,
            "published": _day(page.get("publish_date")),
            "source": urlsplit(url).hostname,
            "url": url,
        }
    )


def _case(line: Record, seen: dict[str, str]) -> Record:
    links = _LINK.findall(line.get("evidence") or "")
    linked = [_page(url, seen) for url in links]
    return {
        "id": line["question_id"],
        "question": line["question_sentence"],
        "answers": [line["choices"][int(n)] for n in line["answer"]],
        "answerable": True,
        "as_of": _day(line["question_date"]),
        "evidence": [name for name in dict.fromkeys(linked) if name],
        "kind": "news-quiz",
        "quiz": line.get("question_source"),
        "choices": line["choices"],
    }


def _page(url: str, seen: dict[str, str]) -> str | None:
    """Find the page of a link: that very one, else without the query, else with another."""
    keys = (_address(url), f"{_path(url)}?", _path(url))
    return next((seen[key] for key in keys if key in seen), None)


def _day(text: str | None) -> str | None:
    return text[:10].replace("/", "-") if text else None


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}"


def _address(url: str) -> str:
    return f"{_path(url)}?{urlsplit(url).query}"
