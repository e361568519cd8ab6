"""The markup of a page in, its title and paragraphs with their kinds out."""

from __future__ import annotations

from typing import Any

import lxml.html
import trafilatura

from index_store.clean.lines import Piece, classify
from index_store.clean.normal import normalise


def read(html: str) -> tuple[str, list[Piece]]:
    """Cut the article out of a page: captions from its figures, the rest by trafilatura."""
    tree = lxml.html.document_fromstring(
        html.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8")
    )
    title = _title(tree)
    captions = [text for node in tree.xpath("//figcaption") if (text := _text(node))]
    for node in tree.xpath("//figure | //aside | //nav | //footer"):
        node.drop_tree()
    text = trafilatura.extract(
        lxml.html.tostring(tree, encoding="unicode"),
        favor_recall=True,
        include_comments=False,
        include_tables=False,
        deduplicate=False,
    )
    pieces = classify(normalise(text or ""), titled=True)
    if pieces and pieces[0][1].casefold() == title.casefold():
        pieces = pieces[1:]
    return title, pieces + [("caption", caption) for caption in dict.fromkeys(captions)]


def _title(tree: Any) -> str:
    for path in ("//h1", "//title"):
        for node in tree.xpath(path):
            if text := _text(node):
                return text
    return ""


def _text(node: Any) -> str:
    return normalise(" ".join(node.text_content().split()))
