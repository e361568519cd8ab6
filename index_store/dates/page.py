"""The markup of a page without stated dates in, the day that its readers see out."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import lxml.html
from lxml.etree import LxmlError

from index_store.dates import strings

_ELSEWHERE = re.compile(
    r"related|recommend|teaser|popular|trending|most-?read|comment|sidebar|widget|promo|carousel|"
    r"footer|copyright|newsletter|more-(?:on|from|stories)|read-?next",
    re.IGNORECASE,
)
_PROSE = 80
_SLASHED = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)\b")


def visible_day(html: str) -> date | None:
    """Find the day shown with the article, by htmldate; None when it could be read in two ways.

    Prose, other articles' teasers and the page's edges are taken out first: the days they name are
    not that of publication.
    """
    from htmldate import find_date

    try:
        tree = lxml.html.document_fromstring(
            html.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8")
        )
        _prune(tree)
        shown = " ".join(tree.itertext())
        found = find_date(tree, original_date=True, extensive_search=False)
    except (LxmlError, ValueError, TypeError, RecursionError):
        return None
    if not found:
        return None
    day = date.fromisoformat(found)
    return None if _is_open(day, shown) else day


def _prune(tree: Any) -> None:
    for node in list(tree.iter("aside", "nav", "footer", "p", "li", "div", "section", "img")):
        named = f"{node.get('class') or ''} {node.get('id') or ''}"
        prose = node.tag in ("p", "li") and len(node.text_content()) > _PROSE
        edge = node.tag in ("aside", "nav", "footer", "img")
        most = node.find(".//h1") is not None
        if (
            (prose or edge or _ELSEWHERE.search(named))
            and not most
            and node.getparent() is not None
        ):
            node.drop_tree()


def _is_open(day: date, shown: str) -> bool:
    """Tell a day that stands only as `05/06/2024`."""
    parts = {day.day, day.month}
    return any(
        {int(found[1]), int(found[2])} == parts
        and int(found[3]) == day.year
        and strings.slashed(found.group()) is None
        for found in _SLASHED.finditer(shown)
    )
